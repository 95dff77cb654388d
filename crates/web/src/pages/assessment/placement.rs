//! Placement, explained: what the criteria say, why, what could change it, and the clinician's choice.

use crate::pages::assessment::interview::{BORN_BY, address, born_address, rapid};
use crate::pages::followup::signals::frame_about;
use crate::pages::stays::moves::day;
use crate::shell::ask::moment;
use crate::shell::form::{finish, problems};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    ChoiceItem, Meaning, Problems, branch, button, choice, error_summary, field, form, link, page,
    radios, status,
};
use care::assessment::finding::{Contradiction, QuestionId};
use care::assessment::placement::below::{Recheck, is_below, licensed, who_chooses};
use care::assessment::placement::{AnswerChange, Place, Placement, UNSEEN, Verdict};
use care::day::{day_text, parse_day};
use care::invalid::Issues;
use care::{LevelOfCare, PersonId};
use clinic::Refusal;
use clinic::assessment::placement;
use clinic::assessment::placement::{ChoiceDraft, ShownPlacement, change};
use maud::{Markup, html};
use record::assessment::placement::Placed;

mod criteria;
pub(crate) mod external;
mod history;
mod tries;

pub(crate) use tries::ways_up;

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
    let place = Place::from_code(form.text("level"));
    if place.is_none() {
        issues.add("level", "Choose a level of care.");
    }
    // Whoever sends somebody to emergency care is held up by nothing that is typed beside it.
    let (plan, plan_by) = if place == Some(Place::Emergency) {
        (Some(None), Some(None))
    } else {
        let plan = form.optional_line("plan", "a plan");
        let plan_by = form.optional("plan_by", parse_day);
        (issues.take("plan", plan), issues.take("plan_by", plan_by))
    };
    let result = match (place, plan, plan_by) {
        (Some(place), Some(plan), Some(plan_by)) => placement::choose(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            id,
            &ChoiceDraft {
                place,
                reason: form.text("reason").to_owned(),
                plan,
                plan_by,
                seen: Some(form.text("seen").to_owned()).filter(|seen| !seen.is_empty()),
            },
        ),
        _ => Err(Refusal::Fields(issues.0)),
    };
    let on = |_| match place {
        Some(Place::Emergency) => format!("/staff/people/{id}/handover?said=sent"),
        _ => format!("/staff/people/{id}/placement?said=placed"),
    };
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems, &Problems::none())
    })
}

fn view(ask: &Ask<'_>, chosen: &Problems, outside: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let changes: Vec<AnswerChange> = ask
        .query
        .0
        .iter()
        .filter_map(|(question, answer)| change(question, answer))
        .collect();
    let shown = placement::show(ask.clinic, ask.actor()?, id, &changes)?;
    let here = format!("/staff/people/{id}/placement");
    let body = html! {
        (error_summary(chosen))
        (error_summary(outside))
        @if let Some((changes, tried)) = &shown.tried { (tries::result(&here, changes, tried)) }
        (verdict(ask, &shown, &here))
        (standing(&shown, id))
        (contradictions(&shown, id))
        (open(&shown, id))
        (choose_form(ask, &shown, &here, chosen))
        (criteria::deciding(&shown))
        (ways_up(&shown.placement, &here))
        (tries::form(&shown, &here))
        (criteria::all(&shown))
        (tries::ways_down(&shown))
        (external::section(ask, &shown, &here, outside))
        (history::section(&shown))
    };
    Ok(page(&frame_about(ask, "Placement", id)?, body))
}

/// What was chosen last, with the step that follows where the person is not in care yet.
fn standing(shown: &ShownPlacement<'_>, id: PersonId) -> Markup {
    let Some(chosen) = &shown.chosen else {
        return html! {};
    };
    html! {
        section {
            h2 { @if chosen.level().is_some() { "Chosen: " } @else { "Sent to: " } (chosen.place.label()) }
            p {
                @if let Some(reason) = &chosen.reason { "Reason: " (reason.as_str().trim_end_matches('.')) ". " }
                span.muted {
                    (shown.called.get(&chosen.by).cloned().unwrap_or_default()) ", " (moment(chosen.at, &shown.zone))
                }
            }
            @if let Some(plan) = &chosen.plan { p { "Less than is safe by the criteria. Instead, until " (day(plan.by)) ": " (plan.words) } }
            @if let Some(from) = shown.chosen_after {
                p { (status(Meaning::Attention, "Chosen after the first day")) " The stay began on " (day(from)) ", before any level was chosen." }
            }
            (next_step(shown, chosen, id))
        }
    }
}

fn next_step(shown: &ShownPlacement<'_>, chosen: &Placed, id: PersonId) -> Markup {
    if chosen.level().is_none() {
        let sheet = format!("/staff/people/{id}/handover");
        return html! { p { (link(&sheet, "Emergency hand-over sheet")) ". Choose a level once they are back." } };
    }
    html! {
        @if shown.now.is_none() {
            @if let Some(sentence) = &shown.admits_not {
                p { (status(Meaning::Attention, "Choose again")) " " (sentence) }
            } @else if shown.may_admit {
                p { (button("Admit").href(format!("/staff/people/{id}/admit")).shortcut("a")) }
            } @else {
                p.muted { "Next: an intake coordinator or a clinical director admits." }
            }
        }
    }
}

