//! Files in and out. Every error names the file, the field and what to do about it.

mod meta;
mod output;

pub(crate) use meta::{Meta, fingerprint};
pub(crate) use output::Output;

use anyhow::{Result, anyhow, bail};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use timetable::{Instance, Invalid, Score, Solution, score};

/// An instance and the file it came from.
pub(crate) struct Loaded {
    pub path: PathBuf,
    pub instance: Instance,
    text: String,
}

/// What a generator tells of a person beyond the problem.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LifeForm {
    pub arche: Option<String>,
    pub life: Option<String>,
    pub new: bool,
}

#[derive(Deserialize)]
struct LivesForm {
    participants: Vec<LifeForm>,
}

impl Loaded {
    /// Reads and validates an instance.
    pub fn read(path: &Path) -> Result<Loaded> {
        let text = read_text(path)?;
        let instance =
            Instance::from_json(&text).map_err(|e| wrong(path, "an instance", &text, &e))?;
        Ok(Loaded {
            path: path.to_owned(),
            instance,
            text,
        })
    }

    /// What the generator said of each person; empty where it said nothing.
    pub fn lives(&self) -> Vec<LifeForm> {
        let read = serde_json::from_str::<LivesForm>(&self.text);
        let mut lives = read.map(|f| f.participants).unwrap_or_default();
        lives.resize_with(self.instance.people().len(), LifeForm::default);
        lives
    }

    /// The instance's JSON.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads a timetable for this instance; it may break rules.
    pub fn solution(&self, path: &Path) -> Result<Solution> {
        let text = read_text(path)?;
        let solution = Solution::from_json(&self.instance, &text)
            .map_err(|e| wrong(path, "a timetable for this instance", &text, &e))?;
        Meta::check(&text, &self.instance, path, &self.path)?;
        Ok(solution)
    }

    /// Reads a timetable that keeps every hard rule, as all commands need it that build on one.
    pub fn sound_solution(&self, path: &Path) -> Result<(Solution, Score)> {
        let solution = self.solution(path)?;
        let scored = score(&self.instance, &solution);
        if let Some(first) = scored.broken.first() {
            let (i, s) = (self.path.display(), path.display());
            bail!(
                "{s}: breaks {} hard rule{} ({first}); see them all with: stepwell timetable check {i} {s}",
                scored.broken.len(),
                plural(scored.broken.len()),
            );
        }
        Ok((solution, scored))
    }

    /// The person that somebody means: a number, or a name that only one person has.
    pub fn person(&self, flag: &str, who: &str) -> Result<usize> {
        let names = self.instance.people().iter().map(|p| p.name.as_str());
        meant(flag, who, &names.collect::<Vec<_>>(), "people")
    }

    /// The staff member that somebody means.
    pub fn staff(&self, flag: &str, who: &str) -> Result<usize> {
        let names = self.instance.staff().iter().map(|s| s.name.as_str());
        meant(flag, who, &names.collect::<Vec<_>>(), "staff members")
    }

    /// The group that somebody means.
    pub fn group(&self, flag: &str, which: &str) -> Result<usize> {
        let names = self.instance.groups().iter().map(|g| g.name.as_str());
        meant(flag, which, &names.collect::<Vec<_>>(), "groups")
    }
}

/// The one of `names` that is meant by a number or by a part of a name.
fn meant(flag: &str, who: &str, names: &[&str], what: &str) -> Result<usize> {
    let Some(last) = names.len().checked_sub(1) else {
        bail!("{flag} {who}: the instance has no {what}");
    };
    if let Ok(number) = who.parse::<usize>() {
        if number < names.len() {
            return Ok(number);
        }
        bail!("{flag} {number}: there are {what} 0 to {last}; give one of them, or a name");
    }
    let part = who.to_lowercase();
    let same = |n: &usize| names[*n].to_lowercase() == part;
    let like = |n: &usize| names[*n].to_lowercase().contains(&part);
    let mut found: Vec<usize> = (0..names.len()).filter(same).collect();
    if found.is_empty() {
        found = (0..names.len()).filter(like).collect();
    }
    match found[..] {
        [only] => Ok(only),
        [] => bail!("{flag} {who}: none has this name; give a number from 0 to {last}"),
        [first, ..] => bail!(
            "{flag} {who}: {} {what} have this name; give one's number, such as {first}",
            found.len()
        ),
    }
}

/// The ending of a count's word.
pub(crate) fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// The largest file that is read, in bytes: more than the solver takes, so that it says what its limit is.
const FILE_BYTES_MAX: u64 = 4 << 30;

/// Reads a text file; `-` is standard input.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let text = console::read_text(path, FILE_BYTES_MAX)?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// Reads a JSON file of one form.
pub(crate) fn read_json<T: serde::de::DeserializeOwned>(path: &Path, what: &str) -> Result<T> {
    reading::json(&read_text(path)?)
        .map_err(|wrong| anyhow!("{}: is not {what}: {wrong}", console::name(path)))
}

/// An input that is not what it should be. JSON that ends early is said to be truncated: the usual cause is a copy or
/// a download that was cut off.
fn wrong(path: &Path, what: &str, text: &str, e: &Invalid) -> anyhow::Error {
    let file = console::name(path);
    let problem = in_words(&e.problem);
    let parsed = serde_json::from_str::<serde::de::IgnoredAny>(text);
    match parsed {
        Err(broken) if broken.is_eof() || at_end(text, &broken) => anyhow!(
            "{file}: the file ends in the middle of its JSON, at line {}; copy or write it again",
            broken.line()
        ),
        Err(broken) => anyhow!(
            "{file}: is not JSON from line {} column {} on; give {what} as JSON",
            broken.line(),
            broken.column()
        ),
        Ok(_) if e.field == "." => anyhow!("{file}: is not {what}: {problem}"),
        Ok(_) => anyhow!(
            "{file}: is not {what}: {}: {problem}; correct the field and try again",
            e.field
        ),
    }
}

/// What the library says of a value, without the words of its types.
fn in_words(problem: &str) -> String {
    match problem.split_once(" at line ") {
        Some((what, place)) => format!("{}, at line {place}", reading::plain(what)),
        None => reading::plain(problem),
    }
}

/// Whether the last character is where the JSON is wrong: half a number or half a word is also a file that ends early.
fn at_end(text: &str, broken: &serde_json::Error) -> bool {
    let lines = text.lines().count();
    let last = text.lines().last().map_or(0, str::len);
    // Text that never was JSON is wrong from its start.
    text.starts_with('{') && broken.line() >= lines && broken.column() >= last
}

/// Says something on standard output.
pub(crate) fn say(line: &str) {
    console::line(format_args!("{line}"));
}
