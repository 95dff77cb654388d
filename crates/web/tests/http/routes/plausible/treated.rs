//! Requests about the medical part of somebody's record.

use super::super::table::Row;
use super::Fields;
use crate::common::house::line;
use crate::served::Served;
use care::Role;
use care::assessment::finding::Source;
use care::treatment::medicine::{Medicine, TakenToday};
use care::treatment::naloxone::NaloxoneGiven;
use clinic::treatment::{medicine, naloxone};
use jiff::civil::date;

/// Whether an address is one of these.
pub fn is_of(row: &Row) -> bool {
    let page = row.path.strip_prefix("/staff/people/{id}/");
    let topic = page.and_then(|page| page.split('/').next());
    matches!(
        topic,
        Some(
            "medical" | "allergies" | "medicines" | "pharmacy" | "vitals" | "naloxone" | "screens"
        )
    )
}

/// A path with its person, and the fields of its form.
pub fn plausible(served: &Served, row: &Row) -> (String, Fields) {
    let person = served.house().patients[if row.which == "far" { 3 } else { 0 }];
    let mut path = row.path.replace("{id}", &person.to_string());
    if path.ends_with("{number}") {
        let director = served.enter(Role::ClinicalDirector).actor;
        let clinic = &served.world.clinic;
        let key = clinic.fresh_key();
        let added = if path.contains("/naloxone/") {
            naloxone::give(clinic, &director, key, person, &kit())
        } else {
            medicine::begin(clinic, &director, key, person, &lisinopril())
        };
        path = path.replace("{number}", &added.unwrap().to_string());
    }
    if row.path.ends_with("/none") {
        // Nobody takes none while something is on the list.
        stop_all(served, row);
    }
    let text = str::to_owned;
    let fields = match row.path.rsplit('/').next() {
        _ if !row.changes => Vec::new(),
        Some("allergies") => vec![
            ("substance.1", text("Penicillin")),
            ("source", text("person")),
        ],
        Some("pharmacy") => vec![("name", text("Harbor Drug"))],
        Some("vitals") => vec![("pulse", text("72")), ("temperature", text("98.6"))],
        Some("naloxone") => vec![("kits", text("2"))],
        _ if row.path.contains("/naloxone/") => vec![
            ("kits", text("2")),
            ("on", text("Mar 1, 2026")),
            ("what", text("corrected")),
            ("why", text("Two, as the log says")),
        ],
        Some("screens") => vec![("asked.hiv", text("declined"))],
        Some("none") => vec![("source", text("person"))],
        _ => vec![("name", text("Lisinopril")), ("source", text("person"))],
    };
    (path, fields)
}

fn kit() -> NaloxoneGiven {
    NaloxoneGiven {
        on: date(2026, 3, 1),
        kits: 1,
        by: None,
        mended: None,
    }
}

fn lisinopril() -> Medicine {
    Medicine {
        name: line("Lisinopril"),
        dose: None,
        often: None,
        prescriber: None,
        since: None,
        taken: TakenToday::Unknown,
        stopped_on: None,
        stopped_why: None,
        despite: None,
        source: Source::Person,
    }
}

/// Stops whatever is on somebody's list.
fn stop_all(served: &Served, row: &Row) {
    let person = served.house().patients[if row.which == "far" { 3 } else { 0 }];
    let director = served.enter(Role::ClinicalDirector).actor;
    let clinic = &served.world.clinic;
    let shown = medicine::list(clinic, &director, person).unwrap();
    let today = shown.opened.today;
    for entry in shown.opened.standing() {
        if entry.body.is_current() {
            let stopped = Medicine {
                stopped_on: Some(today),
                ..entry.body.clone()
            };
            let key = clinic.fresh_key();
            medicine::alter(clinic, &director, key, person, entry.item, &stopped).unwrap();
        }
    }
}
