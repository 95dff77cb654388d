//! How many come how far: a computation over what happened, about nobody in particular.

use super::Stage;
use jiff::Timestamp;
use serde::Serialize;

/// Of 1,822 requests at addiction-treatment agencies, 45 percent were lost between the call and the assessment, and of
/// those assessed 32 percent before enrolment (Substance Abuse Treatment, Prevention, and Policy 9:41, 2014).
pub const LOST_BEFORE_ASSESSMENT_PERCENT: u32 = 45;
/// The second of the two published losses; see [`LOST_BEFORE_ASSESSMENT_PERCENT`].
pub const LOST_BEFORE_ENROLMENT_PERCENT: u32 = 32;
/// How many requests the published numbers stand on.
pub const PUBLISHED_REQUESTS: u32 = 1_822;

/// One inquiry's way, as far as it came.
#[derive(Clone, Debug)]
pub struct Passage {
    /// When it came in.
    pub requested_at: Timestamp,
    /// Where it is now.
    pub stage: Stage,
    /// Every stage it came to, with the first time.
    pub came_to: Vec<(Stage, Timestamp)>,
    /// When the first assessment appointment was or is.
    pub first_appointment_at: Option<Timestamp>,
}

impl Passage {
    fn first(&self, stage: Stage) -> Option<Timestamp> {
        let reached = self
            .came_to
            .iter()
            .filter(|(to, _)| *to >= stage && *to != Stage::Lost);
        reached.map(|(_, at)| *at).min()
    }
}

/// The numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Funnel {
    /// Requests.
    pub asked: u32,
    /// Of them reached.
    pub reached: u32,
    /// With an appointment at some time.
    pub booked: u32,
    /// Who came to the assessment.
    pub assessed: u32,
    /// For whom a level of care was chosen.
    pub placed: u32,
    /// In care.
    pub admitted: u32,
    /// Lost before the assessment.
    pub lost_before_assessment: u32,
    /// Lost after it.
    pub lost_after_assessment: u32,
    /// Still on the way to the assessment.
    pub open_before_assessment: u32,
    /// Still on the way from the assessment into care.
    pub open_after_assessment: u32,
    /// Whose first appointment was at most 48 hours after the request.
    pub within_48_hours: u32,
    /// Median minutes from the request to the first conversation.
    pub minutes_to_reach: Option<i64>,
    /// Median hours from the request to the assessment.
    pub hours_to_assessment: Option<i64>,
}

impl Funnel {
    /// Of the requests whose way to the assessment is decided: how many were lost, of how many.
    pub const fn lost_to_assessment(&self) -> (u32, u32) {
        (
            self.lost_before_assessment,
            self.lost_before_assessment + self.assessed,
        )
    }

    /// Of the assessed whose way into care is decided: how many were lost, of how many.
    pub const fn lost_to_admission(&self) -> (u32, u32) {
        (
            self.lost_after_assessment,
            self.lost_after_assessment + self.admitted,
        )
    }
}

/// A whole percentage, where there is something to count.
pub fn percent((part, whole): (u32, u32)) -> Option<u32> {
    (whole > 0).then(|| (part * 100 + whole / 2) / whole)
}

/// Counts. Whoever skipped a stage came past it: nobody is admitted without having been reached.
pub fn funnel(passages: &[Passage]) -> Funnel {
    let mut funnel = Funnel::default();
    let (mut to_reach, mut to_assessment) = (Vec::new(), Vec::new());
    for passage in passages {
        funnel.asked += 1;
        let at = |stage| passage.first(stage);
        let since = |at: Timestamp| passage.requested_at.duration_until(at);
        funnel.reached += u32::from(at(Stage::Reached).is_some());
        funnel.booked += u32::from(at(Stage::Booked).is_some());
        funnel.placed += u32::from(at(Stage::Placed).is_some());
        funnel.admitted += u32::from(at(Stage::Admitted).is_some());
        to_reach.extend(at(Stage::Reached).map(|at| since(at).as_mins()));
        let assessed = at(Stage::Assessed);
        to_assessment.extend(assessed.map(|at| since(at).as_hours()));
        let (lost, admitted) = (passage.stage == Stage::Lost, at(Stage::Admitted).is_some());
        let place = match (assessed.is_some(), lost) {
            (true, true) => Some(&mut funnel.lost_after_assessment),
            (true, false) if !admitted => Some(&mut funnel.open_after_assessment),
            (true, false) => None,
            (false, true) => Some(&mut funnel.lost_before_assessment),
            (false, false) => Some(&mut funnel.open_before_assessment),
        };
        if let Some(count) = place {
            *count += 1;
        }
        funnel.assessed += u32::from(assessed.is_some());
        let by = super::assessment_by(passage.requested_at);
        funnel.within_48_hours +=
            u32::from(passage.first_appointment_at.is_some_and(|at| at <= by));
    }
    funnel.minutes_to_reach = median(to_reach);
    funnel.hours_to_assessment = median(to_assessment);
    funnel
}

