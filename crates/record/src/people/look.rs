//! How an organization looks, and how it looked.

use crate::{Read, RecordError, Tx};
use care::people::look::HouseLook;
use jiff::Timestamp;

statements! {
    NOW: (Option<String>, Option<String>) = "SELECT accent, logo_name FROM organization WHERE organization_id = $1";
    SET_NOW = "UPDATE organization SET accent = $2, logo_name = $3 WHERE organization_id = $1";
    ADD = "INSERT INTO house_look (organization_id, revision, accent, logo_name, logo, made_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    LAST: i64 = "SELECT revision FROM house_look WHERE organization_id = $1 ORDER BY revision DESC LIMIT 1";
    /// The latest of those in which it looked otherwise than so.
    OTHER: i64 = "SELECT revision FROM house_look WHERE organization_id = $1 \
        AND (coalesce(accent, '') <> $2 OR coalesce(logo_name, '') <> $3) ORDER BY revision DESC LIMIT 1";
    AT: KeptLook = "SELECT {} FROM house_look WHERE organization_id = $1 AND revision = $2";
    LOGO: Option<Vec<u8>> = "SELECT logo FROM house_look WHERE organization_id = $1 AND logo_name = $2 \
        ORDER BY revision DESC LIMIT 1";
}

row! {
    /// A way in which an organization looked.
    struct KeptLook of _ {
        accent: Option<String>,
        logo_name: Option<String>,
        logo: Option<Vec<u8>>,
    }
}

/// How an organization looks, with its picture.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WholeLook {
    /// Its color and the name of its picture.
    pub look: HouseLook,
    /// What is in the picture.
    pub logo: Option<Vec<u8>>,
}

/// How it looks now.
pub fn now(read: &mut impl Read) -> Result<HouseLook, RecordError> {
    let found = read.maybe(NOW, args![])?;
    let (accent, logo) = found.ok_or_else(|| RecordError::damaged("an organization is missing"))?;
    Ok(HouseLook::of(accent.as_deref(), logo))
}

/// The number of the way it looks now; 0 as it does from the start.
pub fn revision(read: &mut impl Read) -> Result<i64, RecordError> {
    Ok(read.maybe(LAST, args![])?.unwrap_or_default())
}

/// The number of how it looked before it came to look so; 0 as it did from the start. Nothing where it never looked
/// otherwise.
pub fn before(read: &mut impl Read, now: &HouseLook) -> Result<Option<i64>, RecordError> {
    let accent = now.accent.map(|accent| accent.code()).unwrap_or_default();
    let logo = now.logo.as_deref().unwrap_or_default();
    let other = read.maybe(OTHER, args![accent, logo])?;
    let from_the_start = (*now != HouseLook::default()).then_some(0);
    Ok(other.or(from_the_start))
}

/// How it looked at a number.
pub fn at(read: &mut impl Read, revision: i64) -> Result<WholeLook, RecordError> {
    let kept = read.maybe(AT, args![revision])?;
    Ok(kept.map_or_else(WholeLook::default, |kept| WholeLook {
        look: HouseLook::of(kept.accent.as_deref(), kept.logo_name),
        logo: kept.logo,
    }))
}

/// The picture of this name, where it is the one of now: what was taken away is not shown any more.
pub fn logo(read: &mut impl Read, name: &str) -> Result<Option<Vec<u8>>, RecordError> {
    let found = read.maybe(NOW, args![])?;
    let is_now = found.is_some_and(|(_, logo)| logo.as_deref() == Some(name));
    if !is_now {
        return Ok(None);
    }
    Ok(read.maybe(LOGO, args![name])?.flatten())
}

/// Has it look so from now on.
pub fn add(tx: &mut Tx<'_>, whole: &WholeLook, now: Timestamp) -> Result<(), RecordError> {
    let revision = revision(tx)? + 1;
    let accent = whole.look.accent.map(|accent| accent.code());
    let (name, logo) = (whole.look.logo.as_deref(), whole.logo.as_deref());
    tx.run(SET_NOW, args![accent.clone(), name])?;
    tx.run(ADD, args![revision, accent, name, logo, now])
        .map(drop)
}
