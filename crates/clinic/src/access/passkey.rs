//! Signing in, and confirming, by passkey.

use super::throttle::first_organization;
use super::{Browser, Fresh, Ticket, note, open_session};
use crate::{Clinic, Refusal};
use care::{OrganizationId, PersonId};
use jiff::SignedDuration;
use policy::Actor;
use record::sign::{self, Passkey, Pending};
use record::{RecordError, account, session};
use signin::SignInError;
use signin::passkey::{CEREMONY_SECONDS_MAX, StoredPasskey, Verified};
use zeroize::Zeroizing;

const SIGN_IN: &str = "passkey-sign-in";
const CONFIRM: &str = "passkey-confirm";

/// The browser's half of a ceremony that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Options for the browser, as JSON.
    pub options: String,
    /// What the browser sends back with its answer.
    pub ticket: String,
}

/// Begins a sign-in for which nobody has to type a name.
pub fn begin_sign_in(clinic: &Clinic) -> Result<Begun, Refusal> {
    let ceremony = clinic.passkeys.begin_discoverable_sign_in()?;
    let organization = clinic.record.read(|read| first_organization(read))?;
    begin(
        clinic,
        organization,
        None,
        SIGN_IN,
        ceremony.options,
        ceremony.state,
    )
}

/// Keeps the server's half of a ceremony.
pub(crate) fn begin(
    clinic: &Clinic,
    organization: OrganizationId,
    person: Option<PersonId>,
    purpose: &'static str,
    options: String,
    state: String,
) -> Result<Begun, Refusal> {
    let (text, ticket) = Ticket::fresh(clinic, organization);
    let seconds = i64::try_from(CEREMONY_SECONDS_MAX).unwrap_or(0);
    let now = clinic.now();
    let expires_at = now
        .saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(now);
    let pending = Pending {
        person,
        body: Zeroizing::new(state.into_bytes()),
        attempts: 0,
        expires_at,
    };
    clinic.record.transact(|tx| {
        Ok::<_, Refusal>(sign::insert_pending(
            tx,
            clinic.dice(),
            organization,
            ticket.hash,
            purpose,
            &pending,
        )?)
    })?;
    Ok(Begun {
        options,
        ticket: text.as_str().to_owned(),
    })
}

/// Takes the server's half back; it is gone afterwards, whatever the answer was.
pub(crate) fn take(
    clinic: &Clinic,
    ticket: &str,
    purpose: &'static str,
) -> Result<(Ticket, Pending), Refusal> {
    let ticket = Ticket::parse(ticket).ok_or(SignInError::PasskeyStale)?;
    let pending = clinic.record.transact(|tx| {
        let pending = sign::pending(tx, ticket.organization, ticket.hash, purpose, clinic.now())?;
        sign::end_pending(tx, ticket.organization, ticket.hash)?;
        Ok::<_, Refusal>(pending)
    })?;
    Ok((ticket, pending.ok_or(SignInError::PasskeyStale)?))
}

/// Checks the browser's answer and opens the session. A passkey is two factors in one.
pub fn finish_sign_in(
    clinic: &Clinic,
    ticket: &str,
    answer: &str,
    browser: &Browser,
) -> Result<Fresh, Refusal> {
    let (_, pending) = take(clinic, ticket, SIGN_IN)?;
    let claim = clinic.passkeys.identify(answer)?;
    let claimed = PersonId::from(claim.account);
    let (organization, passkeys) = find(clinic, claimed)?;
    let verified = verify(clinic, answer, &pending, &passkeys)?;
    clinic.record.transact(|tx| {
        let open = account::of(tx, organization, claimed)?
            .is_some_and(|account| account.disabled_at.is_none());
        if !open {
            return Err(SignInError::NotRecognized.into());
        }
        keep_counter(tx, clinic, organization, &passkeys, &verified)?;
        open_session(tx, clinic, organization, claimed, browser, "passkey")
    })
}

/// Begins confirming who sits at a signed-in browser.
pub fn begin_confirm(clinic: &Clinic, actor: &Actor) -> Result<Begun, Refusal> {
    let organization = actor.organization();
    let passkeys = clinic.record.read(|read| {
        sign::passkeys_of(read, organization, actor.person()).map_err(Refusal::from)
    })?;
    let ceremony = clinic.passkeys.begin_sign_in(&stored(&passkeys)?)?;
    begin(
        clinic,
        organization,
        Some(actor.person()),
        CONFIRM,
        ceremony.options,
        ceremony.state,
    )
}

/// Finishes confirming.
pub fn finish_confirm(
    clinic: &Clinic,
    actor: &Actor,
    ticket: &str,
    answer: &str,
) -> Result<(), Refusal> {
    let (ticket, pending) = take(clinic, ticket, CONFIRM)?;
    let organization = actor.organization();
    if ticket.organization != organization || pending.person != Some(actor.person()) {
        return Err(SignInError::PasskeyStale.into());
    }
    let session = actor.session().ok_or(Refusal::SignedOut)?;
    let passkeys = clinic.record.read(|read| {
        sign::passkeys_of(read, organization, actor.person()).map_err(Refusal::from)
    })?;
    let verified = verify(clinic, answer, &pending, &passkeys)?;
    clinic.record.transact(|tx| {
        keep_counter(tx, clinic, organization, &passkeys, &verified)?;
        session::step_up(tx, organization, session, clinic.now())?;
        note(
            tx,
            clinic,
            organization,
            actor.person(),
            Some(session),
            ("session.confirmed", "passkey"),
        )
    })
}

/// Where somebody's account is, with its passkeys; unknown people have none.
fn find(clinic: &Clinic, person: PersonId) -> Result<(OrganizationId, Vec<Passkey>), Refusal> {
    clinic.record.read(|read| {
        for (organization, _) in record::organization::all(read)? {
            let passkeys = sign::passkeys_of(read, organization, person)?;
            if !passkeys.is_empty() {
                return Ok((organization, passkeys));
            }
        }
        Ok((first_organization(read)?, Vec::new()))
    })
}

pub(crate) fn stored(passkeys: &[Passkey]) -> Result<Vec<StoredPasskey>, Refusal> {
    passkeys
        .iter()
        .map(|passkey| {
            serde_json::from_slice(&passkey.credential)
                .map_err(|_| RecordError::damaged("a passkey").into())
        })
        .collect()
}

fn verify(
    clinic: &Clinic,
    answer: &str,
    pending: &Pending,
    passkeys: &[Passkey],
) -> Result<Verified, Refusal> {
    let state = std::str::from_utf8(&pending.body).map_err(|_| SignInError::PasskeyStale)?;
    Ok(clinic
        .passkeys
        .finish_sign_in(answer, state, &stored(passkeys)?)?)
}

fn keep_counter(
    tx: &mut record::Tx<'_>,
    clinic: &Clinic,
    organization: OrganizationId,
    passkeys: &[Passkey],
    verified: &Verified,
) -> Result<(), Refusal> {
    let at = stored(passkeys)?
        .iter()
        .position(|passkey| passkey.id() == verified.credential_id);
    let mut used = at
        .and_then(|at| passkeys.get(at))
        .cloned()
        .ok_or(SignInError::NotRecognized)?;
    let credential =
        serde_json::to_vec(&verified.passkey).map_err(|_| RecordError::damaged("a passkey"))?;
    used.credential = Zeroizing::new(credential);
    Ok(sign::use_passkey(
        tx,
        clinic.dice(),
        organization,
        &used,
        clinic.now(),
    )?)
}
