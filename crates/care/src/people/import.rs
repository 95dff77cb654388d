//! People in a table: which columns it has, and what stands in each of its lines.
//!
//! Columns are found by their names in the first row, in any order; a table with one that is not known here is refused
//! as a whole, because nobody would notice what was left behind.

use crate::Invalid;
use crate::text::fold;
use reading::TableRow;
use std::collections::BTreeMap;

/// The longest table, in bytes.
pub const TABLE_BYTES_MAX: usize = 512 * 1024;
/// The most lines that are brought in at once.
pub const LINES_MAX: usize = 1_000;

/// What stands for a letter that some program could not read: nobody is called so.
const LOST: char = char::REPLACEMENT_CHARACTER;

/// A column that a table may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportColumn {
    /// Its name in the first row.
    pub name: &'static str,
    /// Whether a table without it is refused.
    pub needed: bool,
    /// What stands in it.
    pub says: &'static str,
}

const fn column(name: &'static str, needed: bool, says: &'static str) -> ImportColumn {
    ImportColumn { name, needed, says }
}

/// The columns of a table of those who work here.
pub const STAFF_COLUMNS: [ImportColumn; 7] = [
    column("given name", true, "as they are called"),
    column("family name", true, ""),
    column("email", true, "what they will sign in with"),
    column("phone", false, "may be empty"),
    column("roles", true, "one or more, with a semicolon between two"),
    column(
        "sites",
        false,
        "by name, with a semicolon between two; may be empty where there is one",
    ),
    column(
        "qualified for",
        false,
        "with a semicolon between two; may be empty",
    ),
];

/// The columns of a table of people who ask for care or are in it elsewhere.
pub const PEOPLE_COLUMNS: [ImportColumn; 6] = [
    column("given name", true, ""),
    column("family name", true, ""),
    column(
        "born",
        false,
        "such as 4/14/1987, or as a spreadsheet writes it, the year first; may be empty",
    ),
    column(
        "phone",
        false,
        "a telephone number or an e-mail address is needed",
    ),
    column("email", false, ""),
    column("site", false, "by name; may be empty where there is one"),
];

/// One line of a table.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Where it begins, from 1.
    pub line: usize,
    cells: BTreeMap<&'static str, String>,
}

impl ImportRow {
    /// What stands in a column; nothing where the table does not have it.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// What stands in a column that holds several, one after the other.
    pub fn several(&self, column: &str) -> Vec<&str> {
        let parts = self.cell(column).split(';').map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }
}

/// The lines of a table with these columns.
pub fn rows(text: &str, columns: &[ImportColumn]) -> Result<Vec<ImportRow>, Invalid> {
    let table = reading::table(text)
        .map_err(|wrong| Invalid::new(format!("This cannot be read as a table: {wrong}.")))?;
    let is_lost = |row: &&TableRow| row.cells.iter().any(|cell| cell.contains(LOST));
    if let Some(row) = table.iter().find(is_lost) {
        return Err(Invalid::new(format!(
            "Line {} holds a letter that could not be read (“{LOST}”). \
             Save the table as CSV in UTF-8, and bring that in.",
            row.line
        )));
    }
    let Some((first, below)) = table.split_first() else {
        return Err(Invalid::new(
            "Paste the table, with the names of its columns in the first row.",
        ));
    };
    let names = named(&first.cells, columns)?;
    if below.len() > LINES_MAX {
        return Err(Invalid::new(format!(
            "The table has {} lines; bring in at most {LINES_MAX} at once.",
            below.len()
        )));
    }
    below
        .iter()
        .map(|row| {
            if row.cells.len() > names.len() {
                return Err(Invalid::new(format!(
                    "Line {} has {} cells, and the first row has {}. Put quotes around a cell that holds a comma.",
                    row.line,
                    row.cells.len(),
                    names.len()
                )));
            }
            let cells = names.iter().copied().zip(row.cells.iter().cloned());
            Ok(ImportRow {
                line: row.line,
                cells: cells.collect(),
            })
        })
        .collect()
}

