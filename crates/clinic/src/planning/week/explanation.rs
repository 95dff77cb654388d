//! What a week comes to for a person, and what was given up for it, in words.

use super::load::SiteWeek;
use super::map::SiteInstance;
use care::daytime::{length_text, minute_text};
use care::groups::group::{Meeting, MeetingPlace};
use care::planning::commitment::Telehealth;
pub use care::planning::week::WeekSession;
use care::planning::week::{Plan, REASONS_MAX, Sum};
use care::{GroupId, PersonId, Track, Weekday, each_once};
use jiff::civil::Date;
use timetable::{Kind, Solution, Week};

/// The sessions of a plan, in order. `moved` gives the times of groups that meet otherwise than they do now.
pub(crate) fn shown(
    week: &SiteWeek,
    person: PersonId,
    plan: &Plan,
    moved: &dyn Fn(GroupId) -> Option<(Vec<Meeting>, Vec<PersonId>)>,
) -> Vec<WeekSession> {
    let mut all = Vec::new();
    for id in &plan.groups {
        let Some(group) = week.group(*id) else {
            continue;
        };
        let (meetings, leaders) =
            moved(*id).unwrap_or_else(|| (group.meetings.clone(), group.facilitators.clone()));
        let with = leaders
            .first()
            .map(|id| week.staff_name(*id))
            .unwrap_or_default();
        all.extend(meetings.iter().map(|meeting| WeekSession {
            group: Some(*id),
            name: group.name.to_string(),
            day: meeting.day,
            start_minute: meeting.start_minute,
            minutes: group.minutes,
            with: with.clone(),
            video: matches!(group.place, MeetingPlace::Telehealth(_)),
            off: week.off(Some(*id), meeting.day),
        }));
    }
    if let Some(meeting) = plan.individual {
        let own = week.individual_of(person);
        let counselor = own
            .and_then(|group| group.facilitators.first().copied())
            .or_else(|| week.person(person).and_then(|one| one.counselor));
        all.push(WeekSession {
            group: None,
            name: "Individual session".to_owned(),
            day: meeting.day,
            start_minute: meeting.start_minute,
            minutes: super::rules::individual_minutes(week),
            with: counselor.map(|id| week.staff_name(id)).unwrap_or_default(),
            video: false,
            off: week.off(own.map(|group| group.id), meeting.day),
        });
    }
    all.sort_by_key(|one| (one.day, one.start_minute));
    all
}

/// Takes out what a repaired week does not hold.
pub(crate) fn without(sessions: &mut Vec<WeekSession>, dropped: &[(GroupId, Date)]) {
    sessions.retain(|one| {
        !dropped
            .iter()
            .any(|(group, date)| one.group == Some(*group) && one.day == Weekday::of(*date))
    });
}

/// What it comes to. Minutes are those of the clock, not of the solver's units.
pub(crate) fn sum(week: &SiteWeek, person: PersonId, sessions: &[WeekSession]) -> Sum {
    let days = each_once(sessions.iter().map(|one| one.day));
    let bodily = days
        .iter()
        .filter(|day| sessions.iter().any(|one| one.day == **day && !one.video))
        .count();
    let journey = week.journeys.get(&person).copied().unwrap_or_default();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Sum {
        minutes: sessions.iter().map(|one| u32::from(one.minutes)).sum(),
        days: count(days.len()),
        travel_minutes: count(bodily) * 2 * u32::from(journey.minutes),
    }
}

/// What a person's week gives up, the heaviest first, at most [`REASONS_MAX`].
pub(crate) fn given_up(
    week: &SiteWeek,
    mapped: &SiteInstance,
    solution: &Solution,
    person: usize,
    own: &Week,
) -> Vec<String> {
    let instance = &mapped.instance;
    let one = &instance.people()[person];
    let mut said = missing(mapped, solution, person, own);
    let id = mapped.people[person];
    let units: u32 = own
        .groups
        .iter()
        .map(|group| {
            let length = u32::from(instance.groups()[*group as usize].length_units);
            length * u32::try_from(solution.meetings(instance, *group as usize).len()).unwrap_or(0)
        })
        .sum::<u32>()
        + u32::try_from(own.individual.len()).unwrap_or(0) * u32::from(instance.individual_units());
    if units < one.prescribed_units {
        let short = (one.prescribed_units - units) * instance.unit_minutes();
        said.push(format!(
            "It is {} short of what is prescribed.",
            length_text(short)
        ));
    }
    if !said.is_empty() {
        said.extend(in_another_language(week, mapped, person));
    }
    if let Some(cohort) = one.cohort
        && !own
            .groups
            .contains(&u32::try_from(cohort).unwrap_or(u32::MAX))
    {
        said.push(format!(
            "It leaves {}, their process group.",
            instance.groups()[cohort].name
        ));
    }
    said.extend(rather_not(mapped, solution, person, own));
    let video = own
        .groups
        .iter()
        .any(|group| instance.groups()[*group as usize].telehealth);
    let wished = week
        .journeys
        .get(&id)
        .is_some_and(|one| one.telehealth == Telehealth::Wished);
    if video && !wished {
        said.push("A part of it is by video, which they do not prefer.".to_owned());
    }
    if wished && !video {
        said.push("None of it is by video, which they would prefer.".to_owned());
    }
    said.truncate(REASONS_MAX);
    said
}

