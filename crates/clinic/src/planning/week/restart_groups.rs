//! A design may stop groups that nobody attends in it. Whether a group ends is decided by people, so each goes on: at
//! its own time where that is free, or at another one.

use super::map::SiteInstance;
use timetable::{DesignAnswer, Running, Solution, score};

/// The answer with every group of today running, or nothing where one of them finds no time.
pub(crate) fn all_running(mapped: &SiteInstance, mut answer: DesignAnswer) -> Option<DesignAnswer> {
    for group in 0..mapped.groups.len() {
        if answer.solution.groups[group].is_none() {
            restart(mapped, &mut answer.solution, group)?;
        }
    }
    answer.cost = score(&mapped.instance, &answer.solution).total;
    answer.bound = answer.bound.min(answer.cost);
    Some(answer)
}

/// Starts a group as near to how it is as possible: under its own leader first, at its own time first.
fn restart(mapped: &SiteInstance, solution: &mut Solution, group: usize) -> Option<()> {
    let own = mapped.current.groups[group]?;
    let others = (0..u32::try_from(mapped.staff.len()).ok()?).filter(|one| *one != own.leader);
    let options = u32::try_from(mapped.instance.options(group).len()).ok()?;
    for leader in [own.leader].into_iter().chain(others) {
        for option in 0..options {
            solution.groups[group] = Some(Running { option, leader });
            // Scored as a whole, which is slow and knows every rule. It is done for the few groups that a design
            // stopped.
            if score(&mapped.instance, solution).broken.is_empty() {
                return Some(());
            }
        }
    }
    None
}
