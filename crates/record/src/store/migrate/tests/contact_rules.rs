//! Rules that stood in each request, before they were the person's.

use super::{empty, now, vault};
use crate::intake::inquiry::REQUEST;
use crate::people::person;
use crate::seal::{PersonKey, Vault};
use crate::store::engine::Connection;
use crate::store::migrate::{MIGRATIONS, contact_rules, migrate, migrate_to};
use crate::store::work::Counter;
use crate::{RecordError, Tx};
use care::intake::inquiry::{Asker, Channel, DayPart, Language, Request, SafeContact, Urgency};
use care::{Dice as _, OrganizationId, PersonId, SeededDice};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const ORGANIZATION: &str =
    "INSERT INTO organization (organization_id, name, created_at) VALUES ($1, $2, $3)";
const SITE: &str = "INSERT INTO site (organization_id, site_id, name, time_zone, created_at) \
    VALUES ($1, $2, $3, $4, $5)";
const PERSON: &str = "INSERT INTO person (organization_id, person_id, sealed_name, sealed_contact, created_at) \
    VALUES ($1, $2, $3, $4, $5)";
const KEY: &str = "INSERT INTO person_key (organization_id, person_id, wrapped, master_id) VALUES ($1, $2, $3, $4)";
const INQUIRY: &str = "INSERT INTO inquiry (organization_id, inquiry_id, person_id, site_id, stage, requested_at, \
    promised_at, joined_to, sealed_request) VALUES ($1, $2, $3, $4, 'new', $5, $5, $6, $7)";

fn evenings() -> SafeContact {
    SafeContact {
        times: vec![DayPart::Evening],
        voicemail: true,
        ..SafeContact::default()
    }
}

fn mail() -> SafeContact {
    SafeContact {
        channels: vec![Channel::Email, Channel::Phone],
        ..SafeContact::default()
    }
}

/// A clinic of the version before.
struct Desk<'a> {
    connection: &'a mut Connection,
    vault: &'a Vault,
    dice: SeededDice,
    organization: OrganizationId,
    site: Uuid,
}

impl Desk<'_> {
    fn run(&mut self, sql: &'static str, args: &[crate::Value]) {
        self.connection.run(sql, args).unwrap();
    }

    fn open(&mut self) {
        let (organization, site) = (self.organization, self.site);
        self.run(ORGANIZATION, args_across![organization, "Clinic", now()]);
        let zone = "America/New_York";
        self.run(SITE, args_across![organization, site, "Here", zone, now()]);
    }

    fn person(&mut self, is_known: bool) -> (PersonId, PersonKey) {
        let (organization, id) = (self.organization, PersonId::from(self.dice.uuid(now())));
        let nothing = Vec::<u8>::new;
        self.run(
            PERSON,
            args_across![organization, id, nothing(), nothing(), now()],
        );
        let key = PersonKey::random(&self.dice, organization, id);
        if is_known {
            let (wrapped, master) = self.vault.wrap(&self.dice, &key).unwrap();
            self.run(KEY, args_across![organization, id, wrapped, master]);
        }
        (id, key)
    }

    fn ask(
        &mut self,
        (person, key): &(PersonId, PersonKey),
        safe: SafeContact,
        hours: i64,
        joined_to: Option<PersonId>,
    ) {
        let request = Request {
            asker: Asker::Themselves,
            born: None,
            age: None,
            language: Language::English,
            safe_said: safe,
            source: None,
            urgency: Urgency::Soon,
            words: None,
            safe_now: None,
        };
        let id = self.dice.uuid(now());
        let sealed = key.seal_json(&self.dice, REQUEST, id, &request).unwrap();
        let at: Timestamp = now()
            .checked_add(SignedDuration::from_hours(hours))
            .unwrap();
        let (organization, site) = (self.organization, self.site);
        self.run(
            INQUIRY,
            args_across![organization, id, *person, site, at, joined_to, sealed],
        );
    }
}

#[test]
fn what_each_request_said_holds_for_the_person_and_joined_ones_bring_theirs_along() {
    let name = contact_rules::MIGRATION.name;
    let before = MIGRATIONS.iter().position(|step| step.name == name);
    let version = i64::try_from(before.unwrap()).unwrap();
    for mut empty in empty("contact_rules") {
        let (vault, dice) = (vault(), SeededDice::new(7));
        let connection = &mut empty.connection;
        migrate_to(connection, &vault, version, now()).unwrap();
        let organization = OrganizationId::from(dice.uuid(now()));
        let site = dice.uuid(now());
        let mut desk = Desk {
            connection,
            vault: &vault,
            dice,
            organization,
            site,
        };
        desk.open();
        let [asked, seeded, joined] = [(); 3].map(|()| desk.person(true));
        let [never, gone] = [true, false].map(|known| desk.person(known));
        // The newer of two own requests counts.
        desk.ask(&asked, mail(), 0, None);
        desk.ask(&asked, evenings(), 1, None);
        desk.ask(&joined, mail(), 2, Some(seeded.0));
        desk.ask(&gone, mail(), 3, None);
        migrate(desk.connection, &vault, now()).unwrap();
        let counter = Counter::default();
        let mut trouble = None;
        let mut tx = Tx {
            connection: desk.connection,
            vault: &vault,
            counter: &counter,
            trouble: &mut trouble,
            organization,
        };
        let rules = person::rules(&mut tx, asked.0).unwrap();
        assert_eq!(rules, evenings().into());
        for (person, _) in [&seeded, &joined] {
            assert_eq!(person::rules(&mut tx, *person).unwrap(), mail().into());
        }
        assert!(!person::rules(&mut tx, never.0).unwrap().is_said());
        let forgotten = person::rules(&mut tx, gone.0);
        assert!(matches!(forgotten, Err(RecordError::Forgotten)));
    }
}
