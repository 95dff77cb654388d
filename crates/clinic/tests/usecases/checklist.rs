//! The checklist of an intake, admissions that lie back and admissions that lie ahead.

use crate::common::World;
use crate::common::house::{House, born, line, local_today};
use crate::engines::worlds;
use crate::inquiries;
use crate::stays::{actor, days, issue, stay_draft};
use care::assessment::finding::Source;
use care::intake::checklist::ChecklistRow;
use care::intake::inquiry::InquiryDraft;
use care::intake::paper_consent::{PaperConsent, PaperConsents, SignedPaper};
use care::stays::episode::{Closing, DischargeReason};
use care::stays::referral::Receiver;
use care::treatment::medicine::NoMedicines;
use care::treatment::screen::{Gambling, Infection, InfectionScreen, ScreenAsked, Screens};
use care::{LevelOfCare, Paragraph, PersonId, Role};
use clinic::access::setup::operator;
use clinic::intake::checklist::{Checklist, checklist};
use clinic::intake::inquiry;
use clinic::intake::paper_consent;
use clinic::people::patient;
use clinic::people::program;
use clinic::people::program::ProgramDraft;
use clinic::stays::admission::{AdmissionDraft, Exceptions};
use clinic::stays::gate::DangerAnswer;
use clinic::stays::referral::ReferralDraft;
use clinic::stays::{admission, planned, stay};
use clinic::treatment::{medicine, screen};
use clinic::{Clinic, Refusal};
use jiff::SignedDuration;
use jiff::civil::Date;
use policy::Actor;

/// Ends the course of care that somebody of the house is in since its first day, and has a level chosen for the next.
fn discharged(world: &World, house: &House, person: PersonId) {
    let clinic = &world.clinic;
    let director = actor(world, house, Role::ClinicalDirector);
    let chart = patient::chart(clinic, &director, person).unwrap();
    let closing = Closing {
        on: chart.patient.joined_on,
        reason: DischargeReason::Other,
        words: None,
    };
    stay::discharge(clinic, &director, clinic.fresh_key(), person, &closing).unwrap();
    house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
}

fn draft(house: &House, from: Date) -> AdmissionDraft {
    AdmissionDraft {
        stay: stay_draft(house.programs[0], from),
        elsewhere: None,
        born: Some(born()),
        exceptions: Exceptions::default(),
    }
}

fn is_done(list: &Checklist, row: ChecklistRow) -> bool {
    list.lines.iter().any(|line| line.row == row && line.done)
}

#[test]
fn the_checklist_says_what_is_missing_who_fills_it_in_and_where() {
    for world in worlds("checklist") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let list = |actor: &Actor| checklist(clinic, actor, person).unwrap();
        let shown = list(&intake);
        assert!(!is_done(&shown, ChecklistRow::Medicines));
        assert!(shown.in_care && shown.may_admit && !shown.may_override);
        for line in &shown.lines {
            assert!(!line.filled_by.is_empty(), "{:?}", line.row);
            let own = line.filled_by.contains(&Role::IntakeCoordinator);
            let is_led = line.href.is_some();
            assert_eq!(own, is_led, "{:?}", line.row);
        }
        let none = NoMedicines {
            source: Source::Person,
        };
        medicine::say_none(clinic, &intake, clinic.fresh_key(), person, &none).unwrap();
        assert!(is_done(&list(&intake), ChecklistRow::Medicines));
        let counselor = actor(&world, house, Role::Counselor);
        for (gambling, is_whole) in [(Gambling::NotAsked, false), (Gambling::Declined, true)] {
            let asked = |infection: &Infection| InfectionScreen {
                infection: *infection,
                asked: ScreenAsked::Yes,
                tested_on: None,
                result: None,
            };
            let screens = Screens {
                infections: Infection::ALL.iter().map(asked).collect(),
                gambling,
            };
            screen::set(clinic, &counselor, clinic.fresh_key(), person, &screens).unwrap();
            assert_eq!(is_done(&list(&intake), ChecklistRow::Screens), is_whole);
        }
        let far = house.patients[3];
        assert!(matches!(
            checklist(clinic, &intake, far),
            Err(Refusal::NotFound)
        ));
    }
}

