//! One proposal: compared with how things are, explained, published.

use super::make::state;
use super::repair;
use super::weeks::weeks;
use super::{closed_days, day_text, held_minutes, line, sum_text};
use crate::shell::ask::Clocks;
use crate::shell::form::problems;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Frame, Meaning, Problems, Width, button, empty, error_summary, facts, field,
    form, heading, length_text, link, page, row, status, table, tick,
};
use care::planning::week::{ProposalState, Purpose};
use care::{PersonId, ProposalId, Weekday, in_a_row};
use clinic::Refusal;
use clinic::planning::week;
use clinic::planning::week::{ShownPart, ShownProposal};
use maud::{Markup, html};

mod answers;
mod beside;

/// How many people stand open, and up to how many groups do; the others are one press away.
const LINES_MAX: usize = 18;
const GROUPS_MAX: usize = 5;

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if !ask.query.text("beside").is_empty() {
        let id = ask.id("id", ProposalId::parse)?;
        return beside::show(ask, &week::proposal(ask.clinic, ask.actor()?, id)?);
    }
    Ok(Answer::page(view(ask, &Problems::none())?))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", ProposalId::parse)?;
    let shown = week::proposal(ask.clinic, ask.actor()?, id)?;
    let answer = asked(ask, id)?;
    let proposal = &shown.proposal;
    let lead = match proposal.purpose {
        Purpose::Repair => format!("For the week of {}.", day_text(proposal.monday)),
        _ => format!("From {} on.", day_text(proposal.monday)),
    };
    let back = format!("/staff/sites/{}/week/make", shown.site.id);
    let renewed = ask.said() == "renewed";
    let mut frame = frame(ask, Face::Staff, "Proposal");
    published_from(ask, &shown, &mut frame);
    let clocks = ask.clocks_of(&shown.site.zone);
    let before = settled(&shown, &clocks).filter(|_| ask.said() == BEFORE);
    let body = html! {
        (error_summary(problems))
        (heading(proposal.purpose.label()).lead(lead).back(back, "Proposals"))
        @if renewed {
            p { (status(Meaning::Attention, "Made again")) " Something had changed since the other proposal was made, so it was not published. This is a new one; look at what differs, then publish it." }
        } @else if shown.stale && proposal.state == ProposalState::Open {
            p { (status(Meaning::Attention, "Stale")) " Groups, memberships or lives have changed since it was made. Publishing makes it again first." }
        }
        @if let Some((at, by)) = before {
            p { (status(Meaning::Information, "Nothing was done again")) " This was already " (proposal.state.label().to_lowercase()) " by " (by) " on " (at) "." }
        }
        (one_for_another(&shown, &clocks))
        (repair::nothing(&shown))
        (summary(&shown, &clocks))
        @if let Some(answer) = answer { p #answer { (status(Meaning::Information, "Answer")) " " (answer) } }
        (groups(&shown))
        (people(&shown))
        (notes(&shown))
        @if proposal.purpose != Purpose::Repair && proposal.state == ProposalState::Open && !shown.people.is_empty() { (why_not(ask, &shown)) }
        @if proposal.state == ProposalState::Open && shown.may_publish { (decide(ask, &shown, problems)) }
        @if proposal.state == ProposalState::Published && proposal.whole.repair.done.is_some() && shown.may_publish { (take_back(ask, &shown)) }
    };
    Ok(page(&frame, body))
}

/// What says that a proposal was decided about before it was sent once more.
const BEFORE: &str = "decided-before";

/// When a proposal was decided about, and by whom.
fn settled<'s>(shown: &'s ShownProposal, clocks: &Clocks) -> Option<(String, &'s str)> {
    let (at, _) = shown.proposal.settled?;
    let by = shown.settled_by.as_deref().unwrap_or("somebody");
    Some((clocks.moment(at), by))
}

/// What was just published says from which day it holds.
fn published_from(ask: &Ask<'_>, shown: &ShownProposal, frame: &mut Frame) {
    if ask.said() != "published" {
        return;
    }
    let day = day_text(shown.proposal.monday);
    let text = match shown.proposal.purpose {
        Purpose::Repair => format!("Published. It holds for the week of {day}."),
        Purpose::Assign | Purpose::Design => format!("Published. It holds from {day} on."),
    };
    if let Some(toast) = &mut frame.toast {
        toast.text = text;
    }
}

