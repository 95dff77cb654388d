//! What a week comes to, and whether it is what the program says.

use super::raw::{RawCounted, RawHours, RawProgram};
use super::written::RawIndividual;
use super::{DOSE_MINUTES, PARTIAL_DOSE_MINUTES, ProgramPlan, ROUNDING_MINUTES, make, phases};
use crate::LevelOfCare;
use crate::daytime::{length_text, parse_both};
use std::collections::BTreeMap;

/// Published hours in whole minutes; what is no number of hours is none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and the minutes of a week, both exact"
)]
pub(super) fn minutes(hours: f64) -> u32 {
    (hours * 60.0).round().clamp(0.0, 7.0 * 24.0 * 60.0) as u32
}

/// Adds the weeks to the plan, and says where they are not what is published or less than the dose.
pub(super) fn check(program: &RawProgram, plan: &mut ProgramPlan) {
    if plan.pathway.is_some() {
        phases::sums(program, plan);
        return;
    }
    let weekly = weekly(program.individual());
    tracks(program, weekly, plan);
    remote(program, weekly, plan);
    stretches(weekly, program, plan);
    published(program, plan);
    let short = plan.weeks.iter();
    let short = short.filter_map(|(of, sum)| short_of(plan.level, of, *sum));
    plan.findings.extend(short.collect::<Vec<_>>());
}

/// Minutes of individual sessions in a week.
pub(super) fn weekly(individual: Option<&RawIndividual>) -> u32 {
    match individual {
        Some(RawIndividual::Counted(RawCounted {
            per_week: Some(count),
            minutes,
            ..
        })) => u32::from(*count) * u32::from(*minutes),
        _ => 0,
    }
}

/// What a level of care gives adults in a week, where it is known by a number, and how that is said.
fn dose(level: LevelOfCare) -> Option<(u32, &'static str)> {
    match level {
        LevelOfCare::IntensiveOutpatient => Some((DOSE_MINUTES, "an intensive outpatient program")),
        LevelOfCare::PartialHospitalization => {
            Some((PARTIAL_DOSE_MINUTES, "partial hospitalization"))
        }
        _ => None,
    }
}

/// By how much a week is shorter than its level gives, in a sentence.
pub(super) fn short_of(level: LevelOfCare, of: &str, sum: u32) -> Option<String> {
    let (dose, gives) = dose(level)?;
    (sum < dose).then(|| {
        format!(
            "{of}: a week comes to {}, which is {} less than the {} a week that {gives} gives adults.",
            length_text(sum),
            length_text(dose - sum),
            length_text(dose)
        )
    })
}

/// Minutes of groups of which each is attended, or of a choice only one: then the shortest counts, because nobody is
/// promised more.
pub(super) fn attended<'a>(groups: impl Iterator<Item = (Option<&'a str>, u32)>) -> u32 {
    let (mut sum, mut choices) = (0_u32, BTreeMap::new());
    for (one_of, minutes) in groups {
        match one_of {
            None => sum = sum.saturating_add(minutes),
            Some(word) => {
                let least = choices.entry(word.trim().to_lowercase()).or_insert(minutes);
                *least = minutes.min(*least);
            }
        }
    }
    choices.into_values().fold(sum, u32::saturating_add)
}

fn tracks(program: &RawProgram, weekly: u32, plan: &mut ProgramPlan) {
    for track in &program.tracks {
        let Ok((start, end)) = parse_both(track.start.get_ref(), track.end.get_ref()) else {
            continue;
        };
        let days = u32::try_from(make::days_of(program, track).len()).unwrap_or_default();
        let sum = (days * u32::from(end.saturating_sub(start))).saturating_add(weekly);
        let of = format!("Track {}", track.name.get_ref());
        if let Some(session) = &program.session_minutes {
            let length = u32::from(*session.get_ref());
            let step = length + u32::from(program.break_minutes());
            let stretch = u32::from(end.saturating_sub(start)) + u32::from(program.break_minutes());
            let sessions = stretch.checked_div(step).unwrap_or_default();
            let in_session = days
                .saturating_mul(length)
                .saturating_mul(sessions)
                .saturating_add(weekly);
            if in_session < sum && in_session < DOSE_MINUTES {
                plan.findings.push(format!(
                    "{of}: {} by the clock are {} in session. Where breaks do not count, that is {} less than the {} a week.",
                    length_text(sum),
                    length_text(in_session),
                    length_text(DOSE_MINUTES - in_session),
                    length_text(DOSE_MINUTES)
                ));
            }
        }
        plan.weeks.push((of, sum));
    }
}

