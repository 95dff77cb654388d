//! The blind index: how a name is found without being readable.
//!
//! For each word of a name the index keeps keyed hashes of the whole word, of its beginnings and of its sound.
//! Without the organization's index key a token says nothing; with it, it says only "this word was here".

use super::{Key, OrganizationKeys};
use care::day::days_meant;
use care::people::contact::END_DIGITS;
use care::text::{fold, letters};
use care::{Contact, Email, Phone};
use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::Date;
use rphonetic::{DoubleMetaphone, Encoder};
use sha2::Sha256;
use std::collections::BTreeSet;

/// The number of the scheme that this module is: which words, in which letters, under which purposes. Raise it with
/// whatever changes a token of anybody, so that the people who are there are indexed anew:
/// [`crate::people::name_index`]. Scheme 0 folded ß, æ, œ and þ to one letter, parted no apostrophes and knew no dates
/// of birth; scheme 1 knew no ends of numbers; scheme 2 knew nobody who is to be called in an emergency.
pub const INDEX_VERSION: i64 = 3;
/// The shortest beginning of a word that is indexed, in characters.
const PREFIX_CHARS_MIN: usize = 2;
/// The longest beginning of a word that is indexed, in characters.
const PREFIX_CHARS_MAX: usize = 10;
/// Words of a query beyond this many are ignored.
pub const QUERY_WORDS_MAX: usize = 5;

/// A keyed hash of something a name contains.
pub type IndexToken = [u8; 32];

