//! Values over time.

use jiff::civil::DateTime;
use maud::{Markup, html};

use super::axis::TimeAxis;
use super::plot::{Plot, frame, grid, percent, reference_key, unlined};
use super::scale::{Scale, number};
use super::{LineChart, Measured, NamedBand, Series, bands};

/// Lines that the stylesheet tells apart, by color and by dashes.
const SERIES_MAX: usize = 3;
/// How far apart two texts stand before the same text is said again, in percent of the width.
const TEXT_APART_PERCENT: f64 = 20.0;
/// Below this share of the height a text stands above its mark instead of below it, where the foot would cut it.
const LOW_PERCENT: f64 = 68.0;

/// Values over time, as far apart as they were, on the whole of their scale. Where nothing was measured, the line has a
/// gap.
pub fn line_chart(chart: &LineChart) -> Markup {
    let cuts: Vec<f64> = chart.bands.iter().map(|band| band.from).collect();
    let scale = Scale::full(chart.range, &cuts);
    let times = chart
        .series
        .iter()
        .flat_map(|series| series.points.iter().map(|point| point.at));
    let measured = chart
        .series
        .iter()
        .any(|series| series.points.iter().any(|point| point.value.is_some()));
    let axis = TimeAxis::over(times).filter(|_| measured);
    let drawing = axis.map(|axis| {
        html! {
            (bands::stripes(&scale, &chart.bands))
            @if chart.bands.is_empty() { (grid(&scale, &chart.unit, chart.reference.as_ref())) }
            @else { (unlined(&scale, &chart.unit, chart.reference.as_ref())) }
            (foot(&axis))
            @for (index, series) in chart.series.iter().enumerate() {
                (one_line(&Places { scale: &scale, axis: &axis, gap_days: chart.gap_days }, index, series))
            }
        }
    });
    let has_key = chart.series.len() > 1 || chart.reference.is_some();
    frame(Plot {
        id: &chart.id,
        title: &chart.title,
        says: &chart.says,
        drawing,
        beside: (!chart.bands.is_empty()).then(|| bands::names(&scale, &chart.bands)),
        legend: has_key.then(|| legend(chart)),
        notes: &chart.notes,
        numbers: table(chart),
    })
}

/// What turns points into places.
struct Places<'a> {
    scale: &'a Scale,
    axis: &'a TimeAxis,
    gap_days: Option<i32>,
}

impl Places<'_> {
    fn x(&self, point: &Measured) -> String {
        percent(self.axis.right(point.at))
    }

    /// Whether a line may run between two points that follow each other: both were measured, and not so long apart
    /// that nobody knows what was between.
    fn joins(&self, from: &Measured, to: &Measured) -> Option<(f64, f64)> {
        let far = |days: i32| to.at.duration_since(from.at).as_hours() > i64::from(days) * 24;
        if self.gap_days.is_some_and(far) {
            return None;
        }
        from.value.zip(to.value)
    }
}

fn series_class(index: usize) -> String {
    format!("series-{}", index % SERIES_MAX + 1)
}

/// One line: its pieces, its points, what is marked, and its last value.
fn one_line(places: &Places, index: usize, series: &Series) -> Markup {
    let scale = places.scale;
    let last = series
        .points
        .iter()
        .rev()
        .find(|point| point.value.is_some());
    html! {
        g.(series_class(index)) {
            @for (from, to) in series.points.iter().zip(series.points.iter().skip(1)) {
                @if let Some((before, after)) = places.joins(from, to) {
                    line.series x1=(places.x(from)) y1=(scale.y(before)) x2=(places.x(to)) y2=(scale.y(after)) {}
                }
            }
            @for point in &series.points {
                @if let Some(value) = point.value {
                    @if point.mark.is_some() { circle.flagged cx=(places.x(point)) cy=(scale.y(value)) r="7" {} }
                    circle cx=(places.x(point)) cy=(scale.y(value)) r="3" {}
                }
            }
            @for mark in marks(places, series) { (mark) }
            @if let Some((point, value)) = last.and_then(|point| Some((point, point.value?))) {
                text.value x=(places.x(point)) y=(scale.y(value)) dy="-0.8em" text-anchor=(anchor(places.axis.right(point.at))) { (number(value)) }
            }
        }
    }
}

/// On which side of its place a text runs, so that it stays on the page.
const fn anchor(right: f64) -> &'static str {
    if right < 24.0 {
        "start"
    } else if right > 80.0 {
        "end"
    } else {
        "middle"
    }
}

