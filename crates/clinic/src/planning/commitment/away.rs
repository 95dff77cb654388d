//! A vacation excuses: every session of it that is still ahead gets a mark, and loses it when the vacation does not hold
//! any more. What staff said about a session stands.

use crate::groups::schedule::{Mine, attended};
use crate::{Act, Refusal};
use care::attendance::roster::{Mark, RosterEntry};
use care::planning::commitment::away_on;
use care::{GroupId, Line, PersonId, Private};
use jiff::ToSpan as _;
use jiff::civil::Date;
use record::attendance::roster;
use record::attendance::roster::{LastSaid, Of};
use record::planning::commitment;
use std::collections::HashMap;

/// What a mark says that comes from a vacation. One that is there already is known by it.
const REASON: &str = "Vacation";

/// Makes the marks of somebody follow a vacation that was saved, changed or taken out: on the days that it had, and on
/// those that it has. Both count first and last.
pub(crate) fn follow(
    act: &mut Act<'_, '_>,
    person: PersonId,
    was: Option<(Date, Date)>,
    is: Option<(Date, Date)>,
) -> Result<(), Refusal> {
    let days = || was.into_iter().chain(is);
    let first = days().map(|(first, _)| first).min();
    let last = days().map(|(_, last)| last).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(());
    };
    let mut sessions = attended(act.tx, person, (first, last.saturating_add(1.day())))?;
    let now = act.now;
    sessions.retain(|mine| mine.session.held() && mine.session.starts_at > now);
    let reason = Line::parse(REASON, "a reason").map_err(|why| Refusal::invalid("kind", why))?;
    let excused = Mark::Excused {
        reason: Private::new(reason),
    };
    let taken_back = Mark::TakenBack;
    let said = said(act, person, &sessions)?;
    // Another vacation may hold on some of these days.
    let life = commitment::of_person(act.tx, person)?;
    for mine in &sessions {
        let date = mine.session.local.date();
        let is_away = away_on(life.iter().map(|(_, one)| one), date);
        let last = said.get(&(mine.session.group, mine.session.date));
        let stands = last.filter(|last| last.stands);
        let by_vacation = stands
            .and_then(|last| last.reason.as_ref())
            .is_some_and(|reason| reason.open().as_str() == REASON);
        let mark = match (is_away, stands.is_some()) {
            (true, false) => &excused,
            (false, true) if by_vacation => &taken_back,
            _ => continue,
        };
        let revision = last.map_or(0, |last| last.revision + 1);
        say(act, person, mine, revision, mark)?;
    }
    Ok(())
}

/// What was said last about these sessions, asked for all of them at once.
fn said(
    act: &mut Act<'_, '_>,
    person: PersonId,
    sessions: &[Mine],
) -> Result<HashMap<(GroupId, Date), LastSaid>, Refusal> {
    let dates = || sessions.iter().map(|mine| mine.session.date);
    let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
        return Ok(HashMap::new());
    };
    let span = (first, last.saturating_add(1.day()));
    Ok(roster::last_said_of(act.tx, person, span)?)
}

fn say(
    act: &mut Act<'_, '_>,
    person: PersonId,
    mine: &Mine,
    revision: u32,
    mark: &Mark,
) -> Result<(), Refusal> {
    let session = &mine.session;
    let entry = RosterEntry {
        person,
        revision,
        mark: mark.clone(),
        at: act.now,
        by: act.actor.person(),
        because: None,
    };
    let of = Of {
        group: session.group,
        date: session.date,
        site: mine.site.id,
    };
    let id = act.clinic.dice().uuid(act.now);
    roster::insert(act.tx, act.clinic.dice(), of, id, &entry)?;
    let detail = serde_json::json!({
        "date": session.date,
        "mark": entry.mark,
        "minutes": 0,
    });
    act.journal(
        match mark {
            Mark::TakenBack => "attendance.taken_back",
            _ => "attendance.marked",
        },
        ("group", session.group.uuid()),
        Some(person),
        Some(detail),
    )
}
