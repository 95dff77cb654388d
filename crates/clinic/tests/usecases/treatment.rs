//! The medical part of a record: nothing is written over, silence is no answer, and what is dangerous calls somebody.

use crate::assessment::{said, text};
use crate::common::house::line;
use crate::common::{key, minutes};
use crate::engines::worlds;
use crate::stays::{actor, issue};
use care::assessment::finding::{QuestionId, RawValue, Source};
use care::treatment::allergy::{Allergies, Allergy, AllergySeverity};
use care::treatment::medicine::{Medicine, NoMedicines, TakenToday};
use care::treatment::naloxone::{GivingMended, NaloxoneGiven};
use care::treatment::pharmacy::Pharmacy;
use care::treatment::screen::{Gambling, Infection, InfectionScreen, ScreenAsked, Screens};
use care::{PersonId, Role};
use clinic::assessment::interview;
use clinic::assessment::interview::Statement;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::stays::handover;
use clinic::treatment::vitals::MeasuredDraft;
use clinic::treatment::{allergy, medicine, naloxone, overview, pharmacy, screen, vitals};
use clinic::{Refusal, Version};
use policy::Actor;

fn field<T>(result: Result<T, Refusal>) -> String {
    issue(result).0
}

fn lisinopril() -> Medicine {
    Medicine {
        name: line("Lisinopril"),
        dose: Some(line("10 mg")),
        often: Some(line("every morning")),
        prescriber: Some(line("Dr. Amari")),
        since: Some(line("2019")),
        taken: TakenToday::Yes,
        stopped_on: None,
        stopped_why: None,
        despite: None,
        source: Source::Person,
    }
}

fn none_known() -> Allergies {
    Allergies {
        source: Source::Person,
        list: Vec::new(),
    }
}

#[test]
fn that_none_is_known_is_said_by_somebody_and_every_version_stays() {
    for world in worlds("allergies") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let brief = || overview::show(clinic, &intake, person).unwrap().brief;
        assert!(brief().allergies.is_none(), "nobody asked");
        let shown = allergy::show(clinic, &intake, person).unwrap();
        let opened = shown.only_version().unwrap();
        allergy::set(clinic, &intake, key(701), person, &none_known()).unwrap();
        assert_eq!(
            brief().allergies.unwrap(),
            ["None known, said by the person"]
        );
        let penicillin = Allergies {
            source: Source::Record,
            list: vec![Allergy {
                substance: line("Penicillin"),
                reaction: Some(line("rash")),
                severity: AllergySeverity::Severe,
            }],
        };
        // A form that was made before the first was saved writes over nothing.
        let stale = key(702).over(opened);
        let refused = allergy::set(clinic, &intake, stale, person, &penicillin);
        assert!(matches!(refused, Err(Refusal::Changed)));
        let seen = allergy::show(clinic, &intake, person).unwrap();
        let seen: Version = seen.only_version().unwrap();
        allergy::set(clinic, &intake, key(703).over(seen), person, &penicillin).unwrap();
        let shown = allergy::show(clinic, &intake, person).unwrap();
        let last = shown.only().unwrap();
        assert_eq!((last.number, &last.body), (2, &penicillin));
        let before = shown.before(last.item);
        assert_eq!(before.len(), 1);
        assert!(before[0].body.none_known());
        // Whoever takes somebody to a hospital reads it on the sheet.
        let sheet = handover::sheet(clinic, &intake, person).unwrap();
        assert_eq!(
            sheet.brief.allergies.unwrap(),
            ["Penicillin: rash (severe)"]
        );
        let other = world.enter(
            &world.houses[1],
            world.houses[1].who(Role::ClinicalDirector, 0),
        );
        let refused = allergy::show(clinic, &other.actor, person);
        assert!(matches!(refused, Err(Refusal::NotFound)));
    }
}

#[test]
fn what_is_named_after_an_allergy_is_written_down_with_a_reason_only() {
    for world in worlds("named_after") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let counselor = actor(&world, house, Role::Counselor);
        let list = || medicine::list(clinic, &counselor, person).unwrap();
        assert!(list().allergies.is_none(), "nobody asked");
        // Before anybody asked there is nothing to compare with.
        let draft = lisinopril();
        let item = medicine::begin(clinic, &counselor, key(701), person, &draft).unwrap();
        let to_it = Allergies {
            source: Source::Person,
            list: vec![Allergy {
                substance: line("lisinopril tablets"),
                reaction: Some(line("swelling")),
                severity: AllergySeverity::Severe,
            }],
        };
        allergy::set(clinic, &counselor, key(702), person, &to_it).unwrap();
        assert!(list().allergies == Some(to_it));
        let again = medicine::begin(clinic, &counselor, key(703), person, &draft);
        assert_eq!(field(again), medicine::DESPITE);
        let seen = || medicine::show(clinic, &counselor, person, item).unwrap();
        let version = || seen().opened.version(item).unwrap();
        let alter = |number: u128, draft: &Medicine| {
            let over = key(number).over(version());
            medicine::alter(clinic, &counselor, over, person, item, draft)
        };
        let more = Medicine {
            dose: Some(line("20 mg")),
            ..draft.clone()
        };
        assert_eq!(field(alter(704, &more)), medicine::DESPITE);
        // Stopping it is never held up.
        let stopped = Medicine {
            stopped_on: Some(list().opened.today),
            ..draft.clone()
        };
        alter(705, &stopped).unwrap();
        let weighed = Medicine {
            despite: Some(line("It was another maker, Dr. Amari knows.")),
            ..draft
        };
        alter(706, &weighed).unwrap();
        let kept = seen().opened;
        assert!(kept.latest(item).unwrap().body == weighed);
    }
}

