//! What serde and its formats say, in words about the text and not about our types.

/// One message as a sentence without its full stop. What our own types say about a value stays as it is.
pub fn plain(message: &str) -> String {
    let message = message.trim().trim_end_matches('.').replace('\n', "; ");
    if let Some(rest) = message.strip_prefix("unknown field `") {
        let (name, known) = rest.split_once('`').unwrap_or((rest, ""));
        return match named(known).as_slice() {
            [] => format!("there is no entry named “{name}” here; remove it"),
            known => format!(
                "there is no entry named “{name}” here. Correct its spelling or remove it; what there can be is {}",
                known.join(", ")
            ),
        };
    }
    if let Some(rest) = message.strip_prefix("unknown variant `") {
        let (name, known) = rest.split_once('`').unwrap_or((rest, ""));
        return format!(
            "“{name}” is not one of the words known here: {}",
            named(known).join(", ")
        );
    }
    if let Some(rest) = message.strip_prefix("missing field `") {
        return format!("“{}” is missing", rest.trim_end_matches('`'));
    }
    if let Some(rest) = message.strip_prefix("duplicate field `") {
        return format!("“{}” stands here twice", rest.trim_end_matches('`'));
    }
    for kind in ["invalid type: ", "invalid value: "] {
        if let Some((found, wanted)) = message
            .strip_prefix(kind)
            .and_then(|rest| rest.rsplit_once(", expected "))
        {
            if is_too_large(found, wanted) {
                return format!("{} is too large a number here", is(found));
            }
            return format!("{} stands where {} is needed", is(found), needed(wanted));
        }
    }
    if message.starts_with("invalid length ") {
        return "the list has the wrong length".to_owned();
    }
    if message.starts_with("data did not match any variant") {
        return "this is none of the values that may stand here".to_owned();
    }
    if SERDE_WORDS.iter().any(|word| message.contains(word)) {
        return "what stands here cannot be read".to_owned();
    }
    message
}

/// Words that speak of our types. A message that holds one and has no form above says nothing to a person.
const SERDE_WORDS: [&str; 5] = ["untagged", "variant", "struct ", "enum ", "deserializ"];

/// The words between backticks.
fn named(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Whether a whole number from 0 up was found where one from 0 up is needed: then only its size is wrong.
fn is_too_large(found: &str, wanted: &str) -> bool {
    let digits = found
        .strip_prefix("integer `")
        .map(|rest| rest.trim_end_matches('`'));
    digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()))
        && matches!(
            wanted,
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64"
        )
}

/// What was found.
fn is(found: &str) -> String {
    let in_backticks = || found.split('`').nth(1).unwrap_or(found).to_owned();
    match found.split(' ').next().unwrap_or_default() {
        "string" => match found.split_once('"') {
            Some((_, text)) => format!("“{}”", text.trim_end_matches('"')),
            None => "text".to_owned(),
        },
        "integer" | "floating" | "boolean" => in_backticks(),
        "null" | "unit" | "Option" => "nothing".to_owned(),
        "sequence" => "a list".to_owned(),
        "map" | "struct" => "a group of entries".to_owned(),
        _ => "something else".to_owned(),
    }
}

/// What should be there.
fn needed(wanted: &str) -> String {
    let plain = match wanted {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => "a whole number from 0 up",
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        "a string" | "string" | "a borrowed string" | "str" => "text",
        "a boolean" | "bool" => "true or false",
        "a character" => "one letter",
        "a sequence" | "an array" => "a list",
        "a map" => "a group of entries",
        "unit" | "null" => "nothing",
        other if other.starts_with("struct ") || other.starts_with("internally tagged") => {
            "a group of entries"
        }
        other if other.starts_with("a tuple") || other.starts_with("an array") => "a list",
        other if SERDE_WORDS.iter().any(|word| other.contains(word)) => "something else",
        other => return other.replace('`', ""),
    };
    plain.to_owned()
}
