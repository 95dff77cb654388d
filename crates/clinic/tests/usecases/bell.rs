//! Calling staff who have no page open: whom, by which way, and in words about nobody.

use crate::common::{Seat, World, minutes};
use crate::engines::worlds;
use crate::inquiries::draft;
use crate::signal;
use crate::signal::{danger, done_so_far, only};
use care::Role;
use care::followup::push::Subscription;
use care::followup::signal::{Matter, Urgency};
use care::intake::inquiry::SafeNow;
use clinic::Refusal;
use clinic::access::{account, sign_in};
use clinic::followup::bell::{
    APART_SECONDS, Outgoing, Pusher, Sent, add, deliver_due, devices, has_due, overhear, remove,
    test,
};
use clinic::followup::signal::{Which, list, open_page, respond, show, waiting};
use clinic::intake::inquiry;
use clinic::mail::{Mail, Mailer, Unsent, call_text, send_due};
use jiff::SignedDuration;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const SECRET: [u8; 16] = [9; 16];
const SECRET_TEXT: &str = "CQkJCQkJCQkJCQkJCQkJCQ";

/// What a browser gives when it subscribes.
fn browser(number: u8) -> Subscription {
    Subscription {
        endpoint: format!("https://fcm.googleapis.com/fcm/send/{number}"),
        p256dh: push::Vapid::from_bytes(&[number; 32]).unwrap().public(),
        auth: SECRET_TEXT.to_owned(),
    }
}

/// A push service, and the browsers behind it: it opens what it is given as they would.
struct Service {
    says: Sent,
    opened: Mutex<Vec<(String, String)>>,
}

impl Service {
    fn new(says: Sent) -> Self {
        Self {
            says,
            opened: Mutex::default(),
        }
    }

    fn opened(&self) -> Vec<(String, String)> {
        std::mem::take(&mut *self.opened.lock().unwrap())
    }
}

impl Pusher for Service {
    fn push(&self, call: &Outgoing) -> Sent {
        let number: u8 = call.endpoint.rsplit('/').next().unwrap().parse().unwrap();
        let text = push::open(&[number; 32], &SECRET, &call.body).unwrap();
        assert!(call.authorization.starts_with("vapid t="));
        let opened = (call.endpoint.clone(), String::from_utf8(text).unwrap());
        self.opened.lock().unwrap().push(opened);
        self.says.clone()
    }
}

#[derive(Default)]
struct Letters(Mutex<Vec<Mail>>);

