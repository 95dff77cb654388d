//! Consents that were signed on paper: which, when, and who saw it.

use crate::pages::followup::signals::frame_about;
use crate::shell::ask::moment;
use crate::shell::form::finish;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Problems, button, error_summary, field, opening, page};
use care::PersonId;
use care::day::{day_text, parse_day};
use care::intake::paper_consent::{PaperConsent, PaperConsents, SignedPaper};
use care::invalid::Issues;
use clinic::Refusal;
use clinic::intake::paper_consent;
use clinic::people::chapter::OpenChapter;
use maud::{Markup, html};

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Saves what was typed.
pub(crate) fn save(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(ask).and_then(|draft| {
        paper_consent::set(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/paper-consents?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

fn draft(ask: &Ask<'_>) -> Result<PaperConsents, Fault> {
    let (form, mut issues) = (&ask.form, Issues::default());
    let mut papers = Vec::new();
    for which in PaperConsent::ALL {
        let (on, seen_by) = which.fields();
        let day = issues.take(on, form.optional(on, parse_day));
        let seen = issues.take(seen_by, form.optional_line(seen_by, "who saw it"));
        match (day, seen) {
            (Some(Some(day)), Some(seen_by)) => papers.push(SignedPaper {
                which: *which,
                on: day,
                seen_by,
            }),
            (Some(None), Some(Some(_))) => {
                issues.add(on, "Enter the day on which it was signed.");
            }
            _ => {}
        }
    }
    if issues.0.is_empty() {
        Ok(PaperConsents { papers })
    } else {
        Err(Refusal::Fields(issues.0).into())
    }
}

/// What is stored, as the form's fields show it.
fn stored(kept: Option<&PaperConsents>) -> Stored {
    let mut stored = Vec::new();
    for which in PaperConsent::ALL {
        let (on, seen_by) = which.fields();
        let paper = kept.and_then(|kept| kept.paper(*which));
        let seen = paper.and_then(|paper| paper.seen_by.as_ref());
        stored.push((
            on,
            paper.map(|paper| day_text(paper.on)).unwrap_or_default(),
        ));
        stored.push((seen_by, seen.map(ToString::to_string).unwrap_or_default()));
    }
    stored
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = paper_consent::show(ask.clinic, ask.actor()?, id)?;
    let kept = shown.only().map(|entry| &entry.body);
    let sheet = Sheet::of(ask, shown.only_version()?, stored(kept), problems);
    // The fields first: the summary calls them as they call themselves.
    let form = html! { @if shown.may_write { (sheet.form(ask, fields(&sheet))) } };
    let body = html! {
        (error_summary(&sheet.problems))
        (opening().back(format!("/staff/people/{id}/checklist"), "Checklist"))
        (stands(&shown))
        (form)
        p.hint { "The papers stay in the file. That a release was signed lets nothing leave from here by itself." }
    };
    Ok(page(&frame_about(ask, "Consents on paper", id)?, body))
}

/// What was written down, since when, and what stood there before.
fn stands(shown: &OpenChapter<PaperConsents>) -> Markup {
    let Some(last) = shown.only() else {
        return html! { p.muted { (PaperConsents::lack_words(None)) "." } };
    };
    html! {
        (papers(&last.body))
        @if !last.body.is_whole() { p { (PaperConsents::lack_words(Some(&last.body))) "." } }
        p.muted { "Written " (moment(last.at, &shown.zone)) ", " (shown.writer(last)) "." }
        @let before = shown.before(last.item);
        @if !before.is_empty() {
            details {
                summary { "Before" }
                @for entry in before {
                    (papers(&entry.body))
                    p.muted { (moment(entry.at, &shown.zone)) ", " (shown.writer(entry)) }
                }
            }
        }
    }
}

fn papers(kept: &PaperConsents) -> Markup {
    html! {
        @if kept.papers.is_empty() { p { "None." } }
        @else { ul { @for paper in &kept.papers { li { (paper.words()) } } } }
    }
}

fn fields(sheet: &Sheet) -> Markup {
    let (typed, problems) = (&sheet.shown, &sheet.problems);
    html! {
        @for which in PaperConsent::ALL {
            @let (on, seen_by) = which.fields();
            @let label = which.label();
            div.pair {
                (field(on, format!("{label}: signed on")).optional().date().value(typed.text(on)).check(problems))
                (field(seen_by, format!("{label}: seen by")).optional().autocomplete("off").value(typed.text(seen_by)).check(problems)
                    .hint("Empty is you."))
            }
        }
        div.buttons { (button("Save")) }
    }
}
