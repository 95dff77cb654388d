//! A telephone number: read as people type and paste it, dialed as telephones understand it.

use crate::Invalid;
use crate::text::fold;
use serde::{Deserialize, Serialize};

/// Digits of a number of North America, area code and all.
const DIGITS: usize = 10;
/// Digits of a number elsewhere, with its country.
const ABROAD_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// How many of its last digits find a number. One more at a time would tell a number that whoever asks does not know.
pub const END_DIGITS: usize = 4;
/// The most digits of an extension.
const EXTENSION_DIGITS_MAX: usize = 7;
/// How people begin an extension, the longer words first.
const EXTENSIONS: [&str; 9] = [
    ";ext=",
    "extension",
    "extn",
    "ext",
    "x",
    "#",
    ",",
    ";",
    "poste",
];

/// A telephone number: ten digits in North America, or + and a country; perhaps with an extension. Kept as typed, in plain
/// characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// What was typed to find a number by.
#[derive(Clone, PartialEq, Eq)]
pub enum PhoneSought {
    /// All of it.
    Whole(Phone),
    /// The last [`END_DIGITS`] digits of it: what somebody remembers, or a telephone shows of a number.
    End(String),
}

hidden! { PhoneSought }

/// What a number consists of.
struct Parts<'a> {
    digits: String,
    abroad: bool,
    extension: &'a str,
}

impl Phone {
    /// Parses a number: `(207) 555-0164`, `207-555-0164 ext. 12`, `+44 20 7946 0958`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let plain = fold(text);
        let plain = plain.strip_prefix("tel:").unwrap_or(&plain).trim();
        let parts = parts(plain)?;
        let count = parts.digits.len();
        if parts.abroad {
            return if ABROAD_DIGITS.contains(&count) {
                Ok(Self(plain.to_owned()))
            } else {
                Err(Invalid::new(format!(
                    "This number has {count} digits. With its country it has {} to {}; check it against the original.",
                    ABROAD_DIGITS.start(),
                    ABROAD_DIGITS.end()
                )))
            };
        }
        if count != DIGITS {
            let digits = if count == 1 {
                "1 digit"
            } else {
                &format!("{count} digits")
            };
            return Err(Invalid::new(format!(
                "This number has {digits}; with its area code it has {DIGITS}, such as 207 555 0164. One from abroad begins with + and its country."
            )));
        }
        let first = parts.digits.as_bytes()[0];
        if matches!(first, b'0' | b'1') || parts.digits.bytes().all(|digit| digit == first) {
            return Err(Invalid::new(
                "Nobody has this number; an area code begins with 2 to 9. Ask for it again, or leave the field empty.",
            ));
        }
        Ok(Self(plain.to_owned()))
    }

    /// What somebody means who types this to find a number by; nothing where it is none and no end of one.
    pub fn sought(text: &str) -> Option<PhoneSought> {
        if let Ok(phone) = Self::parse(text) {
            return Some(PhoneSought::Whole(phone));
        }
        let plain = fold(text);
        let plain = plain.strip_prefix("tel:").unwrap_or(&plain);
        let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
        let is_number = plain
            .chars()
            .all(|c| c.is_ascii_digit() || " +-()./".contains(c));
        let fits = digits.len() == END_DIGITS;
        (is_number && fits).then_some(PhoneSought::End(digits))
    }

    /// Whether it is the number that was meant, or ends so.
    pub fn is_found_by(&self, sought: &PhoneSought) -> bool {
        match sought {
            PhoneSought::Whole(phone) => phone.digits() == self.digits(),
            PhoneSought::End(digits) => self.digits().ends_with(digits.as_str()),
        }
    }

    /// The number as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What makes it the same number as another: its digits without an extension and without the leading 1 of North
    /// America.
    pub fn digits(&self) -> String {
        match parts(&self.0) {
            Ok(parts) => parts.digits,
            Err(_) => self.0.chars().filter(char::is_ascii_digit).collect(),
        }
    }

    /// As a telephone dials it, for a link: with its country, and its extension after it.
    pub fn dialed(&self) -> String {
        let Ok(parts) = parts(&self.0) else {
            return self.digits();
        };
        let country = match (parts.abroad, parts.digits.len()) {
            (true, _) => "+",
            (false, DIGITS) => "+1",
            _ => "",
        };
        let extension = match parts.extension {
            "" => String::new(),
            extension => format!(";ext={extension}"),
        };
        format!("{country}{}{extension}", parts.digits)
    }
}

