//! What the public pages of sites say.

use crate::{Read, RecordError, Tx, Value};
use care::SiteId;
use care::people::leaflet::Leaflet;

statements! {
    SET = "INSERT INTO leaflet (organization_id, site_id, body) VALUES ($1, $2, $3) \
        ON CONFLICT (organization_id, site_id) DO UPDATE SET body = excluded.body";
    OF_SITE: Leaflet = "SELECT body FROM leaflet WHERE organization_id = $1 AND site_id = $2";
    ALL: (SiteId, Leaflet) = "SELECT site_id, body FROM leaflet WHERE organization_id = $1 ORDER BY site_id";
}

documents! { Leaflet }
crate::row::values! { Leaflet }

/// Writes down what the page of a site says.
pub fn set(tx: &mut Tx<'_>, site: SiteId, leaflet: &Leaflet) -> Result<(), RecordError> {
    tx.run(SET, args![site, Value::document(leaflet)?])
        .map(drop)
}

/// What the page of a site says; nothing where nobody wrote anything.
pub fn of_site(read: &mut impl Read, site: SiteId) -> Result<Leaflet, RecordError> {
    Ok(read.maybe(OF_SITE, args![site])?.unwrap_or_default())
}

/// What the pages of all sites say.
pub fn all(read: &mut impl Read) -> Result<Vec<(SiteId, Leaflet)>, RecordError> {
    read.all(ALL, args![])
}
