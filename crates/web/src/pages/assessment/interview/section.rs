//! One section: its questions, kept one by one as they are answered.

use super::answers::{of_section, statements};
use super::criteria;
use super::judge;
use super::offers::offers;
use super::question::question;
use super::{BORN_BY, born_address};
use crate::shell::ask::time_of_day;
use crate::shell::form::Form;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault, wants_json};
use crate::ui::{
    Face, Meaning, Problems, SaveState, button, error_summary, field, filter_bar, form, link,
    opening, page, save_state, status,
};
use care::PersonId;
use care::assessment::asking::{minutes, suits};
use care::assessment::facts::Standing;
use care::assessment::finding::{Finding, QuestionId, Section, Source, Substance};
use clinic::assessment::interview::{Saved, Statement, View, answer, view};
use jiff::Timestamp;
use maud::{Markup, html};

/// A section with its questions.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (view, section) = find(ask)?;
    let nothing = Form::default();
    Ok(Answer::page(section_page(
        ask,
        &view,
        section,
        &nothing,
        &Problems::none(),
    )))
}

fn find(ask: &Ask<'_>) -> Result<(View, Section), Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let section = ask.id("section", Section::from_code)?;
    Ok((view(ask.clinic, ask.actor()?, id)?, section))
}

/// Keeps what was answered. What can be kept is kept; what cannot is said beside its field, and stays typed.
pub(crate) fn save(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let section = ask.id("section", Section::from_code)?;
    let (saved, problems) = take(ask, id)?;
    let safety = format!("/staff/people/{id}/safety?from={}", section.code());
    if wants_json(ask) {
        let after = view(ask.clinic, ask.actor()?, id)?;
        let live = html! { (progress(&after, section)) (counts(&after, section)) };
        return Ok(kept(ask, &after, (&saved, &problems), live, &safety));
    }
    if saved.danger {
        return Ok(Answer::see_other(&safety));
    }
    if problems.is_empty() {
        return Ok(Answer::see_other(&format!(
            "/staff/people/{id}/assessment/{}?said=saved&source={}{}",
            section.code(),
            source(ask).code(),
            also(ask).map_or_else(String::new, |substance| format!(
                "&also={}",
                substance.code()
            ))
        )));
    }
    let after = view(ask.clinic, ask.actor()?, id)?;
    Ok(Answer::mend(section_page(
        ask, &after, section, &ask.form, &problems,
    )))
}

/// Keeps what can be kept of the answers in a form, whichever page it stands on; answers with what came of it, and with
/// a sentence for each field that cannot be kept.
pub(super) fn take(ask: &Ask<'_>, id: PersonId) -> Result<(Saved, Problems), Fault> {
    let before = view(ask.clinic, ask.actor()?, id)?;
    let said = statements(&ask.form);
    let (good, problems) = sort_out(&before, ask.now, said);
    let seen = ask
        .form
        .text("seen")
        .parse()
        .ok()
        .and_then(|micros| Timestamp::from_microsecond(micros).ok());
    let saved = if good.is_empty() && !problems.is_empty() {
        Saved::default()
    } else {
        answer(ask.clinic, ask.actor()?, ask.key()?, id, &good, seen)?
    };
    Ok((saved, problems))
}

/// What can be kept, and for each field that cannot a sentence.
fn sort_out(
    view: &View,
    now: Timestamp,
    said: Vec<(String, Statement)>,
) -> (Vec<Statement>, Problems) {
    let (mut good, mut problems) = (Vec::new(), Problems::none());
    for (name, statement) in said {
        match Finding::parse(&statement.raw(now, &view.zone), view.today, view.born) {
            Ok(_) => good.push(statement),
            Err(invalid) => problems.add(format!("a.{name}"), invalid.0),
        }
    }
    (good, problems)
}

/// What the script that kept an answer is told: what became of it, what the page shows beside the form from now on, and
/// where a dangerous answer leads.
pub(super) fn kept(
    ask: &Ask<'_>,
    after: &View,
    (saved, problems): (&Saved, &Problems),
    live: Markup,
    safety: &str,
) -> Answer {
    let crossed: Vec<String> = saved
        .crossed
        .iter()
        .map(|crossed| {
            format!(
                "Somebody else wrote “{}” at {}. Both are kept; the later one counts.",
                crossed.words,
                time_of_day(crossed.at, &after.zone)
            )
        })
        .collect();
    let wrong: serde_json::Map<String, serde_json::Value> = problems
        .iter()
        .map(|(field, sentence)| {
            let name = field.strip_prefix("a.").unwrap_or(field);
            (name.to_owned(), sentence.into())
        })
        .collect();
    Answer::json(&serde_json::json!({
        "saved": time_of_day(ask.now, &after.zone),
        "fields": { "_token": ask.token() },
        "wrong": wrong,
        "said": crossed,
        "html": live.into_string(),
        "go": saved.danger.then_some(safety),
    }))
}

