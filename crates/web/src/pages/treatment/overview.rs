//! The medical part of a record at a glance, with the way to each page.

use crate::pages::followup::signals::frame_about;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Meaning, card, link, page, status, tel};
use care::PersonId;
use care::day::day_text;
use clinic::treatment::overview;
use clinic::treatment::overview::{MedicalBrief, MedicalOverview};
use maud::{Markup, html};

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = overview::show(ask.clinic, ask.actor()?, id)?;
    let at = |what: &str| format!("/staff/people/{id}/{what}");
    let body = html! {
        div.cards {
            (card("Allergies", lines(shown.brief.allergies.as_deref())).href(at("allergies")))
            (card("Medicines", lines(shown.brief.medicines.as_deref())).href(at("medicines")))
            (card("Pharmacy", pharmacy(&shown)).href(at("pharmacy")))
            (card("Naloxone given", naloxone(&shown)).href(at("naloxone")))
        }
        p.places.no-print {
            (link(&at("vitals"), "Vital signs")) " "
            @if shown.may_screen { (link(&at("screens"), "Screens")) " " }
            (link(&at("checklist"), "Checklist"))
        }
    };
    Ok(Answer::page(page(&frame_about(ask, "Medical", id)?, body)))
}

/// What is known, or that nobody asked: silence is no answer.
fn lines(known: Option<&[String]>) -> Markup {
    html! {
        @match known {
            None => p { (status(Meaning::Attention, "Not asked yet")) },
            Some(lines) => ul.plain { @for line in lines { li { (line) } } },
        }
    }
}

fn pharmacy(shown: &MedicalOverview) -> Markup {
    html! {
        @match &shown.pharmacy {
            None => p.muted { "Not known" },
            Some(pharmacy) => p {
                (pharmacy.name)
                @if let Some(place) = &pharmacy.place { ", " (place) }
                @if let Some(phone) = &pharmacy.phone { ", " (tel(phone.as_str(), &phone.dialed())) }
            },
        }
    }
}

fn naloxone(shown: &MedicalOverview) -> Markup {
    html! {
        @match &shown.naloxone {
            None => p.muted { "None given here yet" },
            Some((last, kits)) => p {
                (care::counted(*kits, "kit", "kits")) " in all, last on " (day_text(last.on))
            },
        }
    }
}

/// Allergies and medicines, where somebody is handed over.
pub(in crate::pages) fn brief(brief: &MedicalBrief) -> Markup {
    html! {
        section {
            h2 { "Allergies and medicines" }
            (crate::ui::facts(&[
                ("Allergies", lines(brief.allergies.as_deref())),
                ("Takes", lines(brief.medicines.as_deref())),
            ]))
        }
    }
}
