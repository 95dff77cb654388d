//! The week: days beside each other, half hours below each other. On a phone the same markup is a list of days.
//!
//! A block is as high as it is long, so what it says is chosen to fit, for each of a few widths of the week; the
//! stylesheet shows the one that belongs to the width there is. All of it is read aloud, and shown to whoever points at
//! the block or comes to it by keyboard.

use crate::language::Language;
use maud::{Markup, html};
use std::fmt::Write as _;

pub use axis::{Axis, AxisBlock, AxisDay, AxisLane, AxisMark, axis};
use fit::{Share, Shown, Told, WIDTHS_EM, fit};
use lay::{beside, lanes, lines, overlap, taken};
pub(super) use lay::{lines as shown_lines, place};

mod axis;
mod fit;
mod lay;
mod short;

/// What a block of the week is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A session of the program.
    Session,
    /// A session that is attended from elsewhere.
    Telehealth,
    /// A commitment of the person that cannot move.
    Commitment,
    /// A time the person would rather keep free.
    RatherNot,
    /// The way to or from something.
    Travel,
    /// A session that was called off.
    CalledOff,
}

impl BlockKind {
    const fn class(self) -> &'static str {
        match self {
            BlockKind::Session => "session",
            BlockKind::Telehealth => "session telehealth",
            BlockKind::Commitment => "commitment",
            BlockKind::RatherNot => "rather-not",
            BlockKind::Travel => "travel",
            BlockKind::CalledOff => "called-off",
        }
    }

    /// The key of the kind in a word, where the block does not say it by its title.
    const fn word(self) -> Option<&'static str> {
        match self {
            BlockKind::Session | BlockKind::Travel => None,
            BlockKind::Telehealth => Some("week-telehealth"),
            BlockKind::Commitment => Some("week-committed"),
            BlockKind::RatherNot => Some("week-rather-not"),
            BlockKind::CalledOff => Some("week-called-off"),
        }
    }
}

/// One block of a day.
#[derive(Clone, Debug)]
pub struct Block {
    /// When it starts, in minutes from midnight.
    pub from_min: u16,
    /// When it ends, in minutes from midnight.
    pub until_min: u16,
    /// When, in words: `5:30 to 8:30 pm`.
    pub time: String,
    /// What it is.
    pub title: String,
    /// Where, with whom; may be empty.
    pub detail: String,
    /// Where it leads.
    pub href: Option<String>,
    /// What it is.
    pub kind: BlockKind,
}

