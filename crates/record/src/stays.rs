//! Where somebody is in care, from admission to discharge: episodes, stays, beds, referrals.

pub mod bed;
pub mod episode;
pub mod handover;
pub mod phase;
pub mod referral;
pub mod stay;
