//! A request that tells of danger reaches whoever answers signals at the site, at any hour, and comes first on the board.

use crate::assessment::{said, text};
use crate::common::minutes;
use crate::engines::worlds;
use crate::inquiries::{call, draft, who};
use crate::signal::{done, raise};
use care::assessment::finding::{Contradiction, Source};
use care::followup::signal::{Matter, Urgency};
use care::intake::inquiry::{CallOutcome, InquiryDraft, Next, Pressing, SafeNow, Stage};
use care::{Email, InquiryId, Line, Paragraph, Private, Role};
use clinic::assessment::interview;
use clinic::assessment::interview::Statement;
use clinic::assessment::placement;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::intake::inquiry;
use clinic::intake::inquiry::{ADDED_MAX, Adding, BoardFilter, Rest};
use record::RecordError;
use record::people::patient::Within;

fn wrote(mut draft: InquiryDraft, words: &str) -> InquiryDraft {
    draft.words = Paragraph::optional(words).unwrap();
    draft
}

#[test]
fn words_of_danger_are_a_signal_and_come_first_whatever_the_opening_hours() {
    for world in worlds("in_danger") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let send = |draft: &InquiryDraft| {
            inquiry::request(clinic, house.organization, clinic.fresh_key(), draft).unwrap()
        };
        let calm = send(&wrote(
            draft(house, 0, "Calm", "555 010 0101"),
            "I drink to kill time.",
        ));
        world.wait(minutes(1));
        let key = clinic.fresh_key();
        let asked = wrote(
            draft(house, 0, "Dana", "555 010 0102"),
            "I want to kill myself, please call",
        );
        let first = inquiry::request(clinic, house.organization, key, &asked).unwrap();
        // Sent twice it is one request and one signal.
        let again = inquiry::request(clinic, house.organization, key, &asked).unwrap();
        assert_eq!(first, again);
        // Whoever is told outside is promised what everybody is.
        assert!(first.call_back_by >= calm.call_back_by);
        for role in [
            Role::Counselor,
            Role::IntakeCoordinator,
            Role::ClinicalDirector,
        ] {
            let open = signal::list(clinic, &who(&world, house, role, 0), Which::Open).unwrap();
            assert_eq!(open.len(), 1, "{role:?}");
            let signal = &open[0].signal;
            let (matter, urgency) = (signal.matter, signal.urgency);
            assert_eq!((matter, urgency), (Some(Matter::Suicide), Urgency::Now));
            assert!(signal.words.contains("kill myself, please call"));
            assert!(signal.words.contains("Do not leave a voicemail."));
        }
        // Nobody at the other site is told.
        let far = who(&world, house, Role::Counselor, 1);
        assert!(signal::list(clinic, &far, Which::Open).unwrap().is_empty());
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let board = inquiry::board(clinic, &intake, &BoardFilter::default()).unwrap();
        let cards: Vec<_> = board.open.iter().map(|card| card.inquiry.id).collect();
        assert_eq!(cards, [first.inquiry, calm.inquiry]);
        let card = &board.open[0];
        assert!(card.is_danger() && !board.open[1].is_danger());
        assert_eq!(card.due.next, Next::Call);
        assert_eq!(card.due.by, card.inquiry.answer_by());
        // It stands on the first page of intake before it is overdue.
        let list = inquiry::worklist(clinic, &intake).unwrap();
        assert_eq!(list.now[0].inquiry.id, first.inquiry);
        assert_eq!(list.in_danger, 1);
    }
}

#[test]
fn words_of_a_request_hold_a_placement_that_denies_them() {
    for world in worlds("words_held") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let asked = wrote(
            draft(house, 0, "Dana", "555 010 0104"),
            "I want to kill myself, please call",
        );
        let id = inquiry::request(clinic, house.organization, clinic.fresh_key(), &asked)
            .unwrap()
            .inquiry;
        world.wait(minutes(30));
        let director = who(&world, house, Role::ClinicalDirector, 0);
        let person = inquiry::open(clinic, &director, id).unwrap().inquiry.person;
        let answer = |settles| {
            let none = Statement {
                source: Source::Clinician,
                settles,
                ..said("risk.suicide", text("none"))
            };
            let key = clinic.fresh_key();
            interview::answer(clinic, &director, key, person, &[none], None).unwrap();
            let shown = placement::show(clinic, &director, person, &[]).unwrap();
            let said = shown.placement.contradictions(&shown.assessment.findings);
            let said: Vec<String> = said.iter().map(Contradiction::sentence).collect();
            (shown.placement.is_held(), said.join(" "))
        };
        let (held, said) = answer(false);
        assert!(held && said.contains("the request for help of"), "{said}");
        assert!(
            !said.contains("please call"),
            "what they wrote is on their request: {said}"
        );
        assert_eq!(answer(true), (false, String::new()));
    }
}

