//! Tables as spreadsheets save them: cells between commas, semicolons or tabs, with quotes around what holds one.

use crate::Unreadable;
use std::iter::Peekable;
use std::str::CharIndices;

/// What may stand between two cells. Where somebody's decimal mark is a comma, spreadsheets write semicolons.
const BETWEEN: [char; 3] = [',', ';', '\t'];

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its cells, without blanks around them.
    pub cells: Vec<String>,
}

/// Reads a table; rows without anything in them are passed over. What stands between cells is told by the first row.
pub fn table(text: &str) -> Result<Vec<TableRow>, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader {
        left: text.char_indices().peekable(),
        between: between(text),
        line: 1,
    };
    let mut rows = Vec::new();
    while reader.left.peek().is_some() {
        let row = reader.row()?;
        if row.cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The mark that the first row has most of.
fn between(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: &char| first.matches(*mark).count();
    let most = BETWEEN.into_iter().rev().max_by_key(count);
    most.unwrap_or(',')
}

struct Reader<'a> {
    left: Peekable<CharIndices<'a>>,
    between: char,
    line: usize,
}

/// What a cell ends with.
enum End {
    Cell,
    Row,
}

impl Reader<'_> {
    fn row(&mut self) -> Result<TableRow, Unreadable> {
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let (cell, end) = self.cell()?;
            cells.push(cell.trim().to_owned());
            if let End::Row = end {
                return Ok(TableRow { line, cells });
            }
        }
    }

    fn cell(&mut self) -> Result<(String, End), Unreadable> {
        let mut cell = String::new();
        let mut was_quoted = false;
        loop {
            let Some((at, found)) = self.left.next() else {
                return Ok((cell, End::Row));
            };
            match found {
                '"' if cell.trim().is_empty() && !was_quoted => {
                    cell = self.quoted(at)?;
                    was_quoted = true;
                }
                '\n' => {
                    self.line += 1;
                    return Ok((cell, End::Row));
                }
                mark if mark == self.between => return Ok((cell, End::Cell)),
                blank if was_quoted && blank.is_whitespace() => {}
                _ if was_quoted => {
                    let problem = "something stands behind a closing quote; a quote within a cell is written twice";
                    return Err(self.unreadable(at, problem));
                }
                other => cell.push(other),
            }
        }
    }

    /// What stands between quotes, from behind the first; a quote within it is written twice.
    fn quoted(&mut self, began: usize) -> Result<String, Unreadable> {
        let line = self.line;
        let mut text = String::new();
        while let Some((_, found)) = self.left.next() {
            match found {
                '"' if self.left.next_if(|(_, next)| *next == '"').is_some() => text.push('"'),
                '"' => return Ok(text),
                other => {
                    self.line += usize::from(other == '\n');
                    text.push(other);
                }
            }
        }
        self.line = line;
        Err(self.unreadable(began, "a quote is opened here and never closed"))
    }

    fn unreadable(&self, at: usize, problem: &str) -> Unreadable {
        Unreadable {
            line: self.line,
            at,
            key: String::new(),
            problem: problem.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        let rows = table(text).unwrap().into_iter();
        rows.map(|row| (row.line, row.cells)).collect()
    }

    fn row(line: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn a_table_is_read_as_spreadsheets_of_either_kind_save_it() {
        for between in [",", ";", "\t"] {
            let text =
                format!("\u{feff}a{between}b\r\n1{between} 2 \r\n\r\n{between}\r\n3{between}");
            assert_eq!(
                cells(&text),
                [row(1, &["a", "b"]), row(2, &["1", "2"]), row(5, &["3", ""])]
            );
        }
    }

    #[test]
    fn what_stands_in_quotes_holds_commas_lines_and_quotes() {
        let text = "a,b\n\"one, two\",\"say \"\"yes\"\"\nand go\" \nlast,\n";
        assert_eq!(
            cells(text),
            [
                row(1, &["a", "b"]),
                row(2, &["one, two", "say \"yes\"\nand go"]),
                row(4, &["last", ""]),
            ]
        );
        // An inch is no quote.
        assert_eq!(cells("5\" pipe,x"), [row(1, &["5\" pipe", "x"])]);
    }

    #[test]
    fn a_quote_that_is_not_closed_or_closed_too_early_is_named_with_its_line() {
        let open = table("a,b\n1,\"two\n3,4\n").unwrap_err();
        assert_eq!(
            (open.line, open.problem.contains("never closed")),
            (2, true)
        );
        let early = table("a\n\"b\"c\n").unwrap_err();
        assert_eq!(
            (early.line, early.problem.contains("written twice")),
            (2, true)
        );
    }

    #[test]
    fn nothing_is_an_empty_table() {
        assert!(cells("").is_empty());
        assert!(cells("\n \n").is_empty());
    }
}
