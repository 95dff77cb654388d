//! Who may come in: accounts, signing in, invitations, emergency access, and who reads the journal.

pub mod account;
pub mod first_run;
pub mod glass;
pub(crate) mod hashing;
pub mod journal;
pub mod setup;
pub mod sign_in;
