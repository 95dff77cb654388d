//! From what a program wrote to its groups.

use super::raw::{RawGroup, RawProgram, RawTrack};
use super::words::{individual, kind_of};
use super::{GROUPS_MAX, Planned, ProgramPlan, Settle, bounds, phases, sums};
use crate::assessment::protocol::problem::Notes;
use crate::daytime::{DAY_MINUTES, length_text, minute_text, parse_end, parse_minute};
use crate::groups::group::{
    GroupKind, MINUTES_MAX, MINUTES_MIN, Meeting, STAY_WEEKS_MAX, StayWeeks, meetings_text,
};
use crate::{Invalid, Line, Track, Weekday};
use toml::Spanned;

/// What the sessions of a track are for where the file does not say: a process group for everybody first.
const KINDS: [GroupKind; 3] = [
    GroupKind::Process,
    GroupKind::Education,
    GroupKind::RelapsePrevention,
];
/// Times that the file leaves open lie on quarter hours: a week is made of nothing finer.
const QUARTER_MINUTES: u16 = 15;
/// What to do about a time that is none.
const TIME_REMEDY: &str = "Write a time of day such as \"17:30\" or \"5:30 pm\".";

/// What one program comes to. Whatever is wrong is noted.
pub(super) fn plan(
    program: Spanned<RawProgram>,
    settle: &Settle,
    notes: &mut Notes<'_>,
) -> Option<ProgramPlan> {
    let at = program.span().start;
    let program = program.into_inner();
    let name_es = match &program.name_es {
        Some(name) => Some(line(name, notes)?),
        None => None,
    };
    let pathway = phases::pathway(&program, notes);
    let first = pathway.as_ref().and_then(|pathway| pathway.phases.first());
    let mut plan = ProgramPlan {
        name: line(&program.name, notes)?,
        name_es,
        level: first.map_or_else(|| phases::level(program.level), |phase| phase.level),
        pathway,
        groups: Vec::new(),
        weeks: Vec::new(),
        findings: Vec::new(),
        settled: Vec::new(),
        rules: program.rules.clone(),
    };
    bounds::check(&program, notes);
    phases::settled(&program, &mut plan);
    for track in &program.tracks {
        tracked(&program, track, &mut plan, notes);
    }
    family(&program, &mut plan, notes);
    remote(&program, settle, &mut plan, notes);
    of_their_own(&program, settle, &mut plan, notes);
    individual(&program, &mut plan);
    if plan.groups.is_empty() && notes.problems.is_empty() {
        notes.add(
            at,
            format!("The program “{}” has no groups.", plan.name),
            "Give it tracks, groups, or group_sessions_week with group_hours.",
        );
    }
    if plan.groups.len() > GROUPS_MAX {
        notes.add(
            at,
            format!(
                "The program “{}” comes to {} groups.",
                plan.name,
                plan.groups.len()
            ),
            format!("Let it have at most {GROUPS_MAX}."),
        );
    }
    sums::check(&program, &mut plan);
    Some(plan)
}

pub(super) fn line(text: &Spanned<String>, notes: &mut Notes<'_>) -> Option<Line> {
    let parsed = Line::parse(text.get_ref(), "a name");
    parsed
        .map_err(|invalid| notes.add(text.span().start, "This name cannot be taken.", invalid.0))
        .ok()
}

/// A start and a length from two times of day, or a note about what is wrong.
fn stretch(
    start: &Spanned<String>,
    end: &Spanned<String>,
    notes: &mut Notes<'_>,
) -> Option<(u16, u16)> {
    let from = time(start, notes);
    let to = noted(parse_end(end.get_ref()), end, notes);
    let (from, to) = (from?, to?);
    if to <= from {
        notes.add(
            end.span().start,
            format!(
                "This ends at {}, which is not after {}.",
                minute_text(to),
                minute_text(from)
            ),
            "Let it end after it starts, on the same day.",
        );
        return None;
    }
    if !(MINUTES_MIN..=MINUTES_MAX).contains(&(to - from)) {
        notes.add(
            end.span().start,
            format!("This lasts {}.", length_text(u32::from(to - from))),
            format!("Let it last from {MINUTES_MIN} to {MINUTES_MAX} minutes."),
        );
        return None;
    }
    Some((from, to - from))
}

