//! What differs for one session.

use super::edit::{TELEHEALTH, place, places, staff};
use super::{date_value, group_id};
use crate::shell::form::finish;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Problems, Width, branch, button, choice, error_summary, field, form, heading, page,
    radios,
};
use care::PersonId;
use care::day::parse_day;
use care::groups::group::{
    Cause, Changed, MeetingPlace, SessionChange, SessionState, meetings_text,
};
use care::invalid::Issues;
use care::people::site::parse_minute;
use clinic::Refusal;
use clinic::groups::group;
use clinic::groups::group::{ExceptionDraft, GroupPage};
use maud::{Markup, html};

/// The page.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Notes what differs.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = group_id(ask)?;
    let result = draft(ask).and_then(|draft| {
        let (actor, key) = (ask.actor()?, ask.key()?);
        Ok(group::add_exception(ask.clinic, actor, key, id, &draft)?)
    });
    let on = |()| format!("/staff/groups/{id}?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

/// Takes back what differs on a date.
pub(crate) fn remove(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = group_id(ask)?;
    let date = parse_day(ask.form.text("date"));
    let date = date.map_err(|_| Fault::Refused(Refusal::NotFound))?;
    group::remove_exception(ask.clinic, ask.actor()?, ask.key()?, id, date)?;
    Ok(Answer::see_other(&format!(
        "/staff/groups/{id}?said=session-back"
    )))
}

/// What the form describes, or every field that has to be mended.
fn draft(ask: &Ask<'_>) -> Result<ExceptionDraft, Fault> {
    let form = &ask.form;
    let mut issues = Issues::default();
    let date = issues.take("date", parse_day(form.text("date")));
    let to = issues.take("to", form.optional("to", parse_day)).flatten();
    let time = issues
        .take("to_time", form.optional("to_time", parse_minute))
        .flatten();
    let facilitators: Vec<PersonId> = form
        .all("facilitators")
        .filter_map(PersonId::parse)
        .collect();
    let place = place(ask, &mut issues);
    let cancelled = form.text("change") == "cancelled";
    let moved = match (to.or(date), time) {
        _ if cancelled => None,
        (Some(to), Some(minute)) => Some((to, minute)),
        (Some(_), None) if to.is_some() => {
            issues.add("to_time", "Say at what time it is held then.");
            None
        }
        _ => None,
    };
    let change = if cancelled {
        SessionChange::Cancelled
    } else {
        SessionChange::Changed(Changed {
            moved,
            facilitators: (!facilitators.is_empty()).then_some(facilitators),
            place: (place != MeetingPlace::Undecided).then_some(place),
        })
    };
    match date {
        Some(date) if issues.0.is_empty() => Ok(ExceptionDraft {
            date,
            cause: Cause::from_code(form.text("cause")).unwrap_or(Cause::Other),
            change,
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let found = group::group_page(ask.clinic, ask.actor()?, group_id(ask)?)?;
    let choices = group::choices(ask.clinic, ask.actor()?, found.group.site)?;
    let value = |name: &str| ask.form.text(name).to_owned();
    let changes = vec![
        choice("changed", "It is held otherwise")
            .hint("Fill in below what differs; what is left as it is stays."),
        choice("cancelled", "It is cancelled"),
    ];
    let chosen = match ask.form.text("change") {
        "cancelled" => "cancelled",
        _ => "changed",
    };
    let causes = Cause::ALL.map(|cause| (cause.code(), cause.label()));
    let back = format!("/staff/groups/{}", found.group.id);
    let title = "Change one session";
    let body = html! {
        (error_summary(problems))
        (heading(title).lead(format!("{}: {}", found.group.name, meetings_text(&found.group.meetings).replace('\n', "; "))).back(back.clone(), "Back"))
        (form(format!("{back}/exceptions"), ask.token(), html! {
            (field("date", "Which day").date().hint("The day the series gives it.").value(day(ask, &found)).check(problems).required())
            (field("cause", "Why").width(Width::Medium).select(causes).value(value("cause")))
            (radios("change", "What happens to it", changes).value(chosen).check(problems))
            (branch("change", &["changed"], html! {
                (field("to", "Moved to the day").optional().date().hint("Empty: the same day.").value(value("to")).check(problems))
                (field("to_time", "at").optional().time().value(value("to_time")).check(problems))
                (field("facilitators", "Led by").select(staff(&choices, "As always")).value(value("facilitators")).check(problems))
                (field("place", "Where").width(Width::Medium).select(places(&choices, "As always")).value(value("place")).check(problems))
                (branch("place", &[TELEHEALTH], html! {
                    (field("link", "Address of the telehealth meeting").optional().value(value("link")).check(problems))
                }))
            }))
            div.buttons { (button("Save").shortcut("ctrl+enter")) (button("Cancel").quiet().href(back)) }
        }))
    };
    Ok(page(&frame(ask, Face::Staff, title), body))
}

/// What the day's field holds: what was typed, what the link named, or the next session that is as planned.
fn day(ask: &Ask<'_>, found: &GroupPage) -> String {
    let typed = ask.form.text("date");
    if !typed.is_empty() {
        return typed.to_owned();
    }
    if let Ok(date) = parse_day(ask.query.text("date")) {
        return date_value(date);
    }
    let next = found
        .sessions
        .iter()
        .find(|session| session.state == SessionState::Planned);
    next.map(|session| date_value(session.date))
        .unwrap_or_default()
}
