//! Signing in, staying signed in, signing out. The only place where an [`Actor`] is made for a browser.

use crate::{Clinic, Refusal};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use care::people::look::HouseLook;
use care::{LoginId, OrganizationId, PersonId, Role, SiteId};
use jiff::{SignedDuration, Timestamp};
use language::Language;
use policy::Actor;
use policy::actor::Proof;
use record::access::login;
use record::access::login::NewLogin;
use record::journal::Entry;
use record::people::{patient, staff};
use record::{Read, Tx, TxAcross};
use signin::token::Token;
use uuid::Uuid;
use zeroize::Zeroizing;

mod factor;
pub(crate) mod link;
pub(crate) mod passkey;
mod password;
mod throttle;
mod welcome;

pub use factor::{SecondFactor, confirm, finish_second};
pub use passkey::{Begun, begin_confirm, begin_sign_in, finish_confirm, finish_sign_in};
pub use password::begin_password;
pub(crate) use throttle::Guesses;
pub use throttle::{count_in_danger, count_request};
pub(crate) use welcome::issue_in;
pub use welcome::{LinkPurpose, Welcome, accept, demo_enter, demo_name, issue, look_at};

/// A session unheard of for this long is over, in minutes.
pub const IDLE_MINUTES: i64 = 15;
/// A session is over after this long, however busy, in hours.
pub const ABSOLUTE_HOURS: i64 = 12;
/// How long a confirmation of identity holds, in minutes.
pub const STEP_UP_MINUTES: i64 = 5;
/// How long an invitation works, in hours.
pub const INVITATION_HOURS: i64 = 72;
/// A session's last-seen time is written at most this often, in seconds.
const SEEN_SECONDS: i64 = 60;
/// Characters kept of what a browser says it is.
const DEVICE_CHARS_MAX: usize = 200;

/// What the web layer knows about who is at the other end before anybody signed in.
#[derive(Clone, Debug)]
pub struct Browser {
    /// The network address, for counting failures.
    pub address: String,
    /// What it says it is.
    pub device: String,
    /// The token it was given when somebody signed in from it before.
    pub known: Option<String>,
}

/// A session that just began: what to put into cookies, and where to go.
pub struct Fresh {
    /// The session cookie's value.
    pub cookie: Zeroizing<String>,
    /// The known-browser cookie's value.
    pub known: Zeroizing<String>,
    /// Whether the staff pages are this person's home.
    pub is_staff: bool,
}

/// A secret together with the organization it belongs to, so that every lookup starts with the organization.
pub(crate) struct Ticket {
    pub organization: OrganizationId,
    pub hash: [u8; 32],
}

impl Ticket {
    /// A new secret; answers its text, which is kept nowhere, and its hash, which is.
    pub fn fresh(clinic: &Clinic, organization: OrganizationId) -> (Zeroizing<String>, Self) {
        Self::of(organization, &Token::from_random(clinic.random()))
    }

    /// The ticket of a token that is there already.
    pub fn of(organization: OrganizationId, token: &Token) -> (Zeroizing<String>, Self) {
        let prefix = URL_SAFE_NO_PAD.encode(organization.uuid().as_bytes());
        let text = Zeroizing::new(format!("{prefix}.{}", token.text().as_str()));
        (
            text,
            Self {
                organization,
                hash: token.sha256(),
            },
        )
    }

    /// Reads the text back; anything that is not one is nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let (prefix, token) = text.split_once('.')?;
        let organization = Uuid::from_slice(&URL_SAFE_NO_PAD.decode(prefix).ok()?).ok()?;
        let token = Token::parse(token).ok()?;
        Some(Self {
            organization: organization.into(),
            hash: token.sha256(),
        })
    }
}

/// The actor behind a session cookie, if the session still holds.
pub fn authenticate(clinic: &Clinic, cookie: &str) -> Result<Actor, Refusal> {
    arrive(clinic, cookie).map(|(actor, _)| actor)
}

/// Who is signed in, for the frame of every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Myself {
    /// What to call them.
    pub called: String,
    /// Their full name.
    pub full: String,
    /// Their roles.
    pub roles: Vec<Role>,
    /// The organization's name.
    pub organization: String,
    /// How it looks.
    pub look: HouseLook,
    /// The language that they chose for their pages, if they did.
    pub language: Option<Language>,
}

/// The actor behind a session cookie, and what every page says of them. One's own name needs no rule and no journal.
pub fn arrive(clinic: &Clinic, cookie: &str) -> Result<(Actor, Myself), Refusal> {
    let (actor, found, seen_at) = session(clinic, cookie)?;
    let (now, organization) = (clinic.now(), actor.organization());
    if now.duration_since(seen_at) >= SignedDuration::from_secs(SEEN_SECONDS) {
        let id = found.id;
        let written = clinic.record().transact(organization, |tx| {
            login::seen(tx, id, now).map_err(Refusal::from)
        });
        clinic.unwritten().note_seen(id, now, written)?;
    }
    let myself = myself(&actor, found);
    Ok((actor, myself))
}

/// The same without having heard of the browser: a page that asks by itself keeps nobody signed in who went away.
pub fn overhear(clinic: &Clinic, cookie: &str) -> Result<(Actor, Myself), Refusal> {
    let (actor, found, _) = session(clinic, cookie)?;
    let myself = myself(&actor, found);
    Ok((actor, myself))
}

fn myself(actor: &Actor, found: login::Login) -> Myself {
    Myself {
        called: found.name.called().to_owned(),
        full: found.name.full(),
        roles: actor.roles().to_vec(),
        organization: found.organization,
        look: found.look,
        language: found.language.as_deref().and_then(Language::from_code),
    }
}

