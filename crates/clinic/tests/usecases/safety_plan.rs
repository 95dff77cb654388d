//! Safety plans: who may see and write them, that no version is lost, and that none is written over another unseen.

use crate::common::key;
use crate::engines::worlds;
use care::followup::safety_plan::{Item, LINES_MAX, PlanStep, Steps};
use care::{PersonId, Role};
use clinic::followup::safety_plan;
use clinic::followup::safety_plan::{Draft, brief, history, restore, save, show};
use clinic::{Clinic, Refusal, Version};
use jiff::civil::date;
use policy::Actor;

fn draft(signs: &[&str]) -> Draft {
    let mut steps = Steps::default();
    for sign in signs {
        steps.add(PlanStep::Signs, Item::read(sign, "").unwrap().unwrap());
    }
    steps.add(
        PlanStep::People,
        Item::read("Maria", "207 555 0164").unwrap().unwrap(),
    );
    Draft {
        steps,
        together: false,
        review_on: None,
    }
}

fn signs(clinic: &Clinic, actor: &Actor, person: PersonId) -> Vec<String> {
    let latest = show(clinic, actor, person).unwrap().latest.unwrap();
    let signs = latest.plan.steps.signs.iter();
    signs.map(|item| item.words.to_string()).collect()
}

#[test]
fn a_draft_of_staff_becomes_the_persons_own_and_every_version_stays() {
    for world in worlds("plans") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let herself = world.enter(house, person).actor;
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        assert!(show(clinic, &herself, person).unwrap().latest.is_none());
        assert_eq!(brief(clinic, &counselor, person).unwrap().last, None);

        let first = Draft {
            review_on: Some(date(2026, 4, 14)),
            ..draft(&["I stop answering"])
        };
        assert_eq!(
            save(clinic, &counselor, key(950), person, &first).unwrap(),
            1
        );
        // The same form sent twice is one version.
        assert_eq!(
            save(clinic, &counselor, key(950), person, &first).unwrap(),
            1
        );
        let seen = show(clinic, &herself, person).unwrap().latest.unwrap();
        assert!(!seen.plan.together && !seen.by_themselves);

        let own = draft(&["I stop answering", "I do not sleep"]);
        assert_eq!(save(clinic, &herself, key(951), person, &own).unwrap(), 2);
        let seen = show(clinic, &counselor, person).unwrap().latest.unwrap();
        assert!(seen.plan.together && seen.by_themselves);
        assert_eq!(seen.plan.review_on, first.review_on, "the day stays");

        // What was there before is another version, not a change of one.
        assert_eq!(restore(clinic, &counselor, key(952), person, 1).unwrap(), 3);
        assert_eq!(signs(clinic, &herself, person), ["I stop answering"]);
        let all = history(clinic, &herself, person, None).unwrap();
        let numbers: Vec<i64> = all.versions.iter().map(|made| made.number).collect();
        assert_eq!((numbers, all.latest), (vec![3, 2, 1], 3));
        assert_eq!(all.versions[0].plan.brings_back, Some(1));
        assert!(!all.versions[0].plan.together, "a draft stays one");
        assert_eq!(all.versions[1].plan.steps, own.steps);
        let older = history(clinic, &herself, person, Some(2)).unwrap();
        assert_eq!(older.versions.len(), 1);

        let same = restore(clinic, &herself, key(953), person, 3);
        assert!(matches!(same, Err(Refusal::Conflict(_))));
        let none = restore(clinic, &herself, key(954), person, 9);
        assert!(matches!(none, Err(Refusal::NotFound)));
    }
}

#[test]
fn more_versions_than_a_page_holds_are_all_there() {
    for world in worlds("plansmany") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let herself = world.enter(house, person).actor;
        for number in 1..=23 {
            let sign = format!("Sign {number}");
            let saved = save(
                clinic,
                &herself,
                clinic.fresh_key(),
                person,
                &draft(&[&sign]),
            );
            assert_eq!(saved.unwrap(), number);
        }
        let first = history(clinic, &herself, person, None).unwrap();
        assert_eq!((first.versions.len(), first.versions[0].number), (20, 23));
        assert_eq!(first.before.map(|made| made.number), Some(3));
        let last = first.versions.last().unwrap().number;
        let second = history(clinic, &herself, person, Some(last)).unwrap();
        let numbers: Vec<i64> = second.versions.iter().map(|made| made.number).collect();
        assert_eq!(numbers, [3, 2, 1]);
        assert!(second.before.is_none());
    }
}

#[test]
fn nothing_is_saved_over_a_version_that_was_not_seen() {
    for world in worlds("planstabs") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let herself = world.enter(house, person).actor;
        let opened: Version = show(clinic, &herself, person).unwrap().version().unwrap();
        let first = clinic.fresh_key().over(opened);
        save(clinic, &herself, first, person, &draft(&["One"])).unwrap();
        let second = clinic.fresh_key().over(opened);
        let stale = save(clinic, &herself, second, person, &draft(&["Two"]));
        assert!(matches!(stale, Err(Refusal::Changed)));
        assert_eq!(signs(clinic, &herself, person), ["One"]);
    }
}

#[test]
fn what_no_form_would_send_is_refused() {
    for world in worlds("planswrong") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let try_to = |draft: &Draft| save(clinic, &counselor, clinic.fresh_key(), person, draft);
        let empty = Draft {
            steps: Steps::default(),
            ..draft(&[])
        };
        assert!(matches!(try_to(&empty), Err(Refusal::Conflict(_))));
        let many = draft(&["Again"; LINES_MAX + 1]);
        assert!(matches!(try_to(&many), Err(Refusal::Conflict(_))));
        let past = Draft {
            review_on: Some(date(2026, 3, 1)),
            ..draft(&["One"])
        };
        let Err(Refusal::Fields(issues)) = try_to(&past) else {
            panic!("a day that has passed")
        };
        assert_eq!(issues[0].field, "review");
        assert!(show(clinic, &counselor, person).unwrap().latest.is_none());
    }
}

#[test]
fn a_plan_is_for_the_person_and_those_who_answer_for_them() {
    for world in worlds("planswho") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[0];
        for (role, who) in house.everyone() {
            let actor = world.enter(house, who).actor;
            let near = actor.sites().contains(&house.sites[0]);
            let may = match role {
                Role::ClinicalDirector => true,
                Role::IntakeCoordinator | Role::Counselor | Role::MedicalProvider => near,
                Role::Patient => actor.person() == person,
                _ => false,
            };
            let saved = save(clinic, &actor, clinic.fresh_key(), person, &draft(&["One"]));
            let seen = safety_plan::history(clinic, &actor, person, None).map(drop);
            for answer in [saved.map(drop), seen] {
                match answer {
                    Ok(()) => assert!(may, "{role:?}"),
                    Err(Refusal::NotFound) => assert!(!may, "{role:?}"),
                    Err(other) => panic!("{role:?}: {other:?}"),
                }
            }
        }
    }
}
