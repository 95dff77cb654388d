//! Who may come in: accounts, signing in, invitations, emergency access, and who reads the journal.

pub mod glass;
pub mod hands;
pub mod role;
pub mod ways_in;
