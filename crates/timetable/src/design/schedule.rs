//! How long each annealing is: by its number alone, so that a longer search does what a shorter one did, and then more.

/// Steps of the first annealings, for each person. Large sites see only these.
const FIRST: [u64; 4] = [10, 10, 20, 20];
/// Steps of those after, for each person, until they become longer.
const USUAL: u64 = 40;
/// So many are of one length; then the length doubles.
const ALIKE: u64 = 8;
/// At most this many doublings.
const DOUBLINGS_MAX: u64 = 16;

/// Where a search is in its row of annealings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    people: u64,
    /// The number of the present annealing.
    pub cycle: u64,
    /// Steps before it.
    from: u64,
}

impl Schedule {
    pub fn new(people: usize) -> Schedule {
        Schedule {
            people: people.max(1) as u64,
            cycle: 0,
            from: 0,
        }
    }

    fn length(&self) -> u64 {
        let first = FIRST.get(self.cycle as usize).copied();
        let doublings = (self.cycle / ALIKE).min(DOUBLINGS_MAX);
        first.unwrap_or(USUAL << doublings) * self.people
    }

    /// Goes on to the next annealing when the present one is over; whether it did.
    pub fn advance(&mut self, step: u64) -> bool {
        let over = step >= self.from + self.length();
        if over {
            self.from += self.length();
            self.cycle += 1;
        }
        over
    }

    /// How much of the present annealing is done, in thousandths.
    pub fn used(&self, step: u64) -> i64 {
        ((step - self.from) * 1000 / self.length()).min(1000) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_annealing_begins_where_the_one_before_ended() {
        let mut schedule = Schedule::new(3);
        let mut begun = Vec::new();
        for step in 0..3000 {
            if schedule.advance(step) {
                begun.push(step);
            }
            assert!((0..1000).contains(&schedule.used(step)), "step {step}");
        }
        let first = FIRST.map(|n| n * 3);
        assert_eq!(begun[0], first[0]);
        assert_eq!(begun[3], first.iter().sum::<u64>());
        assert!(begun.len() as u64 > ALIKE, "{begun:?}");
    }
}
