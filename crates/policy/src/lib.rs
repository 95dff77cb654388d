#![doc = include_str!("../README.md")]

pub mod action;
pub mod actor;
pub mod decision;
pub mod matrix;
pub mod resource;
pub mod rules;
pub mod second;

pub use action::Action;
pub use actor::Actor;
pub use decision::{Decision, Reach, decide, holders, reach, reach_of};
pub use resource::{Relation, Resource};
pub use rules::Scope;
pub use second::{says_second, wants_second};
