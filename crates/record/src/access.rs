//! Who may come in: accounts, signing in, invitations, emergency access, and who reads the journal.

pub mod account;
pub mod ceremony;
pub mod glass;
pub mod grant;
pub mod login;
pub mod sign;
