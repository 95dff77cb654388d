//! What stands in the way of a recommendation.

use super::Placement;
use super::Verdict;
use crate::assessment::asking::positions;
use crate::assessment::facts::{FactSlot, Standing};
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{Danger, QuestionId, QuestionKind, Substance};
use crate::assessment::place::{EMERGENCY, Place};
use crate::each_once;

/// A question worth asking next.
#[derive(Clone, PartialEq, Debug)]
pub struct Ask {
    /// Which.
    pub question: QuestionId,
    /// About which substance.
    pub about: Option<Substance>,
    /// What each answer would lead to.
    pub tried: Vec<Tried>,
}

/// One possible answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tried {
    /// Its position.
    pub answer: i32,
    /// What the criteria would then say.
    pub verdict: Verdict,
}

/// Why nothing can be placed at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nothing {
    /// No substance was named.
    Substance,
    /// Under 12.
    Child,
    /// No disorder by the criteria.
    Disorder,
    /// Alertness, withdrawal or suicide is not known.
    Safety,
}

/// Without these nothing at all is said about a level that nothing else asks for.
const FIRST: [QuestionId; 3] = [ids::ALERTNESS, ids::SUICIDE, ids::RATING];

/// Needed facts that are missing, and facts that were asked for in vain and could still ask for more; the gravest first.
pub(super) fn missing(placement: &Placement<'_>, floor: usize) -> Vec<FactSlot> {
    let facts = &placement.facts;
    let mut found: Vec<FactSlot> = Vec::new();
    if facts.named().is_empty() {
        found.push(FactSlot::of(ids::DAYS, None));
    }
    let needed = facts.missing();
    let first = |slot: &FactSlot| FIRST.iter().position(|first| *first == slot.place().0);
    found.extend(needed.iter().copied().filter(|slot| first(slot).is_some()));
    // What is asked of a minor, or of nobody but an adult, waits for the age.
    found.extend(
        needed
            .iter()
            .copied()
            .filter(|slot| slot.place().0 == ids::AGE),
    );
    found.extend(in_vain(placement, floor));
    found.extend(needed);
    each_once(found)
}

/// Answers that somebody was asked for and could not or would not give, where they could still ask for more care: not
/// sure is not no.
fn in_vain(placement: &Placement<'_>, floor: usize) -> Vec<FactSlot> {
    let facts = &placement.facts;
    let mut found = Vec::new();
    if !facts.table().has_refusals() {
        return found;
    }
    for at in placement.state.unknown() {
        let criterion = &placement.protocol.criteria[at];
        if criterion.rank() <= floor {
            continue;
        }
        for slot in criterion.slots.iter().flat_map(|slot| facts.behind(*slot)) {
            let refused = matches!(
                facts.table().standing(slot),
                Standing::Unknown | Standing::Declined
            );
            if refused && !found.contains(&slot) {
                found.push(slot);
            }
        }
    }
    found
}

/// Why nothing is placed, where that is so.
pub(super) fn nothing(
    placement: &Placement<'_>,
    floor: usize,
    missing: &[FactSlot],
) -> Option<Nothing> {
    if floor >= EMERGENCY {
        return None;
    }
    let facts = &placement.facts;
    if facts.reading(ids::CHILD, None).feared.low == 1 {
        return Some(Nothing::Child);
    }
    if facts.named().is_empty() && !is_grave(placement, floor) {
        return Some(Nothing::Substance);
    }
    if floor > 0 {
        return None;
    }
    if missing.iter().any(|slot| FIRST.contains(&slot.place().0)) {
        return Some(Nothing::Safety);
    }
    let none = facts.reading(ids::SEVERITY, None).feared.high == 0;
    let reason = placement
        .state
        .met()
        .any(|at| placement.protocol.criteria[at].least.is_some());
    (none && !reason).then_some(Nothing::Disorder)
}

/// Priorities from 1 to here are dangers: they ask for a level also of somebody who named no substance yet.
const GRAVE: u8 = 2;

fn is_grave(placement: &Placement<'_>, floor: usize) -> bool {
    let mut asking = placement.asking_for(floor);
    floor > 0 && asking.any(|criterion| criterion.priority <= GRAVE)
}

/// The answers that could lead elsewhere: more danger never leads to less care, so where danger has a direction, the
/// gravest one stands for all.
fn gravest(question: QuestionId) -> Vec<i32> {
    let asked = question.question();
    match (asked.danger, asked.kind, asked.reach()) {
        (Danger::Rising, _, Some((_, most))) => vec![most],
        (Danger::Falling, QuestionKind::Date | QuestionKind::DateTime, _) => vec![0],
        (Danger::Falling, _, Some((least, _))) => vec![least],
        _ => positions(question),
    }
}

impl Placement<'_> {
    /// The one question to ask first; none once nothing needed is missing.
    pub fn ask(&self) -> Option<Ask> {
        let slot = self.missing.first()?;
        let (question, about) = slot.place();
        let tried = positions(question)
            .into_iter()
            .map(|answer| Tried {
                answer,
                verdict: self.with_answers([(*slot, answer)]).verdict(),
            })
            .collect();
        Some(Ask {
            question,
            about,
            tried,
        })
    }

    /// The first missing fact of which some answer would lead elsewhere; where only several together would, the first of
    /// them all. None where whatever is answered changes nothing.
    pub(super) fn turning(&self) -> Option<FactSlot> {
        let alone = self.missing.iter().copied().find(|slot| {
            let (question, about) = slot.place();
            // Nothing can be tried of a substance that nobody named.
            let nameless = question.question().per_substance && about.is_none();
            let leads = |answer| self.turns([(*slot, answer)]);
            nameless && self.facts.named().is_empty() || gravest(question).into_iter().any(leads)
        });
        alone.or_else(|| {
            let all: Vec<(FactSlot, i32)> = self
                .missing
                .iter()
                .filter_map(|slot| Some((*slot, *gravest(slot.place().0).first()?)))
                .collect();
            self.turns(all).then(|| self.missing.first().copied())?
        })
    }

    fn turns(&self, answers: impl IntoIterator<Item = (FactSlot, i32)>) -> bool {
        let tried = self.with_answers(answers);
        tried.least() != self.least() || tried.nothing().is_some()
    }

    /// Everything that is needed and missing, each with the substance it is about, the gravest first.
    pub fn missing(&self) -> impl Iterator<Item = (QuestionId, Option<Substance>)> {
        self.missing.iter().map(|slot| slot.place())
    }

    /// The questions that are needed and missing.
    pub fn open_questions(&self) -> impl Iterator<Item = QuestionId> {
        each_once(self.missing().map(|(question, _)| question)).into_iter()
    }

    /// Why nothing can be placed, where that is so.
    pub const fn nothing(&self) -> Option<Nothing> {
        self.nothing
    }

    /// The most intensive place that what is unknown could still lead to.
    pub fn ceiling(&self) -> Place {
        Place::at(self.whole().state.ceiling(self.protocol))
    }
}
