//! A minor comes in with the word of whoever may agree, into a program for adolescents.

use super::*;
use care::followup::signal::Matter;
use care::people::minor::{Consent, Guardian};
use clinic::Version;
use clinic::people::minor;
use clinic::people::patient::PatientDraft;
use clinic::people::program::ProgramChange;
use clinic::stays::bed;
use clinic::stays::bed::BedDraft;

#[test]
fn a_minor_comes_in_with_a_guardians_word_and_into_a_program_for_adolescents() {
    for world in worlds("minors") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let director = actor(&world, house, Role::ClinicalDirector);
        let years = |year| BirthDate::parse(&format!("{year}-01-05"), date(2026, 3, 2)).unwrap();
        let person = add(&world, house, Some(years(2010)));
        // That they are a minor is a signal of today.
        assert_eq!(open(&world, &intake), (1, 0));
        house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
        let admit = |by: &Actor, draft: &AdmissionDraft| {
            admission::admit(clinic, by, clinic.fresh_key(), person, draft)
        };
        let adults = admission(&world, house.programs[0]);
        assert_eq!(fields(admit(&intake, &adults)), ["guardian", "program"]);
        let young = add_program(&world, house, LevelOfCare::IntensiveOutpatient, true);
        let draft = admission(&world, young);
        assert_eq!(fields(admit(&intake, &draft)), ["guardian"]);
        let write = |guardian: &Guardian, seen: Version| {
            let key = clinic.fresh_key().over(seen);
            minor::set_guardian(clinic, &intake, key, person, guardian)
        };
        let version = || minor::sheet(clinic, &intake, person).unwrap().version;
        let first = version();
        let mut guardian = Guardian {
            name: Some(line("Mia Castellan")),
            relation: Some(line("Mother")),
            phone: None,
            consent: Consent::NotAsked,
            document: None,
            law_looked_up: None,
        };
        let asked = || {
            let shown = placement::show(clinic, &director, person, &[]).unwrap();
            let mut missing = shown.placement.missing();
            missing.any(|(question, _)| question.question().id == "person.guardian")
        };
        assert!(asked());
        write(&guardian, first).unwrap();
        assert!(matches!(write(&guardian, first), Err(Refusal::Changed)));
        // Nobody is asked in the assessment what is written down beside it.
        assert!(!asked());
        assert_eq!(fields(admit(&intake, &draft)), ["guardian"]);
        // In which state the site is, nobody said: the minor's own word is not enough.
        guardian.consent = Consent::Alone;
        assert_eq!(fields(write(&guardian, version())), ["looked_up"]);
        guardian.law_looked_up = Some(date(2026, 3, 1));
        write(&guardian, version()).unwrap();
        assert_eq!(fields(admit(&intake, &draft)), ["guardian"]);
        // A clinician goes over it with a reason, and intake does not.
        let mut despite = adults.clone();
        despite.stay.despite = Some(line("No program for adolescents within two hours"));
        assert_eq!(fields(admit(&intake, &despite)), ["despite"]);
        guardian.consent = Consent::Given;
        write(&guardian, version()).unwrap();
        admit(&intake, &draft).unwrap();
        let moved = stay_draft(house.programs[0], local_today(&world));
        let key = clinic.fresh_key();
        let refused = stay::step(clinic, &director, key, person, &moved);
        assert_eq!(fields(refused), ["program"]);
        let moved = StayDraft {
            despite: despite.stay.despite,
            ..moved
        };
        stay::step(clinic, &director, clinic.fresh_key(), person, &moved).unwrap();
        let child = add(&world, house, Some(years(2015)));
        house.place(clinic, child, LevelOfCare::IntensiveOutpatient);
        let mut draft = admission(&world, young);
        draft.stay.despite = Some(line("There is nobody else who takes them"));
        let key = clinic.fresh_key();
        let refused = admission::admit(clinic, &director, key, child, &draft);
        assert_eq!(fields(refused), ["born"]);
    }
}

#[test]
fn only_a_danger_that_is_answered_goes_over_the_rule_about_minors() {
    for world in worlds("minor_danger") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let boss = actor(&world, house, Role::ProgramAdministrator);
        let kim = house.patient_draft("Kim", 0, None);
        let person = patient::seed_patient(clinic, &director, clinic.fresh_key(), &kim).unwrap();
        let seen = patient::chart(clinic, &director, person).unwrap().version;
        let young = PatientDraft {
            born: BirthDate::parse("2010-01-05", date(2026, 3, 2)).ok(),
            ..kim
        };
        let key = clinic.fresh_key().over(seen);
        patient::change_patient(clinic, &director, key, person, &young).unwrap();
        let unit = BedDraft {
            site: house.sites[0],
            name: line("One"),
            level: LevelOfCare::Detox,
        };
        let bed = bed::add_bed(clinic, &boss, clinic.fresh_key(), &unit).unwrap();
        let program = add_program(&world, house, LevelOfCare::Detox, false);
        let step = |emergency: Option<DangerAnswer>| {
            let draft = StayDraft {
                bed: Some(bed),
                emergency,
                ..stay_draft(program, local_today(&world))
            };
            stay::step(clinic, &director, clinic.fresh_key(), person, &draft)
        };
        let words = "They go to the withdrawal unit at once.";
        // No danger is there to answer, so no word about one goes over the rule.
        let said = Some(answer_all(&world, &director, words));
        assert_eq!(fields(step(said)), ["emergency"]);
        assert_eq!(fields(step(None)), ["guardian", "program"]);
        severe_withdrawal(&world, &director, person);
        assert_eq!(fields(step(None)), ["signal"]);
        step(Some(answer_all(&world, &director, words))).unwrap();
    }
}

