//! Signing in, and confirming, by passkey.

use super::throttle::first_organization;
use super::{Browser, Fresh, Ticket, note, open_session};
use crate::{Clinic, Refusal};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use care::{OrganizationId, PersonId};
use jiff::{SignedDuration, Timestamp};
use policy::Actor;
use record::RecordError;
use record::access::ceremony;
use record::access::sign;
use record::access::sign::{Passkey, Pending};
use record::access::{account, login};
use serde::{Deserialize, Serialize};
use signin::SignInError;
use signin::passkey::{CEREMONY_SECONDS_MAX, StoredPasskey, Verified};
use uuid::Uuid;
use zeroize::Zeroizing;

const CONFIRM: &str = "passkey-confirm";

/// The browser's half of a ceremony that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Options for the browser, as JSON.
    pub options: String,
    /// What the browser sends back with its answer.
    pub ticket: String,
}

/// The server's half of a ceremony that nobody in particular began. The browser keeps it, sealed: see [`ceremony`].
#[derive(Serialize, Deserialize)]
struct Half {
    until: Timestamp,
    state: String,
}

/// The same as it came back, with what it is used up under.
struct Returned {
    organization: OrganizationId,
    id: Uuid,
    half: Half,
}

/// Begins a sign-in for which nobody has to type a name. Nothing is written: a stranger may ask as often as they like.
pub fn begin_sign_in(clinic: &Clinic) -> Result<Begun, Refusal> {
    let begun = clinic.passkeys().begin_discoverable_sign_in()?;
    let half = Half {
        until: until(clinic),
        state: begun.state,
    };
    let half = serde_json::to_vec(&half).map_err(|_| RecordError::damaged("a ceremony"))?;
    let half = Zeroizing::new(half);
    let id = clinic.dice().uuid(clinic.now());
    let (organization, sealed) = clinic.record().read_across(|across| {
        let organization = first_organization(across)?;
        let sealed = ceremony::seal(&mut across.within(organization), clinic.dice(), id, &half)?;
        Ok::<_, Refusal>((organization, sealed))
    })?;
    let organization = organization.uuid();
    let parts: [&[u8]; 3] = [organization.as_bytes(), id.as_bytes(), &sealed];
    Ok(Begun {
        options: begun.options,
        ticket: parts.map(|part| URL_SAFE_NO_PAD.encode(part)).join("."),
    })
}

impl Returned {
    /// Reads a ticket back; one that is not ours or too old is stale, like any other.
    fn read(clinic: &Clinic, ticket: &str) -> Result<Self, Refusal> {
        let stale = || Refusal::from(SignInError::PasskeyStale);
        let mut parts = ticket
            .split('.')
            .map(|part| URL_SAFE_NO_PAD.decode(part).unwrap_or_default());
        let mut part = || parts.next().ok_or_else(stale);
        let (organization, id, sealed) = (part()?, part()?, part()?);
        let organization = Uuid::from_slice(&organization).map_err(|_| stale())?;
        let organization = OrganizationId::from(organization);
        let id = Uuid::from_slice(&id).map_err(|_| stale())?;
        let half = clinic
            .record()
            .read_across(|across| -> Result<_, Refusal> {
                // The one under whose key it was sealed; any other that somebody writes into a ticket may not be here.
                if first_organization(across)? != organization {
                    return Err(stale());
                }
                ceremony::open(&mut across.within(organization), id, &sealed).map_err(|error| {
                    match error {
                        RecordError::Damaged(_) => stale(),
                        error => error.into(),
                    }
                })
            })?;
        let half: Half = serde_json::from_slice(&half).map_err(|_| stale())?;
        if half.until <= clinic.now() {
            return Err(stale());
        }
        Ok(Self {
            organization,
            id,
            half,
        })
    }
}

/// Until when a ceremony that begins now can be finished.
fn until(clinic: &Clinic) -> Timestamp {
    let seconds = i64::try_from(CEREMONY_SECONDS_MAX).unwrap_or(0);
    let now = clinic.now();
    now.saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(now)
}

