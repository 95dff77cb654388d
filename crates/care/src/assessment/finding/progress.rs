//! What has not been asked yet, and about how long it takes.

use super::disorder::CRITERIA;
use super::{Findings, QuestionId, Section, Substance, catalogue};

/// A question about a substance, or about none.
pub type Place = (QuestionId, Option<Substance>);

/// Whether it makes sense to ask: DSM-5 has no withdrawal for some substances.
pub fn suits(question: QuestionId, about: Option<Substance>) -> bool {
    let asked = question.question();
    let no_withdrawal = about.is_some_and(|substance| !substance.has_withdrawal());
    !asked.derived && asked.suits(about) && !(asked.id == "dsm.withdrawal" && no_withdrawal)
}

impl Findings {
    /// Whether anybody was asked this, whatever came of it: unknown and declined are answers too.
    pub fn was_asked(&self, question: QuestionId, about: Option<Substance>) -> bool {
        !self.said(question, about).is_empty()
    }

    /// Every question that can be asked with the substances named so far, asked or not.
    pub fn places(&self) -> Vec<Place> {
        let substances: Vec<Substance> = self.substances().collect();
        let mut places = Vec::new();
        for (question, asked) in catalogue::all() {
            if asked.per_substance {
                let each = substances.iter().map(|substance| Some(*substance));
                places.extend(each.map(|about| (question, about)));
            } else {
                places.push((question, None));
            }
        }
        places.retain(|(question, about)| suits(*question, *about));
        places
    }

    /// What nobody was asked yet.
    pub fn unasked(&self) -> Vec<Place> {
        let mut places = self.places();
        places.retain(|(question, about)| !self.was_asked(*question, *about));
        places
    }

    /// About how many seconds all that was not asked takes; while no substance is named, one is reckoned with.
    pub fn seconds_left(&self) -> u32 {
        let asked = self.unasked().into_iter().map(|(question, _)| question);
        let first = catalogue::all()
            .filter(|(_, question)| question.per_substance && self.substances().next().is_none())
            .map(|(id, _)| id);
        asked
            .chain(first)
            .map(|question| u32::from(question.question().seconds))
            .sum()
    }

    /// The places where these questions still lack an answer with a value, criteria standing in for the severity that
    /// is worked out from them.
    pub fn lacking(&self, questions: impl Iterator<Item = QuestionId>) -> Vec<Place> {
        let mut wanted: Vec<QuestionId> = Vec::new();
        for question in questions {
            if question.question().derived {
                wanted.extend(CRITERIA.iter().filter_map(|id| QuestionId::find(id)));
            } else {
                wanted.push(question);
            }
        }
        let mut places = self.places();
        places.retain(|(question, about)| {
            wanted.contains(question) && self.counting(*question, *about).next().is_none()
        });
        places
    }

    /// About how many seconds it takes to ask these questions where a value is lacking.
    pub fn seconds_for(&self, questions: &[QuestionId]) -> u32 {
        let unnamed = self.substances().next().is_none();
        let first: u32 = questions
            .iter()
            .map(|question| question.question())
            .filter(|question| unnamed && (question.per_substance || question.derived))
            .map(|question| u32::from(question.seconds))
            .sum();
        let lacking: u32 = self
            .lacking(questions.iter().copied())
            .iter()
            .map(|(question, _)| u32::from(question.question().seconds))
            .sum();
        first + lacking
    }

    /// How many places of a section were asked, and how many there are.
    pub fn section(&self, section: Section) -> (usize, usize) {
        let places: Vec<Place> = self
            .places()
            .into_iter()
            .filter(|(question, _)| question.question().section == section)
            .collect();
        let asked = places
            .iter()
            .filter(|(question, about)| self.was_asked(*question, *about));
        (asked.count(), places.len())
    }
}

/// Seconds as whole minutes, rounded up: nobody is told "0 minutes" while something is left.
pub const fn minutes(seconds: u32) -> u32 {
    seconds.div_ceil(60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::finding::{Finding, NotKnown, RawFinding, RawValue, Source};
    use jiff::Timestamp;

    fn said(question: &str, about: Option<Substance>, value: Option<RawValue>) -> Finding {
        Finding::shaped(&RawFinding {
            question: question.to_owned(),
            about,
            not_known: value.is_none().then_some(NotKnown::Unknown),
            value,
            source: Source::Person,
            at: Timestamp::UNIX_EPOCH,
            settles: false,
        })
        .unwrap()
    }

    #[test]
    fn what_was_asked_is_not_asked_again() {
        let none = Findings::default();
        let before = none.seconds_left();
        let some = Findings::new(vec![said("home.use_around", None, None)]);
        assert_eq!(before - some.seconds_left(), 20);
        let question = QuestionId::find("home.use_around").unwrap();
        assert!(!some.unasked().contains(&(question, None)));
        // But an answer is still lacking for whoever needs one.
        assert_eq!(some.seconds_for(&[question]), 20);
    }

    #[test]
    fn each_substance_named_brings_its_own_questions() {
        let about = |substance| said("use.days", Some(substance), Some(RawValue::Number(3)));
        let one = Findings::new(vec![about(Substance::Alcohol)]);
        let two = Findings::new(vec![about(Substance::Alcohol), about(Substance::Inhalant)]);
        let per_substance = |findings: &Findings| {
            findings
                .places()
                .iter()
                .filter(|(_, about)| about.is_some())
                .count()
        };
        // Seven questions of use, eleven criteria and the prescription; inhalants have no withdrawal.
        assert_eq!(per_substance(&one), 19);
        assert_eq!(per_substance(&two), 19 + 18);
    }

    #[test]
    fn a_severity_is_reckoned_by_its_criteria() {
        let severity = QuestionId::find("disorder.severity").unwrap();
        assert_eq!(Findings::default().seconds_for(&[severity]), 240);
        let named = Findings::new(vec![said(
            "dsm.craving",
            Some(Substance::Alcohol),
            Some(RawValue::YesNo(true)),
        )]);
        assert_eq!(named.seconds_for(&[severity]), 10 * 30);
        assert_eq!(minutes(61), 2);
        assert_eq!(minutes(0), 0);
    }

    #[test]
    fn sections_count_their_own() {
        let some = Findings::new(vec![said("home.use_around", None, None)]);
        assert_eq!(some.section(Section::LivingSituation), (1, 4));
        assert_eq!(some.section(Section::Substances), (0, 0));
        let all: usize = Section::ALL
            .iter()
            .map(|section| some.section(*section).1)
            .sum();
        assert_eq!(all, some.places().len());
    }
}
