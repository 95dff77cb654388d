//! What changed between two results of the same instrument, in words that only say what a source supports.

use crate::instrument::{ChangeRule, Higher, Instrument, Points};
use crate::score::{Outcome, ScaleScore, Scored};
use serde::Serialize;

/// The change of one scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScaleChange {
    /// The scale's id.
    pub scale: String,
    /// Points earlier.
    pub earlier: Points,
    /// Points later.
    pub later: Points,
    /// Whether that is for the better.
    pub direction: Direction,
    /// Words of the rules that hold, each with a source in the instrument's file.
    pub meanings: Vec<String>,
    /// Whether one of the two scores stands partly on absent answers.
    pub prorated: bool,
}

/// Where a change leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// For the better.
    Better,
    /// For the worse.
    Worse,
    /// No change.
    Same,
}

/// Why two results are not compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefused {
    /// They are of different instruments, or of different versions of one.
    #[error(
        "These are results of {0} and {1}; only results of the same instrument in the same version are compared."
    )]
    Different(String, String),
}

impl ScaleChange {
    /// The changes of every scale that was scored both times, in the file's order.
    ///
    /// # Errors
    /// [`ChangeRefused`] when the results are not both of this instrument in this version.
    pub fn between(
        instrument: &Instrument,
        earlier: &Scored,
        later: &Scored,
    ) -> Result<Vec<Self>, ChangeRefused> {
        let of = |scored: &Scored| format!("{} (version {})", scored.instrument, scored.version);
        let own = format!("{} (version {})", instrument.code, instrument.version);
        for scored in [earlier, later] {
            if of(scored) != own {
                return Err(ChangeRefused::Different(of(earlier), of(later)));
            }
        }
        let pairs = instrument.scales.iter().filter_map(|scale| {
            let pair = earlier.scale(&scale.id).zip(later.scale(&scale.id))?;
            one(instrument, scale.higher, pair)
        });
        Ok(pairs.collect())
    }

    /// The change in words, such as "down 6, a meaningful change".
    pub fn words(&self) -> String {
        let by = self.later.0 - self.earlier.0;
        let mut words = match by {
            0 => "no change".to_owned(),
            1.. => format!("up {by}"),
            _ => format!("down {}", -by),
        };
        for meaning in &self.meanings {
            words.push_str(", ");
            words.push_str(meaning);
        }
        if self.prorated {
            words.push_str("; answers were absent, so read it with care");
        }
        words
    }
}

fn one(
    instrument: &Instrument,
    higher: Higher,
    (before, after): (&ScaleScore, &ScaleScore),
) -> Option<ScaleChange> {
    let (earlier, later) = (before.outcome.points()?, after.outcome.points()?);
    let direction = match (later.cmp(&earlier), higher) {
        (std::cmp::Ordering::Equal, _) => Direction::Same,
        (std::cmp::Ordering::Less, Higher::Worse)
        | (std::cmp::Ordering::Greater, Higher::Better) => Direction::Better,
        _ => Direction::Worse,
    };
    let prorated = |score: &ScaleScore| matches!(score.outcome, Outcome::Prorated { .. });
    Some(ScaleChange {
        scale: before.scale.clone(),
        earlier,
        later,
        direction,
        meanings: meanings(instrument, &before.scale, earlier.0, later.0),
        prorated: prorated(before) || prorated(after),
    })
}

/// Of several rules by points only the one that asks most speaks; the others each for themselves.
fn meanings(instrument: &Instrument, scale: &str, earlier: i32, later: i32) -> Vec<String> {
    let rules = || instrument.changes.iter().filter(|rule| rule.scale == scale);
    let by = (later - earlier).abs();
    let largest = rules()
        .filter(|rule| rule.points.is_some_and(|points| by >= points))
        .max_by_key(|rule| rule.points);
    let holds = |rule: &&ChangeRule| {
        let fell = rule
            .percent_down
            .is_some_and(|percent| earlier > 0 && (earlier - later) * 100 >= percent * earlier);
        fell || rule
            .falls_below
            .is_some_and(|line| later < line && earlier >= line)
    };
    let others = rules().filter(holds);
    largest
        .into_iter()
        .chain(others)
        .map(|rule| rule.says.clone())
        .collect()
}
