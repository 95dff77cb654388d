//! Reading an instrument from its file. What does not hold together is refused with file, line, key and remedy.

mod check;
mod error;
mod locate;

pub use error::FileError;

use crate::instrument::{
    Alarm, AnswerKind, AnsweredBy, ChangeRule, Check, Codes, Flag, Instrument, Item, ItemId,
    Licence, Scale, Skip, Trap, Triage, VaForm, Variant,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// An instrument as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    code: String,
    short: String,
    title: String,
    version: String,
    measures: String,
    recall: String,
    answered_by: AnsweredBy,
    licence: Licence,
    loinc: Codes,
    va: Option<VaForm>,
    answers: BTreeMap<String, AnswerKind>,
    items: Vec<ItemForm>,
    #[serde(default)]
    scales: Vec<Scale>,
    #[serde(default)]
    skips: Vec<Skip>,
    #[serde(default)]
    checks: Vec<Check>,
    #[serde(default)]
    flags: Vec<Flag>,
    #[serde(default)]
    alarms: Vec<Alarm>,
    triage: Option<Triage>,
    #[serde(default)]
    changes: Vec<ChangeRule>,
    #[serde(default)]
    traps: Vec<Trap>,
    #[serde(default)]
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemForm {
    id: ItemId,
    label: String,
    answers: String,
    #[serde(default)]
    reversed: bool,
    #[serde(default)]
    optional: bool,
    loinc: Option<String>,
    #[serde(default)]
    loinc_also: Vec<String>,
    va: Option<String>,
}

impl Instrument {
    /// Reads and checks an instrument; `file` is only for the words of a refusal.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, FileError> {
        let form: Form =
            toml::from_str(text).map_err(|error| FileError::unreadable(file, text, &error))?;
        let at = locate::CheckedFile { file, text };
        let items = items(form.items, &form.answers, at)?;
        let instrument = Self {
            code: form.code,
            short: form.short,
            title: form.title,
            version: form.version,
            measures: form.measures,
            recall: form.recall,
            answered_by: form.answered_by,
            licence: form.licence,
            loinc: form.loinc,
            va: form.va,
            items,
            scales: form.scales,
            skips: form.skips,
            checks: form.checks,
            flags: form.flags,
            alarms: form.alarms,
            triage: form.triage,
            changes: form.changes,
            traps: form.traps,
            variants: form.variants,
        };
        check::all(&instrument, at)?;
        Ok(instrument)
    }
}

fn items(
    forms: Vec<ItemForm>,
    answers: &BTreeMap<String, AnswerKind>,
    at: locate::CheckedFile<'_>,
) -> Result<Vec<Item>, FileError> {
    let mut items = Vec::with_capacity(forms.len());
    for (index, form) in forms.into_iter().enumerate() {
        let Some(kind) = answers.get(&form.answers) else {
            let names: Vec<_> = answers.keys().map(String::as_str).collect();
            return Err(at.refuse(
                "items",
                index,
                "answers",
                format!("there is no [answers.{}]", form.answers),
                format!("use one of: {}", names.join(", ")),
            ));
        };
        items.push(Item {
            id: form.id,
            label: form.label,
            kind: kind.clone(),
            reversed: form.reversed,
            optional: form.optional,
            loinc: form.loinc,
            loinc_also: form.loinc_also,
            va: form.va,
        });
    }
    Ok(items)
}
