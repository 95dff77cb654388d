//! What people's lives hold in a week, and how long their way to the site takes.

use super::Whose;
use crate::Refusal;
use care::PersonId;
use care::attendance::roster::SessionTime;
use care::people::site::Site;
use care::planning::commitment::{Commitment, Firmness, Journey, taken};
use jiff::ToSpan as _;
use jiff::civil::Date;
use record::Read;
use record::planning::commitment;
use std::collections::HashMap;

/// What somebody's life holds in the week, with the way there and back.
#[derive(Default)]
pub(super) struct Life {
    /// What cannot give way.
    pub(super) fixed: Vec<SessionTime>,
    /// What they would rather keep.
    pub(super) rather_not: Vec<SessionTime>,
}

/// How long people's way to the site takes.
pub(super) fn ways(
    read: &mut impl Read,
    site: &Site,
    monday: Date,
    whose: Whose,
) -> Result<HashMap<PersonId, u16>, Refusal> {
    let journeys: HashMap<PersonId, Journey> = match whose {
        Whose::Everybody => commitment::journeys_of_site(read, site.id, monday)?,
        Whose::One(person) => commitment::journey(read, person)?
            .map(|journey| (person, journey))
            .into_iter()
            .collect(),
    };
    let ways = journeys.into_iter();
    Ok(ways.map(|(person, one)| (person, one.minutes)).collect())
}

/// What people's lives hold in a week.
pub(super) fn lives(
    read: &mut impl Read,
    site: &Site,
    monday: Date,
    whose: Whose,
) -> Result<HashMap<PersonId, Life>, Refusal> {
    let zone = site.zone.zone();
    let sunday = monday.saturating_add(6.days());
    let kept = match whose {
        Whose::Everybody => commitment::of_site(read, site.id, monday)?,
        Whose::One(person) => commitment::of_people(read, &[person])?,
    };
    Ok(kept
        .into_iter()
        .map(|(person, commitments)| {
            let all: Vec<&Commitment> = commitments.iter().map(|(_, one)| one).collect();
            let hours = |firmness| -> Vec<SessionTime> {
                let taken = taken(firmness, all.iter().copied(), (monday, sunday), &zone);
                let meeting = |(start, end)| SessionTime { start, end };
                taken.into_iter().map(meeting).collect()
            };
            let life = Life {
                fixed: hours(Firmness::Fixed),
                rather_not: hours(Firmness::RatherNot),
            };
            (person, life)
        })
        .collect())
}
