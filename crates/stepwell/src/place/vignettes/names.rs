//! The names that a file of cases gives to facts.

use anyhow::{Result, anyhow, bail};
use care::assessment::finding::{QuestionId, Substance, catalogue};
use care::assessment::placement::ReasonFact;
use serde::Deserialize;
use std::collections::BTreeMap;

const TEXT: &str = include_str!("../../../../../protocols/vignette-names.toml");
const FILE: &str = "protocols/vignette-names.toml";

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    ignore: Vec<String>,
    question: BTreeMap<String, String>,
    hours: BTreeMap<String, String>,
    answer: BTreeMap<String, BTreeMap<String, String>>,
    reason: BTreeMap<String, String>,
}

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// Nothing that is read.
    Nothing,
    /// The date of birth.
    Born,
    /// The age in years.
    Age,
    /// A question.
    Question(QuestionId),
    /// A question answered by the hours since then.
    Hours(QuestionId),
}

impl Names {
    /// The names that come along.
    pub fn standard() -> Result<Self> {
        let names: Self =
            reading::toml(TEXT).map_err(|wrong| anyhow!("{FILE}: {}", wrong.problem))?;
        let ids = names
            .question
            .values()
            .chain(names.hours.values())
            .chain(names.answer.keys());
        for id in ids {
            if QuestionId::find(id).is_none() {
                bail!("{FILE} names “{id}”, which the catalogue does not have");
            }
        }
        Ok(names)
    }

    /// What an id stands for.
    pub fn find(&self, id: &str) -> Result<Named> {
        if self.ignore.iter().any(|known| known == id) {
            return Ok(Named::Nothing);
        }
        match id {
            "person.born" => return Ok(Named::Born),
            "person.age" => return Ok(Named::Age),
            _ => {}
        }
        let hours = self.hours.get(id).and_then(|id| QuestionId::find(id));
        if let Some(question) = hours {
            return Ok(Named::Hours(question));
        }
        let id = self.question.get(id).map_or(id, String::as_str);
        let known = QuestionId::find(id).filter(|question| !question.question().derived);
        known.map(Named::Question).ok_or_else(|| {
            anyhow!(
                "“{id}” is no fact that is known here. Did you mean “{}”? Else map it in {FILE}",
                catalogue::nearest(id)
            )
        })
    }

    /// The catalogue's word for an answer.
    pub fn word<'n>(&'n self, question: QuestionId, word: &'n str) -> Option<&'n str> {
        self.answer
            .get(question.question().id)?
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(word))
            .map(|(_, own)| own.as_str())
    }

    /// The ids of reasons, each once: criteria of a disorder under the severity that they come to.
    pub fn reasons(&self, reasons: &[ReasonFact]) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for reason in reasons {
            let asked = reason.question.question();
            let id = match self.reason.get(asked.id) {
                Some(id) => id,
                None if asked.derived => continue,
                None if asked.id.starts_with("dsm.") && asked.id != "dsm.as_prescribed" => continue,
                None => asked.id,
            };
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
        ids
    }
}

/// A substance by its code; an answer under `name@substance` is about it.
pub fn about(key: &str) -> Result<(&str, Option<Substance>)> {
    let Some((id, code)) = key.split_once('@') else {
        return Ok((key, None));
    };
    let substance =
        Substance::from_code(code).ok_or_else(|| anyhow!("“{code}” in “{key}” is no substance"))?;
    Ok((id, Some(substance)))
}
