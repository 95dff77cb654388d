//! What each page of staff measures at a desk and on a phone: how long it is, whether what is pressed can be, whether
//! anything is cut, and what is filled with red. All of it stands in one table, with what is wrong below it.

use crate::driver::Browser;
use serde::Deserialize;
use std::fmt::Write as _;

/// Two screens of a desk: with fifty people in care, no page is longer.
const HEIGHT_MAX: u64 = 1_800;
/// Fields are filled from top to bottom.
const FORM: &str = "a form, with everything that it asks";
/// What happened is read back as far as somebody wants to.
const HISTORY: &str = "what happened, newest first";
/// The pages that may be longer, how long they may become, and why. Whoever makes one of them shorter takes it off.
const LONG: &[(&str, u64, &str)] = &[
    (
        "/staff/styleguide",
        20_000,
        "every component in every state stands on it",
    ),
    (
        "/staff/people/{id}/assessment/{section}",
        12_000,
        "a section is asked in one go, and each question stands by itself",
    ),
    (
        "/staff/people/{id}/rapid",
        12_000,
        "the whole of an assessment on one page, by keyboard",
    ),
    ("/staff/team/new", 2_600, FORM),
    ("/staff/team/{id}/edit", 2_600, FORM),
    ("/staff/sites/{id}/public", 5_000, FORM),
    ("/staff/groups/new", 2_200, FORM),
    ("/staff/groups/{id}/edit", 2_300, FORM),
    (
        "/staff/setup/staff",
        2_100,
        "a table is shown before it is brought in",
    ),
    (
        "/staff/settings",
        2_300,
        "every setting there is stands on it",
    ),
    (
        "/staff/outbox",
        20_000,
        "every message of a demonstration, whole",
    ),
    ("/staff/inquiries/new", 2_900, FORM),
    ("/staff/inquiries/{id}/edit", 3_700, FORM),
    (
        "/staff/inquiries/numbers",
        2_000,
        "a report, read from top to bottom",
    ),
    ("/staff/inquiries/{id}", 3_300, HISTORY),
    (
        "/staff/inquiries/{id}/book",
        3_500,
        "a day of free times, each of which is pressed",
    ),
    ("/staff/journal", 2_300, HISTORY),
    (
        "/staff/people/{id}",
        2_300,
        "the record as a whole; the course of care will take its lower half",
    ),
    (
        "/staff/people/{id}/placement",
        2_300,
        "a recommendation with all its reasons",
    ),
    (
        "/staff/people/{id}/handover",
        2_500,
        "a sheet that is printed",
    ),
    ("/staff/people/{id}/move", 2_000, FORM),
    ("/staff/people/{id}/coverage", 2_300, FORM),
    ("/staff/people/{id}/hours", 2_300, HISTORY),
    (
        "/staff/people/{id}/week",
        2_500,
        "twelve hours of a week, and below it what could be",
    ),
    (
        "/staff/people/{id}/life",
        2_300,
        "a real week as lists of days, and below it to draw on",
    ),
    ("/staff/people/{id}/life/shifts", 2_900, FORM),
    (
        "/staff/proposals/{id}",
        2_700,
        "who gets what, a line for each person",
    ),
    (
        "/staff/sites/{id}/groups",
        2_900,
        "every series of a site with its times",
    ),
    (
        "/staff/people/{id}/assessment",
        2_300,
        "every section, with what was said in each",
    ),
    ("/staff/people/{id}/safety-plan/edit", 3_700, FORM),
    ("/staff/people/{id}/measures/{code}/new", 2_100, FORM),
    ("/staff/signals", 2_600, "nobody in danger is folded away"),
    ("/staff/roles", 2_100, HISTORY),
    (
        "/staff/changes",
        5_000,
        "eight people of each change who have to be told, with what changed for each",
    ),
];
/// The pages on which a block may hold more than it shows, and why: pointed at, it shows all of it.
const CUT: &[(&str, &str)] = &[
    (
        "/staff/styleguide",
        "half an hour of a week that is drawn on is one of the states shown",
    ),
    (
        "/staff/people/{id}/life",
        "half an hour of somebody’s life is lower than its words",
    ),
];