fn time(text: &Spanned<String>, notes: &mut Notes<'_>) -> Option<u16> {
    noted(parse_minute(text.get_ref()), text, notes)
}

/// A time that was read, or a note that it is none.
fn noted(read: Result<u16, Invalid>, text: &Spanned<String>, notes: &mut Notes<'_>) -> Option<u16> {
    let note = |_| {
        let what = format!("“{}” is not a time of day.", text.get_ref());
        notes.add(text.span().start, what, TIME_REMEDY);
    };
    read.map_err(note).ok()
}

fn meetings(days: &[Weekday], start_minute: u16) -> Vec<Meeting> {
    let mut meetings: Vec<Meeting> = days
        .iter()
        .map(|day| Meeting {
            day: *day,
            start_minute,
        })
        .collect();
    meetings.sort_unstable();
    meetings.dedup();
    meetings
}

/// The days of a track: its own, or those of the program.
pub(super) fn days_of<'a>(program: &'a RawProgram, track: &'a RawTrack) -> &'a [Weekday] {
    if track.days.is_empty() {
        &program.days
    } else {
        &track.days
    }
}

fn named(first: &str, second: &str) -> Option<Line> {
    let mut name = first.to_owned();
    if let Some(letter) = name.get_mut(..1) {
        letter.make_ascii_uppercase();
    }
    Line::parse(&format!("{name} {second}"), "a name").ok()
}

/// A track whose groups are being made.
struct Making<'a> {
    name: &'a str,
    days: &'a [Weekday],
    phases: Vec<u16>,
}

impl Making<'_> {
    /// One group of the track; none where the name of the track makes none.
    fn group(&self, kind: GroupKind, start: u16, minutes: u16) -> Option<Planned> {
        let word = kind.label().to_lowercase().replace(" group", "");
        named(self.name, &word).map(|name| Planned {
            name,
            kind,
            track: track_of(self.name).unwrap_or_default(),
            meetings: meetings(self.days, start),
            minutes,
            stay_weeks: None,
            telehealth: false,
            phases: self.phases.clone(),
            one_of: None,
            open_to_all: false,
        })
    }

    /// One group after the other while there is room for one more, each of the next kind. Answers how many there were.
    fn in_turn(
        &self,
        start: u16,
        minutes: u16,
        length: u16,
        break_minutes: u16,
        plan: &mut ProgramPlan,
    ) -> u16 {
        let mut made = 0_u16;
        let mut at = start;
        while at + length <= start + minutes {
            let kind = KINDS[usize::from(made) % KINDS.len()];
            plan.groups.extend(self.group(kind, at, length));
            made += 1;
            // A break as long as the file likes ends the day; it never wraps around into another.
            at = (at + length).saturating_add(break_minutes).min(DAY_MINUTES);
        }
        made
    }
}

/// The track that a name stands for.
fn track_of(name: &str) -> Option<Track> {
    let code = name.trim().to_lowercase().replace([' ', '-'], "_");
    Track::from_code(&code)
}

/// The groups of a track: one for the whole stretch, or one for each session in it.
fn tracked(program: &RawProgram, track: &RawTrack, plan: &mut ProgramPlan, notes: &mut Notes<'_>) {
    let (name, days) = (track.name.get_ref(), days_of(program, track));
    if days.is_empty() {
        notes.add(
            track.name.span().start,
            format!("The track “{name}” has no days."),
            "Add days = [\"mon\", \"wed\"] to the track or to the program.",
        );
        return;
    }
    let Some((start, minutes)) = stretch(&track.start, &track.end, notes) else {
        return;
    };
    if track_of(name).is_none() {
        plan.settled.push(format!(
            "“{name}” is the name of a track, and none that people can wish for; its groups are open to everybody in the program."
        ));
    }
    let phases = phases::numbers(program, track.phase.as_ref(), notes);
    let making = Making { name, days, phases };
    let Some(session) = &program.session_minutes else {
        plan.groups
            .extend(making.group(GroupKind::Process, start, minutes));
        plan.settled.push(format!(
            "The file does not say what the {name} track is for; it became one process group."
        ));
        return;
    };
    let length = *session.get_ref();
    if !(MINUTES_MIN..=minutes).contains(&length) {
        notes.add(
            session.span().start,
            format!("Sessions of {length} minutes do not fit into the {name} track."),
            format!("Let them last from {MINUTES_MIN} minutes up to the {minutes} of the track."),
        );
        return;
    }
    let made = making.in_turn(start, minutes, length, program.break_minutes(), plan);
    let kinds: Vec<String> = KINDS
        .iter()
        .take(made.into())
        .map(|kind| kind.label().to_lowercase())
        .collect();
    plan.settled.push(format!(
        "The file does not say what the {made} sessions of the {name} track are for; in order they became: {}.",
        kinds.join(", ")
    ));
}