/// Takes a number apart, or says why it is none. Whether it is complete is for the caller.
fn parts(plain: &str) -> Result<Parts<'_>, Invalid> {
    let refused = || {
        Invalid::new(
            "Enter a telephone number with area code, such as 207 555 0164, and an extension as ext. 12.",
        )
    };
    let at = plain
        .find(|c: char| c.is_alphabetic() || "#;,".contains(c))
        .unwrap_or(plain.len());
    let (number, rest) = plain.split_at(at);
    let extension = if rest.is_empty() {
        ""
    } else {
        let mut extension = after_marker(rest).ok_or_else(refused)?;
        // "207-555-0164, ext. 12": after a comma people still write the word.
        if rest.starts_with([',', ';']) && extension.starts_with(char::is_alphabetic) {
            extension = after_marker(extension).ok_or_else(refused)?;
        }
        let fits = (1..=EXTENSION_DIGITS_MAX).contains(&extension.len());
        if !fits || !extension.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refused());
        }
        extension
    };
    let number = number.trim();
    let (plus, number) = match number.strip_prefix('+').or(number.strip_prefix("(+")) {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    if !number
        .chars()
        .all(|c| c.is_ascii_digit() || " -()./".contains(c))
    {
        return Err(refused());
    }
    let mut digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return Err(refused());
    }
    // 011 is how North America dials abroad.
    let dialed_abroad = !plus && digits.starts_with("011") && digits.len() > DIGITS + 1;
    if dialed_abroad {
        digits.drain(..3);
    }
    let home = digits.starts_with('1') && (plus || dialed_abroad || digits.len() == DIGITS + 1);
    if home {
        digits.remove(0);
    }
    Ok(Parts {
        abroad: (plus || dialed_abroad) && !home,
        digits,
        extension,
    })
}

/// What follows the word or sign that begins an extension; nothing where none does.
fn after_marker(text: &str) -> Option<&str> {
    EXTENSIONS.iter().find_map(|marker| {
        let (start, rest) = text.split_at_checked(marker.len())?;
        start
            .eq_ignore_ascii_case(marker)
            .then(|| rest.trim_start_matches(['.', ':', '#', ' ']))
    })
}

hidden! { Phone }

