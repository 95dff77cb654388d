//! Repair session by session over random sites and events: nobody is harmed, nothing else moves, nothing is taken twice.

use crate::tiny::Dice;
use timetable::sessions::{
    Attendee, Hall, Leader, Mended, Sitting, Situation, Spot, Step, Stretch, Way, mend,
};

const DAY: i64 = 24 * 60;
const DAYS: i64 = 5;
/// Before this minute everything has begun.
const NOW: i64 = DAY + 12 * 60;
const LEADERS: usize = 5;
const HALLS: usize = 3;
const PEOPLE: usize = 12;

fn pick(d: &mut Dice, below: usize) -> usize {
    d.below(below as u64) as usize
}

fn stretch(from: i64, minutes: i64) -> Stretch {
    Stretch {
        from,
        to: from + minutes,
    }
}

fn hour(d: &mut Dice) -> Stretch {
    let (day, hour) = (pick(d, DAYS as usize) as i64, 8 + pick(d, 10) as i64);
    stretch(day * DAY + hour * 60, 60 * (1 + pick(d, 2) as i64))
}

fn hours(d: &mut Dice, most: usize) -> Vec<Stretch> {
    (0..pick(d, most + 1)).map(|_| hour(d)).collect()
}

/// A session in which nothing is taken twice, or nothing where the dice find none.
fn sitting(d: &mut Dice, others: &[Sitting]) -> Option<Sitting> {
    let at = hour(d);
    let spot = match d.below(5) {
        0 => Spot::Video,
        _ => Spot::Room(pick(d, HALLS)),
    };
    let leaders = vec![pick(d, LEADERS)];
    let meets = |other: &&Sitting| other.at.meets(at);
    let taken = |other: &Sitting| {
        (matches!(spot, Spot::Room(_)) && other.spot == spot)
            || other.leaders.iter().any(|one| leaders.contains(one))
    };
    if others.iter().filter(meets).any(taken) {
        return None;
    }
    let seats = 1 + pick(d, 6);
    let members: Vec<usize> = (0..PEOPLE)
        .filter(|_| d.chance(35))
        .filter(|person| {
            !others
                .iter()
                .filter(meets)
                .any(|one| one.members.contains(person))
        })
        .take(seats)
        .collect();
    Some(Sitting {
        at,
        spot,
        able: (0..LEADERS).filter(|_| d.chance(60)).collect(),
        members,
        open_to: (0..PEOPLE).filter(|_| d.chance(80)).collect(),
        seats,
        kind: pick(d, 3),
        ahead: at.from > NOW,
        movable: d.chance(80),
        leaders,
    })
}

fn site(d: &mut Dice) -> Situation {
    let mut sittings: Vec<Sitting> = Vec::new();
    for _ in 0..18 {
        sittings.extend(sitting(d, &sittings));
    }
    let duty = |d: &mut Dice| {
        (0..DAYS)
            .filter(|_| d.chance(80))
            .map(|day| stretch(day * DAY + 480, 600))
            .collect()
    };
    let openings = (0..DAYS).flat_map(|day| (8..18).map(move |hour| (day, hour)));
    Situation {
        sittings,
        leaders: (0..LEADERS)
            .map(|_| Leader {
                duty: duty(d),
                away: Vec::new(),
            })
            .collect(),
        halls: (0..HALLS)
            .map(|_| Hall {
                seats: 1 + pick(d, 8),
                shut: Vec::new(),
            })
            .collect(),
        people: (0..PEOPLE)
            .map(|_| Attendee {
                busy: hours(d, 4),
                video: d.chance(60),
                journey: 30 * pick(d, 3) as i64,
                kept: 60 * pick(d, 4) as i64,
                wanted: 540,
            })
            .collect(),
        openings: openings
            .map(|(day, hour)| Stretch {
                from: day * DAY + hour * 60,
                to: day * DAY + 19 * 60,
            })
            .filter(|opening| opening.from > NOW)
            .collect(),
        hit: Vec::new(),
    }
}