fn family(program: &RawProgram, plan: &mut ProgramPlan, notes: &mut Notes<'_>) {
    let Some(night) = &program.family_group else {
        return;
    };
    let Some((start, minutes)) = stretch(&night.start, &night.end, notes) else {
        return;
    };
    let meeting = Meeting {
        day: night.day,
        start_minute: start,
    };
    for other in &plan.groups {
        let meets = other.meetings.iter().find(|m| m.day == night.day);
        let overlaps = meets.is_some_and(|m| {
            m.start_minute < start + minutes && start < m.start_minute + other.minutes
        });
        if overlaps {
            plan.findings.push(format!(
                "The family group on {} is at the time of {}: nobody can be in both that evening.",
                meeting.text(),
                other.name
            ));
        }
    }
    plan.groups
        .extend(named("family", "group").map(|name| Planned {
            name,
            kind: GroupKind::Family,
            track: Track::General,
            meetings: vec![meeting],
            minutes,
            stay_weeks: None,
            telehealth: false,
            phases: Vec::new(),
            one_of: None,
            open_to_all: false,
        }));
}

/// So many group sessions a week by telehealth.
fn remote(program: &RawProgram, settle: &Settle, plan: &mut ProgramPlan, notes: &mut Notes<'_>) {
    let (Some(sessions), Some(hours)) = (&program.group_sessions_week, &program.group_hours) else {
        if let Some(at) = program
            .group_sessions_week
            .as_ref()
            .map(|sessions| sessions.span().start)
            .or(program.group_hours.as_ref().map(|hours| hours.span().start))
        {
            notes.add(
                at,
                "One of group_sessions_week and group_hours is missing.",
                "Give both.",
            );
        }
        return;
    };
    let minutes = sums::minutes(*hours.get_ref());
    let minutes = u16::try_from(minutes).unwrap_or(u16::MAX);
    if !(MINUTES_MIN..=MINUTES_MAX).contains(&minutes) {
        notes.add(
            hours.span().start,
            format!("Groups of {} hours cannot be.", hours.get_ref()),
            "Write hours such as 3.0 for three hours.",
        );
        return;
    }
    let count = usize::from(*sessions.get_ref());
    if !(1..=7).contains(&count) {
        notes.add(
            sessions.span().start,
            format!(
                "{count} group sessions a week cannot be one group: it meets at most once a day."
            ),
            "Write a number from 1 to 7.",
        );
        return;
    }
    let mut days: Vec<Weekday> = if program.days.is_empty() {
        settle.days.clone()
    } else {
        program.days.clone()
    };
    // More sessions than days that were chosen: the next days of the week that are free.
    days.extend(
        Weekday::ALL
            .into_iter()
            .filter(|day| !settle.days.contains(day))
            .filter(|_| program.days.is_empty()),
    );
    days.truncate(count);
    let meetings = meetings(&days, settle.start_minute);
    plan.settled.push(format!(
        "The file does not say when the {count} telehealth groups a week meet; they became one group: {}.",
        meetings_text(&meetings)
    ));
    plan.groups
        .extend(named("telehealth", "process").map(|name| Planned {
            name,
            kind: GroupKind::Process,
            track: Track::General,
            meetings,
            minutes,
            stay_weeks: None,
            telehealth: true,
            phases: Vec::new(),
            one_of: None,
            open_to_all: false,
        }));
}

