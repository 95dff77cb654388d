//! The groups of the demonstration: a week for each site, a holiday, and who joined when.

use super::stage::Stage;
use GroupKind::{Education, Family, Holistic, Process, RelapsePrevention, Skills};
use anyhow::{Context as _, Result};
use care::groups::group::{Cause, Changed, GroupKind, MeetingPlace, SessionChange, parse_meetings};
use care::{GroupId, Line, PersonId, Seats, Track};
use clinic::groups::group;
use clinic::groups::group::GroupDraft;
use clinic::groups::told;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use policy::Actor;

/// One group as it is described here.
struct Row {
    name: &'static str,
    kind: GroupKind,
    track: Track,
    meets: &'static str,
    minutes: u16,
    leader: &'static str,
    /// None is telehealth.
    room: Option<&'static str>,
    seats: &'static str,
}

/// What a group is. When and with whom it meets, and where, is said after it; one of which that is missing is refused.
const fn row(name: &'static str, kind: GroupKind, track: Track) -> Row {
    Row {
        name,
        kind,
        track,
        meets: "",
        minutes: 0,
        leader: "",
        room: None,
        seats: "",
    }
}

impl Row {
    const fn meets(self, meets: &'static str, minutes: u16, leader: &'static str) -> Self {
        Self {
            meets,
            minutes,
            leader,
            ..self
        }
    }

    const fn room(self, name: &'static str, seats: &'static str) -> Self {
        Self {
            room: Some(name),
            seats,
            ..self
        }
    }

    const fn telehealth(self, seats: &'static str) -> Self {
        Self { seats, ..self }
    }
}

/// The groups of both sites.
const WEEKS: [&[Row]; 2] = [
    &[
        row("Morning process", Process, Track::Morning)
            .meets("Mon, Wed and Thu 9:00", 80, "lucia")
            .room("Lighthouse", "12"),
        row("Morning skills", Skills, Track::Morning)
            .meets("Wed and Thu 10:30", 80, "keiko")
            .room("Dock", "12"),
        row("Understanding recovery", Education, Track::Day)
            .meets("Tue and Thu 13:00", 60, "keiko")
            .room("Tide", "10"),
        row("Yoga and breath", Holistic, Track::General)
            .meets("Tue 10:30; Wed 13:00", 60, "keiko")
            .room("Cove", "8"),
        row("Evening process", Process, Track::Evening)
            .meets("Mon, Tue and Thu 17:00", 80, "marcus")
            .room("Lighthouse", "12"),
        row(
            "Evening relapse prevention",
            RelapsePrevention,
            Track::Evening,
        )
        .meets("Mon, Tue and Thu 18:30", 60, "marcus")
        .room("Dock", "12"),
        row("Family night", Family, Track::General)
            .meets("Wed 15:00", 90, "lucia")
            .room("Lighthouse", "12"),
        row("Grupo de familia", Family, Track::Spanish)
            .meets("Fri 10:00", 90, "lucia")
            .room("Tide", "10"),
        row("Women’s process", Process, Track::Women)
            .meets("Tue and Fri 13:00", 80, "lucia")
            .room("Cove", "8"),
        row("Noon relapse prevention", RelapsePrevention, Track::Day)
            .meets("Mon and Wed 12:00", 60, "marcus")
            .telehealth("10"),
    ],
    &[
        row("Morning process", Process, Track::Morning)
            .meets("Mon, Wed and Fri 9:00", 80, "hannah")
            .room("Juniper", "12"),
        row("Morning skills", Skills, Track::Morning)
            .meets("Mon, Wed and Fri 10:30", 60, "hannah")
            .room("Juniper", "12"),
        row("Understanding recovery", Education, Track::Day)
            .meets("Tue and Thu 13:00", 60, "hannah")
            .room("Piñon", "12"),
        row("Proceso en español", Process, Track::Spanish)
            .meets("Tue and Thu 10:00", 80, "rafael")
            .room("Arroyo", "10"),
        row("Evening process", Process, Track::Evening)
            .meets("Mon, Tue and Wed 16:30", 80, "andre")
            .room("Juniper", "12"),
        row(
            "Evening relapse prevention",
            RelapsePrevention,
            Track::Evening,
        )
        .meets("Mon, Tue and Wed 18:00", 60, "andre")
        .room("Piñon", "12"),
        row("Family night", Family, Track::General)
            .meets("Thu 15:00", 90, "rafael")
            .room("Juniper", "12"),
        row("Art and mindfulness", Holistic, Track::General)
            .meets("Fri 13:00", 90, "joy")
            .room("Arroyo", "10"),
    ],
];

/// The groups of both sites, in the order of [`WEEKS`].
pub struct Groups([Vec<GroupId>; 2]);

