//! What a card says beside why it was raised: its clock, its further reasons, who was told and who has it.

use super::address;
use crate::shell::Ask;
use crate::shell::ask::{Clocks, near_with_zone, time_of_day};
use crate::ui::{Meaning, TimelineEvent, button, form, link, status, timeline};
use care::TimeZoneName;
use care::followup::signal::Signal;
use clinic::followup::signal::ShownSignal;
use maud::{Markup, html};

/// "answer by 3:15 pm EST", in the time of the site, as long as a clock runs; and that it has run out.
pub(crate) fn clock(ask: &Ask<'_>, signal: &Signal, zone: Option<&TimeZoneName>) -> Option<String> {
    let by = signal.answer_by?;
    let what = if signal.taken.is_some() {
        "say what was done by"
    } else {
        "answer by"
    };
    let Some(zone) = zone else {
        let minutes = ask.now.duration_until(by).as_secs() / 60;
        return Some(match minutes {
            minutes if minutes < 0 => format!("{what}: overdue"),
            minutes => format!("{what}: {minutes} minutes left"),
        });
    };
    let same_day = zone.local(by).date() == zone.local(ask.now).date();
    let at = if same_day {
        format!("{} {}", time_of_day(by, zone), zone.abbreviation(by))
    } else {
        near_with_zone(by, ask.now, zone)
    };
    let overdue = if by <= ask.now { ", overdue" } else { "" };
    Some(format!("{what} {at}{overdue}"))
}

/// What else was raised on it, with when, how urgently and where it comes from.
pub(super) fn further(signal: &Signal, clocks: &Clocks) -> Markup {
    html! {
        @if !signal.further.is_empty() {
            h3 { "Also raised on it" }
            ul {
                @for reason in &signal.further {
                    li {
                        (reason.words) " " span.muted { (clocks.moment(reason.at)) ", " (reason.urgency.label().to_lowercase()) ". " }
                        (link(&address(signal.person, reason.about), "What raised it"))
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
    let overdue = signal.answer_by.is_some_and(|by| by <= ask.now);
    let meaning = if overdue {
        Meaning::Urgent
    } else {
        Meaning::Attention
    };
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
            @if let Some(by) = by { p { (status(meaning, &by)) " Then it goes to the next on call." } }
            @if unheard && signal.taken.is_none() {
                p { (status(Meaning::Urgent, "Nobody answered")) " Everybody on call and the clinical director were told." }
            }
            @if signal.taken.is_none() {
                (form(format!("/staff/signals/{}/take", signal.id), ask.token(), html! { (button("I have it")) }).inline())
            }
        }
    }
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
            let opened = match one.opened_at {
                Some(at) => format!("Opened it {}.", clocks.moment(at)),
                None => "Has not opened it.".to_owned(),
            };
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
