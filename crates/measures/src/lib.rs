#![doc = include_str!("../README.md")]

pub mod answers;
pub mod change;
pub mod file;
pub mod instrument;
pub mod library;
mod loinc;
pub mod score;
pub mod wording;

pub use answers::{Absence, Answers, ItemAnswer};
pub use change::{ChangeRefused, Direction, ScaleChange};
pub use file::FileError;
pub use instrument::{
    Alarm, AnswerKind, AnsweredBy, Clock, Instrument, Item, ItemId, Matter, Points, Scale, Sex,
    Source, Sure, Urgency,
};
pub use library::Library;
pub use score::{
    Context, Earlier, FlagState, MarkedItem, Outcome, RaisedAlarm, ScoreError, Scored, alarms,
    marked, score,
};
pub use wording::{Answerable, Wording, WordingError};
