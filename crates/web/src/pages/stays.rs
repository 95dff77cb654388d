//! Where somebody is in care, from admission to discharge: episodes, stays, beds, referrals.

pub(crate) mod beds;
pub(crate) mod handover;
pub(crate) mod moves;
pub(crate) mod phase;
pub(crate) mod referrals;
