//! Names are found by beginning, by sound and without accents; never after forgetting, and on both engines alike.

use crate::common::{Store, now, stores, transact};
use care::patient::Patient;
use care::{Contact, Dice as _, PersonId, PersonName, ProgramId, SiteId};
use jiff::civil::date;
use record::patient::{self, Within};
use record::person;

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

fn add(store: &Store, (site, program): (SiteId, ProgramId), given: &str, family: &str) -> PersonId {
    let patient = Patient {
        id: PersonId::from(store.dice.uuid(now())),
        name: PersonName::parse(given, family).unwrap(),
        contact: Contact::default(),
        born: None,
        site,
        program,
        counselor: None,
        joined_on: date(2026, 3, 2),
    };
    transact(&store.record, |tx| {
        patient::insert(tx, &store.dice, store.organization, &patient, now())
    })
    .unwrap();
    patient.id
}

fn found(store: &Store, query: &str) -> Vec<String> {
    let within = Within {
        actor: PersonId::from(uuid::Uuid::nil()),
        now: now(),
        organization: true,
        own_sites: false,
        caseload: false,
        own: false,
        supported: false,
        glass: false,
    };
    let search = |read: &mut record::Reader<'_>| {
        patient::search(
            read,
            store.organization,
            &within,
            (patient::Which::Everybody, query),
        )
    };
    let people = store.record.read(search).unwrap();
    people
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
        transact(&store.record, |tx| {
            let name = PersonName::parse("Kathryn", "Osei").unwrap();
            let contact = Contact::default();
            let (dice, organization) = (&store.dice, store.organization);
            person::update(tx, dice, organization, renamed, (&name, &contact))?;
            person::forget(tx, organization, gone, now())
        })
        .unwrap();
        assert!(found(&store, "meyer").is_empty() && found(&store, "cath").is_empty());
        assert_eq!(found(&store, "kathryn"), ["Kathryn"]);
        assert_eq!(found(&store, "osei"), ["Kathryn"]);
    }
}