const SCRIPT: &str = include_str!("measure.js");
/// On a phone: what of the end of the page is behind the bar, and whether everything opens above it.
const PHONE: &str = r"
    scrollTo(0, document.documentElement.scrollHeight);
    const bar = document.querySelector('.bar'), foot = document.querySelector('.foot');
    const top = bar ? bar.getBoundingClientRect().top : innerHeight;
    const behind = Math.round(foot.getBoundingClientRect().bottom - top) + 0;
    const more = bar?.querySelector('details');
    if (more) more.open = true;
    const sheet = document.querySelector('.main-nav')?.getBoundingClientRect();
    const opens = !more || (sheet.height > 0 && sheet.top >= 0 && sheet.bottom <= top + 1);
    if (more) more.open = false;
    scrollTo(0, 0);
    const small = [...document.querySelectorAll('.bar a, .bar summary, .search')]
      .map((element) => element.getBoundingClientRect())
      .filter((box) => box.height < 36 || box.width < 36).length;
    return { behind, opens, small, places: document.querySelectorAll('.bar a').length }";

#[derive(Deserialize)]
struct Desk {
    height: u64,
    headings: u64,
    rows: u64,
    row: u64,
    row_most: u64,
    small: Vec<String>,
    cut: Vec<String>,
    red: Vec<String>,
    hints: Vec<String>,
    places: u64,
    places_in_view: u64,
}

#[derive(Deserialize)]
struct Hand {
    behind: i64,
    opens: bool,
    small: u64,
    places: u64,
}

/// What every page measured, in the order in which a browser walked them.
#[derive(Default)]
pub struct Measures {
    table: String,
    wrong: Vec<String>,
}

impl Measures {
    /// Measures a page as it stands on a desk.
    pub fn desk(&mut self, browser: &Browser, route: &str, name: &str) {
        let found = browser.run(SCRIPT);
        let found: Desk = serde_json::from_value(found).unwrap();
        let listed = LONG.iter().find(|(long, ..)| *long == route);
        let most = listed.map_or(HEIGHT_MAX, |(_, most, _)| *most);
        writeln!(
            self.table,
            "{name:64} {:6} {:6} {:3} {:4} {:4} {:4} {:5} {:3} {:3}",
            found.height,
            if listed.is_some() { "listed" } else { "" },
            found.headings,
            found.rows,
            found.row,
            found.row_most,
            found.small.len(),
            found.cut.len(),
            found.red.len(),
        )
        .unwrap();
        if found.height > most {
            let height = found.height;
            self.say(name, &format!("{height} px high, and may be {most}"));
        }
        // The style guide shows the head of a page about somebody as well.
        if found.headings != 1 && route != "/staff/styleguide" {
            self.say(name, &format!("{} headings of a page", found.headings));
        }
        let may_cut = CUT.iter().any(|(cut, _)| *cut == route);
        let cut = if may_cut { Vec::new() } else { found.cut };
        for (what, all) in [
            ("too small to press", found.small),
            ("cut", cut),
            ("filled with the red of danger", found.red),
            ("a hint within a filter", found.hints),
        ] {
            if !all.is_empty() {
                self.say(name, &format!("{what}: {}", all.join("; ")));
            }
        }
        // Where somebody is let onto a page of a place that they do not have, none is marked.
        let (marked, in_view) = (found.places, found.places_in_view);
        if marked > 1 || in_view < marked {
            self.say(
                name,
                &format!("{marked} places are marked, {in_view} in view"),
            );
        }
    }

    /// Measures a page as it stands on a phone.
    pub fn hand(&mut self, browser: &Browser, name: &str) {
        let found = browser.run(PHONE);
        let found: Hand = serde_json::from_value(found).unwrap();
        if found.behind > 1 {
            let behind = found.behind;
            self.say(name, &format!("{behind} px of its end are behind the bar"));
        }
        if !found.opens {
            self.say(name, "the places do not open above the bar");
        }
        if found.small > 0 || found.places == 0 || found.places > 5 {
            let (at_hand, small) = (found.places, found.small);
            self.say(
                name,
                &format!("{at_hand} places at hand, {small} too small"),
            );
        }
    }

    /// What another browser measured comes after it.
    pub fn add(&mut self, other: Self) {
        self.table += &other.table;
        self.wrong.extend(other.wrong);
    }

    fn say(&mut self, name: &str, what: &str) {
        self.wrong.push(format!("{name}: {what}"));
    }

    /// Prints the table, and says what is wrong in it.
    pub fn end(self) -> Vec<String> {
        println!(
            "{:64} height        h1 rows  row most small cut red\n{}",
            "page of staff at 1280 px", self.table
        );
        self.wrong
    }
}
