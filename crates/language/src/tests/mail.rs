//! What leaves the house is in the files alone, and says nothing about anybody: that somebody is in care at all is what
//! 42 CFR Part 2 keeps to those whom the person has allowed to know it.

use super::{files, put_in, words};
use crate::Language;
use care::LevelOfCare;
use care::assessment::finding::Substance;
use care::groups::group::GroupKind;
use std::path::PathBuf;

/// What may be put into messages. None of it is a name, or a word that somebody typed.
const PUT_IN: [&str; 12] = [
    "code", "day", "from", "hours", "link", "minutes", "phone", "then", "times", "to", "weekday",
    "when",
];

/// What would tell what for: illnesses, kinds of care, those who give it, those who get it.
const TELLING: [&str; 50] = [
    "treat",
    "addict",
    "alcohol",
    "drug",
    "opioid",
    "substance",
    "sober",
    "relapse",
    "recovery",
    "rehab",
    "detox",
    "withdrawal",
    "intensive",
    "outpatient",
    "inpatient",
    "hospital",
    "residential",
    "iop",
    "patient",
    "client",
    "counsel",
    "therap",
    "clinic",
    "doctor",
    "medic",
    "diagnos",
    "disorder",
    "mental",
    "health",
    "group",
    "assessment",
    "tratamiento",
    "adicc",
    "droga",
    "sustancia",
    "sobri",
    "recaída",
    "recuperaci",
    "desintoxica",
    "abstinencia",
    "intensivo",
    "ambulatori",
    "paciente",
    "consejer",
    "terap",
    "clínic",
    "médic",
    "trastorno",
    "salud",
    "grupo",
];

/// Where "program" is what staff open on a screen, and nothing that anybody is in.
const SOFTWARE: [&str; 3] = ["mail-call", "mail-open-subject", "mail-open-text"];

/// Where the words of messages are put together.
const WRITERS: [&str; 3] = [
    "mail/letter.rs",
    "planning/week/repair/message.rs",
    "groups/told/letter.rs",
];

/// The shortest piece of a message that nothing else says by chance, in characters.
const PIECE_CHARS_MIN: usize = 24;

/// The messages of a language, by key.
fn messages(language: Language) -> Vec<(String, String)> {
    let all = words(language).into_iter();
    all.filter(|(key, _)| key.starts_with("mail-")).collect()
}

/// What in a text tells what for.
fn telling(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let labels = [
        LevelOfCare::ALL.map(LevelOfCare::label).to_vec(),
        Substance::ALL.map(Substance::label).to_vec(),
        GroupKind::ALL.map(GroupKind::label).to_vec(),
    ];
    let mut all = TELLING.into_iter().chain(labels.concat());
    all.find(|word| text.contains(&word.to_lowercase()))
}

#[test]
fn no_message_says_what_for() {
    assert_eq!(telling("Your IOP starts on Monday."), Some("iop"));
    assert_eq!(telling("Su sesión con el consejero"), Some("consejer"));
    assert_eq!(telling("Cocaine"), Some("Cocaine"));
    for language in Language::ALL {
        let all = messages(language);
        assert!(all.len() > 20);
        for (key, text) in all {
            assert_eq!(telling(&text), None, "{key}: {text}");
            let names_a_program = text.to_lowercase().contains("program");
            assert_eq!(names_a_program, SOFTWARE.contains(&key.as_str()), "{key}");
        }
    }
}

/// Tests, and people who look for a message, find it by its subject.
#[test]
fn no_two_messages_have_one_subject() {
    for language in Language::ALL {
        let all = messages(language).into_iter();
        let subjects = all.filter(|(key, _)| key.ends_with("-subject"));
        let mut subjects: Vec<String> = subjects.map(|(_, text)| text).collect();
        let count = subjects.len();
        subjects.sort_unstable();
        subjects.dedup();
        assert!(count > 5 && subjects.len() == count, "{subjects:?}");
    }
}

