//! The first page, for anybody.

use crate::language::Language;
use crate::shell::frame::{door, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Card, Face, button, card, empty, facts, heading, link, name_in, page, tel};
use care::Line;
use care::people::leaflet::Leaflet;
use care::people::program::Program;
use care::people::site::{Site, minute_text};
use clinic::home::{self, PublicHome};
use maud::{Markup, html};

/// The steps from asking to a week of one's own, as the words name them.
const STEPS: [&str; 4] = ["ask", "call", "meet", "week"];

/// The first page.
pub(crate) fn home(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let language = ask.language();
    let Some(home) = home::public_home(ask.clinic)? else {
        return Ok(Answer::page(page(
            &frame(ask, Face::Public, language.say("home-not-yet-title")),
            not_yet(language),
        )));
    };
    let mut frame = frame(ask, Face::Public, language.say("home-title"));
    frame.site.clone_from(&home.organization);
    Ok(Answer::page(page(&frame, body(ask, &home))))
}

fn not_yet(language: Language) -> Markup {
    html! {
        (heading(language.say("home-not-yet-title")))
        (empty(&language.say("home-not-yet"), &language.say("home-not-yet-more"), None))
    }
}

fn body(ask: &Ask<'_>, home: &PublicHome) -> Markup {
    let language = ask.language();
    let say = |key: &str| language.say(key);
    html! {
        (heading(say("home-title")).lead(say("home-lead")))
        section {
            (next_step(ask, Some(("/check", say("home-check")))))
            p.muted { (say("home-check-more")) }
        }
        (talk(ask))
        section {
            h2 { (say("home-how")) }
            ol.steps-to-come {
                @for step in STEPS {
                    li { strong { (say(&format!("home-how-{step}"))) } p { (say(&format!("home-how-{step}-more"))) } }
                }
            }
            p { (link(&language.path("/what-is-an-iop"), &say("home-iop"))) }
        }
        section {
            h2 { (say("home-other")) }
            p { (say("home-other-more")) }
        }
        section {
            h2 { (say("home-where")) }
            div.cards {
                @for site in &home.sites { (site_card(language, site, home).under_a_heading()) }
            }
        }
        section {
            h2 { (say("home-in-care")) }
            div.buttons { (button(say("frame-sign-in")).quiet().href(door(ask))) }
        }
    }
}

/// The next step: what comes first where there is something, then a first appointment.
pub(crate) fn next_step(ask: &Ask<'_>, first: Option<(&str, String)>) -> Markup {
    let language = ask.language();
    let appointment = button(language.say("home-ask")).href(language.path("/ask"));
    html! {
        div.buttons {
            @if let Some((path, words)) = first {
                (button(words).href(language.path(path)))
                (appointment.quiet())
            } @else { (appointment) }
        }
    }
}

fn talk(ask: &Ask<'_>) -> Markup {
    let language = ask.language();
    html! {
        @if let Some(phone) = call(ask) {
            section {
                h2 { (language.say("home-talk")) }
                p { (language.say("home-talk-before")) " " strong { (phone) } ". " (language.say("home-talk-after")) }
            }
        }
    }
}

/// The clinic's number as a link, where it has one.
pub(crate) fn call(ask: &Ask<'_>) -> Option<Markup> {
    let phone = crate::shell::frame::phone(ask)?;
    Some(tel(&phone.text, &phone.number))
}

/// A site in few words, which leads to its page.
pub(super) fn site_card(language: Language, site: &Site, home: &PublicHome) -> Card {
    let here = home.programs.iter().filter(|(at, _)| *at == site.id);
    let here: Vec<&Program> = here.map(|(_, program)| program).collect();
    let zone = site.zone.in_words();
    card(
        site.name.to_string(),
        html! {
            @if let Some(leaflet) = home.leaflet(site.id) { (address_lines(leaflet)) }
            @if !here.is_empty() { (programs(language, &here)) }
            (hours_list(language, site))
            p.muted { (language.say_with("home-times-local", &[("zone", &zone)])) }
        },
    )
    .href(language.path(&format!("/sites/{}", site.id)))
}

