//! What goes in comes out, on both engines alike.

use crate::common::{entry, now, stores};
use care::{Dice as _, GlassId, LoginId};
use jiff::{SignedDuration, Timestamp};
use record::access::glass;
use record::access::glass::Glass;
use record::access::login::NewLogin;
use record::access::sign;
use record::access::sign::Pending;
use record::access::{account, login};
use record::journal::{self, Detail};

fn instants() -> Vec<Timestamp> {
    let micro = SignedDuration::from_micros(1);
    vec![
        now(),
        now() + micro,
        now() - micro,
        "2026-03-08T06:59:59.999999Z".parse().unwrap(),
        "1969-12-31T23:59:59.999999Z".parse().unwrap(),
        "2000-01-01T00:00:00Z".parse().unwrap(),
        "1999-12-31T23:59:59.5Z".parse().unwrap(),
        "2199-07-04T12:00:00.000001Z".parse().unwrap(),
    ]
}

#[test]
fn instants_ids_nulls_and_bytes_come_back_as_they_were() {
    for store in stores("times") {
        let dice = &store.dice;
        let person = store.add_person("Ana", "Lind");
        store
            .transact(|tx| account::insert(tx, person, "ana@example.org", now()))
            .unwrap();
        for (number, at) in (0_u8..).zip(instants()) {
            let token = [number; 32];
            let stepped_up = (number % 2 == 0).then_some(at);
            let id = LoginId::from(dice.uuid(now()));
            let new = NewLogin {
                token_hash: token,
                person,
                device: "Firefox",
                created_at: at,
                stepped_up_at: stepped_up,
            };
            store
                .transact(|tx| login::insert(tx, dice, id, &new))
                .unwrap();
            let found = store.read(|read| login::by_token(read, token));
            let found = found.unwrap().unwrap();
            assert_eq!((found.id, found.person), (id, person));
            assert_eq!((found.created_at, found.seen_at), (at, at));
            assert_eq!((found.stepped_up_at, found.disabled_at), (stepped_up, None));
        }
    }
}

#[test]
fn times_compare_as_times_and_not_as_text() {
    for store in stores("compare") {
        let half: Timestamp = "2026-03-02T12:00:00.5Z".parse().unwrap();
        let whole: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        let pending = Pending {
            person: None,
            body: b"x".to_vec().into(),
            attempts: 0,
            expires_at: half,
        };
        store
            .transact(|tx| {
                sign::insert_pending(tx, &store.dice, [1; 32], "test", &pending)?;
                sign::sweep_pending(tx, whole)
            })
            .unwrap();
        let find = |at| {
            store
                .read(|read| sign::pending(read, [1; 32], "test", at))
                .unwrap()
        };
        assert!(find(whole).is_some(), "half a second later is not earlier");
        assert!(find(half).is_none());
        store
            .transact(|tx| sign::sweep_pending(tx, half + SignedDuration::from_micros(1)))
            .unwrap();
        assert!(find(whole).is_none());
    }
}

#[test]
fn the_time_and_every_other_field_of_a_journal_entry_survive() {
    for store in stores("journal_at") {
        let person = store.add_person("Ana", "Lind");
        for at in instants() {
            let at = at + SignedDuration::from_nanos(789);
            let mut entry = entry(Some(person));
            entry.session = Some(LoginId::from(store.dice.uuid(now())));
            let seq = store
                .transact(|tx| journal::append(tx, &store.dice, at, &entry))
                .unwrap();
            let read = |read: &mut record::Reader<'_>| {
                let found = journal::after(read, seq - 1, 1)?.remove(0);
                let detail = journal::detail(read, &found)?;
                Ok::<_, record::RecordError>((found, detail))
            };
            let (found, detail) = store.read(read).unwrap();
            assert_eq!(found.at.as_microsecond(), at.as_microsecond());
            assert_eq!(
                (found.seq, found.actor, found.session),
                (seq, entry.actor, entry.session)
            );
            assert_eq!(
                (found.action.as_str(), found.rule.as_str()),
                (entry.action, entry.rule)
            );
            assert_eq!(
                (found.subject_kind.as_str(), found.subject),
                ("person", person.uuid())
            );
            assert_eq!(detail, Detail::Open("{\"why\":\"a visit\"}".to_owned()));
        }
        assert_eq!(store.entries(), instants().len() as u128);
    }
}

#[test]
fn an_emergency_opening_has_no_review_until_it_has_one() {
    for store in stores("glass") {
        let patient = store.add_person("Ana", "Lind");
        let opened = Glass {
            id: GlassId::from(store.dice.uuid(now())),
            actor: store.add_person("Bo", "Marsh"),
            patient,
            reason: Some("found unconscious".to_owned()),
            opened_at: now(),
            expires_at: now() + SignedDuration::from_hours(4),
            review: None,
        };
        let find = || store.read(|read| glass::find(read, opened.id)).unwrap();
        store
            .transact(|tx| glass::insert(tx, &store.dice, &opened))
            .unwrap();
        assert_eq!(find().as_ref(), Some(&opened));
        let review = |words| {
            store
                .transact(|tx| {
                    let by = opened.actor;
                    glass::review(tx, &store.dice, &opened, by, words, now())
                })
                .unwrap()
        };
        assert!(review("rightly so"));
        assert!(!review("again"), "a review is closed once");
        let expected = Some((now(), opened.actor, Some("rightly so".to_owned())));
        assert_eq!(find().unwrap().review, expected);
    }
}
