//! Phases: what a program's way through its parts comes to.

use super::near::nearest;
use super::raw::{RawNames, RawPhase, RawProgram, RawTaper};
use super::written::{Counted, RawWeeks};
use super::{Planned, ProgramPlan, ROUNDING_MINUTES, make, sums};
use crate::assessment::protocol::problem::Notes;
use crate::daytime::{length_text, parse_both};
use crate::groups::group::STAY_WEEKS_MAX;
use crate::people::pathway::{
    AskedOutside, EntryCondition, PHASES_MAX, Pathway, Phase, PhaseLength,
};
use crate::{LevelOfCare, Line};
use toml::Spanned;

/// The most sessions that a phase may last, or that may be asked before one.
const SESSIONS_MAX: u16 = 500;
/// The most that may be asked outside in a week.
const OUTSIDE_MAX: u16 = 21;
/// Hours in a week.
const WEEK_HOURS: f64 = 168.0;

/// The level of care; an intensive outpatient program where the file says none.
pub(super) fn level(said: Option<LevelOfCare>) -> LevelOfCare {
    said.unwrap_or(LevelOfCare::IntensiveOutpatient)
}

/// The phases in their order; whatever is wrong with one is noted.
pub(super) fn pathway(program: &RawProgram, notes: &mut Notes<'_>) -> Option<Pathway> {
    let first = program.phases.first()?;
    if program.phases.len() > PHASES_MAX {
        notes.add(
            first.name.span().start,
            format!("There are {} phases.", program.phases.len()),
            format!("Let there be at most {PHASES_MAX}."),
        );
        return None;
    }
    let mut phases = Vec::new();
    for (number, raw) in (1_u16..).zip(&program.phases) {
        let name = raw.name.get_ref();
        if position(program, name) != Some(number) {
            notes.add(
                raw.name.span().start,
                format!("There are two phases called “{name}”."),
                "Give each a name of its own.",
            );
        }
        phases.extend(phase(program, (number, raw), notes));
    }
    Some(Pathway { phases })
}

fn phase(
    program: &RawProgram,
    (number, raw): (u16, &RawPhase),
    notes: &mut Notes<'_>,
) -> Option<Phase> {
    let name = make::line(&raw.name, notes);
    let (length, entry, outside) = (length(raw, notes), entry(raw, notes), outside(raw, notes));
    Some(Phase {
        name: name?,
        level: level(raw.level.or(program.level)),
        length,
        week_minutes: taper(raw, notes),
        entry,
        outside,
        then: then(program, number, raw, notes),
    })
}

fn length(raw: &RawPhase, notes: &mut Notes<'_>) -> PhaseLength {
    match (&raw.weeks, &raw.sessions) {
        (Some(weeks), Some(_)) => {
            notes.add(
                weeks.span().start,
                "A phase lasts so many weeks or so many sessions, not both.",
                "Keep one of weeks and sessions.",
            );
            PhaseLength::Open
        }
        (Some(weeks), None) => {
            let RawWeeks { least, most } = *weeks.get_ref();
            if !(1 <= least && least <= most && most <= STAY_WEEKS_MAX) {
                notes.add(
                    weeks.span().start,
                    format!("A phase of {least} to {most} weeks cannot be."),
                    format!("Write a number from 1 to {STAY_WEEKS_MAX}, or the least and the most, such as [4, 6]."),
                );
            }
            PhaseLength::Weeks { least, most }
        }
        (None, Some(sessions)) => {
            let count = *sessions.get_ref();
            within(
                "sessions",
                sessions.span().start,
                (count, SESSIONS_MAX),
                notes,
            );
            PhaseLength::Sessions(count)
        }
        (None, None) => PhaseLength::Open,
    }
}

fn within(entry: &str, at: usize, (value, most): (u16, u16), notes: &mut Notes<'_>) {
    if !(1..=most).contains(&value) {
        notes.add(
            at,
            format!("{entry} = {value} cannot be."),
            format!("Write a number from 1 to {most}."),
        );
    }
}

fn taper(raw: &RawPhase, notes: &mut Notes<'_>) -> Vec<u32> {
    let Some(hours) = &raw.hours_week else {
        return Vec::new();
    };
    let weekly: &[f64] = match hours.get_ref() {
        RawTaper::Same(same) => std::slice::from_ref(same),
        RawTaper::Weekly(weekly) => weekly,
    };
    let whole = |one: &f64| (0.0..=WEEK_HOURS).contains(one);
    if weekly.len() > usize::from(STAY_WEEKS_MAX) || !weekly.iter().all(whole) {
        notes.add(
            hours.span().start,
            "These hours of a week cannot be.",
            "Write hours from 0 to 168: one number, or one for each week, such as [12.0, 9.0].",
        );
    }
    weekly.iter().map(|one| sums::minutes(*one)).collect()
}

