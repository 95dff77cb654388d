//! From facts to an explained level of care.
//!
//! The least level is the highest that any criterion asks for, so one danger is enough and nothing is averaged. It is
//! *recommended* only when every fact that is needed is known, none older than its clock, and nothing contradicts that a
//! clinician has not settled; otherwise it is *at least* that level, or there is not enough to place. Evaluating supports a
//! clinician; the choice is theirs ([`Choice`]). No placement standard's rules are in here; the result of one can be
//! recorded beside it ([`External`]).

pub mod below;
mod beside;
mod choice;
mod contrary;
mod external;
mod open;
mod snapshot;
pub mod stands;
mod state;
mod verdict;
mod ways;
mod words;

pub use super::place::Place;
pub use beside::{AskedBeside, Raised, raised_by, surely_raised};
pub use choice::Choice;
pub use external::{Edition, External};
pub use open::{Ask, Nothing, Tried};
pub use snapshot::{KeptCriterion, Snapshot, SnapshotFinding, said};
pub use verdict::Verdict;
pub use ways::{AnswerChange, PlacementWay};
pub use words::{ReasonFact, UNSEEN};

use super::facts::{Basis, FactSlot, Facts, Hint, PlacementHold};
use super::finding::{Findings, QuestionId, Reading, Substance};
use super::place::EMERGENCY;
use super::protocol::{Criterion, CriterionId, Outcome, Protocol, Weight};
use crate::LevelOfCare;
use state::CriteriaState;
use std::cmp::Reverse;

/// One criterion with its outcome.
#[derive(Clone, Copy, Debug)]
pub struct Evaluated<'p> {
    /// Its place in the protocol.
    pub id: CriterionId,
    /// The criterion.
    pub criterion: &'p Criterion,
    /// Whether it is met.
    pub outcome: Outcome,
    /// Whether sources disagree about a fact in it. The more dangerous statement counts until a clinician settles it.
    pub disputed: bool,
}

/// An evaluated assessment.
#[derive(Clone, Debug)]
pub struct Placement<'p> {
    protocol: &'p Protocol,
    facts: Facts,
    state: CriteriaState,
    verdict: Verdict,
    missing: Vec<FactSlot>,
    nothing: Option<Nothing>,
    /// What a clinician has to settle first.
    held: PlacementHold,
    /// The same from everything, where this one leaves out the answers to a question: see [`Placement::without`].
    whole: Option<(QuestionId, Box<Self>)>,
}

impl<'p> Placement<'p> {
    /// Evaluates what was said, as it stands at a moment.
    pub fn of(protocol: &'p Protocol, findings: &Findings, basis: &Basis) -> Self {
        Self::hearing(protocol, findings, basis, &[])
    }

    /// The same beside what stands in the record outside of the assessment: where an answer denies it, nothing is
    /// recommended until a clinician has settled it.
    pub fn hearing(
        protocol: &'p Protocol,
        findings: &Findings,
        basis: &Basis,
        hints: &[Hint],
    ) -> Self {
        let facts = Facts::of(findings, basis).hearing(hints);
        let held = PlacementHold::of(findings, &facts);
        Self::from_facts(protocol, facts, held)
    }

    fn from_facts(protocol: &'p Protocol, facts: Facts, held: PlacementHold) -> Self {
        let state = CriteriaState::of(protocol, facts.table());
        let mut placement = Self {
            protocol,
            facts,
            state,
            verdict: Verdict::Open,
            missing: Vec::new(),
            nothing: None,
            held,
            whole: None,
        };
        let floor = state.floor(protocol);
        placement.missing = open::missing(&placement, floor);
        placement.nothing = open::nothing(&placement, floor, &placement.missing);
        placement.verdict = placement.judge(floor);
        placement
    }

    fn judge(&self, floor: usize) -> Verdict {
        let place = Place::at(floor);
        if floor >= EMERGENCY {
            // Nothing lies above it, so nothing unknown and nothing contradictory changes it.
            return Verdict::Recommended(place);
        }
        if self.nothing.is_some() {
            return Verdict::Open;
        }
        let reason = self.asking_for(floor).next().is_some();
        if !reason || self.is_held() || !self.missing.is_empty() || self.until().next().is_some() {
            return Verdict::AtLeast(place);
        }
        Verdict::Recommended(place)
    }

    /// The same assessment with some answers changed, for "what if".
    #[must_use]
    pub fn with(&self, changes: &[AnswerChange]) -> Self {
        self.with_answers(changes.iter().map(|change| (change.slot(), change.to)))
    }

    pub(crate) fn with_answers(&self, answers: impl IntoIterator<Item = (FactSlot, i32)>) -> Self {
        let Some((hidden, whole)) = &self.whole else {
            return Self::from_facts(self.protocol, self.facts.with(answers), self.held);
        };
        let answers: Vec<(FactSlot, i32)> = answers.into_iter().collect();
        let facts = self.facts.with(answers.iter().copied());
        let seen = Self::from_facts(self.protocol, facts, self.held);
        seen.within(*hidden, whole.with_answers(answers))
    }

