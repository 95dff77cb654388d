//! The door, without any use case: what an act or a look may not leave out, and who makes none.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use care::{HandClock, HelpLines, Line, OrganizationId, PersonId, Role, SeededDice};
use door::{Act, Clinic, Key, Look, Refusal, Settings, Version};
use jiff::Timestamp;
use policy::actor::Proof;
use policy::{Action, Actor};
use record::people::organization;
use record::seal::{MasterKey, Masters};
use record::{Location, Record, RecordError};
use signin::passkey::Passkeys;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

const BASE_URL: &str = "http://localhost:8080";

/// A clinic of two organizations, with nobody in them.
struct Place {
    clinic: Clinic,
    organizations: [OrganizationId; 2],
    _folder: tempfile::TempDir,
}

fn noon() -> Timestamp {
    "2026-03-02T17:00:00Z".parse().unwrap()
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let dice = Arc::new(SeededDice::new(11));
    let settings = record::Settings {
        durable: false,
        ..record::Settings::new(Location::Sqlite(folder.path().join("record.sqlite3")))
    };
    let masters = Masters::single(MasterKey::random(&*dice));
    let (record, _) = Record::open_migrated(&settings, masters, noon()).unwrap();
    let settings = Settings {
        base_url: BASE_URL.to_owned(),
        demo: false,
        public_phone: None,
        security_contact: None,
        help: HelpLines::default(),
        call_back_minutes: 30,
        mail_host: None,
        mail_from: None,
        push_services: care::followup::push::Services::default(),
    };
    let passkeys = Passkeys::new("localhost", BASE_URL, "Stepwell").unwrap();
    let clock = Arc::new(HandClock::new(noon()));
    let clinic = Clinic::new(record, clock, dice, passkeys, settings);
    let organizations = [1, 2].map(|number| OrganizationId::from(Uuid::from_u128(number)));
    for id in organizations {
        let name = Line::parse("Alder", "a name").unwrap();
        let founded = clinic.record().transact(id, |tx| {
            organization::insert(tx, clinic.dice(), &name, noon()).map_err(Refusal::from)
        });
        founded.unwrap();
    }
    Place {
        clinic,
        organizations,
        _folder: folder,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests make actors out of nothing"
)]
fn operator(organization: OrganizationId) -> Actor {
    Actor::authenticated(Proof {
        organization,
        person: PersonId::from(Uuid::nil()),
        roles: vec![Role::Operator],
        sites: Vec::new(),
        session: None,
        stepped_up_until: None,
    })
}

fn key() -> Key {
    Key::of(Uuid::from_u128(7))
}

fn told(act: &mut Act<'_, '_>) -> Result<(), Refusal> {
    let subject = ("organization", act.organization().uuid());
    act.journal("organization.changed", subject, None, None)
}

/// How many entries the journal of the first organization has.
fn entries(place: &Place) -> i64 {
    let head = place.clinic.record().read(place.organizations[0], |read| {
        record::journal::head(read).map_err(Refusal::from)
    });
    head.unwrap().0
}

#[track_caller]
fn refused<T>(result: Result<T, Refusal>, why: &str) {
    match result {
        Err(Refusal::Record(RecordError::Refused(what))) => assert!(what.contains(why), "{what}"),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it passed"),
    }
}

#[test]
fn an_act_that_leaves_something_out_is_undone() {
    let place = place();
    let actor = operator(place.organizations[0]);
    let before = entries(&place);
    let act = |key: Key, f: &dyn Fn(&mut Act<'_, '_>) -> Result<(), Refusal>| {
        place.clinic.act(&actor, key, ("change", &()), f)
    };
    refused(act(key(), &|_| Ok(())), "asked nobody or told nobody");
    refused(act(key(), &told), "asked nobody or told nobody");
    let asked = |act: &mut Act<'_, '_>| act.permit(Action::ManageOrganization);
    refused(act(key(), &asked), "asked nobody or told nobody");
    let whole = |act: &mut Act<'_, '_>| asked(act).and_then(|()| told(act));
    let edits = key().over(Version::of(&"as it was").unwrap());
    refused(act(edits, &whole), "compared nothing");
    assert_eq!(entries(&place), before);
    act(key(), &whole).unwrap();
    assert_eq!(entries(&place), before + 1);
}

#[test]
fn nobody_passes_as_another_nor_at_another_time_nor_elsewhere() {
    let place = place();
    let [here, elsewhere] = place.organizations;
    let (actor, other) = (operator(here), operator(here));
    let before = entries(&place);
    // What an act holds lasts as long as the act, so only what outlives it could be put there.
    let other: &'static Actor = Box::leak(Box::new(other));
    let exchanged = place
        .clinic
        .act(&actor, key(), ("change", &()), |act: &mut Act<'_, '_>| {
            act.actor = other;
            act.permit(Action::ManageOrganization)?;
            told(act)
        });
    refused(exchanged, "somebody else");
    let earlier = place
        .clinic
        .act(&actor, key(), ("change", &()), |act: &mut Act<'_, '_>| {
            act.permit(Action::ManageOrganization)?;
            act.now = "2020-01-01T00:00:00Z".parse().unwrap();
            told(act)
        });
    refused(earlier, "another time");
    let looked = place.clinic.look(&actor, |look: &mut Look<'_, '_>| {
        look.actor = other;
        look.permit(Action::ManageOrganization)
    });
    refused(looked, "a look asked nobody");
    let across = place.clinic.record().transact_across(|across| {
        let tx = &mut across.within(elsewhere);
        place
            .clinic
            .act_in(tx, &actor, key(), ("change", &()), told)
    });
    refused(across, "another organization");
    assert_eq!(entries(&place), before);
}

#[test]
fn a_look_asks_somebody() {
    let place = place();
    let actor = operator(place.organizations[0]);
    refused(place.clinic.look(&actor, |_| Ok(7)), "a look asked nobody");
    let look = |look: &mut Look<'_, '_>| look.permit(Action::ManageOrganization).map(|()| 7);
    assert_eq!(place.clinic.look(&actor, look).unwrap(), 7);
}

/// Methods of a `Clinic` are open to whoever has one. Pages and commands have one, and are to call use cases, which
/// say what they ask and what they tell.
#[test]
fn pages_and_commands_make_no_act_and_no_look() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut wrong = Vec::new();
    let mut read = 0;
    for folder in ["web/src", "stepwell/src"] {
        for file in sources(&crates.join(folder)) {
            read += 1;
            let text = std::fs::read_to_string(&file).unwrap();
            for (number, line) in text.lines().enumerate() {
                if passes(line) {
                    wrong.push(format!("{}:{}: {line}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(read > 100, "only {read} files were found");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn passes(line: &str) -> bool {
    let own = [".act(", ".act_in(", ".look(", "Act<'", "Look<'", "door::"];
    own.iter().any(|text| line.contains(text))
}

#[test]
fn what_passes_is_seen() {
    for line in [
        "    clinic.act(actor, key, (\"x\", &()), |act| {",
        "        .look(actor, |look| look.permit(action))?;",
        "use door::Act;",
    ] {
        assert!(passes(line), "{line}");
    }
    assert!(!passes("    let shown = site::look_at(clinic, actor)?;"));
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
    found
}
