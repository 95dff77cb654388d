//! What a card says beside why it was raised: its clock, its further reasons, who was told and who has it.

use super::reason_link;
use crate::shell::Ask;
use crate::shell::ask::Clocks;
use crate::shell::clock::{due as due_at, minutes_since};
use crate::shell::frame::unanswered as unanswered_for;
use crate::ui::{
    Form, Meaning, TimelineEvent, age, button, form, link, status, status_of, timeline,
};
use care::followup::clock::Rung;
use care::followup::signal::Signal;
use care::{SignalId, TimeZoneName, in_a_row};
use clinic::followup::signal::{RaisedBy, ShownSignal, ToldPerson};
use jiff::Timestamp;
use maud::{Markup, html};

/// "answer by 3:15 pm EST", in the time of the site, as long as a clock runs. From the first time on by which nobody had
/// answered, however far up it went since, "unanswered for 3 h 8 min" and what comes next beside it.
pub(crate) fn clock(ask: &Ask<'_>, signal: &Signal, zone: Option<&TimeZoneName>) -> Option<Markup> {
    let by = next_by(ask, signal, zone)?;
    Some(html! {
        @if let Some(since) = signal.overdue_since(ask.now) { (status_of(Meaning::Urgent, unanswered(ask.now, since))) " " }
        span.muted { (by) }
    })
}

/// By when somebody answers, or what comes next: "answer by 3:15 pm EST", as long as a clock runs.
fn next_by(ask: &Ask<'_>, signal: &Signal, zone: Option<&TimeZoneName>) -> Option<String> {
    let by = due(ask.now, signal.answer_by?, zone);
    let what = match (signal.taken, signal.overdue_since(ask.now)) {
        (Some(_), _) => "say what was done by",
        (None, Some(_)) => "the next are told",
        (None, None) => "answer by",
    };
    Some(format!("{what} {by}"))
}

/// "unanswered for 3 h 8 min", which goes on while the page is open.
fn unanswered(now: Timestamp, since: Timestamp) -> Markup {
    age(minutes_since(since, now), ["unanswered for ", ""])
}

/// "unanswered for 3 h 8 min", where the first time to answer is over.
pub(super) fn overdue(signal: &Signal, now: Timestamp) -> Option<String> {
    signal
        .overdue_since(now)
        .map(|since| unanswered_for(since, now))
}

/// How long it has waited for an answer, and until when it may: what is read first of somebody in danger.
pub(super) fn waits(ask: &Ask<'_>, shown: &ShownSignal, clocks: &Clocks) -> Markup {
    let signal = &shown.signal;
    let zone = shown.duty.as_ref().map(|duty| &duty.site.zone);
    let answered = shown.responses.last().map(|(last, _)| last.at);
    let since = signal.waits_since.unwrap_or(signal.raised_at);
    let by = next_by(ask, signal, zone).filter(|_| signal.closed.is_none());
    html! {
        @match (signal.closed, signal.overdue_since(ask.now)) {
            (Some((at, _)), _) => {
                (status(Meaning::Good, "Closed")) " " (clocks.aged(at))
                @if let Some(by) = &shown.closed_by { ", " (by) }
            },
            (None, Some(since)) => (status_of(Meaning::Urgent, unanswered(ask.now, since))),
            (None, None) if signal.is_unanswered(answered) => {
                (age(minutes_since(since, ask.now), ["waiting ", " for an answer"]))
            },
            (None, None) => (status(Meaning::Information, "Answered, still open")),
        }
        @if let Some(by) = by { " · " (by) }
    }
}

/// When a clock ends, as few words as are clear.
pub(super) fn due(now: Timestamp, by: Timestamp, zone: Option<&TimeZoneName>) -> String {
    if let Some(zone) = zone {
        return due_at(by, now, zone);
    }
    match now.duration_until(by).as_mins() {
        ..=0 => "now".to_owned(),
        minutes => format!("in {minutes} min"),
    }
}

/// What was said, in its words, by whom and when: the first, and what else was raised on it since.
pub(super) fn said(shown: &ShownSignal, clocks: &Clocks) -> Markup {
    let signal = &shown.signal;
    let first = (
        &signal.words,
        signal.raised_at,
        signal.urgency,
        signal.about,
    );
    let further = signal.further.iter();
    let further = further.map(|one| (&one.words, one.at, one.urgency, one.about));
    let all = std::iter::once(first).chain(further).zip(&shown.raised_by);
    html! {
        section {
            h2 { "What was said" }
            ul.plain {
                @for ((words, at, urgency, about), by) in all {
                    li {
                        p { (words) }
                        p.muted {
                            (who(by)) ", " (clocks.aged(at))
                            @if urgency != signal.urgency { ", " (urgency.label().to_lowercase()) }
                            ". " (reason_link(signal.person, about, shown.pages))
                        }
                    }
                }
            }
            @if !signal.gone.is_empty() { p.muted { "Earlier reasons that were no graver have made room for these." } }
        }
    }
}