/// On the first day the administrator sets both weeks up.
pub fn set_up(stage: &Stage<'_>) -> Result<Groups> {
    let administrator = stage.enter("tomasz")?;
    let starts_on = stage.date(0)?;
    let mut groups = Groups([Vec::new(), Vec::new()]);
    for (site, rows) in WEEKS.iter().enumerate() {
        for row in *rows {
            let draft = draft(stage, &administrator, site, row, starts_on)?;
            let key = stage.clinic.fresh_key();
            let id = group::add_group(&stage.clinic, &administrator, key, &draft)
                .with_context(|| row.name)?;
            groups.0[site].push(id);
        }
    }
    Ok(groups)
}

fn draft(
    stage: &Stage<'_>,
    administrator: &Actor,
    site: usize,
    row: &Row,
    starts_on: Date,
) -> Result<GroupDraft> {
    let sites = clinic::people::site::sites(&stage.clinic, administrator)?;
    let rooms = sites
        .iter()
        .find(|(found, _)| found.id == stage.sites[site]);
    let place = match row.room {
        None => MeetingPlace::Telehealth(None),
        Some(name) => {
            let room = rooms.and_then(|(_, rooms)| rooms.iter().find(|r| r.name.as_str() == name));
            MeetingPlace::Room(room.context("a room is missing")?.id)
        }
    };
    Ok(GroupDraft {
        site: stage.sites[site],
        program: None,
        name: Line::parse(row.name, "a name")?,
        kind: row.kind,
        track: row.track,
        topic: None,
        facilitators: vec![stage.person(row.leader)?],
        place,
        seats: Seats::parse(row.seats)?.get(),
        smallest: 6,
        meetings: parse_meetings(row.meets)?,
        minutes: row.minutes,
        starts_on,
        ends_on: None,
        open: true,
        draft: false,
        stay_weeks: None,
    })
}

impl Groups {
    /// Somebody who arrived joins a process group with room, and a few groups that go with it.
    pub fn welcome(
        &self,
        stage: &Stage<'_>,
        site: usize,
        person: PersonId,
        today: Date,
    ) -> Result<()> {
        let director = stage.enter("ruth")?;
        let rows = WEEKS[site];
        let evening = stage.dice.below(2) == 0;
        let wanted = |row: &Row| match row.track {
            Track::Evening => evening,
            Track::Morning => !evening,
            Track::General => true,
            Track::Day => row.kind == Education,
            _ => false,
        };
        for (row, id) in rows.iter().zip(&self.0[site]) {
            if !wanted(row) || (row.track == Track::General && stage.dice.below(3) == 0) {
                continue;
            }
            let key = stage.clinic.fresh_key();
            let joined = group::join(&stage.clinic, &director, key, *id, person, today, None);
            match joined {
                // A full group is full; the next one may not be.
                Ok(_) | Err(clinic::Refusal::Fields(_)) => {}
                Err(refusal) => return Err(refusal.into()),
            }
        }
        Ok(())
    }

    /// What is known to differ in the weeks to come: a holiday, a session moved, one cancelled.
    pub fn look_ahead(&self, stage: &Stage<'_>, today: Date) -> Result<()> {
        let director = stage.enter("ruth")?;
        let thursday = next(today, Weekday::Thursday)?;
        let clinic = &stage.clinic;
        // Whoever joined until now was told by whoever let them in; what comes now nobody has told anybody.
        for change in told::changes(clinic, &director)?.changes {
            for one in change.people.iter().filter(|one| one.notice.is_untold()) {
                told::reach(clinic, &director, clinic.fresh_key(), one.notice.id, true)?;
            }
        }
        let holiday = thursday.checked_add(7.days())?;
        for site in stage.sites {
            group::close_day(
                clinic,
                &director,
                clinic.fresh_key(),
                site,
                holiday,
                Cause::Holiday,
            )?;
        }
        let moved = group::ExceptionDraft {
            date: thursday,
            cause: Cause::Training,
            change: SessionChange::Changed(Changed {
                moved: Some((thursday, 14 * 60 + 15)),
                ..Changed::default()
            }),
        };
        // The education group meets later that day, and the art group not at all.
        group::add_exception(clinic, &director, clinic.fresh_key(), self.0[0][2], &moved)?;
        let cancelled = group::ExceptionDraft {
            date: next(today, Weekday::Friday)?,
            cause: Cause::StaffAway,
            change: SessionChange::Cancelled,
        };
        group::add_exception(
            clinic,
            &director,
            clinic.fresh_key(),
            self.0[1][7],
            &cancelled,
        )?;
        Ok(())
    }
}

/// The next day of the week after a date.
fn next(after: Date, day: Weekday) -> Result<Date> {
    Ok(after.nth_weekday(1, day)?)
}
