//! Safety plans of some people: one that the person has gone on with by herself, one made together, and a draft.

use super::assessed::Seen;
use super::sign_in;
use super::stage::Stage;
use anyhow::{Context as _, Result};
use care::followup::safety_plan::{Item, PlanStep, Steps};
use clinic::followup::safety_plan;
use clinic::followup::safety_plan::Draft;
use jiff::ToSpan as _;
use policy::Actor;

/// A line of a plan: of which step, what, and whom to call there.
type WrittenLine = (PlanStep, &'static str, &'static str);

const HERS: &[WrittenLine] = &[
    (PlanStep::Signs, "I say no to everybody for days", ""),
    (PlanStep::Signs, "I lie awake and go through old bills", ""),
    (PlanStep::Alone, "Knead a dough by hand", ""),
    (
        PlanStep::Alone,
        "Walk to the pier and back, without the phone",
        "",
    ),
    (
        PlanStep::Away,
        "Choir on Thursdays, also when I do not sing",
        "",
    ),
    (PlanStep::Away, "The library, the table by the window", ""),
    (PlanStep::People, "Tom, my brother", "207 555 0118"),
    (PlanStep::People, "Ines from the bakery", "207 555 0131"),
    (
        PlanStep::Lines,
        "Doctor Amari’s office",
        "207 555 0190 ext. 4",
    ),
    (
        PlanStep::Safer,
        "Tom keeps the pills; I get a week of them on Sundays",
        "",
    ),
    (PlanStep::Worth, "Leo", ""),
];

const TOGETHER: &[WrittenLine] = &[
    (PlanStep::Signs, "I stop eating with the others", ""),
    (
        PlanStep::Alone,
        "Cold water on my face, then count backward",
        "",
    ),
    (PlanStep::Away, "My aunt’s kitchen", "207 555 0142"),
    (PlanStep::People, "Dee, my sponsor", "207 555 0155"),
    (
        PlanStep::Safer,
        "The rifle is at my uncle’s, and he has the key",
        "",
    ),
];

const DRAFT: &[WrittenLine] = &[
    (
        PlanStep::Signs,
        "Said on the phone: “when the evenings get long”",
        "",
    ),
    (PlanStep::People, "A cousin, who drove them here", ""),
];

/// How many days from now a plan is looked at again.
const REVIEW_DAYS: i64 = 28;

/// Writes them: hers first with her counselor, then a line more by herself.
pub fn write(stage: &Stage<'_>, herself: Seen, others: &[Seen]) -> Result<()> {
    let counselor = sign_in::enter(stage, herself.counselor)?;
    let first = &HERS[..HERS.len() - 1];
    save(stage, &counselor, herself, first, true)?;
    stage.pass_minutes(20);
    save(
        stage,
        &sign_in::enter(stage, herself.id)?,
        herself,
        HERS,
        true,
    )?;
    let others = others.iter().filter(|one| one.id != herself.id);
    for (one, (lines, together)) in others.zip([(TOGETHER, true), (DRAFT, false)]) {
        let counselor = sign_in::enter(stage, one.counselor)?;
        save(stage, &counselor, *one, lines, together)?;
    }
    Ok(())
}

fn save(
    stage: &Stage<'_>,
    actor: &Actor,
    seen: Seen,
    lines: &[WrittenLine],
    together: bool,
) -> Result<()> {
    let mut steps = Steps::default();
    for (step, words, number) in lines {
        let item = Item::read(words, number).ok().flatten();
        steps.add(*step, item.context("a line of a plan cannot be read")?);
    }
    let draft = Draft {
        steps,
        together,
        review_on: Some(
            stage
                .date(stage.days()?)?
                .saturating_add(REVIEW_DAYS.days()),
        ),
    };
    let key = stage.clinic.fresh_key();
    safety_plan::save(&stage.clinic, actor, key, seen.id, &draft)?;
    Ok(())
}
