//! Who may lead and who may attend what.

use super::{TRACK_GENERAL, kind_name};
use crate::instance::{GroupSeries, Person, StaffMember};
use std::collections::HashMap;

/// Who holds the credentials, at the group's site.
pub(super) fn leaders(
    groups: &[GroupSeries],
    staff: &[StaffMember],
    tracks: &[String],
) -> Vec<Vec<u32>> {
    let mut by_site: HashMap<Option<usize>, Vec<u32>> = HashMap::new();
    for (i, s) in staff.iter().enumerate() {
        by_site.entry(s.site).or_default().push(i as u32);
    }
    let holds = |s: u32, name: &str| staff[s as usize].credentials.iter().any(|c| c == name);
    groups
        .iter()
        .map(|g| {
            let own = g
                .track
                .map(|t| tracks[usize::from(t)].as_str())
                .filter(|t| *t != TRACK_GENERAL);
            let here = by_site.get(&g.site).map_or(&[][..], Vec::as_slice);
            let may = |s: &u32| holds(*s, kind_name(g.kind)) && own.is_none_or(|t| holds(*s, t));
            here.iter().copied().filter(may).collect()
        })
        .collect()
}

/// What is at the person's site or in the network and suits them.
pub(super) fn eligible(groups: &[GroupSeries], people: &[Person]) -> Vec<Vec<u32>> {
    let mut by_site: HashMap<Option<usize>, Vec<u32>> = HashMap::new();
    for (i, g) in groups.iter().enumerate() {
        by_site.entry(g.site).or_default().push(i as u32);
    }
    let at = |site: Option<usize>| by_site.get(&site).map_or(&[][..], Vec::as_slice);
    people
        .iter()
        .map(|p| {
            let network = if p.telehealth_possible { at(None) } else { &[] };
            let may = |g: &u32| p.suits(*g as usize, &groups[*g as usize]);
            at(Some(p.site))
                .iter()
                .chain(network)
                .copied()
                .filter(may)
                .collect()
        })
        .collect()
}
