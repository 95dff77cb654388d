//! What is asked, of whom, and what is still missing. Nobody is asked what cannot apply.

use super::condition::{Expression, Outcome, parse};
use super::facts::{FactSlot, Facts, Standing, edges};
use super::finding::catalogue::LEN;
use super::finding::disorder::CRITERIA;
use super::finding::{QuestionId, QuestionKind, Section, Substance, catalogue};
use crate::each_once;
use std::sync::LazyLock;

/// A question about a substance, or about none.
pub type AskedPlace = (QuestionId, Option<Substance>);

/// Where something holds.
#[derive(Clone, Debug)]
enum Where {
    Always,
    Never,
    If(Expression),
}

impl Where {
    /// A condition of the catalogue. A test keeps each of them readable, so one that is not never holds.
    fn read(text: &str, it: Option<Substance>) -> Self {
        parse(text, it).map_or(Self::Never, Self::If)
    }

    fn holds(&self, facts: &Facts) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::If(condition) => condition.evaluate(facts.table(), true) != Outcome::NotMet,
        }
    }
}

struct Conditions {
    asked: Where,
    needed: Where,
}

/// For each place of a question that is asked: when it is asked, and when it is needed.
static CONDITIONS: LazyLock<Vec<(FactSlot, Conditions)>> = LazyLock::new(|| {
    FactSlot::all()
        .filter(|slot| {
            let (question, about) = slot.place();
            question.question().suits(about)
        })
        .map(|slot| {
            let (question, about) = slot.place();
            let asked = question.question();
            let conditions = Conditions {
                asked: if asked.when.is_empty() {
                    Where::Always
                } else {
                    Where::read(asked.when, about)
                },
                needed: match asked.needed {
                    "" => Where::Never,
                    "always" => Where::Always,
                    condition => Where::read(condition, about),
                },
            };
            (slot, conditions)
        })
        .collect()
});

/// Those of them without which nothing is recommended, where they apply.
static NEEDED: LazyLock<Vec<usize>> = LazyLock::new(|| {
    CONDITIONS
        .iter()
        .enumerate()
        .filter(|(_, (_, conditions))| !matches!(conditions.needed, Where::Never))
        .map(|(at, _)| at)
        .collect()
});

/// Where the conditions of a place stand, by its slot.
static AT: LazyLock<Vec<Option<usize>>> = LazyLock::new(|| {
    let mut at = vec![None; FactSlot::count()];
    for (place, (slot, _)) in CONDITIONS.iter().enumerate() {
        at[slot.index()] = Some(place);
    }
    at
});

fn conditions(slot: FactSlot) -> Option<&'static Conditions> {
    AT[slot.index()].map(|at| &CONDITIONS[at].1)
}

/// The questions of the catalogue whose conditions cannot be read, with the reason; none, a test says.
pub fn unreadable() -> Vec<(QuestionId, String)> {
    let mut wrong = Vec::new();
    for (id, asked) in catalogue::all() {
        let about = asked
            .per_substance
            .then(|| asked.only.first().copied().unwrap_or(Substance::Alcohol));
        for text in [asked.when, asked.needed] {
            if text.is_empty() || text == "always" {
                continue;
            }
            if let Err((what, _)) = parse(text, about) {
                wrong.push((id, what));
            }
        }
    }
    wrong
}

/// Whether it makes sense to ask, whatever is known: DSM-5 has no withdrawal for some substances.
pub fn suits(question: QuestionId, about: Option<Substance>) -> bool {
    let asked = question.question();
    let no_withdrawal = about.is_some_and(|substance| !substance.has_withdrawal());
    let asks_withdrawal = asked.id == "dsm.withdrawal";
    !asked.derived && !asked.retired && asked.suits(about) && (!asks_withdrawal || !no_withdrawal)
}

impl Facts {
    /// Whether it is asked, with what is known so far.
    pub fn is_asked(&self, question: QuestionId, about: Option<Substance>) -> bool {
        suits(question, about)
            && conditions(FactSlot::of(question, about)).is_some_and(|when| when.asked.holds(self))
    }

    /// Whether anybody was asked, whatever came of it: unknown and declined are answers too, and what was said too long
    /// ago is asked again.
    pub fn was_asked(&self, question: QuestionId, about: Option<Substance>) -> bool {
        !matches!(
            self.standing(question, about),
            Standing::NotAsked | Standing::TooOld
        )
    }

    /// Every question that is asked with what is known so far, asked already or not.
    pub fn places(&self) -> Vec<AskedPlace> {
        let mut places = Vec::new();
        for (question, asked) in catalogue::all() {
            if asked.per_substance {
                places.extend(self.named().iter().map(|about| (question, Some(*about))));
            } else {
                places.push((question, None));
            }
        }
        places.retain(|(question, about)| self.is_asked(*question, *about));
        places
    }

