//! What the public page of a site says is kept by whoever runs the place, and read by anybody.

use crate::common::house::line;
use crate::engines::worlds;
use care::Role;
use care::people::leaflet::{Leaflet, OfferedMedicine, Payment};
use clinic::people::leaflet;
use clinic::{Refusal, home};

#[test]
fn what_the_page_of_a_site_says_is_kept_whole_and_read_by_anybody() {
    for world in worlds("leaflet") {
        let clinic = &world.clinic;
        // The public pages are those of the first organization, whichever of the two houses that is.
        let (first, _) = home::organizations(clinic).unwrap().remove(0);
        let mut houses = world.houses.iter();
        let house = houses.find(|house| house.organization == first).unwrap();
        let boss = world
            .enter(house, house.who(Role::ProgramAdministrator, 0))
            .actor;
        let site = house.sites[0];
        let (_, nothing) = leaflet::leaflet(clinic, &boss, site).unwrap();
        assert_eq!(nothing, Leaflet::default());
        let told = Leaflet {
            gives: vec![OfferedMedicine::Buprenorphine],
            pays: vec![Payment::Medicaid],
            payers: vec![line("Northern Health Plan")],
            ..Leaflet::default()
        };
        let before = world.journal_length(house);
        leaflet::keep(clinic, &boss, clinic.fresh_key(), site, &told).unwrap();
        assert_eq!(world.said_after(house, before), ["leaflet.changed"]);
        let public = home::public_home(clinic).unwrap().unwrap();
        assert_eq!(public.leaflet(site), Some(&told));
        assert_eq!(public.leaflet(house.sites[1]), None);
        // Over something that somebody else saved meanwhile nothing is kept.
        let stale = clinic.fresh_key().over(leaflet::version(&nothing).unwrap());
        let refused = leaflet::keep(clinic, &boss, stale, site, &Leaflet::default());
        assert!(matches!(refused, Err(Refusal::Changed)));
        assert_eq!(leaflet::leaflet(clinic, &boss, site).unwrap().1, told);
    }
}

#[test]
fn only_whoever_runs_the_place_changes_what_its_page_says() {
    for world in worlds("leaflet_rights") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let site = house.sites[0];
        for (role, person) in house.everyone() {
            let actor = world.enter(house, person).actor;
            let kept = leaflet::keep(
                clinic,
                &actor,
                clinic.fresh_key(),
                site,
                &Leaflet::default(),
            );
            let may = role == Role::ProgramAdministrator;
            assert_eq!(kept.is_ok(), may, "{role:?}");
            assert!(may || matches!(kept, Err(Refusal::Denied)), "{role:?}");
        }
    }
}
