//! A message to oneself tells what becomes of mail: it waits, it was taken, or the mail server said why not.

use crate::common::{Seat, World};
use crate::engines::worlds;
use care::{JobId, Private, Role};
use clinic::Refusal;
use clinic::mail::{Mail, MailStanding, Mailer, Unsent, send_due, send_test, test_of};
use jiff::SignedDuration;

/// Enough for every invitation of the house.
const ROUNDS: usize = 5;
const SAID: &str = "550 no mailbox here for this sender";

/// A mail server that takes nothing, or everything.
struct Server {
    takes: bool,
}

impl Mailer for Server {
    fn send(&self, _: &Mail) -> Result<(), Unsent> {
        if self.takes {
            return Ok(());
        }
        Err(Unsent {
            reason: "the mail server refused it",
            answer: Some(Private::new(SAID.to_owned())),
        })
    }
}

fn enter(world: &World, role: Role) -> Seat {
    let house = &world.houses[0];
    world.enter(house, house.who(role, 0))
}

/// Hands over whatever is due, also what was written before: a round takes only so many.
fn hand_over(world: &World, takes: bool) {
    let organization = world.houses[0].organization;
    for _ in 0..ROUNDS {
        send_due(&world.clinic, organization, &Server { takes }, &|| true).unwrap();
    }
}

fn written(world: &World, boss: &Seat) -> JobId {
    let clinic = &world.clinic;
    let key = clinic.fresh_key();
    let id = send_test(clinic, &boss.actor, key).unwrap();
    let again = send_test(clinic, &boss.actor, key).unwrap();
    assert_eq!(id, again, "one form is one message");
    id
}

#[test]
fn a_test_message_says_what_became_of_it_in_the_words_of_the_server() {
    for world in worlds("test_message") {
        let clinic = &world.clinic;
        let boss = enter(&world, Role::ProgramAdministrator);
        let id = written(&world, &boss);
        let standing = || test_of(clinic, &boss.actor, id).unwrap();
        assert_eq!(standing(), MailStanding::Queued);
        hand_over(&world, false);
        let MailStanding::Refused(refused) = standing() else {
            panic!("it was refused");
        };
        assert_eq!(refused.times, 1);
        assert_eq!(refused.answer.unwrap().open(), SAID);
        let again_at = refused.again_at.unwrap();
        assert!(again_at > world.now());
        world.wait(again_at.duration_since(world.now()) + SignedDuration::from_secs(1));
        hand_over(&world, true);
        assert_eq!(standing(), MailStanding::Sent(world.now()));
    }
}

#[test]
fn a_message_that_no_server_takes_is_given_up_and_says_so() {
    let world = World::embedded();
    let boss = enter(&world, Role::ProgramAdministrator);
    let id = written(&world, &boss);
    for _ in 0..20 {
        hand_over(&world, false);
        world.wait(SignedDuration::from_hours(2));
    }
    let MailStanding::Refused(refused) = test_of(&world.clinic, &boss.actor, id).unwrap() else {
        panic!("it was refused");
    };
    assert_eq!(refused.times, record::job::ATTEMPTS_MAX);
    assert_eq!(refused.again_at, None);
}

#[test]
fn only_who_runs_the_place_writes_one_and_nobody_reads_about_anothers() {
    let world = World::embedded();
    let clinic = &world.clinic;
    let boss = enter(&world, Role::ProgramAdministrator);
    let id = written(&world, &boss);
    let counselor = enter(&world, Role::Counselor).actor;
    let refused = send_test(clinic, &counselor, clinic.fresh_key());
    assert!(matches!(refused, Err(Refusal::Denied)));
    let elsewhere = &world.houses[1];
    let elsewhere = world.enter(elsewhere, elsewhere.who(Role::ProgramAdministrator, 0));
    assert!(matches!(
        test_of(clinic, &elsewhere.actor, id),
        Err(Refusal::NotFound)
    ));
}
