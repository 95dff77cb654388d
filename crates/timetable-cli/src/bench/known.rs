//! The best known cost of each instance, and how it was reached.

use crate::files::{Output, read_text};
use anyhow::{Result, anyhow};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What the bench compares with when no file is given.
const BUILT_IN: &str = include_str!("../../../../benches/timetable/best-known.json");

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    cost: i64,
    placed: usize,
    how: String,
}

/// Best known costs by the name of the instance.
pub(crate) struct Known(BTreeMap<String, Entry>);

impl Known {
    /// Reads a file, or what is built in. A file that is not there yet is an empty one.
    pub fn read(path: Option<&Path>) -> Result<Known> {
        let text = match path {
            Some(path) if path.exists() => read_text(path)?,
            Some(_) => "{}".to_owned(),
            None => BUILT_IN.to_owned(),
        };
        let entries = reading::json(&text).map_err(|wrong| {
            let file = path.map_or("the built-in list".into(), Path::to_string_lossy);
            anyhow!("{file}: is not a list of best known costs: {wrong}")
        })?;
        Ok(Known(entries))
    }

    /// The best known cost, which this one becomes if it is lower.
    pub fn better(&mut self, name: &str, cost: i64, placed: usize, how: &str) -> i64 {
        match self.0.get(name) {
            Some(entry) if entry.cost <= cost => entry.cost,
            _ => {
                let how = how.to_owned();
                self.0.insert(name.to_owned(), Entry { cost, placed, how });
                cost
            }
        }
    }

    /// Writes the list.
    pub fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(&self.0)? + "\n";
        Output::open(Some(path))?.finish(&text)
    }
}
