//! Today's sessions, and the roster of one.

use crate::language::Language;
use crate::shell::ask::moment;
use crate::shell::clock::in_zone;
use crate::shell::form::finish;
use crate::shell::frame::{frame, printed_of};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, Problems, Row, Toast, Undo, button, empty, error_summary, field,
    filter_bar, form, heading, page, row, status, table,
};
use care::attendance::roster::{Mark, Phase};
use care::day::{day_text, parse_day};
use care::groups::group::{Session, SessionState};
use care::people::site::{DAY_MINUTES, Site, minute_of, minute_text};
use care::{GroupId, in_a_row};
use clinic::attendance::session;
use clinic::attendance::session::{
    AllPresent, ListedSession, Marking, OneMark, RosterSheet, SiteDay,
};
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

mod roster;

/// The sessions of one day at the sites where the actor works.
pub(crate) fn day(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let typed = ask.query.text("date").trim();
    let wanted = match typed {
        "" => Ok(None),
        text => parse_day(text).map(Some),
    };
    let days = session::day(ask.clinic, ask.actor()?, wanted.clone().unwrap_or_default())?;
    let mut problems = Problems::none();
    if let Err(invalid) = &wanted {
        problems.add("date", invalid.0.clone());
    }
    let shown = days.first().map(|day| day.date);
    let fields = html! {
        (field("date", "Day").value(if wanted.is_err() { typed.to_owned() } else { shown.map(day_text).unwrap_or_default() })
            .width(crate::ui::Width::Medium).check(&problems))
    };
    let body = html! {
        (heading("Sessions").actions(steps(shown)))
        (filter_bar("/staff/sessions", fields).clear((!typed.is_empty()).then(|| "/staff/sessions".to_owned())))
        @if days.is_empty() {
            (empty("No site yet", "Once you work at a site, its sessions will be here. An administrator can add you to one.", None))
        }
        @for day in &days { (site_day(day)) }
    };
    let page = page(&frame(ask, Face::Staff, "Sessions"), body);
    Ok(Answer::form(page, &problems))
}

/// The day before and the day after.
fn steps(shown: Option<Date>) -> Markup {
    let to = |label: &str, days: i32, keys: &str| {
        let date = shown.and_then(|shown| shown.checked_add(days.days()).ok());
        html! {
            @if let Some(date) = date { (button(label).quiet().href(format!("/staff/sessions?date={date}")).shortcut(keys)) }
        }
    };
    html! { (to("Day before", -1, "b")) (to("Day after", 1, "f")) }
}

fn site_day(day: &SiteDay) -> Markup {
    let columns = [
        Column::new("Session"),
        Column::new("Time"),
        Column::new("Led by"),
        Column::new("Where"),
        Column::new("Expected").number(),
        Column::new("Roster"),
    ];
    let none = empty(
        "No sessions on this day",
        "Groups that meet on it will be here.",
        None,
    );
    html! {
        section {
            h2 { (day.site.name) ", " (care::day::long_text(day.date)) }
            @if let Some(first) = day.sessions.first() { p.muted { (in_zone("All times are", first.session.starts_at, &day.site.zone)) "." } }
            (table(format!("sessions-{}", day.site.id), format!("Sessions at {}", day.site.name), columns)
                .rows(day.sessions.iter().map(|listed| line(listed, &day.site))).empty(none).caption_unseen())
        }
    }
}

fn line(listed: &ListedSession, site: &Site) -> Row {
    let session = &listed.session;
    row([
        html! { (listed.group.name) },
        html! { span.nowrap { (times(session, site)) } },
        html! { (listed.leaders.join(", ")) @if listed.mine { " " (status(Meaning::Information, "You")) } },
        html! { (listed.room.as_deref().unwrap_or(place(session))) },
        html! { (listed.expected) },
        stand(listed),
    ])
    .href(address(session.group, session.date))
    .marked(listed.mine && listed.phase == Phase::Open)
}

fn stand(listed: &ListedSession) -> Markup {
    let left = listed.expected.saturating_sub(listed.marked);
    html! {
        @match (listed.session.state, listed.phase) {
            (SessionState::Cancelled(cause), _) => (status(Meaning::Plain, &format!("Cancelled: {}", cause.label().to_lowercase()))),
            (_, Phase::Ahead) => (status(Meaning::Plain, "Not begun")),
            (_, _) if left == 0 => (status(Meaning::Good, "Marked")),
            (_, Phase::Open) => (status(Meaning::Information, &format!("{left} to mark"))),
            (_, Phase::Closed) => (status(Meaning::Attention, &format!("{left} never marked"))),
        }
    }
}

