//! The official wording of the instruments here: read from a file, looked at and completed by somebody, put into use,
//! and taken back. Whoever answers alone sees only what somebody let through.

use super::{instrument, library};
use crate::{Act, Clinic, Key, Look, Refusal};
use jiff::Timestamp;
use measures::wording::{self, Gap};
use measures::{Answerable, Instrument, ItemId, Wording, WordingError};
use policy::{Action, Actor};
use record::RecordError;
use record::assessment::wording as kept;
use record::assessment::wording::{NewReading, WordingReading};
use serde::{Deserialize, Serialize};

/// One reading of a file, as somebody looks at it.
#[derive(Clone, Debug)]
pub struct ReadWording {
    /// Its number.
    pub revision: i64,
    /// The wording; none when it does not fit the instrument as it is now.
    pub wording: Option<Wording>,
    /// Where it came from, in words.
    pub origin: String,
    /// When it was read.
    pub read_at: Timestamp,
    /// By whom, where that is known.
    pub read_by: Option<String>,
    /// Since when it is or was in use.
    pub used_from: Option<Timestamp>,
    /// Until when.
    pub ended_at: Option<Timestamp>,
}

/// An instrument and the wording there is of it.
#[derive(Clone, Debug)]
pub struct Worded {
    /// The instrument.
    pub instrument: &'static Instrument,
    /// Who may answer it.
    pub answerable: Answerable,
    /// What people see.
    pub in_use: Option<ReadWording>,
    /// What was read and waits for somebody.
    pub waiting: Option<ReadWording>,
    /// What was in use before, the latest first.
    pub earlier: Vec<ReadWording>,
}

/// Every instrument with its wording.
pub fn wordings(clinic: &Clinic, actor: &Actor) -> Result<Vec<Worded>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::KeepWording)?;
        let readings = kept::readings(look.read)?;
        library()?
            .iter()
            .map(|instrument| worded(look, instrument, &readings))
            .collect()
    })
}

/// One instrument with its wording.
pub fn wording_of(clinic: &Clinic, actor: &Actor, code: &str) -> Result<Worded, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::KeepWording)?;
        let readings = kept::readings(look.read)?;
        worded(look, instrument(code)?, &readings)
    })
}

fn worded(
    look: &mut Look<'_, '_>,
    instrument: &'static Instrument,
    readings: &[WordingReading],
) -> Result<Worded, Refusal> {
    let own = || {
        readings
            .iter()
            .filter(|one| one.instrument == instrument.code)
    };
    let mut opened = |reading: &WordingReading| open(look, instrument, reading);
    let in_use = own()
        .find(|one| one.is_in_use())
        .map(&mut opened)
        .transpose()?;
    let waiting = own()
        .find(|one| one.is_waiting())
        .map(&mut opened)
        .transpose()?;
    let earlier = own().filter(|one| one.used_from.is_some() && one.ended_at.is_some());
    let earlier = earlier.rev().map(&mut opened).collect::<Result<_, _>>()?;
    let wording = in_use
        .as_ref()
        .and_then(|one: &ReadWording| one.wording.as_ref());
    Ok(Worded {
        instrument,
        answerable: Answerable::of(instrument, wording),
        in_use,
        waiting,
        earlier,
    })
}

fn open(
    look: &mut Look<'_, '_>,
    instrument: &Instrument,
    reading: &WordingReading,
) -> Result<ReadWording, Refusal> {
    // What an operator at the console read has no person of ours behind it.
    let by = match reading.read_by {
        Some(by) => door::display_name(look, by)?,
        None => None,
    };
    Ok(ReadWording {
        revision: reading.revision,
        wording: Wording::stored(instrument, &reading.wording).ok(),
        origin: reading.origin.clone(),
        read_at: reading.read_at,
        read_by: by,
        used_from: reading.used_from,
        ended_at: reading.ended_at,
    })
}

/// What came of reading a file: the instruments that wait now, and why others were refused.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FileRead {
    /// The codes of the instruments that wait to be looked at.
    pub waiting: Vec<String>,
    /// Why others of the same file were refused, in sentences.
    pub refused: Vec<String>,
}

