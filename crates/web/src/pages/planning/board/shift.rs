//! The form that moves a session, behind the key, the drag and the link.

use super::{address, panel};
use crate::shell::ask::moment;
use crate::shell::fault::encoded;
use crate::shell::form::{Form, finish};
use crate::shell::frame::frame;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Problems, branch, button, choice, error_summary, field, heading, page, radios,
};
use care::day::{day_text, parse_day, short_text};
use care::groups::group::{Cause, MeetingPlace, Session, SessionState};
use care::invalid::Issues;
use care::people::site::{DAY_MINUTES, minute_text, parse_minute};
use care::planning::commitment::monday;
use care::{GroupId, Invalid, Issue, PersonId, RoomId};
use clinic::Refusal;
use clinic::groups::group::{Before, GroupChoices, Movable, Scope, SessionShift, choices, movable};
use clinic::planning::board;
use clinic::planning::board::Breaks;
use jiff::civil::Date;
use maud::{Markup, html};

const TELEHEALTH: &str = "telehealth";

/// The form, with what was dragged filled in.
pub(crate) fn move_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (found, offered) = find(ask, &ask.query)?;
    let none = Problems::none();
    let to = wished(&ask.query, &found, &offered);
    let breaks = board::would_break(ask.clinic, ask.actor()?, &to)?;
    let markup = view(ask, &found, &offered, &none, &breaks);
    Ok(Answer::page(markup))
}

/// Moves it.
pub(crate) fn shift(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (found, offered) = find(ask, &ask.form)?;
    let result = typed(ask, &found, &offered).and_then(|to| {
        was_read(ask, &found, &to)?;
        let before = clinic::groups::group::shift(ask.clinic, ask.actor()?, ask.key()?, &to);
        Ok((to, before.map_err(beside_fields)?))
    });
    let on = |(to, before): (SessionShift, Before)| {
        let before = serde_json::to_string(&before).unwrap_or_default();
        let board = address(found.site.id, monday(to.to), ask.form.text("view"));
        format!("{board}&said=moved&undo={}", encoded(&before))
    };
    finish(result, on, |problems| {
        let (found, offered) = find(ask, &ask.form)?;
        let to = wished(&ask.form, &found, &offered);
        let breaks = board::would_break(ask.clinic, ask.actor()?, &to)?;
        Ok(view(ask, &found, &offered, problems, &breaks))
    })
}

/// Refuses what would break something that whoever sends the form has not read: they typed another time, or a life
/// changed meanwhile. The form comes back with the list above it. What was sent without the mark of a list came from
/// no form of this page, which shows one.
fn was_read(ask: &Ask<'_>, found: &Movable, to: &SessionShift) -> Result<(), Fault> {
    // What runs past midnight is refused whatever it breaks, and that is the sentence to read.
    let until = to.start_minute.saturating_add(found.group.minutes);
    if ask.form.all("seen").next().is_none() || until > DAY_MINUTES {
        return Ok(());
    }
    let breaks = board::would_break(ask.clinic, ask.actor()?, to)?;
    if breaks.is_empty() || breaks.mark == ask.form.text("seen") {
        return Ok(());
    }
    let sentence =
        "Read what this would break, above the form. Press the button again to do it all the same.";
    Err(Refusal::field("to", sentence).into())
}

/// What a form or an address asks for as far as it can be read, over how the session is now: what it would break is
/// said of that.
fn wished(form: &Form, found: &Movable, offered: &GroupChoices) -> SessionShift {
    let session: &Session = &found.session;
    let place = place(form.text("place"), found);
    let leader = leader(form.text("leader"), found, offered);
    SessionShift {
        group: found.group.id,
        date: session.date,
        scope: Scope::Once,
        to: parse_day(form.text("to")).unwrap_or_else(|_| session.local.date()),
        start_minute: parse_minute(form.text("start")).unwrap_or_else(|_| session.start_minute()),
        place: place.unwrap_or_else(|_| session.place.clone()),
        facilitators: leader.unwrap_or_else(|_| session.facilitators.clone()),
        cause: Cause::Other,
    }
}

/// Moves it back.
pub(crate) fn undo(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let before: Before = serde_json::from_str(ask.query.text("before"))
        .map_err(|_| Fault::Refused(Refusal::NotFound))?;
    clinic::groups::group::shift_back(ask.clinic, ask.actor()?, ask.key()?, &before)?;
    let back = ask.query.text("back");
    let back = if back.starts_with("/staff/week?") {
        back
    } else {
        "/staff/week?"
    };
    Ok(Answer::see_other(&format!("{back}&said=restored")))
}

/// The session that the address or the form names, and what can be chosen for it.
fn find(ask: &Ask<'_>, named: &Form) -> Result<(Movable, GroupChoices), Fault> {
    let nothing = || Fault::Refused(Refusal::NotFound);
    let group = GroupId::parse(named.text("group")).ok_or_else(nothing)?;
    let date: Date = named.text("date").parse().map_err(|_| nothing())?;
    let found = movable(ask.clinic, ask.actor()?, group, date)?;
    let offered = choices(ask.clinic, ask.actor()?, found.site.id)?;
    Ok((found, offered))
}

/// Refusals of the use case beside the fields of this form.
fn beside_fields(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Fields(issues) => Refusal::Fields(
            issues
                .into_iter()
                .map(|issue| {
                    let field = match issue.field {
                        "facilitators" => "leader",
                        "place" => "place",
                        _ => "to",
                    };
                    Issue::new(field, issue.sentence)
                })
                .collect(),
        ),
        Refusal::Conflict(sentence) => Refusal::field("to", sentence),
        other => other,
    }
}