/// Somebody is away, a room is closed, or the whole house is.
fn happen(d: &mut Dice, site: &mut Situation) {
    let day = pick(d, DAYS as usize) as i64;
    let when = stretch(day * DAY, DAY * (1 + pick(d, 2) as i64));
    let hit: Vec<Spot> = match d.below(3) {
        0 => {
            let leader = pick(d, LEADERS);
            site.leaders[leader].away.push(when);
            let led = |one: &Sitting| one.leaders[0] == leader && one.at.meets(when) && one.ahead;
            site.hit = (0..site.sittings.len())
                .filter(|at| led(&site.sittings[*at]))
                .collect();
            return;
        }
        1 => vec![Spot::Room(pick(d, HALLS))],
        _ => (0..HALLS).map(Spot::Room).collect(),
    };
    for spot in &hit {
        if let Spot::Room(room) = spot {
            site.halls[*room].shut.push(when);
        }
    }
    let gone = |one: &Sitting| hit.contains(&one.spot) && one.at.meets(when) && one.ahead;
    site.hit = (0..site.sittings.len())
        .filter(|at| gone(&site.sittings[*at]))
        .collect();
}

/// A session as it is held in the end, and whoever attends it.
struct Is {
    at: Stretch,
    spot: Spot,
    leaders: Vec<usize>,
    people: Vec<usize>,
    ahead: bool,
    changed: bool,
}

/// The week in which each session is answered in its first way and every offer is taken.
fn first_ways(site: &Situation, mended: &Mended) -> Vec<Is> {
    let mut all: Vec<Is> = site
        .sittings
        .iter()
        .map(|one| Is {
            at: one.at,
            spot: one.spot,
            leaders: one.leaders.clone(),
            people: one.members.clone(),
            ahead: one.ahead,
            changed: false,
        })
        .collect();
    for answer in &mended.answers {
        let Way { step, gains } = &answer.ways[0];
        let one = &mut all[answer.sitting];
        one.changed = true;
        one.people.clear();
        match step {
            Step::Led(leaders) => one.leaders.clone_from(leaders),
            Step::Room(room) => one.spot = Spot::Room(*room),
            Step::Video => one.spot = Spot::Video,
            Step::Moved { at, spot, leaders } => {
                (one.at, one.spot) = (*at, *spot);
                one.leaders.clone_from(leaders);
            }
            Step::Joined(_) | Step::Off => one.leaders.clear(),
        }
        for gain in gains.iter().filter(|gain| gain.minutes > 0) {
            all[gain.instead.unwrap_or(answer.sitting)]
                .people
                .push(gain.person);
        }
    }
    for offer in &mended.offers {
        all[offer.sitting].people.push(offer.person);
    }
    all.retain(|one| !one.leaders.is_empty());
    all
}

fn nothing_is_taken_twice(site: &Situation, week: &[Is], seed: u64) {
    for (at, one) in week.iter().enumerate() {
        for other in week[at + 1..].iter().filter(|other| other.at.meets(one.at)) {
            let room = matches!(one.spot, Spot::Room(_)) && one.spot == other.spot;
            assert!(!room, "seed {seed}: a room twice");
            let both = one
                .leaders
                .iter()
                .any(|leader| other.leaders.contains(leader));
            assert!(!both, "seed {seed}: a leader twice");
            let both = one
                .people
                .iter()
                .any(|person| other.people.contains(person));
            assert!(!both, "seed {seed}: somebody in two places");
        }
        if !one.changed {
            continue;
        }
        for leader in &one.leaders {
            let away = site.leaders[*leader]
                .away
                .iter()
                .any(|away| away.meets(one.at));
            assert!(!away, "seed {seed}: led by somebody who is away");
        }
        if let Spot::Room(room) = one.spot {
            let shut = site.halls[room].shut.iter().any(|shut| shut.meets(one.at));
            assert!(!shut, "seed {seed}: in a room that is closed");
        }
    }
}

#[test]
fn nobody_ends_with_fewer_minutes_than_if_nobody_had_done_anything() {
    let (mut better, mut told, mut offered) = (0, 0, 0);
    for seed in 0..600 {
        let d = &mut Dice::new(seed);
        let mut site = site(d);
        happen(d, &mut site);
        let mended = mend(&site);
        let week = first_ways(&site, &mended);
        nothing_is_taken_twice(&site, &week, seed);
        for person in 0..PEOPLE {
            let held = |at: &&Sitting| at.ahead && at.members.contains(&person);
            let hit = |at: usize| site.hit.contains(&at);
            let own = site.sittings.iter().enumerate();
            let left = own
                .filter(|(at, _)| !hit(*at))
                .map(|(_, one)| one)
                .filter(held);
            let nothing: i64 =
                site.people[person].kept + left.map(|one| one.at.minutes()).sum::<i64>();
            assert_eq!(
                nothing, mended.nothing[person],
                "seed {seed} person {person}"
            );
            let own = week
                .iter()
                .filter(|one| one.ahead && one.people.contains(&person));
            let then = site.people[person].kept + own.map(|one| one.at.minutes()).sum::<i64>();
            assert!(
                then >= nothing,
                "seed {seed} person {person}: {then} after {nothing}"
            );
            better += usize::from(then > nothing);
        }
        told += mended.touched().len();
        offered += mended.offers.len();
    }
    assert!(
        better > 400 && told > 200 && offered > 200,
        "{better} {told} {offered}"
    );
}

