//! Saying who came, and closing the roster.

use super::{expected, hidden, latest, meeting};
use crate::groups::schedule::{FoundSession, find_session};
use crate::{Act, Clinic, Key, Refusal};
use care::attendance::roster::{Mark, Phase, Roster, RosterEntry, check, phase};
use care::people::site::Site;
use care::{GroupId, Line, PersonId, Private};
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::attendance::roster;
use record::attendance::roster::Of;
use serde::Serialize;

/// What is said about one person.
#[derive(Clone, Debug, Serialize)]
pub struct OneMark {
    /// Who.
    pub person: PersonId,
    /// The revision that was on the page, if there was one.
    pub seen: Option<u32>,
    /// What.
    pub mark: Mark,
}

/// What is said about a session.
#[derive(Clone, Debug, Serialize)]
pub struct Marking {
    /// The group.
    pub group: GroupId,
    /// The session's original date.
    pub date: Date,
    /// About whom, what.
    pub marks: Vec<OneMark>,
    /// Why a closed roster is corrected.
    pub because: Option<Line>,
}

/// How many marks were new; what already stood there is left alone.
pub fn mark(clinic: &Clinic, actor: &Actor, key: Key, marking: &Marking) -> Result<usize, Refusal> {
    clinic.act(actor, key, ("mark_attendance", marking), |act| {
        let sheet = Sheet::open(act, marking.group, marking.date)?;
        let new = sheet.say(act, marking)?;
        sheet.saved(act, "roster.saved", new)?;
        Ok(new)
    })
}

/// A roster that is written on: what stood there before, and who is expected.
pub(super) struct Sheet {
    pub(super) found: FoundSession,
    pub(super) stands: Phase,
    pub(super) roster: Roster,
    pub(super) expected: Vec<PersonId>,
}

impl Sheet {
    /// The roster of a session that is held, for whoever takes attendance there.
    pub(super) fn open(act: &mut Act<'_, '_>, group: GroupId, date: Date) -> Result<Self, Refusal> {
        let found = find_session(act.tx, group, date)?;
        may(act, &found.site)?;
        if !found.session.held() {
            return Err(Refusal::Conflict(
                "This session was cancelled, so nobody can have come. Take the cancellation back first.".to_owned(),
            ));
        }
        let stands = phase_of(act, &found)?;
        let entries = roster::of_session(act.tx, group, found.session.date)?;
        let expected = expected(act.tx, group, found.session.date)?;
        Ok(Self {
            found,
            stands,
            roster: Roster::of(entries),
            expected,
        })
    }

    /// Writes what is said, each over what its form showed; answers how many were new.
    pub(super) fn say(&self, act: &mut Act<'_, '_>, marking: &Marking) -> Result<usize, Refusal> {
        let mut new = 0;
        for one in &marking.marks {
            let stands = self.roster.now(one.person);
            if stands.is_some_and(|entry| entry.mark == one.mark) {
                continue;
            }
            let revision = self.roster.revision(one.person);
            if !self.expected.contains(&one.person) && revision.is_none() {
                return Err(Refusal::NotFound);
            }
            if revision != one.seen {
                return Err(Refusal::Changed);
            }
            self.write(act, one, marking.because.as_ref())?;
            new += 1;
        }
        Ok(new)
    }

    /// Writes one mark.
    pub(super) fn write(
        &self,
        act: &mut Act<'_, '_>,
        one: &OneMark,
        because: Option<&Line>,
    ) -> Result<(), Refusal> {
        write(act, &self.found, self.stands, one, &self.roster, because)
    }

    /// Says in the journal what was done to the roster as a whole.
    pub(super) fn saved(
        &self,
        act: &mut Act<'_, '_>,
        done: &'static str,
        marks: usize,
    ) -> Result<(), Refusal> {
        let detail = serde_json::json!({ "date": self.found.session.date, "marks": marks });
        let subject = ("group", self.found.group.id.uuid());
        act.journal(done, subject, None, Some(detail))
    }
}

/// Taking attendance, for whoever sees that there is something to take.
fn may(act: &mut Act<'_, '_>, site: &Site) -> Result<(), Refusal> {
    let at = Resource::Site(act.organization(), site.id);
    act.permit_on(Action::ViewSessions, &at).map_err(hidden)?;
    act.permit_on(Action::TakeAttendance, &at)
}

