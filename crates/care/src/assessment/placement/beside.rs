//! What stands beside the level: what is to be done whatever the level is, what to watch out for, what is raised.

use super::{Evaluated, Placement, gravity};
use crate::assessment::facts::{Basis, COWS_BANDS, Facts};
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{Findings, Substance};
use crate::assessment::place::Place;
use crate::assessment::protocol::{self, Criterion, Outcome, Protocol, Raises};
use crate::each_once;
use crate::followup::signal::Alarm;

fn cows_band(points: i32) -> &'static str {
    let reached = COWS_BANDS.iter().rev().find(|(from, _)| points >= *from);
    reached.map_or("below mild", |(_, name)| name)
}

/// One thing beside the level, with the criteria that ask for it.
#[derive(Clone, Debug)]
pub struct AskedBeside<'p> {
    /// What.
    pub beside: &'p protocol::Beside,
    /// Who asks for it, by the ids of the criteria.
    pub criteria: Vec<&'p str>,
}

impl<'p> Placement<'p> {
    /// Everything beside the level, the gravest first.
    pub fn beside(&self) -> Vec<AskedBeside<'p>> {
        let floor = self.verdict.floor();
        let mut said: Vec<AskedBeside<'p>> = Vec::new();
        let mut met: Vec<Evaluated<'p>> = self.met().collect();
        met.sort_by_key(|one| one.criterion.priority);
        for one in met {
            for at in &one.criterion.beside {
                let Some(beside) = self.protocol.besides.get(*at) else {
                    continue;
                };
                if beside
                    .up_to
                    .is_some_and(|level| floor > Place::Level(level))
                {
                    continue;
                }
                match said
                    .iter_mut()
                    .find(|known| known.beside.code == beside.code)
                {
                    Some(known) => known.criteria.push(&one.criterion.id),
                    None => said.push(AskedBeside {
                        beside,
                        criteria: vec![&one.criterion.id],
                    }),
                }
            }
        }
        said
    }

    /// The same as people read it: without what another one says already; in an emergency what to do, and nothing else.
    pub fn today(&self) -> Vec<AskedBeside<'p>> {
        let emergency = self.verdict.floor() == Place::Emergency;
        let mut said = self.beside();
        said.retain(|one| !emergency || one.beside.emergency);
        let covered: Vec<&'p String> = said
            .iter()
            .flat_map(|one| one.beside.covers.iter())
            .collect();
        said.retain(|one| !covered.contains(&&one.beside.code));
        said
    }

    /// What to watch out for.
    pub fn watch(&self) -> Vec<&'p str> {
        each_once(self.met().filter_map(|one| one.criterion.watch.as_deref()))
    }

    /// The signals to raise, one for each matter with the highest urgency that any criterion gives it.
    pub fn alarms(&self) -> Vec<Alarm> {
        let mut alarms: Vec<Alarm> = Vec::new();
        for (_, alarm) in self.raised() {
            match alarms.iter_mut().find(|known| known.matter == alarm.matter) {
                Some(known) => known.join(&alarm),
                None => alarms.push(alarm),
            }
        }
        alarms.sort_by_key(|alarm| (alarm.urgency, alarm.matter));
        alarms
    }

    /// What each criterion that is met asks to be raised.
    pub fn raised(&self) -> Raised {
        asked_for(self.met().map(|one| one.criterion), &self.facts)
    }
}

/// What criteria ask to be raised, each with its id, the gravest first.
pub type Raised = Vec<(String, Alarm)>;

/// What is raised by what was said, as a placement of it would raise it; and the same as far as it is sure although
/// time has passed. Nobody is placed for it: what is missing and what does not agree raises nothing.
pub fn raised_by(protocol: &Protocol, findings: &Findings, basis: &Basis) -> [Raised; 2] {
    let facts = Facts::of(findings, basis);
    let feared = raised(protocol, &facts);
    let sure = match facts.made_sure(findings) {
        Some(sure) => raised(protocol, &sure),
        None => feared.clone(),
    };
    [feared, sure]
}

/// The latter alone: what time alone makes true is judged by it. Somebody who used on nearly every day a week ago may
/// have stopped since: that nobody knows is seen on their page, and is no news that time brought.
pub fn surely_raised(protocol: &Protocol, findings: &Findings, basis: &Basis) -> Raised {
    raised(protocol, &Facts::surely(findings, basis))
}

fn raised(protocol: &Protocol, facts: &Facts) -> Raised {
    let asking = protocol.criteria.iter();
    let asking = asking.filter(|criterion| !criterion.signals.is_empty());
    let mut met: Vec<&Criterion> = asking
        .filter(|criterion| criterion.outcome(facts.table()) == Outcome::Met)
        .collect();
    met.sort_by_key(|criterion| gravity(criterion));
    asked_for(met.into_iter(), facts)
}

/// What criteria ask for that are met.
fn asked_for<'p>(met: impl Iterator<Item = &'p Criterion>, facts: &Facts) -> Raised {
    let mut raised = Vec::new();
    for criterion in met {
        let holding = criterion.signals.iter();
        for raises in holding.filter(|raises| holds(facts, raises)) {
            let alarm = Alarm {
                matter: raises.matter,
                urgency: raises.urgency,
                words: card_words(facts, criterion),
            };
            raised.push((criterion.id.clone(), alarm));
        }
    }
    raised
}

/// What a criterion says on a card. About opioid withdrawal it says the COWS as well, with the name of its band: by
/// "moderate or worse" alone nobody knows how bad it is.
fn card_words(facts: &Facts, criterion: &Criterion) -> String {
    let label = criterion.label.clone();
    let opioid = (ids::GRADE, Some(Substance::Opioid));
    let asked = criterion.slots.iter().any(|slot| slot.place() == opioid);
    let score = facts.reading(ids::COWS, None).feared;
    if asked && score.low == score.high {
        format!("{label} (COWS {}, {})", score.low, cows_band(score.low))
    } else {
        label
    }
}

fn holds(facts: &Facts, raises: &Raises) -> bool {
    raises
        .when
        .as_ref()
        .is_none_or(|when| when.evaluate(facts.table(), true) == Outcome::Met)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cows_has_the_band_that_was_published() {
        for (points, band) in [
            (4, "below mild"),
            (5, "mild"),
            (12, "mild"),
            (13, "moderate"),
            (24, "moderate"),
            (25, "moderately severe"),
            (30, "moderately severe"),
            (36, "moderately severe"),
            (37, "severe"),
            (48, "severe"),
        ] {
            assert_eq!(cows_band(points), band, "{points}");
        }
    }
}
