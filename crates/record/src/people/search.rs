//! Looking for somebody by what was typed: a name, a date of birth, an address, a number or its end.
//!
//! Every answer is narrowed to those within reach before it is cut. Who is not within reach takes nobody's place in it,
//! however many of them there are, and nothing of them is learned.

use crate::intake::inquiry::{self, reached, within_reached};
use crate::people::patient::{self, Which, Within};
use crate::people::person;
use crate::people::sought::{Sought, worded};
use crate::seal::{IndexToken, OrganizationKeys, contact_tokens, phone_end_token};
use crate::value::Args;
use crate::{Read, RecordError};
use care::intake::inquiry::Inquiry;
use care::people::contact::PhoneSought;
use care::people::patient::Patient;
use care::{Contact, PersonId, PersonName, Phone};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// People answered at once as being like somebody.
pub const ALIKE_MAX: u32 = 200;
/// People of one class of numbers at once; of them those are told whose number ends as it was typed.
const CLASS_MAX: u32 = 1_000;

/// Who comes first before anything is cut off: those in care, then those whose request somebody here did something
/// about. Any stranger can ask for help under a name as often as they like, and be neither.
const KNOWN_FIRST: &str =
    "CASE WHEN t.person_id IS NOT NULL THEN 0 WHEN l.stage <> 'new' THEN 1 ELSE 2 END";

statements! {
    /// Whoever has everything that is looked for, of the same the newest first.
    NAMED: PersonId = "SELECT p.person_id FROM person p {} WHERE p.organization_id = $1 AND {} AND {} \
        ORDER BY {}, p.person_id DESC LIMIT $10", reached!("p"), within_reached!("p.person_id"),
        worded!("p.person_id", "$11" "$12", "$13" "$14", "$15" "$16", "$17" "$18", "$19" "$20"), KNOWN_FIRST;
    /// For whom somebody asked who has one of two tokens, and whose request was joined to somebody's that has one; and
    /// whose record that is, their own or the one it was joined to. That record has to be within reach.
    TOLD: (PersonId, PersonId) = "SELECT f.found_id, f.person_id FROM ( \
            SELECT a.organization_id, a.person_id, a.person_id AS found_id FROM asker_token a \
                WHERE a.organization_id = $1 AND (a.token = $11 OR a.token = $12) \
            UNION SELECT i.organization_id, i.joined_to, i.person_id FROM inquiry i \
                WHERE i.organization_id = $1 AND i.joined_to IS NOT NULL AND i.person_id IN ( \
                    SELECT n.person_id FROM name_token n \
                        WHERE n.organization_id = $1 AND (n.token = $11 OR n.token = $12) \
                    UNION SELECT o.person_id FROM asker_token o \
                        WHERE o.organization_id = $1 AND (o.token = $11 OR o.token = $12)) \
        ) f {} WHERE f.organization_id = $1 AND {} ORDER BY {}, f.found_id DESC, f.person_id LIMIT $10",
        reached!("f"), within_reached!("f.person_id"), KNOWN_FIRST;
}

/// Whom a question found, and whether there are more than it answers.
#[derive(Debug, Default)]
pub struct Found {
    /// Who.
    pub people: BTreeSet<PersonId>,
    /// Whether there are more.
    pub is_cut: bool,
}

impl Found {
    /// Takes in whom one more question found, which asked for one more than are answered.
    fn extend(&mut self, people: Vec<PersonId>) {
        let most = ALIKE_MAX as usize;
        self.is_cut |= people.len() > most;
        self.people.extend(people.into_iter().take(most));
    }
}

/// People within reach, in care or not any more, by family name: what [`patient::search`] finds, and whoever is reached at
/// the number that was typed or at one that ends so. By what a request for them alone tells, which is who asked, somebody
/// is found within `asked` only: the reach of whoever may see that request.
pub fn patients(
    read: &mut impl Read,
    within: &Within,
    asked: &Within,
    which: Which,
    query: &str,
) -> Result<Vec<Patient>, RecordError> {
    let mut found = patient::search(read, within, which, query)?;
    if let Some(sought) = Phone::sought(query) {
        let mut reached = own_at(read, within, &sought)?;
        reached.extend(told_at(read, asked, &sought)?);
        let known: BTreeSet<PersonId> = found.iter().map(|one| one.id).collect();
        let more = unknown(reached, &known);
        found.extend(patient::among(read, within, which, &more)?);
        found.sort_by(|one, other| one.name.order(&other.name).then(one.id.cmp(&other.id)));
    }
    Ok(found)
}

