//! From a value of a case to an answer of the catalogue.

use super::names::Names;
use anyhow::{Result, anyhow};
use care::assessment::finding::{QuestionId, QuestionKind, RawValue, Value};
use serde_json::Value as Json;

/// Words that mean that something never was.
const NEVER: [&str; 4] = ["no", "never", "none", "false"];

/// The answer.
pub fn value(names: &Names, question: QuestionId, fact: &Json) -> Result<Value> {
    let raw = raw(names, question, fact);
    Value::parse(question.question(), &raw).map_err(|invalid| anyhow!("{invalid}"))
}

fn raw(names: &Names, question: QuestionId, fact: &Json) -> RawValue {
    let text = |json: &Json| match json {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    #[expect(clippy::match_same_arms, reason = "in the order of the kinds")]
    match (question.question().kind, fact) {
        (QuestionKind::YesNo, Json::Bool(yes)) => RawValue::YesNo(*yes),
        // “Never”, or the day on which it was.
        (QuestionKind::YesNo, Json::String(word)) => {
            RawValue::YesNo(!NEVER.contains(&word.to_lowercase().as_str()))
        }
        (QuestionKind::YesNo, Json::Array(several)) => RawValue::YesNo(!several.is_empty()),
        (QuestionKind::YesNo, Json::Object(_)) => RawValue::YesNo(true),
        (QuestionKind::YesNo, Json::Number(number)) => {
            RawValue::YesNo(number.as_f64() != Some(0.0))
        }
        (QuestionKind::Choice(options), Json::Array(several)) => {
            // Of several ways the one that stands last in the order of the catalogue.
            let words = several
                .iter()
                .map(|one| option(names, question, options, &text(one)));
            let last = words.max_by_key(|word| options.iter().position(|option| option == word));
            RawValue::Text(last.unwrap_or_default())
        }
        (QuestionKind::Choice(_), Json::Bool(yes)) => RawValue::YesNo(*yes),
        (QuestionKind::Choice(options), one) => {
            RawValue::Text(option(names, question, options, &text(one)))
        }
        (QuestionKind::Multi(options), Json::Array(several)) => RawValue::Several(
            several
                .iter()
                .map(|one| option(names, question, options, &text(one)))
                .filter(|word| word != "none" || options.contains(&"none"))
                .collect(),
        ),
        (QuestionKind::Multi(options), one) => {
            let word = option(names, question, options, &text(one));
            let none = NEVER.contains(&word.as_str()) && !options.contains(&word.as_str());
            RawValue::Several(if none { Vec::new() } else { vec![word] })
        }
        (QuestionKind::Number { .. }, Json::Number(number)) => {
            #[expect(clippy::cast_possible_truncation, reason = "a count of a case fits")]
            let rounded = number.as_f64().unwrap_or_default().round() as i64;
            RawValue::Number(rounded)
        }
        (QuestionKind::Number { .. }, Json::String(words)) => {
            let digits: String = words.chars().take_while(char::is_ascii_digit).collect();
            digits
                .parse()
                .map_or_else(|_| RawValue::Text(words.clone()), RawValue::Number)
        }
        (QuestionKind::Tenths { .. }, Json::Number(number)) => {
            RawValue::Text(format!("{:.1}", number.as_f64().unwrap_or_default()))
        }
        (QuestionKind::DateTime, Json::String(words)) => {
            // The place of care of a case lies in UTC.
            let plain = words.trim_end_matches('Z').to_owned();
            let minutes = plain
                .rsplitn(2, ':')
                .last()
                .filter(|_| plain.matches(':').count() == 2);
            RawValue::Text(minutes.map_or(plain.clone(), str::to_owned))
        }
        (_, other) => RawValue::Text(text(other)),
    }
}

/// An option by its own word, by another word for it, or by how it begins.
fn option(names: &Names, question: QuestionId, options: &[&str], word: &str) -> String {
    let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
    let lower = word.to_lowercase();
    if let Some(own) = options.iter().find(|option| same(option, word)) {
        return (*own).to_owned();
    }
    if let Some(own) = names.word(question, word) {
        return own.to_owned();
    }
    let begins = options.iter().find(|option| {
        let option = option.to_lowercase();
        lower.starts_with(&option) || (lower.len() > 3 && option.starts_with(&lower))
    });
    if let Some(own) = begins {
        return (*own).to_owned();
    }
    let first = word.split([',', ' ']).next().unwrap_or(word);
    names.word(question, first).unwrap_or(word).to_owned()
}
