//! What people are told about files that cannot be read.

use super::{json, plain, toml};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[expect(dead_code, reason = "only whether it can be read matters")]
    entries: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only whether it can be read matters")]
struct Entry {
    count: u32,
    value: Option<Value>,
    kind: Option<Kind>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "only whether it can be read matters")]
enum Value {
    Number(u32),
    Text(String),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Round,
    Square,
}

fn said(text: &str) -> String {
    json::<Whole>(text).unwrap_err().to_string()
}

#[test]
fn json_is_refused_with_line_and_entry_in_words_about_the_text() {
    let cases = [
        (
            "{\"entries\": [{\"count\": 1},\n {\"count\": 2, \"value\": [true]}]}",
            "line 2, entries[1].value: this is none of the values that may stand here",
        ),
        (
            "{\"entries\": [{\"count\": \"many\"}]}",
            "line 1, entries[0].count: “many” stands where a whole number from 0 up is needed",
        ),
        (
            "{\"entries\": [{\"count\": -1}]}",
            "line 1, entries[0].count: -1 stands where a whole number from 0 up is needed",
        ),
        (
            "{\"entries\": [{\"count\": 5000000000}]}",
            "line 1, entries[0].count: 5000000000 is too large a number here",
        ),
        (
            "{\"entries\": [{}]}",
            "line 1, entries[0]: “count” is missing",
        ),
        (
            "{\"entries\": [],\n \"entry\": 1}",
            "line 2, entry: there is no entry named “entry” here. Correct its spelling or remove it; what there can be is entries",
        ),
        (
            "{\"entries\": [{\"count\": 1, \"kind\": \"oval\"}]}",
            "line 1, entries[0].kind: “oval” is not one of the words known here: round, square",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn json_that_ends_early_or_is_none_says_so() {
    assert!(said("{\"entries\": [").contains("ends in the middle"));
    assert!(said("").contains("ends in the middle"));
    assert!(said("entries = []").contains("not JSON"));
    assert!(said("{\"entries\": []} and more").contains("not JSON"));
    assert!(!said("[1]").contains("struct"));
    assert!(json::<Whole>("\u{feff}{\"entries\": []}").is_ok());
}

#[test]
fn toml_is_refused_with_line_and_key() {
    let error = toml::<Entry>("count = 1\nvalue = [true]\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2, value: this is none of the values that may stand here"
    );
    let error = toml::<Entry>("count = \"many\"\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, count: “many” stands where a whole number from 0 up is needed"
    );
}

#[test]
fn no_word_of_serde_is_left_in_any_message() {
    let messages = [
        "data did not match any variant of untagged enum RawValue",
        "invalid type: map, expected struct Entry",
        "invalid type: string \"a\", expected internally tagged enum X",
        "invalid type: unit variant, expected newtype variant",
        "invalid length 3, expected tuple struct Pair with 2 elements",
        "unknown variant `x`, there are no variants",
        "no variant of enum X found in flattened data",
    ];
    for message in messages {
        let said = plain(message);
        for word in ["enum", "struct", "variant", "untagged", "expected"] {
            assert!(!said.contains(word), "{word} in {said:?}");
        }
    }
    assert_eq!(plain("a year is from 1900 up."), "a year is from 1900 up");
}