/// Consents are signed on paper: the row is there before anybody kept any here, says so, and waits for nobody unless the
/// protocol does.
#[test]
fn consents_on_paper_are_a_row_of_the_checklist_with_every_version() {
    for world in worlds("paper_consents") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let lacks = || {
            let shown = checklist(clinic, &intake, person).unwrap();
            let mut lines = shown.lines.into_iter();
            let row = lines
                .find(|line| line.row == ChecklistRow::Consents)
                .unwrap();
            assert!(!row.required && row.href.is_some());
            assert_eq!(row.done, row.lacks.is_none());
            row.lacks
        };
        assert_eq!(
            lacks().as_deref(),
            Some("Not recorded here yet; look for it on paper")
        );
        let today = local_today(&world);
        let paper = |which, on| SignedPaper {
            which,
            on,
            seen_by: None,
        };
        let set = |papers: Vec<SignedPaper>| {
            let draft = PaperConsents { papers };
            paper_consent::set(clinic, &intake, clinic.fresh_key(), person, &draft)
        };
        assert_eq!(issue(set(Vec::new())).0, "on.treatment");
        let ahead = paper(PaperConsent::Notice, days(today, 1));
        assert_eq!(issue(set(vec![ahead])).0, "on.part2_notice");
        let treatment = paper(PaperConsent::Treatment, today);
        set(vec![treatment.clone()]).unwrap();
        assert!(lacks().unwrap().contains("Part 2 notice"));
        set(vec![treatment, paper(PaperConsent::Notice, today)]).unwrap();
        assert_eq!(lacks(), None);
        // What was written down wrongly is taken away again, and stays readable.
        set(Vec::new()).unwrap();
        assert!(lacks().is_some());
        let shown = paper_consent::show(clinic, &intake, person).unwrap();
        assert!(shown.may_write && shown.entries.len() == 3);
        // Whoever saw it from an old page does not write over it.
        let stale = clinic.fresh_key().over(shown.only_version().unwrap());
        let draft = PaperConsents {
            papers: vec![paper(PaperConsent::Releases, today)],
        };
        set(draft.papers.clone()).unwrap();
        let refused = paper_consent::set(clinic, &intake, stale, person, &draft);
        assert!(matches!(refused, Err(Refusal::Changed)));
    }
}

#[test]
fn somebody_in_their_seventh_week_is_entered_with_a_reason_and_counted_from_their_true_day() {
    for world in worlds("backdated") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let today = local_today(&world);
        let person = newcomer(&world, house);
        let weeks_ago = days(today, -45);
        let mut draft = draft(house, weeks_ago);
        let admit = |draft: &AdmissionDraft| {
            admission::admit(clinic, &intake, clinic.fresh_key(), person, draft)
        };
        assert_eq!(issue(admit(&draft)).0, "late");
        draft.exceptions.late = Some(line("On paper until today"));
        draft.stay.from = days(today, -800);
        assert_eq!(issue(admit(&draft)).0, "from");
        draft.stay.from = weeks_ago;
        admit(&draft).unwrap();
        let chart = patient::chart(clinic, &intake, person).unwrap();
        assert_eq!(chart.patient.joined_on, weeks_ago);
        let episode = chart.course.present().unwrap();
        assert_eq!(episode.opened, weeks_ago);
        assert_eq!(chart.course.now().unwrap().days(today), 45);
    }
}

