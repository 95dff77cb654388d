//! The coming weeks as they are: one real week at a time, each day a list of what a life holds and of the sessions here,
//! and the same week to draw on.

use super::{Commitment, Date, Firmness, Language, Life, Markup, Rhythm, Whose, html, name};
use crate::shell::Ask;
use crate::ui::{BlockKind, DrawWeek, Drawn, Pager, name_in, pager_in};
use care::CommitmentId;
use care::daytime::DAY_MINUTES;
use care::planning::commitment::{Occurrence, Turn, away_on, monday, weekday};
use clinic::planning::commitment::LifeSession;
use jiff::ToSpan;

/// The hours that a week shows even when nothing falls into them.
const HOURS_SHOWN: (u16, u16) = (7, 22);
/// How many weeks ahead can be looked at.
const WEEKS_AHEAD_MAX: i32 = 52;
const DAYS: i64 = 7;

/// The Monday of the week that the address asks for: of those that are not over, or else the present one.
pub(super) fn asked_for(ask: &Ask<'_>, life: &Life) -> Date {
    let this = monday(life.today);
    let last = this.saturating_add(WEEKS_AHEAD_MAX.weeks());
    let asked: Option<Date> = ask.query.text("week").parse().ok();
    asked.map_or(this, |asked| monday(asked).clamp(this, last))
}

/// One line of a day.
struct DayLine {
    /// For sorting: what began the day before comes first.
    from: u16,
    times: String,
    title: Markup,
    /// What it is, where it is not simply a commitment.
    more: Option<String>,
}

/// Seven days, each with its list, and the way to the weeks before and after.
pub(super) fn days(whose: &Whose, life: &Life, sessions: &[LifeSession], monday: Date) -> Markup {
    let language = whose.language;
    let this = care::planning::commitment::monday(life.today);
    let to = |weeks: i32| {
        format!(
            "{}?week={}",
            whose.base,
            monday.saturating_add(weeks.weeks())
        )
    };
    let last = this.saturating_add(WEEKS_AHEAD_MAX.weeks());
    let day = language.near_day(monday, life.today);
    let pager = Pager {
        before: (monday > this).then(|| to(-1)),
        after: (monday < last).then(|| to(1)),
        place: language.say_with("week-of", &[("day", &day)]),
    };
    html! {
        section #life-days {
            h2 { (whose.say("life-coming")) }
            (pager_in(language, &pager))
            ol.life-days {
                @for after in 0..DAYS {
                    @let date = monday.saturating_add(after.days());
                    li data-date=(date.to_string()) {
                        h3 { (language.short_day(date)) @if date == life.today { " " span.muted { (whose.say("week-today")) } } }
                        (day_list(whose, life, sessions, date))
                    }
                }
            }
        }
    }
}

fn day_list(whose: &Whose, life: &Life, sessions: &[LifeSession], date: Date) -> Markup {
    let lines = lines(whose, life, sessions, date);
    let away = away_on(life.commitments.iter().map(|(_, one)| one), date);
    html! {
        @if lines.is_empty() && !away { p.muted { (whose.say("week-free")) } }
        @else {
            ul.plain {
                @if away { li { strong { (whose.say("kind-vacation")) } } }
                @for line in &lines {
                    li { (line.title) br; small { (line.times) @if let Some(more) = &line.more { ", " (more) } } }
                }
            }
        }
    }
}

/// What a day holds, by the clock; a night shift is also told on the day on which it ends.
fn lines(whose: &Whose, life: &Life, sessions: &[LifeSession], date: Date) -> Vec<DayLine> {
    let language = whose.language;
    let before = date.saturating_sub(1.day());
    let mut lines = Vec::new();
    for (id, one) in life
        .commitments
        .iter()
        .filter(|(_, one)| !one.is_vacation())
    {
        for occurrence in one.occurrences(before, date) {
            let Some((from, times)) = times_on(language, &occurrence, date) else {
                continue;
            };
            let title = title(whose, life, *id, one);
            let soft = one.firmness == Firmness::RatherNot;
            lines.push(DayLine {
                from,
                times,
                title,
                more: soft.then(|| super::firmness(language, one.firmness)),
            });
        }
    }
    let here = sessions.iter().filter(|session| session.date == date);
    lines.extend(here.map(|session| DayLine {
        from: session.start_minute,
        times: language.stretch(session.start_minute, session.end_minute),
        title: name_in(language, &session.group, None),
        more: Some(whose.say("life-session")),
    }));
    lines.sort_by_key(|line| line.from);
    lines
}

