//! Proposals as pages show them, and questions to the solver about one.

use super::aim::Aim;
use super::answer::{alone, headline};
use super::explanation::{WeekSession, shown, without};
use super::grid::Grid;
use super::horizon::moved_to;
use super::load::{SiteWeek, basis, load};
use super::map::{LeftOut, SiteInstance, map};
use super::proposal::solution_of;
use super::repair;
use crate::people::reach as contact;
use crate::{Clinic, Look, Refusal};
use care::groups::group::MeetingPlace;
use care::people::contact_rules::{Forbidden, WayOut};
use care::people::site::Site;
use care::planning::week::{
    GroupChange, Headline, Part, Proposal, ProposalState, Purpose, RepairOutcome, Whole,
};
use care::text::compare;
use care::{PersonId, ProposalId, SiteId, Weekday, in_a_row};
use jiff::Timestamp;
use policy::{Action, Actor, Reach, Resource, reach};
use record::people::site;
use record::planning::proposal;
use std::collections::{BTreeSet, HashMap};
use timetable::explain::{Wanted, why_not};

/// A person's part with its sessions.
#[derive(Clone, Debug)]
pub struct ShownPart {
    /// What they are called.
    pub name: String,
    /// The part.
    pub part: Part,
    /// What they attend now.
    pub before: Vec<WeekSession>,
    /// What they would attend.
    pub after: Vec<WeekSession>,
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
    /// How many have their hours, and why the others do not, named or not.
    pub headline: Headline,
    /// For how many something changes, named or not.
    pub changed: usize,
    /// For how many a message was drafted that may be mailed to them, named or not.
    pub told: usize,
    /// Whose message their own rules for being in touch hold back.
    pub held: HashMap<PersonId, Forbidden>,
    /// Those for whom no week was looked for, and why.
    pub left_out: Vec<(String, LeftOut)>,
    /// What the grid of the search made longer than it is.
    pub notes: Vec<String>,
    /// Who decided about it, where somebody has.
    pub settled_by: Option<String>,
    /// The proposal that was withdrawn when this one was made, and when that one was made.
    pub gave_way: Option<(ProposalId, Timestamp)>,
    /// The newer proposal for which this one was withdrawn.
    pub gave_way_to: Option<ProposalId>,
    /// What a repair puts to somebody's choice.
    pub repair: repair::ShownRepair,
    /// Whether something changed since it was made.
    pub stale: bool,
    /// Whether the actor may publish it.
    pub may_publish: bool,
}

/// The latest proposals of a site.
pub fn proposals(clinic: &Clinic, actor: &Actor, site: SiteId) -> Result<Vec<Proposal>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_on(Action::MakeWeek, &Resource::Site(look.organization(), site))?;
        Ok(proposal::of_site(look.read, site)?)
    })
}

/// One proposal. It names people and tells of their lives, so it does so only to whoever may see those, and the journal
/// knows who looked. Whoever makes weeks without it sees the groups and the numbers.
pub fn proposal(clinic: &Clinic, actor: &Actor, id: ProposalId) -> Result<ShownProposal, Refusal> {
    clinic.look(actor, |look| {
        let proposal = found(look, id)?;
        let organization = look.organization();
        let week = load(clinic.protocol(), look.read, proposal.site, proposal.monday)?;
        let stale = basis(look.read, &week)? != proposal.basis;
        let parts = proposal::parts(look.read, id)?;
        let open = lives_open(look, &parts)?;
        let total = parts.len();
        let headline = headline(&proposal, &parts);
        let touched = parts.iter().filter(|part| part.changes()).count();
        let drafted = parts.iter().filter(|part| part.message.is_some());
        let drafted: Vec<PersonId> = drafted.map(|part| part.person).collect();
        let held = contact::forbidden_to(look.read, &drafted, WayOut::Times)?;
        let told = drafted.len() - held.len();
        let touched = touched.max(drafted.len());
        let mut people = shown_parts(look, &week, &proposal, parts, &open)?;
        people.sort_by(by_weight);
        let repair = repair_in_words(&week, &proposal, &people, drafted.len());
        // What was decided is shown as it was; who is left out, and what the grid makes longer, is said of today.
        let today = proposal.state == ProposalState::Open;
        let may_all = reach(actor, Action::ViewLife).organization;
        let mut left_out = if today { left_out(&week) } else { Vec::new() };
        left_out.retain(|(who, _)| may_all || open.contains(who));
        let (gave_way, gave_way_to) = gave_way(look, &proposal)?;
        let settled_by = match proposal.settled {
            Some((_, who)) => door::display_name(look, who)?,
            None => None,
        };
        let named = people.iter().map(|one| one.part.person);
        let named = named
            .chain(left_out.iter().map(|(who, _)| *who))
            .collect::<BTreeSet<_>>();
        let detail = serde_json::json!({ "shown": named });
        look.saw(
            "week.proposal_viewed",
            ("proposal", id.uuid()),
            None,
            Some(detail),
        );
        let resource = Resource::Site(organization, proposal.site);
        let may_publish = policy::decide(actor, Action::PublishWeek, &resource, look.now).allow;
        Ok(ShownProposal {
            made_by: door::display_name(look, proposal.made_by)?.unwrap_or_default(),
            site: site::find(look.read, proposal.site)?.ok_or(Refusal::NotFound)?,
            groups: proposal
                .whole
                .groups
                .iter()
                .map(|change| in_words(&week, &proposal.whole, change))
                .collect(),
            unnamed: total - people.len(),
            headline,
            changed: touched,
            told,
            held,
            left_out: left_out
                .into_iter()
                .filter_map(|(who, why)| Some((week.person(who)?.name.full(), why)))
                .collect(),
            notes: if today { notes(&week) } else { Vec::new() },
            settled_by,
            gave_way,
            gave_way_to,
            people,
            repair,
            stale,
            may_publish,
            proposal,
        })
    })
}