/// Groups with days and minutes of their own.
fn of_their_own(
    program: &RawProgram,
    settle: &Settle,
    plan: &mut ProgramPlan,
    notes: &mut Notes<'_>,
) {
    let first = plan.groups.len();
    let mut assumed = false;
    for raw in &program.groups {
        let minutes = *raw.minutes.get_ref();
        if !(MINUTES_MIN..=MINUTES_MAX).contains(&minutes) {
            notes.add(
                raw.minutes.span().start,
                format!("A group of {minutes} minutes cannot be."),
                format!("Let it last from {MINUTES_MIN} to {MINUTES_MAX} minutes."),
            );
            continue;
        }
        let stay_weeks = stay_weeks(raw, notes);
        let own = phases::numbers(program, raw.phase.as_ref(), notes);
        let days = if raw.days.is_empty() {
            &settle.days
        } else {
            &raw.days
        };
        let start = if let Some(text) = &raw.start {
            time(text, notes)
        } else {
            assumed = true;
            let known = &plan.groups[first..];
            Some(after(known, days, (stay_weeks, &own), settle.start_minute))
        };
        let Some(start) = start else { continue };
        if start.saturating_add(minutes) > DAY_MINUTES {
            notes.add(
                raw.minutes.span().start,
                format!(
                    "Beginning at {}, this runs past midnight.",
                    minute_text(start)
                ),
                "Let it end the same day.",
            );
            continue;
        }
        let kind = raw.kind.unwrap_or_else(|| kind_of(raw.name.get_ref()));
        if raw.kind.is_none() {
            plan.settled.push(format!(
                "“{}” was taken as: {}. Add kind = \"…\" to the group if it is another.",
                raw.name.get_ref(),
                kind.label().to_lowercase()
            ));
        }
        let one_of = raw.one_of.as_ref().and_then(|word| line(word, notes));
        plan.groups
            .extend(line(&raw.name, notes).map(|name| Planned {
                name,
                kind,
                track: Track::General,
                meetings: meetings(days, start),
                minutes,
                stay_weeks,
                telehealth: raw.telehealth,
                phases: own,
                one_of,
                open_to_all: raw.open_to_all,
            }));
    }
    if assumed {
        plan.settled.push(format!(
            "The file gives no time of day; the first group of a day begins at {}, and what the same people attend follows it, on the next quarter hour.",
            minute_text(settle.start_minute)
        ));
    }
}

/// When a group can begin on its days, after those that the same people attend.
fn after(
    known: &[Planned],
    days: &[Weekday],
    (weeks, phases): (Option<StayWeeks>, &[u16]),
    start: u16,
) -> u16 {
    let alike = |other: &&Planned| {
        let together = match (other.stay_weeks, weeks) {
            (Some(one), Some(two)) => one.first <= two.last && two.first <= one.last,
            _ => true,
        };
        let mut shared = phases.iter();
        let of_one_phase = phases.is_empty() || other.phases.is_empty();
        together && (of_one_phase || shared.any(|phase| other.phases.contains(phase)))
    };
    known
        .iter()
        .filter(alike)
        .flat_map(|other| other.meetings.iter().map(move |m| (m, other.minutes)))
        .filter(|(meeting, _)| days.contains(&meeting.day))
        .map(|(meeting, minutes)| {
            let end = meeting
                .start_minute
                .saturating_add(minutes)
                .min(DAY_MINUTES);
            end.next_multiple_of(QUARTER_MINUTES)
        })
        .fold(start, u16::max)
}

fn stay_weeks(raw: &RawGroup, notes: &mut Notes<'_>) -> Option<StayWeeks> {
    let weeks = raw.weeks.as_ref()?;
    let (first, last) = *weeks.get_ref();
    if 1 <= first && first <= last && last <= STAY_WEEKS_MAX {
        return Some(StayWeeks { first, last });
    }
    notes.add(
        weeks.span().start,
        format!("Weeks {first} to {last} of a stay cannot be."),
        "Write the first and the last week, counted from 1, such as [1, 4].",
    );
    None
}
