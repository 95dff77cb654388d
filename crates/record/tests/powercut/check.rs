//! Whether a disk still holds what was answered.

use super::child;
use record::journal::{self, Checkpoint};
use record::{Record, RecordError, idempotency};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use uuid::Uuid;

pub enum Verdict {
    Sound { answered: u64 },
    Lost { answered: u64, missing: usize },
    Corrupt { answered: u64, why: String },
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sound { answered } => write!(f, "all {answered} answered rows are there"),
            Self::Lost { answered, missing } => {
                write!(f, "{missing} of {answered} answered rows are gone")
            }
            Self::Corrupt { answered, why } => write!(f, "damaged after {answered} rows: {why}"),
        }
    }
}

impl Verdict {
    pub fn is_sound(&self) -> bool {
        matches!(self, Self::Sound { .. })
    }

    pub fn answered(&self) -> u64 {
        let (Self::Sound { answered }
        | Self::Lost { answered, .. }
        | Self::Corrupt { answered, .. }) = self;
        *answered
    }
}

pub fn check(image: &BTreeMap<PathBuf, Vec<u8>>, numbers: &[u64]) -> Verdict {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in image {
        std::fs::write(folder.path().join(name.file_name().unwrap()), content).unwrap();
    }
    let answered = numbers.len() as u64;
    match look(folder.path(), numbers) {
        Ok(0) => Verdict::Sound { answered },
        Ok(missing) => Verdict::Lost { answered, missing },
        // Before the first answer steps of the schema may be missing; none is half there, so the next start goes on.
        Err(RecordError::Older { .. }) if numbers.is_empty() => {
            let settings = child::settings(folder.path(), false);
            match Record::open_migrated(&settings, child::masters(), child::now()) {
                Ok(_) => Verdict::Sound { answered },
                Err(error) => Verdict::Corrupt {
                    answered,
                    why: error.to_string(),
                },
            }
        }
        Err(RecordError::Older { .. }) => Verdict::Lost {
            answered,
            missing: numbers.len(),
        },
        Err(error) => Verdict::Corrupt {
            answered,
            why: error.to_string(),
        },
    }
}

/// How many of the answered numbers are not there.
fn look(folder: &Path, numbers: &[u64]) -> Result<usize, RecordError> {
    let settings = child::settings(folder, false);
    let record = Record::open(&settings, child::masters())?;
    let path = folder.join("record.sqlite3");
    let sound: String =
        rusqlite::Connection::open(path)?
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(RecordError::Damaged(sound));
    }
    let outside = Checkpoint::read_file(&folder.join("checkpoints.jsonl"))?;
    record.read_across(|across| {
        // A cut before the organization was there leaves no journal to verify.
        let begun = !record::people::organization::all(across)?.is_empty();
        let read = &mut across.within(child::organization_id());
        let mut missing = 0;
        for number in numbers {
            let key = Uuid::from_u128(u128::from(*number));
            if idempotency::find(read, key)?.is_none() {
                missing += 1;
            }
        }
        if missing == 0 && begun {
            let verified = journal::verify(read, &outside, true)?;
            verified.map_err(|fault| RecordError::Damaged(fault.to_string()))?;
        }
        Ok(missing)
    })
}