fn words(text: &str, at: usize, notes: &mut Notes<'_>) -> Option<Line> {
    Line::parse(text, "a text")
        .map_err(|invalid| notes.add(at, "These words cannot be taken.", invalid.0))
        .ok()
}

fn entry(raw: &RawPhase, notes: &mut Notes<'_>) -> Option<EntryCondition> {
    let entry = raw.entry.as_ref()?;
    let at = entry.span().start;
    Some(match entry.get_ref() {
        Counted::Words(text) => EntryCondition {
            sessions: None,
            words: Some(words(text, at, notes)?),
        },
        Counted::Counted(kept) => {
            within("entry.sessions", at, (kept.sessions, SESSIONS_MAX), notes);
            let said = kept.words.as_ref();
            EntryCondition {
                sessions: Some((kept.sessions, kept.level)),
                words: said.and_then(|text| words(text, at, notes)),
            }
        }
    })
}

fn outside(raw: &RawPhase, notes: &mut Notes<'_>) -> Option<AskedOutside> {
    let outside = raw.outside.as_ref()?;
    let (at, asked) = (outside.span().start, outside.get_ref());
    within("outside.per_week", at, (asked.per_week, OUTSIDE_MAX), notes);
    Some(AskedOutside {
        per_week: asked.per_week,
        what: words(&asked.what, at, notes)?,
    })
}

fn then(program: &RawProgram, number: u16, raw: &RawPhase, notes: &mut Notes<'_>) -> Option<u16> {
    let then = raw.then.as_ref()?;
    let found = known(program, then.get_ref(), then.span().start, notes)?;
    if found <= number {
        notes.add(
            then.span().start,
            format!("“{}” does not come after this phase.", then.get_ref()),
            "Name a phase that stands below it; whoever goes back begins that phase on purpose.",
        );
    }
    Some(found)
}

/// The number of a phase by its name.
fn position(program: &RawProgram, name: &str) -> Option<u16> {
    let wanted = name.trim().to_lowercase();
    (1_u16..)
        .zip(&program.phases)
        .find(|(_, phase)| phase.name.get_ref().trim().to_lowercase() == wanted)
        .map(|(number, _)| number)
}

/// The same, or a note with the nearest name there is.
fn known(program: &RawProgram, name: &str, at: usize, notes: &mut Notes<'_>) -> Option<u16> {
    let found = position(program, name);
    if found.is_none() {
        let names = program.phases.iter().map(|one| one.name.get_ref().as_str());
        let remedy = match nearest(name, names.clone()) {
            Some(near) => format!("Write “{near}” if you mean that."),
            None if program.phases.is_empty() => {
                "Describe the phases of the program first, each below [[program.phases]]."
                    .to_owned()
            }
            None => format!("There are: {}.", names.collect::<Vec<_>>().join(", ")),
        };
        notes.add(at, format!("There is no phase called “{name}”."), remedy);
    }
    found
}

