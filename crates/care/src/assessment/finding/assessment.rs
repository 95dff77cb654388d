//! An assessment as it stands in a file, and its way into typed findings.

use super::value::RawValue;
use super::{Finding, FindingAnswer, Findings, QuestionId, Source, Substance, Value, catalogue};
use crate::Invalid;
use crate::assessment::facts::{Basis, Hint};
use crate::people::patient::{AGE_YEARS_MAX, BirthDate};
use crate::people::program::AgeGroup;
use crate::zone::greenwich;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

/// An assessment before anybody has checked it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAssessment {
    /// The local date of the assessment.
    pub assessed_on: Date,
    /// The moment, where it matters to the hour; otherwise the latest that anything was said that day.
    #[serde(default)]
    pub assessed_at: Option<Timestamp>,
    /// Date of birth, when known.
    #[serde(default)]
    pub born: Option<Date>,
    /// Everything said.
    pub findings: Vec<RawFinding>,
}

/// One finding before anybody has checked it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFinding {
    /// The question's name.
    pub question: String,
    /// The substance, where the question is asked for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Substance>,
    /// The value; or else `not_known`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<RawValue>,
    /// Why there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_known: Option<NotKnown>,
    /// Who said it.
    pub source: Source,
    /// When.
    pub at: Timestamp,
    /// Whether a clinician settles a disagreement with it.
    #[serde(default)]
    pub settles: bool,
}

/// Why there is no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotKnown {
    /// The source does not know.
    Unknown,
    /// The source would rather not say.
    Declined,
}

/// An assessment whose findings have been checked.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The local date of the assessment.
    pub assessed_on: Date,
    /// The moment and the date of birth.
    pub basis: Basis,
    /// Whose numbers of a protocol apply; unknown without a date of birth.
    pub age_group: Option<AgeGroup>,
    /// Everything said.
    pub findings: Findings,
    /// What stands in the record beside it.
    pub hints: Vec<Hint>,
}

impl Assessment {
    /// Whether nothing was said after a moment, and nothing came into the record beside it.
    pub fn is_unchanged_since(&self, at: Timestamp) -> bool {
        let said = self.findings.iter().map(|finding| finding.at);
        let mut heard = said.chain(self.hints.iter().map(|hint| hint.at));
        heard.all(|heard| heard <= at)
    }

