//! What a form for somebody's next stay offers.

use crate::assessment::interview;
use crate::people::minor;
use crate::stays::gate;
use crate::stays::gate::{LevelWish, Weighed};
use crate::{Clinic, Look, Refusal};
use care::assessment::protocol::Protocol;
use care::followup::signal::Signal;
use care::people::minor::is_minor;
use care::people::patient::BirthDate;
use care::people::program::Program;
use care::stays::bed::Bed;
use care::stays::stay::Stay;
use care::{BedId, LevelOfCare, Line, PersonId, Role, SiteId, TimeZoneName};
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::people::{patient, person, program, site, staff};
use record::stays::{bed, stay};
use std::collections::HashMap;

/// A counselor somebody could be given, with how many people they carry.
#[derive(Clone, Debug)]
pub struct Load {
    /// Who.
    pub counselor: PersonId,
    /// What they are called.
    pub name: String,
    /// Where they work.
    pub sites: Vec<SiteId>,
    /// How many people they carry at each level.
    pub carried: HashMap<care::LevelOfCare, u32>,
}

/// What a form for a stay offers.
#[expect(
    clippy::struct_excessive_bools,
    reason = "four things that the actor may or may not do here, each of its own right"
)]
pub struct Offer {
    /// Who it is about.
    pub name: String,
    /// The site that they come to, or asked for.
    pub seen_at: SiteId,
    /// The zone there.
    pub zone: TimeZoneName,
    /// The date there.
    pub today: Date,
    /// The programs.
    pub programs: Vec<Program>,
    /// What the sites are called.
    pub sites: HashMap<SiteId, Line>,
    /// The free beds.
    pub beds: Vec<Bed>,
    /// The counselors.
    pub counselors: Vec<Load>,
    /// The stay they are in, if any.
    pub now: Option<Stay>,
    /// Whether the actor may go over a caseload somewhere.
    pub may_exceed: bool,
    /// The levels that would be refused now, each with what has to stand first.
    pub refused: Vec<(LevelOfCare, String)>,
    /// Whether the actor may choose a level.
    pub may_place: bool,
    /// The signals that have to be answered first.
    pub waiting: Vec<Signal>,
    /// Their date of birth, where it is known.
    pub born: Option<BirthDate>,
    /// Whether they are a minor, as far as is known.
    pub minor: bool,
    /// Whether the actor may take a minor against the rule.
    pub may_take_minor: bool,
    /// Who may, in words.
    pub takers: String,
}

/// What can be chosen for somebody's next stay, by whoever does `action`; and what that was weighed by.
pub(crate) fn offer(
    look: &mut Look<'_, '_>,
    protocol: &Protocol,
    id: PersonId,
    seen_at: SiteId,
    action: Action,
) -> Result<(Offer, Weighed), Refusal> {
    let organization = look.organization();
    let sites = site::all(look.read)?;
    let home = sites.iter().find(|site| site.id == seen_at);
    let zone = home.ok_or(Refusal::NotFound)?.zone.clone();
    let today = zone.local(look.now).date();
    let (name, _) = person::load(look.read, id)?;
    let taken: Vec<BedId> = stay::open(look.read)?
        .iter()
        .filter_map(|(_, stay)| stay.place.bed())
        .collect();
    let mut beds = bed::all(look.read)?;
    beds.retain(|bed| !taken.contains(&bed.id));
    let now = stay::open_of(look.read, id)?;
    let wish = |to| match &now {
        _ if action == Action::DischargePerson => LevelWish::discharge(),
        Some(now) => LevelWish::from_stay(now, to),
        None => LevelWish::admission(to),
    };
    let weighed = gate::weighed(look.read, id, look.now, &zone)?;
    let refused = gate::refused(look.read, protocol, &weighed, &zone, wish)?;
    let born = interview::born(look.read, id)?;
    let offer = Offer {
        refused,
        may_place: look.could(Action::PlacePerson, id)?,
        name: name.full(),
        seen_at,
        zone,
        today,
        programs: program::all(look.read)?,
        beds,
        counselors: near_first(loads(look)?, seen_at),
        now,
        waiting: gate::shown(look, id)?,
        born,
        minor: born.is_some_and(|born| is_minor(born.age_years(today))),
        may_take_minor: look.could(action, id)? && look.could(Action::PlacePerson, id)?,
        takers: minor::takers(action),
        may_exceed: sites.iter().any(|site| {
            look.could_on(
                Action::ExceedCaseload,
                &Resource::Site(organization, site.id),
            )
        }),
        sites: sites.into_iter().map(|site| (site.id, site.name)).collect(),
    };
    Ok((offer, weighed))
}

/// Those first who work where the person is seen.
fn near_first(mut loads: Vec<Load>, seen_at: SiteId) -> Vec<Load> {
    loads.sort_by_key(|load| !load.sites.contains(&seen_at));
    loads
}

/// Every counselor who works here with their load.
fn loads(look: &mut Look<'_, '_>) -> Result<Vec<Load>, Refusal> {
    let mut by_level = Vec::new();
    for level in care::LevelOfCare::ALL {
        by_level.push((level, stay::carried(look.read, level)?));
    }
    let team = staff::all(look.read)?;
    Ok(team
        .into_iter()
        .filter(|staff| staff.roles.contains(&Role::Counselor) && staff.disabled_at.is_none())
        .map(|staff| Load {
            counselor: staff.id,
            name: staff.name.full(),
            carried: by_level
                .iter()
                .map(|(level, loads)| (*level, loads.get(&staff.id).copied().unwrap_or(0)))
                .collect(),
            sites: staff.sites,
        })
        .collect())
}

/// What the pages for moving, referring and discharging somebody offer; `action` is which of these.
pub fn moving(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
    action: Action,
) -> Result<Offer, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(action, id)?;
        let facts = patient::facts(look.read, id, actor.person())?;
        let facts = facts.ok_or(Refusal::NotFound)?;
        let (offer, _) = offer(look, clinic.protocol(), id, facts.site, action)?;
        look.saw("patient.viewed", ("person", id.uuid()), Some(id), None);
        Ok(offer)
    })
}