/// What one press enters is what the form begins with, and it is offered only where nothing is left to say.
#[test]
fn an_admission_of_which_all_follows_takes_one_press_and_every_other_one_says_what_is_open() {
    for world in worlds("admitted_at_once") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let person = newcomer(&world, house);
        let usual = || admission::door(clinic, &intake, person).unwrap().usual;
        let open = |said: &str| {
            let open = usual().open.unwrap_or_default();
            assert!(open.contains(said), "{said}: {open}");
        };
        // Nobody said when they were born: the form asks, and one press would not be enough.
        open("date of birth");
        let shown = usual();
        assert_eq!(shown.program, Some(house.programs[0]));
        assert_eq!(shown.counselor, Some(house.who(Role::Counselor, 0)));
        assert_eq!(shown.bed, None, "nobody stays overnight");
        let known = InquiryDraft {
            born: Some(born()),
            ..inquiries::draft(house, 0, "Wanda", "207 555 0179")
        };
        let adult = inquiry::add_person(clinic, &intake, clinic.fresh_key(), &known).unwrap();
        let of_adult = || admission::door(clinic, &intake, adult).unwrap().usual;
        let open = of_adult().open.unwrap_or_default();
        assert!(open.contains("level of care"), "{open}");
        house.place(clinic, adult, LevelOfCare::IntensiveOutpatient);
        let usual = of_adult();
        assert_eq!(usual.open, None);
        // What the press sends is admitted as the form would be.
        let mut draft = draft(house, local_today(&world));
        draft.born = None;
        draft.stay.program = usual.program.unwrap();
        draft.stay.counselor = usual.counselor;
        admission::admit(clinic, &intake, clinic.fresh_key(), adult, &draft).unwrap();
        let chart = patient::chart(clinic, &intake, adult).unwrap();
        assert_eq!(chart.patient.counselor, Some(house.who(Role::Counselor, 0)));
        // A second program of the level at the site is a choice, and nobody makes it for them.
        let other = InquiryDraft {
            born: Some(born()),
            ..inquiries::draft(house, 0, "Xenia", "207 555 0180")
        };
        let other = inquiry::add_person(clinic, &intake, clinic.fresh_key(), &other).unwrap();
        house.place(clinic, other, LevelOfCare::IntensiveOutpatient);
        let second = ProgramDraft {
            site: house.sites[0],
            name: line("Morning program"),
            name_es: None,
            level: LevelOfCare::IntensiveOutpatient,
            adolescents: false,
        };
        let operator = operator(house.organization);
        program::add_program(clinic, &operator, clinic.fresh_key(), &second).unwrap();
        let door = admission::door(clinic, &intake, other).unwrap();
        let open = door.usual.open.unwrap_or_default();
        assert!(open.contains("More than one program"), "{open}");
    }
}

/// Somebody who asked for help, for whom a level was chosen.
fn newcomer(world: &World, house: &House) -> PersonId {
    let clinic: &Clinic = &world.clinic;
    let intake = actor(world, house, Role::IntakeCoordinator);
    let draft = InquiryDraft {
        born: None,
        ..inquiries::draft(house, 0, "Noor", "207 555 0164")
    };
    let person = inquiry::add_person(clinic, &intake, clinic.fresh_key(), &draft).unwrap();
    house.place(clinic, person, LevelOfCare::IntensiveOutpatient);
    person
}

#[test]
fn who_may_be_a_minor_has_a_row_for_a_guardian_that_asks_for_the_date_of_birth_first() {
    for world in worlds("checklist_age") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let person = newcomer(&world, house);
        let list = checklist(clinic, &intake, person).unwrap();
        let mut lines = list.lines.iter();
        let guardian = lines.find(|line| line.row == ChecklistRow::Guardian);
        let guardian = guardian.unwrap();
        assert!(!guardian.done);
        assert_eq!(guardian.first, Some(ChecklistRow::Born));
        // An adult has none.
        let draft = InquiryDraft {
            born: Some(born()),
            ..inquiries::draft(house, 0, "Ada", "207 555 0165")
        };
        let adult = inquiry::add_person(clinic, &intake, clinic.fresh_key(), &draft).unwrap();
        let adult = checklist(clinic, &intake, adult).unwrap();
        let has = |row| adult.lines.iter().any(|line| line.row == row);
        assert!(has(ChecklistRow::Born) && !has(ChecklistRow::Guardian));
    }
}

#[test]
fn nobody_is_admitted_into_days_of_an_earlier_course_of_care() {
    for world in worlds("overlap") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let person = house.patients[2];
        discharged(&world, house, person);
        let today = local_today(&world);
        let admit = |draft: &AdmissionDraft| {
            admission::admit(clinic, &director, clinic.fresh_key(), person, draft)
        };
        let (field, sentence) = issue(admit(&draft(house, days(today, -3))));
        assert_eq!(field, "from");
        assert!(sentence.contains("in care until"), "{sentence}");
        admit(&draft(house, today)).unwrap();
    }
}

