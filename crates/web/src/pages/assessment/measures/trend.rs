//! Results of one instrument over time: where they stand on the whole scale, how they read, what was flagged.

use crate::shell::ask::moment;
use crate::ui::{LineChart, Measured, NamedBand, Series, line_chart};
use ::measures::{Instrument, Scale, ScaleChange, Source, marked};
use clinic::assessment::measure::{Measures, ScoredResult};
use maud::{Markup, html};

/// From so many results on there is something to join.
const RESULTS_MIN: usize = 2;
/// Over how many rounds of the protocol's rhythm a line runs without a result: what was between is not known.
const GAP_ROUNDS: i32 = 2;

/// A chart for the total, or for each scale where the instrument has no total and none may be made. Scales on which
/// there never was a point are named instead of drawn.
pub(super) fn trend(measures: &Measures, results: &[&ScoredResult]) -> Markup {
    let (Some(first), Some(last)) = (results.first(), results.last()) else {
        return html! {};
    };
    if results.len() < RESULTS_MIN {
        return html! {};
    }
    let instrument = last.instrument;
    let total = instrument.total();
    let (drawn, still): (Vec<&Scale>, Vec<&Scale>) = instrument
        .scales
        .iter()
        .filter(|scale| scale.total || total.is_none())
        .partition(|scale| scale.total || moves(scale, results));
    let still: Vec<&str> = still.iter().map(|scale| scale.title.as_str()).collect();
    html! {
        @for scale in drawn { (line_chart(&chart(measures, scale, results, (first, last)))) }
        @if !still.is_empty() { p.muted { (instrument.short) ", no points at any time: " (still.join(", ")) "." } }
    }
}

/// Whether a scale was scored above its least at any time.
fn moves(scale: &Scale, results: &[&ScoredResult]) -> bool {
    let [least, _] = scale.range;
    let points = |result: &&ScoredResult| result.scored.points(&scale.id);
    results
        .iter()
        .filter_map(points)
        .any(|points| points.0 > least)
}

fn chart(
    measures: &Measures,
    scale: &Scale,
    results: &[&ScoredResult],
    (first, last): (&ScoredResult, &ScoredResult),
) -> LineChart {
    let instrument = last.instrument;
    let gap_days = measures
        .rhythm
        .as_ref()
        .map(|rhythm| i32::from(rhythm.every_days) * GAP_ROUNDS);
    let title = if scale.total {
        instrument.short.clone()
    } else {
        format!("{}, {}", instrument.short, scale.title)
    };
    let points = results.iter().map(|result| point(measures, scale, result));
    LineChart {
        id: format!("trend-{}-{}", instrument.code, scale.id),
        title,
        says: format!(
            "{} results from {} to {}. Since the first: {}.",
            results.len(),
            moment(first.at, &measures.zone),
            moment(last.at, &measures.zone),
            change(instrument, scale, first, last)
        ),
        unit: "points".to_owned(),
        of: "Date".to_owned(),
        range: scale.range.map(f64::from),
        bands: bands(scale),
        series: vec![Series {
            name: scale.title.clone(),
            points: points.collect(),
        }],
        gap_days,
        reference: None,
        notes: notes(instrument, scale, gap_days),
    }
}

fn point(measures: &Measures, scale: &Scale, result: &ScoredResult) -> Measured {
    let flagged = marked(result.instrument, &result.answers, &result.scored);
    let ids: Vec<&str> = flagged.iter().map(|one| one.item.id.as_str()).collect();
    let means: Vec<String> = flagged
        .iter()
        .map(|one| {
            let answer = one.value.map_or_else(
                || "no answer, so it cannot be ruled out".to_owned(),
                |value| one.item.kind.label(value),
            );
            format!("item {}, {}: {answer}", one.item.id, one.item.label)
        })
        .collect();
    let mark = match ids.as_slice() {
        [] => None,
        [one] if flagged.iter().all(|marked| marked.value.is_none()) => {
            Some(format!("item {one} open"))
        }
        [one] => Some(format!("item {one}")),
        _ => Some(format!("items {}", ids.join(", "))),
    };
    let value = result.scored.points(&scale.id);
    Measured {
        at: measures.zone.local(result.at).datetime(),
        label: moment(result.at, &measures.zone),
        value: value.map(|points| f64::from(points.0)),
        mark_means: mark.is_some().then(|| means.join("; ")),
        mark,
    }
}

/// The change of this scale, in words that a source supports.
fn change(
    instrument: &Instrument,
    scale: &Scale,
    first: &ScoredResult,
    last: &ScoredResult,
) -> String {
    let changes = ScaleChange::between(instrument, &first.scored, &last.scored).unwrap_or_default();
    let own = changes.iter().find(|change| change.scale == scale.id);
    own.map_or_else(|| "not comparable".to_owned(), ScaleChange::words)
}

fn bands(scale: &Scale) -> Vec<NamedBand> {
    let steps = scale.bands(None).map(|bands| bands.steps.as_slice());
    let band = |band: &::measures::instrument::Band| NamedBand {
        label: band.label.clone(),
        from: f64::from(band.from),
        to: f64::from(band.to),
    };
    steps.unwrap_or_default().iter().map(band).collect()
}

/// Where the bands come from, from how many points on a change means something and who says so, and when there is no
/// line. Of an instrument for which nobody published a change, nothing is said about it.
fn notes(instrument: &Instrument, scale: &Scale, gap_days: Option<i32>) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(bands) = scale.bands(None) {
        notes.push(format!("Bands: {}.", source_words(&bands.source)));
    }
    for rule in instrument
        .changes
        .iter()
        .filter(|rule| rule.scale == scale.id)
    {
        if let Some(points) = rule.points {
            let source = source_words(&rule.source);
            notes.push(format!(
                "{points} points or more are {}: {source}.",
                rule.says
            ));
        }
    }
    if let Some(days) = gap_days {
        notes.push(format!(
            "No line where more than {days} days lie between two results."
        ));
    }
    notes
}

/// A source, and that nobody held the number against it where that is so.
fn source_words(source: &Source) -> String {
    let text = source.text.as_str();
    match text.strip_prefix("unverified: ") {
        Some(named) => format!("{named} (not yet held against its source)"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_only_spoken_of_where_somebody_published_one() {
        let library = ::measures::Library::built_in().unwrap();
        let mut spoken = Vec::new();
        for instrument in library.iter() {
            for scale in &instrument.scales {
                let notes = notes(instrument, scale, None);
                let change = notes.iter().any(|note| note.contains("points or more are"));
                let rules = instrument.changes.iter();
                let sourced = rules.filter(|rule| rule.scale == scale.id && rule.points.is_some());
                assert_eq!(
                    change,
                    sourced.count() > 0,
                    "{}: {notes:?}",
                    instrument.code
                );
                assert_eq!(
                    notes.iter().any(|note| note.starts_with("Bands: ")),
                    !scale.bands.is_empty()
                );
                spoken.extend(change.then_some(instrument.code.as_str()));
            }
        }
        assert_eq!(spoken, ["phq-9", "pcl-5"]);
    }
}
