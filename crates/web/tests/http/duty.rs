//! Hours on duty as lines of text.

use crate::served::Served;
use care::{Role, Span, Weekday};
use clinic::people::staff;
use clinic::people::staff::StaffDraft;

/// Somebody who works at both sites opens their page and saves it as it is: every hour stays where it was.
#[test]
fn saving_somebody_who_works_at_two_sites_moves_no_hours() {
    let served = Served::start();
    let (house, clinic) = (served.house(), &served.world.clinic);
    let boss = served.enter(Role::ProgramAdministrator);
    let id = house.who(Role::Counselor, 1);
    let span = |day| Span::new(day, 9 * 60, 17 * 60).unwrap();
    let duty = vec![
        (house.sites[0], span(Weekday::Mon)),
        (house.sites[1], span(Weekday::Tue)),
    ];
    let draft = StaffDraft {
        sites: house.sites.to_vec(),
        availability: duty.clone(),
        ..house.member_draft(Role::Counselor, 1, "both")
    };
    staff::change_staff(clinic, &boss.actor, clinic.fresh_key(), id, &draft).unwrap();
    let page = served
        .get(&format!("/staff/team/{id}/edit"), &boss.cookie)
        .body;
    let (_, rest) = page.split_once("name=\"duty\"").unwrap();
    let lines = rest
        .split_once('>')
        .unwrap()
        .1
        .split_once("</textarea>")
        .unwrap()
        .0;
    let sites = house.sites.map(|site| site.to_string());
    let fields = |lines: &str| {
        let fields = [
            ("given", "Robin"),
            ("family", "Birch"),
            ("email", "both@alder.example"),
            ("roles", "counselor"),
            ("sites", &sites[0]),
            ("sites", &sites[1]),
            ("duty", lines),
        ];
        served.post(&format!("/staff/team/{id}/edit"), &boss.cookie, &fields)
    };
    fields(lines).status_is(303);
    let team = staff::team(clinic, &boss.actor).unwrap();
    let mut kept = team
        .into_iter()
        .find(|staff| staff.id == id)
        .unwrap()
        .availability;
    kept.sort_by_key(|(_, span)| *span);
    assert_eq!(kept, duty);
    fields("Mon 9:00 to 17:00 at Nowhere").status_is(422);
}
