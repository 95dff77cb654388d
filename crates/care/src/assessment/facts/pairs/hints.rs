//! A danger that stands in the record outside of the assessment, beside an answer that denies it.

use super::{Pair, Pairs};
use crate::assessment::facts::Hint;
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{Finding, Interval, QuestionId, Side, Substance};
use crate::day::day_text;
use crate::followup::signal::Matter;
use jiff::{SignedDuration, Timestamp};

/// Which answer denies which danger, by its safe end, and of how many days before it that answer speaks, where it
/// speaks of some.
///
/// Suicide is consensus of practice: what was written once is asked about until a clinician knows. Violence and overdose
/// are house rules, to be confirmed by a clinician: who hits or is hit rarely says so to whoever asks first, and an
/// overdose is denied where it may cost a home or a child. Withdrawal is not among them: it comes and goes within
/// days, so that there is none today denies nothing that was written yesterday, and the scales have pairs of their own.
const DENIED_BY: [(Matter, QuestionId, Option<i64>); 3] = [
    (Matter::Suicide, ids::SUICIDE, None),
    (Matter::Home, ids::VIOLENCE, None),
    (Matter::Overdose, ids::OVERDOSE_RECENT, Some(30)),
];

/// Those that no clinician has settled since they came up. They are no answers, so what was said to the question before
/// they came up settles nothing, and what is said after a clinician settled them opens nothing again.
pub fn unsettled(pairs: &Pairs<'_>) -> impl Iterator<Item = Pair> {
    pairs
        .facts
        .hints()
        .iter()
        .filter_map(|hint| denied(pairs, hint))
}

fn denied(pairs: &Pairs<'_>, hint: &Hint) -> Option<Pair> {
    let (_, question, days) = DENIED_BY
        .into_iter()
        .find(|(matter, ..)| *matter == hint.matter)?;
    let asked = question.question();
    let safest = asked.safest()?;
    let (_, about) = denying(pairs, question, safest)?;
    let last = pairs.last(question, about);
    let speaks_of = |last: &Finding| {
        days.is_none_or(|days| hint.at >= last.at - SignedDuration::from_hours(24 * days))
    };
    if is_settled(pairs, question, hint) || !last.is_none_or(speaks_of) {
        return None;
    }
    let when = |at: Timestamp| day_text(pairs.facts.basis().day_of(at));
    let of = about.map_or_else(String::new, |about| {
        format!(", {}", about.label().to_lowercase())
    });
    let sentence = format!(
        "{}{of}: {}{}, yet {} of {}: {}",
        asked.label,
        asked.words(safest),
        last.map_or_else(String::new, |last| format!(" ({})", when(last.at))),
        hint.place,
        when(hint.at),
        hint.words,
    );
    Some(Pair {
        sides: [
            Side {
                question: Some(question),
                about,
                words: asked.words(safest),
            },
            Side::beside(format!("{}: {}", hint.place, hint.words)),
        ],
        sentence,
        holds: true,
    })
}

/// Where an answer denies it: where it is asked for each substance, about the first of which it is denied, while no
/// answer about another one tells of it.
fn denying(
    pairs: &Pairs<'_>,
    question: QuestionId,
    safest: i32,
) -> Option<(QuestionId, Option<Substance>)> {
    if !question.question().per_substance {
        return (pairs.least(question)? == safest).then_some((question, None));
    }
    let named = pairs.facts.named().iter().copied();
    let mut known = named.filter_map(|about| Some((about, pairs.known(question, Some(about))?)));
    let (first, said) = known.next()?;
    let denies = |said: Interval| said == Interval::exactly(safest);
    (denies(said) && known.all(|(_, said)| denies(said))).then_some((question, Some(first)))
}

/// Whether a clinician has settled it since it came up, for whichever substance.
fn is_settled(pairs: &Pairs<'_>, question: QuestionId, hint: &Hint) -> bool {
    let each = pairs.facts.named().iter().copied().map(Some);
    each.chain([None]).any(|about| {
        let said = pairs.findings.said(question, about);
        said.iter().any(|one| one.settles && one.at >= hint.at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TimeZoneName;
    use crate::assessment::facts::{Basis, Facts, contradictions};
    use crate::assessment::finding::{Contradiction, Findings, RawFinding, RawValue, Source};
    use crate::intake::inquiry::Peril;

    #[test]
    fn a_day_before_the_clocks_were_put_on_is_that_of_the_site() {
        let zone = TimeZoneName::parse("America/New_York").unwrap();
        let at: Timestamp = "2026-03-09T15:00:00Z".parse().unwrap();
        let basis = Basis {
            at,
            local: zone.local(at).datetime(),
            zone: zone.zone(),
            born: None,
        };
        let denied = RawFinding {
            question: "risk.suicide".to_owned(),
            about: None,
            value: Some(RawValue::Text("none".to_owned())),
            not_known: None,
            source: Source::Person,
            at,
            settles: false,
        };
        let findings = Findings::new(vec![Finding::shaped(&denied).unwrap()]);
        // Half past eleven in the evening of March 7; the clocks were put on that night.
        let hint = Hint {
            matter: Matter::Suicide,
            place: "PHQ-9".to_owned(),
            words: "thoughts of death.".to_owned(),
            at: "2026-03-08T04:30:00Z".parse().unwrap(),
        };
        let facts = Facts::of(&findings, &basis).hearing(&[hint]);
        let found = contradictions(&findings, &facts);
        let [Contradiction::Pair { sentence, .. }] = &found[..] else {
            panic!("{found:?}")
        };
        assert!(sentence.contains("PHQ-9 of Mar 7, 2026"), "{sentence}");
        assert!(sentence.contains("(Mar 9, 2026)"), "{sentence}");
    }

    /// A danger that words of a request can tell of is denied by an answer, or there is a reason why by none.
    #[test]
    fn every_peril_of_a_request_is_denied_by_an_answer_but_for_withdrawal() {
        for peril in Peril::ALL {
            let row = DENIED_BY
                .iter()
                .find(|(matter, ..)| *matter == peril.matter());
            assert_eq!(row.is_some(), *peril != Peril::Withdrawal, "{peril:?}");
            if let Some((_, question, _)) = row {
                assert!(question.question().safest().is_some(), "{peril:?}");
            }
        }
    }
}
