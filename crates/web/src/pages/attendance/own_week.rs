//! One person's week: a list of days on a phone, a grid on a wide screen, one sheet on paper.

use crate::shell::frame::{could_oneself, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Block, BlockKind, Day, Face, NavItem, WeekGrid, empty, heading, length_text, link, page, pager,
    print_button, tabs, week_grid,
};
use care::groups::group::{MeetingPlace, SessionState};
use care::people::site::minute_text;
use care::{PersonId, in_a_row};
use clinic::attendance::own_week;
use clinic::attendance::own_week::{Mine, OwnWeek, place_text};
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;

/// The hours that a week shows even when nothing falls into them.
const HOURS_SHOWN: (u16, u16) = (9, 17);
const DAYS: i32 = 7;

/// One's own week.
pub(crate) fn own(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let week = own_week::own_week(ask.clinic, ask.actor()?, date_in(ask))?;
    let title = "Your week".to_owned();
    Ok(view(ask, Face::Me, &week, title, "/me/week"))
}

/// The week of somebody in care, for printing it for them.
pub(crate) fn of_person(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let week = own_week::week_of(ask.clinic, ask.actor()?, id, date_in(ask))?;
    let title = format!("Week of {}", week.called);
    let base = format!("/staff/people/{id}/week-print");
    Ok(view(ask, Face::Staff, &week, title, &base))
}

/// The date in the address; anything that is none is today.
pub(in crate::pages) fn date_in(ask: &Ask<'_>) -> Option<Date> {
    ask.query.text("from").parse().ok()
}

fn view(ask: &Ask<'_>, face: Face, week: &OwnWeek, title: String, base: &str) -> Answer {
    let neutral = ask.query.text("titles") == "word";
    // Whoever prints a neutral sheet wants a neutral window title as well.
    let mut frame = frame(ask, face, if neutral { "Week" } else { "Your week" });
    // Made to be carried away and shown: it says nothing about whose week it is.
    frame.reach = None;
    let mut heading = heading(title).lead(lead(week));
    if face == Face::Staff {
        heading = heading.back(
            format!("/staff/people/{}", week.person),
            week.called.clone(),
        );
    }
    let body = html! {
        div.week-sheet {
            (heading)
            div.unprinted { (turn(week, base, neutral)) (titles(week, base, neutral)) }
            @if week.sessions.is_empty() {
                (empty("Nothing planned this week", "Sessions appear here as soon as a week is made.", None))
            } @else {
                h2.unseen { "Day by day" }
                (week_grid(&grid(week, neutral)))
            }
            div.unprinted.buttons {
                (print_button("Print on one page"))
                @if face == Face::Me && could_oneself(ask, Action::KeepCalendar) { (link("/me/calendar", "Put it into the calendar of your phone")) }
            }
        }
    };
    Answer::page(page(&frame, body))
}

/// How many sessions there are and how many hours they come to.
fn lead(week: &OwnWeek) -> String {
    let held = week.sessions.iter().filter(|mine| mine.session.held());
    let count = held.count();
    let until = week.from.saturating_add((DAYS - 1).days());
    let span = format!(
        "{} to {}",
        care::day::short_text(week.from),
        care::day::dated_text(until)
    );
    match count {
        0 => format!("{span}."),
        1 => format!("{span}. One meeting, {}.", length_text(week.minutes())),
        many => format!(
            "{span}. {many} meetings, {} together.",
            length_text(week.minutes())
        ),
    }
}

/// An address of the same page.
fn at(base: &str, from: Date, neutral: bool) -> String {
    let titles = if neutral { "&titles=word" } else { "" };
    format!("{base}?from={from}{titles}")
}

fn turn(week: &OwnWeek, base: &str, neutral: bool) -> Markup {
    let to = |weeks: i32| at(base, week.from.saturating_add(weeks.weeks()), neutral);
    pager(&crate::ui::Pager {
        before: Some(to(-1)),
        after: Some(to(1)),
        place: format!("Week of {}", care::day::near_text(week.from, week.today)),
    })
}

fn titles(week: &OwnWeek, base: &str, neutral: bool) -> Markup {
    let word = week.choice.title.as_str();
    tabs(
        "What meetings are called here",
        &[
            NavItem::new(at(base, week.from, false), "With names").current(!neutral),
            NavItem::new(at(base, week.from, true), format!("All called “{word}”"))
                .current(neutral),
        ],
    )
}

fn grid(week: &OwnWeek, neutral: bool) -> WeekGrid {
    let days: Vec<Day> = (0..DAYS)
        .map(|ahead| week.from.saturating_add(ahead.days()))
        .map(|date| Day {
            label: care::day::short_text(date),
            date: date.to_string(),
            today: date == week.today,
            blocks: week
                .sessions
                .iter()
                .filter(|mine| mine.session.local.date() == date)
                .map(|mine| block(week, mine, neutral))
                .collect(),
        })
        .collect();
    let (first_hour, last_hour) = hours_shown(days.iter().flat_map(|day| &day.blocks));
    let zone = week.site.as_ref().map_or(String::new(), |site| {
        format!(", times in {}", site.zone.as_str().replace('_', " "))
    });
    WeekGrid {
        caption: format!(
            "Week of {}{zone}",
            care::day::near_text(week.from, week.today)
        ),
        first_hour,
        last_hour,
        days,
    }
}

/// The hours of a grid: the usual ones, and more where something lies outside.
pub(in crate::pages) fn hours_shown<'a>(blocks: impl Iterator<Item = &'a Block>) -> (u16, u16) {
    blocks.fold(HOURS_SHOWN, |(first, last), block| {
        (
            first.min(block.from_min / 60),
            last.max(block.until_min.div_ceil(60)).min(24),
        )
    })
}

fn block(week: &OwnWeek, mine: &Mine, neutral: bool) -> Block {
    let session = &mine.session;
    let from_min = session.start_minute();
    let until_min = from_min + session.minutes;
    let kind = match (&session.state, &session.place) {
        (SessionState::Cancelled(_), _) => BlockKind::CalledOff,
        (_, MeetingPlace::Telehealth(_)) => BlockKind::Telehealth,
        _ => BlockKind::Session,
    };
    let title = if neutral {
        week.choice.title.as_str().to_owned()
    } else {
        mine.group.name.to_string()
    };
    Block {
        from_min,
        until_min,
        time: format!("{} to {}", minute_text(from_min), minute_text(until_min)),
        title,
        detail: if neutral {
            String::new()
        } else {
            detail(week, mine)
        },
        href: None,
        kind,
    }
}

/// Where and with whom, and whether it was moved here.
fn detail(week: &OwnWeek, mine: &Mine) -> String {
    let names = mine.session.facilitators.iter();
    let names: Vec<&str> = names
        .filter_map(|id| week.leaders.get(id))
        .map(String::as_str)
        .collect();
    let mut parts = Vec::new();
    if let SessionState::Moved(_) = mine.session.state {
        parts.push(format!(
            "moved from {}",
            care::day::short_text(mine.session.date)
        ));
    }
    if !matches!(mine.session.place, MeetingPlace::Telehealth(_)) {
        parts.push(place_text(mine, &week.rooms));
    }
    if !names.is_empty() {
        parts.push(format!("with {}", in_a_row(&names)));
    }
    parts.join(", ")
}
