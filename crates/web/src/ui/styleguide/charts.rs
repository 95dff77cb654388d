//! Charts.

use maud::{Markup, html};

use super::specimen;
use crate::ui::{BarChart, LineChart, Reference, Series, bar_chart, line_chart};

pub fn section() -> Markup {
    html! {
        (specimen("Bar chart", bar_chart(&bars())))
        (specimen("Line chart", line_chart(&lines())))
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

fn lines() -> LineChart {
    LineChart {
        id: "phq".into(),
        title: "PHQ-9".into(),
        says: "14 on Fri, Apr 10, down 6 since March 6, a reliable change. 5 of 6 measured.".into(),
        unit: "points".into(),
        of: "Date".into(),
        labels: ["Mar 6", "Mar 13", "Mar 20", "Mar 27", "Apr 3", "Apr 10"]
            .map(String::from)
            .into(),
        series: vec![
            Series {
                name: "This person".into(),
                values: vec![
                    Some(20.0),
                    Some(19.0),
                    None,
                    Some(17.0),
                    Some(15.0),
                    Some(14.0),
                ],
            },
            Series {
                name: "Program".into(),
                values: [16.0, 14.0, 13.0, 11.5, 10.0, 9.0].map(Some).into(),
            },
        ],
        reference: Some(Reference {
            label: "Moderate from".into(),
            value: 10.0,
        }),
    }
}
