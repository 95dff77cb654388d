//! What a redirect says on the page that it leads to. The address carries a code, and a proof that this server has just
//! answered with it: an address that somebody typed, kept or was sent says nothing. The proof is made for whoever is
//! signed in when the page is opened, so that one that is copied into somebody else's browser does not tell them that
//! they did something; whoever is not signed in, such as somebody who asks for help, has nothing to be told apart by.

use super::cookie::SESSION;
use super::{Answer, Ask};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;

/// For so long a notice is told, in seconds: until the page it leads to is there.
const NOTICE_SECONDS: i64 = 60;
/// For so long a page goes on saying what stays true, in seconds: whoever opens it once more is not told otherwise.
const LASTING_SECONDS: i64 = 12 * 60 * 60;
const MAC_BYTES: usize = 12;
/// The code in an address, and its proof.
const CODE: &str = "said";
const PROOF: &str = "proof";

/// The key of the proofs. It lives as long as the server: nothing is told across a restart.
pub(crate) struct Notices([u8; 32]);

/// What a proof is of: a code, on a page, for the browser with a session's secret.
#[derive(Clone, Copy)]
struct Notice<'a> {
    path: &'a str,
    code: &'a str,
    secret: &'a str,
}

impl Notices {
    pub fn new(dice: &dyn care::Dice) -> Self {
        let mut key = [0; 32];
        dice.fill(&mut key);
        Self(key)
    }

    /// An address with the proof, for the browser with this session's secret, of what it says; one that says nothing is
    /// left alone.
    pub fn prove(&self, address: &str, secret: &str, now: Timestamp) -> String {
        // What stands behind the mark is for the browser alone: it never comes back here.
        let (sent, place) = match address.find('#') {
            Some(at) => address.split_at(at),
            None => (address, ""),
        };
        let (path, query) = sent.split_once('?').unwrap_or((sent, ""));
        let code = query.split('&').find_map(|part| part.strip_prefix("said="));
        match code {
            Some(code) if !code.is_empty() => {
                let notice = Notice { path, code, secret };
                let proof = self.proof(notice, now.as_second());
                format!("{sent}&{PROOF}={proof}{place}")
            }
            _ => address.to_owned(),
        }
    }

    fn proof(&self, notice: Notice<'_>, second: i64) -> String {
        let mut bytes = second.to_be_bytes().to_vec();
        // HMAC takes a key of any length, so this cannot fail.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) {
            let second = second.to_be_bytes();
            let Notice { path, code, secret } = notice;
            for part in [path.as_bytes(), code.as_bytes(), secret.as_bytes(), &second] {
                mac.update(part);
                mac.update(b"\n");
            }
            bytes.extend_from_slice(&mac.finalize().into_bytes()[..MAC_BYTES]);
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn holds(&self, notice: Notice<'_>, proof: &str, now: Timestamp, seconds: i64) -> bool {
        let bytes = URL_SAFE_NO_PAD.decode(proof).unwrap_or_default();
        let Some((second, _)) = bytes.split_first_chunk::<8>() else {
            return false;
        };
        let second = i64::from_be_bytes(*second);
        // Comparing in variable time is harmless: whoever forges a notice only deceives themselves.
        (0..=seconds).contains(&now.as_second().saturating_sub(second))
            && self.proof(notice, second) == proof
    }
}

impl Ask<'_> {
    /// The code of what was just done, on the page that the answer led to; empty on any other.
    pub fn said(&self) -> &str {
        self.said_within(NOTICE_SECONDS)
    }

    /// The same where the page says something that stays true.
    pub fn said_lasting(&self) -> &str {
        self.said_within(LASTING_SECONDS)
    }

    fn said_within(&self, seconds: i64) -> &str {
        let code = self.query.text(CODE);
        let path = self.address.split('?').next().unwrap_or_default();
        let proof = self.query.text(PROOF);
        let secret = self.secret();
        let notice = Notice { path, code, secret };
        let notices = &self.web.notices;
        if !code.is_empty() && notices.holds(notice, proof, self.now, seconds) {
            code
        } else {
            ""
        }
    }
}

