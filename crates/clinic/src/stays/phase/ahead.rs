//! Who moves on next Monday, and where seats will be missing for them.

use super::load::{Pathways, pathways};
use crate::people::patient::saw_listed;
use crate::{Clinic, Refusal};
use care::groups::group::{Group, GroupKind, Membership};
use care::people::pathway::{Phase, PhaseLength, PhaseTime};
use care::people::program::Program;
use care::people::site::Site;
use care::planning::week::next_monday;
use care::{Line, PersonId, ProgramId, SiteId};
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::Read;
use record::attendance::hours;
use record::attendance::hours::Attending;
use record::attendance::roster;
use record::groups::{group, membership};
use record::people::{program, site};
use std::collections::{BTreeMap, HashMap};

/// How far ahead missing seats are looked for, in weeks: long enough to open a group. House rule.
const SEATS_WEEKS: i32 = 3;
/// How far back kept sessions of a phase are counted, in weeks: a year. A phase of sessions that lasts longer is one for
/// somebody to look at anyway.
const KEPT_WEEKS: i32 = 53;

/// Somebody for whom it is time for the next phase.
#[derive(Clone, Debug)]
pub struct MovesOn {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub called: String,
    /// Their program.
    pub program: Line,
    /// The phase they are in.
    pub phase: Line,
    /// Which week of it next Monday begins.
    pub week: u16,
    /// The phase that follows; none where the way ends here.
    pub next: Option<Line>,
    /// Whether the least or the most of its time has passed.
    pub time: PhaseTime,
}

/// A phase that will have fewer seats than people who come to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhaseShort {
    /// The program.
    pub program: Line,
    /// The phase.
    pub phase: Line,
    /// How many come to it.
    pub coming: usize,
    /// How many seats are free then.
    pub free: usize,
}

/// Who moves on at a site.
#[derive(Clone, Debug)]
pub struct SitePathways {
    /// The Monday it is about.
    pub monday: Date,
    /// For whom it is time, those first who are past the most.
    pub moves: Vec<MovesOn>,
    /// By which day seats are looked at.
    pub by: Date,
    /// Where they will be missing.
    pub short: Vec<PhaseShort>,
}

/// Who moves on next Monday at a site, and where seats will be missing.
pub fn moving_on(clinic: &Clinic, actor: &Actor, id: SiteId) -> Result<SitePathways, Refusal> {
    clinic.look(actor, |look| {
        let organization = look.organization();
        look.permit_on(Action::MakeWeek, &Resource::Site(organization, id))?;
        let site = site::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        let today = site.zone.local(look.now).date();
        let programs = program::all(look.read)?;
        let found = at_site(look.read, id, (today, &programs), true)?;
        let shown: Vec<PersonId> = found.moves.iter().map(|one| one.person).collect();
        saw_listed(look, &shown, false);
        Ok(found)
    })
}

/// How many move on at these sites, and the first of them where anybody does: a number, and a place to look. Where seats
/// will be missing is read there: it takes everybody who is in a group.
pub(crate) fn count_moving(
    read: &mut impl Read,
    sites: &[Site],
    programs: &[Program],
    now: jiff::Timestamp,
) -> Result<Option<(usize, SiteId)>, Refusal> {
    let (mut count, mut first) = (0, None);
    for site in sites.iter().filter(|site| has_phases(programs, site.id)) {
        let today = site.zone.local(now).date();
        let found = at_site(read, site.id, (today, programs), false)?;
        if !found.moves.is_empty() {
            count += found.moves.len();
            first = first.or(Some(site.id));
        }
    }
    Ok(first.map(|site| (count, site)))
}

/// Whether a program at a site has phases.
fn has_phases(programs: &[Program], site: SiteId) -> bool {
    let mut own = programs.iter().filter(|program| program.site == site);
    own.any(|program| program.pathway.is_some())
}

/// Where somebody stands, with their phase.
struct Stands<'p> {
    one: Attending,
    program: &'p Program,
    phase: &'p Phase,
    week: u16,
    kept: u32,
}

