//! Signals of the version before they were sealed whole.

use super::{empty, now, vault};
use crate::Tx;
use crate::followup::signal;
use crate::seal::{PersonKey, Vault};
use crate::store::engine::Connection;
use crate::store::migrate::{MIGRATIONS, migrate, migrate_to, signals};
use crate::store::work::Counter;
use care::assessment::finding::Section;
use care::followup::signal::{About, Once, Signal, SignalKind, Urgency};
use care::{Dice as _, OrganizationId, PersonId, ResultId, SeededDice, SignalId};
use uuid::Uuid;

const ORGANIZATION: &str =
    "INSERT INTO organization (organization_id, name, created_at) VALUES ($1, $2, $3)";
const PERSON: &str = "INSERT INTO person (organization_id, person_id, sealed_name, sealed_contact, created_at) \
    VALUES ($1, $2, $3, $4, $5)";
const KEY: &str = "INSERT INTO person_key (organization_id, person_id, wrapped, master_id) VALUES ($1, $2, $3, $4)";
const SIGNAL: &str = "\
    INSERT INTO signal (organization_id, signal_id, person_id, kind, urgency, once_key, link, raised_at, raised_by, \
    sealed_words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const UNSEALED: &str = "SELECT count(*) FROM signal WHERE sealed_body IS NULL";

/// "Today", as the versions before kept it.
const TODAY: i64 = 1;
const RESULT: &str = "0195b0aa-0000-7000-8000-000000000001";

/// A signal as it stood: its kind, its occasion, the end of its address, and what that was about.
type Earlier = (SignalKind, Option<&'static str>, &'static str, About);

fn earlier() -> [Earlier; 6] {
    let result = ResultId::parse(RESULT).unwrap();
    [
        (
            SignalKind::Hours,
            Some("hours:2026-03-02"),
            "/hours",
            About::Hours,
        ),
        (SignalKind::Missed, Some("missed"), "/hours", About::Hours),
        (
            SignalKind::Other,
            Some("week no longer fits"),
            "/week",
            About::Week,
        ),
        (
            SignalKind::Danger,
            Some("use.overdose_recent=yes"),
            "/assessment/substances",
            About::Assessment(Section::Substances),
        ),
        (
            SignalKind::Suicide,
            None,
            "/measures/results/0195b0aa-0000-7000-8000-000000000001",
            About::Result(result),
        ),
        (SignalKind::Other, None, "/somewhere/else", About::Record),
    ]
}

/// Somebody with a key, and somebody who was forgotten.
struct Desk {
    vault: Vault,
    dice: SeededDice,
    organization: OrganizationId,
    person: PersonId,
    forgotten: PersonId,
}

impl Desk {
    fn new() -> Self {
        let dice = SeededDice::new(5);
        let id = || dice.uuid(now());
        let [organization, person, forgotten] = [id(), id(), id()];
        Self {
            vault: vault(),
            organization: OrganizationId::from(organization),
            person: PersonId::from(person),
            forgotten: PersonId::from(forgotten),
            dice,
        }
    }

    /// Writes what the version before would have, and answers the ids of the signals.
    fn write(&self, connection: &mut Connection) -> Vec<SignalId> {
        let (dice, organization) = (&self.dice, self.organization);
        let mut run = |sql, args: &[crate::Value]| connection.run(sql, args).unwrap();
        run(ORGANIZATION, args_across![organization, "Clinic", now()]);
        let mut ids = Vec::new();
        for person in [self.person, self.forgotten] {
            let nothing = Vec::<u8>::new;
            run(
                PERSON,
                args_across![organization, person, nothing(), nothing(), now()],
            );
            let key = PersonKey::random(dice, organization, person);
            if person == self.person {
                let (wrapped, master) = self.vault.wrap(dice, &key).unwrap();
                run(KEY, args_across![organization, person, wrapped, master]);
            }
            for (kind, occasion, page, _) in earlier() {
                let id = SignalId::from(dice.uuid(now()));
                let words = key
                    .seal(dice, ("signal", "words"), id.uuid(), b"Look.")
                    .unwrap();
                let link = format!("/staff/people/{person}{page}");
                run(
                    SIGNAL,
                    args_across![
                        organization,
                        id,
                        person,
                        kind.code(),
                        TODAY,
                        occasion,
                        link,
                        now(),
                        person,
                        words
                    ],
                );
                if person == self.person {
                    ids.push(id);
                }
            }
        }
        ids
    }

    fn again(&self, kind: SignalKind, occasion: &str) -> Signal {
        Signal {
            id: SignalId::from(Uuid::nil()),
            person: self.person,
            kind,
            matter: None,
            urgency: Urgency::Today,
            words: "Look.".to_owned(),
            further: Vec::new(),
            gone: Vec::new(),
            about: About::Record,
            occasion: Some(occasion.to_owned()),
            raised_at: now(),
            raised_by: self.person,
            closed: None,
            answer_by: None,
            waits_since: None,
            first_by: None,
            step: Some(0),
            taken: None,
        }
    }
}

#[test]
fn signals_of_the_version_before_say_what_they_said_and_nothing_in_the_clear() {
    let name = signals::MIGRATION.name;
    let before = MIGRATIONS
        .iter()
        .position(|step| step.name == name)
        .unwrap();
    for mut empty in empty("signals") {
        let (desk, connection) = (Desk::new(), &mut empty.connection);
        let version = i64::try_from(before).unwrap();
        migrate_to(connection, &desk.vault, version, now()).unwrap();
        let ids = desk.write(connection);
        migrate(connection, &desk.vault, now()).unwrap();
        let counter = Counter::default();
        let mut trouble = None;
        let mut tx = Tx {
            connection,
            vault: &desk.vault,
            counter: &counter,
            trouble: &mut trouble,
            organization: desk.organization,
        };
        for (id, (kind, occasion, _, about)) in ids.iter().zip(earlier()) {
            let found = signal::find(&mut tx, *id).unwrap();
            let found = found.unwrap();
            assert_eq!(found.words, "Look.");
            assert_eq!(found.urgency, Urgency::Today);
            assert_eq!(
                (found.kind, found.occasion.as_deref(), found.about),
                (kind, occasion, about)
            );
        }
        // The same is still not worth a second signal, and something else is.
        for (kind, occasion, is_new) in [
            (SignalKind::Missed, "missed", false),
            (SignalKind::Danger, "missed", true),
        ] {
            let signal = desk.again(kind, occasion);
            let once = Some(Once::WhileOpen(occasion));
            let raised = signal::raise(&mut tx, &desk.dice, &signal, once);
            assert_eq!(raised.unwrap(), is_new, "{kind:?}");
        }
        // Of whoever was forgotten nothing is left to read.
        let unsealed = tx.connection.all(UNSEALED, &[]).unwrap();
        let unsealed: i64 = unsealed[0].read().unwrap();
        assert_eq!(usize::try_from(unsealed).unwrap(), earlier().len());
    }
}
