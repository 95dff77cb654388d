//! Value sets that a Questionnaire contains, as they were composed and as they were expanded. Nothing is fetched.

use super::super::WordingError;
use super::super::found::FoundAnswer;
use super::super::json::{is, list, text};
use super::{answers, points};
use serde_json::Value;

/// A value set may include others, and those others; no further than this.
const DEPTH_MAX: usize = 5;
/// So many answers one question has at most. Each step into another value set may multiply them.
const ANSWERS_MAX: usize = 200;

/// The answers of a value set by `#id` or by its canonical address; `question` is named in a refusal.
pub(super) fn find(
    file: &Value,
    address: &str,
    question: &str,
) -> Result<Vec<FoundAnswer>, WordingError> {
    let elsewhere = || {
        WordingError::NotAQuestionnaire(format!(
            "Question “{question}” keeps its answers elsewhere ({address}), and nothing is fetched from elsewhere"
        ))
    };
    let set = contained(file, "ValueSet", address).ok_or_else(elsewhere)?;
    let too_many = || {
        WordingError::NotAQuestionnaire(format!(
            "Question “{question}” has more than {ANSWERS_MAX} answers in its value set ({address}), more than any form for people"
        ))
    };
    let answers = answers_of(file, set, 0, &mut Vec::new()).ok_or_else(too_many)?;
    if answers.is_empty() {
        return Err(elsewhere());
    }
    Ok(answers)
}

/// A contained resource by `#id`, by its address, or by its address and version.
fn contained<'a>(file: &'a Value, kind: &str, address: &str) -> Option<&'a Value> {
    let plain = address.split('|').next().unwrap_or(address);
    let named = |value: &&Value| {
        text(value, "resourceType") == Some(kind)
            && match address.strip_prefix('#') {
                Some(id) => text(value, "id").map(|own| own.trim_start_matches('#')) == Some(id),
                None => text(value, "url") == Some(plain),
            }
    };
    list(file, "contained").iter().find(named)
}

/// The answers of a value set, or nothing where they are more than [`ANSWERS_MAX`]. What is in `seen` adds nothing again:
/// a value set that includes itself several times would otherwise be looked through without end.
fn answers_of<'a>(
    file: &'a Value,
    set: &'a Value,
    depth: usize,
    seen: &mut Vec<&'a Value>,
) -> Option<Vec<FoundAnswer>> {
    seen.push(set);
    let composed = composed(file, set, depth, seen);
    let mut expanded = Vec::new();
    if let Some(expansion) = set.get("expansion") {
        flatten(expansion, 0, &mut expanded);
    }
    if expanded.is_empty() {
        return composed;
    }
    if expanded.len() > ANSWERS_MAX {
        return None;
    }
    // An expansion often lost the points that the set was composed with. It may be a part of very many.
    let composed = composed.unwrap_or_default();
    for answer in expanded.iter_mut().filter(|answer| answer.points.is_none()) {
        let same = composed.iter().find(|other| {
            other.loinc.is_some() && other.loinc == answer.loinc || other.text == answer.text
        });
        answer.points = same.and_then(|same| same.points);
    }
    Some(expanded)
}

fn flatten(within: &Value, depth: usize, into: &mut Vec<FoundAnswer>) {
    for entry in list(within, "contains") {
        if into.len() > ANSWERS_MAX {
            return;
        }
        if !is(entry, "abstract") {
            into.push(answers::coding(entry, text(entry, "system")));
        }
        if depth < DEPTH_MAX {
            flatten(entry, depth + 1, into);
        }
    }
}

/// What a value set is composed of: its own concepts, and those of the value sets it includes.
fn composed<'a>(
    file: &'a Value,
    set: &'a Value,
    depth: usize,
    seen: &mut Vec<&'a Value>,
) -> Option<Vec<FoundAnswer>> {
    let includes = set
        .get("compose")
        .map_or(&[][..], |compose| list(compose, "include"));
    let mut all = Vec::new();
    for include in includes {
        concepts(file, include, &mut all);
        let others = include.get("valueSet").and_then(Value::as_array);
        for other in others.into_iter().flatten().filter_map(Value::as_str) {
            let other = contained(file, "ValueSet", other);
            let is_new = |other: &&Value| !seen.iter().any(|one| std::ptr::eq(*one, *other));
            if depth < DEPTH_MAX
                && let Some(other) = other.filter(is_new)
            {
                all.extend(answers_of(file, other, depth + 1, seen)?);
            }
        }
        if all.len() > ANSWERS_MAX {
            return None;
        }
    }
    Some(all)
}

/// The concepts that an inclusion lists, or all of a code system that the file contains.
fn concepts(file: &Value, include: &Value, into: &mut Vec<FoundAnswer>) {
    let system = text(include, "system");
    let listed = list(include, "concept");
    let own = system.and_then(|system| contained(file, "CodeSystem", system));
    let known = own.map_or(&[][..], |system| list(system, "concept"));
    let whole = if listed.is_empty() { known } else { listed };
    // One more than may be is enough to know that they are too many.
    into.extend(whole.iter().take(ANSWERS_MAX + 1).map(|concept| {
        let found = answers::coding(concept, system);
        let code = text(concept, "code");
        let defined = known
            .iter()
            .find(|other| code.is_some() && text(other, "code") == code);
        FoundAnswer {
            text: match defined.and_then(|other| text(other, "display")) {
                Some(display) if found.text.is_empty() => display.trim().to_owned(),
                _ => found.text,
            },
            points: found.points.or(defined.and_then(points::of)),
            ..found
        }
    }));
}
