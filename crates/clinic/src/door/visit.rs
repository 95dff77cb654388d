//! One request as one look: what was seen on the way waits for its end.

use care::OrganizationId;
use jiff::Timestamp;
use record::journal::Entry;
use std::cell::RefCell;

/// Something seen or denied: in which organization, when, what.
pub(super) type Seen = (OrganizationId, Timestamp, Entry);

thread_local! {
    /// What was seen on this thread since its visit began; nothing outside any.
    static SEEN: RefCell<Option<Vec<Seen>>> = const { RefCell::new(None) };
}

/// A request under way. What it saw is forgotten only when it panics, and then it shows nothing.
pub(super) struct Visit {
    /// Whether this is the outermost one, which writes the journal.
    outermost: bool,
}

impl Visit {
    pub fn begin() -> Self {
        SEEN.with_borrow_mut(|seen| {
            let outermost = seen.is_none();
            seen.get_or_insert_default();
            Self { outermost }
        })
    }

    /// What was seen, for the outermost to write.
    pub fn end(self) -> Option<Vec<Seen>> {
        if self.outermost { SEEN.take() } else { None }
    }

    /// Keeps entries for the end of the visit; gives them back where there is none.
    pub fn take(entries: Vec<Seen>) -> Option<Vec<Seen>> {
        SEEN.with_borrow_mut(|seen| match seen {
            None => Some(entries),
            Some(seen) => {
                seen.extend(entries);
                None
            }
        })
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        if self.outermost {
            SEEN.set(None);
        }
    }
}
