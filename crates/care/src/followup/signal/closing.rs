//! What closing a signal asks for that wanted somebody now or within the hour. House rules: they support a clinician, who
//! decides; what is asked is that the decision is said.

use super::{Matter, PersonReached, ResponseOutcome, Signal};
use crate::Issue;
use crate::invalid::Issues;
use crate::text::is_sentence;
use jiff::{SignedDuration, Timestamp};

/// How long before a signal a C-SSRS may have been scored to belong to it: it is often what raised it, or was filled in
/// on the same visit. House rule.
const SCREENED_HOURS_BEFORE: i64 = 24;

/// What stands about somebody at risk of suicide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// When a C-SSRS was last scored.
    pub screened: Option<Timestamp>,
    /// When a safety plan was last written.
    pub planned: Option<Timestamp>,
}

impl Grounds {
    /// What is missing for a signal that was raised then, as a sentence names it; nothing where both are there.
    pub fn missing(&self, raised_at: Timestamp) -> Option<&'static str> {
        let from = raised_at
            .saturating_sub(SignedDuration::from_hours(SCREENED_HOURS_BEFORE))
            .unwrap_or(raised_at);
        let screened = self.screened.is_some_and(|at| at >= from);
        match (screened, self.planned.is_some()) {
            (true, true) => None,
            (true, false) => Some("no safety plan"),
            (false, true) => Some("no C-SSRS for this signal"),
            (false, false) => Some("no C-SSRS for this signal and no safety plan"),
        }
    }
}

/// What a response lacks to close a signal, each beside its field: `reached`, `words`, `without`. `grounds` is asked of a
/// risk of suicide.
pub fn closing_lacks(
    signal: &Signal,
    words: &str,
    outcome: &ResponseOutcome,
    grounds: &Grounds,
) -> Vec<Issue> {
    let mut issues = Issues::default();
    if !signal.asks_outcome() {
        return issues.0;
    }
    match outcome.reached {
        None => issues.add("reached", "Say whether they were reached."),
        Some(PersonReached::NotReached) => issues.add(
            "reached",
            "Whoever was not reached is tried again. The signal stays open until somebody has reached them.",
        ),
        Some(PersonReached::Reached | PersonReached::WithSomebody) => {}
    }
    if !is_sentence(words) {
        issues.add(
            "words",
            "Say in a sentence what was done: whom you spoke to, what was agreed, what comes next.",
        );
    }
    let why = outcome.without.as_deref().is_some_and(is_sentence);
    if signal.matter == Some(Matter::Suicide)
        && !why
        && let Some(missing) = grounds.missing(signal.raised_at)
    {
        issues.add(
            "without",
            format!(
                "There is {missing}. Say in a sentence why the signal is closed without, or keep it open."
            ),
        );
    }
    issues.0
}

#[cfg(test)]
mod tests {
    use super::super::{About, SignalKind, Urgency};
    use super::*;
    use crate::{PersonId, SignalId};
    use uuid::Uuid;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3600).unwrap()
    }

    fn card(matter: Matter, urgency: Urgency) -> Signal {
        Signal {
            id: SignalId::from(Uuid::from_u128(1)),
            person: PersonId::from(Uuid::from_u128(2)),
            kind: SignalKind::Suicide,
            matter: Some(matter),
            urgency,
            words: "Why.".to_owned(),
            further: Vec::new(),
            gone: Vec::new(),
            about: About::Record,
            occasion: None,
            raised_at: at(100),
            raised_by: PersonId::from(Uuid::from_u128(3)),
            closed: None,
            answer_by: Some(at(101)),
            waits_since: Some(at(100)),
            first_by: Some(at(101)),
            step: Some(1),
            taken: None,
        }
    }

    fn fields(
        signal: &Signal,
        words: &str,
        outcome: &ResponseOutcome,
        grounds: &Grounds,
    ) -> Vec<String> {
        let issues = closing_lacks(signal, words, outcome, grounds);
        issues.iter().map(|issue| issue.field.to_owned()).collect()
    }

    const DONE: &str = "Spoke to her; her sister stays tonight.";

    #[test]
    fn a_word_closes_nothing_that_wanted_somebody_within_the_hour() {
        let grounds = Grounds::default();
        for urgency in Urgency::ALL {
            let card = card(Matter::Home, urgency);
            let bare = fields(&card, "ok", &ResponseOutcome::default(), &grounds);
            if urgency <= Urgency::Hour {
                assert_eq!(bare, ["reached", "words"]);
            } else {
                assert!(bare.is_empty(), "{bare:?}");
            }
        }
        let card = card(Matter::Home, Urgency::Now);
        for reached in PersonReached::ALL {
            let lacks = fields(&card, DONE, &ResponseOutcome::of(*reached), &grounds);
            assert_eq!(lacks.is_empty(), *reached != PersonReached::NotReached);
        }
    }

    #[test]
    fn a_risk_of_suicide_is_closed_with_a_score_and_a_plan_or_with_a_reason() {
        let card = card(Matter::Suicide, Urgency::Now);
        let met = ResponseOutcome::of(PersonReached::Reached);
        let grounds = |screened: Option<i64>, planned: Option<i64>| Grounds {
            screened: screened.map(at),
            planned: planned.map(at),
        };
        for (has, is_enough) in [
            (grounds(Some(100), Some(1)), true),
            (grounds(Some(77), Some(1)), true),
            (grounds(Some(75), Some(1)), false),
            (grounds(None, Some(1)), false),
            (grounds(Some(100), None), false),
        ] {
            let lacks = fields(&card, DONE, &met, &has);
            assert_eq!(lacks.is_empty(), is_enough, "{has:?}");
            let reason = ResponseOutcome {
                without: Some("She is in the hospital, which does both.".to_owned()),
                ..met.clone()
            };
            assert!(fields(&card, DONE, &reason, &has).is_empty());
            let thin = ResponseOutcome {
                without: Some("no".to_owned()),
                ..met.clone()
            };
            assert_eq!(fields(&card, DONE, &thin, &has).is_empty(), is_enough);
        }
    }
}
