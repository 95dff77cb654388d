//! What stands before admission, move, discharge and referral: an unanswered danger, a level that was chosen, and for a
//! minor somebody who may agree.

mod courses;
mod minors;

use crate::assessment::said;
use crate::common::World;
use crate::common::house::{House, born, line, local_today, referral_draft};
use crate::engines::worlds;
use crate::inquiries::draft;
use crate::signal::{danger, done_so_far, severe_withdrawal};
use crate::stays::{actor, stay_draft};
use care::assessment::finding::{RawValue, Source, Substance};
use care::assessment::placement::Place;
use care::intake::inquiry::{InquiryDraft, LossReason, Stage};
use care::people::patient::BirthDate;
use care::stays::episode::{Closing, DischargeReason};
use care::stays::handover::{Handover, Naloxone};
use care::{LevelOfCare, Paragraph, PersonId, PersonName, ProgramId, Role};
use clinic::Refusal;
use clinic::access::journal;
use clinic::assessment::interview::{Statement, answer};
use clinic::assessment::placement;
use clinic::assessment::placement::ChoiceDraft;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::intake::inquiry;
use clinic::people::program::ProgramDraft;
use clinic::people::{patient, program};
use clinic::stays::admission::{AdmissionDraft, Exceptions};
use clinic::stays::gate::DangerAnswer;
use clinic::stays::referral::ReferralDraft;
use clinic::stays::stay::StayDraft;
use clinic::stays::{admission, handover, referral, stay};
use jiff::SignedDuration;
use jiff::civil::date;
use policy::Actor;

/// The fields that a refusal names.
fn fields<T: std::fmt::Debug>(result: Result<T, Refusal>) -> Vec<&'static str> {
    match result {
        Err(Refusal::Fields(issues)) => issues.iter().map(|issue| issue.field).collect(),
        other => panic!("{other:?}"),
    }
}

/// What a form says about every signal that is open.
fn answer_all(world: &World, by: &Actor, words: &str) -> DangerAnswer {
    let listed = signal::list(&world.clinic, by, Which::Open).unwrap();
    DangerAnswer {
        words: paragraph(words).unwrap(),
        signals: listed.iter().map(|one| one.signal.id).collect(),
    }
}

fn paragraph(text: &str) -> Option<Paragraph> {
    Paragraph::optional(text).unwrap()
}

/// How many signals are open, and how many responses they have.
fn open(world: &World, by: &Actor) -> (usize, usize) {
    let listed = signal::list(&world.clinic, by, Which::Open).unwrap();
    let responses = listed.iter().map(|listed| listed.responses.len()).sum();
    (listed.len(), responses)
}

fn respond(world: &World, by: &Actor) {
    let clinic = &world.clinic;
    let listed = signal::list(clinic, by, Which::Open).unwrap();
    let response = done_so_far("Talked for half an hour; her sister stays with her.");
    for listed in listed {
        let key = clinic.fresh_key();
        signal::respond(clinic, by, key, listed.signal.id, &response).unwrap();
    }
}

/// Another program at the first site.
fn add_program(world: &World, house: &House, level: LevelOfCare, adolescents: bool) -> ProgramId {
    let boss = actor(world, house, Role::ProgramAdministrator);
    let draft = ProgramDraft {
        site: house.sites[0],
        name: line(&format!("{} {adolescents}", level.label())),
        name_es: None,
        level,
        adolescents,
    };
    let clinic = &world.clinic;
    program::add_program(clinic, &boss, clinic.fresh_key(), &draft).unwrap()
}

/// Somebody who came in by the door.
fn add(world: &World, house: &House, born: Option<BirthDate>) -> PersonId {
    let draft = InquiryDraft {
        name: PersonName::parse("Noor", "Castellan").unwrap(),
        born,
        ..draft(house, 0, "Noor", "207 555 0164")
    };
    let intake = actor(world, house, Role::IntakeCoordinator);
    let clinic = &world.clinic;
    inquiry::add_person(clinic, &intake, clinic.fresh_key(), &draft).unwrap()
}

fn admission(world: &World, program: ProgramId) -> AdmissionDraft {
    AdmissionDraft {
        stay: stay_draft(program, local_today(world)),
        elsewhere: None,
        born: None,
        exceptions: Exceptions::default(),
    }
}

