//! Filling it in: some lines for each step, always a few empty ones more.

use super::{Whose, whose};
use crate::shell::form::finish;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Problems, Width, button, error_summary_in, field, heading, opening, page, tick_checked,
};
use care::day::{day_text, parse_day};
use care::followup::safety_plan::{Item, LINES_MAX, PlanStep, SafetyPlan, Steps, Trouble};
use care::invalid::Issues;
use care::text::LINE_CHARS_MAX;
use clinic::Refusal;
use clinic::followup::safety_plan::{self, Draft};
use maud::{Markup, html};

/// How many empty lines stand below those that are filled in.
const EMPTY_LINES: usize = 3;

/// The names of the fields of a step's lines, one after the other.
macro_rules! lines {
    ($of:literal) => {
        [
            concat!($of, ".1"),
            concat!($of, ".2"),
            concat!($of, ".3"),
            concat!($of, ".4"),
            concat!($of, ".5"),
            concat!($of, ".6"),
            concat!($of, ".7"),
            concat!($of, ".8"),
        ]
    };
}

/// What each line says.
const fn words_of(step: PlanStep) -> [&'static str; LINES_MAX] {
    match step {
        PlanStep::Signs => lines!("w.signs"),
        PlanStep::Alone => lines!("w.alone"),
        PlanStep::Away => lines!("w.away"),
        PlanStep::People => lines!("w.people"),
        PlanStep::Lines => lines!("w.lines"),
        PlanStep::Safer => lines!("w.safer"),
        PlanStep::Worth => lines!("w.worth"),
    }
}

/// The number in each, where a step has numbers.
const fn numbers_of(step: PlanStep) -> Option<[&'static str; LINES_MAX]> {
    match step {
        PlanStep::Away => Some(lines!("t.away")),
        PlanStep::People => Some(lines!("t.people")),
        PlanStep::Lines => Some(lines!("t.lines")),
        PlanStep::Signs | PlanStep::Alone | PlanStep::Safer | PlanStep::Worth => None,
    }
}

/// The fields of each line: of its words, and of its number.
fn fields_of(step: PlanStep) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    let numbers = numbers_of(step);
    let number = move |at: usize| numbers.and_then(|numbers| numbers.get(at).copied());
    let words = words_of(step).into_iter().enumerate();
    words.map(move |(at, words)| (words, number(at)))
}

/// The form.
pub(crate) fn form_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Saves what was typed as the next version.
pub(crate) fn save(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let result = draft(ask, &whose).and_then(|draft| {
        let (actor, key) = (ask.actor()?, ask.key()?);
        safety_plan::save(ask.clinic, actor, key, whose.person, &draft).map_err(Fault::from)
    });
    let on = |_| format!("{}?said=saved", whose.base);
    finish(result, on, |problems| view(ask, problems))
}

fn draft(ask: &Ask<'_>, whose: &Whose) -> Result<Draft, Fault> {
    let (form, mut issues) = (&ask.form, Issues::default());
    let mut steps = Steps::default();
    for step in PlanStep::ALL {
        for (words, number) in fields_of(step) {
            let typed = number.map_or("", |number| form.text(number));
            match Item::read(form.text(words), typed) {
                Ok(Some(item)) => steps.add(step, item),
                Ok(None) => {}
                Err(trouble) => {
                    let of_number = number.filter(|_| trouble.is_of_number());
                    issues.add(of_number.unwrap_or(words), sentence(whose, trouble));
                }
            }
        }
    }
    let review_on = if whose.own() {
        None
    } else {
        let day = form.optional("review", parse_day);
        issues.take("review", day).flatten()
    };
    if issues.0.is_empty() && steps.is_empty() {
        let [first, ..] = words_of(PlanStep::Signs);
        issues.add(first, whose.say("plan-empty"));
    }
    if !issues.0.is_empty() {
        return Err(Refusal::Fields(issues.0).into());
    }
    Ok(Draft {
        steps,
        together: whose.own() || form.ticked("together"),
        review_on,
    })
}

/// What is wrong with a line, in the language of whoever types.
fn sentence(whose: &Whose, trouble: Trouble) -> String {
    match trouble {
        Trouble::Long(chars) => {
            let (most, chars) = (LINE_CHARS_MAX.to_string(), chars.to_string());
            whose.say_with("plan-long", &[("most", &most), ("chars", &chars)])
        }
        Trouble::Unseen => whose.say("plan-unseen"),
        Trouble::Number => whose.say("plan-number"),
        Trouble::Nameless => whose.say("plan-nameless"),
    }
}