/// The columns that the first row names, in its order.
fn named(first: &[String], columns: &[ImportColumn]) -> Result<Vec<&'static str>, Invalid> {
    let known = || {
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        names.join(", ")
    };
    let mut names = Vec::new();
    for cell in first {
        let name = plain(cell);
        let found = columns.iter().find(|column| is_called(column, &name));
        let Some(found) = found else {
            return Err(Invalid::new(format!(
                "There is no column called “{cell}” here. What there can be is {}.",
                known()
            )));
        };
        if names.contains(&found.name) {
            return Err(Invalid::new(format!(
                "The column “{cell}” stands there twice."
            )));
        }
        names.push(found.name);
    }
    let missing = columns
        .iter()
        .find(|column| column.needed && !names.contains(&column.name));
    match missing {
        Some(column) => Err(Invalid::new(format!(
            "The column “{}” is missing in the first row.",
            column.name
        ))),
        None => Ok(names),
    }
}

/// What the columns are called in tables that other programs write, beside their own names.
const ALSO: [(&str, &[&str]); 5] = [
    ("given name", &["first name"]),
    ("family name", &["last name", "surname"]),
    ("email", &["email address"]),
    ("phone", &["telephone", "phone number"]),
    ("born", &["date of birth", "birth date"]),
];

/// Whether the first row means a column by this name, which is plain already.
fn is_called(column: &ImportColumn, name: &str) -> bool {
    let also = ALSO.iter().filter(|(own, _)| *own == column.name);
    let mut names = also.flat_map(|(_, others)| others.iter().copied());
    plain(column.name) == name || names.any(|other| plain(other) == name)
}

/// A name without what people write differently: “E-mail”, “given name”, “Qualified for”.
fn plain(name: &str) -> String {
    let name = fold(name).to_lowercase();
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The name of one thing of a list as people write it, by its code or its label.
pub fn same_name(typed: &str, names: &[&str]) -> bool {
    let typed = plain(typed);
    names.iter().any(|name| plain(name) == typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str =
        "E-Mail,Given_name,FAMILY NAME,roles\nana@x.org,Ana,Ruiz,counselor; Auditor\n";

    fn refused(text: &str) -> String {
        match rows(text, &STAFF_COLUMNS) {
            Ok(_) => panic!("it was taken: {text}"),
            Err(refusal) => refusal.0,
        }
    }

    #[test]
    fn columns_are_found_by_their_names_in_any_order_and_spelling() {
        let rows = rows(TABLE, &STAFF_COLUMNS).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].line, 2);
        assert_eq!(rows[0].cell("email"), "ana@x.org");
        assert_eq!(rows[0].cell("family name"), "Ruiz");
        assert_eq!(rows[0].several("roles"), ["counselor", "Auditor"]);
        assert_eq!(rows[0].cell("phone"), "");
    }

    #[test]
    fn columns_have_the_names_that_other_programs_give_them() {
        let table = "First Name,Last Name,E-mail Address,Roles\nAna,Ruiz,ana@x.org,counselor\n";
        let rows = rows(table, &STAFF_COLUMNS).unwrap();
        assert_eq!(rows[0].cell("given name"), "Ana");
        assert_eq!(rows[0].cell("family name"), "Ruiz");
        assert_eq!(rows[0].cell("email"), "ana@x.org");
        assert!(refused("first name,given name\n").contains("twice"));
        // Another name is of a column that there is.
        let known = STAFF_COLUMNS.iter().chain(&PEOPLE_COLUMNS);
        let known: Vec<&str> = known.map(|column| column.name).collect();
        assert!(ALSO.iter().all(|(own, _)| known.contains(own)));
    }

    #[test]
    fn a_table_that_would_lose_something_is_refused_as_a_whole() {
        assert!(refused("").contains("first row"));
        assert!(refused("given name,family name,email,roles,salary\n").contains("“salary”"));
        assert!(refused("given name,email,roles\n").contains("“family name” is missing"));
        assert!(refused("email,E-mail\n").contains("twice"));
        let long = format!("{TABLE}a,b,c,d,e\n");
        assert!(refused(&long).contains("Line 3 has 5 cells"));
        let many = format!("{TABLE}{}", "a,b,c,d\n".repeat(LINES_MAX));
        assert!(refused(&many).contains("1001 lines"));
        assert!(refused("email\n\"open\n").contains("line 2"));
        let lost = TABLE.replace("Ana", "\u{fffd}na");
        assert!(refused(&lost).contains("Line 2 holds a letter"));
    }
}
