//! One result, and results over time.

use super::change_words;
use crate::shell::ask::moment;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, button, card, form, heading_below, page, row, status, table,
};
use ::measures::{Clock, ItemAnswer, Matter, Outcome as Came, Urgency};
use care::assessment::finding::{QuestionId, RawValue};
use care::{PersonId, ResultId};
use clinic::Refusal;
use clinic::assessment::measure;
use clinic::assessment::measure::{Measures, ScoredResult, taken_over};
use maud::{Markup, html};

/// The first scale, or the triage, in words: "14 (moderate)".
pub(super) fn score_words(result: &ScoredResult) -> String {
    let scored = &result.scored;
    if let Some(triage) = &scored.triage {
        let open = triage
            .could_be
            .as_ref()
            .map(|level| format!(", could be {level}"));
        return format!("{}{}", triage.label, open.unwrap_or_default());
    }
    let Some(scale) = scored.total().or_else(|| scored.scales.first()) else {
        return "No score".to_owned();
    };
    let band = scale
        .band
        .as_ref()
        .map(|band| format!(" ({})", band.label))
        .unwrap_or_default();
    match &scale.outcome {
        Came::Complete { points } => format!("{points}{band}"),
        Came::Prorated { points, .. } => format!("{points}{band}, prorated"),
        Came::NotScored {
            at_least, at_most, ..
        } => format!("not scored, {at_least} to {at_most}"),
    }
}

fn find(ask: &Ask<'_>) -> Result<(Measures, usize), Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let wanted = ask.id("result", ResultId::parse)?;
    let measures = measure::measures(ask.clinic, ask.actor()?, id)?;
    let at = measures
        .results
        .iter()
        .position(|result| result.id == wanted)
        .ok_or(Refusal::NotFound)?;
    Ok((measures, at))
}

/// One result: bands, flags, answers, licence.
pub(crate) fn result(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (measures, at) = find(ask)?;
    let result = &measures.results[at];
    let before = measures.results[..at]
        .iter()
        .rfind(|other| other.instrument.code == result.instrument.code);
    let instrument = result.instrument;
    let who = result.by.as_ref().map_or_else(
        || "answered alone".to_owned(),
        |by| format!("scored by {by}"),
    );
    let body = html! {
        (heading_below(instrument.short.clone()).lead(html! { (moment(result.at, &measures.zone)) ", " (who) "." }))
        (alarms(&measures, result))
        (flags(result))
        (card("Score", html! {
            p { strong { (score_words(result)) } }
            p { "Since the one before: " (change_words(instrument, before, result)) "." }
            (scales(result))
        }))
        (offer(ask, &measures, result))
        (answers(result))
        p.muted { (instrument.licence.terms) "." }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Result"), body)))
}

fn flags(result: &ScoredResult) -> Markup {
    html! {
        @for flag in &result.scored.flags {
            @let (meaning, word) = match flag.urgency {
                Urgency::Safety => (Meaning::Urgent, "Safety"),
                Urgency::Look => (Meaning::Attention, "Look"),
                Urgency::Note => (Meaning::Information, "Note"),
            };
            p { (status(meaning, word)) " " (flag.says) }
        }
        @for sentence in &result.scored.disagreements { p { (status(Meaning::Attention, "Answers disagree")) " " (sentence) } }
    }
}

/// What the result asks somebody to do, and by when. Its signals were raised when it was saved.
fn alarms(measures: &Measures, result: &ScoredResult) -> Markup {
    html! {
        @for alarm in &result.alarms {
            @let (meaning, word) = match alarm.clock {
                Clock::Now => (Meaning::Urgent, "Now"),
                Clock::Hour => (Meaning::Urgent, "Within the hour"),
                Clock::Today => (Meaning::Attention, "Today"),
                Clock::Week => (Meaning::Information, "This week"),
            };
            p { (status(meaning, word)) " " (alarm.says) " " strong { (alarm.does) }
                @if alarm.matter != Matter::Result { " " (crate::ui::link(&format!("/staff/people/{}/safety", measures.person), "Safety protocol")) } }
        }
    }
}

fn scales(result: &ScoredResult) -> Markup {
    let rows = result.scored.scales.iter().map(|scale| {
        let [low, high] = scale.range;
        let points = match &scale.outcome {
            Came::Complete { points } => points.to_string(),
            Came::Prorated {
                points,
                answered,
                of,
            } => format!("{points}, from {answered} of {of} answers"),
            Came::NotScored { reason, .. } => reason.clone(),
        };
        let band = scale.band.as_ref().map(|band| band.label.clone());
        row([
            html! { (scale.title) },
            html! { (points) },
            html! { (low) " to " (high) },
            html! { (band.unwrap_or_default()) },
        ])
    });
    let columns = [
        Column::new("Scale"),
        Column::new("Points"),
        Column::new("Possible"),
        Column::new("Reads as"),
    ];
    html! { @if !result.scored.scales.is_empty() { (table("scales", "Scales", columns).rows(rows).caption_unseen()) } }
}

/// What the result said to the assessment by itself, and what it suggests beside that: a clinician takes this over with
/// one press, or does not. It is offered as long as it can be taken over.
fn offer(ask: &Ask<'_>, measures: &Measures, result: &ScoredResult) -> Markup {
    let label = |question: &str| QuestionId::find(question).map_or("", |id| id.question().label);
    let done = taken_over(&result.scored);
    html! {
        @if let Some((question, value)) = &done {
            p { "In the assessment since it was saved: " (label(question)) ", " strong { (raw_words(value)) } "." }
        }
        @if let Some((question, option)) = result.offered {
            (card("For the assessment", html! {
                p { "This result suggests: " (label(question)) ", " strong { (option) } ". It is not in the assessment until you take it over." }
                (form(format!("/staff/people/{}/measures/results/{}/finding", measures.person, result.id), ask.token(),
                    html! { (button(format!("Take over: {option}"))) }).inline())
            }))
        }
    }
}

/// A value as a page says it: the only ones a result takes over are numbers and options.
fn raw_words(value: &RawValue) -> String {
    match value {
        RawValue::Number(number) => number.to_string(),
        RawValue::Text(text) => text.clone(),
        RawValue::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        RawValue::Several(several) => several.join(", "),
    }
}

fn answers(result: &ScoredResult) -> Markup {
    let rows = result.instrument.items.iter().map(|item| {
        let words = match result.answers.get(item.id.as_str()) {
            ItemAnswer::Value(value) => item.kind.label(value),
            ItemAnswer::Absent(absence) => absence.word().to_owned(),
        };
        row([
            html! { (item.id) },
            html! { (item.label) },
            html! { (words) },
        ])
    });
    let columns = [
        Column::new("Item"),
        Column::new("Our short label"),
        Column::new("Answer"),
    ];
    html! { section { h2 { "Answers" } (table("answers", "Answers", columns).rows(rows).caption_unseen()) } }
}

/// Takes over what a result suggests, as a clinician's finding.
pub(crate) fn take_over(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = ask.id("result", ResultId::parse)?;
    let (actor, key) = (ask.actor()?, ask.key()?);
    let saved = measure::take_over_suggested(ask.clinic, actor, key, id, result)?;
    Ok(Answer::see_other(&if saved.danger {
        format!("/staff/people/{id}/safety")
    } else {
        format!("/staff/people/{id}/assessment?said=saved")
    }))
}