#[test]
fn a_planned_admission_is_expected_and_ends_when_they_come() {
    for world in worlds("planned") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let director = actor(&world, house, Role::ClinicalDirector);
        let counselor = actor(&world, house, Role::Counselor);
        let person = house.patients[2];
        let today = local_today(&world);
        let plan = |actor: &Actor, from| {
            planned::plan(
                clinic,
                actor,
                clinic.fresh_key(),
                person,
                &draft(house, from),
            )
        };
        let in_care = plan(&director, days(today, 7));
        assert!(matches!(in_care, Err(Refusal::Conflict(_))));
        discharged(&world, house, person);
        assert!(plan(&counselor, days(today, 7)).is_err());
        assert_eq!(issue(plan(&director, today)).0, "from");
        assert_eq!(issue(plan(&director, days(today, 400))).0, "from");
        plan(&director, days(today, 7)).unwrap();
        let expected = || checklist(clinic, &director, person).unwrap().planned;
        let first = expected().unwrap().id;
        plan(&director, days(today, 9)).unwrap();
        let second = expected().unwrap();
        assert_eq!(second.body.from, days(today, 9));
        let call_off =
            |plan| planned::call_off(clinic, &director, clinic.fresh_key(), person, plan);
        // Who still sees the first plan does not call off the second.
        assert!(matches!(call_off(first), Err(Refusal::Conflict(_))));
        assert_eq!(expected().unwrap().id, second.id);
        call_off(second.id).unwrap();
        assert!(expected().is_none());
        assert!(matches!(call_off(second.id), Err(Refusal::Conflict(_))));
        plan(&director, days(today, 7)).unwrap();
        let draft = draft(house, today);
        admission::admit(clinic, &director, clinic.fresh_key(), person, &draft).unwrap();
        assert!(expected().is_none());
    }
}

#[test]
fn what_was_said_for_a_planned_admission_is_there_on_its_day() {
    for world in worlds("planned_day") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let person = house.patients[2];
        discharged(&world, house, person);
        let today = local_today(&world);
        let expected = days(today, 8);
        let mut draft = draft(house, days(today, 7));
        draft.stay.planned = Some(days(today, 40));
        draft.exceptions = Exceptions {
            late: Some(line("On paper until then")),
            incomplete: Some(line("The pharmacy is asked tomorrow")),
            entered: None,
        };
        draft.elsewhere = Some(ReferralDraft {
            level: LevelOfCare::Detox,
            to: Receiver {
                provider: line("Harbor Detox"),
                contact: line("Intake, 207 555 0164"),
                words: None,
            },
            expected,
            emergency: None,
        });
        let plan = |draft: &AdmissionDraft| {
            planned::plan(clinic, &intake, clinic.fresh_key(), person, draft)
        };
        // A plan does nothing about a danger, and does not throw away that somebody said so.
        let mut answered = draft.clone();
        answered.stay.emergency = Some(DangerAnswer {
            words: Paragraph::parse("He goes to a detox", "what is done").unwrap(),
            signals: Vec::new(),
        });
        assert_eq!(issue(plan(&answered)).0, "emergency");
        plan(&draft).unwrap();
        let door = admission::door(clinic, &intake, person).unwrap();
        let kept = door.planned.unwrap().body;
        assert_eq!(kept.from, days(today, 7));
        let prepared = kept.prepared;
        assert_eq!(prepared.born, draft.born);
        assert_eq!(prepared.until, draft.stay.planned);
        assert_eq!(prepared.late, draft.exceptions.late);
        assert_eq!(prepared.incomplete, draft.exceptions.incomplete);
        let elsewhere = prepared.elsewhere.unwrap();
        assert_eq!(elsewhere.to.provider, line("Harbor Detox"));
        assert_eq!(elsewhere.expected, expected);

        // The page of the person says it at once; the list of the day on its day, to whoever may admit them there.
        let director = actor(&world, house, Role::ClinicalDirector);
        let chart = patient::chart(clinic, &director, person).unwrap();
        assert_eq!(chart.course.planned.unwrap().from, days(today, 7));
        let listed = |actor: &Actor| inquiry::worklist(clinic, actor).unwrap().planned;
        assert!(listed(&intake).is_empty());
        world.clock.advance(SignedDuration::from_hours(24 * 7));
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let due = listed(&intake);
        assert_eq!(due.len(), 1);
        assert_eq!((due[0].person, due[0].from), (person, days(today, 7)));
        assert_eq!(due[0].today, days(today, 7));
        let plan = admission::door(clinic, &intake, person).unwrap().planned;
        planned::call_off(
            clinic,
            &intake,
            clinic.fresh_key(),
            person,
            plan.unwrap().id,
        )
        .unwrap();
        assert!(listed(&intake).is_empty());
    }
}
