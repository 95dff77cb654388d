//! Vital signs: what was measured, and a form for what is measured now.

use super::head;
use crate::pages::followup::signals::frame_about;
use crate::shell::ask::moment;
use crate::shell::form::finish;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Field, Problems, button, empty, error_summary, field, form, page, row, table,
};
use care::PersonId;
use care::assessment::finding::question::{in_both_units, typed_hint, typed_unit};
use care::assessment::finding::{Question, QuestionId, QuestionKind, RawValue};
use clinic::treatment::vitals;
use clinic::treatment::vitals::{MeasuredDraft, VITALS, Vitals};
use maud::{Markup, html};

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Writes down what was measured.
pub(crate) fn measure(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let typed = VITALS.iter().filter_map(|(field, _)| {
        let text = ask.form.text(field).trim();
        (!text.is_empty()).then(|| MeasuredDraft {
            field: (*field).to_owned(),
            value: text
                .parse()
                .map_or_else(|_| RawValue::Text(text.to_owned()), RawValue::Number),
        })
    });
    let drafts: Vec<MeasuredDraft> = typed.collect();
    let result = vitals::measure(ask.clinic, ask.actor()?, ask.key()?, id, &drafts);
    let on = |danger| {
        let page = if danger {
            "safety"
        } else {
            "vitals?said=saved"
        };
        format!("/staff/people/{id}/{page}")
    };
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems)
    })
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = vitals::show(ask.clinic, ask.actor()?, id)?;
    let body = html! {
        (error_summary(problems))
        (head(id))
        @if shown.may_write {
            section {
                h2 { "Measured now" }
                (form(format!("/staff/people/{id}/vitals"), ask.token(), fields(ask, problems)))
                p.hint { "They are answers of the assessment. What is dangerous by the criteria of the protocol calls somebody when it is saved:" }
                ul { @for limit in limits() { li.hint { (limit) } } }
            }
        }
        (measured(&shown))
    };
    Ok(page(&frame_about(ask, "Vital signs", id)?, body))
}

/// From where on a vital sign is a danger, with how sure that is, as the catalogue says it.
fn limits() -> Vec<String> {
    ["vitals.breathing", "vitals.circulation"]
        .into_iter()
        .filter_map(QuestionId::find)
        .map(|question| in_both_units(question.question().why))
        .collect()
}

fn fields(ask: &Ask<'_>, problems: &Problems) -> Markup {
    html! {
        @for (name, question) in VITALS {
            @if let Some(question) = QuestionId::find(question) {
                @let asked = question.question();
                (measured_field(name, asked).value(ask.form.text(name)).check(problems))
            }
        }
        div.buttons { (button("Save")) }
    }
}

/// Where a vital sign is typed: in its unit, of which a temperature has two.
fn measured_field(name: &str, asked: &Question) -> Field {
    let made = field(name, asked.label)
        .unit(unit(asked.kind))
        .autocomplete("off");
    match asked.kind {
        // The unit may be typed behind it, so a telephone shows its letters as well.
        QuestionKind::Tenths { .. } => made.hint(typed_hint(asked.kind)),
        _ => made.number(),
    }
}

fn unit(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Number { unit, .. } | QuestionKind::Tenths { unit, .. } => typed_unit(unit),
        _ => "",
    }
}

fn measured(shown: &Vitals) -> Markup {
    let rows = shown.measured.iter().map(|one| {
        row([
            html! { span.nowrap { (moment(one.at, &shown.zone)) } },
            html! {
                @for (at, (label, words)) in one.values.iter().enumerate() {
                    @if at > 0 { "; " } (label) " " (words)
                }
            },
            html! { (one.by) },
        ])
    });
    let columns = [
        Column::new("When"),
        Column::new("Measured"),
        Column::new("Written by"),
    ];
    let none = empty(
        "Nothing measured yet",
        "What is measured is written down above.",
        None,
    );
    html! { section { h2 { "Before" } (table("vitals", "Vital signs", columns).rows(rows).empty(none).caption_unseen()) } }
}