/// Which proposal this one took the place of, and which one took its place.
fn one_for_another(shown: &ShownProposal, clocks: &Clocks) -> Markup {
    let at = |at| clocks.moment(at);
    html! {
        @if let Some((id, made_at)) = shown.gave_way {
            p { "The proposal of " (link(&format!("/staff/proposals/{id}"), &at(made_at))) " was still waiting and was withdrawn when this one was made." }
        }
        @if let Some(id) = shown.gave_way_to {
            p { "It was withdrawn because a " (link(&format!("/staff/proposals/{id}"), "newer one")) " was made." }
        }
    }
}

/// The answer to what the address asks: why not a day, or what it would take.
fn asked(ask: &Ask<'_>, id: ProposalId) -> Result<Option<String>, Fault> {
    let Some(person) = PersonId::parse(ask.query.text("person")) else {
        return Ok(None);
    };
    let day = Weekday::ALL
        .into_iter()
        .find(|day| day.code() == ask.query.text("day"));
    let said = match day {
        Some(day) => week::why_not_day(ask.clinic, ask.actor()?, id, person, day),
        None => week::what_would_it_take(ask.clinic, ask.actor()?, id, person),
    };
    match said {
        Ok(said) | Err(Refusal::Conflict(said)) => Ok(Some(said)),
        Err(refusal) => Err(refusal.into()),
    }
}

fn summary(shown: &ShownProposal, clocks: &Clocks) -> Markup {
    let changed = shown.changed;
    html! {
        p #headline { strong { (shown.headline.sentence()) } }
        (facts(&[
            ("State", html! { (state(shown.proposal.state)) @if let Some((at, by)) = settled(shown, clocks) { " " (at) ", by " (by) } }),
            ("Changes for", html! { (changed) @if changed == 1 { " person" } @else { " people" } " and " (shown.groups.len()) @if shown.groups.len() == 1 { " group" } @else { " groups or sessions" } }),
            ("Made", html! { (clocks.moment(shown.proposal.made_at)) ", by " (shown.made_by) }),
        ]))
        (answers::openings(shown))
        (technical(shown))
    }
}

/// Figures of the search: of use to whoever compares two searches, and to nobody who decides about people.
fn technical(shown: &ShownProposal) -> Markup {
    let whole = &shown.proposal.whole;
    html! {
        details {
            summary { "Technical" }
            (facts(&[
                ("With a week", html! { (whole.placed) " of " (whole.people) " people" }),
                ("How near to the best", html! { (how_near(shown)) }),
                ("Cost", html! { (whole.cost) @if whole.bound > 0 { ", and none is below " (whole.bound) } }),
            ]))
        }
    }
}

/// How near to the best it is known to be.
fn how_near(shown: &ShownProposal) -> String {
    let whole = &shown.proposal.whole;
    if shown.proposal.purpose == Purpose::Repair {
        "Whatever is not hit stays as it is, and nobody has fewer hours than if nobody did anything"
            .to_owned()
    } else if whole.cost > 0 && whole.bound > 0 {
        format!(
            "Within {}% of the best that could be possible",
            super::percent_off(whole.cost, whole.bound)
        )
    } else if whole.cost > 0 {
        "Not known".to_owned()
    } else {
        "No better one is possible".to_owned()
    }
}

fn groups(shown: &ShownProposal) -> Markup {
    html! {
        @if !shown.groups.is_empty() {
            details open[shown.groups.len() <= GROUPS_MAX] {
                summary { "Groups " span.muted { "(" (shown.groups.len()) ")" } }
                ul { @for group in &shown.groups { li { strong { (group.name) } ": " (group.sentence) @if group.open { " " (status(Meaning::Attention, "To decide")) } } } }
            }
        }
    }
}

