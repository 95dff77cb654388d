//! Assessments in several states, and measures over the weeks.

use super::sign_in;
use super::stage::Stage;
use anyhow::Result;
use care::PersonId;
use care::assessment::finding::{RawDiagnosis, RawValue, Severity, Source, Substance};
use care::followup::signal::SignalKind;
use clinic::assessment::interview;
use clinic::assessment::interview::Statement;
use clinic::assessment::measure;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use measures::wording::ItemWording;
use measures::{Answers, Wording};
use policy::Actor;

/// How many people answer measures every week.
const MEASURED: usize = 6;
/// Every so many assessments one is left half done.
const HALF_EVERY: usize = 4;

/// Somebody who has a counselor.
#[derive(Clone, Copy)]
pub struct Seen {
    /// Who.
    pub id: PersonId,
    /// Their counselor.
    pub counselor: PersonId,
}

fn yes(question: &'static str, yes: bool) -> (&'static str, RawValue) {
    (question, RawValue::YesNo(yes))
}

fn word(question: &'static str, word: &str) -> (&'static str, RawValue) {
    (question, RawValue::Text(word.to_owned()))
}

fn number(question: &'static str, number: i64) -> (&'static str, RawValue) {
    (question, RawValue::Number(number))
}

fn statement(
    (question, value): (&str, RawValue),
    about: Option<Substance>,
    source: Source,
) -> Statement {
    Statement {
        question: question.to_owned(),
        about,
        value: Some(value),
        not_known: None,
        source,
        settles: false,
    }
}

/// What is asked about the substance: days, criteria.
fn use_of(substance: Substance, days: i64, met: usize) -> Vec<Statement> {
    let criteria = care::assessment::finding::disorder::CRITERIA;
    let mut all = vec![
        number("use.days", days),
        word(
            "use.route",
            if substance == Substance::Opioid {
                "smoked"
            } else {
                "swallowed"
            },
        ),
        number("use.first_age", 13 + days % 4),
        number("use.overdoses", 0),
        yes("use.overdose_recent", false),
    ];
    let counted = criteria.iter().enumerate();
    all.extend(counted.map(|(at, id)| yes(id, at < met)));
    all.into_iter()
        .map(|said| statement(said, Some(substance), Source::Person))
        .collect()
}

/// What is asked about today and about health.
fn health() -> Vec<Statement> {
    let mut all: Vec<Statement> = [
        word("now.alertness", "awake and clear"),
        word("withdrawal.severity", "mild"),
        word("medical.need", "visits now and then"),
        word("risk.suicide", "none"),
        word("risk.harm_others", "none"),
    ]
    .into_iter()
    .map(|said| statement(said, None, Source::Clinician))
    .collect();
    let told = [
        yes("withdrawal.seizures", false),
        yes("withdrawal.delirium", false),
        yes("withdrawal.daily_depressant", false),
        word(
            "medical.conditions",
            "High blood pressure. No allergies known.",
        ),
        word("medications.list", "Lisinopril in the morning."),
        yes("medications.naloxone", true),
        word("mental.need", "visits now and then"),
        yes("mental.can_take_part", true),
    ];
    all.extend(told.map(|said| statement(said, None, Source::Person)));
    all
}

/// What is asked about life and wishes.
fn life(turn: usize) -> Vec<Statement> {
    let commitment = ["committed", "willing to try", "unsure"][turn % 3];
    let home = ["stable", "mostly stable", "unstable"][turn % 3];
    let told = [
        word(
            "readiness.wants",
            "To sleep again, and to be there when the children come home.",
        ),
        word("readiness.commitment", commitment),
        word("relapse.risk", "likely"),
        yes("relapse.needs_24h", false),
        word(
            "relapse.situations",
            "Friday evenings; being alone after work.",
        ),
        word("home.stability", home),
        word("home.safety", "safe"),
        word("home.violence", "none"),
        yes("home.use_around", turn % 3 == 1),
        yes("home.somebody_overnight", true),
        number("support.people", 3),
        number("history.episodes", 1),
        yes("history.leaving_24h", turn % 3 == 2),
        yes("history.outpatient_not_enough", true),
        yes("history.iop_not_enough", false),
        word("work.status", "full time"),
        yes("work.at_risk", true),
        number("care.dependents", 2),
        yes("transport.dependable", true),
        number("transport.minutes", 25),
        yes("transport.video_possible", true),
        word("week.hard", "Work Monday to Friday, 7:30 am to 4 pm."),
        word(
            "strengths.list",
            "Ran every morning for a year. Her sister.",
        ),
        word("preferences.time", "evening"),
        word("preferences.place", "either"),
        word("language.care", "English"),
        yes("language.interpreter", false),
    ];
    told.into_iter()
        .map(|said| statement(said, None, Source::Person))
        .collect()
}

