//! `stepwell check`: whether everything is as it should be, and what to do about the rest.

use crate::config::{Config, PlaceFlags, ServeFlags};
use anyhow::Result;
use care::Email;
use clap::Args;
use console::{Exit, Found};
use record::RecordError;
use serde_json::json;
use std::path::PathBuf;

mod machine;
mod store;

/// What the help says at its end.
pub const AFTER: &str = "\
Examples:
  stepwell check --config /etc/stepwell.toml
  stepwell check --backup /mnt/backups         hold the newest backup there against the database as well
  stepwell check --mail-to ana@example.org     send a test message as well

Exit codes: 0 everything is as it should be, 1 something is not, 2 something could not be looked at.";

/// What `check` takes.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    place: PlaceFlags,
    #[command(flatten)]
    serve: ServeFlags,
    /// A backup, or a folder of backups: read the newest to the last bit, and see that the database still holds what
    /// it holds
    #[arg(long, value_name = "FOLDER", help_heading = "Looking")]
    backup: Option<PathBuf>,
    /// Send a test message to this address as well, and say what the mail server made of it
    #[arg(long, value_name = "ADDRESS", value_parser = crate::user::email, help_heading = "Looking")]
    mail_to: Option<Email>,
    /// Print JSON instead of lines
    #[arg(long, help_heading = "Looking")]
    json: bool,
}

/// What one look found.
pub enum Finding {
    /// As it should be.
    Fine(String),
    /// Nothing is wrong, and something could be better.
    Note(String),
    /// Something is wrong; what, and what to do about it.
    Problem(String),
    /// It could not be looked at, so nothing is known about it.
    Unseen(String),
}

/// A finding with what was looked at.
pub type CheckLine = (&'static str, Finding);

impl Finding {
    fn of<T>(result: Result<T>, fine: impl FnOnce(T) -> String) -> Self {
        match result {
            Ok(value) => Self::Fine(fine(value)),
            Err(error) => Self::Problem(format!("{error:#}")),
        }
    }

    /// The same of something that has to be asked, where an error may also mean that it gave no answer.
    fn of_asked<T>(result: Result<T>, fine: impl FnOnce(T) -> String) -> Self {
        match result {
            Err(error) if !is_answer(&error) => Self::Unseen(format!("{error:#}")),
            result => Self::of(result, fine),
        }
    }

    /// The word for a machine, the mark for a person, and what there is to say.
    fn parts(&self) -> (&'static str, &'static str, &str) {
        match self {
            Self::Fine(text) => ("ok", "ok     ", text),
            Self::Note(text) => ("note", "note   ", text),
            Self::Problem(text) => ("problem", "PROBLEM", text),
            Self::Unseen(text) => ("not_seen", "NOT SEEN", text),
        }
    }
}

/// Whether an error says what the record is like, and not that it could not be looked at.
fn is_answer(error: &anyhow::Error) -> bool {
    let told = |error: &RecordError| {
        matches!(
            error,
            RecordError::Newer { .. }
                | RecordError::Older { .. }
                | RecordError::Damaged(_)
                | RecordError::NotADatabase(_)
                | RecordError::BadBackup(_)
                | RecordError::WrongKey(_)
        )
    };
    error
        .chain()
        .any(|cause| cause.is::<Found>() || cause.downcast_ref::<RecordError>().is_some_and(told))
}

/// Looks, and prints a line for each thing.
pub fn run(flags: &Flags) -> Result<Exit> {
    let config = Config::load(&flags.place, &flags.serve)?;
    let mut lines = machine::lines(&config, flags.mail_to.as_ref());
    lines.extend(store::lines(&config, flags.backup.as_deref()));
    let exit = exit(&lines);
    if flags.json {
        let lines: Vec<_> = lines
            .iter()
            .map(|(what, finding)| {
                let (found, _, text) = finding.parts();
                json!({ "what": what, "found": found, "text": text })
            })
            .collect();
        let whole = json!({ "well": exit == Exit::Well, "lines": lines });
        console::say!("{}", serde_json::to_string_pretty(&whole)?);
    } else {
        print(&lines, exit);
    }
    Ok(exit)
}

/// What could not be seen weighs more than what was found: whoever asks has to look again.
fn exit(lines: &[CheckLine]) -> Exit {
    let any = |kind: fn(&Finding) -> bool| lines.iter().any(|(_, finding)| kind(finding));
    if any(|finding| matches!(finding, Finding::Unseen(_))) {
        Exit::Failed
    } else {
        Exit::found(any(|finding| matches!(finding, Finding::Problem(_))))
    }
}

fn print(lines: &[CheckLine], exit: Exit) {
    for (what, finding) in lines {
        let (_, mark, text) = finding.parts();
        console::say!("{mark}  {what:14}  {text}");
    }
    let problems = lines
        .iter()
        .filter(|(_, finding)| matches!(finding, Finding::Problem(_)))
        .count();
    match (exit, problems) {
        (Exit::Well, _) => console::say!("\nEverything that was looked at is as it should be."),
        (Exit::Failed, 0) => console::say!("\nNot everything could be looked at."),
        (Exit::Failed, _) => {
            console::say!(
                "\n{problems} not as it should be, and not everything could be looked at."
            );
        }
        (Exit::Found, 1) => console::say!("\nOne thing is not as it should be."),
        (Exit::Found, more) => console::say!("\n{more} things are not as they should be."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gave_no_answer_is_not_seen_and_what_is_wrong_is_a_problem() {
        let of =
            |error: RecordError| Finding::of_asked(Err::<(), _>(error.into()), |()| String::new());
        assert!(matches!(
            of(RecordError::Unopened("no such server".to_owned())),
            Finding::Unseen(_)
        ));
        assert!(matches!(
            of(RecordError::Older { found: 1, known: 2 }),
            Finding::Problem(_)
        ));
        let found = Finding::of_asked(Err::<(), _>(Found("empty".to_owned()).into()), |()| {
            String::new()
        });
        assert!(matches!(found, Finding::Problem(_)));
    }
}
