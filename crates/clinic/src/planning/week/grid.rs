//! The grid of a week: seven days in units of half hours, or of quarter hours where groups need it, on the clocks of
//! the site.
//!
//! Every start lies on the grid; a group that starts elsewhere is refused by name. A length that ends within a unit
//! takes the whole of it, so that nothing ever overlaps, and this is said ([`Grid::longer`]); hours shown to people
//! are always those of the clock.

use super::load::SiteWeek;
use care::Weekday;
use care::daytime::length_text;
use care::groups::group::{Group, GroupKind, Meeting};
use care::people::site::{DAY_MINUTES, minute_text};

/// Days in the grid.
pub(crate) const DAYS: usize = 7;
/// The units tried, the coarser first.
const UNITS_MINUTES: [u16; 2] = [30, 15];
/// The most units a day may have; a day is a mask of 64 bits.
const UNITS_MAX: u16 = 64;
/// The hours of a site that says none.
const HOURS_USUAL: (u16, u16) = (8 * 60, 20 * 60);

/// The grid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Grid {
    pub first_minute: u16,
    pub unit_minutes: u16,
    pub units: u16,
}

impl Grid {
    /// The grid of a site's week, or a sentence for each group that does not fit one. Nothing is rounded silently:
    /// a group whose times are not on quarter hours is named.
    pub fn of(week: &SiteWeek) -> Result<Self, Vec<String>> {
        let own =
            |group: &&Group| group.site == week.site.id && group.kind != GroupKind::Individual;
        let groups: Vec<&Group> = week.groups().filter(own).collect();
        let fits = |group: &Group, unit: u16| {
            group
                .meetings
                .iter()
                .all(|one| one.start_minute.is_multiple_of(unit))
        };
        let unit = UNITS_MINUTES
            .into_iter()
            .find(|unit| groups.iter().all(|group| fits(group, *unit)));
        let Some(unit_minutes) = unit else {
            return Err(groups
                .iter()
                .filter(|group| !fits(group, UNITS_MINUTES[1]))
                .map(|group| {
                    format!(
                        "{} starts between quarter hours. Change its times, or take it out of the week, and try again.",
                        group.name
                    )
                })
                .collect());
        };
        let (mut first, mut last) = hours(week);
        for group in &groups {
            for meeting in &group.meetings {
                first = first.min(meeting.start_minute);
                last = last.max(meeting.start_minute + group.minutes);
            }
        }
        let first = first / unit_minutes * unit_minutes;
        let units = (last.min(DAY_MINUTES) - first).div_ceil(unit_minutes);
        if units > UNITS_MAX {
            return Err(vec![format!(
                "From {} to {} is too long a day for times on quarter hours. Move the groups that start between half hours.",
                minute_text(first),
                minute_text(last)
            )]);
        }
        Ok(Self {
            first_minute: first,
            unit_minutes,
            units,
        })
    }

    /// Sentences about the groups that take longer on the grid than on the clock.
    pub fn longer(self, week: &SiteWeek) -> Vec<String> {
        let own =
            |group: &&Group| group.site == week.site.id && group.kind != GroupKind::Individual;
        week.groups()
            .filter(own)
            .filter(|group| !group.minutes.is_multiple_of(self.unit_minutes))
            .map(|group| {
                let planned = u32::from(self.length(group.minutes)) * u32::from(self.unit_minutes);
                format!(
                    "{} lasts {} and is planned as {}; hours shown are those it lasts.",
                    group.name,
                    length_text(u32::from(group.minutes)),
                    length_text(planned)
                )
            })
            .collect()
    }

    /// Where something starts, if it lies on the grid.
    pub fn start(self, minute: u16, length_minutes: u16) -> Option<u8> {
        let from = minute.checked_sub(self.first_minute)?;
        let end = from.checked_add(length_minutes)?;
        (from.is_multiple_of(self.unit_minutes) && end.div_ceil(self.unit_minutes) <= self.units)
            .then(|| u8::try_from(from / self.unit_minutes).ok())
            .flatten()
    }

    /// How many units a length takes, the last one whole.
    pub fn length(self, minutes: u16) -> u8 {
        u8::try_from(minutes.div_ceil(self.unit_minutes)).unwrap_or(u8::MAX)
    }

    /// The units that a stretch of a day touches.
    pub fn touched(self, start_minute: u16, end_minute: u16) -> std::ops::Range<usize> {
        let inside = |minute: u16| minute.saturating_sub(self.first_minute);
        let first = inside(start_minute) / self.unit_minutes;
        let last = inside(end_minute)
            .div_ceil(self.unit_minutes)
            .min(self.units);
        usize::from(first.min(last))..usize::from(last)
    }

    /// The minute of the day at which a unit starts.
    pub fn minute(self, unit: u8) -> u16 {
        self.first_minute + u16::from(unit) * self.unit_minutes
    }

    /// A meeting of the solver's as ours.
    pub fn meeting(self, meeting: timetable::Meeting) -> Meeting {
        Meeting {
            day: Weekday::ALL[usize::from(meeting.day) % DAYS],
            start_minute: self.minute(meeting.start),
        }
    }

    /// One of ours as the solver's, if it lies on the grid.
    pub fn own(self, meeting: Meeting, length_minutes: u16) -> Option<timetable::Meeting> {
        Some(timetable::Meeting {
            day: meeting.day.index(),
            start: self.start(meeting.start_minute, length_minutes)?,
        })
    }
}

/// The opening hours of the whole week.
fn hours(week: &SiteWeek) -> (u16, u16) {
    let first = week.site.hours.iter().map(|span| span.start_minute).min();
    let last = week.site.hours.iter().map(|span| span.end_minute).max();
    first.zip(last).unwrap_or(HOURS_USUAL)
}