/// Where the roster stands.
fn phase_of(act: &mut Act<'_, '_>, found: &FoundSession) -> Result<Phase, Refusal> {
    let FoundSession {
        group,
        session,
        site,
    } = found;
    let closed = roster::closed(act.tx, group.id, session.date)?;
    Ok(phase(
        meeting(session),
        &site.zone.zone(),
        act.now,
        closed.map(|(at, _)| at),
    ))
}

fn write(
    act: &mut Act<'_, '_>,
    found: &FoundSession,
    stands: Phase,
    one: &OneMark,
    roster: &Roster,
    because: Option<&Line>,
) -> Result<(), Refusal> {
    let FoundSession {
        group,
        session,
        site,
    } = found;
    let amends = roster.now(one.person).is_some();
    check(meeting(session), stands, &one.mark, amends, because)
        .map_err(|(field, invalid)| Refusal::invalid(field, invalid))?;
    let correction = amends && stands == Phase::Closed;
    let entry = RosterEntry {
        person: one.person,
        revision: roster.next(one.person),
        mark: one.mark.clone(),
        at: act.now,
        by: act.actor.person(),
        because: because
            .filter(|_| correction)
            .map(|because| Private::new(because.clone())),
    };
    let of = Of {
        group: group.id,
        date: session.date,
        site: site.id,
    };
    let id = act.clinic.dice().uuid(act.now);
    roster::insert(act.tx, act.clinic.dice(), of, id, &entry)?;
    let detail = serde_json::json!({
        "date": session.date,
        "mark": entry.mark,
        "minutes": meeting(session).kept(&entry.mark),
        "because": entry.because,
    });
    act.journal(
        match one.mark {
            Mark::TakenBack => "attendance.taken_back",
            _ if correction => "attendance.amended",
            _ => "attendance.marked",
        },
        ("group", group.id.uuid()),
        Some(one.person),
        Some(detail),
    )?;
    if one.mark == Mark::NoShow {
        missed(act, site, one.person)?;
    }
    Ok(())
}

/// Marks the actor as there, unless something is said about them already: what staff said stands.
pub(crate) fn arrived(
    act: &mut Act<'_, '_>,
    found: &FoundSession,
    mark: Mark,
) -> Result<(), Refusal> {
    let FoundSession { group, session, .. } = found;
    let entries = roster::of_session(act.tx, group.id, session.date)?;
    let roster = Roster::of(entries);
    let one = OneMark {
        person: act.actor.person(),
        seen: None,
        mark,
    };
    if roster.now(one.person).is_some() {
        return Ok(());
    }
    let stands = phase_of(act, found)?;
    write(act, found, stands, &one, &roster, None)
}

/// Two sessions in a row without a word: somebody should ask how they are.
fn missed(act: &mut Act<'_, '_>, site: &Site, person: PersonId) -> Result<(), Refusal> {
    let today = site.zone.local(act.now).date();
    let said = latest(act.tx, person, today)?;
    let in_a_row = said
        .iter()
        .take_while(|said| !said.there && !said.excused)
        .count();
    if in_a_row >= MISSED_IN_A_ROW {
        crate::attendance::hours::raise_missed(act, person, in_a_row)?;
    }
    Ok(())
}

/// How many sessions in a row somebody misses without a word before a signal is raised; house rule.
pub const MISSED_IN_A_ROW: usize = 2;

/// Closes a roster on which something is said about everybody. From then on a change needs a reason.
pub fn close(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    group: GroupId,
    date: Date,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("close_roster", &(group, date)), |act| {
        let found = find_session(act.tx, group, date)?;
        may(act, &found.site)?;
        if phase_of(act, &found)? == Phase::Ahead {
            return Err(Refusal::Conflict(
                "This session has not begun, so its roster cannot be closed yet.".to_owned(),
            ));
        }
        let roster = Roster::of(roster::of_session(act.tx, group, date)?);
        let left = expected(act.tx, group, date)?
            .into_iter()
            .filter(|person| roster.now(*person).is_none())
            .count();
        if left > 0 {
            let people = care::counted(left, "person is", "people are");
            return Err(Refusal::Conflict(format!(
                "{people} not marked yet. Say for everybody whether they came, then close the roster."
            )));
        }
        if roster::closed(act.tx, group, date)?.is_none() {
            roster::close(act.tx,
                group, date,
                act.actor.person(),
                act.now)?;
        }
        let detail = serde_json::json!({ "date": date });
        let subject = ("group", group.uuid());
        act.journal("roster.closed", subject, None, Some(detail))
    })
}
