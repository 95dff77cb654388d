//! Names are found by beginning, by sound and without accents; never after forgetting, and on both engines alike.

use crate::common::{Store, embedded, now, size, stores};
use care::people::answered::Answered;
use care::people::details::{Details, EmergencyContact, EmergencyContacts};
use care::people::patient::{BirthDate, Patient};
use care::{Contact, Dice as _, Line, PersonId, PersonName, Phone, ProgramId, SiteId};
use jiff::civil::date;
use record::RecordError;
use record::people::details;
use record::people::emergency;
use record::people::name_index;
use record::people::patient;
use record::people::patient::Within;
use record::people::person;
use record::people::search;
use record::seal::OrganizationKeys;

const PEOPLE: [(&str, &str); 8] = [
    ("Catherine", "Meyer"),
    ("Kathryn", "Maier"),
    ("José", "Núñez"),
    ("Jürgen", "Gonzáles"),
    ("Ruth Ann", "O'Brien"),
    ("Robert", "Okafor-Lind"),
    ("Bo", "Li"),
    ("Robin", "Meyers"),
];

fn add(store: &Store, place: (SiteId, ProgramId), given: &str, family: &str) -> PersonId {
    add_born(store, place, (given, family), None)
}

fn add_born(
    store: &Store,
    (site, program): (SiteId, ProgramId),
    (given, family): (&str, &str),
    born: Option<BirthDate>,
) -> PersonId {
    let patient = Patient {
        id: PersonId::from(store.dice.uuid(now())),
        name: PersonName::parse(given, family).unwrap(),
        contact: Contact::default(),
        born,
        site,
        program,
        counselor: None,
        joined_on: date(2026, 3, 2),
    };
    store
        .transact(|tx| patient::insert(tx, &store.dice, &patient, now()))
        .unwrap();
    patient.id
}

fn everybody() -> Within {
    Within {
        actor: PersonId::from(uuid::Uuid::nil()),
        now: now(),
        organization: true,
        own_sites: false,
        caseload: false,
        own: false,
        supported: false,
        glass: false,
    }
}

fn found(store: &Store, query: &str) -> Vec<String> {
    let within = everybody();
    let people =
        store.read(|read| patient::search(read, &within, patient::Which::Everybody, query));
    people
        .unwrap()
        .iter()
        .map(|patient| patient.name.given.as_str().to_owned())
        .collect()
}

#[test]
fn a_name_is_found_as_people_type_it() {
    let queries: [(&str, &[&str]); 14] = [
        ("cath", &["Catherine"]),
        ("Kathryn", &["Kathryn", "Catherine"]),
        ("Catherine", &["Kathryn", "Catherine"]),
        ("meyer", &["Kathryn", "Catherine", "Robin"]),
        ("kathryn meyer", &["Kathryn", "Catherine"]),
        ("jose", &["José"]),
        ("JOSÉ nunez", &["José"]),
        ("gonzales", &["Jürgen"]),
        ("obrien, ruth", &["Ruth Ann"]),
        ("ann", &["Ruth Ann"]),
        ("lind", &["Robert"]),
        ("ro", &["Robin", "Robert"]),
        ("bo", &["Bo"]),
        ("zz", &[]),
    ];
    let mut answers = Vec::new();
    for store in stores("search") {
        let program = store.add_program();
        for (given, family) in PEOPLE {
            add(&store, program, given, family);
        }
        let mut all = Vec::new();
        for (query, expected) in queries {
            let mut found = found(&store, query);
            all.push(found.clone());
            let mut expected = expected.to_vec();
            expected.sort_unstable();
            found.sort();
            assert_eq!(found, expected, "{query} on {:?}", store.record.engine());
        }
        answers.push(all);
    }
    assert!(
        answers.windows(2).all(|pair| pair[0] == pair[1]),
        "in the same order, too"
    );
}

#[test]
fn whoever_was_forgotten_or_renamed_is_not_found_by_the_old_name() {
    for store in stores("unfound") {
        let program = store.add_program();
        let gone = add(&store, program, "Catherine", "Meyer");
        let renamed = add(&store, program, "Kathryn", "Maier");
        assert_eq!(found(&store, "meyer").len(), 2);
        store
            .transact(|tx| {
                let name = PersonName::parse("Kathryn", "Osei").unwrap();
                let contact = Contact::default();
                person::update(tx, &store.dice, renamed, &name, &contact)?;
                person::forget(tx, gone, now())
            })
            .unwrap();
        assert!(found(&store, "meyer").is_empty() && found(&store, "cath").is_empty());
        assert_eq!(found(&store, "kathryn"), ["Kathryn"]);
        assert_eq!(found(&store, "osei"), ["Kathryn"]);
    }
}

