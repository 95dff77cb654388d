//! A level chosen from what is known, kept as it stood.

use crate::common::house::{House, line, local_today};
use crate::common::{World, minutes};
use crate::engines::worlds;
use care::assessment::finding::{RawValue, Source};
use care::assessment::placement::{Edition, Place, Verdict};
use care::{Credential, LevelOfCare, Role};
use clinic::Refusal;
use clinic::assessment::interview;
use clinic::assessment::interview::Statement;
use clinic::assessment::measure;
use clinic::assessment::placement;
use clinic::assessment::placement::{ChoiceDraft, ExternalDraft, change, verdict_mark};
use clinic::people::patient;
use clinic::stays::handover;
use jiff::civil::date;
use measures::Answers;
use policy::Actor;

fn said(question: &str, value: RawValue) -> Statement {
    Statement {
        question: question.to_owned(),
        about: None,
        value: Some(value),
        not_known: None,
        source: Source::Clinician,
        settles: false,
    }
}

fn text(question: &str, value: &str) -> Statement {
    said(question, RawValue::Text(value.to_owned()))
}

fn tell(world: &World, actor: &Actor, house: &House, statements: &[Statement]) {
    let (clinic, person) = (&world.clinic, house.patients[0]);
    interview::answer(clinic, actor, clinic.fresh_key(), person, statements, None).unwrap();
}

fn draft(level: LevelOfCare, reason: &str) -> ChoiceDraft {
    ChoiceDraft {
        place: level.into(),
        reason: reason.to_owned(),
        plan: Some(line("Ruth calls every second day")),
        plan_by: Some(date(2026, 3, 3)),
        seen: None,
    }
}

/// The same, made from what the criteria say now.
fn read(world: &World, actor: &Actor, draft: &ChoiceDraft) -> ChoiceDraft {
    let person = world.houses[0].patients[0];
    let shown = placement::show(&world.clinic, actor, person, &[]).unwrap();
    ChoiceDraft {
        seen: Some(verdict_mark(&shown.placement)),
        ..draft.clone()
    }
}

#[test]
fn a_choice_is_kept_with_what_was_known_and_a_difference_needs_a_reason() {
    for world in worlds("placement") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, house.patients[0]);
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        tell(
            &world,
            &counselor,
            house,
            &[
                text("withdrawal.severity", "mild"),
                text("home.stability", "unstable"),
            ],
        );
        let choose = |draft: &ChoiceDraft| {
            let draft = read(&world, &counselor, draft);
            placement::choose(clinic, &counselor, clinic.fresh_key(), person, &draft)
        };
        let refused = choose(&draft(LevelOfCare::IntensiveOutpatient, " "));
        let Err(Refusal::Fields(issues)) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(issues[0].field, "reason");
        choose(&draft(
            LevelOfCare::IntensiveOutpatient,
            "A room is promised from Monday",
        ))
        .unwrap();
        tell(
            &world,
            &counselor,
            house,
            &[text("withdrawal.severity", "severe")],
        );
        let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
        assert_eq!(shown.history.len(), 1);
        let kept = &shown.history[0];
        assert_eq!(kept.level(), Some(LevelOfCare::IntensiveOutpatient));
        assert_eq!(kept.by, counselor.person());
        assert_eq!(
            (kept.snapshot.protocol.as_str(), kept.snapshot.version),
            (clinic.protocol().id.as_str(), clinic.protocol().version)
        );
        // Later answers change what the criteria say, and nothing about what was known then.
        let withdrawal = kept
            .snapshot
            .criteria
            .iter()
            .find(|one| one.id == "H2c")
            .unwrap();
        assert_eq!(withdrawal.outcome, "met");
        assert!(
            withdrawal
                .findings
                .iter()
                .any(|said| said.words == "unstable")
        );
        assert!(
            kept.snapshot
                .criteria
                .iter()
                .all(|one| one.id != "W1" || one.outcome != "met")
        );
        assert!(shown.placement.verdict().floor() >= Place::Level(LevelOfCare::Detox));
    }
}

