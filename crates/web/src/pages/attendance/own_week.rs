//! One person's week: a list of days on a phone, a grid on a wide screen, one sheet on paper.

use crate::language::Language;
use crate::shell::frame::{could_oneself, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Block, BlockKind, Day, Face, NavItem, WeekGrid, empty, heading, length_text, link, page,
    pager_in, print_button, tabs, week_grid_in,
};
use care::PersonId;
use care::groups::group::{MeetingPlace, SessionState};
use clinic::attendance::calendar::title_in;
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
    let title = ask.language().say("week-title");
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
    let language = ask.language();
    let say = |key: &str| language.say(key);
    // Whoever prints a neutral sheet wants a neutral window title as well.
    let named = if neutral {
        "week-plain-title"
    } else {
        "week-title"
    };
    let mut frame = frame(ask, face, say(named));
    // Made to be carried away and shown: it says nothing about whose week it is.
    frame.about = None;
    frame.titled = false;
    frame.discreet = neutral;
    let mut heading = heading(title).lead(lead(language, week));
    if face == Face::Staff {
        heading = heading.back(
            format!("/staff/people/{}", week.person),
            week.called.clone(),
        );
    }
    let body = html! {
        div.week-sheet.plain-sheet[neutral] {
            (heading)
            p.on-paper { (printed(language, week, neutral)) }
            div.unprinted { (turn(language, week, base, neutral)) (titles(language, week, base, neutral)) }
            @if week.sessions.is_empty() {
                (empty(&say("week-nothing"), &say("week-nothing-more"), None))
            } @else {
                h2.unseen { (say("week-by-day")) }
                (week_grid_in(language, &grid(language, week, neutral)))
            }
            div.unprinted.buttons {
                (print_button(&say("week-print")))
                @if face == Face::Me && could_oneself(ask, Action::KeepCalendar) { (link("/me/calendar", &say("week-to-calendar"))) }
            }
        }
    };
    Answer::page(page(&frame, body))
}

/// How many sessions there are and how many hours they come to.
fn lead(language: Language, week: &OwnWeek) -> String {
    let held = week.sessions.iter().filter(|mine| mine.session.held());
    let count = held.count();
    let until = week.from.saturating_add((DAYS - 1).days());
    let (from, until) = (language.short_day(week.from), language.day(until));
    let span = language.say_with("week-span", &[("from", &from), ("to", &until)]);
    if count == 0 {
        return span;
    }
    let (count, hours) = (count.to_string(), length_text(week.minutes()));
    let meetings = language.say_with("week-meetings", &[("count", &count), ("hours", &hours)]);
    format!("{span} {meetings}")
}

/// What the sheet says of itself on paper: of when it is, and, where its meetings are named anyway, whose.
fn printed(language: Language, week: &OwnWeek, neutral: bool) -> String {
    let day = language.day(week.today);
    if neutral {
        return language.say_with("week-printed", &[("day", &day)]);
    }
    language.say_with("week-printed-for", &[("name", &week.called), ("day", &day)])
}

/// An address of the same page.
fn at(base: &str, from: Date, neutral: bool) -> String {
    let titles = if neutral { "&titles=word" } else { "" };
    format!("{base}?from={from}{titles}")
}

fn turn(language: Language, week: &OwnWeek, base: &str, neutral: bool) -> Markup {
    let to = |weeks: i32| at(base, week.from.saturating_add(weeks.weeks()), neutral);
    let pager = crate::ui::Pager {
        before: Some(to(-1)),
        after: Some(to(1)),
        place: week_of(language, week),
    };
    pager_in(language, &pager)
}

fn week_of(language: Language, week: &OwnWeek) -> String {
    let day = language.near_day(week.from, week.today);
    language.say_with("week-of", &[("day", &day)])
}

fn titles(language: Language, week: &OwnWeek, base: &str, neutral: bool) -> Markup {
    let word = &title_in(language, week.choice.title.as_str());
    tabs(
        &language.say("week-names"),
        &[
            NavItem::new(at(base, week.from, false), language.say("week-with-names"))
                .current(!neutral),
            NavItem::new(
                at(base, week.from, true),
                language.say_with("week-all-called", &[("word", word)]),
            )
            .current(neutral),
        ],
    )
}

fn grid(language: Language, week: &OwnWeek, neutral: bool) -> WeekGrid {
    let days: Vec<Day> = (0..DAYS)
        .map(|ahead| week.from.saturating_add(ahead.days()))
        .map(|date| Day {
            label: language.short_day(date),
            date: date.to_string(),
            today: date == week.today,
            blocks: week
                .sessions
                .iter()
                .filter(|mine| mine.session.local.date() == date)
                .map(|mine| block(language, week, mine, neutral))
                .collect(),
        })
        .collect();
    let (first_hour, last_hour) = hours_shown(days.iter().flat_map(|day| &day.blocks));
    let caption = match &week.site {
        None => week_of(language, week),
        Some(site) => {
            let day = language.near_day(week.from, week.today);
            let zone = site.zone.in_words();
            language.say_with("week-times-in", &[("day", &day), ("zone", &zone)])
        }
    };
    WeekGrid {
        caption,
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

fn block(language: Language, week: &OwnWeek, mine: &Mine, neutral: bool) -> Block {
    let session = &mine.session;
    let from_min = session.start_minute();
    let until_min = from_min + session.minutes;
    let kind = match (&session.state, &session.place) {
        (SessionState::Cancelled(_), _) => BlockKind::CalledOff,
        (_, MeetingPlace::Telehealth(_)) => BlockKind::Telehealth,
        _ => BlockKind::Session,
    };
    let title = if neutral {
        title_in(language, week.choice.title.as_str())
    } else {
        mine.group.name.to_string()
    };
    Block {
        from_min,
        until_min,
        time: times(language, from_min, until_min),
        title,
        detail: if neutral {
            String::new()
        } else {
            detail(language, week, mine)
        },
        href: None,
        kind,
    }
}

/// "5:30 pm to 8:30 pm".
fn times(language: Language, from_min: u16, until_min: u16) -> String {
    let (from, to) = (language.time(from_min), language.time(until_min));
    language.say_with("opening-from-to", &[("from", &from), ("to", &to)])
}

/// Where and with whom, and whether it was moved here.
fn detail(language: Language, week: &OwnWeek, mine: &Mine) -> String {
    let names = mine.session.facilitators.iter();
    let names: Vec<&str> = names
        .filter_map(|id| week.leaders.get(id))
        .map(String::as_str)
        .collect();
    let mut parts = Vec::new();
    if let SessionState::Moved(_) = mine.session.state {
        let day = language.short_day(mine.session.date);
        parts.push(language.say_with("week-moved", &[("day", &day)]));
    }
    if !matches!(mine.session.place, MeetingPlace::Telehealth(_)) {
        parts.push(place_text(mine, &week.rooms));
    }
    if !names.is_empty() {
        let names = language.in_a_row(&names);
        parts.push(language.say_with("week-with", &[("names", &names)]));
    }
    parts.join(", ")
}
