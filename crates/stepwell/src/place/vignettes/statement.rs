//! From the facts of a case to findings.

use super::answer::value;
use super::names::{Named, Names, about};
use anyhow::{Result, anyhow, bail};
use care::assessment::finding::{
    Finding, FindingAnswer, QuestionId, RawValue, Side, Source, Substance, Value,
};
use care::zone::greenwich;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What a case told, and how it called it.
pub struct Statements {
    pub findings: Vec<Finding>,
    pub born: Option<Date>,
    pub origins: Origins,
}

/// How a file called a fact: its name and its answer.
pub type Origins = BTreeMap<(QuestionId, Option<Substance>), (String, String)>;

/// One statement about a fact.
struct Statement<'c> {
    key: &'c str,
    value: &'c Json,
    source: Source,
    at: Timestamp,
    settles: bool,
}

impl Statements {
    /// Reads every fact; the source is the person unless it is said otherwise.
    pub fn read<'c>(
        names: &Names,
        facts: impl Iterator<Item = (&'c String, &'c Json)>,
        at: Timestamp,
    ) -> Result<Self> {
        let mut told = Self {
            findings: Vec::new(),
            born: None,
            origins: Origins::new(),
        };
        let facts: Vec<_> = facts.collect();
        let about_all: Vec<Substance> = facts
            .iter()
            .filter_map(|(key, _)| about(key).ok()?.1)
            .collect();
        for (key, fact) in facts {
            for statement in statements(key, fact, at)? {
                told.add(names, &about_all, &statement)
                    .map_err(|error| anyhow!("{key}: {error}"))?;
            }
        }
        Ok(told)
    }

    fn add(&mut self, names: &Names, about_all: &[Substance], one: &Statement<'_>) -> Result<()> {
        let (id, about) = about(one.key)?;
        match names.find(id)? {
            Named::Nothing => Ok(()),
            Named::Born => {
                self.born = one.value.as_str().and_then(|text| text.parse().ok());
                Ok(())
            }
            Named::Age => {
                let years = one.value.as_i64().unwrap_or_default();
                let today = greenwich(one.at).date();
                let born = today.checked_sub(years.years()).ok();
                self.born = self.born.or(born);
                Ok(())
            }
            Named::Question(question) => {
                let about = placed(question, about, about_all)?;
                if let Some(answer) = answered(names, question, one.value)? {
                    self.said(question, about, one, answer);
                    self.mandate(question, one)?;
                }
                Ok(())
            }
            Named::Hours(question) => {
                let about = placed(question, about, about_all)?;
                if let Some(answer) = hours(one)? {
                    self.said(question, about, one, answer);
                }
                Ok(())
            }
        }
    }

    /// A level that a court orders is told in one word with the order.
    fn mandate(&mut self, question: QuestionId, one: &Statement<'_>) -> Result<()> {
        let Some(word) = one
            .value
            .as_str()
            .filter(|_| question.question().id == "legal.mandate")
        else {
            return Ok(());
        };
        let level = match word
            .split([',', ' '])
            .next()
            .unwrap_or_default()
            .to_lowercase()
            .as_str()
        {
            "iop" => "intensive_outpatient".to_owned(),
            "php" => "partial_hospitalization".to_owned(),
            other => other.to_owned(),
        };
        let question = QuestionId::find("legal.mandate_level")
            .ok_or_else(|| anyhow!("the catalogue has no legal.mandate_level"))?;
        if let Ok(value) = Value::parse(question.question(), &RawValue::Text(level)) {
            self.said(question, None, one, FindingAnswer::Value(value));
        }
        Ok(())
    }

    fn said(
        &mut self,
        question: QuestionId,
        about: Option<Substance>,
        one: &Statement<'_>,
        answer: FindingAnswer,
    ) {
        let words = match one.value {
            Json::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        let told = (one.key.to_owned(), words);
        let is_hours = one.key.contains("_hours");
        if !is_hours || !self.origins.contains_key(&(question, about)) {
            self.origins.insert((question, about), told);
        }
        self.findings.push(Finding {
            question,
            about,
            at: one.at,
            source: question.question().source(one.source),
            settles: one.settles && one.source == Source::Clinician,
            answer,
        });
    }
}

/// The statements of a fact: one, or one for each source.
fn statements<'c>(key: &'c str, fact: &'c Json, at: Timestamp) -> Result<Vec<Statement<'c>>> {
    let several = fact.get("statements").and_then(Json::as_array);
    let one = |fact: &'c Json| -> Result<Statement<'c>> {
        let said_at = match fact.get("at").and_then(Json::as_str) {
            Some(text) => moment(text).ok_or_else(|| anyhow!("{key}: “{text}” is no moment"))?,
            None => at,
        };
        Ok(Statement {
            key,
            value: fact.get("value").unwrap_or(fact),
            source: fact
                .get("source")
                .and_then(Json::as_str)
                .map_or(Source::Person, source),
            at: said_at,
            settles: fact.get("settles").and_then(Json::as_bool).unwrap_or(false),
        })
    };
    match several {
        Some(all) => all.iter().map(one).collect(),
        None => Ok(vec![one(fact)?]),
    }
}

