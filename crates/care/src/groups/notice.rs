//! What an act did to somebody's sessions, worked out from how they were before and after it: no act says it itself, so
//! none can say it wrongly or forget somebody.

use super::group::MeetingPlace;
use crate::planning::commitment::monday;
use crate::{GroupId, Line, PersonId};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// How many differences one notice tells; how many more there are is counted. House number: a lasting change of one
/// group is told for four weeks, and nobody reads a longer list.
pub const DIFFERENCES_MAX: usize = 12;

codes! {
    /// An act that can change somebody's sessions. Every one of them stands here: a test does each and looks for whom
    /// it touched, and does not compile without a new one.
    ChangeAct {
        /// What differs for one session was written down.
        SessionChanged = "session_changed", "One session changed";
        /// A session or its series was moved.
        SessionMoved = "session_moved", "A session was moved";
        /// What differed was taken back.
        PutBack = "put_back", "A change was taken back";
        /// A day was closed.
        DayClosed = "day_closed", "A day was closed";
        /// A group changed, or ended.
        SeriesChanged = "series_changed", "A group changed";
        /// Somebody joined a group.
        Joined = "joined", "Somebody joined a group";
        /// Somebody left a group.
        Left = "left", "Somebody left a group";
        /// A make-up was booked.
        MakeupBooked = "makeup_booked", "A make-up was booked";
        /// A make-up was taken back.
        MakeupCancelled = "makeup_cancelled", "A make-up was taken back";
        /// A newcomer got a week.
        WeekAccepted = "week_accepted", "A week was given to somebody";
        /// A lasting week was published.
        WeekPublished = "week_published", "A week was published";
        /// A repair was published.
        Repaired = "repaired", "A week was repaired";
    }
}

/// A session that somebody comes to, with all of it that they would notice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Held {
    /// The first of the groups that continued each other up to this one: a series keeps its name in that.
    pub series: GroupId,
    /// Its original date.
    pub date: Date,
    /// What the group is called.
    pub name: Line,
    /// When, by the clock of its site.
    pub at: DateTime,
    /// How long.
    pub minutes: u16,
    /// Where.
    pub place: MeetingPlace,
    /// Who leads it.
    pub leaders: Vec<PersonId>,
}

impl Held {
    /// Whether nobody who comes would notice a difference.
    fn same(&self, other: &Self) -> bool {
        (self.at, self.minutes) == (other.at, other.minutes)
            && self.place == other.place
            && self.leaders == other.leaders
    }
}

/// What became of one session. Where something stands for either, never nothing for both.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Difference {
    /// What was.
    pub was: Option<Held>,
    /// What is.
    pub is: Option<Held>,
}

/// What a difference is, in one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// They come to it, and did not before.
    New,
    /// They do not come to it any more.
    Off,
    /// It is at another time, or longer or shorter.
    Moved,
    /// It is somewhere else, at the same time.
    Elsewhere,
    /// Somebody else leads it, at the same time and place.
    Leader,
}

impl Difference {
    /// What it is.
    pub fn what(&self) -> What {
        match (&self.was, &self.is) {
            (None, _) => What::New,
            (_, None) => What::Off,
            (Some(was), Some(is)) if (was.at, was.minutes) != (is.at, is.minutes) => What::Moved,
            (Some(was), Some(is)) if was.place != is.place => What::Elsewhere,
            _ => What::Leader,
        }
    }

    /// By when it matters.
    fn first(&self) -> Option<DateTime> {
        let times = [&self.was, &self.is].into_iter().flatten();
        times.map(|held| held.at).min()
    }

    fn undoes(&self, other: &Self) -> bool {
        let alike = |one: &Option<Held>, two: &Option<Held>| match (one, two) {
            (None, None) => true,
            (Some(one), Some(two)) => one.series == two.series && one.same(two),
            _ => false,
        };
        alike(&self.was, &other.is) && alike(&self.is, &other.was)
    }
}

/// What one act did to somebody's sessions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// Which act.
    pub act: ChangeAct,
    /// What became of which session, the earliest first.
    pub differences: Vec<Difference>,
    /// How many more there are.
    pub more: u16,
}

impl Notice {
    /// What an act did; nothing where nobody would notice.
    pub fn of(act: ChangeAct, before: &[Held], after: &[Held]) -> Option<Self> {
        let mut differences = differences(before, after);
        let all = differences.len();
        differences.truncate(DIFFERENCES_MAX);
        let more = u16::try_from(all - differences.len()).unwrap_or(u16::MAX);
        (all > 0).then_some(Self {
            act,
            differences,
            more,
        })
    }

    /// Whether after both everything is as it was before the first: whoever was told of neither need not be.
    pub fn undoes(&self, earlier: &Self) -> bool {
        let same = self.differences.len() == earlier.differences.len() && self.more == earlier.more;
        let undone = |one: &Difference| earlier.differences.iter().any(|two| one.undoes(two));
        same && self.differences.iter().all(undone)
    }
}

