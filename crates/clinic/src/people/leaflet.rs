//! What the public page of a site says.

use crate::{Clinic, Key, Refusal, Version};
use care::SiteId;
use care::people::leaflet::Leaflet;
use care::people::site::Site;
use policy::{Action, Actor};
use record::people::{leaflet as kept, site};

/// A site with what its public page says.
pub fn leaflet(clinic: &Clinic, actor: &Actor, id: SiteId) -> Result<(Site, Leaflet), Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewOrganization)?;
        let site = site::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        let leaflet = kept::of_site(look.read, id)?;
        Ok((site, leaflet))
    })
}

/// The version of what the form of a leaflet shows.
pub fn version(leaflet: &Leaflet) -> Result<Version, Refusal> {
    Version::of(leaflet)
}

/// Writes down what the public page of a site says. It is there at once.
pub fn keep(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: SiteId,
    leaflet: &Leaflet,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("keep_leaflet", &(id, leaflet)), |act| {
        act.permit(Action::ManageOrganization)?;
        site::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        let before = kept::of_site(act.tx, id)?;
        act.unchanged(version(&before)?)?;
        kept::set(act.tx, id, leaflet)?;
        let detail = serde_json::json!({ "before": before, "after": leaflet });
        act.journal("leaflet.changed", ("site", id.uuid()), None, Some(detail))
    })
}
