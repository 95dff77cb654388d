//! Relaxing one thing: for a search that puts it back, or for good.

use super::obstacle::Relaxation;
use crate::board::ResourceBoard;
use crate::instance::{GroupSeries, Instance, Meeting, Person, Slot, StaffMember, TRACK_GENERAL};
use crate::solution::{Running, Solution};
use crate::week::{CLOSED, EVERY_DAY, Found, INFINITE, Menu, Prices, Searcher};

/// The instance and timetable with one thing relaxed for a person. A new group is the last one, and runs; when nobody
/// on the staff can lead it, it has a new leader, the last of the staff.
pub fn relaxed(
    instance: &Instance,
    solution: &Solution,
    person: usize,
    relaxation: &Relaxation,
) -> (Instance, Solution) {
    let (mut i, mut s) = (instance.clone(), solution.clone());
    relax(&mut i, &mut s, person, relaxation);
    (i, s)
}

/// The instance and timetable with several things relaxed, one after the other.
pub fn relaxed_by(
    instance: &Instance,
    solution: &Solution,
    person: usize,
    changes: &[Relaxation],
) -> (Instance, Solution) {
    let (mut i, mut s) = (instance.clone(), solution.clone());
    for change in changes {
        relax(&mut i, &mut s, person, change);
    }
    (i, s)
}

/// As [`relaxed_by`], for a whole site: a new group is open to everybody who may attend the one it is like. What is
/// somebody's own (hours, telehealth, track, language) is that of `person`.
pub fn opened(
    instance: &Instance,
    solution: &Solution,
    person: usize,
    changes: &[Relaxation],
) -> (Instance, Solution) {
    let (mut i, s) = relaxed_by(instance, solution, person, changes);
    let mut number = instance.groups.len() as u32;
    for change in changes {
        let Relaxation::NewGroup { like, .. } = *change else {
            continue;
        };
        for eligible in &mut i.eligible {
            if eligible.contains(&(like as u32)) && !eligible.contains(&number) {
                eligible.push(number);
            }
        }
        number += 1;
    }
    (i, s)
}

/// The instance in which groups could meet in further slots, for asking about new groups at other hours. The numbers
/// of the slots that there were stay what they are, so a timetable of the one is one of the other. Slots that do not lie
/// on the grid are left out.
pub fn offering(instance: &Instance, more: Vec<(usize, Vec<Slot>)>) -> Instance {
    let mut i = instance.clone();
    for (group, slots) in more {
        let length = i.groups[group].length_units;
        let mut all = i.options(group).to_vec();
        let fits = |m: &Meeting| {
            usize::from(m.day) < i.days && usize::from(m.start) + usize::from(length) <= i.units
        };
        for slot in slots {
            let whole = slot.meetings.len() == all.first().map_or(0, |one| one.meetings.len());
            if whole && slot.meetings.iter().all(fits) && !all.contains(&slot) {
                all.push(slot);
            }
        }
        i.option_sets.push(all);
        i.groups[group].option_set = i.option_sets.len() - 1;
    }
    i
}

/// The units of a day from one up to another, as bits.
pub(super) fn stretch(from: usize, to: usize) -> u64 {
    (from..to).fold(0, |mask, unit| mask | 1 << unit)
}

fn relax(i: &mut Instance, s: &mut Solution, person: usize, relaxation: &Relaxation) {
    match *relaxation {
        Relaxation::Seat { group } => i.groups[group].seats += 1,
        Relaxation::Telehealth => i.people[person].telehealth_possible = true,
        Relaxation::Hours { day, from, to } => {
            i.people[person].free[day] |= stretch(from, to);
        }
        Relaxation::LeaderHours {
            staff,
            day,
            from,
            to,
        } => {
            let one = &mut i.staff[staff];
            one.duty[day] |= stretch(from, to);
            one.units_max += (to - from) as u32;
        }
        Relaxation::Language { group } => i.people[person].barred.retain(|one| *one != group),
        Relaxation::GeneralTrack => {
            i.people[person].track = general(i).unwrap_or(i.people[person].track);
        }
        Relaxation::NewGroup {
            like,
            option,
            leader,
        } => {
            let group: GroupSeries = i.groups[like].clone();
            let number = i.groups.len() as u32;
            let mut leaders = i.leaders[like].clone();
            let leader = leader.unwrap_or_else(|| {
                leaders.push(i.staff.len() as u32);
                i.staff.push(new_leader(i, &group));
                i.staff.len() - 1
            });
            i.groups.push(group);
            i.leaders.push(leaders);
            i.eligible[person].push(number);
            s.groups.push(Some(Running {
                option: option as u32,
                leader: leader as u32,
            }));
        }
    }
    if matches!(
        relaxation,
        Relaxation::Telehealth | Relaxation::GeneralTrack | Relaxation::Language { .. }
    ) {
        i.eligible[person] = eligible_now(i, person);
    }
}

/// The number of the track that needs no credential.
pub(super) fn general(i: &Instance) -> Option<u16> {
    i.tracks
        .iter()
        .position(|t| t == TRACK_GENERAL)
        .map(|t| t as u16)
}

