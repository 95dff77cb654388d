//! What was said elsewhere in the record and answers a question here: shown with where and when, and kept as an answer
//! once whoever asks has heard that it holds.

use super::rapid;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Meaning, button, form, status};
use care::PersonId;
use care::assessment::asking::suits;
use care::assessment::finding::QuestionId;
use care::assessment::offered::OfferedAnswer;
use care::day::day_text;
use clinic::Refusal;
use clinic::assessment::interview;
use clinic::assessment::interview::View;
use jiff::Timestamp;
use maud::{Markup, html};

/// Those to questions that are asked `here`; `from` says which page they stand on.
pub(super) fn offers(
    ask: &Ask<'_>,
    view: &View,
    here: impl Fn(QuestionId) -> bool,
    from: &'static str,
) -> Markup {
    let is_asked = |one: &&OfferedAnswer| {
        let question = one.question;
        here(question) && view.facts.is_asked(question, None) && suits(question, None)
    };
    let shown: Vec<&OfferedAnswer> = view.offered.iter().filter(is_asked).collect();
    html! {
        @if !shown.is_empty() {
            section #offered {
                h2 { "Said elsewhere" }
                p.hint { "Ask whether it still holds. What is not confirmed is no answer here, but for the most dangerous one, which counts until somebody asks." }
                ul.plain { @for one in shown { li { (offer(ask, view, one, from)) } } }
            }
        }
    }
}

fn offer(ask: &Ask<'_>, view: &View, one: &OfferedAnswer, from: &'static str) -> Markup {
    let asked = one.question.question();
    let on = day_text(view.zone.local(one.at).date());
    html! {
        (asked.label) ": " strong { (one.value.words(asked)) } " "
        span.muted { "from " (one.place) ", said on " (on) ": " (one.words.trim_end_matches('.')) "." }
        @if one.is_worst() { " " (status(Meaning::Attention, "Counts until somebody asks")) }
        @if view.may_write {
            " "
            (form(format!("/staff/people/{}/confirm", view.person), ask.token(), html! {
                (button("They say it holds today").quiet().about(asked.label))
            }).hidden("question", asked.id).hidden("said", one.at.as_microsecond().to_string()).hidden("from", from).inline())
        }
    }
}

/// Keeps one as what the person says today.
pub(crate) fn confirm(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let again = "Open the page again, and ask.";
    let question = QuestionId::find(ask.form.text("question"));
    let said = ask.form.text("said").parse().ok();
    let said = said.and_then(|micros| Timestamp::from_microsecond(micros).ok());
    let (Some(question), Some(said)) = (question, said) else {
        return Err(Refusal::Conflict(again.to_owned()).into());
    };
    let saved = interview::confirm(ask.clinic, ask.actor()?, ask.key()?, id, question, said)?;
    if saved.danger {
        return Ok(Answer::see_other(&format!("/staff/people/{id}/safety")));
    }
    let page = if ask.form.text("from") == rapid::FROM {
        rapid::path(id)
    } else {
        let section = question.question().section.code();
        format!("/staff/people/{id}/assessment/{section}")
    };
    Ok(Answer::see_other(&format!("{page}?said=saved")))
}
