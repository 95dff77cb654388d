//! Who pays for somebody's care: payers in the order in which they pay, what was found out about each, and which rule
//! about the hours of a week each of them has.

use crate::assessment::finding::RawValue;
use crate::assessment::finding::catalogue::ids;
use crate::assessment::offered::OfferedAnswer;
use crate::people::answered::Answered;
use crate::people::patient::BirthDate;
use crate::{Issue, Line};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most payers of one person.
pub const PAYERS_MAX: usize = 3;

asked! {
    /// What kind of payer it is; the number is that of the main source of payment.
    PayerKind {
        /// Insurance of an employer, or bought.
        Private = "private", "Private insurance", Some(2);
        /// Medicaid.
        Medicaid = "medicaid", "Medicaid", Some(4);
        /// Medicare.
        Medicare = "medicare", "Medicare", Some(3);
        /// Another public source: veterans, the armed forces, a block grant.
        Public = "public", "Another public payer", Some(5);
        /// Another source.
        Other = "other", "Another payer", Some(7);
    }
}

asked! {
    /// What somebody pays themselves.
    SelfPay {
        /// Nothing beside what their payers leave them.
        Share = "share", "Only what their payers leave to them", None;
        /// The full fee.
        Full = "full", "The full fee", Some(1);
        /// A fee by their income.
        Scale = "scale", "A fee by their income", Some(1);
        /// Nothing.
        Free = "free", "Nothing; care is free of charge", Some(6);
    }
}

asked! {
    /// How it was asked whether somebody is covered.
    CheckedBy {
        /// On the payer's own pages.
        Portal = "portal", "The payer’s website", None;
        /// By telephone.
        Phone = "phone", "Telephone", None;
        /// By an electronic inquiry.
        Electronic = "electronic", "Electronic inquiry", None;
        /// Only the card was seen, which does not say that it still holds.
        Card = "card", "Only the card was seen", None;
    }
}

asked! {
    /// What came of it.
    CheckResult {
        /// They are covered.
        Covered = "covered", "Covered", None;
        /// They are, under conditions.
        Limited = "limited", "Covered, with conditions", None;
        /// Nobody could say.
        Unclear = "unclear", "No clear answer", None;
        /// They are not.
        NotCovered = "not_covered", "Not covered", None;
    }
}

/// One time that a payer was asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EligibilityCheck {
    /// On which day.
    pub on: Date,
    /// How.
    pub by: CheckedBy,
    /// What came of it.
    pub result: CheckResult,
    /// What else was said: conditions, a reference number.
    pub words: Option<Line>,
}

/// In whose name the insurance is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Insured {
    /// In the person's own.
    Themselves,
    /// In that of somebody else.
    Other {
        /// What they are called.
        name: Line,
        /// What they are to the person.
        relation: Line,
        /// Their date of birth, which payers ask for.
        born: Option<BirthDate>,
    },
}

/// What one payer covers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// What kind of payer.
    pub kind: PayerKind,
    /// What it is called.
    pub payer: Line,
    /// The plan.
    pub plan: Option<Line>,
    /// The number under which the payer knows the person.
    pub member: Option<Line>,
    /// In whose name it is.
    pub insured: Insured,
    /// The first day on which it holds; from ever where nobody said.
    pub from: Option<Date>,
    /// The last day on which it does.
    pub until: Option<Date>,
    /// When the payer was asked last, and what came of it.
    pub checked: Option<EligibilityCheck>,
    /// The payer's rule about the hours of a week: the id of one of the protocol.
    pub rule: Option<Line>,
}

impl Coverage {
    /// Whether it holds on a day. One about which nobody asked counts, and is shown as that; one of which the payer
    /// said by that day that there is none does not.
    pub fn holds_on(&self, day: Date) -> bool {
        let begun = self.from.is_none_or(|from| from <= day);
        let over = self.until.is_some_and(|until| until < day);
        let refused = self
            .checked
            .as_ref()
            .is_some_and(|check| check.result == CheckResult::NotCovered && check.on <= day);
        begun && !over && !refused
    }

    /// What was found out about it, in words.
    pub fn checked_words(&self) -> String {
        let Some(check) = &self.checked else {
            return "Eligibility not checked yet".to_owned();
        };
        let on = crate::day::day_text(check.on);
        let by = check.by.label();
        let words = check.words.as_ref().map_or("", Line::as_str);
        format!("{}, {on}, {by}. {words}", check.result.label())
            .trim_end()
            .to_owned()
    }
}

/// Who pays for somebody's care.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverages {
    /// The payers, in the order in which they pay; none where somebody said that there is none.
    pub payers: Answered<Vec<Coverage>>,
    /// What the person pays themselves.
    pub self_pay: Answered<SelfPay>,
}

