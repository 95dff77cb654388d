//! Holds the answers of one question against those of its item.

use super::super::found::{Asks, FoundAnswer, FoundItem};
use super::is_text;
use crate::instrument::{Item, Kind};
use std::collections::BTreeMap;

/// The answers' words by raw value, or what differs and what to do.
pub(super) fn check(
    item: &Item,
    question: &FoundItem,
    may_have_gaps: bool,
) -> Result<BTreeMap<i32, String>, String> {
    let asks = question.asks;
    match &item.kind {
        Kind::Options { .. } => options(item, question, may_have_gaps),
        Kind::YesNo { .. } if matches!(asks, Asks::YesNo | Asks::Unsaid | Asks::Choice) => {
            yes_no(item, question)
        }
        Kind::Range { .. } | Kind::Days { .. } if asks != Asks::YesNo => numbers(item, question),
        kind => Err(format!(
            "the file asks for {}; it should be {}",
            word(asks),
            kind.allowed()
        )),
    }
}

const fn word(asks: Asks) -> &'static str {
    match asks {
        Asks::Choice => "one of several answers",
        Asks::Number => "a number",
        Asks::YesNo => "yes or no",
        Asks::Unsaid => "something else",
    }
}

fn options(
    item: &Item,
    question: &FoundItem,
    may_have_gaps: bool,
) -> Result<BTreeMap<i32, String>, String> {
    if matches!(question.asks, Asks::Number | Asks::YesNo) {
        return Err(format!(
            "the file asks for {}; it should be one of several answers ({})",
            word(question.asks),
            item.kind.allowed()
        ));
    }
    let mut answers = BTreeMap::new();
    for answer in &question.answers {
        let value = value(item, answer)?;
        if !is_text(&answer.text) {
            return Err(format!(
                "the answer for {value} has no text; add it from the official form"
            ));
        }
        if answers.insert(value, answer.text.clone()).is_some() {
            return Err(format!(
                "two answers are {value}; each answer has its own value"
            ));
        }
    }
    let missing: Vec<_> = item
        .kind
        .values()
        .into_iter()
        .filter(|v| !answers.contains_key(v))
        .collect();
    match missing.first() {
        Some(first) if !may_have_gaps => Err(format!(
            "the file has {} of {} answers, the first missing is {first}; bring a file with all of them",
            answers.len(),
            item.kind.values().len()
        )),
        _ => Ok(answers),
    }
}

/// The raw value an answer stands for: its points decide, or its LOINC answer code.
fn value(item: &Item, answer: &FoundAnswer) -> Result<i32, String> {
    let Kind::Options { options } = &item.kind else {
        return Err("this item has no options".to_owned());
    };
    let by_code = answer.loinc.as_ref().and_then(|code| {
        options
            .iter()
            .find(|choice| choice.loinc.as_ref() == Some(code))
    });
    let Some(points) = answer.points else {
        return by_code.map(|choice| choice.value).ok_or_else(|| {
            format!(
                "answer “{}” carries no value (ordinalValue); add {} to its answers",
                answer.text,
                item.kind.allowed()
            )
        });
    };
    if by_code.is_some_and(|choice| choice.points().0 != points) {
        return Err(format!(
            "answer “{}” is {points} in the file, which is not what its code stands for",
            answer.text
        ));
    }
    let by_points = options.iter().find(|choice| choice.points().0 == points);
    by_points.map(|choice| choice.value).ok_or_else(|| {
        let known: Vec<_> = options
            .iter()
            .map(|choice| choice.points().to_string())
            .collect();
        format!(
            "answer “{}” is {points} in the file; the instrument has {}",
            answer.text,
            known.join(", ")
        )
    })
}

/// Yes and no need no words of their own; where a file gives points they have to be ours.
fn yes_no(item: &Item, question: &FoundItem) -> Result<BTreeMap<i32, String>, String> {
    if question.answers.len() > 2 {
        return Err(format!(
            "the file has {} answers; it should be yes or no",
            question.answers.len()
        ));
    }
    for answer in &question.answers {
        let value = match answer.text.to_lowercase().as_str() {
            "yes" | "true" => 1,
            "no" | "false" => 0,
            _ => return Err(format!("“{}” is neither yes nor no", answer.text)),
        };
        let ours = item.points(value).map(|points| points.0);
        if answer.points.is_some() && answer.points != ours {
            return Err(format!(
                "“{}” is {} in the file and {} in the instrument; a file that scores the other way is not used",
                answer.text,
                answer.points.unwrap_or_default(),
                ours.unwrap_or_default()
            ));
        }
    }
    Ok(BTreeMap::new())
}

/// Numbers may come with words for some of them; each has to be a number the item takes.
fn numbers(item: &Item, question: &FoundItem) -> Result<BTreeMap<i32, String>, String> {
    let mut answers = BTreeMap::new();
    for answer in &question.answers {
        let points = answer
            .points
            .filter(|points| item.points(*points).is_some());
        let Some(points) = points else {
            return Err(format!(
                "answer “{}” is not {}",
                answer.text,
                item.kind.allowed()
            ));
        };
        if is_text(&answer.text) && answers.insert(points, answer.text.clone()).is_some() {
            return Err(format!(
                "two answers are {points}; each answer has its own value"
            ));
        }
    }
    Ok(answers)
}
