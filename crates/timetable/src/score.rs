//! The score of a timetable, from scratch: cost by part and every broken hard rule.
//!
//! Nothing here is shared with the solvers or with the incremental score; that is its worth.

mod broken;

pub use broken::Broken;

use crate::instance::{Instance, Kind, Person};
use crate::solution::{Solution, Week};
use std::collections::{BTreeMap, BTreeSet};

/// Cost by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Parts {
    /// People without a week, by acuity.
    pub unplaced: i64,
    /// Sessions of the mix that are missing.
    pub missing: i64,
    /// Hours below the prescription.
    pub dose: i64,
    /// People who leave their cohort.
    pub cohort: i64,
    /// Groups that are too small.
    pub small: i64,
    /// Meetings that run.
    pub run: i64,
    /// Days beyond the fewest.
    pub days: i64,
    /// Idle time between sessions.
    pub gap: i64,
    /// What the hours cost people's lives.
    pub life: i64,
    /// Telehealth for people who do not wish for it.
    pub telehealth: i64,
}

impl Parts {
    /// Sum of all parts.
    pub fn total(&self) -> i64 {
        self.named().iter().map(|(_, v)| v).sum()
    }

    /// The parts with their names, heaviest kind first.
    pub fn named(&self) -> [(&'static str, i64); 10] {
        [
            ("unplaced", self.unplaced),
            ("missing sessions", self.missing),
            ("hours short", self.dose),
            ("cohort changes", self.cohort),
            ("small groups", self.small),
            ("meetings run", self.run),
            ("extra days", self.days),
            ("gaps", self.gap),
            ("life cost", self.life),
            ("telehealth mismatch", self.telehealth),
        ]
    }

    pub(crate) fn add(&mut self, other: &Parts) {
        self.unplaced += other.unplaced;
        self.missing += other.missing;
        self.dose += other.dose;
        self.cohort += other.cohort;
        self.small += other.small;
        self.run += other.run;
        self.days += other.days;
        self.gap += other.gap;
        self.life += other.life;
        self.telehealth += other.telehealth;
    }
}

/// What a timetable costs and what it breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Sum of all parts.
    pub total: i64,
    /// Cost by part.
    pub parts: Parts,
    /// Every broken hard rule; empty is what everybody wants.
    pub broken: Vec<Broken>,
}

/// Which staff are busy when, and for how long.
#[derive(Default)]
struct StaffUse {
    busy: BTreeSet<(usize, usize, usize)>,
    units: BTreeMap<usize, u32>,
}

/// Scores a timetable from scratch.
pub fn score(instance: &Instance, solution: &Solution) -> Score {
    let mut result = Score::default();
    let mut staff = StaffUse::default();
    for group in 0..instance.groups.len() {
        score_group(instance, solution, group, &mut staff, &mut result);
    }
    let mut members = vec![0u32; instance.groups.len()];
    for (i, person) in instance.people.iter().enumerate() {
        let Some(week) = &solution.weeks[i] else {
            result.parts.unplaced += instance.weights.unplaced * i64::from(person.acuity);
            continue;
        };
        for &g in &week.groups {
            members[g as usize] += u32::from(solution.groups[g as usize].is_some());
        }
        let parts = score_week(instance, solution, i, week, &mut result.broken);
        result.parts.add(&parts);
        score_individual(instance, i, week, &mut staff, &mut result.broken);
    }
    for (g, group) in instance.groups.iter().enumerate() {
        if solution.groups[g].is_none() {
            continue;
        }
        if members[g] > group.seats {
            result.broken.push(Broken::SeatsExceeded {
                group: g,
                members: members[g],
            });
        }
        let missing = i64::from(group.smallest) - i64::from(members[g]);
        result.parts.small += instance.weights.small * missing.max(0);
    }
    for (&s, &units) in &staff.units {
        if units > instance.staff[s].units_max {
            result.broken.push(Broken::StaffHours { staff: s, units });
        }
    }
    score_rooms(instance, solution, &mut result.broken);
    result.total = result.parts.total();
    result
}

