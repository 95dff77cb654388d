//! Proposals as pages show them, and questions to the solver about one.

use super::grid::Grid;
use super::load::{basis, load};
use super::map::{Aim, LeftOut, Mapped, map};
use super::proposal::{moved_to, solution_of};
use super::words::{Shown, shown, without};
use crate::{Clinic, Look, Refusal};
use care::group::Place;
use care::site::Site;
use care::text::compare;
use care::week::{GroupChange, Outcome, Part, Proposal, Purpose};
use care::{PersonId, ProposalId, SiteId, Weekday};
use policy::{Action, Actor, Reach, Resource, reach};
use record::{proposal, site};
use std::collections::BTreeSet;
use timetable::explain::{Wanted, why_not, why_not_placed};

/// A person's part with its sessions.
#[derive(Clone, Debug)]
pub struct ShownPart {
    /// What they are called.
    pub name: String,
    /// The part.
    pub part: Part,
    /// What they attend now.
    pub before: Vec<Shown>,
    /// What they would attend.
    pub after: Vec<Shown>,
}

/// A group that changes, in words.
#[derive(Clone, Debug)]
pub struct ShownChange {
    /// The group's name.
    pub name: String,
    /// What changes.
    pub sentence: String,
    /// Whether something has to be decided before it can be published.
    pub open: bool,
}

/// A proposal as a page shows it.
#[derive(Clone, Debug)]
pub struct ShownProposal {
    /// The proposal.
    pub proposal: Proposal,
    /// Where.
    pub site: Site,
    /// Who made it.
    pub made_by: String,
    /// The groups that change.
    pub groups: Vec<ShownChange>,
    /// Everybody, those without a week first, then those for whom most changes.
    pub people: Vec<ShownPart>,
    /// How many more there are whose lives the actor may not see.
    pub unnamed: usize,
    /// For how many something changes, named or not.
    pub changed: usize,
    /// For how many a message was drafted, named or not.
    pub told: usize,
    /// Those for whom no week was looked for, and why.
    pub left_out: Vec<(String, LeftOut)>,
    /// What the grid of the search made longer than it is.
    pub notes: Vec<String>,
    /// Whether something changed since it was made.
    pub stale: bool,
    /// Whether the actor may publish it.
    pub may_publish: bool,
}

/// The latest proposals of a site.
pub fn proposals(clinic: &Clinic, actor: &Actor, site: SiteId) -> Result<Vec<Proposal>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_on(Action::MakeWeek, &Resource::Site(look.organization(), site))?;
        Ok(proposal::of_site(look.read, look.organization(), site)?)
    })
}