/// What became of each session that is not as it was, the earliest first. A session is known by its series and its
/// original date; where a series meets on another day from now on, the sessions of one week are taken for each other.
fn differences(before: &[Held], after: &[Held]) -> Vec<Difference> {
    let named = |list: &[Held], one: &Held| {
        let name = (one.series, one.date);
        let mut list = list.iter();
        list.find(|held| (held.series, held.date) == name).cloned()
    };
    let mut found = Vec::new();
    let mut gone: Vec<&Held> = Vec::new();
    for was in before {
        match named(after, was) {
            Some(is) if was.same(&is) => {}
            Some(is) => found.push(Difference {
                was: Some(was.clone()),
                is: Some(is),
            }),
            None => gone.push(was),
        }
    }
    let mut new: Vec<&Held> = after
        .iter()
        .filter(|is| named(before, is).is_none())
        .collect();
    for was in gone {
        let week = |held: &Held| (held.series, monday(held.at.date()));
        let at = new.iter().position(|&is| week(is) == week(was));
        let is = at.map(|at| new.remove(at).clone());
        // Under another original date it may be what it was: then nothing differs.
        if !is.as_ref().is_some_and(|is| was.same(is)) {
            found.push(Difference {
                was: Some(was.clone()),
                is,
            });
        }
    }
    found.extend(new.into_iter().map(|is| Difference {
        was: None,
        is: Some(is.clone()),
    }));
    found.sort_by_key(Difference::first);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn held(series: u128, day: i8, hour: i8) -> Held {
        let date = date(2026, 3, day);
        Held {
            series: GroupId::from(Uuid::from_u128(series)),
            date,
            name: Line::parse("Evening", "a name").unwrap(),
            at: date.at(hour, 0, 0, 0),
            minutes: 90,
            place: MeetingPlace::Undecided,
            leaders: vec![PersonId::from(Uuid::from_u128(9))],
        }
    }

    fn whats(before: &[Held], after: &[Held]) -> Vec<What> {
        let notice = Notice::of(ChangeAct::SessionMoved, before, after);
        let differences = notice.map(|notice| notice.differences).unwrap_or_default();
        differences.iter().map(Difference::what).collect()
    }

    #[test]
    fn what_became_of_each_session_is_found_from_before_and_after_alone() {
        let (tuesday, thursday) = (held(1, 3, 17), held(1, 5, 17));
        let both = [tuesday.clone(), thursday.clone()];
        assert!(whats(&both, &both).is_empty());
        assert_eq!(whats(&both, &both[..1]), [What::Off]);
        assert_eq!(whats(&both[..1], &both), [What::New]);
        // Moved within its original date, and a series that meets on Wednesday instead.
        let mut later = tuesday.clone();
        later.at = date(2026, 3, 6).at(9, 0, 0, 0);
        assert_eq!(whats(&both[..1], &[later]), [What::Moved]);
        assert_eq!(whats(&both[..1], &[held(1, 4, 17)]), [What::Moved]);
        // Another group is not the same one moved, nor is one of another week.
        assert_eq!(whats(&both[..1], &[held(2, 4, 17)]), [What::Off, What::New]);
        assert_eq!(
            whats(&both[..1], &[held(1, 10, 17)]),
            [What::Off, What::New]
        );
        let mut video = tuesday.clone();
        video.place = MeetingPlace::Telehealth(None);
        assert_eq!(whats(&both[..1], &[video]), [What::Elsewhere]);
        let mut other = tuesday.clone();
        other.leaders.clear();
        assert_eq!(whats(&both[..1], &[other]), [What::Leader]);
        // Another name of the group is nothing that anybody has to be told.
        let mut named = tuesday;
        named.name = Line::parse("Late", "a name").unwrap();
        assert!(whats(&both[..1], &[named]).is_empty());
    }

    #[test]
    fn what_was_taken_back_undoes_what_it_took_back_and_nothing_else() {
        let act = ChangeAct::SessionMoved;
        let (before, after) = ([held(1, 3, 17)], [held(1, 3, 18)]);
        let there = Notice::of(act, &before, &after).unwrap();
        let back = Notice::of(ChangeAct::PutBack, &after, &before).unwrap();
        assert!(back.undoes(&there) && there.undoes(&back));
        let on = Notice::of(act, &after, &[held(1, 3, 19)]).unwrap();
        assert!(!on.undoes(&there) && !there.undoes(&there));
    }

    #[test]
    fn a_long_change_is_told_in_part_and_counted_whole() {
        let all: Vec<Held> = (1..=20).map(|day| held(1, day, 17)).collect();
        let notice = Notice::of(ChangeAct::Left, &all, &[]).unwrap();
        assert_eq!(notice.differences.len(), DIFFERENCES_MAX);
        assert_eq!(usize::from(notice.more), 20 - DIFFERENCES_MAX);
        assert!(notice.differences.is_sorted_by_key(Difference::first));
    }
}
