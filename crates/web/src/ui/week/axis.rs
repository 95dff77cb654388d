//! The week of many, or of one before and after: days across, hours down, and within a day a lane for each room or
//! leader. Blocks are as high as they are long, in quarters of an hour. Below the width of a desk it is the list of one
//! day, and the days above it are links.
//!
//! What a block says is chosen to fit, as on any week (`fit.rs`). What does not fit about it stands on it with an icon,
//! and with its word wherever there is room for one; pointed at, read aloud and on a phone it says everything.

use super::fit::{Room, Share, Shown, Told, WIDTHS_EM, fit, lines_of};
use super::{BlockKind, count, hour_text, start_text, words};
use crate::language::Language;
use crate::ui::{Meaning, status};
use maud::{Markup, html};
use std::fmt::Write as _;

use lanes::{Laid, Piece, Spot, lay};

mod lanes;

/// What an icon takes of a line, in hundredths of an em.
const ICON: u32 = 150;
/// How many lines the name of a lane may take.
const HEAD_LINES: u32 = 2;
/// The most parts in which a fill is shown.
const FILL_TENTHS: u8 = 10;

/// Something that does not fit about a block.
#[derive(Clone, Debug)]
pub struct AxisMark {
    /// How bad it is.
    pub meaning: Meaning,
    /// A word for it.
    pub word: String,
    /// All of it.
    pub sentence: String,
}

/// One block.
#[derive(Clone, Debug)]
pub struct AxisBlock {
    /// Its id on the page; empty where nothing leads to it.
    pub id: String,
    /// Its lane, as a place in [`Axis::lanes`].
    pub lane: usize,
    /// When it starts, in minutes from midnight.
    pub from_min: u16,
    /// When it ends, in minutes from midnight.
    pub until_min: u16,
    /// When, in words.
    pub time: String,
    /// What it is.
    pub title: String,
    /// Seats, where, with whom; may be empty.
    pub detail: String,
    /// What kind.
    pub kind: BlockKind,
    /// How much of its seats is taken, in tenths.
    pub fill_tenths: Option<u8>,
    /// What does not fit, worst first.
    pub marks: Vec<AxisMark>,
    /// Where it leads.
    pub href: Option<String>,
    /// The page that says what moving it would break, and moves it.
    pub move_href: Option<String>,
}

/// A lane.
#[derive(Clone, Debug)]
pub struct AxisLane {
    /// What it is of.
    pub label: String,
    /// What dropping a block into it asks for, as a field of the form and its value.
    pub drop: Option<(&'static str, String)>,
}

/// One day.
#[derive(Clone, Debug)]
pub struct AxisDay {
    /// `Mon, Apr 14`.
    pub label: String,
    /// `2026-04-14`.
    pub date: String,
    /// Whether it is today.
    pub today: bool,
    /// Whether a phone shows it.
    pub chosen: bool,
    /// Where a phone chooses it; empty where all days are shown.
    pub choose: String,
    /// Its blocks.
    pub blocks: Vec<AxisBlock>,
    /// What of it is taken in the lives of those who are looked at: from when to when, and whether it is fixed.
    pub lives: Vec<(u16, u16, bool)>,
}

/// The axis.
#[derive(Clone, Debug)]
pub struct Axis {
    /// What it is, for assistive technology and print.
    pub caption: String,
    /// The first hour shown, 0 to 23.
    pub first_hour: u16,
    /// The hour it ends at, 1 to 24.
    pub last_hour: u16,
    /// The lanes; empty where none is named.
    pub lanes: Vec<AxisLane>,
    /// The days.
    pub days: Vec<AxisDay>,
}

impl Axis {
    fn shown_min(&self) -> u16 {
        self.last_hour.saturating_sub(self.first_hour).max(1) * 60
    }

    /// A minute of the day in the hours that are shown, at their edge where it lies outside.
    fn inside(&self, at_min: u16) -> u16 {
        at_min
            .saturating_sub(self.first_hour * 60)
            .min(self.shown_min())
    }