/// Sees somebody for their assessment; `turn` counts them.
pub fn assess(stage: &Stage<'_>, seen: Seen, turn: usize) -> Result<()> {
    let actor = sign_in::enter(stage, seen.counselor)?;
    let substance = [Substance::Alcohol, Substance::Opioid, Substance::Stimulant][turn % 3];
    let met = 3 + turn % 6;
    let days = i64::try_from(8 + turn * 5 % 20)?;
    let half = turn % HALF_EVERY == 2;
    save(stage, &actor, seen.id, &use_of(substance, days, met))?;
    stage.pass_minutes(9);
    if half {
        return Ok(());
    }
    save(stage, &actor, seen.id, &health())?;
    stage.pass_minutes(11);
    save(stage, &actor, seen.id, &life(turn))?;
    stage.pass_minutes(6);
    if turn % 3 == 1 {
        // The family sees it otherwise, and nobody has settled it yet.
        let other = statement(word("home.safety", "tense"), None, Source::Family);
        save(stage, &actor, seen.id, &[other])?;
    }
    let clinic = &stage.clinic;
    let diagnosis = RawDiagnosis {
        substance,
        severity: Severity::of_count(u8::try_from(met)?).unwrap_or(Severity::Mild),
        remission: None,
        controlled_environment: false,
        maintenance_medication: substance == Substance::Opioid,
    };
    interview::enter_diagnosis(clinic, &actor, clinic.fresh_key(), seen.id, &diagnosis)?;
    stage.pass_minutes(1);
    Ok(interview::complete(
        clinic,
        &actor,
        clinic.fresh_key(),
        seen.id,
    )?)
}

fn save(stage: &Stage<'_>, actor: &Actor, person: PersonId, said: &[Statement]) -> Result<()> {
    let clinic = &stage.clinic;
    interview::answer(clinic, actor, clinic.fresh_key(), person, said, None)?;
    Ok(())
}

/// The week's measures: symptoms go down, unevenly.
pub fn measure_week(stage: &Stage<'_>, people: &[Seen], week: i32) -> Result<()> {
    for (turn, seen) in people.iter().take(MEASURED).enumerate() {
        let actor = sign_in::enter(stage, seen.counselor)?;
        let noise = i32::try_from(stage.dice.below(2))?;
        let level = (3 - week / 2 + noise - i32::try_from(turn % 2)?).clamp(0, 3);
        let mut depression = Answers::new();
        for item in 1..=8 {
            let value = (level - i32::from(item % 3 == 0)).max(0);
            depression = depression.with(&item.to_string(), value);
        }
        score(stage, &actor, seen.id, "phq-9", &depression.with("9", 0))?;
        let mut worry = Answers::new();
        for item in 1..=7 {
            worry = worry.with(&item.to_string(), (level - i32::from(item == 4)).max(0));
        }
        score(stage, &actor, seen.id, "gad-7", &worry)?;
        look_at_results(stage, &actor, seen.id)?;
        stage.pass_minutes(5);
    }
    Ok(())
}

/// A high score is looked at in the same hour, with the person.
fn look_at_results(stage: &Stage<'_>, actor: &Actor, person: PersonId) -> Result<()> {
    let words = "Looked at together. It goes into the plan, and we score it again next week.";
    let open = signal::list(&stage.clinic, actor, Which::Open)?;
    let own = open
        .iter()
        .filter(|one| one.signal.person == person && one.signal.kind == SignalKind::Result);
    for listed in own {
        stage.respond(actor, listed.signal.id, words, true)?;
    }
    Ok(())
}

