//! Placement, explained: what the criteria say, why, what could change it, and the clinician's choice.

use crate::pages::followup::signals::frame_about;
use crate::pages::stays::moves::day;
use crate::shell::form::{finish, problems};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Meaning, Problems, button, choice, error_summary, field, form, heading, link, page, radios,
    status,
};
use care::assessment::finding::Contradiction;
use care::assessment::placement::below::is_below;
use care::assessment::placement::{Change, Place, Placement, Verdict};
use care::day::parse_day;
use care::invalid::Issues;
use care::{LevelOfCare, Line, PersonId};
use clinic::Refusal;
use clinic::assessment::placement;
use clinic::assessment::placement::{ChoiceDraft, Shown, change, stands};
use maud::{Markup, html};

mod criteria;
pub(crate) mod external;
mod history;
mod tries;

/// What the criteria say, and what was chosen.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(
        ask,
        &Problems::none(),
        &Problems::none(),
    )?))
}

/// Keeps a choice. What was typed is kept when it is refused.
pub(crate) fn choose(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let form = &ask.form;
    let mut issues = Issues::default();
    let plan = issues.take(
        "plan",
        form.optional("plan", |text| Line::parse(text, "a plan")),
    );
    let plan_by = issues.take("plan_by", form.optional("plan_by", parse_day));
    let level = LevelOfCare::from_code(form.text("level"));
    if level.is_none() {
        issues.add("level", "Choose a level of care.");
    }
    let result = match (level, plan, plan_by) {
        (Some(level), Some(plan), Some(plan_by)) => placement::choose(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            id,
            &ChoiceDraft {
                level,
                reason: form.text("reason").to_owned(),
                plan,
                plan_by,
                seen: Some(form.text("seen").to_owned()).filter(|seen| !seen.is_empty()),
            },
        ),
        _ => Err(Refusal::Fields(issues.0)),
    };
    let on = |_| format!("/staff/people/{id}/placement?said=placed");
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems, &Problems::none())
    })
}

fn view(ask: &Ask<'_>, chosen: &Problems, outside: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let changes: Vec<Change> = ask
        .query
        .0
        .iter()
        .filter_map(|(question, answer)| change(question, answer))
        .collect();
    let shown = placement::show(ask.clinic, ask.actor()?, id, &changes)?;
    let here = format!("/staff/people/{id}/placement");
    let record = format!("/staff/people/{id}");
    let back = if shown.now.is_some() {
        (record, "Record")
    } else {
        (format!("{record}/assessment"), "Assessment")
    };
    let body = html! {
        (error_summary(chosen))
        (error_summary(outside))
        (heading("Placement").lead(shown.name.clone()).back(back.0, back.1))
        (standing(&shown, id))
        @if let Some((changes, tried)) = &shown.tried { (tries::result(&here, changes, tried)) }
        (verdict(&shown))
        (beside(&shown))
        (criteria::deciding(&shown))
        (open(&shown, id))
        (contradictions(&shown))
        (tries::ways_up(&shown, &here))
        (choose_form(ask, &shown, &here, chosen))
        (tries::form(&shown, &here))
        (criteria::all(&shown))
        (external::section(ask, &shown, &here, outside))
        (history::section(&shown))
    };
    Ok(page(&frame_about(ask, "Placement", id)?, body))
}

/// What was chosen last, with the step that follows where the person is not in care yet.
fn standing(shown: &Shown<'_>, id: PersonId) -> Markup {
    let Some(chosen) = shown.history.first().filter(|_| shown.now.is_none()) else {
        return html! {};
    };
    html! {
        section {
            h2 { "Chosen: " (chosen.level.label()) }
            @if let Some(reason) = &chosen.reason { p { "Reason: " (reason) } }
            @if let Some(plan) = &chosen.plan { p { "Less than is safe by the criteria. Instead, until " (day(plan.by)) ": " (plan.words) } }
            @if shown.may_admit {
                p { (button("Admit").href(format!("/staff/people/{id}/admit")).shortcut("a")) }
            } @else {
                p.muted { "Next: an intake coordinator or a clinical director admits." }
            }
        }
    }
}

/// How a verdict reads, with its meaning.
fn verdict_words(placement: &Placement<'_>) -> (Meaning, String) {
    let meaning = match placement.verdict() {
        Verdict::Open | Verdict::AtLeast(_) => Meaning::Attention,
        Verdict::Recommended(Place::Emergency) => Meaning::Urgent,
        Verdict::Recommended(_) => Meaning::Good,
    };
    (meaning, placement.headline())
}

