//! What the chosen stages need, started once and stopped at the end.

use std::path::PathBuf;

use anyhow::Result;

use super::stage::{Need, Stage};
use super::summary::Outcome;
use crate::place;
use crate::tools::browser::Driver;
use crate::tools::postgres::Cluster;
use crate::tools::{axe, deny, icalendar, strace};

/// Each is nothing when no stage needs it, and an error when it could not be had.
#[derive(Debug)]
pub struct Services {
    postgres: Option<Result<Cluster>>,
    strace: Option<Result<()>>,
    driver: Option<Result<Driver>>,
    axe: Option<Result<PathBuf>>,
    deny: Option<Result<()>>,
    icalendar: Option<Result<PathBuf>>,
}

/// What is to become of a stage.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Run,
    /// Worth running, although this is missing.
    RunWithout(String),
    /// Not worth running; this is its outcome.
    Settled(Outcome),
}

impl Services {
    pub fn start(stages: &[&Stage]) -> Self {
        let needed = |need| stages.iter().any(|stage| stage.needs.contains(&need));
        let services = Self {
            postgres: needed(Need::Postgres).then(Cluster::start),
            strace: needed(Need::Strace).then(strace::installed),
            driver: needed(Need::Driver).then(Driver::start),
            axe: needed(Need::Axe).then(axe::script),
            deny: needed(Need::Deny).then(deny::installed),
            icalendar: needed(Need::Icalendar).then(icalendar::python),
        };
        for need in [
            Need::Postgres,
            Need::Strace,
            Need::Driver,
            Need::Axe,
            Need::Deny,
            Need::Icalendar,
        ] {
            if let Some(problem) = services.problem(need) {
                eprintln!("\n!!! {problem}");
            }
        }
        services
    }

    /// Whether a stage can run with what there is.
    pub fn verdict(&self, stage: &Stage) -> Verdict {
        let problems: Vec<String> = stage
            .needs
            .iter()
            .filter_map(|need| self.problem(*need))
            .collect();
        decide(problems, stage.runs_without, place::in_ci())
    }

    /// The variables in which the tests look.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        let postgres = self
            .postgres
            .as_ref()
            .and_then(|it| it.as_ref().ok())
            .map(Cluster::url);
        let driver = self
            .driver
            .as_ref()
            .and_then(|it| it.as_ref().ok())
            .map(Driver::url);
        let axe = self
            .axe
            .as_ref()
            .and_then(|it| it.as_ref().ok())
            .map(|path| path.display().to_string());
        let icalendar = self
            .icalendar
            .as_ref()
            .and_then(|it| it.as_ref().ok())
            .map(|path| path.display().to_string());
        let named = [
            ("STEPWELL_TEST_ICALENDAR", icalendar),
            ("STEPWELL_TEST_POSTGRES", postgres),
            ("STEPWELL_TEST_WEBDRIVER", driver),
            ("STEPWELL_TEST_AXE", axe),
        ];
        named
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    fn problem(&self, need: Need) -> Option<String> {
        let (name, error) = match need {
            Need::Postgres => ("PostgreSQL", self.postgres.as_ref()?.as_ref().err()),
            Need::Strace => ("strace", self.strace.as_ref()?.as_ref().err()),
            Need::Driver => ("a browser driver", self.driver.as_ref()?.as_ref().err()),
            Need::Axe => ("axe-core", self.axe.as_ref()?.as_ref().err()),
            Need::Deny => ("cargo-deny", self.deny.as_ref()?.as_ref().err()),
            Need::Icalendar => (
                "a strict reader of calendars",
                self.icalendar.as_ref()?.as_ref().err(),
            ),
        };
        error.map(|error| format!("{name} is missing: {error:#}"))
    }
}

fn decide(problems: Vec<String>, runs_without: bool, in_ci: bool) -> Verdict {
    let text = problems.join("\n");
    match (problems.is_empty(), runs_without, in_ci) {
        (true, _, _) => Verdict::Run,
        (false, true, false) => Verdict::RunWithout(text),
        (false, false, false) => Verdict::Settled(Outcome::Skipped(text)),
        (false, _, true) => Verdict::Settled(Outcome::Failed(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_tool_is_loud_here_and_a_failure_in_ci() {
        let lacking = |runs_without, in_ci| decide(vec!["no X".to_owned()], runs_without, in_ci);
        let text = || "no X".to_owned();
        assert_eq!(lacking(true, false), Verdict::RunWithout(text()));
        assert_eq!(
            lacking(false, false),
            Verdict::Settled(Outcome::Skipped(text()))
        );
        assert_eq!(
            lacking(true, true),
            Verdict::Settled(Outcome::Failed(text()))
        );
        assert_eq!(
            lacking(false, true),
            Verdict::Settled(Outcome::Failed(text()))
        );
        assert_eq!(decide(Vec::new(), false, true), Verdict::Run);
    }
}
