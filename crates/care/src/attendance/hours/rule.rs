//! What a payer or a state asks of a week, each with its own meter.

use super::{HoursSlot, Service};
use crate::{AgeGroup, LevelOfCare};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a rule asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// So many minutes a week.
    Week {
        /// For adults.
        adult_minutes: u32,
        /// For adolescents.
        adolescent_minutes: u32,
    },
    /// So many days with so many minutes each.
    Days {
        /// How many days.
        days: u16,
        /// Minutes on each.
        minutes: u16,
    },
    /// So many days with so many services each.
    Services {
        /// How many days.
        days: u16,
        /// Services on each.
        services: u16,
    },
}

impl Needs {
    /// Whether it is counted in days, not minutes.
    pub const fn in_days(self) -> bool {
        !matches!(self, Self::Week { .. })
    }
}

/// A rule about a week, as the protocol states it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoursRule {
    /// Its lasting name.
    pub id: String,
    /// How it reads.
    pub title: String,
    /// Whose rule it is: for whom it has to be met.
    pub whose: String,
    /// At which levels of care.
    pub levels: Vec<LevelOfCare>,
    /// The services that count; all of them when empty.
    pub counts: Vec<Service>,
    /// What it asks for.
    pub needs: Needs,
    /// Where it comes from, in our words.
    pub source: String,
}

/// How far a week meets a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RuleMeter<'r> {
    /// The rule.
    pub rule: &'r HoursRule,
    /// Minutes or days that meet it so far.
    pub kept: u32,
    /// Minutes or days more that still could.
    pub possible: u32,
    /// Minutes or days it needs.
    pub needed: u32,
}

impl RuleMeter<'_> {
    /// Whether the rule is met.
    pub const fn met(&self) -> bool {
        self.kept >= self.needed
    }

    /// Whether it can still be met with what is planned.
    pub const fn reachable(&self) -> bool {
        self.kept + self.possible >= self.needed
    }
}

/// One day's sums.
#[derive(Default)]
struct Day {
    kept_minutes: u32,
    possible_minutes: u32,
    kept_services: u32,
    possible_services: u32,
}

impl HoursRule {
    /// How far a week meets it.
    pub fn meter<'r>(&'r self, slots: &[HoursSlot], group: AgeGroup) -> RuleMeter<'r> {
        let counted = slots
            .iter()
            .filter(|slot| self.counts.is_empty() || self.counts.contains(&slot.service));
        let mut days: BTreeMap<Date, Day> = BTreeMap::new();
        for slot in counted {
            let day = days.entry(slot.day).or_default();
            day.kept_minutes += u32::from(slot.kept());
            day.possible_minutes += u32::from(slot.possible());
            day.kept_services += u32::from(slot.kept() > 0 && slot.possible() == 0);
            day.possible_services += u32::from(slot.possible() > 0);
        }
        let count = |works: &dyn Fn(&Day) -> bool| {
            u32::try_from(days.values().filter(|day| works(day)).count()).unwrap_or(u32::MAX)
        };
        let (kept, reach, needed) = match self.needs {
            Needs::Week {
                adult_minutes,
                adolescent_minutes,
            } => {
                let kept = days.values().map(|day| day.kept_minutes).sum();
                let possible: u32 = days.values().map(|day| day.possible_minutes).sum();
                let needed = match group {
                    AgeGroup::Adult => adult_minutes,
                    AgeGroup::Adolescent => adolescent_minutes,
                };
                (kept, kept + possible, needed)
            }
            Needs::Days { days, minutes } => {
                let minutes = u32::from(minutes);
                (
                    count(&|day| day.kept_minutes >= minutes),
                    count(&|day| day.kept_minutes + day.possible_minutes >= minutes),
                    u32::from(days),
                )
            }
            Needs::Services { days, services } => {
                let services = u32::from(services);
                (
                    count(&|day| day.kept_services >= services),
                    count(&|day| day.kept_services + day.possible_services >= services),
                    u32::from(days),
                )
            }
        };
        RuleMeter {
            rule: self,
            kept,
            possible: reach - kept,
            needed,
        }
    }
}
