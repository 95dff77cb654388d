//! What treatment goes by and gives: the medical part of a record, one topic a page.

use crate::ui::{Field, Heading, Meaning, opening, status};
use care::PersonId;
use care::assessment::finding::Source;
use maud::{Markup, html};

pub(crate) mod allergies;
pub(crate) mod medicines;
pub(crate) mod naloxone;
pub(crate) mod overview;
pub(crate) mod pharmacy;
pub(crate) mod screens;
pub(crate) mod vitals;

/// The head of a page of one topic, whose name the frame says.
fn head(id: PersonId) -> Heading {
    opening().back(format!("/staff/people/{id}/medical"), "Medical")
}

/// That nobody asked.
fn not_asked() -> Markup {
    html! { p { (status(Meaning::Attention, "Not asked yet")) " That nobody asked is not that there is none." } }
}

/// Who says what the form says.
fn who_said() -> Field {
    let sources = Source::ALL.map(|source| (source.code(), source.label()));
    crate::ui::field("source", "Who says so").select(sources)
}