/// The texts of what is marked, each at its point. Where the same is marked again close by, the ring says it.
fn marks(places: &Places, series: &Series) -> Vec<Markup> {
    let last = series
        .points
        .iter()
        .rposition(|point| point.value.is_some());
    let mut said: Option<(f64, &str)> = None;
    let mut all = Vec::new();
    for (index, point) in series.points.iter().enumerate() {
        let (Some(value), Some(text)) = (point.value, point.mark.as_deref()) else {
            continue;
        };
        let right = places.axis.right(point.at);
        let near = said.filter(|(at, _)| right - at < TEXT_APART_PERCENT);
        if near.is_some_and(|(_, words)| words == text) {
            continue;
        }
        // Another text close by goes to the other side of the line.
        let is_above = (places.scale.down(value) > LOW_PERCENT) != near.is_some();
        let away = match (is_above, Some(index) == last) {
            (false, _) => "1.9em",
            (true, false) => "-1em",
            (true, true) => "-2.1em",
        };
        all.push(html! {
            text.mark x=(percent(right)) y=(places.scale.y(value)) dy=(away) text-anchor=(anchor(right)) { (text) }
        });
        said = Some((right, text));
    }
    all
}

/// Short strokes and words along the foot.
fn foot(axis: &TimeAxis) -> Markup {
    html! {
        @for (right, words) in axis.ticks() {
            line.grid x1=(percent(right)) x2=(percent(right)) y1="86%" y2="89%" {}
            text x=(percent(right)) y="98%" text-anchor=(if right > 92.0 { "end" } else { "start" }) { (words) }
        }
    }
}

fn legend(chart: &LineChart) -> Markup {
    html! {
        @if chart.series.len() > 1 {
            @for (index, series) in chart.series.iter().enumerate() {
                li.(series_class(index)) {
                    svg aria-hidden="true" focusable="false" { line.series x1="1" x2="23" y1="4" y2="4" {} }
                    (series.name)
                }
            }
        }
        @if let Some(reference) = &chart.reference { (reference_key(reference, &chart.unit)) }
    }
}

/// The rows of the table, the oldest first: a row for each point of one line, a row for each time of several.
fn rows(chart: &LineChart) -> Vec<(&str, Vec<Option<&Measured>>)> {
    if let [series] = chart.series.as_slice() {
        let points = series.points.iter();
        return points
            .map(|point| (point.label.as_str(), vec![Some(point)]))
            .collect();
    }
    let points = chart.series.iter().flat_map(|series| &series.points);
    let mut times: Vec<(DateTime, &str)> = points
        .map(|point| (point.at, point.label.as_str()))
        .collect();
    times.sort_unstable();
    times.dedup();
    let at = |time: DateTime| {
        let series = chart.series.iter();
        series
            .map(|series| series.points.iter().find(|point| point.at == time))
            .collect::<Vec<_>>()
    };
    times
        .into_iter()
        .map(|(time, label)| (label, at(time)))
        .collect()
}

/// All there is in the drawing, for whoever does not see it.
fn table(chart: &LineChart) -> Markup {
    let rows = rows(chart);
    let has_marks = rows
        .iter()
        .any(|(_, found)| found.iter().flatten().any(|point| point.mark.is_some()));
    html! {
        table {
            thead {
                tr {
                    th scope="col" { (chart.of) }
                    @for series in &chart.series { th.num scope="col" { (series.name) " (" (chart.unit) ")" } }
                    @if !chart.bands.is_empty() { th scope="col" { "Reads as" } }
                    @if has_marks { th scope="col" { "Marked" } }
                }
            }
            tbody {
                @for (label, found) in &rows {
                    @let first = found.iter().flatten().find_map(|point| point.value);
                    tr {
                        th scope="row" { (label) }
                        @for point in found {
                            td.num { @if let Some(value) = point.and_then(|point| point.value) { (number(value)) } @else { "not measured" } }
                        }
                        @if !chart.bands.is_empty() { td { (first.and_then(|value| band_of(&chart.bands, value)).unwrap_or_default()) } }
                        @if has_marks { td { (marked_words(found)) } }
                    }
                }
            }
        }
    }
}

fn marked_words(found: &[Option<&Measured>]) -> String {
    let marks: Vec<&str> = found
        .iter()
        .flatten()
        .filter_map(|point| point.mark_means.as_deref().or(point.mark.as_deref()))
        .collect();
    marks.join("; ")
}

fn band_of(bands: &[NamedBand], value: f64) -> Option<&str> {
    let holds = |band: &&NamedBand| (band.from..=band.to).contains(&value);
    bands.iter().find(holds).map(|band| band.label.as_str())
}

#[cfg(test)]
mod tests;