impl Mailer for Letters {
    fn send(&self, mail: &Mail) -> Result<(), Unsent> {
        self.0.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

fn enter(world: &World, role: Role) -> Seat {
    let house = &world.houses[0];
    world.enter(house, house.who(role, 0))
}

/// Lets a browser call whoever sits at it.
fn let_call(world: &World, seat: &Seat, number: u8) {
    let clinic = &world.clinic;
    add(clinic, &seat.actor, clinic.fresh_key(), browser(number)).unwrap();
}

/// A counselor whom one browser calls.
fn reachable(world: &World) -> Seat {
    let counselor = enter(world, Role::Counselor);
    let_call(world, &counselor, 5);
    counselor
}

/// Raises a signal that wants somebody now, about somebody on the counselor's caseload.
fn raise(world: &World, by: &Seat) {
    let person = world.houses[0].patients[0];
    assert!(danger(world, &by.actor, person, "high"));
}

fn deliver(world: &World, service: &Service) {
    let organization = world.houses[0].organization;
    deliver_due(&world.clinic, organization, service, &|| true).unwrap();
}

/// The mail that went out meanwhile about a signal.
fn mail(world: &World) -> Vec<Mail> {
    let letters = Letters::default();
    let organization = world.houses[0].organization;
    send_due(&world.clinic, organization, &letters, &|| true).unwrap();
    let all = letters.0.into_inner().unwrap();
    all.into_iter()
        .filter(|mail| mail.subject() == "Please open the program now")
        .collect()
}

#[test]
fn whoever_may_answer_is_called_in_their_browser_in_words_about_nobody() {
    for world in worlds("called") {
        reachable(&world);
        let intake = enter(&world, Role::IntakeCoordinator);
        mail(&world);
        raise(&world, &intake);
        let service = Service::new(Sent::Taken);
        deliver(&world, &service);
        let expected = (browser(5).endpoint, call_text());
        assert_eq!(service.opened(), [expected]);
        // Nobody is on call, so the director is told as well, and has no browser that may be called.
        assert_eq!(mail(&world).len(), 1);
        // Once for each.
        deliver(&world, &service);
        assert_eq!((service.opened().len(), mail(&world).len()), (0, 0));
    }
}

#[test]
fn whoever_lets_no_browser_be_called_gets_mail_that_says_nothing_about_anybody() {
    for world in worlds("by_mail") {
        let counselor = enter(&world, Role::Counselor);
        mail(&world);
        raise(&world, &counselor);
        let service = Service::new(Sent::Taken);
        deliver(&world, &service);
        let letters = mail(&world);
        // One to the counselor, and one to the director, because nobody is on call.
        assert_eq!((service.opened().len(), letters.len()), (0, 2));
        let said = format!("{} {}", letters[0].subject(), letters[0].text());
        assert!(!said.contains(world.houses[0].name), "{said}");
        assert!(said.contains("/staff/signals\n"), "{said}");
        let told = show(
            &world.clinic,
            &counselor.actor,
            only(&world, &counselor.actor),
        );
        let told = told.unwrap().told.into_iter();
        let own = told.filter(|one| one.who == counselor.actor.person());
        let ways: Vec<_> = own.map(|one| one.way.unwrap().1).collect();
        assert_eq!(ways, ["mail"]);
    }
}

#[test]
fn whoever_has_a_page_open_is_called_only_where_nobody_answers_within_a_minute() {
    for world in worlds("attended") {
        let counselor = reachable(&world);
        let (organization, person) = (counselor.actor.organization(), counselor.actor.person());
        let page = world.clinic.bell().attend(organization, person).unwrap();
        raise(&world, &counselor);
        let service = Service::new(Sent::Taken);
        deliver(&world, &service);
        assert_eq!(service.opened().len(), 0);
        world.wait(SignedDuration::from_secs(61));
        deliver(&world, &service);
        assert_eq!(
            service.opened().len(),
            1,
            "the page is open, and nobody answered"
        );
        drop(page);
    }
}

#[test]
fn whoever_has_a_page_open_is_called_at_once_about_what_no_page_shows_by_itself() {
    for world in worlds("attended_hour") {
        let clinic = &world.clinic;
        let counselor = reachable(&world);
        let (organization, own) = (counselor.actor.organization(), counselor.actor.person());
        let _page = clinic.bell().attend(organization, own).unwrap();
        let service = Service::new(Sent::Taken);
        let person = world.houses[0].patients[0];
        for (urgency, matter, way) in [
            (Urgency::Now, Matter::Suicide, "page"),
            (Urgency::Hour, Matter::Withdrawal, "push"),
        ] {
            signal::raise(&world, &counselor.actor, person, (matter, urgency), "it");
            deliver(&world, &service);
            let calls = usize::from(way == "push");
            assert_eq!(service.opened().len(), calls, "{urgency:?}");
            let open = list(clinic, &counselor.actor, Which::Open).unwrap();
            let open = open.iter().map(|listed| &listed.signal);
            let mut open = open.filter(|signal| signal.matter == Some(matter));
            let id = open.next().unwrap().id;
            // What an open page hears of, and nothing else, counts as told there.
            let heard = waiting(clinic, &counselor.actor).unwrap().now;
            assert_eq!(heard.contains(&id), way == "page", "{urgency:?}");
            let told = show(clinic, &counselor.actor, id).unwrap().told;
            let mut told = told.into_iter().filter(|one| one.who == own);
            assert_eq!(told.next().unwrap().way.unwrap().1, way);
        }
    }
}

/// A push service that looks what mail went out before it was asked.
struct Watching<'a> {
    world: &'a World,
    before: Mutex<Vec<usize>>,
}

impl Pusher for Watching<'_> {
    fn push(&self, _: &Outgoing) -> Sent {
        self.before.lock().unwrap().push(mail(self.world).len());
        Sent::Taken
    }
}

#[test]
fn whoever_has_no_browser_is_written_to_before_any_push_service_is_waited_for() {
    for world in worlds("mail_first") {
        let counselor = enter(&world, Role::Counselor);
        let director = enter(&world, Role::ClinicalDirector);
        let_call(&world, &director, 6);
        mail(&world);
        raise(&world, &counselor);
        let service = Watching {
            world: &world,
            before: Mutex::default(),
        };
        let organization = world.houses[0].organization;
        deliver_due(&world.clinic, organization, &service, &|| true).unwrap();
        assert_eq!(*service.before.lock().unwrap(), [1]);
    }
}

