//! Something happened: who or what is away, and the proposal that answers it.

use super::make::site_of;
use crate::shell::form::finish;
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Problems, Width, branch, button, choice, error_summary, field, form, heading, page,
    radios,
};
use care::day::{day_text, parse_day};
use care::invalid::Issues;
use care::planning::week::Event;
use care::{PersonId, RoomId, SiteId};
use clinic::Refusal;
use clinic::people::{site, staff};
use clinic::planning::{board, week};
use maud::{Markup, html};
use policy::Action;

/// The form.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let site = site_of(ask)?;
    // The use case asks again; this keeps the form from whoever could not send it.
    week::proposals(ask.clinic, ask.actor()?, site.id)?;
    let today = day_text(site.zone.local(ask.now).date());
    let typed = |name: &str, new: &str| match ask.form.text(name) {
        "" => new.to_owned(),
        text => text.to_owned(),
    };
    let none = (String::new(), "Choose".to_owned());
    let team = staff::team(ask.clinic, ask.actor()?)?;
    let people = team
        .into_iter()
        .filter(|one| one.disabled_at.is_none() && one.sites.contains(&site.id))
        .map(|one| (one.id.to_string(), one.name.full()));
    let rooms = site::sites(ask.clinic, ask.actor()?)?
        .into_iter()
        .filter(|(one, _)| one.id == site.id)
        .flat_map(|(_, rooms)| rooms)
        .map(|room| (room.id.to_string(), room.name.to_string()));
    let mut what = vec![
        choice("staff", "Somebody who leads is away").hint("Ill, called to court, on leave."),
        choice("room", "A room cannot be used").hint("Flooded, no heating."),
        choice("site", "The site is closed").hint("Snow, a power cut. Groups by video go on."),
    ];
    let in_care = in_care(ask, site.id)?;
    if in_care.is_some() {
        let hint = "A new shift, a child’s school. Their calendar says what it holds now; the rest of this week is answered.";
        what.push(choice("life", "Somebody’s life changed").hint(hint));
    }
    let fields = html! {
        (radios("what", "What happened?", what).value(&typed("what", "staff")).check(problems))
        (branch("what", &["staff"], html! {
            (field("staff", "Who is away").select([none.clone()].into_iter().chain(people)).value(typed("staff", "")).check(problems).hint("Where somebody is away."))
        }))
        (branch("what", &["room"], html! {
            (field("room", "Which room").select([none.clone()].into_iter().chain(rooms)).value(typed("room", "")).check(problems).hint("Where a room cannot be used."))
        }))
        @if let Some(in_care) = in_care {
            (branch("what", &["life"], html! {
                (field("person", "Whose life changed").select([none].into_iter().chain(in_care)).value(typed("person", "")).check(problems).hint("Where somebody’s life changed."))
            }))
        }
        (branch("what", &["staff", "room", "site"], html! {
            div.pair {
                (field("from", "First day").hint("For example Apr 14, 2026").date().value(typed("from", &today)).check(problems).required())
                (field("through", "Last day").optional().hint("The same day where it is empty.").width(Width::Medium).value(typed("through", "")).check(problems))
            }
        }))
        div.buttons { (button("Propose an answer")) (button("Cancel").quiet().href(format!("/staff/sites/{}/week/make", site.id))) }
    };
    let body = html! {
        (error_summary(problems))
        (heading("Something happened").back(format!("/staff/sites/{}/week/make", site.id), "Make the week")
            .lead(format!("The least disruptive answer for one week at {}, as a proposal: substitutes first, other times next, and messages drafted for those who are touched.", site.name)))
        (form(ask.address.clone(), ask.token(), fields))
    };
    Ok(page(&frame(ask, Face::Staff, "Something happened"), body))
}

/// The people in care at the site, for whoever may see them; nothing for whoever may not.
fn in_care(ask: &Ask<'_>, site: SiteId) -> Result<Option<Vec<(String, String)>>, Fault> {
    if !could(ask, Action::SearchPatients) {
        return Ok(None);
    }
    let people = board::people(ask.clinic, ask.actor()?, site, "")?;
    let named = people
        .into_iter()
        .map(|one| (one.id.to_string(), one.name.full()));
    Ok(Some(named.collect()))
}

/// Proposes an answer.
pub(crate) fn ask(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = site_of(ask)?;
    let result = event(ask).and_then(|event| {
        let (actor, key) = (ask.actor()?, ask.key()?);
        Ok(week::repair(ask.clinic, actor, key, site.id, &event)?)
    });
    finish(
        result,
        |id| format!("/staff/proposals/{id}"),
        |problems| view(ask, problems),
    )
}

fn event(ask: &Ask<'_>) -> Result<Event, Fault> {
    let mut issues = Issues::default();
    let what = ask.form.text("what");
    if what == "life" && could(ask, Action::SearchPatients) {
        let person = PersonId::parse(ask.form.text("person"));
        return person
            .map(|person| Event::LifeChanged { person })
            .ok_or_else(|| Refusal::field("person", "Choose whose life changed.").into());
    }
    let from = issues.take("from", parse_day(ask.form.text("from")));
    let through = issues.take("through", ask.form.optional("through", parse_day));
    let staff = PersonId::parse(ask.form.text("staff"));
    let room = RoomId::parse(ask.form.text("room"));
    match what {
        "staff" if staff.is_none() => issues.add("staff", "Choose who is away."),
        "room" if room.is_none() => issues.add("room", "Choose the room."),
        "staff" | "room" | "site" => {}
        _ => issues.add("what", "Choose what happened."),
    }
    let (Some(from), Some(through), true) = (from, through, issues.0.is_empty()) else {
        return Err(Refusal::Fields(issues.0).into());
    };
    let through = through.unwrap_or(from);
    match (what, staff, room) {
        ("staff", Some(staff), _) => Ok(Event::StaffAway {
            staff,
            from,
            through,
        }),
        ("room", _, Some(room)) => Ok(Event::RoomGone {
            room,
            from,
            through,
        }),
        _ => Ok(Event::SiteClosed { from, through }),
    }
}