#[test]
fn nobody_is_moved_discharged_or_referred_past_a_danger_that_nobody_answered() {
    for world in worlds("gate") {
        let house = &world.houses[0];
        let (clinic, today) = (&world.clinic, local_today(&world));
        let director = actor(&world, house, Role::ClinicalDirector);
        let person = house.patients[1];
        danger(&world, &director, person, "high");
        let down = add_program(&world, house, LevelOfCare::Outpatient, false);
        let step =
            |draft: &StayDraft| stay::step(clinic, &director, clinic.fresh_key(), person, draft);
        let refer = || {
            let key = clinic.fresh_key();
            referral::refer(clinic, &director, key, person, &referral_draft(today))
        };
        let closing = Closing {
            on: today,
            reason: DischargeReason::Completed,
            words: None,
        };
        let discharge = || stay::discharge(clinic, &director, clinic.fresh_key(), person, &closing);
        assert_eq!(fields(step(&stay_draft(down, today))), ["signal"]);
        assert_eq!(fields(refer()), ["signal"]);
        assert_eq!(fields(discharge()), ["signal"]);
        // Less care is no answer to a danger.
        let less = StayDraft {
            emergency: Some(answer_all(
                &world,
                &director,
                "She goes home with her sister.",
            )),
            ..stay_draft(down, today)
        };
        assert_eq!(fields(step(&less)), ["emergency"]);
        // Another program in the record is a move as well.
        let chart = patient::chart(clinic, &director, person).unwrap();
        let changed = patient::PatientDraft {
            name: chart.patient.name.clone(),
            contact: chart.patient.contact.clone(),
            born: chart.patient.born,
            program: down,
            counselor: chart.patient.counselor,
        };
        let key = clinic.fresh_key().over(chart.version);
        let moved = patient::change_patient(clinic, &director, key, person, &changed);
        assert_eq!(fields(moved), ["signal"]);
        assert_eq!(open(&world, &director), (1, 0));
        respond(&world, &director);
        // Somebody looked; what is known asks for emergency care until somebody asks again.
        assert_eq!(fields(refer()), ["placement"]);
        assert_eq!(fields(step(&stay_draft(down, today))), ["placement"]);
        assert_eq!(fields(discharge()), ["placement"]);
        world.clock.advance(SignedDuration::from_mins(1));
        danger(&world, &director, person, "none");
        refer().unwrap();
        house.place(clinic, person, LevelOfCare::Outpatient);
        step(&stay_draft(down, today)).unwrap();
        discharge().unwrap();
    }
}

#[test]
fn whoever_leaves_is_discharged_whatever_is_known() {
    for world in worlds("leaves") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let person = house.patients[1];
        let needs = [said("relapse.needs_24h", RawValue::YesNo(true))];
        answer(clinic, &director, clinic.fresh_key(), person, &needs, None).unwrap();
        let end = |reason| {
            let closing = Closing {
                on: local_today(&world),
                reason,
                words: None,
            };
            stay::discharge(clinic, &director, clinic.fresh_key(), person, &closing)
        };
        for reason in DischargeReason::ALL {
            if reason.is_ours() {
                assert_eq!(fields(end(reason)), ["placement"], "{reason:?}");
            }
        }
        end(DischargeReason::LeftAgainstAdvice).unwrap();
    }
}

#[test]
fn a_choice_counts_only_beside_what_is_known_now() {
    for world in worlds("stale_choice") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let counselor = actor(&world, house, Role::Counselor);
        let person = add(&world, house, Some(born()));
        let admit = || {
            let draft = admission(&world, house.programs[0]);
            admission::admit(clinic, &intake, clinic.fresh_key(), person, &draft)
        };
        let admits_not = || {
            let shown = placement::show(clinic, &intake, person, &[]).unwrap();
            shown.admits_not
        };
        house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
        assert_eq!(admits_not(), None);
        world.clock.advance(SignedDuration::from_mins(1));
        let needs = [said("relapse.needs_24h", RawValue::YesNo(true))];
        answer(clinic, &intake, clinic.fresh_key(), person, &needs, None).unwrap();
        assert_eq!(fields(admit()), ["placement"]);
        assert!(admits_not().unwrap().contains("is the least that is safe"));
        let choose = |by: &Actor, place: Place| {
            world.clock.advance(SignedDuration::from_mins(1));
            let shown = placement::show(clinic, by, person, &[]).unwrap();
            let draft = ChoiceDraft {
                place,
                reason: "Her sister takes her in from tonight".to_owned(),
                plan: Some(line("Her counselor calls every evening")),
                plan_by: Some(date(2026, 3, 3)),
                seen: Some(placement::verdict_mark(&shown.placement)),
            };
            placement::choose(clinic, by, clinic.fresh_key(), person, &draft).unwrap();
        };
        // Whoever was sent to an emergency department waits for a level, whatever program is meant.
        choose(&counselor, Place::Emergency);
        assert_eq!(fields(admit()), ["placement"]);
        // Less, with reason, licence, plan and day: until that day, and until something graver is known.
        choose(&counselor, LevelOfCare::IntensiveOutpatient.into());
        assert_eq!(admits_not(), None);
        let director = actor(&world, house, Role::ClinicalDirector);
        severe_withdrawal(&world, &director, person);
        respond(&world, &director);
        assert_eq!(fields(admit()), ["placement"]);
        world.clock.advance(SignedDuration::from_mins(1));
        let gone = [said(
            "withdrawal.severity",
            RawValue::Text("none".to_owned()),
        )];
        answer(clinic, &director, clinic.fresh_key(), person, &gone, None).unwrap();
        choose(&counselor, LevelOfCare::IntensiveOutpatient.into());
        world.clock.advance(SignedDuration::from_hours(24 * 5));
        assert_eq!(fields(admit()), ["placement"], "the plan's day has passed");
    }
}