    fn laid(&self, day: &AxisDay) -> Laid {
        let pieces: Vec<Piece> = day
            .blocks
            .iter()
            .map(|block| Piece {
                lane: block.lane,
                from_min: self.inside(block.from_min),
                until_min: self.inside(block.until_min),
            })
            .collect();
        lay(&pieces, self.shown_min())
    }
}

/// Draws it. Blocks can be moved where the page has [`crate::assets::Asset::Board`].
pub fn axis(week: &Axis) -> Markup {
    let laid: Vec<Laid> = week.days.iter().map(|day| week.laid(day)).collect();
    let columns: u32 = laid.iter().map(|day| count(day.columns)).sum();
    let lines = lanes::quarters(week.shown_min()) / 2;
    let named = !week.lanes.is_empty();
    let long = week.last_hour.saturating_sub(week.first_hour) > 15;
    html! {
        section.week.axis.named[named].long[long] aria-label=(week.caption) data-axis data-first=(week.first_hour * 60) data-minutes=(week.shown_min()) {
            p.week-caption { (week.caption) }
            @if week.days.iter().any(|day| !day.choose.is_empty()) {
                nav.axis-choose.unprinted aria-label="Day" { @for day in &week.days {
                    a href=(day.choose) aria-current=[day.chosen.then_some("true")] { (day.label) }
                } }
            }
            div.week-days {
                div.week-hours aria-hidden="true" {
                    @for hour in week.first_hour..week.last_hour {
                        span class={ "from-" ((hour - week.first_hour) * 2 + 1) " for-2" } { (hour_text(Language::English, hour)) }
                    }
                }
                @for (day, laid) in week.days.iter().zip(&laid) { (one_day(week, day, laid, (columns, lines))) }
            }
        }
    }
}

fn one_day(week: &Axis, day: &AxisDay, laid: &Laid, (columns, lines): (u32, u16)) -> Markup {
    let share = Share {
        of_week: columns,
        of_day: count(laid.columns),
        beside: count(laid.columns),
        alone: false,
        half_hours: 0,
    };
    let left: Vec<&AxisBlock> = day
        .blocks
        .iter()
        .zip(&laid.spots)
        .filter(|(_, spot)| spot.is_none())
        .map(|(block, _)| block)
        .collect();
    html! {
        div.week-day.today[day.today].chosen[day.chosen] {
            h3 { time datetime=(day.date) { (day.label) } @if day.today { span.today-word { " today" } } }
            @if !week.lanes.is_empty() { (heads(week, laid, share)) }
            @if day.blocks.is_empty() { p.week-free { "Nothing" } }
            ol class={ "lines-" (lines) " lanes-" (laid.columns) } data-date=(day.date) data-day=(day.label) data-columns=(laid.columns) {
                @for (block, spot) in day.blocks.iter().zip(&laid.spots) {
                    @if let Some(spot) = spot { (one_block(block, spot, share)) }
                }
                @for (from, until, fixed) in &day.lives { (life(week, *from, *until, *fixed)) }
            }
            @if !left.is_empty() {
                p.axis-left { "Not drawn for want of room:"
                    @for block in left { " " @if let Some(href) = &block.href { a href=(href) { (block.title) } } @else { (block.title) } ", " (block.time) "." } }
            }
        }
    }
}

/// What the columns are of, in as many words as there is room for.
fn heads(week: &Axis, laid: &Laid, share: Share) -> Markup {
    let lane = |at: &usize| week.lanes.get(*at);
    html! {
        ul class={ "axis-lanes lanes-" (laid.columns) } aria-hidden="true" {
            @for lane in laid.heads.iter().filter_map(lane) {
                @let drop = lane.drop.as_ref();
                li title=(lane.label) data-field=[drop.map(|(field, _)| field)] data-value=[drop.map(|(_, value)| value)] data-name=(lane.label) {
                    @let told = only(&lane.label);
                    (words(&told, &at_widths(&told, &|width_em| Room { lines: HEAD_LINES, ..share.quarters(width_em, 0) })))
                }
            }
        }
    }
}

/// Words of which nothing but themselves is told.
fn only(title: &str) -> Told {
    Told {
        start: String::new(),
        title: title.to_owned(),
        time: String::new(),
        kind: None,
        detail: String::new(),
    }
}

/// What lies behind the blocks; in words it stands in the list of who comes.
fn life(week: &Axis, from_min: u16, until_min: u16, fixed: bool) -> Markup {
    let piece = Piece {
        lane: 0,
        from_min: week.inside(from_min),
        until_min: week.inside(until_min),
    };
    let laid = lay(&[piece], week.shown_min());
    html! {
        @for spot in laid.spots.iter().flatten() {
            li class={ "axis-life from-" (spot.from + 1) " for-" (spot.quarters) @if fixed { " fixed" } } aria-hidden="true" {}
        }
    }
}

fn one_block(block: &AxisBlock, spot: &Spot, share: Share) -> Markup {
    let told = told(block);
    let room = |width_em| share.quarters(width_em, u32::from(spot.quarters));
    let marks = block.marks.first();
    let shown = at_widths(&told, &|width_em| {
        let room = room(width_em);
        Room {
            lines: room.lines.saturating_sub(mark_lines(marks, room)),
            ..room
        }
    });
    let fill = block
        .fill_tenths
        .map(|tenths| format!(" filled fill-{}", tenths.min(FILL_TENTHS)));
    let place = format!(
        "{} from-{} for-{} column-{}{}",
        block.kind.class(),
        spot.from + 1,
        spot.quarters,
        spot.column + 1,
        fill.unwrap_or_default()
    );
    let id = (!block.id.is_empty()).then_some(block.id.as_str());
    let told_in_part = shown.iter().any(|(shown, _)| *shown != Shown::Whole);
    let stop = (told_in_part && block.href.is_none()).then_some("0");
    html! {
        li id=[id] class=(place) title=(title(block, &told)) tabindex=[stop] data-move=[&block.move_href] data-minute=(block.from_min) {
            @match &block.href {
                Some(href) => a.block-words href=(href) { (inside(block, &told, &shown, &room)) },
                None => div.block-words { (inside(block, &told, &shown, &room)) },
            }
        }
    }
}

fn inside(
    block: &AxisBlock,
    told: &Told,
    shown: &[(Shown, String)],
    room: &dyn Fn(u32) -> Room,
) -> Markup {
    html! {
        @if let Some(mark) = block.marks.first() { (mark_on(mark, block.marks.len() - 1, room)) }
        (words(told, shown))
        @if !block.marks.is_empty() {
            span.axis-said { @for mark in &block.marks { (status(mark.meaning, &mark.sentence)) } }
        }
    }
}

/// The worst of what does not fit: its icon, and its word at the widths at which that is no longer than the block is wide.
fn mark_on(mark: &AxisMark, more: usize, room: &dyn Fn(u32) -> Room) -> Markup {
    let mut worded = String::new();
    for (at, width_em) in WIDTHS_EM.into_iter().enumerate() {
        if has_word(mark, room(width_em)) {
            let _ = write!(worded, " worded-{at}");
        }
    }
    html! {
        span class={ "axis-mark " (mark.meaning.class()) (worded) } aria-hidden="true" {
            @if let Some(icon) = mark.meaning.icon() { (icon) }
            span.axis-word { (mark.word) @if more > 0 { " +" (more) } }
        }
    }
}

/// Whether the word of a mark stands beside its icon in one line.
fn has_word(mark: &AxisMark, room: Room) -> bool {
    // Two letters more for how many others there are.
    let told = only(&format!("{}\u{a0}+1", mark.word));
    room.width > ICON && lines_of(&told, &Shown::Whole, room.width - ICON) == 1
}

/// The line that a mark takes, where there is one.
fn mark_lines(mark: Option<&AxisMark>, room: Room) -> u32 {
    u32::from(mark.is_some()).min(room.lines)
}

fn told(block: &AxisBlock) -> Told {
    Told {
        start: start_text(Language::English, block.from_min),
        title: block.title.clone(),
        time: block.time.clone(),
        kind: block.kind.word().map(|word| Language::English.say(word)),
        detail: block.detail.clone(),
    }
}

fn title(block: &AxisBlock, told: &Told) -> String {
    let mut all = told.everything();
    for mark in &block.marks {
        let _ = write!(all, ". {}", mark.sentence);
    }
    all
}

/// What of a block is shown, and at which widths.
fn at_widths(told: &Told, room: &dyn Fn(u32) -> Room) -> Vec<(Shown, String)> {
    let mut all: Vec<(Shown, String)> = Vec::new();
    for (at, width_em) in WIDTHS_EM.into_iter().enumerate() {
        let shown = fit(told, room(width_em));
        match all.iter_mut().find(|(before, _)| *before == shown) {
            Some((_, places)) => {
                let _ = write!(places, " at-{at}");
            }
            None => all.push((shown, format!(" at-{at}"))),
        }
    }
    all
}

#[cfg(test)]
mod tests;
