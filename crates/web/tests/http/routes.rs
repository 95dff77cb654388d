//! Every address, asked by everybody, against a table that was written apart from the policies.

use crate::client::{Reply, Request};
use crate::common::{minutes, wait_for};
use crate::served::{Served, with_token};
use care::{PersonId, Role};
use clinic::access::journal;
use std::collections::BTreeSet;

mod again;
mod clocks;
mod edits;
mod full;
pub mod plausible;
mod printed;
mod shape;
pub mod table;
mod whose;

use plausible::plausible;
use table::{Row, rows};

/// Who asks.
#[derive(Clone, Copy, Debug)]
enum Who {
    Nobody,
    Expired,
    /// Somebody of the first organization.
    Home,
    /// Somebody of the second, with the first one's ids.
    Other,
    /// Somebody whose confirmation has lapsed.
    Late,
}

/// The roles in the order of the table's columns.
pub const ROLES: [Role; 9] = [
    Role::IntakeCoordinator,
    Role::Counselor,
    Role::MedicalProvider,
    Role::ClinicalDirector,
    Role::ProgramAdministrator,
    Role::PrivacyOfficer,
    Role::Auditor,
    Role::Patient,
    Role::SupportPerson,
];

/// The person with a role in one of the organizations.
pub fn person(served: &Served, house: usize, role: Role) -> PersonId {
    let house = &served.world.houses[house];
    match role {
        Role::Patient => house.patients[0],
        Role::SupportPerson => house.supporter,
        role => house.who(role, 0),
    }
}

/// What a row answers to somebody.
fn ask(served: &Served, row: &Row, who: Who, role: Role) -> u16 {
    served.send(&request(served, row, who, role)).status
}

/// What somebody sends to the address of a row.
fn request(served: &Served, row: &Row, who: Who, role: Role) -> Request {
    let house = usize::from(matches!(who, Who::Other));
    let enter = || {
        served
            .world
            .enter(&served.world.houses[house], person(served, house, role))
            .cookie
    };
    let cookie = match who {
        Who::Nobody => String::new(),
        Who::Home | Who::Other => enter(),
        Who::Late | Who::Expired => {
            let cookie = enter();
            served
                .world
                .wait(minutes(if matches!(who, Who::Late) { 6 } else { 15 }));
            cookie
        }
    };
    let (path, fields) = plausible(served, row, role);
    let request = if !row.changes {
        Request::get(path)
    } else if row.json {
        Request::json(path, "{}")
    } else {
        let token = served.token(&cookie);
        let seen = served.version_on(&path, &cookie, &fields);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .chain(seen.iter().map(|(name, seen)| (*name, seen.as_str())))
            .collect();
        Request::post(path, &with_token(&token, &fields))
    };
    request.session(&cookie)
}

/// Every page of these rows that somebody may open, asked for by the first role that may: its row, where it was asked
/// for, and what it answered.
fn opened(served: &Served, of: fn(&Row) -> bool) -> impl Iterator<Item = (Row, String, Reply)> {
    let pages = rows().into_iter().filter(|row| !row.changes && !row.json);
    pages.filter(of).filter_map(move |row| {
        let asked = request(served, &row, Who::Home, row.first(200)?);
        let reply = served.send(&asked);
        Some((row, asked.path, reply))
    })
}

#[test]
fn the_table_lists_every_route_and_no_other() {
    let listed: BTreeSet<_> = rows()
        .into_iter()
        .map(|row| (row.changes, row.path))
        .collect();
    let served: BTreeSet<_> = web::routes::all()
        .map(|route| (route.changes, route.path.to_owned()))
        .collect();
    let unlisted: Vec<_> = served.difference(&listed).collect();
    assert!(
        unlisted.is_empty(),
        "write down in tests/routes.txt who may: {unlisted:?}"
    );
    let gone: Vec<_> = listed.difference(&served).collect();
    assert!(gone.is_empty(), "these are not there any more: {gone:?}");
}

