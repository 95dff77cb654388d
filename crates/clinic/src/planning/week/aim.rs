//! What is asked of a search, and what it has to leave as it is.

use care::planning::week::Event;
use care::{GroupId, PersonId, Weekday};
use std::collections::BTreeSet;

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Aim<'a> {
    /// A week for one person; everybody else stays as they are.
    One(PersonId),
    /// A week for everybody.
    Everybody {
        /// Whether groups may meet at other times.
        move_groups: bool,
    },
    /// The least disruptive week after something happened.
    Repair(&'a Event),
}

/// What a search has to leave as it is.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Aside {
    /// Those who keep what they have: their seats and their counselors' hours are theirs.
    pub people: BTreeSet<PersonId>,
    /// Groups that meet as they do.
    pub groups: BTreeSet<GroupId>,
    /// What somebody's week does without: with it, it could not be held on some date.
    pub without: BTreeSet<(PersonId, Without)>,
    /// Those whose week is another one as their shifts rotate: of their lives counts the week that is looked at.
    pub turning: BTreeSet<PersonId>,
    /// Which of the real weeks is looked at, for those whose week is another one each time. The first is 0.
    pub real_week: i32,
}

/// What somebody's week has to do without, so that it can be held on every date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Without {
    /// A group that they are not in yet.
    Group(GroupId),
    /// Anything new at some hour of every week.
    Hour {
        /// The day, by the clock of the site.
        day: Weekday,
        /// The minute of that day at which it begins.
        minute: u16,
        /// How long it lasts.
        minutes: u16,
    },
}
