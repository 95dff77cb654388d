//! From the bytes of a file to its text: UTF-8 or UTF-16, with a mark at the beginning or without.

use super::{FILE_BYTES_MAX, WordingError};

/// The text of a file.
///
/// # Errors
/// [`WordingError`] when it is too long, or in no encoding that JSON comes in.
pub(super) fn decode(bytes: &[u8]) -> Result<String, WordingError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(WordingError::TooLong(bytes.len()));
    }
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        // JSON begins with a bracket or a space, which is one byte beside a zero in UTF-16.
        [first, 0, ..] if *first != 0 => wide(bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => wide(bytes, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    let text = text.ok_or(WordingError::Encoding)?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<_> = pairs.iter().map(|pair| unit(*pair)).collect();
    // An odd byte at the end belongs to a character that was cut off; JSON cut there does not end either.
    let _ = rest;
    String::from_utf16(&units).ok()
}