#[test]
fn nothing_about_anybody_is_put_into_a_message_and_nothing_at_all_on_its_envelope() {
    for language in Language::ALL {
        let all = messages(language);
        for (key, text) in &all {
            let put_in = put_in(text);
            let strange: Vec<_> = put_in.iter().filter(|it| !PUT_IN.contains(*it)).collect();
            assert!(strange.is_empty(), "{key}: {strange:?}");
            if let Some(name) = key.strip_suffix("-subject") {
                assert!(put_in.is_empty() && !text.contains('\n'), "{key}");
                let body = format!("{name}-text");
                let there = all.iter().any(|(key, _)| *key == body);
                assert!(there, "{body} is missing");
            }
        }
    }
}

/// As they arrive: the link on a line of its own, paragraphs apart, and what is put in as it is.
#[test]
fn a_message_arrives_as_it_is_written() {
    let link = "https://clinic.example/welcome/1";
    let put_in = [("hours", "72"), ("link", link)];
    assert_eq!(
        Language::English.say_with("mail-welcome-text", &put_in),
        "Hello,\n\nUse this link to set up how you sign in. It works once, within 72 hours:\n\n\
         https://clinic.example/welcome/1\n\nIf you did not expect this message, you can ignore it."
    );
    let put_in = [("times", "Lunes\nMartes")];
    let text = Language::Spanish.say_with("mail-times-text", &put_in);
    assert_eq!(text, "Hola:\n\nLunes\nMartes");
    for language in Language::ALL {
        for (key, text) in messages(language) {
            let names: Vec<&str> = super::put_in(&text).into_iter().collect();
            // Minutes are a number, and everything else may be one.
            let put_in: Vec<(&'static str, &str)> = PUT_IN
                .into_iter()
                .filter(|name| names.contains(name))
                .map(|name| (name, "7"))
                .collect();
            let mut expected = text.clone();
            for name in names {
                expected = expected.replace(&format!("{{ ${name} }}"), "7");
            }
            assert_eq!(language.say_with(&key, &put_in), expected, "{key}");
        }
    }
}

/// Source files of those who write or send.
fn senders() -> Vec<(PathBuf, String)> {
    let folders = ["../clinic/src", "../web/src", "../stepwell/src"];
    let paths = folders.iter().flat_map(|folder| files(folder, "rs"));
    paths
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect()
}

/// The texts in a source file, without its comments.
fn literals(source: &str) -> Vec<&str> {
    let lines = source.lines();
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect()
}

#[test]
fn whatever_writes_a_message_has_no_words_of_its_own() {
    let sources = senders();
    for writer in WRITERS {
        let (_, source) = sources
            .iter()
            .find(|(path, _)| path.ends_with(writer))
            .unwrap();
        let said = literals(source);
        assert!(said.len() > 5, "{writer}");
        for text in said {
            assert!(!text.contains(' '), "{writer}: “{text}”");
        }
    }
}

#[test]
fn nothing_is_drafted_called_or_mailed_in_other_words() {
    for (path, source) in senders() {
        let file = path.display();
        for line in source.lines() {
            let drafts = line.contains("message = Some(") || line.contains("message: Some(");
            assert!(
                !drafts || line.contains("lasting_message(") || line.contains("turning_message("),
                "{file}: {line}"
            );
        }
        if source.contains("push::seal(") {
            assert!(source.contains("mail::call_text()"), "{file}");
        }
        let mails = source.contains("Message::builder()");
        assert!(!mails || path.ends_with("stepwell/src/mail.rs"), "{file}");
    }
}

#[test]
fn no_message_is_written_a_second_time() {
    let sources = senders();
    for language in Language::ALL {
        for (key, text) in messages(language) {
            let pieces = text.split(['{', '}', '\n']).map(str::trim);
            for piece in pieces.filter(|it| it.chars().count() >= PIECE_CHARS_MIN) {
                for (path, source) in &sources {
                    assert!(!source.contains(piece), "{key} is in {}", path.display());
                }
            }
        }
    }
}