/// What a repair puts to somebody's choice, of those whose lives are open.
fn repair_in_words(
    week: &SiteWeek,
    proposal: &Proposal,
    people: &[ShownPart],
    touched: usize,
) -> repair::ShownRepair {
    let named: Vec<repair::Named<'_>> = people
        .iter()
        .map(|one| repair::Named {
            person: one.part.person,
            name: &one.name,
            repair: &one.part.repair,
            wanted: one.part.prescribed_minutes,
        })
        .collect();
    repair::in_words(week, proposal, &named, touched)
}

/// Whose life changes most stands first, after whoever leaves; equals by name.
fn by_weight(one: &ShownPart, other: &ShownPart) -> std::cmp::Ordering {
    let weight = |one: &ShownPart| {
        let weight = one.part.differences() + one.part.dropped.len();
        (one.part.after.is_some(), std::cmp::Reverse(weight))
    };
    weight(one)
        .cmp(&weight(other))
        .then_with(|| compare(&one.name, &other.name))
}

/// Everybody's part of a proposal with its sessions, of those whose lives are open. They are called as they were when
/// it was made; only what an older version made is looked up in the record of today.
fn shown_parts(
    look: &mut Look<'_, '_>,
    week: &SiteWeek,
    proposal: &Proposal,
    parts: Vec<Part>,
    open: &BTreeSet<PersonId>,
) -> Result<Vec<ShownPart>, Refusal> {
    let moved = moved_to(&proposal.whole.groups);
    let mut people = Vec::new();
    for mut part in parts {
        if !open.contains(&part.person) {
            continue;
        }
        let name = match week.person(part.person) {
            Some(one) => Some(one.name.full()),
            None => door::display_name(look, part.person)?,
        };
        let Some(name) = name else { continue };
        let (mut before, mut after) = (
            std::mem::take(&mut part.before_shown),
            std::mem::take(&mut part.after_shown),
        );
        if let (true, Some(plan)) = (before.is_empty(), &part.before) {
            before = shown(week, part.person, plan, &|_| None);
        }
        if let (true, Some(plan)) = (after.is_empty(), &part.after) {
            after = shown(week, part.person, plan, &moved);
            without(&mut after, &part.dropped);
        }
        people.push(ShownPart {
            name,
            part,
            before,
            after,
        });
    }
    Ok(people)
}

/// Those for whom no week is looked for, as things stand.
fn left_out(week: &SiteWeek) -> Vec<(PersonId, LeftOut)> {
    map(week, Aim::Everybody { move_groups: false })
        .map(|mapped| mapped.left_out)
        .unwrap_or_default()
}

/// What the grid of the search makes longer than it is.
fn notes(week: &SiteWeek) -> Vec<String> {
    Grid::of(week)
        .map(|grid| grid.longer(week))
        .unwrap_or_default()
}

/// What gave way to a proposal, with when it was made, and what it gave way to itself.
type GaveWay = (Option<(ProposalId, Timestamp)>, Option<ProposalId>);

