//! The official wording of the measures: what is in use and since when, and reading it from a file.

use crate::shell::ask::near;
use crate::shell::form::finish;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, Problems, button, error_summary, field, form, heading, link, page, row,
    status, table,
};
use ::measures::Answerable;
use care::TimeZoneName;
use clinic::Refusal;
use clinic::assessment::measure;
use clinic::assessment::measure::{FileRead, Worded};
use jiff::Timestamp;
use maud::{Markup, html};

mod reading;
mod typed;

pub(crate) use reading::{aside, one, use_reading};

/// The longest text of a file that is sent here, in bytes.
pub(crate) const FILE_BYTES_MAX: usize = 1024 * 1024;

/// Every measure with its wording, and the form that reads a file.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let all = measure::wordings(ask.clinic, ask.actor()?)?;
    let zone = ask.zone()?;
    let rows = all.iter().map(|one| line(one, ask.now, &zone));
    let columns = [
        Column::new("Measure"),
        Column::new("Who answers it"),
        Column::new("Wording in use"),
        Column::new("Since"),
        Column::new("To do"),
    ];
    let body = html! {
        (error_summary(problems))
        (heading("Measures").lead("Stepwell brings structure and scoring. The official words come from a file of yours; a person can answer alone once those are here."))
        (to_look_at(&all))
        (file_form(ask, &all, problems))
        section { h2 { "What is in use" } (table("wordings", "What is in use", columns).rows(rows).caption_unseen().stacked()) }
    };
    Ok(page(&frame(ask, Face::Staff, "Measures"), body))
}

/// What was read and waits, first: somebody left it for whoever comes here.
fn to_look_at(all: &[Worded]) -> Markup {
    let waiting: Vec<_> = all.iter().filter(|one| one.waiting.is_some()).collect();
    html! {
        @if !waiting.is_empty() {
            p { (status(Meaning::Attention, "Waits for you"))
                @for one in waiting {
                    " " (link(&format!("/staff/measures/{}", one.instrument.code), &one.instrument.short)) } }
        }
    }
}

fn line(one: &Worded, now: Timestamp, zone: &TimeZoneName) -> crate::ui::Row {
    let used = one.in_use.as_ref();
    row([
        html! { (one.instrument.short) },
        html! { @if one.answerable == Answerable::ByPerson { "The person alone" } @else { "A clinician" } },
        html! { @if let Some(used) = used { (used.origin) } @else { span.muted { "None" } } },
        html! { @if let Some(at) = used.and_then(|used| used.used_from) { (near(at, now, zone)) } },
        html! { @if one.waiting.is_some() { (status(Meaning::Attention, "Look at what was read")) } },
    ])
    .href(format!("/staff/measures/{}", one.instrument.code))
}

fn file_form(ask: &Ask<'_>, all: &[Worded], problems: &Problems) -> Markup {
    let measures = all.iter().map(|one| {
        let code = one.instrument.code.clone();
        (
            code,
            format!("{}, {}", one.instrument.short, one.instrument.title),
        )
    });
    let first = (String::new(), "As the file says".to_owned());
    let fields = html! {
        // With scripts a file is read in the browser; what is sent is its text either way.
        div.field hidden data-file-into="text" {
            label for="file" { "The file" }
            p.hint id="file-hint" { "Its text appears below, where you can look at it before you send it." }
            input type="file" id="file" accept=".json,application/json,application/fhir+json" aria-describedby="file-hint";
        }
        (field("text", "The text of the file").textarea(6).value(ask.form.text("text")).check(problems)
            .hint("A FHIR Questionnaire (STU3, R4 or R5) in JSON, or the VA’s instrument file. Open it, copy all of it, paste it here."))
        (field("wanted", "Which measure it is").select([first].into_iter().chain(measures)).value(ask.form.text("wanted")).check(problems)
            .hint("Choose it where the file does not say."))
        div.buttons { (button("Read the file")) }
    };
    html! {
        section {
            h2 { "Read the official wording from a file" }
            p.muted { "Nothing is in use before you have looked at what was read." }
            (form("/staff/measures", ask.token(), fields))
        }
    }
}

/// Reads a file.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let wanted = Some(ask.form.text("wanted")).filter(|code| !code.is_empty());
    let text = ask.form.text("text");
    if text.len() > FILE_BYTES_MAX {
        let mut problems = Problems::none();
        let most = FILE_BYTES_MAX / 1024;
        problems.add("text", format!("The file is longer than {most} KB."));
        return Ok(Answer::mend(view(ask, &problems)?));
    }
    let result = measure::read_wording(ask.clinic, ask.actor()?, ask.key()?, text, wanted);
    if let Ok(FileRead { waiting, refused }) = &result
        && !refused.is_empty()
    {
        let mut problems = Problems::none();
        let others = waiting.join(", ");
        problems.add(
            "text",
            format!(
                "{} The others were read and wait below: {others}.",
                refused.join(" ")
            ),
        );
        return Ok(Answer::mend(view(ask, &problems)?));
    }
    let on = |done: FileRead| match done.waiting.as_slice() {
        [one] => format!("/staff/measures/{one}?said=read"),
        _ => "/staff/measures?said=read".to_owned(),
    };
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems)
    })
}

/// The measure that the address names.
fn find(ask: &Ask<'_>) -> Result<Worded, Fault> {
    Ok(measure::wording_of(
        ask.clinic,
        ask.actor()?,
        ask.param("code"),
    )?)
}

/// The number of the reading that the address names.
fn revision(ask: &Ask<'_>) -> Result<i64, Fault> {
    let number = ask.param("revision").parse();
    number.map_err(|_| Refusal::NotFound.into())
}