fn reached(store: &Store, query: &str) -> Vec<String> {
    let within = everybody();
    let people = store
        .read(|read| search::patients(read, &within, &within, patient::Which::Everybody, query))
        .unwrap();
    people
        .iter()
        .map(|patient| patient.name.given.as_str().to_owned())
        .collect()
}

fn call(store: &Store, id: PersonId, given: &str, phone: &str) {
    let name = PersonName::parse(given, "Vale").unwrap();
    let contact = Contact {
        phone: Phone::parse(phone).ok(),
        email: None,
    };
    store
        .transact(|tx| person::update(tx, &store.dice, id, &name, &contact))
        .unwrap();
}

/// Of a thousand people some share a class of numbers with whoever is meant: they are not told.
#[test]
fn a_number_is_found_by_its_end_and_nobody_else_with_it() {
    for store in stores("number_ends") {
        let program = store.add_program();
        let many = size(60, 1_000);
        for number in 0..many {
            let id = add(&store, program, "Somebody", "Else");
            call(
                &store,
                id,
                "Somebody",
                &format!("406 555 {:04}", 2_000 + number),
            );
        }
        let ana = add(&store, program, "Ana", "Vale");
        call(&store, ana, "Ana", "(207) 555-0164 ext. 3");
        for query in ["0164", "2075550164", "+1 207 555 0164", "01.64"] {
            assert_eq!(reached(&store, query), ["Ana"], "{query}");
        }
        for query in [
            "164", "0165", "1164", "207 555", "0164 3", "50164", "555-0164",
        ] {
            assert!(reached(&store, query).is_empty(), "{query}");
        }
        assert_eq!(reached(&store, "2001"), ["Somebody"]);
        call(&store, ana, "Ana", "207 555 9164");
        assert!(reached(&store, "0164").is_empty(), "it is another by now");
        assert_eq!(reached(&store, "9164"), ["Ana"]);
        store.transact(|tx| person::forget(tx, ana, now())).unwrap();
        assert!(reached(&store, "9164").is_empty());
    }
}

#[test]
fn whoever_was_entered_before_ends_were_known_is_found_once_the_index_was_written_anew() {
    let store = embedded();
    let program = store.add_program();
    let ana = add(&store, program, "Ana", "Vale");
    call(&store, ana, "Ana", "207 555 0164");
    as_of_old(&store, &[ana]);
    assert!(reached(&store, "0164").is_empty());
    assert_eq!(renew(&store, 10), 1);
    assert_eq!(reached(&store, "0164"), ["Ana"]);
}

/// Whom somebody named for an emergency.
fn named(phone: &str) -> Details {
    let contact = EmergencyContact {
        name: Line::parse("Mia Reyes", "a name").unwrap(),
        relation: Line::parse("Sister", "a relation").unwrap(),
        phone: Phone::parse(phone).unwrap(),
        may: Answered::NotAsked,
        words: None,
    };
    Details {
        emergency: EmergencyContacts {
            people: Answered::Said(vec![contact]),
        },
        ..Details::default()
    }
}

fn name_for_an_emergency(store: &Store, id: PersonId, phone: &str) {
    let details = named(phone);
    store
        .transact(|tx| details::set(tx, &store.dice, id, &details, now()))
        .unwrap();
}

/// Who named somebody with such a number.
fn named_by(store: &Store, query: &str) -> Vec<PersonId> {
    let sought = Phone::sought(query).unwrap();
    let within = everybody();
    let found = store.read(|read| emergency::named_at(read, &within, &sought));
    found.unwrap().into_iter().map(|(id, _)| id).collect()
}

