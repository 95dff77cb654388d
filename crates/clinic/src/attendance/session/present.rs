//! Everybody who is left came: one press says it, and one takes it back.

use super::at_door;
use super::mark::{Marking, OneMark, Sheet};
use crate::{Act, Clinic, Key, Refusal};
use care::attendance::roster::{Mark, Phase, RosterEntry};
use care::{GroupId, PersonId};
use jiff::civil::Date;
use policy::Actor;
use record::attendance::arrival;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What came of one press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllPresent {
    /// When it was, in microseconds since 1970: what the press is known by when it is taken back.
    pub at_micros: i64,
    /// How many people it was the first to call present, those of the form among them: whom taking it back takes back.
    pub marked: usize,
}

/// Saves what the form says, and marks as present who is left of those that it showed. What somebody said meanwhile
/// about one of them stands. Where people check in at the door, whoever did not is left as they are.
pub fn mark_all(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    marking: &Marking,
    shown: &[PersonId],
) -> Result<AllPresent, Refusal> {
    clinic.act(actor, key, ("mark_all_present", &(marking, shown)), |act| {
        let sheet = Sheet::open(act, marking.group, marking.date)?;
        open_now(&sheet)?;
        let said = sheet.say(act, marking)?;
        let left = left(act, &sheet, marking, shown)?;
        for person in &left {
            let one = OneMark {
                person: *person,
                seen: sheet.roster.revision(*person),
                mark: Mark::PRESENT,
            };
            sheet.write(act, &one, None)?;
        }
        let by_hand = marking
            .marks
            .iter()
            .filter(|one| one.mark == Mark::PRESENT && sheet.roster.now(one.person).is_none());
        let marked = left.len() + by_hand.count();
        sheet.saved(act, "roster.saved", said + left.len())?;
        Ok(AllPresent {
            at_micros: act.now.as_microsecond(),
            marked,
        })
    })
}

/// A roster of the past is not filled in one go: nobody remembers a whole room, and it is what is billed by.
fn open_now(sheet: &Sheet) -> Result<(), Refusal> {
    if sheet.stands == Phase::Open {
        return Ok(());
    }
    Err(Refusal::Conflict(
        "This roster is not open, so marks are made and changed one by one.".to_owned(),
    ))
}

/// Who of those shown is expected, is not marked by now and, where that is known, has arrived.
fn left(
    act: &mut Act<'_, '_>,
    sheet: &Sheet,
    marking: &Marking,
    shown: &[PersonId],
) -> Result<Vec<PersonId>, Refusal> {
    let session = &sheet.found.session;
    let arrived = if at_door(act.tx, session, sheet.found.site.id)? {
        Some(arrival::of_session(
            act.tx,
            sheet.found.group.id,
            session.date,
        )?)
    } else {
        None
    };
    let shown: HashSet<PersonId> = shown.iter().copied().collect();
    let said: HashSet<PersonId> = marking.marks.iter().map(|one| one.person).collect();
    let is_left = |person: &PersonId| {
        let here = arrived
            .as_ref()
            .is_none_or(|arrived| arrived.contains_key(person));
        let unmarked = sheet.roster.now(*person).is_none() && !said.contains(person);
        shown.contains(person) && here && unmarked
    };
    let expected = sheet.expected.iter().copied();
    Ok(expected.filter(is_left).collect())
}

/// Takes back what one press of the actor's marked: everybody whom it was the first to call present, unless something
/// else was said about them since. Answers how many that were.
pub fn take_back(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    (group, date): (GroupId, Date),
    at_micros: i64,
) -> Result<usize, Refusal> {
    let command = ("take_back_present", &(group, date, at_micros));
    clinic.act(actor, key, command, |act| {
        let sheet = Sheet::open(act, group, date)?;
        let me = act.actor.person();
        let pressed = |entry: &RosterEntry| {
            let then = entry.at.as_microsecond() == at_micros;
            entry.mark == Mark::PRESENT && entry.by == me && then
        };
        let is_its = |person: &PersonId| match sheet.roster.all(*person) {
            [] => false,
            [only] => pressed(only),
            [.., before, last] => before.mark == Mark::TakenBack && pressed(last),
        };
        let its: Vec<PersonId> = sheet.roster.people().filter(is_its).collect();
        if !its.is_empty() {
            open_now(&sheet)?;
        }
        for person in &its {
            let one = OneMark {
                person: *person,
                seen: sheet.roster.revision(*person),
                mark: Mark::TakenBack,
            };
            sheet.write(act, &one, None)?;
        }
        sheet.saved(act, "roster.unmarked", its.len())?;
        Ok(its.len())
    })
}
