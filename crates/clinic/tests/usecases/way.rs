//! The whole way in, from a request to the first stay: each step in the journal, and none of the person's words in the
//! files of the database.

use crate::common::house::{House, email, line, local_today};
use crate::common::{World, key};
use crate::engines::worlds;
use crate::inquiries::draft;
use crate::signal::done;
use care::assessment::finding::{RawValue, Source, Substance};
use care::assessment::placement::{Place, Verdict};
use care::intake::inquiry::{
    Asker, CallBack, CallOutcome, InquiryDraft, LossReason, Relationship, SafeContact, Stage,
};
use care::stays::referral::Receiver;
use care::{
    Contact, InquiryId, LevelOfCare, Paragraph, PersonId, PersonName, Phone, Private, Role, Span,
    Weekday,
};
use clinic::access::journal;
use clinic::assessment::interview;
use clinic::assessment::interview::Statement;
use clinic::assessment::placement;
use clinic::assessment::placement::ChoiceDraft;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::intake::appointment;
use clinic::intake::appointment::Booking;
use clinic::intake::inquiry;
use clinic::intake::inquiry::CallDraft;
use clinic::people::{patient, staff};
use clinic::stays::admission;
use clinic::stays::admission::{AdmissionDraft, Exceptions};
use clinic::stays::referral::ReferralDraft;
use clinic::stays::stay::StayDraft;
use policy::Actor;
use record::Location;
use std::path::Path;

/// What is known after the assessment: somebody for whom help once a week would hardly do.
const ANSWERS: [(&str, &str); 26] = [
    ("now.alertness", "awake and clear"),
    ("withdrawal.severity", "none"),
    ("withdrawal.seizures", "no"),
    ("withdrawal.delirium", "no"),
    ("withdrawal.daily_depressant", "no"),
    ("medical.need", "none"),
    ("medical.pregnant", "no"),
    ("risk.suicide", "none"),
    ("risk.harm_others", "none"),
    ("mental.need", "none"),
    ("mental.can_take_part", "yes"),
    ("history.leaving_24h", "no"),
    ("history.outpatient_not_enough", "no"),
    ("history.iop_not_enough", "no"),
    ("readiness.commitment", "committed"),
    ("relapse.risk", "likely"),
    ("relapse.needs_24h", "no"),
    ("home.stability", "mostly stable"),
    ("home.safety", "safe"),
    ("home.violence", "none"),
    ("home.use_around", "no"),
    ("home.somebody_overnight", "yes"),
    ("support.people", "2"),
    ("work.status", "full time"),
    ("care.dependents", "0"),
    ("transport.dependable", "yes"),
];

fn said(question: &str, about: Option<Substance>, words: &str) -> Statement {
    let value = match (words, words.parse()) {
        ("yes" | "no", _) => RawValue::YesNo(words == "yes"),
        (_, Ok(number)) => RawValue::Number(number),
        _ => RawValue::Text(words.to_owned()),
    };
    Statement {
        question: question.to_owned(),
        about,
        value: Some(value),
        not_known: None,
        source: Source::Person,
        settles: false,
    }
}

/// Somebody asks for herself.
fn request(house: &House) -> InquiryDraft {
    InquiryDraft {
        name: PersonName::parse("Imogen", "Castellanos").unwrap(),
        ..draft(house, 0, "Imogen", "207 555 0173")
    }
}

fn actor(world: &World, role: Role) -> Actor {
    let house = &world.houses[0];
    world.enter(house, house.who(role, 0)).actor
}

/// Gives the counselor of the first site duty hours on every day.
fn on_duty(world: &World) {
    let house = &world.houses[0];
    let console = clinic::access::setup::operator(house.organization);
    let mut draft = house.member_draft(Role::Counselor, 0, "onduty");
    draft.availability = Weekday::ALL
        .map(|day| (house.sites[0], Span::new(day, 480, 1200).unwrap()))
        .to_vec();
    let key = world.clinic.fresh_key();
    staff::add_staff(&world.clinic, &console, key, &draft).unwrap();
}

/// Calls back, and books the first time that is offered. Says with whom.
fn book(world: &World, id: InquiryId, words: &str) -> PersonId {
    let (clinic, intake) = (&world.clinic, actor(world, Role::IntakeCoordinator));
    let call = CallDraft {
        outcome: CallOutcome::Reached,
        words: Paragraph::optional(words).unwrap(),
        next_call_at: None,
        despite: None,
    };
    inquiry::log_call(clinic, &intake, clinic.fresh_key(), id, &call).unwrap();
    let offers = inquiry::open(clinic, &intake, id).unwrap().offers.unwrap();
    let slot = offers.slots[0];
    let booking = Booking {
        clinician: slot.clinician,
        starts_at: slot.starts_at,
        minutes: slot.minutes,
    };
    appointment::book(clinic, &intake, clinic.fresh_key(), id, booking).unwrap();
    slot.clinician
}