impl Coverages {
    /// Every payer, in the order in which they pay.
    pub fn named(&self) -> &[Coverage] {
        self.payers.all()
    }

    /// What it answers of the assessment: who pays first on the day, or that nobody does. Which public source it is was not
    /// asked here.
    pub fn offered(&self, at: Timestamp, day: Date) -> Option<OfferedAnswer> {
        let (kind, words) = match (self.first_on(day), &self.payers) {
            (Some((_, first)), _) => {
                let kind = match first.kind {
                    PayerKind::Private => "commercial",
                    PayerKind::Medicaid => "Medicaid",
                    PayerKind::Medicare => "Medicare",
                    PayerKind::Public | PayerKind::Other => return None,
                };
                (kind, format!("{}: {}", first.kind.label(), first.payer))
            }
            (None, Answered::Said(payers)) if payers.is_empty() => {
                ("nobody", "No payer beside the person".to_owned())
            }
            _ => return None,
        };
        let value = RawValue::Text(kind.to_owned());
        OfferedAnswer::new(ids::PAYER, &value, (at, "coverage"), words)
    }

    /// The first that holds on a day, with its place among all.
    pub fn first_on(&self, day: Date) -> Option<(usize, &Coverage)> {
        let mut all = self.named().iter().enumerate();
        all.find(|(_, one)| one.holds_on(day))
    }
}

/// What a form says of who pays: as typed, in the order of its places, each with the number by which it pays.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct CoveragesDraft {
    /// The payers: the place in the form, the number by which it pays, and what it covers.
    pub payers: Answered<Vec<(usize, u8, Coverage)>>,
    /// What the person pays themselves.
    pub self_pay: Answered<SelfPay>,
}

/// The fields of one place of the form, in which something can be wrong that is seen only with all of them.
struct Fields {
    rank: &'static str,
    until: &'static str,
    checked_on: &'static str,
    rule: &'static str,
}

const FIELDS: &[Fields; PAYERS_MAX] = &[
    Fields {
        rank: "rank1",
        until: "until1",
        checked_on: "checked_on1",
        rule: "rule1",
    },
    Fields {
        rank: "rank2",
        until: "until2",
        checked_on: "checked_on2",
        rule: "rule2",
    },
    Fields {
        rank: "rank3",
        until: "until3",
        checked_on: "checked_on3",
        rule: "rule3",
    },
];

impl CoveragesDraft {
    /// The payers in the order in which they pay, or what does not fit together. `rules` are the ids of the rules about
    /// hours that the protocol has, and `kept` those that were stored before, which may stay although they are gone.
    pub fn settle(
        self,
        today: Date,
        rules: &[&str],
        kept: &Coverages,
    ) -> Result<Coverages, Vec<Issue>> {
        let mut issues = Vec::new();
        let typed = self.payers.all();
        for (place, rank, one) in typed {
            let Some(fields) = FIELDS.get(*place) else {
                let sentence = format!("Enter at most {PAYERS_MAX} payers.");
                issues.push(Issue::new("payers", sentence));
                continue;
            };
            let same = |(other, number, _): &(usize, u8, Coverage)| other < place && number == rank;
            if typed.iter().any(same) {
                let sentence = "Another payer above pays at this place. Give each its own.";
                issues.push(Issue::new(fields.rank, sentence));
            }
            if one
                .from
                .zip(one.until)
                .is_some_and(|(from, last)| last < from)
            {
                issues.push(Issue::new(
                    fields.until,
                    "Let the last day come after the first day.",
                ));
            }
            if one.checked.as_ref().is_some_and(|check| check.on > today) {
                issues.push(Issue::new(
                    fields.checked_on,
                    "This day has not come yet. Check the date.",
                ));
            }
            let known = |id: &Line| {
                let before = kept.named().iter().any(|one| one.rule.as_ref() == Some(id));
                before || rules.contains(&id.as_str())
            };
            if one.rule.as_ref().is_some_and(|id| !known(id)) {
                issues.push(Issue::new(fields.rule, "Choose one of the rules."));
            }
        }
        if !issues.is_empty() {
            return Err(issues);
        }
        let payers = self.payers.map(|mut all| {
            all.sort_by_key(|(_, rank, _)| *rank);
            all.into_iter().map(|(_, _, one)| one).collect()
        });
        Ok(Coverages {
            payers,
            self_pay: self.self_pay,
        })
    }
}

hidden! { Coverage Coverages CoveragesDraft EligibilityCheck Insured }

#[cfg(test)]
mod tests;