/// Keeps the server's half of a ceremony of somebody who is known, and sweeps out those that are over.
pub(crate) fn begin(
    clinic: &Clinic,
    organization: OrganizationId,
    person: PersonId,
    purpose: &'static str,
    options: String,
    state: String,
) -> Result<Begun, Refusal> {
    let (text, ticket) = Ticket::fresh(clinic, organization);
    let pending = Pending {
        person: Some(person),
        body: Zeroizing::new(state.into_bytes()),
        attempts: 0,
        expires_at: until(clinic),
    };
    clinic.record().transact(organization, |tx| {
        sign::sweep_pending(tx, clinic.now())?;
        Ok::<_, Refusal>(sign::insert_pending(
            tx,
            clinic.dice(),
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
    let pending = clinic.record().transact(ticket.organization, |tx| {
        let pending = sign::pending(tx, ticket.hash, purpose, clinic.now())?;
        sign::end_pending(tx, ticket.hash)?;
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
    let returned = Returned::read(clinic, ticket)?;
    let claim = clinic.passkeys().identify(answer)?;
    let claimed = PersonId::from(claim.account);
    let (organization, passkeys) = find(clinic, claimed)?;
    let verified = verify(clinic, answer, &returned.half.state, &passkeys)?;
    clinic.record().transact_across(|across| {
        let Returned {
            organization: kept_with,
            id,
            half,
        } = &returned;
        // In the transaction that lets somebody in: of two answers to one question, one is let in.
        if !ceremony::use_up(&mut across.within(*kept_with), *id, half.until)? {
            return Err(SignInError::PasskeyStale.into());
        }
        let tx = &mut across.within(organization);
        let open = account::of(tx, claimed)?.is_some_and(|account| account.disabled_at.is_none());
        if !open {
            return Err(SignInError::NotRecognized.into());
        }
        keep_counter(tx, clinic, &passkeys, &verified)?;
        open_session(across, clinic, organization, claimed, browser, "passkey")
    })
}

/// Begins confirming who sits at a signed-in browser.
pub fn begin_confirm(clinic: &Clinic, actor: &Actor) -> Result<Begun, Refusal> {
    let organization = actor.organization();
    let passkeys = clinic.record().read(organization, |read| {
        sign::passkeys_of(read, actor.person()).map_err(Refusal::from)
    })?;
    let ceremony = clinic.passkeys().begin_sign_in(&stored(&passkeys)?)?;
    begin(
        clinic,
        organization,
        actor.person(),
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
    let passkeys = clinic.record().read(organization, |read| {
        sign::passkeys_of(read, actor.person()).map_err(Refusal::from)
    })?;
    let state = std::str::from_utf8(&pending.body).map_err(|_| SignInError::PasskeyStale)?;
    let verified = verify(clinic, answer, state, &passkeys)?;
    clinic.record().transact(organization, |tx| {
        keep_counter(tx, clinic, &passkeys, &verified)?;
        login::step_up(tx, session, clinic.now())?;
        note(
            tx,
            clinic,
            actor.person(),
            Some(session),
            "session.confirmed",
            "passkey",
        )
    })
}

/// Where somebody's account is, with its passkeys; unknown people have none.
fn find(clinic: &Clinic, person: PersonId) -> Result<(OrganizationId, Vec<Passkey>), Refusal> {
    clinic.record().read_across(|across| {
        for (organization, _) in record::people::organization::all(across)? {
            let passkeys = sign::passkeys_of(&mut across.within(organization), person)?;
            if !passkeys.is_empty() {
                return Ok((organization, passkeys));
            }
        }
        Ok((first_organization(across)?, Vec::new()))
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
    state: &str,
    passkeys: &[Passkey],
) -> Result<Verified, Refusal> {
    Ok(clinic
        .passkeys()
        .finish_sign_in(answer, state, &stored(passkeys)?)?)
}

fn keep_counter(
    tx: &mut record::Tx<'_>,
    clinic: &Clinic,
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
    // It was read before this transaction: whoever took it away meanwhile meant it.
    if !sign::use_passkey(tx, clinic.dice(), &used, clinic.now())? {
        return Err(SignInError::NotRecognized.into());
    }
    Ok(())
}
