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
    /// How many signals within reach are open, by how urgent they are, and how many of these the first who were told
    /// did not answer in their time: as [`care::followup::signal::Signal::overdue_since`] says of one.
    COUNT_OPEN: (Urgency, i64, i64) = "SELECT s.urgency, count(*), \
        CAST(sum(CASE WHEN s.clock_at IS NOT NULL AND coalesce(s.first_by, s.clock_at) <= $11 THEN 1 ELSE 0 END) \
        AS bigint) FROM signal s {} {} \
        WHERE s.organization_id = $1 AND s.closed_at IS NULL AND {} GROUP BY s.urgency ORDER BY s.urgency LIMIT $10",
        KEY, reached!("s"), within_reached!("s.person_id");
    /// When those were raised that nobody has, by one who raises, and about whom: the latest first.
    RAISED_BY: (Timestamp, PersonId) = "SELECT s.raised_at, s.person_id FROM signal s {} {} \
        WHERE s.organization_id = $1 AND s.closed_at IS NULL AND s.raised_by = $11 AND {} = 0 AND {} \
        ORDER BY s.raised_at DESC LIMIT $10", KEY, reached!("s"), HAD, within_reached!("s.person_id");
}

/// How many signals of one urgency are open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenCount {
    /// How urgent.
    pub urgency: Urgency,
    /// How many.
    pub all: usize,
    /// How many of them are unanswered after their time.
    pub late: usize,
}

/// How many signals are open within reach, by how urgent they are; all of them.
pub fn count_open(
    read: &mut impl Read,
    within: &Within,
    now: Timestamp,
) -> Result<Vec<OpenCount>, RecordError> {
    let mut arguments = within.args_with(OPEN_MAX);
    arguments.extend_from_slice(args_across![now]);
    let rows = read.all(COUNT_OPEN, Args(&mut arguments))?;
    let count = |count: i64| usize::try_from(count).unwrap_or(usize::MAX);
    let open = rows.into_iter().map(|(urgency, all, late)| OpenCount {
        urgency,
        all: count(all),
        late: count(late),
    });
    Ok(open.collect())
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