/// What was kept once is read as it stands; only what is typed has to be complete.
impl TryFrom<String> for Phone {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        if text.chars().any(|c| c.is_ascii_digit()) {
            Ok(Self(text))
        } else {
            Self::parse(&text)
        }
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_as_people_type_and_paste_it() {
        for (typed, digits, dialed) in [
            ("(207) 555-0164", "2075550164", "+12075550164"),
            ("207.555.0164", "2075550164", "+12075550164"),
            ("1 207 555 0164", "2075550164", "+12075550164"),
            ("+1 (207) 555-0164", "2075550164", "+12075550164"),
            ("\u{202D}207-555-0164\u{202C}", "2075550164", "+12075550164"),
            ("207\u{2011}555\u{2011}0164", "2075550164", "+12075550164"),
            ("207\u{A0}555\u{2013}0164", "2075550164", "+12075550164"),
            ("207 555 0164 ext. 12", "2075550164", "+12075550164;ext=12"),
            ("207-555-0164 x12", "2075550164", "+12075550164;ext=12"),
            ("2075550164X 12", "2075550164", "+12075550164;ext=12"),
            (
                "207-555-0164 Extension 12",
                "2075550164",
                "+12075550164;ext=12",
            ),
            ("207-555-0164, 12", "2075550164", "+12075550164;ext=12"),
            ("207-555-0164, ext. 12", "2075550164", "+12075550164;ext=12"),
            ("207-555-0164; x12", "2075550164", "+12075550164;ext=12"),
            (
                "tel:+12075550164;ext=12",
                "2075550164",
                "+12075550164;ext=12",
            ),
            ("+44 20 7946 0958", "442079460958", "+442079460958"),
            ("011 44 20 7946 0958", "442079460958", "+442079460958"),
            (
                "(+52) 55 1234 5678 x3",
                "525512345678",
                "+525512345678;ext=3",
            ),
        ] {
            let phone = Phone::parse(typed).unwrap();
            assert_eq!(
                (phone.digits().as_str(), phone.dialed().as_str()),
                (digits, dialed),
                "{typed}"
            );
            assert_eq!(Phone::parse(phone.as_str()).unwrap(), phone, "{typed}");
            assert_eq!(Phone::parse(&phone.dialed()).unwrap().digits(), digits);
        }
    }

    #[test]
    fn a_number_that_nobody_has_is_refused_with_what_to_do() {
        for (typed, said) in [
            ("000-000-0000", "area code begins with 2 to 9"),
            ("555 555 5555", "area code begins with 2 to 9"),
            ("107 555 0164", "area code begins with 2 to 9"),
            (
                "207 555 01644",
                "has 11 digits; with its area code it has 10",
            ),
            ("+1 207 555 01644", "has 11 digits"),
            ("207 555 016", "has 9 digits"),
            ("555 0164", "has 7 digits"),
            ("911", "has 3 digits"),
            ("+44 20", "has 4 digits"),
            ("+1234567890123456789", "has 18 digits"),
            ("call me", "such as 207 555 0164"),
            ("207 555 0164 or 0165", "such as 207 555 0164"),
            ("207 555 0164 x", "such as 207 555 0164"),
            ("207 555 0164, or 0165", "such as 207 555 0164"),
            ("207 555 0164, ext. x12", "such as 207 555 0164"),
            ("207+5550164", "such as 207 555 0164"),
            ("x12", "such as 207 555 0164"),
            ("", "such as 207 555 0164"),
        ] {
            let refusal = Phone::parse(typed).unwrap_err().0;
            assert!(refusal.contains(said), "{typed}: {refusal}");
        }
    }

    #[test]
    fn a_number_is_found_by_all_of_it_and_by_its_end_in_any_punctuation() {
        let phone = Phone::parse("(207) 555-0164 ext. 12").unwrap();
        for typed in [
            "+1 207.555.0164",
            "2075550164 x9",
            "0164",
            "01-64",
            "\u{202D}01\u{2013}64\u{202C}",
            "tel:0164",
        ] {
            let sought = Phone::sought(typed).unwrap();
            assert!(phone.is_found_by(&sought), "{typed}");
        }
        for typed in ["2164", "207 555 0165", "0207"] {
            let sought = Phone::sought(typed).unwrap();
            assert!(!phone.is_found_by(&sought), "{typed}");
        }
        for typed in [
            "",
            "164",
            "Ana",
            "Ana 0164",
            "0164 Ana",
            "()-",
            "50164",
            "555-0164",
            "tel:075550164",
            "1234567890123456",
        ] {
            assert_eq!(Phone::sought(typed), None, "{typed}");
        }
        assert_eq!(format!("{:?}", Phone::sought("0164")), "Some(…)");
    }

    #[test]
    fn what_was_kept_before_is_still_read() {
        let old: Phone = Phone::try_from("555 0164 home".to_owned()).unwrap();
        assert_eq!(
            (old.digits(), old.dialed()),
            ("5550164".into(), "5550164".into())
        );
    }
}
