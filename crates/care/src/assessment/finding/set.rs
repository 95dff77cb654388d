//! All findings of one assessment, and what they say together.

use super::disorder::{CRITERIA, Count, Severity};
use super::{Danger, Finding, Interval, QuestionId, Reading, Substance, Value};
use std::sync::LazyLock;

/// The most findings one assessment holds; far above any real intake, and a bound on what one request can cost.
pub const FINDINGS_MAX: usize = 5_000;

static SEVERITY: LazyLock<Option<QuestionId>> =
    LazyLock::new(|| QuestionId::find("disorder.severity"));
static AS_PRESCRIBED: LazyLock<Option<QuestionId>> =
    LazyLock::new(|| QuestionId::find("dsm.as_prescribed"));
static CRITERION_IDS: LazyLock<Vec<QuestionId>> = LazyLock::new(|| {
    CRITERIA
        .iter()
        .filter_map(|id| QuestionId::find(id))
        .collect()
});
/// Where tolerance and withdrawal stand among the criteria.
const PHYSIOLOGICAL: [usize; 2] = [9, 10];
const WITHDRAWAL: usize = 10;

/// Findings in a fixed order of their own, so that the order in which they came in can never matter.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Findings {
    sorted: Vec<Finding>,
}

impl Findings {
    /// Takes findings in any order.
    pub fn new(mut findings: Vec<Finding>) -> Self {
        findings.sort_unstable();
        findings.dedup();
        Self { sorted: findings }
    }

    /// All of them, by question, substance and time.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.sorted.iter()
    }

    /// Everything ever said to a question, about every substance.
    pub fn to(&self, question: QuestionId) -> &[Finding] {
        let from = self.sorted.partition_point(|f| f.question < question);
        let upto = from + self.sorted[from..].partition_point(|f| f.question == question);
        &self.sorted[from..upto]
    }

    /// Everything ever said to a question about one substance.
    pub fn said(&self, question: QuestionId, about: Option<Substance>) -> &[Finding] {
        let all = self.to(question);
        let from = all.partition_point(|f| f.about < about);
        let upto = from + all[from..].partition_point(|f| f.about == about);
        &all[from..upto]
    }

    /// What counts of it: of each source the latest value, and nothing that a clinician has settled since.
    /// "Unknown" and "declined" never erase a value, the source's own included.
    pub fn counting(
        &self,
        question: QuestionId,
        about: Option<Substance>,
    ) -> impl Iterator<Item = (&Finding, &Value)> {
        let said = self.said(question, about);
        said.iter()
            .filter_map(|f| f.value().map(|value| (f, value)))
            .filter(move |(f, _)| !said.iter().any(|other| overtakes(other, f)))
    }

    /// The substances anybody has said anything about.
    pub fn substances(&self) -> impl Iterator<Item = Substance> {
        let named = self.named();
        Substance::ALL
            .into_iter()
            .filter(move |substance| named[substance.index()])
    }

    fn named(&self) -> [bool; Substance::ALL.len()] {
        let mut named = [false; Substance::ALL.len()];
        for substance in self.sorted.iter().filter_map(|f| f.about) {
            named[substance.index()] = true;
        }
        named
    }

    /// What is known about a question; `None` for one whose answers have no positions.
    pub fn reading(&self, question: QuestionId) -> Option<Reading> {
        if Some(question) == *SEVERITY {
            return Some(self.severity());
        }
        let asked = question.question();
        if !asked.per_substance {
            return self.reading_about(question, None);
        }
        let (low, high) = asked.bounds()?;
        let worse = |one: Reading, other: Reading| {
            let pick = if asked.danger == Danger::Falling {
                Interval::lowest
            } else {
                Interval::highest
            };
            Reading {
                plain: pick(one.plain, other.plain),
                feared: pick(one.feared, other.feared),
            }
        };
        self.substances()
            .filter_map(|substance| self.reading_about(question, Some(substance)))
            .reduce(worse)
            .or(Some(Reading::of(Interval::between(low, high))))
    }

    /// What is known about a question for one substance.
    pub fn reading_about(&self, question: QuestionId, about: Option<Substance>) -> Option<Reading> {
        let asked = question.question();
        let (low, high) = asked.bounds()?;
        let plain = self
            .counting(question, about)
            .filter_map(|(_, value)| value.position().map(Interval::exactly))
            .reduce(|one, other| {
                Interval::between(one.low.min(other.low), one.high.max(other.high))
            });
        let Some(plain) = plain else {
            return Some(Reading::of(Interval::between(low, high)));
        };
        let feared = match asked.danger {
            Danger::Rising => Interval::exactly(plain.high),
            Danger::Falling => Interval::exactly(plain.low),
            Danger::None => plain,
        };
        Some(Reading { plain, feared })
    }

    /// The criteria met and unknown for one substance.
    pub fn count(&self, substance: Substance) -> Count {
        let (count, _) = self.counts(substance);
        count
    }

    /// The count as it is, and the count when disagreements are read as met.
    fn counts(&self, substance: Substance) -> (Count, Count) {
        let prescribed = AS_PRESCRIBED
            .and_then(|id| self.reading_about(id, Some(substance)))
            .is_some_and(|reading| reading.feared.low == 1);
        let (mut plain, mut feared) = (Count::default(), Count::default());
        for (at, id) in CRITERION_IDS.iter().enumerate() {
            let impossible = at == WITHDRAWAL && !substance.has_withdrawal();
            if impossible || (prescribed && PHYSIOLOGICAL.contains(&at)) {
                continue;
            }
            if let Some(reading) = self.reading_about(*id, Some(substance)) {
                tally(&mut plain, reading.plain);
                tally(&mut feared, reading.feared);
            }
        }
        (plain, feared)
    }

    fn severity(&self) -> Reading {
        self.substances()
            .map(|substance| {
                let (plain, feared) = self.counts(substance);
                Reading {
                    plain: span(plain),
                    feared: span(feared),
                }
            })
            .reduce(|one, other| Reading {
                plain: one.plain.highest(other.plain),
                feared: one.feared.highest(other.feared),
            })
            .unwrap_or(Reading::of(Interval::between(
                0,
                rank(Some(Severity::Severe)),
            )))
    }
}

/// Whether `other` takes the place of `f`.
fn overtakes(other: &Finding, f: &Finding) -> bool {
    if other.value().is_none() {
        return false;
    }
    let later = other.at > f.at;
    (later && other.source == f.source)
        || (other.settles && (later || (other.at == f.at && !f.settles)))
}

fn tally(count: &mut Count, interval: Interval) {
    match (interval.low, interval.high) {
        (1, _) => count.met += 1,
        (_, 1) => count.unknown += 1,
        _ => {}
    }
}

fn span(count: Count) -> Interval {
    let (least, most) = count.severity();
    Interval::between(rank(least), rank(most))
}

/// The place of a severity among the options of `disorder.severity`.
const fn rank(severity: Option<Severity>) -> i32 {
    match severity {
        None => 0,
        Some(Severity::Mild) => 1,
        Some(Severity::Moderate) => 2,
        Some(Severity::Severe) => 3,
    }
}
