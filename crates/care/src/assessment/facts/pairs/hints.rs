//! A danger that stands in the record outside of the assessment, beside an answer that denies it.

use super::{Pair, Pairs};
use crate::assessment::facts::Hint;
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{QuestionId, Side};
use crate::day::day_text;
use crate::followup::signal::Matter;
use jiff::Timestamp;

/// Which answer denies which danger, by its safe end.
const DENIED_BY: [(Matter, QuestionId); 1] = [(Matter::Suicide, ids::SUICIDE)];

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
    let (_, question) = DENIED_BY
        .into_iter()
        .find(|(matter, _)| *matter == hint.matter)?;
    let asked = question.question();
    let safest = asked.safest()?;
    let said = pairs.findings.said(question, None);
    let settled = said.iter().any(|one| one.settles && one.at >= hint.at);
    if settled || pairs.least(question)? != safest {
        return None;
    }
    let when = |at: Timestamp| {
        let basis = pairs.facts.basis();
        let local = basis.local.saturating_sub(basis.at.duration_since(at));
        day_text(local.date())
    };
    let last = pairs.last(question, None);
    let sentence = format!(
        "{}: {}{}, yet {} of {}: {}",
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
                about: None,
                words: asked.words(safest),
            },
            Side::beside(format!("{}: {}", hint.place, hint.words)),
        ],
        sentence,
        holds: true,
    })
}