#[test]
fn what_would_lead_to_less_is_for_whoever_reads_a_choice_that_stands() {
    for world in worlds("signed") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, house.patients[0]);
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let signed = || {
            let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
            shown.signed
        };
        let known = [
            text("withdrawal.severity", "mild"),
            text("home.stability", "unstable"),
        ];
        tell(&world, &counselor, house, &known);
        assert!(!signed(), "nobody has chosen");
        world.wait(minutes(1));
        let choice = draft(
            LevelOfCare::IntensiveOutpatient,
            "A room is promised from Monday",
        );
        let choice = read(&world, &counselor, &choice);
        placement::choose(clinic, &counselor, clinic.fresh_key(), person, &choice).unwrap();
        assert!(signed());
        // Something new is said: the next choice is not made yet.
        world.wait(minutes(1));
        let worse = [text("withdrawal.severity", "severe")];
        tell(&world, &counselor, house, &worse);
        assert!(!signed());
        world.wait(minutes(1));
        let choice = draft(LevelOfCare::Detox, "There is a bed for tonight");
        let choice = read(&world, &counselor, &choice);
        placement::choose(clinic, &counselor, clinic.fresh_key(), person, &choice).unwrap();
        assert!(signed());
        // So does a result that tells of danger, although it answers no question.
        world.wait(minutes(1));
        let (key, answers) = (clinic.fresh_key(), Answers::new().with("9", 1));
        measure::record(clinic, &counselor, key, person, "phq-9", &answers).unwrap();
        assert!(!signed());
    }
}

#[test]
fn a_choice_beside_another_verdict_than_the_one_that_was_read_is_refused() {
    for world in worlds("stale") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, house.patients[0]);
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
        let early = ChoiceDraft {
            seen: Some(verdict_mark(&shown.placement)),
            ..draft(LevelOfCare::Outpatient, "Nothing speaks against it")
        };
        tell(
            &world,
            &counselor,
            house,
            &[text("withdrawal.severity", "severe")],
        );
        // Nor does whoever leaves away what they read pass for having read it.
        let unread = ChoiceDraft {
            seen: None,
            ..early.clone()
        };
        for draft in [early, unread] {
            let stale = placement::choose(clinic, &counselor, clinic.fresh_key(), person, &draft);
            let Err(Refusal::Fields(issues)) = stale else {
                panic!("{stale:?}")
            };
            assert_eq!(issues[0].field, "level");
            assert!(issues[0].sentence.contains("New answers"), "{issues:?}");
        }
    }
}

#[test]
fn a_try_changes_what_is_shown_and_nothing_that_is_kept() {
    let world = World::embedded();
    let house = &world.houses[0];
    let (clinic, person) = (&world.clinic, house.patients[0]);
    let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
    let severe = change("withdrawal.severity", "3").unwrap();
    assert!(change("withdrawal.severity", "9").is_none());
    assert!(change("no.such.question", "1").is_none());
    let shown = placement::show(clinic, &counselor, person, &[severe]).unwrap();
    let (_, tried) = shown.tried.as_ref().unwrap();
    assert!(tried.verdict().floor() >= Place::Level(LevelOfCare::Detox));
    assert_eq!(shown.placement.verdict(), Verdict::Open);
    let after = placement::show(clinic, &counselor, person, &[]).unwrap();
    assert_eq!(after.placement.verdict(), Verdict::Open);
    assert_eq!(after.assessment.findings.iter().count(), 0);
}

#[test]
fn who_places_and_what_an_assessment_from_elsewhere_may_hold() {
    for world in worlds("external") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, house.patients[0]);
        let intake = world
            .enter(house, house.who(Role::IntakeCoordinator, 0))
            .actor;
        let medical = world
            .enter(house, house.who(Role::MedicalProvider, 0))
            .actor;
        let choice = draft(LevelOfCare::Outpatient, "It is enough");
        let not_theirs = placement::choose(clinic, &intake, clinic.fresh_key(), person, &choice);
        assert!(matches!(not_theirs, Err(Refusal::NotFound)));
        let mut external = ExternalDraft {
            edition: Edition::Third,
            on: local_today(&world),
            ratings: vec![(1, "0".to_owned()), (6, "2".to_owned())],
            level: "2.1".to_owned(),
        };
        let record = |draft: &ExternalDraft| {
            placement::record_external(clinic, &medical, clinic.fresh_key(), person, draft)
        };
        record(&external).unwrap();
        external.level = "A whole sentence of somebody else's".to_owned();
        assert!(matches!(record(&external), Err(Refusal::Fields(_))));
        let shown = placement::show(clinic, &intake, person, &[]).unwrap();
        assert_eq!(shown.externals.len(), 1);
        assert!(!shown.may_place && shown.may_admit);
    }
}