/// Reads a file. Nothing of it is in use before somebody has looked at it.
pub fn read_wording(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    text: &str,
    wanted: Option<&str>,
) -> Result<FileRead, Refusal> {
    clinic.act(actor, key, ("read_wording", &(text, wanted)), |act| {
        act.permit(Action::KeepWording)?;
        let all = wording::import(library()?, text.as_bytes(), wanted)
            .map_err(|error| Refusal::field(field_of(&error), error.to_string()))?;
        let mut done = FileRead::default();
        for (code, wording) in all {
            match wording {
                Ok(wording) => {
                    wait(act, &wording)?;
                    done.waiting.push(code);
                }
                Err(error) => done.refused.push(error.to_string()),
            }
        }
        if done.waiting.is_empty() {
            let why = done.refused.join(" ");
            let nothing = "The file holds no instrument that is used here.".to_owned();
            return Err(Refusal::field(
                "text",
                if why.is_empty() { nothing } else { why },
            ));
        }
        Ok(done)
    })
}

/// What has to be mended: the file, or which measure it is said to be.
fn field_of(error: &WordingError) -> &'static str {
    match error {
        WordingError::Unnamed(_) | WordingError::NoInstrument(_) => "wanted",
        _ => "text",
    }
}

fn wait(act: &mut Act<'_, '_>, wording: &Wording) -> Result<i64, Refusal> {
    let text = written(wording)?;
    let new = reading(act, wording, &text);
    let revision = kept::wait(act.tx, &new)?;
    say(act, "wording.read", &wording.instrument, revision, &[])?;
    Ok(revision)
}

fn say(
    act: &mut Act<'_, '_>,
    what: &'static str,
    instrument: &str,
    revision: i64,
    confirmed: &[ItemId],
) -> Result<(), Refusal> {
    let subject = ("organization", act.organization().uuid());
    let detail = serde_json::json!({ "instrument": instrument, "revision": revision, "confirmed": confirmed });
    act.journal(what, subject, None, Some(detail))
}

/// What the actor read just now, `text` being the wording as it is kept.
fn reading<'a>(act: &Act<'_, '_>, wording: &'a Wording, text: &'a str) -> NewReading<'a> {
    NewReading {
        instrument: &wording.instrument,
        origin: &wording.origin,
        wording: text,
        by: act.actor.person(),
        at: act.now,
    }
}

fn written(wording: &Wording) -> Result<String, Refusal> {
    Ok(serde_json::to_string(wording).map_err(|_| RecordError::damaged("an official wording"))?)
}

/// Words that somebody typed for an answer that the file has none for. They say which answer they are for, so that what
/// was typed over another reading finds its place or none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Typed {
    /// The item, or the first of those that share the answer.
    pub item: ItemId,
    /// The raw value of the answer.
    pub value: i32,
    /// The words.
    pub words: String,
}

impl Typed {
    /// Whether the words are for this gap.
    pub fn fits(&self, gap: &Gap) -> bool {
        gap.value == self.value && gap.items.contains(&self.item)
    }
}

/// What somebody adds who looked at a reading: the words that were missing, and the items that they held against our
/// description.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Completion {
    /// The words of each gap.
    pub typed: Vec<Typed>,
    /// The items that are the same questions.
    pub confirmed: Vec<ItemId>,
}

impl Completion {
    /// The words typed for a gap, empty where there are none.
    pub fn words(&self, gap: &Gap) -> &str {
        let mut typed = self.typed.iter();
        let found = typed.find(|typed| typed.fits(gap));
        found.map_or("", |typed| typed.words.as_str())
    }

    /// What was typed for gaps that a wording does not have; all of it where there is no wording.
    pub fn unplaced(&self, instrument: &Instrument, wording: Option<&Wording>) -> Vec<&Typed> {
        let gaps = wording.map(|wording| wording.gap_list(instrument));
        let gaps = gaps.unwrap_or_default();
        let said = self.typed.iter().filter(|one| !one.words.trim().is_empty());
        said.filter(|one| !gaps.iter().any(|gap| one.fits(gap)))
            .collect()
    }

    /// The wording with what was added, or a sentence for each gap that cannot be filled so.
    pub fn apply(
        &self,
        instrument: &Instrument,
        wording: &Wording,
    ) -> Result<Wording, Vec<(Gap, String)>> {
        let mut whole = wording.clone();
        let mut problems = Vec::new();
        for gap in wording.gap_list(instrument) {
            if let Err(sentence) = whole.fill(instrument, &gap, self.words(&gap)) {
                problems.push((gap, sentence));
            }
        }
        for item in &self.confirmed {
            whole.confirm(item);
        }
        if problems.is_empty() {
            Ok(whole)
        } else {
            Err(problems)
        }
    }
}

