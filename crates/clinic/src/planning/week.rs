//! Making the week: a site's groups meet people's lives.
//!
//! `place` finds the best weeks for one person among the groups that run. [`make`] solves a whole site in the
//! background and keeps the best as a proposal. [`repair`] answers what happened to one week. Nothing changes for
//! anybody until somebody says yes to a proposal that still fits how things stand.

mod aim;
mod answer;
mod apply;
mod beside;
mod breach;
mod calendar;
mod explanation;
mod grid;
mod horizon;
mod job;
mod load;
mod map;
mod message;
mod options;
mod place;
mod proposal;
mod proposal_view;
mod publish;
mod repair;
mod restart_groups;
mod rules;
mod set_aside;
mod solve;
mod turns;

pub use beside::{Beside, BesideRow, Given, side_by_side};
pub use explanation::WeekSession;
pub use job::{SearchProgress, WeekWanted, make, progress, start, stop};
pub use map::LeftOut;
pub(crate) use place::warn;
pub use place::{NoLonger, WeekChoice, WeekChoices, accept, choices, still_fits};
pub use proposal_view::{
    ShownChange, ShownPart, ShownProposal, proposal, proposals, what_would_it_take, why_not_day,
};
pub use publish::{publish, publish_chosen, renew, withdraw};
pub use repair::{
    LedSession, ShownHit, ShownOffer, ShownRepair, ShownWay, led_sessions, repair, undo,
};
pub use solve::{Effort, SECONDS_MAX};
