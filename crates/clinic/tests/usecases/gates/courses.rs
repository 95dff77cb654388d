//! A choice of a level counts for the course of care it was made for, on every page and at every door.

use super::*;
use care::stays::episode::Episode;
use care::stays::stay::Stay;
use care::{EpisodeId, StayId};

/// They come back without a choice, as people did while none was asked for.
fn comes_back(world: &World, house: &House, before: &Episode) {
    let clinic = &world.clinic;
    let first = Stay {
        id: StayId::from(clinic.fresh_key().uuid()),
        from: local_today(world),
        ended: None,
        ..before.stays[0].clone()
    };
    let id = EpisodeId::from(clinic.fresh_key().uuid());
    let episode = Episode::open(id, before.person, first);
    let opened = clinic.record().transact(house.organization, |tx| {
        record::stays::episode::insert(tx, &episode)
    });
    opened.unwrap();
}

#[test]
fn a_plan_of_an_earlier_course_is_shown_nowhere_once_they_are_back() {
    for world in worlds("courses") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let counselor = actor(&world, house, Role::Counselor);
        let director = actor(&world, house, Role::ClinicalDirector);
        let person = house.patients[0];
        let unsafe_alone = Statement {
            source: Source::Clinician,
            ..said("relapse.needs_24h", RawValue::YesNo(true))
        };
        let needs = [unsafe_alone];
        answer(clinic, &counselor, clinic.fresh_key(), person, &needs, None).unwrap();
        let choose = |place: Place| {
            world.clock.advance(SignedDuration::from_mins(1));
            let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
            let draft = ChoiceDraft {
                place,
                reason: "Her sister takes her in from tonight".to_owned(),
                plan: Some(line("Her counselor calls every evening")),
                plan_by: Some(date(2026, 3, 3)),
                seen: Some(placement::verdict_mark(&shown.placement)),
            };
            placement::choose(clinic, &counselor, clinic.fresh_key(), person, &draft).unwrap();
            world.clock.advance(SignedDuration::from_mins(1));
        };
        let course = || patient::chart(clinic, &counselor, person).unwrap().course;
        // Their record and their placement show the same plan.
        let plan = || {
            let shown = placement::show(clinic, &counselor, person, &[]).unwrap();
            let chosen = shown.chosen.filter(|chosen| chosen.plan.is_some());
            let ids = [course().below, chosen].map(|chosen| chosen.map(|chosen| chosen.id));
            assert_eq!(ids[0], ids[1]);
            ids[0]
        };
        let decided = || {
            let sheet = handover::sheet(clinic, &counselor, person).unwrap();
            sheet.decided.is_some()
        };
        let leaves = || {
            let closing = Closing {
                on: local_today(&world),
                reason: DischargeReason::LeftAgainstAdvice,
                words: None,
            };
            stay::discharge(clinic, &director, clinic.fresh_key(), person, &closing).unwrap();
            world.clock.advance(SignedDuration::from_mins(1));
        };
        choose(LevelOfCare::Outpatient.into());
        let first = plan().expect("less was chosen");
        leaves();
        assert_eq!(plan(), None);
        let door = admission::door(clinic, &director, person).unwrap();
        assert!(door.placed.is_none(), "a level is chosen anew");
        comes_back(&world, house, &course().episodes[0]);
        assert_eq!(plan(), None);
        choose(LevelOfCare::Outpatient.into());
        assert!(plan().is_some_and(|second| second != first));
        // Nor does the sheet for an ambulance of today say who sent them there in another course.
        choose(Place::Emergency);
        assert!(decided());
        leaves();
        assert!(!decided());
    }
}
