//! From a file to a protocol, or to everything that is wrong with it.

use super::problem::Notes;
use super::raw::RawProtocol;
use super::{FILE_BYTES_MAX, Problems, Protocol};

impl Protocol {
    /// Loads a protocol; `file` is its name for the messages.
    pub fn load(file: &str, text: &str) -> Result<Self, Problems> {
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
        let raw: RawProtocol = match reading::toml(text) {
            Ok(raw) => raw,
            Err(wrong) => {
                notes.add(
                    wrong.at,
                    format!("This cannot be read: {}.", wrong.problem),
                    "Compare the entry with the same kind of entry in protocols/iop-standard.toml.",
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
