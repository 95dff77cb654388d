//! Where somebody is in care, from admission to discharge: episodes, stays, beds, referrals.

pub mod admission;
pub mod bed;
pub mod gate;
pub mod handover;
pub mod phase;
pub mod planned;
pub mod referral;
pub mod stay;
