//! The commands that the documents may name: those of the program, as its manual pages list them, and the chores.

use super::text::root;
use crate::common::Home;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// How a line may begin that runs the program.
const PROGRAM: [&str; 4] = [
    "stepwell",
    "$ stepwell",
    "cargo run --",
    "cargo run --release --",
];
/// How a word ends that is the program, wherever it was put.
const INSTALLED: [&str; 3] = ["bin/stepwell", "dist/stepwell", "release/stepwell"];
const CHORES: &str = "cargo xtask";
/// What ends a command on a line of a shell.
const ENDS: [&str; 6] = ["#", "|", ">", "&&", ";", "||"];

/// Every command there is.
pub struct Commands<'h> {
    home: &'h Home,
    /// Commands by their words, such as “journal verify”, and those that only hold others.
    known: BTreeSet<String>,
    chores: BTreeSet<String>,
    /// What `--help` says, for those that were asked.
    help: RefCell<BTreeMap<String, String>>,
}

impl<'h> Commands<'h> {
    pub fn of(home: &'h Home) -> Self {
        Self {
            home,
            known: known(home),
            chores: chores(),
            help: RefCell::default(),
        }
    }

    /// What is wrong with the command that a line runs; nothing where it runs none of ours.
    pub fn fault(&self, line: &str) -> Option<String> {
        if let Some(rest) = after(line, CHORES) {
            let chore = rest
                .split_whitespace()
                .next()
                .filter(|word| is_name(word))?;
            let is_known = self.chores.contains(chore);
            return (!is_known).then(|| format!("there is no chore named {chore}"));
        }
        let rest = program(line)?;
        let words: Vec<&str> = rest
            .split_whitespace()
            .take_while(|word| !ENDS.iter().any(|end| word.starts_with(end)))
            .collect();
        let command = match self.command(&words) {
            Ok(command) => command,
            Err(sentence) => return Some(sentence),
        };
        let help = self.help(&command);
        let flags = words.iter().filter(|word| word.starts_with("--"));
        let unknown = flags
            .filter_map(|flag| flag.split(['=', '\'', '"']).next())
            .find(|flag| !names_flag(&help, flag));
        unknown.map(|flag| format!("`stepwell {command}` takes no {flag}"))
    }

    /// The longest command that the words name.
    fn command(&self, words: &[&str]) -> Result<String, String> {
        let mut command = String::new();
        for word in words.iter().take_while(|word| is_name(word)) {
            let holds_others = command.is_empty() || self.holds_others(&command);
            if !holds_others {
                break;
            }
            let longer = format!("{command} {word}").trim().to_owned();
            if !self.known.contains(&longer) {
                return Err(format!("there is no command `stepwell {longer}`"));
            }
            command = longer;
        }
        Ok(command)
    }

    fn holds_others(&self, command: &str) -> bool {
        let below = format!("{command} ");
        self.known.iter().any(|known| known.starts_with(&below))
    }

    fn help(&self, command: &str) -> String {
        let ask = || {
            let mut args: Vec<&str> = command.split_whitespace().collect();
            args.push("--help");
            let ran = self.home.run(&args);
            assert_eq!(ran.code, Some(0), "{command}: {ran:?}");
            ran.out
        };
        let mut help = self.help.borrow_mut();
        help.entry(command.to_owned()).or_insert_with(ask).clone()
    }
}

/// The program names its own commands: it writes a manual page for each.
fn known(home: &Home) -> BTreeSet<String> {
    let ran = home.run(&["man", "handbook-pages"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let pages = std::fs::read_dir(home.path("handbook-pages")).unwrap();
    let names = pages.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter_map(|name| {
            let name = name.strip_suffix(".1")?.strip_prefix("stepwell-")?;
            Some(name.replace('-', " "))
        })
        .collect()
}

/// The chores, as the program that does them tells them apart.
fn chores() -> BTreeSet<String> {
    let source = std::fs::read_to_string(root().join("xtask/src/main.rs")).unwrap();
    let arms = source.lines().filter_map(|line| {
        let name = line.trim().strip_prefix("Some((\"")?;
        let (name, _) = name.split_once("\", rest)")?;
        Some(name.to_owned())
    });
    let chores: BTreeSet<String> = arms.collect();
    assert!(chores.contains("test"), "{chores:?}");
    chores
}

/// What follows a word at the beginning of a line, or after variables that are set for one command.
fn after<'l>(line: &'l str, start: &str) -> Option<&'l str> {
    let mut line = line.trim();
    while let Some((word, rest)) = line.split_once(' ') {
        let name = word.split('=').next().unwrap_or_default();
        let sets = word.contains('=') && name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        if !sets {
            break;
        }
        line = rest.trim_start();
    }
    let rest = line.strip_prefix(start)?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
}

/// What a line tells the program.
fn program(line: &str) -> Option<&str> {
    if let Some(rest) = PROGRAM.iter().find_map(|start| after(line, start)) {
        return Some(rest);
    }
    INSTALLED.iter().find_map(|installed| {
        let (_, rest) = line.split_once(&format!("{installed} "))?;
        Some(rest)
    })
}

/// Whether a word can be the name of a command: anything else is what a command is about, or drawn.
fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase())
}

/// Whether a help text has this flag, and not only one that begins so.
fn names_flag(help: &str, flag: &str) -> bool {
    help.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .any(|word| word == flag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_however_it_is_written() {
        for (line, rest) in [
            ("stepwell check --json", Some(" check --json")),
            ("cargo run --release -- bench week", Some(" bench week")),
            ("ExecStart=/usr/local/bin/stepwell serve", Some("serve")),
            ("STEPWELL_LOG=debug stepwell serve", Some(" serve")),
            ("stepwell.toml", None),
            ("install stepwell /usr/local/bin", None),
        ] {
            assert_eq!(program(line), rest, "{line}");
        }
        assert_eq!(after("CI=true cargo xtask test", CHORES), Some(" test"));
    }

    #[test]
    fn a_flag_is_no_other_that_begins_so() {
        assert!(names_flag("  --without-key  Leave", "--without-key"));
        assert!(!names_flag("  --without-key  Leave", "--without"));
    }

    #[test]
    fn what_is_not_known_is_said() {
        let home = Home::new();
        let commands = Commands::of(&home);
        for (line, said) in [
            ("stepwell chekc", "chekc"),
            ("stepwell journal prove", "journal prove"),
            ("stepwell check --jsno", "--jsno"),
            ("cargo xtask relase", "relase"),
        ] {
            let fault = commands.fault(line).unwrap_or_default();
            assert!(fault.contains(said), "{line}: {fault:?}");
        }
        for line in [
            "stepwell measures show CODE",
            "stepwell journal verify --json",
        ] {
            assert_eq!(commands.fault(line), None);
        }
    }
}
