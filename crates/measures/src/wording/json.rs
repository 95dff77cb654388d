//! Looking into JSON without minding what is of another shape: what a file does not have as it should is not there,
//! and the structure then says in a sentence what is missing.

use serde_json::Value;

/// The text under a name.
pub(super) fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

/// The list under a name; one thing where a list belongs is a list of one.
pub(super) fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    match value.get(name) {
        Some(Value::Array(list)) => list,
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    }
}

/// Whether something is said to be so.
pub(super) fn is(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool) == Some(true)
}

/// The whole number under one of several names; `2.0` is one, `2.5` is none.
pub(super) fn whole(value: &Value, names: &[&str]) -> Option<i32> {
    let number = names.iter().find_map(|name| value.get(*name))?;
    let text = match number {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let rest = fraction.trim_matches('0');
    rest.is_empty().then(|| whole.parse().ok()).flatten()
}
