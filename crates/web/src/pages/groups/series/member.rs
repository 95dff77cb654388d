//! Joining and leaving.

use super::{date_value, group_id, show};
use crate::shell::form::{finish, problems};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    ChoiceItem, Face, Problems, button, choice, empty, error_summary, field, filter_bar, form,
    heading, page, radios,
};
use axum::http::StatusCode;
use care::day::parse_day;
use care::invalid::Issues;
use care::people::patient::Patient;
use care::{MembershipId, PersonId};
use clinic::Refusal;
use clinic::groups::group;
use maud::{Markup, html};

/// The page: look for somebody, then let them join.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Lets somebody join.
pub(crate) fn join(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = group_id(ask)?;
    let mut issues = Issues::default();
    let from = issues.take("from", parse_day(ask.form.text("from")));
    let last = issues.take("last", ask.form.optional("last", parse_day));
    let person = PersonId::parse(ask.form.text("person"));
    if person.is_none() {
        issues.add("person", "Choose who joins.");
    }
    let result = match (person, from, last) {
        (Some(person), Some(from), Some(last)) => {
            let (actor, key) = (ask.actor()?, ask.key()?);
            group::join(ask.clinic, actor, key, id, person, from, last).map(drop)
        }
        _ => Err(Refusal::Fields(issues.0)),
    };
    let on = |()| format!("/staff/groups/{id}?said=member-joined");
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems)
    })
}

/// Lets somebody leave after a last day.
pub(crate) fn leave(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", MembershipId::parse)?;
    let last =
        parse_day(ask.form.text("last")).map_err(|invalid| Refusal::invalid("last", invalid));
    let result = last.and_then(|last| {
        let (actor, key) = (
            ask.actor.as_ref().ok_or(Refusal::SignedOut)?,
            ask.key.ok_or(Refusal::Changed)?,
        );
        group::leave(ask.clinic, actor, key, id, last)
    });
    match result {
        Ok(group) => Ok(Answer::see_other(&format!(
            "/staff/groups/{group}?said=member-left"
        ))),
        Err(Refusal::Fields(issues)) => {
            let found = group::group_of(ask.clinic, ask.actor()?, id)?;
            let problems = problems(&issues).at("last", &format!("last-{id}"));
            Ok(Answer::mend(show::view(ask, &found, &problems)))
        }
        Err(Refusal::Changed) => {
            let found = group::group_of(ask.clinic, ask.actor()?, id)?;
            let page = show::view(ask, &found, &Problems::stale());
            Ok(Answer::mend(page).status(StatusCode::CONFLICT))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = group_id(ask)?;
    let found = group::group_page(ask.clinic, ask.actor()?, id)?;
    let sent = ask.form.text("q");
    let query = if sent.is_empty() {
        ask.query.text("q")
    } else {
        sent
    }
    .trim()
    .to_owned();
    // Asked without a name too: whoever may let nobody join has no business here either.
    let people = group::candidates(ask.clinic, ask.actor()?, id, &query)?;
    let path = format!("/staff/groups/{id}/members");
    let fields = html! {
        (field("q", "Name").search().value(query.clone()).hinted_below())
    };
    let title = "Add a member";
    let free = usize::from(found.group.seats).saturating_sub(found.members_now);
    let lead = format!(
        "{}: {free} of {} seats are free today.",
        found.group.name, found.group.seats
    );
    let body = html! {
        (error_summary(problems))
        (heading(title).lead(lead).back(format!("/staff/groups/{id}"), "Back"))
        (filter_bar(path.clone(), fields).hint("The beginning of a name, or how it sounds."))
        @if people.is_empty() && !query.is_empty() {
            (empty("Nobody by that name", "Try the beginning of the name. Only people whom you may let join are here.", None))
        }
        @if !people.is_empty() { (form(path, ask.token(), join_fields(ask, &found, &people, problems)).hidden("q", query)) }
    };
    Ok(page(&frame(ask, Face::Staff, title), body))
}

fn join_fields(
    ask: &Ask<'_>,
    found: &group::GroupPage,
    people: &[Patient],
    problems: &Problems,
) -> Markup {
    let typed = ask.form.0.iter().any(|(name, _)| name == "from");
    let value = |name: &str, offered: String| {
        if typed {
            ask.form.text(name).to_owned()
        } else {
            offered
        }
    };
    let only = if people.len() == 1 {
        people[0].id.to_string()
    } else {
        String::new()
    };
    let chosen = value("person", only);
    let choices: Vec<ChoiceItem> = people
        .iter()
        .map(|person| choice(person.id.to_string(), person.name.full()))
        .collect();
    html! {
        (radios("person", "Who joins", choices).value(&chosen).check(problems))
        (field("from", "From").date().hint("For example Apr 14, 2026 or 4/14/2026").value(value("from", date_value(found.today.max(found.group.starts_on)))).check(problems))
        (field("last", "Last day").optional().date().hint("Empty while no end is planned.").value(value("last", offered_last(found))).check(problems))
        div.buttons { (button("Let them join").shortcut("ctrl+enter")) }
    }
}

/// A group meant for certain weeks of a stay offers none: when somebody's stay began is in their record.
fn offered_last(found: &group::GroupPage) -> String {
    found.group.ends_on.map(date_value).unwrap_or_default()
}