    /// Checks everything, and says everything that is wrong at once.
    pub fn parse(raw: &RawAssessment) -> Result<Self, Vec<Invalid>> {
        let today = raw.assessed_on;
        let mut wrong = Vec::new();
        if raw.findings.len() > super::set::FINDINGS_MAX {
            return Err(vec![Invalid::new(format!(
                "One assessment holds at most {} findings; this has {}.",
                super::set::FINDINGS_MAX,
                raw.findings.len()
            ))]);
        }
        let born = raw.born.and_then(|born| {
            BirthDate::parse(&born.to_string(), today)
                .map_err(|invalid| wrong.push(invalid))
                .ok()
        });
        let mut findings = Vec::with_capacity(raw.findings.len());
        for finding in &raw.findings {
            match Finding::parse(finding, today, born) {
                Ok(finding) => findings.push(finding),
                Err(invalid) => {
                    wrong.push(Invalid::new(format!("{}: {invalid}", finding.question)));
                }
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let latest = findings.iter().map(|finding: &Finding| finding.at).max();
        Ok(Self {
            assessed_on: today,
            basis: basis(raw, latest),
            age_group: born.map(|born| AgeGroup::of_years(born.age_years(today))),
            findings: Findings::new(findings),
            hints: Vec::new(),
        })
    }
}

/// The moment of an assessment in a file: what it says, or the latest that anything was said, or noon of the day.
fn basis(raw: &RawAssessment, latest: Option<Timestamp>) -> Basis {
    let noon = raw.assessed_on.at(12, 0, 0, 0);
    let at = raw.assessed_at.or(latest).unwrap_or_else(|| {
        noon.to_zoned_datetime(TimeZone::UTC)
            .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    });
    let said = greenwich(at).datetime();
    Basis {
        at,
        local: if said.date() == raw.assessed_on {
            said
        } else {
            noon
        },
        zone: TimeZone::UTC,
        born: raw.born,
    }
}

impl Finding {
    /// Checks one finding; `today` is the local date, `born` the date of birth when known.
    pub fn parse(raw: &RawFinding, today: Date, born: Option<BirthDate>) -> Result<Self, Invalid> {
        let finding = Self::shaped(raw)?;
        possible(&finding, today, born)?;
        permitted(&finding)?;
        // A day ahead of the local date can still be the same instant in another zone; more cannot.
        let tomorrow = today.saturating_add(1.day());
        if greenwich(raw.at).date() > tomorrow {
            return Err(Invalid::new(format!(
                "It was said at {}, after the assessment of {today}. Check the time.",
                raw.at
            )));
        }
        Ok(finding)
    }

    /// Reads a finding whose possibility was checked when it was written: its form alone.
    pub fn shaped(raw: &RawFinding) -> Result<Self, Invalid> {
        let question = QuestionId::find(&raw.question).ok_or_else(|| {
            Invalid::new(format!(
                "There is no such question. Did you mean “{}”?",
                catalogue::nearest(&raw.question)
            ))
        })?;
        let asked = question.question();
        if asked.derived {
            return Err(Invalid::new(
                "This is worked out from other answers. Enter the criteria themselves.",
            ));
        }
        if !asked.suits(raw.about) {
            return Err(Invalid::new(if asked.per_substance {
                "Say about which substance, such as \"about\": \"alcohol\"."
            } else {
                "This is asked once, not for each substance; leave “about” away."
            }));
        }
        if raw.settles && raw.source != Source::Clinician {
            return Err(Invalid::new("Only a clinician settles a disagreement."));
        }
        let answer = match (&raw.value, raw.not_known) {
            (Some(value), None) => FindingAnswer::Value(Value::parse(asked, value)?),
            (None, Some(NotKnown::Unknown)) => FindingAnswer::Unknown,
            (None, Some(NotKnown::Declined)) => FindingAnswer::Declined,
            _ => {
                return Err(Invalid::new(
                    "Give either a value or “not_known” (unknown, declined).",
                ));
            }
        };
        Ok(Self {
            question,
            about: raw.about,
            at: raw.at,
            source: raw.source,
            settles: raw.settles,
            answer,
        })
    }

    /// The finding as [`Self::shaped`] reads it back.
    pub fn raw(&self) -> RawFinding {
        let question = self.question.question();
        RawFinding {
            question: question.id.to_owned(),
            about: self.about,
            value: self.value().map(|value| value.raw(question)),
            not_known: match self.answer {
                FindingAnswer::Value(_) => None,
                FindingAnswer::Unknown => Some(NotKnown::Unknown),
                FindingAnswer::Declined => Some(NotKnown::Declined),
            },
            source: self.source,
            at: self.at,
            settles: self.settles,
        }
    }
}

/// What is measured is said by whoever measured it.
fn permitted(finding: &Finding) -> Result<(), Invalid> {
    let asked = finding.question.question();
    if asked.source(finding.source) == finding.source || finding.value().is_none() {
        return Ok(());
    }
    let who: Vec<&str> = asked.by.iter().map(|source| source.label()).collect();
    Err(Invalid::new(format!(
        "“{}” is measured. Say who measured it: {}.",
        asked.label,
        who.join(" or ")
    )))
}

/// Refuses what cannot have happened.
fn possible(finding: &Finding, today: Date, born: Option<BirthDate>) -> Result<(), Invalid> {
    let asked = finding.question.question();
    match finding.value() {
        Some(Value::On(date)) => possible_day(*date, asked.ahead_days, today, born),
        Some(Value::Moment(moment)) => possible_day(moment.date(), asked.ahead_days, today, born),
        Some(Value::At(age)) if asked.id == "use.first_age" => match born {
            Some(born) if *age > i32::from(born.age_years(today)) => Err(Invalid::new(format!(
                "First use at {age} cannot be: the person is {} years old.",
                born.age_years(today)
            ))),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

fn possible_day(
    date: Date,
    ahead_days: i32,
    today: Date,
    born: Option<BirthDate>,
) -> Result<(), Invalid> {
    let latest = today.saturating_add(ahead_days.days());
    if date > latest {
        return Err(Invalid::new(if ahead_days == 0 {
            format!("{date} is in the future; the assessment was on {today}. Check the year.")
        } else {
            format!("{date} is more than {ahead_days} days ahead. Check the year.")
        }));
    }
    if born.is_some_and(|born| date < born.date()) {
        return Err(Invalid::new(format!(
            "{date} is before the person was born. Check the year."
        )));
    }
    if today.year() - date.year() > AGE_YEARS_MAX {
        return Err(Invalid::new(format!(
            "{date} is more than {AGE_YEARS_MAX} years ago. Check the year."
        )));
    }
    Ok(())
}
