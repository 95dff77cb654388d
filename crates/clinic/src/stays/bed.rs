//! Beds, and who is in them.

use crate::people::patient::saw_listed;
use crate::{Clinic, Key, Refusal};
use care::people::site::Site;
use care::stays::bed::{BEDS_MAX, Bed, level};
use care::stays::stay::Stay;
use care::{BedId, LevelOfCare, Line, PersonId, SiteId};
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::people::site;
use record::stays::{bed, stay};
use serde::Serialize;

/// A new bed.
#[derive(Clone, Debug, Serialize)]
pub struct BedDraft {
    /// Where it stands.
    pub site: SiteId,
    /// What it is called.
    pub name: Line,
    /// The level of care it belongs to.
    pub level: LevelOfCare,
}

/// Adds a bed.
pub fn add_bed(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &BedDraft,
) -> Result<BedId, Refusal> {
    clinic.act(actor, key, ("add_bed", draft), |act| {
        act.permit(Action::ManageOrganization)?;
        site::find(act.tx, draft.site)?.ok_or(Refusal::NotFound)?;
        let level = level(draft.level).map_err(|invalid| Refusal::invalid("level", invalid))?;
        let mut beds = bed::all(act.tx)?;
        beds.retain(|bed| bed.site == draft.site);
        if beds.iter().any(|bed| bed.name == draft.name) {
            let sentence = format!("This site already has a bed called {}.", draft.name);
            return Err(Refusal::field("name", sentence));
        }
        if beds.len() >= BEDS_MAX {
            let sentence = format!("A site has at most {BEDS_MAX} beds.");
            return Err(Refusal::field("name", sentence));
        }
        let bed = Bed {
            id: act.id(),
            site: draft.site,
            name: draft.name.clone(),
            level,
        };
        bed::insert(act.tx, &bed)?;
        let detail = serde_json::json!({ "name": bed.name, "level": level });
        act.journal("bed.added", ("bed", bed.id.uuid()), None, Some(detail))?;
        Ok(bed.id)
    })
}

/// Who is in a bed.
pub struct Occupant {
    /// Who.
    pub person: PersonId,
    /// What they are called; nothing once they were forgotten.
    pub name: Option<String>,
    /// Their stay.
    pub stay: Stay,
}

/// One level of care at a site, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Census {
    /// Which level.
    pub level: LevelOfCare,
    /// How many people are in our own programs.
    pub here: usize,
    /// How many are with other providers, or on the way there.
    pub elsewhere: usize,
    /// How many beds there are.
    pub beds: usize,
    /// How many of them are free.
    pub free: usize,
}

/// The beds of one site.
pub struct SiteBeds {
    /// Which.
    pub site: Site,
    /// The date there.
    pub today: Date,
    /// Its beds, each with who is in it.
    pub beds: Vec<(Bed, Option<Occupant>)>,
    /// Every level with anybody or any bed.
    pub census: Vec<Census>,
}

/// The beds of every site where the actor may see them.
pub fn board(clinic: &Clinic, actor: &Actor) -> Result<Vec<SiteBeds>, Refusal> {
    clinic.look(actor, |look| {
        let organization = look.organization();
        let mut sites = site::all(look.read)?;
        let there = |site: &Site| Resource::Site(organization, site.id);
        sites.retain(|site| look.could_on(Action::ViewBeds, &there(site)));
        let first = sites.first().ok_or(Refusal::Denied)?;
        look.permit_on(Action::ViewBeds, &there(first))?;
        let beds = bed::all(look.read)?;
        let open = stay::open(look.read)?;
        let inside = open.iter().filter(|(_, stay)| stay.place.bed().is_some());
        look.meet(inside.map(|(person, _)| *person))?;
        let mut shown = Vec::new();
        let mut boards = Vec::new();
        for site in sites {
            let here = open.iter().filter(|(_, stay)| stay.site == site.id);
            let here: Vec<&(PersonId, Stay)> = here.collect();
            let mut rows = Vec::new();
            for bed in beds.iter().filter(|bed| bed.site == site.id) {
                let inside = here
                    .iter()
                    .find(|(_, stay)| stay.place.bed() == Some(bed.id));
                let occupant = match inside {
                    None => None,
                    Some((person, stay)) => {
                        shown.push(*person);
                        Some(Occupant {
                            person: *person,
                            name: door::display_name(look, *person)?,
                            stay: stay.clone(),
                        })
                    }
                };
                rows.push((bed.clone(), occupant));
            }
            boards.push(SiteBeds {
                today: site.zone.local(look.now).date(),
                census: census(&rows, &here),
                beds: rows,
                site,
            });
        }
        if !shown.is_empty() {
            saw_listed(look, &shown, false);
        }
        Ok(boards)
    })
}

/// The beds of a site as furniture, without anybody in them.
pub fn beds_at(clinic: &Clinic, actor: &Actor, site: SiteId) -> Result<Vec<Bed>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewOrganization)?;
        let mut beds = bed::all(look.read)?;
        beds.retain(|bed| bed.site == site);
        Ok(beds)
    })
}

fn census(beds: &[(Bed, Option<Occupant>)], stays: &[&(PersonId, Stay)]) -> Vec<Census> {
    LevelOfCare::ALL
        .into_iter()
        .map(|level| {
            let at = |here: bool| {
                stays
                    .iter()
                    .filter(|(_, stay)| {
                        stay.level == level && stay.place.program().is_some() == here
                    })
                    .count()
            };
            let own: Vec<_> = beds.iter().filter(|(bed, _)| bed.level == level).collect();
            Census {
                level,
                here: at(true),
                elsewhere: at(false),
                beds: own.len(),
                free: own.iter().filter(|(_, inside)| inside.is_none()).count(),
            }
        })
        .filter(|census| census.here + census.elsewhere + census.beds > 0)
        .collect()
}
