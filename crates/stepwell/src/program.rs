//! `stepwell program check`: what a program file comes to, and what does not add up. Stores nothing.

use anyhow::{Context as _, Result, bail};
use care::group::meetings_text;
use care::program_file::{FILE_BYTES_MAX, Plan, Settle, hours_text, load};
use clap::Subcommand;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What can be done with a program file.
#[derive(Subcommand)]
pub enum Command {
    /// Print what each program of a file comes to, and what does not add up
    Check {
        /// The program file (TOML); programs/examples.toml shows every form
        file: PathBuf,
    },
}

/// Does what was asked.
pub fn run(command: Command) -> Result<()> {
    match command {
        Command::Check { file } => check(&file),
    }
}

fn check(file: &Path) -> Result<()> {
    let name = file.display().to_string();
    let bytes = std::fs::metadata(file)
        .with_context(|| format!("{name} cannot be opened"))?
        .len();
    if bytes > FILE_BYTES_MAX as u64 {
        bail!("{name} has {bytes} bytes; at most {FILE_BYTES_MAX} are read");
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    for plan in load(&name, &text, &Settle::default())? {
        print!("{}", words(&plan)?);
    }
    Ok(())
}

/// One program as lines.
fn words(plan: &Plan) -> Result<String> {
    let mut text = String::new();
    writeln!(text, "{}", plan.name)?;
    for group in &plan.groups {
        let weeks = group
            .stay_weeks
            .map(|weeks| format!(", weeks {} to {} of a stay", weeks.first, weeks.last));
        writeln!(
            text,
            "  {}: {}, {}{}",
            group.name,
            meetings_text(&group.meetings).replace('\n', "; "),
            hours_text(u32::from(group.minutes)),
            weeks.unwrap_or_default()
        )?;
    }
    for (of, sum) in &plan.weeks {
        writeln!(text, "  {of}: {} a week", hours_text(*sum))?;
    }
    for finding in &plan.findings {
        writeln!(text, "  Does not add up: {finding}")?;
    }
    for settled in &plan.settled {
        writeln!(text, "  Settled: {settled}")?;
    }
    for rule in &plan.rules {
        writeln!(text, "  Its rule: {rule}")?;
    }
    writeln!(text)?;
    Ok(text)
}
