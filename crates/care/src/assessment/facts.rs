//! What is known at one moment: readings of everything that was said, as far as it is still true, and what is worked
//! out from it.
//!
//! A fact is a range of positions ([`Reading`]); unknown is the whole range. What is worked out (`worked_out`) is a
//! function from ranges to ranges that only ever answers to more danger with more danger, so that conditions over it do
//! too. A substance that nobody named counts as not used, once another one is named.

mod basis;
mod hint;
mod layout;
mod pairs;
mod read;
mod table;
mod view;
mod worked_out;

pub use basis::Basis;
pub use hint::Hint;
pub use layout::FactSlot;
pub use pairs::{PlacementHold, contradictions};
pub(crate) use read::interval as hours_or_days;
pub use read::is_fresh;
pub use table::{Standing, Table};
pub(crate) use worked_out::{COWS_BANDS, edges};

use super::finding::catalogue::ids;
use super::finding::{Count, Findings, QuestionId, Reading, Substance, catalogue};
use jiff::ToSpan as _;
use std::sync::LazyLock;

/// Everything known.
#[derive(Clone, Debug)]
pub struct Facts {
    basis: Basis,
    named: Vec<Substance>,
    table: Table,
    passed: Passed,
    hints: Vec<Hint>,
}

/// For each substance, how many hours ago its days of use were said; zero where they are taken as if said now.
type Passed = [i32; Substance::ALL.len()];

fn passed(findings: &Findings, basis: &Basis) -> Passed {
    Substance::ALL.map(|substance| {
        let counting = findings.counting(ids::DAYS, Some(substance));
        let fresh = counting.filter(|(finding, _)| read::is_fresh(finding, basis));
        let ages = fresh.map(|(finding, _)| read::age_hours(finding, basis));
        ages.max().unwrap_or(0)
    })
}

/// Readings before anybody said anything.
struct Blank {
    /// While no substance is named.
    unnamed: Table,
    /// Once one is: of all of them as of one that is not used.
    unused: Table,
    /// The places about each substance.
    about: [Vec<FactSlot>; Substance::ALL.len()],
}

static BLANK: LazyLock<Blank> = LazyLock::new(|| {
    let everything = |slot: FactSlot| {
        let (low, high) = slot.place().0.question().reach().unwrap_or((0, 0));
        Reading::of(super::finding::Interval::between(low, high))
    };
    let unused = |slot: FactSlot| {
        let (question, about) = slot.place();
        about?;
        Some((slot, Reading::exactly(question.question().safest()?)))
    };
    let unnamed = Table {
        readings: FactSlot::all().map(everything).collect(),
        standings: vec![Standing::NotAsked; FactSlot::count()],
    };
    let mut none_used = unnamed.clone();
    for (slot, safe) in FactSlot::all().filter_map(unused) {
        none_used.set(slot, safe);
    }
    Blank {
        unnamed,
        unused: none_used,
        about: Substance::ALL.map(|substance| {
            let own = FactSlot::all().filter(|slot| slot.place().1 == Some(substance));
            own.collect()
        }),
    }
});

/// The questions that are asked per substance.
static EACH: LazyLock<Vec<QuestionId>> = LazyLock::new(|| {
    catalogue::all()
        .filter(|(_, asked)| asked.per_substance && !asked.derived)
        .map(|(id, _)| id)
        .collect()
});

impl Facts {
    /// Reads everything that was said, as it stands at this moment. Days of use in the last 30 count as if they were said
    /// now, until they are too old: whoever used on nearly all of them is feared to have gone on, or to have stopped only
    /// just, until somebody says when it was.
    pub fn of(findings: &Findings, basis: &Basis) -> Self {
        Self::read(findings, basis, [0; Substance::ALL.len()])
    }

    /// The same, as far as it is sure although time has passed. Days in the last 30 were true when they were said; since
    /// then the last use may lie further back by as much time as went by, so a window that was open then is not known to
    /// be open still. What time alone makes true goes by this: not knowing is no news.
    pub fn surely(findings: &Findings, basis: &Basis) -> Self {
        Self::read(findings, basis, passed(findings, basis))
    }

    /// What is known of the same findings as far as it is sure; nothing where no time has passed that makes a
    /// difference.
    pub fn made_sure(&self, findings: &Findings) -> Option<Self> {
        let passed = passed(findings, &self.basis);
        (passed != self.passed).then(|| {
            let mut sure = Self {
                passed,
                ..self.clone()
            };
            sure.work_out();
            sure
        })
    }

