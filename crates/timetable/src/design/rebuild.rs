//! The one move of the search: take some groups out, put each where it is worth most, plan everybody touched.

use super::alone::Ground;
use super::serve::Served;
use super::site::Places;
use super::state::DesignState;
use super::wish::Wish;
use crate::dice::Dice;
use crate::instance::Kind;
use crate::solution::Running;
use crate::week::{INFINITE, SCALE};

/// What moving one unit of an individual session is reckoned to cost when a leader is chosen.
const DISPLACED_UNIT: i64 = 60 * SCALE;
/// Most people outside the groups who are planned anew because a slot may suit them.
const BENEFICIARIES_MAX: usize = 8;
/// Of a hundred people without a week, how many are judged as sitting where they are thought to sit.
const THOUGHT: usize = 70;
/// How many times as much a slot is worth to the person whom a move is for.
const SERVED: i64 = 3;

/// Room for the moves, reused.
#[derive(Default)]
pub(crate) struct Rebuild {
    /// By person: the process group in which they are thought to sit, if anybody thought about it.
    pub seat: Vec<Option<u32>>,
    /// For whom the next run is made, if for anybody.
    pub served: Option<Served>,
    wishes: Vec<Wish>,
    people: Vec<u32>,
    near: Vec<u32>,
    worth: Vec<(i64, u32)>,
    bases: Vec<i64>,
    slots: Vec<(i64, u32, u32)>,
}

impl Rebuild {
    /// Takes `gone` out and builds it anew; `noise` is the scaled spread of the slots' judged worth.
    pub fn run(
        &mut self,
        state: &mut DesignState,
        places: &Places,
        ground: &mut Ground,
        gone: &[u32],
        noise: i64,
        dice: &mut Dice,
    ) {
        self.gather(state, places, ground, gone, dice);
        self.make_room(state, gone, dice);
        for &p in &self.people {
            state.clear_week(p as usize);
        }
        for &g in gone {
            state.set_group(g as usize, None);
        }
        let (process, others): (Vec<u32>, Vec<u32>) = gone
            .iter()
            .partition(|g| state.instance.groups[**g as usize].kind == Kind::Process);
        // Process groups first: nobody has a week without one, and what any other group is worth is judged by who has
        // joined one by then.
        for &g in process.iter().chain(&others) {
            self.insert(state, places, ground, g as usize, noise, dice);
        }
        self.plan(state, dice);
    }

    /// The person whom this is for gets the seat of somebody else where there is none left.
    fn make_room(&mut self, state: &DesignState, gone: &[u32], dice: &mut Dice) {
        let Some(served) = self.served else { return };
        let group = served.group as usize;
        let full = state.members[group].len() as u32 >= state.instance.groups[group].seats;
        if full
            && !gone.contains(&served.group)
            && let Some(&other) = dice.pick(&state.members[group])
            && !self.people.contains(&other)
        {
            self.people.push(other);
        }
        if !self.people.contains(&served.person) {
            self.people.push(served.person);
        }
    }

    /// Who is touched: members, and people with a wish that one of these groups might meet.
    fn gather(
        &mut self,
        state: &DesignState,
        places: &Places,
        ground: &mut Ground,
        gone: &[u32],
        dice: &mut Dice,
    ) {
        self.wishes.clear();
        self.people.clear();
        for &g in gone {
            self.people.extend_from_slice(&state.members[g as usize]);
        }
        self.people.sort_unstable();
        self.people.dedup();
        self.wishes.extend(
            self.people
                .iter()
                .map(|p| Wish::of(state, *p as usize, gone)),
        );
        let mut near = std::mem::take(&mut self.near);
        places.people_near(gone, dice, &mut near);
        for &p in &near {
            if self.people.binary_search(&p).is_ok() {
                continue;
            }
            let mut wish = Wish::of(state, p as usize, gone);
            if wish.open {
                if !self.aspire(state, ground, &mut wish, gone, dice) {
                    continue;
                }
            } else if !gone
                .iter()
                .any(|g| wish.base_worth(state, *g as usize, 0) > 0)
            {
                continue;
            }
            self.wishes.push(wish);
        }
        self.near = near;
    }

