//! How it is safe to be in touch: what leaves by every way asks the person's rules, wherever they are in care.

use crate::common::house::{House, email, line};
use crate::common::{World, key};
use crate::engines::worlds;
use crate::in_danger::rest;
use crate::inquiries::{call, draft, earliest, on_duty, who};
use crate::reminders;
use crate::week::{Site, works};
use care::followup::signal::{Done, ResponseOutcome};
use care::intake::inquiry::{CallOutcome, Channel, DayPart, InquiryDraft, SafeContact};
use care::people::contact_rules::{CallBack, ContactRules, WayOut};
use care::{InquiryId, Paragraph, PersonId, Role, Weekday};
use clinic::followup::signal::{ResponseDraft, Which};
use clinic::followup::{bell, signal};
use clinic::intake::inquiry::CallDraft;
use clinic::intake::{appointment, inquiry};
use clinic::mail::send_due;
use clinic::people::reach::ContactStrip;
use clinic::people::{about, patient, reach};
use clinic::planning::week;
use clinic::stays::handover;
use clinic::{Clinic, Refusal, Version};
use jiff::ToSpan as _;
use policy::Actor;

const DANGER: &str = "I want to kill myself, please call";

/// Nothing but text messages, in the evening, and no voicemail. The tests begin in the morning, when all of it is
/// forbidden.
fn strict() -> SafeContact {
    SafeContact {
        channels: vec![Channel::Text],
        times: vec![DayPart::Evening],
        ..SafeContact::default()
    }
}

fn plain() -> SafeContact {
    SafeContact {
        channels: Channel::ALL.to_vec(),
        voicemail: true,
        ..SafeContact::default()
    }
}

/// Somebody who asked for help, under rules.
struct Asked<'a> {
    world: &'a World,
    house: &'a House,
    intake: Actor,
    draft: InquiryDraft,
    id: InquiryId,
    person: PersonId,
}

impl<'a> Asked<'a> {
    fn new(world: &'a World, house: &'a House, number: usize, safe: SafeContact) -> Self {
        let intake = who(world, house, Role::IntakeCoordinator, 0);
        let mut draft = draft(
            house,
            0,
            &format!("Wren{}", letters(number)),
            "555 010 0197",
        );
        draft.contact.email = Some(email(&format!("wren{number}@mail.example")));
        draft.safe = safe;
        let clinic = &world.clinic;
        let id = inquiry::add(clinic, &intake, clinic.fresh_key(), &draft).unwrap();
        let person = inquiry::open(clinic, &intake, id).unwrap().inquiry.person;
        Self {
            world,
            house,
            intake,
            draft,
            id,
            person,
        }
    }

    fn log(&self, call: &CallDraft) -> Result<(), Refusal> {
        let clinic = &self.world.clinic;
        inquiry::log_call(clinic, &self.intake, clinic.fresh_key(), self.id, call).map(drop)
    }

    fn mailed(&self, subject: &str) -> usize {
        let mails = self.world.mail(self.house, subject);
        mails.iter().filter(|(to, _)| *to == self.person).count()
    }
}

/// A number in letters: names have no figures.
fn letters(number: usize) -> String {
    number
        .to_string()
        .bytes()
        .map(|digit| char::from(digit - b'0' + b'a'))
        .collect()
}

fn refused<T>(result: Result<T, Refusal>) -> bool {
    matches!(result, Err(Refusal::Fields(issues)) if issues[0].field == reach::DESPITE)
}

/// What of a call is refused by the rules, and goes through with a reason.
fn holds_or_needs_a_reason(asked: &Asked<'_>, mut call: CallDraft, expected: bool) {
    let before = asked.world.journal_length(asked.house);
    let first = asked.log(&call);
    assert_eq!(refused(first), expected);
    if expected {
        assert!(asked.world.said_after(asked.house, before).is_empty());
        call.despite = Some(line("They asked for it on the telephone."));
        asked.log(&call).unwrap();
    }
    let said = asked.world.said_after(asked.house, before);
    let overridden = said.iter().any(|it| it == "contact_rules.overridden");
    assert_eq!(overridden, expected, "{said:?}");
}

