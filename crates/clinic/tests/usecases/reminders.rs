//! Appointments are confirmed and reminded within the rules, and answered without a sign-in.

mod answers;

use crate::common::house::{House, email, line};
use crate::common::{World, minutes};
use crate::engines::worlds;
use crate::inquiries::{call, draft, on_duty, who};
use care::intake::appointment::{Appointment, AppointmentAnswer, ReminderLead, ReminderWish};
use care::intake::inquiry::{CallOutcome, Channel, DayPart, Next, SafeContact, StepKind};
use care::{AppointmentId, InquiryId, Role};
use clinic::Refusal;
use clinic::intake::answer::LinkStand;
use clinic::intake::appointment::Booking;
use clinic::intake::inquiry::{BoardFilter, CallDraft, Card, Page};
use clinic::intake::reminder::{MessageStand, ReminderStand};
use clinic::intake::{answer, appointment, inquiry, reminder};
use clinic::mail::{Mail, MailStanding, Mailer, Unsent, send_due};
use clinic::people::{patient, reach};
use jiff::{Timestamp, ToSpan as _};
use policy::Actor;
use std::sync::Mutex;

/// What a reminder says on its envelope.
pub const SUBJECT: &str = "Your appointment is coming up";
const BOOKED: &str = "Appointment";

/// The last time of a day, some days from today.
fn last_time(world: &World, actor: &Actor, id: InquiryId, days: i64) -> Booking {
    let site = inquiry::open(&world.clinic, actor, id).unwrap().site;
    let today = site.zone.local(world.now()).date();
    let on = today.checked_add(days.days()).unwrap();
    let (_, _, offers) = appointment::day(&world.clinic, actor, id, Some(on), 60).unwrap();
    let slot = offers.slots.last().unwrap();
    Booking {
        clinician: slot.clinician,
        starts_at: slot.starts_at,
        minutes: slot.minutes,
    }
}

/// A time for which both reminders are still to come.
pub fn later_in_the_week(world: &World, actor: &Actor, id: InquiryId) -> Booking {
    last_time(world, actor, id, 4)
}

/// Puts the clock on half an hour after half an hour, and does each time what the server does every second.
pub fn go_to(world: &World, house: &House, until: Timestamp) {
    while world.now() < until {
        world.wait(minutes(30).min(world.now().duration_until(until)));
        reminder::remind_due(&world.clinic, house.organization).unwrap();
    }
}

/// A mail server that keeps what it takes.
#[derive(Default)]
pub struct Letters(Mutex<Vec<(String, String)>>);

impl Mailer for Letters {
    fn send(&self, mail: &Mail) -> Result<(), Unsent> {
        let (subject, text) = (mail.subject().to_owned(), mail.text().to_owned());
        self.0.lock().unwrap().push((subject, text));
        Ok(())
    }
}

/// Somebody who asked for help and may be written to, with an appointment.
struct Case<'a> {
    world: &'a World,
    house: &'a House,
    intake: Actor,
    id: InquiryId,
}

impl<'a> Case<'a> {
    fn new(world: &'a World, safe: SafeContact) -> Self {
        let house = &world.houses[0];
        on_duty(world, house, "ada");
        let intake = who(world, house, Role::IntakeCoordinator, 0);
        let mut asked = draft(house, 0, "Wren", "555 010 0197");
        asked.contact.email = Some(email("wren@mail.example"));
        asked.safe = safe;
        let clinic = &world.clinic;
        let id = inquiry::add(clinic, &intake, clinic.fresh_key(), &asked).unwrap();
        Self {
            world,
            house,
            intake,
            id,
        }
    }

    /// One who may be written to at any time.
    fn plain(world: &'a World) -> Self {
        Self::new(world, written(&[]))
    }

    fn book(&self, booking: Booking) -> Timestamp {
        let clinic = &self.world.clinic;
        appointment::book(clinic, &self.intake, clinic.fresh_key(), self.id, booking).unwrap();
        booking.starts_at
    }

    fn calls_again(&self, at: Timestamp) {
        let clinic = &self.world.clinic;
        let call = CallDraft {
            next_call_at: Some(at),
            ..call(CallOutcome::NoAnswer)
        };
        inquiry::log_call(clinic, &self.intake, clinic.fresh_key(), self.id, &call).unwrap();
    }

    fn cancel(&self) {
        let standing = self.standing();
        self.try_cancel(standing.id, standing.starts_at).unwrap();
    }

    fn standing(&self) -> Appointment {
        self.page().standing().unwrap().clone()
    }

    fn try_cancel(&self, shown: AppointmentId, starts_at: Timestamp) -> Result<(), Refusal> {
        let (clinic, key) = (&self.world.clinic, self.world.clinic.fresh_key());
        appointment::cancel(clinic, &self.intake, key, self.id, shown, starts_at)
    }

