use super::*;
use std::time::Duration;

fn visitor(last: u8) -> Visitor {
    Visitor::of([192, 0, 2, last].into())
}

/// Whether a connection was told to leave.
fn left(place: &GuestPlace) -> bool {
    let told = std::pin::pin!(place.guest.told_to_leave());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    told.poll(&mut context).is_ready()
}

fn crowd(guests: &Arc<Guests>) -> Vec<GuestPlace> {
    (0..CONNECTIONS_PER_VISITOR_MAX)
        .map(|_| guests.admit(visitor(1)).unwrap())
        .collect()
}

#[test]
fn over_its_share_a_visitor_loses_the_connection_that_keeps_us_waiting_longest() {
    let guests = Guests::new(false);
    let mut crowd = crowd(&guests);
    std::thread::sleep(Duration::from_millis(3));
    // The oldest has asked again meanwhile, and another is being worked for.
    drop(crowd[0].guest.work());
    let working = crowd[1].guest.work();
    let neighbor = guests.admit(visitor(2)).unwrap();
    let newcomer = guests.admit(visitor(1)).unwrap();
    let gone: Vec<_> = (0..crowd.len()).filter(|at| left(&crowd[*at])).collect();
    assert_eq!(
        gone,
        [2],
        "the first of those that wait since the beginning"
    );
    assert!(!left(&neighbor) && !left(&newcomer));
    // Its place is not given back twice.
    drop(crowd.remove(2));
    drop(working);
    assert!(guests.admit(visitor(1)).is_some());
}

#[test]
fn a_newcomer_is_refused_while_every_connection_of_its_visitor_is_worked_for() {
    let guests = Guests::new(false);
    let crowd = crowd(&guests);
    let mut working: Vec<_> = crowd.iter().map(|place| place.guest.work()).collect();
    assert!(guests.admit(visitor(1)).is_none());
    assert!(guests.admit(visitor(2)).is_some(), "nobody else is");
    drop(working.pop());
    assert!(guests.admit(visitor(1)).is_some());
}

#[test]
fn all_visitors_together_have_a_share_too_and_behind_a_proxy_only_that() {
    let guests = Guests::new(true);
    let everybody: Vec<_> = (0..CONNECTIONS_MAX)
        .map(|_| guests.admit(visitor(1)).unwrap())
        .collect();
    assert!(!everybody.iter().any(left));
    let newcomer = guests.admit(visitor(2)).unwrap();
    assert_eq!(everybody.iter().filter(|place| left(place)).count(), 1);
    assert!(!left(&newcomer));
}

#[test]
fn who_has_left_is_forgotten() {
    let guests = Guests::new(false);
    drop(crowd(&guests));
    assert!(guests.list().guests.is_empty() && guests.list().of_visitor.is_empty());
}
