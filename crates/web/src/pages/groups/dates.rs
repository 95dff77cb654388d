//! Dates as people type and read them.

use care::Invalid;
use jiff::civil::Date;

const FORMS: [&str; 6] = [
    "%Y-%m-%d", "%m/%d/%Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y",
];
/// Years that a plan may lie in; another is a slip of the finger.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2199;

/// Reads `14 Apr 2026`, `April 14, 2026`, `4/14/2026` or `2026-04-14`, with or without a day of the week before it.
pub(crate) fn parse(text: &str) -> Result<Date, Invalid> {
    let plain = text.replace([',', '.'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let without_day = match words.as_slice() {
        [first, rest @ ..] if rest.len() == 3 && first.chars().all(char::is_alphabetic) => {
            rest.join(" ")
        }
        words => words.join(" "),
    };
    FORMS
        .iter()
        .find_map(|form| Date::strptime(form, &without_day).ok())
        .filter(|date| YEARS.contains(&date.year()))
        .ok_or_else(|| {
            Invalid::new(format!(
                "“{}” is not a date. Type it like 14 Apr 2026 or 4/14/2026.",
                text.trim()
            ))
        })
}

/// "Tue 14 Apr 2026".
pub(crate) fn day(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        for text in [
            "14 Apr 2026",
            "Tue 14 Apr 2026",
            "April 14, 2026",
            "4/14/2026",
            "2026-04-14",
        ] {
            assert_eq!(
                parse(text).unwrap(),
                jiff::civil::date(2026, 4, 14),
                "{text}"
            );
        }
        for bad in [
            "",
            "tomorrow",
            "31 Feb 2026",
            "14/4/2026",
            "4/14/26",
            "1/1/9999",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
