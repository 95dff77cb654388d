//! Courts, probation and others who sent somebody: under what terms, and what they may hear.

use super::Topic;
use crate::people::answered::Answered;
use crate::{Issue, Line, Paragraph, Phone, day};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most who are written down as having sent one person.
pub const MANDATES_MAX: usize = 2;

asked! {
    /// Who sent somebody, or keeps watch over them.
    MandateKind {
        /// A court.
        Court = "court", "State or federal court", Some(1);
        /// A finding about whether they are fit, or guilty.
        Adjudication = "adjudication", "Formal adjudication", Some(2);
        /// Probation or parole.
        Probation = "probation", "Probation or parole", Some(3);
        /// Another part of the law.
        OtherLegal = "other_legal", "Another legal authority", Some(4);
        /// A program instead of a sentence.
        Diversion = "diversion", "Diversion program", Some(5);
        /// A prison.
        Prison = "prison", "Prison", Some(6);
        /// Driving under the influence.
        Driving = "driving", "Driving under the influence", Some(7);
        /// Child protection. The data set has no number of its own for it.
        Children = "children", "Child protection", Some(8);
        /// Somebody else.
        Other = "other", "Somebody else", Some(8);
    }
}

asked! {
    /// What whoever sent somebody may hear. Anything takes a written consent that names it.
    Hears {
        /// Nothing.
        Nothing = "nothing", "Nothing", None;
        /// Whether they came.
        Attendance = "attendance", "Whether they came", None;
        /// How it goes.
        Progress = "progress", "Whether they came, and how it goes", None;
        /// Tests as well.
        Tests = "tests", "Whether they came, how it goes, and results of tests", None;
    }
}

/// One who sent somebody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// What they are.
    pub kind: MandateKind,
    /// Which court or office.
    pub by: Line,
    /// Whom to ask for there.
    pub officer: Option<Line>,
    /// Their number.
    pub phone: Option<Phone>,
    /// The number of the case.
    pub number: Option<Line>,
    /// What is asked for.
    pub terms: Option<Paragraph>,
    /// Since when it holds.
    pub from: Option<Date>,
    /// The last day on which it does.
    pub until: Option<Date>,
    /// What they may hear.
    pub hears: Answered<Hears>,
    /// By which written consent.
    pub consent: Option<Line>,
}

impl Mandate {
    /// What they may hear. Where nobody said, or no consent is named, it is nothing.
    pub fn limit(&self) -> Hears {
        match (&self.hears, &self.consent) {
            (Answered::Said(hears), Some(_)) => *hears,
            _ => Hears::Nothing,
        }
    }

    fn words(&self) -> String {
        let until = self
            .until
            .map(|until| format!(", until {}", day::day_text(until)))
            .unwrap_or_default();
        format!("{}: {}{until}", self.kind.label(), self.by)
    }
}

/// The fields in which a consent and a last day are typed, one by one.
const CONSENT: [&str; MANDATES_MAX] = ["consent1", "consent2"];
const UNTIL: [&str; MANDATES_MAX] = ["until1", "until2"];

/// Who sent somebody, and under what terms.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Court {
    /// Those who did; none where somebody said that they come of their own accord.
    pub mandates: Answered<Vec<Mandate>>,
}

impl Court {
    /// Everybody who was named.
    pub fn named(&self) -> &[Mandate] {
        self.mandates.all()
    }

    /// Who sent them, one by one; where nobody is named, what was said of that.
    pub fn senders(&self) -> Vec<String> {
        match self.named() {
            [] => vec![
                self.mandates
                    .words_by(|_| "Nobody; they come of their own accord".to_owned()),
            ],
            named => named.iter().map(Mandate::words).collect(),
        }
    }
}

impl Topic for Court {
    const CODE: &'static str = "court";
    const TITLE: &'static str = "Court and mandates";

    topic!(court);

    fn issues(&self, _today: Date) -> Vec<Issue> {
        let mut issues = Vec::new();
        let named = self.named();
        if named.len() > MANDATES_MAX {
            let sentence = format!("Enter at most {MANDATES_MAX}.");
            issues.push(Issue::new("mandated", sentence));
        }
        for (one, (consent, until)) in named.iter().zip(CONSENT.into_iter().zip(UNTIL)) {
            let hears = one
                .hears
                .said()
                .is_some_and(|hears| *hears != Hears::Nothing);
            if hears && one.consent.is_none() {
                let sentence = "Say which written consent lets them hear this, with its date. Without one they hear nothing.";
                issues.push(Issue::new(consent, sentence));
            }
            if one
                .from
                .zip(one.until)
                .is_some_and(|(from, last)| last < from)
            {
                issues.push(Issue::new(
                    until,
                    "Let the last day come after the first day.",
                ));
            }
        }
        issues
    }

    fn lines(&self) -> Vec<(&'static str, String)> {
        let named = self.named();
        let senders = self.senders().into_iter().map(|words| ("Sent by", words));
        if named.is_empty() {
            return senders.collect();
        }
        let mut lines = Vec::new();
        for (one, sent_by) in named.iter().zip(senders) {
            lines.push(sent_by);
            lines.push(("May hear", one.limit().label().to_owned()));
            if let Some(terms) = &one.terms {
                lines.push(("Terms", terms.as_str().to_owned()));
            }
        }
        lines
    }
}