    fn page(&self) -> Page {
        inquiry::open(&self.world.clinic, &self.intake, self.id).unwrap()
    }

    fn mailed(&self, subject: &str) -> Vec<String> {
        let mails = self.world.mail(self.house, subject).into_iter();
        mails.map(|(_, mail)| mail.text().to_owned()).collect()
    }

    /// What leaves now.
    fn leaves(&self) -> Vec<(String, String)> {
        let letters = Letters::default();
        let (clinic, here) = (&self.world.clinic, self.house.organization);
        // So many at a time; what is taken back is not counted.
        for _ in 0..10 {
            send_due(clinic, here, &letters, &|| true).unwrap();
        }
        letters.0.into_inner().unwrap()
    }

    fn says(&self, link: &str, seen: Timestamp, said: AppointmentAnswer) -> Result<(), Refusal> {
        let clinic = &self.world.clinic;
        answer::answer(clinic, clinic.fresh_key(), link, seen, said)
    }

    fn card(&self) -> Card {
        let filter = BoardFilter::default();
        let board = inquiry::board(&self.world.clinic, &self.intake, &filter).unwrap();
        let mut open = board.open.into_iter();
        open.find(|card| card.inquiry.id == self.id).unwrap()
    }

    /// How many requests can be worked now.
    fn now_on_the_list(&self) -> usize {
        let list = inquiry::worklist(&self.world.clinic, &self.intake).unwrap();
        list.now.len()
    }

    fn stand(&self, lead: ReminderLead) -> ReminderStand {
        let reminders = self.page().notice.unwrap().reminders;
        let found = reminders.into_iter().find(|(of, _)| *of == lead);
        found.unwrap().1
    }
}

/// The ways that are safe, with the times.
fn written(times: &[DayPart]) -> SafeContact {
    SafeContact {
        channels: vec![Channel::Phone, Channel::Email],
        times: times.to_vec(),
        ..SafeContact::default()
    }
}

/// The secret in a message.
fn link(text: &str) -> &str {
    let (_, rest) = text.split_once("/answer/").unwrap();
    rest.split_whitespace().next().unwrap()
}

#[test]
fn somebody_is_confirmed_reminded_twice_and_says_yes_without_signing_in() {
    for world in worlds("reminded") {
        let case = Case::plain(&world);
        let starts_at = case.book(later_in_the_week(&world, &case.intake, case.id));
        let confirmation = case.mailed(BOOKED).remove(0);
        for (hours, count) in [(48_i64, 1), (2, 2)] {
            go_to(&world, case.house, starts_at - (hours + 1).hours());
            assert_eq!(case.mailed(SUBJECT).len(), count - 1, "{hours}");
            go_to(&world, case.house, starts_at - hours.hours());
            assert_eq!(case.mailed(SUBJECT).len(), count, "{hours}");
        }
        // Each message has a link of its own, and every one of them holds.
        let mut links = case.mailed(SUBJECT);
        links.push(confirmation);
        let mut secrets: Vec<&str> = links.iter().map(|text| link(text)).collect();
        for secret in &secrets {
            let asked = answer::asked(&world.clinic, secret).unwrap();
            assert_eq!((asked.starts_at, asked.stand), (starts_at, LinkStand::Open));
        }
        secrets.sort_unstable();
        secrets.dedup();
        assert_eq!(secrets.len(), 3);
        // Programs that look at mail open links: that says nothing.
        assert!(case.page().notice.unwrap().answered.is_none());
        let before = world.journal_length(case.house);
        case.says(secrets[0], starts_at, AppointmentAnswer::Yes)
            .unwrap();
        assert_eq!(
            world.said_after(case.house, before),
            ["appointment.answered"]
        );
        let page = case.page();
        let notice = page.notice.unwrap();
        let said = notice.answered.unwrap();
        assert_eq!(
            (said.answer, said.at),
            (AppointmentAnswer::Yes, world.now())
        );
        assert!(page.steps.iter().any(|step| step.kind == StepKind::SaidYes));
        let queued = MessageStand::Mail(MailStanding::Queued);
        assert_eq!(notice.confirmed, Some(queued));
        let card = case.card();
        assert_eq!(card.answer, Some(AppointmentAnswer::Yes));
        assert_eq!(card.due.next, Next::Attend);
    }
}

