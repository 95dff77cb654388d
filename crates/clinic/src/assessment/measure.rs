//! Standard instruments: scored by a clinician from the official form, or answered by the person alone once the clinic has
//! imported the official wording.

use crate::followup::alert::known_at;
use crate::{Act, Clinic, Key, Refusal};
use care::assessment::facts::Hint;
use care::day::day_text;
use care::{AssignmentId, PersonId, ResultId, TimeZoneName};
use jiff::Timestamp;
use measures::{
    Answerable, Answers, Context, Instrument, Library, RaisedAlarm, Scored, Wording, score,
};
use policy::{Action, Actor};
use record::assessment::measure::{Assigned, Taken};
use record::assessment::{interview, measure, wording as wording_record};
use record::{Read, RecordError};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

mod alone;
mod danger;
mod found;
mod wording;

pub use alone::{Asked, Questions, answer_alone, asked, questions};
pub use found::{take_over_suggested, taken_over};
pub use wording::{
    Completion, FileRead, ReadWording, Typed, Worded, keep_wording, put_wording_aside,
    read_wording, use_wording, wording_of, wordings,
};

static LIBRARY: LazyLock<Option<Library>> = LazyLock::new(|| Library::built_in().ok());

/// The instruments that come with Stepwell.
pub fn library() -> Result<&'static Library, Refusal> {
    LIBRARY
        .as_ref()
        .ok_or_else(|| RecordError::damaged("the instruments").into())
}

/// The instrument with a code.
pub fn instrument(code: &str) -> Result<&'static Instrument, Refusal> {
    library()?.get(code).ok_or(Refusal::NotFound)
}

/// What was answered, as it is sealed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptAnswers {
    /// The version of the instrument's description.
    pub version: String,
    /// Every answer.
    pub answers: Answers,
    /// Whether the person answered alone.
    pub alone: bool,
}

/// One result with its score.
#[derive(Clone, Debug)]
pub struct ScoredResult {
    /// Its id.
    pub id: ResultId,
    /// The instrument.
    pub instrument: &'static Instrument,
    /// When.
    pub at: Timestamp,
    /// Who wrote it down, when it was not the person.
    pub by: Option<String>,
    /// What was answered.
    pub answers: Answers,
    /// What it comes to.
    pub scored: Scored,
    /// What it asks somebody to do, the soonest first, as it stands by itself and beside the result before.
    pub alarms: Vec<RaisedAlarm>,
    /// What the actor can take over from it into the assessment now, by the catalogue's words.
    pub offered: Option<(&'static str, &'static str)>,
}

/// Somebody's measures.
pub struct Measures {
    /// Whose.
    pub person: PersonId,
    /// What they are called.
    pub called: String,
    /// The zone of the site where they are seen.
    pub zone: TimeZoneName,
    /// Every result, the oldest first.
    pub results: Vec<ScoredResult>,
    /// What they are asked to answer alone.
    pub assigned: Vec<Assigned>,
    /// The instruments that a person can answer alone here.
    pub alone: Vec<&'static str>,
    /// Whether the actor may score.
    pub may_score: bool,
}

/// Opens somebody's measures.
pub fn measures(clinic: &Clinic, actor: &Actor, person: PersonId) -> Result<Measures, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, person)?;
        let mut results = Vec::new();
        let taken = measure::results::<KeptAnswers>(look.read, person)?;
        look.meet(taken.iter().map(|taken| taken.by))?;
        let may_take_over = !taken.is_empty() && look.could(Action::JudgeAssessment, person)?;
        let written = if may_take_over {
            interview::written(look.read, person)?
        } else {
            Vec::new()
        };
        for one in &taken {
            let by = if one.by == person {
                None
            } else {
                door::display_name(look, one.by)?
            };
            let offered = may_take_over
                .then(|| found::offered(&taken, &written, one).ok())
                .flatten();
            let outcome = scored(one, before(&taken, one), by)?
                .map(|outcome| ScoredResult { offered, ..outcome });
            results.extend(outcome);
        }
        let wordings = wording_record::all_in_use(look.read)?;
        let by_person = |instrument: &Instrument| {
            let kept = wordings.iter().find(|(code, _)| *code == instrument.code);
            answerable_in(instrument, kept.map(|(_, text)| text.as_str())).0 == Answerable::ByPerson
        };
        let alone = library()?
            .iter()
            .filter(|&instrument| by_person(instrument));
        let alone = alone.map(|instrument| instrument.code.as_str()).collect();
        let (name, _) = record::people::person::load(look.read, person)?;
        let measures = Measures {
            person,
            called: name.full(),
            zone: door::zone(look.read, actor, person)?,
            results,
            assigned: measure::assigned(look.read, person)?,
            alone,
            may_score: look.could(Action::ScoreMeasure, person)?,
        };
        look.saw(
            "measure.viewed",
            ("person", person.uuid()),
            Some(person),
            None,
        );
        Ok(measures)
    })
}

