//! Links: setting up one's sign-in, and walking into the demonstration.

use super::factor::check_app;
use super::{Browser, Fresh, Ticket, link, note, open_session};
use crate::access::hashing::Hashing;
use crate::{Clinic, Refusal};
use care::{OrganizationId, PersonId};
use record::access::{account, login, sign};
use record::journal::Entry;
use record::people::{person, staff};
use record::seal::OrganizationKeys;
use record::{Read, RecordError, Tx};
use signin::SignInError;
use signin::password::{Factors, Password};
use signin::totp::{TOTP_SECRET_BYTES, TotpSecret};
use uuid::Uuid;
use zeroize::Zeroizing;

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkPurpose {
    /// Setting up one's sign-in; works once.
    Welcome,
    /// Walking into the demonstration; works as often as one likes, and only there.
    Demo,
}

impl LinkPurpose {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Welcome => sign::WELCOME,
            Self::Demo => "demo",
        }
    }
}

/// Makes a link from the server's console.
pub fn issue(
    clinic: &Clinic,
    organization: OrganizationId,
    person: PersonId,
    purpose: LinkPurpose,
) -> Result<String, Refusal> {
    let (text, ticket) = Ticket::fresh(clinic, organization);
    let link = clinic.record().transact(organization, |tx| {
        issue_in(tx, clinic, &ticket, &text, person, purpose)
    })?;
    Ok(link.to_string())
}

/// The same in the transaction that wants it.
pub(crate) fn issue_in(
    tx: &mut Tx<'_>,
    clinic: &Clinic,
    ticket: &Ticket,
    text: &str,
    person: PersonId,
    purpose: LinkPurpose,
) -> Result<Zeroizing<String>, Refusal> {
    if ticket.organization != tx.organization() {
        let what = "a link was begun in another organization";
        return Err(RecordError::Refused(what.to_owned()).into());
    }
    let link = link::make(tx, clinic, ticket, text, person, purpose)?;
    // Whoever made it sat at the console; the person it is for did nothing yet.
    let entry = Entry {
        actor: PersonId::from(Uuid::nil()),
        session: None,
        action: "invitation.issued",
        rule: "server-console",
        subject_kind: "person",
        subject: person.uuid(),
        person: None,
        detail: None,
    };
    record::journal::append(tx, clinic.dice(), clinic.now(), &entry)?;
    Ok(link)
}

/// What the page behind a welcome link shows.
pub struct Welcome {
    /// What to call the person.
    pub called: String,
    /// What they sign in with.
    pub login: String,
    /// The secret for their authenticator app, and its address for apps that take one; staff only.
    pub totp: Option<(String, String)>,
}

/// Looks at a welcome link without using it. Whoever it is for learns here, and nobody else anywhere, that the address
/// it went to opens another sign-in already.
pub fn look_at(clinic: &Clinic, link: &str) -> Result<Welcome, Refusal> {
    let ticket = Ticket::parse(link).ok_or(SignInError::LinkRefused)?;
    clinic.record().read(ticket.organization, |read| {
        let person = holder(read, clinic, &ticket, LinkPurpose::Welcome)?;
        let (name, contact) = person::load(read, person)?;
        // Without an address there is nothing to sign in with, and an empty login would be everybody's.
        let Some(login) = contact.email.map(String::from) else {
            return Err(Refusal::Conflict(link::WITHOUT_ADDRESS.to_owned()));
        };
        if account::is_others(read, person, &login)? {
            return Err(Refusal::Conflict(link::TAKEN.to_owned()));
        }
        // Whoever works somewhere is staff, also while their role waits for a second yes.
        let (roles, sites) = staff::roles_and_sites(read, person)?;
        let totp = if roles.is_empty() && sites.is_empty() {
            None
        } else {
            let secret = enrolment(read, &ticket)?;
            let issuer = record::people::organization::name(read)?;
            let url = secret
                .url(&issuer, &login)
                .map(|url| url.as_str().to_owned())
                .unwrap_or_default();
            Some((secret.text().as_str().to_owned(), url))
        };
        Ok(Welcome {
            called: name.called().to_owned(),
            login,
            totp,
        })
    })
}

