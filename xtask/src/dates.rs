//! `cargo xtask dates`: the stages that drive the program, on two dozen dates.
//!
//! Tests run on one fixed date, so that they say the same on every day. What depends on the day, on a change of clocks
//! or on the turn of a year is found here: by hand, and every night.

use std::fmt::Write as _;

use anyhow::{Result, bail};

use crate::test::{self, Outcome, Services, Stage, stages};

/// The variable in which the tests look for their date.
const VARIABLE: &str = "STEPWELL_TEST_AT";
/// The stages that are run on each date.
const STAGES: [&str; 2] = ["http", "browser"];

const HELP: &str = "\
cargo xtask dates [--only STAGE] [--at DATE,…]

  --only STAGE     http or browser; both otherwise
  --at DATE,…      these instead of the usual two dozen, each as 2026-12-31T23:50 by the clocks of New York;
                   the second site of the demonstration is two hours behind

Runs the stages on each date, prints a table, and fails when one of them did.
";

/// When, and why then.
const DATES: [(&str, &str); 24] = [
    ("2026-06-15T10:00", "a Monday"),
    ("2026-06-16T10:00", "a Tuesday"),
    ("2026-06-17T10:00", "a Wednesday"),
    ("2026-06-18T10:00", "a Thursday"),
    ("2026-06-19T10:00", "a Friday"),
    ("2026-06-20T10:00", "a Saturday"),
    ("2026-06-21T10:00", "a Sunday"),
    ("2026-06-21T23:50", "Sunday, ten minutes to Monday"),
    ("2026-06-22T00:10", "Monday, at one site only"),
    ("2026-03-08T01:30", "half an hour before clocks go ahead"),
    ("2026-03-08T12:00", "the day on which clocks go ahead"),
    ("2026-11-01T00:30", "half an hour before clocks may go back"),
    ("2026-11-01T12:00", "the day on which clocks go back"),
    ("2026-11-23T09:00", "the Monday of Thanksgiving week"),
    ("2026-11-25T18:00", "the evening before Thanksgiving"),
    ("2026-11-26T10:00", "Thanksgiving"),
    ("2026-11-27T14:00", "the day after Thanksgiving"),
    ("2026-11-29T20:00", "the Sunday after Thanksgiving"),
    ("2026-12-31T15:00", "the last day of a year"),
    (
        "2026-12-31T23:50",
        "the last minutes of a year, at one site",
    ),
    (
        "2027-01-01T00:10",
        "the first minutes of a year, at one site",
    ),
    ("2027-01-01T11:00", "the first day of a year"),
    ("2028-02-28T23:50", "ten minutes before a leap day"),
    ("2028-02-29T09:00", "a leap day"),
];

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    stages: Vec<String>,
    dates: Vec<(String, String)>,
    help: bool,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            stages: STAGES.map(str::to_owned).to_vec(),
            dates: Vec::new(),
            help: false,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let (flag, value) = match argument.split_once('=') {
                Some((flag, value)) => (flag, Some(value.to_owned())),
                None => (argument.as_str(), None),
            };
            let mut value = || value.clone().or_else(|| rest.next().cloned());
            match (flag, flag.starts_with("--").then(&mut value).flatten()) {
                ("--help" | "-h", _) => options.help = true,
                ("--only", Some(stage)) if STAGES.contains(&stage.as_str()) => {
                    options.stages = vec![stage];
                }
                ("--at", Some(dates)) => {
                    let each = dates.split(',').map(|date| date.trim().to_owned());
                    options.dates.extend(each.map(|date| {
                        let usual = DATES.iter().find(|(known, _)| *known == date);
                        let why = usual.map_or("asked for", |(_, why)| why);
                        (date, why.to_owned())
                    }));
                }
                _ => bail!("`{argument}` is not understood\n\n{HELP}"),
            }
        }
        if options.dates.is_empty() {
            options.dates = DATES
                .iter()
                .map(|(date, why)| ((*date).to_owned(), (*why).to_owned()))
                .collect();
        }
        Ok(options)
    }
}

/// Runs the stages on every date. True when none failed; a stage that could not be run at all is no success.
pub fn run(arguments: &[String]) -> Result<bool> {
    let options = Options::parse(arguments)?;
    if options.help {
        print!("{HELP}");
        return Ok(true);
    }
    let stages: Vec<&'static Stage> = stages(&options.stages);
    let services = Services::start(&stages);
    let mut rows = Vec::new();
    for (date, why) in &options.dates {
        println!("\n##### {date}: {why}");
        let outcomes = stages.iter().map(|stage| {
            let row = test::run_stage(stage, &services, &[(VARIABLE, date.clone())]);
            (stage.name, row.outcome)
        });
        rows.push((date.as_str(), why.as_str(), outcomes.collect::<Vec<_>>()));
    }
    drop(services);
    print!("{}", table(&rows));
    Ok(rows.iter().all(|(_, _, outcomes)| {
        let ran =
            |outcome: &Outcome| !outcome.is_failure() && !matches!(outcome, Outcome::Skipped(_));
        outcomes.iter().all(|(_, outcome)| ran(outcome))
    }))
}

/// What came of the stages of one date.
type Outcomes = Vec<(&'static str, Outcome)>;

/// Date by date, what came of each stage.
fn table(rows: &[(&str, &str, Outcomes)]) -> String {
    let mut text = String::from("\n");
    for (date, why, outcomes) in rows {
        let said: Vec<String> = outcomes
            .iter()
            .map(|(stage, outcome)| format!("{stage} {outcome}"))
            .collect();
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{date:<18} {why:<42} {}", said.join(", "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Options> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&arguments)
    }

    #[test]
    fn two_dozen_dates_are_tried_unless_others_are_named() {
        let usual = parsed("").expect("all");
        assert_eq!((usual.dates.len(), usual.stages.len()), (24, 2));
        let few = parsed("--only http --at 2026-12-31T23:50,2030-01-01T09:00").expect("two");
        assert_eq!(few.stages, ["http"]);
        let named: Vec<(&str, &str)> = few
            .dates
            .iter()
            .map(|(date, why)| (date.as_str(), why.as_str()))
            .collect();
        let expected = [
            (
                "2026-12-31T23:50",
                "the last minutes of a year, at one site",
            ),
            ("2030-01-01T09:00", "asked for"),
        ];
        assert_eq!(named, expected);
    }

    #[test]
    fn mistakes_are_said() {
        for line in ["--only deny", "--at", "2026-12-31"] {
            parsed(line).expect_err(line);
        }
    }

    #[test]
    fn the_table_says_what_came_of_each_date() {
        let failed = Outcome::Failed("a test".to_owned());
        let rows = [(
            "2026-06-15T10:00",
            "a Monday",
            vec![("http", Outcome::Passed), ("browser", failed)],
        )];
        let text = table(&rows);
        assert!(text.contains("2026-06-15T10:00"), "{text}");
        assert!(text.contains("http ok, browser FAILED"), "{text}");
    }
}
