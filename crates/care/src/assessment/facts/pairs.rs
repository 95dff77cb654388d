//! Facts that do not go together. While one that holds is not settled, the more dangerous statement counts: the facts
//! that are worked out take the worst of all statements, so nothing has to be chosen here.

use super::read::{interval, is_fresh};
use super::{Facts, Standing};
use crate::assessment::finding::question::QuestionKind;
use crate::assessment::finding::{
    Contradiction, Finding, Findings, Interval, QuestionId, Side, Substance,
};

mod health;
mod hints;
mod usage;

/// What keeps anything from being recommended until a clinician has settled it. What hangs on the age alone is kept
/// apart: it holds or does not with every age that is tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlacementHold {
    by_answers: bool,
    /// Whether a clinician has settled that somebody of this age is pregnant.
    is_pregnancy_settled: bool,
}

impl PlacementHold {
    /// As it was said.
    pub fn of(findings: &Findings, facts: &Facts) -> Self {
        let pairs = Pairs { findings, facts };
        let found = but_for_age(findings, facts);
        let pregnant_age = health::pregnant_age(&pairs);
        Self {
            by_answers: found.iter().any(Contradiction::holds),
            is_pregnancy_settled: pregnant_age.is_some_and(|pair| pairs.is_settled(&pair)),
        }
    }

    /// Whether it holds with these facts, whose age may be another one that is tried.
    pub fn holds(self, facts: &Facts) -> bool {
        let pregnant = !self.is_pregnancy_settled && health::is_pregnant_at_odd_age(facts);
        self.by_answers || pregnant || health::is_odd_age(facts)
    }
}

/// Everything that does not go together, as it is known at the moment of `facts`.
pub fn contradictions<'f>(findings: &'f Findings, facts: &Facts) -> Vec<Contradiction<'f>> {
    let mut found = but_for_age(findings, facts);
    let pairs = Pairs { findings, facts };
    let ages = health::by_age(&pairs).filter(|pair| !pairs.is_settled(pair));
    found.extend(ages.map(shown));
    found
}

/// The same, but for what hangs on the age alone.
fn but_for_age<'f>(findings: &'f Findings, facts: &Facts) -> Vec<Contradiction<'f>> {
    let mut found = disputes(findings, facts);
    let pairs = Pairs { findings, facts };
    let each = facts
        .named()
        .iter()
        .flat_map(|about| usage::all(&pairs, *about));
    let said = each
        .chain(health::all(&pairs))
        .filter(|pair| !pairs.is_settled(pair));
    found.extend(said.chain(hints::unsettled(&pairs)).map(shown));
    found
}

fn shown<'f>(pair: Pair) -> Contradiction<'f> {
    Contradiction::Pair {
        sides: pair.sides,
        sentence: pair.sentence,
        holds: pair.holds,
    }
}

/// Sources that answer the same question differently.
fn disputes<'f>(findings: &'f Findings, facts: &Facts) -> Vec<Contradiction<'f>> {
    let mut found = Vec::new();
    for said in findings.by_place() {
        let [first, _, ..] = said else { continue };
        let (question, about) = (first.question, first.about);
        // Words of different people are two accounts, not a contradiction.
        if matches!(question.question().kind, QuestionKind::Text) {
            continue;
        }
        let counting: Vec<(&Finding, Interval)> = findings
            .counting(question, about)
            .filter(|(finding, _)| is_fresh(finding, facts.basis()))
            .filter_map(|(finding, value)| {
                Some((
                    finding,
                    interval(question.question(), value, facts.basis())?,
                ))
            })
            .collect();
        let apart = |one: &Interval, other: &Interval| one.high < other.low || other.high < one.low;
        let differs = counting
            .iter()
            .any(|(_, one)| counting.iter().any(|(_, other)| apart(one, other)));
        if differs {
            found.push(Contradiction::Sources {
                question,
                about,
                statements: counting.into_iter().map(|(finding, _)| finding).collect(),
            });
        }
    }
    found
}

/// A pair before anybody looked whether it was settled.
struct Pair {
    sides: [Side; 2],
    sentence: String,
    holds: bool,
}

struct Pairs<'f> {
    findings: &'f Findings,
    facts: &'f Facts,
}

impl Pairs<'_> {
    /// What is possible, where it is known.
    fn known(&self, question: QuestionId, about: Option<Substance>) -> Option<Interval> {
        let known = self.facts.standing(question, about) == Standing::Known;
        known.then(|| self.facts.reading(question, about).plain)
    }

    /// The lowest known position of a question that is asked once.
    fn least(&self, question: QuestionId) -> Option<i32> {
        self.known(question, None).map(|known| known.low)
    }

    /// The highest.
    fn most(&self, question: QuestionId) -> Option<i32> {
        self.known(question, None).map(|known| known.high)
    }

    /// What counts of a question, as it was said last.
    fn last(&self, question: QuestionId, about: Option<Substance>) -> Option<&Finding> {
        self.findings
            .counting(question, about)
            .map(|(finding, _)| finding)
            .max_by_key(|finding| finding.at)
    }

    /// One side, in the words of whoever spoke last.
    fn side(&self, question: QuestionId, about: Option<Substance>) -> Side {
        let last = self.last(question, about);
        Side {
            question: Some(question),
            about,
            words: last.map(Finding::words).unwrap_or_default(),
        }
    }

    fn pair(
        &self,
        one: (QuestionId, Option<Substance>),
        other: (QuestionId, Option<Substance>),
        holds: bool,
        sentence: String,
    ) -> Pair {
        Pair {
            sides: [self.side(one.0, one.1), self.side(other.0, other.1)],
            sentence,
            holds,
        }
    }

    /// Whether a clinician settled either side after everything else that was said to both.
    fn is_settled(&self, pair: &Pair) -> bool {
        let said: Vec<&Finding> = pair
            .sides
            .iter()
            .filter_map(|side| Some(self.findings.said(side.question?, side.about)))
            .flatten()
            .collect();
        let latest = said
            .iter()
            .filter(|one| !one.settles)
            .map(|one| one.at)
            .max();
        said.iter()
            .any(|one| one.settles && latest.is_none_or(|latest| one.at >= latest))
    }
}
