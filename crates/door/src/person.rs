//! What every use case may need of somebody: whom an actor reaches, what somebody is called, where they are seen.

use crate::asking::patient_resource;
use crate::{Look, Refusal};
use care::{PersonId, TimeZoneName};
use jiff::Timestamp;
use policy::{Action, Actor, Resource, reach};
use record::people::patient::Within;
use record::people::{person, site};
use record::{Read, RecordError};

/// Whose records an actor may open, as the switches of a query.
pub fn reach_to_open(actor: &Actor, now: Timestamp) -> Within {
    reach_for(actor, Action::ViewPatient, now)
}

/// The policy's reach with an action as the switches of a query. Names of people outside it are never read.
pub fn reach_for(actor: &Actor, action: Action, now: Timestamp) -> Within {
    let reach = reach(actor, action);
    Within {
        actor: actor.person(),
        now,
        organization: reach.organization,
        own_sites: reach.own_sites,
        caseload: reach.caseload,
        own: reach.own,
        supported: reach.supported,
        glass: reach.glass,
    }
}

/// What somebody is called, when they were not forgotten. Whoever shows it asked the policy whether it may be shown.
pub fn display_name(look: &mut Look<'_, '_>, id: PersonId) -> Result<Option<String>, Refusal> {
    Ok(look.name(id)?.map(|name| name.full()))
}

/// The same, for whoever reads within an act.
pub fn display_name_in(read: &mut impl Read, id: PersonId) -> Result<Option<String>, Refusal> {
    match person::load(read, id) {
        Ok((name, _)) => Ok(Some(name.full())),
        Err(RecordError::Forgotten) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The zone of the site where a person is seen.
pub fn zone(
    read: &mut impl Read,
    actor: &Actor,
    person: PersonId,
) -> Result<TimeZoneName, Refusal> {
    let Resource::Patient(facts) = patient_resource(read, actor, person)? else {
        return Err(Refusal::NotFound);
    };
    let site = site::find(read, facts.site)?.ok_or(Refusal::NotFound)?;
    Ok(site.zone)
}