/// What is to be done whatever the level is, and what to watch out for. In an emergency: what to do, nothing else.
fn beside(shown: &Shown<'_>) -> Markup {
    let emergency = shown.placement.verdict().floor() == Place::Emergency;
    let said = shown.placement.today();
    let drivers = shown.placement.drivers();
    let watch = shown.placement.watch();
    html! {
        section {
            @if !emergency && !drivers.is_empty() {
                p { "Because of: " @for (at, driver) in drivers.iter().enumerate() { @if at > 0 { "; " } strong { (driver.words) } } "." }
            }
            @if !emergency && !watch.is_empty() {
                h3 { "Watch out" }
                ul { @for line in &watch { li { (line) } } }
            }
            @if !said.is_empty() {
                h3 { @if emergency { "Do this now" } @else { "Do today, whatever the level is" } }
                ul { @for one in &said { li { (one.beside.text) } } }
            }
            @if !emergency { p.muted { (shown.placement.used()) } }
        }
    }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

fn verdict(shown: &Shown<'_>) -> Markup {
    let (meaning, words) = verdict_words(&shown.placement);
    let hours = match (
        shown.placement.verdict(),
        shown.placement.verdict().floor(),
        shown.assessment.age_group,
    ) {
        (Verdict::Open, ..) => None,
        (_, Place::Level(level), Some(group)) => shown.protocol.level(level).hours(group),
        _ => None,
    };
    html! {
        section {
            h2 { (status(meaning, &words)) }
            @if let Some(hours) = hours {
                p { (hours.from) " hours a week or more" @if let Some(below) = hours.below { ", fewer than " (below) } "." }
            }
            p.muted {
                "Protocol: " (shown.protocol.title) " (" (shown.protocol.id) "), version " (shown.protocol.version)
                ". It supports a clinician, who chooses."
            }
        }
    }
}

/// What is open, the most helpful question first.
fn open(shown: &Shown<'_>, id: PersonId) -> Markup {
    let Some(best) = shown.placement.ask() else {
        return html! {};
    };
    let asked = best.question.question();
    let others: Vec<_> = shown
        .placement
        .open_questions()
        .filter(|question| *question != best.question)
        .collect();
    let at = |question: &care::assessment::finding::Question| {
        format!("/staff/people/{id}/assessment/{}", question.section.code())
    };
    html! {
        section {
            h2 { "Ask first" }
            p { strong { (link(&at(asked), asked.label)) } @if !asked.why.is_empty() { ". " (asked.why) } }
            ul {
                @for tried in &best.tried {
                    li { (asked.words(tried.answer)) ": " (then(tried.verdict)) }
                }
            }
            @if !others.is_empty() {
                p { "Also needed:" }
                ul { @for question in others { li { (link(&at(question.question()), question.question().label)) } } }
            }
        }
    }
}

fn then(verdict: Verdict) -> String {
    match verdict {
        Verdict::Open => "still open".to_owned(),
        Verdict::AtLeast(place) => format!("at least {}", lower(place.label())),
        Verdict::Recommended(place) => lower(place.label()),
    }
}

fn contradictions(shown: &Shown<'_>) -> Markup {
    let found = shown.placement.contradictions(&shown.assessment.findings);
    html! {
        @if !found.is_empty() {
            section {
                h2 { (status(Meaning::Attention, "Does not go together")) }
                p { "Both stand until a clinician settles it in the assessment; dangers go by the more dangerous statement." }
                ul {
                    @for contradiction in &found {
                        li {
                            @match contradiction {
                                Contradiction::Pair { sentence, .. } => (sentence),
                                Contradiction::Sources { question, about, statements } => {
                                    (question.question().label)
                                    @if let Some(about) = about { " (" (about.label()) ")" }
                                    ": "
                                    @for (at, finding) in statements.iter().enumerate() {
                                        @if at > 0 { "; " }
                                        (finding.source.label()) " says " (finding.words())
                                        ", " (day(shown.zone.local(finding.at).date()))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn choose_form(ask: &Ask<'_>, shown: &Shown<'_>, here: &str, problems: &Problems) -> Markup {
    if !shown.may_place {
        return html! {
            p.muted { "A counselor or medical provider of the site, or a clinical director, chooses the level." }
        };
    }
    let recommended = match shown.placement.verdict() {
        Verdict::Recommended(Place::Level(level)) => Some(level),
        _ => None,
    };
    let levels: Vec<_> = LevelOfCare::ALL
        .into_iter()
        .map(|level| {
            let offered = choice(level.code(), level.label());
            if Some(level) == recommended {
                offered.hint("The least level that is safe by these rules.")
            } else {
                offered
            }
        })
        .collect();
    // Once a level stands the next thing is to admit; choosing another one is still there.
    let choose_button = button("Choose this level");
    let choose_button = if shown.now.is_none() && shown.may_admit && !shown.history.is_empty() {
        choose_button.quiet()
    } else {
        choose_button
    };
    let typed = ask.form.text("level");
    let said = |name: &str| {
        if typed.is_empty() && problems.is_empty() {
            String::new()
        } else {
            ask.form.text(name).to_owned()
        }
    };
    let least = shown.placement.verdict().floor();
    let less = LevelOfCare::ALL
        .into_iter()
        .any(|level| is_below(level, least));
    html! {
        section {
            h2 { "Your choice" }
            (form(here.to_owned(), ask.token(), html! {
                (radios("level", "Level of care", levels).value(typed).check(problems))
                (field("reason", "Reason").optional().value(said("reason")).check(problems)
                    .hint("Needed where your choice differs from what is recommended, or nothing is yet."))
                @if less {
                    fieldset.field {
                        legend { "Where you choose less than " (lower(least.label())) }
                        p.hint { "It is the least that is safe by the criteria. Less is for whoever is licensed to choose it, with a reason in a sentence and a plan with a day." }
                        div.stack {
                            (field("plan", "What is done instead, and by whom").optional().value(said("plan")).check(problems))
                            (field("plan_by", "Looked at again by").optional().date().value(said("plan_by")).check(problems)
                                .hint("For example Apr 14, 2026; within two weeks."))
                        }
                    }
                }
                div.buttons { (choose_button) }
            }).hidden("seen", stands(&shown.placement)))
        }
    }
}

/// The page again, with what has to be mended about a result from elsewhere.
fn again(ask: &Ask<'_>, issues: &[care::Issue]) -> Result<Answer, Fault> {
    Ok(Answer::mend(view(
        ask,
        &Problems::none(),
        &problems(issues),
    )?))
}
