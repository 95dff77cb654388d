//! The blind index: how a name is found without being readable.
//!
//! For each word of a name the index keeps keyed hashes of the whole word, of its beginnings and of its sound.
//! Without the organization's index key a token says nothing; with it, it says only "this word was here".

use super::{Key, OrganizationKeys};
use care::{Contact, Phone};
use hmac::{Hmac, KeyInit, Mac};
use rphonetic::{DoubleMetaphone, Encoder};
use sha2::Sha256;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// The shortest beginning of a word that is indexed, in characters.
const PREFIX_CHARS_MIN: usize = 2;
/// The longest beginning of a word that is indexed, in characters.
const PREFIX_CHARS_MAX: usize = 10;
/// Words of a query beyond this many are ignored.
const QUERY_WORDS_MAX: usize = 5;

/// A keyed hash of something a name contains.
pub type Token = [u8; 32];

/// Every token under which `words` can be found.
pub fn name_tokens(keys: &OrganizationKeys, words: &[String]) -> BTreeSet<Token> {
    let mut tokens = BTreeSet::new();
    for word in words
        .iter()
        .map(|word| normalize(word))
        .filter(|word| !word.is_empty())
    {
        tokens.insert(keyed(&keys.index, "name", word.as_bytes()));
        let chars: Vec<char> = word.chars().collect();
        for length in PREFIX_CHARS_MIN..=PREFIX_CHARS_MAX.min(chars.len()) {
            let prefix: String = chars[..length].iter().collect();
            tokens.insert(keyed(&keys.index, "prefix", prefix.as_bytes()));
        }
        if let Some(sound) = sound(&word) {
            tokens.insert(keyed(&keys.index, "sound", sound.as_bytes()));
        }
    }
    tokens
}

/// For each word of a query, the tokens of which a match has at least one: the beginning, or the sound.
pub fn query_tokens(keys: &OrganizationKeys, query: &str) -> Vec<Vec<Token>> {
    query
        .split([' ', '-', ','])
        .map(normalize)
        .filter(|word| !word.is_empty())
        .take(QUERY_WORDS_MAX)
        .map(|word| {
            let prefix: String = word.chars().take(PREFIX_CHARS_MAX).collect();
            let kind = if prefix.chars().count() < PREFIX_CHARS_MIN {
                "name"
            } else {
                "prefix"
            };
            let mut tokens = vec![keyed(&keys.index, kind, prefix.as_bytes())];
            tokens.extend(sound(&word).map(|sound| keyed(&keys.index, "sound", sound.as_bytes())));
            tokens
        })
        .collect()
}

/// The tokens under which somebody is found by how they are reached: the digits of the number, the address.
pub fn contact_tokens(keys: &OrganizationKeys, contact: &Contact) -> BTreeSet<Token> {
    let phone = contact.phone.as_ref().map(Phone::digits);
    let email = contact.email.as_ref().map(care::Email::as_str);
    let phone = phone.map(|digits| keyed(&keys.index, "phone", digits.as_bytes()));
    let email = email.map(|email| keyed(&keys.index, "email", email.as_bytes()));
    phone.into_iter().chain(email).collect()
}

/// The token of an address that somebody signs in with.
pub fn login_token(keys: &OrganizationKeys, login: &str) -> Token {
    keyed(&keys.index, "login", login.trim().to_lowercase().as_bytes())
}

/// The token in the place of a login for an account that nobody can sign in to by one. Nothing typed has it.
pub fn no_login_token(keys: &OrganizationKeys, person: care::PersonId) -> Token {
    keyed(&keys.index, "no-login", person.uuid().as_bytes())
}

pub(super) fn keyed(key: &Key, purpose: &str, bytes: &[u8]) -> Token {
    // HMAC takes a key of any length, so this cannot fail; an empty hash would only find nothing.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.bytes()) else {
        return [0; 32];
    };
    mac.update(&super::length(purpose.as_bytes()));
    mac.update(purpose.as_bytes());
    mac.update(bytes);
    mac.finalize().into_bytes().into()
}

/// Lower case, letters and digits only, without the accents that people leave out when they type.
fn normalize(word: &str) -> String {
    word.nfkd()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            // Letters that do not come apart into a plain one and a mark.
            'ø' | 'œ' => Some('o'),
            'ł' => Some('l'),
            'đ' | 'ð' => Some('d'),
            'ß' => Some('s'),
            'æ' => Some('a'),
            'þ' => Some('t'),
            'ı' => Some('i'),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .collect()
}

/// How a word sounds, for words long enough that a sound narrows anything down.
fn sound(word: &str) -> Option<String> {
    (word.chars().count() >= 4 && word.is_ascii())
        .then(|| DoubleMetaphone::default().encode(word))
        .filter(|sound| sound.len() >= 2)
}