/// The page of one session.
pub(crate) fn address(group: GroupId, date: Date) -> String {
    format!("/staff/sessions/{group}/{date}")
}

/// Where a session is that is in no room.
pub(crate) fn place(session: &Session) -> &'static str {
    match session.place {
        care::groups::group::MeetingPlace::Telehealth(_) => "Telehealth",
        _ => "Not decided",
    }
}

/// "5:30 to 8:30 pm" by the clocks of the site.
pub(crate) fn times(session: &Session, site: &Site) -> String {
    let (start, end) = minutes_of(session, site);
    let (start, end) = (minute_text(start), minute_text(end));
    let same_half = start.get(start.len() - 2..) == end.get(end.len() - 2..);
    let start = if same_half {
        start.get(..start.len() - 3).unwrap_or(&start)
    } else {
        &start
    };
    format!("{start} to {end}")
}

/// The same on a page in a language.
pub(crate) fn times_in(language: Language, session: &Session, site: &Site) -> String {
    if language == Language::English {
        return times(session, site);
    }
    let (start, end) = minutes_of(session, site);
    let (from, to) = (language.time(start), language.time(end));
    language.say_with("opening-from-to", &[("from", &from), ("to", &to)])
}

/// "Tue, Apr 14, 5:30 to 8:30 pm EST".
pub(crate) fn when(session: &Session, site: &Site) -> String {
    let times = in_zone(&times(session, site), session.starts_at, &site.zone);
    format!("{}, {times}", care::day::short_text(session.local.date()))
}

/// The minutes at which a session starts and ends, from the midnight before it starts: one that ends at midnight or later
/// ends after it starts.
fn minutes_of(session: &Session, site: &Site) -> (u16, u16) {
    let start = session.start_minute();
    let end = minute_of(site.zone.local(session.ends_at).time());
    (start, if end > start { end } else { end + DAY_MINUTES })
}

/// The session an address names.
fn named(ask: &Ask<'_>) -> Result<(GroupId, Date), Fault> {
    let group = ask.id("group", GroupId::parse)?;
    let date = ask.id("date", |text| text.parse::<Date>().ok())?;
    Ok((group, date))
}

/// The roster of a session.
pub(crate) fn roster_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (group, date) = named(ask)?;
    let sheet = session::roster(ask.clinic, ask.actor()?, group, date)?;
    Ok(Answer::page(view(ask, &sheet, &Problems::none())))
}

/// Saves what was said about everybody.
pub(crate) fn save(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (group, date) = named(ask)?;
    let sheet = session::roster(ask.clinic, ask.actor()?, group, date)?;
    let (marks, because, problems) = roster::read(ask, &sheet);
    if !problems.is_empty() {
        return Ok(Answer::mend(view(ask, &sheet, &problems)));
    }
    let marking = Marking {
        group,
        date,
        marks,
        because,
    };
    let (clinic, actor, key) = (ask.clinic, ask.actor()?, ask.key()?);
    let result = if ask.form.ticked(roster::REST) {
        let shown = roster::shown(ask, &sheet);
        session::mark_all(clinic, actor, key, &marking, &shown).map(Some)
    } else {
        session::mark(clinic, actor, key, &marking).map(|_| None)
    };
    let on = |all: Option<AllPresent>| {
        let here = address(group, date);
        match all.filter(|all| all.marked > 0) {
            Some(AllPresent { at_micros, marked }) => {
                format!("{here}?said={ALL_PRESENT}&marked={marked}&undo={at_micros}")
            }
            None => format!("{here}?said=saved"),
        }
    };
    finish(result.map_err(Fault::from), on, |problems| {
        Ok(view(ask, &sheet, problems))
    })
}

/// What marking everybody who was left says of itself.
const ALL_PRESENT: &str = "all-present";