fn holder(
    read: &mut impl Read,
    clinic: &Clinic,
    ticket: &Ticket,
    purpose: LinkPurpose,
) -> Result<PersonId, Refusal> {
    let found = sign::invitation(read, ticket.hash, clinic.now());
    // An address with a made-up organization finds nothing, like one with a made-up token.
    match found? {
        Some((person, kept)) if kept == purpose.code() => Ok(person),
        _ => Err(SignInError::LinkRefused.into()),
    }
}

/// The app's secret that belongs to a link: the same each time the page is opened, kept nowhere until it is used.
fn enrolment(read: &mut impl Read, ticket: &Ticket) -> Result<TotpSecret, Refusal> {
    let hash = OrganizationKeys::load(read)?.keyed_hash("authenticator", &ticket.hash);
    let mut bytes = [0; TOTP_SECRET_BYTES];
    bytes.copy_from_slice(&hash[..TOTP_SECRET_BYTES]);
    Ok(TotpSecret::from_bytes(bytes))
}

/// Sets up a sign-in: a password, and for staff the first code of their app. Opens the first session and ends all
/// earlier ones.
pub fn accept(
    clinic: &Clinic,
    link: &str,
    typed: &str,
    code: &str,
    browser: &Browser,
) -> Result<Fresh, Refusal> {
    let welcome = look_at(clinic, link)?;
    let ticket = Ticket::parse(link).ok_or(SignInError::LinkRefused)?;
    let organization = ticket.organization;
    let password = Password::parse(typed, &welcome.login, Factors::WithSecond)
        .map_err(|error| Refusal::field("password", error.to_string()))?;
    let salt = clinic.random();
    let place = clinic.memory::<Hashing>().place()?;
    let hash = place.run(move |hasher| hasher.hash(&password, salt))??;
    let now = clinic.now();
    clinic.record().transact_across(|across| {
        let tx = &mut across.within(organization);
        let person = holder(tx, clinic, &ticket, LinkPurpose::Welcome)?;
        // Used before anything else changes, since whatever does ends the links that were not.
        if !sign::use_invitation(tx, ticket.hash, now)? {
            return Err(SignInError::LinkRefused.into());
        }
        if !account::set_login(tx, person, Some(&welcome.login))? {
            return Err(Refusal::Conflict(link::TAKEN.to_owned()));
        }
        if welcome.totp.is_some() {
            let secret = enrolment(tx, &ticket)?;
            account::set_totp(tx, clinic.dice(), person, secret.as_bytes())?;
            if !check_app(tx, person, code, clinic.outside())? {
                return Err(Refusal::field("code", SignInError::TotpRefused.to_string()));
            }
        }
        account::set_password(tx, person, &hash)?;
        login::end_all(tx, person, now)?;
        note(tx, clinic, person, None, "account.set_up", "welcome-link")?;
        open_session(
            across,
            clinic,
            organization,
            person,
            browser,
            "welcome-link",
        )
    })
}

/// Walks into the demonstration as the person a demo link belongs to.
pub fn demo_enter(clinic: &Clinic, link: &str, browser: &Browser) -> Result<Fresh, Refusal> {
    let ticket = Ticket::parse(link)
        .filter(|_| clinic.settings().demo)
        .ok_or(SignInError::LinkRefused)?;
    clinic.record().transact_across(|across| {
        let tx = &mut across.within(ticket.organization);
        let person = holder(tx, clinic, &ticket, LinkPurpose::Demo)?;
        open_session(
            across,
            clinic,
            ticket.organization,
            person,
            browser,
            "demo-link",
        )
    })
}

/// Whom a demo link belongs to, for the page that asks before walking in.
pub fn demo_name(clinic: &Clinic, link: &str) -> Result<String, Refusal> {
    let ticket = Ticket::parse(link)
        .filter(|_| clinic.settings().demo)
        .ok_or(SignInError::LinkRefused)?;
    clinic.record().read(ticket.organization, |read| {
        let person = holder(read, clinic, &ticket, LinkPurpose::Demo)?;
        Ok(person::load(read, person)?.0.full())
    })
}
