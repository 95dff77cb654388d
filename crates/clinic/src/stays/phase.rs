//! Phases: where people stand in their programs, and the next phase begun on purpose.

mod ahead;
mod load;
mod page;

pub(crate) use ahead::count_moving;
pub use ahead::{MovesOn, PhaseShort, SitePathways, moving_on};
pub(crate) use load::{Pathways, pathways};
pub use page::{PhaseGroup, PhasePage, page};

use super::admission::{AdmissionDraft, EnteredPhase};
use super::gate;
use super::gate::LevelWish;
use super::stay::{StayDraft, advance, check_caseload, running, today_at, wanted};
use crate::groups::told;
use crate::{Act, Clinic, Key, Refusal};
use care::day::day_text;
use care::groups::notice::ChangeAct;
use care::people::pathway::{
    ENTERED_WEEK_MAX, EntryCondition, Phase, PhaseStanding, PhaseTime, week_one,
};
use care::people::program::Program;
use care::stays::bed::overnight;
use care::stays::episode::Episode;
use care::stays::stay::{Stay, StayPlace};
use care::text::says_something;
use care::{LevelOfCare, Line, PersonId, ProgramId, StayId, counted};
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor};
use record::attendance::roster::{self, StandingMark};
use record::groups::{group, membership};
use record::stays::phase;
use serde::Serialize;

/// How far ahead a phase may be begun, in days: the Monday after next is in reach from any day of this week. House rule.
const AHEAD_DAYS: i32 = 14;
/// In which program people are who are with another provider: none of ours.
const ELSEWHERE: &str = "They are with another provider. Phases are those of a program of our own.";

/// A phase that is begun, or a week that is corrected, as a form describes it.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseDraft {
    /// The phase, counted from 1.
    pub phase: u16,
    /// Which week of it they are in on the first day: 1, unless they are entered in the middle.
    pub week: u16,
    /// From which day on.
    pub from: Date,
    /// Whether what the program asks before the phase, in its own words, is met.
    pub met: bool,
    /// Why it is done otherwise than the program says.
    pub reason: Option<Line>,
    /// The entry that the form was made from.
    pub seen: u16,
}

/// Begins a phase for somebody, or corrects the week of the one they are in. They leave the groups that are of other
/// phases alone; a phase at another level of care is a new stay of the same episode.
pub fn begin(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &PhaseDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("begin_phase", &(id, draft)), |act| {
        act.permit_patient(Action::MoveStay, id)?;
        let mut episode = running(act, id)?;
        let now = episode.now().cloned().ok_or(Refusal::NotFound)?;
        let program = now.place.program();
        let program = program.ok_or_else(|| Refusal::Conflict(ELSEWHERE.to_owned()))?;
        let program = wanted(act, program)?;
        let before = last(&phase::of_stay(act.tx, now.id)?, now.from);
        unseen(before, draft.seen)?;
        let today = today_at(act, now.site)?;
        check_fields(&program, (before, draft), (now.from, today))?;
        let marks = marks(act.tx, &episode, today)?;
        let against = against(&program, (before, draft), &episode, &marks);
        let reason = draft.reason.as_ref().map(Line::as_str);
        if !against.is_empty() && !reason.is_some_and(says_something) {
            let sentence = format!("{} Say why in a few words.", against.join(" "));
            return Err(Refusal::field("reason", sentence));
        }
        let level = level_of(&program, draft.phase).unwrap_or(now.level);
        let (stay, number) = if level == now.level {
            (now.id, before.number + 1)
        } else {
            (at_level(act, &mut episode, &program, (level, draft.from))?, 1)
        };
        let after = entered(before, draft, number);
        phase::insert(act.tx, stay, &after)?;
        let at = (now.site, &[draft.from][..]);
        told::around(act, ChangeAct::Left, at, |act| {
            leave(act, id, program.id, (stay, &after))
        })?;
        let detail = serde_json::json!({
            "program": program.id, "before": before, "after": after, "against": against, "said": draft,
        });
        act.journal("phase.begun", ("person", id.uuid()), Some(id), Some(detail))
    })
}

