//! Dates: the one way of reading them and the one way of writing them.

use crate::Invalid;
use crate::text::fold;
use jiff::civil::Date;

/// The ways people write a date; month before day where both are numbers.
const FORMS: [&str; 8] = [
    "%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y",
];
/// The years a date may lie in; another is a slip of the finger.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;
/// A date this many days away or nearer is written without its year.
const NEAR_DAYS: i32 = 183;
/// The months in Spanish, which people shorten to three letters.
const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
/// The days of the week in Spanish, Monday first.
const DAYS: [&str; 7] = [
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];
/// The letters of a month or a day that is shortened.
const SHORT_CHARS: usize = 3;

/// Reads `Apr 14, 2026`, `April 14, 2026`, `14 Apr 2026`, `4/14/2026` or `2026-04-14`, with or without a day of the week
/// before it; in Spanish `14 abr 2026` and `14 de abril de 2026`.
pub fn parse_day(text: &str) -> Result<Date, Invalid> {
    read(text)
        .filter(|date| YEARS.contains(&date.year()))
        .ok_or_else(|| {
            Invalid::new(
                "Type the date like Apr 14, 2026, 4/14/2026 or 2026-04-14, with all four digits of the year.",
            )
        })
}

/// A date in one of the [`FORMS`], whatever its year.
pub(crate) fn read(text: &str) -> Option<Date> {
    let plain = fold(text).replace([',', '.'], " ");
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if words.len() > 1 && is_weekday(words[0]) {
        words.remove(0);
    }
    let spelled = words
        .iter()
        .map(|word| match *word {
            "Sept" | "sept" | "SEPT" => "Sep",
            word => without_ordinal(word),
        })
        .collect::<Vec<_>>()
        .join(" ");
    FORMS
        .iter()
        .find_map(|form| Date::strptime(form, &spelled).ok())
        .or_else(|| unparted(&spelled))
        .or_else(|| in_spanish(&words))
}

/// "14 abr 2026", "14 de abril de 2026", with or without its day of the week.
fn in_spanish(words: &[&str]) -> Option<Date> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.retain(|word| !matches!(*word, "de" | "del"));
    // A fourth word is the day of the week before the date.
    if words.len() > 3 && begun(&DAYS, words[0]).is_some() {
        words.remove(0);
    }
    let [day, month, year] = words[..] else {
        return None;
    };
    let month = begun(&MONTHS, if month == "sept" { "sep" } else { month })?;
    let month = i8::try_from(month + 1).ok()?;
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// Which of these names a word is, whole or by its first three letters, with or without its accent.
fn begun(names: &[&str], word: &str) -> Option<usize> {
    let plain = |text: &str| text.replace('á', "a").replace('é', "e");
    let word = plain(word);
    names.iter().position(|name| {
        let name = plain(name);
        name == word || name.get(..SHORT_CHARS) == Some(word.as_str())
    })
}

/// A date in figures with nothing between them: `04141987`, `19870414`, or `041487` with the year that was typed.
fn unparted(figures: &str) -> Option<Date> {
    if !figures.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, until: usize| figures.get(from..until)?.parse::<i16>().ok();
    let date = |year: Option<i16>, month: Option<i16>, day: Option<i16>| {
        let (month, day) = (i8::try_from(month?).ok()?, i8::try_from(day?).ok()?);
        Date::new(year?, month, day).ok()
    };
    match figures.len() {
        6 => date(number(4, 6), number(0, 2), number(2, 4)),
        // No year of these begins like a month, so no eight figures are a date in both ways.
        8 => date(number(4, 8), number(0, 2), number(2, 4))
            .or_else(|| date(number(0, 4), number(4, 6), number(6, 8))),
        _ => None,
    }
}

/// The dates that somebody may mean who looks for a person by their date of birth. Here a year may have two digits, in
/// the last century or in this one: whoever looks sees whom they find, and nothing is kept.
pub fn days_meant(text: &str) -> Vec<Date> {
    // With a short year, figures apart by lines are a date like one apart by strokes: the month first.
    let strokes = fold(text).replace('-', "/");
    let Some(date) = read(&strokes).or_else(|| read(text)) else {
        return Vec::new();
    };
    let years = match date.year() {
        short @ 0..100 => vec![1900 + short, 2000 + short],
        year => vec![year],
    };
    let in_year = |year: i16| Date::new(year, date.month(), date.day()).ok();
    years
        .into_iter()
        .filter(|year| YEARS.contains(year))
        .filter_map(in_year)
        .collect()
}

