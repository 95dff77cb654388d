//! When groups meet in the week, by the clock of its site.

use super::build::Builder;
use crate::groups::group::AHEAD_WEEKS;
use care::TimeZoneName;
use care::groups::group::{Group, Meeting, start_of};
use care::people::site::minute_of;
use jiff::ToSpan;

impl Builder<'_> {
    /// When a group meets in the week: by its series, or in a repaired week as it is really held.
    pub(super) fn times(&self, group: &Group) -> Vec<(u8, u16)> {
        if group.site != self.week.site.id {
            return self.times_elsewhere(group);
        }
        if !self.repairs() {
            return group
                .meetings
                .iter()
                .map(|one| (one.day.index(), one.start_minute))
                .collect();
        }
        let mut times: Vec<(u8, u16)> = self
            .week
            .held(group)
            .iter()
            .map(|session| {
                let minute = session.start_minute();
                (care::Weekday::of(session.local.date()).index(), minute)
            })
            .collect();
        times.sort_unstable();
        times.dedup();
        times
    }

    /// When a group of another site meets by the clock of this one, in any week that is looked at when groups are
    /// checked: one site may change its clocks and the other not.
    pub(super) fn times_elsewhere(&self, group: &Group) -> Vec<(u8, u16)> {
        let week = self.week;
        let zones = week.schedule.zones();
        let Some(zone) = zones.get(&group.site).map(TimeZoneName::zone) else {
            return Vec::new();
        };
        let weeks = if self.repairs() { 1 } else { AHEAD_WEEKS };
        let day = |number: i32| week.monday.saturating_add(number.days());
        let starts: Vec<jiff::Timestamp> = if self.repairs() {
            // A day before and after: the clocks are hours apart.
            week.schedule
                .of(group, (day(-1), day(8)))
                .iter()
                .filter(|session| session.held())
                .map(|session| session.starts_at)
                .collect()
        } else {
            let on = |meeting: &Meeting| {
                let (index, minute) = (i32::from(meeting.day.index()), meeting.start_minute);
                let zone = &zone;
                (-1..=weeks).map(move |number| start_of(day(7 * number + index), minute, zone))
            };
            group.meetings.iter().flat_map(on).collect()
        };
        let mut times: Vec<(u8, u16)> = starts
            .into_iter()
            .map(|start| week.site.zone.local(start))
            .filter(|local| (day(0)..day(7 * weeks)).contains(&local.date()))
            .map(|local| {
                let minute = minute_of(local.time());
                (care::Weekday::of(local.date()).index(), minute)
            })
            .collect();
        times.sort_unstable();
        times.dedup();
        times
    }
}
