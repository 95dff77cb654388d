//! What a place still needs follows from what is there.

use crate::common::World;
use crate::common::house::site_draft;
use care::followup::on_call::RotaPlace;
use care::people::site::parse_hours;
use care::{Role, Span, Weekday};
use clinic::access::first_run::{OpeningStep, first_run};
use clinic::access::setup::operator;
use clinic::followup::on_call;
use clinic::people::site::SiteDraft;
use clinic::people::{site, staff};
use jiff::civil::date;
use policy::Actor;

fn open(world: &World, boss: &Actor) -> Vec<OpeningStep> {
    let run = first_run(&world.clinic, boss).unwrap();
    let open: Vec<OpeningStep> = OpeningStep::ALL
        .into_iter()
        .filter(|step| !run.is_done(*step))
        .collect();
    assert_eq!(run.is_complete(), open.is_empty());
    open
}

/// Somebody on duty, and somebody first on call, at each site: one site is not enough for either.
fn on_duty(world: &World, boss: &Actor, console: &Actor) {
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let nobody = [
        OpeningStep::Duty,
        OpeningStep::OnCall,
        OpeningStep::Administrators,
    ];
    for (at, site) in house.sites.into_iter().enumerate() {
        assert_eq!(open(world, boss), nobody);
        let mut member = house.member_draft(Role::Counselor, at, "duty");
        let monday = Span::new(Weekday::Mon, 480, 1020).unwrap();
        member.availability = vec![(site, monday)];
        staff::add_staff(clinic, console, clinic.fresh_key(), &member).unwrap();
        let days = [date(2026, 3, 2), date(2026, 3, 3)];
        let mut shift = house.shift_draft(RotaPlace::First, Role::Counselor, days);
        (shift.site, shift.person) = (site, house.who(Role::Counselor, at));
        let director = world.enter(house, house.who(Role::ClinicalDirector, 0));
        on_call::add(clinic, &director.actor, clinic.fresh_key(), &shift).unwrap();
    }
}

#[test]
fn a_step_is_done_when_what_it_asks_for_is_there_and_comes_back_with_a_new_site() {
    let world = World::embedded();
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let administrator = house.who(Role::ProgramAdministrator, 0);
    let boss = world.enter(house, administrator).actor;
    let console = operator(house.organization);
    assert_eq!(
        open(&world, &boss),
        [
            OpeningStep::Hours,
            OpeningStep::Duty,
            OpeningStep::OnCall,
            OpeningStep::Administrators
        ]
    );
    for (known, _) in site::sites(clinic, &console).unwrap() {
        let draft = SiteDraft {
            name: known.name,
            zone: known.zone,
            state: known.state,
            hours: parse_hours("Mon to Fri 8:00 to 20:30").unwrap(),
        };
        site::change_site(clinic, &console, clinic.fresh_key(), known.id, &draft).unwrap();
    }
    on_duty(&world, &boss, &console);
    assert_eq!(open(&world, &boss), [OpeningStep::Administrators]);
    let second = house.member_draft(Role::ProgramAdministrator, 0, "second");
    let id = staff::add_staff(clinic, &console, clinic.fresh_key(), &second).unwrap();
    // Who was only invited lets nobody in.
    assert_eq!(open(&world, &boss), [OpeningStep::Administrators]);
    world.set_up(house, id);
    assert!(open(&world, &boss).is_empty());
    // One whose account is closed lets nobody in.
    staff::set_disabled(clinic, &console, clinic.fresh_key(), id, true).unwrap();
    assert_eq!(open(&world, &boss), [OpeningStep::Administrators]);
    let third = site_draft("West", "America/Los_Angeles");
    site::add_site(clinic, &console, clinic.fresh_key(), &third).unwrap();
    let left = [
        OpeningStep::Hours,
        OpeningStep::Programs,
        OpeningStep::Duty,
        OpeningStep::OnCall,
        OpeningStep::Administrators,
    ];
    assert_eq!(open(&world, &boss), left);
}

#[test]
fn only_who_runs_the_place_is_told() {
    let world = World::embedded();
    let house = &world.houses[0];
    for role in Role::STAFF {
        let actor = world.enter(house, house.who(role, 0)).actor;
        let told = first_run(&world.clinic, &actor).is_ok();
        assert_eq!(told, role == Role::ProgramAdministrator, "{role:?}");
    }
}
