//! Dates as people type them.

use crate::Invalid;
use jiff::civil::Date;

/// The ways people write a date; month before day where both are numbers.
const FORMS: [&str; 6] = [
    "%Y-%m-%d", "%m/%d/%Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y",
];

/// Reads `14 Apr 2026`, `April 14, 2026`, `4/14/2026` or `2026-04-14`.
pub fn parse_day(text: &str) -> Result<Date, Invalid> {
    let plain = text.trim().replace(',', " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    FORMS
        .iter()
        .find_map(|form| Date::strptime(form, &plain).ok())
        .filter(|date| (1900..3000).contains(&date.year()))
        .ok_or_else(|| {
            Invalid::new(
                "Type the date like 14 Apr 2026, 4/14/2026 or 2026-04-14, with all four digits of the year.",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_the_ways_people_write_it() {
        for text in ["2026-04-14", "4/14/2026", "14 Apr 2026", "April 14, 2026"] {
            let date = parse_day(text).unwrap();
            assert_eq!(date, jiff::civil::date(2026, 4, 14), "{text}");
        }
        for bad in ["", "soon", "14/4/2026", "4/14/26", "2026-02-30"] {
            assert!(
                parse_day(bad).unwrap_err().0.contains("14 Apr 2026"),
                "{bad}"
            );
        }
    }
}
