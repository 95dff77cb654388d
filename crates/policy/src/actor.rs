//! Who asks.

use care::{LoginId, OrganizationId, PersonId, Role, SiteId};
use jiff::Timestamp;

/// Somebody who has proved who they are. There is no other way to call a use case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    organization: OrganizationId,
    person: PersonId,
    roles: Vec<Role>,
    sites: Vec<SiteId>,
    session: Option<LoginId>,
    stepped_up_until: Option<Timestamp>,
}

/// What authentication found out about an [`Actor`].
#[derive(Clone, Debug)]
pub struct Proof {
    /// Their organization.
    pub organization: OrganizationId,
    /// Who they are.
    pub person: PersonId,
    /// What they are to the clinic.
    pub roles: Vec<Role>,
    /// Where they work.
    pub sites: Vec<SiteId>,
    /// The signed-in browser, unless they sit at the server.
    pub session: Option<LoginId>,
    /// Until when dangerous acts need no further confirmation.
    pub stepped_up_until: Option<Timestamp>,
}

impl Actor {
    /// Turns a proof into an actor. Called where a session, a sign-in or the server's console was checked,
    /// and nowhere else: a lint names this function.
    pub fn authenticated(proof: Proof) -> Self {
        let Proof {
            organization,
            person,
            roles,
            sites,
            session,
            stepped_up_until,
        } = proof;
        Self {
            organization,
            person,
            roles,
            sites,
            session,
            stepped_up_until,
        }
    }

    /// Their organization.
    pub const fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// Who they are.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// What they are to the clinic.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Where they work.
    pub fn sites(&self) -> &[SiteId] {
        &self.sites
    }

    /// The signed-in browser.
    pub const fn session(&self) -> Option<LoginId> {
        self.session
    }

    /// Whether they hold `role`.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether they hold any role of staff.
    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| role.is_staff())
    }

    /// Whether they confirmed who they are recently enough for a dangerous act at `now`.
    /// Whoever sits at the server's console has the files anyway.
    pub fn stepped_up(&self, now: Timestamp) -> bool {
        self.is(Role::Operator) || self.stepped_up_until.is_some_and(|until| now < until)
    }
}
