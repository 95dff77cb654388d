//! One question on a page: what is known with who said it, and how to answer or change it.

use super::answers::{DECLINED, NONE, UNKNOWN, name};
use crate::shell::ask::moment;
use crate::shell::form::Form;
use crate::ui::{ChoiceItem, Meaning, Problems, Width, checkboxes, choice, field, radios, status};
use care::assessment::facts::Standing;
use care::assessment::finding::question::{in_both_units, typed_hint, typed_unit};
use care::assessment::finding::{Question, QuestionId, QuestionKind, Substance};
use clinic::assessment::interview::View;
use maud::{Markup, Render, html};
use record::assessment::interview::Written;

/// A question about a substance or about none. What is known is shown and not asked again; what does not agree is said.
pub(super) fn question(
    view: &View,
    id: QuestionId,
    about: Option<Substance>,
    typed: &Form,
    problems: &Problems,
) -> Markup {
    let asked = id.question();
    let name = name(asked, about);
    let said: Vec<&Written> = view
        .written
        .iter()
        .filter(|written| written.finding.question == id && written.finding.about == about)
        .collect();
    let wrong = problems.of(&format!("a.{name}")).is_some();
    let disputed = view.facts.reading(id, about).is_disputed();
    let standing = view.facts.standing(id, about);
    let needed = view.needed.open.contains(&id);
    let inputs = inputs(asked, &name, typed, problems);
    html! {
        div.answer.known[!said.is_empty()] id={ "q-" (name.replace('.', "-")) } data-answer=(name) {
            @if said.is_empty() {
                (inputs)
                @if needed { p.answer-flag { (status(Meaning::Attention, "Needed for a decision")) } }
            } @else {
                h3.answer-label {
                    (asked.label)
                    @if disputed { " " (status(Meaning::Urgent, "Sources disagree")) }
                    @if standing == Standing::TooOld { " " (status(Meaning::Attention, "Said too long ago: ask again")) }
                }
                (statements(view, &said))
                @if view.may_write {
                    details.answer-change open[wrong] { summary { "Change or add" span.unseen { ": " (asked.label) } } (inputs) }
                }
            }
            @if asked.alone && view.may_write { p.answer-alone { (ALONE) } }
            p.answer-state role="status" data-answer-state {}
        }
    }
}

/// Everything said, the latest first, with who said it, when, and who wrote it down.
fn statements(view: &View, said: &[&Written]) -> Markup {
    let counting: Vec<_> = said
        .first()
        .map(|first| {
            view.findings
                .counting(first.finding.question, first.finding.about)
                .map(|(finding, _)| finding)
                .collect()
        })
        .unwrap_or_default();
    html! {
        ul.statements {
            @for written in said.iter().rev() {
                @let finding = &written.finding;
                @let stands = counting.contains(&finding) || counting.is_empty();
                li.replaced[!stands] {
                    strong { (finding.words()) } " "
                    span.muted {
                        (finding.source.label()) @if finding.settles { ", settled" } ", " (moment(finding.at, &view.zone))
                        @if let Some(by) = view.names.get(&written.by).filter(|by| !by.is_empty()) { ", written by " (by) }
                        @if !stands { ", replaced since" }
                    }
                }
            }
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one match over the kinds of answers")]
fn inputs(asked: &Question, name: &str, typed: &Form, problems: &Problems) -> Markup {
    let value = typed.text(&format!("a.{name}"));
    let field_name = format!("a.{name}");
    let chosen = |word: &str| typed.all(&field_name).any(|value| value == word);
    let offered = |words: &[&str]| -> Vec<ChoiceItem> {
        let own = words
            .iter()
            .map(|word| choice(*word, sentence(word)).chosen(chosen(word)));
        own.collect()
    };
    let rest = || {
        [
            choice(UNKNOWN, "Unknown").chosen(chosen(UNKNOWN)),
            choice(DECLINED, "Declined").chosen(chosen(DECLINED)),
        ]
    };
    match asked.kind {
        QuestionKind::YesNo | QuestionKind::Choice(_) => {
            let words: &[&str] = match asked.kind {
                QuestionKind::Choice(options) => options,
                _ => &["yes", "no"],
            };
            let mut all = offered(words);
            all.extend(rest());
            radios(&field_name, asked.label, all)
                .hint(asked.why)
                .check(problems)
                .side_by_side()
                .render()
        }
        QuestionKind::Multi(options) => {
            let mut all = offered(options);
            if !options.contains(&"none") {
                all.push(choice(NONE, "None of these").chosen(chosen(NONE)));
            }
            all.extend(rest());
            checkboxes(&field_name, asked.label, all)
                .hint(asked.why)
                .check(problems)
                .side_by_side()
                .render()
        }
        QuestionKind::Number { unit, .. } => open(
            field(&field_name, asked.label)
                .number()
                .unit(unit)
                .width(Width::Short),
            asked,
            name,
            value,
            typed,
            problems,
        ),
        QuestionKind::Tenths { unit, .. } => open(
            field(&field_name, asked.label)
                .unit(typed_unit(unit))
                .width(Width::Short),
            asked,
            name,
            value,
            typed,
            problems,
        ),
        QuestionKind::Date | QuestionKind::DateTime => open(
            field(&field_name, asked.label).width(Width::Medium),
            asked,
            name,
            value,
            typed,
            problems,
        ),
        QuestionKind::Text => open(
            field(&field_name, asked.label).textarea(2),
            asked,
            name,
            value,
            typed,
            problems,
        ),
    }
}

/// How it is asked where it must not be overheard; in sight before anybody begins. Source: SAMHSA, TIP 25.
const ALONE: &str =
    "Ask alone: never in front of a partner or relative, nor where somebody may listen.";

/// A field to type into, with the two ways of not knowing beside it.
fn open(
    typed_field: crate::ui::Field,
    asked: &Question,
    name: &str,
    value: &str,
    typed: &Form,
    problems: &Problems,
) -> Markup {
    let why = asked.why;
    let hint = match asked.kind {
        QuestionKind::Date => format!("{why} For example Apr 14, 2026 or 4/14/2026."),
        QuestionKind::DateTime => {
            format!(
                "{why} For example 4/14/2026 9:30 pm, or 5 h or 2 d for so long ago; the day alone will do."
            )
        }
        QuestionKind::Tenths { .. } => format!("{why} {}", typed_hint(asked.kind)),
        _ => why.to_owned(),
    };
    let absent = format!("n.{name}");
    let chosen = |word: &str| typed.all(&absent).any(|value| value == word);
    html! {
        div.answer-open {
            (typed_field.value(value).hint(hint).check(problems))
            (radios(&absent, format!("{}: or", asked.label), [
                choice(UNKNOWN, "Unknown").chosen(chosen(UNKNOWN)),
                choice(DECLINED, "Declined").chosen(chosen(DECLINED)),
            ]).side_by_side().legend_unseen())
        }
    }
}

/// A word of the catalogue as the label of a button: a level of care is kept by its code.
pub(super) fn sentence(word: &str) -> String {
    let word = in_both_units(word);
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect::<String>())
        .unwrap_or_default()
        .replace('_', " ")
}