    /// Someone without a week is judged as if they sat in some process group that could give them one; false when
    /// there is none.
    fn aspire(
        &self,
        state: &DesignState,
        ground: &mut Ground,
        wish: &mut Wish,
        gone: &[u32],
        dice: &mut Dice,
    ) -> bool {
        let i = state.instance;
        let person = wish.person as usize;
        if let Some(served) = self.served.filter(|s| s.person == wish.person) {
            if !gone.contains(&served.group) {
                wish.join(state, served.group);
            }
            return true;
        }
        let mut suited = Vec::new();
        let mut hope = false;
        for &g in &i.eligible[person] {
            let group = &i.groups[g as usize];
            if group.kind != Kind::Process {
                continue;
            }
            hope |= gone.contains(&g);
            let Some(r) = state.groups[g as usize] else {
                continue;
            };
            let full = state.members[g as usize].len() as u32 >= group.seats;
            let least = ground.least(i, person, g as usize, r.option as usize);
            if !full && least < INFINITE && !gone.contains(&g) {
                suited.push(g);
            }
        }
        // When a process group is about to move, it may be theirs.
        let thought = self.seat.get(person).copied().flatten();
        let thought = thought.filter(|g| suited.contains(g) && dice.chance(THOUGHT));
        let picked = thought.or_else(|| dice.pick(&suited).copied());
        if let Some(g) = picked
            && !(hope && dice.chance(50))
        {
            wish.join(state, g);
        }
        hope || !suited.is_empty()
    }

    /// Puts one group where it is worth most to those who wish for it, or leaves it out.
    fn insert(
        &mut self,
        state: &mut DesignState,
        places: &Places,
        ground: &mut Ground,
        g: usize,
        noise: i64,
        dice: &mut Dice,
    ) {
        let i = state.instance;
        self.bases.clear();
        for w in &self.wishes {
            let may = i.eligible[w.person as usize]
                .binary_search(&(g as u32))
                .is_ok();
            let worth = ground.worth[w.person as usize];
            let base = if may {
                w.base_worth(state, g, worth)
            } else {
                0
            };
            if base > 0 && ground.digging {
                ground.row(w.person as usize, g);
            }
            self.bases.push(base);
        }
        self.slots.clear();
        for &option in places.slots(g) {
            let worth = self.slot_worth(state, ground, g, option as usize);
            let meetings = i.options(g)[option as usize].meetings.len() as i64;
            let worth = worth - meetings * i.weights.run_meeting * SCALE + dice.patience(noise);
            if worth > 0 {
                self.slots.push((worth, option, 0));
            }
        }
        self.slots.sort_unstable_by_key(|s| std::cmp::Reverse(*s));
        let mut best: Option<(i64, Running)> = None;
        for &(worth, option, _) in &self.slots {
            // Leaders only take away from a slot's worth, so no later slot can win.
            if best.as_ref().is_some_and(|b| b.0 >= worth) {
                break;
            }
            if !state.room_fits(g, option as usize) {
                continue;
            }
            for &leader in &i.leaders[g] {
                if !state.leader_fits(g, option as usize, leader) {
                    continue;
                }
                let displaced = i64::from(state.displaced_units(g, option as usize, leader));
                let worth = worth - displaced * DISPLACED_UNIT - dice.below(1 << 14) as i64;
                if best.as_ref().is_none_or(|b| worth > b.0) {
                    best = Some((worth, Running { option, leader }));
                }
            }
        }
        if let Some((_, running)) = best {
            self.start(state, ground, g, running);
        }
    }