#[test]
fn only_the_appointment_that_was_shown_is_called_off() {
    for world in worlds("shown_off") {
        let case = Case::plain(&world);
        let refused = |shown: &Appointment| {
            let result = case.try_cancel(shown.id, shown.starts_at);
            assert!(matches!(result, Err(Refusal::Conflict(_))));
        };
        case.book(last_time(&world, &case.intake, case.id, 3));
        let first = case.standing();
        let moved_to = case.book(last_time(&world, &case.intake, case.id, 5));
        refused(&first);
        let moved = case.standing();
        assert_eq!((moved.id, moved.starts_at), (first.id, moved_to));
        case.cancel();
        refused(&moved);
        // The same time once more is another appointment.
        let again = case.book(last_time(&world, &case.intake, case.id, 5));
        assert_eq!(again, moved_to);
        refused(&moved);
        assert_eq!(case.standing().starts_at, again);
    }
}

#[test]
fn what_was_moved_or_called_off_reminds_nobody_and_its_answers_are_none() {
    for world in worlds("movedoff") {
        let case = Case::plain(&world);
        let first = case.book(last_time(&world, &case.intake, case.id, 3));
        go_to(&world, case.house, first - 48.hours());
        assert_eq!(case.mailed(SUBJECT).len(), 1);
        let old = case.mailed(BOOKED).remove(0);
        // Nothing has left yet: what is about the time of before never does.
        let second = case.book(last_time(&world, &case.intake, case.id, 5));
        let left = case.leaves();
        let subjects: Vec<&str> = left.iter().map(|(subject, _)| subject.as_str()).collect();
        assert_eq!(subjects.iter().filter(|it| **it == BOOKED).count(), 1);
        assert!(!subjects.contains(&SUBJECT));
        // Whoever has the page of before open says nothing to the new time; the link itself leads there.
        let late = case.says(link(&old), first, AppointmentAnswer::Yes);
        assert!(matches!(late, Err(Refusal::Changed)));
        let asked = answer::asked(&world.clinic, link(&old)).unwrap();
        assert_eq!((asked.starts_at, asked.answered), (second, None));
        // It is reminded of anew, and what waits when it is called off is taken back.
        go_to(&world, case.house, second - 48.hours());
        case.cancel();
        assert!(case.leaves().is_empty());
        go_to(&world, case.house, second);
        assert!(case.leaves().is_empty());
        let asked = answer::asked(&world.clinic, link(&old)).unwrap();
        assert_eq!(asked.stand, LinkStand::Cancelled);
        let said = case.says(link(&old), second, AppointmentAnswer::Yes);
        assert!(matches!(said, Err(Refusal::Changed)));
    }
}

#[test]
fn whoever_is_free_in_the_evening_is_reminded_in_the_evening_or_staff_are_told_that_it_cannot_be() {
    for world in worlds("evenings") {
        let case = Case::new(&world, written(&[DayPart::Evening]));
        let today = case.book(last_time(&world, &case.intake, case.id, 0));
        assert_eq!(case.stand(ReminderLead::TwoDays), ReminderStand::TooShort);
        assert_eq!(
            case.stand(ReminderLead::TwoHours),
            ReminderStand::NotTheirTime
        );
        go_to(&world, case.house, today - 30.minutes());
        assert!(case.mailed(SUBJECT).is_empty());
        let later = case.book(last_time(&world, &case.intake, case.id, 4));
        let zone = case.page().site.zone;
        let ReminderStand::Planned(planned) = case.stand(ReminderLead::TwoHours) else {
            panic!("{:?}", case.stand(ReminderLead::TwoHours));
        };
        assert!((17..21).contains(&zone.local(planned).hour()), "{planned}");
        assert!(planned <= later - 2.hours());
        go_to(&world, case.house, planned);
        let stand = case.stand(ReminderLead::TwoHours);
        assert!(matches!(stand, ReminderStand::Done(at, _) if at == planned));
        assert!(!case.mailed(SUBJECT).is_empty());
        // What could not leave that evening does not leave at night.
        world.wait(minutes(3 * 60));
        let left = case.leaves();
        assert!(left.iter().all(|(subject, _)| subject != SUBJECT));
        let stand = case.stand(ReminderLead::TwoHours);
        assert_eq!(stand, ReminderStand::Done(planned, MessageStand::TakenBack));
    }
}

#[test]
fn other_rules_plan_the_reminders_anew() {
    for world in worlds("replanned") {
        let case = Case::plain(&world);
        let starts_at = case.book(later_in_the_week(&world, &case.intake, case.id));
        let person = case.page().inquiry.person;
        let set = |safe: &SafeContact| {
            let clinic = &world.clinic;
            reach::set_rules(clinic, &case.intake, clinic.fresh_key(), person, safe).unwrap();
        };
        set(&written(&[DayPart::Evening]));
        let zone = case.page().site.zone;
        let ReminderStand::Planned(planned) = case.stand(ReminderLead::TwoHours) else {
            panic!("not planned");
        };
        assert!(zone.local(planned).hour() >= 17);
        // A rule that was added after it was queued holds all the same.
        set(&written(&[]));
        go_to(&world, case.house, starts_at - 48.hours());
        assert_eq!(case.mailed(SUBJECT).len(), 1);
        set(&SafeContact::default());
        let left = case.leaves();
        let about_it = |subject: &str| subject == SUBJECT || subject == BOOKED;
        assert!(left.iter().all(|(subject, _)| !about_it(subject)));
        let confirmed = case.page().notice.unwrap().confirmed;
        assert_eq!(confirmed, Some(MessageStand::TakenBack));
        go_to(&world, case.house, starts_at - 2.hours());
        let stand = case.stand(ReminderLead::TwoHours);
        assert!(matches!(
            stand,
            ReminderStand::Done(_, MessageStand::Held(_))
        ));
    }
}

