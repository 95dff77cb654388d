//! The week: days beside each other, half hours below each other. On a phone the same markup is a list of days.

use crate::language::Language;
use maud::{Markup, html};

use lay::{lanes, lines, overlap};
pub(super) use lay::{lines as shown_lines, place};

mod lay;

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
            BlockKind::CalledOff => "called-off",
        }
    }

    /// The key of the kind in a word, where the block does not say it by its title.
    const fn word(self) -> Option<&'static str> {
        match self {
            BlockKind::Session => None,
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
    html! {
        section.week aria-label=(week.caption) {
            p.week-caption { (week.caption) }
            div.week-days {
                div.week-hours aria-hidden="true" {
                    @for hour in week.first_hour..week.last_hour { span class=(place((hour - week.first_hour) * 60, 60, shown_min(week))) { (hour_text(language, hour)) } }
                }
                @for day in &week.days { (one_day(language, week, day)) }
            }
        }
    }
}

fn one_day(language: Language, week: &WeekGrid, day: &Day) -> Markup {
    let shape = format!(
        "lines-{} lanes-{}",
        lines(shown_min(week)),
        lanes(&day.blocks)
    );
    html! {
        div.week-day.today[day.today] {
            h3 { time datetime=(day.date) { (day.label) } @if day.today { span.today-word { " " (language.say("week-today")) } } }
            @if day.blocks.is_empty() { p.week-free { (language.say("week-free")) } }
            ol class=(shape) {
                @for (index, block) in day.blocks.iter().enumerate() {
                    @let alone = !day.blocks.iter().enumerate().any(|(other, one)| other != index && overlap(block, one));
                    (one_block(language, week, block, alone))
                }
            }
        }
    }
}

fn one_block(language: Language, week: &WeekGrid, block: &Block, alone: bool) -> Markup {
    let start_min = week.first_hour * 60;
    // What lies outside the hours shown stands at their edge, rather than nowhere.
    let inside = |at_min: u16| at_min.saturating_sub(start_min).min(shown_min(week));
    let (from, until) = (inside(block.from_min), inside(block.until_min));
    html! {
        // A block of half an hour has one line: what that cuts is told when it is pointed at.
        li title=(block.title) class={ (block.kind.class()) " " (place(from, until.saturating_sub(from), shown_min(week))) @if alone { " alone" } } {
            strong { @if let Some(href) = &block.href { a href=(href) { (block.title) } } @else { (block.title) } } " "
            span.block-time { (block.time) } " "
            @if let Some(word) = block.kind.word() { span.block-kind { (language.say(word)) } " " }
            @if !block.detail.is_empty() { span.block-detail { (block.detail) } }
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
