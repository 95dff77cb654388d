use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

mod grade;
mod mail;

/// Where the words are said, from this crate.
const SPEAKERS: [&str; 3] = ["src", "../web/src", "../clinic/src"];

/// Every source file in which words are said.
fn sources() -> Vec<PathBuf> {
    SPEAKERS
        .iter()
        .flat_map(|folder| files(folder, "rs"))
        .collect()
}

/// Every file with an ending below a folder, from this crate.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found
}

/// The keys of a language with their text as written.
fn words(language: Language) -> BTreeMap<String, String> {
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    for file in files(&format!("locales/{}", language.code()), "ftl") {
        let (mut last, mut parted) = (String::new(), false);
        for line in std::fs::read_to_string(file).unwrap().lines() {
            // Messages, and words that depend on a number, go on in the lines below, set in.
            if line.starts_with(' ') {
                let text = words.get_mut(&last).expect("a key stands above");
                if !text.is_empty() {
                    text.push_str(if parted { "\n\n" } else { "\n" });
                }
                text.push_str(line.trim());
                parted = false;
                continue;
            }
            if line.is_empty() || line.starts_with('#') {
                parted = line.is_empty();
                continue;
            }
            let (key, text) = line.split_once(" =").expect("a key begins a line");
            let before = words.insert(key.to_owned(), text.trim().to_owned());
            assert_eq!(before, None, "{key} is there twice");
            key.clone_into(&mut last);
            parted = false;
        }
    }
    words
}

/// What is put into a text.
fn put_in(text: &str) -> BTreeSet<&str> {
    let names = text.split("{ $").skip(1);
    names
        .filter_map(|rest| rest.split_once(" }"))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn the_languages_have_the_same_keys_with_the_same_things_put_in() {
    let [english, spanish] = Language::ALL.map(words);
    let keys = |words: &BTreeMap<String, String>| words.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&english), keys(&spanish));
    assert!(english.len() > 200);
    for (key, text) in &english {
        assert_eq!(put_in(text), put_in(&spanish[key]), "{key}");
    }
}

#[test]
fn the_files_are_read_as_they_are_written() {
    for language in Language::ALL {
        for (key, text) in words(language) {
            if put_in(&text).is_empty() {
                assert_eq!(language.find(&key, &[]), Some(text), "{key}");
            }
        }
    }
}

#[test]
fn nothing_was_left_in_english() {
    let [english, spanish] = Language::ALL.map(words);
    let same: Vec<_> = english
        .iter()
        .filter(|(key, text)| spanish[*key] == **text)
        .map(|(key, _)| key.as_str())
        .collect();
    // These are the same in both.
    assert_eq!(same, ["form-no", "iop-iop"]);
}

