//! The pharmacy where somebody gets their medicines.

use super::head;
use crate::pages::followup::signals::frame_about;
use crate::shell::ask::moment;
use crate::shell::form::finish;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Problems, button, error_summary, facts, field, page, tel};
use care::invalid::Issues;
use care::treatment::pharmacy::Pharmacy;
use care::{PersonId, Phone};
use clinic::Refusal;
use clinic::treatment::pharmacy;
use maud::{Markup, html};

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Saves what was typed.
pub(crate) fn save(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(ask).and_then(|draft| {
        pharmacy::set(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/pharmacy?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

fn draft(ask: &Ask<'_>) -> Result<Pharmacy, Fault> {
    let (form, mut issues) = (&ask.form, Issues::default());
    let name = issues.take("name", form.line("name", "what the pharmacy is called"));
    let phone = issues.take("phone", form.optional("phone", Phone::parse));
    let place = form.optional_line("place", "where it is");
    let place = issues.take("place", place);
    match (name, phone, place) {
        (Some(name), Some(phone), Some(place)) => Ok(Pharmacy { name, phone, place }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

fn stored(kept: Option<&Pharmacy>) -> Stored {
    let phone = kept.and_then(|kept| kept.phone.as_ref());
    let place = kept.and_then(|kept| kept.place.as_ref());
    vec![
        (
            "name",
            kept.map(|kept| kept.name.to_string()).unwrap_or_default(),
        ),
        (
            "phone",
            phone
                .map(|phone| phone.as_str().to_owned())
                .unwrap_or_default(),
        ),
        ("place", place.map(ToString::to_string).unwrap_or_default()),
    ]
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = pharmacy::show(ask.clinic, ask.actor()?, id)?;
    let last = shown.only();
    let kept = last.map(|entry| &entry.body);
    let sheet = Sheet::of(ask, shown.only_version()?, stored(kept), problems);
    let form = html! { @if shown.may_write { (sheet.form(ask, fields(&sheet))) } @else { (read_only(kept)) } };
    let body = html! {
        (error_summary(&sheet.problems))
        (head(id))
        (form)
        @if let Some(last) = last { p.muted { "Written " (moment(last.at, &shown.zone)) ", " (shown.writer(last)) "." } }
    };
    Ok(page(&frame_about(ask, "Pharmacy", id)?, body))
}

fn fields(sheet: &Sheet) -> Markup {
    let (typed, problems) = (&sheet.shown, &sheet.problems);
    html! {
        (field("name", "Pharmacy").value(typed.text("name")).autocomplete("off").check(problems))
        (field("phone", "Its telephone").optional().tel().autocomplete("off").value(typed.text("phone")).check(problems))
        (field("place", "Where it is").optional().value(typed.text("place")).autocomplete("off").check(problems))
        div.buttons { (button("Save")) }
    }
}

fn read_only(kept: Option<&Pharmacy>) -> Markup {
    let Some(kept) = kept else {
        return html! { p.muted { "Not known." } };
    };
    facts(&[
        ("Pharmacy", html! { (kept.name) }),
        (
            "Telephone",
            html! { @match &kept.phone { Some(phone) => (tel(phone.as_str(), &phone.dialed())), None => "Not known" } },
        ),
        (
            "Where",
            html! { @match &kept.place { Some(place) => (place), None => "Not known" } },
        ),
    ])
}