#[test]
fn where_nothing_is_due_nobody_takes_a_turn_to_write() {
    for world in worlds("nothing_due") {
        let counselor = reachable(&world);
        let (clinic, organization) = (&world.clinic, world.houses[0].organization);
        let letters = Letters::default();
        let round = || {
            let before = clinic.record().work();
            deliver(&world, &Service::new(Sent::Taken));
            let sent = send_due(clinic, organization, &letters, &|| true).unwrap();
            (sent, (clinic.record().work() - before).commits)
        };
        while round().0 > 0 {}
        assert!(!has_due(clinic, organization).unwrap());
        assert_eq!(round(), (0, 0));
        raise(&world, &counselor);
        assert!(has_due(clinic, organization).unwrap());
        assert!(round().1 > 0);
        assert!(!has_due(clinic, organization).unwrap());
    }
}

#[test]
fn nobody_is_called_to_what_was_answered_meanwhile() {
    for world in worlds("answered") {
        let counselor = reachable(&world);
        let clinic = &world.clinic;
        mail(&world);
        raise(&world, &counselor);
        let id = only(&world, &counselor.actor);
        let draft = done_so_far("Seen at once.");
        respond(clinic, &counselor.actor, clinic.fresh_key(), id, &draft).unwrap();
        let service = Service::new(Sent::Taken);
        deliver(&world, &service);
        assert_eq!((service.opened().len(), mail(&world).len()), (0, 0));
    }
}

#[test]
fn a_service_that_fails_is_tried_again_and_mail_goes_out_meanwhile() {
    for world in worlds("failing") {
        let counselor = reachable(&world);
        mail(&world);
        raise(&world, &counselor);
        let failing = Service::new(Sent::Failed("it does not answer"));
        deliver(&world, &failing);
        assert_eq!(failing.opened().len(), 1);
        let first = mail(&world).len();
        assert!(first > 0);
        world.wait(minutes(1));
        let taking = Service::new(Sent::Taken);
        deliver(&world, &taking);
        assert_eq!(taking.opened().len(), 1);
        assert_eq!(mail(&world).len(), 0, "once is enough");
        world.wait(minutes(10));
        deliver(&world, &taking);
        assert_eq!(taking.opened().len(), 0);
    }
}

#[test]
fn a_burst_of_alarms_rings_once_and_once_more_for_what_came_after_and_none_is_lost() {
    for world in worlds("burst") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        // Nobody is on call, so it is the director who is called.
        let director = enter(&world, Role::ClinicalDirector);
        let_call(&world, &director, 5);
        let ask = |number: usize| {
            let mut asked = draft(house, 0, "Dana", &format!("555 010 02{number:02}"));
            asked.safe_now = Some(SafeNow::No);
            inquiry::request(clinic, house.organization, clinic.fresh_key(), &asked).unwrap();
        };
        let open = || list(clinic, &director.actor, Which::Open).unwrap();
        let burst = || open_page(clinic, &director.actor, 0).unwrap().burst;
        (0..3).for_each(ask);
        assert_eq!(burst(), None);
        (3..5).for_each(ask);
        let service = Service::new(Sent::Taken);
        deliver(&world, &service);
        assert_eq!((service.opened().len(), open().len()), (1, 5));
        world.wait(SignedDuration::from_secs(30));
        (5..8).for_each(ask);
        deliver(&world, &service);
        assert_eq!((service.opened().len(), open().len()), (0, 8), "it waits");
        world.wait(SignedDuration::from_secs(APART_SECONDS));
        deliver(&world, &service);
        assert_eq!(service.opened().len(), 1);
        deliver(&world, &service);
        assert_eq!(service.opened().len(), 0);
        assert_eq!(burst(), Some(8));
        // Each is a card of its own, and of each it is written down that and how somebody was told.
        for listed in open() {
            let shown = show(clinic, &director.actor, listed.signal.id).unwrap();
            let told = shown.told.iter();
            let mut own = told.filter(|one| one.who == director.actor.person());
            let way = own.next().and_then(|one| one.way.clone());
            assert_eq!(way.map(|(_, way)| way).as_deref(), Some("push"));
        }
    }
}

#[test]
fn a_service_that_does_not_answer_is_waited_for_once_and_mail_goes_out_meanwhile() {
    for world in worlds("silent") {
        let counselor = reachable(&world);
        let director = enter(&world, Role::ClinicalDirector);
        let_call(&world, &director, 6);
        mail(&world);
        raise(&world, &counselor);
        let silent = Service::new(Sent::Silent("it does not answer"));
        deliver(&world, &silent);
        assert_eq!((silent.opened().len(), mail(&world).len()), (1, 2));
        world.wait(minutes(1));
        let taking = Service::new(Sent::Taken);
        deliver(&world, &taking);
        assert_eq!((taking.opened().len(), mail(&world).len()), (2, 0));
    }
}

