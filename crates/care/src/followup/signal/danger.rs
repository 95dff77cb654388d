//! The dangers of today that an answer of an assessment tells of, and which signal each raises.

use super::{Matter, Urgency};
use crate::assessment::finding::Finding;

/// Which answers of an assessment are a danger of today by themselves, by question and option, with what they raise.
/// These are the answers that rule out every level of care in the standard protocol, and beside them those after which
/// somebody should be asked today: a moderate risk by the screener, a dangerous home, an overdose within the month.
///
/// The source is the standard protocol; this is what of it holds as well where a clinic has a protocol of its own that
/// leaves it out, and by what a card from before matters were is understood. Everything else the protocol raises by its
/// own conditions. A test holds that both say the same.
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
    use crate::assessment::facts::Basis;
    use crate::assessment::finding::{
        Findings, QuestionId, QuestionKind, RawFinding, RawValue, Source, Substance,
    };
    use crate::assessment::placement::Placement;
    use crate::assessment::protocol::Protocol;
    use jiff::Timestamp;
    use jiff::civil::date;
    use jiff::tz::TimeZone;

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

    /// One answer, and nothing else known.
    fn answered(id: &str, option: &str) -> Finding {
        let asked = QuestionId::find(id).expect(id).question();
        let value = match asked.kind {
            QuestionKind::YesNo => RawValue::YesNo(option == "yes"),
            _ => RawValue::Text(option.to_owned()),
        };
        let raw = RawFinding {
            question: id.to_owned(),
            about: asked.per_substance.then_some(Substance::Opioid),
            value: Some(value),
            not_known: None,
            source: Source::Clinician,
            at: Timestamp::UNIX_EPOCH,
            settles: false,
        };
        Finding::shaped(&raw).expect(id)
    }

    #[test]
    fn an_answer_raises_by_itself_what_the_standard_protocol_says_and_as_urgently() {
        let standard = Protocol::standard().unwrap_or_else(|problems| panic!("{problems}"));
        let basis = Basis {
            at: Timestamp::UNIX_EPOCH,
            local: date(1970, 1, 1).at(0, 0, 0, 0),
            zone: TimeZone::UTC,
            born: None,
        };
        for (id, option, matter, urgency) in DANGERS {
            let finding = answered(id, option);
            assert_eq!(of_finding(&finding), Some((*matter, *urgency)), "{id}");
            let placement = Placement::of(&standard, &Findings::new(vec![finding]), &basis);
            let raised = placement.alarms();
            let same = raised.iter().find(|alarm| alarm.matter == *matter);
            let told = same.map(|alarm| alarm.urgency);
            assert_eq!(told, Some(*urgency), "{id} {option}: {raised:?}");
        }
    }

    #[test]
    fn the_gravest_option_of_each_question_of_the_list_is_on_it() {
        for (id, ..) in DANGERS {
            let question = QuestionId::find(id).expect(id).question();
            let (_, high) = question.bounds().expect(id);
            let gravest = question.words(high);
            assert!(
                DANGERS
                    .iter()
                    .any(|(other, option, ..)| other == id && *option == gravest),
                "{id}: {gravest}"
            );
        }
    }
}