/// Puts a reading into use: one that waits, the present one completed, or an earlier one again.
pub fn use_wording(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    code: &str,
    revision: i64,
    completion: &Completion,
) -> Result<(), Refusal> {
    let command = &(code, revision, completion);
    clinic.act(actor, key, ("use_wording", command), |act| {
        act.permit(Action::KeepWording)?;
        let instrument = instrument(code)?;
        let readings = kept::readings(act.tx)?;
        let reading = readings
            .iter()
            .find(|one| one.instrument == instrument.code && one.revision == revision)
            .ok_or(Refusal::NotFound)?;
        if reading.used_from.is_none() && !reading.is_waiting() {
            return Err(Refusal::Conflict(format!(
                "Another file of the {} was read since, or this one was put aside, so it was not put into use.",
                instrument.short
            )));
        }
        let stored = Wording::stored(instrument, &reading.wording)
            .map_err(|error| Refusal::Conflict(error.to_string()))?;
        if !completion.unplaced(instrument, Some(&stored)).is_empty() {
            let sentence = "Somebody completed this wording meanwhile, so what you typed was not put in.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        let whole = completion.apply(instrument, &stored).map_err(|problems| {
            let all: Vec<_> = problems.into_iter().map(|(_, sentence)| sentence).collect();
            Refusal::Conflict(all.join(" "))
        })?;
        if let Some(lacks) = whole.lacks(instrument) {
            return Err(Refusal::Conflict(lacks));
        }
        let waiting = reading.is_waiting().then_some(revision);
        let confirmed = completion.confirmed.iter();
        let confirmed = confirmed.filter(|item| stored.unconfirmed.contains(item));
        let confirmed: Vec<ItemId> = confirmed.cloned().collect();
        put_in_use(act, &whole, waiting, &confirmed)
    })
}

fn put_in_use(
    act: &mut Act<'_, '_>,
    wording: &Wording,
    waiting: Option<i64>,
    confirmed: &[ItemId],
) -> Result<(), Refusal> {
    let text = written(wording)?;
    let new = reading(act, wording, &text);
    let revision = kept::put_in_use(act.tx, &new, waiting)?;
    say(
        act,
        "wording.used",
        &wording.instrument,
        revision,
        confirmed,
    )
}

/// Puts aside a reading that waits.
pub fn put_wording_aside(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    code: &str,
    revision: i64,
) -> Result<(), Refusal> {
    clinic.act(
        actor,
        key,
        ("put_wording_aside", &(code, revision)),
        |act| {
            act.permit(Action::KeepWording)?;
            let instrument = instrument(code)?;
            let readings = kept::readings(act.tx)?;
            let own = |one: &&WordingReading| {
                one.instrument == instrument.code && one.revision == revision
            };
            let reading = readings.iter().find(own).ok_or(Refusal::NotFound)?;
            if !reading.is_waiting() {
                let stands = match (reading.used_from, reading.ended_at) {
                    (Some(_), None) => "It is in use already, and nothing was changed.",
                    (Some(_), Some(_)) => {
                        "It was in use, and is not any more. Nothing was changed."
                    }
                    (None, _) => "It was put aside already, or another file took its place.",
                };
                return Err(Refusal::Conflict(format!(
                    "This reading does not wait any more. {stands}"
                )));
            }
            kept::put_aside(act.tx, &instrument.code, act.now)?;
            say(act, "wording.put_aside", &instrument.code, revision, &[])
        },
    )
}

/// Keeps wording that was read at the console. What is whole is in use at once; what somebody has to complete or confirm
/// waits for them on the page, and what was in use before stays. Answers whether it is in use.
pub fn keep_wording(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    wording: &Wording,
) -> Result<bool, Refusal> {
    clinic.act(actor, key, ("keep_wording", wording), |act| {
        act.permit(Action::KeepWording)?;
        let instrument = instrument(&wording.instrument)?;
        let whole = wording.lacks(instrument).is_none();
        if whole {
            put_in_use(act, wording, None, &[])?;
        } else {
            wait(act, wording)?;
        }
        Ok(whole)
    })
}
