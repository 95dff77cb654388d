//! What is said of everybody for whom no week was found, and what the site could open for them.

use super::explanation::{foreign, shown};
use super::horizon::moved_to;
use super::load::SiteWeek;
use super::map::SiteInstance;
use super::options;
use care::PersonId;
use care::planning::week::{
    Answer, GroupChange, Headline, Nearest, Part, Proposal, Purpose, REASONS_MAX, SiteOpening,
    WeekCause,
};
use std::collections::BTreeMap;
use timetable::explain::{Relaxation, WhyNotPlaced, answers, offering, why_not_placed_beside};
use timetable::{Instance, Slot, Solution};

/// The answers of a proposal.
pub(crate) struct ProposalAnswers {
    /// What the site could open. They name nobody.
    pub openings: Vec<SiteOpening>,
    /// By number of the person: in words, and as data.
    people: BTreeMap<usize, (String, Answer)>,
}

impl ProposalAnswers {
    /// Asks for everybody without a week; `groups` are those that would meet otherwise.
    pub fn of(
        week: &SiteWeek,
        mapped: &SiteInstance,
        solution: &Solution,
        groups: &[GroupChange],
    ) -> Self {
        let without: Vec<usize> = (0..mapped.people.len())
            .filter(|number| solution.weeks[*number].is_none())
            .collect();
        if without.is_empty() {
            return Self {
                openings: Vec::new(),
                people: BTreeMap::new(),
            };
        }
        let instance = wider(week, mapped);
        let of_one = |number: usize| foreign(week, mapped, number);
        let found = answers(&instance, solution, 0, &of_one);
        let of_site: Vec<_> = found
            .openings
            .iter()
            .filter(|one| one.is_of_site())
            .collect();
        let openings = of_site.iter().map(|one| SiteOpening {
            sentence: one.sentence.clone(),
            effort: u32::try_from(one.effort).unwrap_or(u32::MAX),
            places: count(one.people.len()),
            moves: count(one.moved.len()),
        });
        let mut people: BTreeMap<usize, (String, Answer)> = BTreeMap::new();
        for (number, why) in &found.people {
            let mut answer = answer(week, mapped, &instance, (*number, why), groups);
            let of_theirs = (0..).zip(&of_site);
            answer.openings = of_theirs
                .filter(|(_, one)| one.people.contains(number))
                .map(|(place, _)| place)
                .collect();
            people.insert(*number, (why.sentence.clone(), answer));
        }
        // Beyond those that openings are looked for, everybody is answered by themselves.
        for number in without {
            people.entry(number).or_insert_with(|| {
                let why = why_not_placed_beside(&instance, solution, number, &of_one(number));
                let answer = answer(week, mapped, &instance, (number, &why), groups);
                (why.sentence, answer)
            });
        }
        Self {
            openings: openings.collect(),
            people,
        }
    }

    /// Why somebody has no week and what it would take, in words.
    pub fn sentence(&self, number: usize) -> Option<String> {
        self.people.get(&number).map(|(said, _)| said.clone())
    }

    /// The same as data.
    pub fn answer(&self, number: usize) -> Option<Answer> {
        self.people.get(&number).map(|(_, answer)| answer.clone())
    }

    /// What would help the site most, in words.
    pub fn holding(&self) -> Vec<String> {
        let said = self.openings.iter().take(REASONS_MAX);
        said.map(|one| one.sentence.clone()).collect()
    }
}

/// The answer for one person of an instance, in words and as data; openings are not looked for.
pub(crate) fn alone(
    week: &SiteWeek,
    mapped: &SiteInstance,
    solution: &Solution,
    number: usize,
    groups: &[GroupChange],
) -> (String, Answer) {
    let instance = wider(week, mapped);
    let theirs = foreign(week, mapped, number);
    let why = why_not_placed_beside(&instance, solution, number, &theirs);
    let answer = answer(week, mapped, &instance, (number, &why), groups);
    (why.sentence, answer)
}

/// The instance in which a new group could meet at any of the site's hours: where groups stay as they are, no other hours
/// are known to it.
fn wider(week: &SiteWeek, mapped: &SiteInstance) -> Instance {
    let mut more = Vec::new();
    for (number, id) in mapped.groups.iter().enumerate() {
        let [now] = mapped.instance.options(number) else {
            continue;
        };
        let Some(group) = week.group(*id).filter(|group| group.place.room().is_some()) else {
            continue;
        };
        let slots = options::elsewhere(week, mapped.grid, group, &now.meetings);
        let slots = slots
            .into_iter()
            .map(|meetings| Slot { meetings })
            .collect();
        more.push((number, slots));
    }
    offering(&mapped.instance, more)
}

