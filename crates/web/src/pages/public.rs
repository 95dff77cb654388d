//! The first page, for anybody.

use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, button, card, empty, facts, heading, page};
use care::site::{Site, minute_text};
use clinic::home::{self, PublicHome};
use maud::{Markup, html};

/// The first page.
pub(crate) fn home(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let Some(home) = home::public_home(ask.clinic)? else {
        return Ok(Answer::page(page(
            &frame(ask, Face::Public, "Set up"),
            not_yet(),
        )));
    };
    let mut frame = frame(ask, Face::Public, "Care that fits around your life");
    frame.site.clone_from(&home.organization);
    Ok(Answer::page(page(&frame, body(ask, &home))))
}

fn not_yet() -> Markup {
    html! {
        (heading("Almost there"))
        (empty(
            "This clinic is not set up yet",
            "Open the setup link that the server printed when it started. If it is gone, start the server again; it prints a new one.",
            None,
        ))
    }
}

fn body(ask: &Ask<'_>, home: &PublicHome) -> Markup {
    html! {
        (heading("Care that fits around your life")
            .lead("An intensive outpatient program is serious treatment without leaving home: several hours of therapy, three to five days a week, around work, school and family."))
        @if let Some(phone) = &ask.clinic.settings().public_phone {
            section {
                h2 { "Talk to somebody" }
                p { "Call " strong { (phone) } ". You do not have to decide anything on the telephone. Calls are confidential." }
            }
        }
        section {
            h2 { "Where we are" }
            div.cards {
                @for site in &home.sites { (site_card(site, home)) }
            }
        }
        section {
            h2 { "Already in care here?" }
            div.buttons { (button("Sign in").href("/sign-in")) }
        }
    }
}

fn site_card(site: &Site, home: &PublicHome) -> impl maud::Render {
    let programs = home.programs.iter().filter(|(at, _)| *at == site.id);
    card(
        site.name.to_string(),
        html! {
            ul { @for (_, program) in programs { li { (program.name) } } }
            (facts(&hours(site).iter().map(|(day, text)| (day.as_str(), html! { (text) })).collect::<Vec<_>>()))
            p.muted { "Times are local (" (site.zone.as_str().replace('_', " ")) ")." }
        },
    )
}

/// Opening hours, days with the same hours together.
pub(crate) fn hours(site: &Site) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut last: Option<(usize, String)> = None;
    for (index, day) in care::Weekday::ALL.iter().enumerate() {
        let spans: Vec<String> = site
            .hours
            .iter()
            .filter(|span| span.day == *day)
            .map(|span| {
                format!(
                    "{} to {}",
                    minute_text(span.start_minute),
                    minute_text(span.end_minute)
                )
            })
            .collect();
        if spans.is_empty() {
            continue;
        }
        let text = spans.join(", ");
        match (&last, lines.last_mut()) {
            (Some((before, same)), Some(line)) if *before + 1 == index && *same == text => {
                let first = line.0.split(" to ").next().unwrap_or_default().to_owned();
                line.0 = format!("{first} to {}", day.label());
            }
            _ => lines.push((day.label().to_owned(), text.clone())),
        }
        last = Some((index, text));
    }
    if lines.is_empty() {
        lines.push(("Hours".to_owned(), "by arrangement".to_owned()));
    }
    lines
}

/// Whether the server and its database answer.
pub(crate) fn health(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.clinic.record().ping()?;
    Ok(Answer::json(&serde_json::json!({ "status": "ok" })))
}
