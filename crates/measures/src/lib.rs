#![doc = include_str!("../README.md")]

pub mod answers;
pub mod change;
pub mod file;
pub mod instrument;
pub mod library;
mod loinc;
pub mod score;
pub mod wording;

pub use answers::{Absence, Answer, Answers};
pub use change::{Change, ChangeRefused, Direction};
pub use file::FileError;
pub use instrument::{
    AnsweredBy, Instrument, Item, ItemId, Kind, Points, Scale, Sex, Source, Urgency,
};
pub use library::Library;
pub use score::{Context, FlagState, Outcome, ScoreError, Scored, score};
pub use wording::{Answerable, Wording, WordingError};
