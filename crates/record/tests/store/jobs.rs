//! Work that follows from an act: held by one at a time, never lost, never in the way.

use crate::common::{Store, now, stores};
use care::{Dice as _, JobId, PersonId};
use jiff::{SignedDuration, Timestamp};
use record::job::{self, ATTEMPTS_MAX, Job, LEASE_SECONDS};
use record::people::person;
use std::collections::HashSet;
use std::sync::Mutex;

fn enqueue(store: &Store, person: PersonId, body: &[u8]) -> JobId {
    let id = JobId::from(store.dice.uuid(now()));
    store
        .transact(|tx| job::enqueue(tx, &store.dice, id, "mail", person, body, now()))
        .unwrap();
    id
}

fn claim(store: &Store, at: Timestamp) -> Vec<Job> {
    store.transact(|tx| job::claim(tx, "mail", at)).unwrap()
}

#[test]
fn a_job_is_leased_tried_again_and_in_the_end_left_for_somebody_to_look_at() {
    for store in stores("jobs") {
        let person = store.add_person("Ana", "Lind");
        let id = enqueue(&store, person, b"hello");
        assert!(
            claim(&store, now() - SignedDuration::from_secs(1)).is_empty(),
            "not due yet"
        );
        let claimed = claim(&store, now());
        assert_eq!(
            (claimed.len(), claimed[0].id, claimed[0].attempts),
            (1, id, 1)
        );
        assert_eq!(
            (claimed[0].kind.as_str(), claimed[0].body.as_slice()),
            ("mail", &b"hello"[..])
        );
        let lease = SignedDuration::from_secs(LEASE_SECONDS);
        assert!(claim(&store, now() + lease).is_empty(), "still held");
        let mut at = now() + lease + SignedDuration::from_secs(1);
        assert_eq!(
            claim(&store, at)[0].attempts,
            2,
            "whoever died holding it lost it"
        );
        at += SignedDuration::from_secs(10);
        store.transact(|tx| job::retry(tx, id, at)).unwrap();
        assert!(claim(&store, at - SignedDuration::from_secs(1)).is_empty());
        for attempt in 3..=ATTEMPTS_MAX {
            assert_eq!(claim(&store, at)[0].attempts, attempt);
            at += lease + SignedDuration::from_secs(1);
        }
        assert!(claim(&store, at).is_empty(), "tried often enough");
        let stuck = || store.read(|read| job::stuck(read)).unwrap();
        assert_eq!(stuck(), 1);
        store.transact(|tx| job::done(tx, id, at)).unwrap();
        assert_eq!(stuck(), 0);
    }
}

#[test]
fn two_claimers_never_hold_the_same_job() {
    for store in stores("claimers") {
        let person = store.add_person("Ana", "Lind");
        let jobs: HashSet<_> = (0..60).map(|_| enqueue(&store, person, b"x")).collect();
        let other = (store.record.engine() == record::Engine::Postgres)
            .then(|| record::Record::open(&store.settings, store.masters.clone()).unwrap());
        let held = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (store, other, held) = (&store, &other, &held);
                scope.spawn(move || {
                    let record = other.as_ref().filter(|_| thread % 2 == 1);
                    let record = record.unwrap_or(&store.record);
                    loop {
                        let claim =
                            record.transact(store.organization, |tx| job::claim(tx, "mail", now()));
                        let claimed = claim.unwrap();
                        if claimed.is_empty() {
                            return;
                        }
                        held.lock()
                            .unwrap()
                            .extend(claimed.iter().map(|job| job.id));
                    }
                });
            }
        });
        let held = held.into_inner().unwrap();
        assert_eq!(held.len(), jobs.len(), "each exactly once");
        assert_eq!(held.into_iter().collect::<HashSet<_>>(), jobs);
    }
}

#[test]
fn jobs_about_somebody_forgotten_are_quietly_done() {
    for store in stores("forgotten_jobs") {
        let (gone, stays) = (
            store.add_person("Ana", "Lind"),
            store.add_person("Bo", "Marsh"),
        );
        enqueue(&store, gone, b"one");
        let other = enqueue(&store, stays, b"two");
        store
            .transact(|tx| person::forget(tx, gone, now()))
            .unwrap();
        let claimed = claim(&store, now());
        assert_eq!(
            claimed.iter().map(|job| job.id).collect::<Vec<_>>(),
            [other]
        );
        let latest = store.read(|read| job::latest(read, "mail"));
        assert_eq!(latest.unwrap().len(), 1);
    }
}

#[test]
fn a_damaged_job_does_not_hold_up_those_behind_it() {
    let store = crate::common::embedded();
    let person = store.add_person("Ana", "Lind");
    let damaged = enqueue(&store, person, b"one");
    let sound = enqueue(&store, person, b"two");
    let file = rusqlite::Connection::open(store.path()).unwrap();
    file.busy_timeout(std::time::Duration::from_secs(5))
        .unwrap();
    let sql = "UPDATE job SET sealed_body = zeroblob(40) WHERE job_id = ?1";
    assert_eq!(
        file.execute(sql, [damaged.uuid().as_bytes().as_slice()])
            .unwrap(),
        1
    );
    let claimed = claim(&store, now());
    assert_eq!(
        claimed.iter().map(|job| job.id).collect::<Vec<_>>(),
        [sound]
    );
}