#[test]
fn a_medicine_that_is_stopped_stays_on_the_list_and_none_is_none_only_while_none_is_taken() {
    for world in worlds("medicines") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let counselor = actor(&world, house, Role::Counselor);
        let list = || medicine::list(clinic, &counselor, person).unwrap();
        let said = NoMedicines {
            source: Source::Person,
        };
        medicine::say_none(clinic, &counselor, key(701), person, &said).unwrap();
        assert!(list().takes_none());
        let item = medicine::begin(clinic, &counselor, key(702), person, &lisinopril()).unwrap();
        assert!(!list().takes_none());
        let refused = medicine::say_none(clinic, &counselor, key(703), person, &said);
        assert!(matches!(refused, Err(Refusal::Conflict(_))));
        let today = list().opened.today;
        let stopped = Medicine {
            stopped_on: Some(today),
            stopped_why: Some(line("cough")),
            ..lisinopril()
        };
        let tomorrow = Medicine {
            stopped_on: today.tomorrow().ok(),
            ..stopped.clone()
        };
        let alter = |number: u128, draft: &Medicine| {
            medicine::alter(clinic, &counselor, key(700 + number), person, item, draft)
        };
        assert_eq!(field(alter(4, &tomorrow)), "stopped_on");
        alter(5, &stopped).unwrap();
        let shown = list();
        assert_eq!(shown.opened.standing().len(), 1);
        assert_eq!(
            shown.opened.before(item).len(),
            1,
            "the version before stays"
        );
        let unknown = medicine::alter(clinic, &counselor, key(706), person, 7, &stopped);
        assert!(matches!(unknown, Err(Refusal::NotFound)));
        let brief = overview::show(clinic, &counselor, person).unwrap().brief;
        assert_eq!(brief.medicines.unwrap(), ["None, said by the person"]);
        let drug = Pharmacy {
            name: line("Harbor Drug"),
            phone: None,
            place: None,
        };
        pharmacy::set(clinic, &counselor, key(707), person, &drug).unwrap();
        let shown = overview::show(clinic, &counselor, person).unwrap();
        assert_eq!(shown.pharmacy, Some(drug));
    }
}

fn typed(field: &str, number: i64) -> MeasuredDraft {
    MeasuredDraft {
        field: field.to_owned(),
        value: RawValue::Number(number),
    }
}

#[test]
fn vital_signs_are_findings_and_a_dangerous_one_calls_somebody() {
    for world in worlds("vitals") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let medical = actor(&world, house, Role::MedicalProvider);
        let measure = |number: u128, drafts: &[MeasuredDraft]| {
            vitals::measure(clinic, &medical, key(700 + number), person, drafts)
        };
        assert_eq!(field(measure(1, &[typed("pulse", 720)])), "pulse");
        assert!(!measure(2, &[typed("pulse", 72), typed("spo2", 98)]).unwrap());
        let shown = vitals::show(clinic, &medical, person).unwrap();
        assert_eq!(shown.measured.len(), 1);
        assert_eq!(shown.measured[0].values.len(), 2);
        let view = interview::view(clinic, &medical, person).unwrap();
        assert_eq!(view.written.len(), 2, "they stand in the assessment");
        assert!(measure(3, &[typed("breaths", 6)]).unwrap());
        let open = signal::list(clinic, &medical, Which::Open).unwrap();
        assert!(open.iter().any(|one| one.signal.person == person));
    }
}

fn screens() -> Screens {
    let of = |infection: &Infection| InfectionScreen {
        infection: *infection,
        asked: ScreenAsked::Declined,
        tested_on: None,
        result: None,
    };
    Screens {
        infections: Infection::ALL.iter().map(of).collect(),
        gambling: Gambling::Nothing,
    }
}

fn violence(value: &str) -> Statement {
    said("home.violence", text(value))
}