#[test]
fn less_than_what_is_known_asks_for_a_license_and_a_plan_although_nothing_can_be_placed() {
    for world in worlds("open_least") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, house.patients[0]);
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let unsafe_nights = said("relapse.needs_24h", RawValue::YesNo(true));
        tell(&world, &counselor, house, &[unsafe_nights]);
        let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
        assert_eq!(shown.placement.verdict(), Verdict::Open);
        let choose = |draft: &ChoiceDraft| {
            let draft = read(&world, &counselor, draft);
            placement::choose(clinic, &counselor, clinic.fresh_key(), person, &draft)
        };
        let bare = ChoiceDraft {
            plan: None,
            plan_by: None,
            ..draft(LevelOfCare::IntensiveOutpatient, "ok")
        };
        let Err(Refusal::Fields(issues)) = choose(&bare) else {
            panic!("less than is known to be safe was taken without a plan")
        };
        let fields: Vec<_> = issues.iter().map(|issue| issue.field).collect();
        assert_eq!(fields, ["reason", "plan", "plan_by"]);
        let reason = "Her sister stays with her every night";
        choose(&draft(LevelOfCare::IntensiveOutpatient, reason)).unwrap();
        let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
        assert!(shown.history[0].plan.is_some());
        // With what whoever chose was qualified for that day.
        let held = shown.history[0].credentials.clone();
        assert_eq!(held, Some(vec![Credential::LicensedCounselor]));
    }
}

#[test]
fn sending_somebody_to_emergency_care_is_kept_and_admits_nobody() {
    for world in worlds("emergency") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, house.patients[0]);
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let seen = verdict_mark(
            &placement::show(clinic, &counselor, person, &[])
                .unwrap()
                .placement,
        );
        tell(
            &world,
            &counselor,
            house,
            &[text("medical.need", "acute danger")],
        );
        // Nothing holds it up: no reason, no plan, and not what came in since the page was made.
        let sent = ChoiceDraft {
            place: Place::Emergency,
            reason: String::new(),
            plan: None,
            plan_by: None,
            seen: Some(seen),
        };
        placement::choose(clinic, &counselor, clinic.fresh_key(), person, &sent).unwrap();
        let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
        let kept = &shown.history[0];
        assert_eq!((kept.place, kept.level()), (Place::Emergency, None));
        assert_eq!(kept.by, counselor.person());
        assert!(!shown.signed, "no level is chosen yet");
        let why: Vec<&str> = kept.snapshot.decided().map(|one| one.id.as_str()).collect();
        assert!(why.contains(&"E5"), "{why:?}");
        // Their course and the sheet that goes along say so.
        let chart = patient::chart(clinic, &counselor, person).unwrap();
        assert_eq!(chart.course.emergencies.len(), 1);
        assert_eq!(chart.course.emergencies[0].id, kept.id);
        let sheet = handover::sheet(clinic, &counselor, person).unwrap();
        let (decided, by) = sheet.decided.unwrap();
        assert_eq!(decided.id, kept.id);
        assert_eq!(Some(&by), shown.called.get(&counselor.person()));
        // A level that is chosen once they are back takes its place.
        world.wait(minutes(1));
        tell(&world, &counselor, house, &[text("medical.need", "none")]);
        let back = draft(
            LevelOfCare::Detox,
            "Back from the hospital, and steady there",
        );
        let back = read(&world, &counselor, &back);
        placement::choose(clinic, &counselor, clinic.fresh_key(), person, &back).unwrap();
        let sheet = handover::sheet(clinic, &counselor, person).unwrap();
        assert!(sheet.decided.is_none());
    }
}

#[test]
fn a_result_that_tells_of_suicide_holds_a_placement_that_denies_it() {
    for world in worlds("denied") {
        let house = &world.houses[0];
        let (clinic, person) = (&world.clinic, house.patients[0]);
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let answers = Answers::new().with("9", 1);
        measure::record(
            clinic,
            &counselor,
            clinic.fresh_key(),
            person,
            "phq-9",
            &answers,
        )
        .unwrap();
        tell(&world, &counselor, house, &[text("risk.suicide", "none")]);
        let held = placement::show(clinic, &counselor, person, &[]).unwrap();
        assert!(held.placement.is_held());
        let said = held.placement.contradictions(&held.assessment.findings);
        assert!(
            said.iter().any(|one| one.sentence().contains("PHQ-9 of ")),
            "{said:?}"
        );
        // It is to be settled in the assessment, and nothing but that takes it away.
        let view = interview::view(clinic, &counselor, person).unwrap();
        assert_eq!(view.contradictions().len(), 1);
        let settled = Statement {
            settles: true,
            ..text("risk.suicide", "none")
        };
        world.wait(minutes(1));
        tell(&world, &counselor, house, &[settled]);
        let after = placement::show(clinic, &counselor, person, &[]).unwrap();
        assert!(!after.placement.is_held());
    }
}
