//! An edit form: what is stored, what was typed over it, and the version that it was made from.
//!
//! The form carries one hidden field, [`VERSION`]: the version of the stored thing, and a short mark of each field as
//! it was shown. The gate takes the version into the form's key, the use case compares it in the transaction that
//! saves, and the marks tell, when it was another one, which fields somebody typed in here: those stay as typed, the
//! others show what is stored now.

use super::Ask;
use super::form::Form;
use crate::ui::{self, Conflict, Problems};
use clinic::Version;
use data_encoding::HEXLOWER;
use maud::Markup;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The field that every edit form carries. Only forms of routes that are declared so may send it.
pub(crate) const VERSION: &str = "_version";
/// Between the version and the marks, and between two marks.
const SEPARATOR: char = '~';
/// Bytes of a mark: two values of one field share one in four thousand million cases.
// Marks instead of the values: those would double every form, and what the field shows is overwritten by whoever
// types. Nothing is kept on the server between showing and saving, so a restart loses nobody's work.
const MARK_BYTES: usize = 4;

/// What a stored thing looks like in a form's fields, in the order and the words in which the fields send it.
pub(crate) type Stored = Vec<(&'static str, String)>;

/// The version in what a form sent.
pub(crate) fn version(form: &Form) -> Version {
    let text = form.text(VERSION);
    Version::sent(text.split(SEPARATOR).next().unwrap_or_default())
}

/// An edit form as it is shown.
pub(crate) struct Sheet {
    /// What stands in the fields.
    pub shown: Form,
    /// What is wrong with it, and what is stored now where that is to be told.
    pub problems: Problems,
    made_from: String,
}

impl Sheet {
    /// The form of something stored: fresh, with what has to be mended, or against what somebody else saved meanwhile.
    pub fn of(ask: &Ask<'_>, version: Version, stored: Stored, problems: &Problems) -> Self {
        let own = |(name, value): (&'static str, String)| (name.to_owned(), value);
        let stored = Form(stored.into_iter().map(own).collect());
        let sent = ask.route.edits;
        let language = ask.language();
        if !sent || problems.is_stale() {
            let made_from = made_from(version, &stored);
            let mut problems = problems.clone().in_language(language);
            let shown = if sent {
                merged(&ask.form, &stored, &mut problems)
            } else {
                stored
            };
            return Self {
                shown,
                problems,
                made_from,
            };
        }
        // What was seen when the form was opened is kept through a second try.
        Self {
            shown: ask.form.clone(),
            problems: problems.clone().in_language(language),
            made_from: ask.form.text(VERSION).to_owned(),
        }
    }

    /// The form of something stored beside others of its kind, of which another one was sent.
    pub fn fresh(version: Version, stored: Stored) -> Self {
        let own = |(name, value): (&'static str, String)| (name.to_owned(), value);
        let stored = Form(stored.into_iter().map(own).collect());
        Self {
            made_from: made_from(version, &stored),
            shown: stored,
            problems: Problems::none(),
        }
    }

    /// A form that is opened with some fields drawn or dragged already: that counts as typed.
    pub fn drawn(mut self, ask: &Ask<'_>, drawn: &Form) -> Self {
        if !ask.route.edits {
            for (name, value) in &mut self.shown.0 {
                let over = drawn.text(name);
                if !over.is_empty() {
                    over.clone_into(value);
                }
            }
        }
        self
    }

    /// How many lines of fields reach to the last one in which something stands or of which something is said.
    pub fn lines_used<'f, L>(&self, lines: impl Iterator<Item = L>) -> usize
    where
        L: IntoIterator<Item = &'f str>,
    {
        let is_used =
            |name: &str| !self.shown.text(name).trim().is_empty() || self.problems.tells_of(name);
        let used = lines.map(|line| line.into_iter().any(is_used));
        let last = used.enumerate().filter(|(_, used)| *used).last();
        last.map_or(0, |(at, _)| at + 1)
    }

    /// The form around its fields, sent to the address of the page.
    pub fn form(&self, ask: &Ask<'_>, fields: Markup) -> ui::Form {
        self.form_to(ask, ask.address.clone(), fields)
    }

    /// The same, sent to another address.
    pub fn form_to(&self, ask: &Ask<'_>, action: impl Into<String>, fields: Markup) -> ui::Form {
        ui::form(action, ask.token(), fields).hidden(VERSION, self.made_from.clone())
    }
}

/// A field's values as they are compared: without what browsers do to line ends, and without empty ones.
fn values(form: &Form, name: &str) -> Vec<String> {
    form.all(name)
        .map(|value| value.replace("\r\n", "\n").trim().to_owned())
        .filter(|value| !value.is_empty())
        .collect()
}

fn mark(values: &[String]) -> String {
    let mut hash = Sha256::new();
    for value in values {
        hash.update(value.as_bytes());
        hash.update([0]);
    }
    let hash = hash.finalize();
    HEXLOWER.encode(&hash[..MARK_BYTES])
}

fn names(form: &Form) -> BTreeSet<&str> {
    let names = form.0.iter().map(|(name, _)| name.as_str());
    names.filter(|name| !name.starts_with('_')).collect()
}

/// What the hidden field carries.
fn made_from(version: Version, stored: &Form) -> String {
    let mut text = version.to_string();
    // A form that was opened empty says so: it is not one that nothing is known of.
    text.push(SEPARATOR);
    for name in names(stored) {
        let values = values(stored, name);
        if !values.is_empty() {
            let _ = write!(text, "{name}:{}{SEPARATOR}", mark(&values));
        }
    }
    text
}

/// The marks of the fields as a form was shown with them; nothing where it does not say what it was made from.
fn marks(typed: &Form) -> Option<Vec<(&str, &str)>> {
    let (_, marks) = typed.text(VERSION).split_once(SEPARATOR)?;
    let marks = marks.split(SEPARATOR);
    Some(marks.filter_map(|mark| mark.split_once(':')).collect())
}

/// Whether a field was sent as it was shown, so that nobody typed in it.
pub(crate) fn is_as_shown(typed: &Form, name: &str) -> bool {
    let now = mark(&values(typed, name));
    marks(typed).is_some_and(|marks| marks.contains(&(name, now.as_str())))
}

/// What was typed, laid over what is stored now: a field in which nobody typed shows what is stored.
fn merged(typed: &Form, stored: &Form, problems: &mut Problems) -> Form {
    let marks = marks(typed);
    let tells = marks.is_some();
    let marks = marks.unwrap_or_default();
    let nothing = mark(&[]);
    let before = |name: &str| {
        let found = marks.iter().find(|(known, _)| *known == name);
        found.map_or(nothing.as_str(), |(_, mark)| *mark)
    };
    let mut shown = Vec::new();
    for name in names(typed).union(&names(stored)) {
        let (now, here) = (values(stored, name), values(typed, name));
        // A form that does not say what it was made from was typed as a whole.
        let mine = !tells || mark(&here) != before(name);
        let theirs = mark(&now) != before(name);
        // What the form only carries along, and its buttons, nobody typed.
        let on_form = stored.0.iter().any(|(known, _)| known == name);
        if on_form && here != now && (mine || theirs) {
            problems.add_conflict(Conflict {
                field: (*name).to_owned(),
                stored: now.clone(),
                typed: mine,
            });
        }
        let from = if mine { typed } else { stored };
        shown.extend(
            from.all(name)
                .map(|value| ((*name).to_owned(), value.to_owned())),
        );
    }
    Form(shown)
}

/// The version that an edit form has to carry.
pub(crate) fn key(ask: &Ask<'_>, key: clinic::Key) -> clinic::Key {
    if ask.route.edits {
        key.over(version(&ask.form))
    } else {
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Form(fields.iter().map(own).collect())
    }

    /// What the second of two tabs gets, that were opened on `opened`, when the first has stored `now`.
    fn second_tab(
        opened: &[(&str, &str)],
        typed: &[(&str, &str)],
        now: &[(&str, &str)],
    ) -> (Form, Vec<Conflict>) {
        let mut sent = form(typed);
        let made_from = made_from(Version::sent("1"), &form(opened));
        sent.0.push((VERSION.to_owned(), made_from));
        let mut problems = Problems::stale();
        let shown = merged(&sent, &form(now), &mut problems);
        (shown, problems.conflicts().to_vec())
    }

    #[test]
    fn a_field_nobody_typed_in_shows_what_is_stored_and_one_somebody_did_keeps_what_was_typed() {
        let opened = [("name", "Ann"), ("role", "a"), ("role", "b"), ("note", "")];
        let typed = [("name", "Anna"), ("role", "a"), ("role", "b"), ("note", "")];
        let now = [("name", "Ann"), ("role", "a"), ("note", "New")];
        let (shown, conflicts) = second_tab(&opened, &typed, &now);
        assert_eq!(shown.text("name"), "Anna");
        assert_eq!(values(&shown, "role"), ["a"], "the role stays removed");
        assert_eq!(shown.text("note"), "New");
        let told: Vec<_> = conflicts
            .iter()
            .map(|one| (one.field.as_str(), one.typed))
            .collect();
        assert_eq!(told, [("name", true), ("note", false), ("role", false)]);
    }

    #[test]
    fn a_form_that_was_opened_empty_is_not_taken_for_one_typed_as_a_whole() {
        let (opened, now) = (
            [("name", ""), ("note", "")],
            [("name", "Ann"), ("note", "")],
        );
        let (shown, conflicts) = second_tab(&opened, &[("name", ""), ("note", "New")], &now);
        assert_eq!((shown.text("name"), shown.text("note")), ("Ann", "New"));
        let told: Vec<_> = conflicts
            .iter()
            .map(|one| (one.field.as_str(), one.typed))
            .collect();
        assert_eq!(told, [("name", false), ("note", true)]);
    }

    #[test]
    fn a_field_says_whether_somebody_typed_in_it() {
        let mut sent = form(&[("name", " Ann"), ("note", "New"), ("more", "")]);
        assert!(
            !is_as_shown(&sent, "name"),
            "it says nothing of what was shown"
        );
        let opened = form(&[("name", "Ann"), ("note", "Old"), ("more", "")]);
        let made_from = made_from(Version::sent("1"), &opened);
        sent.0.push((VERSION.to_owned(), made_from));
        assert!(is_as_shown(&sent, "name") && !is_as_shown(&sent, "note"));
    }

    #[test]
    fn unticking_everything_is_typing_and_line_ends_are_not() {
        let opened = [("days", "mon"), ("days", "tue"), ("hours", "9\n10")];
        let typed = [("hours", "9\r\n10\r\n")];
        let now = [("days", "mon"), ("hours", "11")];
        let (shown, conflicts) = second_tab(&opened, &typed, &now);
        assert!(values(&shown, "days").is_empty());
        assert_eq!(shown.text("hours"), "11");
        assert_eq!(conflicts.len(), 2);
        assert!(conflicts[0].typed && conflicts[0].stored == ["mon"]);
        assert!(!conflicts[1].typed);
    }

    #[test]
    fn a_form_that_does_not_say_what_it_was_made_from_keeps_everything_that_was_typed() {
        let mut problems = Problems::stale();
        let (typed, stored) = (form(&[("name", "Anna")]), form(&[("name", "Ann")]));
        let shown = merged(&typed, &stored, &mut problems);
        assert_eq!(shown.text("name"), "Anna");
        assert_eq!(problems.conflicts()[0].stored, ["Ann"]);
    }
}
