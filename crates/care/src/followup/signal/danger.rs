//! The dangers of today that an answer of an assessment tells of, and which signal each raises.

use super::{Matter, Urgency};
use crate::assessment::finding::Finding;

/// Which answers of an assessment are a danger of today, by question and option, with what they raise. These are the
/// answers that rule out every level of care in the standard protocol, and beside them those after which somebody should
/// be asked today: a moderate risk by the screener, a dangerous home, an overdose within the month.
pub(super) const DANGERS: &[(&str, &str, Matter, Urgency)] = &[
    ("risk.suicide", "high", Matter::Suicide, Urgency::Now),
    ("risk.suicide", "moderate", Matter::Suicide, Urgency::Today),
    (
        "now.alertness",
        "hard to wake",
        Matter::Overdose,
        Urgency::Now,
    ),
    (
        "withdrawal.severity",
        "severe",
        Matter::Withdrawal,
        Urgency::Now,
    ),
    (
        "medical.need",
        "acute danger",
        Matter::Medical,
        Urgency::Now,
    ),
    ("mental.need", "acute danger", Matter::Mental, Urgency::Now),
    (
        "risk.harm_others",
        "immediate",
        Matter::Others,
        Urgency::Now,
    ),
    ("home.safety", "dangerous", Matter::Home, Urgency::Today),
    (
        "use.overdose_recent",
        "yes",
        Matter::Overdose,
        Urgency::Today,
    ),
];

/// What an answer raises, whoever said it: danger is looked at before it is argued about.
pub fn of_finding(finding: &Finding) -> Option<(Matter, Urgency)> {
    let question = finding.question.question();
    let position = finding.value()?.position()?;
    let words = question.words(position);
    DANGERS
        .iter()
        .find(|(id, option, ..)| *id == question.id && *option == words)
        .map(|(_, _, matter, urgency)| (*matter, *urgency))
}

/// The occasion of a signal that an answer raises: the question with the option.
pub fn occasion(finding: &Finding) -> String {
    format!("{}={}", finding.question.question().id, finding.words())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::finding::QuestionId;

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
}
