//! What still has to be worked, as far as one list shows it, and how much more there is.

use super::{COUNT_OPEN, COUNT_WAITS, IN_DANGER, MARK, OPEN, WAITS, opened};
use crate::people::patient::{LIST_MAX, Within};
use crate::value::Args;
use crate::{Read, RecordError};
use care::InquiryId;
use care::intake::inquiry::Inquiry;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;

/// How much more there is than one list shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Beyond {
    /// In danger: see [`in_danger`].
    pub in_danger: usize,
    /// Of everybody else.
    pub others: usize,
}

impl Beyond {
    /// All of them.
    pub const fn all(self) -> usize {
        self.in_danger.saturating_add(self.others)
    }
}

/// What still has to be worked within reach, danger and whoever asked longest ago first; and how much more there is. At
/// most [`LIST_MAX`] of those in danger, of those who came in and nobody here knows, and of those who are worked on: no
/// crowd of one of them hides anybody of another.
pub fn open(read: &mut impl Read, within: &Within) -> Result<(Vec<Inquiry>, Beyond), RecordError> {
    let rows = read.all(OPEN, Args(&mut within.args()))?;
    let shown = opened(read, rows)?;
    let mut beyond = Beyond::default();
    if shown.len() < LIST_MAX as usize {
        return Ok((shown, beyond));
    }
    for (part, all) in read.all(COUNT_OPEN, Args(&mut within.args()))? {
        let more = usize::try_from(all - i64::from(LIST_MAX)).unwrap_or(0);
        match part {
            0 => beyond.in_danger += more,
            _ => beyond.others += more,
        }
    }
    Ok((shown, beyond))
}

/// Those of it who wait for a place, in the same order, at most [`LIST_MAX`]; and how many more there are, which is
/// asked only where the list is full.
pub fn waiting(
    read: &mut impl Read,
    within: &Within,
) -> Result<(Vec<Inquiry>, usize), RecordError> {
    let rows = read.all(WAITS, Args(&mut within.args()))?;
    let shown = opened(read, rows)?;
    if shown.len() < LIST_MAX as usize {
        return Ok((shown, 0));
    }
    let all = read.count(COUNT_WAITS, Args(&mut within.args()))?;
    let all = usize::try_from(all).unwrap_or(0);
    let more = all.saturating_sub(shown.len());
    Ok((shown, more))
}

/// Which of these are in danger: nobody has spoken with them, and something about them wanted somebody now at any moment
/// since they asked. It is what [`open`] puts first and counts.
pub fn in_danger(
    read: &mut impl Read,
    inquiries: &[InquiryId],
) -> Result<HashSet<InquiryId>, RecordError> {
    if inquiries.is_empty() {
        return Ok(HashSet::new());
    }
    let found = read.all(IN_DANGER, args![inquiries])?;
    Ok(found.into_iter().collect())
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
