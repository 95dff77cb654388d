//! The timetable under construction: every change updates its cost at once, and can be undone.

use super::reference::Reference;
use super::rooms::Rooms;
use crate::instance::{Instance, Meeting, units_mask};
use crate::score::score_week;
use crate::solution::{Running, Solution, Week};
use crate::week::{CLOSED, EVERY_DAY, Menu, Prices, SCALE, Searcher};

/// People and groups that changed, each once.
#[derive(Default)]
struct Changed {
    list: Vec<usize>,
    marked: Vec<bool>,
}

impl Changed {
    /// Groups are numbered after people.
    fn mark(&mut self, at: usize) {
        if self.marked.len() <= at {
            self.marked.resize(at + 1, false);
        }
        if !self.marked[at] {
            self.marked[at] = true;
            self.list.push(at);
        }
    }
}

/// One change, as it was before.
enum Was {
    Week(u32, Option<Week>, i64),
    Group(u32, Option<Running>),
}

/// A timetable with its cost, kept up to date.
pub(crate) struct DesignState<'a> {
    pub instance: &'a Instance,
    pub groups: Vec<Option<Running>>,
    pub weeks: Vec<Option<Week>>,
    /// Scaled cost of each person's own week, or of having none.
    pub own: Vec<i64>,
    /// Scaled total.
    pub cost: i64,
    pub members: Vec<Vec<u32>>,
    /// By person and day: units taken.
    pub taken: Vec<u64>,
    /// By staff and day: units leading.
    pub leading: Vec<u64>,
    /// By staff and day: units in individual sessions.
    pub seeing: Vec<u64>,
    pub staff_units: Vec<u32>,
    /// By staff: whose counselor they are.
    pub caseload: Vec<Vec<u32>>,
    reference: Option<Reference>,
    rooms: Rooms,
    journal: Vec<Was>,
    /// What changed since it was last copied.
    changed: Changed,
    group_price: Vec<i64>,
    session_price: Vec<i64>,
    searcher: Searcher,
}

/// Prices that steer a choice without being part of its cost; missing ones are 0.
#[derive(Clone, Copy, Default)]
pub(crate) struct Guide<'g> {
    /// By group, scaled.
    pub group: &'g [i64],
    /// By `day * units + start` of individual sessions, scaled.
    pub session: &'g [i64],
}

