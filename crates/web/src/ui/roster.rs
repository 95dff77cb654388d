//! The roster of a session: one row a person, one key a mark. Radio buttons where there is no script.

use maud::{Markup, Render, html};

use super::field::error_line;
use super::{Meaning, Problems, length_text, status};

/// What can be said about somebody, with the key that says it.
pub const MARKS: [(&str, &str, &str); 5] = [
    ("present", "Present", "p"),
    ("late", "Late", "l"),
    ("early", "Left early", "e"),
    ("excused", "Excused", "x"),
    ("no_show", "Did not come", "n"),
];

/// What the form holds about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The word of [`MARKS`]; empty while nothing is said.
    pub mark: String,
    /// Minutes late, or the time of arrival, as typed.
    pub late: String,
    /// Minutes left early, or the time of leaving, as typed.
    pub early: String,
    /// Why somebody is excused, as typed.
    pub reason: String,
}

/// One row; see [`roster`].
#[derive(Clone, Debug)]
pub struct RosterRow {
    /// What the names of the row's fields end in: the person's id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// Pronouns, where given.
    pub pronouns: Option<String>,
    /// Where their page is, for whoever may open it.
    pub href: Option<String>,
    /// A word about them: that they come once, that they are no member any more.
    pub note: Option<String>,
    /// What the form holds.
    pub marked: Marked,
    /// The revision the form is made from, if something was ever said.
    pub seen: Option<u32>,
    /// The minutes kept by what is stored.
    pub minutes: Option<u16>,
    /// What was said before, oldest first, when something was corrected.
    pub before: Vec<String>,
}

/// The rows of a roster; see [`roster`].
#[derive(Clone, Debug)]
pub struct Roster<'p> {
    rows: Vec<RosterRow>,
    problems: &'p Problems,
    read_only: bool,
}

/// The rows of a roster, inside a form that carries `data-roster` with the minutes of the session.
pub fn roster(rows: Vec<RosterRow>, problems: &Problems) -> Roster<'_> {
    Roster {
        rows,
        problems,
        read_only: false,
    }
}

impl Roster<'_> {
    /// For whoever may look but not mark.
    #[must_use]
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    fn row(&self, row: &RosterRow, first: bool) -> Markup {
        let minutes = row
            .minutes
            .map_or_else(|| "–".to_owned(), |minutes| length_text(u32::from(minutes)));
        let named = |what: &str| format!("{what}-{}", row.id);
        html! {
            li.roster-row #(named("row")) data-roster-row {
                div.roster-who {
                    @match &row.href {
                        Some(href) => a href=(href) { (row.name) },
                        None => (row.name),
                    }
                    @if let Some(pronouns) = &row.pronouns { span.muted { (pronouns) } }
                    @if let Some(note) = &row.note { (status(Meaning::Information, note)) }
                }
                @if self.read_only {
                    span.roster-said { (said(&row.marked)) }
                } @else {
                    (self.marks(row, first))
                }
                span.roster-minutes data-roster-minutes aria-label={ "Minutes of " (row.name) } { (minutes) }
                @if !self.read_only {
                    // Empty where nothing was ever said: it tells who stood on the page.
                    input type="hidden" name=(named("seen")) value=(row.seen.map(|seen| seen.to_string()).unwrap_or_default());
                    (self.cut(row, "late", "Late by", "Minutes, or the time of arrival."))
                    (self.cut(row, "early", "Left early by", "Minutes, or the time of leaving."))
                    (self.cut(row, "reason", "Why excused", "In a few words."))
                }
                @if !row.before.is_empty() {
                    details.roster-before {
                        summary { "Corrected" }
                        ol { @for line in &row.before { li { (line) } } }
                    }
                }
            }
        }
    }

    fn marks(&self, row: &RosterRow, first: bool) -> Markup {
        let name = format!("mark-{}", row.id);
        let error = self.problems.of(&name);
        let told = error.map(|_| format!("{name}-error"));
        html! {
            fieldset.roster-marks.wrong[error.is_some()] aria-describedby=[&told] {
                legend.unseen { (row.name) }
                @for (at, (value, label, key)) in MARKS.iter().enumerate() {
                    // The first one carries the field's name, so that the summary of problems leads to it.
                    @let id = if at == 0 { name.clone() } else { format!("{name}-{value}") };
                    label for=(id) {
                        input id=(id) type="radio" name=(name) value=(value) checked[row.marked.mark == *value]
                            data-key=(key) data-focus[first && at == 0];
                        span { (label) kbd aria-hidden="true" { (key) } }
                    }
                }
                @if let Some(error) = error { (error_line(&name, error)) }
            }
        }
    }

    fn cut(&self, row: &RosterRow, what: &str, label: &str, hint: &str) -> Markup {
        let name = format!("{what}-{}", row.id);
        let error = self.problems.of(&name);
        let hint_id = format!("{name}-hint");
        let described = match error {
            Some(_) => format!("{hint_id} {name}-error"),
            None => hint_id.clone(),
        };
        let value = match what {
            "late" => &row.marked.late,
            "early" => &row.marked.early,
            _ => &row.marked.reason,
        };
        html! {
            div.roster-more.{ "roster-" (what) }.wrong[error.is_some()] {
                label for=(name) { (label) span.unseen { ": " (row.name) } }
                input #(name) name=(name) type="text" value=(value) autocomplete="off"
                    aria-describedby=(described) aria-invalid=[error.map(|_| "true")];
                span.hint #(hint_id) { (hint) }
                @if let Some(error) = error { (error_line(&name, error)) }
            }
        }
    }
}