/// An address without what it said and its proof, for whoever comes back to it later.
pub(super) fn unsaid(address: &str) -> String {
    without(address, &[CODE, PROOF])
}

/// An address without the parts of its query that have these names.
pub(super) fn without(address: &str, names: &[&str]) -> String {
    let Some((path, rest)) = address.split_once('?') else {
        return address.to_owned();
    };
    let (query, place) = match rest.find('#') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let kept = |part: &&str| {
        let name = part.split('=').next();
        name.is_none_or(|name| !names.contains(&name))
    };
    let query: Vec<_> = query.split('&').filter(kept).collect();
    if query.is_empty() {
        format!("{path}{place}")
    } else {
        format!("{path}?{}{place}", query.join("&"))
    }
}

/// An answer whose address proves what it says.
pub(crate) fn proven(ask: &Ask<'_>, mut answer: Answer) -> Answer {
    if answer.status == StatusCode::SEE_OTHER
        && let Some(address) = answer.headers.get(LOCATION)
        && let Ok(address) = address.to_str()
        && let Ok(proven) = HeaderValue::from_str(&ask.web.notices.prove(
            address,
            secret_after(ask, &answer.headers),
            ask.now,
        ))
    {
        answer.headers.insert(LOCATION, proven);
    }
    answer
}

/// The session's secret that the browser sends with the page that an answer leads to: the answer may begin a session,
/// or end it.
fn secret_after<'a>(ask: &'a Ask<'_>, answer: &'a HeaderMap) -> &'a str {
    answer
        .get_all(SET_COOKIE)
        .iter()
        .filter_map(|cookie| cookie.to_str().ok())
        .find_map(|cookie| cookie.strip_prefix(SESSION)?.strip_prefix('='))
        .map_or_else(
            || ask.secret(),
            |set| set.split(';').next().unwrap_or_default(),
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn an_address_to_come_back_to_says_nothing() {
        for (address, wanted) in [
            ("/staff", "/staff"),
            ("/staff?said=saved&proof=x", "/staff"),
            (
                "/staff?view=2&said=saved&proof=x#notes",
                "/staff?view=2#notes",
            ),
            ("/staff?q=said", "/staff?q=said"),
        ] {
            assert_eq!(unsaid(address), wanted);
        }
    }

    #[test]
    fn only_what_was_just_answered_is_told_and_only_on_its_page() {
        let notices = Notices([7; 32]);
        let now: Timestamp = "2026-03-02T15:00:00Z".parse().unwrap();
        let prove = |address| notices.prove(address, "dee", now);
        assert_eq!(prove("/staff?view=2"), "/staff?view=2");
        let address = prove("/staff?view=2&said=saved");
        let (_, proof) = address.split_once("&proof=").unwrap();
        // A place on the page stays behind the proof.
        let placed = prove("/staff?said=saved#notes");
        assert_eq!(placed, format!("/staff?said=saved&proof={proof}#notes"));
        let holds = |path: &str, code: &str, seconds: i64| {
            let then = now + SignedDuration::from_secs(seconds);
            let secret = "dee";
            let notice = Notice { path, code, secret };
            notices.holds(notice, proof, then, NOTICE_SECONDS)
        };
        assert!(holds("/staff", "saved", 0) && holds("/staff", "saved", 60));
        assert!(!holds("/staff", "saved", 61) && !holds("/staff", "saved", -1));
        assert!(!holds("/me", "saved", 0) && !holds("/staff", "added", 0));
        let said = Notice {
            path: "/staff",
            code: "saved",
            secret: "dee",
        };
        for forged in ["", "x", "AAAAAAAAAAAAAAAA"] {
            assert!(!notices.holds(said, forged, now, LASTING_SECONDS));
        }
        for other in ["", "ana"] {
            let theirs = Notice {
                secret: other,
                ..said
            };
            assert!(!notices.holds(theirs, proof, now, LASTING_SECONDS));
        }
        assert!(!Notices([8; 32]).holds(said, proof, now, LASTING_SECONDS));
    }
}
