use super::*;
use crate::intake::inquiry::{Asker, Language, SafeContact};
use crate::{Line, Paragraph, Private};
use proptest::prelude::*;

fn told(text: &str) -> Vec<(Peril, Pressing)> {
    perils([text])
}

fn request(words: &str) -> Request {
    Request {
        asker: Asker::Themselves,
        born: None,
        age: None,
        language: Language::English,
        safe: SafeContact::default(),
        source: None,
        urgency: Urgency::CanWait,
        words: Paragraph::optional(words).unwrap(),
        safe_now: None,
    }
}

#[test]
fn every_heading_of_the_list_is_understood_and_every_phrase_is_as_it_is_compared() {
    let headings = LIST.lines().filter(|line| line.starts_with('['));
    for heading in headings {
        let inner = heading.trim_matches(['[', ']']);
        let known = inner.split_once(' ').is_some_and(|(peril, pressing)| {
            Peril::from_code(peril).is_some() && Pressing::from_code(pressing).is_some()
        });
        assert!(known || inner == "harmless", "{heading}");
    }
    for peril in Peril::ALL {
        let own = |phrase: &&Phrase| phrase.told.is_some_and(|(of, _)| of == *peril);
        assert!(PHRASES.iter().filter(own).count() > 10, "{peril:?}");
    }
    for phrase in PHRASES.iter() {
        for word in &phrase.words {
            let plain = word.trim_end_matches('*');
            let same = *word == "_" || folded(plain) == [plain];
            assert!(same, "{}: {word}", phrase.text);
        }
        let ends = [phrase.words.first(), phrase.words.last()];
        assert!(!ends.contains(&Some(&"_")), "{}", phrase.text);
    }
}

/// A phrase says the same of itself, and in the middle of something else.
#[test]
fn every_phrase_of_danger_is_found() {
    for phrase in PHRASES.iter().filter(|phrase| phrase.told.is_some()) {
        let said = phrase.text.replace('*', "").replace('_', "so");
        let (peril, _) = phrase.told.unwrap();
        for text in [
            said.clone(),
            said.to_uppercase(),
            format!("Hi, {said}. Call me"),
        ] {
            assert!(told(&text).iter().any(|(of, _)| *of == peril), "{text}");
        }
    }
}

#[test]
fn danger_is_read_in_both_languages_with_and_without_accents_and_never_denied() {
    let suicide = [(Peril::Suicide, Pressing::Now)];
    for text in [
        "I want to kill myself, please call",
        "I WANT TO DIE",
        "i don't want to live",
        "I do not want to kill myself",
        "my son says he'd be better off dead",
        "He wants to just die.",
        "suicidal thoughts since March",
        "Quiero matarme",
        "ya no quiero vivir",
        "Mi hijo se quiere morir",
        "pienso en quitarme la vida",
        "hacerme da\u{f1}o",
        "hacerme dan\u{303}o",
        "el suicidio",
    ] {
        assert_eq!(told(text), suicide, "{text}");
    }
    for (text, peril) in [
        ("she won’t wake up", Peril::Overdose),
        ("tuvo una sobredosis", Peril::Overdose),
        ("my husband hits me", Peril::Violence),
        ("mi esposo me pega", Peril::Violence),
        ("he had a seizure", Peril::Withdrawal),
        ("Ve cosas y tiene convulsiones", Peril::Withdrawal),
    ] {
        assert_eq!(told(text), [(peril, Pressing::Now)], "{text}");
    }
    assert_eq!(
        told("I am in withdrawal"),
        [(Peril::Withdrawal, Pressing::Today)]
    );
}

#[test]
fn common_words_raise_no_alarm() {
    for text in [
        "",
        "I need help with drinking.",
        "Necesito ayuda.",
        "I just kill time at work",
        "Bebo para matar el tiempo",
        "I could die for a coffee",
        "me mato trabajando",
        "quiero cortarme el pelo",
        "My job is in danger",
        "I live in Killington",
        "It hit me that I drink every day",
        "My diet is bad and I lost my job",
        "My daughter skips school",
        "Mi hija falta a clases",
        "I would like to come on Mondays",
    ] {
        assert!(told(text).is_empty(), "{text}");
    }
}

#[test]
fn a_harmless_saying_hides_no_danger_beside_it() {
    assert_eq!(
        told("I kill time until I kill myself"),
        [(Peril::Suicide, Pressing::Now)]
    );
    // What was crossed out is no bridge either.
    assert!(told("I want to kill time, die").is_empty());
}

#[test]
fn not_sure_counts_as_danger_and_left_out_does_not() {
    let mut asks = request("I drink too much.");
    assert!(asks.dangers().is_empty());
    assert_eq!(asks.pressing(), Pressing::Normal);
    asks.safe_now = Some(SafeNow::Yes);
    assert_eq!(asks.pressing(), Pressing::Normal);
    for answer in [SafeNow::No, SafeNow::Unsure] {
        asks.safe_now = Some(answer);
        assert_eq!(asks.pressing(), Pressing::Now);
        let [only] = asks.dangers()[..] else {
            panic!("one thing is raised");
        };
        assert_eq!(only.peril, None);
        assert!(asks.alarm_words(only).contains(match answer {
            SafeNow::No => "Not safe right now",
            _ => "Not sure of being safe",
        }));
    }
    // Whoever says they are safe and writes of dying is not taken at their word.
    let mut asks = request("I want to die");
    asks.safe_now = Some(SafeNow::Yes);
    assert_eq!(asks.pressing(), Pressing::Now);
    // Words that can wait until the evening do not wait when somebody is not safe.
    let mut asks = request("I am in withdrawal");
    assert_eq!(asks.pressing(), Pressing::Today);
    asks.safe_now = Some(SafeNow::Unsure);
    let expected = Told {
        peril: Some(Peril::Withdrawal),
        pressing: Pressing::Now,
    };
    assert_eq!(asks.dangers(), [expected]);
}

#[test]
fn every_free_field_is_read_and_the_alarm_says_how_to_be_in_touch() {
    let mut asks = request("");
    asks.safe.note = Some(Private::new(
        Line::parse("He will kill me", "a note").unwrap(),
    ));
    asks.safe.discreet = true;
    let dangers = asks.dangers();
    assert_eq!(dangers[0].peril, Some(Peril::Violence));
    let words = asks.alarm_words(dangers[0]);
    assert!(words.contains("words of violence"), "{words}");
    assert!(words.contains("Do not say where you are calling from."));
    let long = request(&"I want to die. ".repeat(60));
    let words = long.alarm_words(long.dangers()[0]);
    assert!(
        words.contains(" …”") && words.chars().count() < 700,
        "{words}"
    );
}

proptest! {
    /// More words never make less of a danger, except where they make a saying of its words.
    #[test]
    fn danger_stays_danger_whatever_stands_around_it(
        before in "[a-zñé ]{0,40}",
        after in "[a-zñé ]{0,40}",
    ) {
        let text = format!("{before}. I want to kill myself. {after}");
        prop_assert!(told(&text).contains(&(Peril::Suicide, Pressing::Now)));
    }

    #[test]
    fn nothing_typed_is_too_odd_to_read(text in "\\PC{0,200}") {
        let _found = told(&text);
    }
}
