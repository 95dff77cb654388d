//! Charts.

use maud::{Markup, html};

use super::specimen;
use crate::ui::{
    BarChart, Funnel, FunnelStage, LineChart, Measured, NamedBand, Reference, Series, bar_chart,
    funnel, line_chart,
};
use jiff::civil::date;

pub fn section() -> Markup {
    html! {
        (specimen("Bar chart", bar_chart(&bars())))
        (specimen("Line chart", line_chart(&lines())))
        (specimen("Line chart with bands", line_chart(&banded())))
        (specimen("Funnel", funnel(&stages())))
        (specimen("A chart without values", bar_chart(&BarChart { id: "no-bars".into(), bars: vec![], reference: None, says: "No week is complete yet.".into(), ..bars() })))
    }
}

fn bars() -> BarChart {
    let weeks = [
        ("Mar 2", 9.0),
        ("Mar 9", 6.0),
        ("Mar 16", 7.5),
        ("Mar 23", 9.0),
        ("Mar 30", 3.0),
        ("Apr 6", 8.5),
    ];
    BarChart {
        id: "hours-kept".into(),
        title: "Hours kept".into(),
        says: "2 of 6 weeks met the 9 hours prescribed, as of Tue, Apr 14.".into(),
        unit: "hours".into(),
        of: "Week of".into(),
        bars: weeks.map(|(label, value)| (label.to_owned(), value)).into(),
        reference: Some(Reference {
            label: "Prescribed".into(),
            value: 9.0,
        }),
    }
}

fn point(month: i8, day: i8, value: Option<f64>) -> Measured {
    let on = date(2026, month, day);
    Measured {
        at: on.at(16, 0, 0, 0),
        label: care::day::brief_text(on),
        value,
        mark: None,
        mark_means: None,
    }
}

fn lines() -> LineChart {
    let person = [
        (3, 6, Some(20.0)),
        (3, 13, Some(19.0)),
        (3, 20, None),
        (3, 27, Some(17.0)),
        (4, 3, Some(15.0)),
        (4, 10, Some(14.0)),
    ];
    let program = [(3, 6, 16.0), (3, 13, 14.0), (3, 27, 11.5), (4, 10, 9.0)];
    LineChart {
        id: "phq".into(),
        title: "PHQ-9".into(),
        says: "14 on Fri, Apr 10, down 6 since March 6, a reliable change. 5 of 6 measured.".into(),
        unit: "points".into(),
        of: "Date".into(),
        range: [0.0, 27.0],
        bands: Vec::new(),
        series: vec![
            Series {
                name: "This person".into(),
                points: person
                    .map(|(month, day, value)| point(month, day, value))
                    .into(),
            },
            Series {
                name: "Program".into(),
                points: program
                    .map(|(month, day, value)| point(month, day, Some(value)))
                    .into(),
            },
        ],
        gap_days: None,
        reference: Some(Reference {
            label: "Moderate from".into(),
            value: 10.0,
        }),
        notes: Vec::new(),
    }
}

/// One line over months: its bands have names, a danger is marked, five weeks in between are no line.
fn banded() -> LineChart {
    let mut points: Vec<Measured> = [(1, 5, 21.0), (1, 12, 18.0), (2, 20, 12.0), (4, 10, 6.0)]
        .map(|(month, day, value)| point(month, day, Some(value)))
        .into();
    if let Some(first) = points.first_mut() {
        first.mark = Some("item 9".into());
        first.mark_means = Some("item 9, thoughts of death or self-harm: some days".into());
    }
    let bands = [
        ("minimal", 0.0, 4.0),
        ("mild", 5.0, 9.0),
        ("moderate", 10.0, 14.0),
        ("moderately severe", 15.0, 19.0),
        ("severe", 20.0, 27.0),
    ];
    let bands = bands.map(|(label, from, to)| NamedBand {
        label: label.into(),
        from,
        to,
    });
    LineChart {
        id: "phq-banded".into(),
        says: "6 (mild) on Fri, Apr 10, down 15 since January 5. 4 results.".into(),
        bands: bands.into(),
        series: vec![Series {
            name: "Total".into(),
            points,
        }],
        gap_days: Some(21),
        reference: None,
        notes: vec!["No line where more than 21 days lie between two results.".into()],
        ..lines()
    }
}

fn stages() -> Funnel {
    let stage = |(label, count, published): (&str, u32, Option<f64>)| FunnelStage {
        label: label.into(),
        count,
        published,
    };
    Funnel {
        id: "way-in".into(),
        title: "How far they came".into(),
        says: "Requests from Mar 2 to Apr 12, n = 48.".into(),
        of: "requests".into(),
        stages: [
            ("Asked", 48, None),
            ("Reached", 41, None),
            ("Came to the assessment", 24, Some(55.0)),
            ("Admitted", 15, Some(37.4)),
        ]
        .map(stage)
        .into(),
        source: "Published: 1,822 requests at agencies of this field.".into(),
    }
}
