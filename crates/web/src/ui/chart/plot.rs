//! What all charts share: the figure, the lines behind the marks, the labels, the numbers.

use maud::{Markup, html};

use super::Reference;
use super::scale::{Scale, number};

/// Percent of the width left of the marks, for the values of the grid.
pub const LEFT_PERCENT: f64 = 10.0;
/// Labels along the foot before some are left out.
const LABELS_MAX: usize = 8;

/// The parts of a chart.
pub struct Plot<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub says: &'a str,
    /// None where there is nothing to draw.
    pub drawing: Option<Markup>,
    /// What stands to the right of the drawing.
    pub beside: Option<Markup>,
    pub legend: Option<Markup>,
    /// Sentences below it: where its bands come from, what counts as a change.
    pub notes: &'a [String],
    pub numbers: Markup,
}

/// The figure around every chart: title, what it says, drawing, key, and the numbers.
pub fn frame(plot: Plot) -> Markup {
    let id = plot.id;
    html! {
        figure.chart id=(id) {
            figcaption { strong { (plot.title) } p { (plot.says) } }
            @if let Some(drawing) = plot.drawing {
                div.plot.banded[plot.beside.is_some()] {
                    svg role="img" aria-labelledby={ (id) "-title" } aria-describedby={ (id) "-desc" } {
                        title id={ (id) "-title" } { (plot.title) }
                        desc id={ (id) "-desc" } { (plot.says) }
                        (drawing)
                    }
                    @if let Some(beside) = plot.beside { (beside) }
                }
                @if let Some(legend) = plot.legend { ul.legend { (legend) } }
                @for note in plot.notes { p.source { (note) } }
                details { summary { "The numbers" } (plot.numbers) }
            } @else {
                p.no-values { "Nothing to draw yet." }
            }
        }
    }
}

/// The same numbers as a table.
pub fn numbers(of: &str, heads: &[String], rows: &[(String, Vec<Option<f64>>)]) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { (of) } @for head in heads { th.num scope="col" { (head) } } } }
            tbody {
                @for (label, values) in rows {
                    tr {
                        th scope="row" { (label) }
                        @for value in values {
                            td.num { @if let Some(value) = value { (number(*value)) } @else { "not measured" } }
                        }
                    }
                }
            }
        }
    }
}

/// The lines behind the marks, with their values.
pub fn grid(scale: &Scale, unit: &str, reference: Option<&Reference>) -> Markup {
    let left = percent(LEFT_PERCENT);
    html! {
        @for tick in scale.ticks() { line.grid x1=(left) x2="100%" y1=(scale.y(tick)) y2=(scale.y(tick)) {} }
        (unlined(scale, unit, reference))
    }
}

/// The values alone, where something else stands behind the marks.
pub fn unlined(scale: &Scale, unit: &str, reference: Option<&Reference>) -> Markup {
    html! {
        text x="0" y="10" { (unit) }
        @for tick in scale.ticks() { text x="0" y=(scale.y(tick)) dy="0.32em" { (number(tick)) } }
        @if let Some(reference) = reference {
            line.reference x1=(percent(LEFT_PERCENT)) x2="100%" y1=(scale.y(reference.value)) y2=(scale.y(reference.value)) {}
        }
    }
}

/// What the dashed line means.
pub fn reference_key(reference: &Reference, unit: &str) -> Markup {
    html! {
        li {
            svg aria-hidden="true" focusable="false" { line.reference x1="0" x2="24" y1="4" y2="4" {} }
            (reference.label) " " (number(reference.value)) " " (unit)
        }
    }
}

/// The labels along the foot; the last is always there, and no more than fit.
pub fn foot(labels: &[&str]) -> Markup {
    let step = labels.len().div_ceil(LABELS_MAX).max(1);
    let shown = |index: usize| (labels.len() - 1 - index).is_multiple_of(step);
    html! {
        @for (index, label) in labels.iter().enumerate().filter(|(index, _)| shown(*index)) {
            text x=(percent(place(index, labels.len()).0)) y="98%" text-anchor="middle" { (label) }
        }
    }
}

/// The middle of one of `count` equal places, and the width of a place, in percent.
#[expect(clippy::cast_precision_loss, reason = "a chart has few places")]
pub fn place(index: usize, count: usize) -> (f64, f64) {
    let width = (100.0 - LEFT_PERCENT) / count.max(1) as f64;
    (LEFT_PERCENT + width * (index as f64 + 0.5), width)
}

/// A share of the width or the height, as SVG writes it.
pub fn percent(value: f64) -> String {
    format!("{value:.2}%")
}
