//! The languages of a page, as they are kept: by their codes, but for those that pages kept in words of their own before
//! there was one list. A word of a stored list stays what it is.

use crate::people::spoken::SpokenLanguage;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

/// The code of each of them, and the word.
const WORDS: [(&str, &str); 18] = [
    ("en", "english"),
    ("es", "spanish"),
    ("ase", "sign"),
    ("ar", "arabic"),
    ("zh", "chinese"),
    ("fr", "french"),
    ("ht", "haitian"),
    ("hmn", "hmong"),
    ("km", "khmer"),
    ("ko", "korean"),
    ("nv", "navajo"),
    ("pl", "polish"),
    ("pt", "portuguese"),
    ("ru", "russian"),
    ("so", "somali"),
    ("tl", "tagalog"),
    ("uk", "ukrainian"),
    ("vi", "vietnamese"),
];

fn word(language: SpokenLanguage) -> &'static str {
    let kept = WORDS.iter().find(|(code, _)| *code == language.code());
    kept.map_or(language.code(), |(_, word)| word)
}

pub(super) fn serialize<S: Serializer>(
    languages: &[SpokenLanguage],
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_seq(languages.iter().map(|one| word(*one)))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<SpokenLanguage>, D::Error> {
    let kept = Vec::<String>::deserialize(from)?;
    let read = kept.iter().map(|kept| {
        let code = WORDS.iter().find(|(_, word)| word == kept);
        let code = code.map_or(kept.as_str(), |(code, _)| code);
        SpokenLanguage::parse(code).map_err(|refusal| D::Error::custom(refusal.0))
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::leaflet::Leaflet;
    use std::collections::BTreeSet;

    #[test]
    fn every_language_is_kept_in_one_word_and_read_from_it() {
        let all: Vec<_> = SpokenLanguage::all().collect();
        let kept: BTreeSet<&str> = all.iter().map(|one| word(*one)).collect();
        assert_eq!(kept.len(), all.len(), "two are kept alike");
        let page = Leaflet {
            speaks: all,
            ..Leaflet::default()
        };
        let text = serde_json::to_string(&page).unwrap();
        assert_eq!(serde_json::from_str::<Leaflet>(&text).unwrap(), page);
        let odd = r#"{"speaks":["klingon"]}"#;
        assert!(serde_json::from_str::<Leaflet>(odd).is_err());
    }

    #[test]
    fn each_word_stands_for_a_language_of_the_list() {
        for (code, word) in WORDS {
            assert_eq!(SpokenLanguage::parse(code).unwrap().code(), code, "{word}");
        }
    }
}