    fn read(findings: &Findings, basis: &Basis, passed: Passed) -> Self {
        let named: Vec<Substance> = findings.substances().collect();
        let mut table = if named.is_empty() {
            BLANK.unnamed.clone()
        } else {
            BLANK.unused.clone()
        };
        for substance in &named {
            for slot in &BLANK.about[substance.index()] {
                table.set(*slot, BLANK.unnamed.reading(*slot));
            }
        }
        for said in findings.by_place() {
            let Some(first) = said.first() else { continue };
            let slot = FactSlot::of(first.question, first.about);
            let (reading, standing) = read::read(said, basis);
            if let Some(reading) = reading {
                table.set(slot, reading);
            }
            table.standings[slot.index()] = standing;
        }
        let mut facts = Self {
            basis: basis.clone(),
            named,
            table,
            passed,
            hints: Vec::new(),
        };
        facts.work_out();
        facts
    }

    /// The same beside what stands in the record outside of the assessment.
    #[must_use]
    pub fn hearing(mut self, hints: &[Hint]) -> Self {
        self.hints = hints.to_vec();
        self
    }

    /// The same with other answers, in place of what was said. An age stands for a date of birth, from which it is worked
    /// out.
    #[must_use]
    pub fn with(&self, answers: impl IntoIterator<Item = (FactSlot, i32)>) -> Self {
        let mut facts = self.clone();
        for (slot, position) in answers {
            let (question, about) = slot.place();
            if question == ids::AGE {
                let today = facts.basis.today();
                facts.basis.born = Some(today.saturating_sub(position.years()));
                continue;
            }
            let slots = match about {
                None if question.question().per_substance => facts
                    .named
                    .iter()
                    .map(|substance| FactSlot::of(question, Some(*substance)))
                    .collect(),
                _ => vec![slot],
            };
            for slot in slots {
                facts.table.set(slot, Reading::exactly(position));
                facts.table.standings[slot.index()] = Standing::Known;
            }
        }
        facts.work_out();
        facts
    }

    fn work_out(&mut self) {
        for question in EACH.iter() {
            self.table.together(*question, &self.named);
        }
        worked_out::all(&mut self.table, &self.basis, &self.named, &self.passed);
    }

    /// What stands in the record outside of the assessment.
    pub fn hints(&self) -> &[Hint] {
        &self.hints
    }

    /// The moment and the person's age.
    pub const fn basis(&self) -> &Basis {
        &self.basis
    }

    /// The readings.
    pub const fn table(&self) -> &Table {
        &self.table
    }

    /// The substances that were named.
    pub fn named(&self) -> &[Substance] {
        &self.named
    }

    /// What is known about a question.
    pub fn reading(&self, question: QuestionId, about: Option<Substance>) -> Reading {
        self.table.reading(FactSlot::of(question, about))
    }

    /// How a question stands.
    pub fn standing(&self, question: QuestionId, about: Option<Substance>) -> Standing {
        self.table.standing(FactSlot::of(question, about))
    }

    /// The criteria of a disorder met and unknown for one substance.
    pub fn count(&self, substance: Substance) -> Count {
        let view = view::View {
            table: &self.table,
            basis: &self.basis,
            named: &self.named,
            passed: &self.passed,
            fear: false,
        };
        worked_out::counted(view, substance)
    }

    /// The answers behind a fact: itself where it was asked, and what it is worked out from where it was not.
    pub fn behind(&self, slot: FactSlot) -> Vec<FactSlot> {
        let mut found = Vec::new();
        self.collect(slot, &mut found);
        found
    }

    fn collect(&self, slot: FactSlot, found: &mut Vec<FactSlot>) {
        let (question, about) = slot.place();
        let asked = question.question();
        if asked.derived {
            for input in worked_out::inputs(question) {
                self.collect(FactSlot::of(*input, about), found);
            }
            return;
        }
        let slots: Vec<FactSlot> = match about {
            None if asked.per_substance => self
                .named
                .iter()
                .filter(|substance| asked.suits(Some(**substance)))
                .map(|substance| FactSlot::of(question, Some(*substance)))
                .collect(),
            _ => vec![slot],
        };
        for slot in slots {
            if !found.contains(&slot) {
                found.push(slot);
            }
        }
    }
}

#[cfg(test)]
mod tests;