fn typed(ask: &Ask<'_>, found: &Movable, offered: &GroupChoices) -> Result<SessionShift, Fault> {
    let form = &ask.form;
    let mut issues = Issues::default();
    let to = issues.take("to", parse_day(form.text("to")));
    let start_minute = issues.take("start", parse_minute(form.text("start")));
    let place = issues.take("place", place(form.text("place"), found));
    let leader = issues.take("leader", leader(form.text("leader"), found, offered));
    let scope = match form.text("scope") {
        "onward" => Scope::Onward,
        _ => Scope::Once,
    };
    match (to, start_minute, place, leader) {
        (Some(to), Some(start_minute), Some(place), Some(facilitators)) => Ok(SessionShift {
            group: found.group.id,
            date: found.session.date,
            scope,
            to,
            start_minute,
            place,
            facilitators,
            cause: Cause::from_code(form.text("cause")).unwrap_or(Cause::Other),
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// Empty is where it is now.
fn place(text: &str, found: &Movable) -> Result<MeetingPlace, Invalid> {
    match text {
        "" => Ok(found.session.place.clone()),
        TELEHEALTH => Ok(match &found.group.place {
            telehealth @ MeetingPlace::Telehealth(_) => telehealth.clone(),
            _ => MeetingPlace::Telehealth(None),
        }),
        room => RoomId::parse(room)
            .map(MeetingPlace::Room)
            .ok_or_else(|| Invalid::new("Choose a room of this site, or telehealth.")),
    }
}

/// Empty is whoever leads it now.
fn leader(text: &str, found: &Movable, offered: &GroupChoices) -> Result<Vec<PersonId>, Invalid> {
    if text.is_empty() {
        return Ok(found.session.facilitators.clone());
    }
    PersonId::parse(text)
        .filter(|id| offered.staff.iter().any(|(leader, _)| leader.id == *id))
        .map(|id| vec![id])
        .ok_or_else(|| Invalid::new("Choose somebody who works at this site."))
}

/// The session as it is now in the form's fields.
fn as_typed(found: &Movable) -> Stored {
    let session = &found.session;
    let cause = match session.state {
        SessionState::Moved(cause)
        | SessionState::Changed(cause)
        | SessionState::Cancelled(cause) => cause,
        SessionState::Planned => Cause::Other,
    };
    vec![
        ("scope", "once".to_owned()),
        ("to", day_text(session.local.date())),
        ("start", minute_text(session.start_minute())),
        ("place", String::new()),
        ("leader", String::new()),
        ("cause", cause.code().to_owned()),
    ]
}

fn view(
    ask: &Ask<'_>,
    found: &Movable,
    offered: &GroupChoices,
    problems: &Problems,
    breaks: &Breaks,
) -> Markup {
    let session = &found.session;
    let sheet = Sheet::of(ask, found.version, as_typed(found), problems).drawn(ask, &ask.query);
    let (shown, problems) = (&sheet.shown, &sheet.problems);
    let view = match ask.form.text("view") {
        "" => ask.query.text("view"),
        view => view,
    };
    let back = address(found.site.id, monday(session.local.date()), view);
    let rooms = offered.rooms.iter().map(|room| {
        (
            room.id.to_string(),
            format!("{} (seats {})", room.name, room.seats.get()),
        )
    });
    let places = [(String::new(), "Where it is".to_owned())]
        .into_iter()
        .chain(rooms)
        .chain([(TELEHEALTH.to_owned(), "Telehealth".to_owned())]);
    let staff = offered
        .staff
        .iter()
        .map(|(leader, _)| (leader.id.to_string(), format!("{} alone", leader.name)));
    let leaders = [(String::new(), "Who leads it now".to_owned())]
        .into_iter()
        .chain(staff);
    let fields = html! {
        (radios("scope", "Which", [
            choice("once", format!("Only {}", short_text(session.local.date()))).hint("The others stay as they are."),
            choice("onward", "From this week on").hint("The series goes on so, with its members. What was held stays as it was."),
        ]).value(shown.text("scope")).check(problems))
        (field("to", "Day").date().value(shown.text("to")).hint("For example Apr 14, 2026").check(problems).required())
        (field("start", "Starts at").time().value(shown.text("start")).check(problems).required())
        (field("place", "Where").select(places).value(shown.text("place")).check(problems))
        (field("leader", "Who leads it").select(leaders).value(shown.text("leader")).check(problems))
        (branch("scope", &["once"], html! {
            (field("cause", "Why").select(Cause::ALL.map(|cause| (cause.code(), cause.label()))).value(shown.text("cause")).hint("For one session only.").check(problems))
        }))
        div.buttons { (button("Move")) (button("Cancel").quiet().href(back.clone())) }
    };
    let now = format!(
        "Now {} for {} minutes.",
        moment(session.starts_at, &found.site.zone),
        session.minutes
    );
    let body = html! {
        (error_summary(problems))
        (heading(format!("Move {}", found.group.name)).back(back.clone(), "Week").lead(now))
        div #move-part {
            (panel::breaks(breaks))
            (sheet.form_to(ask, "/staff/week/move", fields)
                .hidden("group", found.group.id.to_string()).hidden("date", session.date.to_string())
                .hidden("view", view).hidden("seen", breaks.mark.clone()))
        }
    };
    page(&frame(ask, Face::Staff, "Move a session"), body)
}