pub(super) fn source(ask: &Ask<'_>) -> Source {
    let typed = ask.form.text("source");
    let wanted = if typed.is_empty() {
        ask.query.text("source")
    } else {
        typed
    };
    Source::from_code(wanted).unwrap_or(Source::Person)
}

/// A substance about which questions are shown though nobody said anything about it yet.
fn also(ask: &Ask<'_>) -> Option<Substance> {
    let typed = ask.form.text("also");
    Substance::from_code(if typed.is_empty() {
        ask.query.text("also")
    } else {
        typed
    })
}

/// How much is left, which changes as answers are kept.
fn progress(view: &View, section: Section) -> Markup {
    let left: u32 = view
        .facts
        .unasked()
        .iter()
        .filter(|(question, _)| question.question().section == section)
        .map(|(question, _)| u32::from(question.question().seconds))
        .sum();
    let waits =
        matches!(section, Section::Substances | Section::Disorder) && view.facts.named().is_empty();
    let (asked, of) = view.facts.section(section);
    html! {
        div #live aria-live="polite" {
            p.muted {
                @if waits { "Nobody named a substance yet; each that is named has its own questions." }
                @else if left == 0 { "Everything here was asked." }
                @else { (asked) " of " (of) " asked. About " (minutes(left)) " min left here, " (minutes(view.needed.in_all_seconds)) " min in all." }
            }
        }
    }
}

