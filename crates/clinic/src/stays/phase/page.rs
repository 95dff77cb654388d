//! What the page about somebody's phase shows.

use super::load::pathways;
use super::{ELSEWHERE, kept_at, kept_since, last, marks};
use crate::{Clinic, Refusal};
use care::groups::group::meetings_text;
use care::people::pathway::{Phase, PhaseStanding};
use care::people::program::Program;
use care::planning::week::next_monday;
use care::{GroupId, PersonId};
use jiff::civil::Date;
use policy::{Action, Actor};
use record::groups::{group, membership};
use record::people::{program, site};
use record::stays::{episode, phase};

/// A group of a program, as far as somebody choosing a phase has to know it.
#[derive(Clone, Debug)]
pub struct PhaseGroup {
    /// Its id.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// When it meets.
    pub meets: String,
    /// The phases that it is for; none is all of them.
    pub phases: Vec<u16>,
    /// Seats that are free next Monday.
    pub free: usize,
}

/// Where somebody stands in their program.
#[derive(Clone, Debug)]
pub struct PhasePage {
    /// The program.
    pub program: Program,
    /// What was entered last, or the beginning.
    pub standing: PhaseStanding,
    /// Today at their site.
    pub today: Date,
    /// The Monday after.
    pub monday: Date,
    /// How many sessions they kept since the phase began.
    pub kept: u32,
    /// Of what is asked before the phase that follows, how many sessions were kept.
    pub towards: u32,
    /// The phase that follows, by its number.
    pub next: Option<u16>,
    /// The groups of the program.
    pub groups: Vec<PhaseGroup>,
}

impl PhasePage {
    /// The phase they are in, where the program has any.
    pub fn phase(&self) -> Option<&Phase> {
        let pathway = self.program.pathway.as_ref()?;
        pathway.phase(self.standing.phase)
    }

    /// The one that follows.
    pub fn next_phase(&self) -> Option<&Phase> {
        let pathway = self.program.pathway.as_ref()?;
        pathway.phase(self.next?)
    }
}

/// Where somebody stands in their program, for whoever may move them on.
pub fn page(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<PhasePage, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::MoveStay, id)?;
        let episode = episode::open_of(look.read, id)?;
        let not_here = || Refusal::Conflict("They are not in care now.".to_owned());
        let episode = episode.ok_or_else(not_here)?;
        let now = episode.now().cloned().ok_or_else(not_here)?;
        let wanted = now.place.program();
        let wanted = wanted.ok_or_else(|| Refusal::Conflict(ELSEWHERE.to_owned()))?;
        let programs = program::all(look.read)?;
        let found = programs.iter().find(|program| program.id == wanted);
        let program = found.cloned().ok_or(Refusal::NotFound)?;
        let site = site::find(look.read, now.site)?.ok_or(Refusal::NotFound)?;
        let today = site.zone.local(look.now).date();
        let monday = next_monday(today);
        let standing = last(&phase::of_stay(look.read, now.id)?, now.from);
        let marks = marks(look.read, &episode, today)?;
        let pathway = program.pathway.as_ref();
        let next = pathway.and_then(|pathway| pathway.next(standing.phase));
        let entry = pathway.and_then(|pathway| pathway.phase(next?)?.entry.as_ref());
        let towards = entry.map_or(0, |entry| kept_at(&episode, entry, &marks));
        let mut groups = group::at_site(look.read, now.site)?;
        groups.retain(|group| {
            let held = !group.draft && group.ends_on.is_none_or(|end| end >= today);
            held && group.program == Some(program.id)
        });
        let known = pathways(look.read, now.site, &programs, &groups)?;
        let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
        let taken = membership::of_groups(look.read, &ids, (monday, monday))?;
        let groups = groups.into_iter().map(|group| {
            let members = taken.iter().filter(|one| one.group == group.id).count();
            PhaseGroup {
                id: group.id,
                name: group.name.to_string(),
                meets: meetings_text(&group.meetings),
                phases: known.phases_of(group.id).to_vec(),
                free: usize::from(group.seats).saturating_sub(members),
            }
        });
        let groups = groups.collect();
        look.saw("patient.viewed", ("person", id.uuid()), Some(id), None);
        Ok(PhasePage {
            kept: kept_since(standing.from, &marks),
            program,
            standing,
            today,
            monday,
            towards,
            next,
            groups,
        })
    })
}
