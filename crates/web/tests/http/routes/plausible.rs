//! A request that only a matter of rights could refuse.

use super::table::Row;
use crate::common::house::email;
use crate::common::{noon, token, wait_for};
use crate::served::Served;
use care::access::glass::GlassReason;
use care::followup::safety_plan::{Item, PlanStep, Steps};
use care::people::look::Accent;
use care::people::patient::BirthDate;
use care::{PersonId, Role};
use clinic::access::sign_in;
use clinic::access::sign_in::LinkPurpose;
use clinic::access::{glass, journal};
use clinic::attendance::{arrival, calendar};
use clinic::followup::safety_plan;
use clinic::followup::safety_plan::Draft;
use clinic::groups::told;
use clinic::people::patient::PatientDraft;
use clinic::people::{look, patient, staff};
use jiff::civil::{Date, date};
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

mod assessed;
mod course;
mod details;
mod groups;
mod inquiries;
mod on_call;
mod planning;
mod treated;

const REASON: &str = "The emergency room called about this person.";
const BORN: &str = "1990-01-02";

/// One dot, as PNG.
const LOGO: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

type Fields = Vec<(&'static str, String)>;

/// A path with ids of the first organization, and the fields of a form. Things that a request uses up are made anew.
pub fn plausible(served: &Served, row: &Row, role: Role) -> (String, Fields) {
    if row.path.contains("/calendar") {
        return (row.path.clone(), own_calendar(served, row, role));
    }
    if row.path == "/staff/setup/staff" || row.path == "/staff/people/import" {
        return (row.path.clone(), a_table(served, row));
    }
    if row.path.starts_with("/staff/settings/look") {
        return (row.path.clone(), look(served, row));
    }
    if row.path.starts_with("/staff/week/") {
        return planning::moving(served, row);
    }
    if row.path.starts_with("/staff/measures") {
        return assessed::wording(served, row);
    }
    if row.path == "/staff/journal/export/download" {
        export(served, role);
        return (row.path.clone(), Vec::new());
    }
    if let Some(made) = assessed::plausible(served, row) {
        return made;
    }
    if let Some(address) = ["/sites/{id}", "/es/sites/{id}"]
        .iter()
        .find(|address| row.path == **address)
    {
        // The public pages are those of the first organization there is.
        let public = clinic::home::public_home(&served.world.clinic).unwrap();
        let site = public.unwrap().sites[0].id.to_string();
        return (address.replace("{id}", &site), Vec::new());
    }
    if details::is_of(row) {
        return details::plausible(served, row);
    }
    if row.path.contains("/safety-plan") {
        return safety_plan(served, row);
    }
    if treated::is_of(row) {
        return treated::plausible(served, row);
    }
    if row.path.starts_with("/staff/on-call") {
        return on_call::plausible(served, row);
    }
    if row.path.contains("/life") {
        return planning::life(served, row);
    }
    if let Some(made) = of_requests(served, row) {
        return made;
    }
    let parts = ["/week/make", "/week/stop", "/repair", "/proposals/"];
    let making = parts.iter().any(|part| row.path.contains(part));
    if making || row.path == "/staff/people/{id}/week" {
        return planning::making_week(served, row);
    }
    let (id, fields) = of_thing(served, row, role);
    let fields = if row.changes { fields } else { Vec::new() };
    // The first session of the group at that site, on Tuesday.
    let group = served.house().groups[usize::from(row.which == "far")];
    let path = row.path.replace("{id}", &id);
    let path = path
        .replace("{group}", &group.to_string())
        .replace("{date}", "2026-03-03");
    let path = path
        .replace("{link}", &link(served, &path))
        .replace("{organization}", &served.house().organization.to_string())
        .replace("{token}", "not-a-token")
        .replace("{file}", "not-a-secret.ics")
        .replace("{topic}", "today");
    (path, fields)
}

/// The pages of requests for help.
fn of_requests(served: &Served, row: &Row) -> Option<(String, Fields)> {
    match row.path.as_str() {
        path if path.starts_with("/staff/inquiries") => Some(inquiries::plausible(served, row)),
        path if path.starts_with("/staff/waiting") => Some(inquiries::waiting(served, row)),
        path if path.contains("/answer/") => Some(inquiries::answer(served, row)),
        _ => None,
    }
}

/// The id of what a page is about, and the fields of its form, where its room has no more to say.
fn of_thing(served: &Served, row: &Row, role: Role) -> (String, Fields) {
    match row.path.split('/').nth(2) {
        Some("people") if course::is_of(row) => course::plausible(served, row, role),
        Some("referrals") => course::referral(served, row),
        Some("people" | "emergency") => person(served, row),
        Some("groups" | "memberships") => groups::plausible(served, row),
        Some("sites") if groups::is_of_groups(row) => groups::plausible(served, row),
        Some("team") => member(served, row),
        Some("roles") => (asked_for(served), Vec::new()),
        Some("sites") => site(served, row),
        Some("programs") => (
            served.house().programs[0].to_string(),
            vec![("name", unused(served))],
        ),
        Some("sessions") => (String::new(), Vec::new()),
        Some("makeups") => (makeup(served, row), Vec::new()),
        Some("emergencies") => (
            opening(served),
            vec![("words", "Read and understood.".to_owned())],
        ),
        Some("devices") => (device(served, role), Vec::new()),
        Some("changes") if row.changes => {
            let one = served.touched(served.house(), served.house().patients[0]);
            (one.change.to_string(), Vec::new())
        }
        Some("notices") => (notice(served, row), Vec::new()),
        _ => (Uuid::from_u128(77).to_string(), account(row)),
    }
}

/// A change of which somebody was not told; or was, where that is taken back.
fn notice(served: &Served, row: &Row) -> String {
    let person = served.house().patients[if row.which == "far" { 3 } else { 0 }];
    let one = served.touched(served.house(), person);
    if row.path.ends_with("/unreached") {
        let (clinic, director) = (&served.world.clinic, served.enter(Role::ClinicalDirector));
        told::reach(clinic, &director.actor, clinic.fresh_key(), one.id, true).unwrap();
    }
    one.id.to_string()
}

/// A safety plan of two versions, the same each time, of which the earlier one can be brought back.
fn safety_plan(served: &Served, row: &Row) -> (String, Fields) {
    let (house, clinic) = (served.house(), &served.world.clinic);
    let person = house.patients[if row.which == "far" { 3 } else { 0 }];
    let director = served.enter(Role::ClinicalDirector).actor;
    let mut steps = Steps::default();
    steps.add(PlanStep::Signs, Item::read("Silence", "").unwrap().unwrap());
    let draft = Draft {
        steps,
        together: true,
        review_on: None,
    };
    let save = || safety_plan::save(clinic, &director, clinic.fresh_key(), person, &draft).unwrap();
    let (earlier, _) = (save(), save());
    let fields = match row.path.rsplit('/').next() {
        Some("edit") if row.changes => vec![("w.signs.1", "Long silence".to_owned())],
        Some("restore") => vec![("version", earlier.to_string())],
        _ => Vec::new(),
    };
    (row.path.replace("{id}", &person.to_string()), fields)
}

/// A journal that was written out and waits for whoever holds a role, in either organization their own.
fn export(served: &Served, role: Role) {
    let clinic = &served.world.clinic;
    for (number, house) in served.world.houses.iter().enumerate() {
        let person = super::person(served, number, role);
        let actor = served.world.enter(house, person).actor;
        let key = clinic.fresh_key();
        if journal::ask_for_export(clinic, &actor, key, journal::Range::default()).is_ok() {
            wait_for(|| match journal::export_of(clinic, &actor).unwrap() {
                Some(journal::Stand::UnderWay(_)) => None,
                stand => stand,
            });
        }
    }
}

/// A table of one line, about somebody whom nobody knows yet, at a site that each organization has.
fn a_table(served: &Served, row: &Row) -> Fields {
    let new = unused(served);
    let text = if row.path.ends_with("/staff") {
        format!(
            "given name,family name,email,roles,sites\nRobin,{new},{new}@people.example,auditor,North\n"
        )
    } else {
        format!("given name,family name,email,site\nRobin,{new},{new}@people.example,North\n")
    };
    if row.changes {
        vec![("text", text), ("save", "yes".to_owned())]
    } else {
        Vec::new()
    }
}

/// How the place is to look; for what takes a change back there is one.
fn look(served: &Served, row: &Row) -> Fields {
    match row.path.rsplit('/').next() {
        Some("look") if row.changes => vec![("accent", "#0b5d5d".to_owned())],
        Some("logo") => vec![("logo", LOGO.to_owned())],
        Some("back") => {
            let clinic = &served.world.clinic;
            for house in &served.world.houses {
                let boss = house.who(Role::ProgramAdministrator, 0);
                let boss = served.world.enter(house, boss).actor;
                let stands = look::look(clinic, &boss).unwrap().look;
                // Another one than it has, so that there is something to take back.
                let other = Accent::from_code("0b5d5d").filter(|_| stands.accent.is_none());
                look::keep_accent(clinic, &boss, clinic.fresh_key(), other).unwrap();
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// A word that was not used before.
fn unused(served: &Served) -> String {
    served.world.clinic.fresh_key().uuid().simple().to_string()
}

fn link(served: &Served, path: &str) -> String {
    let purpose = if path.starts_with("/demo") {
        LinkPurpose::Demo
    } else {
        LinkPurpose::Welcome
    };
    let house = served.house();
    let link = sign_in::issue(
        &served.world.clinic,
        house.organization,
        house.patients[3],
        purpose,
    );
    token(&link.unwrap()).to_owned()
}

/// Another browser of whoever asks.
fn device(served: &Served, role: Role) -> String {
    let person = super::person(served, 0, role);
    let seat = served.world.enter(served.house(), person);
    seat.actor.session().unwrap().to_string()
}

fn account(row: &Row) -> Fields {
    let text = str::to_owned;
    match row.path.as_str() {
        "/welcome/{link}" => vec![
            ("password", text("seven boats at the harbor")),
            ("code", String::new()),
        ],
        "/language" | "/account/language" => vec![("language", text("en"))],
        "/account/password" => vec![("password", text("nine boats at the harbor"))],
        "/account/confirm" => vec![
            ("password", text("not the password")),
            ("code", text("000000")),
        ],
        "/sign-in" => vec![
            ("login", text("nobody@nowhere.example")),
            ("password", text("not the password")),
        ],
        "/sign-in/code" => vec![("ticket", text("none")), ("code", text("000000"))],
        _ => Vec::new(),
    }
}

fn person(served: &Served, row: &Row) -> (String, Fields) {
    let house = served.house();
    let place = if row.which == "far" { 3 } else { 0 };
    let kept = house.patients[place];
    let at = place / 3;
    let family = unused(served);
    let mut details: Fields = vec![
        ("given", "Robin".to_owned()),
        ("family", family.clone()),
        ("born", BORN.to_owned()),
        ("email", format!("robin@{family}.example")),
        ("program", house.programs[at].to_string()),
    ];
    match row.path.as_str() {
        "/staff/people/{id}/edit" => {
            details.push(("counselor", house.who(Role::Counselor, at).to_string()));
            // Whoever signs in with another address from then on is a matter of other rights.
            let address = details.iter_mut().find(|(name, _)| *name == "email");
            address.unwrap().1 = format!("person{at}0@{}.example", house.name);
            (kept.to_string(), details)
        }
        "/staff/people/new" => {
            // Nobody here has that address; with a date of birth they might look like somebody else.
            details.retain(|(name, _)| !["program", "born"].contains(name));
            details.push(("site", house.sites[at].to_string()));
            (String::new(), details)
        }
        "/staff/people/{id}/emergency" => (
            newcomer(served, 1, &family).to_string(),
            vec![("reason", REASON.to_owned())],
        ),
        "/staff/people/{id}/forget" => (
            newcomer(served, 1, &family).to_string(),
            vec![
                ("reason", "asked for in writing".to_owned()),
                ("word", "FORGET".to_owned()),
            ],
        ),
        "/staff/people/{id}/makeups" => (
            newcomer(served, at, &family).to_string(),
            vec![
                ("group", house.groups[at].to_string()),
                ("date", unused_tuesday().to_string()),
            ],
        ),
        "/staff/emergency" => {
            newcomer(served, 1, &family);
            details.truncate(3);
            details.push(("reason", REASON.to_owned()));
            (String::new(), details)
        }
        _ => (kept.to_string(), Vec::new()),
    }
}

/// A make-up of somebody new, that can still be taken back.
fn makeup(served: &Served, row: &Row) -> String {
    let at = usize::from(row.which == "far");
    let director = served.enter(Role::ClinicalDirector).actor;
    let draft = clinic::attendance::hours::MakeupDraft {
        person: newcomer(served, at, &unused(served)),
        group: served.house().groups[at],
        date: unused_tuesday(),
    };
    let clinic = &served.world.clinic;
    let booked =
        clinic::attendance::hours::book_makeup(clinic, &director, clinic.fresh_key(), &draft);
    booked.unwrap().to_string()
}

/// A Tuesday on which no request has booked anything yet, so that a seat is free.
fn unused_tuesday() -> Date {
    static WEEKS: AtomicI64 = AtomicI64::new(0);
    let weeks = WEEKS.fetch_add(1, Ordering::Relaxed);
    date(2026, 3, 3) + jiff::Span::new().weeks(weeks)
}

/// Somebody new at a site.
fn newcomer(served: &Served, at: usize, family: &str) -> PersonId {
    let director = served.enter(Role::ClinicalDirector).actor;
    let house = served.house();
    let mut draft = house.patient_draft("Robin", at, None);
    draft.name.family = care::Line::parse(family, "a name").unwrap();
    let today = care::zone::greenwich(noon()).date();
    let draft = PatientDraft {
        born: Some(BirthDate::parse(BORN, today).unwrap()),
        contact: care::Contact {
            email: Some(email(&format!("{family}@people.example"))),
            phone: None,
        },
        ..draft
    };
    patient::seed_patient(
        &served.world.clinic,
        &director,
        served.world.clinic.fresh_key(),
        &draft,
    )
    .unwrap()
}

/// An opening that waits for its review.
fn opening(served: &Served) -> String {
    let person = newcomer(served, 1, &unused(served));
    let counselor = served.enter(Role::Counselor).actor;
    let reason = GlassReason::parse(REASON).unwrap();
    let clinic = &served.world.clinic;
    glass::break_glass(clinic, &counselor, clinic.fresh_key(), person, &reason).unwrap();
    let officer = served.enter(Role::PrivacyOfficer).actor;
    let openings = glass::openings(clinic, &officer).unwrap();
    let opened = openings
        .iter()
        .find(|opening| opening.glass.patient == person);
    opened.unwrap().glass.id.to_string()
}

fn member(served: &Served, row: &Row) -> (String, Fields) {
    let house = served.house();
    // Nobody asks as these, so they may be changed, closed and opened again. No link goes to an address that another row
    // changed, so it goes to somebody whom none changes; and that of somebody whose role opens no record is one that
    // whoever manages staff may hold.
    if row.path.ends_with("/link") {
        return (second_administrator(served), Vec::new());
    }
    let role = if row.path.ends_with("/invite") {
        Role::MedicalProvider
    } else {
        Role::IntakeCoordinator
    };
    let id = house.who(role, 1).to_string();
    let details: Fields = vec![
        ("given", "Robin".to_owned()),
        ("family", "Changed".to_owned()),
        ("email", format!("{}@people.example", unused(served))),
        ("roles", "intake_coordinator".to_owned()),
        ("sites", house.sites[1].to_string()),
    ];
    let has_details = row.path.ends_with("/new") || row.path.ends_with("/edit");
    (id, if has_details { details } else { Vec::new() })
}

/// A second administrator, who has not come in yet.
fn second_administrator(served: &Served) -> String {
    let (house, clinic) = (served.house(), &served.world.clinic);
    let administrator = served.enter(Role::ProgramAdministrator).actor;
    let draft = house.member_draft(Role::ProgramAdministrator, 1, &unused(served));
    let person = staff::add_staff(clinic, &administrator, clinic.fresh_key(), &draft);
    person.unwrap().to_string()
}

/// A role that waits for a yes: the administrator asked for it, for somebody new.
fn asked_for(served: &Served) -> String {
    let (house, clinic) = (served.house(), &served.world.clinic);
    let administrator = served.enter(Role::ProgramAdministrator).actor;
    let draft = house.member_draft(Role::Auditor, 1, &unused(served));
    let person = staff::add_staff(clinic, &administrator, clinic.fresh_key(), &draft).unwrap();
    let officer = served.enter(Role::PrivacyOfficer).actor;
    let changes = staff::changes(clinic, &officer).unwrap();
    let waits = changes
        .iter()
        .find(|change| change.grant.person == person && change.grant.verdict.is_none());
    waits.unwrap().grant.id.to_string()
}

fn site(served: &Served, row: &Row) -> (String, Fields) {
    let name = ("name", unused(served));
    if row.path.ends_with("/kiosk/revoke") {
        // There is a screen to stop.
        let administrator = served.enter(Role::ProgramAdministrator).actor;
        let (clinic, site) = (&served.world.clinic, served.house().sites[0]);
        arrival::make_kiosk(clinic, &administrator, clinic.fresh_key(), site).unwrap();
    }
    let fields = match row.path.rsplit('/').next() {
        Some("rooms") => vec![name, ("seats", "9".to_owned())],
        Some("programs") => vec![name, ("level", "outpatient".to_owned())],
        Some("beds") => vec![name, ("level", "residential".to_owned())],
        Some("new" | "edit") => vec![name, ("zone", "America/Chicago".to_owned())],
        _ => Vec::new(),
    };
    (served.house().sites[0].to_string(), fields)
}

/// What somebody's own calendar takes. It has an address, so that there is one to take back.
fn own_calendar(served: &Served, row: &Row, role: Role) -> Fields {
    let clinic = &served.world.clinic;
    let person = super::person(served, 0, role);
    let actor = served.world.enter(served.house(), person).actor;
    // Whoever keeps no calendar is refused here as well.
    let _ = calendar::make_address(clinic, &actor, clinic.fresh_key());
    if row.path.ends_with("/calendar") {
        vec![("title", "Meeting".to_owned())]
    } else {
        Vec::new()
    }
}
