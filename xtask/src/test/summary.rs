//! What came of it.

use std::fmt::{self, Write as _};
use std::time::Duration;

/// How a stage ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    /// Passed as far as it could: something was missing.
    PassedWithout(String),
    Failed(String),
    Skipped(String),
    NotRun,
}

impl Outcome {
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::Failed(_))
    }

    fn detail(&self) -> Option<&str> {
        match self {
            Self::PassedWithout(detail) | Self::Failed(detail) | Self::Skipped(detail) => {
                Some(detail)
            }
            Self::Passed | Self::NotRun => None,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Passed => "ok",
            Self::PassedWithout(_) => "ok, in part",
            Self::Failed(_) => "FAILED",
            Self::Skipped(_) => "SKIPPED",
            Self::NotRun => "not run",
        })
    }
}

/// One line of the table.
#[derive(Debug)]
pub struct Row {
    pub name: &'static str,
    pub outcome: Outcome,
    pub took: Duration,
}

pub fn table(rows: &[Row], total: Duration) -> String {
    let mut text = format!("\n{:<9} {:<12} {:>10}\n", "stage", "result", "time");
    // Writing into a String cannot fail.
    for row in rows {
        let _ = writeln!(
            text,
            "{:<9} {:<12} {:>10}",
            row.name,
            row.outcome,
            duration(row.took)
        );
        for line in row
            .outcome
            .detail()
            .iter()
            .flat_map(|detail| detail.lines())
        {
            let _ = writeln!(text, "          {line}");
        }
    }
    let _ = writeln!(text, "{:<9} {:<12} {:>10}", "all", "", duration(total));
    text
}

/// `0.4 s`, `2 min 05 s`.
pub fn duration(took: Duration) -> String {
    if took < Duration::from_mins(1) {
        format!("{:.1} s", took.as_secs_f64())
    } else {
        format!("{} min {:02} s", took.as_secs() / 60, took.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_and_how_long() {
        let row = |name, outcome, seconds| Row {
            name,
            outcome,
            took: Duration::from_secs(seconds),
        };
        let rows = [
            row("clippy", Outcome::Passed, 3),
            row(
                "browser",
                Outcome::Skipped("axe-core is missing:\nno npm".to_owned()),
                0,
            ),
            row(
                "deny",
                Outcome::Failed("`cargo deny` failed".to_owned()),
                125,
            ),
        ];
        let expected = "
stage     result             time
clippy    ok                3.0 s
browser   SKIPPED           0.0 s
          axe-core is missing:
          no npm
deny      FAILED       2 min 05 s
          `cargo deny` failed
all                    2 min 08 s
";
        assert_eq!(table(&rows, Duration::from_secs(128)), expected);
    }
}