/// Whether a request of the same rules from the public page is promised a call in the evening.
fn is_promised_an_evening(asked: &Asked<'_>, house: &House, forbid: bool) -> bool {
    let key = key(90 + u128::from(forbid));
    let receipt = inquiry::request(&asked.world.clinic, house.organization, key, &asked.draft);
    let receipt = receipt.unwrap();
    receipt.zone.local(receipt.call_back_by).hour() >= 17
}

/// How somebody is reached, as it stands above every page about them.
fn strip(clinic: &Clinic, actor: &Actor, person: PersonId) -> Option<ContactStrip> {
    let about = about::about(clinic, actor, person, &[]).unwrap();
    about?.strip
}

/// Sends by one way, and holds that it goes out exactly where the rules let it. A way that is missing here does not
/// compile.
fn send(way: WayOut, world: &World, house: &House, number: usize, forbid: bool) {
    let safe = if forbid { strict() } else { plain() };
    let asked = Asked::new(world, house, number, safe);
    let (clinic, fresh) = (&world.clinic, || world.clinic.fresh_key());
    let (intake, person, id) = (&asked.intake, asked.person, asked.id);
    let strip = || strip(clinic, intake, person).unwrap();
    match way {
        WayOut::Call => {
            assert_eq!(strip().no_call.is_some(), forbid);
            let reason = line("Her mother is in hospital.");
            let against = reach::call_despite(clinic, intake, fresh(), person, &reason);
            assert_eq!(against.is_ok(), forbid, "{against:?}");
        }
        WayOut::Voicemail => {
            holds_or_needs_a_reason(&asked, call(CallOutcome::Voicemail), forbid);
        }
        WayOut::Text | WayOut::Letter => {
            holds_or_needs_a_reason(&asked, call(CallOutcome::Message), forbid);
        }
        WayOut::CallBack => {
            assert_eq!(is_promised_an_evening(&asked, house, forbid), forbid);
            // Tomorrow at ten, as it is now.
            let mut again = call(CallOutcome::NoAnswer);
            again.next_call_at = Some(world.now() + 24.hours());
            holds_or_needs_a_reason(&asked, again, forbid);
        }
        WayOut::PrintedNumber => {
            let sheet = handover::sheet(clinic, intake, person).unwrap();
            assert_eq!(sheet.no_number.is_some(), forbid);
        }
        WayOut::Invitation => is_invited_or_needs_a_reason(&asked, forbid),
        WayOut::Redirected => {
            let mails = mails_of_a_changed_address(&asked, number);
            assert_eq!(mails, usize::from(!forbid));
        }
        WayOut::Confirmation => {
            let booking = earliest(world, intake, id);
            appointment::book(clinic, intake, fresh(), id, booking).unwrap();
            assert_eq!(asked.mailed("Appointment"), usize::from(!forbid));
            let page = inquiry::open(clinic, intake, id).unwrap();
            assert_eq!(page.no_confirmation.is_some(), forbid);
        }
        WayOut::Reminder => {
            let booking = reminders::later_in_the_week(world, intake, id);
            appointment::book(clinic, intake, fresh(), id, booking).unwrap();
            reminders::go_to(world, house, booking.starts_at);
            let mails = asked.mailed(reminders::SUBJECT);
            assert_eq!(mails > 0, !forbid, "{mails}");
        }
        // In a world of its own: the test below.
        WayOut::Times => {}
        WayOut::Push => {
            // Nobody but staff can let a browser be called. Whoever opens that to people in care finds them asked.
            let patient = world.enter(house, house.patients[0]).actor;
            assert!(matches!(
                bell::devices(clinic, &patient),
                Err(Refusal::Denied)
            ));
            let rules = ContactRules::from(asked.draft.safe.clone());
            assert_eq!(holds(&rules, way), forbid);
        }
        // What they wait for themselves, and what is about somebody's work, no rule of theirs is about.
        WayOut::Code | WayOut::Work => {
            assert!(!holds(&ContactRules::from(strict()), way));
        }
    }
}

