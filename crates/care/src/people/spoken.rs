//! Languages by name, in English and in their own words, with the codes that reports carry.

use crate::Invalid;
use serde::{Deserialize, Serialize};

/// Languages that people in care speak or sign: the code in ISO 639, of two letters where there is one, else of three;
/// the name in English; and what those who speak it call it, where that is another word and known for sure. The order is
/// that of the English names. This is the only list: whatever asks for a language takes it from here.
const LANGUAGES: [(&str, &str, &str); 91] = [
    ("sq", "Albanian", "shqip"),
    ("ase", "American Sign Language", ""),
    ("am", "Amharic", "አማርኛ"),
    ("apw", "Apache, Western", ""),
    ("ar", "Arabic", "العربية"),
    ("hy", "Armenian", "հայերեն"),
    ("bn", "Bengali", "বাংলা"),
    ("bs", "Bosnian", "bosanski"),
    ("bg", "Bulgarian", "български"),
    ("my", "Burmese", "မြန်မာဘာသာ"),
    ("yue", "Cantonese", "粵語"),
    ("kea", "Cape Verdean Creole", "kabuverdianu"),
    ("ch", "Chamorro", "CHamoru"),
    ("chr", "Cherokee", "ᏣᎳᎩ"),
    ("zh", "Chinese", "中文"),
    ("chk", "Chuukese", ""),
    ("hr", "Croatian", "hrvatski"),
    ("cs", "Czech", "čeština"),
    ("da", "Danish", "dansk"),
    ("prs", "Dari", "دری"),
    ("din", "Dinka", "Thuɔŋjäŋ"),
    ("nl", "Dutch", "Nederlands"),
    ("en", "English", ""),
    ("fa", "Farsi", "فارسی"),
    ("fi", "Finnish", "suomi"),
    ("fr", "French", "français"),
    ("ff", "Fula", "Fulfulde"),
    ("ka", "Georgian", "ქართული"),
    ("de", "German", "Deutsch"),
    ("el", "Greek", "ελληνικά"),
    ("gu", "Gujarati", "ગુજરાતી"),
    ("ht", "Haitian Creole", "Kreyòl ayisyen"),
    ("ha", "Hausa", ""),
    ("haw", "Hawaiian", "ʻŌlelo Hawaiʻi"),
    ("he", "Hebrew", "עברית"),
    ("hi", "Hindi", "हिन्दी"),
    ("hmn", "Hmong", "Hmoob"),
    ("hu", "Hungarian", "magyar"),
    ("ig", "Igbo", ""),
    ("ilo", "Ilocano", "Ilokano"),
    ("it", "Italian", "italiano"),
    ("ja", "Japanese", "日本語"),
    ("kar", "Karen", ""),
    ("km", "Khmer", "ភាសាខ្មែរ"),
    ("quc", "K’iche’", ""),
    ("rw", "Kinyarwanda", "Ikinyarwanda"),
    ("ko", "Korean", "한국어"),
    ("ku", "Kurdish", "kurdî"),
    ("lkt", "Lakota", "Lakȟótiyapi"),
    ("lo", "Lao", "ລາວ"),
    ("ln", "Lingala", "lingála"),
    ("lt", "Lithuanian", "lietuvių"),
    ("mam", "Mam", ""),
    ("cmn", "Mandarin", "普通话"),
    ("mr", "Marathi", "मराठी"),
    ("mh", "Marshallese", "Kajin M̧ajeļ"),
    ("moh", "Mohawk", "Kanien’kéha"),
    ("nv", "Navajo", "Diné bizaad"),
    ("ne", "Nepali", "नेपाली"),
    ("no", "Norwegian", "norsk"),
    ("oj", "Ojibwe", "Anishinaabemowin"),
    ("om", "Oromo", "Afaan Oromoo"),
    ("ps", "Pashto", "پښتو"),
    ("pl", "Polish", "polski"),
    ("pt", "Portuguese", "português"),
    ("pa", "Punjabi", "ਪੰਜਾਬੀ"),
    ("qu", "Quechua", "Runa simi"),
    ("ro", "Romanian", "română"),
    ("ru", "Russian", "русский"),
    ("sm", "Samoan", "Gagana Samoa"),
    ("sr", "Serbian", "српски"),
    ("so", "Somali", "af Soomaali"),
    ("es", "Spanish", "español"),
    ("sw", "Swahili", "Kiswahili"),
    ("sv", "Swedish", "svenska"),
    ("tl", "Tagalog", ""),
    ("ta", "Tamil", "தமிழ்"),
    ("te", "Telugu", "తెలుగు"),
    ("th", "Thai", "ไทย"),
    ("ti", "Tigrinya", "ትግርኛ"),
    ("to", "Tongan", "lea faka-Tonga"),
    ("tr", "Turkish", "Türkçe"),
    ("uk", "Ukrainian", "українська"),
    ("ur", "Urdu", "اردو"),
    ("vi", "Vietnamese", "Tiếng Việt"),
    ("yap", "Yapese", ""),
    ("yi", "Yiddish", "ייִדיש"),
    ("yo", "Yoruba", "Yorùbá"),
    ("esu", "Yupik, Central", "Yugtun"),
    ("zu", "Zulu", "isiZulu"),
    ("zun", "Zuni", ""),
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
            .position(|(code, name, _)| {
                code.eq_ignore_ascii_case(text) || name.eq_ignore_ascii_case(text)
            })
            .map(Self)
            .ok_or_else(|| Invalid::new("Choose one of the languages of the list."))
    }

    /// The code kept in the record.
    pub fn code(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("", |(code, ..)| code)
    }

    /// The name people read.
    pub fn name(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("", |(_, name, _)| name)
    }

    /// What those who speak it call it, where that is known to be another word.
    pub fn own_name(self) -> Option<&'static str> {
        let (.., own) = LANGUAGES.get(self.0)?;
        (!own.is_empty()).then_some(*own)
    }

    /// Both names, for lists: `Haitian Creole (Kreyòl ayisyen)`.
    pub fn listed(self) -> String {
        match self.own_name() {
            Some(own) => format!("{} ({own})", self.name()),
            None => self.name().to_owned(),
        }
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
