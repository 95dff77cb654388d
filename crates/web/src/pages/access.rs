//! Who may come in: accounts, signing in, invitations, emergency access, and who reads the journal.

pub(crate) mod account;
pub(crate) mod confirm;
pub(crate) mod journal;
pub(crate) mod language;
pub(crate) mod mailed;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod trial;
pub(crate) mod welcome;