/// The program of an admission, at the level of the phase in which somebody comes to it.
pub(super) fn entering(program: Program, draft: &AdmissionDraft) -> Result<Program, Refusal> {
    let Some(EnteredPhase { phase, week }) = draft.exceptions.entered else {
        return Ok(program);
    };
    if draft.elsewhere.is_some() {
        let sentence = "They begin with another provider. Enter the phase when they come here.";
        return Err(Refusal::field("phase", sentence));
    }
    if !(1..=ENTERED_WEEK_MAX).contains(&week) {
        let sentence = format!("Enter a week from 1 to {ENTERED_WEEK_MAX}.");
        return Err(Refusal::field("week", sentence));
    }
    let level = level_of(&program, phase);
    let level = level.or((program.pathway.is_none() && phase == 1).then_some(program.level));
    let level = level
        .ok_or_else(|| Refusal::field("phase", "Choose a phase of the program that you chose."))?;
    Ok(Program { level, ..program })
}

/// Keeps in which phase and week somebody came.
pub(super) fn enter(
    act: &mut Act<'_, '_>,
    (stay, from): (StayId, Date),
    entered: Option<EnteredPhase>,
) -> Result<(), Refusal> {
    let Some(EnteredPhase {
        phase: number,
        week,
    }) = entered
    else {
        return Ok(());
    };
    let begun = week_one(from, week);
    let standing = PhaseStanding {
        number: 1,
        phase: number,
        from,
        week_one: begun,
        program_one: begun,
    };
    phase::insert(act.tx, stay, &standing)?;
    Ok(())
}

/// What holds of a stay, whenever it begins.
fn last(entered: &[PhaseStanding], first: Date) -> PhaseStanding {
    let last = entered.last().copied();
    last.unwrap_or(PhaseStanding::beginning(first))
}

fn unseen(before: PhaseStanding, seen: u16) -> Result<(), Refusal> {
    if before.number == seen {
        return Ok(());
    }
    let sentence =
        "Somebody entered another phase or week since you opened the page. Look at what holds now.";
    Err(Refusal::Conflict(sentence.to_owned()))
}

/// The entry that a form comes to.
fn entered(before: PhaseStanding, draft: &PhaseDraft, number: u16) -> PhaseStanding {
    let begun = week_one(draft.from, draft.week);
    PhaseStanding {
        number,
        phase: draft.phase,
        from: draft.from,
        week_one: begun,
        program_one: if draft.phase == 1 {
            begun
        } else {
            before.program_one.min(begun)
        },
    }
}

/// Refuses what cannot be, whatever the reason.
fn check_fields(
    program: &Program,
    (before, draft): (PhaseStanding, &PhaseDraft),
    (first, today): (Date, Date),
) -> Result<(), Refusal> {
    let known = match &program.pathway {
        Some(pathway) => pathway.phase(draft.phase).is_some(),
        None => draft.phase == 1,
    };
    if !known {
        return Err(Refusal::field("phase", "Choose one of the phases."));
    }
    if !(1..=ENTERED_WEEK_MAX).contains(&draft.week) {
        let sentence = format!("Enter a week from 1 to {ENTERED_WEEK_MAX}.");
        return Err(Refusal::field("week", sentence));
    }
    let since = first.max(before.from.min(today));
    if draft.from < since {
        let sentence = format!(
            "What holds now began on {}. Enter that day or a later one.",
            day_text(since)
        );
        return Err(Refusal::field("from", sentence));
    }
    if draft.from > today.saturating_add(AHEAD_DAYS.days()) {
        let sentence = format!("Enter a day within the next {AHEAD_DAYS} days.");
        return Err(Refusal::field("from", sentence));
    }
    Ok(())
}

/// The level of care of a phase.
fn level_of(program: &Program, number: u16) -> Option<LevelOfCare> {
    let phase = program.pathway.as_ref()?.phase(number);
    phase.map(|phase| phase.level)
}