fn answer(
    week: &SiteWeek,
    mapped: &SiteInstance,
    instance: &Instance,
    (number, why): (usize, &WhyNotPlaced),
    groups: &[GroupChange],
) -> Answer {
    let person = mapped.people[number];
    let elsewhere = moved_to(groups);
    let nearest = why.nearest.as_ref().map(|nearest| Nearest {
        sessions: shown(week, person, &mapped.plan(&nearest.week), &elsewhere),
        short_minutes: nearest.short_units * instance.unit_minutes(),
        sentence: nearest.sentence.clone(),
    });
    let forced = why.at_others_expense.as_ref();
    let (loses, moves) = forced
        .map(|forced| {
            let all = forced.moved.iter().copied();
            all.partition::<Vec<usize>, _>(|other| forced.lost.contains(other))
        })
        .unwrap_or_default();
    let ids = |numbers: Vec<usize>| -> Vec<PersonId> {
        numbers.into_iter().map(|one| mapped.people[one]).collect()
    };
    Answer {
        cause: cause(why),
        openings: Vec::new(),
        own: own(instance, number, why),
        nearest,
        moves: ids(moves),
        loses: ids(loses),
    }
}

/// The changes in somebody's own life, or in what they accept, that would give them a week: the least of each kind.
fn own(instance: &Instance, number: usize, why: &WhyNotPlaced) -> Vec<String> {
    let mut kinds = Vec::new();
    let mut said = Vec::new();
    let single = why.remedies.iter().map(|one| &one.relaxation);
    for one in single.filter(|one| !one.is_of_site()) {
        let kind = std::mem::discriminant(one);
        if !kinds.contains(&kind) {
            kinds.push(kind);
            said.push(one.in_words(instance, number));
        }
    }
    let theirs = |one: &Relaxation| !one.is_of_site();
    let pairs = why
        .two_steps
        .iter()
        .filter(|steps| steps.changes.iter().any(theirs));
    said.extend(pairs.map(|steps| steps.in_words(instance, number)));
    said.truncate(REASONS_MAX);
    said
}

fn cause(why: &WhyNotPlaced) -> WeekCause {
    if why.possible_now.is_some() {
        return WeekCause::NotFoundYet;
    }
    match why.remedies.first().map(|one| &one.relaxation) {
        Some(Relaxation::Seat { .. }) => WeekCause::Seat,
        Some(Relaxation::LeaderHours { .. }) => WeekCause::Leader,
        Some(Relaxation::NewGroup { .. }) => WeekCause::Group,
        Some(Relaxation::Hours { .. }) => WeekCause::OwnHours,
        Some(Relaxation::Telehealth) => WeekCause::Video,
        Some(Relaxation::GeneralTrack | Relaxation::Language { .. }) => WeekCause::Track,
        None if !why.two_steps.is_empty() => WeekCause::Two,
        None => WeekCause::More,
    }
}

/// How many have their hours by a proposal, and why the others do not. It counts everybody and names nobody.
pub(crate) fn headline(proposal: &Proposal, parts: &[Part]) -> Headline {
    let mut reasons: BTreeMap<&str, u32> = BTreeMap::new();
    let short = parts.iter().filter(|part| !part.has_hours());
    for part in short.clone() {
        *reasons.entry(reason(part)).or_default() += 1;
    }
    let mut because: Vec<(String, u32)> = reasons
        .into_iter()
        .map(|(why, number)| (why.to_owned(), number))
        .collect();
    because.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    // A repair has parts only of those whom it touches; everybody else keeps their hours.
    let people = match proposal.purpose {
        Purpose::Repair => proposal.whole.people.max(count(parts.len())),
        Purpose::Assign | Purpose::Design => count(parts.len()),
    };
    Headline {
        people,
        have: people.saturating_sub(count(short.count())),
        because,
    }
}

fn reason(part: &Part) -> &'static str {
    match (&part.answer, &part.after) {
        (Some(answer), None) => answer.cause.because(),
        (_, Some(_)) => "their week is shorter than prescribed",
        (None, None) => "no week that keeps the rules was found",
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
