//! One group.

use super::{date_value, group_id, names, place_text, seats, span_text, what_for};
use crate::shell::frame::frame;
use crate::shell::sheet::Sheet;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, Problems, Width, button, empty, error_summary, facts, field, form,
    heading, link, page, row, status, table,
};
use care::PersonId;
use care::day::{dated_text, near_text};
use care::groups::group::{Group, MeetingPlace, Membership, Session, SessionState, meetings_text};
use clinic::Version;
use clinic::groups::group;
use clinic::groups::group::{GroupPage, Leader, Member};
use jiff::civil::Date;
use maud::{Markup, html};

/// One group: its sessions, what differs, and its members.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let found = group::group_page(ask.clinic, ask.actor()?, group_id(ask)?)?;
    Ok(Answer::page(view(ask, &found, &Problems::none())))
}

/// The page, with what has to be mended in one of its forms.
pub(super) fn view(ask: &Ask<'_>, found: &GroupPage, problems: &Problems) -> Markup {
    let group = &found.group;
    let path = |verb: &str| format!("/staff/groups/{}/{verb}", group.id);
    let actions = html! {
        @if found.may_place && !group.draft { (button("Add a member").quiet().href(path("members")).shortcut("a")) }
        @if found.may_manage && !group.draft { (button("Change one session").quiet().href(path("exceptions")).shortcut("x")) }
        @if found.may_manage { (button("Change").quiet().href(path("edit")).shortcut("e")) }
    };
    let back = format!("/staff/sites/{}/groups", group.site);
    let body = html! {
        (error_summary(problems))
        (heading(group.name.to_string()).lead(what_for(group.kind, group.track)).back(back, "Groups").actions(actions))
        @if group.draft { (draft(group)) }
        @if !found.advice.is_empty() {
            ul.plain { @for said in &found.advice { li { (status(Meaning::Attention, said)) } } }
        }
        (about(found))
        @if !group.draft { (sessions(ask, found)) (members(ask, found, problems)) }
        (history(found))
    };
    page(&frame(ask, Face::Staff, group.name.to_string()), body)
}

fn draft(group: &Group) -> Markup {
    let missing = group.missing();
    html! {
        section {
            p { (status(Meaning::Information, "A draft: it is not held yet.")) }
            @if !missing.is_empty() {
                ul { @for issue in &missing { li { (issue.sentence) } } }
            }
        }
    }
}

fn led(found: &GroupPage, ids: &[PersonId]) -> String {
    let leaders: Vec<Leader> = ids
        .iter()
        .filter_map(|id| found.leaders.iter().find(|leader| leader.id == *id))
        .cloned()
        .collect();
    names(&leaders)
}

fn place(found: &GroupPage, place: &MeetingPlace) -> Markup {
    let room = place
        .room()
        .and_then(|id| found.rooms.iter().find(|room| room.id == id));
    let words = place_text(place, room.map(|room| room.name.as_str()));
    html! {
        @match place {
            MeetingPlace::Telehealth(Some(to)) => { (words) ", " (link(to.as_str(), "open the meeting")) },
            _ => (words),
        }
    }
}

fn about(found: &GroupPage) -> Markup {
    let group = &found.group;
    let times = meetings_text(&group.meetings).replace('\n', "; ");
    let dates = match group.ends_on {
        Some(end) => format!("{} to {}", dated_text(group.starts_on), dated_text(end)),
        None => format!("From {}, without an end", dated_text(group.starts_on)),
    };
    let mut pairs = vec![
        (
            "Meets",
            html! { @if times.is_empty() { "Not decided" } @else { (times) ", " (group.minutes) " minutes" } },
        ),
        ("Led by", html! { (led(found, &group.facilitators)) }),
        ("Where", place(found, &group.place)),
        (
            "Seats",
            html! { (seats(found.members_now, group.seats, true)) @if found.members_now < usize::from(group.seats) { " taken" } "; useful from " (group.smallest) },
        ),
        (
            "Newcomers",
            html! { @if group.open { "May join" } @else { "Closed to newcomers" } },
        ),
        ("Held", html! { (dates) }),
    ];
    if let Some(program) = &found.program {
        pairs.push(("Program", html! { (program.name) }));
    }
    if let Some(topic) = &group.topic {
        pairs.push(("About", html! { (topic) }));
    }
    if let Some(weeks) = group.stay_weeks {
        pairs.push((
            "Meant for",
            html! { "Weeks " (weeks.first) " to " (weeks.last) " of a stay" },
        ));
    }
    facts(&pairs)
}

fn state(session: &Session) -> Markup {
    match session.state {
        SessionState::Planned => html! { "As planned" },
        SessionState::Changed(cause) => status(
            Meaning::Information,
            &format!("Changed: {}", cause.label().to_lowercase()),
        ),
        SessionState::Moved(cause) => status(
            Meaning::Information,
            &format!(
                "Moved from {}: {}",
                dated_text(session.date),
                cause.label().to_lowercase()
            ),
        ),
        SessionState::Cancelled(cause) => status(
            Meaning::Attention,
            &format!("Cancelled: {}", cause.label().to_lowercase()),
        ),
    }
}