#[test]
fn a_referral_that_is_the_answer_is_kept_as_the_answer() {
    for world in worlds("emergency") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let person = house.patients[1];
        let words = "The ambulance takes her to the detox now.";
        let mut draft = referral_draft(local_today(&world));
        draft.level = LevelOfCare::Detox;
        let refer = |draft: &ReferralDraft| {
            referral::refer(clinic, &director, clinic.fresh_key(), person, draft)
        };
        draft.emergency = Some(answer_all(&world, &director, words));
        assert_eq!(fields(refer(&draft)), ["emergency"], "there is no danger");
        severe_withdrawal(&world, &director, person);
        assert_eq!(fields(refer(&draft)), ["emergency"], "it names no signal");
        draft.emergency = Some(answer_all(&world, &director, "ok"));
        assert_eq!(fields(refer(&draft)), ["emergency"], "it says nothing");
        draft.emergency = Some(answer_all(&world, &director, words));
        draft.level = LevelOfCare::Residential;
        assert_eq!(fields(refer(&draft)), ["emergency"], "it is not enough");
        assert_eq!(open(&world, &director), (1, 0));
        draft.level = LevelOfCare::Detox;
        refer(&draft).unwrap();
        let listed = signal::list(clinic, &director, Which::Open).unwrap();
        let said: Vec<&str> = listed[0]
            .responses
            .iter()
            .map(|response| response.words.as_str())
            .collect();
        assert_eq!(said, [words]);
        let officer = actor(&world, house, Role::PrivacyOfficer);
        let about = Some(listed[0].signal.id.uuid());
        let entries = journal::page(clinic, &officer, about, None).unwrap();
        let answered = |entry: &&journal::ShownEntry| entry.entry.action == "signal.answered";
        assert_eq!(entries.iter().filter(answered).count(), 1);
    }
}

#[test]
fn a_hand_over_is_kept_and_answers_the_danger() {
    for world in worlds("handover") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let counselor = actor(&world, house, Role::Counselor);
        let person = house.patients[0];
        danger(&world, &counselor, person, "high");
        let sheet = || handover::sheet(clinic, &counselor, person).unwrap();
        assert!(sheet().last.is_none());
        assert_eq!(sheet().waiting.len(), 1);
        // What nobody asked is said to be unknown.
        let along = sheet().along;
        assert!(along.not_known.contains(&"Substances used".to_owned()));
        let risk: Vec<&str> = along.known.iter().map(|group| group.title).collect();
        assert_eq!(risk, ["Suicide and danger to others"]);
        let draft = Handover {
            happened: paragraph("Found hard to wake in the hallway.").unwrap(),
            when: line("2:15 pm, last seen well at noon"),
            naloxone: Naloxone::Given,
            naloxone_words: Some(line("4 mg at 2:17 pm, breathing since")),
            to: line("Medic 7, to Saint Anne"),
            contact: line("The front desk, 207-555-0100"),
        };
        handover::hand_over(clinic, &counselor, clinic.fresh_key(), person, &draft).unwrap();
        let after = sheet();
        assert_eq!(after.last.unwrap().0.handover, draft);
        assert!(after.waiting.is_empty());
        assert_eq!(open(&world, &counselor), (1, 1));
        let stranger = actor(&world, &world.houses[1], Role::ClinicalDirector);
        let refused = handover::sheet(clinic, &stranger, person);
        assert!(matches!(refused, Err(Refusal::NotFound)));
    }
}

