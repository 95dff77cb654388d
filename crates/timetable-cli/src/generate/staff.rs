//! The staff of one site, and whose counselor everybody has.

use super::Site;
use super::dice::Dice;
use super::grid::{DAYS, SATURDAY, UNITS, WEEKDAYS, at};
use super::names::Names;
use super::people::Made;
use timetable::form::StaffForm;

/// People per therapist when staffing is neither loose nor scarce.
const PEOPLE_PER_THERAPIST: usize = 10;
const PEOPLE_PER_COUNSELOR: usize = 25;
const PEOPLE_PER_HOLISTIC_LEADER: usize = 60;
/// Overlap of free hours beyond this many half hours no longer counts in giving out counselors.
const OVERLAP_UNITS_MAX: usize = 10;

/// A staff member and their role.
pub(crate) struct Hired {
    pub form: StaffForm,
    pub role: &'static str,
}

/// Duty hours under construction.
pub(crate) struct Duty(Vec<Vec<u8>>);

impl Duty {
    pub fn none() -> Duty {
        Duty(vec![vec![0; UNITS]; DAYS])
    }

    pub fn on(&mut self, day: usize, from: usize, to: usize) {
        self.0[day][from..to].fill(1);
    }
}

/// Makes a staff form.
pub(crate) fn hire(
    role: &'static str,
    site: Option<usize>,
    duty: Duty,
    creds: &[&str],
    max_units: u32,
    names: &mut Names,
) -> Hired {
    let form = StaffForm {
        name: Some(names.take()),
        site,
        avail: duty.0,
        creds: creds.iter().map(|c| (*c).to_owned()).collect(),
        max_units,
    };
    Hired { form, role }
}

/// Everybody who leads at a site; therapists first. `tight` is in hundredths.
pub(crate) fn staff(site: &Site, tight: usize, names: &mut Names, dice: &mut Dice) -> Vec<Hired> {
    let n = site.people;
    let mut hired: Vec<Hired> = (0..therapists(n, tight))
        .map(|j| therapist(site.index, j, names, dice))
        .collect();
    for j in 0..rounded(n, PEOPLE_PER_COUNSELOR).max(2) {
        hired.push(counselor(site.index, j, names, dice));
    }
    for j in 0..rounded(n, PEOPLE_PER_HOLISTIC_LEADER).max(1) {
        hired.push(holistic(site.index, j, names, dice));
    }
    let mut duty = Duty::none();
    for day in 0..WEEKDAYS {
        duty.on(day, at(13, 0), UNITS);
    }
    hired.push(hire("family", Some(site.index), duty, &["FAM"], 36, names));
    hired
}

/// How many therapists a site of this size has.
pub(crate) fn therapists(people: usize, tight: usize) -> usize {
    (people * tight).div_ceil(PEOPLE_PER_THERAPIST * 100).max(1)
}

/// `n / per`, rounded.
pub(crate) fn rounded(n: usize, per: usize) -> usize {
    (n + per / 2) / per
}

fn therapist(site: usize, j: usize, names: &mut Names, dice: &mut Dice) -> Hired {
    let late = j % 5 == 1 || j % 5 == 3;
    let off = dice.chance(35).then(|| dice.below(WEEKDAYS));
    let mut duty = Duty::none();
    for day in (0..WEEKDAYS).filter(|d| Some(*d) != off) {
        let (from, to) = if late {
            (at(12, 0), UNITS)
        } else if dice.chance(25) {
            (at(10, 0), at(19, 0))
        } else {
            (at(8, 30), at(17, 0))
        };
        duty.on(day, from, to);
    }
    if dice.chance(20) {
        duty.on(SATURDAY, at(9, 0), at(13, 0));
    }
    let mut creds = vec!["PROC", "EDU", "RP"];
    // The first two make sure that every site has somebody for its largest tracks.
    let mut may = |sure: bool, percent, name| {
        if dice.chance(percent) || sure {
            creds.push(name);
        }
    };
    may(j == 0, 35, "cooc");
    may(false, 20, "spanish");
    may(j == 1, 60, "women");
    may(false, 50, "young");
    may(false, 30, "FAM");
    hire("therapist", Some(site), duty, &creds, 46, names)
}

fn counselor(site: usize, j: usize, names: &mut Names, dice: &mut Dice) -> Hired {
    let mut duty = Duty::none();
    for day in 0..WEEKDAYS {
        let (from, to) = if j % 2 == 1 {
            (at(12, 30), UNITS)
        } else {
            (at(8, 30), at(16, 30))
        };
        duty.on(day, from, to);
    }
    if j == 0 {
        duty.on(SATURDAY, at(8, 30), at(14, 0));
    }
    let mut creds = vec!["EDU", "RP"];
    if dice.chance(20) {
        creds.push("spanish");
    }
    hire("counselor", Some(site), duty, &creds, 40, names)
}

fn holistic(site: usize, j: usize, names: &mut Names, dice: &mut Dice) -> Hired {
    let mut duty = Duty::none();
    for day in dice.sample(WEEKDAYS, 3) {
        duty.on(
            day,
            if j.is_multiple_of(2) {
                at(9, 0)
            } else {
                at(13, 0)
            },
            UNITS,
        );
    }
    if dice.chance(50) {
        duty.on(SATURDAY, at(8, 30), at(14, 0));
    }
    hire("holistic", Some(site), duty, &["HOL"], 20, names)
}

/// Gives everybody a therapist whose hours overlap theirs, evenly, Spanish-speaking people first to those who speak it.
/// `first` is the staff index of the site's first therapist.
pub(crate) fn give_counselors(
    people: &mut [Made],
    therapists: &[Hired],
    first: usize,
    dice: &mut Dice,
) {
    let most = people.len().div_ceil(therapists.len()) + 1;
    let mut load = vec![0; therapists.len()];
    let mut order: Vec<usize> = (0..people.len()).collect();
    dice.shuffle(&mut order);
    for i in order {
        let person = &mut people[i].form;
        let speaks = |t: &usize| therapists[*t].form.creds.iter().any(|c| c == "spanish");
        let mut open: Vec<usize> = (0..therapists.len()).filter(|t| load[*t] < most).collect();
        if person.track == "spanish" && open.iter().any(speaks) {
            open.retain(speaks);
        }
        let liking = |t: usize, dice: &mut Dice| {
            let shared = overlap(&person.avail, &therapists[t].form.avail);
            shared.min(OVERLAP_UNITS_MAX) * 1000 + dice.below(4000)
        };
        let mut best = (0, 0);
        for t in open {
            best = best.max((liking(t, dice) + 1, t));
        }
        person.therapist = first + best.1;
        load[best.1] += 1;
    }
}

fn overlap(free: &[Vec<i32>], duty: &[Vec<u8>]) -> usize {
    let pairs = free.iter().flatten().zip(duty.iter().flatten());
    pairs.filter(|(f, d)| **f >= 0 && **d == 1).count()
}