#[test]
fn whoever_is_not_hit_keeps_their_week_and_what_has_begun_stays() {
    let mut answered = 0;
    for seed in 0..600 {
        let d = &mut Dice::new(seed);
        let mut site = site(d);
        happen(d, &mut site);
        let mended = mend(&site);
        let of_hit: Vec<usize> = site
            .hit
            .iter()
            .flat_map(|at| site.sittings[*at].members.clone())
            .collect();
        for answer in &mended.answers {
            assert!(site.hit.contains(&answer.sitting), "seed {seed}");
            assert_eq!(answer.ways.last().map(|way| &way.step), Some(&Step::Off));
            for way in &answer.ways {
                answered += 1;
                assert!(
                    way.gains.iter().all(|gain| of_hit.contains(&gain.person)),
                    "seed {seed}"
                );
                for gain in &way.gains {
                    let other = gain.instead.map(|at| &site.sittings[at]);
                    assert!(
                        other.is_none_or(|other| other.ahead),
                        "seed {seed}: a seat in the past"
                    );
                }
                if let Step::Moved { at, .. } = &way.step {
                    assert!(at.from > NOW, "seed {seed}: moved into the past");
                }
            }
        }
        for offer in &mended.offers {
            assert!(
                !of_hit.contains(&offer.person),
                "seed {seed}: an offer instead of an answer"
            );
        }
    }
    assert!(answered > 500, "{answered} ways are too few to test");
}

#[test]
fn fewer_are_never_touched_than_the_bound_says() {
    let (mut tight, mut some) = (0, 0);
    for seed in 0..600 {
        let d = &mut Dice::new(seed);
        let mut site = site(d);
        happen(d, &mut site);
        let mended = mend(&site);
        // Any choice of ways, not the first ones alone.
        for _ in 0..5 {
            let mut told: Vec<usize> = Vec::new();
            for answer in &mended.answers {
                let way = &answer.ways[pick(d, answer.ways.len())];
                if way.step.tells() {
                    told.extend(way.gains.iter().map(|gain| gain.person));
                }
            }
            told.sort_unstable();
            told.dedup();
            assert!(told.len() >= mended.touched_least, "seed {seed}");
        }
        some += usize::from(mended.touched_least > 0);
        tight += usize::from(mended.touched().len() == mended.touched_least);
    }
    assert!(some > 100 && tight > 300, "{some} {tight}");
}

#[test]
fn a_free_colleague_comes_before_everything_else() {
    let at = stretch(2 * DAY + 600, 60);
    let one = Sitting {
        at,
        spot: Spot::Room(0),
        leaders: vec![0],
        able: vec![0, 1, 2],
        members: vec![0, 1],
        open_to: vec![],
        seats: 4,
        kind: 0,
        ahead: true,
        movable: true,
    };
    let works = |away: Vec<Stretch>| Leader {
        duty: vec![stretch(2 * DAY + 480, 600)],
        away,
    };
    let mut site = Situation {
        sittings: vec![one],
        leaders: vec![works(vec![at]), Leader::default(), works(Vec::new())],
        halls: vec![Hall {
            seats: 4,
            shut: Vec::new(),
        }],
        people: vec![Attendee::default(); 2],
        openings: Vec::new(),
        hit: vec![0],
    };
    let mended = mend(&site);
    // The first colleague does not work then.
    assert_eq!(mended.answers[0].ways[0].step, Step::Led(vec![2]));
    assert_eq!((mended.touched_least, mended.touched()), (0, vec![]));
    assert_eq!(mended.nothing, [0, 0]);
    // Without anybody who is free it is not held, and both must hear of it.
    site.leaders[2].away.push(at);
    let mended = mend(&site);
    assert_eq!(mended.answers[0].ways[0].step, Step::Off);
    assert_eq!((mended.touched_least, mended.touched()), (2, vec![0, 1]));
}