fn people(shown: &ShownProposal) -> Markup {
    let rows = shown.people.iter().map(|one| {
        row([
            html! { (one.name) },
            html! { (meaning(one)) },
            html! { @if one.part.after.is_some() { (sum_text(&one.part.after_sum)) } @if one.part.after_sum.minutes < one.part.prescribed_minutes && one.part.after.is_some() { span.muted { ", " (length_text(one.part.prescribed_minutes - one.part.after_sum.minutes)) " short" } }
                @if one.after.iter().any(|session| session.off.is_some()) { span.muted { ", " (length_text(held_minutes(&one.after))) " in the first week" } } },
            why(shown, one),
        ])
        .href(format!("/staff/people/{}/week?monday={}", one.part.person, shown.proposal.monday))
    });
    let columns = [
        Column::new("Person").share(5),
        Column::new("Change").share(3),
        Column::new("Comes to").share(6),
        Column::new("Why"),
    ];
    // A day that is closed to many is said once, and what each week comes to without it in its row.
    let monday = shown.proposal.monday;
    let closed = closed_days(monday, shown.people.iter().flat_map(|one| &one.after));
    html! {
        section {
            h2 { "People" }
            p { (link(&format!("/staff/proposals/{}?beside=yes", shown.proposal.id), "Side by side with the other proposals")) }
            @if !closed.is_empty() { p { "Sessions that are not held in the week of " (day_text(monday)) ": " (in_a_row(&closed)) "." } }
            @if shown.unnamed == 0 || !shown.people.is_empty() {
                (table("people", "People", columns).rows(rows).empty(empty("Nobody is touched", "Nothing changes for anybody who attends.", None)).aligned().fold(LINES_MAX).caption_unseen().stacked())
            }
            @if shown.unnamed > 0 { p.muted { (shown.unnamed) " more. Their names and lives are open to clinical staff." } }
            @if !shown.left_out.is_empty() {
                details {
                    summary { "Not planned here: " (shown.left_out.len()) }
                    ul { @for (name, why) in &shown.left_out { li { (name) " " (why.sentence()) "." } } }
                }
            }
        }
    }
}

/// The words of somebody's change: one press away, because of most people only the number is read.
fn why(shown: &ShownProposal, one: &ShownPart) -> Markup {
    let stays = one.part.after.is_none() && one.part.before.is_some();
    html! {
        @if shown.held.contains_key(&one.part.person) && one.part.message.is_some() { (status(Meaning::Attention, "Not mailed")) " " }
        details.inline {
            summary { "Now, then and why" }
            (facts(&[
                ("Now", html! { span.now { (line(&one.before)) } }),
                ("Then", html! { span.then { @if stays { span.muted { "Stays as it is" } } @else { (line(&one.after)) } } }),
            ]))
            (weeks(&one.part.weeks))
            @if !one.part.reasons.is_empty() { ul { @for reason in &one.part.reasons { li { (reason) } } } }
            (answers::of_one(shown, one))
            @if let Some(message) = &one.part.message {
                details { summary { "Message" } p.pre { (message) } }
                @if let Some(rule) = shown.held.get(&one.part.person) { p { "Not mailed: " (rule.label()) "." } }
            }
        }
    }
}

fn notes(shown: &ShownProposal) -> Markup {
    html! {
        @if !shown.notes.is_empty() {
            details {
                summary { "Lengths that do not end on the grid: " (shown.notes.len()) }
                ul { @for note in &shown.notes { li { (note) } } }
            }
        }
    }
}

fn meaning(one: &ShownPart) -> Markup {
    if one.part.after.is_none() {
        return status(Meaning::Urgent, "No week");
    }
    match one.part.differences() + one.part.dropped.len() {
        0 => html! { span.muted { "None" } },
        _ if one.part.before.is_none() => status(Meaning::Good, "New week"),
        n => status(Meaning::Information, &care::counted(n, "change", "changes")),
    }
}

fn why_not(ask: &Ask<'_>, shown: &ShownProposal) -> Markup {
    let id = shown.proposal.id;
    let people: Vec<(String, String)> = shown
        .people
        .iter()
        .map(|one| (one.part.person.to_string(), one.name.clone()))
        .collect();
    let days = [(String::new(), "What would it take?".to_owned())]
        .into_iter()
        .chain(
            Weekday::ALL.map(|day| (day.code().to_owned(), format!("Why not {}?", day.label()))),
        );
    html! {
        details open[!ask.query.text("person").is_empty()] {
            summary { "Ask why, or what it would take" }
            p.muted { "The wish is granted by trial, everybody in its way is planned again, and the difference is the answer." }
            form.filter method="get" action={ "/staff/proposals/" (id) } {
                (field("person", "About").select(people).value(ask.query.text("person")).width(Width::Medium))
                (field("day", "Question").select(days).value(ask.query.text("day")).width(Width::Medium))
                div.filter-end { (button("Ask").quiet()) }
            }
        }
    }
}

