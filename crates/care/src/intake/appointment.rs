//! A time set aside for a person and a clinician, and where there still is one.

mod notice;
mod slots;

pub use notice::{
    ANSWERS_MAX, Answered, AppointmentAnswer, CallAsked, LAST_MINUTES, Notice, NoticeMail,
    Reminded, ReminderLead, ReminderPlan, ReminderWish, may_remind,
};
pub use slots::{
    Busy, DAYS_AHEAD_MAX, LEAD_MINUTES, OFFERS, STEP_MINUTES, Slot, Window, free, offers,
};

use crate::{AppointmentId, InquiryId, PersonId, SiteId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long an assessment takes, in minutes, unless somebody says otherwise.
pub const ASSESSMENT_MINUTES: u16 = 60;
/// The lengths an appointment may have, in minutes.
pub const LENGTHS_MINUTES: [u16; 5] = [30, 45, 60, 90, 120];

codes! {
    /// What an appointment is for.
    AppointmentKind {
        /// The first assessment.
        Assessment = "assessment", "Assessment";
        /// A session of one person with their counselor.
        Individual = "individual", "Individual session";
    }
}

codes! {
    /// What became of an appointment.
    AppointmentState {
        /// It stands.
        Booked = "booked", "Booked";
        /// The person came.
        Kept = "kept", "Kept";
        /// The person did not come.
        Missed = "missed", "Missed";
        /// It was called off.
        Cancelled = "cancelled", "Cancelled";
    }
}

/// One appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// What for.
    pub kind: AppointmentKind,
    /// For whom.
    pub person: PersonId,
    /// Because of which inquiry, if of one.
    pub inquiry: Option<InquiryId>,
    /// With whom.
    pub clinician: PersonId,
    /// Where.
    pub site: SiteId,
    /// From when.
    pub starts_at: Timestamp,
    /// For how long.
    pub minutes: u16,
    /// What became of it.
    pub state: AppointmentState,
}

impl Appointment {
    /// When it is over.
    pub fn ends_at(&self) -> Timestamp {
        ends_at(self.starts_at, self.minutes)
    }
}

/// When something that starts at `starts_at` and takes `minutes` is over.
pub fn ends_at(starts_at: Timestamp, minutes: u16) -> Timestamp {
    starts_at
        .saturating_add(SignedDuration::from_mins(i64::from(minutes)))
        .unwrap_or(Timestamp::MAX)
}
