//! Chapters of a record: what is kept of somebody under one heading, entry by entry. An entry is never written over;
//! what is corrected or stopped is another version of it, and the ones before stay readable.

use crate::Stored;

codes! {
    /// Which chapter.
    Chapter {
        /// What they do not bear.
        Allergies = "allergies", "Allergies";
        /// What they take, one entry for each medicine.
        Medicines = "medicines", "Medicines";
        /// That they take nothing, as somebody said.
        NoMedicines = "no_medicines", "No medicines";
        /// Where they get it.
        Pharmacy = "pharmacy", "Pharmacy";
        /// Infections and gambling.
        Screens = "screens", "Screens";
        /// Naloxone that was given to them, one entry for each time.
        Naloxone = "naloxone", "Naloxone given";
        /// The day on which they are to be admitted.
        Planned = "planned_admission", "Planned admission";
        /// What they signed on paper.
        PaperConsents = "paper_consents", "Consents on paper";
    }
}

/// What is kept in one chapter.
pub trait InChapter: Stored {
    /// Which.
    const CHAPTER: Chapter;
}