/// When an occurrence takes time of a day, and from which minute of it.
fn times_on(language: Language, one: &Occurrence<'_>, date: Date) -> Option<(u16, String)> {
    if one.date == date {
        let times = language.stretch(one.start_minute, one.end_minute);
        return Some((one.start_minute, times));
    }
    (one.end_minute > DAY_MINUTES).then(|| {
        let end = language.time(one.end_minute - DAY_MINUTES);
        (0, language.say_with("life-till", &[("time", &end)]))
    })
}

fn title(whose: &Whose, life: &Life, id: CommitmentId, one: &Commitment) -> Markup {
    let name = name(whose.language, one);
    html! {
        @if life.may_edit { a href=(format!("{}/{id}", whose.base)) { (name) } } @else { strong { (name) } }
    }
}

/// Of shifts, the days and times of each week of the rotation.
pub(super) fn turns(language: Language, one: &Commitment) -> Markup {
    let Rhythm::Shifts { weeks, .. } = &one.rhythm else {
        return html! {};
    };
    let week = |turns: &[Turn]| {
        let told = turns.iter().map(|turn| {
            let times = language.stretch(turn.start_minute, turn.end_minute);
            format!("{}, {times}", language.weekdays(&turn.days))
        });
        told.collect::<Vec<_>>().join("; ")
    };
    html! {
        ol.plain {
            @for (number, turns) in (1_i32..).zip(weeks) {
                @let own = number.to_string();
                li {
                    (language.say_with("life-week-number", &[("number", &own)])) ": "
                    @if turns.is_empty() { (language.say("life-week-off")) } @else { (week(turns)) }
                }
            }
        }
    }
}

/// The week to draw on. A vacation is not drawn: it would cover all of its days.
pub(super) fn drawn(whose: &Whose, life: &Life, monday: Date) -> DrawWeek {
    let sunday = monday.saturating_add((DAYS - 1).days());
    let mut blocks = Vec::new();
    for (id, one) in life
        .commitments
        .iter()
        .filter(|(_, one)| !one.is_vacation())
    {
        for occurrence in one.occurrences(monday.saturating_sub(1.day()), sunday) {
            let Occurrence {
                date,
                start_minute,
                end_minute,
                ..
            } = occurrence;
            let mut draw = |date: Date, from_min: u16, until_min: u16| {
                if (monday..=sunday).contains(&date) && from_min < until_min {
                    blocks.push(block(whose, life, (*id, one), (date, from_min, until_min)));
                }
            };
            draw(date, start_minute, end_minute.min(DAY_MINUTES));
            let next = date.saturating_add(1.day());
            draw(next, 0, end_minute.saturating_sub(DAY_MINUTES));
        }
    }
    let first = blocks.iter().map(|block| block.from_min / 60).min();
    let last = blocks
        .iter()
        .map(|block| block.until_min.div_ceil(60))
        .max();
    DrawWeek {
        caption: whose.say("life-week"),
        language: whose.language,
        action: life.may_edit.then(|| format!("{}/new", whose.base)),
        first_hour: first.unwrap_or(24).min(HOURS_SHOWN.0),
        last_hour: last.unwrap_or(0).max(HOURS_SHOWN.1),
        blocks,
    }
}

fn block(
    whose: &Whose,
    life: &Life,
    (id, one): (CommitmentId, &Commitment),
    (date, from_min, until_min): (Date, u16, u16),
) -> Drawn {
    Drawn {
        day: weekday(date),
        from_min,
        until_min,
        title: name(whose.language, one),
        href: life.may_edit.then(|| format!("{}/{id}", whose.base)),
        one_day: one.days().len() == 1,
        // Dragging would give one turn of shifts, or half of a night, to the whole.
        half: one.crosses_midnight() || matches!(one.rhythm, Rhythm::Shifts { .. }),
        kind: match one.firmness {
            Firmness::Fixed => BlockKind::Commitment,
            Firmness::RatherNot => BlockKind::RatherNot,
        },
    }
}