/// The groups that nobody looked at for somebody, because they are held in a language that the person has not chosen.
pub(crate) fn in_another_language(
    week: &SiteWeek,
    mapped: &SiteInstance,
    person: usize,
) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for number in foreign(week, mapped, person) {
        let Some(group) = mapped.groups.get(number).and_then(|id| week.group(*id)) else {
            continue;
        };
        if let Some(language) = group.track.language() {
            said.push(format!("{} in {}", group.name, language.label()));
        }
    }
    (!said.is_empty()).then(|| {
        format!(
            "Groups in a language they have not chosen were left out: {}.",
            said.join(", ")
        )
    })
}

/// The numbers of the groups that are barred to somebody for their language.
pub(crate) fn foreign(week: &SiteWeek, mapped: &SiteInstance, person: usize) -> Vec<usize> {
    let id = mapped.people[person];
    let chosen = week.journeys.get(&id).copied().unwrap_or_default().track;
    let attends: Vec<Track> = week
        .memberships_of(id)
        .filter_map(|one| week.group(one.group))
        .map(|group| group.track)
        .collect();
    let barred = mapped.instance.people()[person].barred.iter().copied();
    let not_theirs = |number: &usize| {
        let group = mapped.groups.get(*number).and_then(|id| week.group(*id));
        group.is_some_and(|group| !group.track.understood_by(chosen, attends.iter().copied()))
    };
    barred.filter(not_theirs).collect()
}

fn missing(mapped: &SiteInstance, solution: &Solution, person: usize, own: &Week) -> Vec<String> {
    let instance = &mapped.instance;
    let had = |kind: Kind| {
        if kind == Kind::Individual {
            return own.individual.len();
        }
        own.groups
            .iter()
            .filter(|group| instance.groups()[**group as usize].kind == kind)
            .map(|group| solution.meetings(instance, *group as usize).len())
            .sum()
    };
    Kind::MISSABLE
        .into_iter()
        .filter(|kind| {
            let need = instance.people()[person].need[kind.index()];
            had(*kind) < usize::try_from(need).unwrap_or(usize::MAX)
        })
        .map(|kind| format!("It has too little of one thing: {}.", kind.words()))
        .collect()
}

/// Sessions on hours that the person would rather keep, or on which something single happens soon.
fn rather_not(
    mapped: &SiteInstance,
    solution: &Solution,
    person: usize,
    own: &Week,
) -> Vec<String> {
    let instance = &mapped.instance;
    let life = &instance.people()[person].life;
    let costs = |meeting: timetable::Meeting, length: u8| {
        let day = usize::from(meeting.day) * instance.units();
        let from = day + usize::from(meeting.start);
        life[from..from + usize::from(length)]
            .iter()
            .any(|cost| *cost > 0)
    };
    let groups = own.groups.iter().flat_map(|group| {
        let length = instance.groups()[*group as usize].length_units;
        let meetings = solution.meetings(instance, *group as usize);
        meetings.iter().map(move |meeting| (*meeting, length))
    });
    let individual = own
        .individual
        .iter()
        .map(|one| (*one, instance.individual_units()));
    groups
        .chain(individual)
        .filter(|(meeting, length)| costs(*meeting, *length))
        .map(|(meeting, _)| {
            let at = mapped.grid.meeting(meeting);
            format!(
                "{} at {} is a time they would rather keep.",
                at.day.label(),
                minute_text(at.start_minute)
            )
        })
        .collect()
}
