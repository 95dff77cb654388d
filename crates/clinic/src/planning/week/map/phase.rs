//! May this person be planned into this group? By their program, its phase, and the weeks of their stay.

use crate::planning::week::load::SiteWeek;
use crate::planning::week::rules;
use care::LevelOfCare;
use care::groups::group::Group;
use care::groups::part::{ProgramPart, part};
use care::people::program::Program;
use record::attendance::hours::Attending;

fn program_of<'w>(week: &'w SiteWeek, group: &Group) -> Option<&'w Program> {
    let id = group.program?;
    week.programs.iter().find(|program| program.id == id)
}

/// Whether a group is one of the intensive level: of its phases, where it is for some, and of its program otherwise. One
/// that is open to every program is.
pub(super) fn is_intensive(week: &SiteWeek, group: &Group) -> bool {
    let intensive = LevelOfCare::IntensiveOutpatient;
    let Some(program) = program_of(week, group) else {
        return true;
    };
    let Some(pathway) = &program.pathway else {
        return program.level == intensive;
    };
    let own = week.pathways.phases_of(group.id);
    let mut phases = pathway.numbered();
    phases.any(|(number, phase)| {
        phase.level == intensive && (own.is_empty() || own.contains(&number))
    })
}

/// How a group stands to somebody's program in the week.
fn part_of(week: &SiteWeek, one: &Attending, group: &Group) -> ProgramPart {
    // By the end of the week: whoever moves on within it is planned for where they are going.
    let on = week.sunday();
    let standing = week.pathways.standing(one, on);
    let phases = week.pathways.phases_of(group.id);
    part(group, phases, (one.program, &standing), on)
}

/// Whether somebody may not be planned into a group. What they attend of another program goes on, because somebody agreed
/// to it; what is for another phase or for other weeks ends when these do. A repair ends nothing.
pub(super) fn keeps_out(
    week: &SiteWeek,
    one: &Attending,
    group: &Group,
    (attends, repairs): (bool, bool),
) -> bool {
    match part_of(week, one, group) {
        ProgramPart::Theirs => false,
        ProgramPart::OtherProgram => !attends,
        ProgramPart::OtherPhase | ProgramPart::OtherWeeks => !(attends && repairs),
    }
}

/// The least that somebody's week holds, in minutes: what the level asks for, or more where their phase says more.
pub(super) fn floor_minutes(week: &SiteWeek, one: &Attending) -> u32 {
    let of_level = rules::prescribed_minutes(week);
    let on = week.sunday();
    let standing = week.pathways.standing(one, on);
    let program = week
        .programs
        .iter()
        .find(|program| program.id == one.program);
    let pathway = program.and_then(|program| program.pathway.as_ref());
    let phase = pathway.and_then(|pathway| pathway.phase(standing.phase));
    phase.map_or(of_level, |phase| {
        phase.floor_minutes(standing.week(on), of_level)
    })
}