    /// What nobody was asked yet.
    pub fn unasked(&self) -> Vec<AskedPlace> {
        let mut places = self.places();
        places.retain(|(question, about)| !self.was_asked(*question, *about));
        places
    }

    /// What is needed before anything can be recommended, and is not known.
    pub fn missing(&self) -> Vec<FactSlot> {
        NEEDED
            .iter()
            .map(|at| &CONDITIONS[*at])
            .filter(|(slot, conditions)| {
                let (_, about) = slot.place();
                let known = self.table().standing(*slot) == Standing::Known;
                let named = about.is_none_or(|about| self.named().contains(&about));
                !known && named && conditions.asked.holds(self) && conditions.needed.holds(self)
            })
            .map(|(slot, _)| *slot)
            .collect()
    }

    /// About how many seconds all that was not asked takes; while no substance is named, one is reckoned with.
    pub fn seconds_left(&self) -> u32 {
        let asked = self.unasked().into_iter().map(|(question, _)| question);
        let first = catalogue::all()
            .filter(|(_, question)| {
                question.per_substance
                    && question.only.is_empty()
                    && question.when.is_empty()
                    && !question.derived
                    && self.named().is_empty()
            })
            .map(|(id, _)| id);
        asked
            .chain(first)
            .map(|question| u32::from(question.question().seconds))
            .sum()
    }

    /// The places where these questions still lack a value, with what stands behind those that are worked out.
    pub fn lacking(&self, questions: impl Iterator<Item = QuestionId>) -> Vec<AskedPlace> {
        let mut wanted: Vec<QuestionId> = Vec::new();
        for question in questions {
            let derived = question.question().derived;
            if derived && self.behind(FactSlot::of(question, None)).is_empty() {
                // Nobody is asked for it: an age follows from a date of birth.
                continue;
            }
            if derived {
                wanted.extend(CRITERIA.iter().filter_map(|id| QuestionId::find(id)));
            } else {
                wanted.push(question);
            }
        }
        let mut places = self.places();
        places.retain(|(question, about)| {
            wanted.contains(question) && self.standing(*question, *about) != Standing::Known
        });
        places
    }

    /// About how many seconds it takes to ask these questions where a value is lacking.
    pub fn seconds_for(&self, questions: &[QuestionId]) -> u32 {
        let unnamed = self.named().is_empty();
        let first: u32 = questions
            .iter()
            .map(|question| question.question())
            .filter(|question| unnamed && (question.per_substance || question.derived))
            .map(|question| u32::from(question.seconds))
            .sum();
        let lacking: u32 = self
            .lacking(questions.iter().copied())
            .iter()
            .map(|(question, _)| u32::from(question.question().seconds))
            .sum();
        first + lacking
    }

    /// How many places of a section were asked, and how many there are.
    pub fn section(&self, section: Section) -> (usize, usize) {
        let places: Vec<AskedPlace> = self
            .places()
            .into_iter()
            .filter(|(question, _)| question.question().section == section)
            .collect();
        let asked = places
            .iter()
            .filter(|(question, about)| self.was_asked(*question, *about));
        (asked.count(), places.len())
    }
}

/// The answers worth trying for a question: each one of a choice, a few of a number.
pub fn positions(question: QuestionId) -> Vec<i32> {
    /// Up to so many numbers, each can be chosen.
    const EACH_MAX: i32 = 10;
    /// Of more numbers, where nothing says at which something changes, so many even steps.
    const STEPS: i32 = 6;
    let asked = question.question();
    let Some((low, high)) = asked.bounds() else {
        return Vec::new();
    };
    if !is_number(asked.kind) || high - low <= EACH_MAX {
        return (low..=high).collect();
    }
    let edges = edges(question);
    if edges.is_empty() {
        let steps = (0..=STEPS).map(|step| low + (high - low) / STEPS * step);
        return each_once(steps.chain([high]));
    }
    // What changes anything is the last point of a band and the first of the next.
    let beside = edges.iter().flat_map(|edge| [edge - 1, *edge]);
    each_once([low].into_iter().chain(beside).chain([high]))
}

/// Whether answers are numbers.
pub(crate) const fn is_number(kind: QuestionKind) -> bool {
    matches!(
        kind,
        QuestionKind::Number { .. } | QuestionKind::Tenths { .. }
    )
}

/// Seconds as whole minutes, rounded up: nobody is told "0 minutes" while something is left.
pub const fn minutes(seconds: u32) -> u32 {
    seconds.div_ceil(60)
}

const _: () = assert!(LEN < 1_000, "the intake is a conversation");

#[cfg(test)]
mod tests;