    /// The same for whoever does not see the answers to a question: `seen` is what was said without them. The level
    /// stays the one of everything, because whoever is told a lower one than is safe acts on it; no reason and no fact
    /// rests on what is not seen. [`Placement::withholds`] says whether one would.
    #[must_use]
    pub fn without(self, hidden: QuestionId, seen: &Findings) -> Self {
        let facts = Facts::of(seen, self.facts.basis()).hearing(self.facts.hints());
        let held = PlacementHold::of(seen, &facts);
        Self::from_facts(self.protocol, facts, held).within(hidden, self)
    }

    fn within(mut self, hidden: QuestionId, whole: Self) -> Self {
        self.missing.retain(|slot| slot.place().0 != hidden);
        self.verdict = whole.verdict;
        self.nothing = whole.nothing;
        self.whole = Some((hidden, Box::new(whole)));
        self
    }

    /// What the criteria say of everything.
    fn whole(&self) -> &Self {
        match &self.whole {
            Some((_, whole)) => whole.as_ref(),
            None => self,
        }
    }

    /// Whether something decided that whoever reads does not see.
    pub fn withholds(&self) -> bool {
        let Some((_, whole)) = &self.whole else {
            return false;
        };
        let seen: Vec<CriterionId> = self.deciding().map(|one| one.id).collect();
        let mut decided = whole.deciding();
        decided.any(|one| !seen.contains(&one.id))
    }

    /// The protocol that was asked.
    pub const fn protocol(&self) -> &'p Protocol {
        self.protocol
    }

    /// What is known.
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What the criteria say.
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The least level that anything known asks for, also while nothing can be placed: whoever chooses below it chooses
    /// against a criterion.
    pub fn least(&self) -> Place {
        Place::at(self.whole().state.floor(self.protocol))
    }

    /// Whether a contradiction keeps anything from being recommended.
    pub fn is_held(&self) -> bool {
        self.held.holds(&self.facts)
    }

    /// Every criterion with its outcome, in the order of the protocol.
    pub fn criteria(&self) -> impl Iterator<Item = Evaluated<'p>> {
        let protocol = self.protocol;
        protocol.criteria().map(|(id, _)| self.evaluated(id))
    }

    fn evaluated(&self, id: CriterionId) -> Evaluated<'p> {
        let criterion = self.protocol.criterion(id);
        Evaluated {
            id,
            criterion,
            outcome: self.state.outcome(id),
            disputed: criterion
                .slots
                .iter()
                .any(|slot| self.facts.table().reading(*slot).is_disputed()),
        }
    }

    /// The criteria that are met, the gravest first: by what is looked at first, then by the level they ask for.
    pub fn met(&self) -> impl Iterator<Item = Evaluated<'p>> {
        let mut met: Vec<Evaluated<'p>> =
            self.state.met().map(|at| self.evaluated(id(at))).collect();
        met.sort_by_key(|one| gravity(one.criterion));
        met.into_iter()
    }

    /// The criteria that ask for the least level, in the order of the protocol.
    fn asking_for(&self, floor: usize) -> impl Iterator<Item = &'p Criterion> {
        let protocol = self.protocol;
        let met = self.state.met().filter_map(|at| protocol.criteria.get(at));
        met.filter(move |criterion| criterion.least.is_some_and(|least| least.rank() == floor))
    }

    fn deciding_at(&self, floor: usize) -> impl Iterator<Item = Evaluated<'p>> {
        self.met().filter(move |one| {
            one.criterion
                .least
                .is_some_and(|least| least.rank() == floor)
        })
    }

    /// The criteria that decided: those that ask for the least level. Empty while nothing is recommended.
    pub fn deciding(&self) -> impl Iterator<Item = Evaluated<'p>> {
        let floor = match self.verdict {
            Verdict::Open => usize::MAX,
            Verdict::AtLeast(place) | Verdict::Recommended(place) => place.rank(),
        };
        self.deciding_at(floor)
    }

    /// The supporting criteria of a level.
    pub fn supporting(&self, level: LevelOfCare) -> impl Iterator<Item = Evaluated<'p>> {
        self.criteria().filter(move |evaluated| {
            evaluated.criterion.weight == Weight::Supporting
                && evaluated.criterion.levels.contains(&level)
        })
    }

    /// What has to happen before anything is recommended.
    pub fn until(&self) -> impl Iterator<Item = &'p str> {
        let protocol = self.protocol;
        self.state
            .met()
            .filter_map(|at| protocol.criteria.get(at))
            .filter_map(|criterion| criterion.until.as_deref())
    }

    /// What is known about a question.
    pub fn reading(&self, question: QuestionId, about: Option<Substance>) -> Reading {
        self.facts.reading(question, about)
    }
}

/// Where a criterion stands among those that are met, the gravest first.
fn gravity(criterion: &Criterion) -> (Reverse<usize>, u8) {
    (Reverse(criterion.rank()), criterion.priority)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a protocol has at most 128 criteria"
)]
const fn id(at: usize) -> CriterionId {
    CriterionId(at as u8)
}

#[cfg(test)]
mod tests;
