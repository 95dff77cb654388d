//! Sites, their hours and rooms.

use crate::{Act, Clinic, Key, Refusal, Version};
use care::people::site::{Room, Site};
use care::{Line, RoomId, Seats, SiteId, Span, TimeZoneName, UsState};
use policy::{Action, Actor};
use record::people::site;
use serde::Serialize;

/// A new site, or the new shape of one.
#[derive(Clone, Debug, Serialize)]
pub struct SiteDraft {
    /// Its name.
    pub name: Line,
    /// The zone its clock runs in.
    pub zone: TimeZoneName,
    /// The state it is in.
    pub state: Option<UsState>,
    /// When it is open.
    pub hours: Vec<Span>,
}

/// Adds a site.
pub fn add_site(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &SiteDraft,
) -> Result<SiteId, Refusal> {
    clinic.act(actor, key, ("add_site", draft), |act| {
        act.permit(Action::ManageOrganization)?;
        insert_site(act, draft)
    })
}

/// What adding a site does once it is allowed; the setup of a new organization does it too.
pub(crate) fn insert_site(act: &mut Act<'_, '_>, draft: &SiteDraft) -> Result<SiteId, Refusal> {
    let site = Site {
        id: act.id(),
        name: draft.name.clone(),
        zone: draft.zone.clone(),
        state: draft.state,
        hours: draft.hours.clone(),
    };
    refuse_double(act, &site)?;
    site::insert(act.tx, &site, act.now)?;
    let detail = serde_json::json!({ "name": site.name, "zone": site.zone, "state": site.state });
    act.journal("site.added", ("site", site.id.uuid()), None, Some(detail))?;
    Ok(site.id)
}

/// The version of what the form of a site shows.
pub fn version(site: &Site) -> Result<Version, Refusal> {
    let mut hours = site.hours.clone();
    hours.sort();
    Version::of(&(&site.name, &site.zone, site.state, hours))
}

/// Changes a site's name, zone, state and hours.
pub fn change_site(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: SiteId,
    draft: &SiteDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("change_site", &(id, draft)), |act| {
        act.permit(Action::ManageOrganization)?;
        let before = site::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        act.unchanged(version(&before)?)?;
        let site = Site {
            id,
            name: draft.name.clone(),
            zone: draft.zone.clone(),
            state: draft.state,
            hours: draft.hours.clone(),
        };
        refuse_double(act, &site)?;
        site::update(act.tx, &site)?;
        let detail =
            serde_json::json!({ "name": site.name, "zone": site.zone, "state": site.state });
        act.journal("site.changed", ("site", id.uuid()), None, Some(detail))
    })
}

fn refuse_double(act: &mut Act<'_, '_>, site: &Site) -> Result<(), Refusal> {
    let others = site::all(act.tx)?;
    if others
        .iter()
        .any(|other| other.id != site.id && other.name == site.name)
    {
        return Err(Refusal::field(
            "name",
            format!(
                "There is already a site called {}. Give this one another name.",
                site.name
            ),
        ));
    }
    let mut hours = site.hours.clone();
    hours.sort();
    if hours
        .windows(2)
        .any(|pair| pair[0].day == pair[1].day && pair[1].start_minute < pair[0].end_minute)
    {
        return Err(Refusal::field(
            "hours",
            "Two stretches of opening hours on one day overlap. Join them or move one.",
        ));
    }
    Ok(())
}

/// A new room.
#[derive(Clone, Debug, Serialize)]
pub struct RoomDraft {
    /// Where.
    pub site: SiteId,
    /// Its name.
    pub name: Line,
    /// How many it seats.
    pub seats: Seats,
}

/// Adds a room.
pub fn add_room(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &RoomDraft,
) -> Result<RoomId, Refusal> {
    clinic.act(actor, key, ("add_room", draft), |act| {
        act.permit(Action::ManageOrganization)?;
        site::find(act.tx, draft.site)?.ok_or(Refusal::NotFound)?;
        let room = Room {
            id: act.id(),
            site: draft.site,
            name: draft.name.clone(),
            seats: draft.seats,
        };
        let rooms = site::rooms(act.tx)?;
        if rooms
            .iter()
            .any(|other| other.site == room.site && other.name == room.name)
        {
            return Err(Refusal::field(
                "name",
                format!("This site already has a room called {}.", room.name),
            ));
        }
        site::insert_room(act.tx, &room)?;
        let detail = serde_json::json!({ "name": room.name, "seats": room.seats });
        act.journal("room.added", ("room", room.id.uuid()), None, Some(detail))?;
        Ok(room.id)
    })
}

/// Every site with its rooms.
pub fn sites(clinic: &Clinic, actor: &Actor) -> Result<Vec<(Site, Vec<Room>)>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewOrganization)?;
        let rooms = site::rooms(look.read)?;
        let sites = site::all(look.read)?;
        Ok(sites
            .into_iter()
            .map(|site| {
                let own = rooms
                    .iter()
                    .filter(|room| room.site == site.id)
                    .cloned()
                    .collect();
                (site, own)
            })
            .collect())
    })
}
