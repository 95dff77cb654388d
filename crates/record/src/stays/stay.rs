//! Stays: where everybody is, was, and since when.

use crate::{Columns, FromRow, Read, RecordError, Tx};
use care::stays::stay::{Ending, Stay, StayPlace};
use care::{BedId, EpisodeId, LevelOfCare, PersonId, ReferralId, SiteId, StayId};
use jiff::civil::Date;
use std::collections::HashMap;

statements! {
    INSERT = "INSERT INTO stay (organization_id, stay_id, episode_id, number, person_id, level, site_id, program_id, \
        bed_id, referral_id, counselor_id, from_on, planned_on) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    END = "UPDATE stay SET until_on = $3, ending = $4 WHERE organization_id = $1 AND stay_id = $2 AND until_on IS NULL";
    SET_COUNSELOR = "UPDATE stay SET counselor_id = $3 WHERE organization_id = $1 AND stay_id = $2";
    SET_REFERRAL = "UPDATE stay SET referral_id = $3 WHERE organization_id = $1 AND stay_id = $2 AND until_on IS NULL";
    OF_EPISODE: Stay = "SELECT {} FROM stay WHERE organization_id = $1 AND episode_id = $2 ORDER BY number";
    ON_BED: Stay = "SELECT {} FROM stay WHERE organization_id = $1 AND bed_id = $2 ORDER BY from_on";
    OPEN: (PersonId, Stay) = "SELECT person_id, {} FROM stay \
        WHERE organization_id = $1 AND until_on IS NULL ORDER BY person_id";
    OPEN_OF: Stay = "SELECT {} FROM stay WHERE organization_id = $1 AND person_id = $2 AND until_on IS NULL";
    CARRIED: (PersonId, u32) = "SELECT counselor_id, count(*) FROM stay \
        WHERE organization_id = $1 AND level = $2 AND until_on IS NULL AND counselor_id IS NOT NULL \
        GROUP BY counselor_id";
    COUNT_AT_SITES: (SiteId, i64) = "SELECT site_id, count(*) FROM stay \
        WHERE organization_id = $1 AND until_on IS NULL GROUP BY site_id";
}

coded! { Ending }

row! {
    Stay of _ {
        id = stay_id,
        level,
        site = site_id,
        place: StayPlace = ..,
        counselor = counselor_id,
        from = from_on,
        planned = planned_on,
        ended = (until_on, ending),
    }
}

impl FromRow for StayPlace {
    const COLUMNS: &'static str = "program_id, bed_id, referral_id";
    const WIDTH: usize = 3;

    fn take(columns: &mut Columns<'_>) -> Result<Self, RecordError> {
        match FromRow::take(columns)? {
            (Some(program), bed, None) => Ok(Self::Here { program, bed }),
            (None, _, Some(referral)) => Ok(Self::Elsewhere { referral }),
            _ => Err(RecordError::damaged("a stay")),
        }
    }
}

/// Adds a stay to an episode as its `number`th.
pub fn insert(
    tx: &mut Tx<'_>,
    episode: EpisodeId,
    person: PersonId,
    number: usize,
    stay: &Stay,
) -> Result<(), RecordError> {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    tx.run(
        INSERT,
        args![
            stay.id,
            episode,
            number,
            person,
            stay.level.code(),
            stay.site,
            stay.place.program(),
            stay.place.bed(),
            stay.place.referral(),
            stay.counselor,
            stay.from,
            stay.planned
        ],
    )
    .map(drop)
}

/// Ends a stay that runs; answers whether it did.
pub fn end(tx: &mut Tx<'_>, id: StayId, on: Date, ending: Ending) -> Result<bool, RecordError> {
    Ok(tx.run(END, args![id, on, ending.code()])? == 1)
}

/// Gives a stay another primary counselor.
pub fn set_counselor(
    tx: &mut Tx<'_>,
    id: StayId,
    counselor: Option<PersonId>,
) -> Result<(), RecordError> {
    tx.run(SET_COUNSELOR, args![id, counselor]).map(drop)
}

/// Tracks a stay elsewhere by another referral, when the first provider could not take the person.
pub fn set_referral(
    tx: &mut Tx<'_>,
    id: StayId,
    referral: ReferralId,
) -> Result<bool, RecordError> {
    Ok(tx.run(SET_REFERRAL, args![id, referral])? == 1)
}

/// The stays of an episode, oldest first.
pub fn of_episode(read: &mut impl Read, episode: EpisodeId) -> Result<Vec<Stay>, RecordError> {
    read.all(OF_EPISODE, args![episode])
}

/// Every stay that ever was in a bed.
pub fn on_bed(read: &mut impl Read, bed: BedId) -> Result<Vec<Stay>, RecordError> {
    read.all(ON_BED, args![bed])
}

/// The stay somebody is in now.
pub fn open_of(read: &mut impl Read, person: PersonId) -> Result<Option<Stay>, RecordError> {
    read.maybe(OPEN_OF, args![person])
}

/// Every stay that runs, with whose it is.
pub fn open(read: &mut impl Read) -> Result<Vec<(PersonId, Stay)>, RecordError> {
    read.all(OPEN, args![])
}

/// How many people each counselor carries at a level.
pub fn carried(
    read: &mut impl Read,
    level: LevelOfCare,
) -> Result<HashMap<PersonId, u32>, RecordError> {
    let carried = read.all(CARRIED, args![level.code()])?;
    Ok(carried.into_iter().collect())
}

/// How many people each site answers for; a number about nobody in particular.
pub fn count_at_sites(read: &mut impl Read) -> Result<HashMap<SiteId, i64>, RecordError> {
    Ok(read.all(COUNT_AT_SITES, args![])?.into_iter().collect())
}
