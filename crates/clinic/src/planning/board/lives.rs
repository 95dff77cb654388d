//! What the lives of those who come to a session hold, for whoever may see them. Everything is asked in sets: as many
//! statements for three people as for thirty.

use super::view::{Board, BoardSession, DAYS, unseen};
use crate::people::patient::saw_listed;
use crate::{Clinic, Look, Refusal};
use care::groups::group::{MeetingPlace, Session};
use care::planning::board::lies_on;
use care::planning::commitment::{Busy, Commitment, Firmness, Occurrence};
use care::text::compare;
use care::{GroupId, PersonId, SiteId};
use door::reach_for;
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor, Resource, reach};
use record::people::patient::Which;
use record::people::{patient, person, site};
use record::planning::commitment;
use record::planning::commitment::KeptCommitment;
use std::collections::HashMap;

/// What somebody who comes to a session has beside it in its week.
pub struct MemberLife {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// What lies on the session as it is now, in words.
    pub on_it: Vec<String>,
    /// What of each day of the week is taken, with the way there and back where the session is in person.
    pub busy: Vec<Busy>,
}

/// What those who come to a session have beside it.
pub struct SessionLives {
    /// Those whose lives the actor may see, by name.
    pub members: Vec<MemberLife>,
    /// How many more come.
    pub unnamed: usize,
}

/// The lives of those who come to a session of a board.
pub fn lives_at(
    clinic: &Clinic,
    actor: &Actor,
    week: &Board,
    (group, date): (GroupId, Date),
) -> Result<SessionLives, Refusal> {
    let wanted = |shown: &&BoardSession| (shown.session.group, shown.session.date) == (group, date);
    let shown = week.sessions.iter().find(wanted).ok_or(Refusal::NotFound)?;
    clinic.look(actor, |look| {
        let resource = Resource::Site(look.organization(), week.site.id);
        look.permit_on(Action::ViewGroups, &resource)
            .map_err(unseen)?;
        let names = names(look, &shown.members)?;
        let lives = held(look, week.site.id, &shown.session)?;
        let zone = week.site.zone.zone();
        let in_person = in_person(&shown.session);
        let last = week.from.saturating_add((DAYS - 1).days());
        let of = |(id, name): (&PersonId, &String)| {
            let own = || commitments(&lives, *id);
            let on_it = lies_on(&shown.session, &zone, own());
            MemberLife {
                person: *id,
                name: name.clone(),
                on_it: on_it.iter().map(in_words).collect(),
                busy: own()
                    .flat_map(|one| one.busy(week.from, last, in_person))
                    .collect(),
            }
        };
        let mut members: Vec<MemberLife> = names.iter().map(of).collect();
        members.sort_by(|one, other| {
            compare(&one.name, &other.name).then(one.person.cmp(&other.person))
        });
        let ids: Vec<PersonId> = members.iter().map(|one| one.person).collect();
        if !ids.is_empty() {
            saw_listed(look, &ids, false);
        }
        Ok(SessionLives {
            unnamed: shown.members.len() - members.len(),
            members,
        })
    })
}

/// Of some people those whose lives the actor may see, with what they are called.
pub(super) fn names(
    look: &mut Look<'_, '_>,
    people: &[PersonId],
) -> Result<HashMap<PersonId, String>, Refusal> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    if reach(look.actor, Action::ViewLife).organization {
        let named = person::load_all(look.read, people)?;
        let named = named.into_iter().map(|(id, (name, _))| (id, name.full()));
        return Ok(named.collect());
    }
    let within = reach_for(look.actor, Action::ViewLife, look.now);
    let listed = patient::list(look.read, &within, Which::InCare)?;
    let among = listed.into_iter().filter(|one| people.contains(&one.id));
    Ok(among.map(|one| (one.id, one.name.full())).collect())
}

/// What the lives hold of everybody who may come to a session: of those seen where it is held, and of those seen
/// anywhere where it is by telehealth.
pub(super) fn held(
    look: &mut Look<'_, '_>,
    here: SiteId,
    session: &Session,
) -> Result<HashMap<PersonId, Vec<KeptCommitment>>, Refusal> {
    let day = session.local.date();
    let mut lives = commitment::of_site(look.read, here, day)?;
    if !in_person(session) {
        for other in site::all(look.read)? {
            if other.id != here {
                lives.extend(commitment::of_site(look.read, other.id, day)?);
            }
        }
    }
    Ok(lives)
}

pub(super) fn commitments(
    lives: &HashMap<PersonId, Vec<KeptCommitment>>,
    person: PersonId,
) -> impl Iterator<Item = &Commitment> {
    let own = lives.get(&person).map_or(&[][..], Vec::as_slice);
    own.iter().map(|(_, commitment)| commitment)
}

pub(super) const fn in_person(session: &Session) -> bool {
    !matches!(session.place, MeetingPlace::Telehealth(_))
}

/// "Court or supervision, 2:00 pm to 3:00 pm, cannot move".
pub(super) fn in_words(one: &Occurrence<'_>) -> String {
    let commitment = one.commitment;
    let firm = match commitment.firmness {
        Firmness::Fixed => "cannot move",
        Firmness::RatherNot => "rather not",
    };
    let (name, time) = (commitment.name(), commitment.time_text());
    format!("{name}, {time}, {firm}")
}
