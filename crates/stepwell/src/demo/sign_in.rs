//! Signing the people of the demonstration in, and giving some of them a password and an app.

use super::stage::{Account, Stage};
use anyhow::{Context as _, Result};
use care::{PersonId, Role};
use clinic::access::sign_in;
use clinic::access::sign_in::{Browser, LinkPurpose};
use policy::Actor;
use signin::totp::{TOTP_SECRET_BYTES, TotpSecret};

/// Everybody's password. It protects nothing: the demonstration holds nobody real.
pub const PASSWORD: &str = "seven boats at lanternfield";

fn browser() -> Browser {
    Browser {
        address: "127.0.0.1".to_owned(),
        device: "Demonstration".to_owned(),
        known: None,
    }
}

/// The secret at the end of a link.
fn token(link: &str) -> &str {
    link.rsplit_once('/').map_or(link, |(_, token)| token)
}

/// Signs somebody in by a link like those that are printed.
pub fn enter(stage: &Stage<'_>, person: PersonId) -> Result<Actor> {
    let clinic = &stage.clinic;
    let link = sign_in::issue(clinic, stage.organization, person, LinkPurpose::Demo)?;
    let fresh = sign_in::demo_enter(clinic, token(&link), &browser())?;
    Ok(sign_in::authenticate(clinic, &fresh.cookie)?)
}

/// Follows a welcome link as its owner would: chooses the password, and for staff sets up the app.
pub fn set_up(stage: &Stage<'_>, person: PersonId, role: Role) -> Result<Account> {
    let clinic = &stage.clinic;
    let link = sign_in::issue(clinic, stage.organization, person, LinkPurpose::Welcome)?;
    let welcome = sign_in::look_at(clinic, token(&link))?;
    let totp = welcome.totp.map(|(text, _)| text);
    let code = match &totp {
        Some(text) => code(text, clinic.outside().as_second())?,
        None => String::new(),
    };
    sign_in::accept(clinic, token(&link), PASSWORD, &code, &browser())?;
    Ok(Account {
        role,
        person,
        totp,
        login: welcome.login,
    })
}

/// The code that an app with this secret shows.
fn code(secret: &str, unix: i64) -> Result<String> {
    let bytes = from_base32(secret).context("an app's secret cannot be read")?;
    let secret = TotpSecret::from_bytes(bytes);
    Ok(secret.code_at(u64::try_from(unix)?).as_str().to_owned())
}

/// Reads base32 in groups, as a person would type it into the app.
fn from_base32(text: &str) -> Option<[u8; TOTP_SECRET_BYTES]> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut bytes, mut kept, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b' ') {
        let value = LETTERS.iter().position(|known| *known == letter)?;
        kept = kept << 5 | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(kept >> bits & 0xff).ok()?);
        }
    }
    bytes.try_into().ok()
}
