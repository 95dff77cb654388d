use super::*;
use proptest::prelude::*;

fn told(text: &str) -> Vec<(Peril, Pressing)> {
    perils([text])
}

#[test]
fn words_stand_under_a_heading_that_is_known_or_the_list_is_none() {
    for (list, is_one) in [
        ("[suicide now]\nkill myself", true),
        (
            "# What this is.\n\n  [suicide today] \r\n  no way out\r\n[harmless]\nkill time\n",
            true,
        ),
        ("", true),
        ("[suicide nwo]\nkill myself", false),
        ("[suicide]\nkill myself", false),
        ("[suicide normal]\nkill myself", false),
        ("[Suicide now]\nkill myself", false),
        ("[suicide now\nkill myself", false),
        ("suicide now]\nkill myself", false),
        ("[]\nkill myself", false),
        ("[harmless]\nkill time\n[sucide now]\nkill myself", false),
        ("kill myself\n[suicide now]\nhopeless", false),
    ] {
        assert_eq!(is_well_headed(list), is_one, "{list}");
    }
    for (name, heading) in HEADINGS {
        assert_eq!(Heading::parse(name), Some(heading), "{name}");
        if let Heading::Danger(peril, pressing) = heading {
            assert_eq!(name, format!("{} {}", peril.code(), pressing.code()));
        }
    }
}

#[test]
fn every_line_of_the_list_is_read_and_every_phrase_is_as_it_is_compared() {
    let headings = lines().filter(|line| line.starts_with('['));
    assert_eq!(entries().len() + headings.count(), lines().count());
    for peril in Peril::ALL {
        let own = |(heading, _): &&(Heading, &str)| matches!(heading, Heading::Danger(of, _) if of == peril);
        assert!(entries().iter().filter(own).count() > 10, "{peril:?}");
    }
    // Without words that stand for others: those are replaced in phrases as well.
    let reader = Reader::default();
    for (heading, line) in entries() {
        if matches!(heading, Heading::Same | Heading::Looks) {
            continue;
        }
        let parts: Vec<&str> = line.split(' ').collect();
        for part in &parts {
            let plain = part.trim_end_matches(['*', '~']);
            let words = reader.readings(plain).remove(0);
            let as_typed = |word: &Word| word.spellings().iter().any(|spelling| spelling == plain);
            assert!(
                *part == "_" || matches!(&words[..], [word] if as_typed(word)),
                "{line}: {part}"
            );
        }
        let ends = [parts.first(), parts.last()];
        assert!(!ends.contains(&Some(&"_")), "{line}");
    }
}

#[test]
fn what_is_read_as_something_else_is_well_formed() {
    let mut looks = Vec::new();
    for (heading, line) in entries() {
        match heading {
            Heading::Same => assert!(line.contains(" = "), "{line}"),
            Heading::Looks => {
                let (latin, like) = line.split_once(' ').unwrap();
                assert!(
                    latin.len() == 1 && like.chars().all(|c| !c.is_ascii()),
                    "{line}"
                );
                looks.extend(like.chars());
            }
            Heading::Danger(..) | Heading::Harmless => {}
        }
    }
    let all = looks.len();
    looks.sort_unstable();
    looks.dedup();
    assert_eq!(looks.len(), all, "a letter looks like one letter");
}

/// A phrase says the same of itself, and in the middle of something else.
#[test]
fn every_phrase_of_danger_is_found() {
    for (heading, line) in entries() {
        let Heading::Danger(peril, _) = heading else {
            continue;
        };
        let said = line.replace(['*', '~'], "").replace('_', "so");
        for text in [
            said.clone(),
            said.to_uppercase(),
            format!("Hi, {said}. Call me"),
        ] {
            assert!(told(&text).iter().any(|(of, _)| *of == peril), "{text}");
        }
    }
}

/// The script of the public form is held against the same sentences in a browser.
#[test]
fn every_sentence_tells_of_what_it_is_known_to() {
    let sentences = include_str!("sentences.txt").lines();
    let mut read = 0;
    for line in sentences.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (expected, text) = line.split_once(": ").unwrap();
        let text = text
            .replace("<ZWSP>", "\u{200B}")
            .replace("<SHY>", "\u{AD}");
        let told: Vec<String> = told(&text)
            .iter()
            .map(|(peril, pressing)| format!("{} {}", peril.code(), pressing.code()))
            .collect();
        let silent = expected == "-" && told.is_empty();
        assert!(silent || told.join(", ") == expected, "{line}: {told:?}");
        read += 1;
    }
    assert!(read > 100, "{read} sentences");
}

#[test]
fn a_slip_is_one_letter_and_neither_the_first_nor_the_end_of_a_beginning() {
    for typed in ["myslef", "mysel", "mysself", "mydelf", "mysefl", "myselfs"] {
        assert!(is_one_slip_away("myself", typed, false), "{typed}");
    }
    for typed in [
        "",
        "m",
        "yself",
        "hyself",
        "mesilf",
        "mys",
        "himself",
        "m\u{fd}self",
    ] {
        assert!(!is_one_slip_away("myself", typed, false), "{typed}");
    }
    for (typed, slipped) in [
        ("overdsoed", true),
        ("ovrdose", true),
        ("overdue", false),
        ("overdone", false),
        ("overdo", false),
    ] {
        assert_eq!(is_one_slip_away("overdos", typed, true), slipped, "{typed}");
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

    /// However the letters are set apart or hidden between, they are the same words.
    #[test]
    fn danger_is_read_through_what_nobody_sees(hidden in "[\u{200B}\u{AD}\u{2060}\u{FEFF}]{0,3}") {
        for between in ["", " "] {
            let text = format!("kill{between}{hidden}myself");
            prop_assert!(told(&text).contains(&(Peril::Suicide, Pressing::Now)));
        }
    }

    #[test]
    fn nothing_typed_is_too_odd_to_read(text in "\\PC{0,200}") {
        let _found = told(&text);
    }
}
