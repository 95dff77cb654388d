//! One's own account: devices, passkeys, password.

use crate::access::hashing::Hashing;
use crate::access::sign_in;
use crate::access::sign_in::{ABSOLUTE_HOURS, Begun, IDLE_MINUTES};
use crate::{Clinic, Key, Refusal, mail};
use care::{Line, LoginId, PasskeyId, PersonId};
use jiff::{SignedDuration, Timestamp};
use language::Language;
use policy::{Action, Actor, Resource};
use record::access::login::Device;
use record::access::sign::{NewPasskey, Passkey};
use record::access::{account, login, sign};
use record::people::person;
use record::{Read, RecordError};
use signin::SignInError;
use signin::password::{Factors, Password};

const REGISTER: &str = "passkey-register";

fn own(actor: &Actor) -> Resource {
    Resource::Account(actor.organization(), actor.person())
}

/// How far somebody has come with a sign-in of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Whether one was opened for them.
    pub invited: bool,
    /// Whether they have set up a password or a passkey: only then can they sign in.
    pub set_up: bool,
    /// What a link to set it up waits for, where none may go out yet.
    pub waits: Option<Waits>,
    /// How far the latest message to them has come.
    pub mailed: Option<mail::MailStanding>,
}

/// What somebody else has to say yes to before a link goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// Their first role.
    Role,
    /// Another address to sign in with.
    Address,
}

/// How far somebody has come with a sign-in of their own.
pub(crate) fn sign_in_of(read: &mut impl Read, person: PersonId) -> Result<SignIn, Refusal> {
    let account = account::of(read, person)?;
    let set_up = match &account {
        None => false,
        Some(account) if account.password_hash.is_some() => true,
        Some(_) => !sign::passkeys_of(read, person)?.is_empty(),
    };
    Ok(SignIn {
        invited: account.is_some(),
        set_up,
        waits: None,
        mailed: mail::latest_to(read, person)?,
    })
}

/// What the account page shows.
pub struct Overview {
    /// What they sign in with.
    pub login: String,
    /// Browsers signed in now, the latest first.
    pub devices: Vec<Device>,
    /// Which of them this one is.
    pub here: Option<LoginId>,
    /// Registered passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whether there is a password.
    pub has_password: bool,
    /// Whether there is an authenticator app.
    pub has_app: bool,
}

/// One's own account.
pub fn overview(clinic: &Clinic, actor: &Actor) -> Result<Overview, Refusal> {
    clinic.look(actor, |look| {
        look.permit_on(Action::ManageOwnAccount, &own(actor))?;
        let now = look.now;
        let since =
            |duration: SignedDuration| now.saturating_sub(duration).unwrap_or(Timestamp::MIN);
        let began_after = since(SignedDuration::from_hours(ABSOLUTE_HOURS));
        let seen_after = since(SignedDuration::from_mins(IDLE_MINUTES));
        let account = account::of(look.read, actor.person())?.ok_or(Refusal::NotFound)?;
        let (_, contact) = person::load(look.read, actor.person())?;
        Ok(Overview {
            login: contact.email.map(String::from).unwrap_or_default(),
            devices: login::of(look.read, actor.person(), began_after, seen_after)?,
            here: actor.session(),
            passkeys: sign::passkeys_of(look.read, actor.person())?,
            has_password: account.password_hash.is_some(),
            has_app: account.totp.is_some(),
        })
    })
}

/// Keeps the language in which somebody wants their own pages, and what is written to them.
pub fn choose_language(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    language: Language,
) -> Result<(), Refusal> {
    let code = language.code();
    clinic.act(actor, key, ("choose_language", &code), |act| {
        act.permit_on(Action::ManageOwnAccount, &own(actor))?;
        account::set_language(act.tx, actor.person(), code)?;
        act.journal(
            "account.language_chosen",
            ("person", actor.person().uuid()),
            None,
            None,
        )
    })
}

/// Signs another browser out.
pub fn end_device(clinic: &Clinic, actor: &Actor, key: Key, id: LoginId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("end_device", &id), |act| {
        act.permit_on(Action::ManageOwnAccount, &own(actor))?;
        if !login::end(act.tx, id, actor.person(), act.now)? {
            return Err(Refusal::NotFound);
        }
        act.journal(
            "session.closed",
            ("person", actor.person().uuid()),
            None,
            None,
        )
    })
}

/// Signs every browser out, this one too.
pub fn end_all_devices(clinic: &Clinic, actor: &Actor, key: Key) -> Result<(), Refusal> {
    clinic.act(actor, key, ("end_all_devices", &()), |act| {
        act.permit_on(Action::ManageOwnAccount, &own(actor))?;
        login::end_all(act.tx, actor.person(), act.now)?;
        act.journal(
            "session.all_closed",
            ("person", actor.person().uuid()),
            None,
            None,
        )
    })
}

