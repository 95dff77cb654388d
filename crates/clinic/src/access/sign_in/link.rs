//! Links that set up a sign-in, and where they go. There is at most one for a person: the record ends earlier ones with
//! whatever changes how somebody signs in (see [`sign::end_begun`]).

use super::{INVITATION_HOURS, LinkPurpose, Ticket};
use crate::people::staff;
use crate::{Act, Clinic, Look, Refusal, mail};
use care::access::ways_in::WayIn;
use care::{Email, Line, PersonId};
use jiff::SignedDuration;
use language::Language;
use policy::Action;
use record::access::{account, sign};
use record::{Read, Tx};
use zeroize::Zeroizing;

/// A demonstration's link works as long as the demonstration, however far its clock is put on: ten years.
const DEMO_HOURS: i64 = 10 * 366 * 24;
/// What the owner of an address reads who was invited to set up a second sign-in with it. Nobody else learns of it.
pub(super) const TAKEN: &str = "This address opens another sign-in here already, so this link cannot set up a second one. Sign in as you did before, or ask whoever invited you to use another address.";
/// What somebody reads whose address was taken out after the link was made, or who never had one.
pub(super) const WITHOUT_ADDRESS: &str = "There is no e-mail address here for you to sign in with. Ask whoever invited you to add one and to send a new link.";

/// Makes a link, in the transaction that wants it.
pub(super) fn make(
    tx: &mut Tx<'_>,
    clinic: &Clinic,
    ticket: &Ticket,
    text: &str,
    person: PersonId,
    purpose: LinkPurpose,
) -> Result<Zeroizing<String>, Refusal> {
    let now = clinic.now();
    let hours = match purpose {
        LinkPurpose::Welcome => INVITATION_HOURS,
        LinkPurpose::Demo => DEMO_HOURS,
    };
    let expires_at = now
        .saturating_add(SignedDuration::from_hours(hours))
        .unwrap_or(now);
    let hash = ticket.hash;
    sign::insert_invitation(tx, hash, person, purpose.code(), expires_at)?;
    Ok(self::text(clinic, text, purpose))
}

/// A link as it is sent.
pub(crate) fn text(clinic: &Clinic, ticket: &str, purpose: LinkPurpose) -> Zeroizing<String> {
    let path = match purpose {
        LinkPurpose::Welcome => "welcome",
        LinkPurpose::Demo => "demo",
    };
    let base_url = &clinic.settings().base_url;
    Zeroizing::new(format!("{base_url}/{path}/{ticket}"))
}

/// Mails somebody a link with which they set up their sign-in; answers the link. Against a rule of theirs for being in
/// touch only with a reason.
pub(crate) fn send(
    act: &mut Act<'_, '_>,
    person: PersonId,
    to: &Email,
    despite: Option<&Line>,
) -> Result<Zeroizing<String>, Refusal> {
    let (text, ticket) = Ticket::fresh(act.clinic, act.organization());
    let link = make(
        act.tx,
        act.clinic,
        &ticket,
        &text,
        person,
        LinkPurpose::Welcome,
    )?;
    let language = mail::language_of(act.tx, person)?;
    // The page behind it begins in the language of the letter.
    let shown = match language {
        Language::English => link.clone(),
        Language::Spanish => Zeroizing::new(format!("{}?language=es", link.as_str())),
    };
    let mail = mail::Mail::welcome(to, language, &shown, INVITATION_HOURS);
    mail::enqueue_despite(act, person, &mail, despite)?;
    Ok(link)
}

/// Makes a link of this ticket for a colleague to hand over; it is mailed to nobody.
pub(crate) fn hand_out(
    act: &mut Act<'_, '_>,
    person: PersonId,
    text: &str,
    ticket: &Ticket,
) -> Result<(), Refusal> {
    let purpose = LinkPurpose::Welcome;
    make(act.tx, act.clinic, ticket, text, person, purpose).map(drop)
}

/// Lets a sign-in follow a changed address: the person signs in with the new one from now on, links to the old one end,
/// and the old one is told. The caller puts it on the list of changes, since only some take a second person.
pub(crate) fn redirect(
    act: &mut Act<'_, '_>,
    person: PersonId,
    old: Option<&Email>,
    new: Option<&Email>,
) -> Result<(), Refusal> {
    account::set_login(act.tx, person, new.map(Email::as_str))?;
    if let Some(old) = old {
        let language = mail::language_of(act.tx, person)?;
        mail::enqueue(act, person, &mail::Mail::redirected(old, language))?;
    }
    act.journal(
        "account.redirected",
        ("person", person.uuid()),
        Some(person),
        None,
    )
}

/// The same for somebody in care or asking for it, where they have a sign-in: only for whoever may invite them.
pub(crate) fn follow(
    act: &mut Act<'_, '_>,
    person: PersonId,
    old: Option<&Email>,
    new: Option<&Email>,
) -> Result<(), Refusal> {
    if old == new || account::of(act.tx, person)?.is_none() {
        return Ok(());
    }
    match act.permit_also(Action::InvitePatient, person) {
        Err(Refusal::NotFound) => {
            let sentence = "They sign in with this address. It is changed by intake, their counselor or a clinical director.";
            return Err(Refusal::field("email", sentence));
        }
        may => may?,
    }
    redirect(act, person, old, new)?;
    staff::grant::note(act, person, WayIn::Redirected)
}

/// Whether somebody whom the actor may see signs in with an address already, other than `except`. Of everybody else
/// there is no answer: the account stays under no login, and the owner of the address is told when she opens her link.
pub(crate) fn seen_holder(
    act: &mut Act<'_, '_>,
    email: &Email,
    except: Option<PersonId>,
) -> Result<bool, Refusal> {
    match holder(act.tx, email, except)? {
        None => Ok(false),
        Some((_, true)) => Ok(true),
        Some((holder, false)) => match act.could(Action::ViewPatient, holder) {
            Err(Refusal::NotFound) => Ok(false),
            may => may,
        },
    }
}

/// The same for whoever only looks, of an address that is to be somebody new's.
pub(crate) fn sees_holder(look: &mut Look<'_, '_>, email: &Email) -> Result<bool, Refusal> {
    match holder(look.read, email, None)? {
        None => Ok(false),
        Some((_, true)) => Ok(true),
        Some((holder, false)) => look.could_still(Action::ViewPatient, holder),
    }
}

/// Who signs in with an address, other than `except`, and whether they are a colleague: everybody on staff is listed
/// with their address on the team's pages.
fn holder(
    read: &mut impl Read,
    email: &Email,
    except: Option<PersonId>,
) -> Result<Option<(PersonId, bool)>, Refusal> {
    let holder = account::by_login(read, email.as_str())?;
    let holder = holder.map(|account| account.person);
    let Some(holder) = holder.filter(|holder| Some(*holder) != except) else {
        return Ok(None);
    };
    let is_colleague = record::people::staff::find(read, holder)?.is_some();
    Ok(Some((holder, is_colleague)))
}
