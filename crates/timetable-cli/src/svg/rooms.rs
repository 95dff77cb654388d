//! Which room each meeting is in. A timetable only proves that there are enough rooms of each size; the picture has to
//! name one.

use std::collections::BTreeMap;
use timetable::{Instance, Solution};

/// The room of each meeting of each group at a site, by group, in order of its meetings, as the room's number at the
/// site. Largest groups choose first, take the smallest room that does, and stay in it all week where they can; a
/// meeting for which that leaves none would have to change rooms half way, and has none here.
pub(crate) fn at_site(
    instance: &Instance,
    solution: &Solution,
    site: usize,
) -> BTreeMap<usize, Vec<Option<usize>>> {
    let mut rooms: Vec<(u32, usize)> = Vec::new();
    for room in instance.rooms().iter().filter(|r| r.site == Some(site)) {
        rooms.push((room.seats, rooms.len()));
    }
    rooms.sort_unstable();
    let here = |g: &usize| instance.groups()[*g].site == Some(site);
    let mut groups: Vec<usize> = (0..instance.groups().len())
        .filter(|g| here(g) && solution.groups[*g].is_some() && !instance.groups()[*g].telehealth)
        .collect();
    groups.sort_by_key(|g| (std::cmp::Reverse(instance.groups()[*g].seats), *g));
    let mut busy = vec![vec![0u64; instance.days()]; rooms.len()];
    let mut chosen = BTreeMap::new();
    for g in groups {
        let group = &instance.groups()[g];
        let units: Vec<(usize, u64)> = solution
            .meetings(instance, g)
            .iter()
            .map(|m| (usize::from(m.day), m.mask(group.length_units)))
            .collect();
        let large: Vec<usize> = rooms
            .iter()
            .filter(|r| r.0 >= group.seats)
            .map(|r| r.1)
            .collect();
        let is_free =
            |room: usize, (day, mask): (usize, u64), busy: &[Vec<u64>]| busy[room][day] & mask == 0;
        let all_week = large
            .iter()
            .find(|r| units.iter().all(|u| is_free(**r, *u, &busy)));
        let mut list = Vec::new();
        for unit in &units {
            let room = all_week.or_else(|| large.iter().find(|r| is_free(**r, *unit, &busy)));
            if let Some(&room) = room {
                busy[room][unit.0] |= unit.1;
            }
            list.push(room.copied());
        }
        chosen.insert(g, list);
    }
    chosen
}