fn is_invited_or_needs_a_reason(asked: &Asked<'_>, forbid: bool) {
    let (clinic, intake, person) = (&asked.world.clinic, &asked.intake, asked.person);
    let mailed = || asked.mailed("Set up your sign-in");
    let sent = patient::invite_patient(clinic, intake, clinic.fresh_key(), person);
    assert_eq!(refused(sent), forbid);
    assert_eq!(mailed(), usize::from(!forbid));
    let reason = line("They asked for it here, at the desk.");
    let key = clinic.fresh_key();
    patient::invite_despite(clinic, intake, key, person, Some(&reason)).unwrap();
    assert_eq!(mailed(), 1 + usize::from(!forbid));
}

/// How many are told at the old address that another one stands there now.
fn mails_of_a_changed_address(asked: &Asked<'_>, number: usize) -> usize {
    let (clinic, fresh) = (&asked.world.clinic, || asked.world.clinic.fresh_key());
    let (intake, person) = (&asked.intake, asked.person);
    let reason = line("They asked for it here, at the desk.");
    patient::invite_despite(clinic, intake, fresh(), person, Some(&reason)).unwrap();
    let mut other = asked.draft.clone();
    other.contact.email = Some(email(&format!("other{number}@mail.example")));
    inquiry::change(clinic, intake, fresh(), asked.id, &other).unwrap();
    asked.mailed("Your sign-in address was changed")
}

/// Whether the rules stand against a way at ten in the morning.
fn holds(rules: &ContactRules, way: WayOut) -> bool {
    rules.refuses(way, CallBack::Person, 10 * 60).is_some()
}

#[test]
fn every_way_out_asks_the_rules() {
    for world in worlds("waysout") {
        let house = &world.houses[0];
        on_duty(&world, house, "ada");
        for (number, way) in WayOut::ALL.iter().enumerate() {
            for forbid in [true, false] {
                let number = 10 + 2 * number + usize::from(forbid);
                send(*way, &world, house, number, forbid);
            }
        }
    }
}

#[test]
fn a_rule_that_is_added_while_a_message_waits_holds_unless_it_was_sent_with_a_reason() {
    for world in worlds("ruleslater") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let open = Asked::new(&world, house, 6, plain());
        let quiet = Asked::new(&world, house, 7, strict());
        let fresh = || clinic.fresh_key();
        patient::invite_patient(clinic, &open.intake, fresh(), open.person).unwrap();
        let reason = line("They asked for it here, at the desk.");
        patient::invite_despite(clinic, &quiet.intake, fresh(), quiet.person, Some(&reason))
            .unwrap();
        let subject = "Set up your sign-in";
        assert_eq!((open.mailed(subject), quiet.mailed(subject)), (1, 1));
        reach::set_rules(clinic, &open.intake, fresh(), open.person, &strict()).unwrap();
        let letters = reminders::Letters::default();
        let before = world.journal_length(house);
        // So many at a time.
        for _ in 0..10 {
            send_due(clinic, house.organization, &letters, &|| true).unwrap();
        }
        assert_eq!((open.mailed(subject), quiet.mailed(subject)), (0, 1));
        let said = world.said_after(house, before);
        assert!(said.iter().any(|it| it == "contact_rules.held"), "{said:?}");
    }
}

#[test]
fn what_was_drafted_for_a_week_is_not_mailed_against_the_rules() {
    for world in worlds("weekrules") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let site = Site::open(&world, house);
        let [quiet, other] = [house.patients[0], house.patients[1]];
        let fresh = || clinic.fresh_key();
        reach::set_rules(clinic, &site.director, fresh(), quiet, &strict()).unwrap();
        works(&world, &site.director, quiet, &Weekday::ALL[..5], (8, 16));
        works(&world, &site.director, other, &Weekday::ALL[..5], (15, 21));
        let id = site.assigned(&world, house);
        let shown = week::proposal(clinic, &site.director, id).unwrap();
        assert_eq!(shown.held.keys().collect::<Vec<_>>(), [&quiet]);
        let before = world.journal_length(house);
        week::publish(clinic, &site.administrator, fresh(), id, true).unwrap();
        let mails = world.mail(house, "Your times have changed");
        assert!(mails.iter().any(|(to, _)| *to == other));
        assert!(mails.iter().all(|(to, _)| *to != quiet));
        let said = world.said_after(house, before);
        assert!(said.iter().any(|it| it == "contact_rules.held"), "{said:?}");
    }
}

