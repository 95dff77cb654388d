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
    /// Whether it is what "none of these" says of a whole block.
    pub none: bool,
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

impl QuickRow {
    /// Whether "none of these" can be said of it together with others.
    fn can_be_none(&self) -> bool {
        match &self.input {
            QuickInput::One(offered) | QuickInput::Several(offered) => {
                offered.iter().any(|choice| choice.none)
            }
            QuickInput::Typed { .. } => false,
        }
    }
}

/// Questions that are looked over together. Where "none of these" answers more than one of them, a button and a key say
/// it; only a script can, so the button is there only where scripts run.
pub fn quick_block(title: &str, rows: &[QuickRow], problems: &Problems) -> Markup {
    let named = (!title.is_empty()).then_some(title);
    let several = rows.iter().filter(|row| row.can_be_none()).count() > 1;
    html! {
        div.rapid-block role=[named.map(|_| "group")] aria-label=[named] data-block {
            @if let Some(title) = named {
                div.rapid-head { h3 { (title) } @if several { (none_of_these(title)) } }
            }
            @for row in rows { (quick(row, problems)) }
        }
    }
}

/// Says none of these of a block, in what is open there.
fn none_of_these(of: &str) -> Markup {
    html! {
        button.button.quiet.rapid-none type="button" data-none-of {
            span { "None of these" span.unseen { ": " (of) } }
            kbd aria-hidden="true" { "x" }
        }
    }
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
                    input id=(id) type=(kind) name=(field) value=(choice.value) checked[choice.chosen]
                        data-key=(choice.key) data-none[choice.none];
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
    /// Whether Enter goes past it: nothing follows from it for this substance.
    pub optional: bool,
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
                (none_of_these(of.label))
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
        div.rapid-cell.wrong[error.is_some()] data-answer=(cell.name) data-known=[&cell.known]
            data-optional[cell.optional] {
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

/// Names a substance: by its number, by its first letters, or with its button. Only a script reads it, so it is there only
/// where scripts run.
pub fn rapid_finder<'a>(substances: impl IntoIterator<Item = (&'a str, &'a str)>) -> Markup {
    html! {
        div.rapid-find {
            label for="rapid-find" { "Substance, by its number or first letters" }
            " " input #rapid-find .w-medium type="text" autocomplete="off" spellcheck="false" data-find;
            div.rapid-names {
                @for ((code, label), key) in substances.into_iter().zip(NUMBER_KEYS) {
                    button.button.quiet type="button" data-names=(code) data-key=(key) {
                        span { (label) } kbd aria-hidden="true" { (key) }
                    }
                }
            }
        }
    }
}