/// The session behind a cookie, if it still holds, and when its browser was last heard of.
fn session(clinic: &Clinic, cookie: &str) -> Result<(Actor, login::Login, Timestamp), Refusal> {
    let ticket = Ticket::parse(cookie).ok_or(Refusal::SignedOut)?;
    let now = clinic.now();
    clinic.record().read(ticket.organization, |read| {
        let found = login::by_token(read, ticket.hash)?.ok_or(Refusal::SignedOut)?;
        let seen_at = clinic.unwritten().seen(found.id).max(Some(found.seen_at));
        let seen_at = seen_at.unwrap_or(found.seen_at);
        let idle = now.duration_since(seen_at) >= SignedDuration::from_mins(IDLE_MINUTES);
        let old =
            now.duration_since(found.created_at) >= SignedDuration::from_hours(ABSOLUTE_HOURS);
        if idle || old || found.disabled_at.is_some() {
            return Err(Refusal::SignedOut);
        }
        let (roles, sites) = staff::roles_and_sites(read, found.person)?;
        let besides = Besides {
            in_care: found.in_care,
            supports: found.supports,
        };
        let session = Some((found.id, found.stepped_up_at));
        let actor = actor(
            ticket.organization,
            found.person,
            roles,
            sites,
            besides,
            session,
        );
        Ok((actor, found, seen_at))
    })
}

/// What somebody is besides staff.
struct Besides {
    in_care: bool,
    supports: bool,
}

fn actor_of(
    read: &mut impl Read,
    organization: OrganizationId,
    id: PersonId,
) -> Result<Actor, Refusal> {
    let (roles, sites) = staff::roles_and_sites(read, id)?;
    let besides = Besides {
        in_care: patient::facts(read, id, id)?.is_some(),
        supports: patient::is_supporter(read, id)?,
    };
    Ok(actor(organization, id, roles, sites, besides, None))
}

fn actor(
    organization: OrganizationId,
    person: PersonId,
    mut roles: Vec<Role>,
    sites: Vec<SiteId>,
    besides: Besides,
    session: Option<(LoginId, Option<Timestamp>)>,
) -> Actor {
    roles.extend(besides.in_care.then_some(Role::Patient));
    roles.extend(besides.supports.then_some(Role::SupportPerson));
    let stepped_up_until = session.and_then(|(_, at)| at).and_then(|at| {
        at.checked_add(SignedDuration::from_mins(STEP_UP_MINUTES))
            .ok()
    });
    #[expect(
        clippy::disallowed_methods,
        reason = "the session, or what stands for it, was checked, which is the proof"
    )]
    Actor::authenticated(Proof {
        organization,
        person,
        roles,
        sites,
        session: session.map(|(id, _)| id),
        stepped_up_until,
    })
}

/// The actor behind the secret address of a calendar, which was checked, and which is the proof.
pub(crate) fn subscriber(
    read: &mut impl Read,
    organization: OrganizationId,
    id: PersonId,
) -> Result<Actor, Refusal> {
    actor_of(read, organization, id)
}

/// The actor at a site's screen: its secret address and their code were checked, and both are the proof.
pub(crate) fn present(
    read: &mut impl Read,
    organization: OrganizationId,
    id: PersonId,
) -> Result<Actor, Refusal> {
    actor_of(read, organization, id)
}

/// Opens a session for somebody who proved who they are by `how`.
fn open_session(
    across: &mut TxAcross<'_>,
    clinic: &Clinic,
    organization: OrganizationId,
    person: PersonId,
    browser: &Browser,
    how: &'static str,
) -> Result<Fresh, Refusal> {
    let now = clinic.now();
    let tx = &mut across.within(organization);
    let (cookie, ticket) = Ticket::fresh(clinic, organization);
    let id = LoginId::from(clinic.dice().uuid(now));
    let device: String = browser
        .device
        .chars()
        .filter(|c| !c.is_control())
        .take(DEVICE_CHARS_MAX)
        .collect();
    let new = NewLogin {
        token_hash: ticket.hash,
        person,
        device: &device,
        created_at: now,
        stepped_up_at: Some(now),
    };
    login::insert(tx, clinic.dice(), id, &new)?;
    note(tx, clinic, person, Some(id), "session.opened", how)?;
    let (roles, _) = staff::roles_and_sites(tx, person)?;
    // What the browser sends is sent back in a cookie and remembered: only what looks like a token of ours.
    let sent = browser.known.as_deref();
    let known = match sent.filter(|known| Token::parse(known).is_ok()) {
        Some(known) => Zeroizing::new(known.to_owned()),
        None => Token::from_random(clinic.random()).text(),
    };
    throttle::remember_browser(across, &known, person, now)?;
    Ok(Fresh {
        cookie,
        known,
        is_staff: !roles.is_empty(),
    })
}

/// Says in the journal what happened at the door.
fn note(
    tx: &mut Tx<'_>,
    clinic: &Clinic,
    person: PersonId,
    session: Option<LoginId>,
    action: &'static str,
    rule: &'static str,
) -> Result<(), Refusal> {
    let entry = Entry {
        actor: person,
        session,
        action,
        rule,
        subject_kind: "person",
        subject: person.uuid(),
        person: None,
        detail: None,
    };
    record::journal::append(tx, clinic.dice(), clinic.now(), &entry)?;
    Ok(())
}

/// Ends the session behind a cookie.
pub fn sign_out(clinic: &Clinic, actor: &Actor) -> Result<(), Refusal> {
    let Some(id) = actor.session() else {
        return Ok(());
    };
    clinic.record().transact(actor.organization(), |tx| {
        if login::end(tx, id, actor.person(), clinic.now())? {
            note(
                tx,
                clinic,
                actor.person(),
                Some(id),
                "session.closed",
                "signed-out",
            )?;
        }
        Ok(())
    })
}