#[test]
fn the_rules_go_into_care_and_are_edited_by_one_of_two_forms() {
    for world in worlds("rulesincare") {
        let house = &world.houses[0];
        let asked = Asked::new(&world, house, 3, strict());
        let (clinic, intake, person) = (&world.clinic, &asked.intake, asked.person);
        let sheet = || reach::sheet(clinic, intake, person).unwrap();
        assert_eq!(sheet().begin, strict());
        let over = |version: Version| clinic.fresh_key().over(version);
        let first = sheet().version;
        reach::set_rules(clinic, intake, over(first), person, &plain()).unwrap();
        let second = reach::set_rules(clinic, intake, over(first), person, &strict());
        assert!(matches!(second, Err(Refusal::Changed)));
        assert!(!sheet().strip.rules.is_joined() && sheet().begin == plain());
        let mut nobody = plain();
        nobody.with = CallBack::Asker;
        let refused = reach::set_rules(clinic, intake, clinic.fresh_key(), person, &nobody);
        assert!(matches!(refused, Err(Refusal::Fields(issues)) if issues[0].field == "with"));
        // Another clinic knows nobody of that name.
        let stranger = who(&world, &world.houses[1], Role::ClinicalDirector, 0);
        assert!(strip(clinic, &stranger, person).is_none());
        let theirs = reach::set_rules(clinic, &stranger, clinic.fresh_key(), person, &plain());
        assert!(matches!(theirs, Err(Refusal::NotFound)));
    }
}

#[test]
fn of_joined_requests_the_stricter_holds_until_somebody_edits_it() {
    for world in worlds("rulesjoined") {
        let house = &world.houses[0];
        let open = Asked::new(&world, house, 4, plain());
        let quiet = Asked::new(&world, house, 5, strict());
        let (clinic, intake) = (&world.clinic, &open.intake);
        let fresh = || clinic.fresh_key();
        let rules = || strip(clinic, intake, open.person).unwrap().rules;
        inquiry::join(clinic, intake, fresh(), quiet.id, open.person).unwrap();
        assert!(rules().is_joined() && !rules().voicemail());
        assert_eq!(rules().channels(), [Channel::Text]);
        // Parting them gives nothing back, nor does correcting a number.
        inquiry::part(clinic, intake, fresh(), quiet.id).unwrap();
        let mut corrected = open.draft.clone();
        corrected.safe = rules().together();
        corrected.contact.phone = care::Phone::parse("207 555 0142").ok();
        inquiry::change(clinic, intake, fresh(), open.id, &corrected).unwrap();
        assert!(rules().is_joined());
        let decided = inquiry::change(clinic, intake, fresh(), open.id, &open.draft);
        assert!(matches!(decided, Err(Refusal::Fields(_))));
        reach::set_rules(clinic, intake, fresh(), open.person, &plain()).unwrap();
        assert_eq!(rules(), ContactRules::from(plain()));
    }
}

#[test]
fn a_call_that_is_due_is_put_off_to_a_time_that_is_theirs() {
    for world in worlds("putoff") {
        let house = &world.houses[0];
        let (clinic, asked) = (&world.clinic, draft(house, 0, "Wren", "555 010 0197"));
        let receipt = inquiry::request(clinic, house.organization, key(7), &asked).unwrap();
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let open = || inquiry::open(clinic, &intake, receipt.inquiry).unwrap();
        let person = open().inquiry.person;
        assert!(receipt.zone.local(receipt.call_back_by).hour() < 17);
        let evenings = SafeContact {
            times: vec![DayPart::Evening],
            ..SafeContact::default()
        };
        reach::set_rules(clinic, &intake, clinic.fresh_key(), person, &evenings).unwrap();
        let due = open().due.by.unwrap();
        assert!(receipt.zone.local(due).hour() >= 17, "{due}");
    }
}

