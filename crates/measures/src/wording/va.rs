//! Reads the VA's instrument file: every instrument of the Mental Health Assistant with its items and scoring keys.
//!
//! The keys name only answers that a scale counts, often without the one for no points, so wording from this file can
//! have gaps; they are said, and such an instrument stays with the clinician until somebody fills them in.

use super::WordingError;
use super::found::{Asks, Found, FoundAnswer, FoundItem};
use crate::instrument::Instrument;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file: instruments by the VA's name.
pub(super) type VaFile = BTreeMap<String, VaInstrument>;

/// One instrument.
#[derive(Deserialize)]
pub(super) struct VaInstrument {
    name: String,
    copyright: Option<String>,
    items: Vec<VaItem>,
    /// Scale, then sequence number, then answers with their points as text.
    scoring_keys: BTreeMap<String, BTreeMap<String, Vec<(String, String)>>>,
}

#[derive(Deserialize)]
struct VaItem {
    seq: String,
    text: String,
}

impl VaInstrument {
    /// Its questions, without those that only date and describe the occasion.
    pub fn found(&self, instrument: &Instrument) -> Result<Found, WordingError> {
        let preamble = instrument
            .va
            .iter()
            .flat_map(|va| &va.preamble)
            .collect::<Vec<_>>();
        let asked = self
            .items
            .iter()
            .filter(|item| !preamble.contains(&&item.seq));
        let items = asked.map(|item| {
            Ok(FoundItem {
                name: item.seq.clone(),
                // Doubled quotation marks are how that system stores single ones.
                text: item.text.replace("\"\"", "\"").trim().to_owned(),
                loinc: Vec::new(),
                va: Some(item.seq.clone()),
                asks: Asks::Unsaid,
                answers: self.answers(instrument, &item.seq)?,
            })
        });
        Ok(Found {
            origin: format!("VA instrument file, “{}”", self.name),
            copyright: self.copyright.clone(),
            items: items.collect::<Result<_, _>>()?,
            left_out: Vec::new(),
            may_have_gaps: true,
        })
    }

    /// The answers that any scale counts, each once.
    fn answers(
        &self,
        instrument: &Instrument,
        seq: &str,
    ) -> Result<Vec<FoundAnswer>, WordingError> {
        let keys = self
            .scoring_keys
            .values()
            .filter_map(|scale| scale.get(seq));
        let mut answers: Vec<FoundAnswer> = Vec::new();
        for (text, points) in keys.flatten() {
            let Ok(points) = points.parse::<i32>() else {
                return Err(WordingError::NotAQuestionnaire(format!(
                    "{}, question {seq}: “{points}” is not a whole number of points",
                    instrument.short
                )));
            };
            match answers.iter().find(|answer| answer.text == *text) {
                None => answers.push(FoundAnswer {
                    text: text.clone(),
                    points: Some(points),
                    loinc: None,
                }),
                Some(same) if same.points == Some(points) => {}
                Some(_) => {
                    return Err(WordingError::NotAQuestionnaire(format!(
                        "{}, question {seq}: “{text}” has different points in two scales",
                        instrument.short
                    )));
                }
            }
        }
        Ok(answers)
    }
}