/// The requests within reach whose person is found so: what still has to be worked first, and of that the newest.
pub fn inquiries(
    read: &mut impl Read,
    within: &Within,
    query: &str,
) -> Result<Vec<Inquiry>, RecordError> {
    let mut found = match Sought::typed(read, query)? {
        Some(sought) => inquiry::search_for(read, within, &sought)?,
        None => Vec::new(),
    };
    if let Some(sought) = Phone::sought(query) {
        let mut reached = own_at(read, within, &sought)?;
        reached.extend(told_at(read, within, &sought)?);
        let known: BTreeSet<PersonId> = found.iter().map(|one| one.person).collect();
        let more = unknown(reached, &known);
        found.extend(inquiry::among(read, within, &more)?);
    }
    found.sort_by_key(|one| (!one.is_open(), Reverse(one.requested_at)));
    Ok(found)
}

/// Each of these who is not known yet, once.
fn unknown(people: Vec<PersonId>, known: &BTreeSet<PersonId>) -> Vec<PersonId> {
    let people: BTreeSet<PersonId> = people.into_iter().collect();
    people.difference(known).copied().collect()
}

/// Whoever in care within reach has this name and was born on this day, by the index: both are still to be looked at.
pub fn patients_called(
    read: &mut impl Read,
    within: &Within,
    name: &PersonName,
    born: Date,
) -> Result<Vec<Patient>, RecordError> {
    match Sought::of_name(read, name, Some(born))? {
        Some(sought) => patient::search_for(read, within, Which::Everybody, &sought),
        None => Ok(Vec::new()),
    }
}

/// The requests within reach of whoever has this name and was born on this day, by the index.
pub fn inquiries_called(
    read: &mut impl Read,
    within: &Within,
    name: &PersonName,
    born: Date,
) -> Result<Vec<Inquiry>, RecordError> {
    match Sought::of_name(read, name, Some(born))? {
        Some(sought) => inquiry::search_for(read, within, &sought),
        None => Ok(Vec::new()),
    }
}

/// Those within reach who may be somebody by their name: all of it alike, or the family name and the day of birth.
pub fn named_alike(
    read: &mut impl Read,
    within: &Within,
    name: &PersonName,
    born: Option<Date>,
) -> Result<Found, RecordError> {
    let mut found = Found::default();
    if let Some(whole) = Sought::of_name(read, name, None)? {
        found.extend(named(read, within, &whole, ALIKE_MAX + 1)?);
    }
    let same_day = match born {
        Some(born) => Sought::of_family(read, name, born)?,
        None => None,
    };
    if let Some(same_day) = same_day {
        found.extend(named(read, within, &same_day, ALIKE_MAX + 1)?);
    }
    Ok(found)
}

/// Those within reach who are found under how somebody is reached, the same number or the same address: at their own,
/// or at that of whoever asked for them.
pub fn reached_alike(
    read: &mut impl Read,
    within: &Within,
    contact: &Contact,
) -> Result<Found, RecordError> {
    let keys = OrganizationKeys::load(read)?;
    let tokens: Vec<IndexToken> = contact_tokens(&keys, contact).into_iter().collect();
    let mut found = Found::default();
    if let Some(own) = Sought::under(&tokens) {
        found.extend(named(read, within, &own, ALIKE_MAX + 1)?);
    }
    let told = told(read, within, &tokens, ALIKE_MAX + 1)?;
    // A request that was joined to somebody's is theirs by now, and is compared with no more.
    let direct = |(found, whose): (PersonId, PersonId)| (found == whose).then_some(found);
    found.is_cut |= told.len() > ALIKE_MAX as usize;
    found.extend(told.into_iter().filter_map(direct).collect());
    Ok(found)
}

