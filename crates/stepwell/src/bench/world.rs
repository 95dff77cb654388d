//! Records to measure on.

use super::Effort;
use crate::chance::{SystemClock, SystemDice};
use anyhow::{Result, ensure};
use care::{Clock as _, Contact, Dice as _, Line, OrganizationId, PersonId, PersonName};
use record::journal::Entry;
use record::people::{organization, person};
use record::seal::{MasterKey, Masters};
use record::{Location, Options, Record, RecordError, Settings, journal};
use std::path::Path;

/// The organization that measurements are made in.
const NAME: &str = "Stepwell bench";

/// A record with one organization and one person.
pub struct World {
    /// The record.
    pub record: Record,
    /// The organization.
    pub organization: OrganizationId,
    /// Somebody with a key.
    pub person: PersonId,
}

impl World {
    /// A new one in a file.
    pub fn in_file(folder: &Path, name: &str, options: Options) -> Result<Self> {
        Self::at(Location::Sqlite(folder.join(name)), options)
    }

    /// One on a server, in a database that holds nothing but earlier measurements.
    pub fn at(location: Location, options: Options) -> Result<Self> {
        let settings = Settings {
            options,
            ..Settings::new(location)
        };
        let masters = Masters::single(MasterKey::random(&SystemDice));
        let now = SystemClock.now();
        let (record, _) = Record::open_migrated(&settings, masters, now)?;
        let others = record.read_across(|across| organization::all(across))?;
        ensure!(
            others.iter().all(|(_, name)| name == NAME),
            "This database holds somebody's record. Name an empty one to measure on."
        );
        let organization = OrganizationId::from(SystemDice.uuid(now));
        let person = PersonId::from(SystemDice.uuid(now));
        let (title, name) = (
            Line::parse(NAME, "a name")?,
            PersonName::parse("Bench", "Mark")?,
        );
        record.transact(organization, |tx| {
            organization::insert(tx, &SystemDice, &title, now)?;
            person::insert(tx, &SystemDice, person, &name, &Contact::default(), now)?;
            Ok::<_, RecordError>(())
        })?;
        Ok(Self {
            record,
            organization,
            person,
        })
    }

    /// An entry like those of a look.
    pub fn entry(&self) -> Entry {
        Entry {
            actor: self.person,
            session: None,
            action: "patient.viewed",
            rule: "bench",
            subject_kind: "person",
            subject: self.person.uuid(),
            person: None,
            detail: None,
        }
    }

    /// Founds another organization beside it.
    pub fn found_another(&self) -> Result<OrganizationId> {
        let now = SystemClock.now();
        let organization = OrganizationId::from(SystemDice.uuid(now));
        let title = Line::parse(NAME, "a name")?;
        self.record.transact(organization, |tx| {
            organization::insert(tx, &SystemDice, &title, now)
        })?;
        Ok(organization)
    }

    /// One small durable write: an entry in the journal.
    pub fn commit_one(&self) -> Result<()> {
        self.commit_in(self.organization)
    }

    /// The same in the journal of another organization.
    pub fn commit_in(&self, organization: OrganizationId) -> Result<()> {
        let (entry, now) = (self.entry(), SystemClock.now());
        self.record.transact(organization, |tx| {
            journal::append(tx, &SystemDice, now, &entry)?;
            Ok::<_, RecordError>(())
        })?;
        Ok(())
    }

    /// Writes many entries, a thousand to a commit.
    pub fn fill_journal(&self, effort: Effort) -> Result<()> {
        const AT_ONCE: i64 = 1_000;
        let (entry, now) = (self.entry(), SystemClock.now());
        for _ in 0..effort.entries / AT_ONCE {
            self.record.transact(self.organization, |tx| {
                for _ in 0..AT_ONCE {
                    journal::append(tx, &SystemDice, now, &entry)?;
                }
                Ok::<_, RecordError>(())
            })?;
        }
        Ok(())
    }
}
