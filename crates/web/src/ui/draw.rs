//! A week to draw on. It shows blocks as links to their forms; with JavaScript a block is made, moved or made longer by
//! dragging, which ends at the same forms with the times filled in.

use super::BlockKind;
use super::week::{hour_text, place, shown_lines};
use crate::language::Language;
use care::Weekday;
use maud::{Markup, html};

/// How many letters of a day stand above its column.
const DAY_CHARS: usize = 3;

/// One block of the week.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The day.
    pub day: Weekday,
    /// When it starts, in minutes from midnight.
    pub from_min: u16,
    /// When it ends, in minutes from midnight.
    pub until_min: u16,
    /// What it is.
    pub title: String,
    /// The form that changes it; without one it cannot be moved.
    pub href: Option<String>,
    /// Whether it is drawn as two, because it runs past midnight. Dragging one of them would give the whole the times of
    /// that half, so neither can be dragged.
    pub half: bool,
    /// Whether it falls on this day alone, so that it can be dragged to another.
    pub one_day: bool,
    /// What it is.
    pub kind: BlockKind,
}

/// A week to draw on.
#[derive(Clone, Debug)]
pub struct DrawWeek {
    /// What it is, for assistive technology.
    pub caption: String,
    /// The form that a newly drawn block leads to; without one nothing can be drawn.
    pub action: Option<String>,
    /// The language of the page.
    pub language: Language,
    /// The first hour shown.
    pub first_hour: u16,
    /// The hour it ends at.
    pub last_hour: u16,
    /// The blocks.
    pub blocks: Vec<Drawn>,
}

/// Draws it. The page needs [`crate::assets::Asset::Draw`].
pub fn draw_week(week: &DrawWeek) -> Markup {
    let shown_min = week.last_hour.saturating_sub(week.first_hour) * 60;
    let lines = shown_lines(shown_min);
    let language = week.language;
    let name = |day: Weekday| language.weekday(day);
    let short = |day: Weekday| name(day).chars().take(DAY_CHARS).collect::<String>();
    html! {
        section.draw aria-label=(week.caption) data-to=(language.say("week-to")) data-draw=[week.action.as_deref()] data-first=(week.first_hour * 60) data-lines=(lines) {
            // The days below are headings of the third level, whatever stands above on the page.
            h2.unseen { (week.caption) }
            @if week.action.is_some() {
                p.draw-hint { (language.say("week-draw")) }
            }
            div.draw-days {
                div.draw-hours aria-hidden="true" {
                    @for hour in week.first_hour..week.last_hour { span { (hour_text(language, hour)) } }
                }
                @for day in Weekday::ALL {
                    div.draw-day {
                        h3 { abbr title=(name(day)) { (short(day)) } }
                        ol class={ "lines-" (lines) } data-day=(day.code()) data-name=(name(day)) {
                            @for block in week.blocks.iter().filter(|block| block.day == day) { (one(week, block, shown_min)) }
                        }
                    }
                }
            }
            @if week.action.is_some() { p.draw-now role="status" {} }
        }
    }
}

fn one(week: &DrawWeek, block: &Drawn, shown_min: u16) -> Markup {
    let start_min = week.first_hour * 60;
    let inside = |at_min: u16| at_min.saturating_sub(start_min).min(shown_min);
    let (from, until) = (inside(block.from_min), inside(block.until_min));
    let class = match block.kind {
        BlockKind::Commitment => "commitment",
        BlockKind::RatherNot | BlockKind::Travel => "rather-not",
        BlockKind::Session | BlockKind::Telehealth => "session",
        BlockKind::CalledOff => "called-off",
    };
    let time = week.language.stretch(block.from_min, block.until_min);
    let words = html! { strong { (block.title) } small { (time) } };
    let movable = block.href.is_some() && !block.half;
    html! {
        li title={ (block.title) ", " (time) } class={ (class) " " (place(from, until.saturating_sub(from), shown_min)) }
            data-from=[movable.then(|| from / 30)] data-until=[movable.then(|| until.div_ceil(30))]
            data-one[movable && block.one_day] {
            @match &block.href {
                Some(href) => a href=(href) draggable="false" { (words) },
                None => span { (words) },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_night_is_a_link_that_cannot_be_dragged() {
        for half in [false, true] {
            let night = Drawn {
                day: Weekday::Mon,
                from_min: 1320,
                until_min: 1440,
                title: "Night shift".to_owned(),
                href: Some("/life/1".to_owned()),
                half,
                one_day: true,
                kind: BlockKind::Commitment,
            };
            let week = DrawWeek {
                caption: "The week".to_owned(),
                action: Some("/life/new".to_owned()),
                language: Language::English,
                first_hour: 7,
                last_hour: 24,
                blocks: vec![night],
            };
            let drawn = draw_week(&week).into_string();
            assert!(drawn.contains("href=\"/life/1\""));
            for part in ["data-from=", "data-until=", "data-one"] {
                assert_eq!(drawn.contains(part), !half, "{part}");
            }
        }
    }
}