/// The proposal that was withdrawn when one was made, and the newer one for which it was withdrawn itself. Both were
/// decided in one act: the moment and the person are the same.
fn gave_way(look: &mut Look<'_, '_>, proposal: &Proposal) -> Result<GaveWay, Refusal> {
    let all = proposal::of_site(look.read, proposal.site)?;
    let for_one_made = |old: &Proposal, new: &Proposal| {
        old.id != new.id
            && old.state == ProposalState::Withdrawn
            && old.settled == Some((new.made_at, new.made_by))
    };
    let mut older = all.iter().filter(|one| for_one_made(one, proposal));
    let mut newer = all.iter().filter(|one| for_one_made(proposal, one));
    Ok((
        older.next().map(|one| (one.id, one.made_at)),
        newer.next().map(|one| one.id),
    ))
}

/// Of the people of a proposal those whose lives the actor may see.
pub(super) fn lives_open(
    look: &mut Look<'_, '_>,
    parts: &[Part],
) -> Result<BTreeSet<PersonId>, Refusal> {
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
pub(super) fn found(look: &mut Look<'_, '_>, id: ProposalId) -> Result<Proposal, Refusal> {
    let organization = look.organization();
    let proposal = proposal::find(look.read, id)?;
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

pub(crate) fn in_words(week: &SiteWeek, whole: &Whole, change: &GroupChange) -> ShownChange {
    let id = change.group();
    let known = whole.names.iter().find(|(group, _)| *group == id);
    let name = known.map_or_else(|| week.group_name(id), |(_, name)| name.clone());
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
            let times = |meetings: &[care::groups::group::Meeting]| {
                care::groups::group::meetings_text(meetings).replace('\n', "; ")
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
            let open = *place == care::groups::group::MeetingPlace::Undecided;
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
fn once_in_words(week: &SiteWeek, date: jiff::civil::Date, outcome: &RepairOutcome) -> String {
    let day = crate::groups::group::day(date);
    let leaders = |ids: &[PersonId]| {
        let names: Vec<_> = ids.iter().map(|id| week.staff_name(*id)).collect();
        in_a_row(&names)
    };
    let room = |place: &MeetingPlace| {
        let room = place
            .room()
            .and_then(|id| week.rooms.iter().find(|room| room.id == id));
        room.map_or("another place", |room| room.name.as_str())
            .to_owned()
    };
    match outcome {
        RepairOutcome::Cancelled => format!("{day}: not held"),
        RepairOutcome::LedBy(others) => format!("{day}: led by {}", leaders(others)),
        RepairOutcome::MovedTo {
            date: to,
            minute,
            facilitators,
            place,
        } => {
            let place = place.as_ref().filter(|place| place.room().is_some());
            let zone = &week.site.zone;
            format!(
                "{day}: moved to {}, {} {}{}, led by {}",
                crate::groups::group::day(*to),
                care::people::site::minute_text(*minute),
                zone.abbreviation(zone.instant(*to, *minute)),
                place.map_or_else(String::new, |place| format!(", in {}", room(place))),
                leaders(facilitators)
            )
        }
        RepairOutcome::In(MeetingPlace::Telehealth(_)) => format!("{day}: by video"),
        RepairOutcome::In(place) => format!("{day}: in {}", room(place)),
    }
}

/// "Why not Tuesday?": the wish is granted, whoever is in the way is planned again, and the difference is the answer.
pub fn why_not_day(
    clinic: &Clinic,
    actor: &Actor,
    id: ProposalId,
    person: PersonId,
    day: Weekday,
) -> Result<String, Refusal> {
    ask(
        clinic,
        actor,
        id,
        person,
        |(_, mapped), solution, number| {
            let day = usize::from(day.index());
            match why_not(&mapped.instance, solution, number, Wanted::Day(day)) {
                Ok(forced) => forced.sentence,
                Err(refusal) => refusal.sentence(&mapped.instance, number),
            }
        },
    )
}

/// "What would it take?" for somebody who has no week in a proposal.
pub fn what_would_it_take(
    clinic: &Clinic,
    actor: &Actor,
    id: ProposalId,
    person: PersonId,
) -> Result<String, Refusal> {
    ask(
        clinic,
        actor,
        id,
        person,
        |(week, mapped), solution, number| alone(week, mapped, solution, number, &[]).0,
    )
}

fn ask(
    clinic: &Clinic,
    actor: &Actor,
    id: ProposalId,
    person: PersonId,
    answer: impl FnOnce((&SiteWeek, &SiteInstance), &timetable::Solution, usize) -> String,
) -> Result<String, Refusal> {
    clinic.look(actor, |look| {
        let proposal = found(look, id)?;
        if !look.could(Action::ViewLife, person)? {
            return Err(Refusal::NotFound);
        }
        let week = load(clinic.protocol(), look.read, proposal.site, proposal.monday)?;
        let parts = proposal::parts(look.read, id)?;
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
        Ok(answer((&week, &mapped), &solution, number))
    })
}
