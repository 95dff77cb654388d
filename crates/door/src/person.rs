//! What every use case may need of somebody: whom an actor reaches, what somebody is called, where they are seen.

use crate::asking::patient_resource;
use crate::{Look, Refusal};
use care::{PersonId, TimeZoneName};
use jiff::Timestamp;
use policy::{Action, Actor, Resource, reach};
use record::intake::inquiry;
use record::people::patient::{Facts, Within};
use record::people::{person, site};
use record::{Read, RecordError};
use std::collections::HashMap;

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

/// The zones of the sites where these people are seen, or asked to be, in two questions for all of them. Of whom nothing
/// is known any more there is none.
pub fn zones(
    look: &mut Look<'_, '_>,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, TimeZoneName>, Refusal> {
    let mut people: Vec<PersonId> = people.into_iter().collect();
    people.sort();
    people.dedup();
    let by = look.actor.person();
    let ties = inquiry::ties(look.read, &people, by)?;
    let sites = site::all(look.read)?;
    let zone = |(person, facts): (&PersonId, &Facts)| {
        let site = sites.iter().find(|site| site.id == facts.site)?;
        Some((*person, site.zone.clone()))
    };
    Ok(ties.iter().filter_map(zone).collect())
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
