//! What belongs to another organization looks exactly like what does not exist.

use crate::client::{Reply, Request};
use crate::common::house::{House, local_today, referral_draft};
use crate::served::{Served, with_token};
use care::assessment::finding::{RawValue, Source};
use care::followup::on_call::RotaPlace;
use care::planning::week::Event;
use care::{InquiryId, MembershipId, ReferralId, Role, SignalId};
use clinic::assessment::interview;
use clinic::assessment::interview::Statement;
use clinic::followup::on_call;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::groups::group;
use clinic::people::staff;
use clinic::planning::week;
use clinic::stays::referral;
use policy::Actor;
use uuid::Uuid;

const MADE_UP: Uuid = Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0001);

/// What a form names that nobody has.
const NAMED: &str = "01950000-0000-7000-8000-000000000002";

/// An answer with the id that was asked for, and the tokens, taken out.
fn plain(reply: &Reply, id: Uuid) -> (u16, String, String) {
    let location = reply.header("location").replace(&id.to_string(), "ID");
    (
        reply.status,
        location,
        reply.without_tokens().replace(&id.to_string(), "ID"),
    )
}

#[test]
fn another_organizations_ids_answer_like_ids_made_up() {
    let served = Served::start();
    let [home, theirs] = &served.world.houses;
    let session = served
        .world
        .enter(theirs, theirs.who(Role::Counselor, 0))
        .actor
        .session()
        .unwrap();
    let targets = [
        ("inquiries", asked(&served).uuid()),
        ("waiting", asked(&served).uuid()),
        ("referrals", referred(&served).uuid()),
        ("groups", theirs.groups[0].uuid()),
        ("memberships", member(&served).uuid()),
        ("people", theirs.patients[0].uuid()),
        ("team", theirs.who(Role::Counselor, 0).uuid()),
        ("sites", theirs.sites[0].uuid()),
        ("emergencies", theirs.glass.uuid()),
        ("roles", asked_for(&served)),
        ("devices", session.uuid()),
        ("programs", theirs.programs[0].uuid()),
        ("signals", raised(&served).uuid()),
        ("makeups", theirs.membership.uuid()),
        ("proposals", proposed(&served)),
        ("passkeys", theirs.patients[1].uuid()),
        ("on-call", on_shift(&served)),
        ("changes", touched(theirs, &served).change.uuid()),
        ("notices", touched(theirs, &served).id.uuid()),
    ];
    let mut compared = 0;
    for (role, person) in home.everyone() {
        let cookie = served.world.enter(home, person).cookie;
        // What is public is nobody's secret: those pages are the same for everybody.
        let routes = web::routes::all();
        let routes =
            routes.filter(|route| !route.path.trim_start_matches("/es").starts_with("/sites/"));
        for route in routes.filter(|route| route.path.contains("{id}")) {
            let (_, id) = targets
                .iter()
                .find(|(word, _)| route.path.contains(&format!("/{word}/")))
                .unwrap_or_else(|| panic!("say here what {} is about", route.path));
            let ask = |id: Uuid| {
                let path = route.path.replace("{id}", &id.to_string());
                let request = if route.changes {
                    Request::post(
                        path,
                        &with_token(&served.token(&cookie), &fields(route.path)),
                    )
                } else {
                    Request::get(path)
                };
                plain(&served.send(&request.session(&cookie)), id)
            };
            let (made_up, swapped) = (ask(MADE_UP), ask(*id));
            assert_eq!(swapped, made_up, "{role:?} {}", route.path);
            assert!(
                !route.changes || made_up.0 >= 400,
                "{role:?} {}",
                route.path
            );
            compared += 1;
        }
    }
    assert!(compared > 100);
}

/// Whoever holds a role at the first site of the other organization.
fn enter(served: &Served, role: Role) -> Actor {
    let theirs = &served.world.houses[1];
    served.world.enter(theirs, theirs.who(role, 0)).actor
}

/// Somebody of the other organization asked for help.
fn asked(served: &Served) -> InquiryId {
    let (clinic, theirs) = (&served.world.clinic, &served.world.houses[1]);
    let draft = theirs.inquiry_draft(0, "Robin", "Elsewhere", "555 010 0133");
    let receipt =
        clinic::intake::inquiry::request(clinic, theirs.organization, clinic.fresh_key(), &draft);
    receipt.unwrap().inquiry
}

