//! What a result says to the questions of the assessment, and taking it over in the act that saves it.

use super::danger::New;
use super::{KeptAnswers, library, suggests};
use crate::assessment::interview;
use crate::assessment::interview::{Saved, Statement};
use crate::{Act, Clinic, Key, Refusal};
use care::assessment::finding::set::FINDINGS_MAX;
use care::assessment::finding::{Finding, QuestionId, RawValue, Source, Value};
use care::followup::signal::{Matter, Urgency};
use care::{PersonId, ResultId};
use measures::{Context, Outcome, Scored, score};
use policy::{Action, Actor};
use record::assessment::interview as interview_record;
use record::assessment::interview::Written;
use record::assessment::measure;
use record::assessment::measure::Taken;

/// Which part of a result answers a question.
#[derive(Clone, Copy)]
enum Part {
    /// The points of the total, once every item is answered.
    Total,
    /// The level of the triage, by the same words.
    Level,
}

/// Which results answer which questions, without anybody typing them again.
const TAKEN_OVER: &[(&str, Part, &str)] = &[
    ("ciwa-ar", Part::Total, "scale.ciwa_ar"),
    ("cows", Part::Total, "scale.cows"),
    ("pawss", Part::Total, "withdrawal.pawss"),
    ("c-ssrs-screener", Part::Level, "risk.suicide"),
];

/// The question that a result answered by itself, and what it said.
pub fn taken_over(scored: &Scored) -> Option<(&'static str, RawValue)> {
    let (_, part, question) = TAKEN_OVER
        .iter()
        .find(|(code, ..)| *code == scored.instrument)?;
    let value = match part {
        Part::Total => match scored.total()?.outcome {
            Outcome::Complete { points } => RawValue::Number(i64::from(points.0)),
            Outcome::Prorated { .. } | Outcome::NotScored { .. } => return None,
        },
        Part::Level => RawValue::Text(level(scored)?.to_owned()),
    };
    Some((question, value))
}

/// The level that was reached; none only where no absent answer could still reach one.
fn level(scored: &Scored) -> Option<&str> {
    let triage = scored.triage.as_ref()?;
    match (triage.level.as_deref(), &triage.could_be) {
        (Some(level), _) => Some(level),
        (None, None) => Some("none"),
        (None, Some(_)) => None,
    }
}

/// What a result suggests, unless it can no longer be scored.
fn suggestion(taken: &Taken<KeptAnswers>) -> Option<(&'static str, &'static str)> {
    let known = library().ok()?.get(&taken.instrument);
    let instrument = known.filter(|known| known.version == taken.sealed.version)?;
    suggests(&score(instrument, &taken.sealed.answers, &Context::default()).ok()?)
}

/// What can be taken over from a result as things stand, or why nothing can: once, and only from the last result there
/// is. An answer that a clinician gave since then is not answered over by an older result.
pub(super) fn offered(
    results: &[Taken<KeptAnswers>],
    written: &[Written],
    taken: &Taken<KeptAnswers>,
) -> Result<(&'static str, &'static str), &'static str> {
    let Some((question, option)) = suggestion(taken) else {
        return Err("This result suggests nothing to take over.");
    };
    let same = results
        .iter()
        .rfind(|one| one.instrument == taken.instrument);
    if same.is_some_and(|last| last.id != taken.id) {
        return Err("There is a later result of the same instrument. Take over that one.");
    }
    let mut since = written.iter().map(|one| &one.finding).filter(|finding| {
        finding.question.question().id == question
            && finding.source == Source::Clinician
            && finding.at >= taken.at
    });
    if since.any(|finding| !is_of_milder(results, taken, finding, place(question, option))) {
        return Err(
            "A clinician has answered this question since. Change it in the assessment if it is different now.",
        );
    }
    Ok((question, option))
}

/// Whether an answer is what another instrument suggested, and milder than what this one does. Two scales speak of two
/// substances and of one question: what was taken over from the one says nothing against what the other found to be
/// worse.
fn is_of_milder(
    results: &[Taken<KeptAnswers>],
    taken: &Taken<KeptAnswers>,
    finding: &Finding,
    suggested: Option<i32>,
) -> bool {
    let said = finding.value().and_then(Value::position);
    let others = results
        .iter()
        .filter(|one| one.instrument != taken.instrument && one.at <= finding.at);
    let other = others.filter_map(suggestion).next_back();
    said < suggested && other.is_some_and(|(question, option)| place(question, option) == said)
}

