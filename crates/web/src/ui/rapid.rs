//! The rapid assessment: a row for each question and a key for each answer; a row for each substance, with its criteria
//! below it. Radio buttons, lists and fields where there is no script.

use maud::{Markup, html};

use super::Problems;

/// The keys of answers and of criteria, in their order.
pub const NUMBER_KEYS: [&str; 11] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-"];

/// One answer that can be given.
#[derive(Clone, Debug)]
pub struct QuickChoice {
    /// What the form sends.
    pub value: String,
    /// How it reads.
    pub label: String,
    /// The key that gives it.
    pub key: &'static str,
    /// Whether it is given.
    pub chosen: bool,
}

/// How a question is answered.
#[derive(Clone, Debug)]
pub enum QuickInput {
    /// With one of these.
    One(Vec<QuickChoice>),
    /// With any of these.
    Several(Vec<QuickChoice>),
    /// By typing; in this unit.
    Typed {
        /// What stands in it.
        value: String,
        /// What is counted.
        unit: String,
        /// Whether it is a whole number, in which letters are keys.
        number: bool,
    },
}

/// A question in one row; see [`quick`].
#[derive(Clone, Debug)]
pub struct QuickRow {
    /// What the name of the form's field ends in, behind `a.`.
    pub name: String,
    /// The question.
    pub label: String,
    /// What has to be thought of before it is asked.
    pub hint: Option<&'static str>,
    /// How it stands: "not asked", or what was said.
    pub state: String,
    /// Whether it was answered, so that nobody is led to it again.
    pub known: bool,
    /// Whether it is asked, by what is known so far.
    pub asked: bool,
    /// How it is answered.
    pub input: QuickInput,
}

/// A question in one row.
pub fn quick(row: &QuickRow, problems: &Problems) -> Markup {
    let field = format!("a.{}", row.name);
    let error = problems.of(&field);
    let told = error.map(|_| error_id(&field));
    html! {
        fieldset.quick.wrong[error.is_some()] data-quick=(row.name) data-answer=(row.name) data-known[row.known]
            aria-describedby=[&told] hidden[!row.asked && error.is_none()] {
            legend.unseen { (row.label) span data-unasked[!row.known] { ", " (row.state) } }
            div.quick-label {
                span aria-hidden="true" { (row.label) }
                " " span.quick-state.known[row.known] aria-hidden="true" data-unasked[!row.known] { (row.state) }
                @if let Some(hint) = row.hint { " " span.hint { (hint) } }
            }
            (input(row, &field, told.as_deref()))
            @if let (Some(error), Some(id)) = (error, &told) { p.error id=(id) { (error) } }
            p.answer-state role="status" data-answer-state {}
        }
    }
}

/// Where it stands what is wrong with a field.
fn error_id(field: &str) -> String {
    format!("{field}-error")
}

/// The controls of a row; `told` is where it stands what is wrong with them.
fn input(row: &QuickRow, field: &str, told: Option<&str>) -> Markup {
    let (kind, offered) = match &row.input {
        QuickInput::One(offered) => ("radio", offered),
        QuickInput::Several(offered) => ("checkbox", offered),
        QuickInput::Typed {
            value,
            unit,
            number,
        } => {
            return html! {
                div.with-unit {
                    input.w-short id=(field) type="text" name=(field) value=(value) inputmode=[number.then_some("numeric")]
                        autocomplete="off" aria-label=(row.label) aria-describedby=[told] aria-invalid=[told.map(|_| "true")];
                    span.unit { (unit) }
                }
            };
        }
    };
    html! {
        div.roster-marks {
            @for (at, choice) in offered.iter().enumerate() {
                // The first one carries the field's name, so that the summary of problems leads to it.
                @let id = if at == 0 { field.to_owned() } else { format!("{field}-{}", at + 1) };
                label for=(id) {
                    input id=(id) type=(kind) name=(field) value=(choice.value) checked[choice.chosen] data-key=(choice.key);
                    span { (choice.label) @if !choice.key.is_empty() { " " kbd aria-hidden="true" { (choice.key) } } }
                }
            }
        }
    }
}

