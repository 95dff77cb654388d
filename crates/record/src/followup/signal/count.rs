//! How many signals are open, and when they were raised. Nothing that is sealed is opened for it.

use super::{HAD, KEY, OPEN_MAX};
use crate::intake::inquiry::{reached, within_reached};
use crate::people::patient::Within;
use crate::value::Args;
use crate::{Read, RecordError};
use care::PersonId;
use care::followup::signal::Urgency;
use jiff::Timestamp;

/// Signals that one raised and nobody has, answered at once: two columns of each.
pub const RAISED_MAX: u32 = 5_000;

statements! {
    /// How many signals within reach are open, by how urgent they are.
    COUNT_OPEN: (Urgency, i64) = "SELECT s.urgency, count(*) FROM signal s {} {} \
        WHERE s.organization_id = $1 AND s.closed_at IS NULL AND {} GROUP BY s.urgency ORDER BY s.urgency LIMIT $10",
        KEY, reached!("s"), within_reached!("s.person_id");
    /// When those were raised that nobody has, by one who raises, and about whom: the latest first.
    RAISED_BY: (Timestamp, PersonId) = "SELECT s.raised_at, s.person_id FROM signal s {} {} \
        WHERE s.organization_id = $1 AND s.closed_at IS NULL AND s.raised_by = $11 AND {} = 0 AND {} \
        ORDER BY s.raised_at DESC LIMIT $10", KEY, reached!("s"), HAD, within_reached!("s.person_id");
}

/// How many signals are open within reach, by how urgent they are; all of them.
pub fn count_open(
    read: &mut impl Read,
    within: &Within,
) -> Result<Vec<(Urgency, usize)>, RecordError> {
    let rows = read.all(COUNT_OPEN, Args(&mut within.args_with(OPEN_MAX)))?;
    let count = |count: i64| usize::try_from(count).unwrap_or(usize::MAX);
    Ok(rows
        .into_iter()
        .map(|(urgency, number)| (urgency, count(number)))
        .collect())
}

/// When the open signals within reach were raised that `by` raised and nobody has, and about whom; the latest first, at
/// most [`RAISED_MAX`].
pub fn raised_by(
    read: &mut impl Read,
    within: &Within,
    by: PersonId,
) -> Result<Vec<(Timestamp, PersonId)>, RecordError> {
    let mut arguments = within.args_with(RAISED_MAX);
    arguments.extend_from_slice(args_across![by]);
    read.all(RAISED_BY, Args(&mut arguments))
}
