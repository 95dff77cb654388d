//! `stepwell bench`: measuring what the documentation claims, on this machine.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;

mod callers;
mod child;
mod client;
mod commits;
mod hours;
mod journal;
mod last;
mod mixed;
mod pages;
mod place;
mod sealed;
mod today;
mod week;
mod world;

/// The `bench` commands.
#[derive(Subcommand)]
pub enum Command {
    /// Commits, journaled reads, verification, sealing, requests over HTTP, memory, start
    ///
    /// Everything is made in a temporary folder and removed. Run a release build on a quiet machine; commits are as
    /// fast as the disk under the folder says that it has written.
    Record(Flags),
    /// Placements a second on one core
    Place(place::Flags),
    /// The week of a site with 60 and with 1,500 people: its page over HTTP, and the hours meters
    Week(week::Flags),
    /// Whether what the hours meter says comes true: predicted against kept, over a simulated quarter
    Hours(hours::Flags),
    /// The first page of a coordinator with 20,000 people in the record and 300 open requests, over HTTP
    Today(today::Flags),
}

/// What `bench record` takes.
#[derive(Args)]
pub struct Flags {
    /// Print a JSON array instead of a table
    #[arg(long)]
    json: bool,
    /// Measure for a tenth of the time; for trying out
    #[arg(long)]
    quick: bool,
    /// Where to put the databases [default: the temporary folder]; a folder in memory shows no honest commits
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// An empty PostgreSQL database to measure commits on as well; it is filled
    #[arg(
        long,
        env = "STEPWELL_BENCH_POSTGRES",
        value_name = "URL",
        hide_env_values = true
    )]
    postgres: Option<String>,
    /// People to add to the large clinic, instead of 20,000
    #[arg(long, value_name = "COUNT")]
    people: Option<usize>,
    /// The table of the last time, to compare with
    #[arg(long, value_name = "FILE", default_value = "benches/last.json")]
    last: PathBuf,
    /// Write this table where the last one is
    #[arg(long)]
    save: bool,
}

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Effort {
    /// For how long each rate is taken.
    pub each: Duration,
    /// Journal entries to verify.
    pub entries: i64,
    /// Starts to take the median of.
    pub starts: usize,
    /// People added to the large clinic, who are not in care any more.
    pub people: usize,
}

const FULL: Effort = Effort {
    each: Duration::from_secs(5),
    entries: 100_000,
    starts: 5,
    people: 20_000,
};
const QUICK: Effort = Effort {
    each: Duration::from_millis(500),
    entries: 10_000,
    starts: 1,
    people: 1_000,
};

/// One measured number.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What was measured.
    pub name: String,
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What it is held against.
    pub versus: Option<String>,
    /// How many times that.
    pub ratio: Option<f64>,
    /// The number of the last time that was kept.
    pub last: Option<f64>,
}

impl Row {
    /// A number on its own.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            name: name.into(),
            value,
            unit,
            versus: None,
            ratio: None,
            last: None,
        }
    }

    /// Held against another measured number.
    #[must_use]
    pub fn over(mut self, versus: impl Into<String>, other: f64) -> Self {
        self.versus = Some(versus.into());
        self.ratio = (other > 0.0).then(|| self.value / other);
        self
    }

    /// Held against what we aim for.
    #[must_use]
    pub fn aim(self, aim: f64) -> Self {
        let versus = format!("aim {aim} {}", self.unit);
        self.over(versus, aim)
    }
}

/// Runs one of them.
pub fn run(command: Command) -> Result<()> {
    let flags = match command {
        Command::Record(flags) => flags,
        Command::Place(flags) => return place(&flags),
        Command::Week(flags) => return week(&flags),
        Command::Hours(flags) => return hours::run(&flags),
        Command::Today(flags) => return today(&flags),
    };
    let mut effort = if flags.quick { QUICK } else { FULL };
    effort.people = flags.people.unwrap_or(effort.people);
    let last = last::read(&flags.last)?;
    let folder = match &flags.folder {
        Some(folder) => tempfile::Builder::new()
            .prefix("stepwell-bench-")
            .tempdir_in(folder)?,
        None => tempfile::Builder::new()
            .prefix("stepwell-bench-")
            .tempdir()?,
    };
    let mut report = Report {
        json: flags.json,
        rows: Vec::new(),
    };
    report.begin();
    report.take(commits::on_sqlite(folder.path(), effort)?);
    if let Some(url) = &flags.postgres {
        report.take(commits::on_postgres(url, effort)?);
    }
    report.take(sealed::measure(folder.path(), effort)?);
    report.take(journal::measure(folder.path(), effort)?);
    report.take(mixed::measure(folder.path(), effort)?);
    report.take(pages::measure(folder.path(), effort)?);
    for row in &mut report.rows {
        row.last = last.get(&row.name).copied();
    }
    if !flags.json && !last.is_empty() {
        last::print(&report.rows);
    }
    if flags.save {
        last::write(&flags.last, &report.rows)?;
    }
    report.end()
}

fn week(flags: &week::Flags) -> Result<()> {
    let mut report = Report {
        json: flags.json,
        rows: Vec::new(),
    };
    report.begin();
    report.take(week::measure(flags)?);
    report.end()
}

fn today(flags: &today::Flags) -> Result<()> {
    let mut report = Report {
        json: flags.json,
        rows: Vec::new(),
    };
    report.begin();
    report.take(today::measure(flags)?);
    report.end()
}

fn place(flags: &place::Flags) -> Result<()> {
    let mut report = Report {
        json: flags.json,
        rows: Vec::new(),
    };
    report.begin();
    report.take(place::measure(flags)?);
    report.end()
}

/// Prints rows as they come, or all of them as JSON at the end.
struct Report {
    json: bool,
    rows: Vec<Row>,
}

impl Report {
    fn begin(&self) {
        if !self.json {
            if cfg!(debug_assertions) {
                console::say!("This is a debug build; a release build is several times as fast.");
            }
            console::say!(
                "{:28} {:>12}  {:6}  {:>8}  held against",
                "row",
                "value",
                "unit",
                "ratio"
            );
        }
    }

    fn take(&mut self, rows: Vec<Row>) {
        if !self.json {
            for row in &rows {
                let ratio = row
                    .ratio
                    .map(|ratio| format!("{ratio:.2}"))
                    .unwrap_or_default();
                let versus = row.versus.as_deref().unwrap_or_default();
                console::say!(
                    "{:28} {:>12.1}  {:6}  {ratio:>8}  {versus}",
                    row.name,
                    row.value,
                    row.unit
                );
            }
        }
        self.rows.extend(rows);
    }

    fn end(&self) -> Result<()> {
        if self.json {
            console::say!("{}", serde_json::to_string_pretty(&self.rows)?);
        }
        Ok(())
    }
}