impl<'a> DesignState<'a> {
    /// Nothing runs, nobody has a week.
    pub fn new(instance: &'a Instance) -> DesignState<'a> {
        let own: Vec<i64> = (0..instance.people.len())
            .map(|p| unplaced_cost(instance, p))
            .collect();
        let mut caseload = vec![Vec::new(); instance.staff.len()];
        for (i, p) in instance.people.iter().enumerate() {
            caseload[p.counselor].push(i as u32);
        }
        DesignState {
            instance,
            groups: vec![None; instance.groups.len()],
            weeks: vec![None; instance.people.len()],
            cost: own.iter().sum(),
            own,
            members: vec![Vec::new(); instance.groups.len()],
            taken: vec![0; instance.people.len() * instance.days],
            leading: vec![0; instance.staff.len() * instance.days],
            seeing: vec![0; instance.staff.len() * instance.days],
            staff_units: vec![0; instance.staff.len()],
            caseload,
            reference: None,
            rooms: Rooms::new(instance),
            journal: Vec::new(),
            changed: Changed::default(),
            group_price: vec![CLOSED; instance.groups.len()],
            session_price: Vec::new(),
            searcher: Searcher::default(),
        }
    }

    /// Nothing runs, nobody has a week, and leaving the reference has its price.
    pub fn near(instance: &'a Instance, reference: Reference) -> DesignState<'a> {
        let mut state = DesignState::new(instance);
        for p in 0..state.own.len() {
            let price = reference.person_price(p);
            state.own[p] += price;
            state.cost += price;
        }
        state.cost += (0..state.groups.len())
            .map(|g| reference.group_price(g, None))
            .sum::<i64>();
        state.reference = Some(reference);
        state
    }

    /// The scaled cost of a person without a week.
    pub fn none_cost(&self, p: usize) -> i64 {
        let price = self.reference.as_ref().map_or(0, |r| r.person_price(p));
        unplaced_cost(self.instance, p) + price
    }

    /// A timetable as it is, which must keep the rules.
    pub fn load(instance: &'a Instance, solution: &Solution) -> DesignState<'a> {
        let mut state = DesignState::new(instance);
        for (g, running) in solution.groups.iter().enumerate() {
            state.set_group(g, *running);
        }
        for (p, week) in solution.weeks.iter().enumerate() {
            if let Some(week) = week {
                let own = score_week(instance, solution, p, week, &mut Vec::new()).total();
                state.set_week(p, Some(week.clone()), own * SCALE);
            }
        }
        state.commit();
        state
    }

    /// The timetable as it stands.
    pub fn solution(&self) -> Solution {
        Solution {
            groups: self.groups.clone(),
            weeks: self.weeks.clone(),
        }
    }

    /// Everything counts as changed: this is not the state that was last copied.
    pub fn change_all(&mut self) {
        for at in 0..self.weeks.len() + self.groups.len() {
            self.changed.mark(at);
        }
    }

    /// Brings a copy of an earlier state up to date; it costs as much as has changed since the last time.
    pub fn copy_changes(&mut self, to: &mut Solution) {
        for at in self.changed.list.drain(..) {
            self.changed.marked[at] = false;
            match at.checked_sub(self.weeks.len()) {
                Some(g) => to.groups[g] = self.groups[g],
                None => to.weeks[at].clone_from(&self.weeks[at]),
            }
        }
    }

    /// How many people have a week.
    #[cfg(test)]
    pub fn placed(&self) -> usize {
        self.weeks.iter().flatten().count()
    }

    /// Forgets how to undo what was done so far.
    pub fn commit(&mut self) {
        self.journal.clear();
    }

    /// Undoes everything since the last commit.
    pub fn undo(&mut self) {
        while let Some(was) = self.journal.pop() {
            match was {
                Was::Week(p, week, own) => self.put_week(p as usize, week, own),
                Was::Group(g, running) => self.put_group(g as usize, running),
            }
        }
    }

    fn small_cost(&self, g: usize) -> i64 {
        let i = self.instance;
        let missing = i64::from(i.groups[g].smallest) - self.members[g].len() as i64;
        if self.groups[g].is_some() {
            missing.max(0) * i.weights.small * SCALE
        } else {
            0
        }
    }

    /// Starts, moves or stops a group. Its members must have left it before.
    pub fn set_group(&mut self, g: usize, running: Option<Running>) {
        debug_assert!(
            self.members[g].is_empty(),
            "members leave before a group moves"
        );
        let before = self.groups[g];
        if before != running {
            self.put_group(g, running);
            self.journal.push(Was::Group(g as u32, before));
        }
    }

    fn put_group(&mut self, g: usize, running: Option<Running>) {
        self.changed.mark(self.weeks.len() + g);
        self.turn_group(g, false);
        let price = |r: &Option<Reference>, now| r.as_ref().map_or(0, |r| r.group_price(g, now));
        self.cost -= self.small_cost(g) + price(&self.reference, self.groups[g]);
        self.groups[g] = running;
        self.cost += self.small_cost(g) + price(&self.reference, running);
        self.turn_group(g, true);
    }

    /// Takes or gives back the leader's time, the rooms and the cost of running.
    fn turn_group(&mut self, g: usize, on: bool) {
        let Some(r) = self.groups[g] else { return };
        let i = self.instance;
        let length = i.groups[g].length_units;
        for &m in &i.options(g)[r.option as usize].meetings {
            let at = r.leader as usize * i.days + usize::from(m.day);
            self.rooms.change(i, g, m, on);
            if on {
                self.leading[at] |= m.mask(length);
                self.staff_units[r.leader as usize] += u32::from(length);
                self.cost += i.weights.run_meeting * SCALE;
            } else {
                self.leading[at] &= !m.mask(length);
                self.staff_units[r.leader as usize] -= u32::from(length);
                self.cost -= i.weights.run_meeting * SCALE;
            }
        }
    }

    /// Whether a room is free for a group in a slot (the group itself not running).
    pub fn room_fits(&self, g: usize, option: usize) -> bool {
        self.instance.options(g)[option]
            .meetings
            .iter()
            .all(|&m| self.rooms.fits(self.instance, g, m))
    }

    /// Whether a leader could lead a group in a slot if their individual sessions then were moved.
    pub fn leader_fits(&self, g: usize, option: usize, leader: u32) -> bool {
        let i = self.instance;
        let (staff, length) = (&i.staff[leader as usize], i.groups[g].length_units);
        let meetings = &i.options(g)[option].meetings;
        let units = meetings.len() as u32 * u32::from(length);
        self.staff_units[leader as usize] + units <= staff.units_max
            && meetings.iter().all(|m| {
                let day = usize::from(m.day);
                let busy = self.leading[leader as usize * i.days + day];
                m.mask(length) & (busy | !staff.duty[day]) == 0
            })
    }

    /// How many units of the leader's individual sessions a slot would displace.
    pub fn displaced_units(&self, g: usize, option: usize, leader: u32) -> u32 {
        let i = self.instance;
        let at = |m: &Meeting| self.seeing[leader as usize * i.days + usize::from(m.day)];
        let length = i.groups[g].length_units;
        i.options(g)[option]
            .meetings
            .iter()
            .map(|m| (m.mask(length) & at(m)).count_ones())
            .sum()
    }

    /// Gives a person a week (its own scaled cost given) or takes it away.
    pub fn set_week(&mut self, p: usize, week: Option<Week>, own: i64) {
        let before = (self.weeks[p].clone(), self.own[p]);
        self.put_week(p, week, own);
        self.journal.push(Was::Week(p as u32, before.0, before.1));
    }

    /// Takes a person's week away.
    pub fn clear_week(&mut self, p: usize) {
        if self.weeks[p].is_some() {
            self.set_week(p, None, self.none_cost(p));
        }
    }

    fn put_week(&mut self, p: usize, week: Option<Week>, own: i64) {
        self.changed.mark(p);
        let before = self.weeks[p].take();
        if let Some(week) = &before {
            self.turn_week(p, week, false);
        }
        self.cost += own - self.own[p];
        self.own[p] = own;
        if let Some(week) = &week {
            self.turn_week(p, week, true);
        }
        self.weeks[p] = week;
    }

    fn turn_week(&mut self, p: usize, week: &Week, on: bool) {
        let i = self.instance;
        for &g in &week.groups {
            let group = g as usize;
            self.cost -= self.small_cost(group);
            if on {
                self.members[group].push(p as u32);
            } else if let Some(at) = self.members[group].iter().position(|m| *m == p as u32) {
                self.members[group].swap_remove(at);
            }
            self.cost += self.small_cost(group);
            let Some(r) = self.groups[group] else {
                continue;
            };
            for m in &i.options(group)[r.option as usize].meetings {
                self.take(p, *m, i.groups[group].length_units, on);
            }
        }
        let counselor = i.people[p].counselor;
        for m in &week.individual {
            self.take(p, *m, i.individual_units, on);
            let at = counselor * i.days + usize::from(m.day);
            let mask = m.mask(i.individual_units);
            if on {
                self.seeing[at] |= mask;
                self.staff_units[counselor] += u32::from(i.individual_units);
            } else {
                self.seeing[at] &= !mask;
                self.staff_units[counselor] -= u32::from(i.individual_units);
            }
        }
    }

    fn take(&mut self, p: usize, m: Meeting, length: u8, on: bool) {
        let taken = &mut self.taken[p * self.instance.days + usize::from(m.day)];
        if on {
            *taken |= m.mask(length);
        } else {
            *taken &= !m.mask(length);
        }
    }

    /// The exact best week of a person as things stand; gives it to them. Their present week is given up first.
    pub fn plan(&mut self, p: usize) {
        self.plan_guided(p, Guide::default());
    }

    /// The same, with further prices that steer the choice but are not part of the cost.
    pub fn plan_guided(&mut self, p: usize, guide: Guide) {
        self.clear_week(p);
        let i = self.instance;
        self.price_sessions(p);
        for (price, more) in self.session_price.iter_mut().zip(guide.session) {
            *price = price.saturating_add(*more);
        }
        let seats = |g: usize| (self.members[g].len() as u32) < i.groups[g].seats;
        let menu = Menu::of(i, &self.groups, p, seats);
        for &g in &i.eligible[p] {
            let small = (self.members[g as usize].len() as u32) < i.groups[g as usize].smallest;
            let price = if small { -i.weights.small * SCALE } else { 0 };
            self.group_price[g as usize] =
                price + guide.group.get(g as usize).copied().unwrap_or(0);
        }
        let (kept, price) = self.as_published(p);
        // The price of leaving the published week is no part of a week's search, in which all but one of the weeks
        // have it: the one is tried by itself, and the price taken off the cutoff for the others.
        let cutoff = kept.as_ref().map_or(self.own[p], |k| k.0.min(self.own[p]));
        let prices = Prices {
            group: &self.group_price,
            session: &self.session_price,
            days: EVERY_DAY,
        };
        let found = self.searcher.best(i, &menu, prices, cutoff - price);
        let (cost, week) = match (found, kept) {
            (Some(found), _) => (found.cost + price, found.week),
            (None, Some((cost, week))) if cost <= self.own[p] => (cost, week),
            _ => return,
        };
        let seats: i64 = week
            .groups
            .iter()
            .map(|g| self.group_price[*g as usize])
            .sum();
        let at = |m: &Meeting| usize::from(m.day) * i.units + usize::from(m.start);
        let steer = |m| guide.session.get(at(m)).copied().unwrap_or(0);
        let sessions: i64 = week.individual.iter().map(steer).sum();
        // Seats were priced to steer and to tell what a small group gains; that gain is counted at the group, so here
        // it would count twice.
        self.set_week(p, Some(week), cost - seats - sessions);
    }

    /// Gives a person a week that is known to be possible.
    pub fn give(&mut self, p: usize, week: Week) {
        let shown = Solution {
            groups: self.groups.clone(),
            weeks: Vec::new(),
        };
        let own = score_week(self.instance, &shown, p, &week, &mut Vec::new()).total();
        self.clear_week(p);
        self.set_week(p, Some(week), own * SCALE);
    }

    /// Gives a person their published week, where it is still possible.
    pub fn restore_week(&mut self, p: usize) {
        let i = self.instance;
        self.price_sessions(p);
        for &g in &i.eligible[p] {
            self.group_price[g as usize] = 0;
        }
        if let (Some((cost, week)), _) = self.as_published(p) {
            self.set_week(p, Some(week), cost);
        }
    }

    /// The person's published week and its cost at the prices of now, where it is still possible; and the price of
    /// any other.
    fn as_published(&self, p: usize) -> (Option<(i64, Week)>, i64) {
        let Some(reference) = &self.reference else {
            return (None, 0);
        };
        let price = reference.person_price(p);
        let Some(week) = &reference.weeks[p] else {
            return (None, 0);
        };
        let i = self.instance;
        let same = |g: &u32| {
            let g = *g as usize;
            let option = |r: &Option<Running>| r.map(|r| r.option);
            self.groups[g].is_some()
                && option(&self.groups[g]) == option(&reference.groups[g])
                && (self.members[g].len() as u32) < i.groups[g].seats
        };
        let session = |m: &Meeting| {
            let at = usize::from(m.day) * i.units + usize::from(m.start);
            self.session_price[at] < CLOSED
        };
        if !week.groups.iter().all(same) || !week.individual.iter().all(session) {
            return (None, price);
        }
        let shown = Solution {
            groups: self.groups.clone(),
            weeks: Vec::new(),
        };
        let mut broken = Vec::new();
        let own = score_week(i, &shown, p, week, &mut broken).total() * SCALE;
        let seats: i64 = week
            .groups
            .iter()
            .map(|g| self.group_price[*g as usize])
            .sum();
        (
            broken.is_empty().then(|| (own + seats, week.clone())),
            price,
        )
    }

    fn price_sessions(&mut self, p: usize) {
        let i = self.instance;
        let counselor = i.people[p].counselor;
        let prices = &mut self.session_price;
        prices.clear();
        prices.resize(i.days * i.units, CLOSED);
        let length = i.individual_units;
        if self.staff_units[counselor] + u32::from(length) > i.staff[counselor].units_max {
            return;
        }
        for day in 0..i.days {
            let at = counselor * i.days + day;
            let free = i.staff[counselor].duty[day] & !self.leading[at] & !self.seeing[at];
            for &start in &i.individual_starts {
                if units_mask(length) << start & !free == 0 {
                    prices[day * i.units + usize::from(start)] = 0;
                }
            }
        }
    }
}

/// The scaled price of a person without a week.
pub(crate) fn unplaced_cost(instance: &Instance, p: usize) -> i64 {
    instance.weights.unplaced * i64::from(instance.people[p].acuity) * SCALE
}
