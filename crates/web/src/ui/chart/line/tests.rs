//! Where things stand in a line chart, read from its markup.

use super::*;
use jiff::civil::date;

fn point(month: i8, day: i8, value: Option<f64>) -> Measured {
    Measured {
        at: date(2026, month, day).at(12, 0, 0, 0),
        label: format!("{month}/{day}"),
        value,
        mark: None,
        mark_means: None,
    }
}

fn chart(points: Vec<Measured>) -> LineChart {
    LineChart {
        id: "c".into(),
        title: "PHQ-9".into(),
        says: "Said.".into(),
        unit: "points".into(),
        of: "Date".into(),
        range: [0.0, 27.0],
        bands: Vec::new(),
        series: vec![Series {
            name: "Total".into(),
            points,
        }],
        gap_days: None,
        reference: None,
        notes: Vec::new(),
    }
}

fn drawn(chart: &LineChart) -> String {
    line_chart(chart).into_string()
}

/// The values of an attribute of every tag that begins so.
fn values(html: &str, tag: &str, attribute: &str) -> Vec<f64> {
    let opened = html.split('<').filter(|piece| piece.starts_with(tag));
    let value = |piece: &str| {
        let (_, rest) = piece.split_once(&format!(" {attribute}=\""))?;
        let (value, _) = rest.split_once('"')?;
        value.trim_end_matches('%').parse().ok()
    };
    opened.filter_map(value).collect()
}

#[test]
fn points_are_as_far_apart_as_their_days() {
    let html = drawn(&chart(vec![
        point(1, 5, Some(20.0)),
        point(1, 12, Some(18.0)),
        point(4, 6, Some(10.0)),
    ]));
    let x = values(&html, "circle ", "cx");
    assert_eq!(x.len(), 3, "{html}");
    let (week, rest) = (x[1] - x[0], x[2] - x[1]);
    assert!(
        (rest / week - 12.0).abs() < 0.02,
        "12 weeks beside one: {week} {rest}"
    );
    let y = values(&html, "circle ", "cy");
    assert!(
        (y[0] - (86.0 - 20.0 / 27.0 * 76.0)).abs() < 0.01,
        "on the whole scale: {y:?}"
    );
}

#[test]
fn the_line_has_a_gap_where_nothing_was_measured_and_where_it_is_too_long_ago() {
    let joined = |chart: &LineChart| values(&drawn(chart), "line class=\"series\"", "x1").len();
    let all = vec![
        point(3, 2, Some(9.0)),
        point(3, 9, Some(8.0)),
        point(3, 16, Some(7.0)),
    ];
    assert_eq!(joined(&chart(all.clone())), 2);
    let mut missed = all.clone();
    missed[1].value = None;
    assert_eq!(joined(&chart(missed.clone())), 0);
    assert!(drawn(&chart(missed)).contains("not measured"));
    let mut late = chart(all);
    late.series[0].points.push(point(4, 20, Some(6.0)));
    assert_eq!(joined(&late), 3);
    late.gap_days = Some(14);
    assert_eq!(joined(&late), 2, "five weeks are no line");
}

#[test]
fn what_is_flagged_is_marked_at_its_point_with_a_text() {
    let mut points = vec![
        point(1, 5, Some(20.0)),
        point(1, 6, Some(20.0)),
        point(4, 6, Some(1.0)),
    ];
    for point in &mut points {
        point.mark = Some("item 9".into());
        point.mark_means = Some("item 9, thoughts of death: some days".into());
    }
    let html = drawn(&chart(points));
    let (x, rings) = (
        values(&html, "circle cx", "cx"),
        values(&html, "circle class=\"flagged\"", "cx"),
    );
    assert_eq!(rings, x, "each is ringed");
    let texts = values(&html, "text class=\"mark\"", "x");
    assert_eq!(
        texts,
        [x[0], x[2]],
        "said once where two stand side by side: {html}"
    );
    assert_eq!(
        html.matches("thoughts of death: some days").count(),
        3,
        "the table says it of each"
    );
    let away: Vec<&str> = html.split("class=\"mark\"").skip(1).collect();
    assert!(
        away[0].contains("dy=\"1.9em\"") && away[1].contains("dy=\"-2.1em\""),
        "{away:?}"
    );
}

#[test]
fn one_line_has_no_legend_and_two_have_one() {
    let one = chart(vec![point(3, 2, Some(9.0)), point(3, 9, Some(8.0))]);
    assert!(!drawn(&one).contains("class=\"legend\""));
    let mut two = one.clone();
    two.series.push(Series {
        name: "Program".into(),
        points: vec![point(3, 2, Some(4.0))],
    });
    assert!(drawn(&two).contains("class=\"legend\""));
}

#[test]
fn bands_are_named_beside_the_chart_and_in_the_table() {
    let mut banded = chart(vec![point(3, 2, Some(12.0)), point(3, 9, Some(4.0))]);
    banded.bands = [("minimal", 0.0, 9.0), ("moderate", 10.0, 27.0)]
        .map(|(label, from, to)| NamedBand {
            label: label.into(),
            from,
            to,
        })
        .into();
    let html = drawn(&banded);
    let (_, beside) = html.split_once("class=\"band-names\"").unwrap();
    let (beside, table) = beside.split_once("<table>").unwrap();
    let at = |word: &str| {
        beside
            .find(word)
            .unwrap_or_else(|| panic!("{word}: {beside}"))
    };
    assert!(
        at("moderate") < at("minimal"),
        "the higher one stands above"
    );
    assert!(table.contains("<td>moderate</td>") && table.contains("<td>minimal</td>"));
    assert!(table.contains("Reads as"));
}

#[test]
fn without_a_value_there_is_nothing_to_draw() {
    assert!(drawn(&chart(vec![point(3, 2, None)])).contains("Nothing to draw yet."));
    assert!(drawn(&chart(Vec::new())).contains("Nothing to draw yet."));
}