/// What to say after that, with the way back.
fn all_present(ask: &Ask<'_>, sheet: &RosterSheet) -> Option<Toast> {
    if ask.said() != ALL_PRESENT {
        return None;
    }
    let marked: usize = ask.query.text("marked").parse().ok()?;
    let at_micros: i64 = ask.query.text("undo").parse().ok()?;
    let here = address(sheet.session.group, sheet.session.date);
    let people = care::counted(marked, "person is", "people are");
    Some(Toast {
        meaning: Meaning::Good,
        text: format!("{people} marked present."),
        undo: Some(Undo {
            action: format!("{here}/unmark?at={at_micros}"),
            token: ask.token(),
        }),
    })
}

/// Takes back what one press marked.
pub(crate) fn unmark(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let of = named(ask)?;
    // An address without an instant names no press, and takes back nothing.
    let at_micros = ask.query.text("at").parse().unwrap_or_default();
    session::take_back(ask.clinic, ask.actor()?, ask.key()?, of, at_micros)?;
    Ok(Answer::see_other(&format!(
        "{}?said=unmarked",
        address(of.0, of.1)
    )))
}

/// Closes the roster.
pub(crate) fn close(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (group, date) = named(ask)?;
    session::close(ask.clinic, ask.actor()?, ask.key()?, group, date)?;
    Ok(Answer::see_other(&format!(
        "{}?said=roster-closed",
        address(group, date)
    )))
}

fn view(ask: &Ask<'_>, sheet: &RosterSheet, problems: &Problems) -> Markup {
    let session = &sheet.session;
    let lead = format!(
        "{}, {}. {}. Led by {}.",
        when(session, &sheet.site),
        sheet.site.name,
        sheet.room.as_deref().unwrap_or(place(session)),
        if sheet.leaders.is_empty() {
            "nobody yet".to_owned()
        } else {
            in_a_row(&sheet.leaders)
        },
    );
    let back = format!("/staff/sessions?date={}", session.local.date());
    let body = html! {
        (error_summary(problems))
        (heading(sheet.group.name.to_string()).lead(lead).back(back, "Sessions"))
        (standing(sheet))
        @for sentence in &sheet.advice { p { (status(Meaning::Attention, "Size")) " " (sentence) } }
        @if sheet.lines.is_empty() {
            (empty("Nobody is expected", "People who join the group or book a make-up will be here.", None))
        } @else {
            (roster::form_of(ask, sheet, problems))
        }
        @if sheet.may_mark && sheet.phase == Phase::Open && !sheet.lines.is_empty() && session.held() {
            section {
                h2 { "Close the roster" }
                p { "Once it is closed, or the day is over, a change needs a reason, and what stood there before stays readable." }
                (form(format!("{}/close", address(session.group, session.date)), ask.token(), html! { (button("Close roster").quiet()) }).inline())
            }
        }
    };
    let mut frame = frame(ask, Face::Staff, "Roster");
    let about = format!("{}, {}", sheet.group.name, when(session, &sheet.site));
    printed_of(ask, &mut frame, about, &sheet.site.zone);
    frame.toast = all_present(ask, sheet).or(frame.toast);
    page(&frame, body)
}

fn standing(sheet: &RosterSheet) -> Markup {
    html! {
        @if let SessionState::Cancelled(cause) = sheet.session.state {
            p { (status(Meaning::Attention, "Cancelled")) " " (cause.label()) ". Nobody can be marked." }
        } @else if let SessionState::Moved(cause) = sheet.session.state {
            p { (status(Meaning::Information, "Moved")) " " (cause.label()) ". It was planned for " (care::day::short_text(sheet.session.date)) "." }
        }
        @match (&sheet.closed, sheet.phase) {
            (Some((at, by)), _) => { p { (status(Meaning::Good, "Closed")) " by " (by) ", " (moment(*at, &sheet.site.zone)) ". A change needs a reason." } }
            (None, Phase::Closed) => { p { (status(Meaning::Plain, "Day over")) " A change needs a reason." } }
            (None, Phase::Ahead) => { p { (status(Meaning::Plain, "Not begun")) " Who called in beforehand can be excused now; everything else opens an hour before." } }
            (None, Phase::Open) => {}
        }
    }
}

/// What the form says about one person, or what has to be mended beside which of their fields.
type Said = Result<Option<Mark>, (&'static str, care::Invalid)>;

/// One mark as the use case takes it.
fn one(person: care::PersonId, seen: Option<u32>, mark: Mark) -> OneMark {
    OneMark { person, seen, mark }
}