/// Keys are written out where they are used, or made of a beginning and a part that is written out.
#[test]
fn every_key_that_is_used_exists_and_every_key_is_used() {
    let known = words(Language::English);
    let mut literals = BTreeSet::new();
    let mut missing = BTreeSet::new();
    for file in sources() {
        let text = std::fs::read_to_string(&file).unwrap();
        let speaks = text.contains("language");
        let pieces: Vec<&str> = text.split('"').collect();
        // A page may say its own words without their common beginning.
        let known_here = |said: &str| {
            let begun = pieces.iter().filter_map(|piece| piece.split_once('{'));
            known.contains_key(said)
                || begun
                    .filter(|(beginning, _)| beginning.ends_with('-'))
                    .any(|(beginning, _)| known.contains_key(&format!("{beginning}{said}")))
        };
        for pair in pieces.windows(2) {
            let family = pair[1].split('-').next().unwrap_or_default();
            let said = ["say(", "say_with(", "find("]
                .iter()
                .any(|call| pair[0].ends_with(call));
            let wanted = said || speaks && FAMILIES.contains(&family);
            if wanted && is_key(pair[1]) && !known_here(pair[1]) {
                missing.insert(pair[1].to_owned());
            }
            literals.insert(pair[1].to_owned());
        }
    }
    assert!(missing.is_empty(), "no words for {missing:?}");
    let beginnings: Vec<&str> = literals
        .iter()
        .filter_map(|text| text.split_once('{').map(|(beginning, _)| beginning))
        .filter(|beginning| beginning.ends_with('-') && beginning.len() > 3)
        .collect();
    // What follows a beginning is made of words that the code writes somewhere: fields, codes, parts of other keys.
    let spoken = spoken();
    let is_spoken = |rest: &str| {
        rest.split('-')
            .all(|word| spoken.contains(word) || word.chars().all(|c| c.is_ascii_digit()))
    };
    let is_used = |key: &str| {
        let more = key.strip_suffix("-more");
        literals.contains(key)
            || beginnings
                .iter()
                .filter_map(|beginning| key.strip_prefix(beginning))
                .any(is_spoken)
            || more.is_some_and(|key| literals.contains(key))
    };
    let none = String::from("nobody") + "says";
    assert!(!is_used(&format!("ask-{none}")));
    let unused: Vec<_> = known.keys().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

/// Every word between dashes that stands in a text of those who say words or of the rules that they go by, whole or as
/// a part that others are put into.
fn spoken() -> BTreeSet<String> {
    let sources = [sources(), files("../care/src", "rs")].concat();
    let mut words = BTreeSet::new();
    for file in sources {
        let text = std::fs::read_to_string(&file).unwrap();
        for literal in text.split('"').skip(1).step_by(2) {
            let said = literal.split(['{', '}', '-']);
            words.extend(said.map(str::to_owned));
        }
    }
    words
}

/// What the keys of whole pages begin with: there they are often picked before they are said.
const FAMILIES: [&str; 6] = ["fault", "home", "iop", "check", "ask", "mail"];

fn is_key(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    text.contains('-') && !text.ends_with('-') && text.chars().all(plain)
}

#[test]
fn an_address_tells_the_language_and_finds_the_same_page_in_the_other() {
    for (english, spanish) in [("/", "/es"), ("/check", "/es/check")] {
        assert_eq!(Language::of(english), Language::English);
        assert_eq!(Language::of(spanish), Language::Spanish);
        assert_eq!(Language::Spanish.path(english), spanish);
        assert_eq!(Language::Spanish.english_path(spanish), english);
        assert_eq!(Language::English.english_path(english), english);
    }
    assert_eq!(Language::of("/es?said=x"), Language::Spanish);
    assert_eq!(Language::of("/es/ask?site=1"), Language::Spanish);
    assert_eq!(Language::of("/established"), Language::English);
}

#[test]
fn a_browser_gets_the_first_language_that_it_wants_and_that_there_is() {
    for (accepted, wanted) in [
        ("es-MX,es;q=0.9,en;q=0.8", Some(Language::Spanish)),
        ("en-US,en;q=0.9,es;q=0.8", Some(Language::English)),
        ("fr-CA, ES;q=0.7, en;q=0.3", Some(Language::Spanish)),
        ("es;q=0, en", Some(Language::English)),
        ("so,am;q=0.5", None),
        ("*", None),
        ("", None),
    ] {
        assert_eq!(Language::wanted(accepted), wanted, "{accepted}");
    }
}

#[test]
fn days_and_times_read_as_each_language_writes_them() {
    use care::Weekday::{Fri, Mon, Thu, Tue, Wed};
    let week = [Mon, Tue, Wed, Thu, Fri];
    for (days, english, spanish) in [
        (&week[..], "Monday to Friday", "Lunes a viernes"),
        (&[Tue, Thu][..], "Tuesday and Thursday", "Martes y jueves"),
        (&[Wed][..], "Wednesday", "Miércoles"),
        (&[][..], "", ""),
    ] {
        assert_eq!(Language::English.weekdays(days), english);
        assert_eq!(Language::Spanish.weekdays(days), spanish);
    }
    for ((start, end), english, spanish) in [
        ((1050, 1230), "5:30 pm to 8:30 pm", "17:30 a 20:30"),
        (
            (1320, 1800),
            "10:00 pm to 6:00 am the next day",
            "22:00 a 06:00 del día siguiente",
        ),
    ] {
        assert_eq!(Language::English.stretch(start, end), english);
        assert_eq!(Language::Spanish.stretch(start, end), spanish);
    }
    let and = |last: &str| Language::Spanish.in_a_row(&["Ada", "Bo", last]);
    assert_eq!(and("Cy"), "Ada, Bo y Cy");
    assert_eq!(and("Inés"), "Ada, Bo e Inés");
    assert_eq!(
        Language::Spanish.count("life-more", 3),
        "Y sobre 3 más en las próximas semanas."
    );
}
