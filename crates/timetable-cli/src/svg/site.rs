//! A site's week: its groups with leader, room and seats taken.

use super::frame::{Block, Frame};
use super::lanes::{Span, assign};
use super::rooms;
use timetable::{Instance, Kind, Solution};

const LANE_WIDTH: usize = 112;

/// Draws the groups that meet at a site, and those by telehealth that its people attend.
pub(crate) fn draw(instance: &Instance, solution: &Solution, site: usize) -> String {
    let mut members = vec![0u32; instance.groups().len()];
    let mut attended = vec![false; instance.groups().len()];
    let (mut people, mut placed) = (0, 0);
    for (p, week) in solution.weeks.iter().enumerate() {
        let here = instance.people()[p].site == site;
        people += u32::from(here);
        placed += u32::from(here && week.is_some());
        for &g in week.iter().flat_map(|w| &w.groups) {
            members[g as usize] += 1;
            attended[g as usize] |= here;
        }
    }
    let mut blocks = Vec::new();
    let room_of = rooms::at_site(instance, solution, site);
    for (g, group) in instance.groups().iter().enumerate() {
        let network = group.site.is_none() && attended[g];
        let Some(running) = solution.groups[g].filter(|_| group.site == Some(site) || network)
        else {
            continue;
        };
        let leader = &instance.staff()[running.leader as usize].name;
        for (i, m) in solution.meetings(instance, g).iter().enumerate() {
            let room = room_of.get(&g).and_then(|rooms| rooms[i]);
            let place = match (group.telehealth, room) {
                (true, _) => "Telehealth".to_owned(),
                (false, Some(room)) => format!("Room {}", room + 1),
                (false, None) => "Changes rooms".to_owned(),
            };
            let start = usize::from(m.start);
            blocks.push(Block {
                day: m.day.into(),
                start,
                end: start + usize::from(group.length_units),
                lane: 0,
                kind: group.kind,
                lines: vec![
                    group.name.clone(),
                    format!("{place} · {}/{}", members[g], group.seats),
                    leader.clone(),
                ],
            });
        }
    }
    blocks.sort_by_key(|b| (b.day, b.start));
    let spans: Vec<Span> = blocks
        .iter()
        .map(|b| Span {
            day: b.day,
            start: b.start,
            end: b.end,
        })
        .collect();
    let (lane, lanes) = assign(&spans, instance.days());
    let title = format!("Site {site}");
    let note = format!("{placed} of {people} people have a week");
    let mut frame = Frame::new(instance, &lanes, LANE_WIDTH, &title, &note);
    for (block, lane) in blocks.iter_mut().zip(lane) {
        block.lane = lane;
        frame.block(block);
    }
    let groups = [
        Kind::Process,
        Kind::Education,
        Kind::RelapsePrevention,
        Kind::Holistic,
        Kind::Family,
    ];
    frame.finish(&format!("Week of site {site}: {note}"), &groups)
}
