//! Requests about weeks: what is made and moved in them, and the life that they are fitted around.

use super::super::table::Row;
use super::{Fields, unused};
use crate::common::house::site_draft;
use crate::served::Served;
use care::Role;
use care::groups::group::Cause;
use care::planning::commitment::{CommitmentDraft, CommitmentKind};
use care::planning::week::Event;
use clinic::groups::group::{Scope, SessionShift, shift};
use clinic::people::site;
use clinic::planning::{commitment, week};
use std::sync::atomic::{AtomicI32, Ordering};

fn text(fields: &[(&'static str, &str)]) -> Fields {
    let own = |(name, value): &(&'static str, &str)| (*name, (*value).to_owned());
    fields.iter().map(own).collect()
}

/// A site where nothing is held yet, so that no search goes on after the request, and a proposal for it.
pub fn making_week(served: &Served, row: &Row) -> (String, Fields) {
    let (house, clinic) = (served.house(), &served.world.clinic);
    if row.path.contains("/people/") {
        let person = house.patients[if row.which == "far" { 3 } else { 0 }];
        let plan = r#"{"groups":[],"individual":null}"#;
        let fields = if row.changes {
            text(&[("monday", "2026-03-09"), ("plan", plan)])
        } else {
            Vec::new()
        };
        return (row.path.replace("{id}", &person.to_string()), fields);
    }
    let administrator = served.enter(Role::ProgramAdministrator).actor;
    let draft = site_draft(&format!("Quiet {}", unused(served)), "America/New_York");
    let quiet = site::add_site(clinic, &administrator, clinic.fresh_key(), &draft).unwrap();
    if row.path.contains("/proposals/") {
        let day = jiff::civil::date(2026, 3, 4);
        let event = Event::SiteClosed {
            from: day,
            through: day,
        };
        let id = week::repair(clinic, &administrator, clinic.fresh_key(), quiet, &event).unwrap();
        if row.path.ends_with("/undo") {
            week::publish(clinic, &administrator, clinic.fresh_key(), id, false).unwrap();
        }
        return (row.path.replace("{id}", &id.to_string()), Vec::new());
    }
    let fields = match row.path.rsplit('/').next() {
        _ if !row.changes => Vec::new(),
        Some("make") => text(&[
            ("monday", "2026-03-09"),
            ("purpose", "assign"),
            ("seconds", "10"),
        ]),
        Some("repair") => text(&[("what", "site"), ("from", "2026-03-04")]),
        _ => Vec::new(),
    };
    (row.path.replace("{id}", &quiet.to_string()), fields)
}

/// What somebody's life holds: something that is there, or was just taken out.
pub fn life(served: &Served, row: &Row) -> (String, Fields) {
    let (house, clinic) = (served.house(), &served.world.clinic);
    let person = house.patients[if row.which == "far" { 3 } else { 0 }];
    let director = served.enter(Role::ClinicalDirector).actor;
    let day = jiff::civil::date(2026, 3, 2);
    let entry = CommitmentDraft::weekly(CommitmentKind::Work, day, (540, 1020));
    // The list is not endless, so that what a request leaves behind goes again.
    for (id, _) in commitment::life(clinic, &director, person)
        .unwrap()
        .commitments
    {
        commitment::remove(clinic, &director, clinic.fresh_key(), person, id).unwrap();
    }
    let kept = commitment::add(clinic, &director, clinic.fresh_key(), person, &entry);
    let id = kept.unwrap();
    if row.path.ends_with("/restore") {
        commitment::remove(clinic, &director, clinic.fresh_key(), person, id).unwrap();
    }
    let path = row.path.replace("{commitment}", &id.to_string());
    let path = path.replace("{id}", &person.to_string());
    let fields = match row.path.rsplit('/').next() {
        _ if !row.changes => Vec::new(),
        Some("way") => text(&[
            ("by", "bus"),
            ("minutes", "40"),
            ("telehealth", "possible"),
            ("track", "general"),
        ]),
        Some("remove" | "restore") => Vec::new(),
        Some("vacation") => text(&[("from", "2026-03-08"), ("until", "2026-03-08")]),
        Some("shifts") => text(&[
            ("kind", "work"),
            ("firmness", "fixed"),
            ("weeks", "1"),
            ("turn_days.1a", "sun"),
            ("turn_start.1a", "9:00"),
            ("turn_end.1a", "12:00"),
            ("anchor", "2026-03-02"),
            ("from", "2026-03-02"),
            (
                "shown",
                "Sun, Mar 8, 9:00 am to 12:00 pm; Sun, Mar 15, 9:00 am to 12:00 pm",
            ),
        ]),
        _ => text(&[
            ("kind", "school"),
            ("often", "1"),
            ("days", "tue"),
            ("start", "9:00"),
            ("end", "12:00"),
            ("from", "2026-03-02"),
            ("firmness", "fixed"),
        ]),
    };
    (path, fields)
}

/// A session that is moved, or was just moved and is to be moved back: each time one of another week, as one that is
/// where it should be cannot be moved there.
pub fn moving(served: &Served, row: &Row) -> (String, Fields) {
    static WEEK: AtomicI32 = AtomicI32::new(0);
    let group = served.house().groups[0];
    let week = WEEK.fetch_add(1, Ordering::Relaxed);
    let date = jiff::civil::date(2027, 1, 5) + jiff::Span::new().weeks(week);
    let to = date.yesterday().unwrap();
    match row.path.rsplit('/').next() {
        Some("undo") => {
            let clinic = &served.world.clinic;
            let director = served.enter(Role::ClinicalDirector).actor;
            let now = clinic::groups::group::movable(clinic, &director, group, date).unwrap();
            let to = SessionShift {
                group,
                date,
                scope: Scope::Once,
                to,
                start_minute: 540,
                place: now.session.place,
                facilitators: now.session.facilitators,
                cause: Cause::Holiday,
            };
            let before = shift(clinic, &director, clinic.fresh_key(), &to).unwrap();
            let before = serde_json::to_vec(&before).unwrap();
            let before =
                percent_encoding::percent_encode(&before, percent_encoding::NON_ALPHANUMERIC);
            (format!("{}?before={before}", row.path), Vec::new())
        }
        _ if !row.changes => (
            format!("{}?group={group}&date={date}", row.path),
            Vec::new(),
        ),
        _ => {
            let fields = [
                ("group", group.to_string()),
                ("date", date.to_string()),
                ("scope", "once".to_owned()),
                ("to", to.to_string()),
                ("start", "9:00".to_owned()),
                ("cause", "holiday".to_owned()),
            ];
            (row.path.clone(), fields.to_vec())
        }
    }
}