fn stay(world: &World) -> StayDraft {
    let house = &world.houses[0];
    StayDraft {
        program: house.programs[0],
        bed: None,
        counselor: Some(house.who(Role::Counselor, 0)),
        over: None,
        from: local_today(world),
        planned: None,
        emergency: None,
        despite: None,
    }
}

/// Whether an entry is a step of the way: not a look, nor somebody's sign-in.
fn steps(action: &str) -> bool {
    let about = [
        "inquiry.",
        "appointment.",
        "assessment.",
        "placement.",
        "episode.",
    ];
    about.iter().any(|start| action.starts_with(start))
        && !["viewed", "listed", "counted"]
            .iter()
            .any(|end| action.ends_with(end))
}

#[test]
#[expect(clippy::too_many_lines, reason = "one course of events, told in order")]
fn from_a_request_to_the_first_stay() {
    for world in worlds("way") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        on_duty(&world);
        let before = world.journal_length(house);
        let asked = inquiry::request(clinic, house.organization, key(7), &request(house)).unwrap();
        let id = asked.inquiry;
        let clinician = book(&world, id, "Can come this week.");
        let intake = actor(&world, Role::IntakeCoordinator);
        let stage = || inquiry::open(clinic, &intake, id).unwrap().inquiry.stage;
        assert_eq!(stage(), Stage::Booked);
        let person = inquiry::open(clinic, &intake, id).unwrap().inquiry.person;
        // Whoever has the appointment assesses and places somebody who is in nobody's care yet.
        let counselor = world.enter(house, clinician).actor;
        let answers: Vec<Statement> = ANSWERS
            .iter()
            .map(|(question, words)| said(question, None, words))
            .collect();
        interview::answer(
            clinic,
            &counselor,
            clinic.fresh_key(),
            person,
            &answers,
            None,
        )
        .unwrap();
        let open = placement::show(clinic, &counselor, person, &[]).unwrap();
        // Without a substance there is nothing to place.
        assert_eq!(open.placement.verdict(), Verdict::Open);
        let days = said("use.days", Some(Substance::Alcohol), "14");
        interview::answer(
            clinic,
            &counselor,
            clinic.fresh_key(),
            person,
            &[days],
            None,
        )
        .unwrap();
        interview::complete(clinic, &counselor, clinic.fresh_key(), person).unwrap();
        assert_eq!(stage(), Stage::Assessed);
        let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
        // Not everything that is needed was asked: amounts, red flags, the last drink.
        let at_least = Verdict::AtLeast(Place::Level(LevelOfCare::IntensiveOutpatient));
        assert_eq!(shown.placement.verdict(), at_least);
        let choice = ChoiceDraft {
            place: LevelOfCare::IntensiveOutpatient.into(),
            reason: "What is known is enough to begin".to_owned(),
            plan: None,
            plan_by: None,
            seen: Some(placement::verdict_mark(&shown.placement)),
        };
        placement::choose(clinic, &counselor, clinic.fresh_key(), person, &choice).unwrap();
        assert_eq!(stage(), Stage::Placed);
        let draft = AdmissionDraft {
            stay: stay(&world),
            elsewhere: None,
            born: None,
            exceptions: Exceptions::default(),
        };
        admission::admit(clinic, &intake, clinic.fresh_key(), person, &draft).unwrap();
        assert_eq!(stage(), Stage::Admitted);
        let chart = patient::chart(clinic, &intake, person).unwrap();
        // What was said at the request is known here, and the request is one click away.
        assert_eq!(chart.patient.born, request(house).born);
        assert_eq!(chart.inquiry, Some(id));
        let now = chart.course.now().unwrap();
        assert_eq!(
            (now.level, now.is_open()),
            (LevelOfCare::IntensiveOutpatient, true)
        );
        assert!(!chart.course.due.is_empty());
        let today = local_today(&world);
        let director = actor(&world, Role::ClinicalDirector);
        let counted = inquiry::counted(clinic, &director, (today, today), None).unwrap();
        assert_eq!((counted.funnel.asked, counted.funnel.admitted), (1, 1));
        let changes: Vec<String> = world
            .said_after(house, before)
            .into_iter()
            .filter(|action| steps(action))
            .collect();
        assert_eq!(
            changes,
            [
                "inquiry.requested",
                "inquiry.called",
                "appointment.booked",
                "assessment.answered",
                "assessment.answered",
                "assessment.completed",
                "placement.chosen",
                "episode.opened",
            ]
        );
        let officer = actor(&world, Role::PrivacyOfficer);
        journal::verify(clinic, &officer, None).unwrap().unwrap();
    }
}

/// A word that nobody writes by chance, for each place where somebody's words are typed.
fn canary(place: &str) -> String {
    format!("kestrel{place}qzv")
}

fn typed(place: &str) -> care::Line {
    line(&canary(place))
}