#[test]
fn a_program_becomes_one_for_adolescents_and_takes_them() {
    for world in worlds("program_changed") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let boss = actor(&world, house, Role::ProgramAdministrator);
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let young = BirthDate::parse("2010-01-05", date(2026, 3, 2)).unwrap();
        let person = add(&world, house, Some(young));
        house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
        let guardian = Guardian {
            name: Some(line("Mia Castellan")),
            relation: Some(line("Mother")),
            phone: None,
            consent: Consent::Given,
            document: None,
            law_looked_up: None,
        };
        let seen = minor::sheet(clinic, &intake, person).unwrap().version;
        let key = clinic.fresh_key().over(seen);
        minor::set_guardian(clinic, &intake, key, person, &guardian).unwrap();
        let draft = admission(&world, house.programs[0]);
        let admit =
            || admission::admit(clinic, &intake, clinic.fresh_key(), person, &draft).map(drop);
        assert_eq!(fields(admit()), ["program"]);
        let id = house.programs[0];
        let stored = || {
            let all = program::programs(clinic, &boss).unwrap();
            all.into_iter().find(|program| program.id == id).unwrap()
        };
        let first = program::version(&stored()).unwrap();
        let mut draft = ProgramChange {
            name: line("Young people"),
            name_es: Some(line("Jóvenes")),
            adolescents: true,
        };
        let change = |by: &Actor, draft: &ProgramChange, seen: Version| {
            program::change_program(clinic, by, clinic.fresh_key().over(seen), id, draft)
        };
        assert!(matches!(
            change(&intake, &draft, first),
            Err(Refusal::Denied)
        ));
        let before = world.journal_length(house);
        change(&boss, &draft, first).unwrap();
        assert_eq!(world.said_after(house, before), ["program.changed"]);
        assert!(stored().adolescents && stored().name == line("Young people"));
        assert_eq!(stored().name_es, Some(line("Jóvenes")));
        assert!(matches!(
            change(&boss, &draft, first),
            Err(Refusal::Changed)
        ));
        let other = add_program(&world, house, LevelOfCare::Outpatient, false);
        let all = program::programs(clinic, &boss).unwrap();
        let other = all.into_iter().find(|one| one.id == other).unwrap();
        draft.name = other.name;
        let now = program::version(&stored()).unwrap();
        assert_eq!(fields(change(&boss, &draft, now)), ["name"]);
        admit().unwrap();
    }
}

/// How many people a signal says of that they are a minor.
fn minors(world: &World, by: &Actor) -> usize {
    let open = signal::list(&world.clinic, by, Which::Open).unwrap();
    let minor = |listed: &&signal::ListedSignal| listed.signal.matter == Some(Matter::Minor);
    open.iter().filter(minor).count()
}

#[test]
fn a_minors_date_of_birth_is_checked_and_told_wherever_it_is_typed() {
    for world in worlds("minor_typed") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let young = BirthDate::parse("2010-01-05", date(2026, 3, 2)).unwrap();
        let adults = add_program(&world, house, LevelOfCare::Outpatient, false);
        // In the record of somebody in care: with another program it is checked before it is stored, ...
        let kim = house.patient_draft("Kim", 0, None);
        let person = patient::seed_patient(clinic, &director, clinic.fresh_key(), &kim).unwrap();
        let change = |draft: &PatientDraft| {
            let seen = patient::chart(clinic, &director, person).unwrap().version;
            let key = clinic.fresh_key().over(seen);
            patient::change_patient(clinic, &director, key, person, draft)
        };
        let moved = PatientDraft {
            born: Some(young),
            program: adults,
            ..kim.clone()
        };
        assert_eq!(fields(change(&moved)), ["guardian", "program"]);
        assert_eq!(minors(&world, &director), 0);
        // ... by itself it is what they are, and told once.
        let corrected = PatientDraft {
            born: Some(young),
            ..kim.clone()
        };
        change(&corrected).unwrap();
        assert_eq!(minors(&world, &director), 1);
        // Nor does clearing it let them pass.
        let cleared = PatientDraft {
            program: adults,
            ..kim.clone()
        };
        assert_eq!(fields(change(&cleared)), ["guardian", "program"]);
        change(&kim).unwrap();
        change(&corrected).unwrap();
        assert_eq!(minors(&world, &director), 1);
        // At the admission.
        let asking = add(&world, house, None);
        house.place(clinic, asking, LevelOfCare::IntensiveOutpatient);
        let mut draft = admission(&world, house.programs[0]);
        draft.born = Some(young);
        let admit = |by: &Actor, id: PersonId, draft: &AdmissionDraft| {
            admission::admit(clinic, by, clinic.fresh_key(), id, draft)
        };
        assert_eq!(
            fields(admit(&director, asking, &draft)),
            ["guardian", "program"]
        );
        draft.stay.despite = Some(line("No program for adolescents within two hours"));
        // Whoever may not is told whom to ask, as the policy has it.
        let refused = admit(&intake, asking, &draft).unwrap_err();
        assert!(
            refused.to_string().contains("a clinical director"),
            "{refused}"
        );
        admit(&director, asking, &draft).unwrap();
        assert_eq!(minors(&world, &director), 2);
        // In the request. What it says is not made another by the admission.
        let child = add(&world, house, Some(young));
        assert_eq!(minors(&world, &director), 3);
        house.place(clinic, child, LevelOfCare::IntensiveOutpatient);
        let mut draft = admission(&world, house.programs[0]);
        draft.born = Some(born());
        assert_eq!(fields(admit(&director, child, &draft)), ["born"]);
    }
}
