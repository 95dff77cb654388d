//! What cannot be written while the disk is full, and must not keep anybody from reading.
//!
//! A counselor who looks for a telephone number or a safety plan has to find it also on the day on which the disk is
//! full. So a look is then served, and its journal entry is kept here, with its own time, until it can be written: that
//! is tried every few seconds, with the next look or by the upkeep. Each is also a line of the log, with ids and
//! nothing else, in case the server ends before. The room is bounded: once it is used up, looks are refused as well,
//! because nobody reads untold.

use crate::Refusal;
use crate::lock::open;
use care::{Dice, LoginId, OrganizationId};
use jiff::{SignedDuration, Timestamp};
use record::journal::{self, Entry};
use record::{Record, RecordError, Tx};
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Looks that are kept at most.
const LOOKS_MAX: usize = 10_000;
/// Sessions whose last request is kept at most.
const SESSIONS_MAX: usize = 1_000;
/// How often writing what waits is tried, in seconds: with each look, all of it would be written and undone again.
const TRY_SECONDS: i64 = 5;

/// One look that is not in the journal yet.
#[derive(Clone)]
struct Look {
    organization: OrganizationId,
    at: Timestamp,
    entry: Entry,
}

/// What it takes to write looks down.
#[derive(Clone, Copy)]
pub(crate) struct Pen<'a> {
    pub record: &'a Record,
    pub dice: &'a dyn Dice,
    /// Now.
    pub at: Timestamp,
}

/// What waits to be written.
#[derive(Default)]
pub struct Unwritten {
    looks: Mutex<Waiting>,
    seen: Mutex<HashMap<LoginId, Timestamp>>,
    refusing: AtomicBool,
}

/// The looks that wait, in their order.
#[derive(Default)]
struct Waiting {
    looks: Vec<Look>,
    /// When writing them was last tried.
    tried_at: Option<Timestamp>,
}

impl Waiting {
    /// Whether it is time to try again; also where the clock was put back.
    fn is_due(&self, now: Timestamp) -> bool {
        let rest = SignedDuration::from_secs(TRY_SECONDS);
        self.tried_at
            .is_none_or(|at| now < at || now.duration_since(at) >= rest)
    }

    /// Keeps looks, as long as there is room.
    fn keep(&mut self, new: Vec<Look>) -> Result<(), Refusal> {
        if self.looks.len() + new.len() > LOOKS_MAX {
            return Err(RecordError::DiskFull.into());
        }
        for look in &new {
            let (who, what, about) = (look.entry.actor, look.entry.action, look.entry.subject);
            tracing::warn!(at = %look.at, %who, what, %about, "a look waits to be journaled");
        }
        self.looks.extend(new);
        Ok(())
    }
}

fn disk_is_full(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Record(RecordError::DiskFull))
}

/// How it stands with writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Whether the last write was refused because the disk is full.
    pub refuses_to_write: bool,
    /// Looks that wait to be written into the journal.
    pub looks_waiting: usize,
}

impl Unwritten {
    /// How it stands with writing.
    pub(crate) fn health(&self) -> Health {
        Health {
            refuses_to_write: self.refusing.load(Ordering::Relaxed),
            looks_waiting: open(&self.looks).looks.len(),
        }
    }

    /// Writes the looks that wait, where it is time to try or `at_once`; the disk may still be full.
    pub(crate) fn write_waiting(&self, pen: Pen<'_>, at_once: bool) -> Result<(), Refusal> {
        let mut waiting = open(&self.looks);
        if waiting.looks.is_empty() || !(at_once || waiting.is_due(pen.at)) {
            return Ok(());
        }
        self.write_with(&mut waiting, Vec::new(), pen)
    }

    /// Remembers how the last write went.
    pub(crate) fn wrote<T>(&self, result: &Result<T, Refusal>) {
        let full = match result {
            Ok(_) => false,
            Err(refusal) if disk_is_full(refusal) => true,
            Err(_) => return,
        };
        let before = self.refusing.swap(full, Ordering::Relaxed);
        if full && !before {
            tracing::error!("the disk is full: nothing is saved, and looks are journaled later");
        } else if before && !full {
            tracing::info!("there is room on the disk again");
        }
    }

    /// Writes looks into the journal before anybody is shown anything; on a full disk keeps them instead.
    pub(crate) fn tell(
        &self,
        pen: Pen<'_>,
        new: Vec<(OrganizationId, Entry)>,
    ) -> Result<(), Refusal> {
        let new = new.into_iter().map(|(organization, entry)| Look {
            organization,
            at: pen.at,
            entry,
        });
        let new: Vec<Look> = new.collect();
        // Held only while something waits: then whoever tries writes all of it, in its order.
        let mut waiting = open(&self.looks);
        if waiting.looks.is_empty() {
            // While it is written nobody holds it: one after the other, looks could not share a commit.
            drop(waiting);
            if new.is_empty() {
                return Ok(());
            }
            return match self.write_down(pen, &new) {
                Err(refusal) if disk_is_full(&refusal) => {
                    let mut waiting = open(&self.looks);
                    waiting.tried_at = Some(pen.at);
                    waiting.keep(new)
                }
                other => other,
            };
        }
        if waiting.is_due(pen.at) {
            self.write_with(&mut waiting, new, pen)
        } else {
            waiting.keep(new)
        }
    }