#[test]
fn whom_to_call_in_an_emergency_is_found_by_their_number_and_leads_to_whoever_named_them() {
    for store in stores("emergency_numbers") {
        let program = store.add_program();
        let ana = add(&store, program, "Ana", "Vale");
        call(&store, ana, "Ana", "207 555 0164");
        name_for_an_emergency(&store, ana, "(207) 555-0142");
        for query in ["207 555 0142", "0142"] {
            assert_eq!(named_by(&store, query), [ana], "{query}");
        }
        // The person's own number is another matter.
        assert!(named_by(&store, "0164").is_empty());
        assert!(reached(&store, "0142").is_empty());
        name_for_an_emergency(&store, ana, "207 555 0143");
        assert!(named_by(&store, "0142").is_empty(), "it is another by now");
        assert_eq!(named_by(&store, "0143"), [ana]);
        // A new name of the person takes nothing of it away.
        call(&store, ana, "Anna", "207 555 0164");
        assert_eq!(named_by(&store, "0143"), [ana]);
        store.transact(|tx| person::forget(tx, ana, now())).unwrap();
        assert!(named_by(&store, "0143").is_empty());
    }
}

#[test]
fn whoever_was_named_before_they_were_looked_for_is_found_once_the_index_was_written_anew() {
    let store = embedded();
    let program = store.add_program();
    let ana = add(&store, program, "Ana", "Vale");
    name_for_an_emergency(&store, ana, "207 555 0142");
    as_of_old(&store, &[ana]);
    assert!(named_by(&store, "0142").is_empty());
    assert_eq!(renew(&store, 10), 1);
    assert_eq!(named_by(&store, "0142"), [ana]);
}

/// Puts in the place of everybody's index what a version wrote that folded œ to one letter and knew no dates of birth, and
/// takes away what says by which scheme the index was made.
fn as_of_old(store: &Store, people: &[PersonId]) {
    let keys = store.read(|read| OrganizationKeys::load(read)).unwrap();
    let file = rusqlite::Connection::open(store.path()).unwrap();
    for table in ["name_token", "emergency_token", "name_index"] {
        file.execute(&format!("DELETE FROM {table}"), []).unwrap();
    }
    let organization = store.organization.uuid();
    for person in people {
        for (purpose, word) in [("name", "bof"), ("prefix", "bo"), ("prefix", "bof")] {
            let token = keys.keyed_hash(purpose, word.as_bytes());
            file.execute(
                "INSERT INTO name_token (organization_id, token, person_id) VALUES (?1, ?2, ?3)",
                rusqlite::params![
                    organization.as_bytes().as_slice(),
                    token.as_slice(),
                    person.uuid().as_bytes().as_slice()
                ],
            )
            .unwrap();
        }
    }
}

fn left(store: &Store) -> i64 {
    store.read(|read| name_index::left(read)).unwrap()
}

fn renew(store: &Store, people_max: u32) -> usize {
    store
        .transact(|tx| name_index::renew(tx, people_max))
        .unwrap()
}

#[test]
fn whoever_was_entered_under_an_earlier_scheme_is_found_once_the_index_was_written_anew() {
    let store = embedded();
    let program = store.add_program();
    let born = BirthDate::parse("1987-04-14", date(2026, 3, 2)).unwrap();
    let people: Vec<PersonId> = (0..5)
        .map(|_| add_born(&store, program, ("Ana", "Bœuf"), Some(born)))
        .collect();
    assert_eq!(left(&store), 0, "a new organization is of today's scheme");
    assert_eq!(renew(&store, 2), 0);
    as_of_old(&store, &people);
    for query in ["boeuf", "4/14/1987"] {
        assert!(found(&store, query).is_empty(), "{query}");
    }
    assert_eq!(left(&store), 5);
    assert_eq!(renew(&store, 2), 2);
    assert_eq!(left(&store), 3, "the rest can be done later");
    assert_eq!(found(&store, "boeuf").len(), 2);
    assert_eq!(
        (renew(&store, 2), renew(&store, 2), renew(&store, 2)),
        (2, 1, 0)
    );
    for query in ["boeuf", "Bœuf", "4/14/1987", "ana"] {
        assert_eq!(found(&store, query).len(), 5, "{query}");
    }
    assert!(found(&store, "bof").is_empty(), "what stood there is gone");
    store.transact(name_index::set_current).unwrap();
    let current = store
        .read(|read| name_index::is_current(read))
        .map_err(|error: RecordError| error.to_string());
    assert_eq!((left(&store), current), (0, Ok(true)));
}
