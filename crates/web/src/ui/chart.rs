//! Charts drawn on the server, each with the same numbers as a table behind it.
//!
//! Marks are placed in percent and text is real text, so a chart stays readable at any width and any zoom.

use maud::{Markup, Render, html};

use scale::Scale;

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
    /// What the labels are: `Week`.
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
    /// What the labels are: `Week`.
    pub of: String,
    /// The labels along the foot.
    pub labels: Vec<String>,
    /// The lines.
    pub series: Vec<Series>,
    /// A cut-off to compare with.
    pub reference: Option<Reference>,
}

/// The figure around every chart: title, drawing, what it says, and the numbers.
fn frame(id: &str, title: &str, says: &str, drawing: Markup, numbers: Markup) -> Markup {
    html! {
        figure.chart id=(id) {
            figcaption { strong { (title) } p { (says) } }
            div.plot {
                svg role="img" aria-labelledby={ (id) "-title " (id) "-desc" } {
                    title id={ (id) "-title" } { (title) }
                    desc id={ (id) "-desc" } { (says) }
                    (drawing)
                }
            }
            details { summary { "The numbers" } (numbers) }
        }
    }
}

fn numbers(of: &str, heads: &[String], rows: &[(String, Vec<Option<f64>>)]) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { (of) } @for head in heads { th.num scope="col" { (head) } } } }
            tbody {
                @for (label, values) in rows {
                    tr {
                        th scope="row" { (label) }
                        @for value in values { td.num { @if let Some(value) = value { (scale::number(*value)) } @else { "not measured" } } }
                    }
                }
            }
        }
    }
}

/// The lines behind the marks, with their values.
fn grid(scale: &Scale, unit: &str, reference: Option<&Reference>) -> Markup {
    html! {
        @for tick in scale.ticks() {
            line.grid x1=(LEFT) x2="100%" y1=(scale.y(tick)) y2=(scale.y(tick)) {}
            text.tick x="0" y=(scale.y(tick)) dy="0.32em" { (scale::number(tick)) }
        }
        text.tick x="0" y="10" { (unit) }
        @if let Some(reference) = reference {
            line.reference x1=(LEFT) x2="100%" y1=(scale.y(reference.value)) y2=(scale.y(reference.value)) {}
            text.reference x="100%" y=(scale.y(reference.value)) dy="-0.4em" text-anchor="end" { (reference.label) " " (scale::number(reference.value)) }
        }
    }
}

/// Where the marks begin, right of the values of the grid.
const LEFT: &str = "8%";
/// Percent of the width left of the marks.
const LEFT_PERCENT: f64 = 8.0;
/// Labels along the foot before some are left out.
const LABELS_MAX: usize = 12;

/// The middle of one of `count` equal places, and the width of a place, in percent.
#[expect(clippy::cast_precision_loss, reason = "a chart has few places")]
fn place(index: usize, count: usize) -> (f64, f64) {
    let width = (100.0 - LEFT_PERCENT) / count.max(1) as f64;
    (LEFT_PERCENT + width * (index as f64 + 0.5), width)
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

fn foot(labels: &[&str]) -> Markup {
    let step = labels.len().div_ceil(LABELS_MAX).max(1);
    html! {
        @for (index, label) in labels.iter().enumerate().step_by(step) {
            text.foot-label x=(percent(place(index, labels.len()).0)) y="98%" text-anchor="middle" { (label) }
        }
    }
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
            text.value x=(percent(middle)) y=(scale.y(*value)) dy="-0.4em" text-anchor="middle" { (scale::number(*value)) }
        }
        (foot(&labels))
    };
    let rows: Vec<_> = chart
        .bars
        .iter()
        .map(|(label, value)| (label.clone(), vec![Some(*value)]))
        .collect();
    frame(
        &chart.id,
        &chart.title,
        &chart.says,
        drawing,
        numbers(&chart.of, std::slice::from_ref(&chart.unit), &rows),
    )
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
    let rows: Vec<_> = chart
        .labels
        .iter()
        .enumerate()
        .map(|(index, label)| {
            let values = chart
                .series
                .iter()
                .map(|series| series.values.get(index).copied().flatten());
            (label.clone(), values.collect())
        })
        .collect();
    frame(
        &chart.id,
        &chart.title,
        &chart.says,
        drawing,
        numbers(&chart.of, &heads, &rows),
    )
}

/// One line: its pieces, its points, and its name at its last point.
fn one_line(scale: &Scale, index: usize, series: &Series) -> Markup {
    let count = series.values.len();
    let at = |index: usize| percent(place(index, count).0);
    let last = series.values.iter().rposition(Option::is_some);
    html! {
        g class={ "series-" (index % 3 + 1) } {
            @for (right, pair) in series.values.windows(2).enumerate().map(|(left, pair)| (left + 1, pair)) {
                @if let [Some(from), Some(to)] = pair {
                    line x1=(at(right - 1)) y1=(scale.y(*from)) x2=(at(right)) y2=(scale.y(*to)) {}
                }
            }
            @for (index, value) in series.values.iter().enumerate() {
                @if let Some(value) = value { circle cx=(at(index)) cy=(scale.y(*value)) r="3" {} }
            }
            @if let Some((index, value)) = last.and_then(|index| Some((index, series.values[index]?))) {
                text.value x=(at(index)) y=(scale.y(value)) dy="-0.7em" text-anchor="end" { (series.name) " " (scale::number(value)) }
            }
        }
    }
}

impl Render for BarChart {
    fn render(&self) -> Markup {
        bar_chart(self)
    }
}

impl Render for LineChart {
    fn render(&self) -> Markup {
        line_chart(self)
    }
}
