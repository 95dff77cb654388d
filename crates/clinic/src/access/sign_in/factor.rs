//! The second factor, and confirming who one is before a dangerous act.

use super::throttle::Subjects;
use super::{Browser, Fresh, Ticket, note, open_session};
use crate::access::hashing::Hashing;
use crate::mail::{Mail, enqueue_in, language_of};
use crate::{Clinic, Refusal};
use care::{OrganizationId, PersonId};
use jiff::{SignedDuration, Timestamp};
use policy::Actor;
use record::access::account;
use record::access::account::Account;
use record::access::{login, sign};
use record::people::{person, staff};
use record::{RecordError, Tx};
use serde::{Deserialize, Serialize};
use signin::SignInError;
use signin::code::{CODE_MINUTES_MAX, Checked, Code, CodePurpose, PendingCode};
use signin::totp::{self, TotpSecret};
use zeroize::Zeroizing;

/// How long the second factor may take, in minutes.
const SECOND_MINUTES: i64 = 10;
/// Wrong codes before the password has to be typed again.
const ATTEMPTS_MAX: u32 = 5;
const PURPOSE: &str = "second-factor";

/// What is asked for after the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// What the second form carries.
    pub ticket: String,
    /// Whether the code was mailed; otherwise it is in the authenticator app.
    pub mailed: bool,
}

/// What the server remembers between the two forms.
#[derive(Serialize, Deserialize)]
enum Waiting {
    App,
    Mailed(PendingCode),
}

/// Begins the second factor: the app for whoever has one, a mailed code for people in care and their supporters.
/// Staff without an app cannot get in by password at all.
pub(super) fn start_second(
    tx: &mut Tx<'_>,
    clinic: &Clinic,
    organization: OrganizationId,
    account: &Account,
) -> Result<SecondFactor, Refusal> {
    let now = clinic.now();
    let waiting = if account.totp.is_some() {
        Waiting::App
    } else {
        let (roles, _) = staff::roles_and_sites(tx, account.person)?;
        let (_, contact) = person::load(tx, account.person)?;
        let email = contact
            .email
            .filter(|_| roles.is_empty())
            .ok_or(SignInError::NotRecognized)?;
        let code = Code::from_random(clinic.random());
        let language = language_of(tx, account.person)?;
        let mail = Mail::code(&email, language, &code.text(), CODE_MINUTES_MAX);
        enqueue_in(tx, clinic, account.person, &mail, now)?;
        Waiting::Mailed(code.pending(CodePurpose::SignIn, account.person.uuid(), now))
    };
    let (text, ticket) = Ticket::fresh(clinic, organization);
    keep(tx, clinic, &ticket, account.person, &waiting, now)?;
    Ok(SecondFactor {
        ticket: text.as_str().to_owned(),
        mailed: matches!(waiting, Waiting::Mailed(_)),
    })
}

fn keep(
    tx: &mut Tx<'_>,
    clinic: &Clinic,
    ticket: &Ticket,
    person: PersonId,
    waiting: &Waiting,
    now: Timestamp,
) -> Result<(), Refusal> {
    let body =
        serde_json::to_vec(waiting).map_err(|_| RecordError::damaged("a half-finished sign-in"))?;
    let expires_at = now
        .saturating_add(SignedDuration::from_mins(SECOND_MINUTES))
        .unwrap_or(now);
    let pending = sign::Pending {
        person: Some(person),
        body: Zeroizing::new(body),
        attempts: 0,
        expires_at,
    };
    Ok(sign::insert_pending(
        tx,
        clinic.dice(),
        ticket.hash,
        PURPOSE,
        &pending,
    )?)
}

