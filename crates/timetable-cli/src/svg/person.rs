//! One person's week, with the hours of their life behind it.

use super::frame::{Block, Frame};
use crate::week;
use timetable::{Instance, Kind, Solution};

const LANE_WIDTH: usize = 150;

/// Draws a person's sessions over the hours they are free: green is welcome, yellow costs them something.
pub(crate) fn draw(
    instance: &Instance,
    solution: &Solution,
    person: usize,
    life: Option<&str>,
) -> String {
    let who = &instance.people()[person];
    let note = match (&solution.weeks[person], life) {
        (None, None) => "No week yet".to_owned(),
        (None, Some(life)) => format!("No week yet. {life}"),
        (Some(_), life) => life.unwrap_or_default().to_owned(),
    };
    let lanes = vec![1; instance.days()];
    let mut frame = Frame::new(instance, &lanes, LANE_WIDTH, &who.name, &note);
    for day in 0..instance.days() {
        let class = |unit: usize| {
            let free = who.free[day] >> unit & 1 == 1;
            let cost = who.life[day * instance.units() + unit];
            free.then_some(if cost > 0 { "dear" } else { "free" })
        };
        let mut start = 0;
        for unit in 1..=instance.units() {
            if unit == instance.units() || class(unit) != class(start) {
                if let Some(class) = class(start) {
                    frame.shade(class, day, start, unit);
                }
                start = unit;
            }
        }
    }
    let week = solution.weeks[person].iter();
    for s in week.flat_map(|w| week::sessions(instance, solution, person, w)) {
        let start = usize::from(s.at.start);
        frame.block(&Block {
            day: s.at.day.into(),
            start,
            end: start + usize::from(s.length),
            lane: 0,
            kind: s.kind,
            lines: vec![s.name.to_owned(), s.leader.to_owned()],
        });
    }
    frame.finish(&format!("Week of {}", who.name), &Kind::ALL)
}
