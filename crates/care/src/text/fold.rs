//! What is taken out of every text that comes in, and what two texts are compared by.
//!
//! A text that is kept and shown loses only what nobody sees ([`clean`]): a zero width space copied from a web page, the
//! marks that a telephone number brings along from a contact list. A value that is read, such as a time or a number, is
//! read in one plain spelling ([`fold`]). Two names are the same when their letters are ([`letters`]).

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization as _;

/// A text without the characters that have no shape of their own: zero width spaces, marks of direction, soft hyphens,
/// fillers, tags. The two joiners stay where they change what is seen: between letters of Arabic and Indic scripts, and
/// in emoji.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(invisible) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut between = None;
    for c in text.chars() {
        if !invisible(c) {
            cleaned.extend(between.take().filter(|_| joins(c)));
            cleaned.push(c);
        } else if joiner(c) && between.is_none() && cleaned.chars().next_back().is_some_and(joins) {
            between = Some(c);
        }
    }
    Cow::Owned(cleaned)
}

/// A value in one plain spelling: nothing invisible, one kind of apostrophe, hyphen and digit, single spaces.
pub fn fold(text: &str) -> String {
    let seen = text.chars().filter(|c| !invisible(*c));
    let plain: String = seen.map(mark).nfkc().map(mark).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What two names are compared and found by: small letters and digits without the accents that people leave out when
/// they type, and without anything between them.
pub fn letters(name: &str) -> String {
    let mut plain = String::new();
    for c in clean(name).nfkd().flat_map(char::to_lowercase) {
        match c {
            // Letters that do not come apart into a plain one and a mark.
            'ø' => plain.push('o'),
            'œ' => plain.push_str("oe"),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'þ' => plain.push_str("th"),
            'ı' => plain.push('i'),
            c if c.is_alphanumeric() => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// Whether two names are the same to whoever typed them. Names without any letter are the same only as they stand.
pub fn same(one: &str, other: &str) -> bool {
    match (letters(one), letters(other)) {
        (one_plain, other_plain) if one_plain.is_empty() || other_plain.is_empty() => {
            fold(one) == fold(other)
        }
        (one, other) => one == other,
    }
}

/// The characters that Unicode lets programs leave out because they have no shape of their own.
pub(crate) fn invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Zero width non-joiner and joiner.
const fn joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Whether a joiner beside this character changes what is seen: the blocks of scripts whose letters join (Arabic, Indic,
/// Mongolian and their neighbors), and those of symbols and emoji.
const fn joins(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{2190}'..='\u{2BFF}'
        | '\u{A840}'..='\u{A9FF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// The plain form of an apostrophe or a hyphen that a keyboard or a word processor made.
pub(crate) const fn mark(c: char) -> char {
    match c {
        '\u{2018}'..='\u{201B}'
        | '\u{2032}'
        | '\u{2BC}'
        | '\u{2BB}'
        | '\u{B4}'
        | '`'
        | '\u{FF07}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_taken_out_and_all_else_stays() {
        assert_eq!(clean("\u{202D}555\u{AD}0\u{202C}"), "5550");
        assert_eq!(clean("\u{200B}\u{2060}\u{3164}\u{FE0F}\u{E0041}"), "");
        for kept in ["O’Brien – ½", "Ńuñez\t\n", "山田", "مريم"] {
            assert!(matches!(clean(kept), Cow::Borrowed(_)), "{kept}");
        }
    }

    #[test]
    fn a_joiner_stays_where_it_changes_what_is_seen() {
        for kept in [
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "\u{1F469}\u{200D}\u{1F4BB}",
        ] {
            assert_eq!(clean(kept), kept, "{kept:?}");
            assert!(!fold(kept).contains(joiner), "{kept:?}");
        }
        assert_eq!(
            clean("a\u{200D}b\u{200C} می\u{200C}\u{200C}\u{200B}خ\u{200C}"),
            "ab می\u{200C}خ"
        );
        assert!(same("می\u{200C}خ", "میخ"));
    }

    #[test]
    fn a_value_has_one_spelling() {
        for typed in ["5‑30", " 5\u{2013}30 ", "５－３０", "5\u{2212}30\u{200E}"] {
            assert_eq!(fold(typed), "5-30", "{typed:?}");
        }
        assert_eq!(fold("9\u{202F}\u{A0}am"), "9 am");
        assert_eq!(fold("d’or d`or dʼor"), "d'or d'or d'or");
    }

    #[test]
    fn a_name_is_the_same_however_it_was_typed() {
        for (one, other) in [
            ("O'Brien", "O’Brien"),
            ("O'Brien", "obrien"),
            ("Núñez", "Nunez"),
            ("N\u{fa}\u{f1}ez", "Nu\u{301}n\u{303}ez"),
            ("Okafor-Lind", "Okafor\u{2011}Lind"),
            ("van der Berg", "Vanderberg"),
            ("Strauß", "STRAUSS"),
            ("山田", "山田"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
        assert!(!same("Lin", "Linn") && !same("!", "?") && same("!", "!"));
    }
}
