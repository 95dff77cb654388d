//! Reads a FHIR R4 Questionnaire.

use super::WordingError;
use super::found::{Asks, Found, FoundAnswer, FoundItem};
use crate::instrument::Instrument;
use serde::Deserialize;
use serde_json::Value;

const LOINC: &str = "http://loinc.org";
/// Endings of the extensions that carry an answer's points: `…/ordinalValue` and its successor `…/itemWeight`.
const POINTS: [&str; 2] = ["/ordinalValue", "/itemWeight"];

/// A Questionnaire, as far as wording needs it.
#[derive(Deserialize)]
pub(super) struct Questionnaire {
    id: Option<String>,
    url: Option<String>,
    name: Option<String>,
    title: Option<String>,
    version: Option<String>,
    copyright: Option<String>,
    #[serde(default)]
    code: Vec<Coding>,
    #[serde(default)]
    item: Vec<QuestionnaireItem>,
    #[serde(default)]
    contained: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct QuestionnaireItem {
    #[serde(default)]
    link_id: String,
    #[serde(default)]
    text: String,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    read_only: bool,
    #[serde(default)]
    code: Vec<Coding>,
    #[serde(default)]
    answer_option: Vec<AnswerOption>,
    answer_value_set: Option<String>,
    #[serde(default)]
    item: Vec<QuestionnaireItem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AnswerOption {
    value_coding: Option<Coding>,
    value_integer: Option<i32>,
    value_string: Option<String>,
    #[serde(default)]
    extension: Vec<Extension>,
}

#[derive(Deserialize)]
struct Coding {
    system: Option<String>,
    code: Option<String>,
    display: Option<String>,
    #[serde(default)]
    extension: Vec<Extension>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extension {
    url: String,
    value_decimal: Option<f64>,
    value_integer: Option<i32>,
}

/// A value set inside the Questionnaire.
#[derive(Deserialize)]
struct ValueSet {
    compose: Option<Compose>,
}

#[derive(Deserialize)]
struct Compose {
    #[serde(default)]
    include: Vec<Include>,
}

#[derive(Deserialize)]
struct Include {
    system: Option<String>,
    #[serde(default)]
    concept: Vec<Coding>,
}

impl Questionnaire {
    /// The LOINC codes of the whole.
    pub fn panels(&self) -> Vec<&str> {
        loinc(&self.code).collect()
    }

    /// What it calls itself.
    pub fn names(&self) -> Vec<&str> {
        let names = [&self.title, &self.name, &self.id];
        // Only the end of the address names the instrument; the rest names a publisher.
        let last = self.url.as_deref().and_then(|url| url.rsplit('/').next());
        names
            .into_iter()
            .flatten()
            .map(String::as_str)
            .chain(last)
            .collect()
    }

    /// Its title for people.
    pub fn title(&self) -> &str {
        self.names()
            .first()
            .copied()
            .unwrap_or("a Questionnaire without a title")
    }

    /// Its questions; groups, displays and computed scores are none.
    pub fn found(&self, instrument: &Instrument) -> Result<Found, WordingError> {
        let mut items = Vec::new();
        self.collect(&self.item, instrument, &mut items)?;
        let version = self.version.as_deref().map(|v| format!(", version {v}"));
        Ok(Found {
            origin: format!(
                "FHIR Questionnaire “{}”{}",
                self.title(),
                version.unwrap_or_default()
            ),
            copyright: self.copyright.clone(),
            items,
            may_have_gaps: false,
        })
    }

    fn collect(
        &self,
        items: &[QuestionnaireItem],
        instrument: &Instrument,
        into: &mut Vec<FoundItem>,
    ) -> Result<(), WordingError> {
        for item in items {
            let codes: Vec<_> = loinc(&item.code).map(str::to_owned).collect();
            let score = codes.iter().any(|code| is_score(instrument, code));
            if !matches!(item.kind.as_str(), "group" | "display") && !item.read_only && !score {
                into.push(FoundItem {
                    name: item.link_id.clone(),
                    text: item.text.trim().to_owned(),
                    loinc: codes,
                    va: None,
                    asks: item.asks(),
                    answers: self.answers(item)?,
                });
            }
            self.collect(&item.item, instrument, into)?;
        }
        Ok(())
    }

    fn answers(&self, item: &QuestionnaireItem) -> Result<Vec<FoundAnswer>, WordingError> {
        let Some(set) = &item.answer_value_set else {
            return Ok(item.answer_option.iter().map(AnswerOption::found).collect());
        };
        let id = set.strip_prefix('#');
        let within = |value: &&Value| id.is_some() && value.get("id").and_then(Value::as_str) == id;
        let Some(value) = self.contained.iter().find(within) else {
            return Err(WordingError::NotAQuestionnaire(format!(
                "Question “{}” keeps its answers elsewhere ({set}), and nothing is fetched from elsewhere",
                item.link_id
            )));
        };
        let set: ValueSet =
            serde_json::from_value(value.clone()).map_err(|e| WordingError::json(&e))?;
        let includes = set
            .compose
            .map(|compose| compose.include)
            .unwrap_or_default();
        let answers = includes.iter().flat_map(|include| {
            let system = include.system.as_deref();
            include
                .concept
                .iter()
                .map(move |concept| concept.found(system))
        });
        Ok(answers.collect())
    }
}

/// Whether a question is one of the instrument's scores, or its triage: files carry those as computed questions.
fn is_score(instrument: &Instrument, code: &str) -> bool {
    let scales = instrument
        .scales
        .iter()
        .filter_map(|scale| scale.loinc.as_deref());
    let triage = instrument
        .triage
        .iter()
        .filter_map(|triage| triage.loinc.as_deref());
    scales.chain(triage).any(|score| score == code)
}

fn loinc(codes: &[Coding]) -> impl Iterator<Item = &str> {
    let ours = codes
        .iter()
        .filter(|coding| coding.system.as_deref() == Some(LOINC));
    ours.filter_map(|coding| coding.code.as_deref())
}

fn points(extensions: &[Extension]) -> Option<i32> {
    let carries = |extension: &&Extension| POINTS.iter().any(|end| extension.url.ends_with(end));
    let extension = extensions.iter().find(carries)?;
    // A fraction is no ordinal of ours; the text form refuses it without rounding.
    let decimal = extension
        .value_decimal
        .and_then(|d| d.to_string().parse().ok());
    extension.value_integer.or(decimal)
}

impl QuestionnaireItem {
    fn asks(&self) -> Asks {
        match self.kind.as_str() {
            "choice" | "open-choice" | "coding" => Asks::Choice,
            "integer" | "decimal" | "quantity" => Asks::Number,
            "boolean" => Asks::YesNo,
            _ => Asks::Unsaid,
        }
    }
}

impl AnswerOption {
    fn found(&self) -> FoundAnswer {
        if let Some(coding) = &self.value_coding {
            let found = coding.found(coding.system.as_deref());
            return FoundAnswer {
                points: found.points.or_else(|| points(&self.extension)),
                ..found
            };
        }
        let number = self.value_integer.map(|value| value.to_string());
        FoundAnswer {
            text: self.value_string.clone().or(number).unwrap_or_default(),
            points: points(&self.extension).or(self.value_integer),
            loinc: None,
        }
    }
}

impl Coding {
    fn found(&self, system: Option<&str>) -> FoundAnswer {
        FoundAnswer {
            text: self.display.clone().unwrap_or_default().trim().to_owned(),
            points: points(&self.extension),
            loinc: self.code.clone().filter(|_| system == Some(LOINC)),
        }
    }
}
