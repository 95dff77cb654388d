//! From values to heights: a scale from nought to a round number, or from the least to the most that can be reached.

use super::plot::percent;

/// Percent of the height above the highest mark, for its value.
const TOP_PERCENT: f64 = 10.0;
/// Percent of the height down to the foot of the marks; labels stand below.
const FOOT_PERCENT: f64 = 86.0;
/// How far apart two values of the grid are at least, as a share of the scale, so that neither hides the other.
const APART_SHARE: f64 = 0.08;

/// A scale between two values.
pub struct Scale {
    low: f64,
    high: f64,
    ticks: Vec<f64>,
}

impl Scale {
    /// A scale from nought over these values, in two to five steps of 1, 2 or 5 times a power of ten.
    pub fn over(values: impl Iterator<Item = f64>) -> Self {
        let top = values
            .filter(|value| value.is_finite())
            .fold(0.0_f64, f64::max);
        if top <= 0.0 {
            return Self {
                low: 0.0,
                high: 1.0,
                ticks: vec![0.0, 1.0],
            };
        }
        let step = round_step(top);
        let steps = (1_u32..=5)
            .find(|steps| step * f64::from(*steps) >= top)
            .unwrap_or(5);
        Self {
            low: 0.0,
            high: step * f64::from(steps),
            ticks: (0..=steps).map(|index| step * f64::from(index)).collect(),
        }
    }

    /// The whole scale, whatever was measured: half of it never looks like all of it. The values written beside it are
    /// the two ends and, as far as they stand apart, `cuts`; without any, round numbers.
    pub fn full([low, high]: [f64; 2], cuts: &[f64]) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        let apart = (high - low) * APART_SHARE;
        let step = round_step(high - low);
        let first = (low / step).floor() * step;
        let rounds: Vec<f64> = (0..=6_u32)
            .map(|index| first + step * f64::from(index))
            .collect();
        let mut ticks = vec![low];
        for value in if cuts.is_empty() {
            rounds.as_slice()
        } else {
            cuts
        } {
            let stands_apart = ticks.last().is_some_and(|last| value - last >= apart);
            if stands_apart && high - value >= apart {
                ticks.push(*value);
            }
        }
        ticks.push(high);
        Self { low, high, ticks }
    }

    /// The values that are written beside it, from low to high.
    pub fn ticks(&self) -> impl Iterator<Item = f64> {
        self.ticks.iter().copied()
    }

    fn share(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// How far down a value is, in percent.
    pub fn down(&self, value: f64) -> f64 {
        FOOT_PERCENT - self.share(value) * (FOOT_PERCENT - TOP_PERCENT)
    }

    /// The same as SVG writes it.
    pub fn y(&self, value: f64) -> String {
        percent(self.down(value))
    }

    /// How high a bar of this value is, in percent.
    pub fn height(&self, value: f64) -> String {
        percent(self.share(value) * (FOOT_PERCENT - TOP_PERCENT))
    }
}

/// The smallest of 1, 2 or 5 times a power of ten of which five reach over all of it.
fn round_step(all: f64) -> f64 {
    let power = 10.0_f64.powf((all / 5.0).log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|factor| factor * power)
        .into_iter()
        .find(|step| all / step <= 5.0)
        .unwrap_or(all)
}

/// A number without needless decimals.
pub fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(String::from).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_at_a_round_number_above_the_values() {
        let top = |values: &[f64]| Scale::over(values.iter().copied()).ticks().last();
        assert_eq!(top(&[3.0, 9.0]), Some(10.0));
        assert_eq!(top(&[21.0]), Some(25.0));
        assert_eq!(top(&[0.4]), Some(0.4));
        assert_eq!(top(&[]), Some(1.0), "no values still make a chart");
        assert_eq!(top(&[-4.0, f64::NAN]), Some(1.0));
    }

    #[test]
    fn a_full_scale_reaches_from_the_least_to_the_most_whatever_was_measured() {
        let scale = Scale::full([10.0, 60.0], &[]);
        assert_eq!(scale.y(10.0), "86.00%");
        assert_eq!(scale.y(60.0), "10.00%");
        assert_eq!(scale.y(35.0), "48.00%", "half of it is half as high");
        let ticks: Vec<f64> = scale.ticks().collect();
        assert_eq!(ticks, [10.0, 20.0, 30.0, 40.0, 50.0, 60.0]);
    }

    #[test]
    fn cuts_are_written_beside_the_scale_unless_they_would_hide_each_other() {
        let ticks = |range, cuts: &[f64]| Scale::full(range, cuts).ticks().collect::<Vec<_>>();
        let depression = ticks([0.0, 27.0], &[0.0, 5.0, 10.0, 15.0, 20.0]);
        assert_eq!(depression, [0.0, 5.0, 10.0, 15.0, 20.0, 27.0]);
        assert_eq!(ticks([0.0, 80.0], &[0.0, 31.0, 34.0]), [0.0, 31.0, 80.0]);
        assert_eq!(ticks([0.0, 21.0], &[0.0, 20.5]), [0.0, 21.0]);
    }

    #[test]
    fn numbers_have_no_needless_decimals() {
        assert_eq!(number(9.0), "9");
        assert_eq!(number(7.5), "7.5");
    }
}
