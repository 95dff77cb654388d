//! The rota: who may be on call, two in one place, taking a shift out and putting it back.

use super::*;
use clinic::Refusal;
use clinic::followup::on_call::{change, form, remove, restore, rotas};

/// Whoever the form offers can be put on call at each site that it names beside them, and nobody else anywhere.
#[test]
fn the_form_of_a_shift_offers_whoever_it_takes_and_nobody_else() {
    for world in worlds("offered") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let director = enter(&world, Role::ClinicalDirector, 0);
        let (_, choices) = form(clinic, &director, None).unwrap();
        assert!(!choices.staff.is_empty());
        let mut shift = draft(&world, RotaPlace::First, Role::Counselor);
        for site in house.sites {
            for member in clinic::people::staff::team(clinic, &director).unwrap() {
                (shift.site, shift.person) = (site, member.id);
                let taken = add(clinic, &director, clinic.fresh_key(), &shift);
                let mut offered = choices.staff.iter().filter(|one| one.person == member.id);
                let offered = offered.any(|one| one.sites.contains(&site));
                assert_eq!(taken.is_ok(), offered, "{:?}: {taken:?}", member.roles);
                if let Ok(id) = taken {
                    remove(clinic, &director, clinic.fresh_key(), id).unwrap();
                }
            }
        }
    }
}

#[test]
fn a_swap_is_no_way_out_of_two_that_come_once() {
    for world in worlds("two_swaps") {
        let clinic = &world.clinic;
        let director = enter(&world, Role::ClinicalDirector, 0);
        for (every_weeks, advised) in [(1, true), (0, false)] {
            let mut shift = draft(&world, RotaPlace::First, Role::Counselor);
            shift.shift.every_weeks = every_weeks;
            add(clinic, &director, clinic.fresh_key(), &shift).unwrap();
            let clash = add(clinic, &director, clinic.fresh_key(), &shift).unwrap_err();
            let said = format!("{clash:?} {clash}");
            assert!(said.contains("is on call in the same place"), "{said}");
            assert_eq!(said.contains("as a swap"), advised, "{said}");
        }
    }
}

#[test]
fn two_in_one_place_are_refused_and_a_shift_is_taken_out_and_put_back() {
    for world in worlds("rota") {
        let [first, _] = staffed(&world);
        let clinic = &world.clinic;
        let director = enter(&world, Role::ClinicalDirector, 0);
        let same = draft(&world, RotaPlace::First, Role::Counselor);
        let refused = add(clinic, &director, key(41), &same).unwrap_err();
        assert!(
            refused.to_string().contains("in the same place"),
            "{refused}"
        );
        let mut swap = same;
        swap.shift.every_weeks = 0;
        swap.shift.until_on = date(2026, 3, 4);
        add(clinic, &director, key(42), &swap).unwrap();
        let gaps = || {
            let all = rotas(clinic, &director).unwrap().sites;
            let own = all
                .iter()
                .find(|rota| rota.site.id == world.houses[0].sites[0]);
            own.unwrap().gaps().count()
        };
        assert_eq!(gaps(), 0);
        remove(clinic, &director, key(43), first).unwrap();
        assert!(gaps() > 0, "what nobody has is seen");
        restore(clinic, &director, key(44), first).unwrap();
        assert_eq!(gaps(), 0);
        let mut moved = draft(&world, RotaPlace::First, Role::MedicalProvider);
        moved.shift.every_weeks = 9;
        let wrong = change(clinic, &director, key(45), first, &moved).unwrap_err();
        assert!(wrong.to_string().contains("at most 8 weeks"), "{wrong}");
        let counselor = enter(&world, Role::Counselor, 0);
        assert!(rotas(clinic, &counselor).is_ok_and(|rotas| !rotas.may_edit));
        let denied = remove(clinic, &counselor, key(46), first);
        assert!(matches!(denied, Err(Refusal::Denied)));
    }
}