fn median(mut numbers: Vec<i64>) -> Option<i64> {
    numbers.sort_unstable();
    numbers.get(numbers.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use proptest::prelude::*;

    fn passage(stage: Stage, came_to: &[(Stage, i64)]) -> Passage {
        let requested_at: Timestamp = "2026-03-03T15:00:00Z".parse().unwrap();
        let at = |hours: i64| {
            requested_at
                .checked_add(SignedDuration::from_hours(hours))
                .unwrap()
        };
        let came_to: Vec<_> = came_to
            .iter()
            .map(|(stage, hours)| (*stage, at(*hours)))
            .collect();
        Passage {
            requested_at,
            stage,
            came_to,
            first_appointment_at: None,
        }
    }

    #[test]
    fn counts_by_hand() {
        let mut booked = passage(Stage::Booked, &[(Stage::Reached, 2), (Stage::Booked, 2)]);
        booked.first_appointment_at = Some("2026-03-05T15:00:00Z".parse().unwrap());
        let passages = [
            passage(Stage::New, &[]),
            booked,
            passage(Stage::Lost, &[(Stage::Reached, 1), (Stage::Lost, 90)]),
            passage(Stage::Lost, &[(Stage::Assessed, 30), (Stage::Lost, 90)]),
            passage(
                Stage::Admitted,
                &[
                    (Stage::Reached, 3),
                    (Stage::Assessed, 50),
                    (Stage::Admitted, 99),
                ],
            ),
        ];
        let funnel = funnel(&passages);
        assert_eq!((funnel.asked, funnel.reached, funnel.booked), (5, 4, 3));
        assert_eq!((funnel.assessed, funnel.placed, funnel.admitted), (2, 1, 1));
        assert_eq!(
            (funnel.open_before_assessment, funnel.open_after_assessment),
            (2, 0)
        );
        assert_eq!(funnel.lost_to_assessment(), (1, 3));
        assert_eq!(funnel.lost_to_admission(), (1, 2));
        assert_eq!(
            (funnel.within_48_hours, funnel.minutes_to_reach),
            (1, Some(120))
        );
        assert_eq!(funnel.hours_to_assessment, Some(30));
        assert_eq!((percent((1, 3)), percent((0, 0))), (Some(33), None));
    }

    proptest! {
        /// Everybody is counted once at each fork, and nobody comes further than they came before.
        #[test]
        fn everybody_is_counted_once(ways in prop::collection::vec((0usize..6, any::<bool>()), 0..60)) {
            let passages: Vec<Passage> = ways.iter().map(|(far, lost)| {
                let came: Vec<_> = Stage::ALL[..=*far].iter().map(|stage| (*stage, 1)).collect();
                let lost = *lost && Stage::ALL[*far] != Stage::Admitted;
                passage(if lost { Stage::Lost } else { Stage::ALL[*far] }, &came)
            }).collect();
            let f = funnel(&passages);
            prop_assert!(f.asked >= f.reached && f.reached >= f.booked && f.booked >= f.assessed);
            prop_assert!(f.assessed >= f.placed && f.placed >= f.admitted);
            prop_assert_eq!(f.asked, f.assessed + f.lost_before_assessment + f.open_before_assessment);
            prop_assert_eq!(f.assessed, f.admitted + f.lost_after_assessment + f.open_after_assessment);
        }
    }
}
