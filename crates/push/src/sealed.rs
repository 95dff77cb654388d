//! A message that only one browser can open: one record of `aes128gcm` (RFC 8188), with keys from RFC 8291.

use crate::PushError;
use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;
use zeroize::Zeroizing;

/// The longest message, in bytes: RFC 8291 lets push services refuse more than 4096 with everything around it.
pub const MESSAGE_BYTES_MAX: usize = 3_993;
/// An uncompressed point: what RFC 8291 has browsers and senders show of their keys.
pub(crate) const POINT_BYTES: usize = 65;
const SALT_BYTES: usize = 16;
const SECRET_BYTES: usize = 16;
/// The size of the one record, which is always the last.
const RECORD_BYTES: u32 = 4_096;
/// What stands before the sealed part: salt, size of the record, length of the sender's key, the key.
const HEAD_BYTES: usize = SALT_BYTES + 4 + 1 + POINT_BYTES;
/// Follows the text of the last record.
const LAST: u8 = 2;

/// Whom a message is for: what the browser gave when it subscribed.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscriber {
    key: PublicKey,
    secret: [u8; SECRET_BYTES],
}

impl Subscriber {
    /// Reads `p256dh` and `auth` as browsers give them.
    pub fn parse(p256dh: &str, auth: &str) -> Result<Self, PushError> {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('='));
        let point = bytes(p256dh).map_err(|_| PushError::Key)?;
        if point.len() != POINT_BYTES {
            return Err(PushError::Key);
        }
        let secret = bytes(auth).map_err(|_| PushError::Secret)?;
        Ok(Self {
            key: PublicKey::from_sec1_bytes(&point).map_err(|_| PushError::Key)?,
            secret: secret.try_into().map_err(|_| PushError::Secret)?,
        })
    }
}

/// The key and the nonce of the one record.
struct Keys {
    cipher: Aes128Gcm,
    nonce: Nonce<aes_gcm::aead::consts::U12>,
}

/// RFC 8291, section 3.4: what both sides know of each other becomes the key of this message.
fn keys(
    (own, other): (&SecretKey, &PublicKey),
    (browser, sender): (&PublicKey, &PublicKey),
    secret: &[u8],
    salt: &[u8],
) -> Result<Keys, PushError> {
    let shared = own.diffie_hellman(other);
    let mut info = b"WebPush: info\0".to_vec();
    info.extend_from_slice(&browser.to_sec1_bytes());
    info.extend_from_slice(&sender.to_sec1_bytes());
    let mut input = Zeroizing::new([0; 32]);
    let mut key = Zeroizing::new([0; 16]);
    let mut nonce = [0; 12];
    let closed = |_| PushError::Closed;
    Hkdf::<Sha256>::new(Some(secret), shared.raw_secret_bytes())
        .expand(&info, input.as_mut())
        .map_err(closed)?;
    let of_message = Hkdf::<Sha256>::new(Some(salt), input.as_ref());
    of_message
        .expand(b"Content-Encoding: aes128gcm\0", key.as_mut())
        .map_err(closed)?;
    of_message
        .expand(b"Content-Encoding: nonce\0", &mut nonce)
        .map_err(closed)?;
    Ok(Keys {
        cipher: Aes128Gcm::new(&(*key).into()),
        nonce: nonce.into(),
    })
}

/// Seals a message for a browser. `ephemeral` and `salt` are random and used once; answers nothing where the first is no
/// key, which a new one is in all but one of four thousand million throws.
pub fn seal(
    to: &Subscriber,
    message: &[u8],
    ephemeral: &[u8; 32],
    salt: &[u8; SALT_BYTES],
) -> Result<Vec<u8>, PushError> {
    if message.len() > MESSAGE_BYTES_MAX {
        return Err(PushError::TooLong);
    }
    let own = SecretKey::from_slice(ephemeral).map_err(|_| PushError::Key)?;
    let sender = own.public_key();
    let keys = keys((&own, &to.key), (&to.key, &sender), &to.secret, salt)?;
    let mut plain = message.to_vec();
    plain.push(LAST);
    let sealed = keys
        .cipher
        .encrypt(&keys.nonce, plain.as_slice())
        .map_err(|_| PushError::TooLong)?;
    let point = sender.to_sec1_bytes();
    let mut body = Vec::with_capacity(HEAD_BYTES + sealed.len());
    body.extend_from_slice(salt);
    body.extend_from_slice(&RECORD_BYTES.to_be_bytes());
    body.push(u8::try_from(point.len()).map_err(|_| PushError::Key)?);
    body.extend_from_slice(&point);
    body.extend_from_slice(&sealed);
    Ok(body)
}

