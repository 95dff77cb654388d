//! Standard instruments on the staff's pages.

use crate::language::Language;
use crate::shell::ask::near;
use crate::shell::form::{Form, finish};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Problems, button, choice, empty, error_summary, field, form, heading_below, page,
    radios, row, table,
};
use ::measures::{Absence, AnswerKind, Answers, Instrument, Item, ItemAnswer, ScaleChange};
use care::PersonId;
use clinic::Refusal;
use clinic::assessment::measure;
use clinic::assessment::measure::{Measures, ScoredResult};
use jiff::Timestamp;
use maud::{Markup, Render, html};

pub(crate) mod alone;
mod picker;
mod shown;
mod trend;
pub(crate) mod wording;

pub(crate) use shown::{result, take_over};

/// Somebody's measures: the last score of each, how it changed, what is asked for.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let measures = measure::measures(ask.clinic, ask.actor()?, id)?;
    let body = html! {
        (last_scores(&measures, ask.now))
        (picker::picker(ask, &measures)?)
        (over_time(&measures))
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, "Measures"),
        body,
    )))
}

/// What was scored more than once, drawn.
fn over_time(measures: &Measures) -> Markup {
    let all = by_instrument(measures);
    html! {
        @if all.iter().any(|(_, results)| results.len() > 1) {
            section.trends {
                h2 { "Over time" }
                @for (_, results) in &all { (trend::trend(measures, results)) }
            }
        }
    }
}

/// Results by instrument, in the order of the library.
fn by_instrument(measures: &Measures) -> Vec<(&'static Instrument, Vec<&ScoredResult>)> {
    let mut found: Vec<(&'static Instrument, Vec<&ScoredResult>)> = Vec::new();
    for result in &measures.results {
        match found
            .iter_mut()
            .find(|(instrument, _)| instrument.code == result.instrument.code)
        {
            Some((_, results)) => results.push(result),
            None => found.push((result.instrument, vec![result])),
        }
    }
    found
}

fn last_scores(measures: &Measures, now: Timestamp) -> Markup {
    let rows = by_instrument(measures)
        .into_iter()
        .filter_map(|(instrument, results)| {
            let last = results.last()?;
            let before = results.len().checked_sub(2).and_then(|at| results.get(at));
            Some(
                row([
                    html! { (instrument.short) },
                    html! { (shown::score_words(last)) },
                    html! { (change_words(instrument, before.copied(), last)) },
                    html! { (near(last.at, now, &measures.zone)) },
                    html! { (results.len()) },
                ])
                .href(format!(
                    "/staff/people/{}/measures/results/{}",
                    measures.person, last.id
                )),
            )
        });
    let columns = [
        Column::new("Measure"),
        Column::new("Last score"),
        Column::new("Since the one before"),
        Column::new("When"),
        Column::new("Results").number(),
    ];
    let none = empty(
        "No result yet",
        "Score one below from its official form.",
        None,
    );
    html! { section { h2 { "Last scores" } (table("last-scores", "Last scores", columns).rows(rows).empty(none).caption_unseen()) } }
}

/// The change of the first scale in words that a source supports: "down 6, a meaningful change".
fn change_words(
    instrument: &Instrument,
    before: Option<&ScoredResult>,
    last: &ScoredResult,
) -> String {
    let Some(before) = before else {
        return "First result".to_owned();
    };
    let changes =
        ScaleChange::between(instrument, &before.scored, &last.scored).unwrap_or_default();
    changes
        .first()
        .map_or_else(|| "Not comparable".to_owned(), ScaleChange::words)
}

/// The page on which a clinician scores from the official form.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(new_view(ask, &Problems::none())?))
}

