//! From the file to a protocol that can be evaluated quickly.

use super::criteria::{besides, criteria};
use super::numbers::LevelNumbers;
use super::problem::Notes;
use super::raw::{RawLevel, RawProtocol};
use super::{Protocol, check};
use crate::LevelOfCare;
use toml::Spanned;

/// Checks and compiles; problems go to `notes`, and the protocol is only good when there are none.
pub(super) fn compile(raw: RawProtocol, notes: &mut Notes<'_>) -> Protocol {
    let levels = levels(raw.levels, notes);
    check::group_size(raw.group_size.get_ref(), raw.group_size.span().start, notes);
    let mut cadences = Vec::new();
    for cadence in raw.cadences {
        check::cadence(cadence.get_ref(), cadence.span().start, notes);
        cadences.push(cadence.into_inner());
    }
    let rules = super::rule::rules(raw.rules, notes);
    let besides = besides(raw.besides, notes);
    let criteria = criteria(raw.criteria, &besides, notes);
    for place in crate::assessment::place::Place::all().skip(1) {
        let reason = criteria
            .iter()
            .any(|criterion| criterion.least == Some(place));
        if !reason && notes.problems.is_empty() {
            notes.add(
                0,
                format!(
                    "Nothing asks for “{}”, so nothing could ever be given as a reason for it.",
                    place.code()
                ),
                format!("Add a criterion with least = \"{}\".", place.code()),
            );
        }
    }
    Protocol {
        id: raw.id,
        version: raw.version,
        title: raw.title,
        levels,
        group_size: raw.group_size.into_inner(),
        admission: raw.admission.unwrap_or_default(),
        cadences,
        rules,
        besides,
        criteria,
    }
}

fn levels(raw: Vec<Spanned<RawLevel>>, notes: &mut Notes<'_>) -> Vec<LevelNumbers> {
    let mut levels: Vec<LevelNumbers> = Vec::new();
    for entry in raw {
        let at = entry.span().start;
        let level = LevelNumbers::from(entry.into_inner());
        check::numbers(&level, at, notes);
        if levels.iter().any(|known| known.level == level.level) {
            notes.add(
                at,
                format!(
                    "The level “{}” stands here a second time.",
                    level.level.code()
                ),
                "Keep one entry for each level.",
            );
        }
        levels.push(level);
    }
    levels.sort_by_key(|level| level.level);
    for level in LevelOfCare::ALL {
        if !levels.iter().any(|known| known.level == level) {
            notes.add(
                0,
                format!("The level “{}” is missing.", level.code()),
                format!(
                    "Add [[level]] with level = \"{}\", also when you refer it out.",
                    level.code()
                ),
            );
        }
    }
    levels
}
