//! The official wording of instruments: every file that was read, which one is in use, and since when.

use crate::{Read, RecordError, Tx};
use care::PersonId;
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO measure_reading (organization_id, instrument, revision, origin, wording, read_at, read_by, \
        used_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LAST: i64 = "SELECT coalesce(max(revision), 0) FROM measure_reading WHERE organization_id = $1 AND instrument = $2";
    READINGS: WordingReading = "SELECT {} FROM measure_reading WHERE organization_id = $1 ORDER BY instrument, revision";
    IN_USE: String = "SELECT wording FROM measure_reading \
        WHERE organization_id = $1 AND instrument = $2 AND used_from IS NOT NULL AND ended_at IS NULL";
    ALL_IN_USE: (String, String) = "SELECT instrument, wording FROM measure_reading \
        WHERE organization_id = $1 AND used_from IS NOT NULL AND ended_at IS NULL ORDER BY instrument";
    USE = "UPDATE measure_reading SET wording = $4, used_from = $5 \
        WHERE organization_id = $1 AND instrument = $2 AND revision = $3 AND used_from IS NULL AND ended_at IS NULL";
    END_USED = "UPDATE measure_reading SET ended_at = $3 \
        WHERE organization_id = $1 AND instrument = $2 AND used_from IS NOT NULL AND ended_at IS NULL";
    END_WAITING = "UPDATE measure_reading SET ended_at = $3 \
        WHERE organization_id = $1 AND instrument = $2 AND used_from IS NULL AND ended_at IS NULL";
}

/// One file as it was read for one instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingReading {
    /// The instrument's code.
    pub instrument: String,
    /// Its number among the readings of the instrument; never given again.
    pub revision: i64,
    /// Where the wording came from, in words.
    pub origin: String,
    /// The wording, as the caller shapes it.
    pub wording: String,
    /// When it was read.
    pub read_at: Timestamp,
    /// By whom, where that is known.
    pub read_by: Option<PersonId>,
    /// Since when people see it, if they ever did.
    pub used_from: Option<Timestamp>,
    /// Until when; or when it was put aside unused.
    pub ended_at: Option<Timestamp>,
}

row! {
    WordingReading of _ { instrument, revision, origin, wording, read_at, read_by, used_from, ended_at }
}

impl WordingReading {
    /// Whether it is what people see.
    pub const fn is_in_use(&self) -> bool {
        self.used_from.is_some() && self.ended_at.is_none()
    }

    /// Whether it waits for somebody to look at it.
    pub const fn is_waiting(&self) -> bool {
        self.used_from.is_none() && self.ended_at.is_none()
    }
}

/// Every reading of an organization, by instrument, the oldest first.
pub fn readings(read: &mut impl Read) -> Result<Vec<WordingReading>, RecordError> {
    read.all(READINGS, args![])
}

/// The wording of an instrument that people see.
pub fn in_use(read: &mut impl Read, instrument: &str) -> Result<Option<String>, RecordError> {
    read.maybe(IN_USE, args![instrument])
}

/// The wordings that people see, each with its instrument.
pub fn all_in_use(read: &mut impl Read) -> Result<Vec<(String, String)>, RecordError> {
    read.all(ALL_IN_USE, args![])
}

/// A file that was read for one instrument, and by whom.
#[derive(Clone, Copy)]
pub struct NewReading<'a> {
    /// The instrument's code.
    pub instrument: &'a str,
    /// Where the wording came from, in words.
    pub origin: &'a str,
    /// The wording, as JSON of the measures.
    pub wording: &'a str,
    /// Who read it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Keeps a reading that waits; an earlier one that waited is put aside. Answers its number.
pub fn wait(tx: &mut Tx<'_>, new: &NewReading<'_>) -> Result<i64, RecordError> {
    put_aside(tx, new.instrument, new.at)?;
    insert(tx, new, None)
}

/// Keeps a reading, in use from an instant or not yet. Answers its number.
fn insert(
    tx: &mut Tx<'_>,
    new: &NewReading<'_>,
    used_from: Option<Timestamp>,
) -> Result<i64, RecordError> {
    let revision = next(tx, new.instrument)?;
    tx.run(
        INSERT,
        args![
            new.instrument,
            revision,
            new.origin,
            new.wording,
            new.at,
            Some(new.by),
            used_from
        ],
    )?;
    Ok(revision)
}

/// Puts wording into use from now on, and ends what was in use. A reading that waited becomes it; otherwise the wording
/// is a reading of its own. Answers its number.
pub fn put_in_use(
    tx: &mut Tx<'_>,
    new: &NewReading<'_>,
    waiting: Option<i64>,
) -> Result<i64, RecordError> {
    tx.run(END_USED, args![new.instrument, new.at])?;
    if let Some(revision) = waiting {
        tx.run(USE, args![new.instrument, revision, new.wording, new.at])?;
        return Ok(revision);
    }
    insert(tx, new, Some(new.at))
}

/// Puts aside the reading that waits, if one does. Answers whether one did.
pub fn put_aside(tx: &mut Tx<'_>, instrument: &str, now: Timestamp) -> Result<bool, RecordError> {
    Ok(tx.run(END_WAITING, args![instrument, now])? > 0)
}

fn next(tx: &mut Tx<'_>, instrument: &str) -> Result<i64, RecordError> {
    Ok(tx.count(LAST, args![instrument])? + 1)
}
