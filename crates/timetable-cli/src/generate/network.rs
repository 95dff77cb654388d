//! What a network of sites shares by telehealth: groups without a site, and the staff who float.

use super::grid::{UNITS, WEEKDAYS, at};
use super::groups::{TOPICS, group, process_name, with_topic};
use super::names::Names;
use super::people::{Made, TRACKS_OF_NETWORK};
use super::staff::{Duty, Hired, hire};
use timetable::Kind;
use timetable::form::GroupForm;

/// Above this many people, only every second floating member of staff speaks Spanish.
const PEOPLE_WITH_ALL_SPANISH_MAX: usize = 400;

/// Telehealth groups for the whole network. People of a thin track can attend them only by telehealth, so they all do.
pub(crate) fn groups(people: &mut [Made], of_sites: &[GroupForm]) -> Vec<GroupForm> {
    let n = people.len();
    let mut all = Vec::new();
    let mut process = |track: &str, number: usize| {
        let name = format!("Telehealth {}", process_name(track, number).to_lowercase());
        let mut g = group(Kind::Process, name, 12, 5);
        g.track = Some(track.to_owned());
        all.push(g);
    };
    for track in TRACKS_OF_NETWORK {
        let has_own = |site: usize| {
            of_sites.iter().any(|g| {
                g.kind == Kind::Process && g.track.as_deref() == Some(track) && g.site == Some(site)
            })
        };
        let mut left = 0_usize;
        for p in people.iter_mut().map(|p| &mut p.form) {
            if p.track == track && !has_own(p.site) {
                p.tele_ok = true;
                left += 1;
            }
        }
        (0..left.div_ceil(9)).for_each(|j| process(track, j + 1));
    }
    (0..(n / 150).max(1)).for_each(|j| process("general", j + 1));
    for j in 0..(n / 100).max(2) {
        let topic = TOPICS[j % TOPICS.len()];
        let name = format!("Telehealth education {}: {topic}", j + 1);
        all.push(with_topic(group(Kind::Education, name, 15, 4), topic));
    }
    for j in 0..(n / 150).max(1) {
        let name = format!("Telehealth relapse prevention {}", j + 1);
        let g = group(Kind::RelapsePrevention, name, 15, 4);
        all.push(with_topic(g, &format!("rp{}", j % 3)));
    }
    for j in 0..(n / 200).max(1) {
        let name = format!("Telehealth holistic {}: mindfulness", j + 1);
        all.push(with_topic(
            group(Kind::Holistic, name, 15, 4),
            "mindfulness",
        ));
    }
    for g in &mut all {
        g.tele = true;
    }
    all
}

/// Staff who lead telehealth groups for every site.
pub(crate) fn staff(people: usize, names: &mut Names) -> Vec<Hired> {
    let float = |j: usize| {
        let mut duty = Duty::none();
        for day in 0..WEEKDAYS {
            let (from, to) = if j % 2 == 1 {
                (at(13, 0), UNITS)
            } else {
                (at(8, 30), at(16, 30))
            };
            duty.on(day, from, to);
        }
        let mut creds = vec!["PROC", "EDU", "RP", "HOL", "young"];
        if j.is_multiple_of(2) || people <= PEOPLE_WITH_ALL_SPANISH_MAX {
            creds.push("spanish");
        }
        if j.is_multiple_of(3) {
            creds.push("cooc");
        }
        (duty, creds)
    };
    (0..(people / 100).max(2))
        .map(|j| {
            let (duty, creds) = float(j);
            hire("float", None, duty, &creds, 46, names)
        })
        .collect()
}