/// Checks the code of the second form and opens the session.
pub fn finish_second(
    clinic: &Clinic,
    ticket: &str,
    typed: &str,
    browser: &Browser,
) -> Result<Fresh, Refusal> {
    let ticket = Ticket::parse(ticket).ok_or(SignInError::CodeRefused)?;
    let organization = ticket.organization;
    let now = clinic.now();
    // A refused code is counted, so the transaction commits either way and carries the refusal out.
    clinic.record().transact_across(|across| {
        let tx = &mut across.within(organization);
        let stale = || Refusal::from(SignInError::CodeRefused);
        let pending = sign::pending(tx, ticket.hash, PURPOSE, now)?.ok_or_else(stale)?;
        let person = pending.person.ok_or_else(stale)?;
        let waiting: Waiting = serde_json::from_slice(&pending.body).map_err(|_| stale())?;
        // Counted over every sign-in, so that whoever knows the password cannot guess on by starting again.
        let subjects = Subjects::of_person(across, person, browser)?;
        let counted = match subjects.count(across, now, || Ok(()))? {
            Ok(counted) => counted,
            Err(wait) => return Ok(Err(wait)),
        };
        let tx = &mut across.within(organization);
        let from_app = matches!(waiting, Waiting::App);
        let right = pending.attempts < ATTEMPTS_MAX
            && match waiting {
                Waiting::App => check_app(tx, person, typed, clinic.outside())?,
                Waiting::Mailed(code) => {
                    matches!(
                        code.check(typed, CodePurpose::SignIn, person.uuid(), now),
                        Checked::Accepted
                    )
                }
            };
        if right {
            sign::end_pending(tx, ticket.hash)?;
            subjects.succeeded(across, counted)?;
            let how = "password-and-code";
            return open_session(across, clinic, organization, person, browser, how).map(Ok);
        }
        sign::count_attempt(tx, ticket.hash)?;
        note(tx, clinic, person, None, "session.refused", "wrong-code")?;
        let wrong = if from_app {
            SignInError::TotpRefused
        } else {
            SignInError::CodeRefused
        };
        Ok::<_, Refusal>(Err(wrong.into()))
    })?
}

/// Whether a code from the authenticator app is right and was not used before; it is used now. The app shows the time
/// `outside`, also in a demonstration with a time of its own.
pub(super) fn check_app(
    tx: &mut Tx<'_>,
    person: PersonId,
    typed: &str,
    outside: Timestamp,
) -> Result<bool, Refusal> {
    let Some(account) = account::of(tx, person)? else {
        return Ok(false);
    };
    let Some(secret) = account
        .totp
        .as_ref()
        .and_then(|secret| secret.as_slice().try_into().ok())
    else {
        return Ok(false);
    };
    let unix = u64::try_from(outside.as_second()).unwrap_or(0);
    let last = (account.totp_step > 0).then_some(account.totp_step);
    match totp::verify(&TotpSecret::from_bytes(secret), typed, unix, last) {
        Some(step) => Ok(account::spend_totp_step(tx, person, step)?),
        None => Ok(false),
    }
}

/// Confirms who sits at a signed-in browser: the password, and the app's code for whoever has an app.
pub fn confirm(
    clinic: &Clinic,
    actor: &Actor,
    typed: &str,
    code: &str,
    browser: &Browser,
) -> Result<(), Refusal> {
    let organization = actor.organization();
    let session = actor.session().ok_or(Refusal::SignedOut)?;
    let person = actor.person();
    let now = clinic.now();
    let mut place = None;
    let (account, subjects, counted) = clinic.record().transact_across(|across| {
        let subjects = Subjects::of_person(across, person, browser)?;
        let counted =
            subjects.count(across, now, || clinic.memory::<Hashing>().hold(&mut place))?;
        let account =
            account::of(&mut across.within(organization), person)?.ok_or(Refusal::SignedOut)?;
        Ok::<_, Refusal>((account, subjects, counted))
    })?;
    let (counted, place) = (counted?, place.ok_or(SignInError::Busy)?);
    let (hash, typed) = (
        account.password_hash.clone(),
        Zeroizing::new(typed.to_owned()),
    );
    let right = place.run(move |hasher| match hash {
        Some(hash) => hasher.verify(&hash, &typed),
        None => hasher.verify_absent(&typed),
    })?;
    clinic.record().transact_across(|across| {
        let tx = &mut across.within(organization);
        // Hashing took its time: whoever changed the password or closed the account meanwhile meant it.
        let stored = account::of(tx, person)?.filter(|stored| stored.is_still(&account));
        let right = right
            && match stored {
                Some(stored) if stored.totp.is_some() => {
                    check_app(tx, person, code, clinic.outside())?
                }
                Some(_) => true,
                None => false,
            };
        if right {
            login::step_up(tx, session, now)?;
            note(
                tx,
                clinic,
                person,
                Some(session),
                "session.confirmed",
                "password-and-code",
            )?;
            subjects.succeeded(across, counted)?;
            return Ok(Ok(()));
        }
        note(
            tx,
            clinic,
            person,
            Some(session),
            "session.refused",
            "wrong-confirmation",
        )?;
        subjects.failed(across, now)?;
        Ok::<_, Refusal>(Err(SignInError::NotRecognized.into()))
    })?
}
