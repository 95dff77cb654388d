//! What still has to be worked, as far as one list shows it, and how much more there is.

use super::{Kept, MARK, OPEN, WAITS, inquiry};
use crate::people::patient::{LIST_MAX, Within};
use crate::value::Args;
use crate::{Read, RecordError};
use care::intake::inquiry::Inquiry;
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

/// What still has to be worked within reach, danger and whoever asked longest ago first, at most [`LIST_MAX`]; and how
/// much more there is.
pub fn open(read: &mut impl Read, within: &Within) -> Result<(Vec<Inquiry>, usize), RecordError> {
    let rows = read.all(OPEN, Args(&mut within.args()))?;
    listed(read, within, rows, |_| true)
}

/// Those of it who wait for a place, in the same order, at most [`LIST_MAX`]; and how many more there are.
pub fn waiting(
    read: &mut impl Read,
    within: &Within,
) -> Result<(Vec<Inquiry>, usize), RecordError> {
    let rows = read.all(WAITS, Args(&mut within.args()))?;
    listed(read, within, rows, |since| since.is_some())
}

/// A list, and how many there are beyond it: which is asked only where it is full.
fn listed(
    read: &mut impl Read,
    within: &Within,
    rows: Vec<Kept>,
    is_of_it: impl Fn(Option<Date>) -> bool,
) -> Result<(Vec<Inquiry>, usize), RecordError> {
    let shown = rows.into_iter().map(|kept| inquiry(read, kept));
    let shown: Vec<Inquiry> = shown.collect::<Result<_, RecordError>>()?;
    if shown.len() < LIST_MAX as usize {
        return Ok((shown, 0));
    }
    let all = read.all(MARK, Args(&mut within.args_with(u32::MAX)))?;
    let of_it = all.iter().filter(|(_, _, _, since)| is_of_it(*since));
    let more = of_it.count().saturating_sub(shown.len());
    Ok((shown, more))
}

/// What changes with everything that comes, goes, moves on or is put off among what still has to be worked within
/// reach, and tells nothing about it. Opens nothing that is sealed.
pub fn mark(read: &mut impl Read, within: &Within) -> Result<String, RecordError> {
    let mut rows = read.all(MARK, Args(&mut within.args()))?;
    rows.sort_unstable();
    let count = rows.len();
    let mut all = Sha256::new();
    for (id, stage, next_call_at, waiting_since) in rows {
        let next = next_call_at.map_or(0, Timestamp::as_microsecond);
        let waits = u8::from(waiting_since.is_some());
        all.update(id.uuid().as_bytes());
        all.update(stage.code());
        all.update([waits]);
        all.update(next.to_be_bytes());
    }
    Ok(format!("{count}-{}", crate::seal_hex(&all.finalize())))
}
