//! What was kept once opens for ever: every form that a document ever had has a committed sample, and today's form is
//! the one of its newest sample.
//!
//! A sample is a file `samples/<kind>.<version>.json` with one document on each line. None is ever changed or taken
//! away. Where today's form differs from the newest, `STEPWELL_BLESS=1` adds the next version.
#![cfg(test)]

use care::Stored;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Once;

mod asked;
mod assessed;
mod known;
mod people;
mod treated;
mod weeks;

/// What adds a sample.
const ADD: &str = "STEPWELL_BLESS=1 cargo test -p clinic --test stored";
/// Samples are added once, before anything is held against them.
static BLESSED: Once = Once::new();

/// One kind of document.
struct Shape {
    kind: &'static str,
    /// Documents as they are kept today: every field with and without what may be absent, every word of a fixed list.
    today: Value,
    /// Opens a document as the record does, and keeps it again.
    again: fn(&Value) -> Result<Value, String>,
}

fn shape<T: Stored>(documents: Vec<T>) -> Shape {
    let kept = documents.iter().map(serde_json::to_value);
    Shape {
        kind: T::KIND,
        today: kept.map(Result::unwrap).collect(),
        again: again::<T>,
    }
}

fn again<T: Stored>(document: &Value) -> Result<Value, String> {
    let text = serde_json::to_vec(document).unwrap();
    let opened: T = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
    Ok(serde_json::to_value(opened).unwrap())
}

/// Every kind with its documents of today.
fn shapes() -> Vec<Shape> {
    let parts = [
        people::shapes(),
        known::shapes(),
        asked::shapes(),
        treated::shapes(),
        weeks::shapes(),
        assessed::shapes(),
    ];
    parts.into_iter().flatten().collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stored/samples")
}

/// The samples of each kind by version, after today's were added where that is asked for.
fn samples() -> BTreeMap<String, BTreeMap<u32, Value>> {
    if std::env::var_os("STEPWELL_BLESS").is_some() {
        BLESSED.call_once(bless);
    }
    committed()
}

fn committed() -> BTreeMap<String, BTreeMap<u32, Value>> {
    let mut samples: BTreeMap<String, BTreeMap<u32, Value>> = BTreeMap::new();
    let files = std::fs::read_dir(folder()).into_iter().flatten();
    for file in files {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let of = name
            .strip_suffix(".json")
            .and_then(|name| name.rsplit_once('.'))
            .and_then(|(kind, version)| Some((kind, version.parse::<u32>().ok()?)));
        let (kind, version) = of.unwrap_or_else(|| panic!("{name} is not <kind>.<version>.json"));
        let text = std::fs::read_to_string(&path).unwrap();
        let sample = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        samples
            .entry(kind.to_owned())
            .or_default()
            .insert(version, sample);
    }
    samples
}

fn bless() {
    let samples = committed();
    std::fs::create_dir_all(folder()).unwrap();
    for shape in shapes() {
        let newest = samples.get(shape.kind).and_then(BTreeMap::last_key_value);
        if newest.is_none_or(|(_, sample)| *sample != shape.today) {
            let version = newest.map_or(1, |(version, _)| version + 1);
            let name = format!("{}.{version}.json", shape.kind);
            let lines: Vec<String> = documents(&shape.today).map(Value::to_string).collect();
            let text = format!("[\n{}\n]\n", lines.join(",\n"));
            std::fs::write(folder().join(name), text).unwrap();
        }
    }
}

fn documents(sample: &Value) -> impl Iterator<Item = &Value> {
    sample.as_array().into_iter().flatten()
}

/// Everything that a document says: its texts, numbers, yes and no, without what they are called.
fn said(document: &Value) -> Vec<String> {
    match document {
        Value::Null => Vec::new(),
        Value::Array(all) => all.iter().flat_map(said).collect(),
        Value::Object(fields) => fields.values().flat_map(said).collect(),
        one => vec![one.to_string()],
    }
}

/// What of a document is no longer there once it was opened and kept again.
fn lost(before: &Value, after: &Value) -> Vec<String> {
    let mut left = said(after);
    let mut lost = said(before);
    lost.retain(|word| {
        let found = left.iter().position(|other| other == word);
        found.map(|at| left.swap_remove(at)).is_none()
    });
    lost
}

#[test]
fn every_kind_of_document_is_tried_here_under_a_name_of_its_own() {
    let kinds = [
        care::stored::KINDS,
        record::stored::KINDS,
        clinic::stored::KINDS,
    ]
    .concat();
    let once: BTreeSet<&str> = kinds.iter().copied().collect();
    assert_eq!(once.len(), kinds.len(), "two kinds share a name: {kinds:?}");
    let tried: Vec<&str> = shapes().iter().map(|shape| shape.kind).collect();
    assert_eq!(
        tried.len(),
        kinds.len(),
        "each kind is tried once: {tried:?}"
    );
    let tried: BTreeSet<&str> = tried.into_iter().collect();
    assert_eq!(tried, once, "add the documents of the kind to this test");
}

#[test]
fn every_kind_has_a_sample_of_its_form_of_today() {
    let samples = samples();
    let mut wrong = Vec::new();
    for shape in shapes() {
        let kind = shape.kind;
        let Some((version, newest)) = samples.get(kind).and_then(BTreeMap::last_key_value) else {
            wrong.push(format!("“{kind}” has no sample"));
            continue;
        };
        if *newest == shape.today {
            continue;
        }
        let (old, new) = (documents(newest), documents(&shape.today));
        let differs = old.zip(new).find(|(old, new)| old != new);
        let differs = differs.map_or_else(
            || "there are more documents, or fewer".to_owned(),
            |(old, new)| format!("- {old}\n+ {new}"),
        );
        wrong.push(format!(
            "“{kind}” is no longer kept as {kind}.{version}.json says:\n{differs}"
        ));
    }
    assert!(
        wrong.is_empty(),
        "{}\n\nWhere that is meant, keep every earlier sample and add one of the new form: {ADD}",
        wrong.join("\n")
    );
}

#[test]
fn every_sample_of_every_version_opens_and_nothing_it_says_is_lost() {
    let shapes: BTreeMap<&str, Shape> = shapes().into_iter().map(|it| (it.kind, it)).collect();
    let mut wrong = Vec::new();
    for (kind, versions) in samples() {
        let Some(shape) = shapes.get(kind.as_str()) else {
            wrong.push(format!(
                "“{kind}” has samples and no type: nobody can read what was kept of it"
            ));
            continue;
        };
        if !versions.keys().copied().eq((1..).take(versions.len())) {
            let there: Vec<&u32> = versions.keys().collect();
            wrong.push(format!(
                "“{kind}” has the versions {there:?}: one was taken away"
            ));
        }
        for (version, sample) in &versions {
            if documents(sample).next().is_none() {
                wrong.push(format!("{kind}.{version}.json is empty"));
            }
            for document in documents(sample) {
                match (shape.again)(document) {
                    Err(error) => wrong.push(format!(
                        "{kind}.{version}.json does not open: {error}: {document}"
                    )),
                    Ok(after) => wrong.extend(lost(document, &after).iter().map(|word| {
                        format!("{kind}.{version}.json opens without {word}: {document}")
                    })),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_field_says_is_missed_when_it_gets_another_name() {
    let before = serde_json::json!({ "name": "Ana", "times": [1, 1] });
    let renamed = serde_json::json!({ "called": "Ana", "times": [1, 1] });
    let dropped = serde_json::json!({ "called": null, "times": [1] });
    assert_eq!(lost(&before, &renamed), Vec::<String>::new());
    assert_eq!(lost(&before, &dropped).len(), 2);
}
