//! What each page of staff measures at a desk and on a phone: how long it is, whether what is pressed can be, whether
//! anything is cut, and what is filled with red. All of it stands in one table, with what is wrong below it.

use crate::driver::Browser;
use serde::Deserialize;
use std::fmt::Write as _;

/// Two screens of a desk: with fifty people in care, no page is longer.
const HEIGHT_MAX: u64 = 1_800;
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
        if found.headings != 1 {
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