fn is_weekday(word: &str) -> bool {
    let lower = word.to_lowercase();
    crate::Weekday::ALL
        .into_iter()
        .any(|day| lower.len() >= 3 && day.label().to_lowercase().starts_with(&lower))
}

/// "14th" is 14.
fn without_ordinal(word: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        .unwrap_or(word)
}

/// A date with its year, as a field shows it: "Apr 14, 2026".
pub fn day_text(date: Date) -> String {
    date.strftime("%b %-d, %Y").to_string()
}

/// A date within a text that is read today: "Tue, Apr 14", and with its year where it is further than six months away.
pub fn near_text(date: Date, today: Date) -> String {
    if (date - today).get_days().abs() <= NEAR_DAYS {
        short_text(date)
    } else {
        dated_text(date)
    }
}

/// A date of a week or a year that is named beside it: "Tue, Apr 14".
pub fn short_text(date: Date) -> String {
    date.strftime("%a, %b %-d").to_string()
}

/// A date with its day and its year: "Tue, Apr 14, 2026".
pub fn dated_text(date: Date) -> String {
    date.strftime("%a, %b %-d, %Y").to_string()
}

/// A date as a heading: "Tuesday, April 14".
pub fn long_text(date: Date) -> String {
    date.strftime("%A, %B %-d").to_string()
}

/// A date on the axis of a chart, and as an end of a stretch: "Apr 14".
pub fn brief_text(date: Date) -> String {
    date.strftime("%b %-d").to_string()
}

/// The month of a date, for an axis: "Apr".
pub fn month_text(date: Date) -> String {
    date.strftime("%b").to_string()
}

/// A few days that follow each other: "Apr 13 to 19", "Apr 27 to May 3".
pub fn stretch_text(first: Date, last: Date) -> String {
    if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{} to {}", brief_text(first), last.day())
    } else {
        format!("{} to {}", brief_text(first), brief_text(last))
    }
}

/// The day of the week of a date: "Tue".
pub fn weekday_text(date: Date) -> String {
    date.strftime("%a").to_string()
}

/// A date for whoever reads Spanish, with its day and its year: "mar 14 abr 2026". Months are words, because figures
/// alone are read here with the month first and elsewhere with the day.
pub fn spanish_text(date: Date) -> String {
    format!("{} {}", spanish_short_text(date), date.year())
}

/// The same in a field: "14 abr 2026".
pub fn spanish_day_text(date: Date) -> String {
    let month = shortened(month_in_spanish(date));
    format!("{} {month} {}", date.day(), date.year())
}

/// The same without the year: "mar 14 abr".
pub fn spanish_short_text(date: Date) -> String {
    let (day, month) = (weekday_in_spanish(date), month_in_spanish(date));
    format!("{} {} {}", shortened(day), date.day(), shortened(month))
}

/// The same as a heading: "martes 14 de abril".
pub fn spanish_long_text(date: Date) -> String {
    let (day, month) = (weekday_in_spanish(date), month_in_spanish(date));
    format!("{day} {} de {month}", date.day())
}

/// The same within a text that is read today: with its year where it is further than six months away.
pub fn spanish_near_text(date: Date, today: Date) -> String {
    if (date - today).get_days().abs() <= NEAR_DAYS {
        spanish_short_text(date)
    } else {
        spanish_text(date)
    }
}

fn month_in_spanish(date: Date) -> &'static str {
    let month = usize::from(date.month().unsigned_abs());
    MONTHS.get(month.saturating_sub(1)).copied().unwrap_or("")
}

fn weekday_in_spanish(date: Date) -> &'static str {
    let day = usize::from(crate::Weekday::of(date).index());
    DAYS.get(day).copied().unwrap_or("")
}