fn moment(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| {
        let day: Date = text.parse().ok()?;
        let noon = day
            .at(12, 0, 0, 0)
            .to_zoned_datetime(jiff::tz::TimeZone::UTC);
        noon.ok().map(|noon| noon.timestamp())
    })
}

/// Who said it, by the words in which cases speak of people.
fn source(words: &str) -> Source {
    const CLINICIANS: [&str; 7] = [
        "clinic",
        "nurse",
        "doctor",
        "physician",
        "counselor",
        "staff",
        "provider",
    ];
    const RECORDS: [&str; 7] = [
        "record", "chart", "hospital", "pharmacy", "lab", "test", "file",
    ];
    const REFERRERS: [&str; 5] = ["referr", "court", "probation", "police", "jail"];
    let words = words.to_lowercase();
    let any = |of: &[&str]| of.iter().any(|word| words.contains(word));
    if words == Source::Person.code() || words.contains("patient") {
        Source::Person
    } else if any(&CLINICIANS) {
        Source::Clinician
    } else if any(&RECORDS) {
        Source::Record
    } else if any(&REFERRERS) {
        Source::Referrer
    } else {
        Source::Family
    }
}

/// The substance that a question is about: one is left away where it is asked once, and found where only one fits.
fn placed(
    question: QuestionId,
    about: Option<Substance>,
    about_all: &[Substance],
) -> Result<Option<Substance>> {
    let asked = question.question();
    if !asked.per_substance {
        return Ok(None);
    }
    if about.is_some() {
        if !asked.suits(about) {
            bail!("it is not asked about this substance");
        }
        return Ok(about);
    }
    match (asked.only, about_all) {
        ([only], _) | (_, [only]) => Ok(Some(*only)),
        (_, about_all) => {
            let mut fits: Vec<Substance> = about_all
                .iter()
                .copied()
                .filter(|substance| asked.suits(Some(*substance)))
                .collect();
            fits.sort_unstable();
            fits.dedup();
            match fits.as_slice() {
                [only] => Ok(Some(*only)),
                _ => bail!("say about which substance, such as “@alcohol”"),
            }
        }
    }
}

#[expect(
    clippy::option_option,
    reason = "not said to be unknown, unknown, or unknown for a reason"
)]
fn not_known(fact: &Json) -> Option<Option<FindingAnswer>> {
    match fact.get("not_known").and_then(Json::as_str) {
        None => None,
        Some("declined") => Some(Some(FindingAnswer::Declined)),
        Some("not asked" | "not_asked") => Some(None),
        Some(_) => Some(Some(FindingAnswer::Unknown)),
    }
}

fn answered(names: &Names, question: QuestionId, fact: &Json) -> Result<Option<FindingAnswer>> {
    if let Some(answer) = not_known(fact) {
        return Ok(answer);
    }
    if fact.is_null() {
        return Ok(None);
    }
    Ok(Some(FindingAnswer::Value(value(names, question, fact)?)))
}

/// So many hours ago, as a moment.
fn hours(one: &Statement<'_>) -> Result<Option<FindingAnswer>> {
    if let Some(answer) = not_known(one.value) {
        return Ok(answer);
    }
    let hours = one
        .value
        .as_f64()
        .ok_or_else(|| anyhow!("{} is no number of hours", one.value))?;
    #[expect(clippy::cast_possible_truncation, reason = "hours of a life fit")]
    let minutes = (hours * 60.0).round() as i64;
    let then = one.at.checked_sub(minutes.minutes())?;
    let local = greenwich(then).datetime();
    Ok(Some(FindingAnswer::Value(Value::Moment(local))))
}

/// One side of a contradiction, as the file called it.
pub fn origin(origins: &Origins, side: &Side, today: Date) -> String {
    let Some(question) = side.question else {
        return side.words.clone();
    };
    if let Some((key, words)) = origins.get(&(question, side.about)) {
        let words = if *words == today.to_string() {
            "today"
        } else {
            words.split(',').next().unwrap_or(words)
        };
        format!("{key}={words}")
    } else {
        let about = side.about.map(|about| format!("@{}", about.code()));
        format!(
            "{}{}={}",
            question.question().id,
            about.unwrap_or_default(),
            side.words
        )
    }
}