/// One day with its blocks, in the order of their start.
#[derive(Clone, Debug)]
pub struct Day {
    /// The day in words: `Tue, Apr 14`.
    pub label: String,
    /// The day for machines: `2026-04-14`.
    pub date: String,
    /// Whether it is today.
    pub today: bool,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A week, or any few days.
#[derive(Clone, Debug)]
pub struct WeekGrid {
    /// What it is, for assistive technology and print: `Week of April 13, Central time`.
    pub caption: String,
    /// The first hour shown, 0 to 23.
    pub first_hour: u16,
    /// The hour it ends at, 1 to 24.
    pub last_hour: u16,
    /// The days.
    pub days: Vec<Day>,
}

/// Draws a week. Blocks that overlap stand beside each other.
pub fn week_grid(week: &WeekGrid) -> Markup {
    week_grid_in(Language::English, week)
}

/// The same on a page in a language.
pub fn week_grid_in(language: Language, week: &WeekGrid) -> Markup {
    let of_week: u32 = week.days.iter().map(|day| count(lanes(&day.blocks))).sum();
    html! {
        section.week aria-label=(week.caption) {
            p.week-caption { (week.caption) }
            div.week-days {
                div.week-hours aria-hidden="true" {
                    @for hour in week.first_hour..week.last_hour { span class=(place((hour - week.first_hour) * 60, 60, shown_min(week))) { (hour_text(language, hour)) } }
                }
                @for day in &week.days { (one_day(language, week, day, of_week)) }
            }
        }
    }
}

fn one_day(language: Language, week: &WeekGrid, day: &Day, of_week: u32) -> Markup {
    let lanes = lanes(&day.blocks);
    let shape = format!("lines-{} lanes-{lanes}", lines(shown_min(week)));
    // What the blocks of a day have in common; each of them knows the rest.
    let common = Share {
        of_week,
        of_day: count(lanes),
        beside: count(beside(&day.blocks)),
        alone: false,
        half_hours: 0,
    };
    html! {
        div.week-day.today[day.today] id=[day.today.then_some("today")] {
            h3 { time datetime=(day.date) { (day.label) } @if day.today { span.today-word { " " (language.say("week-today")) } } }
            @if day.blocks.is_empty() { p.week-free { (language.say("week-free")) } }
            ol class=(shape) {
                @for (index, block) in day.blocks.iter().enumerate() {
                    @let alone = !day.blocks.iter().enumerate().any(|(other, one)| other != index && overlap(block, one));
                    (one_block(language, week, block, Share { alone, ..common }))
                }
            }
        }
    }
}

fn one_block(language: Language, week: &WeekGrid, block: &Block, share: Share) -> Markup {
    let (from, length) = within(week, block);
    let told = told(language, block);
    let share = Share {
        half_hours: u32::from(taken(from, length, shown_min(week)).1),
        ..share
    };
    let shown = at_widths(&told, share);
    // What is a link is reached by keyboard as it is; the rest only where there is more to read than is shown.
    let told_in_part = shown.iter().any(|(shown, _)| *shown != Shown::Whole);
    let stop = (told_in_part && block.href.is_none()).then_some("0");
    let words = words(&told, &shown);
    html! {
        li title=(told.everything()) tabindex=[stop]
            class={ (block.kind.class()) " " (place(from, length, shown_min(week))) @if share.alone { " alone" } } {
            @match &block.href {
                Some(href) => a.block-words href=(href) { (words) },
                None => div.block-words { (words) },
            }
        }
    }
}

/// From when on a block stands in the hours shown, and for how many minutes. What lies outside them stands at their
/// edge, rather than nowhere.
fn within(week: &WeekGrid, block: &Block) -> (u16, u16) {
    let start_min = week.first_hour * 60;
    let inside = |at_min: u16| at_min.saturating_sub(start_min).min(shown_min(week));
    let (from, until) = (inside(block.from_min), inside(block.until_min));
    (from, until.saturating_sub(from))
}

fn told(language: Language, block: &Block) -> Told {
    Told {
        start: start_text(language, block.from_min),
        title: block.title.clone(),
        time: block.time.clone(),
        kind: block.kind.word().map(|word| language.say(word)),
        detail: block.detail.clone(),
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// What of a block is shown, and at which widths of the week.
fn at_widths(told: &Told, share: Share) -> Vec<(Shown, String)> {
    let mut all: Vec<(Shown, String)> = Vec::new();
    for (at, width_em) in WIDTHS_EM.into_iter().enumerate() {
        let shown = fit(told, share.room(width_em));
        match all.iter_mut().find(|(before, _)| *before == shown) {
            Some((_, places)) => {
                let _ = write!(places, " at-{at}");
            }
            None => all.push((shown, format!(" at-{at}"))),
        }
    }
    all
}

/// All of a block, which a phone shows and a screen reader reads, and what of it is seen where that is less.
fn words(told: &Told, shown: &[(Shown, String)]) -> Markup {
    let places = |of: &Shown| {
        let found = shown.iter().find(|(one, _)| one == of);
        found.map_or("", |(_, places)| places.as_str())
    };
    html! {
        span class={ "block-whole" (places(&Shown::Whole)) } {
            strong { (told.title) } " "
            span.block-time { (told.time) } " "
            @if let Some(kind) = &told.kind { span.block-kind { (kind) } " " }
            @if !told.detail.is_empty() { span.block-detail { (told.detail) } }
        }
        @for (one, places) in shown {
            @match one {
                Shown::Whole | Shown::Nothing => {},
                Shown::Plain => span class={ "block-fit" (places) } aria-hidden="true" {
                    strong { (told.title) }
                    span { (told.time) }
                    @if let Some(kind) = &told.kind { span { (kind) } }
                },
                Shown::Words(name) => span class={ "block-fit in-a-line" (places) } aria-hidden="true" {
                    span { (told.start) } " " strong { (name) }
                },
            }
        }
    }
}

/// When a block starts, in the fewest letters: beside the hours of its day nobody takes morning for evening.
fn start_text(language: Language, at_min: u16) -> String {
    match language {
        Language::Spanish => language.time(at_min),
        Language::English => {
            let hour = match at_min / 60 % 12 {
                0 => 12,
                hour => hour,
            };
            format!("{hour}:{:02}", at_min % 60)
        }
    }
}

/// The minutes of a day that the grid shows.
fn shown_min(week: &WeekGrid) -> u16 {
    week.last_hour.saturating_sub(week.first_hour) * 60
}

/// An hour beside the days: "5 pm", "17:00".
pub(super) fn hour_text(language: Language, hour: u16) -> String {
    match (language, hour % 24) {
        (Language::Spanish, hour) => language.time(hour * 60),
        (Language::English, 0) => "12 am".to_owned(),
        (Language::English, hour @ 1..=11) => format!("{hour} am"),
        (Language::English, 12) => "12 pm".to_owned(),
        (Language::English, later) => format!("{} pm", later - 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(title: &str, minutes: (u16, u16), href: Option<&str>) -> Block {
        Block {
            from_min: minutes.0,
            until_min: minutes.1,
            time: "6:30 pm to 7:00 pm".to_owned(),
            title: title.to_owned(),
            detail: "Room 2, with Priya Nair".to_owned(),
            href: href.map(str::to_owned),
            kind: BlockKind::Session,
        }
    }

    fn drawn(blocks: Vec<Block>) -> String {
        let day = |date: &str, blocks| Day {
            label: "Tue, Apr 14".to_owned(),
            date: date.to_owned(),
            today: date == "2026-04-14",
            blocks,
        };
        let mut days = vec![day("2026-04-14", blocks)];
        days.extend((15..21).map(|date| day(&format!("2026-04-{date}"), Vec::new())));
        let week = WeekGrid {
            caption: "Week of April 13".to_owned(),
            first_hour: 9,
            last_hour: 20,
            days,
        };
        week_grid(&week).into_string()
    }

    #[test]
    fn a_short_block_says_less_and_tells_all() {
        let page = drawn(vec![block(
            "Evening relapse prevention",
            (1110, 1140),
            None,
        )]);
        let all = "Evening relapse prevention, 6:30 pm to 7:00 pm, Room 2, with Priya Nair";
        assert!(
            page.contains(&format!("title=\"{all}\" tabindex=\"0\"")),
            "{page}"
        );
        assert!(page.contains("<strong>Evening relapse prevention</strong>"));
        assert!(page.contains("<span>6:30</span> <strong>"), "{page}");
        // Every width shows one thing of it.
        for at in 0..WIDTHS_EM.len() {
            assert!(page.matches(&format!(" at-{at}")).count() <= 1, "{page}");
        }
    }

    #[test]
    fn a_long_block_shows_all_of_it_wherever_no_word_would_break() {
        let mut choir = block("Choir", (600, 900), None);
        choir.detail = "Room 2".to_owned();
        let page = drawn(vec![choir]);
        assert!(
            page.contains("class=\"block-whole at-1 at-2 at-3 at-4\""),
            "{page}"
        );
        // The narrowest week says less, so that the keyboard stops there for the rest.
        assert_eq!(page.matches("tabindex").count(), 1, "{page}");
    }

    #[test]
    fn a_link_holds_all_that_is_said_of_its_block() {
        let page = drawn(vec![block("Choir", (600, 630), Some("/groups/1"))]);
        let (_, link) = page
            .split_once("<a class=\"block-words\" href=\"/groups/1\">")
            .unwrap();
        let (link, _) = link.split_once("</a>").unwrap();
        assert!(
            link.contains("6:30 pm to 7:00 pm") && link.contains("with Priya Nair"),
            "{link}"
        );
        assert!(!page.contains("tabindex"), "{page}");
    }

    #[test]
    fn the_week_can_be_opened_at_today() {
        assert_eq!(drawn(Vec::new()).matches("id=\"today\"").count(), 1);
    }
}