/// One proposal. It names people and tells of their lives, so it does so only to whoever may see those, and the journal
/// knows who looked. Whoever makes weeks without it sees the groups and the numbers.
pub fn proposal(clinic: &Clinic, actor: &Actor, id: ProposalId) -> Result<ShownProposal, Refusal> {
    clinic.look(actor, |look| {
        let proposal = found(look, id)?;
        let organization = look.organization();
        let week = load(&clinic.protocol, look.read, organization, proposal.site, proposal.monday)?;
        let stale = basis(look.read, organization, &week)? != proposal.basis;
        let parts = proposal::parts(look.read, organization, id)?;
        let changes = proposal.whole.groups.clone();
        let moved = moved_to(&changes);
        let open = lives_open(look, &parts)?;
        let total = parts.len();
        let touched = parts.iter().filter(|part| part.changes()).count();
        let told = parts.iter().filter(|part| part.message.is_some()).count();
        let mut people: Vec<ShownPart> = parts
            .into_iter()
            .filter(|part| open.contains(&part.person))
            .filter_map(|part| {
                let name = week.person(part.person)?.name.full();
                let sessions = |plan: Option<&care::week::Plan>, then: bool| match plan {
                    Some(plan) if then => {
                        let mut then = shown(&week, part.person, plan, &moved);
                        without(&mut then, &part.dropped);
                        then
                    }
                    Some(plan) => shown(&week, part.person, plan, &|_| None),
                    None => Vec::new(),
                };
                Some(ShownPart {
                    name,
                    before: sessions(part.before.as_ref(), false),
                    after: sessions(part.after.as_ref(), true),
                    part,
                })
            })
            .collect();
        people.sort_by(|one, other| {
            let weight = |one: &ShownPart| {
                let weight = one.part.differences() + one.part.dropped.len();
                (one.part.after.is_some(), std::cmp::Reverse(weight))
            };
            weight(one).cmp(&weight(other)).then_with(|| compare(&one.name, &other.name))
        });
        let left_out = map(&week, Aim::Everybody { move_groups: false })
            .map(|mapped| mapped.left_out)
            .unwrap_or_default();
        let detail = serde_json::json!({ "shown": people.iter().map(|one| one.part.person).collect::<Vec<_>>() });
        look.saw("week.proposal_viewed", ("proposal", id.uuid()), None, Some(detail));
        let may_all = reach(actor, Action::ViewLife).organization;
        let resource = Resource::Site(organization, proposal.site);
        let may_publish = policy::decide(actor, Action::PublishWeek, &resource, look.now).allow;
        Ok(ShownProposal {
            made_by: crate::patient::called(look, proposal.made_by)?.unwrap_or_default(),
            site: site::find(look.read, organization, proposal.site)?.ok_or(Refusal::NotFound)?,
            groups: changes.iter().map(|change| in_words(&week, change)).collect(),
            unnamed: total - people.len(),
            changed: touched,
            told,
            left_out: left_out
                .into_iter()
                .filter(|(who, _)| may_all || open.contains(who))
                .filter_map(|(who, why)| Some((week.person(who)?.name.full(), why)))
                .collect(),
            notes: Grid::of(&week).map(|grid| grid.longer(&week)).unwrap_or_default(),
            people,
            stale,
            may_publish,
            proposal,
        })
    })
}

/// Of the people of a proposal those whose lives the actor may see.
fn lives_open(look: &mut Look<'_, '_>, parts: &[Part]) -> Result<BTreeSet<PersonId>, Refusal> {
    let everybody = || parts.iter().map(|part| part.person);
    let reach = reach(look.actor, Action::ViewLife);
    if reach.organization {
        return Ok(everybody().collect());
    }
    let mut open = BTreeSet::new();
    // Whoever reaches nobody is not asked about each.
    for person in everybody().filter(|_| reach != Reach::default()) {
        if look.could(Action::ViewLife, person)? {
            open.insert(person);
        }
    }
    Ok(open)
}

/// One proposal of a site the actor may make weeks for; for everybody else there is none.
fn found(look: &mut Look<'_, '_>, id: ProposalId) -> Result<Proposal, Refusal> {
    let organization = look.organization();
    let proposal = proposal::find(look.read, organization, id)?;
    let site = proposal.as_ref().map(|one| one.site);
    // Asked in any case, so that a proposal that does not exist is refused like one that may not be seen.
    let resource = site.map_or(Resource::Organization(organization), |site| {
        Resource::Site(organization, site)
    });
    match (proposal, look.permit_on(Action::MakeWeek, &resource)) {
        (Some(proposal), Ok(())) => Ok(proposal),
        _ => Err(Refusal::NotFound),
    }
}

pub(crate) fn in_words(week: &super::load::SiteWeek, change: &GroupChange) -> ShownChange {
    let name = week.group_name(change.group());
    let (sentence, open) = match change {
        GroupChange::Lasting {
            before,
            after,
            facilitators,
            place,
            ..
        } => {
            let leader = facilitators
                .first()
                .map(|id| week.staff_name(*id))
                .unwrap_or_default();
            let times = |meetings: &[care::group::Meeting]| {
                care::group::meetings_text(meetings).replace('\n', "; ")
            };
            let mut sentence = if before == after {
                format!("{}, led by {leader}", times(after))
            } else {
                format!(
                    "{} instead of {}, led by {leader}",
                    times(after),
                    times(before)
                )
            };
            let open = *place == care::group::Place::Undecided;
            if open {
                sentence
                    .push_str(". No room is free at all these times: find one before publishing");
            }
            (sentence, open)
        }
        GroupChange::Once { date, outcome, .. } => (once_in_words(week, *date, outcome), false),
    };
    ShownChange {
        name,
        sentence: format!("{sentence}."),
        open,
    }
}

