//! What is said of one session below the picture: who comes and what their lives hold, what does not fit, and what can
//! be done about it; and what a move would break.

use super::{View, address, rows, timed};
use crate::shell::frame::could_at;
use crate::shell::{Ask, Fault};
use crate::ui::{Meaning, button, link, status};
use care::GroupId;
use clinic::planning::board;
use clinic::planning::board::{Board, BoardSession, Breaks, MemberLife, SessionLives};
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;

/// The session that the address asks for, as a place in [`Board::sessions`], with the lives of those who come. A session
/// that is not in this week is not there.
pub(super) fn opened(ask: &Ask<'_>, week: &Board) -> Result<Option<(usize, SessionLives)>, Fault> {
    let Some((group, date)) = ask.query.text("open").split_once('.') else {
        return Ok(None);
    };
    let (Some(group), Ok(date)) = (GroupId::parse(group), date.parse::<Date>()) else {
        return Ok(None);
    };
    let is_it = |shown: &BoardSession| (shown.session.group, shown.session.date) == (group, date);
    let Some(at) = week.sessions.iter().position(is_it) else {
        return Ok(None);
    };
    let lives = board::lives_at(ask.clinic, ask.actor()?, week, (group, date))?;
    Ok(Some((at, lives)))
}

/// What is known of the session that was asked for, if one was.
pub(super) fn panel(
    ask: &Ask<'_>,
    week: &Board,
    opened: Option<&(usize, SessionLives)>,
    view: View,
) -> Markup {
    let shown = opened.and_then(|(at, lives)| Some((week.sessions.get(*at)?, lives)));
    html! {
        section #axis-panel .axis-panel.unprinted aria-label="One session" {
            @if let Some((shown, lives)) = shown {
                h2 { (week.groups[shown.group].name) }
                p { (rows::moment(shown, &week.site.zone)) ". " (timed::detail(week, shown)) "." }
                @for (urgent, sentence) in &shown.said {
                    p { (status(if *urgent { Meaning::Urgent } else { Meaning::Attention }, sentence)) }
                }
                (actions(ask, week, shown, view))
                (who_comes(week, lives, view))
            } @else {
                p.muted { "Point at a session, or come to it with the keyboard, to see who comes and what their lives hold." }
            }
        }
    }
}

fn actions(ask: &Ask<'_>, week: &Board, shown: &BoardSession, view: View) -> Markup {
    let (group, date) = (shown.session.group, shown.session.date);
    let site = week.site.id;
    html! {
        p.buttons {
            @if rows::movable(week, shown) {
                (button("Move").href(format!("/staff/week/move?group={group}&date={date}&view={}", view.code())))
                (button("Cancel or change it").quiet().href(format!("/staff/groups/{group}/exceptions")))
            }
            @if could_at(ask, Action::MakeWeek, site) {
                (button("Repair the week").quiet().href(format!("/staff/sites/{site}/repair")))
                (button("Make the week anew").quiet().href(format!("/staff/sites/{site}/week/make")))
            }
            @if week.rosters_open { (link(&format!("/staff/sessions/{group}/{date}"), "Roster")) }
        }
    }
}

fn who_comes(week: &Board, lives: &SessionLives, view: View) -> Markup {
    let count = lives.members.len() + lives.unnamed;
    html! {
        h3 { (care::counted(count, "person comes", "people come")) }
        @if !lives.members.is_empty() {
            ul.axis-members { @for member in &lives.members { li { (member_line(week, member, view)) } } }
        }
        @if lives.unnamed > 0 && !lives.members.is_empty() {
            p.muted { "and " (lives.unnamed) " more, whose lives are not open to you" }
        }
    }
}

fn member_line(week: &Board, member: &MemberLife, view: View) -> Markup {
    let own = format!(
        "{}&person={}",
        address(week.site.id, week.from, view.code()),
        member.person
    );
    html! {
        a href=(own) { (member.name) }
        @for held in &member.on_it { " " (status(Meaning::Attention, held)) }
    }
}

/// What a move would break, for whom: each with an icon and in words.
pub(super) fn breaks(breaks: &Breaks) -> Markup {
    let count = breaks.said.len() + breaks.unnamed;
    html! {
        section #breaks .breaks data-breaks=(count) data-said=(said(breaks)) aria-label="What this would break" {
            @if breaks.is_empty() {
                p { (status(Meaning::Good, "Nothing breaks")) " The room and whoever leads it are free then, and so are "
                    (care::counted(breaks.members, "person who comes", "people who come")) ", as far as their lives are known here." }
            } @else {
                h2 { "What this would break" }
                ul {
                    @for one in &breaks.said {
                        li { (status(if one.firm { Meaning::Urgent } else { Meaning::Attention }, &one.who.as_ref().map_or_else(|| "The session".to_owned(), |(_, name)| name.clone())))
                            " " (one.what) }
                    }
                    @if breaks.unnamed > 0 {
                        li { (status(Meaning::Urgent, &care::counted(breaks.unnamed, "more person", "more people"))) " whose lives are not open to you" }
                    }
                }
            }
        }
    }
}

/// How many things are read aloud while somebody drags; the list has them all.
const SAID_MAX: usize = 3;

/// The same in a sentence, for whoever hears it while they drag.
fn said(breaks: &Breaks) -> String {
    if breaks.is_empty() {
        return "Nothing breaks.".to_owned();
    }
    let mut parts: Vec<String> = breaks
        .said
        .iter()
        .take(SAID_MAX)
        .map(|one| match &one.who {
            Some((_, name)) => format!("{name}: {}", one.what),
            None => one.what.clone(),
        })
        .collect();
    let more = breaks.said.len().saturating_sub(SAID_MAX) + breaks.unnamed;
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    format!("Breaks: {}.", parts.join("; "))
}
