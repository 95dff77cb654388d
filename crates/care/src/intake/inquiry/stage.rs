//! How far an inquiry came, and which moves there are.

use crate::{Invalid, Paragraph};
use serde::{Deserialize, Serialize};

codes! {
    /// How far an inquiry came.
    Stage {
        /// It came in; nobody has spoken with them.
        New = "new", "New";
        /// Somebody has spoken with them.
        Reached = "reached", "Reached";
        /// An assessment appointment is made.
        Booked = "booked", "Booked";
        /// They came to the assessment.
        Assessed = "assessed", "Assessed";
        /// A level of care was chosen.
        Placed = "placed", "Placed";
        /// They are in care.
        Admitted = "admitted", "Admitted";
        /// It ended without admission.
        Lost = "lost", "Ended";
    }
}

codes! {
    /// Why an inquiry ended without admission.
    LossReason {
        /// No answer after several tries.
        NotReached = "not_reached", "Could not be reached";
        /// They do not want treatment now.
        Declined = "declined", "Does not want treatment now";
        /// They are treated somewhere else.
        Elsewhere = "elsewhere", "Went to another provider";
        /// They were referred to a level of care that is not offered here.
        OtherLevel = "other_level", "Needs care that is not offered here";
        /// Cost or insurance.
        Cost = "cost", "Cost or insurance";
        /// The times do not fit work, school, children.
        Times = "times", "Times do not fit their life";
        /// No way to get here.
        Transport = "transport", "No way to get here";
        /// They waited too long.
        Waited = "waited", "Waited too long";
        /// They did not come to the assessment.
        Missed = "missed", "Did not come to the assessment";
        /// They moved away.
        Moved = "moved", "Moved away";
        /// In jail or prison.
        Incarcerated = "incarcerated", "In jail or prison";
        /// They died.
        Died = "died", "Died";
        /// They are in care here already.
        InCare = "in_care", "In care here already";
        /// A call by mistake, a test.
        NoRequest = "no_request", "Was not a request for help";
        /// Something else; said in the words.
        Other = "other", "Another reason";
    }
}

/// Why and how an inquiry ended without admission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// The reason.
    pub reason: LossReason,
    /// In words.
    pub words: Option<Paragraph>,
    /// How far it had come, for taking it up again.
    pub from: Stage,
}

/// What can happen to an inquiry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// It came at least as far as this; earlier ones say nothing new.
    Forward(Stage),
    /// The appointment fell through.
    Unbooked,
    /// The assessment was marked as kept by mistake.
    Unassessed,
    /// It ended without admission.
    Lost,
    /// It was taken up again, where it had come to.
    Reopened(Stage),
}

/// The stage after a move, or a sentence why there is no such move. Forward never goes back, and nothing but a
/// reopening leads out of an ended inquiry.
pub fn moved(stage: Stage, to: Move) -> Result<Stage, Invalid> {
    let ended = || Invalid::new("This inquiry has ended. Take it up again first.");
    match to {
        Move::Forward(Stage::Lost) => Err(Invalid::new("An inquiry ends with a reason.")),
        Move::Forward(_) | Move::Unbooked | Move::Unassessed if stage == Stage::Lost => {
            Err(ended())
        }
        Move::Forward(to) => Ok(stage.max(to)),
        Move::Unbooked if stage == Stage::Booked => Ok(Stage::Reached),
        Move::Unassessed if stage == Stage::Assessed => Ok(Stage::Booked),
        // An appointment that falls through later takes nothing away from what was reached without it.
        Move::Unbooked => Ok(stage),
        Move::Unassessed => Err(Invalid::new(
            "This cannot be taken back: a level of care was chosen since, or nobody came yet.",
        )),
        Move::Lost if stage == Stage::Lost => Err(Invalid::new("This inquiry has ended already.")),
        Move::Lost if stage == Stage::Admitted => Err(Invalid::new(
            "This person is in care. Care ends with a discharge, on the person's page.",
        )),
        Move::Lost => Ok(Stage::Lost),
        Move::Reopened(Stage::Lost | Stage::Admitted) => Err(Invalid::new(
            "This is not a stage to take an inquiry up at.",
        )),
        Move::Reopened(to) if stage == Stage::Lost => Ok(to),
        Move::Reopened(_) => Err(Invalid::new("This inquiry has not ended.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_stage() -> impl Strategy<Value = Stage> {
        prop::sample::select(Stage::ALL.to_vec())
    }

    fn any_move() -> impl Strategy<Value = Move> {
        prop_oneof![
            any_stage().prop_map(Move::Forward),
            Just(Move::Unbooked),
            Just(Move::Unassessed),
            Just(Move::Lost),
            any_stage().prop_map(Move::Reopened),
        ]
    }

    proptest! {
        /// Whatever happens in whatever order: forward never goes back, an end is left only by reopening,
        /// care is never lost by an inquiry's moves.
        #[test]
        fn moves_keep_their_promises(moves in prop::collection::vec(any_move(), 0..30)) {
            let mut stage = Stage::New;
            for to in moves {
                let Ok(next) = moved(stage, to) else { continue };
                match to {
                    Move::Forward(to) => {
                        prop_assert!(next >= stage && next >= to && next != Stage::Lost);
                    }
                    Move::Unbooked => {
                        prop_assert!(next == stage || (stage, next) == (Stage::Booked, Stage::Reached));
                    }
                    Move::Unassessed => prop_assert_eq!((stage, next), (Stage::Assessed, Stage::Booked)),
                    Move::Lost => prop_assert!(stage != Stage::Admitted && next == Stage::Lost),
                    Move::Reopened(to) => prop_assert!(stage == Stage::Lost && next == to),
                }
                if stage == Stage::Admitted {
                    prop_assert_eq!(next, Stage::Admitted);
                }
                stage = next;
            }
        }

        #[test]
        fn ending_and_taking_up_again_leads_back(stage in any_stage()) {
            if let Ok(lost) = moved(stage, Move::Lost) {
                prop_assert_eq!(moved(lost, Move::Reopened(stage)), Ok(stage));
            }
        }
    }

    #[test]
    fn codes_read_back() {
        for stage in Stage::ALL {
            assert_eq!(Stage::from_code(stage.code()), Some(*stage));
        }
        assert_eq!(LossReason::from_code("nothing"), None);
        assert_eq!(
            serde_json::to_string(&LossReason::InCare).unwrap(),
            "\"in_care\""
        );
    }
}