/// What speaks against it by the program itself, as sentences: each needs a reason.
fn against(
    program: &Program,
    (before, draft): (PhaseStanding, &PhaseDraft),
    episode: &Episode,
    marks: &[StandingMark],
) -> Vec<String> {
    if before.phase == draft.phase {
        return vec!["The phase stays, and only its week changes.".to_owned()];
    }
    let mut against = Vec::new();
    let Some(pathway) = &program.pathway else {
        return against;
    };
    let next = pathway.next(before.phase);
    if next != Some(draft.phase) {
        let sentence = match next.and_then(|next| pathway.phase(next)) {
            Some(next) => format!("The phase that follows is “{}”.", next.name),
            None => "No phase follows the one they are in.".to_owned(),
        };
        against.push(sentence);
    }
    if let Some(now) = pathway.phase(before.phase) {
        against.extend(too_early(now, before, draft.from, marks));
    }
    let entry = pathway.phase(draft.phase);
    if let Some(entry) = entry.and_then(|phase| phase.entry.as_ref()) {
        against.extend(unmet(entry, draft.met, kept_at(episode, entry, marks)));
    }
    against
}

/// Whether the phase they are in would end before its time.
fn too_early(
    now: &Phase,
    before: PhaseStanding,
    from: Date,
    marks: &[StandingMark],
) -> Option<String> {
    use care::people::pathway::PhaseLength::Open;
    let (week, kept) = (before.week(from), kept_since(before.from, marks));
    let early = now.length != Open && now.time(week, kept) == PhaseTime::NotYet;
    early.then(|| {
        format!(
            "“{}” lasts {}; it would be week {week} of it, with {} kept.",
            now.name,
            now.length.text(),
            counted(kept, "session", "sessions")
        )
    })
}

/// What is missing of an entry condition.
fn unmet(entry: &EntryCondition, met: bool, kept: u32) -> Vec<String> {
    let mut unmet = Vec::new();
    let missing = entry.missing(kept);
    if missing > 0 {
        unmet.push(format!(
            "Asked before it: {}. Kept so far: {kept}.",
            entry.text()
        ));
    }
    if let Some(words) = entry.words.as_ref().filter(|_| !met) {
        unmet.push(format!("Nobody said that this is met: {words}."));
    }
    unmet
}

/// What holds of their sessions since the episode began.
fn marks(
    read: &mut impl record::Read,
    episode: &Episode,
    today: Date,
) -> Result<Vec<StandingMark>, Refusal> {
    let span = (episode.opened, today.saturating_add(1.day()));
    Ok(roster::of_person(read, episode.person, span)?)
}

fn kept_since(from: Date, marks: &[StandingMark]) -> u32 {
    let kept = marks.iter().filter(|mark| mark.there && mark.date >= from);
    u32::try_from(kept.count()).unwrap_or(u32::MAX)
}

/// How many sessions were kept at the level that an entry condition names.
fn kept_at(episode: &Episode, entry: &EntryCondition, marks: &[StandingMark]) -> u32 {
    let Some((_, level)) = entry.sessions else {
        return 0;
    };
    let at_level = |mark: &&StandingMark| {
        let mut stays = episode.stays.iter();
        mark.there && stays.any(|stay| stay.level == level && stay.covers(mark.date))
    };
    u32::try_from(marks.iter().filter(at_level).count()).unwrap_or(u32::MAX)
}

/// Ends the stay that runs and begins one at the level of the next phase, past the same doors as any move.
fn at_level(
    act: &mut Act<'_, '_>,
    episode: &mut Episode,
    program: &Program,
    (level, from): (LevelOfCare, Date),
) -> Result<StayId, Refusal> {
    let now = episode.now().cloned().ok_or(Refusal::NotFound)?;
    if overnight(level) {
        let sentence = "People stay overnight in this phase. Use “Move” on their page, where a bed can be chosen.";
        return Err(Refusal::field("phase", sentence));
    }
    let id = episode.person;
    let wish = LevelWish::from_stay(&now, level);
    gate::pass(act, id)?;
    gate::stand(act, id, wish, "phase")?;
    let there = Program {
        level,
        ..program.clone()
    };
    let draft = StayDraft {
        program: program.id,
        bed: None,
        counselor: now.counselor,
        over: None,
        from,
        planned: None,
        emergency: None,
        despite: None,
    };
    check_caseload(act, &there, &draft, Some(&now)).map_err(|full| full.beside("phase"))?;
    let next = Stay {
        id: act.id(),
        level,
        place: StayPlace::Here {
            program: program.id,
            bed: None,
        },
        from,
        planned: None,
        ended: None,
        ..now
    };
    let stay = next.id;
    advance(act, episode, next, program.id)?;
    Ok(stay)
}