/// Somebody of the other organization is on call.
fn on_shift(served: &Served) -> Uuid {
    let (clinic, theirs) = (&served.world.clinic, &served.world.houses[1]);
    let director = enter(served, Role::ClinicalDirector);
    let today = local_today(&served.world);
    let days = [today, today.tomorrow().unwrap()];
    let draft = theirs.shift_draft(RotaPlace::First, Role::Counselor, days);
    let added = on_call::add(clinic, &director, clinic.fresh_key(), &draft);
    added.unwrap().uuid()
}

/// A role of the other organization waits for a yes.
fn asked_for(served: &Served) -> Uuid {
    let (clinic, theirs) = (&served.world.clinic, &served.world.houses[1]);
    let mut draft = theirs.member_draft(Role::Counselor, 0, "asked");
    draft.credentials.clear();
    let administrator = enter(served, Role::ProgramAdministrator);
    staff::add_staff(clinic, &administrator, clinic.fresh_key(), &draft).unwrap();
    let changes = staff::changes(clinic, &enter(served, Role::PrivacyOfficer)).unwrap();
    changes[0].grant.id.uuid()
}

/// Somebody of the other organization was sent elsewhere.
fn referred(served: &Served) -> ReferralId {
    let (clinic, theirs) = (&served.world.clinic, &served.world.houses[1]);
    let director = enter(served, Role::ClinicalDirector);
    let draft = referral_draft(local_today(&served.world));
    let person = theirs.patients[0];
    referral::refer(clinic, &director, clinic.fresh_key(), person, &draft).unwrap()
}

/// Somebody of the other organization said something that their staff should look at today.
fn raised(served: &Served) -> SignalId {
    let (clinic, theirs) = (&served.world.clinic, &served.world.houses[1]);
    let director = enter(served, Role::ClinicalDirector);
    let said = Statement {
        question: "risk.suicide".to_owned(),
        about: None,
        value: Some(RawValue::Text("high".to_owned())),
        not_known: None,
        source: Source::Person,
        settles: false,
    };
    let (key, person) = (clinic.fresh_key(), theirs.patients[0]);
    interview::answer(clinic, &director, key, person, &[said], None).unwrap();
    let open = signal::list(clinic, &director, Which::Open).unwrap();
    open[0].signal.id
}

/// A week of the other organization's site was repaired on paper.
fn proposed(served: &Served) -> Uuid {
    let (clinic, theirs) = (&served.world.clinic, &served.world.houses[1]);
    let administrator = enter(served, Role::ProgramAdministrator);
    let day = jiff::civil::date(2026, 3, 4);
    let event = Event::SiteClosed {
        from: day,
        through: day,
    };
    let id = week::repair(
        clinic,
        &administrator,
        clinic.fresh_key(),
        theirs.sites[0],
        &event,
    );
    id.unwrap().uuid()
}

/// Somebody of the other organization has to know of a change.
fn touched(theirs: &House, served: &Served) -> record::groups::notice::KeptNotice {
    served.touched(theirs, theirs.patients[0])
}

/// Somebody of the other organization is in a group.
fn member(served: &Served) -> MembershipId {
    let (clinic, theirs) = (&served.world.clinic, &served.world.houses[1]);
    let director = enter(served, Role::ClinicalDirector);
    let (group, person) = (theirs.groups[0], theirs.patients[0]);
    let (key, day) = (clinic.fresh_key(), jiff::civil::date(2026, 3, 3));
    group::join(clinic, &director, key, group, person, day, Some(day)).unwrap()
}

/// A form that would be taken if the id were ours.
fn fields(path: &str) -> Vec<(&'static str, &'static str)> {
    let last = path.rsplit('/').next().unwrap();
    match last {
        "call" => vec![("outcome", "reached")],
        "lose" => vec![("reason", "cost")],
        "{appointment}" => vec![("state", "kept")],
        "off" => vec![("plan", NAMED)],
        "cancel" if path.contains("/inquiries/") => vec![
            ("appointment", NAMED),
            ("starts_at", "2026-03-05T15:00:00Z"),
        ],
        "rooms" => vec![("name", "Willow"), ("seats", "9")],
        "programs" => vec![("name", "Evenings"), ("level", "outpatient")],
        "emergency" => vec![("reason", "The emergency room called about this person.")],
        "forget" => vec![("reason", "asked for in writing"), ("word", "FORGET")],
        "review" => vec![("words", "Read and understood.")],
        _ => Vec::new(),
    }
}