#[test]
fn every_address_answers_everybody_as_the_table_says() {
    let served = Served::start();
    let mut wrong = Vec::new();
    for row in rows() {
        let mut hold = |who: Who, role: Role, expected: u16| {
            let answered = ask(&served, &row, who, role);
            if answered != expected {
                let method = if row.changes { "POST" } else { "GET" };
                wrong.push(format!(
                    "{method} {} {}: {who:?} {role:?} got {answered}, not {expected}",
                    row.path, row.which
                ));
            }
        };
        hold(Who::Nobody, Role::Counselor, row.nobody);
        hold(Who::Expired, Role::ClinicalDirector, row.expired);
        for (role, expected) in ROLES.into_iter().zip(row.roles) {
            hold(Who::Home, role, expected);
            // Somebody told that it does not fit was let in too.
            let let_in = expected < 400 || expected == 409;
            hold(
                Who::Other,
                role,
                row.other.filter(|_| let_in).unwrap_or(expected),
            );
            if let Some(late) = row
                .late
                .filter(|_| let_in || !row.path.starts_with("/staff"))
            {
                hold(Who::Late, role, late);
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let nested = record::nested();
    assert_eq!(nested, 0, "some page reads inside a read; the log says so");
}

/// What has to be asked for people to be shown.
const ASKED: [(&str, &str); 3] = [
    ("/staff/week", "?view=people"),
    ("/staff/palette", "?q=OfAlder"),
    ("/staff/search", "?q=OfAlder"),
];
/// What shows somebody only when other addresses were asked before, or an evening is over.
const LAST: [&str; 2] = ["/staff/signals", "/staff/sessions/{group}/{date}/close"];
/// Nobody of the house lies in a bed, so nobody is shown there.
const EMPTY: &str = "/staff/beds";

/// Pages about somebody that are made to be carried away, and are not written to or called from.
const CARRIED: [&str; 1] = ["/staff/people/{id}/week-print"];

#[test]
fn how_somebody_is_reached_stands_above_every_page_about_them() {
    let served = Served::start();
    let role = Role::ClinicalDirector;
    let about = |row: &Row| {
        let of = ["/staff/people/{id}", "/staff/inquiries/{id}"];
        let opens = !row.changes && row.which != "far" && row.answers(role) == 200;
        opens && of.iter().any(|of| row.path.starts_with(of))
    };
    let mut seen = 0;
    for row in rows().into_iter().filter(about) {
        if CARRIED.contains(&row.path.as_str()) {
            continue;
        }
        let reply = served.send(&request(&served, &row, Who::Home, role));
        let body = &reply.status_is(200).body;
        assert!(
            body.contains("aria-label=\"How to be in touch\""),
            "{}",
            row.path
        );
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}

/// Waits for a verification that a request asked for: what it writes belongs to no other request.
fn settle(served: &Served) {
    let officer = served.enter(Role::PrivacyOfficer).actor;
    wait_for(|| {
        let asked = journal::verification(&served.world.clinic, &officer).unwrap();
        asked.filter(|asked| !matches!(asked.stand, journal::Stand::UnderWay(_)))
    });
}

/// The table of routes says what the journal keeps of each, and that is what it keeps.
#[test]
fn the_journal_keeps_of_every_address_what_its_route_says() {
    let served = Served::start();
    let mut wrong = Vec::new();
    let mut asked = BTreeSet::new();
    let (mut all, last): (Vec<Row>, Vec<Row>) = rows()
        .into_iter()
        .filter(|row| row.path != EMPTY)
        .partition(|row| !LAST.contains(&row.path.as_str()));
    all.extend(last);
    for row in all {
        if row.path.ends_with("/close") && row.path.starts_with("/staff/sessions") {
            served.world.wait(minutes(3 * 24 * 60));
        }
        let mut routes = web::routes::all();
        let route = routes
            .find(|route| route.changes == row.changes && route.path == row.path)
            .unwrap();
        let done = |(_, status): &(Role, u16)| *status < 400;
        let Some((role, _)) = ROLES.into_iter().zip(row.roles).find(done) else {
            continue;
        };
        if !asked.insert((row.changes, row.path.clone())) {
            continue;
        }
        let mut request = request(&served, &row, Who::Home, role);
        if let Some((_, more)) = ASKED.iter().find(|(path, _)| *path == row.path) {
            request.path.push_str(more);
        }
        let before = served.journal().len();
        served.send(&request);
        let kept = served.journal().split_off(before);
        if row.path == "/staff/journal/verify" && row.changes {
            settle(&served);
        }
        let as_said = match route.journal {
            "" => kept.is_empty(),
            said => kept.iter().any(|kept| kept == said),
        };
        if !as_said {
            let method = if row.changes { "POST" } else { "GET" };
            let said = route.journal;
            wrong.push(format!("{method} {}: {said:?}, kept {kept:?}", row.path));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
