//! The first run: from an empty database to an organization with one administrator.

use crate::access::sign_in;
use crate::access::sign_in::{LinkPurpose, Ticket};
use crate::people::site::{SiteDraft, insert_site};
use crate::people::staff::{StaffDraft, insert_staff};
use crate::task::open;
use crate::{Act, Clinic, Key, Refusal};
use care::{Email, Line, OrganizationId, PersonId, PersonName, Role};
use policy::actor::Proof;
use policy::{Action, Actor};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use signin::token::Token;
use std::sync::Mutex;
use uuid::Uuid;

/// Hash of the one-time setup token, while there is no organization.
#[derive(Default)]
struct SetupToken(Mutex<Option<[u8; 32]>>);

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

/// The organizations of this installation, for commands and background work.
pub fn organizations(clinic: &Clinic) -> Result<Vec<(OrganizationId, String)>, Refusal> {
    clinic
        .record()
        .read_across(|across| Ok(record::people::organization::all(across)?))
}

/// The one-time setup link, when there is no organization yet. A restart makes a new one.
pub fn setup_link(clinic: &Clinic) -> Result<Option<String>, Refusal> {
    if !organizations(clinic)?.is_empty() {
        return Ok(None);
    }
    let token = Token::from_random(clinic.random());
    *open(&clinic.memory::<SetupToken>().0) = Some(token.sha256());
    Ok(Some(format!(
        "{}/setup/{}",
        clinic.settings().base_url,
        token.text().as_str()
    )))
}

/// Whether this is the token of the setup link that is in force: nothing was set up yet.
pub fn is_setup_token(clinic: &Clinic, typed: &str) -> Result<bool, Refusal> {
    Ok(was_setup_token(clinic, typed) && organizations(clinic)?.is_empty())
}

fn was_setup_token(clinic: &Clinic, typed: &str) -> bool {
    let expected = *open(&clinic.memory::<SetupToken>().0);
    Token::parse(typed).is_ok_and(|token| Some(token.sha256()) == expected)
}

/// Sets up the first organization from the page behind the setup link, once. The same form sent twice founds one
/// organization and leads to the same place both times; another form comes too late.
pub fn set_up(
    clinic: &Clinic,
    token: &str,
    key: Key,
    draft: &SetupDraft,
) -> Result<Founded, Refusal> {
    if !was_setup_token(clinic, token) {
        return Err(Refusal::NotFound);
    }
    found_in(clinic, key, draft, Some(token))
}

/// Founds an organization from the server's console: the demo, a second tenant.
pub fn found(clinic: &Clinic, draft: &SetupDraft) -> Result<Founded, Refusal> {
    found_in(clinic, clinic.fresh_key(), draft, None)
}

/// Looks whether there is an organization and founds one, in one transaction. The organization and, with a setup token,
/// the link of its administrator follow from the form's key, so that a form sent again finds what it made.
fn found_in(
    clinic: &Clinic,
    key: Key,
    draft: &SetupDraft,
    setup: Option<&str>,
) -> Result<Founded, Refusal> {
    let organization = OrganizationId::from(key.uuid());
    let operator = operator(organization);
    let (text, ticket) = match setup {
        Some(setup) => {
            let mut seed = Sha256::new_with_prefix("the first administrator");
            seed.update(setup);
            seed.update(key.uuid());
            Ticket::of(organization, &Token::from_random(seed.finalize().into()))
        }
        None => Ticket::fresh(clinic, organization),
    };
    clinic.record().transact_across(|across| {
        // Of two clicks one comes first, and the other sees what it founded.
        across.alone()?;
        let all = record::people::organization::all(across)?;
        let tx = &mut across.within(organization);
        let again = all.iter().any(|(id, _)| *id == organization);
        if setup.is_some() && !again && !all.is_empty() {
            let sentence = "This was set up already, from another window. Go on there: it asks you for a password.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        if !again {
            let name = &draft.organization;
            record::people::organization::insert(tx, clinic.dice(), name, clinic.now())?;
        }
        let command = ("set_up", draft);
        let administrator = clinic.act_in(tx, &operator, key, command, |act| fill(act, draft))?;
        let welcome_link = if again {
            sign_in::link::text(clinic, &text, LinkPurpose::Welcome)
        } else {
            sign_in::issue_in(tx, clinic, &ticket, &text, administrator, LinkPurpose::Welcome)?
        };
        Ok(Founded {
            organization,
            administrator,
            welcome_link: welcome_link.to_string(),
        })
    })
}

/// The first site and the first administrator, who opens no record: see [`crate::people::staff::grant`].
fn fill(act: &mut Act<'_, '_>, draft: &SetupDraft) -> Result<PersonId, Refusal> {
    act.permit(Action::ManageOrganization)?;
    let organization = act.organization();
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
    Ok(insert_staff(act, &staff)?.id)
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
