//! Something happened: who or what is away, and the proposal that answers it.

use super::make::site_of;
use crate::shell::form::finish;
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Problems, Width, branch, button, checkboxes, choice, error_summary, field, form, heading,
    page, radios,
};
use care::day::{day_text, parse_day};
use care::invalid::Issues;
use care::planning::week::{Choice, Event};
use care::{GroupId, PersonId, RoomId, SiteId, counted};
use clinic::Refusal;
use clinic::people::{site, staff};
use clinic::planning::week::{ShownHit, ShownProposal};
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
    let sessions = week::led_sessions(ask.clinic, ask.actor()?, site.id)?;
    let sessions = sessions.into_iter().map(|one| {
        let minute = care::people::site::minute_of(one.local.time());
        let at = care::daytime::minute_text(minute);
        let label = format!("{}, {at}: {}", day_text(one.local.date()), one.name);
        (format!("{}.{}", one.group, one.date), label)
    });
    let mut what = vec![
        choice("staff", "Somebody who leads is away")
            .hint("Ill, called to court, on leave, for a day or until a date."),
        choice("session", "Somebody cannot lead one session")
            .hint("They are there for everything else."),
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
        (branch("what", &["session"], html! {
            (field("session", "Which session").select([none.clone()].into_iter().chain(sessions)).value(typed("session", "")).check(problems).hint("Where one session has no leader."))
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
    if what == "session" {
        let named = ask.form.text("session").split_once('.');
        let found = named.and_then(|(group, date)| {
            let (group, date) = (GroupId::parse(group)?, date.parse().ok()?);
            Some(Event::LeaderOut { group, date })
        });
        return found.ok_or_else(|| Refusal::field("session", "Choose the session.").into());
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

/// What stands for leaving a session as it is.
const LEAVE: &str = "leave";

/// What happens if nobody does anything, before anything is proposed.
pub(super) fn nothing(shown: &ShownProposal) -> Markup {
    let repair = &shown.repair;
    let least = shown.proposal.whole.repair.touched_least;
    html! {
        @if !repair.hits.is_empty() {
            section {
                h2 { "If nobody does anything" }
                p { (counted(repair.hits.len(), "session is", "sessions are")) " not held." }
                @if !repair.nothing.is_empty() { ul { @for line in &repair.nothing { li { (line) } } } }
                p { "At least " (counted(usize::try_from(least).unwrap_or(usize::MAX), "person is", "people are")) " touched whatever is done; this touches " (repair.touched) "." }
            }
        }
    }
}

/// The ways for each session, with what each means for whom, and seats for others.
pub(super) fn ways(ask: &Ask<'_>, shown: &ShownProposal, problems: &Problems) -> Markup {
    let repair = &shown.repair;
    let offers: Vec<_> = repair
        .offers
        .iter()
        .map(|one| {
            let id = one.person.to_string();
            let taken = ask.form.all("offer").any(|typed| typed == id);
            choice(id, one.sentence.clone()).chosen(taken)
        })
        .collect();
    html! {
        @for (number, hit) in repair.hits.iter().enumerate() { (one_hit(ask, number, hit, problems)) }
        @if !offers.is_empty() {
            (checkboxes("offer", "Seats for others, whom nothing happened to", offers).hint("None of this is needed for the repair.").check(problems))
        }
    }
}

fn one_hit(ask: &Ask<'_>, number: usize, hit: &ShownHit, problems: &Problems) -> Markup {
    let name = format!("way-{number}");
    let mut offered: Vec<_> = hit
        .ways
        .iter()
        .enumerate()
        .map(|(way, one)| {
            let item = choice(way.to_string(), one.label.clone());
            if one.people.is_empty() {
                item
            } else {
                item.hint(one.people.join(". "))
            }
        })
        .collect();
    let leave = "It stays in the calendar, although it cannot be held.";
    offered.push(choice(LEAVE, "Leave it as it is").hint(leave));
    let typed = match (ask.form.text(&name), hit.chosen) {
        ("", Some(way)) => way.to_string(),
        ("", None) => LEAVE.to_owned(),
        (text, _) => text.to_owned(),
    };
    html! { (radios(name, hit.title.clone(), offered).value(&typed).check(problems)) }
}

/// What was chosen; nothing where the form was made by a page that has no choices, and what is proposed holds.
pub(super) fn chosen(ask: &Ask<'_>) -> Result<Option<Choice>, Fault> {
    let sent = |number: &usize| !ask.form.text(&format!("way-{number}")).is_empty();
    let unknown = || Fault::from(Refusal::field("way-0", "Choose one of the answers."));
    let way = |number: usize| match ask.form.text(&format!("way-{number}")) {
        LEAVE => Ok(None),
        text => text.parse().map(Some).map_err(|_| unknown()),
    };
    let ways = (0..).take_while(sent).map(way);
    let ways = ways.collect::<Result<Vec<Option<usize>>, Fault>>()?;
    let offers: Vec<PersonId> = ask.form.all("offer").filter_map(PersonId::parse).collect();
    if ways.is_empty() && offers.is_empty() {
        return Ok(None);
    }
    Ok(Some(Choice { ways, offers }))
}