fn sessions(ask: &Ask<'_>, found: &GroupPage) -> Markup {
    let id = found.group.id;
    let rows = found.sessions.iter().map(|session| {
        let start = session.start_minute();
        let differs = session.state != SessionState::Planned;
        row([
            html! { span.nowrap { (near_text(session.local.date(), found.today)) } },
            html! { span.nowrap { (span_text(start, session.minutes)) } },
            html! { (led(found, &session.facilitators)) },
            place(found, &session.place),
            state(session),
            html! {
                @if found.may_manage && !differs {
                    a href=(format!("/staff/groups/{id}/exceptions?date={}", session.date)) {
                        "Change" span.unseen { " the session of " (dated_text(session.date)) }
                    }
                } @else if found.may_manage {
                    (form(format!("/staff/groups/{id}/exceptions/remove"), ask.token(), html! {
                        (button("Take back").quiet().about(format!("what differs on {}", dated_text(session.date))))
                    }).hidden("date", session.date.to_string()).inline())
                }
            },
        ])
    });
    let columns = ["Day", "Time", "Led by", "Where", "Status", "What differs"].map(Column::new);
    let later = found.exceptions.len();
    let shown = found
        .sessions
        .iter()
        .filter(|s| s.state != SessionState::Planned)
        .count();
    html! {
        section {
            h2 { "Next four weeks" }
            (table("sessions", "Next four weeks", columns).rows(rows)
                .empty(empty("No sessions in the next four weeks", "The series has ended, or has not begun.", None)).caption_unseen())
            @if later > shown {
                h3 { "Later" }
                ul { @for exception in found.exceptions.iter().filter(|e| !found.sessions.iter().any(|s| s.date == e.date)) {
                    li { (dated_text(exception.date)) ": " (exception.cause.label()) }
                } }
            }
        }
    }
}

/// Of a membership that holds in some weeks of a rotation only: in how many, and when next.
fn some_weeks(membership: &Membership, today: Date) -> Markup {
    html! {
        @if let Some(turns) = membership.turns {
            span.muted {
                ", " (turns.count()) " of every " (turns.every_weeks()) " weeks, next the week of "
                (near_text(turns.next(today), today))
            }
        }
    }
}

/// The form in which a membership ends: the one that was sent, or one beside it.
fn last_day(ask: &Ask<'_>, membership: &Membership, today: Date, problems: &Problems) -> Sheet {
    let version = Version::of(membership).unwrap_or_else(|_| Version::sent(""));
    let last = membership.last_on.unwrap_or(today);
    let stored = vec![("last", date_value(last))];
    if ask.param("id") == membership.id.to_string() {
        Sheet::of(ask, version, stored, problems)
    } else {
        Sheet::fresh(version, stored)
    }
}

fn members(ask: &Ask<'_>, found: &GroupPage, problems: &Problems) -> Markup {
    let left = |member: &&Member| {
        member
            .membership
            .last_on
            .is_some_and(|last| last < found.today)
    };
    let now: Vec<&Member> = found
        .members
        .iter()
        .filter(|member| !left(member))
        .collect();
    let past: Vec<&Member> = found.members.iter().filter(left).collect();
    let add = found.may_place.then(|| {
        button("Add a member")
            .quiet()
            .href(format!("/staff/groups/{}/members", found.group.id))
    });
    let name = |member: &Member| {
        html! {
            @match &member.name { Some(name) => (name), None => span.muted { "Not open to you" } }
        }
    };
    let day = |date: Date| near_text(date, found.today);
    let rows = now.iter().map(|member| {
        let membership = &member.membership;
        let id = format!("last-{}", membership.id);
        let sheet = last_day(ask, membership, found.today, problems);
        row([
            name(member),
            html! { span.nowrap { (day(membership.joined_on)) } (some_weeks(membership, found.today)) },
            html! { span.nowrap { (membership.last_on.map_or_else(|| "No end yet".to_owned(), day)) } },
            html! {
                @if member.may_leave {
                    (sheet.form_to(ask, format!("/staff/memberships/{}/leave", membership.id), html! {
                        (field("last", "Last day").id(id.clone()).width(Width::Medium).value(sheet.shown.text("last"))
                            .check(&sheet.problems).error(problems.of(&id)))
                        (button("End").quiet().about(format!("the membership of {}", member.name.as_deref().unwrap_or("this person"))))
                    }).inline())
                }
            },
        ])
    });
    let columns = ["Name", "Since", "Until", "Leaving"].map(Column::new);
    html! {
        section {
            h2 { "Members" }
            (table("members", "Members", columns).rows(rows)
                .empty(empty("No members yet", "People join from a day on, and leave after a last day.", add)).caption_unseen())
        }
        @if !past.is_empty() {
            section {
                h2 { "Were members" }
                (table("past", "Were members", ["Name", "Since", "Until"].map(Column::new)).rows(past.iter().map(|member| row([
                    name(member),
                    html! { span.nowrap { (day(member.membership.joined_on)) } },
                    html! { span.nowrap { (member.membership.last_on.map(day).unwrap_or_default()) } },
                ]))).caption_unseen())
            }
        }
    }
}

/// The series before and after this one.
fn history(found: &GroupPage) -> Markup {
    let (before, after) = &found.before_and_after;
    let to = |group: &Group| link(&format!("/staff/groups/{}", group.id), group.name.as_str());
    html! {
        @if before.is_some() || after.is_some() {
            section {
                h2 { "History" }
                @if let Some(before) = before {
                    p { "Continues " (to(before)) ", which met " (meetings_text(&before.meetings).replace('\n', "; ")) " until " (before.ends_on.map(dated_text).unwrap_or_default()) "." }
                }
                @if let Some(after) = after {
                    p { "Goes on as " (to(after)) " from " (dated_text(after.starts_on)) ": " (meetings_text(&after.meetings).replace('\n', "; ")) "." }
                }
            }
        }
    }
}
