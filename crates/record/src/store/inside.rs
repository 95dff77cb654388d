//! What a thread is inside of: one read or one transaction of a record at a time.
//!
//! A read inside a read takes a second connection while it holds one; as many unlucky threads as there are connections
//! then wait for each other for good. A transaction inside another one waits for itself. Both are mistakes of the
//! program, found the first time that the code runs instead of on the day when many people come at once.

use crate::RecordError;
use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

thread_local! {
    /// The records whose connections this thread holds.
    static HELD: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// How often it was tried in this process.
static NESTED: AtomicU64 = AtomicU64::new(0);

/// How often a thread of this process tried to begin something inside something: for the test that nothing does, also
/// where the page would have hidden it.
pub fn nested() -> u64 {
    NESTED.load(Ordering::Relaxed)
}

/// The doorkeeper of one record.
pub(crate) struct Inside(u64);

/// Held for as long as a thread is inside.
pub(crate) struct Guard(u64);

impl Inside {
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// Lets a thread in that is not inside already.
    pub fn enter(&self) -> Result<Guard, RecordError> {
        HELD.with_borrow_mut(|held| {
            if held.contains(&self.0) {
                NESTED.fetch_add(1, Ordering::Relaxed);
                tracing::error!("a read or a transaction was begun inside another one");
                return Err(RecordError::Nested);
            }
            held.push(self.0);
            Ok(Guard(self.0))
        })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        HELD.with_borrow_mut(|held| held.retain(|record| *record != self.0));
    }
}
