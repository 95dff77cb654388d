//! What has to stand before somebody gets a level of care, by whichever door they come to it.
//!
//! A choice was made from what was known then. A door asks what is known now: less than is safe by that is given only by
//! a choice that looked at the same, with the plan that goes with it. Nothing has to be chosen anew for more care than
//! now, nor for less where the criteria recommend it or less. All of it are house rules.

use super::below::{is_below, licensed};
use super::{Place, Placement, Snapshot, Verdict};
use crate::{Credential, LevelOfCare};
use jiff::civil::Date;

/// By which door somebody comes to a level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LevelDoor {
    /// They are taken into care.
    Admission,
    /// They are moved, or sent to another provider, from the level they are at.
    Move(LevelOfCare),
    /// Care ends because we end it.
    Discharge,
}

/// The last choice that anybody made for this course of care.
#[derive(Clone, Copy, Debug)]
pub struct StandingChoice<'c> {
    /// Where to.
    pub place: Place,
    /// What the criteria said to it.
    pub snapshot: &'c Snapshot,
    /// Whether nothing was said since: then only time has made answers old.
    pub unchanged: bool,
    /// By which day somebody looks again, where it is less than was safe.
    pub plan_by: Option<Date>,
    /// What whoever chose is qualified for.
    pub credentials: &'c [Credential],
    /// Whether it was made since they are where they are now.
    pub since: bool,
}

/// What is not there yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LevelLack {
    /// Nobody chose.
    Choice,
    /// They were sent to an emergency department, and nobody chose a level since.
    Return,
    /// More than this was chosen.
    Chosen(LevelOfCare),
    /// More than this is safe by what is known now, and no choice that stands answers for less.
    Least(Place),
    /// What is known does not say that less than now is safe, and no choice that stands does.
    Unsure(Verdict),
}

impl LevelLack {
    /// What to do about it.
    pub fn sentence(self) -> String {
        match self {
            Self::Choice => {
                "No level of care was chosen yet. A clinician chooses one first.".to_owned()
            }
            Self::Return => {
                "They were sent to an emergency department. A clinician chooses a level once they are back.".to_owned()
            }
            Self::Chosen(level) => format!(
                "A clinician chose “{}”, and this is less. Choose a program of that level, or have the level chosen again.",
                level.label()
            ),
            Self::Least(least) => format!(
                "“{}” is the least that is safe by what is known now. Have the level chosen again: less takes whoever is licensed, a reason, and a plan whose day has not passed.",
                least.label()
            ),
            Self::Unsure(verdict) => format!(
                "What is known does not say that less than now is safe ({}). Ask what is missing, or have the level chosen again.",
                verdict.words()
            ),
        }
    }
}

impl Placement<'_> {
    /// What the criteria say, in a form that a page can carry and that is compared with what a choice was made from.
    pub fn mark(&self) -> String {
        mark(self.verdict().code(), self.least().code())
    }
}

impl Snapshot {
    /// What the criteria said then, as [`Placement::mark`] writes it.
    pub fn mark(&self) -> String {
        mark(&self.verdict, &self.place)
    }
}

fn mark(verdict: &str, least: &str) -> String {
    format!("{verdict}-{least}")
}

/// What is not there before somebody gets `to` by a door. Whoever is discharged gets ordinary outpatient care or less.
pub fn lacks(
    placement: &Placement<'_>,
    door: LevelDoor,
    to: LevelOfCare,
    chosen: Option<&StandingChoice<'_>>,
    today: Date,
) -> Option<LevelLack> {
    if chosen.is_some_and(|chosen| chosen.place == Place::Emergency) {
        return Some(LevelLack::Return);
    }
    let answers = chosen.filter(|chosen| {
        let same_least = chosen.snapshot.place == placement.least().code();
        let same = chosen.snapshot.mark() == placement.mark() || chosen.unchanged && same_least;
        chosen.place <= Place::Level(to) && same
    });
    let least = placement.least();
    if is_below(to, least) {
        let medical = placement.asks_for_prescriber(Place::Level(to));
        let planned = answers.is_some_and(|chosen| {
            chosen.plan_by.is_some_and(|by| by >= today)
                && licensed(chosen.credentials, least, medical)
        });
        return (!planned).then_some(LevelLack::Least(least));
    }
    match (door, chosen.map(|chosen| chosen.place)) {
        (LevelDoor::Admission, None) => Some(LevelLack::Choice),
        (LevelDoor::Admission, Some(Place::Level(level))) if to < level => {
            Some(LevelLack::Chosen(level))
        }
        (LevelDoor::Move(now), _) if to < now => {
            let recommended = matches!(placement.verdict(), Verdict::Recommended(_));
            let stands = recommended || answers.is_some_and(|chosen| chosen.since);
            (!stands).then(|| LevelLack::Unsure(placement.verdict()))
        }
        _ => None,
    }
}