fn score(
    stage: &Stage<'_>,
    actor: &Actor,
    person: PersonId,
    code: &str,
    answers: &Answers,
) -> Result<()> {
    let clinic = &stage.clinic;
    measure::record(clinic, actor, clinic.fresh_key(), person, code, answers)?;
    Ok(())
}

/// Thoughts of death in a questionnaire, and what was done about them the same hour.
pub fn answered_signal(stage: &Stage<'_>, seen: Seen) -> Result<()> {
    let actor = sign_in::enter(stage, seen.counselor)?;
    score(stage, &actor, seen.id, "phq-9", &thoughts_of_death())?;
    stage.pass_minutes(20);
    let words = "Talked for 20 minutes. No plan, no means at home. Safety plan made and given; sister comes tonight. Call tomorrow at 9.";
    let open = signal::list(&stage.clinic, &actor, Which::Open)?;
    for listed in open.iter().filter(|one| one.signal.person == seen.id) {
        let without = "The screener and the plan are on paper, and are typed in tomorrow.";
        stage.respond_without(&actor, listed.signal.id, words, true, Some(without))?;
    }
    Ok(())
}

/// Two signals that still wait: one that nobody answered, one with something planned.
pub fn open_signals(stage: &Stage<'_>, first: Seen, second: Seen) -> Result<()> {
    let actor = sign_in::enter(stage, first.counselor)?;
    score(stage, &actor, first.id, "phq-9", &thoughts_of_death())?;
    let actor = sign_in::enter(stage, second.counselor)?;
    let said = statement(word("home.safety", "dangerous"), None, Source::Person);
    save(stage, &actor, second.id, &[said])?;
    let words = "Spoke with her alone. She wants to stay with her mother; a place at the shelter is asked for.";
    let open = signal::list(&stage.clinic, &actor, Which::Open)?;
    let own = open
        .iter()
        .find(|one| one.signal.person == second.id && one.signal.kind == SignalKind::Danger);
    if let Some(listed) = own {
        stage.respond(&actor, listed.signal.id, words, false)?;
    }
    Ok(())
}

/// The official words are a clinic's to import, so words of our own stand in for them here: one measure in use, which
/// somebody is asked to answer alone, and one whose file left out an answer, which waits for somebody to type it.
pub fn ask_alone(stage: &Stage<'_>, seen: Seen) -> Result<()> {
    let clinic = &stage.clinic;
    let operator = clinic::access::setup::operator(stage.organization);
    let whole = stand_in("phq-9")?;
    measure::keep_wording(clinic, &operator, clinic.fresh_key(), &whole)?;
    let mut waiting = stand_in("gad-7")?;
    for item in &mut waiting.items {
        item.answers.remove(&0);
    }
    measure::keep_wording(clinic, &operator, clinic.fresh_key(), &waiting)?;
    let actor = sign_in::enter(stage, seen.counselor)?;
    measure::assign(clinic, &actor, clinic.fresh_key(), seen.id, "phq-9")?;
    Ok(())
}

fn stand_in(code: &str) -> Result<Wording> {
    let instrument = measure::instrument(code)?;
    let items = instrument.items.iter().map(|item| ItemWording {
        item: item.id.clone(),
        text: format!("{} (stands in for the official words)", item.label),
        answers: item
            .kind
            .values()
            .into_iter()
            .map(|value| (value, item.kind.label(value)))
            .collect(),
    });
    Ok(Wording {
        instrument: instrument.code.clone(),
        version: instrument.version.clone(),
        origin: "the demonstration".to_owned(),
        copyright: None,
        items: items.collect(),
        unconfirmed: Vec::new(),
        notes: Vec::new(),
    })
}

fn thoughts_of_death() -> Answers {
    let mut answers = Answers::new();
    for item in 1..=8 {
        answers = answers.with(&item.to_string(), 2);
    }
    answers.with("9", 1)
}
