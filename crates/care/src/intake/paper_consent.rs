//! Consents that were signed on paper: that they were, when, and who saw it. The papers themselves stay in the file, and
//! nothing leaves by this alone. It holds a place until consents are kept here themselves.

use crate::day::day_text;
use crate::invalid::Issues;
use crate::people::chapter::{Chapter, InChapter};
use crate::{Issue, Line, each_once};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

codes! {
    /// Which paper.
    PaperConsent {
        /// That they agree to be treated.
        Treatment = "treatment", "Consent to treatment";
        /// The notice of how records of treatment for addiction are protected (42 CFR 2.22), given and acknowledged.
        Notice = "part2_notice", "Part 2 notice, given and acknowledged";
        /// Who may be told what.
        Releases = "releases", "Releases of information";
    }
}

impl PaperConsent {
    /// Whether everybody signs it. Whoever wants nobody to be told anything signs no release.
    pub const fn is_asked_of_all(self) -> bool {
        !matches!(self, Self::Releases)
    }

    /// The fields of a form: the day, and who saw it.
    pub const fn fields(self) -> (&'static str, &'static str) {
        match self {
            Self::Treatment => ("on.treatment", "seen_by.treatment"),
            Self::Notice => ("on.part2_notice", "seen_by.part2_notice"),
            Self::Releases => ("on.releases", "seen_by.releases"),
        }
    }
}

/// One paper that was signed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedPaper {
    /// Which.
    pub which: PaperConsent,
    /// On which day.
    pub on: Date,
    /// Who saw it, where it was not whoever wrote this down.
    #[serde(default)]
    pub seen_by: Option<Line>,
}

impl SignedPaper {
    /// How it reads: "Consent to treatment, signed Mar 2, 2026".
    pub fn words(&self) -> String {
        let words = format!("{}, signed {}", self.which.label(), day_text(self.on));
        match &self.seen_by {
            Some(by) => format!("{words}, seen by {by}"),
            None => words,
        }
    }
}

/// What somebody signed on paper, as far as it was written down.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperConsents {
    /// The papers.
    pub papers: Vec<SignedPaper>,
}

hidden! { SignedPaper PaperConsents }

impl InChapter for PaperConsents {
    const CHAPTER: Chapter = Chapter::PaperConsents;
}

impl PaperConsents {
    /// One of them.
    pub fn paper(&self, which: PaperConsent) -> Option<&SignedPaper> {
        self.papers.iter().find(|paper| paper.which == which)
    }

    /// What everybody signs and of which nothing is written down.
    pub fn lacking(&self) -> Vec<PaperConsent> {
        let all = PaperConsent::ALL.iter().copied();
        all.filter(|which| which.is_asked_of_all() && self.paper(*which).is_none())
            .collect()
    }

    /// Whether what everybody signs is written down.
    pub fn is_whole(&self) -> bool {
        self.lacking().is_empty()
    }

    /// What is not written down here, in words. Nothing here is known of what lies in a folder.
    pub fn lack_words(kept: Option<&Self>) -> String {
        let lacking = kept.unwrap_or(&Self { papers: Vec::new() }).lacking();
        let all = PaperConsent::ALL.iter();
        let asked = all.filter(|which| which.is_asked_of_all()).count();
        if lacking.len() == asked {
            return "Not recorded here yet; look for it on paper".to_owned();
        }
        let labels: Vec<&str> = lacking.iter().map(|which| which.label()).collect();
        format!("Not recorded here yet: {}", labels.join("; "))
    }

    /// What does not fit, each beside its field; `today` is the date where they are seen.
    pub fn check(&self, today: Date) -> Result<(), Vec<Issue>> {
        let mut issues = Issues::default();
        for paper in &self.papers {
            if paper.on > today {
                let sentence = "This day has not come yet. Check the date.";
                issues.add(paper.which.fields().0, sentence);
            }
        }
        let named = self.papers.iter().map(|paper| paper.which);
        if each_once(named).len() != self.papers.len() {
            issues.add(PaperConsent::Treatment.fields().0, "Enter each paper once.");
        }
        issues.into_result()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn signed(which: PaperConsent, on: Date) -> SignedPaper {
        SignedPaper {
            which,
            on,
            seen_by: None,
        }
    }

    #[test]
    fn it_is_whole_with_what_everybody_signs_and_what_is_not_recorded_may_lie_on_paper() {
        let on = date(2026, 3, 2);
        let mut kept = PaperConsents::default();
        assert!(!kept.is_whole());
        let nothing = "Not recorded here yet; look for it on paper";
        assert_eq!(PaperConsents::lack_words(None), nothing);
        assert_eq!(PaperConsents::lack_words(Some(&kept)), nothing);
        // Who may be told what says nothing of whether they agree to be treated.
        kept.papers.push(signed(PaperConsent::Releases, on));
        assert_eq!(PaperConsents::lack_words(Some(&kept)), nothing);
        kept.papers.push(signed(PaperConsent::Treatment, on));
        let words = PaperConsents::lack_words(Some(&kept));
        assert!(
            words.contains("Part 2 notice") && !words.contains("treatment"),
            "{words}"
        );
        assert!(!kept.is_whole());
        kept.papers.push(signed(PaperConsent::Notice, on));
        assert!(kept.is_whole());
    }

    #[test]
    fn nothing_is_signed_tomorrow_or_twice() {
        let today = date(2026, 3, 2);
        let ahead = PaperConsents {
            papers: vec![signed(PaperConsent::Notice, date(2026, 3, 3))],
        };
        let issues = ahead.check(today).unwrap_err();
        assert_eq!(issues[0].field, "on.part2_notice");
        let twice = PaperConsents {
            papers: vec![signed(PaperConsent::Treatment, today); 2],
        };
        assert!(twice.check(today).is_err());
        assert!(PaperConsents::default().check(today).is_ok());
        let fields: Vec<_> = PaperConsent::ALL.iter().map(|one| one.fields()).collect();
        assert_eq!(each_once(fields.iter().copied()).len(), fields.len());
        for (which, (on, seen_by)) in PaperConsent::ALL.iter().zip(fields) {
            assert!(on.ends_with(which.code()) && seen_by.ends_with(which.code()));
        }
    }
}
