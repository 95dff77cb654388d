use super::*;
use std::sync::Barrier;
use std::sync::mpsc;

#[test]
fn one_thread_hashes_for_everybody() {
    let hashing = Hashing::default();
    let together = Barrier::new(HASHES_WAITING_MAX);
    let ids: Vec<_> = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..HASHES_WAITING_MAX)
            .map(|_| {
                scope.spawn(|| {
                    together.wait();
                    let place = hashing.place().unwrap();
                    place.run(|_| std::thread::current().id()).unwrap()
                })
            })
            .collect();
        callers
            .into_iter()
            .map(|caller| caller.join().unwrap())
            .collect()
    });
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_ne!(ids[0], std::thread::current().id());
}

#[test]
fn whoever_would_wait_behind_too_many_is_told_at_once_and_places_are_given_back() {
    let hashing = Hashing::default();
    let mut places: Vec<_> = (0..HASHES_WAITING_MAX)
        .map(|_| hashing.place().unwrap())
        .collect();
    for _ in 0..3 {
        let refused = hashing.place().map(drop).unwrap_err();
        assert!(matches!(refused, Refusal::SignIn(SignInError::Busy)));
    }
    drop(places.pop());
    assert!(hashing.place().is_ok());
}

#[test]
fn work_that_panics_ends_nobody_elses() {
    let hashing = Hashing::default();
    let broken = hashing
        .place()
        .unwrap()
        .run(|_| -> u32 { panic!("as planned") });
    assert!(matches!(broken, Err(Refusal::SignIn(SignInError::Busy))));
    assert_eq!(hashing.place().unwrap().run(|_| 7_u32).unwrap(), 7);
}

#[test]
fn the_queue_is_emptied_before_it_is_taken_down() {
    let (done, said) = mpsc::channel();
    let hashing = Hashing::default();
    hashing
        .send(Box::new(move |_| done.send(()).unwrap()))
        .unwrap();
    drop(hashing);
    said.recv().unwrap();
}