/// Opens a message as the browser does that has this key and this secret. The program never does; its tests do, in the
/// place of a browser.
pub fn open(own: &[u8; 32], secret: &[u8; 16], body: &[u8]) -> Result<Vec<u8>, PushError> {
    let (head, sealed) = body.split_at_checked(HEAD_BYTES).ok_or(PushError::Closed)?;
    let (salt, rest) = head.split_at(SALT_BYTES);
    let own = SecretKey::from_slice(own).map_err(|_| PushError::Key)?;
    let sender = PublicKey::from_sec1_bytes(&rest[5..]).map_err(|_| PushError::Key)?;
    let keys = keys((&own, &sender), (&own.public_key(), &sender), secret, salt)?;
    let mut plain = keys
        .cipher
        .decrypt(&keys.nonce, sealed)
        .map_err(|_| PushError::Closed)?;
    while plain.last() == Some(&0) {
        plain.pop();
    }
    if plain.pop() == Some(LAST) {
        Ok(plain)
    } else {
        Err(PushError::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    fn fixed<const N: usize>(text: &str) -> [u8; N] {
        bytes(text).try_into().unwrap()
    }

    const BROWSER: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    /// RFC 8291, section 5 and appendix A.
    #[test]
    fn the_example_of_the_standard_is_sealed_as_it_says() {
        let to = Subscriber::parse(BROWSER, SECRET).unwrap();
        let ephemeral = fixed("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        let salt = fixed("DGv6ra1nlYgDCS1FRnbzlw");
        let body = seal(
            &to,
            b"When I grow up, I want to be a watermelon",
            &ephemeral,
            &salt,
        )
        .unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(body), expected);
    }

    #[test]
    fn the_browser_of_the_standard_opens_it() {
        let body = bytes(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
        );
        let own = fixed("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94");
        let opened = open(&own, &fixed(SECRET), &body).unwrap();
        assert_eq!(opened, b"When I grow up, I want to be a watermelon");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let zero = URL_SAFE_NO_PAD.encode([4; POINT_BYTES]);
        for (key, secret, error) in [
            (zero.as_str(), SECRET, PushError::Key),
            ("BCVx", SECRET, PushError::Key),
            ("not base64!", SECRET, PushError::Key),
            (BROWSER, "c2hvcnQ", PushError::Secret),
        ] {
            assert_eq!(Subscriber::parse(key, secret).err(), Some(error), "{key}");
        }
        let to = Subscriber::parse(BROWSER, SECRET).unwrap();
        let long = vec![b'a'; MESSAGE_BYTES_MAX + 1];
        assert_eq!(
            seal(&to, &long, &[1; 32], &[2; 16]),
            Err(PushError::TooLong)
        );
        assert_eq!(seal(&to, b"", &[0; 32], &[2; 16]), Err(PushError::Key));
    }

    proptest! {
        #[test]
        fn whatever_is_sealed_opens_for_its_browser_and_no_other(
            message in proptest::collection::vec(any::<u8>(), 0..300),
            own in proptest::array::uniform32(1_u8..=0x7f),
            ephemeral in proptest::array::uniform32(1_u8..=0x7f),
            secret in any::<[u8; 16]>(),
            salt in any::<[u8; 16]>(),
        ) {
            let point = SecretKey::from_slice(&own).unwrap().public_key().to_sec1_bytes();
            let to = Subscriber::parse(&URL_SAFE_NO_PAD.encode(point), &URL_SAFE_NO_PAD.encode(secret)).unwrap();
            let body = seal(&to, &message, &ephemeral, &salt).unwrap();
            prop_assert_eq!(open(&own, &secret, &body), Ok(message));
            let mut other = secret;
            other[0] ^= 1;
            prop_assert_eq!(open(&own, &other, &body), Err(PushError::Closed));
        }
    }
}
