//! Which groups are for whom by their program: of its phase, in the weeks that the group is meant for.

use super::group::Group;
use crate::ProgramId;
use crate::people::pathway::PhaseStanding;
use jiff::civil::Date;

/// Whether a group is a part of somebody's program as they stand in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ProgramPart {
    /// It is: of their phase and week, or for everybody.
    Theirs,
    /// It is another program's.
    OtherProgram,
    /// It is another phase's of the same program.
    OtherPhase,
    /// It is for other weeks of a stay, or of the phase.
    OtherWeeks,
}

/// Whether a group is a part of somebody's program on a day. `phases` are those that the group is for; none is all of
/// them. A group without a program is for everybody. Weeks count from the phase where the group is one's of a phase, and
/// from the beginning of the program otherwise.
pub fn part(
    group: &Group,
    phases: &[u16],
    (program, standing): (ProgramId, &PhaseStanding),
    on: Date,
) -> ProgramPart {
    if group.program.is_some_and(|own| own != program) {
        return ProgramPart::OtherProgram;
    }
    if group.program.is_some() && !phases.is_empty() && !phases.contains(&standing.phase) {
        return ProgramPart::OtherPhase;
    }
    let week = if phases.is_empty() {
        standing.program_week(on)
    } else {
        standing.week(on)
    };
    match group.stay_weeks {
        Some(weeks) if !(weeks.first..=weeks.last).contains(&week) => ProgramPart::OtherWeeks,
        _ => ProgramPart::Theirs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::groups::group::{GroupKind, MeetingPlace, StayWeeks};
    use crate::people::pathway::week_one;
    use crate::{GroupId, Line, SiteId, Track};
    use jiff::civil::date;
    use uuid::Uuid;

    fn group(program: Option<u128>, stay_weeks: Option<(u16, u16)>) -> Group {
        Group {
            id: GroupId::from(Uuid::from_u128(1)),
            site: SiteId::from(Uuid::from_u128(2)),
            program: program.map(|id| ProgramId::from(Uuid::from_u128(id))),
            name: Line::parse("Skills", "a name").unwrap(),
            kind: GroupKind::Skills,
            track: Track::General,
            topic: None,
            facilitators: Vec::new(),
            place: MeetingPlace::Undecided,
            seats: 12,
            smallest: 1,
            meetings: Vec::new(),
            minutes: 50,
            starts_on: date(2026, 1, 1),
            ends_on: None,
            open: true,
            draft: true,
            stay_weeks: stay_weeks.map(|(first, last)| StayWeeks { first, last }),
            follows: None,
        }
    }

    #[test]
    fn a_group_is_for_its_program_its_phases_and_its_weeks() {
        let on = date(2026, 3, 2);
        let own = ProgramId::from(Uuid::from_u128(7));
        // The third week of the second phase, the eighth of the program.
        let standing = PhaseStanding {
            number: 2,
            phase: 2,
            from: on,
            week_one: week_one(on, 3),
            program_one: week_one(on, 8),
        };
        let of = |program, weeks, phases: &[u16]| {
            part(&group(program, weeks), phases, (own, &standing), on)
        };
        assert_eq!(of(None, None, &[]), ProgramPart::Theirs);
        assert_eq!(of(Some(7), None, &[]), ProgramPart::Theirs);
        assert_eq!(of(Some(8), None, &[]), ProgramPart::OtherProgram);
        assert_eq!(of(Some(7), None, &[1, 3]), ProgramPart::OtherPhase);
        assert_eq!(of(Some(7), None, &[1, 2]), ProgramPart::Theirs);
        // Of the phase's weeks it is the third, of the program's the eighth.
        assert_eq!(of(Some(7), Some((1, 3)), &[2]), ProgramPart::Theirs);
        assert_eq!(of(Some(7), Some((4, 9)), &[2]), ProgramPart::OtherWeeks);
        assert_eq!(of(Some(7), Some((4, 9)), &[]), ProgramPart::Theirs);
        assert_eq!(of(None, Some((1, 4)), &[]), ProgramPart::OtherWeeks);
    }
}