fn score_group(i: &Instance, s: &Solution, g: usize, staff: &mut StaffUse, result: &mut Score) {
    let Some(running) = s.groups[g] else { return };
    let leader = running.leader as usize;
    if !i.leaders[g].contains(&running.leader) {
        result.broken.push(Broken::Credential {
            group: g,
            staff: leader,
        });
    }
    let length = i.groups[g].length_units;
    let meetings = s.meetings(i, g);
    for m in meetings {
        let day = usize::from(m.day);
        for unit in usize::from(m.start)..usize::from(m.start) + usize::from(length) {
            if i.staff[leader].duty[day] >> unit & 1 == 0 {
                result.broken.push(Broken::LeaderOffDuty {
                    group: g,
                    staff: leader,
                    day,
                    unit,
                });
            }
            if !staff.busy.insert((leader, day, unit)) {
                result.broken.push(Broken::StaffClash {
                    staff: leader,
                    day,
                    unit,
                });
            }
        }
    }
    let count = meetings.len() as u32;
    *staff.units.entry(leader).or_default() += count * u32::from(length);
    result.parts.run += i.weights.run_meeting * i64::from(count);
}

/// Where a person is, unit by unit.
#[derive(Default)]
struct Diary {
    taken: BTreeSet<(usize, usize)>,
    life: i64,
}

impl Diary {
    fn put(
        &mut self,
        i: &Instance,
        p: usize,
        day: usize,
        units: std::ops::Range<usize>,
        broken: &mut Vec<Broken>,
    ) {
        let person = &i.people[p];
        for unit in units {
            if person.free[day] >> unit & 1 == 0 {
                broken.push(Broken::PersonNotFree {
                    person: p,
                    day,
                    unit,
                });
            } else {
                self.life += i64::from(person.life[day * i.units + unit]);
            }
            if !self.taken.insert((day, unit)) {
                broken.push(Broken::PersonClash {
                    person: p,
                    day,
                    unit,
                });
            }
        }
    }
}

/// The cost by part of one person's week, without what their counselor's diary says about it.
pub(crate) fn score_week(
    i: &Instance,
    s: &Solution,
    p: usize,
    week: &Week,
    broken: &mut Vec<Broken>,
) -> Parts {
    let person = &i.people[p];
    let mut parts = Parts::default();
    let mut diary = Diary::default();
    let mut count = [0u32; 6];
    let mut topics = BTreeSet::new();
    for &g in &week.groups {
        let g = g as usize;
        let group = &i.groups[g];
        if !i.eligible[p].contains(&(g as u32)) {
            broken.push(Broken::NotEligible {
                person: p,
                group: g,
            });
        }
        if s.groups[g].is_none() {
            broken.push(Broken::GroupNotRunning {
                person: p,
                group: g,
            });
            continue;
        }
        count[group.kind.index()] += 1;
        if let (Kind::Education, Some(topic)) = (group.kind, group.topic)
            && !topics.insert(topic)
        {
            broken.push(Broken::TopicTwice { person: p, topic });
        }
        for m in s.meetings(i, g) {
            let start = usize::from(m.start);
            diary.put(
                i,
                p,
                usize::from(m.day),
                start..start + usize::from(group.length_units),
                broken,
            );
        }
        if group.telehealth && !person.telehealth_wished {
            parts.telehealth += i.weights.telehealth_mismatch;
        }
        if group.kind == Kind::Process && person.cohort.is_some_and(|c| c != g) {
            parts.cohort += i.weights.cohort_change;
        }
    }
    for m in &week.individual {
        let start = usize::from(m.start);
        diary.put(
            i,
            p,
            usize::from(m.day),
            start..start + usize::from(i.individual_units),
            broken,
        );
        count[Kind::Individual.index()] += 1;
    }
    score_counts(i, p, person, &count, &mut parts, broken);
    parts.life = diary.life;
    score_days(i, p, &diary, &mut parts, broken);
    parts
}