/// Every token under which `words` can be found.
pub fn name_tokens(keys: &OrganizationKeys, words: &[String]) -> BTreeSet<IndexToken> {
    let mut tokens = BTreeSet::new();
    for word in words
        .iter()
        .map(|word| letters(word))
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

/// What somebody typed to find a person, as groups of tokens: a match has at least one of each. A telephone number, an
/// e-mail address and a date of birth are one token; of a name each word is found by its beginning or its sound. A date
/// whose year has two digits is looked for in both centuries. The end of a number is another matter:
/// [`phone_end_token`].
pub fn query_tokens(keys: &OrganizationKeys, query: &str) -> Vec<Vec<IndexToken>> {
    if let Ok(phone) = Phone::parse(query) {
        return vec![vec![phone_token(keys, &phone)]];
    }
    if let Ok(email) = Email::parse(query) {
        return vec![vec![email_token(keys, &email)]];
    }
    let born = days_meant(query);
    if !born.is_empty() {
        return vec![
            born.into_iter()
                .map(|born| born_token(keys, born))
                .collect(),
        ];
    }
    word_tokens(keys, query)
}

/// The words of a name, or of what may be one, as groups of tokens: each word by its beginning, then by its sound.
pub fn word_tokens(keys: &OrganizationKeys, words: &str) -> Vec<Vec<IndexToken>> {
    fold(words)
        .split([' ', '-', ','])
        .map(letters)
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
pub fn contact_tokens(keys: &OrganizationKeys, contact: &Contact) -> BTreeSet<IndexToken> {
    let phone = contact.phone.as_ref().map(|phone| phone_token(keys, phone));
    let email = contact.email.as_ref().map(|email| email_token(keys, email));
    phone.into_iter().chain(email).collect()
}

/// Everything under which somebody is kept by how they are reached: what finds them, and the end of the number.
pub fn contact_entries(keys: &OrganizationKeys, contact: &Contact) -> BTreeSet<IndexToken> {
    let mut tokens = contact_tokens(keys, contact);
    let phone = contact.phone.as_ref().map(Phone::digits);
    tokens.extend(phone.and_then(|digits| phone_end_token(keys, &digits)));
    tokens
}

/// The token of the class of numbers that one belongs to by its last digits; nothing where it has too few.
///
/// Not of the digits themselves: those would sort everybody into ten thousand classes that whoever holds the file can
/// count, and compare from one backup to the next, beside the beginnings of names that are there already. There are as
/// many classes as a byte has values, and which endings share one is known by nobody without the key. So the token finds
/// more people than were meant, a few of each thousand, and whoever looks holds what they typed against the numbers
/// themselves, which are sealed.
pub fn phone_end_token(keys: &OrganizationKeys, digits: &str) -> Option<IndexToken> {
    let end = digits.get(digits.len().checked_sub(END_DIGITS)?..)?;
    let [class, ..] = keyed(&keys.index, "phone-end", end.as_bytes());
    Some(keyed(&keys.index, "phone-class", &[class]))
}

fn phone_token(keys: &OrganizationKeys, phone: &Phone) -> IndexToken {
    keyed(&keys.index, "phone", phone.digits().as_bytes())
}

fn email_token(keys: &OrganizationKeys, email: &Email) -> IndexToken {
    keyed(&keys.index, "email", email.as_str().as_bytes())
}

/// The token under which somebody is found by their date of birth. Whoever holds the file without the key learns which
/// people share a birthday, and not when it is.
pub fn born_token(keys: &OrganizationKeys, born: Date) -> IndexToken {
    keyed(&keys.index, "born", born.to_string().as_bytes())
}

/// The token of an address that somebody signs in with.
pub fn login_token(keys: &OrganizationKeys, login: &str) -> IndexToken {
    keyed(&keys.index, "login", login.trim().to_lowercase().as_bytes())
}

/// The token in the place of a login for an account that nobody can sign in to by one. Nothing typed has it.
pub fn no_login_token(keys: &OrganizationKeys, person: care::PersonId) -> IndexToken {
    keyed(&keys.index, "no-login", person.uuid().as_bytes())
}

pub(super) fn keyed(key: &Key, purpose: &str, bytes: &[u8]) -> IndexToken {
    // HMAC takes a key of any length, so this cannot fail; an empty hash would only find nothing.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.bytes()) else {
        return [0; 32];
    };
    mac.update(&super::length(purpose.as_bytes()));
    mac.update(purpose.as_bytes());
    mac.update(bytes);
    mac.finalize().into_bytes().into()
}

/// How a word sounds, for words long enough that a sound narrows anything down.
fn sound(word: &str) -> Option<String> {
    (word.chars().count() >= 4 && word.is_ascii())
        .then(|| DoubleMetaphone::default().encode(word))
        .filter(|sound| sound.len() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::PersonName;
    use sha2::Digest as _;

    /// Whoever changes what a token is made of finds these two tests failing: raise [`INDEX_VERSION`] with the change,
    /// or nobody who is in a database already is found any more.
    #[test]
    fn the_tokens_are_those_of_this_version_of_the_scheme() {
        let keys = OrganizationKeys::of_index(Key::from_bytes([7; 32]));
        let name = PersonName::parse("Æo", "O’B").unwrap();
        let contact = Contact {
            phone: Some(Phone::parse("207 555 0100").unwrap()),
            email: Some(Email::parse("ae@example.org").unwrap()),
        };
        let mut tokens = name_tokens(&keys, &name.words());
        tokens.extend(contact_entries(&keys, &contact));
        tokens.insert(born_token(&keys, jiff::civil::date(1987, 4, 14)));
        let mut all = Sha256::new();
        for token in &tokens {
            all.update(token);
        }
        assert_eq!(
            (INDEX_VERSION, crate::seal_hex(&all.finalize())),
            (
                3,
                "9a45195e9bfb6e69ad925a7409d39687060d32663e3aa6dcc90e03039c5cb7c3".to_owned()
            )
        );
    }

    #[test]
    fn a_word_sounds_as_it_does_in_this_version_of_the_scheme() {
        assert_eq!(sound("meyer"), sound("maier"));
        for (word, heard) in [("meyer", Some("MR")), ("bo", None), ("nuñez", None)] {
            assert_eq!(sound(word).as_deref(), heard, "{word}");
        }
    }
}
