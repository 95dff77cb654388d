//! What changes who can become whom: roles given and taken, addresses to which a link goes, accounts closed and opened.

use crate::{Credential, GrantId, PersonId, Role};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What changes for somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum WayIn {
    /// They get a role. This may have to wait for a second person.
    Given(Role),
    /// They lose a role.
    Taken(Role),
    /// They get a credential that lets them choose less care than is safe. This may have to wait as well.
    Qualified(Credential),
    /// They lose one.
    Unqualified(Credential),
    /// The links to set up their sign-in go to another address. This may have to wait as well, and no link goes meanwhile.
    Redirected,
    /// Another link to set up their sign-in was asked for.
    Invited,
    /// A link to set up their sign-in was shown to a colleague, to be handed over where no mail leaves.
    HandedOut,
    /// Their account is closed.
    Closed,
    /// It is open again.
    Reopened,
}

impl WayIn {
    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Given(_) => "given",
            Self::Taken(_) => "taken",
            Self::Qualified(_) => "qualified",
            Self::Unqualified(_) => "unqualified",
            Self::Redirected => "redirected",
            Self::Invited => "invited",
            Self::HandedOut => "handed_out",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
        }
    }

    /// The role that it is about.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Given(role) | Self::Taken(role) => Some(role),
            _ => None,
        }
    }

    /// The code of the role or the credential that it is about.
    pub fn about(self) -> Option<&'static str> {
        match self {
            Self::Given(role) | Self::Taken(role) => Some(role.code()),
            Self::Qualified(credential) | Self::Unqualified(credential) => Some(credential.code()),
            _ => None,
        }
    }

    /// Reads a code back, with that of what it is about.
    pub fn from_code(code: &str, about: Option<&str>) -> Option<Self> {
        match (code, about) {
            ("given", Some(role)) => Role::from_code(role).map(Self::Given),
            ("taken", Some(role)) => Role::from_code(role).map(Self::Taken),
            ("qualified", Some(one)) => Credential::from_code(one).map(Self::Qualified),
            ("unqualified", Some(one)) => Credential::from_code(one).map(Self::Unqualified),
            ("redirected", None) => Some(Self::Redirected),
            ("invited", None) => Some(Self::Invited),
            ("handed_out", None) => Some(Self::HandedOut),
            ("closed", None) => Some(Self::Closed),
            ("reopened", None) => Some(Self::Reopened),
            _ => None,
        }
    }

    /// What people read.
    pub fn sentence(self) -> String {
        match self {
            Self::Given(role) => format!("Gets the role {}", role.label()),
            Self::Taken(role) => format!("Loses the role {}", role.label()),
            Self::Qualified(one) => format!("Is qualified as: {}", one.label()),
            Self::Unqualified(one) => format!("Is no longer qualified as: {}", one.label()),
            Self::Redirected => "Signs in with another address".to_owned(),
            Self::Invited => "Gets a link to set up the sign-in".to_owned(),
            Self::HandedOut => "A link to set up the sign-in was taken to hand over".to_owned(),
            Self::Closed => "The account is closed".to_owned(),
            Self::Reopened => "The account is open again".to_owned(),
        }
    }
}

/// A yes or a no to a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// Whether it was a yes.
    pub yes: bool,
    /// Whose. Whoever asked, where nobody else had to be.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// One change, asked for by somebody; it holds once there is a yes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// For whom.
    pub person: PersonId,
    /// What.
    pub change: WayIn,
    /// Who asked for it.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Timestamp,
    /// What became of it; nothing while it waits.
    pub verdict: Option<Verdict>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_read_back_from_its_code() {
        let role = Role::ClinicalDirector;
        for change in [
            WayIn::Given(role),
            WayIn::Taken(role),
            WayIn::Qualified(Credential::Prescriber),
            WayIn::Unqualified(Credential::LicensedCounselor),
            WayIn::Redirected,
            WayIn::Invited,
            WayIn::HandedOut,
            WayIn::Closed,
            WayIn::Reopened,
        ] {
            assert_eq!(
                WayIn::from_code(change.code(), change.about()),
                Some(change)
            );
        }
    }
}