fn score_counts(
    i: &Instance,
    p: usize,
    person: &Person,
    count: &[u32; 6],
    parts: &mut Parts,
    broken: &mut Vec<Broken>,
) {
    if count[Kind::Process.index()] != 1 {
        broken.push(Broken::ProcessGroups {
            person: p,
            count: count[Kind::Process.index()],
        });
    }
    if count[Kind::Individual.index()] > 1 {
        broken.push(Broken::IndividualTwice { person: p });
    }
    for kind in Kind::MISSABLE {
        let k = kind.index();
        parts.missing += i.weights.missing[k] * i64::from(person.need[k].saturating_sub(count[k]));
    }
}

fn score_days(i: &Instance, p: usize, diary: &Diary, parts: &mut Parts, broken: &mut Vec<Broken>) {
    let limits = &i.limits;
    let total = diary.taken.len() as u32;
    if total < limits.floor_units.max(i.people[p].floor_units) {
        broken.push(Broken::BelowFloor {
            person: p,
            units: total,
        });
    }
    parts.dose =
        i.weights.dose_short * i64::from(i.people[p].prescribed_units.saturating_sub(total));
    let mut days = 0;
    for day in 0..i.days {
        let units: Vec<usize> = diary
            .taken
            .range((day, 0)..(day + 1, 0))
            .map(|(_, u)| *u)
            .collect();
        let (Some(first), Some(last)) = (units.first(), units.last()) else {
            continue;
        };
        days += 1;
        let (count, span) = (units.len() as u32, (last + 1 - first) as u32);
        if count < limits.day_units_min || count > limits.day_units_max {
            broken.push(Broken::DayUnits {
                person: p,
                day,
                units: count,
            });
        }
        if span > limits.span_units_max {
            broken.push(Broken::DaySpan {
                person: p,
                day,
                units: span,
            });
        }
        parts.gap += i.weights.gap * i64::from(span - count);
    }
    if days < limits.days_min || days > limits.days_max {
        broken.push(Broken::Days { person: p, days });
    }
    parts.days = i.weights.day_extra * i64::from(days.saturating_sub(limits.days_min));
}

fn score_individual(
    i: &Instance,
    p: usize,
    week: &Week,
    staff: &mut StaffUse,
    broken: &mut Vec<Broken>,
) {
    let counselor = i.people[p].counselor;
    for m in &week.individual {
        let (day, start) = (usize::from(m.day), usize::from(m.start));
        for unit in start..start + usize::from(i.individual_units) {
            if i.staff[counselor].duty[day] >> unit & 1 == 0 {
                broken.push(Broken::CounselorOffDuty {
                    person: p,
                    staff: counselor,
                    day,
                    unit,
                });
            }
            if !staff.busy.insert((counselor, day, unit)) {
                broken.push(Broken::StaffClash {
                    staff: counselor,
                    day,
                    unit,
                });
            }
        }
        *staff.units.entry(counselor).or_default() += u32::from(i.individual_units);
    }
}

/// Rooms by size are nested: for every size in use, no more groups of at least that size than rooms of at least that
/// size.
fn score_rooms(i: &Instance, s: &Solution, broken: &mut Vec<Broken>) {
    let mut used: BTreeMap<(Option<usize>, usize, usize), Vec<u32>> = BTreeMap::new();
    for (g, group) in i.groups.iter().enumerate().filter(|(_, g)| !g.telehealth) {
        for m in s.meetings(i, g) {
            for unit in usize::from(m.start)..usize::from(m.start) + usize::from(group.length_units)
            {
                used.entry((group.site, usize::from(m.day), unit))
                    .or_default()
                    .push(group.seats);
            }
        }
    }
    let mut rooms: BTreeMap<Option<usize>, Vec<u32>> = BTreeMap::new();
    for room in &i.rooms {
        rooms.entry(room.site).or_default().push(room.seats);
    }
    for ((site, day, unit), sizes) in used {
        let here = rooms.get(&site).map_or(&[][..], Vec::as_slice);
        for &level in &sizes.iter().copied().collect::<BTreeSet<_>>() {
            let groups = sizes.iter().filter(|c| **c >= level).count();
            if groups > here.iter().filter(|c| **c >= level).count() {
                broken.push(Broken::Rooms {
                    site,
                    day,
                    unit,
                    seats: level,
                });
            }
        }
    }
}
