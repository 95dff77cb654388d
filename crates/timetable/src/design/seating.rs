//! Who sits in which process group when the groups' slots are given: least costs, seats, nothing else.
//!
//! People are seated one at a time, each by the shortest chain of people moving over, so that what is seated costs as
//! little as it can at every moment. Groups are few, so a chain is found by relaxing every pair of them.

use crate::week::INFINITE;

/// Longest chain of people who move over.
const CHAIN_MAX: usize = 12;
/// Nobody, or no group.
const NONE: usize = usize::MAX;

/// One seating, its room reused.
#[derive(Default)]
pub(crate) struct Seating {
    /// By group: who sits there.
    members: Vec<Vec<usize>>,
    /// By person: where they sit.
    pub seat: Vec<Option<usize>>,
    /// By group: what getting in at its door costs this person, others having moved over.
    reach: Vec<i64>,
    /// By group: from which group somebody moved here, and who.
    from: Vec<(usize, usize)>,
}

impl Seating {
    /// Seats everybody; the sum of what seats cost and of what staying out costs. `cost` is by person and group.
    pub fn seat(&mut self, cost: &[Vec<i64>], out: &[i64], seats: &[usize]) -> i64 {
        self.members.resize(seats.len(), Vec::new());
        self.members.iter_mut().for_each(Vec::clear);
        self.seat.clear();
        self.seat.resize(cost.len(), None);
        let mut total = 0;
        for p in 0..cost.len() {
            total += self.one(p, cost, out, seats);
        }
        total
    }

    /// How many sit in a group.
    pub fn size(&self, group: usize) -> usize {
        self.members[group].len()
    }

    /// Seats one more; what the total rises by.
    fn one(&mut self, p: usize, cost: &[Vec<i64>], out: &[i64], seats: &[usize]) -> i64 {
        let groups = seats.len();
        self.reach.clear();
        self.reach.extend_from_slice(&cost[p]);
        self.from.clear();
        self.from.resize(groups, (NONE, p));
        for _ in 0..CHAIN_MAX {
            let mut better = false;
            for a in 0..groups {
                if self.reach[a] >= INFINITE || self.members[a].len() < seats[a] {
                    continue;
                }
                for &q in &self.members[a] {
                    for b in 0..groups {
                        if cost[q][b] >= INFINITE || b == a {
                            continue;
                        }
                        let over = self.reach[a] + cost[q][b] - cost[q][a];
                        if over < self.reach[b] {
                            self.reach[b] = over;
                            self.from[b] = (a, q);
                            better = true;
                        }
                    }
                }
            }
            if !better {
                break;
            }
        }
        // The chain ends at an empty seat, or with somebody who stays out.
        let mut least = (out[p], NONE, NONE);
        for a in 0..groups {
            if self.reach[a] >= INFINITE {
                continue;
            }
            if self.members[a].len() < seats[a] {
                least = least.min((self.reach[a], a, NONE));
                continue;
            }
            for &q in &self.members[a] {
                least = least.min((self.reach[a] + out[q] - cost[q][a], a, q));
            }
        }
        let (rise, mut group, left) = least;
        if group != NONE && left != NONE {
            self.leave(left, group);
        }
        let mut moves = Vec::new();
        while group != NONE && moves.len() <= groups {
            let (before, who) = self.from[group];
            moves.push((who, before, group));
            group = before;
        }
        for (who, before, group) in moves {
            if before != NONE {
                self.leave(who, before);
            }
            self.members[group].push(who);
            self.seat[who] = Some(group);
        }
        rise
    }

    fn leave(&mut self, p: usize, group: usize) {
        self.members[group].retain(|q| *q != p);
        self.seat[p] = None;
    }
}
