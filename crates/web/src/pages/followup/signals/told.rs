//! What a card says beside why it was raised: its clock, its further reasons, who was told and who has it.

use super::reason_link;
use crate::shell::Ask;
use crate::shell::ask::Clocks;
use crate::shell::clock;
use crate::shell::frame::unanswered;
use crate::ui::{Form, Meaning, TimelineEvent, button, form, link, status, timeline};
use care::followup::clock::Rung;
use care::followup::signal::Signal;
use care::{SignalId, TimeZoneName, in_a_row};
use clinic::followup::signal::{Pages, ShownSignal, ToldPerson};
use jiff::Timestamp;
use maud::{Markup, html};

/// "answer by 3:15 pm EST", in the time of the site, as long as a clock runs. From the first time on by which nobody had
/// answered, however far up it went since, "unanswered for 3 h 8 min" and what comes next beside it.
pub(crate) fn clock(ask: &Ask<'_>, signal: &Signal, zone: Option<&TimeZoneName>) -> Option<Markup> {
    let by = signal.answer_by?;
    let at = due(ask.now, by, zone);
    let overdue = overdue(signal, ask.now);
    let what = match (signal.taken, &overdue) {
        (Some(_), _) => "say what was done by",
        (None, Some(_)) => "the next are told",
        (None, None) => "answer by",
    };
    Some(html! {
        @if let Some(overdue) = &overdue { (status(Meaning::Urgent, overdue)) " " }
        span.muted { (what) " " (at) }
    })
}

/// "unanswered for 3 h 8 min", where the first time to answer is over.
pub(super) fn overdue(signal: &Signal, now: Timestamp) -> Option<String> {
    signal
        .overdue_since(now)
        .map(|since| unanswered(since, now))
}

/// When a clock ends, as few words as are clear.
pub(super) fn due(now: Timestamp, by: Timestamp, zone: Option<&TimeZoneName>) -> String {
    let Some(zone) = zone else {
        let minutes = now.duration_until(by).as_mins();
        return match minutes {
            ..=0 => "now".to_owned(),
            minutes => format!("in {minutes} min"),
        };
    };
    if zone.local(by).date() == zone.local(now).date() {
        format!("{} {}", time_of_day(by, zone), zone.abbreviation(by))
    } else {
        near(by, now, zone)
    }
}

/// What else was raised on it, with when, how urgently and where it comes from.
pub(super) fn further(signal: &Signal, pages: Pages, clocks: &Clocks) -> Markup {
    html! {
        @if !signal.further.is_empty() {
            h3 { "Also raised on it" }
            ul {
                @for reason in &signal.further {
                    li {
                        (reason.words) " " span.muted { (clocks.moment(reason.at)) ", " (reason.urgency.label().to_lowercase()) ". " }
                        (reason_link(signal.person, reason.about, pages))
                    }
                }
            }
            @if !signal.gone.is_empty() { p.muted { "Earlier reasons that were no graver have made room for these." } }
        }
    }
}

/// By when somebody has to answer, who has it, and the button that takes it.
pub(super) fn answer(ask: &Ask<'_>, shown: &ShownSignal, clocks: &Clocks) -> Markup {
    let signal = &shown.signal;
    if signal.closed.is_some() {
        return html! {};
    }
    let zone = shown.duty.as_ref().map(|duty| &duty.site.zone);
    let by = clock(ask, signal, zone);
    let unheard = signal.is_unanswered(shown.responses.last().map(|(last, _)| last.at))
        && signal.answer_by.is_none()
        && shown.told.iter().any(|one| one.rung.is_some());
    html! {
        section {
            h2 { "Who has it" }
            @match (&signal.taken, &shown.taken_by) {
                (Some((at, _)), Some(by)) => p { (by) " said “I have it”, " (clocks.moment(*at)) "." },
                _ => p { "Nobody has said “I have it” yet." },
            }
            @if let Some(by) = by { p { (by) ". " (next(&shown.next)) } }
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