/// A mother asks for her daughter, and every field holds a word of its own.
fn request_in_full(house: &House) -> InquiryDraft {
    let mut draft = request(house);
    draft.asker = Asker::Other {
        name: Private::new(typed("asker")),
        relationship: Relationship::Parent,
        contact: Contact {
            phone: Phone::parse("207 555 8841").ok(),
            email: Some(email(&format!("{}@home.example", canary("askermail")))),
        },
        person_knows: false,
    };
    draft.name = PersonName {
        preferred: Some(typed("preferred")),
        ..PersonName::parse(&canary("given"), &canary("family")).unwrap()
    };
    draft.contact.email = Some(email(&format!("{}@home.example", canary("mail"))));
    draft.safe = SafeContact {
        with: CallBack::Asker,
        discreet: true,
        ask_for: Some(Private::new(typed("askfor"))),
        note: Some(Private::new(typed("note"))),
        ..SafeContact::default()
    };
    draft.words = Paragraph::optional(&canary("words")).unwrap();
    draft
}

/// Types a word of its own into every form of the way; says which.
#[expect(clippy::too_many_lines, reason = "one course of events, told in order")]
fn leave_words(world: &World) -> Vec<String> {
    let house = &world.houses[0];
    let clinic = &world.clinic;
    on_duty(world);
    let draft = request_in_full(house);
    let id = inquiry::request(clinic, house.organization, key(7), &draft)
        .unwrap()
        .inquiry;
    let clinician = book(world, id, &canary("call"));
    let intake = actor(world, Role::IntakeCoordinator);
    let person = inquiry::open(clinic, &intake, id).unwrap().inquiry.person;
    let counselor = world.enter(house, clinician).actor;
    let answers = [
        said("readiness.wants", None, &canary("wants")),
        said("medications.list", None, &canary("medicine")),
        said("use.type", Some(Substance::Opioid), &canary("type")),
        // A danger: it raises a signal, which has to be answered.
        said("risk.suicide", None, "moderate"),
    ];
    interview::answer(
        clinic,
        &counselor,
        clinic.fresh_key(),
        person,
        &answers,
        None,
    )
    .unwrap();
    let raised = signal::list(clinic, &counselor, Which::Open).unwrap();
    let response = done(&format!("{} was what she said today.", canary("response")));
    let raised = raised[0].signal.id;
    signal::respond(clinic, &counselor, clinic.fresh_key(), raised, &response).unwrap();
    let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
    let choice = ChoiceDraft {
        place: LevelOfCare::IntensiveOutpatient.into(),
        reason: canary("reason"),
        plan: None,
        plan_by: None,
        seen: Some(placement::verdict_mark(&shown.placement)),
    };
    placement::choose(clinic, &counselor, clinic.fresh_key(), person, &choice).unwrap();
    let elsewhere = ReferralDraft {
        level: LevelOfCare::Detox,
        to: Receiver {
            provider: line("Pine Hill Detox"),
            contact: typed("contact"),
            words: Some(typed("handover")),
        },
        expected: local_today(world),
        emergency: None,
    };
    let draft = AdmissionDraft {
        stay: stay(world),
        elsewhere: Some(elsewhere),
        born: None,
        exceptions: Exceptions::default(),
    };
    admission::admit(clinic, &intake, clinic.fresh_key(), person, &draft).unwrap();
    let mut other = request(house);
    other.contact.phone = Phone::parse("207 555 8842").ok();
    other.words = Paragraph::optional(&canary("other")).unwrap();
    let lost = inquiry::request(clinic, house.organization, key(8), &other).unwrap();
    let why = Paragraph::optional(&canary("loss")).unwrap();
    let (key, id) = (clinic.fresh_key(), lost.inquiry);
    inquiry::lose(clinic, &intake, key, id, LossReason::Cost, why.as_ref()).unwrap();
    let places = [
        "asker",
        "askermail",
        "given",
        "family",
        "preferred",
        "mail",
        "askfor",
        "note",
        "words",
        "call",
        "wants",
        "medicine",
        "type",
        "response",
        "reason",
        "contact",
        "handover",
        "other",
        "loss",
    ];
    let numbers = ["5558841", "555 8841", "5558842", "555 8842"].map(str::to_owned);
    places
        .iter()
        .map(|place| canary(place))
        .chain(numbers)
        .collect()
}

/// Whether the bytes of a file hold some words, whatever the case of their letters.
fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|window| window.eq_ignore_ascii_case(words.as_bytes()))
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn nothing_that_was_typed_on_the_way_can_be_read_in_the_database_file() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("record.sqlite3"));
    let world = World::at(location, tempfile::tempdir().unwrap());
    let words = leave_words(&world);
    let files = files(folder.path());
    let open = |name: &str| {
        files
            .iter()
            .any(|(path, bytes)| path.ends_with(name) && bytes.len() > 4_096)
    };
    assert!(
        open("record.sqlite3") && open("record.sqlite3-wal"),
        "{:?}",
        files.len()
    );
    // The search finds what does stand there in plain text.
    let reads = |words: &str| files.iter().any(|(_, bytes)| holds(bytes, words));
    assert!(reads("inquiry.requested") && reads("Evening process"));
    for word in &words {
        assert!(!reads(word), "{word} can be read");
    }
}
