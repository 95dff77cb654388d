//! From instants to places along the foot: as far apart on the page as they were in time.

use care::day::month_text;
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};

use super::plot::LEFT_PERCENT;

/// Percent of the width up to the end of the last day.
const RIGHT_PERCENT: f64 = 98.0;
/// Words along the foot before some are left out; at 320 px there is no room for more.
const TICKS_MAX: i32 = 6;
/// From so many days on the foot tells months instead of days.
const MONTHS_FROM_DAYS: i32 = 63;
const DAY_SECONDS: f64 = 86_400.0;

/// Time from the start of the first day to the end of the last.
pub struct TimeAxis {
    from: Date,
    last: Date,
    days: i32,
}

impl TimeAxis {
    /// An axis that holds all of these; none where there is nothing.
    pub fn over(times: impl Iterator<Item = DateTime> + Clone) -> Option<Self> {
        let from = times.clone().min()?.date();
        let last = times.max()?.date();
        let passed = from.until(last).map_or(0, |span| span.get_days());
        Some(Self {
            from,
            last,
            days: passed.saturating_add(1),
        })
    }

    /// How far to the right an instant is, in percent.
    pub fn right(&self, at: DateTime) -> f64 {
        let passed = at.duration_since(midnight(self.from)).as_secs_f64();
        let share = (passed / (f64::from(self.days) * DAY_SECONDS)).clamp(0.0, 1.0);
        LEFT_PERCENT + share * (RIGHT_PERCENT - LEFT_PERCENT)
    }

    /// The days that are written along the foot, each with its place and its words: months, the year in January; over
    /// a few weeks days.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        let dates = if self.days < MONTHS_FROM_DAYS {
            self.days_written()
        } else {
            self.months_written()
        };
        dates
            .into_iter()
            .map(|(date, words)| (self.right(midnight(date)), words))
            .collect()
    }

    fn days_written(&self) -> Vec<(Date, String)> {
        let step = [1, 2, 7, 14]
            .into_iter()
            .find(|step| (self.days - 1) / step < TICKS_MAX)
            .unwrap_or(14);
        let next = |date: &Date| date.checked_add(step.days()).ok();
        std::iter::successors(Some(self.from), next)
            .take_while(|date| *date <= self.last)
            .map(|date| (date, care::day::brief_text(date)))
            .collect()
    }

    fn months_written(&self) -> Vec<(Date, String)> {
        let months = self.days / 30 + 1;
        let step = [1, 2, 3, 6, 12, 24, 60]
            .into_iter()
            .find(|step| months / step < TICKS_MAX)
            .unwrap_or(120);
        let next = |date: &Date| date.checked_add(1.months()).ok();
        std::iter::successors(Some(self.from.first_of_month()), next)
            .take_while(|date| *date <= self.last)
            .filter(|date| *date >= self.from && months_since_nought(*date) % step == 0)
            .map(|date| (date, month_words(date)))
            .collect()
    }
}

fn midnight(date: Date) -> DateTime {
    date.at(0, 0, 0, 0)
}

fn months_since_nought(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

fn month_words(date: Date) -> String {
    match date.month() {
        1 => date.year().to_string(),
        _ => month_text(date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn axis(from: Date, last: Date) -> TimeAxis {
        TimeAxis::over([midnight(last), midnight(from)].into_iter()).unwrap()
    }

    fn words(axis: &TimeAxis) -> Vec<String> {
        axis.ticks().into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn distances_are_proportional_to_days() {
        let axis = axis(date(2026, 1, 5), date(2026, 4, 10));
        let at = |month, day| axis.right(date(2026, month, day).at(12, 0, 0, 0));
        let week = at(1, 12) - at(1, 5);
        assert!(week > 0.0);
        assert!(
            (at(2, 2) - at(1, 5) - 4.0 * week).abs() < 1e-9,
            "four weeks are four times as far as one"
        );
        assert!((at(4, 6) - at(1, 5) - 13.0 * week).abs() < 1e-9);
        let evening = axis.right(date(2026, 1, 5).at(18, 0, 0, 0))
            - axis.right(date(2026, 1, 5).at(6, 0, 0, 0));
        assert!(
            (evening * 14.0 - week).abs() < 1e-9,
            "twelve hours are half a day"
        );
    }

    #[test]
    fn everything_stays_on_the_page() {
        let axis = axis(date(2026, 3, 1), date(2026, 3, 1));
        for hour in [0, 12, 23] {
            let right = axis.right(date(2026, 3, 1).at(hour, 59, 0, 0));
            assert!((LEFT_PERCENT..=RIGHT_PERCENT).contains(&right), "{right}");
        }
        assert!(TimeAxis::over(std::iter::empty()).is_none());
    }

    #[test]
    fn the_foot_tells_months_and_over_a_few_weeks_days() {
        let months = axis(date(2025, 11, 20), date(2026, 3, 31));
        assert_eq!(words(&months), ["Dec", "2026", "Feb", "Mar"]);
        let first = months.right(midnight(date(2025, 12, 1)));
        assert!(
            (months.ticks()[0].0 - first).abs() < 1e-9,
            "a month stands at its first day"
        );
        let weeks = axis(date(2026, 3, 3), date(2026, 4, 1));
        assert_eq!(
            words(&weeks),
            ["Mar 3", "Mar 10", "Mar 17", "Mar 24", "Mar 31"]
        );
        assert_eq!(words(&axis(date(2026, 3, 3), date(2026, 3, 3))), ["Mar 3"]);
    }

    #[test]
    fn however_long_it_took_the_words_along_the_foot_have_room() {
        for days in 0..2_000 {
            let from = date(2024, 2, 29);
            let axis = axis(from, from.saturating_add(days.days()));
            let ticks = axis.ticks().len();
            assert!(ticks <= 7, "{days} days: {ticks}");
            assert!(ticks >= 1, "{days} days have no word");
        }
    }
}