fn decide(ask: &Ask<'_>, shown: &ShownProposal, problems: &Problems) -> Markup {
    let id = shown.proposal.id;
    let told = shown.told;
    html! {
        section {
            h2 { "Decide" }
            (form(format!("/staff/proposals/{id}/publish"), ask.token(), html! {
                (repair::ways(ask, shown, problems))
                @if told > 0 { (tick("tell", &format!("Send the drafted messages ({told}) to those who have an e-mail address"), true)) }
                @if !shown.held.is_empty() {
                    p.muted { (care::counted(shown.held.len(), "message is", "messages are")) " held back by somebody’s contact rules. Tell them in another way." }
                }
                (button("Publish"))
            }))
            (form(format!("/staff/proposals/{id}/withdraw"), ask.token(), html! { (button("Decide against it").quiet()) }).inline())
            p { (link(&format!("/staff/sites/{}/week/make", shown.site.id), "Make another one")) }
        }
    }
}

/// A published repair is taken back as a whole, while nothing of it has begun.
fn take_back(ask: &Ask<'_>, shown: &ShownProposal) -> Markup {
    let id = shown.proposal.id;
    let told = shown
        .proposal
        .whole
        .repair
        .done
        .as_ref()
        .is_some_and(|done| done.told);
    html! {
        section {
            h2 { "Take it back" }
            p { "Every session and every seat is then as it was before, as long as nothing of it has begun and nothing else has changed since." }
            (form(format!("/staff/proposals/{id}/undo"), ask.token(), html! {
                @if told { (tick("tell", "Write to those who were told", true)) }
                (button("Take it back").quiet())
            }))
        }
    }
}

/// Takes a published repair back.
pub(crate) fn undo(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", ProposalId::parse)?;
    let undone = week::undo(
        ask.clinic,
        ask.actor()?,
        ask.key()?,
        id,
        ask.form.ticked("tell"),
    );
    match undone {
        Ok(()) => Ok(Answer::see_other(&format!(
            "/staff/proposals/{id}?said=saved"
        ))),
        Err(refusal) => {
            let shown = week::proposal(ask.clinic, ask.actor()?, id)?;
            // Taken back in another window already: there is nothing to do again.
            if shown.proposal.state == ProposalState::Undone {
                return Ok(Answer::see_other(&format!(
                    "/staff/proposals/{id}?said={BEFORE}"
                )));
            }
            Err(refusal.into())
        }
    }
}

/// Publishes it. What has become stale is refused, made again, and the new one shown.
pub(crate) fn publish(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", ProposalId::parse)?;
    let published = repair::chosen(ask).and_then(|choice| {
        Ok(week::publish_chosen(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            id,
            ask.form.ticked("tell"),
            choice.as_ref(),
        ))
    });
    let published = match published {
        Err(Fault::Refused(refusal)) | Ok(Err(refusal)) => Err(refusal),
        Err(fault) => return Err(fault),
        Ok(Ok(())) => Ok(()),
    };
    match published {
        Ok(()) => Ok(Answer::see_other(&format!(
            "/staff/proposals/{id}?said=published"
        ))),
        Err(Refusal::Changed) => {
            let next = week::renew(ask.clinic, ask.actor()?, ask.key()?.next(), id)?;
            Ok(Answer::see_other(&format!(
                "/staff/proposals/{next}?said=renewed"
            )))
        }
        Err(Refusal::Fields(issues)) => Ok(Answer::mend(view(ask, &problems(&issues))?)),
        Err(refusal) => decided_before(ask, id, refusal),
    }
}

/// Decides against it.
pub(crate) fn withdraw(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", ProposalId::parse)?;
    match week::withdraw(ask.clinic, ask.actor()?, ask.key()?, id) {
        Ok(()) => Ok(Answer::see_other(&format!(
            "/staff/proposals/{id}?said=saved"
        ))),
        Err(refusal) => decided_before(ask, id, refusal),
    }
}

/// Whoever decides about what is decided already, in another window or a moment after somebody else, sees the proposal
/// and what became of it. There is nothing to send again.
fn decided_before(ask: &Ask<'_>, id: ProposalId, refusal: Refusal) -> Result<Answer, Fault> {
    if !matches!(refusal, Refusal::Conflict(_) | Refusal::KeyReused) {
        return Err(refusal.into());
    }
    let shown = week::proposal(ask.clinic, ask.actor()?, id)?;
    if shown.proposal.state == ProposalState::Open {
        return Err(refusal.into());
    }
    Ok(Answer::see_other(&format!(
        "/staff/proposals/{id}?said={BEFORE}"
    )))
}