/// An address as on an envelope, where it is known.
pub(super) fn address_lines(leaflet: &Leaflet) -> Markup {
    let lines = leaflet.address.iter().enumerate();
    html! {
        @if !leaflet.address.is_empty() { p { @for (index, line) in lines { @if index > 0 { br; } (line) } } }
    }
}

/// Programs by the names that the reader knows them by.
pub(super) fn programs(language: Language, programs: &[&Program]) -> Markup {
    html! {
        ul {
            @for program in programs {
                li {
                    (name_in(language, program.name.as_str(), program.name_es.as_ref().map(Line::as_str)))
                    @if program.adolescents { " " span.muted { "(" (language.say("place-adolescents")) ")" } }
                }
            }
        }
    }
}

/// Opening hours, days with the same hours together.
pub(crate) fn hours(site: &Site) -> Vec<(String, String)> {
    hours_in(Language::English, site)
}

/// The same as a list, in a language.
pub(crate) fn hours_list(language: Language, site: &Site) -> Markup {
    let hours = hours_in(language, site);
    let rows = hours
        .iter()
        .map(|(day, text)| (day.as_str(), html! { (text) }));
    facts(&rows.collect::<Vec<_>>())
}

fn hours_in(language: Language, site: &Site) -> Vec<(String, String)> {
    let from_to =
        |from: &str, to: &str| language.say_with("opening-from-to", &[("from", from), ("to", to)]);
    let day = |index: usize| {
        let code = care::Weekday::ALL.get(index).map_or("", |day| day.code());
        language.say(&format!("opening-{code}"))
    };
    // Neighboring days with the same hours: first day, last day, hours.
    let mut runs: Vec<(usize, usize, String)> = Vec::new();
    for (index, weekday) in care::Weekday::ALL.iter().enumerate() {
        let spans = site.hours.iter().filter(|span| span.day == *weekday);
        let spans: Vec<String> = spans
            .map(|span| {
                from_to(
                    &time(language, span.start_minute),
                    &time(language, span.end_minute),
                )
            })
            .collect();
        let text = spans.join(", ");
        match runs.last_mut() {
            _ if spans.is_empty() => {}
            Some((_, last, same)) if *last + 1 == index && *same == text => *last = index,
            _ => runs.push((index, index, text)),
        }
    }
    if runs.is_empty() {
        return vec![(
            language.say("opening-label"),
            language.say("opening-by-arrangement"),
        )];
    }
    runs.into_iter()
        .map(|(first, last, text)| {
            let days = if first == last {
                day(first)
            } else {
                from_to(&day(first), &within(language, day(last)))
            };
            (days, text)
        })
        .collect()
}

/// A day within a sentence: Spanish writes it small there.
pub(crate) fn within(language: Language, day: String) -> String {
    match language {
        Language::English => day,
        Language::Spanish => day.to_lowercase(),
    }
}

/// A time of day as people read it.
pub(crate) fn time(language: Language, minute: u16) -> String {
    let english = minute_text(minute);
    match language {
        Language::English => english,
        Language::Spanish => english
            .replace("am", "a. m.")
            .replace("pm", "p. m.")
            .replace("midnight", "medianoche"),
    }
}

/// Whether the server and its database answer, and whether anything can be saved. Reading goes on while the disk is full,
/// so that is no reason to take the server out of service: the status stays 200, and the words tell whoever watches.
pub(crate) fn health(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.clinic.record().ping()?;
    let health = ask.clinic.health();
    let (status, writing) = if health.refuses_to_write {
        ("reads only", "refused: the disk is full")
    } else {
        ("ok", "ok")
    };
    Ok(Answer::json(&serde_json::json!({
        "status": status,
        "writing": writing,
        "looks_waiting": health.looks_waiting,
    })))
}