/// The numbers of the phases that a group or a track names.
pub(super) fn numbers(
    program: &RawProgram,
    named: Option<&Spanned<RawNames>>,
    notes: &mut Notes<'_>,
) -> Vec<u16> {
    let Some(named) = named else {
        return Vec::new();
    };
    let phases: &[String] = match named.get_ref() {
        RawNames::One(phase) => std::slice::from_ref(phase),
        RawNames::Several(phases) => phases,
    };
    let at = named.span().start;
    let found = phases.iter().map(|phase| known(program, phase, at, notes));
    let mut found: Vec<u16> = found.flatten().collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Says what was settled about phases and about the program as a whole.
pub(super) fn settled(program: &RawProgram, plan: &mut ProgramPlan) {
    if program.retained.is_some() {
        let sentence = "How many people stayed is read, and nothing is made of it.";
        plan.settled.push(sentence.to_owned());
    }
    if program.phases.is_empty() {
        return;
    }
    if program.weeks.is_some() {
        let sentence = "How long the whole program lasts follows from its phases; “weeks” of the program is not used.";
        plan.settled.push(sentence.to_owned());
    }
    let last = program.phases.len();
    for (number, phase) in (1..).zip(&program.phases) {
        let name = phase.name.get_ref();
        if phase.level.or(program.level).is_none() {
            plan.settled.push(format!(
                "The phase “{name}” names no level of care; it was taken as an intensive outpatient program."
            ));
        }
        if phase.weeks.is_none() && phase.sessions.is_none() && number < last {
            plan.settled.push(format!(
                "The phase “{name}” has no length; it lasts until somebody begins the next."
            ));
        }
    }
}

/// Adds what the weeks of each phase come to, and says where they are not what is published or less than the level
/// gives.
pub(super) fn sums(program: &RawProgram, plan: &mut ProgramPlan) {
    let Some(pathway) = plan.pathway.clone() else {
        return;
    };
    if program.hours_week.is_some() {
        let sentence = "Hours of the whole program are published beside phases. Write hours_week with each phase, so that they can be compared.";
        plan.findings.push(sentence.to_owned());
    }
    // Groups with days of their own stand last. Tracks are either one or the other, and a family night is beside both.
    let before = plan.groups.len().saturating_sub(program.groups.len());
    let own: Vec<Planned> = plan.groups.iter().skip(before).cloned().collect();
    let remote = match (&program.group_sessions_week, &program.group_hours) {
        (Some(count), Some(hours)) => {
            u32::from(*count.get_ref()).saturating_mul(sums::minutes(*hours.get_ref()))
        }
        _ => 0,
    };
    for ((number, phase), raw) in pathway.numbered().zip(&program.phases) {
        let individual = raw.individual.as_ref().or(program.individual.as_ref());
        let weekly = sums::weekly(individual.map(Spanned::get_ref)).saturating_add(remote);
        let tracks = tracks(program, number);
        if tracks.is_empty() {
            let of = (phase.name.as_str(), weekly);
            stretches(plan, &own, (number, phase), of);
        }
        for (track, minutes) in tracks {
            let of = format!("{}, track {track}", phase.name);
            let of = (of.as_str(), weekly.saturating_add(minutes));
            stretches(plan, &own, (number, phase), of);
        }
    }
}

/// The tracks of a phase with their minutes a week.
fn tracks(program: &RawProgram, number: u16) -> Vec<(String, u32)> {
    let of_phase = program.tracks.iter().filter(|track| {
        let mut unnoted = Notes {
            file: "",
            text: "",
            problems: Vec::new(),
        };
        let numbers = numbers(program, track.phase.as_ref(), &mut unnoted);
        numbers.is_empty() || numbers.contains(&number)
    });
    of_phase
        .filter_map(|track| {
            let (start, end) = parse_both(track.start.get_ref(), track.end.get_ref()).ok()?;
            let days = u32::try_from(make::days_of(program, track).len()).unwrap_or_default();
            let minutes = days * u32::from(end.saturating_sub(start));
            Some((track.name.get_ref().clone(), minutes))
        })
        .collect()
}

/// The weeks of a phase in stretches over which nothing changes, on top of what is the same in each.
fn stretches(
    plan: &mut ProgramPlan,
    own: &[Planned],
    (number, phase): (u16, &Phase),
    (of, same): (&str, u32),
) {
    let own: Vec<Planned> = own
        .iter()
        .filter(|group| group.phases.is_empty() || group.phases.contains(&number))
        .cloned()
        .collect();
    let sum_in = |week: u16| {
        let held = own.iter().filter(|group| {
            group.stay_weeks.is_none_or(|weeks| {
                group.phases.is_empty() || (weeks.first..=weeks.last).contains(&week)
            })
        });
        let minutes = held.map(|group| {
            let one_of = group.one_of.as_ref().map(Line::as_str);
            (one_of, group.week_minutes())
        });
        sums::attended(minutes).saturating_add(same)
    };
    let of_groups = own.iter().filter_map(|group| group.stay_weeks);
    let last = match phase.length {
        PhaseLength::Weeks { most, .. } => most,
        _ => u16::try_from(phase.week_minutes.len()).unwrap_or(1).max(1),
    };
    let last = of_groups.map(|weeks| weeks.last).fold(last, u16::max);
    let last = last.min(STAY_WEEKS_MAX);
    let at = |week: u16| (sum_in(week), phase.own_minutes(week));
    let mut first = 1;
    for week in 1..=last {
        if week < last && at(week + 1) == at(week) {
            continue;
        }
        let of = match (first, week) {
            (1, week) if week == last => of.to_owned(),
            (first, week) if first == week => format!("{of}, week {week}"),
            (first, week) => format!("{of}, weeks {first} to {week}"),
        };
        let (sum, published) = at(week);
        if let Some(published) = published.filter(|said| said.abs_diff(sum) > ROUNDING_MINUTES) {
            plan.findings.push(format!(
                "{of}: {} a week are published, and the published times add up to {}.",
                length_text(published),
                length_text(sum)
            ));
        }
        plan.findings.extend(sums::short_of(phase.level, &of, sum));
        plan.weeks.push((of, sum));
        first = week + 1;
    }
}
