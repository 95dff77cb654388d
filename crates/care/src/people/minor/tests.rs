use super::*;
use jiff::civil::date;

fn line(text: &str) -> Option<Line> {
    Line::parse(text, "a text").ok()
}

fn guardian(consent: Consent) -> Guardian {
    Guardian {
        name: line("Mia Reyes"),
        relation: line("Mother"),
        phone: None,
        consent,
        document: None,
        law_looked_up: Some(date(2026, 3, 1)),
    }
}

fn door(state: &str, level: LevelOfCare) -> Door<'static> {
    Door {
        state: UsState::parse(state).ok(),
        level,
        adolescents: true,
        adolescents_anywhere: true,
        law: ConsentLaw::known(),
    }
}

const IOP: LevelOfCare = LevelOfCare::IntensiveOutpatient;

fn agreed(years: i16, consent: Consent, state: &str, level: LevelOfCare) -> bool {
    obstacles(years, Some(&guardian(consent)), &door(state, level)).is_empty()
}

#[test]
fn the_table_reads_and_each_rule_says_where_it_stands() {
    let law = ConsentLaw::read(include_str!("../../../../../protocols/minor-consent.toml"));
    assert_eq!(&law.unwrap(), ConsentLaw::known());
    let known = |state| {
        let state = UsState::parse(state).unwrap();
        let rule = ConsentLaw::known().rule(state, Setting::Outpatient);
        rule.map(|rule| (rule.from_years, rule.sure))
    };
    assert_eq!(known("IL"), Some((12, Sure::Survey)));
    assert_eq!(known("DE"), Some((14, Sure::Survey)));
    assert_eq!(known("MD"), Some((16, Sure::Survey)));
    assert_eq!(known("OH"), Some((0, Sure::Survey)));
    assert_eq!(known("ME"), None);
    let twice = "[[rule]]\nstate = \"IL\"\nsetting = \"outpatient\"\nfrom_years = 12\nsure = \"law\"\nsource = \"x\"\nlooked_up = \"2026\"\n";
    assert!(ConsentLaw::read(twice).is_ok());
    let refused = ConsentLaw::read(&twice.repeat(2)).unwrap_err();
    assert!(refused.0.contains("two rules for Illinois"));
    let sourceless = twice.replace("\"x\"", "\" \"");
    assert!(ConsentLaw::read(&sourceless).is_err());
    assert!(ConsentLaw::read("[[rule]]\nstate = \"XX\"").is_err());
}

#[test]
fn an_adult_is_asked_nothing_and_a_child_is_admitted_nowhere() {
    let adults = Door {
        adolescents: false,
        ..door("ME", IOP)
    };
    assert!(obstacles(18, None, &adults).is_empty());
    let child = obstacles(11, Some(&guardian(Consent::Given)), &door("OH", IOP));
    assert_eq!(child, [Obstacle::TooYoung]);
    assert!(!child[0].may_be_overridden());
    assert!(agreed(12, Consent::Given, "ME", IOP));
}

#[test]
fn a_minor_needs_a_guardians_word_or_their_own_where_the_state_is_known_to_let_them() {
    for years in 12..18 {
        assert!(!obstacles(years, None, &door("IL", IOP)).is_empty());
        for state in ["IL", "DE", "MD", "OH", "ME", "nowhere"] {
            for level in LevelOfCare::ALL {
                assert!(agreed(years, Consent::Given, state, level));
                for missing in [Consent::Refused, Consent::NotAsked, Consent::Nobody] {
                    assert!(!agreed(years, missing, state, level), "{state} {years}");
                }
            }
        }
    }
    for (state, from) in [("IL", 12), ("DE", 14), ("MD", 16), ("OH", 12)] {
        for years in 12..18 {
            assert_eq!(agreed(years, Consent::Alone, state, IOP), years >= from);
            // Of care around the clock nothing is known.
            assert!(!agreed(
                years,
                Consent::Alone,
                state,
                LevelOfCare::Residential
            ));
        }
    }
    assert!(!agreed(17, Consent::Alone, "ME", IOP));
    let unknown = Door {
        state: None,
        ..door("ME", IOP)
    };
    let found = obstacles(17, Some(&guardian(Consent::Alone)), &unknown);
    assert!(found[0].sentence().contains("which state"), "{found:?}");
}

#[test]
fn a_minor_belongs_in_a_program_for_adolescents() {
    let adults = Door {
        adolescents: false,
        ..door("IL", IOP)
    };
    let found = obstacles(16, Some(&guardian(Consent::Given)), &adults);
    assert!(
        matches!(found[..], [Obstacle::AdultProgram { .. }]),
        "{found:?}"
    );
    assert!(found[0].may_be_overridden());
    assert_eq!(obstacles(16, None, &adults).len(), 2);
}

#[test]
fn who_was_asked_is_named_and_a_law_is_looked_up_before_it_is_relied_on() {
    let today = date(2026, 3, 2);
    let fields = |guardian: &Guardian| -> Vec<&'static str> {
        let issues = guardian.check(today).err().unwrap_or_default();
        issues.iter().map(|issue| issue.field).collect()
    };
    assert!(fields(&guardian(Consent::Given)).is_empty());
    let unnamed = Guardian {
        name: None,
        relation: None,
        ..guardian(Consent::Given)
    };
    assert_eq!(fields(&unnamed), ["name", "relation"]);
    let nobody = Guardian {
        consent: Consent::Nobody,
        ..unnamed
    };
    assert!(fields(&nobody).is_empty());
    let unread = Guardian {
        law_looked_up: None,
        ..guardian(Consent::Alone)
    };
    assert_eq!(fields(&unread), ["looked_up"]);
    let ahead = Guardian {
        law_looked_up: Some(date(2026, 3, 3)),
        ..unread
    };
    assert_eq!(fields(&ahead), ["looked_up"]);
    assert_eq!(format!("{ahead:?}"), "…");
}

#[test]
fn a_program_for_adolescents_is_named_only_where_there_is_one() {
    for (anywhere, words) in [
        (true, "Choose a program for adolescents"),
        (false, "none for adolescents here. Refer them"),
    ] {
        let adults = Door {
            adolescents: false,
            adolescents_anywhere: anywhere,
            ..door("ME", IOP)
        };
        let found = obstacles(15, Some(&guardian(Consent::Given)), &adults);
        assert_eq!(found, [Obstacle::AdultProgram { another: anywhere }]);
        assert!(found[0].sentence().contains(words), "{found:?}");
    }
}

#[test]
fn what_is_written_of_a_guardian_answers_the_assessment_and_yields_to_what_was_said_there() {
    use crate::assessment::finding::Findings;

    let at = "2026-03-02T15:00:00Z".parse().unwrap();
    for &consent in Consent::ALL {
        let found = guardian(consent).finding(at);
        assert_eq!(found.is_none(), consent == Consent::Refused, "{consent:?}");
    }
    let given = guardian(Consent::Given).finding(at).unwrap();
    let filled = Findings::default().filled(Some(given.clone()));
    assert_eq!(filled.iter().collect::<Vec<_>>(), [&given]);
    let said = Finding {
        source: Source::Person,
        answer: FindingAnswer::Value(Value::At(3)),
        ..given.clone()
    };
    let asked = Findings::new(vec![said.clone()]).filled(Some(given));
    assert_eq!(asked.iter().collect::<Vec<_>>(), [&said]);
}
