//! How much is asked of the database, counted where it is asked. A page's cost is read off here instead of guessed.

use std::ops::Sub;
use std::sync::atomic::{AtomicU64, Ordering};

/// What was asked of a record since it was opened. The difference of two is what happened between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Statements run.
    pub statements: u64,
    /// Steps of the embedded engine's machine; a server does not say.
    pub steps: u64,
    /// Statements compiled, for the first time or anew.
    pub compiled: u64,
    /// Snapshots opened for reading.
    pub snapshots: u64,
    /// Commits that were confirmed.
    pub commits: u64,
    /// Entries appended to journals.
    pub entries: u64,
}

impl Sub for Work {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            statements: self.statements - before.statements,
            steps: self.steps - before.steps,
            compiled: self.compiled - before.compiled,
            snapshots: self.snapshots - before.snapshots,
            commits: self.commits - before.commits,
            entries: self.entries - before.entries,
        }
    }
}

/// Counts for all connections of a record. The numbers are read one by one, so they belong together only while
/// nothing else runs.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    statements: AtomicU64,
    steps: AtomicU64,
    compiled: AtomicU64,
    snapshots: AtomicU64,
    commits: AtomicU64,
    entries: AtomicU64,
}

impl Counter {
    /// A statement ran in so many steps, and was compiled so often for it.
    pub fn statement(&self, steps: i32, compiled: i32) {
        add(&self.statements, 1);
        add(&self.steps, u64::try_from(steps).unwrap_or(0));
        add(&self.compiled, u64::try_from(compiled).unwrap_or(0));
    }

    /// A snapshot was opened.
    pub fn snapshot(&self) {
        add(&self.snapshots, 1);
    }

    /// A commit was confirmed.
    pub fn commit(&self) {
        add(&self.commits, 1);
    }

    /// An entry was appended to a journal.
    pub fn entry(&self) {
        add(&self.entries, 1);
    }

    /// All of it.
    pub fn so_far(&self) -> Work {
        let read = |number: &AtomicU64| number.load(Ordering::Relaxed);
        Work {
            statements: read(&self.statements),
            steps: read(&self.steps),
            compiled: read(&self.compiled),
            snapshots: read(&self.snapshots),
            commits: read(&self.commits),
            entries: read(&self.entries),
        }
    }
}

fn add(number: &AtomicU64, more: u64) {
    if more > 0 {
        number.fetch_add(more, Ordering::Relaxed);
    }
}