/// The first three letters of a word.
fn shortened(word: &str) -> String {
    word.chars().take(SHORT_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_is_read_in_the_ways_people_write_it() {
        for text in [
            "2026-04-14",
            "4/14/2026",
            "4-14-2026",
            "14 Apr 2026",
            "14-Apr-2026",
            "Apr. 14, 2026",
            "April 14, 2026",
            "April 14th, 2026",
            "Tue, Apr 14, 2026",
            "Tuesday, April 14, 2026",
            "04142026",
            "20260414",
            "2026\u{2011}04\u{2011}14",
            "\u{202D}4/14/2026\u{202C}",
        ] {
            assert_eq!(parse_day(text).unwrap(), date(2026, 4, 14), "{text}");
        }
        assert_eq!(parse_day("Sept 3, 2026").unwrap(), date(2026, 9, 3));
        for bad in [
            "",
            "soon",
            "14/4/2026",
            "4/14/26",
            "041426",
            "13142026",
            "2026-02-30",
            "1/1/9999",
            "Apr 14",
            "Tue",
            "é",
        ] {
            assert!(
                parse_day(bad).unwrap_err().0.contains("Apr 14, 2026"),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_date_to_look_for_may_have_a_year_of_two_digits() {
        let both = vec![date(1990, 3, 4), date(2090, 3, 4)];
        for text in ["3/4/90", "030490", "03-04-90", "Mar 4 90", "4 March 90"] {
            assert_eq!(days_meant(text), both, "{text}");
        }
        for text in ["3/4/1990", "1990-03-04", "03041990", "19900304"] {
            assert_eq!(days_meant(text), [date(1990, 3, 4)], "{text}");
        }
        assert_eq!(days_meant("03-04-12"), days_meant("3/4/12"));
        assert_eq!(days_meant("14-Apr-90"), days_meant("4/14/90"));
        // The first year of the last century had no leap day.
        assert_eq!(days_meant("2/29/00"), [date(2000, 2, 29)]);
        for text in [
            "",
            "0164",
            "555-0164",
            "2075550164",
            "131490",
            "Ana",
            "2/30/90",
        ] {
            assert!(days_meant(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn whatever_is_written_with_its_year_is_read_back() {
        for date in date(2026, 1, 1).series(jiff::Span::new().days(13)).take(60) {
            for text in [day_text(date), dated_text(date), date.to_string()] {
                assert_eq!(parse_day(&text).unwrap(), date, "{text}");
            }
        }
    }

    #[test]
    fn a_near_date_is_written_without_its_year() {
        let today = date(2026, 11, 30);
        assert_eq!(near_text(date(2026, 12, 1), today), "Tue, Dec 1");
        assert_eq!(near_text(date(2027, 3, 2), today), "Tue, Mar 2");
        assert_eq!(near_text(date(2026, 3, 3), today), "Tue, Mar 3, 2026");
        assert_eq!(long_text(date(2026, 12, 1)), "Tuesday, December 1");
        assert_eq!(day_text(date(2026, 12, 1)), "Dec 1, 2026");
        assert_eq!(weekday_text(date(2026, 12, 1)), "Tue");
    }

    #[test]
    fn a_date_in_spanish_has_its_month_as_a_word() {
        let (day, today) = (date(2026, 12, 1), date(2026, 11, 30));
        assert_eq!(spanish_text(day), "mar 1 dic 2026");
        assert_eq!(spanish_day_text(day), "1 dic 2026");
        assert_eq!(spanish_short_text(day), "mar 1 dic");
        assert_eq!(spanish_long_text(day), "martes 1 de diciembre");
        assert_eq!(spanish_near_text(day, today), "mar 1 dic");
        let far = date(2026, 3, 4);
        assert_eq!(spanish_near_text(far, today), "mié 4 mar 2026");
        for day in date(2026, 1, 1).series(jiff::Span::new().days(13)).take(60) {
            for text in [spanish_text(day), spanish_day_text(day)] {
                assert_eq!(parse_day(&text).unwrap(), day, "{text}");
            }
        }
        for text in [
            "14 de abril de 2026",
            "martes 14 de abril de 2026",
            "Mar, 14 Abr 2026",
            "14 abr. 2026",
        ] {
            assert_eq!(parse_day(text).unwrap(), date(2026, 4, 14), "{text}");
        }
        assert_eq!(parse_day("4 miercoles 2026").ok(), None);
        assert_eq!(parse_day("Mié 3 Sept 2026").unwrap(), date(2026, 9, 3));
    }

    #[test]
    fn a_stretch_of_days_names_its_month_once() {
        let week = |first, last| stretch_text(first, last);
        assert_eq!(week(date(2026, 4, 13), date(2026, 4, 19)), "Apr 13 to 19");
        assert_eq!(week(date(2026, 4, 27), date(2026, 5, 3)), "Apr 27 to May 3");
        assert_eq!(
            week(date(2026, 12, 28), date(2027, 1, 3)),
            "Dec 28 to Jan 3"
        );
    }
}
