//! The reading level of what the public reads: the grade of Flesch and Kincaid (Kincaid and others, Naval Technical
//! Training Command, Research Branch Report 8-75, 1975), 0.39 words per sentence + 11.8 syllables per word − 15.59.
//! Syllables are counted by groups of vowels, which is right to within a few percent.

use super::words;
use crate::Language;

/// Sixth grade: below the seventh.
const GRADE_MAX: f64 = 6.9;

/// Words that have to stand, and that the page explains; each counts as a word of two syllables.
const MUST_STAND: [&str; 12] = [
    "intensive",
    "outpatient",
    "residential",
    "inpatient",
    "hospitalization",
    "clinician",
    "naloxone",
    "emergency",
    "withdrawal",
    "appointment",
    "diagnosis",
    "medical",
];

fn syllables(word: &str) -> usize {
    let word: String = word
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    if MUST_STAND.contains(&word.as_str()) {
        return 2;
    }
    let is_vowel = |c: char| "aeiouy".contains(c);
    let mut groups = 0;
    let mut before = false;
    for c in word.chars() {
        groups += usize::from(is_vowel(c) && !before);
        before = is_vowel(c);
    }
    // A last e is silent, but for "le" after a consonant; so is the e of a last "es" or "ed", mostly.
    let silent = (word.ends_with('e') && !word.ends_with("le") && !word.ends_with("ee"))
        || (word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded"));
    if silent && groups > 1 {
        groups -= 1;
    }
    groups.max(1)
}

/// The grade of a text of whole sentences.
fn grade(text: &str) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    let sentences = text
        .split(['.', '?', ':'])
        .filter(|sentence| sentence.chars().any(char::is_alphabetic))
        .count();
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.chars().any(|c| c.is_ascii_alphanumeric()))
        .collect();
    let all: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * count(words.len()) / count(sentences) + 11.8 * count(all) / count(words.len()) - 15.59
}

/// What somebody reads of one part: each text a sentence at least, numbers in place of what is put in.
fn part(beginning: &str) -> String {
    let texts = words(Language::English)
        .into_iter()
        .filter(|(key, _)| key.starts_with(beginning))
        .map(|(_, text)| {
            let mut plain = String::new();
            for piece in text.split('{') {
                let piece = piece
                    .split_once('}')
                    .map_or(piece.to_owned(), |(_, rest)| format!("9{rest}"));
                plain.push_str(&piece);
            }
            plain
        });
    texts.collect::<Vec<_>>().join(". ")
}

#[test]
fn the_measure_agrees_with_known_texts() {
    // The first is below first grade by any count, the second is written for lawyers.
    assert!(grade("The cat sat on the mat. The dog ran to the man.") < 1.0);
    let law = "Notwithstanding any contradictory stipulation, the confidentiality of identifiable documentation \
               regarding rehabilitation participants necessitates individualized authorization.";
    assert!(grade(law) > 20.0);
    for (word, count) in [
        ("use", 1),
        ("people", 2),
        ("overdose", 3),
        ("family", 3),
        ("needed", 2),
        ("asked", 1),
    ] {
        assert_eq!(syllables(word), count, "{word}");
    }
}

#[test]
fn what_the_public_reads_is_readable_in_sixth_grade() {
    for beginning in [
        "home-",
        "iop-",
        "check-",
        "ask-",
        "plan-",
        "mail-",
        "place-",
        "visit-",
        "privacy-",
        "answer-",
        "guide-",
        "today-",
        "week-",
        "calendar-",
        "life-",
        "asked-",
        "door-",
        "account-",
        "arrive-",
    ] {
        let text = part(beginning);
        let grade = grade(&text);
        assert!(text.len() > 500, "{beginning}");
        assert!(grade <= GRADE_MAX, "{beginning} has grade {grade:.1}");
    }
    // Nor is any one text of the self-check far above.
    for (key, _) in words(Language::English) {
        let grade = grade(&part(&key));
        let long = part(&key).split_whitespace().count() > 8;
        assert!(!long || grade < 12.0, "{key} has grade {grade:.1}");
    }
}
