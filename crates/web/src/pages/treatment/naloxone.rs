//! Naloxone that was given: when, how much, by whom.

use super::head;
use crate::pages::followup::signals::frame_about;
use crate::shell::form::finish;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Column, Problems, button, empty, error_summary, field, form, page, row, table};
use care::day::{day_text, parse_day};
use care::invalid::Issues;
use care::treatment::naloxone::{KITS_MAX, NaloxoneGiven};
use care::{Invalid, PersonId};
use clinic::Refusal;
use clinic::people::chapter::OpenChapter;
use clinic::treatment::naloxone;
use maud::{Markup, html};

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Writes down that it was given.
pub(crate) fn give(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(ask, id).and_then(|draft| {
        naloxone::give(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/naloxone?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

fn draft(ask: &Ask<'_>, id: PersonId) -> Result<NaloxoneGiven, Fault> {
    let (form, mut issues) = (&ask.form, Issues::default());
    let on = issues.take("on", form.optional("on", parse_day));
    let kits = form.text("kits").trim().parse::<u16>();
    let kits =
        kits.map_err(|_| Invalid::new(format!("Enter how many kits, from 1 to {KITS_MAX}.")));
    let kits = issues.take("kits", kits);
    let by = form.optional_line("by", "who gave it");
    let by = issues.take("by", by);
    match (on, kits, by) {
        (Some(on), Some(kits), Some(by)) => {
            let on = match on {
                Some(on) => on,
                // Nothing typed is today, where they are seen.
                None => naloxone::show(ask.clinic, ask.actor()?, id)?.today,
            };
            Ok(NaloxoneGiven { on, kits, by })
        }
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = naloxone::show(ask.clinic, ask.actor()?, id)?;
    let typed = |name: &str| ask.form.text(name).to_owned();
    let fields = html! {
        (field("kits", "Kits").number().value(typed("kits")).check(problems))
        (field("on", "Given on").optional().date().hint("Empty is today. For example Apr 14, 2026").value(typed("on")).check(problems))
        (field("by", "Given by").optional().value(typed("by")).check(problems).hint("Empty is you."))
        div.buttons { (button("Write it down")) }
    };
    let body = html! {
        (error_summary(problems))
        (head(id, "Naloxone given", &shown.called))
        (given(&shown))
        @if shown.may_write {
            section { h2 { "Give" } (form(format!("/staff/people/{id}/naloxone"), ask.token(), fields)) }
        }
    };
    Ok(page(&frame_about(ask, "Naloxone given", id)?, body))
}

fn given(shown: &OpenChapter<NaloxoneGiven>) -> Markup {
    let mut entries = shown.standing();
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.body.on, entry.item)));
    let rows = entries.into_iter().map(|entry| {
        let by = entry.body.by.as_ref().map(ToString::to_string);
        row([
            html! { span.nowrap { (day_text(entry.body.on)) } },
            html! { (entry.body.kits) },
            html! { (by.unwrap_or_else(|| shown.writer(entry).to_owned())) },
        ])
    });
    let columns = [
        Column::new("Given on"),
        Column::new("Kits").number(),
        Column::new("By"),
    ];
    let none = empty(
        "None given here yet",
        "What is given is written down below.",
        None,
    );
    html! { (table("naloxone", "Naloxone given", columns).rows(rows).empty(none).caption_unseen()) }
}
