//! Groups: each request has a day of its own, so that none is in the way of the next.

use super::{Fields, Row, Served, unused};
use care::Role;
use care::groups::group::{Cause, SessionChange};
use clinic::groups::group::{ExceptionDraft, add_exception, join};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use std::sync::atomic::{AtomicI32, Ordering};

/// One more Tuesday, on which the groups of the house meet.
fn tuesday() -> Date {
    static WEEKS: AtomicI32 = AtomicI32::new(0);
    date(2026, 3, 3) + WEEKS.fetch_add(1, Ordering::Relaxed).weeks()
}

/// One more Thursday; the first fifty lie less than a year ahead.
fn thursday() -> Date {
    static WEEKS: AtomicI32 = AtomicI32::new(0);
    date(2026, 3, 5) + (WEEKS.fetch_add(1, Ordering::Relaxed) % 50).weeks()
}

pub fn is_of_groups(row: &Row) -> bool {
    row.path.contains("/groups") || row.path.ends_with("/load")
}

pub fn plausible(served: &Served, row: &Row) -> (String, Fields) {
    let house = served.house();
    let at = usize::from(row.which == "far");
    let group = house.groups[at].to_string();
    let site = house.sites[0].to_string();
    match row.path.as_str() {
        "/staff/groups/new" => {
            let mut fields = shape(served);
            fields.push(("site", site));
            fields.push(("save", "draft".to_owned()));
            (String::new(), fields)
        }
        "/staff/groups/{id}/edit" => {
            let mut fields = shape(served);
            fields.push(("facilitators", house.who(Role::Counselor, at).to_string()));
            fields.push(("place", house.rooms[at].to_string()));
            fields.push(("save", "held".to_owned()));
            (group, fields)
        }
        "/staff/groups/{id}/exceptions" if row.changes => (
            group,
            vec![
                ("date", tuesday().to_string()),
                ("change", "cancelled".to_owned()),
                ("cause", "holiday".to_owned()),
            ],
        ),
        "/staff/groups/{id}/exceptions/remove" => {
            (group, vec![("date", excepted(served, at).to_string())])
        }
        "/staff/groups/{id}/members" if row.changes => (group, joins(served, at)),
        "/staff/memberships/{id}/leave" => membership(served, at),
        "/staff/sites/{id}/groups/close" => (site, vec![("date", thursday().to_string())]),
        "/staff/sites/{id}/programs/load" if row.changes => (site, program(served)),
        path if path.starts_with("/staff/sites") => (site, Vec::new()),
        _ => (group, Vec::new()),
    }
}

/// The fields of the form of a group, but for who leads it and where.
fn shape(served: &Served) -> Fields {
    [
        ("name", unused(served).as_str()),
        ("kind", "process"),
        ("track", "evening"),
        ("meetings", "Tue and Thu 5:30 pm"),
        ("minutes", "180"),
        ("starts_on", "2 Mar 2026"),
        ("seats", "10"),
        ("smallest", "6"),
        ("open", "yes"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// A day on which something differs.
fn excepted(served: &Served, at: usize) -> Date {
    let house = served.house();
    let clinic = &served.world.clinic;
    let date = tuesday();
    let draft = ExceptionDraft {
        date,
        cause: Cause::Weather,
        change: SessionChange::Cancelled,
    };
    let director = served.enter(Role::ClinicalDirector).actor;
    add_exception(
        clinic,
        &director,
        clinic.fresh_key(),
        house.groups[at],
        &draft,
    )
    .unwrap();
    date
}

/// Somebody on the caseload of the group's counselor. They join for a day, so they can join again.
fn person(served: &Served, at: usize) -> care::PersonId {
    served.house().patients[3 * at]
}

fn joins(served: &Served, at: usize) -> Fields {
    let day = tuesday().to_string();
    vec![
        ("person", person(served, at).to_string()),
        ("from", day.clone()),
        ("last", day),
    ]
}

fn membership(served: &Served, at: usize) -> (String, Fields) {
    let house = served.house();
    let clinic = &served.world.clinic;
    let director = served.enter(Role::ClinicalDirector).actor;
    let day = tuesday();
    let (group, person) = (house.groups[at], person(served, at));
    let key = clinic.fresh_key();
    let id = join(clinic, &director, key, group, person, day, Some(day)).unwrap();
    (id.to_string(), vec![("last", day.to_string())])
}

/// A program of one group that is kept as a draft.
fn program(served: &Served) -> Fields {
    let text = format!(
        "[[program]]\nname = \"{}\"\ntracks = [{{ name = \"morning\", days = [\"sat\"], start = \"9:00\", end = \"12:00\" }}]\n",
        unused(served)
    );
    vec![
        ("text", text),
        ("starts_on", "2 Mar 2026".to_owned()),
        ("save", "yes".to_owned()),
    ]
}
