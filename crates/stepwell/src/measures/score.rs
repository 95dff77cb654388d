//! `stepwell measures score`: one set of answers, or a line for each.

use anyhow::{Context as _, Result, anyhow};
use clap::{Args, ValueEnum};
use console::Exit;
use measures::{Answers, Context, Instrument, Outcome, Scored, Sex};
use serde_json::json;
use std::io::BufRead;
use std::path::PathBuf;

/// What the help says at its end.
pub const AFTER: &str = "\
Examples:
  echo '{\"1\": 2, \"2\": \"declined\"}' | stepwell measures score phq-9 -
  stepwell measures score phq-9 --lines answers.jsonl > scores.jsonl

With --lines every line in is one object of answers, and every line out its result, in the same order; a line that cannot be
scored is answered with {\"line\": N, \"error\": \"…\"}, and the exit code is then 1.";

/// How answers are written.
const FORM: &str = "Write JSON such as {\"1\": 2, \"2\": \"declined\"}, each answer a whole number, true, false, \"skipped\", \"declined\" or \"missing\".";
/// The longest line that is read, in bytes.
const LINE_BYTES_MAX: u64 = 1 << 20;

/// What `score` takes.
#[derive(Args)]
pub struct Flags {
    /// The instrument's code, such as phq-9
    code: String,
    /// Answers by item in JSON, such as {"1": 2, "2": "declined"}; “-” is standard input
    file: PathBuf,
    /// The recorded sex, where a published cut depends on it
    #[arg(long, value_enum)]
    sex: Option<SexFlag>,
    /// A set of bands other than the default, such as total=cut-11; may be repeated
    #[arg(long, value_name = "SCALE=NAME", value_parser = pair)]
    bands: Vec<(String, String)>,
    /// Print the whole result as JSON
    #[arg(long)]
    json: bool,
    /// Read a set of answers from each line, and print the result of each as a line of JSON
    #[arg(long)]
    lines: bool,
}

/// A recorded sex.
#[derive(Clone, Copy, ValueEnum)]
enum SexFlag {
    Female,
    Male,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=');
    let owned = pair.map(|(scale, name)| (scale.to_owned(), name.to_owned()));
    owned.ok_or_else(|| "write the scale and the name, such as total=cut-11".to_owned())
}

impl Flags {
    /// The code of the instrument.
    pub fn code(&self) -> &str {
        &self.code
    }

    fn context(&self) -> Context {
        Context {
            sex: self.sex.map(|sex| match sex {
                SexFlag::Female => Sex::Female,
                SexFlag::Male => Sex::Male,
            }),
            bands: self.bands.iter().cloned().collect(),
        }
    }
}

/// Scores one set of answers, or every line.
pub fn run(instrument: &Instrument, flags: &Flags) -> Result<Exit> {
    let context = flags.context();
    if flags.lines {
        return lines(instrument, &context, console::open(&flags.file)?);
    }
    let name = console::name(&flags.file);
    let answers: Answers = reading::json(&super::read(&flags.file)?)
        .map_err(|wrong| anyhow!("{name} does not hold answers by item: {wrong}. {FORM}"))?;
    let scored = measures::score(instrument, &answers, &context)?;
    if flags.json {
        console::say!("{}", serde_json::to_string_pretty(&scored)?);
    } else {
        print(&scored);
    }
    Ok(Exit::Well)
}

/// Scores line by line, so that it may stand in the middle of a pipe. An empty line is passed over.
fn lines(instrument: &Instrument, context: &Context, mut from: Box<dyn BufRead>) -> Result<Exit> {
    let mut exit = Exit::Well;
    for number in 1_u64.. {
        let mut bytes = Vec::new();
        let mut limited = std::io::Read::take(&mut from, LINE_BYTES_MAX);
        limited
            .read_until(b'\n', &mut bytes)
            .with_context(|| format!("line {number} cannot be read"))?;
        if bytes.is_empty() || console::is_closed() {
            break;
        }
        if bytes.len() as u64 == LINE_BYTES_MAX {
            anyhow::bail!("line {number} has more than {LINE_BYTES_MAX} bytes");
        }
        let Ok(line) = str::from_utf8(&bytes) else {
            exit = refuse(number, "it is not UTF-8 text");
            continue;
        };
        if line.trim().is_empty() {
            continue;
        }
        let scored = reading::json::<Answers>(line)
            .map_err(|wrong| one_line(&wrong))
            .and_then(|answers| {
                measures::score(instrument, &answers, context).map_err(|error| error.to_string())
            });
        match scored {
            Ok(scored) => console::say!("{}", serde_json::to_string(&scored)?),
            Err(error) => exit = refuse(number, &error),
        }
    }
    Ok(exit)
}

/// What is wrong in a text of one line: its line is known already.
fn one_line(wrong: &reading::Unreadable) -> String {
    if wrong.key.is_empty() {
        wrong.problem.clone()
    } else {
        format!("{}: {}", wrong.key, wrong.problem)
    }
}

fn refuse(line: u64, error: &str) -> Exit {
    console::say!("{}", json!({ "line": line, "error": error }));
    Exit::Found
}

fn print(scored: &Scored) {
    for flag in &scored.flags {
        console::say!("{:?}: {}", flag.urgency, flag.says);
    }
    if let Some(triage) = &scored.triage {
        let open = triage.could_be.as_ref();
        let open = open.map(|level| format!("; could be {level}, since answers are absent"));
        console::say!(
            "{}: {}{}",
            triage.title,
            triage.label,
            open.unwrap_or_default()
        );
    }
    for scale in &scored.scales {
        let band = scale.band.as_ref().map(|band| format!(", {}", band.label));
        let band = band.unwrap_or_default();
        match &scale.outcome {
            Outcome::Complete { points } => console::say!("{}: {points}{band}", scale.title),
            Outcome::Prorated {
                points,
                answered,
                of,
            } => {
                console::say!(
                    "{}: {points}{band} (prorated from {answered} of {of} answers)",
                    scale.title
                );
            }
            Outcome::NotScored { reason, .. } => {
                console::say!("{}: not scored. {reason}", scale.title);
            }
        }
    }
    for item in &scored.absent {
        console::say!(
            "Item {} ({}) is {}.",
            item.item,
            item.label,
            item.why.word()
        );
    }
    for sentence in &scored.disagreements {
        console::say!("{sentence}");
    }
}