/// Begins registering a passkey. Whoever sits there must have confirmed who they are.
pub fn begin_passkey(clinic: &Clinic, actor: &Actor) -> Result<Begun, Refusal> {
    if !actor.stepped_up(clinic.now()) {
        return Err(Refusal::StepUp);
    }
    let organization = actor.organization();
    let (name, contact, have) = clinic.record().read(organization, |read| {
        let (name, contact) = person::load(read, actor.person())?;
        Ok::<_, Refusal>((name, contact, sign::passkeys_of(read, actor.person())?))
    })?;
    let login = contact.email.map_or_else(|| name.full(), String::from);
    let have = sign_in::passkey::stored(&have)?;
    let ceremony =
        clinic
            .passkeys()
            .begin_registration(actor.person().uuid(), &login, &name.full(), &have)?;
    sign_in::passkey::begin(
        clinic,
        organization,
        actor.person(),
        REGISTER,
        ceremony.options,
        ceremony.state,
    )
}

/// Finishes registering a passkey under a name its owner will recognize.
pub fn finish_passkey(
    clinic: &Clinic,
    actor: &Actor,
    ticket: &str,
    answer: &str,
    name: &Line,
) -> Result<(), Refusal> {
    let (ticket, pending) = sign_in::passkey::take(clinic, ticket, REGISTER)?;
    if ticket.organization != actor.organization() || pending.person != Some(actor.person()) {
        return Err(SignInError::PasskeyStale.into());
    }
    let state = std::str::from_utf8(&pending.body).map_err(|_| SignInError::PasskeyStale)?;
    let passkey = clinic.passkeys().finish_registration(answer, state)?;
    let credential = serde_json::to_vec(&passkey).map_err(|_| RecordError::damaged("a passkey"))?;
    let credential_id = passkey.id();
    clinic.act(
        actor,
        clinic.fresh_key(),
        ("add_passkey", &credential_id),
        |act| {
            act.permit_on(Action::ManageOwnAccount, &own(actor))?;
            let id: PasskeyId = act.id();
            let new = NewPasskey {
                person: actor.person(),
                credential_id: credential_id.as_bytes(),
                credential: &credential,
                name: name.as_str(),
                created_at: act.now,
            };
            sign::insert_passkey(act.tx, clinic.dice(), id, &new)?;
            act.journal(
                "passkey.added",
                ("person", actor.person().uuid()),
                None,
                None,
            )
        },
    )
}

/// Removes a passkey. The last way in cannot be removed.
pub fn remove_passkey(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PasskeyId,
) -> Result<(), Refusal> {
    if !actor.stepped_up(clinic.now()) {
        return Err(Refusal::StepUp);
    }
    clinic.act(actor, key, ("remove_passkey", &id), |act| {
        act.permit_on(Action::ManageOwnAccount, &own(actor))?;
        let account = account::of(act.tx, actor.person())?.ok_or(Refusal::NotFound)?;
        let passkeys = sign::passkeys_of(act.tx, actor.person())?;
        if account.password_hash.is_none() && passkeys.len() == 1 {
            let sentence = "This is your only way to sign in. Add another passkey first.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        if !sign::delete_passkey(act.tx, id, actor.person())? {
            return Err(Refusal::NotFound);
        }
        act.journal(
            "passkey.removed",
            ("person", actor.person().uuid()),
            None,
            None,
        )
    })
}

/// Changes one's password; every other browser is signed out.
pub fn change_password(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    typed: &str,
) -> Result<(), Refusal> {
    if !actor.stepped_up(clinic.now()) {
        return Err(Refusal::StepUp);
    }
    let login = overview(clinic, actor)?.login;
    let password = Password::parse(typed, &login, Factors::WithSecond)
        .map_err(|error| Refusal::field("password", error.to_string()))?;
    let salt = clinic.random();
    let place = clinic.memory::<Hashing>().place()?;
    let hash = place.run(move |hasher| hasher.hash(&password, salt))??;
    clinic.act(actor, key, ("change_password", &()), |act| {
        act.permit_on(Action::ManageOwnAccount, &own(actor))?;
        account::set_password(act.tx, actor.person(), &hash)?;
        for device in login::of(act.tx, actor.person(), Timestamp::MIN, Timestamp::MIN)? {
            if Some(device.id) != actor.session() {
                login::end(act.tx, device.id, actor.person(), act.now)?;
            }
        }
        act.journal(
            "password.changed",
            ("person", actor.person().uuid()),
            None,
            None,
        )
    })
}