/// How a cell of a substance is filled in.
#[derive(Clone, Debug)]
pub enum CellInput {
    /// By typing.
    Typed {
        /// What stands in it.
        value: String,
        /// Whether it is a number, in which letters are keys.
        number: bool,
    },
    /// With one of these, each what it sends and how it reads.
    List {
        /// What it sends now.
        value: String,
        /// What can be chosen.
        offered: Vec<(String, String)>,
    },
}

/// One question about a substance; see [`rapid_substance`].
#[derive(Clone, Debug)]
pub struct RapidCell {
    /// What the name of the form's field ends in, behind `a.`.
    pub name: String,
    /// The question, in few words.
    pub label: String,
    /// The key that answers it, of a criterion.
    pub key: Option<&'static str>,
    /// How it stands; nothing while nobody was asked.
    pub state: String,
    /// What was said to it, as the list would send it; nothing while nobody was asked.
    pub known: Option<String>,
    /// How it is filled in.
    pub input: CellInput,
}

/// A substance with its row and its criteria; see [`rapid_substance`].
#[derive(Clone, Debug)]
pub struct RapidSubstance {
    /// The code of it.
    pub code: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// The words whose first letters name it.
    pub letters: &'static str,
    /// Whether anything was said about it. With scripts the others wait until somebody types their first letters.
    pub named: bool,
    /// How often, how much, when, how.
    pub cells: Vec<RapidCell>,
    /// The criteria of a disorder.
    pub criteria: Vec<RapidCell>,
}

/// A substance with its row and its criteria.
pub fn rapid_substance(of: &RapidSubstance, problems: &Problems) -> Markup {
    let wrong = |cells: &[RapidCell]| {
        let mut names = cells.iter().map(|cell| format!("a.{}", cell.name));
        names.any(|name| problems.of(&name).is_some())
    };
    let (row_wrong, criteria_wrong) = (wrong(&of.cells), wrong(&of.criteria));
    let named = of.named || row_wrong || criteria_wrong;
    html! {
        section.rapid-substance data-substance=(of.code) data-letters=(of.letters) data-named[named] {
            h3 { (of.label) }
            div.rapid-cells data-cells { @for one in &of.cells { (cell(one, of.label, problems)) } }
            details data-criteria open[named] {
                summary { "Criteria" span.unseen { ": " (of.label) } }
                div.rapid-cells.rapid-criteria { @for one in &of.criteria { (cell(one, of.label, problems)) } }
            }
        }
    }
}

fn cell(cell: &RapidCell, substance: &str, problems: &Problems) -> Markup {
    let field = format!("a.{}", cell.name);
    let error = problems.of(&field);
    let invalid = error.map(|_| "true");
    let told = error.map(|_| error_id(&field));
    let state = (!cell.state.is_empty()).then(|| format!("{field}-state"));
    let both: Vec<&str> = state.iter().chain(&told).map(String::as_str).collect();
    let described = (!both.is_empty()).then(|| both.join(" "));
    html! {
        div.rapid-cell.wrong[error.is_some()] data-answer=(cell.name) data-known=[&cell.known] {
            label for=(field) {
                @if let Some(key) = cell.key { kbd aria-hidden="true" { (key) } " " }
                (cell.label) span.unseen { ", " (substance) }
            }
            @match &cell.input {
                CellInput::Typed { value, number } => input id=(field) type="text" name=(field) value=(value)
                    inputmode=[number.then_some("numeric")] autocomplete="off" aria-describedby=[&described] aria-invalid=[invalid];,
                CellInput::List { value, offered } => select id=(field) name=(field) data-key=[cell.key]
                    aria-describedby=[&described] aria-invalid=[invalid] {
                    @for (sends, label) in offered { option value=(sends) selected[sends == value] { (label) } }
                },
            }
            @if let Some(state) = &state { span.quick-state.known[cell.known.is_some()] id=(state) data-unasked[cell.known.is_none()] { (cell.state) } }
            @if let (Some(error), Some(id)) = (error, &told) { p.error id=(id) { (error) } }
            p.answer-state role="status" data-answer-state {}
        }
    }
}

/// The field whose letters name a substance; only a script reads it, so it is there only where scripts run.
pub fn rapid_finder() -> Markup {
    html! {
        p.rapid-find {
            label for="rapid-find" { "Substance, by its first letters" }
            " " input #rapid-find .w-medium type="text" autocomplete="off" spellcheck="false" data-find;
        }
    }
}