/// How a verdict reads, with its meaning.
pub(crate) fn verdict_words(placement: &Placement<'_>) -> (Meaning, String) {
    let meaning = match placement.verdict() {
        Verdict::Open | Verdict::AtLeast(_) => Meaning::Attention,
        Verdict::Recommended(Place::Emergency) => Meaning::Danger,
        Verdict::Recommended(_) => Meaning::Good,
    };
    (meaning, placement.headline())
}

/// What drove it, what to watch out for, and what is to be done whatever the level is. In an emergency: what to do, nothing
/// else.
fn beside(shown: &ShownPlacement<'_>) -> Markup {
    let emergency = shown.placement.verdict().floor() == Place::Emergency;
    let said = shown.placement.today();
    let drivers = shown.placement.drivers();
    let unseen = shown.placement.withholds().then_some(UNSEEN);
    let because: Vec<&str> = drivers
        .iter()
        .map(|driver| driver.words.as_str())
        .chain(unseen)
        .collect();
    let watch = shown.placement.watch();
    html! {
        @if !emergency && !because.is_empty() {
            p { "Because of: " @for (at, words) in because.iter().enumerate() { @if at > 0 { "; " } strong { (words) } } "." }
        }
        @if !emergency && !watch.is_empty() {
            h3 { "Watch out" }
            ul { @for line in &watch { li { (line) } } }
        }
        @if !said.is_empty() {
            h3 { @if emergency { "Do this now" } @else { "Do today, whatever the level is" } }
            ul { @for one in &said { li { (one.beside.text) } } }
        }
    }
}

/// One tap: in an emergency nothing else is asked.
fn send(ask: &Ask<'_>, shown: &ShownPlacement<'_>, here: &str) -> Markup {
    let emergency = shown.placement.verdict().floor() == Place::Emergency;
    html! {
        @if emergency && shown.may_place {
            (form(here.to_owned(), ask.token(), html! { (button("Send to emergency care").danger()) })
                .hidden("level", Place::Emergency.code()).inline())
        }
    }
}

/// What is recommended, as one press; whoever comes from the rapid assessment has it under Enter. It chooses what the
/// page says, and nothing is chosen beforehand.
fn as_recommended(ask: &Ask<'_>, shown: &ShownPlacement<'_>, here: &str) -> Markup {
    let Some(level) = to_recommend(shown) else {
        return html! {};
    };
    let words = format!("Choose {}", lower(level.label()));
    let press = button(words).focused(ask.query.text("from") == rapid::FROM);
    html! {
        (form(here.to_owned(), ask.token(), html! { (press) })
            .hidden("level", Place::Level(level).code())
            .hidden("seen", placement::verdict_mark(&shown.placement))
            .inline())
    }
}

/// The level that is recommended, to whoever may choose it, as long as choosing is what comes next.
fn to_recommend(shown: &ShownPlacement<'_>) -> Option<LevelOfCare> {
    let Verdict::Recommended(Place::Level(level)) = shown.placement.verdict() else {
        return None;
    };
    (shown.may_place && shown.chosen.is_none()).then_some(level)
}

pub(crate) fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The least level that something asks for while nothing can be placed.
pub(crate) fn known_least(placement: &Placement<'_>) -> Option<Place> {
    let least = placement.least();
    let open = placement.verdict() == Verdict::Open;
    (open && least > Place::Level(LevelOfCare::Outpatient)).then_some(least)
}

/// The line, and under it what has to be read at once; the rest of the page is folded.
fn verdict(ask: &Ask<'_>, shown: &ShownPlacement<'_>, here: &str) -> Markup {
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
            h2.verdict { (status(meaning, &words)) }
            @if let Some(hours) = hours {
                p { (hours.from) " hours a week or more" @if let Some(below) = hours.below { ", fewer than " (below) } "." }
            }
            @if let Some(least) = known_least(&shown.placement) {
                p { "What is known already asks for " strong { "at least " (lower(least.label())) } "." }
            }
            (beside(shown))
            (send(ask, shown, here))
            (as_recommended(ask, shown, here))
            details {
                summary { "What it was made from" }
                p.muted { (shown.placement.used()) }
                p.muted { "It supports a clinician, who chooses." }
            }
            p.muted { "Protocol: " (shown.protocol.title) " (" (shown.protocol.id) "), version " (shown.protocol.version) "." }
        }
    }
}

