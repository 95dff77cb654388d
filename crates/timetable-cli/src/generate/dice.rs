//! The generator's source of numbers: integers only, so that a seed gives the same people on any machine.

/// The solver's own numbers, chosen from in the generator's ways.
#[derive(Clone, Debug)]
pub(crate) struct Dice(timetable::dice::Dice);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(timetable::dice::Dice::new(seed))
    }

    /// A number below `n`; 0 when `n` is 0. The bias of the remainder is below one in 2^50 for the counts used here.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.0.draw() % n).unwrap_or(0)
    }

    /// True in this many of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the items.
    pub fn pick<T: Copy, const N: usize>(&mut self, items: [T; N]) -> T {
        items[self.below(N)]
    }

    /// One of the items by their shares, which add to 100.
    pub fn by_share<T: Copy, const N: usize>(&mut self, items: [(T, usize); N]) -> T {
        let mut rest = self.below(100);
        for (item, share) in items {
            if rest < share {
                return item;
            }
            rest -= share;
        }
        items[N - 1].0
    }

    /// Shuffles in place.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = self.below(i + 1);
            items.swap(i, j);
        }
    }

    /// `count` different numbers below `n`, in random order.
    pub fn sample(&mut self, n: usize, count: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..n).collect();
        self.shuffle(&mut all);
        all.truncate(count);
        all
    }
}
