//! Languages by name, with the codes that reports carry.

use crate::Invalid;
use serde::{Deserialize, Serialize};

/// Languages that people in care speak or sign, by their codes in ISO 639: of two letters where there is one, else of
/// three. The order is that of their names.
const LANGUAGES: [(&str, &str); 90] = [
    ("sq", "Albanian"),
    ("ase", "American Sign Language"),
    ("am", "Amharic"),
    ("apw", "Apache, Western"),
    ("ar", "Arabic"),
    ("hy", "Armenian"),
    ("bn", "Bengali"),
    ("bs", "Bosnian"),
    ("bg", "Bulgarian"),
    ("my", "Burmese"),
    ("yue", "Cantonese"),
    ("kea", "Cape Verdean Creole"),
    ("ch", "Chamorro"),
    ("chr", "Cherokee"),
    ("chk", "Chuukese"),
    ("hr", "Croatian"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("prs", "Dari"),
    ("din", "Dinka"),
    ("nl", "Dutch"),
    ("en", "English"),
    ("fa", "Farsi"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ff", "Fula"),
    ("ka", "Georgian"),
    ("de", "German"),
    ("el", "Greek"),
    ("gu", "Gujarati"),
    ("ht", "Haitian Creole"),
    ("ha", "Hausa"),
    ("haw", "Hawaiian"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hmn", "Hmong"),
    ("hu", "Hungarian"),
    ("ig", "Igbo"),
    ("ilo", "Ilocano"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("kar", "Karen"),
    ("km", "Khmer"),
    ("quc", "K’iche’"),
    ("rw", "Kinyarwanda"),
    ("ko", "Korean"),
    ("ku", "Kurdish"),
    ("lkt", "Lakota"),
    ("lo", "Lao"),
    ("ln", "Lingala"),
    ("lt", "Lithuanian"),
    ("mam", "Mam"),
    ("cmn", "Mandarin"),
    ("mr", "Marathi"),
    ("mh", "Marshallese"),
    ("moh", "Mohawk"),
    ("nv", "Navajo"),
    ("ne", "Nepali"),
    ("no", "Norwegian"),
    ("oj", "Ojibwe"),
    ("om", "Oromo"),
    ("ps", "Pashto"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("pa", "Punjabi"),
    ("qu", "Quechua"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sm", "Samoan"),
    ("sr", "Serbian"),
    ("so", "Somali"),
    ("es", "Spanish"),
    ("sw", "Swahili"),
    ("sv", "Swedish"),
    ("tl", "Tagalog"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("th", "Thai"),
    ("ti", "Tigrinya"),
    ("to", "Tongan"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("yap", "Yapese"),
    ("yi", "Yiddish"),
    ("yo", "Yoruba"),
    ("esu", "Yupik, Central"),
    ("zu", "Zulu"),
    ("zun", "Zuni"),
];

/// A language of the list: its place there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SpokenLanguage(usize);

impl SpokenLanguage {
    /// Every one, in the order in which people look for them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    /// Parses a code or a name: `ht`, `Haitian Creole`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        LANGUAGES
            .iter()
            .position(|(code, name)| {
                code.eq_ignore_ascii_case(text) || name.eq_ignore_ascii_case(text)
            })
            .map(Self)
            .ok_or_else(|| Invalid::new("Choose one of the languages of the list."))
    }

    /// The code kept in the record.
    pub fn code(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("", |(code, _)| code)
    }

    /// The name people read.
    pub fn name(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("", |(_, name)| name)
    }
}

impl TryFrom<String> for SpokenLanguage {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl From<SpokenLanguage> for String {
    fn from(language: SpokenLanguage) -> Self {
        language.code().to_owned()
    }
}
