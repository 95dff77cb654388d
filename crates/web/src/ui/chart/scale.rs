//! From values to heights: a scale that starts at nought and ends at a round number.

use super::plot::percent;

/// Percent of the height above the highest mark, for its value.
const TOP_PERCENT: f64 = 10.0;
/// Percent of the height down to the foot of the marks; labels stand below.
const FOOT_PERCENT: f64 = 86.0;

/// A scale from nought to a round number above all values.
pub struct Scale {
    step: f64,
    steps: u32,
}

impl Scale {
    /// A scale over these values, in two to five steps of 1, 2 or 5 times a power of ten.
    pub fn over(values: impl Iterator<Item = f64>) -> Self {
        let top = values
            .filter(|value| value.is_finite())
            .fold(0.0_f64, f64::max);
        if top <= 0.0 {
            return Self {
                step: 1.0,
                steps: 1,
            };
        }
        let power = 10.0_f64.powf((top / 5.0).log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .map(|factor| factor * power)
            .into_iter()
            .find(|step| top / step <= 5.0)
            .unwrap_or(top);
        let steps = (1..=5)
            .find(|steps| step * f64::from(*steps) >= top)
            .unwrap_or(5);
        Self { step, steps }
    }

    /// The values that have a line.
    pub fn ticks(&self) -> impl Iterator<Item = f64> {
        let step = self.step;
        (0..=self.steps).map(move |index| step * f64::from(index))
    }

    fn share(&self, value: f64) -> f64 {
        (value / (self.step * f64::from(self.steps))).clamp(0.0, 1.0)
    }

    /// How far down a value is, in percent.
    pub fn y(&self, value: f64) -> String {
        percent(FOOT_PERCENT - self.share(value) * (FOOT_PERCENT - TOP_PERCENT))
    }

    /// How high a bar of this value is, in percent.
    pub fn height(&self, value: f64) -> String {
        percent(self.share(value) * (FOOT_PERCENT - TOP_PERCENT))
    }
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
    fn numbers_have_no_needless_decimals() {
        assert_eq!(number(9.0), "9");
        assert_eq!(number(7.5), "7.5");
    }
}
