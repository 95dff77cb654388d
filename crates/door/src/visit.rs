//! One request as one look: what was seen on the way waits for its end, or for a change to take it along.

use care::OrganizationId;
use record::journal::Entry;
use std::cell::RefCell;

/// Something seen or denied: in which organization, what.
pub(crate) type Seen = (OrganizationId, Entry);

// By thread: a handler is one thread from its beginning to its end, and looks lie deep within use cases that know of
// no request. An async handler, or work handed to another thread, would note nothing here and write its looks by
// themselves.
thread_local! {
    /// What was seen on this thread since its visit began; nothing outside any.
    static SEEN: RefCell<Option<Notes>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Notes {
    /// Everything seen, each thing once.
    all: Vec<Seen>,
    /// How much of it is in the journal already, from the first on.
    written: usize,
}

/// A request under way. What it saw is forgotten only when it panics, and then it shows nothing.
pub(crate) struct Visit {
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

    /// What was seen and is not in the journal yet, for the outermost to write.
    pub fn end(self) -> Vec<Seen> {
        let notes = self.outermost.then(|| SEEN.take()).flatten();
        notes.map_or_else(Vec::new, |mut notes| notes.all.split_off(notes.written))
    }

    /// Keeps entries for the end of the visit; gives them back where there is none. What was seen twice is kept once.
    pub fn take(entries: Vec<Seen>) -> Option<Vec<Seen>> {
        SEEN.with_borrow_mut(|seen| match seen {
            None => Some(entries),
            Some(notes) => {
                for entry in entries {
                    if !notes.all.contains(&entry) {
                        notes.all.push(entry);
                    }
                }
                None
            }
        })
    }

    /// What waits, for a change within an organization to write in its own commit; nothing where some of it was seen in
    /// another one, which then waits for the end.
    pub fn waiting_in(organization: OrganizationId) -> Option<Vec<Entry>> {
        SEEN.with_borrow(|seen| {
            let notes = seen.as_ref()?;
            let waiting = notes.all[notes.written..].iter();
            waiting
                .map(|(of, entry)| (*of == organization).then(|| entry.clone()))
                .collect()
        })
    }

    /// Everything that waited is in the journal.
    pub fn written() {
        SEEN.with_borrow_mut(|seen| {
            if let Some(notes) = seen {
                notes.written = notes.all.len();
            }
        });
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        if self.outermost {
            SEEN.set(None);
        }
    }
}
