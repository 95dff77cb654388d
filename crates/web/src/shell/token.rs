//! Form tokens: each form carries one. It says that the form was made for this session, and it is the key that makes
//! sending the form twice harmless. Tokens outlive a restart of the server, because they are keyed by the session's own
//! secret and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clinic::Key;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;
use uuid::Uuid;

/// A form older than this has to be opened again, in hours; a session is never older.
const AGE_HOURS_MAX: i64 = 12;
const UUID_BYTES: usize = 16;
const MAC_BYTES: usize = 16;

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stale;

/// A token for a form of this session; `secret` is the session cookie, empty for whoever has none.
pub(crate) fn make(uuid: Uuid, secret: &str) -> String {
    let mut bytes = uuid.as_bytes().to_vec();
    bytes.extend_from_slice(&mac(uuid, secret));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The key in a token, if the token is of this session and not too old.
pub(crate) fn check(text: &str, secret: &str, now: Timestamp) -> Result<Key, Stale> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Stale)?;
    let (uuid, given) = bytes.split_at_checked(UUID_BYTES).ok_or(Stale)?;
    let uuid = Uuid::from_slice(uuid).map_err(|_| Stale)?;
    // Comparing in variable time is harmless: the sender holds the secret, or has nothing to compare with.
    if given != mac(uuid, secret) {
        return Err(Stale);
    }
    let (seconds, _) = uuid.get_timestamp().ok_or(Stale)?.to_unix();
    let made = i64::try_from(seconds)
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or(Stale)?;
    if now.duration_since(made) > SignedDuration::from_hours(AGE_HOURS_MAX) {
        Err(Stale)
    } else {
        Ok(Key::of(uuid))
    }
}

fn mac(uuid: Uuid, secret: &str) -> [u8; MAC_BYTES] {
    let mut out = [0; MAC_BYTES];
    // HMAC takes a key of any length, so this cannot fail.
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) {
        mac.update(b"stepwell form");
        mac.update(uuid.as_bytes());
        out.copy_from_slice(&mac.finalize().into_bytes()[..MAC_BYTES]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_one_session_and_half_a_day() {
        let made: Timestamp = "2026-03-02T15:00:00Z".parse().unwrap();
        let uuid = uuid::Builder::from_unix_timestamp_millis(
            made.as_millisecond().try_into().unwrap(),
            &[7; 10],
        )
        .into_uuid();
        let token = make(uuid, "session-a");
        assert_eq!(check(&token, "session-a", made), Ok(Key::of(uuid)));
        assert_eq!(check(&token, "session-b", made), Err(Stale));
        assert_eq!(
            check(&token, "session-a", made + SignedDuration::from_hours(13)),
            Err(Stale)
        );
        assert_eq!(check("", "session-a", made), Err(Stale));
        assert_eq!(check(&token[1..], "session-a", made), Err(Stale));
    }
}
