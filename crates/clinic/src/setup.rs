//! The first run: from an empty database to an organization with one administrator.

use crate::access::{self, Purpose};
use crate::site::{SiteDraft, insert_site};
use crate::staff::{StaffDraft, insert_staff};
use crate::{Act, Clinic, Refusal};
use care::{Email, Line, OrganizationId, PersonId, PersonName, Role};
use policy::actor::Proof;
use policy::{Action, Actor};
use serde::Serialize;
use signin::token::Token;
use uuid::Uuid;

/// Everything the setup page asks for.
#[derive(Clone, Debug, Serialize)]
pub struct SetupDraft {
    /// The organization's name.
    pub organization: Line,
    /// Its first site.
    pub site: SiteDraft,
    /// The first administrator's name.
    pub name: PersonName,
    /// What they sign in with.
    pub email: Email,
}

/// What setting up made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founded {
    /// The organization.
    pub organization: OrganizationId,
    /// Its first administrator.
    pub administrator: PersonId,
    /// Where the administrator sets up their sign-in; works once.
    pub welcome_link: String,
}

/// The one-time setup link, when there is no organization yet. A restart makes a new one.
pub fn setup_link(clinic: &Clinic) -> Result<Option<String>, Refusal> {
    if !crate::home::organizations(clinic)?.is_empty() {
        return Ok(None);
    }
    let token = Token::from_random(clinic.random());
    *clinic
        .setup
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(token.sha256());
    Ok(Some(format!(
        "{}/setup/{}",
        clinic.settings.base_url,
        token.text().as_str()
    )))
}

/// Whether this is the token of the setup link that is in force.
pub fn is_setup_token(clinic: &Clinic, typed: &str) -> bool {
    let expected = *clinic
        .setup
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    Token::parse(typed).is_ok_and(|token| Some(token.sha256()) == expected)
}

/// Sets up the first organization from the page behind the setup link. The link is spent by it.
pub fn set_up(clinic: &Clinic, token: &str, draft: &SetupDraft) -> Result<Founded, Refusal> {
    if !is_setup_token(clinic, token) || !crate::home::organizations(clinic)?.is_empty() {
        return Err(Refusal::NotFound);
    }
    let founded = found(clinic, draft)?;
    *clinic
        .setup
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner) = None;
    Ok(founded)
}

/// Founds an organization from the server's console: the setup page, the demo, a second tenant.
pub fn found(clinic: &Clinic, draft: &SetupDraft) -> Result<Founded, Refusal> {
    let organization = OrganizationId::from(clinic.dice.uuid(clinic.now()));
    let operator = operator(organization);
    clinic.record.transact(|tx| {
        record::organization::insert(
            tx,
            clinic.dice(),
            organization,
            &draft.organization,
            clinic.now(),
        )?;
        Ok::<_, Refusal>(())
    })?;
    let key = clinic.fresh_key();
    let administrator = clinic.act(
        &operator,
        key,
        ("set_up", draft),
        |act: &mut Act<'_, '_>| {
            act.permit(Action::ManageOrganization)?;
            let detail = serde_json::json!({ "name": draft.organization });
            act.journal(
                "organization.founded",
                ("organization", organization.uuid()),
                None,
                Some(detail),
            )?;
            let site = insert_site(act, &draft.site)?;
            let staff = StaffDraft {
                name: draft.name.clone(),
                email: draft.email.clone(),
                phone: None,
                roles: vec![Role::ProgramAdministrator],
                sites: vec![site],
                credentials: Vec::new(),
                availability: Vec::new(),
            };
            insert_staff(act, &staff)
        },
    )?;
    let welcome_link = access::issue(clinic, organization, administrator, Purpose::Welcome)?;
    Ok(Founded {
        organization,
        administrator,
        welcome_link,
    })
}

/// Whoever runs commands on the server itself: they hold the files and the keys already.
pub fn operator(organization: OrganizationId) -> Actor {
    #[expect(
        clippy::disallowed_methods,
        reason = "the console was reached, which is the proof"
    )]
    Actor::authenticated(Proof {
        organization,
        person: PersonId::from(Uuid::nil()),
        roles: vec![Role::Operator],
        sites: Vec::new(),
        session: None,
        stepped_up_until: None,
    })
}