/// Ends memberships in groups that are of other phases of the program alone, and keeps what they said.
fn leave(
    act: &mut Act<'_, '_>,
    id: PersonId,
    program: ProgramId,
    (stay, after): (StayId, &PhaseStanding),
) -> Result<(), Refusal> {
    let phases = group::phases(act.tx)?;
    if phases.is_empty() {
        return Ok(());
    }
    let mut own = membership::of_person(act.tx, id)?;
    own.retain(|one| one.joined_on < after.from && one.covers(after.from));
    let ids: Vec<_> = own.iter().map(|one| one.group).collect();
    let groups = group::find_all(act.tx, &ids)?;
    let eve = after.from.yesterday().ok();
    for one in own {
        let of = groups.iter().find(|group| group.id == one.group);
        let ours = of.is_some_and(|group| group.program == Some(program));
        let other = phases
            .get(&one.group)
            .is_some_and(|phases| !phases.contains(&after.phase));
        if ours && other {
            phase::insert_left(act.tx, (stay, after.number), one.id, one.last_on)?;
            membership::end(act.tx, one.id, eve)?;
        }
    }
    Ok(())
}

/// Takes back what was entered last: the phase or week before holds again, and the groups that were left are theirs
/// again, where they still have a seat.
pub fn take_back(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    seen: u16,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("take_back_phase", &(id, seen)), |act| {
        act.permit_patient(Action::MoveStay, id)?;
        let episode = running(act, id)?;
        let now = episode.now().cloned().ok_or(Refusal::NotFound)?;
        let entered = phase::of_stay(act.tx, now.id)?;
        let undone = *entered.last().ok_or(Refusal::NotFound)?;
        unseen(undone, seen)?;
        if undone.number == 1 && episode.stays.len() > 1 && undone.from == now.from {
            let sentence = "This phase began with another level of care, which is a stay of its own. Move them back with “Move” on their page.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        let at = (now.site, &[undone.from][..]);
        told::around(act, ChangeAct::Joined, at, |act| {
            rejoin(act, id, (now.id, &undone))
        })?;
        phase::delete(act.tx, now.id, undone.number)?;
        let detail = serde_json::json!({ "before": undone });
        act.journal(
            "phase.taken_back",
            ("person", id.uuid()),
            Some(id),
            Some(detail),
        )
    })
}

/// Gives back the groups that an entry ended.
fn rejoin(
    act: &mut Act<'_, '_>,
    id: PersonId,
    (stay, undone): (StayId, &PhaseStanding),
) -> Result<(), Refusal> {
    let left = phase::left(act.tx, (stay, undone.number))?;
    if left.is_empty() {
        return Ok(());
    }
    let known = membership::of_person(act.tx, id)?.into_iter();
    let mut own: Vec<_> = known
        .filter_map(|one| {
            let (_, last_on) = left.iter().find(|(left, _)| *left == one.id)?;
            Some((one, *last_on))
        })
        .collect();
    // What somebody ended otherwise since is not given back.
    let eve = undone.from.yesterday().ok();
    own.retain(|(one, _)| one.last_on == eve);
    let ids: Vec<_> = own.iter().map(|(one, _)| one.group).collect();
    let span = (undone.from, undone.from);
    let taken = membership::of_groups(act.tx, &ids, span)?;
    for group in group::find_all(act.tx, &ids)? {
        let members = taken.iter().filter(|one| one.group == group.id).count();
        if members >= usize::from(group.seats) {
            let sentence = format!(
                "Their seat in {} is somebody else’s now, so this cannot be taken back as it was. Begin the earlier phase again instead.",
                group.name
            );
            return Err(Refusal::Conflict(sentence));
        }
    }
    for (one, last_on) in own {
        membership::end(act.tx, one.id, last_on)?;
    }
    Ok(())
}
