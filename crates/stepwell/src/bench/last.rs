//! The table of the last time, kept beside the code so that a person sees what a change cost.

use super::Row;
use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::Path;

/// One row as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    value: f64,
    unit: String,
}

/// The numbers of the last time by name; none where no table was kept.
pub fn read(path: &Path) -> Result<HashMap<String, f64>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(HashMap::new()),
        Err(error) => {
            return Err(error).with_context(|| format!("{} cannot be read", path.display()));
        }
    };
    let rows: Vec<Kept> = serde_json::from_str(&text)
        .with_context(|| format!("{} is not a table that bench record wrote", path.display()))?;
    Ok(rows.into_iter().map(|row| (row.name, row.value)).collect())
}

/// Keeps a table for the next time.
pub fn write(path: &Path, rows: &[Row]) -> Result<()> {
    let rows: Vec<Kept> = rows
        .iter()
        .map(|row| Kept {
            name: row.name.clone(),
            value: (row.value * 10.0).round() / 10.0,
            unit: row.unit.to_owned(),
        })
        .collect();
    let text = serde_json::to_string_pretty(&rows)? + "\n";
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}

/// The rows beside those of the last time. Whether more is better depends on the unit; the machine differs, too.
pub fn print(rows: &[Row]) {
    console::say!(
        "\n{:28} {:>12} {:>12}  {:6}  {:>8}",
        "row",
        "last",
        "now",
        "unit",
        "ratio"
    );
    for row in rows {
        let last = row
            .last
            .map_or_else(|| "-".to_owned(), |last| format!("{last:.1}"));
        let ratio = row.last.filter(|last| *last > 0.0);
        let ratio = ratio.map_or_else(String::new, |last| format!("{:.2}", row.value / last));
        console::say!(
            "{:28} {last:>12} {:>12.1}  {:6}  {ratio:>8}",
            row.name,
            row.value,
            row.unit
        );
    }
}
