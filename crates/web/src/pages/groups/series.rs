//! Groups: the list of a site, one group, and what leads from it.

use crate::shell::form::problems;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, NavItem, Problems, Row, button, empty, error_summary, field, form, heading, page,
    row, table, tabs,
};
use care::day::{dated_text, day_text, parse_day};
use care::groups::group::{Cause, GroupKind, MeetingPlace};
use care::people::site::minute_text;
use care::{GroupId, SiteId, Track, Weekday};
use clinic::Refusal;
use clinic::groups::group;
use clinic::groups::group::{GroupLine, Leader, SiteGroups};
use clinic::people::site;
use jiff::civil::Date;
use maud::{Markup, html};

pub(crate) mod edit;
pub(crate) mod exception;
pub(crate) mod load;
pub(crate) mod member;
mod show;

pub(crate) use show::show;

/// The groups of the site where the actor works first.
pub(crate) fn own(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = own_site(ask)?;
    Ok(Answer::page(view(ask, site, &Problems::none())?))
}

/// Where the actor works first, or the first site there is.
fn own_site(ask: &Ask<'_>) -> Result<SiteId, Fault> {
    let actor = ask.actor()?;
    if let Some(site) = actor.sites().first() {
        return Ok(*site);
    }
    let sites = site::sites(ask.clinic, actor)?;
    let (first, _) = sites.first().ok_or(Fault::Refused(Refusal::NotFound))?;
    Ok(first.id)
}

/// The groups of one site.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = ask.id("id", SiteId::parse)?;
    Ok(Answer::page(view(ask, site, &Problems::none())?))
}

/// Cancels everything on one day.
pub(crate) fn close_day(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = ask.id("id", SiteId::parse)?;
    let date = parse_day(ask.form.text("date"));
    let cause = Cause::from_code(ask.form.text("cause")).unwrap_or(Cause::Holiday);
    let result = match date {
        Err(invalid) => Err(Refusal::invalid("date", invalid)),
        Ok(date) => group::close_day(ask.clinic, ask.actor()?, ask.key()?, site, date, cause),
    };
    match result {
        // Everybody who comes that day has to know.
        Ok(_) => Ok(Answer::see_other("/staff/changes?said=closed-day")),
        Err(Refusal::Fields(issues)) => Ok(Answer::mend(view(ask, site, &problems(&issues))?)),
        Err(refusal) => Err(refusal.into()),
    }
}

fn view(ask: &Ask<'_>, site: SiteId, problems: &Problems) -> Result<Markup, Fault> {
    let found = group::site_groups(ask.clinic, ask.actor()?, site)?;
    let past = |line: &&GroupLine| line.group.ends_on.is_some_and(|end| end < found.today);
    let held: Vec<&GroupLine> = found
        .groups
        .iter()
        .filter(|line| !line.group.draft && !past(line))
        .collect();
    let drafts: Vec<&GroupLine> = found.groups.iter().filter(|l| l.group.draft).collect();
    let ended: Vec<&GroupLine> = found
        .groups
        .iter()
        .filter(|line| !line.group.draft && past(line))
        .collect();
    let new = format!("/staff/groups/new?site={site}");
    let actions = html! {
        @if found.may_manage {
            (button("Load a program").quiet().href(format!("/staff/sites/{site}/programs/load")))
            (button("Add a group").quiet().href(new.clone()).shortcut("n"))
        }
    };
    let first = found.may_manage.then(|| button("Add a group").href(new));
    let body = html! {
        (error_summary(problems))
        (heading("Groups").lead(lead(&found, &held)).back(format!("/staff/sites/{site}"), found.site.name.to_string()).actions(actions))
        (site_tabs(ask, site)?)
        @if held.is_empty() {
            (empty("No groups yet", "A group is a weekly series with a leader and a place. Its sessions follow from it.", first))
        }
        @if !held.is_empty() { (week_table(&held)) }
        @if !drafts.is_empty() {
            section {
                h2 { "Drafts" }
                p.muted { "Not held until they are completed." }
                (table("drafts", "Drafts", columns()).rows(drafts.iter().map(|line| line_row(line, String::new()))).aligned().caption_unseen())
            }
        }
        @if found.may_manage && !held.is_empty() { (close_form(ask, site, problems)) }
        @if !ended.is_empty() {
            details {
                summary { "Ended " span.muted { "(" (ended.len()) ")" } }
                (table("ended", "Ended", columns()).rows(ended.iter().map(|line| {
                    line_row(line, line.group.ends_on.map(dated_text).unwrap_or_default())
                })).aligned().caption_unseen())
            }
        }
    };
    Ok(page(&frame(ask, Face::Staff, "Groups"), body))
}

/// How many meetings of a week stand open: what fits on two screens.
const LINES_MAX: usize = 40;

fn columns() -> [Column; 6] {
    [
        Column::new("Group"),
        Column::new("When").share(5),
        Column::new("For").share(6),
        Column::new("Seats").share(3),
        Column::new("Led by").share(4),
        Column::new("Where").share(2),
    ]
}

