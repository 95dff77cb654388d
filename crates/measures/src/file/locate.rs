//! Finds the line of the n-th entry of a kind, for refusals.

use super::FileError;

/// The file under check.
#[derive(Clone, Copy)]
pub(super) struct CheckedFile<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl CheckedFile<'_> {
    /// A refusal of the `index`-th `[[table]]`, or of `[table]` where there is only one.
    pub fn refuse(
        self,
        table: &str,
        index: usize,
        field: &str,
        problem: String,
        remedy: String,
    ) -> FileError {
        FileError {
            file: self.file.to_owned(),
            line: self.line(table, index),
            key: match field {
                "" => format!("{table}[{index}]"),
                field => format!("{table}[{index}].{field}"),
            },
            problem,
            remedy,
        }
    }

    /// The line of the `index`-th heading of a table, counted from 1; the first line when there is none.
    fn line(self, table: &str, index: usize) -> usize {
        let (many, one) = (format!("[[{table}]]"), format!("[{table}]"));
        self.text
            .lines()
            .enumerate()
            .filter(|(_, line)| [&many, &one].contains(&&line.trim().to_owned()))
            .nth(index)
            .map_or(1, |(number, _)| number + 1)
    }
}
