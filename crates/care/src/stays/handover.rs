//! What goes along with somebody whom an ambulance or an emergency department takes over.

pub mod along;

use crate::{HandoverId, Line, Paragraph, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

codes! {
    /// Whether naloxone was given.
    Naloxone {
        /// It was.
        Given = "given", "Given";
        /// It was not.
        NotGiven = "not_given", "Not given";
        /// Nobody knows.
        NotKnown = "not_known", "Not known";
    }
}

/// What whoever hands somebody over writes down; the rest of the sheet comes from the record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// What happened.
    pub happened: Paragraph,
    /// When, in the words of whoever saw it: "found at 2:15 pm, last seen well at noon".
    pub when: Line,
    /// Whether naloxone was given.
    pub naloxone: Naloxone,
    /// How much of it, when, and what came of it.
    pub naloxone_words: Option<Line>,
    /// Who takes over.
    pub to: Line,
    /// Whom the hospital calls here.
    pub contact: Line,
}

hidden! { Handover }

/// A sheet as it is kept: what was handed over is never changed; whoever corrects it writes another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptHandover {
    /// Its id.
    pub id: HandoverId,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// What it says.
    pub handover: Handover,
}