/// The criteria so far, which change with the answers as well.
fn counts(view: &View, section: Section) -> Markup {
    html! { @if section == Section::Disorder { div #counts { (criteria::counts(view)) } } }
}

/// Whether there is something to answer for whoever reads: then how far it is stands in the bar that stays in sight.
fn writes(view: &View, section: Section, ask: &Ask<'_>) -> bool {
    view.may_write && !abouts(view, section, also(ask)).is_empty()
}

fn section_page(
    ask: &Ask<'_>,
    view: &View,
    section: Section,
    typed: &Form,
    problems: &Problems,
) -> Markup {
    let id = view.person;
    let body = html! {
        (error_summary(problems))
        (opening().lead(section.lead()).back(format!("/staff/people/{id}/assessment"), "Assessment"))
        @if !writes(view, section, ask) { (progress(view, section)) }
        (judge::contradictions(ask, view, &view.contradictions(), Some(section)))
        (counts(view, section))
        @if section == Section::Person { (birth(view)) }
        (offers(ask, view, |question| question.question().section == section, "section"))
        (questions(ask, view, section, typed, problems))
        @if matches!(section, Section::Substances | Section::Disorder) { (another(ask, view, section)) }
        @if section == Section::Disorder { (criteria::diagnoses(ask, view, &Problems::none())) }
        (onward(view, section))
    };
    page(&frame(ask, Face::Staff, section.label()), body)
}

/// The age is no question of the assessment: it follows from the date of birth, which is entered where the person is known.
fn birth(view: &View) -> Markup {
    let does = if view.born.is_some() {
        "Correct it"
    } else {
        "Enter it"
    };
    html! {
        p {
            "Date of birth: "
            @if let Some(born) = view.born { (care::day::day_text(born.date())) }
            @else { (status(Meaning::Attention, "not known, and needed for a decision")) }
            ". "
            @if let Some(address) = born_address(view.person, view.born_at) { (link(&address, does)) }
            @else { span.muted { (BORN_BY) } }
        }
    }
}

fn questions(
    ask: &Ask<'_>,
    view: &View,
    section: Section,
    typed: &Form,
    problems: &Problems,
) -> Markup {
    let about = abouts(view, section, also(ask));
    let asked = of_section(section);
    let one = |about: Option<Substance>| {
        html! {
            @for id in asked.iter().filter(|id| is_shown(view, **id, about)) {
                (question(view, *id, about, typed, problems))
            }
        }
    };
    let inside = html! {
        @if view.may_write && !about.is_empty() { (said_by(ask, view, progress(view, section))) }
        @for about in &about { (part(view, section, *about, one(*about), problems)) }
        @if view.may_write && !about.is_empty() { div.buttons.no-print { (button("Save")) } }
    };
    if !view.may_write {
        return html! { div.assessment { (inside) } };
    }
    let path = format!(
        "/staff/people/{}/assessment/{}",
        view.person,
        section.code()
    );
    let made = form(path.clone(), ask.token(), inside)
        .id("section-form")
        .hidden("seen", ask.now.as_microsecond().to_string())
        .hidden("also", also(ask).map_or("", Substance::code))
        .autosave(path);
    html! { div.assessment { (made) } }
}

/// The questions about one substance or about none in particular. Where each was asked it is folded; what is to be
/// mended is open.
fn part(
    view: &View,
    section: Section,
    about: Option<Substance>,
    rows: Markup,
    problems: &Problems,
) -> Markup {
    let title = about.map_or(section.label(), Substance::label);
    let shown = of_section(section);
    let shown = shown.into_iter().filter(|id| is_shown(view, *id, about));
    let open = shown
        .clone()
        .filter(|id| !is_settled(view, *id, about))
        .count();
    let all = shown.count();
    html! {
        @if open == 0 && all > 0 {
            details.answers-done open[!problems.is_empty()] {
                summary { (title) ": " (care::counted(all, "question", "questions")) ", each asked" }
                (rows)
            }
        } @else if about.is_some() {
            section { h2 { (title) } (rows) }
        } @else {
            (rows)
        }
    }
}

/// Whether a question has an answer that holds: somebody gave it, not too long ago, and nobody says otherwise.
fn is_settled(view: &View, id: QuestionId, about: Option<Substance>) -> bool {
    let holds = !matches!(
        view.facts.standing(id, about),
        Standing::NotAsked | Standing::TooOld
    );
    holds && !view.facts.reading(id, about).is_disputed()
}

/// Who says what is typed below, whether it is kept, and what else stays in sight while one goes down the rows.
pub(super) fn said_by(ask: &Ask<'_>, view: &View, beside: Markup) -> Markup {
    html! {
        div.said-by {
            (field("source", "Who says this").select(sources(view)).value(source(ask).code()))
            (beside)
            (save_state(&SaveState::Untouched))
        }
    }
}

/// About what the section is asked: each substance named, or nothing in particular.
fn abouts(view: &View, section: Section, also: Option<Substance>) -> Vec<Option<Substance>> {
    let (each, once): (Vec<_>, Vec<_>) = of_section(section)
        .into_iter()
        .partition(|id| id.question().per_substance);
    let mut abouts: Vec<Option<Substance>> = Vec::new();
    let waits = matches!(section, Section::Substances | Section::Disorder)
        && view.facts.named().is_empty()
        && also.is_none();
    if !once.is_empty() && !waits {
        abouts.push(None);
    }
    let named: Vec<Substance> = view.findings.substances().collect();
    let asked = |substance: Substance| {
        let about = Some(substance);
        each.iter().any(|id| is_shown(view, *id, about))
    };
    abouts.extend(
        Substance::ALL
            .into_iter()
            .filter(|substance| named.contains(substance) || also == Some(*substance))
            .filter(|substance| asked(*substance))
            .map(Some),
    );
    abouts
}

/// Whether a question stands on the page: it applies, or something was said to it already.
fn is_shown(view: &View, id: QuestionId, about: Option<Substance>) -> bool {
    let said = !view.findings.said(id, about).is_empty();
    said || view.facts.is_asked(id, about) && suits(id, about)
}

/// Names another substance. Nothing is kept by it until something is said.
fn another(ask: &Ask<'_>, view: &View, section: Section) -> Markup {
    let shown = abouts(view, section, also(ask));
    let left: Vec<(&str, &str)> = Substance::ALL
        .into_iter()
        .filter(|substance| !shown.contains(&Some(*substance)))
        .map(|substance| (substance.code(), substance.label()))
        .collect();
    html! {
        @if view.may_write && !left.is_empty() {
            section.no-print {
                h2 { @if shown.is_empty() { "Which substance first?" } @else { "Another substance" } }
                (filter_bar(format!("/staff/people/{}/assessment/{}", view.person, section.code()),
                    html! { (field("also", "Substance").select(left)) }).label("Ask about it"))
            }
        }
    }
}

fn onward(view: &View, section: Section) -> Markup {
    let at = Section::ALL.iter().position(|one| *one == section);
    let next = at.and_then(|at| Section::ALL.get(at + 1));
    html! {
        p.no-print {
            @if let Some(next) = next {
                (link(&format!("/staff/people/{}/assessment/{}", view.person, next.code()), &format!("Next: {}", next.label())))
            } @else {
                (link(&format!("/staff/people/{}/assessment", view.person), "Back to the whole assessment"))
            }
        }
    }
}

/// Who can be named as the source: whoever judges writes as a clinician, and everybody else as staff.
fn sources(view: &View) -> Vec<(&'static str, &'static str)> {
    let other = if view.may_judge {
        Source::Staff
    } else {
        Source::Clinician
    };
    let named = Source::ALL.into_iter().filter(|source| *source != other);
    named
        .map(|source| (source.code(), source_label(source)))
        .collect()
}

fn source_label(source: Source) -> &'static str {
    match source {
        Source::Person => "The person",
        Source::Family => "Family or somebody close",
        Source::Referrer => "The referrer",
        Source::Clinician => "I saw or measured it (clinician)",
        Source::Record => "An earlier record",
        Source::Staff => "I saw or measured it (staff)",
    }
}