/// Whoever has everything that is looked for.
fn named(
    read: &mut impl Read,
    within: &Within,
    sought: &Sought,
    most: u32,
) -> Result<Vec<PersonId>, RecordError> {
    let mut arguments = within.args_with(most);
    arguments.extend(sought.tokens());
    read.all(NAMED, Args(&mut arguments))
}

/// Whoever is found by what a request tells of who has one of two tokens, and whose record that is.
fn told(
    read: &mut impl Read,
    within: &Within,
    tokens: &[IndexToken],
    most: u32,
) -> Result<Vec<(PersonId, PersonId)>, RecordError> {
    let Some(first) = tokens.first().copied() else {
        return Ok(Vec::new());
    };
    let second = tokens.get(1).copied().unwrap_or(first);
    let mut arguments = within.args_with(most);
    arguments.extend_from_slice(args_across![first, second]);
    read.all(TOLD, Args(&mut arguments))
}

/// Whoever's own number it is, or ends so.
fn own_at(
    read: &mut impl Read,
    within: &Within,
    sought: &PhoneSought,
) -> Result<Vec<PersonId>, RecordError> {
    let (tokens, most) = tokens_at(read, sought)?;
    let Some(index) = Sought::under(&tokens) else {
        return Ok(Vec::new());
    };
    let found = named(read, within, &index, most)?;
    match sought {
        PhoneSought::Whole(_) => Ok(found),
        PhoneSought::End(_) => own_fitting(read, &found, sought),
    }
}

/// Whoever is reached at a number, or at one that ends so, by what a request alone tells: those for whom somebody asked
/// whose number it is, and whom a request was joined to that has it.
fn told_at(
    read: &mut impl Read,
    within: &Within,
    sought: &PhoneSought,
) -> Result<Vec<PersonId>, RecordError> {
    let (tokens, most) = tokens_at(read, sought)?;
    let mut told = told(read, within, &tokens, most)?;
    if !told.is_empty() && matches!(sought, PhoneSought::End(_)) {
        let people: Vec<PersonId> = told.iter().map(|(found, _)| *found).collect();
        let own = own_fitting(read, &people, sought)?.into_iter();
        let mut fitting: BTreeSet<PersonId> = own.collect();
        let asked = inquiry::own_of(read, &people)?.into_iter();
        let asked = asked.filter(|one| {
            let contact = one.request.asker.contact();
            contact.is_some_and(|contact| fits(contact, sought))
        });
        fitting.extend(asked.map(|one| one.person));
        told.retain(|(found, _)| fitting.contains(found));
    }
    Ok(told.into_iter().map(|(_, whose)| whose).collect())
}

/// Those of these people whose own number really ends so: the index has more under an end than were meant.
fn own_fitting(
    read: &mut impl Read,
    people: &[PersonId],
    sought: &PhoneSought,
) -> Result<Vec<PersonId>, RecordError> {
    let named = person::load_all(read, people)?.into_iter();
    let own = named.filter(|(_, (_, contact))| fits(contact, sought));
    Ok(own.map(|(id, _)| id).collect())
}

/// What the index has a number or its end under, and how many people of that are looked at.
pub(crate) fn tokens_at(
    read: &mut impl Read,
    sought: &PhoneSought,
) -> Result<(Vec<IndexToken>, u32), RecordError> {
    let keys = OrganizationKeys::load(read)?;
    Ok(match sought {
        PhoneSought::Whole(phone) => {
            let contact = Contact {
                phone: Some(phone.clone()),
                email: None,
            };
            let tokens = contact_tokens(&keys, &contact);
            (tokens.into_iter().collect(), ALIKE_MAX)
        }
        PhoneSought::End(digits) => {
            let token = phone_end_token(&keys, digits);
            (token.into_iter().collect(), CLASS_MAX)
        }
    })
}

fn fits(contact: &Contact, sought: &PhoneSought) -> bool {
    let phone = contact.phone.as_ref();
    phone.is_some_and(|phone| phone.is_found_by(sought))
}
