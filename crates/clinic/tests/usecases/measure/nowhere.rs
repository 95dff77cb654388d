//! Whoever tells of a danger is heard, also where the record does not say at which site they are.

use super::*;
use ::record::assessment::interview;
use ::record::assessment::measure::{Assigned, assign as ask_for};
use ::record::followup::{alert, signal};
use care::{AssignmentId, PersonId};
use policy::actor::Proof;

/// Somebody signed in who neither is in care nor asked for it.
#[expect(
    clippy::disallowed_methods,
    reason = "nobody signs in as such a person today"
)]
fn signed_in(world: &World, person: PersonId) -> Actor {
    Actor::authenticated(Proof {
        organization: world.houses[0].organization,
        person,
        roles: vec![Role::Patient],
        sites: Vec::new(),
        session: None,
        stepped_up_until: None,
    })
}

#[test]
fn whoever_is_at_no_site_and_tells_of_a_danger_is_heard_by_every_director() {
    for world in worlds("nowhere") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let person = house.supporter;
        let asked = Assigned {
            id: AssignmentId::from(clinic.fresh_key().uuid()),
            instrument: "c-ssrs-screener".to_owned(),
            at: world.now(),
            by: house.who(Role::Counselor, 0),
        };
        let kept = clinic
            .record()
            .transact(house.organization, |tx| ask_for(tx, person, &asked));
        kept.unwrap();
        let herself = signed_in(&world, person);
        let high = screener(&["2", "5"]);
        let recorded = answer_alone(clinic, &herself, key(21), "c-ssrs-screener", &high).unwrap();
        assert!(recorded.danger);
        let written = world.read(house, |read| interview::written(read, person));
        assert_eq!(written.len(), 1, "the answer stands in the assessment");
        let mut raised = world.read(house, |read| signal::of_person(read, person));
        raised.retain(|signal| signal.matter == Some(Matter::Suicide));
        assert_eq!(raised.len(), 1);
        assert_eq!(raised[0].urgency, Urgency::Now);
        let told = world.read(house, |read| alert::of_signal(read, raised[0].id));
        for at in [0, 1] {
            let director = house.who(Role::ClinicalDirector, at);
            assert!(told.iter().any(|one| one.staff == director));
        }
    }
}
