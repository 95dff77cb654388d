//! Program files to begin with, which come along.

/// Every form in which a program's week can be written.
pub const EXAMPLES_TEXT: &str = include_str!("../../../../../programs/examples.toml");
/// What a program begins with in a file.
const PROGRAM: &str = "[[program]]";

/// One program to begin with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Example {
    /// Its name.
    pub name: &'static str,
    /// What it shows, as the file says it.
    pub shows: &'static str,
    /// The program, as a file of its own.
    pub text: &'static str,
}

/// The programs of the file that comes along, in its order. Each stands in a paragraph of its own, below a line that
/// says what it shows; a test holds the file to that.
pub fn examples() -> Vec<Example> {
    EXAMPLES_TEXT.split("\n\n").filter_map(example).collect()
}

fn example(text: &'static str) -> Option<Example> {
    let (above, below) = text.split_once(PROGRAM)?;
    let name = below
        .lines()
        .find_map(|line| line.strip_prefix("name = \""))?;
    Some(Example {
        name: name.strip_suffix('"')?,
        shows: above.trim().trim_start_matches("# "),
        text: text.trim(),
    })
}
