//! What is asked for, as far as a rule has to know it.

use crate::Actor;
use care::{OrganizationId, PersonId, SiteId};
use jiff::Timestamp;

/// The thing an action is done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// The organization as a whole.
    Organization(OrganizationId),
    /// One site.
    Site(OrganizationId, SiteId),
    /// One person in care.
    Patient(PatientFacts),
    /// Somebody's account.
    Account(OrganizationId, PersonId),
}

/// What a rule has to know about a person in care: whose they are, and what ties the actor to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientFacts {
    /// Their organization.
    pub organization: OrganizationId,
    /// Who.
    pub patient: PersonId,
    /// Where they are seen.
    pub site: SiteId,
    /// Their primary counselor.
    pub counselor: Option<PersonId>,
    /// Whether the person chose the actor as support, and did not take it back.
    pub supported_by_actor: bool,
    /// Until when the actor broke the glass on this record.
    pub glass_until: Option<Timestamp>,
}

/// How an actor stands to a resource of their own organization.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent yes-or-no facts are what a relation is"
)]
pub struct Relation {
    /// The resource is at a site where the actor works.
    pub own_site: bool,
    /// The actor is the person's primary counselor.
    pub caseload: bool,
    /// The resource is the actor.
    pub own: bool,
    /// The person chose the actor as support.
    pub supported: bool,
    /// The actor broke the glass, and it still holds.
    pub glass: bool,
}

impl Resource {
    /// Whose it is.
    pub const fn organization(&self) -> OrganizationId {
        match self {
            Self::Organization(organization)
            | Self::Site(organization, _)
            | Self::Account(organization, _) => *organization,
            Self::Patient(facts) => facts.organization,
        }
    }

    /// How `actor` stands to it at `now`.
    pub fn relation(&self, actor: &Actor, now: Timestamp) -> Relation {
        match self {
            Self::Organization(_) => Relation::default(),
            Self::Site(_, site) => Relation {
                own_site: actor.sites().contains(site),
                ..Relation::default()
            },
            Self::Account(_, person) => Relation {
                own: *person == actor.person(),
                ..Relation::default()
            },
            Self::Patient(facts) => Relation {
                own_site: actor.sites().contains(&facts.site),
                caseload: facts.counselor == Some(actor.person()),
                own: facts.patient == actor.person(),
                supported: facts.supported_by_actor,
                glass: facts.glass_until.is_some_and(|until| now < until),
            },
        }
    }
}
