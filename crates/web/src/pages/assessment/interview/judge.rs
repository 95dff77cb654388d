//! What only a clinician does: settle what disagrees, diagnose, complete.

use super::answers::raw;
use super::{BORN_BY, born_address, criteria};
use crate::shell::ask::moment;
use crate::shell::form::{finish, problems};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, error_summary, form, link, opening, page};
use care::PersonId;
use care::assessment::finding::{
    Contradiction, Finding, QuestionId, RawDiagnosis, RawValue, Remission, Section, Severity,
    Substance,
};
use care::invalid::Issues;
use clinic::Refusal;
use clinic::assessment::interview;
use clinic::assessment::interview::{View, settling};
use maud::{Markup, html};

/// What of everything found does not agree, in all or in one section, each with both statements. Nothing is chosen
/// silently.
pub(super) fn contradictions(
    ask: &Ask<'_>,
    view: &View,
    found: &[Contradiction<'_>],
    section: Option<Section>,
) -> Markup {
    let here = |one: &&Contradiction<'_>| {
        section.is_none_or(|section| {
            let places = one.places();
            // What no answer settles is about the person.
            places.is_empty() && section == Section::Person
                || places
                    .iter()
                    .any(|(question, _)| question.question().section == section)
        })
    };
    let shown: Vec<_> = found.iter().filter(here).collect();
    html! {
        @if !shown.is_empty() {
            section.contradictions {
                h2 { "To settle" }
                @for one in shown { (contradiction(ask, view, one)) }
            }
        }
    }
}

fn contradiction(ask: &Ask<'_>, view: &View, one: &Contradiction<'_>) -> Markup {
    match one {
        // No answer settles it: the date of birth is corrected where it stands.
        Contradiction::Pair { sentence, .. } if one.places().is_empty() => html! {
            div.card {
                p { (sentence) }
                p { (birth(view)) }
            }
        },
        Contradiction::Pair { sentence, .. } => html! {
            div.card {
                p { (sentence) }
                p.muted { "Both stay in the record. A clinician settles it by confirming one side; until then the more dangerous one counts." }
                @if view.may_judge { (confirm_buttons(ask, view, one)) }
            }
        },
        Contradiction::Sources {
            question,
            about,
            statements,
        } => html! {
            div.card {
                h3 { (question.question().label) @if let Some(substance) = about { ": " (substance.label()) } }
                ul.statements { @for finding in statements { li {
                    strong { (finding.words()) } " "
                    span.muted { (finding.source.label()) ", " (moment(finding.at, &view.zone)) }
                } } }
                @if view.may_judge { (settle_buttons(ask, view, *question, *about, statements)) }
                @else { p.muted { "A clinician settles this." } }
            }
        },
    }
}

fn birth(view: &View) -> Markup {
    born_address(view.person, view.born_at).map_or_else(
        || html! { span.muted { (BORN_BY) } },
        |address| link(&address, "Check the date of birth"),
    )
}

/// One button for each side that was said: a clinician's finding of the same value settles the pair.
fn confirm_buttons(ask: &Ask<'_>, view: &View, pair: &Contradiction<'_>) -> Markup {
    html! {
        @for (question, about) in pair.places() {
            @let last = view.findings.counting(question, about).map(|(finding, _)| finding).last();
            @if let Some(finding) = last { (settle_buttons(ask, view, question, about, &[finding])) }
        }
    }
}

/// One button for each statement: a clinician's finding of that value, which takes the place of the others.
fn settle_buttons(
    ask: &Ask<'_>,
    view: &View,
    question: QuestionId,
    about: Option<Substance>,
    statements: &[&Finding],
) -> Markup {
    let mut values: Vec<String> = statements.iter().map(|finding| finding.words()).collect();
    values.sort_unstable();
    values.dedup();
    let offered = values.into_iter().filter_map(|words| {
        let finding = statements.iter().find(|finding| finding.words() == words)?;
        Some((sent(finding), words))
    });
    html! {
        div.buttons.no-print {
            @for (value, words) in offered {
                (form(format!("/staff/people/{}/settle", view.person), ask.token(), html! {
                    (button(format!("Settle as: {words}")).quiet().about(question.question().label))
                }).hidden("question", question.question().id).hidden("about", about.map_or("", Substance::code)).hidden("value", value).inline())
            }
        }
    }
}

