//! Charts drawn on the server, each with the same numbers as a table behind it.
//!
//! Marks are placed in percent and text is real text, so a chart stays readable at any width and any zoom.

use maud::{Markup, html};

use plot::{Plot, foot, frame, grid, numbers, percent, place, reference_key};
use scale::Scale;

mod plot;
mod scale;

/// Lines that the stylesheet tells apart, by color and by dashes.
const SERIES_MAX: usize = 3;

/// A level drawn across a chart: a goal, a cut-off.
#[derive(Clone, Debug)]
pub struct Reference {
    /// What it is: `Prescribed`.
    pub label: String,
    /// Where it is.
    pub value: f64,
}

/// Values side by side.
#[derive(Clone, Debug)]
pub struct BarChart {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What it says, in a sentence with its n and its date; also what those who cannot see it hear.
    pub says: String,
    /// What is counted: `hours`.
    pub unit: String,
    /// What the labels are: `Week of`.
    pub of: String,
    /// Labels and values.
    pub bars: Vec<(String, f64)>,
    /// A goal to compare with.
    pub reference: Option<Reference>,
}

/// One line of a line chart.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// One value for each label; none where nothing was measured.
    pub values: Vec<Option<f64>>,
}

/// Values over time.
#[derive(Clone, Debug)]
pub struct LineChart {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What it says, in a sentence with its n and its date.
    pub says: String,
    /// What is measured: `points`.
    pub unit: String,
    /// What the labels are: `Date`.
    pub of: String,
    /// The labels along the foot.
    pub labels: Vec<String>,
    /// The lines, three at most.
    pub series: Vec<Series>,
    /// A cut-off to compare with.
    pub reference: Option<Reference>,
}

/// Values side by side, against a goal where there is one.
pub fn bar_chart(chart: &BarChart) -> Markup {
    let values = chart.bars.iter().map(|(_, value)| *value);
    let scale =
        Scale::over(values.chain(chart.reference.as_ref().map(|reference| reference.value)));
    let labels: Vec<&str> = chart.bars.iter().map(|(label, _)| label.as_str()).collect();
    let drawing = html! {
        (grid(&scale, &chart.unit, chart.reference.as_ref()))
        @for (index, (_, value)) in chart.bars.iter().enumerate() {
            @let (middle, width) = place(index, chart.bars.len());
            rect.bar x=(percent(middle - width * 0.32)) width=(percent(width * 0.64))
                y=(scale.y(*value)) height=(scale.height(*value)) {}
            text.value x=(percent(middle)) y=(scale.y(*value)) dy="-0.5em" text-anchor="middle" { (scale::number(*value)) }
        }
        (foot(&labels))
    };
    let rows: Vec<_> = chart
        .bars
        .iter()
        .map(|(label, value)| (label.clone(), vec![Some(*value)]))
        .collect();
    frame(Plot {
        id: &chart.id,
        title: &chart.title,
        says: &chart.says,
        drawing: (!chart.bars.is_empty()).then_some(drawing),
        legend: chart
            .reference
            .as_ref()
            .map(|reference| reference_key(reference, &chart.unit)),
        numbers: numbers(&chart.of, std::slice::from_ref(&chart.unit), &rows),
    })
}

/// Values over time. Where nothing was measured, the line has a gap.
pub fn line_chart(chart: &LineChart) -> Markup {
    let values = chart
        .series
        .iter()
        .flat_map(|series| series.values.iter().flatten().copied());
    let scale =
        Scale::over(values.chain(chart.reference.as_ref().map(|reference| reference.value)));
    let labels: Vec<&str> = chart.labels.iter().map(String::as_str).collect();
    let measured = chart
        .series
        .iter()
        .any(|series| series.values.iter().any(Option::is_some));
    let drawing = html! {
        (grid(&scale, &chart.unit, chart.reference.as_ref()))
        @for (index, series) in chart.series.iter().enumerate() { (one_line(&scale, index, series)) }
        (foot(&labels))
    };
    let heads: Vec<String> = chart
        .series
        .iter()
        .map(|series| format!("{} ({})", series.name, chart.unit))
        .collect();
    let row = |(index, label): (usize, &String)| {
        let values = chart
            .series
            .iter()
            .map(|series| series.values.get(index).copied().flatten());
        (label.clone(), values.collect())
    };
    let rows: Vec<(String, Vec<Option<f64>>)> = chart.labels.iter().enumerate().map(row).collect();
    frame(Plot {
        id: &chart.id,
        title: &chart.title,
        says: &chart.says,
        drawing: measured.then_some(drawing),
        legend: Some(line_legend(chart)),
        numbers: numbers(&chart.of, &heads, &rows),
    })
}

fn series_class(index: usize) -> String {
    format!("series-{}", index % SERIES_MAX + 1)
}

/// One line: its pieces, its points, and its last value.
fn one_line(scale: &Scale, index: usize, series: &Series) -> Markup {
    let count = series.values.len();
    let at = |index: usize| percent(place(index, count).0);
    let last = series.values.iter().rposition(Option::is_some);
    html! {
        g.(series_class(index)) {
            @for (left, pair) in series.values.windows(2).enumerate() {
                @if let [Some(from), Some(to)] = pair {
                    line.series x1=(at(left)) y1=(scale.y(*from)) x2=(at(left + 1)) y2=(scale.y(*to)) {}
                }
            }
            @for (index, value) in series.values.iter().enumerate() {
                @if let Some(value) = value { circle cx=(at(index)) cy=(scale.y(*value)) r="3" {} }
            }
            @if let Some((index, value)) = last.and_then(|index| Some((index, series.values[index]?))) {
                text.value x=(at(index)) y=(scale.y(value)) dy="-0.8em" text-anchor="middle" { (scale::number(value)) }
            }
        }
    }
}

fn line_legend(chart: &LineChart) -> Markup {
    html! {
        @for (index, series) in chart.series.iter().enumerate() {
            li.(series_class(index)) {
                svg aria-hidden="true" focusable="false" { line.series x1="1" x2="23" y1="4" y2="4" {} }
                (series.name)
            }
        }
        @if let Some(reference) = &chart.reference { (reference_key(reference, &chart.unit)) }
    }
}
