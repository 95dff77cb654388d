//! What each of the coming real weeks comes to, as the calendar will show them.

use crate::ui::length_text;
use care::planning::week::RealWeek;
use maud::{Markup, html};

/// A line for each week; nothing where all of them come to the same, which is said beside it already.
pub(super) fn weeks(all: &[RealWeek]) -> Markup {
    let same = |one: &RealWeek| {
        one.excused_minutes == 0 && all.first().is_none_or(|first| first.minutes == one.minutes)
    };
    html! {
        @if !all.iter().all(same) {
            p { "The coming weeks:" }
            ul {
                @for one in all {
                    li {
                        (care::day::short_text(one.monday)) ": " (length_text(one.minutes))
                        @if one.excused_minutes > 0 { span.muted { ", " (length_text(one.excused_minutes)) " excused" } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn real(day: i8, minutes: u32, excused_minutes: u32) -> RealWeek {
        RealWeek {
            monday: date(2026, 3, day),
            minutes,
            excused_minutes,
        }
    }

    #[test]
    fn weeks_that_differ_are_told_apart_and_equal_ones_are_not_told() {
        let equal = [real(9, 540, 0), real(16, 540, 0)];
        assert_eq!(weeks(&equal).into_string(), "");
        assert_eq!(weeks(&[]).into_string(), "");
        let away = weeks(&[real(9, 540, 0), real(16, 0, 540)]).into_string();
        assert!(away.contains("Mon, Mar 16: 0"), "{away}");
        assert!(away.contains("9 h excused"), "{away}");
        let holiday = weeks(&[real(9, 540, 0), real(16, 360, 0)]).into_string();
        assert!(holiday.contains("Mon, Mar 16: 6 h"), "{holiday}");
    }
}
