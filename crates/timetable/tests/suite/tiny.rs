//! Small random instances and random, mostly broken, timetables for them.

use timetable::form::{
    ClockForm, GroupForm, InstanceForm, PersonForm, RoomForm, StaffForm, WeightsForm,
};
use timetable::{Kind, Meeting, Running, Solution, Week};

/// The solver's own numbers, as tests choose from them.
pub struct Dice(timetable::dice::Dice);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(timetable::dice::Dice::new(seed))
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.0.draw() % n.max(1)
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// How large an instance is.
#[derive(Clone, Copy)]
pub struct Size {
    pub people: usize,
    pub process: usize,
    pub others: usize,
    pub units: usize,
}

/// The smallest size that is still interesting; brute force is instant on it.
pub const TINY: Size = Size {
    people: 3,
    process: 2,
    others: 6,
    units: 8,
};

const DAYS: usize = 3;
const KINDS: [Kind; 4] = [
    Kind::Education,
    Kind::RelapsePrevention,
    Kind::Holistic,
    Kind::Family,
];

fn meeting(day: usize, start: usize) -> Meeting {
    Meeting {
        day: day as u8,
        start: start as u8,
    }
}

fn weights() -> WeightsForm {
    let miss = [240, 300, 80, 160, 500];
    WeightsForm {
        unplaced: 4000,
        miss: Kind::MISSABLE.into_iter().zip(miss).collect(),
        dose_short: 60,
        day_extra: 20,
        gap: 6,
        cohort_change: 150,
        tele_mismatch: 15,
        run_meeting: 30,
        small: 40,
        min_days: 2,
        max_days: 3,
        day_min: 2,
        day_max: 5,
        span_max: 6,
        dose_floor: 5,
    }
}

fn person(d: &mut Dice, size: Size) -> PersonForm {
    let rows = |d: &mut Dice| -> Vec<Vec<i32>> {
        (0..DAYS)
            .map(|_| {
                (0..size.units)
                    .map(|_| {
                        if d.chance(15) {
                            -1
                        } else {
                            [0, 0, 1, 3][d.below(4) as usize]
                        }
                    })
                    .collect()
            })
            .collect()
    };
    let need = [2, 1, 1, 1, 1].map(|most| d.below(most + 1) as u32);
    let telehealth = d.chance(50);
    PersonForm {
        name: None,
        site: 0,
        track: if d.chance(80) {
            "general".into()
        } else {
            "women".into()
        },
        avail: rows(d),
        tele_ok: telehealth,
        tele_pref: telehealth && d.chance(40),
        dose: 5 + d.below(5) as u32,
        floor: None,
        need: Kind::MISSABLE.into_iter().zip(need).collect(),
        acuity: 1 + d.below(3) as u32,
        therapist: d.below(3) as usize,
        prev: if d.chance(50) {
            Some(d.below(size.process as u64) as usize)
        } else {
            None
        },
        barred: Vec::new(),
    }
}

fn group(d: &mut Dice, kind: Kind) -> GroupForm {
    let network = d.chance(20);
    GroupForm {
        name: None,
        site: if network { None } else { Some(0) },
        tele: network,
        kind,
        track: (kind == Kind::Process).then(|| {
            if d.chance(80) {
                "general".into()
            } else {
                "women".into()
            }
        }),
        cap: 1 + d.below(3) as u32,
        min: d.below(3) as u32,
        topic: (kind == Kind::Education)
            .then(|| ["coping", "health"][d.below(2) as usize].to_owned()),
        dur: None,
        options: None,
    }
}

fn staff(d: &mut Dice, of: Option<usize>, size: Size) -> StaffForm {
    let mut creds: Vec<String> = ["PROC", "EDU", "RP", "HOL", "FAM"]
        .map(str::to_owned)
        .to_vec();
    if d.chance(60) {
        creds.push("women".into());
    }
    let avail = (0..DAYS)
        .map(|_| (0..size.units).map(|_| u8::from(!d.chance(15))).collect())
        .collect();
    StaffForm {
        name: None,
        site: of,
        avail,
        creds,
        max_units: 6 + d.below(12) as u32,
    }
}

/// A random instance.
pub fn instance(seed: u64, size: Size) -> InstanceForm {
    let d = &mut Dice::new(seed);
    let units = size.units;
    let process: Vec<Vec<Meeting>> = (0..units - 1)
        .map(|s| vec![meeting(0, s), meeting(1, s)])
        .collect();
    let single: Vec<Vec<Meeting>> = (0..DAYS)
        .flat_map(|day| (0..units - 1).map(move |s| vec![meeting(day, s)]))
        .collect();
    let mut options = std::collections::BTreeMap::from([(Kind::Process, process)]);
    let mut dur = std::collections::BTreeMap::from([(Kind::Process, 2)]);
    for (kind, length) in KINDS.into_iter().zip([1, 1, 1, 2]) {
        options.insert(kind, single.clone());
        dur.insert(kind, length);
    }
    let mut series: Vec<GroupForm> = (0..size.process).map(|_| group(d, Kind::Process)).collect();
    for _ in 0..size.others {
        let kind = KINDS[d.below(4) as usize];
        series.push(group(d, kind));
    }
    InstanceForm {
        days: DAYS,
        units,
        clock: ClockForm::default(),
        dur,
        ind_dur: 1,
        options,
        ind_starts: (0..units as u8).collect(),
        participants: (0..size.people).map(|_| person(d, size)).collect(),
        series,
        staff: (0..4)
            .map(|i| staff(d, (i < 3).then_some(0), size))
            .collect(),
        rooms: (0..2)
            .map(|_| RoomForm {
                site: Some(0),
                cap: 1 + d.below(4) as u32,
            })
            .collect(),
        w: weights(),
    }
}

/// A random timetable that breaks many rules.
pub fn timetable(seed: u64, form: &InstanceForm) -> Solution {
    let d = &mut Dice::new(seed);
    let groups = form
        .series
        .iter()
        .map(|g| {
            let options = form.options[&g.kind].len() as u64;
            d.chance(80).then(|| Running {
                option: d.below(options) as u32,
                leader: d.below(form.staff.len() as u64) as u32,
            })
        })
        .collect();
    let weeks = form
        .participants
        .iter()
        .map(|_| {
            d.chance(80).then(|| Week {
                groups: (0..form.series.len() as u32)
                    .filter(|_| d.chance(40))
                    .collect(),
                individual: (0..d.below(3))
                    .map(|_| meeting(d.below(3) as usize, d.below(form.units as u64) as usize))
                    .collect(),
            })
        })
        .collect();
    Solution { groups, weeks }
}
