//! Breaking the glass: opening a record in an emergency without being on its team.

use crate::Invalid;
use jiff::{SignedDuration, Timestamp};

/// How long an emergency opening lasts.
pub const GLASS_HOURS: i64 = 4;
/// The fewest characters a reason may have; "help" explains nothing to whoever reviews it.
pub const REASON_CHARS_MIN: usize = 10;
/// The most characters a reason may have.
pub const REASON_CHARS_MAX: usize = 1_000;

/// Why a record was opened, in the words of who opened it.
#[derive(Clone, PartialEq, Eq)]
pub struct GlassReason(String);

impl GlassReason {
    /// Parses a reason.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        match text.chars().count() {
            0..REASON_CHARS_MIN => Err(Invalid::new(
                "Say in a sentence why you need this record now. The privacy officer will read it.",
            )),
            n if n > REASON_CHARS_MAX => Err(Invalid::new(format!(
                "Shorten the reason to {REASON_CHARS_MAX} characters; it has {n}."
            ))),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

hidden! { GlassReason }

/// When an opening that starts at `opened_at` ends.
pub fn expires_at(opened_at: Timestamp) -> Timestamp {
    opened_at
        .saturating_add(SignedDuration::from_hours(GLASS_HOURS))
        .unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_explains_and_an_opening_ends() {
        assert!(GlassReason::parse("help").is_err());
        assert!(GlassReason::parse("Called by the emergency room about this person.").is_ok());
        let at: Timestamp = "2026-03-01T10:00:00Z".parse().unwrap();
        assert_eq!(expires_at(at).to_string(), "2026-03-01T14:00:00Z");
    }
}