fn new_leader(i: &Instance, group: &GroupSeries) -> StaffMember {
    StaffMember {
        name: "someone new".to_owned(),
        site: group.site,
        duty: vec![u64::MAX; i.days],
        credentials: Vec::new(),
        units_max: (i.days * i.units) as u32,
    }
}

fn eligible_now(i: &Instance, person: usize) -> Vec<u32> {
    let p = &i.people[person];
    let may = |(number, g): &(usize, &GroupSeries)| {
        (g.site == Some(p.site) || g.site.is_none() && p.telehealth_possible) && p.suits(*number, g)
    };
    i.groups
        .iter()
        .enumerate()
        .filter(may)
        .map(|(g, _)| g as u32)
        .collect()
}

/// One person's search on a copy of the problem that is relaxed and put back again and again.
pub(super) struct Trial {
    instance: Instance,
    solution: Solution,
    person: usize,
    as_was: (Person, Vec<u32>),
    counselor_was: StaffMember,
    /// What one more seat in a full group costs, scaled; none where it cannot be had.
    seat: Option<i64>,
    group: Vec<i64>,
    session: Vec<i64>,
    board: ResourceBoard,
    searcher: Searcher,
}

impl Trial {
    pub fn new(instance: &Instance, solution: &Solution, person: usize) -> Trial {
        let mut without = solution.clone();
        without.weeks[person] = None;
        let board = ResourceBoard::new(instance, &without);
        let mut session = Vec::new();
        board.session_prices(instance, person, &mut session);
        Trial {
            as_was: (
                instance.people[person].clone(),
                instance.eligible[person].clone(),
            ),
            counselor_was: instance.staff[instance.people[person].counselor].clone(),
            seat: None,
            instance: instance.clone(),
            solution: without,
            person,
            group: vec![CLOSED; instance.groups.len()],
            session,
            board,
            searcher: Searcher::default(),
        }
    }

    /// With one more seat in each full group, at a scaled price.
    pub fn seats_at(mut self, price: i64) -> Trial {
        self.seat = Some(price);
        self
    }

    /// The best week as things stand.
    pub fn search(&mut self) -> Option<Found> {
        self.board
            .seat_prices(&self.instance, self.person, &mut self.group);
        if let Some(price) = self.seat {
            for &g in &self.instance.eligible[self.person] {
                let g = g as usize;
                if self.group[g] >= CLOSED {
                    self.group[g] = price;
                }
            }
        }
        let menu = Menu::new(&self.instance, &self.solution, self.person);
        let prices = Prices {
            group: &self.group,
            session: &self.session,
            days: EVERY_DAY,
        };
        self.searcher.best(&self.instance, &menu, prices, INFINITE)
    }

    /// The best week with something relaxed.
    pub fn with(&mut self, relaxation: &Relaxation) -> Option<Found> {
        let before = self.solution.groups.len();
        relax(
            &mut self.instance,
            &mut self.solution,
            self.person,
            relaxation,
        );
        self.group.resize(self.instance.groups.len(), CLOSED);
        self.board.members.resize(self.instance.groups.len(), 0);
        let counselor = self.instance.people[self.person].counselor;
        let leads = |r: &Running| r.leader as usize == counselor;
        let new = self
            .solution
            .groups
            .get(before)
            .copied()
            .flatten()
            .filter(leads);
        let found = match new {
            // Their own counselor would lead it, and not see people then.
            Some(running) => self.search_while_leading(before, running),
            None if matches!(relaxation, Relaxation::LeaderHours { .. }) => {
                self.board
                    .session_prices(&self.instance, self.person, &mut self.session);
                self.search()
            }
            None => self.search(),
        };
        self.put_back(relaxation);
        found
    }

    fn search_while_leading(&mut self, group: usize, running: Running) -> Option<Found> {
        let board = self.board.clone();
        for &m in self.solution.meetings(&self.instance, group) {
            self.board.lead(
                running.leader as usize,
                m,
                self.instance.groups[group].length_units,
            );
        }
        self.board
            .session_prices(&self.instance, self.person, &mut self.session);
        let found = self.search();
        self.board = board;
        self.board
            .session_prices(&self.instance, self.person, &mut self.session);
        found
    }

    fn put_back(&mut self, relaxation: &Relaxation) {
        match *relaxation {
            Relaxation::Seat { group } => self.instance.groups[group].seats -= 1,
            Relaxation::NewGroup { leader, .. } => {
                self.instance.groups.pop();
                self.instance.leaders.pop();
                self.solution.groups.pop();
                self.group.pop();
                self.board.members.pop();
                if leader.is_none() {
                    self.instance.staff.pop();
                }
            }
            Relaxation::LeaderHours { staff, .. } => {
                self.instance.staff[staff] = self.counselor_was.clone();
                self.board
                    .session_prices(&self.instance, self.person, &mut self.session);
            }
            _ => {}
        }
        self.instance.people[self.person] = self.as_was.0.clone();
        self.instance.eligible[self.person].clone_from(&self.as_was.1);
    }
}
