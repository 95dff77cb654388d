//! What happened to an inquiry, in order.

use super::{Loss, Stage};
use crate::PersonId;
use jiff::Timestamp;

codes! {
    /// One kind of turn.
    StepKind {
        /// It came in.
        Asked = "asked", "Asked for help";
        /// It came to a stage.
        Came = "came", "Came to a stage";
        /// A stage was taken back: marked by mistake, or the appointment fell through.
        TakenBack = "taken_back", "Stage taken back";
        /// An appointment was made.
        Booked = "booked", "Appointment made";
        /// It was moved.
        Moved = "moved", "Appointment moved";
        /// It was called off.
        Cancelled = "cancelled", "Appointment called off";
        /// They said that they will come, without signing in.
        SaidYes = "said_yes", "Said that they will come";
        /// They asked for another time.
        AskedTime = "asked_time", "Asked for another time";
        /// They asked for a call.
        AskedCall = "asked_call", "Asked to be called";
        /// They came.
        Kept = "kept", "Came to the appointment";
        /// They did not come.
        Missed = "missed", "Did not come to the appointment";
        /// They wait for a place.
        Waits = "waits", "On the waiting list";
        /// A place was offered, and nobody answered in time.
        OfferExpired = "offer_expired", "An offered place expired";
        /// They do not wait any more.
        WaitsNoMore = "waits_no_more", "Off the waiting list";
        /// What is known was corrected.
        Changed = "changed", "Details changed";
        /// Another request of the same person was joined to it.
        Joined = "joined", "Joined with another request";
        /// The joining was taken back.
        Parted = "parted", "Joining taken back";
        /// It ended.
        Lost = "lost", "Ended";
        /// It was taken up again.
        Reopened = "reopened", "Taken up again";
    }
}

/// One turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InquiryStep {
    /// What kind.
    pub kind: StepKind,
    /// The stage after it; for [`StepKind::TakenBack`], the stage that was taken back.
    pub stage: Stage,
    /// When.
    pub at: Timestamp,
    /// By whom, where the step says so.
    pub by: Option<PersonId>,
    /// Why it ended, for [`StepKind::Lost`].
    pub loss: Option<Loss>,
}

/// Every stage that was come to and not taken back, with the first time.
pub fn came_to(steps: &[InquiryStep]) -> Vec<(Stage, Timestamp)> {
    let mut came: Vec<(Stage, Timestamp)> = Vec::new();
    for step in steps {
        match step.kind {
            StepKind::TakenBack => came.retain(|(stage, _)| *stage < step.stage),
            StepKind::Came if came.iter().all(|(stage, _)| *stage != step.stage) => {
                came.push((step.stage, step.at));
            }
            _ => {}
        }
    }
    came
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_back_did_not_happen() {
        let at: Timestamp = "2026-03-03T15:00:00Z".parse().unwrap();
        let step = |kind, stage| InquiryStep {
            kind,
            stage,
            at,
            by: None,
            loss: None,
        };
        let mut steps = vec![
            step(StepKind::Asked, Stage::New),
            step(StepKind::Came, Stage::Booked),
            step(StepKind::Came, Stage::Assessed),
        ];
        assert_eq!(came_to(&steps).len(), 2);
        steps.push(step(StepKind::TakenBack, Stage::Assessed));
        assert_eq!(came_to(&steps), [(Stage::Booked, at)]);
    }
}
