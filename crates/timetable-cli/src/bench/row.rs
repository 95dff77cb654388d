//! One measurement, and the list of them.

use crate::files::say;
use serde::Serialize;

/// One measured value.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    name: String,
    value: f64,
    unit: &'static str,
    /// What it is held against: the best known, or the goal.
    versus: Option<f64>,
    /// The value over that.
    ratio: Option<f64>,
}

impl Row {
    pub fn new(name: String, value: f64, unit: &'static str) -> Row {
        Row {
            name,
            value,
            unit,
            versus: None,
            ratio: None,
        }
    }

    /// Holds the value against another.
    pub fn versus(mut self, other: f64) -> Row {
        self.versus = Some(other);
        self.ratio = (other > 0.0).then(|| self.value / other);
        self
    }
}

/// All measurements, printed as they come when somebody is reading.
pub(crate) struct Rows {
    all: Vec<Row>,
    aloud: bool,
    /// Hard rules broken by any timetable.
    pub broken: usize,
}

impl Rows {
    pub fn new(aloud: bool) -> Rows {
        Rows {
            all: Vec::new(),
            aloud,
            broken: 0,
        }
    }

    /// Whether somebody reads along.
    pub fn aloud(&self) -> bool {
        self.aloud
    }

    pub fn title(&self, title: &str) {
        if self.aloud {
            say(&format!("\n{title}"));
        }
    }

    pub fn add(&mut self, row: Row) {
        if self.aloud {
            let versus = match (row.versus, row.ratio) {
                (Some(versus), Some(ratio)) => {
                    format!("  of {} ({ratio:.3})", number(versus))
                }
                _ => String::new(),
            };
            let value = number(row.value);
            say(&format!(
                "  {:<44}{value:>12} {:<8}{versus}",
                row.name, row.unit
            ));
        }
        self.all.push(row);
    }

    /// Adds a value that was said in a table of its own.
    pub fn keep(&mut self, row: Row) {
        self.all.push(row);
    }

    /// Adds a value that may not have been reached.
    pub fn add_some(&mut self, name: String, value: Option<f64>, unit: &'static str) {
        match value {
            Some(value) => self.add(Row::new(name, value, unit)),
            None if self.aloud => say(&format!("  {name:<44}{:>12}", "not reached")),
            None => {}
        }
    }

    pub fn json(&self) -> String {
        serde_json::to_string_pretty(&self.all).unwrap_or_default()
    }
}

/// Whole numbers with thousands apart, others to three digits after the point.
fn number(value: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be whole and small"
    )]
    if value.fract() == 0.0 && value.abs() < 1e15 {
        crate::words::thousands(value as i64)
    } else {
        format!("{value:.3}")
    }
}
