//! What other answers would change. Ways up come from safety facts and are shown; ways down would teach how to fill in
//! the form, so they are worked out apart and shown only once the choice is signed.

use super::Placement;
use crate::assessment::asking::{is_number, positions, suits};
use crate::assessment::facts::FactSlot;
use crate::assessment::finding::{Danger, Feeds, Interval, QuestionId, Substance};
use crate::assessment::place::Place;
use crate::each_once;

/// The most ways shown; more would be read by nobody.
pub const WAYS_MAX: usize = 6;

/// One answer that would have to be another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AnswerChange {
    /// Which question.
    pub question: QuestionId,
    /// About which substance; nothing for all of them.
    pub about: Option<Substance>,
    /// Its answer then.
    pub to: i32,
}

impl AnswerChange {
    pub(super) fn slot(self) -> FactSlot {
        FactSlot::of(self.question, self.about)
    }

    /// How it reads: "Withdrawal seizure ever: yes".
    pub fn words(&self) -> String {
        let asked = self.question.question();
        let about = Substance::in_brackets(self.about);
        format!("{}{about}: {}", asked.label, asked.words(self.to))
    }
}

/// Answers that would lead elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlacementWay {
    /// The answers.
    pub changes: Vec<AnswerChange>,
    /// Where they lead.
    pub place: Place,
}

impl PlacementWay {
    /// How a way up reads: “Breaths: 11 a minute or less”. What is counted leads there from this number on.
    pub fn words(&self) -> String {
        let words: Vec<String> = self.changes.iter().copied().map(onward).collect();
        words.join(" and ")
    }
}

fn onward(change: AnswerChange) -> String {
    let asked = change.question.question();
    let words = change.words();
    match (asked.bounds(), asked.danger) {
        _ if !is_number(asked.kind) => words,
        (Some((least, _)), Danger::Falling) if change.to > least => format!("{words} or less"),
        (Some((_, most)), Danger::Rising) if change.to < most => format!("{words} or more"),
        _ => words,
    }
}

impl Placement<'_> {
    /// What one more dangerous answer to a question of safety would lead to, the nearest first: answers that nobody knows
    /// before answers that are known.
    pub fn ways_up(&self) -> Vec<PlacementWay> {
        let mut found = self.every_way_up();
        found.sort_by_key(|(known, way)| (*known, std::cmp::Reverse(way.place)));
        found.truncate(WAYS_MAX);
        found.into_iter().map(|(_, way)| way).collect()
    }

    /// All of them in the order of the questions, each with whether the present answer is known.
    pub(super) fn every_way_up(&self) -> Vec<(bool, PlacementWay)> {
        let floor = self.verdict().floor();
        let mut found: Vec<(bool, PlacementWay)> = Vec::new();
        for (question, about) in self.facts.places() {
            let asked = question.question();
            if !asked.feeds.contains(&Feeds::Safety) || asked.danger == Danger::None {
                continue;
            }
            let slot = FactSlot::of(question, about);
            let reading = self.facts.table().reading(slot);
            let way = mildest(question, reading.feared, |to| {
                let place = self.with_answers([(slot, to)]).verdict().floor();
                let change = AnswerChange {
                    question,
                    about,
                    to,
                };
                (place > floor).then(|| PlacementWay {
                    changes: vec![change],
                    place,
                })
            });
            found.extend(way.map(|way| (reading.is_known(), way)));
        }
        found
    }

    /// What safer answers would lead to, one or two at a time. Not to be shown before the choice is signed.
    pub fn ways_down(&self) -> Vec<PlacementWay> {
        let floor = self.verdict().floor();
        let safer: Vec<AnswerChange> = self
            .deciding()
            .flat_map(|decided| decided.criterion.slots.clone())
            .flat_map(|slot| self.facts.behind(slot))
            .filter_map(|slot| {
                let (question, about) = slot.place();
                let to = question.question().safest()?;
                let known = self.facts.table().reading(slot).feared;
                let fits = suits(question, about) && question.question().bounds().is_some();
                (fits && (known.low != to || known.high != to)).then_some(AnswerChange {
                    question,
                    about,
                    to,
                })
            })
            .collect();
        let lower = |changes: Vec<AnswerChange>| {
            let place = self.with(&changes).verdict().floor();
            (place < floor).then_some(PlacementWay { changes, place })
        };
        // Several criteria may rest on the same answer.
        let safer = each_once(safer);
        let mut found: Vec<PlacementWay> = safer
            .iter()
            .filter_map(|change| lower(vec![*change]))
            .collect();
        if found.is_empty() {
            for (at, one) in safer.iter().enumerate() {
                for other in &safer[at + 1..] {
                    found.extend(lower(vec![*one, *other]));
                }
            }
        }
        found.truncate(WAYS_MAX);
        found
    }
}

/// The mildest answer that leads somewhere, among those that are more dangerous than what is feared now. More danger never
/// leads to less care, so among numbers it is found by halving: the number that a clinician looks for.
fn mildest(
    question: QuestionId,
    feared: Interval,
    leads: impl Fn(i32) -> Option<PlacementWay>,
) -> Option<PlacementWay> {
    let asked = question.question();
    if !is_number(asked.kind) {
        let worse = more_dangerous(question, feared.low, feared.high);
        return worse.into_iter().find_map(leads);
    }
    let (least, most) = asked.bounds()?;
    let (mut short_of_it, mut far) = match asked.danger {
        Danger::Falling => (feared.high, least),
        _ => (feared.low, most),
    };
    if short_of_it == far {
        return None;
    }
    let mut found = leads(far)?;
    while short_of_it.abs_diff(far) > 1 {
        let middle = short_of_it + (far - short_of_it) / 2;
        match leads(middle) {
            Some(way) => (far, found) = (middle, way),
            None => short_of_it = middle,
        }
    }
    Some(found)
}

/// Answers that are more dangerous than what is feared now, the mildest first.
fn more_dangerous(question: QuestionId, low: i32, high: i32) -> Vec<i32> {
    let all = positions(question);
    match question.question().danger {
        Danger::Falling => all.into_iter().rev().filter(|to| *to < high).collect(),
        _ => all.into_iter().filter(|to| *to > low).collect(),
    }
}
