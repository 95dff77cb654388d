//! The week: days beside each other, half hours below each other. On a phone the same markup is a list of days.

use maud::{Markup, html};

/// Minutes in one line of the grid.
const LINE_MIN: u16 = 30;
/// Lines in a day; the stylesheet has a class for each.
const LINES_MAX: u16 = 48;
/// Blocks that stand beside each other; the stylesheet has a class for each.
const LANES_MAX: usize = 6;

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

    /// The kind in a word, where the block does not say it by its title.
    const fn word(self) -> Option<&'static str> {
        match self {
            BlockKind::Session => None,
            BlockKind::Telehealth => Some("Telehealth"),
            BlockKind::Commitment => Some("Committed"),
            BlockKind::RatherNot => Some("Rather not"),
            BlockKind::CalledOff => Some("Called off"),
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
    /// The day in words: `Tue 14 Apr`.
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
    /// What it is, for assistive technology and print: `Week of 13 April, Central time`.
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
    html! {
        section.week aria-label=(week.caption) {
            p.week-caption { (week.caption) }
            div.week-days {
                div.week-hours aria-hidden="true" {
                    @for hour in week.first_hour..week.last_hour { span class=(place((hour - week.first_hour) * 60, 60)) { (hour_text(hour)) } }
                }
                @for day in &week.days { (one_day(week, day)) }
            }
        }
    }
}

fn one_day(week: &WeekGrid, day: &Day) -> Markup {
    let lines =
        (week.last_hour.saturating_sub(week.first_hour) * 60 / LINE_MIN).clamp(1, LINES_MAX);
    let beside = lanes(&day.blocks).clamp(1, LANES_MAX);
    html! {
        div.week-day.today[day.today] {
            h3 { time datetime=(day.date) { (day.label) } @if day.today { span.today-word { " today" } } }
            @if day.blocks.is_empty() { p.week-free { "Nothing planned" } }
            ol class={ "lines-" (lines) " lanes-" (beside) } {
                @for (index, block) in day.blocks.iter().enumerate() {
                    @let alone = !day.blocks.iter().enumerate().any(|(other, one)| other != index && overlap(block, one));
                    (one_block(week, block, alone))
                }
            }
        }
    }
}

/// Whether two blocks share a line of the grid.
fn overlap(one: &Block, other: &Block) -> bool {
    let first = |block: &Block| block.from_min / LINE_MIN;
    let end = |block: &Block| block.until_min.div_ceil(LINE_MIN).max(first(block) + 1);
    first(one) < end(other) && first(other) < end(one)
}

/// How many blocks stand beside each other at most: as many as meet where one of them starts.
fn lanes(blocks: &[Block]) -> usize {
    let meets = |block: &Block, other: &Block| {
        overlap(block, other) && other.from_min / LINE_MIN <= block.from_min / LINE_MIN
    };
    let meeting = |block: &Block| blocks.iter().filter(|other| meets(block, other)).count();
    blocks.iter().map(meeting).max().unwrap_or(1)
}

fn one_block(week: &WeekGrid, block: &Block, alone: bool) -> Markup {
    let start_min = week.first_hour * 60;
    let from = block.from_min.saturating_sub(start_min);
    let until = block
        .until_min
        .min(week.last_hour * 60)
        .saturating_sub(start_min);
    html! {
        li class={ (block.kind.class()) " " (place(from, until.saturating_sub(from))) @if alone { " alone" } } {
            strong { @if let Some(href) = &block.href { a href=(href) { (block.title) } } @else { (block.title) } } " "
            span.block-time { (block.time) } " "
            @if let Some(word) = block.kind.word() { span.block-kind { (word) } " " }
            @if !block.detail.is_empty() { span.block-detail { (block.detail) } }
        }
    }
}

/// The classes that put a block on its lines: what starts within a line takes the whole line.
fn place(from_min: u16, length_min: u16) -> String {
    let first = (from_min / LINE_MIN).min(LINES_MAX - 1);
    let end = (from_min + length_min)
        .div_ceil(LINE_MIN)
        .clamp(first + 1, LINES_MAX);
    format!("from-{} for-{}", first + 1, end - first)
}

fn hour_text(hour: u16) -> String {
    match hour {
        0 => "12 am".to_owned(),
        1..=11 => format!("{hour} am"),
        12 => "12 pm".to_owned(),
        later => format!("{} pm", later - 12),
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, BlockKind, lanes, place};

    #[test]
    fn blocks_take_every_line_they_touch() {
        assert_eq!(place(0, 30), "from-1 for-1");
        assert_eq!(place(90, 180), "from-4 for-6");
        assert_eq!(place(15, 50), "from-1 for-3");
        assert_eq!(
            place(0, 0),
            "from-1 for-1",
            "a block without length is still seen"
        );
        assert_eq!(
            place(23 * 60 + 45, 600),
            "from-48 for-1",
            "nothing leaves the day"
        );
    }

    #[test]
    fn as_many_lanes_as_blocks_that_meet() {
        let block = |from_min, until_min| Block {
            from_min,
            until_min,
            time: String::new(),
            title: String::new(),
            detail: String::new(),
            href: None,
            kind: BlockKind::Session,
        };
        assert_eq!(lanes(&[]), 1);
        assert_eq!(
            lanes(&[block(540, 600), block(600, 660)]),
            1,
            "one after the other"
        );
        assert_eq!(lanes(&[block(540, 600), block(550, 660)]), 2);
        assert_eq!(
            lanes(&[block(540, 720), block(540, 600), block(660, 720)]),
            2,
            "two never meet a third"
        );
    }
}
