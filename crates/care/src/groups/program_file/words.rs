//! What a program file says in words: what a group is for by its name, and sessions alone.

use super::ProgramPlan;
use super::raw::{RawCounted, RawProgram};
use super::written::RawIndividual;
use crate::groups::group::GroupKind;

/// What a group is for, by the words of its name.
pub(super) fn kind_of(name: &str) -> GroupKind {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["family"]) {
        GroupKind::Family
    } else if has(&["relapse", "return to use"]) {
        GroupKind::RelapsePrevention
    } else if has(&["skill"]) {
        GroupKind::Skills
    } else if has(&["education", "lecture"]) {
        GroupKind::Education
    } else if has(&["yoga", "art", "mindful"]) {
        GroupKind::Holistic
    } else {
        GroupKind::Process
    }
}

/// Says what becomes of individual sessions.
pub(super) fn individual(program: &RawProgram, plan: &mut ProgramPlan) {
    let phases = program.phases.iter().filter_map(|phase| {
        let individual = phase.individual.as_ref()?;
        Some((Some(phase.name.get_ref()), individual.get_ref()))
    });
    let whole = program.individual().map(|individual| (None, individual));
    for (phase, individual) in whole.into_iter().chain(phases) {
        let of = phase.map_or(String::new(), |phase| format!("{phase}: "));
        let said = individual_text(individual);
        plan.settled.push(format!(
            "{of}{said} They are no group: each person gets a series with their own counselor."
        ));
    }
}

fn individual_text(individual: &RawIndividual) -> String {
    match individual {
        RawIndividual::Words(words) => format!("Individual sessions: {words}."),
        RawIndividual::Counted(RawCounted {
            per_week: Some(count),
            minutes,
            ..
        }) => {
            format!("Individual sessions: {count} a week of {minutes} minutes.")
        }
        RawIndividual::Counted(RawCounted { total, minutes, .. }) => format!(
            "Individual sessions: {} in all of {minutes} minutes.",
            total.unwrap_or_default()
        ),
    }
}
