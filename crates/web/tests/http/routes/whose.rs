//! Nobody writes into the wrong chart: every page about somebody says whose it is, in the title of the window and in its
//! one heading, and shows which of their pages it is. The table of routes says which pages those are.

use super::plausible::plausible;
use super::table::{Row, rows};
use super::{Who, person, request};
use crate::client::Request;
use crate::served::{Served, with_token};
use care::{InquiryId, PersonId, ReferralId, Role, SignalId};
use clinic::followup::signal;
use clinic::intake::inquiry;
use clinic::people::about;
use clinic::stays::referral;
use policy::Actor;

/// How the addresses of pages about one person begin.
const ABOUT: [&str; 5] = [
    "/staff/people/{id}",
    "/staff/inquiries/{id}",
    "/staff/waiting/{id}",
    "/staff/signals/{id}",
    "/staff/referrals/{id}",
];
/// Made to be carried away and shown: it names nobody in its window.
const CARRIED: &str = "/staff/people/{id}/week-print";
/// Whoever forgets somebody sees whom, and no page of theirs.
const NO_TABS: &str = "/staff/people/{id}/forget";

/// Whom an address is about.
fn whom(served: &Served, actor: &Actor, path: &str) -> Option<PersonId> {
    let clinic = &served.world.clinic;
    let parts: Vec<&str> = path.split(['/', '?']).collect();
    let id = *parts.get(3)?;
    match *parts.get(2)? {
        "people" => PersonId::parse(id),
        "inquiries" | "waiting" => {
            let opened = inquiry::open(clinic, actor, InquiryId::parse(id)?).ok()?;
            Some(opened.inquiry.person)
        }
        "signals" => {
            let shown = signal::show(clinic, actor, SignalId::parse(id)?).ok()?;
            Some(shown.signal.person)
        }
        "referrals" => {
            let tracked = referral::one(clinic, actor, ReferralId::parse(id)?).ok()?;
            Some(tracked.referral.person)
        }
        other => panic!("{other} is about nobody"),
    }
}

/// What stands between two texts, once.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    rest.split_once(to).map_or(rest, |(inside, _)| inside)
}

/// What a page lacks of saying whose it is.
fn lacks(page: &str, name: &str, short: &str, tabs: bool) -> Vec<String> {
    let mut lacks = Vec::new();
    let headings = page.matches("<h1").count();
    if headings != 1 {
        lacks.push(format!("{headings} headings of a page"));
    }
    if !between(page, "<h1", "</h1>").contains(name) {
        lacks.push("no name in the heading".to_owned());
    }
    if !between(page, "<title>", "</title>").starts_with(&format!("{short} – ")) {
        lacks.push("no name in the title of the window".to_owned());
    }
    if tabs {
        match page.split_once("about-tabs") {
            None => lacks.push("no tabs".to_owned()),
            Some((_, rest)) => {
                let (bar, _) = rest.split_once("</nav>").unwrap();
                let marked = bar.matches("aria-current=\"page\"").count();
                if marked != 1 {
                    lacks.push(format!("{marked} tabs are marked"));
                }
            }
        }
    }
    lacks
}

fn is_about(row: &Row) -> bool {
    row.path != CARRIED && !row.json && ABOUT.iter().any(|start| row.path.starts_with(start))
}

#[test]
fn every_page_about_somebody_says_whose_it_is_and_which() {
    let served = Served::start();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for row in rows().iter().filter(|row| !row.changes && is_about(row)) {
        let Some(role) = row.furthest(200) else {
            continue;
        };
        let asked = request(&served, row, Who::Home, role);
        let reply = served.send(&asked);
        let body = &reply.status_is(200).body;
        let director = served.enter(Role::ClinicalDirector).actor;
        let id = whom(&served, &director, &asked.path);
        let id = id.unwrap_or_else(|| panic!("whom is {} about?", asked.path));
        let known = about::about(&served.world.clinic, &director, id, &[]);
        let known = known.unwrap().unwrap();
        assert!(!known.name.is_empty() && !known.short.is_empty());
        let lacks = lacks(body, &known.name, &known.short, row.path != NO_TABS);
        if !lacks.is_empty() {
            wrong.push(format!("{}: {}", row.path, lacks.join(", ")));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 45, "{seen}");
}

/// A form that has to be mended stands on a page as well.
#[test]
fn a_form_about_somebody_that_has_to_be_mended_says_whose_it_is() {
    let served = Served::start();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for row in rows().iter().filter(|row| row.changes && is_about(row)) {
        let Some(role) = row.furthest(303) else {
            continue;
        };
        let (path, _) = plausible(&served, row, role);
        let seat = served.world.enter(served.house(), person(&served, 0, role));
        let token = served.token(&seat.cookie);
        let empty = Request::post(path.clone(), &with_token(&token, &[])).session(&seat.cookie);
        let reply = served.send(&empty);
        if reply.status != 422 || !reply.body.contains("<h1") {
            continue;
        }
        let director = served.enter(Role::ClinicalDirector).actor;
        let Some(id) = whom(&served, &director, &path) else {
            continue;
        };
        // Whoever opens a record in an emergency does not reach them yet, and is told no name.
        if row.path.ends_with("/emergency") {
            continue;
        }
        let Some(known) = about::about(&served.world.clinic, &director, id, &[]).unwrap() else {
            continue;
        };
        let tabs = row.path != NO_TABS;
        let lacks = lacks(&reply.body, &known.name, &known.short, tabs);
        if !lacks.is_empty() {
            wrong.push(format!("{}: {}", row.path, lacks.join(", ")));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 5, "{seen}");
}