/// A value as the form sends it: what the catalogue reads back.
fn sent(finding: &Finding) -> String {
    let question = finding.question.question();
    match finding.value().map(|value| value.raw(question)) {
        Some(RawValue::YesNo(yes)) => if yes { "yes" } else { "no" }.to_owned(),
        Some(RawValue::Number(number)) => number.to_string(),
        Some(RawValue::Text(text)) => text,
        Some(RawValue::Several(words)) => words.join("\n"),
        None => String::new(),
    }
}

/// Settles a disagreement.
pub(crate) fn settle(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let question = QuestionId::find(ask.form.text("question")).ok_or_else(|| {
        Refusal::Conflict("There is no such question. Open the page again.".to_owned())
    })?;
    let about = Substance::from_code(ask.form.text("about"));
    let value = ask.form.text("value");
    let all = value.lines().map(str::to_owned).collect();
    let value = raw(question.question(), value, all)
        .ok_or_else(|| Refusal::Conflict("Choose what it is settled as.".to_owned()))?;
    let statement = settling(question, about, value);
    let saved = interview::answer(ask.clinic, ask.actor()?, ask.key()?, id, &[statement], None)?;
    if saved.danger {
        return Ok(Answer::see_other(&format!("/staff/people/{id}/safety")));
    }
    let section = question.question().section.code();
    Ok(Answer::see_other(&format!(
        "/staff/people/{id}/assessment/{section}?said=saved"
    )))
}

/// Enters a diagnosis.
pub(crate) fn diagnose(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = match diagnosis(ask) {
        Ok(raw) => interview::enter_diagnosis(ask.clinic, ask.actor()?, ask.key()?, id, &raw),
        Err(issues) => Err(Refusal::Fields(issues.0)),
    };
    let on = |()| format!("/staff/people/{id}/assessment/criteria?said=saved#diagnoses");
    finish(result.map_err(Fault::from), on, |problems| {
        again(ask, id, problems)
    })
}

fn diagnosis(ask: &Ask<'_>) -> Result<RawDiagnosis, Issues> {
    let mut issues = Issues::default();
    let substance = Substance::from_code(ask.form.text("substance"));
    if substance.is_none() {
        issues.add("substance", "Choose the substance.");
    }
    let severity = match ask.form.text("severity") {
        "mild" => Some(Severity::Mild),
        "moderate" => Some(Severity::Moderate),
        "severe" => Some(Severity::Severe),
        _ => None,
    };
    if severity.is_none() {
        issues.add(
            "severity",
            "Choose the severity; a code alone does not say it.",
        );
    }
    let remission = match ask.form.text("remission") {
        "early" => Some(Remission::Early),
        "sustained" => Some(Remission::Sustained),
        _ => None,
    };
    match (substance, severity) {
        (Some(substance), Some(severity)) => Ok(RawDiagnosis {
            substance,
            severity,
            remission,
            controlled_environment: ask.form.ticked("controlled"),
            maintenance_medication: ask.form.ticked("maintenance"),
        }),
        _ => Err(issues),
    }
}

fn again(ask: &Ask<'_>, id: PersonId, problems: &Problems) -> Result<Markup, Fault> {
    let view = interview::view(ask.clinic, ask.actor()?, id)?;
    let body = html! {
        (error_summary(problems))
        (opening().back(format!("/staff/people/{id}/assessment/criteria"), "Criteria"))
        (criteria::diagnoses(ask, &view, problems))
    };
    Ok(page(&frame(ask, Face::Staff, "Diagnosis"), body))
}

/// Takes back a diagnosis.
pub(crate) fn take_back(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let Some(substance) = Substance::from_code(ask.form.text("substance")) else {
        let issues = [care::Issue::new("substance", "Choose the substance.")];
        return Ok(Answer::mend(again(ask, id, &problems(&issues))?));
    };
    interview::take_back_diagnosis(ask.clinic, ask.actor()?, ask.key()?, id, substance)?;
    Ok(Answer::see_other(&format!(
        "/staff/people/{id}/assessment/criteria?said=removed"
    )))
}

/// Completes the assessment.
pub(crate) fn complete(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    interview::complete(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other(&format!(
        "/staff/people/{id}/assessment?said=saved"
    )))
}
