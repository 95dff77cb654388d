//! Charts drawn on the server, each with the same numbers as a table behind it.
//!
//! Marks are placed in percent and text is real text, so a chart stays readable at any width and any zoom.

use jiff::civil::DateTime;
use maud::{Markup, html};

use plot::{Plot, foot, frame, grid, numbers, percent, place, reference_key};
use scale::Scale;

pub use funnel::{Funnel, FunnelStage, funnel};
pub use line::line_chart;

mod axis;
mod bands;
mod funnel;
mod line;
mod plot;
mod scale;

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

/// One time at which something was measured, or was to be.
#[derive(Clone, Debug)]
pub struct Measured {
    /// When, on the clock of the place.
    pub at: DateTime,
    /// The same in words, for the table.
    pub label: String,
    /// What was found; none where it was not measured.
    pub value: Option<f64>,
    /// What is flagged about it, in a word or two at its point: `item 9`.
    pub mark: Option<String>,
    /// The same in full, for the table.
    pub mark_means: Option<String>,
}

/// One line of a line chart.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its points, the oldest first.
    pub points: Vec<Measured>,
}

/// A stretch of a scale that has a name: `moderate`, 10 to 14.
#[derive(Clone, Debug)]
pub struct NamedBand {
    /// Its name.
    pub label: String,
    /// The least in it.
    pub from: f64,
    /// The most in it.
    pub to: f64,
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
    /// The least and the most there can be: the whole of it is drawn.
    pub range: [f64; 2],
    /// How the scale reads, from low to high without gaps.
    pub bands: Vec<NamedBand>,
    /// The lines, three at most.
    pub series: Vec<Series>,
    /// Between results further apart than this no line is drawn.
    pub gap_days: Option<i32>,
    /// A cut-off to compare with.
    pub reference: Option<Reference>,
    /// Sentences below it, such as where the bands come from.
    pub notes: Vec<String>,
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
        beside: None,
        notes: &[],
        legend: chart
            .reference
            .as_ref()
            .map(|reference| reference_key(reference, &chart.unit)),
        numbers: numbers(&chart.of, std::slice::from_ref(&chart.unit), &rows),
    })
}
