//! 256-bit opaque tokens: session cookies, setup links, sign-in links, form tokens.
//!
//! The token itself goes to the person once; only its [`sha256`](Token::sha256) is stored. A token has enough
//! randomness that a plain hash is right: there is nothing to guess, so nothing to slow down, and looking a
//! hash up in an index leaks nothing that helps to find the token.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, ZeroizeOnDrop, Zeroizing};

use crate::SignInError;
use crate::secret::hidden;

/// Bytes of randomness in a token.
pub const TOKEN_BYTES: usize = 32;
/// Characters of a token in text.
pub const TOKEN_CHARACTERS: usize = 43;

/// An opaque secret. It does not implement `PartialEq`: compare stored hashes, by looking them up.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Token([u8; TOKEN_BYTES]);
hidden!(Token);

impl Token {
    /// A token from the caller's randomness, which must come from a cryptographic generator.
    pub fn from_random(mut random: [u8; TOKEN_BYTES]) -> Self {
        let token = Self(random);
        random.zeroize();
        token
    }

    /// Reads a token from a cookie or a link. Anything that is not exactly one of ours is refused.
    pub fn parse(text: &str) -> Result<Self, SignInError> {
        if text.len() != TOKEN_CHARACTERS {
            return Err(SignInError::LinkRefused);
        }
        // The decoder asks for more room than it fills: it estimates in whole groups of four characters.
        let mut room = Zeroizing::new([0_u8; TOKEN_BYTES + 1]);
        let written = URL_SAFE_NO_PAD
            .decode_slice(text, room.as_mut_slice())
            .map_err(|_| SignInError::LinkRefused)?;
        let bytes = room
            .get(..written)
            .and_then(|read| <[u8; TOKEN_BYTES]>::try_from(read).ok());
        bytes.map(Self).ok_or(SignInError::LinkRefused)
    }

    /// The text for the cookie or the link: base64url without padding, safe in both.
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(self.0))
    }

    /// What to store and to look up.
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", Token::from_random([7; 32])), "Token(…)");
    }

    #[test]
    fn the_hash_is_plain_sha_256() {
        let hash = Token::from_random([0; 32]).sha256();
        assert_eq!(
            hash[..4],
            [0x66, 0x68, 0x7a, 0xad],
            "SHA-256 of 32 zero bytes is 66687aad…"
        );
    }

    #[test]
    fn anything_else_is_refused() {
        let good = Token::from_random([255; 32]).text();
        let long = format!("{}A", *good);
        let padded = format!("{}=", &good[..42]);
        // The last character carries two spare bits; a decoder that ignored them would read two texts as one token.
        let spare_bits = format!("{}9", &good[..42]);
        for text in [
            "",
            "short",
            &good[..42],
            &long,
            &padded,
            &spare_bits,
            &"é".repeat(22),
            &"+".repeat(43),
        ] {
            assert_eq!(
                Token::parse(text).err(),
                Some(SignInError::LinkRefused),
                "{text:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn text_and_back(random in any::<[u8; 32]>()) {
            let token = Token::from_random(random);
            let text = token.text();
            prop_assert_eq!(text.len(), TOKEN_CHARACTERS);
            prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
            prop_assert_eq!(Token::parse(&text).expect("its own text").sha256(), token.sha256());
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,60}") {
            let _ = Token::parse(&text);
        }
    }
}
