//! The rules about hours that stand in the file.

use super::problem::Notes;
use super::raw::RawRule;
use crate::attendance::hours::{HoursRule, Needs};
use toml::Spanned;

/// The most rules of one protocol; each is a meter on somebody's page.
const RULES_MAX: usize = 24;
/// Hours in a week.
const WEEK_HOURS: u16 = 168;
/// Hours in a day.
const DAY_HOURS: u16 = 24;
/// Days in a week.
const WEEK_DAYS: u16 = 7;
/// The most services that a rule may ask for on one day.
const DAY_SERVICES: u16 = 12;

/// Checks the rules; those that cannot be used are left out and noted.
pub(super) fn rules(raw: Vec<Spanned<RawRule>>, notes: &mut Notes<'_>) -> Vec<HoursRule> {
    let mut rules: Vec<HoursRule> = Vec::new();
    for entry in raw {
        let at = entry.span().start;
        let raw = entry.into_inner();
        if rules.len() == RULES_MAX {
            notes.add(
                at,
                format!("There are more than {RULES_MAX} rules."),
                "Keep those that your payers and your state apply.",
            );
            break;
        }
        if rules.iter().any(|known| known.id == raw.id) {
            notes.add(
                at,
                format!("A second rule is called “{}”.", raw.id),
                "Give each its own id.",
            );
        }
        let texts = [&raw.id, &raw.title, &raw.whose, &raw.source];
        if texts.iter().any(|text| text.trim().is_empty()) || raw.levels.is_empty() {
            notes.add(
                at,
                format!("The rule “{}” lacks a text or its levels.", raw.id),
                "Give it an id, a title, whose rule it is, at least one level, and where it comes from.",
            );
        }
        if let Some(needs) = needs(&raw, at, notes) {
            rules.push(HoursRule {
                id: raw.id,
                title: raw.title,
                whose: raw.whose,
                levels: raw.levels,
                counts: raw.counts,
                needs,
                source: raw.source,
            });
        }
    }
    rules
}

fn needs(raw: &RawRule, at: usize, notes: &mut Notes<'_>) -> Option<Needs> {
    let fine = |number: u16, most: u16| (1..=most).contains(&number);
    match (raw.week_hours, raw.days, raw.day_hours, raw.day_services) {
        (Some(hours), None, None, None)
            if fine(hours.adult, WEEK_HOURS) && fine(hours.adolescent, WEEK_HOURS) =>
        {
            Some(Needs::Week {
                adult_minutes: u32::from(hours.adult) * 60,
                adolescent_minutes: u32::from(hours.adolescent) * 60,
            })
        }
        (None, Some(days), Some(hours), None)
            if fine(days, WEEK_DAYS) && fine(hours, DAY_HOURS) =>
        {
            Some(Needs::Days {
                days,
                minutes: hours * 60,
            })
        }
        (None, Some(days), None, Some(services))
            if fine(days, WEEK_DAYS) && fine(services, DAY_SERVICES) =>
        {
            Some(Needs::Services { days, services })
        }
        _ => {
            notes.add(
                at,
                format!("The rule “{}” does not say one thing that a week can meet.", raw.id),
                "Write week_hours = { adult = 9, adolescent = 6 }, or days = 3 with day_hours = 3, or days = 3 with day_services = 3.",
            );
            None
        }
    }
}
