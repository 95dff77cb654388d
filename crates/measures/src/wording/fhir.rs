//! Reads a FHIR Questionnaire of STU3, R4 or R5, as far as they agree.
//!
//! Groups, texts between, computed totals and hidden questions are no questions for a person and are left out; the
//! wording says which, so that somebody can look.

mod answers;
mod points;
mod release;
mod sets;

use super::WordingError;
use super::found::{Asks, Found, FoundItem};
use super::json::{is, list, text};
use crate::instrument::Instrument;
use crate::loinc;
use serde_json::Value;

/// How files name LOINC.
const LOINC: [&str; 4] = [
    "http://loinc.org",
    "https://loinc.org",
    "http://loinc.org/",
    "urn:oid:2.16.840.1.113883.6.1",
];
/// Groups within groups go no deeper than this in a form for people.
const DEPTH_MAX: usize = 20;
/// So much of a text that is left out is repeated, in characters; enough to find it in the file.
const TEXT_SHOWN_CHARS_MAX: usize = 300;
/// Ends of the extensions by which a value is computed instead of asked.
const COMPUTED: [&str; 3] = [
    "calculatedExpression",
    "cqf-calculatedValue",
    "cqf-expression",
];

/// A Questionnaire.
pub(super) struct Questionnaire {
    file: Value,
}

impl From<Value> for Questionnaire {
    fn from(file: Value) -> Self {
        Self { file }
    }
}

impl Questionnaire {
    /// The LOINC codes that the whole carries as its code.
    pub fn panels(&self) -> Vec<&str> {
        codes(&self.file).collect()
    }

    /// The LOINC codes that stand in its address or its id.
    pub fn addressed(&self) -> Vec<String> {
        let places = ["url", "id"].into_iter();
        places
            .filter_map(|name| text(&self.file, name))
            .flat_map(loinc::within)
            .collect()
    }

    /// What it calls itself.
    pub fn names(&self) -> Vec<&str> {
        // Only the end of the address names the instrument; the rest names a publisher.
        let url = text(&self.file, "url").and_then(|url| url.rsplit('/').next());
        let names = ["title", "name", "id"].map(|name| text(&self.file, name));
        names.into_iter().chain([url]).flatten().collect()
    }

    /// Its title for people.
    pub fn title(&self) -> &str {
        let named = self
            .names()
            .into_iter()
            .find(|name| !name.trim().is_empty());
        named.unwrap_or("a Questionnaire without a title")
    }

    /// Every LOINC code that a question carries.
    pub fn codes_of_questions(&self) -> Vec<String> {
        let mut codes = Vec::new();
        collect_codes(&self.file, 0, &mut codes);
        codes
    }

    /// Its questions as `instrument` needs them: which are scores depends on it.
    pub fn found(&self, instrument: &Instrument) -> Result<Found, WordingError> {
        let release = release::of(&self.file)?;
        let mut found = Found {
            origin: match text(&self.file, "version") {
                Some(version) => format!(
                    "{release} Questionnaire “{}”, version {version}",
                    self.title()
                ),
                None => format!("{release} Questionnaire “{}”", self.title()),
            },
            copyright: text(&self.file, "copyright").map(str::to_owned),
            items: Vec::new(),
            left_out: Vec::new(),
            may_have_gaps: false,
        };
        self.collect(&self.file, instrument, 0, &mut found)?;
        Ok(found)
    }

