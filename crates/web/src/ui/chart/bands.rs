//! The bands of a scale behind the marks, and their names beside them.

use maud::{Markup, html};

use super::NamedBand;
use super::plot::{LEFT_PERCENT, percent};
use super::scale::Scale;

/// Letters of a name in one line before it goes on in the next.
const LINE_CHARS: usize = 16;
/// How high one line of a name is, in percent of the chart.
const LINE_PERCENT: f64 = 6.5;
/// How far down the last line may end, in percent.
const BOTTOM_PERCENT: f64 = 92.0;
/// Points are whole: the border between two bands runs half-way, so that no mark ever stands on it.
const HALF_POINT: f64 = 0.5;

/// Where a band begins and where it ends, on the scale.
fn edges(band: &NamedBand) -> (f64, f64) {
    (band.from - HALF_POINT, band.to + HALF_POINT)
}

/// The bands as stripes, every other one tinted.
pub fn stripes(scale: &Scale, bands: &[NamedBand]) -> Markup {
    let (left, width) = (percent(LEFT_PERCENT), percent(100.0 - LEFT_PERCENT));
    html! {
        @for (index, band) in bands.iter().enumerate() {
            @let (low, high) = edges(band);
            @let top = scale.down(high);
            rect.band.tinted[index % 2 == 1] x=(left) width=(width) y=(percent(top)) height=(percent(scale.down(low) - top)) {}
            line.grid x1=(left) x2="100%" y1=(percent(top)) y2=(percent(top)) {}
        }
        @if let Some(lowest) = bands.first() { line.grid x1=(left) x2="100%" y1=(scale.y(lowest.from)) y2=(scale.y(lowest.from)) {} }
    }
}

/// Their names, in a drawing of its own to the right, where no line runs through them. Those who do not see it have the
/// name beside each value in the table.
pub fn names(scale: &Scale, bands: &[NamedBand]) -> Markup {
    html! {
        svg.band-names aria-hidden="true" focusable="false" {
            @for (top, lines) in places(scale, bands) {
                @for (index, line) in lines.iter().enumerate() {
                    text x="0" y=(percent(line_down(top, index))) { (line) }
                }
            }
        }
    }
}

/// Where the foot of a line of letters is.
#[expect(clippy::cast_precision_loss, reason = "a name has few lines")]
fn line_down(top: f64, index: usize) -> f64 {
    top + LINE_PERCENT * (index as f64 + 0.75)
}

#[expect(clippy::cast_precision_loss, reason = "a name has few lines")]
fn height(lines: &[String]) -> f64 {
    LINE_PERCENT * lines.len() as f64
}

/// Where each name begins, from the top of the chart down: at the middle of its band, and further down or up where
/// another name is in its way.
fn places(scale: &Scale, bands: &[NamedBand]) -> Vec<(f64, Vec<String>)> {
    let mut placed: Vec<(f64, Vec<String>)> = Vec::new();
    let mut free = 0.0_f64;
    for band in bands.iter().rev() {
        let (low, high) = edges(band);
        let lines = wrapped(&band.label);
        let middle = f64::midpoint(scale.down(low), scale.down(high));
        let top = (middle - height(&lines) / 2.0).max(free);
        free = top + height(&lines);
        placed.push((top, lines));
    }
    let mut limit = BOTTOM_PERCENT;
    for (top, lines) in placed.iter_mut().rev() {
        *top = top.min(limit - height(lines));
        limit = *top;
    }
    placed
}

/// A name in lines.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE_CHARS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(scale: &measures::Scale) -> Vec<NamedBand> {
        let steps = scale.bands(None).map(|bands| bands.steps.as_slice());
        let band = |band: &measures::instrument::Band| NamedBand {
            label: band.label.clone(),
            from: f64::from(band.from),
            to: f64::from(band.to),
        };
        steps.unwrap_or_default().iter().map(band).collect()
    }

    fn drawn(scale: &measures::Scale) -> Scale {
        Scale::full(scale.range.map(f64::from), &[])
    }

    #[test]
    fn bands_lie_where_their_points_are_and_leave_no_gap() {
        let library = measures::Library::built_in().unwrap();
        let total = library.get("phq-9").unwrap().total().unwrap();
        let (scale, bands) = (drawn(total), of(total));
        assert_eq!(bands.len(), 5);
        let html = stripes(&scale, &bands).into_string();
        // 27 points over 76 percent of the height: moderate is 10 to 14, from 9.5 to 14.5.
        let point = 76.0 / 27.0;
        let (top, height) = (86.0 - 14.5 * point, 5.0 * point);
        assert!(
            html.contains(&format!("y=\"{top:.2}%\" height=\"{height:.2}%\"")),
            "{html}"
        );
        for pair in bands.windows(2) {
            let (lower, upper) = (edges(&pair[0]), edges(&pair[1]));
            assert!((lower.1 - upper.0).abs() < 1e-9, "{pair:?}");
        }
    }

    #[test]
    fn no_name_of_any_instrument_hides_another_one() {
        let library = measures::Library::built_in().unwrap();
        let mut seen = 0;
        for scale in library.iter().flat_map(|instrument| &instrument.scales) {
            let placed = places(&drawn(scale), &of(scale));
            for pair in placed.windows(2) {
                let end = pair[0].0 + height(&pair[0].1);
                assert!(end <= pair[1].0 + 1e-9, "{}: {placed:?}", scale.title);
            }
            for (top, lines) in &placed {
                let inside = *top >= 0.0 && top + height(lines) <= BOTTOM_PERCENT + 1e-9;
                assert!(inside, "{}: {placed:?}", scale.title);
                assert!(
                    lines.iter().all(|line| line.chars().count() <= LINE_CHARS),
                    "{lines:?}"
                );
                seen += 1;
            }
        }
        assert!(seen > 20, "only {seen} bands");
    }
}