#[test]
fn a_call_that_was_put_off_because_the_program_ended_has_lost_no_try() {
    for world in worlds("put_off") {
        let counselor = enter(&world, Role::Counselor);
        mail(&world);
        raise(&world, &counselor);
        let service = Service::new(Sent::Taken);
        let organization = world.houses[0].organization;
        deliver_due(&world.clinic, organization, &service, &|| false).unwrap();
        assert_eq!(mail(&world).len(), 0);
        deliver(&world, &service);
        assert_eq!(
            mail(&world).len(),
            2,
            "mail goes out with the first try only"
        );
    }
}

#[test]
fn a_browser_that_is_gone_or_signed_out_is_not_called_again() {
    for world in worlds("gone") {
        let counselor = reachable(&world);
        let clinic = &world.clinic;
        let count = |seat: &Seat| devices(clinic, &seat.actor).unwrap().devices.len();
        test(clinic, &counselor.actor, clinic.fresh_key()).unwrap();
        // One at a time: who asks again and again keeps nobody waiting.
        let again = test(clinic, &counselor.actor, clinic.fresh_key()).unwrap_err();
        assert!(matches!(again, Refusal::Conflict(_)), "{again}");
        deliver(&world, &Service::new(Sent::Gone));
        assert_eq!(count(&counselor), 0);
        let none = test(clinic, &counselor.actor, clinic.fresh_key()).unwrap_err();
        assert!(matches!(none, Refusal::Conflict(_)), "{none}");
        // Signing out takes away what was added in that sign-in, and nothing else.
        let elsewhere = enter(&world, Role::Counselor);
        let_call(&world, &counselor, 5);
        let_call(&world, &elsewhere, 6);
        sign_in::sign_out(clinic, &elsewhere.actor).unwrap();
        assert_eq!(count(&counselor), 1);
        account::end_all_devices(clinic, &counselor.actor, clinic.fresh_key()).unwrap();
        let again = enter(&world, Role::Counselor);
        assert_eq!(count(&again), 0);
    }
}

#[test]
fn a_browser_calls_who_uses_it_now_and_others_cannot_turn_it_off() {
    for world in worlds("shared_browser") {
        let clinic = &world.clinic;
        let counselor = reachable(&world);
        let director = enter(&world, Role::ClinicalDirector);
        let id = devices(clinic, &counselor.actor).unwrap().devices[0].id;
        let other = remove(clinic, &director.actor, clinic.fresh_key(), id).unwrap_err();
        assert!(matches!(other, Refusal::NotFound), "{other}");
        let_call(&world, &director, 5);
        assert_eq!(devices(clinic, &counselor.actor).unwrap().devices.len(), 0);
        assert_eq!(devices(clinic, &director.actor).unwrap().devices.len(), 1);
    }
}

#[test]
fn an_address_that_is_no_push_service_is_refused() {
    let world = World::embedded();
    let counselor = enter(&world, Role::Counselor);
    let clinic = &world.clinic;
    for endpoint in [
        "https://169.254.169.254/latest/meta-data",
        "http://fcm.googleapis.com/x",
        "https://example.org/x",
    ] {
        let mut given = browser(5);
        given.endpoint = endpoint.to_owned();
        let refused = add(clinic, &counselor.actor, clinic.fresh_key(), given).unwrap_err();
        assert!(matches!(refused, Refusal::Fields(_)), "{endpoint}");
    }
    let mut given = browser(5);
    given.p256dh = "BCVx".to_owned();
    let refused = add(clinic, &counselor.actor, clinic.fresh_key(), given).unwrap_err();
    assert!(matches!(refused, Refusal::Fields(_)));
}

#[test]
fn the_bell_rings_when_something_is_raised_and_when_it_is_answered_and_not_otherwise() {
    let world = World::embedded();
    let clinic = &world.clinic;
    let rung = Arc::new(AtomicUsize::new(0));
    let heard = Arc::clone(&rung);
    clinic.bell().listen(move || {
        heard.fetch_add(1, Ordering::SeqCst);
    });
    let counselor = enter(&world, Role::Counselor);
    list(clinic, &counselor.actor, Which::Open).unwrap();
    assert_eq!(rung.load(Ordering::SeqCst), 0);
    raise(&world, &counselor);
    assert_eq!(rung.load(Ordering::SeqCst), 1);
    // What another process does is heard of by asking; asked again, nothing is new.
    let organization = world.houses[0].organization;
    let _page = clinic.bell().attend(organization, counselor.actor.person());
    overhear(clinic, organization).unwrap();
    let after = rung.load(Ordering::SeqCst);
    overhear(clinic, organization).unwrap();
    assert_eq!(rung.load(Ordering::SeqCst), after);
}