/// In whose words something was raised.
fn who(by: &RaisedBy) -> &str {
    match by {
        RaisedBy::Themselves => "The person themselves",
        RaisedBy::Request => "A request for help",
        RaisedBy::Program => "Found by the program",
        RaisedBy::Staff(name) => name,
        RaisedBy::Forgotten => "Somebody since forgotten",
    }
}

/// Who has it, whom it goes to next, and the button that takes it.
pub(super) fn answer(ask: &Ask<'_>, shown: &ShownSignal, clocks: &Clocks) -> Markup {
    let signal = &shown.signal;
    if signal.closed.is_some() {
        return html! {};
    }
    let unheard = signal.is_unanswered(shown.responses.last().map(|(last, _)| last.at))
        && signal.answer_by.is_none()
        && shown.told.iter().any(|one| one.rung.is_some());
    html! {
        section {
            @match (&signal.taken, &shown.taken_by) {
                (Some((at, _)), Some(by)) => p { strong { (by) } " said “I have it”, " (clocks.aged(*at)) "." },
                _ => p { "Nobody has said “I have it” yet." },
            }
            @if signal.answer_by.is_some() { p.muted { (next(&shown.next)) } }
            @if unheard && signal.taken.is_none() {
                p { (status(Meaning::Urgent, "Nobody answered")) " Everybody on call and the clinical director were told." }
            }
            @if signal.taken.is_none() {
                (take_form(ask, signal.id))
            }
        }
    }
}

/// Whom it goes to when the clock runs out.
fn next((people, again): &(Vec<(String, Rung)>, bool)) -> String {
    let whom: Vec<String> = people
        .iter()
        .map(|(called, rung)| format!("{called} ({})", rung.label()))
        .collect();
    let names = in_a_row(&whom);
    match (whom.len(), *again) {
        (0, _) => String::new(),
        (_, false) => format!("Then it goes to {names}."),
        (1, true) => format!("Then {names} is told again, and again until somebody answers."),
        (_, true) => format!("Then {names} are told again, and again until somebody answers."),
    }
}

/// When somebody opened it, and whether that was before it was their turn.
fn opened(one: &ToldPerson, clocks: &Clocks) -> String {
    let told = one.way.as_ref().map_or(one.at, |(at, _)| *at).max(one.at);
    match one.opened_at {
        Some(at) if at < told => format!("Had opened it before that, {}.", clocks.moment(at)),
        Some(at) => format!("Opened it {}.", clocks.moment(at)),
        None => "Has not opened it.".to_owned(),
    }
}

/// The button that says "I have it".
pub(crate) fn take_form(ask: &Ask<'_>, id: SignalId) -> Form {
    let take = format!("/staff/signals/{id}/take");
    form(take, ask.token(), html! { (button("I have it")) }).inline()
}

/// Who was told, when, by which way, and who opened it.
pub(super) fn told(shown: &ShownSignal, clocks: &Clocks) -> Markup {
    let events: Vec<TimelineEvent> = shown
        .told
        .iter()
        .map(|one| {
            let title = match one.rung {
                Some(rung) => format!("{}, {}", one.called, rung.label()),
                None => format!("{} opened it", one.called),
            };
            let way = match &one.way {
                Some((at, way)) => format!("Told by {way}, {}. ", clocks.moment(*at)),
                None => "Not reached yet. ".to_owned(),
            };
            let opened = opened(one, clocks);
            TimelineEvent {
                when: clocks.moment(one.at),
                datetime: one.at.to_string(),
                title,
                body: one.rung.map(|_| html! { p.muted { (way) (opened) } }),
                meaning: if one.opened_at.is_some() {
                    Meaning::Good
                } else {
                    Meaning::Plain
                },
            }
        })
        .collect();
    html! { @if !events.is_empty() { section { h2 { "Who was told" } (timeline(&events)) } } }
}

/// What else is open about the same person.
pub(super) fn beside(shown: &ShownSignal) -> Markup {
    html! {
        @if !shown.beside.is_empty() {
            section {
                h2 { "Also open about " (shown.called) }
                ul { @for other in &shown.beside {
                    li { (link(&format!("/staff/signals/{}", other.id), other.title())) " " span.muted { (other.urgency.label().to_lowercase()) } }
                } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_again_and_several_are() {
        let people = ["Ada", "Bo", "Cy"].map(|called| (called.to_owned(), Rung::Director));
        let told = |count: usize, again: bool| next(&(people[..count].to_vec(), again));
        let one = "Ada (clinical director)";
        let two = "Ada (clinical director) and Bo (clinical director)";
        let three = "Ada (clinical director), Bo (clinical director) and Cy (clinical director)";
        for (count, names, verb) in [(1, one, "is"), (2, two, "are"), (3, three, "are")] {
            assert_eq!(
                told(count, true),
                format!("Then {names} {verb} told again, and again until somebody answers.")
            );
            assert_eq!(told(count, false), format!("Then it goes to {names}."));
        }
        assert_eq!(told(0, true) + &told(0, false), "");
    }
}
