//! The groups of one site, and the cohorts in which people sit already.

use super::Site;
use super::dice::Dice;
use super::people::{Made, TRACK_PEOPLE_MIN, TRACKS, TRACKS_OF_NETWORK, count_by_track};
use timetable::form::GroupForm;
use timetable::{Kind, Meeting};

/// Education topics, in the order in which a site opens them.
pub(crate) const TOPICS: [&str; 8] = [
    "neurobiology",
    "coping",
    "medication",
    "life-skills",
    "health",
    "mutual-help",
    "trauma",
    "nutrition",
];
const HOLISTIC: [&str; 3] = ["yoga", "mindfulness", "art"];
/// People per process group.
const PROCESS_PEOPLE: usize = 9;
/// Hidden time options tried for each process group when cohorts are formed.
const HIDDEN_OPTIONS: usize = 40;
/// Fewest and most education topics of a site, and people per topic between them.
const TOPICS_MIN: usize = 4;
const PEOPLE_PER_TOPIC: usize = 12;

/// A group of a site; names say what it is and count from one.
pub(crate) fn group(kind: Kind, name: String, seats: u32, smallest: u32) -> GroupForm {
    GroupForm {
        name: Some(name),
        site: None,
        tele: false,
        kind,
        track: None,
        cap: seats,
        min: smallest,
        topic: None,
        dur: None,
        options: None,
    }
}

/// A process group's name.
pub(crate) fn process_name(track: &str, number: usize) -> String {
    let of = match track {
        "women" => "Women's process group",
        "cooc" => "Co-occurring process group",
        "young" => "Young adults' process group",
        "spanish" => "Spanish process group",
        _ => "Process group",
    };
    format!("{of} {number}")
}

/// The groups of a site in the order of its plan: process groups, then the others by kind.
pub(crate) fn groups(site: &Site, people: &[Made], dice: &mut Dice) -> Vec<GroupForm> {
    let mut all = Vec::new();
    let count = count_by_track(people);
    for (track, _) in TRACKS {
        let of_network = count[track] < TRACK_PEOPLE_MIN && TRACKS_OF_NETWORK.contains(&track);
        if count[track] == 0 || of_network {
            continue;
        }
        for j in 0..count[track].div_ceil(PROCESS_PEOPLE) {
            let seats = dice.pick([10, 10, 12]);
            let mut g = group(Kind::Process, process_name(track, j + 1), seats, 5);
            g.track = Some(track.to_owned());
            all.push(g);
        }
    }
    let wanted = |kind: Kind| {
        let need = people.iter().filter_map(|p| p.form.need.get(&kind));
        need.map(|n| *n as usize).sum::<usize>()
    };
    let topics = (site.people / PEOPLE_PER_TOPIC).clamp(TOPICS_MIN, TOPICS.len());
    for j in 0..seats_over(wanted(Kind::Education), 112, 11) {
        let topic = TOPICS[j % topics];
        let name = format!("Education {}: {topic}", j + 1);
        all.push(with_topic(group(Kind::Education, name, 12, 4), topic));
    }
    for j in 0..seats_over(wanted(Kind::RelapsePrevention), 112, 11) {
        let name = format!("Relapse prevention {}", j + 1);
        let topic = format!("rp{}", j % 3);
        all.push(with_topic(
            group(Kind::RelapsePrevention, name, 12, 4),
            &topic,
        ));
    }
    for j in 0..seats_over(wanted(Kind::Holistic), 112, 12) {
        let topic = HOLISTIC[j % HOLISTIC.len()];
        let name = format!("Holistic {}: {topic}", j + 1);
        all.push(with_topic(group(Kind::Holistic, name, 15, 4), topic));
    }
    for j in 0..seats_over(wanted(Kind::Family), 115, 8).max(2) {
        all.push(group(Kind::Family, format!("Family group {}", j + 1), 8, 3));
    }
    for g in &mut all {
        g.site = Some(site.index);
    }
    all
}

/// The group with this topic.
pub(crate) fn with_topic(mut group: GroupForm, topic: &str) -> GroupForm {
    group.topic = Some(topic.to_owned());
    group
}

/// Groups for this many seats with some to spare, in hundredths, at this many people each.
fn seats_over(wanted: usize, with_spare: usize, each: usize) -> usize {
    (wanted * with_spare).div_ceil(each * 100)
}

/// Seats continuing people in the process group they sat in last week: every group has a hidden time that suits as
/// many as can be, and they are its cohort. `first` is the index of the site's first group.
pub(crate) fn form_cohorts(
    people: &mut [Made],
    groups: &[GroupForm],
    first: usize,
    times: &[Vec<Meeting>],
    dice: &mut Dice,
) {
    for (track, _) in TRACKS {
        let mut rest: Vec<usize> = (0..people.len())
            .filter(|p| people[*p].form.track == track)
            .collect();
        dice.shuffle(&mut rest);
        for (g, group) in groups.iter().enumerate() {
            if group.kind != Kind::Process || group.track.as_deref() != Some(track) {
                continue;
            }
            let mut cohort = Vec::new();
            for o in dice.sample(times.len(), HIDDEN_OPTIONS) {
                let suits = |p: &&usize| free_for(&people[**p].form.avail, &times[o]);
                let able: Vec<usize> = rest.iter().filter(suits).copied().collect();
                if able.len() > cohort.len() {
                    cohort = able;
                }
            }
            cohort.truncate(group.cap as usize - 1);
            for &p in &cohort {
                if !people[p].new {
                    people[p].form.prev = Some(first + g);
                }
            }
            rest.retain(|p| !cohort.contains(p));
        }
    }
}

/// Whether somebody is free for all meetings of a process group.
fn free_for(avail: &[Vec<i32>], meetings: &[Meeting]) -> bool {
    let length = usize::from(super::grid::lengths()[&Kind::Process]);
    meetings.iter().all(|m| {
        let start = usize::from(m.start);
        avail[usize::from(m.day)][start..start + length]
            .iter()
            .all(|cost| *cost >= 0)
    })
}
