//! Holds the answers of one question against those of its item.

use super::super::found::{Asks, FoundAnswer, FoundItem};
use super::{is_bare_number, is_text, same_words};
use crate::instrument::{AnswerKind, Item, ItemChoice};
use std::collections::BTreeMap;

/// LOINC's answers for yes and no.
const YES: &str = "LA33-6";
const NO: &str = "LA32-8";

/// What is known about an item beside its file.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    /// Whether the format leaves out answers, and their order says nothing.
    pub may_have_gaps: bool,
    /// Whether anything is worked out from the answer.
    pub counts: bool,
}

/// The answers' words by raw value.
#[derive(Default)]
pub(super) struct Matched {
    pub answers: BTreeMap<i32, String>,
    /// Whether only the order of the answers says which is which.
    pub by_order: bool,
}

/// The answers, or what differs and what to do.
pub(super) fn check(item: &Item, question: &FoundItem, terms: Terms) -> Result<Matched, String> {
    let asks = question.asks;
    let plain = |answers| Matched {
        answers,
        by_order: false,
    };
    match &item.kind {
        AnswerKind::Options { options } => self::options(item, options, question, terms),
        AnswerKind::YesNo { .. } if matches!(asks, Asks::YesNo | Asks::Unsaid | Asks::Choice) => {
            yes_no(item, question).map(plain)
        }
        AnswerKind::Range { .. } | AnswerKind::Days { .. } if asks != Asks::YesNo => {
            numbers(item, question).map(plain)
        }
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
    options: &[ItemChoice],
    question: &FoundItem,
    terms: Terms,
) -> Result<Matched, String> {
    if matches!(question.asks, Asks::Number | Asks::YesNo) {
        return Err(format!(
            "the file asks for {}; it should be one of several answers ({})",
            word(question.asks),
            item.kind.allowed()
        ));
    }
    let (values, by_order) = values(item, options, question, terms)?;
    let mut answers: BTreeMap<i32, String> = BTreeMap::new();
    for (answer, value) in question.answers.iter().zip(values) {
        if !is_text(&answer.text) {
            return Err(format!(
                "the answer for {value} has no text; add it from the official form"
            ));
        }
        if is_bare_number(item, value, &answer.text) {
            return Err(format!(
                "its answers are bare numbers (such as {}), which say nothing to a person; bring a file with the words of the answers",
                answer.text
            ));
        }
        if answers
            .values()
            .any(|other| same_words(other, &answer.text))
        {
            return Err(format!(
                "two answers read “{}”; each answer has its own words",
                answer.text
            ));
        }
        if answers.insert(value, answer.text.clone()).is_some() {
            return Err(format!(
                "two answers are {value}; each answer has its own value"
            ));
        }
    }
    let mut values = item.kind.values().into_iter();
    match values.find(|value| !answers.contains_key(value)) {
        Some(first) if !terms.may_have_gaps => Err(format!(
            "the file has {} of {} answers, the first missing is {first}; bring a file with all of them",
            answers.len(),
            options.len()
        )),
        _ => Ok(Matched { answers, by_order }),
    }
}

/// The raw value of each answer in the file's order, and whether nothing but that order says so.
fn values(
    item: &Item,
    options: &[ItemChoice],
    question: &FoundItem,
    terms: Terms,
) -> Result<(Vec<i32>, bool), String> {
    let coded: Vec<_> = question
        .answers
        .iter()
        .map(|a| by_code(options, a))
        .collect();
    let all_coded = coded.iter().all(Option::is_some);
    let in_order = || options.iter().map(|choice| choice.value).collect();
    let as_many = question.answers.len() == options.len() && !terms.may_have_gaps;
    if !terms.counts && !all_coded && as_many {
        return Ok((in_order(), true));
    }
    let unsaid = |answer: &FoundAnswer| answer.points.is_none();
    if coded.iter().all(Option::is_none) && question.answers.iter().all(unsaid) && as_many {
        return Ok((in_order(), true));
    }
    let pairs = question.answers.iter().zip(&coded);
    let values: Vec<i32> = pairs
        .map(|(answer, coded)| value(item, options, answer, *coded))
        .collect::<Result<_, _>>()?;
    let place = |value: &i32| options.iter().position(|choice| choice.value == *value);
    // Codes say which answer is which in any order; points alone could run the wrong way.
    if !all_coded && !terms.may_have_gaps && !values.is_sorted_by_key(place) {
        let points: Vec<_> = question.answers.iter().filter_map(|a| a.points).collect();
        let points: Vec<_> = points.iter().map(ToString::to_string).collect();
        return Err(format!(
            "the points of its answers ({}) do not follow the official order, so either the points or the answers are reversed or mixed; bring a file in which they agree",
            points.join(", ")
        ));
    }
    Ok((values, false))
}

fn by_code<'a>(options: &'a [ItemChoice], answer: &FoundAnswer) -> Option<&'a ItemChoice> {
    let code = answer.loinc.as_ref()?;
    options
        .iter()
        .find(|choice| choice.loinc.as_ref() == Some(code))
}

/// The raw value an answer stands for: its points decide, or its LOINC answer code, and they have to agree.
fn value(
    item: &Item,
    options: &[ItemChoice],
    answer: &FoundAnswer,
    coded: Option<&ItemChoice>,
) -> Result<i32, String> {
    let Some(points) = answer.points else {
        return coded.map(|choice| choice.value).ok_or_else(|| {
            format!(
                "answer “{}” carries no value (ordinalValue); add {} to its answers",
                answer.text,
                item.kind.allowed()
            )
        });
    };
    if coded.is_some_and(|choice| choice.points().0 != points) {
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
    let mut seen = Vec::new();
    for answer in &question.answers {
        let by_code = match answer.loinc.as_deref() {
            Some(YES) => Some(1),
            Some(NO) => Some(0),
            _ => None,
        };
        let by_text = match answer.text.to_lowercase().as_str() {
            "yes" | "true" => Some(1),
            "no" | "false" => Some(0),
            _ => None,
        };
        let value = match (by_code, by_text) {
            (Some(code), Some(text)) if code != text => {
                return Err(format!(
                    "“{}” has the code of the opposite answer; bring a file in which code and text agree",
                    answer.text
                ));
            }
            (Some(value), _) | (None, Some(value)) => value,
            (None, None) => return Err(format!("“{}” is neither yes nor no", answer.text)),
        };
        if seen.contains(&value) {
            return Err(format!(
                "two answers are “{}”; it should be yes or no",
                answer.text
            ));
        }
        seen.push(value);
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