/// What is open, the most helpful question first.
fn open(shown: &ShownPlacement<'_>, id: PersonId) -> Markup {
    let Some(best) = shown.placement.ask() else {
        return html! {};
    };
    let asked = best.question.question();
    let others: Vec<_> = shown
        .placement
        .open_questions()
        .filter(|question| *question != best.question)
        .collect();
    let way = |question: QuestionId| {
        let label = question.question().label;
        address(id, question, shown.born_at).map_or_else(
            || html! { (label) " " span.muted { "(" (BORN_BY) ")" } },
            |address| link(&address, label),
        )
    };
    html! {
        section {
            h2 { "Ask first" }
            p { strong { (way(best.question)) } @if !asked.why.is_empty() { ". " (asked.why) } }
            details {
                summary { "What each answer would lead to" }
                ul {
                    @for tried in &best.tried {
                        li { (asked.words(tried.answer)) ": " (then(tried.verdict)) }
                    }
                }
            }
            @if !others.is_empty() {
                details {
                    summary { "Also needed: " (care::counted(others.len(), "question", "questions")) }
                    ul { @for question in &others { li { (way(*question)) } } }
                }
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

fn contradictions(shown: &ShownPlacement<'_>, id: PersonId) -> Markup {
    let found = shown.placement.contradictions(&shown.assessment.findings);
    html! {
        @if !found.is_empty() {
            section {
                h2 { (status(Meaning::Attention, "Does not go together")) }
                p {
                    "Both stand until a clinician settles it in the "
                    (link(&format!("/staff/people/{id}/assessment"), "assessment"))
                    "; dangers go by the more dangerous statement."
                }
                ul {
                    @for contradiction in &found {
                        li {
                            @match contradiction {
                                Contradiction::Pair { sentence, .. } => {
                                    (sentence)
                                    @if contradiction.places().is_empty() {
                                        @if let Some(address) = born_address(id, shown.born_at) { " " (link(&address, "Check it")) }
                                    }
                                },
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

/// Who chooses this, where whoever reads may not: it is said beside the choice, before anything is filled in.
fn not_theirs(shown: &ShownPlacement<'_>, place: Place) -> Option<&'static str> {
    let least = shown.placement.least();
    let medical = shown.placement.asks_for_prescriber(place);
    let less = matches!(place, Place::Level(level) if is_below(level, least));
    (less && !licensed(&shown.credentials, least, medical)).then(|| who_chooses(least, medical))
}

/// Every level, and emergency care.
fn offered(shown: &ShownPlacement<'_>) -> Vec<ChoiceItem> {
    let of = |place: Place| {
        let offered = choice(place.code(), place.label());
        if place == Place::Emergency {
            offered.hint("They go now. Nothing else is asked; the hand-over sheet follows.")
        } else if shown.placement.verdict() == Verdict::Recommended(place) {
            offered.hint("The least level that is safe by these rules.")
        } else if let Some(who) = not_theirs(shown, place) {
            offered.hint(format!(
                "Less than is safe by the criteria: only {who} chooses it."
            ))
        } else {
            offered
        }
    };
    Place::all().map(of).collect()
}

/// Once a level stands the next thing is to admit, in an emergency to send them there, and where a level is recommended to
/// choose that one; choosing another is still there.
fn something_comes_first(shown: &ShownPlacement<'_>) -> bool {
    let chosen = shown.chosen.as_ref();
    let stands = chosen.is_some_and(|chosen| chosen.level().is_some());
    let admits = shown.now.is_none() && shown.may_admit && stands && shown.admits_not.is_none();
    let emergency = shown.placement.verdict().floor() == Place::Emergency;
    admits || emergency || to_recommend(shown).is_some()
}

fn choose_form(
    ask: &Ask<'_>,
    shown: &ShownPlacement<'_>,
    here: &str,
    problems: &Problems,
) -> Markup {
    if !shown.may_place {
        return html! {
            p.muted { "A counselor or medical provider of the site, or a clinical director, chooses the level." }
        };
    }
    let choose_button = button("Choose this level");
    let choose_button = if something_comes_first(shown) {
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
    let least = shown.placement.least();
    let recheck = Recheck::of(&shown.placement, shown.assessment.assessed_on);
    let below = LevelOfCare::ALL.into_iter();
    let below = below.filter(|level| is_below(*level, least));
    let less: Vec<&str> = below.map(|level| Place::Level(level).code()).collect();
    html! {
        section {
            h2 { "Your choice" }
            (form(here.to_owned(), ask.token(), html! {
                (radios("level", "Level of care", offered(shown)).value(typed).check(problems))
                (field("reason", "Reason").optional().value(said("reason")).check(problems)
                    .hint("Needed where your choice differs from what is recommended, or nothing is yet."))
                @if !less.is_empty() {
                    (branch("level", &less, html! { fieldset.field {
                        legend { "Where you choose less than " (lower(least.label())) }
                        p.hint { "It is the least that is safe by the criteria. Less is for whoever is licensed to choose it, with a reason and a plan, each in a sentence, and a day." }
                        div.stack {
                            (field("plan", "What is done instead, and by whom").optional().value(said("plan")).check(problems))
                            (field("plan_by", "Looked at again by").optional().date().value(said("plan_by")).check(problems)
                                .hint(format!("At the latest on {}.", day_text(recheck.latest()))))
                        }
                    } }))
                }
                div.buttons { (choose_button) }
            }).hidden("seen", placement::verdict_mark(&shown.placement)))
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
