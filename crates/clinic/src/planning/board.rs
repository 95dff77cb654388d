//! The week of a site: what is held when, by whom, in which room, for how many, what does not fit, and what a move would
//! break.

mod breaks;
mod lives;
mod view;

pub use breaks::{Breaks, Broken, would_break};
pub use lives::{MemberLife, SessionLives, lives_at};
pub use view::{Board, BoardSession, board, led_today, people};
