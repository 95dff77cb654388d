//! The dangers of today that an answer of an assessment tells of, and which signal each raises.

use super::{Kind, Signal, Urgency};
use crate::assessment::finding::Finding;

/// What kind of danger somebody is in; each has first steps of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Danger {
    /// Thoughts of suicide or self-harm, or a risk of either.
    Suicide,
    /// An overdose within the month, or somebody who is hard to wake now.
    Overdose,
    /// Severe withdrawal.
    Withdrawal,
    /// Acute danger of another kind: of the body or the mind, at home, to others.
    Other,
}

impl Danger {
    /// Every kind of danger.
    pub const ALL: [Self; 4] = [Self::Suicide, Self::Overdose, Self::Withdrawal, Self::Other];

    /// What a signal about it is about.
    const fn kind(self) -> Kind {
        match self {
            Self::Suicide => Kind::Suicide,
            Self::Overdose | Self::Withdrawal | Self::Other => Kind::Danger,
        }
    }

    /// The danger that a signal tells of; nothing when it is about something else.
    pub fn of(signal: &Signal) -> Option<Self> {
        match signal.kind {
            Kind::Suicide => Some(Self::Suicide),
            Kind::Danger => Some(
                signal
                    .occasion
                    .as_deref()
                    .and_then(Self::of_occasion)
                    .unwrap_or(Self::Other),
            ),
            _ => None,
        }
    }

    fn of_occasion(occasion: &str) -> Option<Self> {
        let (question, option) = occasion.split_once('=')?;
        DANGERS
            .iter()
            .find(|(id, words, ..)| *id == question && *words == option)
            .map(|(_, _, danger, _)| *danger)
    }
}

/// Which answers of an assessment are a danger of today, by question and option, with what they raise. These are the
/// answers that rule out every level of care in the standard protocol, and beside them those after which somebody should
/// be asked today: a moderate risk by the screener, a dangerous home, an overdose within the month.
pub(super) const DANGERS: &[(&str, &str, Danger, Urgency)] = &[
    ("risk.suicide", "high", Danger::Suicide, Urgency::Now),
    ("risk.suicide", "moderate", Danger::Suicide, Urgency::Today),
    (
        "now.alertness",
        "hard to wake",
        Danger::Overdose,
        Urgency::Now,
    ),
    (
        "withdrawal.severity",
        "severe",
        Danger::Withdrawal,
        Urgency::Now,
    ),
    ("medical.need", "acute danger", Danger::Other, Urgency::Now),
    ("mental.need", "acute danger", Danger::Other, Urgency::Now),
    ("risk.harm_others", "immediate", Danger::Other, Urgency::Now),
    ("home.safety", "dangerous", Danger::Other, Urgency::Today),
    (
        "use.overdose_recent",
        "yes",
        Danger::Overdose,
        Urgency::Today,
    ),
];

/// What an answer raises, whoever said it: danger is looked at before it is argued about.
pub fn of_finding(finding: &Finding) -> Option<(Kind, Urgency)> {
    let question = finding.question.question();
    let position = finding.value()?.position()?;
    let words = question.words(position);
    DANGERS
        .iter()
        .find(|(id, option, ..)| *id == question.id && *option == words)
        .map(|(_, _, danger, urgency)| (danger.kind(), *urgency))
}

/// The occasion of a signal that an answer raises: the question with the option.
pub fn occasion(finding: &Finding) -> String {
    format!("{}={}", finding.question.question().id, finding.words())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::finding::QuestionId;
    use crate::followup::signal::About;
    use crate::{PersonId, SignalId};
    use jiff::Timestamp;
    use uuid::Uuid;

    #[test]
    fn every_danger_names_an_option_of_a_question() {
        for (id, option, ..) in DANGERS {
            let question = QuestionId::find(id).expect(id).question();
            let (low, high) = question.bounds().expect(id);
            assert!(
                (low..=high).any(|at| question.words(at) == *option),
                "{id}: {option}"
            );
        }
    }

    #[test]
    fn a_signal_tells_which_danger_it_was_raised_on() {
        let mut signal = Signal {
            id: SignalId::from(Uuid::nil()),
            person: PersonId::from(Uuid::nil()),
            kind: Kind::Danger,
            urgency: Urgency::Today,
            words: String::new(),
            about: About::Record,
            occasion: None,
            raised_at: Timestamp::UNIX_EPOCH,
            raised_by: PersonId::from(Uuid::nil()),
            closed: None,
        };
        for (occasion, danger) in [
            (Some("use.overdose_recent=yes"), Danger::Overdose),
            (Some("now.alertness=hard to wake"), Danger::Overdose),
            (Some("withdrawal.severity=severe"), Danger::Withdrawal),
            (Some("home.safety=dangerous"), Danger::Other),
            (Some("something else"), Danger::Other),
            (None, Danger::Other),
        ] {
            signal.occasion = occasion.map(str::to_owned);
            assert_eq!(Danger::of(&signal), Some(danger), "{occasion:?}");
        }
        signal.kind = Kind::Suicide;
        assert_eq!(Danger::of(&signal), Some(Danger::Suicide));
        signal.kind = Kind::Missed;
        assert_eq!(Danger::of(&signal), None);
    }
}
