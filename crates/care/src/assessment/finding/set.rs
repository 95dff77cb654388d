//! All findings of one assessment, and what they say together.

use super::{Finding, QuestionId, Substance, Value};
use crate::assessment::offered::OfferedAnswer;

/// The most findings one assessment holds; far above any real intake, and a bound on what one request can cost.
pub const FINDINGS_MAX: usize = 5_000;

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

    /// The same with an answer that stands elsewhere in the record, where nobody gave one here.
    #[must_use]
    pub fn filled(self, answer: Option<Finding>) -> Self {
        let Some(answer) = answer else {
            return self;
        };
        if self
            .counting(answer.question, answer.about)
            .next()
            .is_some()
        {
            return self;
        }
        let mut all = self.sorted;
        all.push(answer);
        Self::new(all)
    }

    /// The same with what stands elsewhere in the record, where no answer is more dangerous and nobody gave one since.
    #[must_use]
    pub fn fearing(self, offered: &[OfferedAnswer]) -> Self {
        let feared = offered
            .iter()
            .filter(|one| one.is_worst() && self.is_news(one));
        let feared: Vec<Finding> = feared.map(OfferedAnswer::finding).collect();
        if feared.is_empty() {
            return self;
        }
        let mut all = self.sorted;
        all.extend(feared);
        Self::new(all)
    }

    /// Whether nobody answered the same question since something was said elsewhere. That somebody did not know, or did not
    /// want to say, takes nothing back.
    pub fn is_news(&self, offered: &OfferedAnswer) -> bool {
        let mut said = self.said(offered.question, None).iter();
        !said.any(|one| one.value().is_some() && one.at >= offered.at)
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

    /// What counts of it: of each source the latest value, what a clinician settled, and nothing that was settled since.
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

    /// Everything said, one question about one substance at a time.
    pub fn by_place(&self) -> impl Iterator<Item = &[Finding]> {
        self.sorted
            .chunk_by(|one, other| one.question == other.question && one.about == other.about)
    }
}

/// Whether `other` takes the place of `f`. What a clinician settled yields to nothing but another settling: whoever says
/// otherwise later contradicts it, whoever that is.
pub(crate) fn overtakes(other: &Finding, f: &Finding) -> bool {
    if other.value().is_none() {
        return false;
    }
    let later = other.at > f.at;
    if other.settles {
        return later || (other.at == f.at && !f.settles);
    }
    later && other.source == f.source && !f.settles
}
