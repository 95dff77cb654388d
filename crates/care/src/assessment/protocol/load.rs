//! From a file to a protocol, or to everything that is wrong with it.

use super::problem::Notes;
use super::raw::{RawForm, RawProtocol};
use super::{FILE_BYTES_MAX, FORM, Problems, Protocol, STANDARD_ID};

impl Protocol {
    /// Loads a protocol; `file` is its name for the messages. One that differs from the protocol that comes along is not
    /// called like it.
    pub fn load(file: &str, text: &str) -> Result<Self, Problems> {
        let protocol = Self::read(file, text)?;
        if protocol.id != STANDARD_ID || protocol.says_as(&Self::standard()?) {
            return Ok(protocol);
        }
        let mut notes = Notes {
            file,
            text,
            problems: Vec::new(),
        };
        notes.add(
            text.find(&format!("\"{STANDARD_ID}\"")).unwrap_or(0),
            format!("This is not the protocol that comes along, and is called “{STANDARD_ID}” like it."),
            "Give it an `id` and a `title` of its own. `stepwell place --protocol FILE --sheet` then lists what differs.",
        );
        Err(Problems(notes.problems))
    }

    /// The same, whatever it is called.
    pub(super) fn read(file: &str, text: &str) -> Result<Self, Problems> {
        let mut notes = Notes {
            file,
            text,
            problems: Vec::new(),
        };
        if text.len() > FILE_BYTES_MAX {
            notes.add(
                0,
                format!("The file is longer than {FILE_BYTES_MAX} bytes."),
                "Keep one program in one file.",
            );
            return Err(Problems(notes.problems));
        }
        if form(&mut notes) {
            return Err(Problems(notes.problems));
        }
        let raw: RawProtocol = match reading::toml(text) {
            Ok(raw) => raw,
            Err(wrong) => {
                notes.add(
                    wrong.at,
                    format!("This cannot be read: {}.", wrong.problem),
                    "Compare the entry with the same kind of entry in what `stepwell place --standard` prints.",
                );
                return Err(Problems(notes.problems));
            }
        };
        let protocol = super::compile::compile(raw, &mut notes);
        if notes.problems.is_empty() {
            return Ok(protocol);
        }
        notes.problems.sort_by_key(|problem| problem.line);
        Err(Problems(notes.problems))
    }
}

/// Notes a file that is written in another form than this program reads; answers whether it is one. A file that cannot be
/// read at all is left to the reader of the whole.
fn form(notes: &mut Notes<'_>) -> bool {
    let Ok(RawForm { form }) = reading::toml::<RawForm>(notes.text) else {
        return false;
    };
    let (at, what) = match &form {
        Some(form) if *form.get_ref() == FORM => return false,
        Some(form) => (
            form.span().start,
            format!(
                "This protocol is written in form {}; this Stepwell reads form {FORM}.",
                form.get_ref()
            ),
        ),
        None => (
            0,
            format!(
                "This protocol names no form, as those for an earlier Stepwell did. The form of criteria has changed; this \
                 Stepwell reads form {FORM}."
            ),
        ),
    };
    notes.add(
        at,
        what,
        "Print the present one with `stepwell place --standard > NEW.toml`, carry your numbers and the criteria that you \
         had changed over to it, and name it in place of this file. docs/operating.md lists what is written otherwise \
         (“A protocol of your own”).",
    );
    true
}
