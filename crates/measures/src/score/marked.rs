//! The items because of which a result is flagged: what a trend marks at its point, since no sum shows it.

use crate::instrument::{Condition, Instrument, Item, Urgency};
use crate::score::{FlagState, Scored};
use crate::{Answers, ItemAnswer};

/// An item because of which a flag stands, or cannot be ruled out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkedItem<'i> {
    /// The item.
    pub item: &'i Item,
    /// What was answered; none where the answer is absent and the flag depends on it.
    pub value: Option<i32>,
}

/// The items that raised flags by an answer of their own, in the official order. What only a sum raises is not among
/// them, nor what is merely good to know.
pub fn marked<'i>(
    instrument: &'i Instrument,
    answers: &Answers,
    scored: &Scored,
) -> Vec<MarkedItem<'i>> {
    let mut found: Vec<MarkedItem<'i>> = Vec::new();
    for raised in &scored.flags {
        let flag = instrument
            .flags
            .iter()
            .find(|flag| flag.code == raised.code);
        let Some(flag) = flag.filter(|flag| flag.urgency >= Urgency::Look) else {
            continue;
        };
        let is_open = raised.state == FlagState::CannotRuleOut;
        for all in &flag.when.0 {
            let items: Option<Vec<_>> = all
                .iter()
                .filter(|condition| condition.item.is_some())
                .map(|condition| holds(instrument, answers, scored, condition, is_open))
                .collect();
            found.extend(items.into_iter().flatten());
        }
    }
    let of = |item: &Item| {
        found
            .iter()
            .find(|marked| marked.item.id == item.id)
            .copied()
    };
    instrument.items.iter().filter_map(of).collect()
}

/// The item of a condition that holds, or that an absent answer leaves open.
fn holds<'i>(
    instrument: &'i Instrument,
    answers: &Answers,
    scored: &Scored,
    condition: &Condition,
    is_open: bool,
) -> Option<MarkedItem<'i>> {
    let item = instrument.item(condition.item.as_ref()?.as_str())?;
    match answers.get(item.id.as_str()) {
        ItemAnswer::Value(value) => {
            let points = item.points(value)?.0;
            let reaches = condition.at_least.is_none_or(|least| points >= least);
            let stays = condition.at_most.is_none_or(|most| points <= most);
            (reaches && stays).then_some(MarkedItem {
                item,
                value: Some(value),
            })
        }
        ItemAnswer::Absent(_) => {
            let was_left_out = scored.left_out.contains(&item.id);
            (is_open && !was_left_out).then_some(MarkedItem { item, value: None })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Context, Library, score};

    fn ids(answers: &Answers) -> Vec<(String, Option<i32>)> {
        let library = Library::built_in().unwrap();
        let instrument = library.get("phq-9").unwrap();
        let scored = score(instrument, answers, &Context::default()).unwrap();
        let marked = marked(instrument, answers, &scored);
        let pair = |one: MarkedItem<'_>| (one.item.id.to_string(), one.value);
        marked.into_iter().map(pair).collect()
    }

    fn all(value: i32) -> Answers {
        (1..=9).fold(Answers::new(), |answers, item| {
            answers.with(&item.to_string(), value)
        })
    }

    #[test]
    fn an_answer_that_raises_a_flag_is_marked_and_a_sum_is_not() {
        assert!(ids(&all(0)).is_empty());
        assert_eq!(ids(&all(0).with("9", 1)), [("9".to_owned(), Some(1))]);
        let high = all(3).with("9", 0);
        assert!(ids(&high).is_empty(), "24 points by the sum alone");
    }

    #[test]
    fn an_answer_that_is_absent_is_marked_where_the_flag_depends_on_it() {
        let mut answers = all(0);
        answers.set("9", ItemAnswer::Absent(crate::Absence::Declined));
        assert_eq!(ids(&answers), [("9".to_owned(), None)]);
    }
}
