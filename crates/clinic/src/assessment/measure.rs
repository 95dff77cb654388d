//! Standard instruments: scored by a clinician from the official form, or answered by the person alone once the clinic has
//! imported the official wording.

use crate::followup::alert::known_at;
use crate::{Act, Clinic, Key, Look, Refusal};
use care::assessment::due::{Due, due};
use care::assessment::facts::Hint;
use care::assessment::protocol::Protocol;
use care::day::day_text;
use care::stays::episode::Episode;
use care::{AssignmentId, PersonId, ResultId, TimeZoneName};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use measures::{
    Answerable, Answers, Context, Instrument, Library, RaisedAlarm, Scored, Wording, score,
};
use policy::{Action, Actor};
use record::assessment::measure::{Assigned, Taken};
use record::assessment::{interview, measure, wording as wording_record};
use record::stays::episode;
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

/// What a protocol calls the instruments that are answered over and over.
pub(crate) const CADENCE: &str = "measures";
/// From so many results on an instrument is one that is scored over and over, and not a screen that was answered once.
const SERIES_MIN: usize = 2;

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
    /// The date there.
    pub today: Date,
    /// How often instruments are answered at the level of care they are at, and when next; none outside of care, and
    /// where the protocol says nothing.
    pub rhythm: Option<Due>,
    /// What they are asked to answer alone.
    pub assigned: Vec<Assigned>,
    /// The instruments that a person can answer alone here.
    pub alone: Vec<&'static str>,
    /// Whether the actor may score.
    pub may_score: bool,
}

impl Measures {
    /// The results of an instrument, the oldest first.
    pub fn results_of<'m>(&'m self, code: &'m str) -> impl Iterator<Item = &'m ScoredResult> {
        self.results
            .iter()
            .filter(move |result| result.instrument.code == code)
    }

    /// Whether an instrument is due: the person was asked and has not answered, or it is one that is scored over and
    /// over here, and both its own last result and that of any are as old as the protocol's rhythm.
    pub fn is_due(&self, code: &str) -> bool {
        let is_asked = self.assigned.iter().any(|one| one.instrument == code);
        let is_over = |rhythm: &Due| {
            let dates: Vec<Date> = self
                .results_of(code)
                .map(|result| self.zone.local(result.at).date())
                .collect();
            let (again, last) = (dates.len() >= SERIES_MIN, dates.last().copied());
            let old =
                |last: Date| last.saturating_add(i32::from(rhythm.every_days).days()) <= self.today;
            again && rhythm.on <= self.today && last.is_some_and(old)
        };
        is_asked || self.rhythm.as_ref().is_some_and(is_over)
    }
}

/// The rhythm of instruments at the level somebody is at.
fn rhythm(
    look: &mut Look<'_, '_>,
    protocol: &Protocol,
    person: PersonId,
    (today, last): (Date, Option<Date>),
) -> Result<Option<Due>, Refusal> {
    let present = episode::open_of(look.read, person)?;
    let Some(stay) = present.as_ref().and_then(Episode::now) else {
        return Ok(None);
    };
    let all = due(protocol, stay.level, stay.from, today, |what| {
        (what == CADENCE).then_some(last)
    });
    Ok(all.into_iter().find(|due| due.what == CADENCE))
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
        let zone = door::zone(look.read, actor, person)?;
        let today = zone.local(look.now).date();
        let last = taken.last().map(|taken| zone.local(taken.at).date());
        let rhythm = rhythm(look, clinic.protocol(), person, (today, last))?;
        let measures = Measures {
            person,
            called: name.full(),
            zone,
            today,
            rhythm,
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