fn at_site(
    read: &mut impl Read,
    site: SiteId,
    (today, programs): (Date, &[Program]),
    with_seats: bool,
) -> Result<SitePathways, Refusal> {
    let monday = next_monday(today);
    let by = monday.saturating_add((SEATS_WEEKS - 1).weeks());
    let mut found = SitePathways {
        monday,
        moves: Vec::new(),
        by,
        short: Vec::new(),
    };
    if !has_phases(programs, site) {
        return Ok(found);
    }
    let groups = group::at_site(read, site)?;
    let pathways = pathways(read, site, programs, &groups)?;
    let people = hours::at_site(read, site, (today, today.saturating_add(1.day())))?;
    let kept = kept(read, site, (today, programs), &people, &pathways)?;
    let mut coming: BTreeMap<(ProgramId, u16), usize> = BTreeMap::new();
    for one in people {
        let standing = pathways.standing(&one, monday);
        let program = programs.iter().find(|program| program.id == one.program);
        let pathway = program.and_then(|program| program.pathway.as_ref());
        let phase = pathway.and_then(|pathway| pathway.phase(standing.phase));
        let (Some(program), Some(pathway), Some(phase)) = (program, pathway, phase) else {
            continue;
        };
        let next = pathway.next(standing.phase);
        let stands = Stands {
            kept: kept.get(&one.person).copied().unwrap_or(0),
            one,
            program,
            phase,
            week: standing.week(monday),
        };
        let later = phase.time(standing.week(by), stands.kept);
        if let Some(next) = next.filter(|_| later != PhaseTime::NotYet) {
            *coming.entry((program.id, next)).or_default() += 1;
        }
        found.moves.extend(moves(stands, next));
    }
    found
        .moves
        .sort_by(|one, other| (other.time, &one.called).cmp(&(one.time, &other.called)));
    if with_seats {
        let memberships = membership::all(read)?;
        let seats = Seats {
            groups: &groups,
            memberships: &memberships,
            pathways: &pathways,
            on: by,
        };
        found.short = short(programs, &coming, &seats);
    }
    Ok(found)
}

fn moves(stands: Stands<'_>, next: Option<u16>) -> Option<MovesOn> {
    let Stands {
        one,
        program,
        phase,
        week,
        kept,
    } = stands;
    let time = phase.time(week, kept);
    let pathway = program.pathway.as_ref()?;
    let next = next.and_then(|next| pathway.phase(next));
    (time != PhaseTime::NotYet).then(|| MovesOn {
        person: one.person,
        called: one.name.full(),
        program: program.name.clone(),
        phase: phase.name.clone(),
        week,
        next: next.map(|next| next.name.clone()),
        time,
    })
}

/// How many sessions each kept in the phase they are in, where a phase of the site lasts a number of sessions.
fn kept(
    read: &mut impl Read,
    site: SiteId,
    (today, programs): (Date, &[Program]),
    people: &[Attending],
    pathways: &Pathways,
) -> Result<HashMap<PersonId, u32>, Refusal> {
    let own = programs.iter().filter(|program| program.site == site);
    let mut phases = own.flat_map(|program| program.pathway.iter().flat_map(|one| &one.phases));
    let mut kept = HashMap::new();
    if !phases.any(|phase| matches!(phase.length, PhaseLength::Sessions(_))) {
        return Ok(kept);
    }
    let since: HashMap<PersonId, Date> = people
        .iter()
        .map(|one| (one.person, pathways.standing(one, today).from))
        .collect();
    let oldest = today.saturating_sub(KEPT_WEEKS.weeks());
    let from = since.values().min().copied().unwrap_or(today).max(oldest);
    for mark in roster::at_site(read, site, (from, today.saturating_add(1.day())))? {
        let counts = since
            .get(&mark.person)
            .is_some_and(|from| mark.date >= *from);
        if mark.there && counts {
            *kept.entry(mark.person).or_insert(0) += 1;
        }
    }
    Ok(kept)
}

/// What free seats are counted from.
struct Seats<'a> {
    groups: &'a [Group],
    memberships: &'a [Membership],
    pathways: &'a Pathways,
    on: Date,
}

impl Seats<'_> {
    /// How many people a phase can take on a day: of each kind of its groups all seats that are free, and of these the
    /// fewest, because a newcomer needs one of each.
    fn free(&self, program: ProgramId, phase: u16) -> usize {
        let mut kinds: BTreeMap<GroupKind, usize> = BTreeMap::new();
        for group in self.groups {
            let held = !group.draft && group.open && group.ends_on.is_none_or(|end| end >= self.on);
            let alone = group.kind == GroupKind::Individual;
            let named = self.pathways.phases_of(group.id).contains(&phase);
            if !held || alone || !named || group.program != Some(program) {
                continue;
            }
            let members = self.memberships.iter();
            let taken = members.filter(|one| one.group == group.id && one.covers(self.on));
            let free = usize::from(group.seats).saturating_sub(taken.count());
            *kinds.entry(group.kind).or_default() += free;
        }
        kinds.into_values().min().unwrap_or(0)
    }
}

/// The phases to which more people come than they have seats. Who leaves such a phase by then is not counted on: whether
/// they go is decided by nobody yet.
fn short(
    programs: &[Program],
    coming: &BTreeMap<(ProgramId, u16), usize>,
    seats: &Seats<'_>,
) -> Vec<PhaseShort> {
    let of = |((program, phase), coming): (&(ProgramId, u16), &usize)| {
        let program = programs.iter().find(|one| one.id == *program)?;
        let name = program.pathway.as_ref()?.phase(*phase)?.name.clone();
        let free = seats.free(program.id, *phase);
        (free < *coming).then(|| PhaseShort {
            program: program.name.clone(),
            phase: name,
            coming: *coming,
            free,
        })
    };
    coming.iter().filter_map(of).collect()
}
