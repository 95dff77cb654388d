//! The protocol's numbers as the solver's weights and limits.

use super::grid::Grid;
use super::load::SiteWeek;
use care::assessment::protocol::Mix;
use care::groups::group::GroupKind;
use care::{AgeGroup, LevelOfCare};
use std::collections::BTreeMap;
use timetable::Kind;
use timetable::form::WeightsForm;

/// Most hours from the first session of a day to the end of the last. House rule.
const SPAN_HOURS_MAX: u32 = 5;
/// An individual session where the protocol says nothing, in minutes. House rule.
const INDIVIDUAL_MINUTES: u16 = 50;
/// Days of a week, for the parts of a mix that are counted by the week.
const WEEK_DAYS: u16 = 7;

fn mix<'a>(week: &'a SiteWeek, kind: &str) -> Option<&'a Mix> {
    let level = week.protocol.level(LevelOfCare::IntensiveOutpatient);
    level
        .mix
        .iter()
        .find(|part| part.kind == kind && part.in_days == WEEK_DAYS)
}

/// How long an individual session is: as those that are held, or as the protocol says.
pub(crate) fn individual_minutes(week: &SiteWeek) -> u16 {
    let own = |group: &&care::groups::group::Group| {
        group.site == week.site.id && group.kind == GroupKind::Individual
    };
    let held = week.groups().filter(own).map(|group| group.minutes).max();
    let said = mix(week, "individual").map(|part| part.minutes.to);
    held.or(said).unwrap_or(INDIVIDUAL_MINUTES)
}

/// When an individual session may start: on every unit from which it ends within the day.
pub(crate) fn individual_starts(grid: Grid, minutes: u16) -> Vec<u8> {
    let last = grid.units.saturating_sub(u16::from(grid.length(minutes)));
    (0..=last)
        .filter_map(|unit| u8::try_from(unit).ok())
        .collect()
}

/// The minutes a week that the level prescribes to adults.
pub(crate) fn prescribed_minutes(week: &SiteWeek) -> u32 {
    let level = week.protocol.level(LevelOfCare::IntensiveOutpatient);
    level
        .hours(AgeGroup::Adult)
        .map_or(0, |hours| u32::from(hours.from) * 60)
}

/// How many of each kind somebody's week should hold. The protocol says how many individual sessions and how much
/// education; relapse prevention is asked for where the site offers it (house rule), family and holistic groups for
/// whoever attends one, because both are by agreement.
pub(crate) fn need(
    week: &SiteWeek,
    counselor: bool,
    offers: &dyn Fn(Kind) -> bool,
    attends: &dyn Fn(Kind) -> bool,
) -> BTreeMap<Kind, u32> {
    let times = |name: &str| mix(week, name).map_or(0, |part| u32::from(part.times.from));
    BTreeMap::from([
        (
            Kind::Individual,
            if counselor {
                times("individual").min(1)
            } else {
                0
            },
        ),
        (
            Kind::Education,
            if offers(Kind::Education) {
                times("education")
            } else {
                0
            },
        ),
        (
            Kind::RelapsePrevention,
            u32::from(offers(Kind::RelapsePrevention)),
        ),
        (Kind::Family, u32::from(attends(Kind::Family))),
        (Kind::Holistic, u32::from(attends(Kind::Holistic))),
    ])
}

/// The weights keep the order of those in the weeks that the solver was measured with; a missing session costs less
/// here than there (40 to 300, not 80 to 500), so that an hour short weighs more against it. All others are the same.
/// The limits are the protocol's numbers of the intensive level; a repaired week has none, because some of a week is
/// better than none of it.
pub(crate) fn weights(week: &SiteWeek, grid: Grid, repair: bool) -> WeightsForm {
    let level = week.protocol.level(LevelOfCare::IntensiveOutpatient);
    let per_hour = u32::from(60 / grid.unit_minutes);
    let whole_day = u32::from(grid.units);
    let days = level
        .days_per_week
        .map_or((0, 7), |days| (u32::from(days.from), u32::from(days.to)));
    let hours = level.session_hours.map_or((0, whole_day), |hours| {
        (
            u32::from(hours.from) * per_hour,
            u32::from(hours.to) * per_hour,
        )
    });
    let floor = prescribed_minutes(week) / u32::from(grid.unit_minutes);
    WeightsForm {
        unplaced: 4000,
        miss: BTreeMap::from([
            (Kind::Individual, 300),
            (Kind::RelapsePrevention, 200),
            (Kind::Education, 150),
            (Kind::Family, 100),
            (Kind::Holistic, 40),
        ]),
        dose_short: 60,
        day_extra: 20,
        gap: 6,
        cohort_change: 150,
        tele_mismatch: 15,
        run_meeting: 30,
        small: 40,
        min_days: if repair { 0 } else { days.0 },
        max_days: if repair { 7 } else { days.1 },
        day_min: if repair { 1 } else { hours.0 },
        day_max: if repair { whole_day } else { hours.1 },
        span_max: if repair {
            whole_day
        } else {
            SPAN_HOURS_MAX * per_hour
        },
        dose_floor: if repair { 0 } else { floor },
    }
}
