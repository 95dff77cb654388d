//! What would help: the site's openings with whom they help, and of one person without a week what it would take.

use super::super::line;
use crate::ui::{facts, length_text};
use care::planning::week::Answer;
use care::{PersonId, counted, in_a_row};
use clinic::planning::week::{ShownPart, ShownProposal};
use maud::{Markup, html};

/// What the site could open, the most people for the least first.
pub(super) fn openings(shown: &ShownProposal) -> Markup {
    let whole = &shown.proposal.whole;
    html! {
        @if !whole.openings.is_empty() {
            h2 { "What would help most" }
            ol #openings {
                @for (place, one) in (0..).zip(&whole.openings) {
                    @let who = helped(shown, place);
                    li { (one.sentence) @if !who.is_empty() { " " span.muted { (in_a_row(&who)) "." } } }
                }
            }
        } @else if !whole.holding.is_empty() {
            h2 { "What would help most" }
            ul { @for sentence in &whole.holding { li { (sentence) } } }
        }
    }
}

/// The names of those whom an opening gives a week, as far as they are open to the reader.
fn helped(shown: &ShownProposal, place: u32) -> Vec<&str> {
    let of = |one: &&ShownPart| {
        let answer = one.part.answer.as_ref();
        answer.is_some_and(|answer| answer.openings.contains(&place))
    };
    shown
        .people
        .iter()
        .filter(of)
        .map(|one| one.name.as_str())
        .collect()
}

/// What it would take for somebody without a week.
pub(super) fn of_one(shown: &ShownProposal, one: &ShownPart) -> Markup {
    let Some(answer) = &one.part.answer else {
        return html! {};
    };
    html! {
        (facts(&terms(shown, one, answer)))
    }
}

fn terms(shown: &ShownProposal, one: &ShownPart, answer: &Answer) -> Vec<(&'static str, Markup)> {
    let mut terms = Vec::new();
    if !answer.own.is_empty() {
        let own = html! { ul { @for change in &answer.own { li { (change) } } } };
        terms.push(("In their own life", own));
    }
    if let Some(nearest) = &answer.nearest {
        let said = one
            .part
            .reasons
            .iter()
            .any(|reason| reason.contains(&nearest.sentence));
        terms.push(("Nearest week", html! {
            @if !said { (nearest.sentence) br; }
            @if !nearest.sessions.is_empty() { (line(&nearest.sessions)) }
            @if nearest.short_minutes > 0 { " " span.muted { "(" (length_text(nearest.short_minutes)) " missing)" } }
        }));
    }
    let whose = [
        ("Another week for", &answer.moves),
        ("No week any more for", &answer.loses),
    ];
    for (term, people) in whose.into_iter().filter(|(_, people)| !people.is_empty()) {
        terms.push((
            term,
            html! { (names(shown, people)) ", if it were in their seats or hours" },
        ));
    }
    terms
}

/// Who they are where the reader may know it, and how many where not.
fn names(shown: &ShownProposal, people: &[PersonId]) -> String {
    let name = |id: &PersonId| {
        let one = shown.people.iter().find(|one| one.part.person == *id);
        one.map(|one| one.name.clone())
    };
    let mut known: Vec<String> = people.iter().filter_map(name).collect();
    let unnamed = people.len() - known.len();
    if unnamed > 0 {
        let other = if known.is_empty() { "" } else { "other " };
        let (one, several) = (format!("{other}person"), format!("{other}people"));
        known.push(match u32::try_from(unnamed) {
            Ok(number) => counted(number, &one, &several),
            Err(_) => several,
        });
    }
    in_a_row(&known)
}
