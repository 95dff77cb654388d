//! One clock for each site: whoever reads a page about somebody reads the same times, and by whose clock they are.
//!
//! Every page of staff in the table is opened, so that a new one cannot be left out.

use super::plausible::plausible;
use super::printed::visible;
use super::table::{Row, rows};
use super::{ROLES, person};
use crate::served::Served;
use care::{PersonId, Role};
use clinic::access::setup::operator;
use clinic::people::staff;

/// Pages on which a date with a time of day is no instant, or is no word of ours, with why.
const NO_INSTANTS: [(&str, &str); 2] = [
    (
        "/life",
        "what somebody typed of their life is a time where they are",
    ),
    (
        "/staff/proposals/",
        "a message that goes to somebody is in their language, and read at their own site",
    ),
];
/// What names somebody or a site in an address. Everything else is a list, of which each reader sees their own part.
const NAMED: [&str; 2] = ["{id}", "{group}"];

#[test]
fn readers_in_two_zones_read_the_same_times_with_their_zone() {
    let served = Served::start();
    let director = Role::ClinicalDirector;
    // In New York, in Denver, at both; each reaches everybody.
    let directors = [
        served.house().who(director, 0),
        served.house().who(director, 1),
        director_of_both(&served),
    ];
    let (mut wrong, mut compared, mut times) = (Vec::new(), 0, 0);
    for row in rows().into_iter().filter(is_page) {
        let allowed = ROLES.into_iter().zip(row.roles);
        for (role, _) in allowed.filter(|(_, status)| *status == 200) {
            let (path, _) = plausible(&served, &row, role);
            let readers = match role {
                Role::ClinicalDirector => directors.to_vec(),
                role => vec![person(&served, 0, role)],
            };
            if readers.len() > 1 {
                // That somebody opened a page is told on it: everybody has, before anything is compared.
                for reader in &readers {
                    drop(told(&served, &path, *reader));
                }
            }
            let all: Vec<Vec<Told>> = readers
                .iter()
                .filter_map(|reader| told(&served, &path, *reader))
                .collect();
            times += all.iter().flatten().count();
            let is_instant = NO_INSTANTS.iter().all(|(part, _)| !row.path.contains(part));
            let unnamed = all.iter().flatten().find(|one| is_instant && !one.named);
            wrong.extend(
                unnamed.map(|one| format!("{path}, {role:?}: “{}”, by whose clock?", one.words)),
            );
            if !NAMED.iter().any(|part| row.path.contains(part)) || all.len() < 2 {
                continue;
            }
            compared += 1;
            if let Some(other) = all.iter().find(|other| **other != all[0]) {
                wrong.push(format!("{path}: {:?} and {other:?}", all[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 60, "only {compared} pages were compared");
    assert!(times > 200, "only {times} times were read");
}

fn is_page(row: &Row) -> bool {
    !row.changes && !row.json && row.path.starts_with("/staff")
}

/// A clinical director who works at both sites.
fn director_of_both(served: &Served) -> PersonId {
    let (clinic, house) = (&served.world.clinic, served.house());
    let mut draft = house.member_draft(Role::ClinicalDirector, 0, "both");
    draft.sites = house.sites.to_vec();
    let key = clinic.fresh_key();
    staff::add_staff(clinic, &operator(house.organization), key, &draft).unwrap()
}

/// A date with a time of day, as a page tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Told {
    words: String,
    /// Whether the zone stands behind it.
    named: bool,
}

/// What a page tells somebody; nothing where they may not open it.
fn told(served: &Served, path: &str, reader: PersonId) -> Option<Vec<Told>> {
    let cookie = served.world.enter(served.house(), reader).cookie;
    let reply = served.get(path, &cookie);
    let is_page = reply.status == 200 && reply.header("content-type").starts_with("text/html");
    is_page.then(|| visible(&reply.body).lines().flat_map(told_in).collect())
}

/// "Tue, Apr 14, 5:30 pm EST", "today, 5:30 to 8:30 pm EST", "Tue, Apr 14, 11:00 am to 1:00 pm EST".
fn told_in(line: &str) -> Vec<Told> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let is_half = |at: usize| {
        matches!(
            word(at).trim_end_matches(['.', ',', ';', ':', ')']),
            "am" | "pm"
        )
    };
    let is_time = |at: usize| {
        let (hour, minute) = word(at).split_once(':').unwrap_or_default();
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(hour) && digits(minute)
    };
    let is_date = |at: usize| {
        let day = word(at)
            .strip_suffix(',')
            .map(|day| day.trim_start_matches(['(', '“']));
        day.is_some_and(|day| day.eq_ignore_ascii_case("today") || day.parse::<u16>().is_ok())
    };
    let mut told = Vec::new();
    for at in 1..words.len() {
        if !is_date(at - 1) || !is_time(at) {
            continue;
        }
        // The last half of a day that belongs to it.
        let mut end = if is_half(at + 1) { at + 1 } else { at };
        if word(end + 1) == "to" && is_time(end + 2) && is_half(end + 3) {
            end += 3;
        }
        if !is_half(end) {
            continue;
        }
        let zone = word(end + 1).trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let named = zone.len() > 2 && zone.bytes().all(|byte| byte.is_ascii_uppercase());
        let whole = matches!(word(end), "am" | "pm");
        told.push(Told {
            words: words[at - 1..words.len().min(end + 2)].join(" "),
            named: named && whole,
        });
    }
    told
}

#[test]
fn a_time_without_its_zone_is_seen() {
    for (line, named) in [
        ("Made Tue, Mar 3, 2026, 5:30 pm EST, by Ada", Some(true)),
        ("Raised today, 9:05 am MST.", Some(true)),
        ("Tue, Mar 3, 5:30 to 8:30 pm EST. Cove.", Some(true)),
        ("Tue, Mar 3, 11:00 am to 1:00 pm EST", Some(true)),
        ("Made Tue, Mar 3, 2026, 5:30 pm, by Ada", Some(false)),
        ("Tue, Mar 3, 5:30 to 8:30 pm. Cove.", Some(false)),
        ("Book today, 9:05 am", Some(false)),
        ("Tue and Thu 5:30 pm", None),
        ("Mar 3, 2026", None),
    ] {
        let told = told_in(line);
        assert_eq!(told.first().map(|one| one.named), named, "{line}");
    }
}
