//! Repair session by session: what can be done for each session that cannot be held as it stands, and what each of it
//! means for those who attend.
//!
//! Sessions that are not hit stay where, when and with whom they are, and nobody gives up a seat in one of them. So
//! nobody can end with fewer minutes than if nobody had done anything; what an answer adds comes on top.

mod ways;

use ways::Board;

/// Most seats offered to people whom nothing happened to. House number: a list that is read before it is ticked.
pub const OFFERS_MAX: usize = 5;

/// A stretch of time, in minutes of a clock that never jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// Its first minute.
    pub from: i64,
    /// The first minute after it.
    pub to: i64,
}

impl Stretch {
    /// How long it is.
    pub const fn minutes(self) -> i64 {
        self.to - self.from
    }

    /// Whether both have a minute in common.
    pub const fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Whether all of the other lies in it.
    pub const fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The same with so many minutes before and after it.
    #[must_use]
    pub const fn wider(self, minutes: i64) -> Self {
        Self {
            from: self.from - minutes,
            to: self.to + minutes,
        }
    }
}

/// Where a session is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In a room, by number.
    Room(usize),
    /// By video.
    Video,
    /// In a place that nothing is known of.
    Elsewhere,
}

/// One session of the week.
#[derive(Clone, Debug)]
pub struct Sitting {
    /// When it is held.
    pub at: Stretch,
    /// Where.
    pub spot: Spot,
    /// Who leads it, by number.
    pub leaders: Vec<usize>,
    /// Who else may lead it: they hold what it needs. The best known first.
    pub able: Vec<usize>,
    /// Who attends it, by number.
    pub members: Vec<usize>,
    /// Who else may sit in it once, in order.
    pub open_to: Vec<usize>,
    /// How many may attend it.
    pub seats: usize,
    /// What it is for: sessions of one kind stand for each other.
    pub kind: usize,
    /// Whether it has not begun.
    pub ahead: bool,
    /// Whether it may move: everybody's life in it is known.
    pub movable: bool,
}

/// Somebody who leads.
#[derive(Clone, Debug, Default)]
pub struct Leader {
    /// When they work.
    pub duty: Vec<Stretch>,
    /// When they are away after all.
    pub away: Vec<Stretch>,
}

/// A room.
#[derive(Clone, Debug, Default)]
pub struct Hall {
    /// Its seats.
    pub seats: usize,
    /// When it cannot be used.
    pub shut: Vec<Stretch>,
}

/// Somebody who attends.
#[derive(Clone, Debug, Default)]
pub struct Attendee {
    /// What in their life cannot move.
    pub busy: Vec<Stretch>,
    /// Whether they can attend by video.
    pub video: bool,
    /// Minutes on the way, once.
    pub journey: i64,
    /// Minutes kept in this week already.
    pub kept: i64,
    /// Minutes they are to keep in a week.
    pub wanted: i64,
}

/// A week as it stands, with what happened to it.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// Every session, at any site.
    pub sittings: Vec<Sitting>,
    /// Everybody who leads.
    pub leaders: Vec<Leader>,
    /// Every room.
    pub halls: Vec<Hall>,
    /// Everybody who attends.
    pub people: Vec<Attendee>,
    /// When a moved session may begin, with the end of the opening hours then.
    pub openings: Vec<Stretch>,
    /// The sessions that cannot be held as they stand.
    pub hit: Vec<usize>,
}

/// What is done for one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Others lead it.
    Led(Vec<usize>),
    /// It is held in another room.
    Room(usize),
    /// It is held by video.
    Video,
    /// Those who attend it sit in another one.
    Joined(usize),
    /// It is held at another time.
    Moved {
        /// When.
        at: Stretch,
        /// Where.
        spot: Spot,
        /// Who leads it.
        leaders: Vec<usize>,
    },
    /// It is not held; whoever can has a seat in another one.
    Off,
}

impl Step {
    /// Whether those who attend have to hear of it before they come.
    pub const fn tells(&self) -> bool {
        !matches!(self, Self::Led(_) | Self::Room(_))
    }
}

/// What a way means for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// Who.
    pub person: usize,
    /// Minutes that they can keep through it and could not if nobody did anything.
    pub minutes: i64,
    /// The session they sit in instead.
    pub instead: Option<usize>,
}

/// One way to answer for one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What is done.
    pub step: Step,
    /// What it means for everybody who attends the session.
    pub gains: Vec<Gain>,
}

/// The ways for one session, the gentlest first; each stands beside the first ways of the sessions before it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The session.
    pub sitting: usize,
    /// At least that it is not held.
    pub ways: Vec<Way>,
}

/// A free seat for somebody whom nothing happened to and who lacks hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Who.
    pub person: usize,
    /// In which session.
    pub sitting: usize,
}

/// What a week comes to.
#[derive(Clone, Debug)]
pub struct Mended {
    /// For each person, the minutes kept and still possible if nobody does anything.
    pub nothing: Vec<i64>,
    /// In the order in which the sessions are held.
    pub answers: Vec<Answer>,
    /// Seats for others, which nothing else depends on.
    pub offers: Vec<Offer>,
    /// No answer that leaves every other session alone can touch fewer people than this.
    pub touched_least: usize,
}

impl Mended {
    /// Those who have to hear of it when every session is answered in the first way.
    pub fn touched(&self) -> Vec<usize> {
        let first = self.answers.iter().filter_map(|one| one.ways.first());
        people_of(first.filter(|way| way.step.tells()))
    }
}

/// Everybody a way means something for, once.
fn people_of<'a>(ways: impl Iterator<Item = &'a Way>) -> Vec<usize> {
    let mut people: Vec<usize> = ways
        .flat_map(|way| way.gains.iter().map(|gain| gain.person))
        .collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// What can be done for each session that is hit.
pub fn mend(situation: &Situation) -> Mended {
    let mut order = situation.hit.clone();
    order.sort_by_key(|at| (situation.sittings[*at].at, *at));
    order.dedup();
    let mut board = Board::new(situation);
    let nothing = board.minutes();
    // With all the others out of the way a session has every leader and every room it could ever have. Whoever is
    // touched even then is touched by every answer.
    let alone: Vec<Way> = order
        .iter()
        .filter(|at| !board.is_quiet(**at))
        .map(|at| board.off(*at))
        .collect();
    let touched_least = people_of(alone.iter()).len();
    board.wait_for(&order);
    let mut answers = Vec::new();
    for sitting in order {
        let ways = board.ways(sitting);
        if let Some(first) = ways.first() {
            board.take(sitting, first);
        }
        answers.push(Answer { sitting, ways });
    }
    let hit = people_of(answers.iter().flat_map(|one| &one.ways));
    let offers = board.offers(&nothing, &hit);
    Mended {
        nothing,
        answers,
        offers,
        touched_least,
    }
}
