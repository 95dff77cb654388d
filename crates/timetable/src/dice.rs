//! A seeded source of numbers: the same seed gives the same answer on any machine.

/// `SplitMix64`: small, fast, and good enough to choose moves by. The generator of instances draws from it too.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that start from `seed`.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.draw()) * n as u128) >> 64) as usize
    }

    /// One of the items, if there are any.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() {
            None
        } else {
            Some(&items[self.below(items.len())])
        }
    }

    /// True in this many of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Shuffles in place.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    /// About `mean` times an exponential variate: how much worse a step an annealing may take. Integers only (a
    /// logarithm may differ in its last bit from one machine to the next).
    pub fn patience(&mut self, mean: i64) -> i64 {
        let draw = self.draw();
        let halvings = i64::from(draw.leading_zeros());
        let fraction = i64::from(self.draw() as u16);
        // 0.6931 is the logarithm of 2.
        (mean * (halvings * 65_536 + fraction) / 65_536) * 6_931 / 10_000
    }
}
