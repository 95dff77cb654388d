//! What machines ask for at addresses that are agreed upon.

use crate::shell::frame::phone;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::dial;
use care::zone::greenwich;
use jiff::{SignedDuration, Timestamp};

/// How long what `security.txt` says may be believed, in days. RFC 9116 recommends less than a year.
const SECURITY_DAYS: i64 = 180;

/// Search engines may read what is for the public, and nothing else; secret addresses least of all.
const ROBOTS: &str = "User-agent: *
Disallow: /account
Disallow: /answer/
Disallow: /ask/sent
Disallow: /calendar/
Disallow: /demo/
Disallow: /es/answer/
Disallow: /es/ask/sent
Disallow: /es/me
Disallow: /kiosk/
Disallow: /me
Disallow: /setup/
Disallow: /sign-in
Disallow: /staff
Disallow: /welcome/
";

/// What search engines may read.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn robots(_: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::text(ROBOTS.to_owned()))
}

/// What shows that somebody is called, where no page is open. It stands at the root, because a worker serves only what
/// is below it.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn worker(_: &Ask<'_>) -> Result<Answer, Fault> {
    // The words are those of every call, as a text of the script.
    let words = serde_json::Value::String(clinic::mail::call_text()).to_string();
    let script = include_str!("../../assets/sw.js");
    Ok(Answer::script(&script.replace("CALL_TEXT", &words)))
}

/// Where somebody who found a weakness tells it (RFC 9116). Nothing where the clinic names neither a contact nor a
/// number: a file without one is worth nothing.
pub(crate) fn security(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let settings = ask.clinic.settings();
    let by_phone = || phone(ask).map(|phone| dial(&phone.number));
    let contact = settings.security_contact.clone().or_else(by_phone);
    let contact = contact.ok_or(Fault::NoSuchPage)?;
    let (expires, base) = (expires(ask.now), &settings.base_url);
    Ok(Answer::text(format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en, es\nCanonical: {base}/.well-known/security.txt\n"
    )))
}

/// Whole days, so that the file is the same all day.
fn expires(now: Timestamp) -> String {
    let later = now
        .checked_add(SignedDuration::from_hours(24 * SECURITY_DAYS))
        .unwrap_or(now);
    let day = greenwich(later).date();
    format!("{day}T00:00:00Z")
}

/// Where a password manager sends somebody whose password is to be changed.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn change_password(_: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::see_other("/account/password"))
}