/// The dangers that results of each instrument tell of, each once: the last that was raised, until a later result
/// answers it. One that leaves the item out answers nothing.
pub(crate) fn hints(read: &mut impl Read, person: PersonId) -> Result<Vec<Hint>, Refusal> {
    let taken = measure::results::<KeptAnswers>(read, person)?;
    let mut told: Vec<(&str, Hint)> = Vec::new();
    for one in &taken {
        let known = library()?.get(&one.instrument);
        let Some(instrument) = known.filter(|known| known.version == one.sealed.version) else {
            continue;
        };
        // One that can no longer be scored is left out of the list of results as well.
        let Ok(alarms) = danger::alarms_of(instrument, one, None) else {
            continue;
        };
        let open = danger::open(&alarms);
        told.retain(|(code, hint)| *code != instrument.code || open.contains(&hint.matter));
        for hint in danger::hints(instrument, one.at, &alarms) {
            told.retain(|(code, known)| *code != instrument.code || known.matter != hint.matter);
            told.push((instrument.code.as_str(), hint));
        }
    }
    Ok(told.into_iter().map(|(_, hint)| hint).collect())
}

/// A kept result with its score; one of an instrument or version that is gone is left out.
fn scored(
    taken: &Taken<KeptAnswers>,
    before: Option<&Taken<KeptAnswers>>,
    by: Option<String>,
) -> Result<Option<ScoredResult>, Refusal> {
    let Some(instrument) = library()?.get(&taken.instrument) else {
        return Ok(None);
    };
    if instrument.version != taken.sealed.version {
        return Ok(None);
    }
    let Ok(scored) = score(instrument, &taken.sealed.answers, &Context::default()) else {
        return Ok(None);
    };
    Ok(Some(ScoredResult {
        id: taken.id,
        instrument,
        at: taken.at,
        by,
        answers: taken.sealed.answers.clone(),
        alarms: danger::alarms_of(instrument, taken, before)?,
        scored,
        offered: None,
    }))
}

/// Who may answer an instrument here, and the wording there is.
fn answerable(
    read: &mut impl Read,
    instrument: &Instrument,
) -> Result<(Answerable, Option<Wording>), Refusal> {
    let kept = wording_record::in_use(read, &instrument.code)?;
    Ok(answerable_in(instrument, kept.as_deref()))
}

/// The same by the wording that is in use, as it is kept.
fn answerable_in(instrument: &Instrument, kept: Option<&str>) -> (Answerable, Option<Wording>) {
    let wording = kept.and_then(|text| Wording::stored(instrument, text).ok());
    (Answerable::of(instrument, wording.as_ref()), wording)
}

/// What came of a result.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recorded {
    /// Its id.
    pub id: ResultId,
    /// Whether the safety protocol belongs on the screen.
    pub danger: bool,
}

/// Keeps what a clinician scored.
pub fn record(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    code: &str,
    answers: &Answers,
) -> Result<Recorded, Refusal> {
    let command = &(person, code, answers);
    clinic.act(actor, key, ("record_measure", command), |act| {
        act.permit_patient(Action::ScoreMeasure, person)?;
        keep(act, person, instrument(code)?, answers, false)
    })
}