impl Render for Roster<'_> {
    fn render(&self) -> Markup {
        // What is to be mended takes the focus when there is something; otherwise the first person does.
        let still = self.read_only || !self.problems.is_empty();
        html! {
            ol.roster {
                @for (at, row) in self.rows.iter().enumerate() { (self.row(row, at == 0 && !still)) }
            }
        }
    }
}

/// How many came, in words: "9 of 12 here, 2 late, 1 not marked yet". The script says it in the same words as marks change.
pub fn roster_count(rows: &[RosterRow]) -> String {
    let marked = |words: &[&str]| {
        let is_one = |row: &&RosterRow| words.contains(&row.marked.mark.as_str());
        rows.iter().filter(is_one).count()
    };
    let here = marked(&["present", "late", "early"]);
    let (late, left) = (marked(&["late"]), marked(&[""]));
    let late = if late > 0 {
        format!(", {late} late")
    } else {
        String::new()
    };
    let left = if left > 0 {
        format!("{left} not marked yet")
    } else {
        "everybody is marked".to_owned()
    };
    format!("{here} of {} here{late}, {left}", rows.len())
}

/// What stays in sight at the foot of a roster while it is gone through: how many came, and what saves it.
pub fn roster_bar(count: &str, buttons: Markup) -> Markup {
    html! {
        div.roster-bar {
            p.roster-count data-roster-count role="status" { (count) }
            div.buttons { (buttons) }
        }
    }
}

fn said(marked: &Marked) -> String {
    let word = MARKS
        .iter()
        .find(|(value, ..)| *value == marked.mark)
        .map_or("Not marked", |(_, label, _)| *label);
    let detail = [&marked.late, &marked.early]
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| format!("{text} min"));
    std::iter::once(word.to_owned())
        .chain(detail)
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(marks: &[&str]) -> Vec<RosterRow> {
        let row = |mark: &&str| RosterRow {
            id: "1".to_owned(),
            name: "Dana".to_owned(),
            pronouns: None,
            href: None,
            note: None,
            marked: Marked {
                mark: (*mark).to_owned(),
                ..Marked::default()
            },
            seen: None,
            minutes: None,
            before: Vec::new(),
        };
        marks.iter().map(row).collect()
    }

    #[test]
    fn the_count_says_who_is_here_who_came_late_and_who_is_left() {
        for (marks, words) in [
            (&["", ""][..], "0 of 2 here, 2 not marked yet"),
            (
                &["present", "late", "early", "no_show", ""][..],
                "3 of 5 here, 1 late, 1 not marked yet",
            ),
            (
                &["present", "excused"][..],
                "1 of 2 here, everybody is marked",
            ),
        ] {
            assert_eq!(roster_count(&rows(marks)), words);
        }
    }

    #[test]
    fn every_row_says_that_it_was_shown() {
        let none = Problems::none();
        let shown = roster(rows(&["", "present"]), &none);
        let shown = shown.render().into_string();
        assert_eq!(shown.matches("name=\"seen-1\" value=\"\"").count(), 2);
        let looked_at = roster(rows(&[""]), &none).read_only(true);
        assert!(!looked_at.render().into_string().contains("seen-"));
    }
}