/// The place of an option among those of its question.
fn place(question: &str, option: &str) -> Option<i32> {
    let asked = QuestionId::find(question)?.question();
    let value = Value::parse(asked, &RawValue::Text(option.to_owned()));
    value.ok()?.position()
}

/// Takes over what a result suggests, as a clinician's answer.
pub fn take_over_suggested(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    result: ResultId,
) -> Result<Saved, Refusal> {
    clinic.act(actor, key, ("take_over", &(person, result)), |act| {
        act.permit_patient(Action::JudgeAssessment, person)?;
        let results = measure::results::<KeptAnswers>(act.tx, person)?;
        let taken = results.iter().find(|one| one.id == result);
        let taken = taken.ok_or(Refusal::NotFound)?;
        let written = interview_record::written(act.tx, person)?;
        let (question, option) = offered(&results, &written, taken).map_err(refused)?;
        let statement = Statement {
            question: question.to_owned(),
            about: None,
            value: Some(RawValue::Text(option.to_owned())),
            not_known: None,
            source: Source::Clinician,
            settles: false,
        };
        interview::add(act, person, &[statement], None)
    })
}

fn refused(sentence: &str) -> Refusal {
    Refusal::Conflict(sentence.to_owned())
}

/// Writes what a result says into the assessment, with its time and who said it. A score of now is news even where the
/// last one was the same. Its own danger is on its card already, as `told`; what it means together with the rest of the
/// record, an earlier seizure or a pregnancy, is raised by the criteria. Answers whether that asks for somebody now.
pub(super) fn take_over(
    act: &mut Act<'_, '_>,
    new: &New<'_>,
    mut told: Vec<(Matter, Urgency)>,
) -> Result<bool, Refusal> {
    let (person, scored) = (new.person, new.scored);
    let Some((question, value)) = taken_over(scored) else {
        return Ok(false);
    };
    let statement = Statement {
        question: question.to_owned(),
        about: None,
        value: Some(value),
        not_known: None,
        source: if new.alone {
            Source::Person
        } else {
            Source::Clinician
        },
        settles: false,
    };
    // The result and its signal are kept whatever becomes of this copy. A test holds every question against the
    // catalogue; a full record takes no more findings, and what this one means beside the others is raised all the same.
    let Ok(finding) = Finding::parse(&statement.raw(act.now, new.zone), new.today, None) else {
        return Ok(false);
    };
    let known = interview_record::written(act.tx, person)?;
    if known.len() < FINDINGS_MAX {
        let written = interview::write(act, person, finding.clone(), &mut None)?;
        interview::say_answered(act, person, &[written.id])?;
    }
    // The bands of the COWS have clocks of their own.
    if scored.instrument == "cows" {
        told.push((Matter::Withdrawal, Urgency::Now));
    }
    let born = interview::born(act.tx, person)?;
    let basis = interview::basis(act.now, new.zone, born);
    let before: Vec<Finding> = known.into_iter().map(|one| one.finding).collect();
    let mut after = before.clone();
    after.push(finding);
    interview::raise_new(act, person, before, after, &told, &basis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_that_is_taken_over_answers_its_question_with_all_it_can_say() {
        let library = super::super::library().unwrap();
        for (code, part, question) in TAKEN_OVER {
            let asked = QuestionId::find(question).expect(question).question();
            let instrument = library.get(code).expect(code);
            let said: Vec<RawValue> = match part {
                Part::Total => {
                    let [low, high] = instrument.total().expect(code).range;
                    (low..=high)
                        .map(|points| RawValue::Number(points.into()))
                        .collect()
                }
                Part::Level => {
                    let levels = &instrument.triage.as_ref().expect(code).levels;
                    let codes = levels.iter().map(|level| level.code.as_str());
                    codes
                        .chain(["none"])
                        .map(|code| RawValue::Text(code.to_owned()))
                        .collect()
                }
            };
            for value in said {
                assert!(Value::parse(asked, &value).is_ok(), "{code}: {value:?}");
            }
        }
    }
}
