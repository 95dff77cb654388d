//! What is kept as a document, sealed or within a row, and has to open for ever.
//!
//! The record seals and opens nothing else: a type without a line in a [`stored!`](macro@crate::stored) table does not
//! compile there. Each kind has committed samples, one for each form it ever had, in
//! `crates/clinic/tests/stored/samples`; a test opens all of them, and finds every kind without one.

use crate::Private;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A document that is kept. Implemented by the tables of [`stored!`](macro@crate::stored) and nowhere else, so that no
/// kind is missing from their lists.
pub trait Stored: Serialize + DeserializeOwned {
    /// What its samples are called. It is not kept with the document: the place of a document says what it is.
    const KIND: &'static str;
}

/// What is private is kept as what is in it.
impl<T: Stored> Stored for Private<T> {
    const KIND: &'static str = T::KIND;
}

/// Says which types of a crate are kept as documents, each with its kind: `Commitment => "commitment";`. Every kind is
/// in the module's `KINDS`.
#[macro_export]
macro_rules! stored {
    ($($type:ty => $kind:literal;)*) => {
        $(impl $crate::stored::Stored for $type {
            const KIND: &'static str = $kind;
        })*

        /// Every kind of document that this crate brings along.
        pub const KINDS: &[&str] = &[$($kind),*];
    };
}

stored! {
    crate::PersonName => "name";
    crate::Contact => "contact";
    crate::people::contact_rules::ContactRules => "contact-rules";
    crate::people::patient::BirthDate => "born";
    crate::people::minor::Guardian => "guardian";
    crate::people::leaflet::Leaflet => "leaflet";
    crate::people::pathway::Pathway => "pathway";
    crate::people::details::Details => "details";
    crate::people::coverage::Coverages => "coverage";
    crate::Line => "line";
    crate::intake::inquiry::Request => "inquiry";
    crate::intake::inquiry::Loss => "inquiry-loss";
    crate::intake::appointment::Notice => "appointment-notice";
    crate::intake::waiting::Waiting => "waiting";
    crate::intake::paper_consent::PaperConsents => "paper-consents";
    crate::planning::commitment::Commitment => "commitment";
    crate::planning::commitment::Journey => "journey";
    crate::attendance::calendar::CalendarChoice => "calendar";
    crate::assessment::finding::RawFinding => "finding";
    crate::assessment::placement::External => "external-placement";
    crate::stays::handover::Handover => "handover";
    crate::stays::referral::Receiver => "referral";
    crate::stays::planned::PlannedAdmission => "planned-admission";
    crate::treatment::allergy::Allergies => "allergies";
    crate::treatment::medicine::Medicine => "medicine";
    crate::treatment::medicine::NoMedicines => "no-medicines";
    crate::treatment::naloxone::NaloxoneGiven => "naloxone-given";
    crate::treatment::pharmacy::Pharmacy => "pharmacy";
    crate::treatment::screen::Screens => "screens";
    crate::followup::safety_plan::SafetyPlan => "safety-plan";
    crate::followup::signal::ResponseOutcome => "signal-outcome";
    crate::planning::week::Part => "proposal-part";
    crate::planning::week::Whole => "proposal";
    crate::groups::group::SessionChange => "session-change";
    crate::groups::notice::Notice => "change-notice";
    crate::followup::on_call::Shift => "on-call-shift";
    crate::followup::push::Subscription => "push";
}