#[test]
fn somebody_added_is_admitted_only_by_assessment_placement_and_admission() {
    for world in worlds("one_way") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let director = actor(&world, house, Role::ClinicalDirector);
        let person = add(&world, house, None);
        let asked = || {
            let id = inquiry::of_person(clinic, &intake, person).unwrap();
            inquiry::open(clinic, &intake, id).unwrap().inquiry
        };
        assert_eq!(asked().stage, Stage::Reached);
        assert!(matches!(
            patient::chart(clinic, &intake, person),
            Err(Refusal::NotFound)
        ));
        let mut draft = admission(&world, house.programs[0]);
        let admit = |draft: &AdmissionDraft| {
            admission::admit(clinic, &intake, clinic.fresh_key(), person, draft)
        };
        assert_eq!(fields(admit(&draft)), ["born"]);
        draft.born = Some(born());
        assert_eq!(fields(admit(&draft)), ["placement"]);
        house.place(clinic, person, LevelOfCare::Residential);
        // Less than was chosen is chosen by a clinician, not by the form of the admission.
        assert_eq!(fields(admit(&draft)), ["program"]);
        world.clock.advance(SignedDuration::from_secs(1));
        house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
        danger(&world, &director, person, "high");
        assert_eq!(fields(admit(&draft)), ["signal"]);
        let key = clinic.fresh_key();
        let lost = inquiry::lose(
            clinic,
            &intake,
            key,
            asked().id,
            LossReason::Elsewhere,
            None,
        );
        assert_eq!(fields(lost), ["reason"]);
        respond(&world, &director);
        // What is known asks for emergency care until somebody asks again.
        assert_eq!(fields(admit(&draft)), ["placement"]);
        world.clock.advance(SignedDuration::from_mins(1));
        danger(&world, &director, person, "none");
        admit(&draft).unwrap();
        assert_eq!(asked().stage, Stage::Admitted);
        // Whoever left and comes back has a level chosen anew.
        world.clock.advance(SignedDuration::from_hours(48));
        let closing = Closing {
            on: local_today(&world),
            reason: DischargeReason::Completed,
            words: None,
        };
        stay::discharge(clinic, &director, clinic.fresh_key(), person, &closing).unwrap();
        let back = admission(&world, house.programs[0]);
        assert_eq!(fields(admit(&back)), ["placement"]);
        // A high risk stands until somebody asks again.
        danger(&world, &director, person, "none");
        house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
        admit(&back).unwrap();
    }
}

#[test]
fn less_than_is_safe_is_chosen_by_whoever_is_licensed_with_a_reason_and_a_plan() {
    for world in worlds("below") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let counselor = actor(&world, house, Role::Counselor);
        let director = actor(&world, house, Role::ClinicalDirector);
        let person = house.patients[0];
        let unsafe_alone = Statement {
            source: Source::Clinician,
            ..said("relapse.needs_24h", RawValue::YesNo(true))
        };
        let drinks = Statement {
            source: Source::Clinician,
            about: Some(Substance::Alcohol),
            ..said("use.days", RawValue::Number(3))
        };
        answer(
            clinic,
            &counselor,
            clinic.fresh_key(),
            person,
            &[unsafe_alone, drinks],
            None,
        )
        .unwrap();
        let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
        let mut draft = ChoiceDraft {
            place: LevelOfCare::Outpatient.into(),
            reason: "no".to_owned(),
            plan: None,
            plan_by: None,
            seen: Some(placement::verdict_mark(&shown.placement)),
        };
        let choose = |by: &Actor, draft: &ChoiceDraft| {
            placement::choose(clinic, by, clinic.fresh_key(), person, draft)
        };
        let lacks = fields(choose(&counselor, &draft));
        assert_eq!(lacks, ["reason", "plan", "plan_by"]);
        draft.reason = "Her sister takes her in from tonight".to_owned();
        draft.plan = Some(line("Her counselor calls every evening"));
        draft.plan_by = Some(date(2026, 3, 6));
        // When she last drank is not known, so withdrawal is possible now.
        assert_eq!(fields(choose(&counselor, &draft)), ["plan_by"]);
        draft.plan_by = Some(date(2026, 3, 3));
        // This director is no licensed counselor.
        assert_eq!(fields(choose(&director, &draft)), ["level"]);
        choose(&counselor, &draft).unwrap();
        let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
        let plan = shown.history[0].plan.clone().unwrap();
        assert_eq!(
            (Some(plan.words), Some(plan.by)),
            (draft.plan, draft.plan_by)
        );
        // Their record says so, with the day on which somebody has to look again.
        let chart = patient::chart(clinic, &counselor, person).unwrap();
        let below = chart.course.below.unwrap();
        assert_eq!(below.id, shown.history[0].id);
        assert_eq!(below.plan.unwrap().by, date(2026, 3, 3));
    }
}