/// A plan as the form's fields show it; every field there is, so that none is taken for one that nobody compares.
fn as_typed(whose: &Whose, plan: Option<&SafetyPlan>) -> Stored {
    let mut stored = Vec::new();
    for step in PlanStep::ALL {
        let items = plan.map_or(&[][..], |plan| plan.steps.of(step));
        for (at, (words, number)) in fields_of(step).enumerate() {
            let item = items.get(at);
            stored.push((
                words,
                item.map(|item| item.words.to_string()).unwrap_or_default(),
            ));
            if let Some(number) = number {
                let kept = item.and_then(|item| item.number.as_ref());
                let kept = kept.map(|kept| kept.as_str().to_owned());
                stored.push((number, kept.unwrap_or_default()));
            }
        }
    }
    if !whose.own() {
        let together = plan.is_some_and(|plan| plan.together);
        let review_on = plan.and_then(|plan| plan.review_on);
        stored.push(("together", if together { "yes" } else { "" }.to_owned()));
        stored.push(("review", review_on.map(day_text).unwrap_or_default()));
    }
    stored
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let whose = whose(ask)?;
    let shown = safety_plan::show(ask.clinic, ask.actor()?, whose.person)?;
    if !shown.may_edit {
        return Err(Refusal::NotFound.into());
    }
    let plan = shown.latest.as_ref().map(|made| &made.plan);
    let sheet = Sheet::of(ask, shown.version()?, as_typed(&whose, plan), problems);
    let save = if whose.own() {
        whose.say("plan-save")
    } else {
        "Save the plan".to_owned()
    };
    let fields = html! {
        @if !whose.own() { p { "Ask, listen, and write down their words." } }
        p.muted { (whose.say_with("plan-fill", &[("most", &LINES_MAX.to_string())])) }
        @for step in PlanStep::ALL { (of_step(&whose, step, &sheet)) }
        @if !whose.own() { (with_them(&sheet)) }
        div.buttons { (button(save)) (button(whose.say("plan-cancel")).quiet().href(whose.base.clone())) }
    };
    let form = sheet.form_to(ask, format!("{}/edit", whose.base), fields);
    let head = if whose.own() {
        heading(whose.say("plan-title")).back(whose.base.clone(), whose.say("plan-to-plan"))
    } else {
        opening().back(whose.base.clone(), "Safety plan")
    };
    let body = html! {
        (error_summary_in(whose.language, &sheet.problems))
        (head)
        (form)
    };
    Ok(page(&whose.frame(ask)?, body))
}

/// The lines of a step.
fn of_step(whose: &Whose, step: PlanStep, sheet: &Sheet) -> Markup {
    let of = |part: &str| format!("{part}-{}", step.code());
    html! {
        section.plan-step {
            h2 { (whose.say(&of("plan-title"))) }
            p.hint { (whose.say(&of("plan-hint"))) }
            @for (at, (words, number)) in fields_of(step).enumerate().take(lines_shown(step, sheet)) {
                @let label = whose.say_with(&of("plan-row"), &[("n", &(at + 1).to_string())]);
                @if let Some(number) = number {
                    div.pair {
                        (field(words, label.clone()).value(sheet.shown.text(words)).autocomplete("off").speaks(whose.language).check(&sheet.problems))
                        (field(number, whose.say_with("plan-phone", &[("name", &label.to_lowercase())])).tel().autocomplete("off").width(Width::Medium)
                            .value(sheet.shown.text(number)).speaks(whose.language).check(&sheet.problems))
                    }
                } @else {
                    (field(words, label).value(sheet.shown.text(words)).autocomplete("off").speaks(whose.language).check(&sheet.problems))
                }
            }
        }
    }
}

/// As many lines as reach to the last one in which something stands or of which something is said, and some empty ones.
fn lines_shown(step: PlanStep, sheet: &Sheet) -> usize {
    let lines = fields_of(step).map(|(words, number)| std::iter::once(words).chain(number));
    (sheet.lines_used(lines) + EMPTY_LINES).min(LINES_MAX)
}

/// What staff say about how it came to be.
fn with_them(sheet: &Sheet) -> Markup {
    html! {
        section {
            h2 { "How it was made" }
            (tick_checked("together", "Made together with the person", sheet.shown.ticked("together"), &sheet.problems))
            p.hint { "Without this it is a draft, until the person has saved it or you have gone through it together." }
            (field("review", "Look at it again on").optional().date().hint("For example Apr 14, 2026").value(sheet.shown.text("review")).check(&sheet.problems))
        }
    }
}
