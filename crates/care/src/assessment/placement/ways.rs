//! What other answers would change. Ways up come from safety facts and are shown; ways down would teach how to fill in
//! the form, so they are worked out apart and shown only once the choice is signed.

use super::Placement;
use super::words::of;
use crate::assessment::asking::{positions, suits};
use crate::assessment::facts::Slot;
use crate::assessment::finding::{Danger, Feeds, QuestionId, Substance};
use crate::assessment::place::Place;

/// The most ways shown; more would be read by nobody.
pub const WAYS_MAX: usize = 6;

/// One answer that would have to be another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// Which question.
    pub question: QuestionId,
    /// About which substance; nothing for all of them.
    pub about: Option<Substance>,
    /// Its answer then.
    pub to: i32,
}

impl Change {
    pub(super) fn slot(self) -> Slot {
        Slot::of(self.question, self.about)
    }

    /// How it reads: "Withdrawal seizure ever: yes".
    pub fn words(&self) -> String {
        let asked = self.question.question();
        let about = of(self.about);
        format!("{}{about}: {}", asked.label, asked.words(self.to))
    }
}

/// Answers that would lead elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    /// The answers.
    pub changes: Vec<Change>,
    /// Where they lead.
    pub place: Place,
}

impl Placement<'_> {
    /// What one more dangerous answer to a question of safety would lead to, the nearest first: answers that nobody knows
    /// before answers that are known.
    pub fn ways_up(&self) -> Vec<Way> {
        let floor = self.verdict().floor();
        let mut found: Vec<(bool, Way)> = Vec::new();
        for (question, about) in self.facts.places() {
            let asked = question.question();
            if !asked.feeds.contains(&Feeds::Safety) || asked.danger == Danger::None {
                continue;
            }
            let slot = Slot::of(question, about);
            let reading = self.facts.table().reading(slot);
            let worse = more_dangerous(question, reading.feared.low, reading.feared.high);
            let way = worse.into_iter().find_map(|to| {
                let place = self.with_answers([(slot, to)]).verdict().floor();
                let change = Change {
                    question,
                    about,
                    to,
                };
                (place > floor).then(|| Way {
                    changes: vec![change],
                    place,
                })
            });
            found.extend(way.map(|way| (reading.is_known(), way)));
        }
        found.sort_by_key(|(known, way)| (*known, std::cmp::Reverse(way.place)));
        found.truncate(WAYS_MAX);
        found.into_iter().map(|(_, way)| way).collect()
    }

    /// What safer answers would lead to, one or two at a time. Not to be shown before the choice is signed.
    pub fn ways_down(&self) -> Vec<Way> {
        let floor = self.verdict().floor();
        let safer: Vec<Change> = self
            .deciding()
            .flat_map(|decided| decided.criterion.slots.clone())
            .flat_map(|slot| self.facts.behind(slot))
            .filter_map(|slot| {
                let (question, about) = slot.place();
                let to = question.question().safest()?;
                let known = self.facts.table().reading(slot).feared;
                let fits = suits(question, about) && question.question().bounds().is_some();
                (fits && (known.low != to || known.high != to)).then_some(Change {
                    question,
                    about,
                    to,
                })
            })
            .collect();
        let mut found: Vec<Way> = Vec::new();
        let lower = |changes: Vec<Change>| {
            let place = self.with(&changes).verdict().floor();
            (place < floor).then_some(Way { changes, place })
        };
        for change in &safer {
            found.extend(lower(vec![*change]));
        }
        if found.is_empty() {
            for (at, one) in safer.iter().enumerate() {
                for other in &safer[at + 1..] {
                    found.extend(lower(vec![*one, *other]));
                }
            }
        }
        found.dedup();
        found.truncate(WAYS_MAX);
        found
    }
}

/// Answers that are more dangerous than what is feared now, the mildest first.
fn more_dangerous(question: QuestionId, low: i32, high: i32) -> Vec<i32> {
    let all = positions(question);
    match question.question().danger {
        Danger::Falling => all.into_iter().rev().filter(|to| *to < high).collect(),
        _ => all.into_iter().filter(|to| *to > low).collect(),
    }
}
