//! What somebody types who completes a reading: the fields, what they say, and what is left of it when another tab was
//! faster.

use crate::shell::Ask;
use crate::shell::form::Form;
use crate::ui::Problems;
use ::measures::wording::Gap;
use ::measures::{Instrument, ItemId, Wording};
use clinic::assessment::measure::{Completion, Typed, Worded};
use maud::{Markup, html};

/// How the fields begin that hold the words of a gap, and that say whether an item is the same question.
const GAP: &str = "gap.";
const SAME: &str = "same.";

/// The field of a gap. It names the answer, so that what was typed finds its place over another reading too.
pub(super) fn gap_name(gap: &Gap) -> String {
    let first = gap.items.first().map_or("", ItemId::as_str);
    format!("{GAP}{first}.{}", gap.value)
}

/// The field that says whether an item is the same question.
pub(super) fn same_name(item: &ItemId) -> String {
    format!("{SAME}{item}")
}

/// What a form adds to a reading. It follows from the form alone, so that the same form sent twice says the same.
pub(super) fn completion(form: &Form) -> Completion {
    let mut completion = Completion::default();
    for (name, text) in &form.0 {
        if let Some(item) = name.strip_prefix(SAME) {
            if text == "same" {
                completion.confirmed.push(ItemId::from(item));
            }
        } else if let Some(typed) = typed(name, text) {
            completion.typed.push(typed);
        }
    }
    completion
}

fn typed(name: &str, text: &str) -> Option<Typed> {
    let (item, value) = name.strip_prefix(GAP)?.rsplit_once('.')?;
    Some(Typed {
        item: ItemId::from(item),
        value: value.parse().ok()?,
        words: text.to_owned(),
    })
}

/// Each thing that is not so yet, beside its field.
pub(super) fn problems(
    ask: &Ask<'_>,
    instrument: &Instrument,
    wording: &Wording,
    completion: &Completion,
) -> Problems {
    let mut problems = Problems::none();
    for id in &wording.unconfirmed {
        let name = same_name(id);
        match ask.form.text(&name) {
            "same" => {}
            "other" => problems.add(name, format!(
                "Then the file does not have item {id} in its place, and it cannot be used: put this reading aside, bring the file’s questions and answers into the official order, and read it again."
            )),
            _ => problems.add(name, format!("Say whether item {id} is the same question; hold both texts against the official form.")),
        }
    }
    let unfilled = completion.apply(instrument, wording).err();
    for (gap, sentence) in unfilled.into_iter().flatten() {
        problems.add(gap_name(&gap), sentence);
    }
    problems
}

/// What was typed and has no field on the page as it stands now; the rest is in its fields.
pub(super) fn left(form: &Form, worded: &Worded) -> Markup {
    let open = worded.waiting.as_ref().or(worded.in_use.as_ref());
    let wording = open.and_then(|reading| reading.wording.as_ref());
    let completion = completion(form);
    let left = completion.unplaced(worded.instrument, wording);
    html! {
        @if !left.is_empty() {
            section {
                h2 { "What you typed" }
                p { "It was not put in, and there is no field for it now." }
                ul { @for one in left {
                    li { "Item " (one.item) ", the answer for " (one.value) ": " strong { (one.words) } }
                } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_which_answer_each_word_is_for() {
        let fields = [
            ("gap.7A.0", "Not at any time"),
            ("gap.x", "nowhere"),
            ("same.9", "same"),
            ("same.8", "other"),
        ];
        let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let said = completion(&Form(fields.to_vec()));
        let (item, words) = (ItemId::from("7A"), "Not at any time".to_owned());
        let value = 0;
        assert_eq!(said.typed, [Typed { item, value, words }]);
        assert_eq!(said.confirmed, [ItemId::from("9")]);
    }
}