fn new_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let instrument = measure::instrument(ask.param("code"))?;
    let measures = measure::measures(ask.clinic, ask.actor()?, id)?;
    if !measures.may_score {
        return Err(Refusal::NotFound.into());
    }
    let fields = html! {
        @for item in &instrument.items { div.answer { (item_field(Language::English, item, &ask.form, None)) } }
        div.buttons { (button("Save the score")) (button("Cancel").quiet().href(format!("/staff/people/{id}/measures"))) }
    };
    let body = html! {
        (error_summary(problems))
        (heading_below(instrument.short.clone()).lead(html! { (instrument.title) ", about " (instrument.recall) "." }))
        p.muted { "Score from the official form; the words here are only short labels. What was not answered stays empty." }
        div.assessment { (form(ask.address.clone(), ask.token(), fields)) }
        p.muted { (instrument.licence.terms) "." }
    };
    Ok(page(&frame(ask, Face::Staff, "Score a measure"), body))
}

/// One item: our short label, or the official words where they are known.
fn item_field(
    language: Language,
    item: &Item,
    typed: &Form,
    words: Option<&::measures::wording::ItemWording>,
) -> Markup {
    let name = format!("i.{}", item.id);
    let value = typed.text(&name);
    let label = match words {
        Some(words) => words.text.clone(),
        None => format!("{}. {}", item.id, item.label),
    };
    let many = item.kind.values().len() > 12;
    if many {
        return field(name, label)
            .number()
            .value(value)
            .hint(allowed(language, item))
            .render();
    }
    let own = |value: i32| {
        words
            .and_then(|words| words.answers.get(&value).cloned())
            .unwrap_or_else(|| match item.kind {
                AnswerKind::Options { .. } if words.is_none() => {
                    format!("{value} {}", item.kind.label(value))
                }
                _ => item.kind.label(value),
            })
    };
    let offered: Vec<_> = item
        .kind
        .values()
        .into_iter()
        .map(|value| choice(value.to_string(), own(value)))
        .chain([if words.is_some() {
            choice("declined", language.say("asked-declined")).spoken_in(language)
        } else {
            choice("declined", "Declined")
        }])
        .collect();
    let all = radios(name, label, offered).value(value);
    // Words of an official form are sentences, and those read better below each other.
    if words.is_some() {
        all.render()
    } else {
        all.side_by_side().render()
    }
}

/// Which numbers an item takes.
fn allowed(language: Language, item: &Item) -> String {
    let values = item.kind.values();
    match (language, values.first(), values.last()) {
        (Language::Spanish, Some(from), Some(to)) => {
            let (from, to) = (from.to_string(), to.to_string());
            language.say_with("asked-allowed", &[("from", &from), ("to", &to)])
        }
        _ => item.kind.allowed(),
    }
}

/// What was answered; a field left empty was not.
fn answers(instrument: &Instrument, form: &Form) -> Answers {
    let mut answers = Answers::new();
    for item in &instrument.items {
        let typed = form.text(&format!("i.{}", item.id)).trim();
        let answer = match (typed, typed.parse::<i32>()) {
            ("", _) => continue,
            ("declined", _) => ItemAnswer::Absent(Absence::Declined),
            (_, Ok(value)) => ItemAnswer::Value(value),
            // No instrument has this value, so the scorer refuses it with a sentence that names the item.
            (_, Err(_)) => ItemAnswer::Value(i32::MIN),
        };
        answers.set(item.id.clone(), answer);
    }
    answers
}

/// Keeps a score.
pub(crate) fn record(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let instrument = measure::instrument(ask.param("code"))?;
    let answers = answers(instrument, &ask.form);
    let result = measure::record(
        ask.clinic,
        ask.actor()?,
        ask.key()?,
        id,
        &instrument.code,
        &answers,
    );
    let on = |recorded: measure::Recorded| {
        if recorded.danger {
            format!("/staff/people/{id}/safety")
        } else {
            format!(
                "/staff/people/{id}/measures/results/{}?said=saved",
                recorded.id
            )
        }
    };
    finish(result.map_err(Fault::from), on, |problems| {
        new_view(ask, problems)
    })
}

/// Asks the person to answer alone.
pub(crate) fn assign(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    measure::assign(ask.clinic, ask.actor()?, ask.key()?, id, ask.param("code"))?;
    Ok(Answer::see_other(&format!(
        "/staff/people/{id}/measures?said=added"
    )))
}