fn lead(found: &SiteGroups, held: &[&GroupLine]) -> String {
    let taken: usize = held.iter().map(|line| line.members).sum();
    let seats: u32 = held.iter().map(|line| u32::from(line.group.seats)).sum();
    match held.len() {
        0 => format!("Times are local ({}).", found.site.zone.as_str()),
        1 => format!(
            "1 group, {taken} of {seats} seats taken. Times are local ({}).",
            found.site.zone.as_str()
        ),
        n => format!(
            "{n} groups, {taken} of {seats} seats taken. Times are local ({}).",
            found.site.zone.as_str()
        ),
    }
}

/// The other sites whose groups the actor may see.
fn site_tabs(ask: &Ask<'_>, here: SiteId) -> Result<Markup, Fault> {
    let actor = ask.actor()?;
    let sites = site::sites(ask.clinic, actor)?;
    let resource = |site| policy::Resource::Site(actor.organization(), site);
    let items: Vec<NavItem> = sites
        .iter()
        .filter(|(site, _)| {
            let action = policy::Action::ViewGroups;
            policy::decide(actor, action, &resource(site.id), ask.now).allow
        })
        .map(|(site, _)| {
            NavItem::new(
                format!("/staff/sites/{}/groups", site.id),
                site.name.to_string(),
            )
            .current(site.id == here)
        })
        .collect();
    Ok(html! { @if items.len() > 1 { (tabs("Sites", &items)) } })
}

/// Every meeting of a week on a line, by day and time.
fn week_table(held: &[&GroupLine]) -> impl maud::Render {
    let meetings = held.iter().flat_map(|line| {
        let all = line.group.meetings.iter();
        all.map(|meeting| (meeting.day, meeting.start_minute, *line))
    });
    let mut meetings: Vec<(Weekday, u16, &GroupLine)> = meetings.collect();
    meetings.sort_by_key(|(day, start, line)| (day.index(), *start, line.group.name.clone()));
    let rows = meetings.into_iter().map(|(day, start, line)| {
        let (day, when) = (day.label(), span_text(start, line.group.minutes));
        line_row(line, format!("{}, {when}", day.get(..3).unwrap_or(day)))
    });
    table("week", "Groups by day and time", columns())
        .rows(rows)
        .aligned()
        .fold(LINES_MAX)
        .caption_unseen()
}

fn line_row(line: &GroupLine, when: String) -> Row {
    let group = &line.group;
    row([
        html! { (group.name) },
        html! { span.nowrap { (when) } },
        html! { (what_for(group.kind, group.track)) },
        seats(line.members, group.seats, group.open),
        html! { (names(&line.leaders)) },
        html! { (place_text(&group.place, line.room.as_deref())) },
    ])
    .href(format!("/staff/groups/{}", group.id))
}

/// "5:30 to 8:30 pm", or with both halves of the day where they differ.
pub(crate) fn span_text(start: u16, minutes: u16) -> String {
    let (from, to) = (minute_text(start), minute_text(start + minutes));
    match (from.rsplit_once(' '), to.rsplit_once(' ')) {
        (Some((clock, half)), Some((_, same))) if half == same => format!("{clock} to {to}"),
        _ => format!("{from} to {to}"),
    }
}

fn what_for(kind: GroupKind, track: Track) -> String {
    match track {
        Track::General => kind.label().to_owned(),
        track => format!("{}: {}", kind.label(), track.label()),
    }
}

fn seats(taken: usize, seats: u16, open: bool) -> Markup {
    let words = format!("{taken} of {seats}");
    html! {
        span.nowrap {
            @if taken >= usize::from(seats) { (words) ", full" }
            @else if !open { (words) ", closed" }
            @else { (words) }
        }
    }
}

pub(crate) fn names(leaders: &[Leader]) -> String {
    if leaders.is_empty() {
        return "Nobody yet".to_owned();
    }
    let names: Vec<&str> = leaders.iter().map(|leader| leader.name.as_str()).collect();
    names.join(", ")
}

pub(crate) fn place_text(place: &MeetingPlace, room: Option<&str>) -> String {
    match place {
        MeetingPlace::Undecided => "Not decided".to_owned(),
        MeetingPlace::Telehealth(_) => "Telehealth".to_owned(),
        MeetingPlace::Room(_) => room.unwrap_or("A room that is gone").to_owned(),
    }
}

fn close_form(ask: &Ask<'_>, site: SiteId, problems: &Problems) -> Markup {
    let typed = |name: &str| {
        if problems.is_empty() {
            ""
        } else {
            ask.form.text(name)
        }
    };
    let causes = Cause::ALL.map(|cause| (cause.code(), cause.label()));
    html! {
        details open[!problems.is_empty()] {
            summary { "Close a day" }
            p.muted { "For a holiday or snow: cancels every session here on that day. What differs on it already is left as it is." }
            (form(format!("/staff/sites/{site}/groups/close"), ask.token(), html! {
                (field("date", "Day").date().hint("For example Apr 14, 2026 or 4/14/2026").value(typed("date")).check(problems))
                (field("cause", "Why").select(causes).value(typed("cause")))
                (button("Cancel its sessions").quiet())
            }))
        }
    }
}

/// The id in the address of a group's page.
fn group_id(ask: &Ask<'_>) -> Result<GroupId, Fault> {
    ask.id("id", GroupId::parse)
}

/// A date for the value of a field that [`parse_day`] reads back.
fn date_value(date: Date) -> String {
    day_text(date)
}