    /// What a slot is worth to those who wish for the group, as far as there are seats; `self.worth` says to whom.
    fn slot_worth(&mut self, state: &DesignState, ground: &Ground, g: usize, option: usize) -> i64 {
        let group = &state.instance.groups[g];
        let served = self.served.map(|s| s.person);
        self.worth.clear();
        for (w, &base) in self.wishes.iter().zip(&self.bases) {
            if base <= 0 {
                continue;
            }
            let worth = if group.kind == Kind::Process {
                let least = ground.least_known(state.instance, w.person as usize, g, option);
                if least >= INFINITE {
                    0
                } else {
                    w.process_worth(state, g, option, base, least)
                }
            } else {
                w.worth(state, g, option, base)
            };
            if worth > 0 {
                let times = if served == Some(w.person) { SERVED } else { 1 };
                self.worth.push((worth * times, w.person));
            }
        }
        let seats = group.seats as usize;
        if self.worth.len() > seats {
            self.worth
                .select_nth_unstable_by_key(seats, |w| std::cmp::Reverse(*w));
            self.worth.truncate(seats);
        }
        self.worth.iter().map(|w| w.0).sum()
    }

    /// Starts the group; whoever is thought to join it is judged as having joined from now on.
    fn start(&mut self, state: &mut DesignState, ground: &Ground, g: usize, running: Running) {
        let i = state.instance;
        self.slot_worth(state, ground, g, running.option as usize);
        let length = i.groups[g].length_units;
        let leader = running.leader as usize;
        for m in &i.options(g)[running.option as usize].meetings {
            let at = leader * i.days + usize::from(m.day);
            if state.seeing[at] & m.mask(length) != 0 {
                self.displace(state, leader, usize::from(m.day), m.mask(length));
            }
        }
        state.set_group(g, Some(running));
        let joiners: Vec<u32> = self.worth.iter().map(|w| w.1).collect();
        for w in &mut self.wishes {
            if joiners.contains(&w.person) {
                w.join(state, g as u32);
                w.open = true;
            }
        }
    }

    /// Clears the weeks of those whose individual session is in the way.
    fn displace(&mut self, state: &mut DesignState, leader: usize, day: usize, mask: u64) {
        let length = state.instance.individual_units;
        let hit: Vec<u32> = state.caseload[leader]
            .iter()
            .copied()
            .filter(|p| {
                let sessions = state.weeks[*p as usize].iter().flat_map(|w| &w.individual);
                sessions
                    .into_iter()
                    .any(|m| usize::from(m.day) == day && m.mask(length) & mask != 0)
            })
            .collect();
        for p in hit {
            state.clear_week(p as usize);
            if !self.people.contains(&p) {
                self.people.push(p);
            }
        }
    }

    /// Plans everybody touched, and those who may gain; people who need it most come first, roughly.
    fn plan(&mut self, state: &mut DesignState, dice: &mut Dice) {
        let mut gain: Vec<u32> = self
            .wishes
            .iter()
            .filter(|w| w.open)
            .map(|w| w.person)
            .filter(|p| !self.people.contains(p))
            .collect();
        dice.shuffle(&mut gain);
        gain.sort_by_key(|p| state.weeks[*p as usize].is_some());
        gain.truncate(BENEFICIARIES_MAX);
        self.people.extend_from_slice(&gain);
        let served = self.served.take().map(|s| s.person);
        let key = |p: &u32, dice: &mut Dice| {
            let person = &state.instance.people[*p as usize];
            let free: u32 = person.free.iter().map(|m| m.count_ones()).sum();
            if served == Some(*p) {
                return i64::MIN;
            }
            // Little free time and high need first, with a die's worth of disorder.
            i64::from(free) - i64::from(person.acuity) * 20 + dice.below(40) as i64
        };
        let mut order: Vec<(i64, u32)> = self.people.iter().map(|p| (key(p, dice), *p)).collect();
        order.sort_unstable();
        for (_, p) in order {
            state.plan(p as usize);
        }
    }
}