/// What becomes of one session.
fn once_in_words(
    week: &super::load::SiteWeek,
    date: jiff::civil::Date,
    outcome: &Outcome,
) -> String {
    let day = crate::group::day(date);
    let leaders = |ids: &[PersonId]| {
        ids.iter()
            .map(|id| week.staff_name(*id))
            .collect::<Vec<_>>()
            .join(" and ")
    };
    let room = |place: &Place| {
        let room = place
            .room()
            .and_then(|id| week.rooms.iter().find(|room| room.id == id));
        room.map_or("another place", |room| room.name.as_str())
            .to_owned()
    };
    match outcome {
        Outcome::Cancelled => format!("{day}: not held"),
        Outcome::LedBy(others) => format!("{day}: led by {}", leaders(others)),
        Outcome::MovedTo {
            date: to,
            minute,
            facilitators,
            place,
        } => {
            let place = place.as_ref().filter(|place| place.room().is_some());
            format!(
                "{day}: moved to {}, {}{}, led by {}",
                crate::group::day(*to),
                care::site::minute_text(*minute),
                place.map_or_else(String::new, |place| format!(", in {}", room(place))),
                leaders(facilitators)
            )
        }
        Outcome::In(place) => format!("{day}: in {}", room(place)),
    }
}

/// "Why not Tuesday?": the wish is granted, whoever is in the way is planned again, and the difference is the answer.
pub fn why_not_day(
    clinic: &Clinic,
    actor: &Actor,
    id: ProposalId,
    (person, day): (PersonId, Weekday),
) -> Result<String, Refusal> {
    ask(clinic, actor, id, person, |mapped, solution, number| {
        let day = usize::from(day.index());
        match why_not(&mapped.instance, solution, number, Wanted::Day(day)) {
            Ok(forced) => forced.sentence,
            Err(refusal) => refusal.sentence(&mapped.instance, number),
        }
    })
}

/// "What would it take?" for somebody who has no week in a proposal.
pub fn what_would_it_take(
    clinic: &Clinic,
    actor: &Actor,
    id: ProposalId,
    person: PersonId,
) -> Result<String, Refusal> {
    ask(clinic, actor, id, person, |mapped, solution, number| {
        why_not_placed(&mapped.instance, solution, number).sentence
    })
}

fn ask(
    clinic: &Clinic,
    actor: &Actor,
    id: ProposalId,
    person: PersonId,
    answer: impl FnOnce(&Mapped, &timetable::Solution, usize) -> String,
) -> Result<String, Refusal> {
    clinic.look(actor, |look| {
        let proposal = found(look, id)?;
        if !look.could(Action::ViewLife, person)? {
            return Err(Refusal::NotFound);
        }
        let organization = look.organization();
        let week = load(&clinic.protocol, look.read, organization, proposal.site, proposal.monday)?;
        let parts = proposal::parts(look.read, organization, id)?;
        let aim = Aim::Everybody { move_groups: proposal.purpose == Purpose::Design };
        let stale = || {
            Refusal::Conflict(
                "Something changed since this proposal was made, so it cannot be asked any more. Make it again.".to_owned(),
            )
        };
        if proposal.purpose == Purpose::Repair {
            return Err(Refusal::Conflict("A repair answers for one week only; ask about a person on their own page.".to_owned()));
        }
        let mapped = map(&week, aim).map_err(|said| Refusal::Conflict(said.join(" ")))?;
        let solution = solution_of(&mapped, &proposal.whole.groups, &parts).ok_or_else(stale)?;
        let number = mapped.person(person).ok_or(Refusal::NotFound)?;
        look.saw("week.asked", ("person", person.uuid()), Some(person), None);
        Ok(answer(&mapped, &solution, number))
    })
}
