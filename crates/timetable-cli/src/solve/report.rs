//! What a solve prints at its end.

use crate::progress::{gap, gap_ratio};
use crate::words::thousands;
use serde_json::{Value, json};
use timetable::{DesignAnswer, Instance, score};

/// Cost by part, for people and for machines.
pub(crate) struct Parts<'a>(pub &'a timetable::Parts);

impl Parts<'_> {
    /// The parts that cost something, the dearest first, one a line.
    pub fn lines(&self) -> String {
        let mut named = self.0.named();
        named.sort_by_key(|(_, cost)| -cost);
        let paid = named.iter().filter(|(_, cost)| *cost != 0);
        let lines: Vec<String> = paid
            .map(|(name, cost)| format!("  {name:<20}{:>12}", thousands(*cost)))
            .collect();
        lines.join("\n")
    }

    /// The parts that cost something, the dearest first, in one line.
    pub fn inline(&self) -> String {
        let mut named = self.0.named();
        named.sort_by_key(|(_, cost)| -cost);
        let paid = named.iter().filter(|(_, cost)| *cost != 0);
        let said: Vec<String> = paid
            .map(|(name, cost)| format!("{name} {}", thousands(*cost)))
            .collect();
        said.join(", ")
    }

    /// As an object with every part.
    pub fn json(&self) -> Value {
        serde_json::to_value(self.0).unwrap_or_default()
    }
}

/// The result of a solve: in words, or as one JSON object, with the timetable in it when it goes nowhere else.
pub(crate) fn report(
    instance: &Instance,
    answer: &DesignAnswer,
    as_json: bool,
    whole: bool,
) -> String {
    let scored = score(instance, &answer.solution);
    let (people, placed) = (instance.people().len(), answer.solution.placed());
    if as_json {
        let mut result = json!({
            "event": "result", "cost": scored.total, "bound": answer.bound,
            "gap": gap_ratio(scored.total, answer.bound), "placed": placed, "people": people,
            "broken": scored.broken.len(), "steps": answer.steps, "parts": Parts(&scored.parts).json(),
        });
        if whole {
            result["solution"] =
                serde_json::from_str(&answer.solution.to_json()).unwrap_or_default();
        }
        return result.to_string();
    }
    format!(
        "placed {placed} of {people}; cost {}; bound {}; gap {}\n{}",
        thousands(scored.total),
        thousands(answer.bound),
        gap(scored.total, answer.bound),
        Parts(&scored.parts).lines()
    )
}