    /// Tries to write what waits and what is new; on a disk that is still full keeps both.
    fn write_with(
        &self,
        waiting: &mut Waiting,
        new: Vec<Look>,
        pen: Pen<'_>,
    ) -> Result<(), Refusal> {
        waiting.tried_at = Some(pen.at);
        let all: Vec<Look> = waiting.looks.iter().chain(&new).cloned().collect();
        match self.write_down(pen, &all) {
            Ok(()) => {
                waiting.looks.clear();
                Ok(())
            }
            Err(refusal) if disk_is_full(&refusal) => waiting.keep(new),
            // Not kept: the look is refused, so there is nothing to tell of.
            Err(refusal) => Err(refusal),
        }
    }

    fn write_down(&self, pen: Pen<'_>, looks: &[Look]) -> Result<(), Refusal> {
        let Some(first) = looks.first() else {
            return Ok(());
        };
        let written = if looks
            .iter()
            .all(|look| look.organization == first.organization)
        {
            pen.record.transact(first.organization, |tx| {
                looks
                    .iter()
                    .try_for_each(|look| append_look(tx, pen.dice, look.at, &look.entry))
                    .map_err(Refusal::from)
            })
        } else {
            pen.record.transact_across(|across| {
                for look in looks {
                    let tx = &mut across.within(look.organization);
                    append_look(tx, pen.dice, look.at, &look.entry)?;
                }
                Ok(())
            })
        };
        self.wrote(&written);
        written
    }

    /// Notes when a session was last here: in memory alone where the disk is full.
    pub fn note_seen(
        &self,
        session: LoginId,
        now: Timestamp,
        written: Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        self.wrote(&written);
        let mut seen = open(&self.seen);
        match written {
            Ok(()) => {
                seen.remove(&session);
                Ok(())
            }
            Err(refusal)
                if disk_is_full(&refusal)
                    && (seen.len() < SESSIONS_MAX || seen.contains_key(&session)) =>
            {
                seen.insert(session, now);
                Ok(())
            }
            Err(refusal) => Err(refusal),
        }
    }

    /// When a session was last here, as far as only memory knows.
    pub fn seen(&self, session: LoginId) -> Option<Timestamp> {
        open(&self.seen).get(&session).copied()
    }
}

/// Appends what somebody saw. Whoever was forgotten meanwhile has no key to seal the details with.
pub(crate) fn append_look(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    at: Timestamp,
    entry: &Entry,
) -> Result<(), RecordError> {
    match journal::append(tx, dice, at, entry) {
        Err(RecordError::Forgotten) => {
            let bare = Entry {
                detail: None,
                ..entry.clone()
            };
            journal::append(tx, dice, at, &bare).map(drop)
        }
        appended => appended.map(drop),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn on_a_full_disk_a_session_goes_on_in_memory_until_it_can_be_written() {
        let unwritten = Unwritten::default();
        let session = LoginId::from(Uuid::from_u128(1));
        let now: Timestamp = "2026-03-02T15:00:00Z".parse().unwrap();
        let full = || Err(Refusal::Record(RecordError::DiskFull));
        unwritten.note_seen(session, now, full()).unwrap();
        assert_eq!(unwritten.seen(session), Some(now));
        let broken = unwritten.note_seen(session, now, Err(Refusal::NotFound));
        assert!(matches!(broken, Err(Refusal::NotFound)));
        unwritten.note_seen(session, now, Ok(())).unwrap();
        assert_eq!(unwritten.seen(session), None);
        // The room is bounded.
        for number in 0..SESSIONS_MAX as u128 {
            let session = LoginId::from(Uuid::from_u128(number));
            unwritten.note_seen(session, now, full()).unwrap();
        }
        let later = now + SignedDuration::from_mins(1);
        unwritten.note_seen(session, later, full()).unwrap();
        assert_eq!(unwritten.seen(session), Some(later), "who is in goes on");
        let one_more = LoginId::from(Uuid::from_u128(u128::MAX));
        assert!(unwritten.note_seen(one_more, now, full()).is_err());
    }
    #[test]
    fn what_waits_is_tried_every_few_seconds() {
        let now: Timestamp = "2026-03-02T15:00:00Z".parse().unwrap();
        let mut waiting = Waiting::default();
        assert!(waiting.is_due(now));
        waiting.tried_at = Some(now);
        let later = |seconds| now + SignedDuration::from_secs(seconds);
        assert!(!waiting.is_due(now) && !waiting.is_due(later(TRY_SECONDS - 1)));
        assert!(waiting.is_due(later(TRY_SECONDS)) && waiting.is_due(later(-1)));
    }
}