#[test]
fn not_sure_of_being_safe_is_danger_and_who_was_not_reached_is_called_again_at_once() {
    for world in worlds("not_sure") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let mut asked = draft(house, 0, "Dana", "555 010 0103");
        asked.safe_now = Some(SafeNow::Unsure);
        let receipt = inquiry::request(clinic, house.organization, clinic.fresh_key(), &asked);
        let id = receipt.unwrap().inquiry;
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let open = signal::list(clinic, &intake, Which::Open).unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].signal.urgency, Urgency::Now);
        assert!(open[0].signal.words.contains("Not sure of being safe"));
        world.wait(minutes(5));
        let log = |outcome| {
            inquiry::log_call(clinic, &intake, clinic.fresh_key(), id, &call(outcome)).unwrap();
            inquiry::open(clinic, &intake, id).unwrap()
        };
        let page = log(CallOutcome::NoAnswer);
        let wait = page.now.duration_until(page.due.by.unwrap());
        assert_eq!(wait.as_mins(), 15);
        assert_eq!(page.inquiry.stage, Stage::New);
        let page = log(CallOutcome::Reached);
        assert_ne!(page.due.next, Next::Call);
        let board = inquiry::board(clinic, &intake, &BoardFilter::default()).unwrap();
        assert!(!board.open[0].is_danger());
        assert_eq!(board.open[0].pressing, Pressing::Now);
    }
}

/// The order before anything is cut off, what is counted beyond it and the part of the page all mean the same.
#[test]
fn whoever_nobody_spoke_with_is_in_danger_on_the_page_and_in_the_record_alike() {
    for world in worlds("danger_alike") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let counselor = who(&world, house, Role::Counselor, 0);
        let send = |draft: &InquiryDraft| {
            let key = clinic.fresh_key();
            let receipt = inquiry::request(clinic, house.organization, key, draft).unwrap();
            world.wait(minutes(1));
            receipt.inquiry
        };
        let calm = send(&draft(house, 0, "Calm", "555 010 0101"));
        let mut unsafe_now = draft(house, 0, "Dana", "555 010 0102");
        unsafe_now.safe_now = Some(SafeNow::No);
        let dana = send(&unsafe_now);
        let within = Within {
            actor: intake.person(),
            now: world.now(),
            organization: true,
            own_sites: false,
            caseload: false,
            own: false,
            supported: false,
            glass: false,
        };
        // What the page draws under danger stands in the record's order first, and nothing else does.
        let alike = |expected: [InquiryId; 2], dangers: &[InquiryId]| {
            let board = inquiry::board(clinic, &intake, &BoardFilter::default()).unwrap();
            let cards: Vec<_> = board.open.iter().map(|card| card.inquiry.id).collect();
            assert_eq!(cards, expected);
            let drawn = board.open.iter().filter(|card| card.is_danger());
            let drawn: Vec<_> = drawn.map(|card| card.inquiry.id).collect();
            assert_eq!(drawn, dangers);
            let read: Result<_, RecordError> = clinic.record().read(house.organization, |read| {
                record::intake::inquiry::open(read, &within)
            });
            let kept: Vec<_> = read.unwrap().0.iter().map(|it| it.id).collect();
            assert_eq!(kept, expected);
        };
        alike([dana, calm], &[dana]);
        // Somebody answered the signal, and nobody wrote down that they spoke with her: she stays where she is.
        let open = signal::list(clinic, &counselor, Which::Open).unwrap();
        let (key, said) = (
            clinic.fresh_key(),
            done("Called her; she stays with her sister."),
        );
        signal::respond(clinic, &counselor, key, open[0].signal.id, &said).unwrap();
        let left = signal::list(clinic, &counselor, Which::Open).unwrap();
        assert!(left.is_empty());
        alike([dana, calm], &[dana]);
        // What becomes known since counts as much as what the request said.
        let page = inquiry::open(clinic, &intake, calm).unwrap();
        let now = (Matter::Unsafe, Urgency::Now);
        raise(&world, &counselor, page.inquiry.person, now, "since");
        alike([calm, dana], &[calm, dana]);
        let page = inquiry::open(clinic, &intake, calm).unwrap();
        assert_eq!(
            (page.due.next, page.due.by),
            (Next::Call, Some(page.inquiry.requested_at + minutes(15)))
        );
        let reached = call(CallOutcome::Reached);
        inquiry::log_call(clinic, &intake, clinic.fresh_key(), calm, &reached).unwrap();
        alike([dana, calm], &[dana]);
    }
}

#[test]
fn danger_that_is_written_down_later_is_raised_too_and_only_once() {
    for world in worlds("danger_later") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let plain = draft(house, 0, "Dana", "555 010 0104");
        let id = inquiry::add(clinic, &intake, clinic.fresh_key(), &plain).unwrap();
        let open = || signal::list(clinic, &intake, Which::Open).unwrap().len();
        assert_eq!(open(), 0);
        for words in ["Mi esposo me pega.", "Mi esposo me pega. Llamar de tarde."] {
            let changed = wrote(plain.clone(), words);
            let key = clinic.fresh_key();
            inquiry::change(clinic, &intake, key, id, &changed).unwrap();
            assert_eq!(open(), 1, "{words}");
            world.wait(minutes(1));
        }
    }
}

