//! How somebody lives when they come in: what states report of an admission, as far as it belongs to the person.

use super::Topic;
use crate::Issue;
use crate::people::answered::{Answered, OnList, YesNo};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

asked! {
    /// How far somebody went to school.
    Schooling {
        /// Eight years or fewer.
        Eight = "eight", "8 years or fewer", Some(1);
        /// Nine to eleven years.
        Eleven = "eleven", "9 to 11 years", Some(2);
        /// A high school diploma, or what counts as one.
        Diploma = "diploma", "High school diploma or GED", Some(3);
        /// One to three years of college.
        SomeCollege = "some_college", "1 to 3 years of college", Some(4);
        /// Four years or more.
        College = "college", "4 years of college or more", Some(5);
    }
}

asked! {
    /// Whether somebody works.
    Working {
        /// Full time.
        FullTime = "full_time", "Full time", Some(1);
        /// Part time.
        PartTime = "part_time", "Part time", Some(2);
        /// Looks for work.
        Looking = "looking", "Without work, and looking for it", Some(3);
        /// Neither works nor looks for work.
        Neither = "neither", "Neither working nor looking for work", Some(4);
    }
}

asked! {
    /// Why somebody neither works nor looks for work.
    NotWorking {
        /// Keeps house.
        Home = "home", "Keeps house or cares for somebody", Some(1);
        /// Learns.
        Student = "student", "In school or training", Some(2);
        /// Retired, or cannot work.
        Retired = "retired", "Retired, or cannot work", Some(3);
        /// Lives where nobody can work.
        Institution = "institution", "In a hospital, a jail or the like", Some(4);
        /// Another reason.
        Other = "other", "Another reason", Some(5);
    }
}

asked! {
    /// How somebody is housed.
    Living {
        /// Without a home.
        Homeless = "homeless", "Without a home", Some(1);
        /// Where others look after them.
        Dependent = "dependent", "With others who look after them, or in a supervised home", Some(2);
        /// By themselves, or with others and independent.
        Independent = "independent", "Independent, alone or with others", Some(3);
    }
}

asked! {
    /// Whether somebody is married.
    Marital {
        /// Never was.
        Never = "never", "Never married", Some(1);
        /// Is, or lives as if.
        Now = "now", "Married, or living as married", Some(2);
        /// Lives apart.
        Separated = "separated", "Separated", Some(3);
        /// Was.
        Ended = "ended", "Divorced or widowed", Some(4);
    }
}

asked! {
    /// Where most of somebody's money comes from.
    Income {
        /// Work.
        Wages = "wages", "Wages or salary", Some(1);
        /// Public assistance.
        Assistance = "assistance", "Public assistance", Some(2);
        /// A pension, or disability.
        Pension = "pension", "Retirement, pension or disability", Some(3);
        /// Something else.
        Other = "other", "Something else", Some(4);
        /// Nothing.
        Nothing = "nothing", "No income", Some(5);
    }
}

asked! {
    /// Whether somebody is pregnant at admission.
    Pregnant {
        /// They are.
        Yes = "yes", "Yes", Some(1);
        /// They are not.
        No = "no", "No", Some(2);
        /// They cannot be.
        CannotBe = "cannot_be", "Cannot be pregnant", None;
    }
}

asked! {
    /// How often somebody was arrested in the last thirty days.
    Arrests {
        /// Never.
        Never = "never", "Not at all", Some(0);
        /// Once.
        Once = "once", "Once", Some(1);
        /// Twice or more.
        More = "more", "Twice or more", Some(2);
    }
}

asked! {
    /// How often somebody went to a self-help group in the last thirty days.
    SelfHelp {
        /// Never.
        Never = "never", "Not at all", Some(1);
        /// One to three times.
        Few = "few", "1 to 3 times", Some(2);
        /// Four to seven times.
        Weekly = "weekly", "4 to 7 times", Some(3);
        /// Eight times or more.
        Often = "often", "8 times or more", Some(4);
        /// They went, and nobody knows how often.
        Unsure = "unsure", "They went; how often is not known", Some(5);
    }
}

/// How somebody lives.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// Whether they served in the armed forces.
    pub veteran: Answered<YesNo>,
    /// How far they went to school.
    pub schooling: Answered<Schooling>,
    /// Whether they work.
    pub working: Answered<Working>,
    /// Why they neither work nor look for work.
    pub not_working: Answered<NotWorking>,
    /// How they are housed.
    pub living: Answered<Living>,
    /// Whether they are married.
    pub marital: Answered<Marital>,
    /// Whether they are pregnant.
    pub pregnant: Answered<Pregnant>,
    /// Where most of their money comes from.
    pub income: Answered<Income>,
    /// Arrests in the last thirty days.
    pub arrests: Answered<Arrests>,
    /// Self-help groups in the last thirty days.
    pub self_help: Answered<SelfHelp>,
}

impl Topic for Circumstances {
    const CODE: &'static str = "circumstances";
    const TITLE: &'static str = "Circumstances at admission";

    topic!(circumstances);

    fn issues(&self, _today: Date) -> Vec<Issue> {
        let neither = self.working == Answered::Said(Working::Neither);
        if self.not_working.said().is_some() && !neither {
            let sentence = "This is asked only of whoever neither works nor looks for work. Change it, or what is above.";
            return vec![Issue::new("not_working", sentence)];
        }
        Vec::new()
    }

    fn lines(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Veteran", words(&self.veteran)),
            ("School", words(&self.schooling)),
            ("Work", words(&self.working)),
            ("Why not working", words(&self.not_working)),
            ("Housing", words(&self.living)),
            ("Marriage", words(&self.marital)),
            ("Pregnant at admission", words(&self.pregnant)),
            ("Income from", words(&self.income)),
            ("Arrests in 30 days", words(&self.arrests)),
            ("Self-help groups in 30 days", words(&self.self_help)),
        ]
    }
}

fn words<T: OnList>(answered: &Answered<T>) -> String {
    answered.words_by(|one| one.listed())
}
