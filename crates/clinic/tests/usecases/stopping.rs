//! What the program leaves behind when it is stopped while it works off what waits.

use crate::attendance::enter;
use crate::common::World;
use crate::common::house::House;
use crate::engines::worlds;
use crate::signal::danger;
use care::Role;
use clinic::followup::bell::{Outgoing, Pusher, Sent, deliver_due, has_due};
use clinic::mail::{Mail, Mailer, Unsent, send_due};
use record::job;
use record::job::ATTEMPTS_MAX;

/// Where everything arrives.
struct Outside;

impl Mailer for Outside {
    fn send(&self, _mail: &Mail) -> Result<(), Unsent> {
        Ok(())
    }
}

impl Pusher for Outside {
    fn push(&self, _call: &Outgoing) -> Sent {
        Sent::Taken
    }
}

/// How many messages have not left.
fn unsent(world: &World, house: &House) -> usize {
    let mails = world.read(house, |read| job::latest(read, "mail"));
    let waiting = mails.iter().filter(|(.., sent_at)| sent_at.is_none());
    waiting.count()
}

/// Both runners of work that waits, stopped more often than work is tried.
#[test]
fn a_stop_costs_what_was_not_tried_no_try_however_often_it_comes() {
    for world in worlds("stopping") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let organization = house.organization;
        let counselor = enter(&world, Role::Counselor, 0);
        assert!(danger(&world, &counselor, house.patients[0], "high"));
        let left = unsent(&world, house);
        assert!(left > 0, "people were invited");
        for _ in 0..=ATTEMPTS_MAX {
            deliver_due(clinic, organization, &Outside, &|| false).unwrap();
            let sent = send_due(clinic, organization, &Outside, &|| false).unwrap();
            assert_eq!((sent, unsent(&world, house)), (0, left));
        }
        assert!(has_due(clinic, organization).unwrap());
        deliver_due(clinic, organization, &Outside, &|| true).unwrap();
        assert!(!has_due(clinic, organization).unwrap());
        while send_due(clinic, organization, &Outside, &|| true).unwrap() > 0 {}
        assert_eq!(unsent(&world, house), 0);
        assert_eq!(world.read(house, |read| job::stuck(read)), 0);
    }
}
