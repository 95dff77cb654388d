//! Arriving: somebody says themselves that they are here, with a short code typed at a screen by the door.

use crate::Invalid;
use crate::attendance::roster::{Mark, OPENS_MINUTES_BEFORE, SessionTime};
use jiff::{SignedDuration, Timestamp};
use std::fmt;

/// How many digits a code has: few enough to remember from the phone to the door.
pub const DIGITS: usize = 6;
/// How many codes there are.
const CODES: u64 = 1_000_000;
/// The digits shown together.
const GROUP: u32 = 1_000;

/// What one person types for one session.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code(u32);

/// Whoever reads a log must not be able to arrive as somebody else.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

impl Code {
    /// The code that follows from a keyed hash. Eight octets make every code as likely as any other, to one part in
    /// ten million million.
    pub fn from_hash(hash: &[u8; 32]) -> Self {
        let number = hash
            .iter()
            .take(8)
            .fold(0_u64, |number, octet| number << 8 | u64::from(*octet));
        Self(u32::try_from(number % CODES).unwrap_or(0))
    }

    /// Reads what somebody typed, with or without a gap.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let digits: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        let all = digits.len() == DIGITS && digits.bytes().all(|octet| octet.is_ascii_digit());
        match digits.parse() {
            Ok(number) if all => Ok(Self(number)),
            _ => Err(Invalid::new(format!(
                "Type the {DIGITS} digits that your phone shows."
            ))),
        }
    }

    /// The code as it is shown: "042 117".
    pub fn text(self) -> String {
        format!("{:03} {:03}", self.0 / GROUP, self.0 % GROUP)
    }
}

/// Whether codes for a session hold at `now`: from when its roster opens until it ends.
pub fn open(meeting: SessionTime, now: Timestamp) -> bool {
    let before = SignedDuration::from_mins(OPENS_MINUTES_BEFORE);
    let opens = meeting.start.saturating_sub(before);
    opens.unwrap_or(meeting.start) <= now && now < meeting.end
}

/// What the roster says of somebody who arrives at `now`: there, and late by the whole minutes that have passed.
pub fn mark(meeting: SessionTime, now: Timestamp) -> Mark {
    let late = now.duration_since(meeting.start).as_mins().max(0);
    Mark::There {
        late_minutes: u16::try_from(late).unwrap_or(u16::MAX),
        early_minutes: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting() -> SessionTime {
        SessionTime {
            start: at("2026-03-03T22:30:00Z"),
            end: at("2026-03-04T01:30:00Z"),
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_code_is_read_as_it_is_shown() {
        let mut hash = [0; 32];
        hash[6..8].copy_from_slice(&[0x01, 0x02]);
        let code = Code::from_hash(&hash);
        assert_eq!(code.text(), "000 258");
        for typed in ["000 258", "000258", " 000-258 ", "0 0 0 2 5 8"] {
            assert_eq!(Code::parse(typed), Ok(code), "{typed}");
        }
        assert_eq!(Code::from_hash(&[0xff; 32]).text(), "551 615");
        assert_eq!(format!("{code:?}"), "Code(…)");
    }

    #[test]
    fn anything_else_is_told_what_to_type() {
        for typed in ["", "12345", "1234567", "12345a", "+12345", "-123 45", "١٢٣"] {
            let Err(refused) = Code::parse(typed) else {
                panic!("{typed} is no code");
            };
            assert_eq!(refused.0, "Type the 6 digits that your phone shows.");
        }
    }

    #[test]
    fn codes_hold_from_an_hour_before_until_the_end() {
        for (when, holds) in [
            ("2026-03-03T21:29:59Z", false),
            ("2026-03-03T21:30:00Z", true),
            ("2026-03-04T01:29:59Z", true),
            ("2026-03-04T01:30:00Z", false),
        ] {
            assert_eq!(open(meeting(), at(when)), holds, "{when}");
        }
    }

    #[test]
    fn who_comes_after_the_start_is_late_by_whole_minutes() {
        for (when, late) in [
            ("2026-03-03T21:58:00Z", 0),
            ("2026-03-03T22:30:59Z", 0),
            ("2026-03-03T22:37:30Z", 7),
            ("2026-03-04T01:29:59Z", 179),
        ] {
            assert_eq!(mark(meeting(), at(when)).cut(), (late, 0), "{when}");
            assert!(meeting().kept(&mark(meeting(), at(when))) > 0);
        }
    }
}