    fn collect(
        &self,
        parent: &Value,
        instrument: &Instrument,
        depth: usize,
        found: &mut Found,
    ) -> Result<(), WordingError> {
        if depth > DEPTH_MAX {
            return Err(WordingError::NotAQuestionnaire(
                "Its groups stand within each other deeper than any form for people".to_owned(),
            ));
        }
        for item in list(parent, "item") {
            let name = text(item, "linkId").unwrap_or_default();
            if is_hidden(item) {
                // Whatever a hidden group holds is hidden with it.
                found.left_out.push(format!("“{name}”, which is hidden"));
                continue;
            }
            match text(item, "type").unwrap_or_default() {
                // Often the sentence before the questions: how far back they go, and what to do.
                "group" | "display" => found.left_out.extend(beside(item)),
                _ if is(item, "readOnly") || is_computed(item) || is_score(instrument, item) => {
                    found.left_out.push(format!("“{name}”, which is computed"));
                }
                kind => found.items.push(FoundItem {
                    name: name.to_owned(),
                    text: text(item, "text").unwrap_or_default().trim().to_owned(),
                    loinc: item_codes(item),
                    va: None,
                    asks: asks(kind),
                    answers: answers::of(&self.file, item)?,
                }),
            }
            self.collect(item, instrument, depth + 1, found)?;
        }
        Ok(())
    }
}

/// The text of what is no question, clipped, if it has one.
fn beside(item: &Value) -> Option<String> {
    let words: Vec<_> = text(item, "text")?.split_whitespace().collect();
    let text = words.join(" ");
    let mut shown: String = text.chars().take(TEXT_SHOWN_CHARS_MAX).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    let is_there = !shown.is_empty();
    is_there.then(|| format!("the text “{shown}”, which stands beside the questions"))
}

fn collect_codes(parent: &Value, depth: usize, into: &mut Vec<String>) {
    for item in list(parent, "item").iter().filter(|_| depth <= DEPTH_MAX) {
        into.extend(item_codes(item));
        collect_codes(item, depth + 1, into);
    }
}

fn asks(kind: &str) -> Asks {
    match kind {
        "choice" | "open-choice" | "coding" => Asks::Choice,
        "integer" | "decimal" | "quantity" => Asks::Number,
        "boolean" => Asks::YesNo,
        _ => Asks::Unsaid,
    }
}

/// The LOINC codes under `code`.
fn codes(value: &Value) -> impl Iterator<Item = &str> {
    let ours = |coding: &&Value| text(coding, "system").is_some_and(is_loinc);
    let codes = list(value, "code").iter().filter(ours);
    codes.filter_map(|coding| text(coding, "code"))
}

fn is_loinc(system: &str) -> bool {
    LOINC.contains(&system)
}

/// The LOINC codes of a question: its own, else those within its link id.
fn item_codes(item: &Value) -> Vec<String> {
    let own: Vec<_> = codes(item).map(str::to_owned).collect();
    if own.is_empty() {
        return loinc::within(text(item, "linkId").unwrap_or_default());
    }
    own
}

fn extensions(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let all = list(value, "extension").iter();
    all.filter_map(|extension| Some((text(extension, "url")?, extension)))
}

fn is_hidden(item: &Value) -> bool {
    extensions(item).any(|(url, extension)| {
        url.ends_with("questionnaire-hidden") && is(extension, "valueBoolean")
    })
}

fn is_computed(item: &Value) -> bool {
    // A number whose unit is points is nothing that a person is asked.
    let of_points = |extension: &Value| {
        let unit = extension.get("valueCoding").unwrap_or(&Value::Null);
        ["code", "display"]
            .iter()
            .any(|name| text(unit, name) == Some("{score}"))
    };
    extensions(item).any(|(url, extension)| {
        COMPUTED.iter().any(|end| url.ends_with(end))
            || url.ends_with("questionnaire-unit") && of_points(extension)
    })
}

/// Whether a question is one of the instrument's scores, or its triage: files carry those as computed questions.
fn is_score(instrument: &Instrument, item: &Value) -> bool {
    let scales = instrument.scales.iter().filter_map(|s| s.loinc.as_deref());
    let triage = instrument.triage.iter().filter_map(|t| t.loinc.as_deref());
    let scores: Vec<_> = scales.chain(triage).collect();
    let linked = loinc::within(text(item, "linkId").unwrap_or_default());
    let mut all = codes(item).chain(linked.iter().map(String::as_str));
    all.any(|code| scores.contains(&code))
}
