//! The ways of a repair as a page shows them: each with what it means for whom.

use super::super::load::SiteWeek;
use crate::groups::group::day;
use care::daytime::{length_text, minute_text};
use care::groups::group::MeetingPlace;
use care::planning::week::{Consequence, PartRepair, Proposal, RepairOutcome, RepairWay};
use care::{GroupId, PersonId, in_a_row};
use jiff::civil::Date;

/// One way to answer for a session, in words.
#[derive(Clone, Debug)]
pub struct ShownWay {
    /// What is done.
    pub label: String,
    /// What it means for each, of those whose lives are open.
    pub people: Vec<String>,
}

/// A session that cannot be held as it stands, in words.
#[derive(Clone, Debug)]
pub struct ShownHit {
    /// Which.
    pub title: String,
    /// What can be done, the gentlest first.
    pub ways: Vec<ShownWay>,
    /// Which of it is chosen; nothing where the session is left as it is.
    pub chosen: Option<usize>,
}

/// A seat for somebody whom nothing happened to, in words.
#[derive(Clone, Debug)]
pub struct ShownOffer {
    /// Who.
    pub person: PersonId,
    /// Which seat, and why.
    pub sentence: String,
}

/// What a repair puts to somebody's choice.
#[derive(Clone, Debug, Default)]
pub struct ShownRepair {
    /// The sessions that are hit.
    pub hits: Vec<ShownHit>,
    /// What happens if nobody does anything, for each.
    pub nothing: Vec<String>,
    /// Seats for others.
    pub offers: Vec<ShownOffer>,
    /// How many have to hear of it in the ways that are chosen.
    pub touched: usize,
}

/// Somebody whose life is open to the actor.
pub(crate) struct Named<'a> {
    pub person: PersonId,
    pub name: &'a str,
    pub repair: &'a PartRepair,
    pub wanted: u32,
}

/// A repair in words. `told` is how many have to hear of what is chosen, named or not.
pub(crate) fn in_words(
    week: &SiteWeek,
    proposal: &Proposal,
    people: &[Named<'_>],
    touched: usize,
) -> ShownRepair {
    let repair = &proposal.whole.repair;
    let hits = repair.hits.iter().map(|hit| ShownHit {
        title: session(week, proposal, (hit.group, hit.date)),
        ways: hit
            .ways
            .iter()
            .enumerate()
            .map(|(number, way)| ShownWay {
                label: label(week, proposal, way),
                people: people
                    .iter()
                    .filter_map(|one| {
                        let mut own = one.repair.ways.iter();
                        let found = own.find(|own| {
                            (own.group, own.date, own.way) == (hit.group, hit.date, number)
                        })?;
                        Some(format!("{}: {}", one.name, meaning(week, proposal, found)))
                    })
                    .collect(),
            })
            .collect(),
        chosen: hit.chosen,
    });
    let nothing = people
        .iter()
        .filter(|one| !one.repair.ways.is_empty())
        .map(|one| {
            let own = one.repair;
            format!(
                "{}: {} kept, {} kept and still possible of {}; {} as proposed",
                one.name,
                length_text(own.kept_minutes),
                length_text(own.nothing_minutes),
                length_text(one.wanted),
                length_text(own.possible_minutes(repair))
            )
        });
    let offers = people.iter().filter_map(|one| {
        let offer = one.repair.offer?;
        let sentence = format!(
            "{} has {} of {} this week. A seat is free in {}: {} more",
            one.name,
            length_text(one.repair.nothing_minutes),
            length_text(one.wanted),
            session(week, proposal, (offer.group, offer.date)),
            length_text(offer.minutes)
        );
        Some(ShownOffer {
            person: one.person,
            sentence,
        })
    });
    ShownRepair {
        hits: hits.collect(),
        nothing: nothing.collect(),
        offers: offers.collect(),
        touched,
    }
}

/// A session, as it was called when the proposal was made.
fn session(week: &SiteWeek, proposal: &Proposal, (id, date): (GroupId, Date)) -> String {
    let mut names = proposal.whole.names.iter();
    let known = names.find(|(group, _)| *group == id);
    let name = known.map_or_else(|| week.group_name(id), |(_, name)| name.clone());
    let start = week.group(id).and_then(|group| group.meets_on(date));
    let at = start.map_or_else(String::new, |meeting| {
        format!(", {}", minute_text(meeting.start_minute))
    });
    format!("{name}, {}{at}", day(date))
}

fn label(week: &SiteWeek, proposal: &Proposal, way: &RepairWay) -> String {
    let leaders = |ids: &[PersonId]| {
        let names: Vec<_> = ids.iter().map(|id| week.staff_name(*id)).collect();
        in_a_row(&names)
    };
    let room = |place: &MeetingPlace| {
        let id = place.room()?;
        let room = week.rooms.iter().find(|room| room.id == id)?;
        Some(room.name.to_string())
    };
    match (&way.outcome, way.joins) {
        (_, Some(other)) => format!("Joined with {}", session(week, proposal, other)),
        (RepairOutcome::Cancelled, None) => {
            "Not held; whoever can has a seat in another session".to_owned()
        }
        (RepairOutcome::LedBy(ids), None) => format!("Led by {}", leaders(ids)),
        (RepairOutcome::In(place), None) => {
            room(place).map_or_else(|| "By video".to_owned(), |room| format!("In {room}"))
        }
        (
            RepairOutcome::MovedTo {
                date,
                minute,
                facilitators,
                place,
            },
            None,
        ) => {
            let room = place.as_ref().and_then(room);
            format!(
                "Moved to {}, {}{}, led by {}",
                day(*date),
                minute_text(*minute),
                room.map_or_else(String::new, |room| format!(", in {room}")),
                leaders(facilitators)
            )
        }
    }
}

fn meaning(week: &SiteWeek, proposal: &Proposal, one: &Consequence) -> String {
    match one.instead {
        Some(other) => format!(
            "{} in {}",
            length_text(one.minutes),
            session(week, proposal, other)
        ),
        None if one.minutes > 0 => format!("keeps {}", length_text(one.minutes)),
        None => "cannot, as if nobody did anything".to_owned(),
    }
}