/// What a form says now, with no site chosen.
pub fn rest(draft: &InquiryDraft) -> Rest<'_> {
    Rest { draft, site: None }
}

/// Saying nothing takes nothing back, and what adds nothing writes nothing.
#[test]
fn what_a_form_said_before_stays_where_it_says_nothing_now() {
    for world in worlds("second_send") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let (of, key) = (house.organization, clinic.fresh_key());
        let mut first = wrote(
            draft(house, 1, "Dana", "555 010 0105"),
            "I want to kill myself, please call",
        );
        first.safe_now = Some(SafeNow::No);
        let kept = inquiry::keep_first(clinic, of, key, &first).unwrap();
        let mut silent = draft(house, 0, "Dana", "555 010 0105");
        silent.born = None;
        let adding =
            |draft: &InquiryDraft| inquiry::adding(clinic, of, key, &kept, rest(draft)).unwrap();
        assert!(matches!(adding(&silent), Adding::Known(_)));
        silent.contact.email = Email::parse("dana@example.org").ok();
        assert_eq!(adding(&silent), Adding::New);
        inquiry::add_rest(clinic, of, key, &kept, rest(&silent)).unwrap();
        assert!(matches!(adding(&silent), Adding::Known(_)));
        let director = who(&world, house, Role::ClinicalDirector, 0);
        let page = inquiry::open(clinic, &director, kept.inquiry).unwrap();
        let (it, request) = (&page.inquiry, &page.inquiry.request);
        assert_eq!(request.words, first.words);
        assert_eq!(
            (request.safe_now, request.born),
            (first.safe_now, first.born)
        );
        assert_eq!(it.site, house.sites[1], "no other was chosen");
        assert_eq!(it.contact.email, silent.contact.email);
        // What is said in its place stands, and a site that is chosen is another one.
        let other = wrote(silent.clone(), "Call my sister");
        let chosen = Rest {
            draft: &other,
            site: Some(house.sites[0]),
        };
        inquiry::add_rest(clinic, of, key, &kept, chosen).unwrap();
        let it = inquiry::open(clinic, &director, kept.inquiry)
            .unwrap()
            .inquiry;
        assert_eq!((it.site, &it.request.words), (house.sites[0], &other.words));
    }
}

/// Staff who are at it have written down what they were told; danger that the form tells of afterwards is heard.
#[test]
fn danger_that_a_form_tells_of_after_staff_began_is_raised() {
    for world in worlds("after_staff_began") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let call = call(CallOutcome::Reached);
        for (n, phone) in ["555 010 0106", "555 010 0107"].into_iter().enumerate() {
            let (of, key) = (house.organization, clinic.fresh_key());
            let mut said = draft(house, 0, ["Dana", "Robin"][n], phone);
            let kept = inquiry::keep_first(clinic, of, key, &said).unwrap();
            inquiry::log_call(clinic, &intake, clinic.fresh_key(), kept.inquiry, &call).unwrap();
            if n == 0 {
                said.safe_now = Some(SafeNow::No);
            } else {
                said.safe.note = Line::cut("I want to kill myself").map(Private::new);
            }
            let rest = Rest {
                draft: &said,
                site: Some(said.site),
            };
            let added = inquiry::add_rest(clinic, of, key, &kept, rest).unwrap();
            assert!(added.is_some());
            let open = signal::list(clinic, &intake, Which::Open).unwrap();
            assert_eq!(open.len(), n + 1);
        }
    }
}

#[test]
fn one_form_adds_only_so_often() {
    for world in worlds("added_so_often") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let (of, key) = (house.organization, clinic.fresh_key());
        let first = draft(house, 0, "Dana", "555 010 0108");
        let kept = inquiry::keep_first(clinic, of, key, &first).unwrap();
        let add = |n: usize| {
            let draft = wrote(first.clone(), &format!("I want to die, {n}"));
            let asked = inquiry::adding(clinic, of, key, &kept, rest(&draft)).unwrap();
            let added = inquiry::add_rest(clinic, of, key, &kept, rest(&draft)).unwrap();
            (asked, added.is_some())
        };
        for n in 0..ADDED_MAX {
            assert_eq!(add(n), (Adding::New, true), "{n}");
        }
        assert_eq!(add(ADDED_MAX), (Adding::Full, false));
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let it = inquiry::open(clinic, &intake, kept.inquiry)
            .unwrap()
            .inquiry;
        let last = format!("I want to die, {}", ADDED_MAX - 1);
        assert_eq!(it.request.words.unwrap().as_str(), last);
    }
}