/// What keeping a result does once it is allowed: it raises its alarms and answers what it can of the assessment, in the
/// same act.
fn keep(
    act: &mut Act<'_, '_>,
    person: PersonId,
    instrument: &Instrument,
    answers: &Answers,
    alone: bool,
) -> Result<Recorded, Refusal> {
    if answers.iter().next().is_none() {
        return Err(Refusal::field(
            "answers",
            "Nothing is answered yet. Answer at least one item.",
        ));
    }
    let scored = score(instrument, answers, &Context::default())
        .map_err(|error| Refusal::field("answers", error.to_string()))?;
    let taken = Taken {
        id: act.id(),
        instrument: instrument.code.clone(),
        at: act.now,
        by: act.actor.person(),
        sealed: KeptAnswers {
            version: instrument.version.clone(),
            answers: answers.clone(),
            alone,
        },
    };
    let earlier = measure::results::<KeptAnswers>(act.tx, person)?;
    let alarms = danger::alarms_of(instrument, &taken, before(&earlier, &taken))?;
    measure::add(act.tx, act.clinic.dice(), person, &taken)?;
    let detail = serde_json::json!({ "instrument": instrument.code, "alone": alone });
    act.journal(
        "measure.recorded",
        ("result", taken.id.uuid()),
        Some(person),
        Some(detail),
    )?;
    let zone = known_at(act.tx, person)?.zone;
    let new = danger::New {
        id: taken.id,
        person,
        instrument,
        scored: &scored,
        alone,
        today: zone.local(act.now).date(),
        zone: &zone,
    };
    let (danger, told) = danger::raise_all(act, &new, &alarms)?;
    let is_now = found::take_over(act, &new, told)?;
    Ok(Recorded {
        id: taken.id,
        // Whoever answers alone is led to help by what they said themselves.
        danger: danger || is_now && !alone,
    })
}

/// The result before this one of the same instrument in the same version. `results` are the oldest first, and this one
/// may be among them.
fn before<'t>(
    results: &'t [Taken<KeptAnswers>],
    taken: &Taken<KeptAnswers>,
) -> Option<&'t Taken<KeptAnswers>> {
    let earlier = results.iter().take_while(|other| other.id != taken.id);
    earlier
        .filter(|other| {
            other.instrument == taken.instrument && other.sealed.version == taken.sealed.version
        })
        .last()
}

/// Asks somebody to answer an instrument alone. Only one whose official wording is here can be asked for.
pub fn assign(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    code: &str,
) -> Result<AssignmentId, Refusal> {
    clinic.act(actor, key, ("assign_measure", &(person, code)), |act| {
        act.permit_patient(Action::ScoreMeasure, person)?;
        let instrument = instrument(code)?;
        if let (Answerable::ByClinicianOnly { because }, _) = answerable(act.tx, instrument)? {
            return Err(Refusal::Conflict(because));
        }
        let open = measure::assigned(act.tx, person)?;
        if let Some(same) = open.iter().find(|one| one.instrument == instrument.code) {
            let zone = door::zone(act.tx, act.actor, person)?;
            return Err(Refusal::Conflict(format!(
                "The {} was asked for already, on {}.",
                instrument.short,
                day_text(zone.local(same.at).date())
            )));
        }
        let assigned = Assigned {
            id: act.id(),
            instrument: instrument.code.clone(),
            at: act.now,
            by: act.actor.person(),
        };
        measure::assign(act.tx, person, &assigned)?;
        let detail = serde_json::json!({ "instrument": instrument.code });
        act.journal(
            "measure.assigned",
            ("person", person.uuid()),
            Some(person),
            Some(detail),
        )?;
        Ok(assigned.id)
    })
}

/// The finding that a result suggests beside what it answered by itself, by the catalogue's words; a clinician takes it
/// over or does not.
///
/// COWS and CIWA-Ar rate withdrawal. Where bands and options do not have the same names, the next more dangerous option
/// is suggested: `moderately severe` becomes `severe`.
pub fn suggests(scored: &Scored) -> Option<(&'static str, &'static str)> {
    if !["cows", "ciwa-ar"].contains(&scored.instrument.as_str()) {
        return None;
    }
    let band = scored.total()?.band.as_ref()?;
    let option = match band.code.as_str() {
        "below-mild" => "none",
        "minimal" | "mild" => "mild",
        "moderate" => "moderate",
        "moderately-severe" | "severe" => "severe",
        _ => return None,
    };
    Some(("withdrawal.severity", option))
}