#[test]
fn a_danger_is_called_about_and_its_answer_is_kept_whatever_the_rules_say() {
    for world in worlds("rulesdanger") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let has_due = || bell::has_due(clinic, house.organization).unwrap();
        assert!(!has_due());
        let mut asked = draft(house, 0, "Wren", "555 010 0197");
        asked.safe = strict();
        asked.words = Paragraph::cut(DANGER);
        inquiry::request(clinic, house.organization, key(7), &asked).unwrap();
        assert!(has_due(), "staff are called in the morning");
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let open = signal::list(clinic, &intake, Which::Open).unwrap();
        let answer = ResponseDraft {
            words: "Nobody picked up, so I left a message.".to_owned(),
            done: Done::AtOnce,
            outcome: ResponseOutcome::default(),
            close: false,
        };
        let before = world.journal_length(house);
        let (id, call) = (open[0].signal.id, Some(CallOutcome::Voicemail));
        let fresh = clinic.fresh_key();
        signal::respond_after_call(clinic, &intake, fresh, id, &answer, call).unwrap();
        let said = world.said_after(house, before);
        for action in ["contact_rules.overridden", "inquiry.called"] {
            assert!(said.iter().any(|it| it == action), "{action}: {said:?}");
        }
    }
}

#[test]
fn a_call_that_answered_a_danger_is_not_taken_back_while_the_answer_stands() {
    for world in worlds("dangercall") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let mut asked = draft(house, 0, "Wren", "555 010 0197");
        asked.words = Paragraph::cut(DANGER);
        let id = inquiry::request(clinic, house.organization, key(7), &asked)
            .unwrap()
            .inquiry;
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let open = signal::list(clinic, &intake, Which::Open).unwrap();
        let answer = ResponseDraft {
            words: "They are at their sister's, and safe.".to_owned(),
            done: Done::AtOnce,
            outcome: ResponseOutcome::default(),
            close: false,
        };
        let (signal, call) = (open[0].signal.id, Some(CallOutcome::Reached));
        let fresh = || clinic.fresh_key();
        signal::respond_after_call(clinic, &intake, fresh(), signal, &answer, call).unwrap();
        let page = || inquiry::open(clinic, &intake, id).unwrap();
        let before = page();
        let logged = before.calls[0].id;
        let refused = inquiry::take_call_back(clinic, &intake, fresh(), id, logged);
        let Err(Refusal::Conflict(sentence)) = &refused else {
            panic!("{refused:?}");
        };
        assert!(sentence.contains("danger"), "{sentence}");
        let after = page();
        assert_eq!(after.inquiry, before.inquiry);
        assert_eq!(after.calls.len(), 1);
    }
}

#[test]
fn a_form_in_danger_that_goes_on_says_how_they_are_reached_from_then_on() {
    for world in worlds("rulesgoon") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let (at, form) = (house.organization, clinic.fresh_key());
        let mut asked = draft(house, 0, "Wren", "555 010 0197");
        asked.words = Paragraph::cut(DANGER);
        let kept = inquiry::keep_first(clinic, at, form, &asked).unwrap();
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let open = || {
            let page = inquiry::open(clinic, &intake, kept.inquiry).unwrap();
            page.inquiry
        };
        assert_eq!(open().rules, ContactRules::from(asked.safe.clone()));
        assert!(kept.zone.local(kept.call_back_by).hour() < 17);
        asked.safe.times = vec![DayPart::Evening];
        let receipt = inquiry::add_rest(clinic, at, form, &kept, rest(&asked)).unwrap();
        let receipt = receipt.unwrap();
        assert_eq!(open().rules, ContactRules::from(asked.safe.clone()));
        let by = receipt.zone.local(receipt.call_back_by);
        assert!(by.hour() >= 17, "no other time is promised: {by}");
        // What staff wrote down since is not lost by what the form says later: the stricter holds.
        let (person, fresh) = (open().person, clinic.fresh_key());
        reach::set_rules(clinic, &intake, fresh, person, &plain()).unwrap();
        asked.safe.discreet = true;
        inquiry::add_rest(clinic, at, form, &kept, rest(&asked)).unwrap();
        let rules = open().rules;
        assert!(rules.is_joined() && !rules.voicemail(), "{rules:?}");
    }
}
