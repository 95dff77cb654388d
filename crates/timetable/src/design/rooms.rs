//! Rooms: by size, because a group needs one with at least its seats.

use crate::instance::{Instance, Meeting};
use std::collections::BTreeMap;

// A group counts towards every level up to its own. A larger room does for a smaller group, so at any hour everybody
// has a room as long as no level is used more often than there are rooms of it. That is why the search hands out
// none: which one it is decides nothing.
/// Rooms in use, nested by size: a level is a size that some group needs.
pub(super) struct Rooms {
    /// By group: site number, and how many levels of that site it counts towards; none by telehealth.
    needs: Vec<Option<(u32, u32)>>,
    /// By site: rooms of at least each level.
    have: Vec<Vec<u8>>,
    /// By site, then `(day * units + unit) * levels + level`.
    used: Vec<Vec<u8>>,
}

impl Rooms {
    /// No room is taken.
    pub fn new(instance: &Instance) -> Rooms {
        let mut levels: BTreeMap<Option<usize>, Vec<u32>> = BTreeMap::new();
        for g in instance.groups.iter().filter(|g| !g.telehealth) {
            levels.entry(g.site).or_default().push(g.seats);
        }
        for l in levels.values_mut() {
            l.sort_unstable();
            l.dedup();
        }
        let sites: Vec<_> = levels.keys().copied().collect();
        let need = |g: &crate::instance::GroupSeries| {
            let site = sites.binary_search(&g.site).ok()?;
            let level = levels[&g.site].iter().filter(|l| **l <= g.seats).count();
            (!g.telehealth).then_some((site as u32, level as u32))
        };
        let mut have: Vec<Vec<u8>> = levels.values().map(|l| vec![0u8; l.len()]).collect();
        for room in &instance.rooms {
            let Ok(site) = sites.binary_search(&room.site) else {
                continue;
            };
            for (level, seats) in levels[&room.site].iter().enumerate() {
                if room.seats >= *seats {
                    have[site][level] = have[site][level].saturating_add(1);
                }
            }
        }
        let cells = instance.days * instance.units;
        Rooms {
            needs: instance.groups.iter().map(need).collect(),
            used: levels.values().map(|l| vec![0; cells * l.len()]).collect(),
            have,
        }
    }

    /// Site, levels and units of a meeting; none by telehealth.
    fn cells(
        &self,
        instance: &Instance,
        g: usize,
        m: Meeting,
    ) -> Option<(usize, usize, std::ops::Range<usize>)> {
        let (site, levels) = self.needs[g]?;
        let from = usize::from(m.day) * instance.units + usize::from(m.start);
        let length = usize::from(instance.groups[g].length_units);
        Some((site as usize, levels as usize, from..from + length))
    }

    /// Whether a room is left for a meeting of a group.
    pub fn fits(&self, instance: &Instance, g: usize, m: Meeting) -> bool {
        let Some((site, levels, mut cells)) = self.cells(instance, g, m) else {
            return true;
        };
        let (have, used) = (&self.have[site], &self.used[site]);
        cells.all(|c| (0..levels).all(|l| used[c * have.len() + l] < have[l]))
    }

    /// Takes a room for a meeting, or gives it back.
    pub fn change(&mut self, instance: &Instance, g: usize, m: Meeting, take: bool) {
        let Some((site, levels, cells)) = self.cells(instance, g, m) else {
            return;
        };
        let stride = self.have[site].len();
        for c in cells {
            for used in &mut self.used[site][c * stride..c * stride + levels] {
                *used = if take { *used + 1 } else { *used - 1 };
            }
        }
    }
}