#[test]
fn screens_and_violence_at_home_are_for_whoever_treats_somebody() {
    for world in worlds("screens") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person: PersonId = house.patients[0];
        let counselor = actor(&world, house, Role::Counselor);
        let intake = actor(&world, house, Role::IntakeCoordinator);
        screen::set(clinic, &counselor, key(701), person, &screens()).unwrap();
        let said = [violence("tense")];
        interview::answer(clinic, &counselor, key(702), person, &said, None).unwrap();
        let shown = screen::show(clinic, &counselor, person).unwrap();
        assert_eq!(shown.violence, ["tense (the person)"]);
        assert!(shown.opened.only().unwrap().body.is_whole());
        assert!(matches!(
            screen::show(clinic, &intake, person),
            Err(Refusal::NotFound)
        ));
        let reads = |actor: &Actor| {
            let view = interview::view(clinic, actor, person).unwrap();
            let mut written = view.written.iter();
            written.any(|one| one.finding.question.question().id == "home.violence")
        };
        assert!(reads(&counselor) && !reads(&intake));
        // Whoever wrote it down reads what they wrote.
        let said = [violence("none")];
        interview::answer(clinic, &intake, key(703), person, &said, None).unwrap();
        assert!(reads(&intake));
    }
}

#[test]
fn naloxone_that_is_given_today_is_at_hand() {
    for world in worlds("naloxone") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let medical = actor(&world, house, Role::MedicalProvider);
        let today = naloxone::show(clinic, &medical, person).unwrap().today;
        let given = NaloxoneGiven {
            on: today,
            kits: 2,
            by: None,
            mended: None,
        };
        let many = NaloxoneGiven {
            kits: 200,
            ..given.clone()
        };
        let refused = naloxone::give(clinic, &medical, key(701), person, &many);
        assert_eq!(field(refused), "kits");
        naloxone::give(clinic, &medical, key(702), person, &given).unwrap();
        naloxone::give(clinic, &medical, key(702), person, &given).unwrap();
        naloxone::give(clinic, &medical, key(703), person, &given).unwrap();
        let shown = overview::show(clinic, &medical, person).unwrap();
        assert_eq!(shown.naloxone, Some((given, 4)));
        let view = interview::view(clinic, &medical, person).unwrap();
        let mut written = view.written.iter();
        assert!(written.any(|one| one.finding.question.question().id == "medications.naloxone"));
    }
}

/// What was written down wrongly stays readable, and what followed from it goes with it.
#[test]
fn naloxone_that_was_not_given_is_withdrawn_and_is_not_at_hand_any_more() {
    for world in worlds("naloxone_mended") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let medical = actor(&world, house, Role::MedicalProvider);
        let today = naloxone::show(clinic, &medical, person).unwrap().today;
        let given = NaloxoneGiven {
            on: today,
            kits: 3,
            by: None,
            mended: None,
        };
        let at_hand = || {
            let view = interview::view(clinic, &medical, person).unwrap();
            let question = QuestionId::find("medications.naloxone").unwrap();
            let mut counting = view.findings.counting(question, None);
            counting.next().and_then(|(_, value)| value.position())
        };
        let mend = |item, number, draft: &NaloxoneGiven| {
            let opened = naloxone::show_one(clinic, &medical, person, item).unwrap();
            let version = opened.version(item).unwrap();
            naloxone::mend(
                clinic,
                &medical,
                key(number).over(version),
                person,
                item,
                draft,
            )
        };
        let first = naloxone::give(clinic, &medical, key(711), person, &given).unwrap();
        let second = naloxone::give(clinic, &medical, key(712), person, &given).unwrap();
        assert_eq!(at_hand(), Some(1));
        // Without a reason nothing is changed.
        assert_eq!(field(mend(first, 713, &given)), "why");
        let corrected = NaloxoneGiven {
            kits: 2,
            mended: Some(GivingMended::Corrected(line("Two, as the log says"))),
            ..given.clone()
        };
        mend(first, 714, &corrected).unwrap();
        let shown = overview::show(clinic, &medical, person).unwrap();
        assert_eq!(shown.naloxone.unwrap().1, 5, "each giving is counted once");
        let withdrawn = NaloxoneGiven {
            mended: Some(GivingMended::Withdrawn(line("For somebody else"))),
            ..given.clone()
        };
        mend(second, 715, &withdrawn).unwrap();
        assert_eq!(at_hand(), Some(1), "the other one was given");
        world.wait(minutes(1));
        mend(first, 716, &withdrawn).unwrap();
        let shown = overview::show(clinic, &medical, person).unwrap();
        assert!(shown.naloxone.is_none());
        assert_eq!(at_hand(), Some(0), "none was given after all");
        let opened = naloxone::show(clinic, &medical, person).unwrap();
        assert_eq!(opened.before(first).len(), 2, "what was written stays");
    }
}