fn remote(program: &RawProgram, weekly: u32, plan: &mut ProgramPlan) {
    if let (Some(sessions), Some(hours)) = (&program.group_sessions_week, &program.group_hours) {
        let sum = u32::from(*sessions.get_ref())
            .saturating_mul(minutes(*hours.get_ref()))
            .saturating_add(weekly);
        plan.weeks.push(("Every week".to_owned(), sum));
    }
}

/// Weeks of a stay in stretches over which the sum is the same.
fn stretches(weekly: u32, program: &RawProgram, plan: &mut ProgramPlan) {
    let last = program
        .groups
        .iter()
        .filter_map(|group| group.weeks.as_ref());
    let last = last.map(|weeks| weeks.get_ref().1).max();
    let last = last.or(program.weeks.as_ref().map(|weeks| weeks.get_ref().most));
    if program.groups.is_empty() {
        return;
    }
    let sum_in = |week: u16| {
        let groups = program.groups.iter().filter(|group| {
            group.weeks.as_ref().is_none_or(|weeks| {
                let (first, last) = *weeks.get_ref();
                (first..=last).contains(&week)
            })
        });
        let minutes = groups.map(|group| {
            let days = u32::try_from(group.days.len()).unwrap_or(u32::MAX);
            let minutes = u32::from(*group.minutes.get_ref()).saturating_mul(days);
            let one_of = group.one_of.as_ref().map(|word| word.get_ref().as_str());
            (one_of, minutes)
        });
        attended(minutes).saturating_add(weekly)
    };
    let last = last.unwrap_or(1).min(crate::groups::group::STAY_WEEKS_MAX);
    let mut first = 1;
    for week in 1..=last {
        if week == last || sum_in(week + 1) != sum_in(week) {
            let of = if first == week {
                format!("Week {week}")
            } else {
                format!("Weeks {first} to {week}")
            };
            plan.weeks.push((of, sum_in(week)));
            first = week + 1;
        }
    }
}

/// The published hours beside the sums.
fn published(program: &RawProgram, plan: &mut ProgramPlan) {
    let mut said: Vec<(String, f64)> = Vec::new();
    match program.hours_week.as_ref().map(toml::Spanned::get_ref) {
        None => {}
        Some(RawHours::One(hours)) => {
            said.extend(plan.weeks.iter().map(|(of, _)| (of.clone(), *hours)));
        }
        Some(RawHours::By(by)) => {
            for (key, hours) in by {
                let words = key.split('_').collect::<Vec<_>>();
                let of = match words.as_slice() {
                    ["weeks", first, last] => format!("Weeks {first} to {last}"),
                    ["week", week] => format!("Week {week}"),
                    _ => format!("Track {key}"),
                };
                said.push((of, *hours));
            }
        }
    }
    for (of, hours) in said {
        match plan.weeks.iter().find(|(known, _)| *known == of) {
            Some((_, sum)) if minutes(hours).abs_diff(*sum) > ROUNDING_MINUTES => {
                plan.findings.push(format!(
                    "{of}: {} a week are published, and the published times add up to {}.",
                    length_text(minutes(hours)),
                    length_text(*sum)
                ));
            }
            Some(_) => {}
            None => plan.findings.push(format!(
                "{of}: {} a week are published, but the file describes no such week.",
                length_text(minutes(hours))
            )),
        }
    }
}