#[test]
fn the_wish_holds_for_the_next_appointment_and_two_tabs_do_not_overwrite_each_other() {
    for world in worlds("wishes") {
        let case = Case::plain(&world);
        let clinic = &world.clinic;
        let booking = later_in_the_week(&world, &case.intake, case.id);
        let starts_at = case.book(booking);
        let wish = |was, wish| {
            let key = clinic.fresh_key();
            reminder::wish(clinic, &case.intake, key, case.id, was, wish)
        };
        wish(ReminderWish::Both, ReminderWish::Never).unwrap();
        let late = wish(ReminderWish::Both, ReminderWish::TwoHours);
        assert!(matches!(late, Err(Refusal::Conflict(_))));
        case.cancel();
        case.book(booking);
        let notice = case.page().notice.unwrap();
        assert_eq!(notice.wish, ReminderWish::Never);
        assert!(notice.reminders.is_empty());
        go_to(&world, case.house, starts_at);
        assert!(case.mailed(SUBJECT).is_empty());
        // Whoever does not work the request says nothing about it.
        let other = who(&world, case.house, Role::IntakeCoordinator, 1);
        let (key, id) = (clinic.fresh_key(), case.id);
        let denied = reminder::wish(
            clinic,
            &other,
            key,
            id,
            ReminderWish::Never,
            ReminderWish::Both,
        );
        assert!(matches!(denied, Err(Refusal::NotFound | Refusal::Denied)));
    }
}

#[test]
fn a_link_that_was_never_made_is_too_old_or_of_whoever_was_forgotten_leads_nowhere() {
    for world in worlds("deadlinks") {
        let case = Case::plain(&world);
        let starts_at = case.book(later_in_the_week(&world, &case.intake, case.id));
        let text = case.mailed(BOOKED).remove(0);
        let (clinic, secret) = (&world.clinic, link(&text));
        let mut other = secret.to_owned();
        let last = if other.pop() == Some('A') { 'B' } else { 'A' };
        other.push(last);
        for wrong in ["", "x", "x.y", other.as_str()] {
            let asked = answer::asked(clinic, wrong);
            assert!(matches!(asked, Err(Refusal::NotFound)), "{wrong}");
        }
        world.wait(starts_at.duration_since(world.now()) + minutes(1));
        let asked = answer::asked(clinic, secret).unwrap();
        assert_eq!(asked.stand, LinkStand::Past);
        let late = case.says(secret, starts_at, AppointmentAnswer::Yes);
        assert!(matches!(late, Err(Refusal::Changed)));
        let officer = who(&world, case.house, Role::PrivacyOfficer, 0);
        let (person, reason) = (case.page().inquiry.person, line("asked in writing"));
        patient::forget_person(clinic, &officer, clinic.fresh_key(), person, &reason).unwrap();
        let asked = answer::asked(clinic, secret);
        assert!(matches!(asked, Err(Refusal::NotFound)));
        // Nothing fails over them in the round that follows.
        reminder::remind_due(clinic, case.house.organization).unwrap();
        world.wait(minutes(40 * 24 * 60));
        clinic::upkeep::sweep(clinic, case.house.organization).unwrap();
        assert!(matches!(
            answer::asked(clinic, secret),
            Err(Refusal::NotFound)
        ));
    }
}

#[test]
fn a_server_that_was_away_sends_the_nearer_reminder_alone() {
    for world in worlds("outage") {
        let case = Case::plain(&world);
        let starts_at = case.book(later_in_the_week(&world, &case.intake, case.id));
        world.wait(starts_at.duration_since(world.now()) - minutes(60));
        let before = world.journal_length(case.house);
        for _ in 0..2 {
            reminder::remind_due(&world.clinic, case.house.organization).unwrap();
        }
        assert_eq!(case.mailed(SUBJECT).len(), 1);
        assert_eq!(
            world.said_after(case.house, before),
            ["appointment.reminded"]
        );
        assert_eq!(
            case.stand(ReminderLead::TwoDays),
            ReminderStand::Done(world.now(), MessageStand::TooLate)
        );
    }
}
