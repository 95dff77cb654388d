//! Explanations: why this week, why not that day, why no week at all, and what holds a site back.
//!
//! Every answer is found by doing it: the wish is forced or the obstacle removed, the plan is made again, and the
//! difference is what is reported. Answers are data, with a sentence in plain English.

mod force;
mod nearest;
mod obstacle;
mod opening;
mod site;
mod step;
mod trial;
mod words;

pub use force::{Forced, Refusal, Wanted, why_not};
pub use nearest::Nearest;
pub use obstacle::{Relaxation, Remedy, WhyNotPlaced, why_not_placed, why_not_placed_beside};
pub use opening::{Answers, OPENINGS_MAX, Opening, PEOPLE_MAX, answers};
pub use site::{Holding, holding_back};
pub use step::{STEPS_MAX, Steps};
pub use trial::{offering, opened, relaxed, relaxed_by};

use crate::instance::Instance;
use crate::place::{Differs, Placement, place_one};
use crate::score::{Parts, score_week};
use crate::solution::Solution;

/// Most reasons in one sentence; more is a list, not an explanation.
pub const REASONS_MAX: usize = 3;

/// Why a person has the week they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyThisWeek {
    /// What the present week costs, by part.
    pub parts: Parts,
    /// The best other week that differs in a way a person would notice, if there is one.
    pub second: Option<Placement>,
    /// By how much the second is dearer for the whole timetable; negative when it would be cheaper.
    pub difference: i64,
    /// In words.
    pub sentence: String,
}

/// Why this week: its cost by part against the second best. None for a person without a week.
pub fn why_this_week(
    instance: &Instance,
    solution: &Solution,
    person: usize,
) -> Option<WhyThisWeek> {
    let week = solution.weeks[person].as_ref()?;
    let parts = score_week(instance, solution, person, week, &mut Vec::new());
    let choices = place_one(instance, solution, person);
    let present = present_cost(instance, solution, person);
    let second = choices.weeks.into_iter().find(|c| c.week != *week);
    let difference = second.as_ref().map_or(0, |s| s.cost - present);
    let sentence = words::this_week(instance, person, &parts, second.as_ref(), difference);
    Some(WhyThisWeek {
        parts,
        second,
        difference,
        sentence,
    })
}

/// What the timetable would save if the person left it, at no price for leaving.
fn present_cost(instance: &Instance, solution: &Solution, person: usize) -> i64 {
    let mut without = solution.clone();
    without.weeks[person] = None;
    let price = instance.weights.unplaced * i64::from(instance.people[person].acuity);
    crate::score(instance, solution).total - (crate::score(instance, &without).total - price)
}

/// How a placement differs, in words.
pub fn differs_in_words(instance: &Instance, differs: Differs) -> String {
    match differs {
        Differs::Best => "has other groups at other hours".to_owned(),
        Differs::OtherProcessGroup => "has another process group".to_owned(),
        Differs::WithoutDay(day) => format!("leaves {} free", words::day(instance, day)),
    }
}
