//! What a repair did, in words and for machines.

use crate::compare::{Change, people_changed};
use crate::words::{meetings, thousands};
use serde_json::{Value, json};
use timetable::{Repaired, Score, Solution};

/// A repair beside what was published.
pub(crate) struct Report<'a> {
    pub published: &'a Solution,
    pub before: &'a Score,
    pub repaired: &'a Repaired,
}

impl Report<'_> {
    /// In words: who is touched and how, which groups move or change hands, and what it costs.
    pub fn words(&self) -> String {
        let r = self.repaired;
        let mut out = vec![format!(
            "{} {} touched; cost {} -> {}; price of disruption {}",
            r.touched.len(),
            if r.touched.len() == 1 {
                "person is"
            } else {
                "people are"
            },
            thousands(self.before.total),
            thousands(r.cost),
            thousands(r.disruption),
        )];
        for &g in &r.moved {
            let is = match r.solution.groups[g] {
                None => "does not run".to_owned(),
                Some(_) => meetings(&r.instance, r.solution.meetings(&r.instance, g)),
            };
            let was = match self.published.groups[g] {
                None => "did not run".to_owned(),
                Some(_) => meetings(&r.instance, self.published.meetings(&r.instance, g)),
            };
            out.push(format!("{} (group {g}): {was} -> {is}", self.group(g)));
        }
        for &g in &r.handed_over {
            let leader = r.solution.groups[g].map_or(0, |x| x.leader as usize);
            let leader = &r.instance.staff()[leader].name;
            let group = self.group(g);
            out.push(format!("{group} (group {g}): same time, now with {leader}"));
        }
        for (p, change) in self.people() {
            let name = &r.instance.people()[p].name;
            out.push(format!("{name} (person {p}) {}", change.words()));
        }
        let without = r.solution.weeks.iter().filter(|w| w.is_none()).count();
        let who = if without == 1 {
            "person has"
        } else {
            "people have"
        };
        out.push(format!("{without} {who} no week"));
        out.join("\n")
    }

    /// As one object; with the timetable in it when it goes nowhere else.
    pub fn object(&self, whole: bool) -> Value {
        let r = self.repaired;
        let mut result = json!({
            "event": "result", "cost": r.cost, "cost_before": self.before.total, "disruption": r.disruption,
            "touched": r.touched, "moved": r.moved, "handed_over": r.handed_over,
            "placed": r.solution.placed(), "people": r.instance.people().len(),
        });
        if whole {
            result["solution"] = serde_json::from_str(&r.solution.to_json()).unwrap_or_default();
        }
        result
    }

    fn group(&self, g: usize) -> &str {
        &self.repaired.instance.groups()[g].name
    }

    fn people(&self) -> Vec<(usize, Change)> {
        let mut before = self.published.clone();
        before
            .weeks
            .resize(self.repaired.solution.weeks.len(), None);
        people_changed(&self.repaired.instance, &before, &self.repaired.solution)
    }
}
