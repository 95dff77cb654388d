//! The two ways to read the rules: for one act, and for a list of people.

use crate::action::Target;
use crate::rules::{RULES, Scope};
use crate::{Action, Actor, Resource};
use care::Role;
use jiff::Timestamp;

/// The answer to "may they?", with the rule that gave it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Yes or no.
    pub allow: bool,
    /// The rule that decided, or what stood in the way: `other-organization`, `no-rule`, `step-up-needed`.
    pub rule: &'static str,
}

impl Decision {
    /// Whether a fresh confirmation of identity would turn this no into a yes.
    pub fn wants_step_up(&self) -> bool {
        self.rule == STEP_UP_NEEDED
    }
}

const STEP_UP_NEEDED: &str = "step-up-needed";

/// May `actor` do `action` to `resource` at `now`?
pub fn decide(actor: &Actor, action: Action, resource: &Resource, now: Timestamp) -> Decision {
    let deny = |rule| Decision { allow: false, rule };
    if resource.organization() != actor.organization() {
        return deny("other-organization");
    }
    if !fits(action.target(), resource) {
        return deny("wrong-target");
    }
    let relation = resource.relation(actor, now);
    let found = RULES.iter().find(|rule| {
        rule.actions.contains(&action)
            && rule.roles.iter().any(|role| actor.is(*role))
            && rule.within.covers(relation)
    });
    match found {
        None => deny("no-rule"),
        Some(_) if action.needs_step_up() && !actor.stepped_up(now) => deny(STEP_UP_NEEDED),
        Some(rule) => Decision {
            allow: true,
            rule: rule.name,
        },
    }
}

const fn fits(target: Target, resource: &Resource) -> bool {
    matches!(
        (target, resource),
        (Target::Organization, Resource::Organization(_))
            | (Target::Site, Resource::Site(..))
            | (Target::Patient, Resource::Patient(_))
            | (Target::Account, Resource::Account(..))
    )
}

/// The people in care over whom `actor` may do `action`, for lists to filter by inside the query.
/// Reads the same table as [`decide`]; a test holds the two against each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one switch per scope, as the query takes them"
)]
pub struct Reach {
    /// Everybody in the organization.
    pub organization: bool,
    /// People at the actor's sites.
    pub own_sites: bool,
    /// People on the actor's caseload.
    pub caseload: bool,
    /// The actor.
    pub own: bool,
    /// People who chose the actor as support.
    pub supported: bool,
    /// Records opened in an emergency that has not run out.
    pub glass: bool,
}

/// How far `actor` reaches with `action`.
pub fn reach(actor: &Actor, action: Action) -> Reach {
    reach_of(actor.roles(), action)
}

/// The same for whoever holds these roles and is not the one who asks.
pub fn reach_of(roles: &[Role], action: Action) -> Reach {
    let mut reach = Reach::default();
    let holding = RULES.iter().filter(|rule| {
        rule.actions.contains(&action) && rule.roles.iter().any(|role| roles.contains(role))
    });
    for rule in holding {
        match rule.within {
            Scope::Organization => reach.organization = true,
            Scope::OwnSites => reach.own_sites = true,
            Scope::Caseload => reach.caseload = true,
            Scope::Own => reach.own = true,
            Scope::Supported => reach.supported = true,
            Scope::Glass => reach.glass = true,
        }
    }
    reach
}

/// The roles of staff that may do all of these to somebody whom they look after, in the order of the matrix: whom to
/// ask who cannot do it. What was opened in an emergency makes nobody the one to ask.
pub fn holders(actions: &[Action]) -> Vec<Role> {
    let holds = |role: Role, action: Action| {
        let reach = reach_of(&[role], action);
        reach.organization || reach.own_sites || reach.caseload
    };
    let all = |role: &Role| actions.iter().all(|action| holds(*role, *action));
    Role::STAFF.into_iter().filter(all).collect()
}
