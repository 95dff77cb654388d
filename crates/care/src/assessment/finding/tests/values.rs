//! How answers are read, kept and shown.

use super::*;
use crate::assessment::finding::question::{in_both_units, typed_hint};
use proptest::prelude::*;

#[test]
fn words_never_reach_a_log() {
    let asked = QuestionId::find("readiness.wants").unwrap().question();
    let value = Value::parse(asked, &RawValue::Text("my secret".to_owned())).unwrap();
    assert!(!format!("{value:?}").contains("secret"));
    assert!(matches!(asked.kind, QuestionKind::Text));
}

#[test]
fn a_time_is_read_in_the_ways_people_write_it() {
    let asked = QuestionId::find("use.last").unwrap().question();
    let read = |text: &str| {
        Value::parse(asked, &RawValue::Text(text.to_owned())).map(|value| value.words(asked))
    };
    for text in [
        "2026-03-01 21:30",
        "3/1/2026 9:30 pm",
        "Mar 1, 2026 9:30pm",
        "2026-03-01T21:30",
    ] {
        assert_eq!(read(text).as_deref(), Ok("Mar 1, 2026, 9:30 pm"), "{text}");
    }
    assert_eq!(read("2026-03-01").as_deref(), Ok("Mar 1, 2026"));
    for text in ["yesterday", "2026-03-01 25:00", "2026-03-01 13 pm", "9:30"] {
        assert!(read(text).unwrap_err().0.ends_with('.'), "{text}");
    }
}

#[test]
fn what_is_measured_is_said_by_whoever_measured_it() {
    let told = said("vitals.pulse", r#""value": 150"#, "person", 9);
    assert!(refusal(&told).contains("measured"));
    assert!(parse(&told.replace("person", "clinician")).is_ok());
    let pulse = QuestionId::find("vitals.pulse").unwrap().question();
    assert_eq!(pulse.source(Source::Person), Source::Clinician);
    assert_eq!(pulse.source(Source::Record), Source::Record);
}

proptest! {
    #[test]
    fn any_value_for_any_question_is_taken_or_refused_with_a_sentence(
        at in 0..catalogue::len(),
        number in any::<i64>(),
        text in ".{0,40}",
    ) {
        let (_, asked) = catalogue::all().nth(at).unwrap();
        for raw in [RawValue::Number(number), RawValue::Text(text.clone()), RawValue::YesNo(true), RawValue::Several(vec![text])] {
            match Value::parse(asked, &raw) {
                Ok(value) => prop_assert!(value.position().is_none_or(|p| asked.bounds().is_some_and(|(l, h)| (l..=h).contains(&p)))),
                Err(refused) => prop_assert!(refused.0.ends_with('.')),
            }
        }
    }
}

#[test]
fn a_finding_is_kept_by_its_words_and_reads_back() {
    let all = [
        said("home.stability", r#""value": "unstable""#, "family", 9),
        said("support.people", r#""value": 3"#, "person", 9),
        said("work.at_risk", r#""value": true"#, "person", 9),
        said("medical.pregnant", r#""value": "may be""#, "person", 9),
        said("medical.pregnant", r#""value": true"#, "person", 10),
        said("vitals.temperature", r#""value": "38.6""#, "clinician", 10),
        said(
            "use.last",
            r#""about": "alcohol", "value": "3/1/2026 9:30 pm""#,
            "person",
            9,
        ),
        said(
            "use.last",
            r#""about": "opioid", "value": "2026-03-01""#,
            "person",
            9,
        ),
        said("readiness.wants", r#""value": "Sleep.""#, "person", 9),
        said(
            "legal.status",
            r#""value": ["diversion", "other"]"#,
            "record",
            9,
        ),
        said(
            "medical.pregnant",
            r#""not_known": "declined""#,
            "person",
            9,
        ),
    ];
    let assessment = parse(&all.join(",")).unwrap();
    for finding in assessment.findings.iter() {
        let json = serde_json::to_string(&finding.raw()).unwrap();
        let back: RawFinding = serde_json::from_str(&json).unwrap();
        assert_eq!(Finding::shaped(&back).as_ref(), Ok(finding), "{json}");
    }
}

/// What stands in a hint is taken, and a limit that is written in one unit reads in both.
#[test]
fn a_hint_says_what_is_taken_and_a_limit_reads_in_both_units() {
    let temperature = QuestionId::find("vitals.temperature").unwrap();
    let hint = typed_hint(temperature.question().kind);
    for example in ["98.6", "37.0 C"] {
        assert!(hint.contains(example), "{hint}");
        let typed = RawValue::Text(example.to_owned());
        let value = Value::parse(temperature.question(), &typed).unwrap();
        assert_eq!(value.position(), Some(370), "{example}");
    }
    let weight = QuestionId::find("vitals.weight").unwrap();
    assert!(!typed_hint(weight.question().kind).contains('°'));
    for (words, both) in [
        ("39 °C and more.", "39 °C (102.2 °F) and more."),
        (
            "from 37 °C to 40 °C",
            "from 37 °C (98.6 °F) to 40 °C (104.0 °F)",
        ),
        ("in °C", "in °C"),
        ("Pulse from 130", "Pulse from 130"),
    ] {
        assert_eq!(in_both_units(words), both);
    }
}

#[test]
fn a_temperature_is_typed_in_either_unit_and_shown_in_both() {
    let id = QuestionId::find("vitals.temperature").unwrap();
    let read = |text: &str| {
        let value = Value::parse(id.question(), &RawValue::Text(text.to_owned()))?;
        Ok::<_, crate::Invalid>(value.words(id.question()))
    };
    for (typed, shown) in [
        ("101.4", "38.6 °C (about 101.5 °F)"),
        ("101.4 °F", "38.6 °C (about 101.5 °F)"),
        ("101.4f", "38.6 °C (about 101.5 °F)"),
        ("38.6", "38.6 °C (about 101.5 °F)"),
        ("38,6 °C", "38.6 °C (about 101.5 °F)"),
        ("98.6", "37.0 °C (about 98.6 °F)"),
        // The bound of danger falls on the same side in both.
        ("102.1", "38.9 °C (about 102.0 °F)"),
        ("102.2", "39.0 °C (about 102.2 °F)"),
    ] {
        assert_eq!(read(typed).unwrap(), shown, "{typed}");
    }
    for wrong in ["60", "38.6 F", "101.4 C", "F", "warm", "99999999999"] {
        let refused = read(wrong).unwrap_err().0;
        assert!(refused.contains("86 to 113 °F"), "{wrong}: {refused}");
    }
}

#[test]
fn every_answer_reads_as_people_say_it() {
    for (_, asked) in catalogue::all() {
        match asked.kind {
            QuestionKind::Number { from, .. } if from <= 1 => {
                let one = asked.words(1);
                let plural = one.ends_with('s') || one.contains("people");
                assert!(!plural, "{}: {one}", asked.id);
            }
            QuestionKind::Choice(options) => {
                for at in 0..options.len() {
                    let words = asked.words(i32::try_from(at).unwrap());
                    assert!(!words.contains('_'), "{}: {words}", asked.id);
                    let kept = Value::At(i32::try_from(at).unwrap()).raw(asked);
                    let at = i32::try_from(at).unwrap();
                    assert_eq!(Value::parse(asked, &kept).unwrap(), Value::At(at));
                }
            }
            QuestionKind::Date | QuestionKind::DateTime => {
                let text = RawValue::Text("2026-11-30".to_owned());
                let day = Value::parse(asked, &text).unwrap();
                assert_eq!(day.words(asked), "Nov 30, 2026", "{}", asked.id);
                assert_eq!(day.raw(asked), text, "{}", asked.id);
            }
            _ => {}
        }
    }
    let last = QuestionId::find("use.last").unwrap().question();
    let text = RawValue::Text("2026-11-30 21:05".to_owned());
    let moment = Value::parse(last, &text).unwrap();
    assert_eq!(moment.words(last), "Nov 30, 2026, 9:05 pm");
    assert_eq!(moment.raw(last), text);
}

#[test]
fn so_long_ago_is_the_moment_or_the_day_that_it_means() {
    let zone = crate::TimeZoneName::parse("America/New_York").unwrap();
    // An hour was left out in the night before.
    let at = "2026-03-08T16:10:00Z".parse().unwrap();
    let asked = QuestionId::find("use.last").unwrap().question();
    for (told, kept) in [
        ("5 h", "2026-03-08 07:10"),
        (" 12H ago ", "2026-03-07 23:10"),
        ("1 hour ago", "2026-03-08 11:10"),
        ("0h", "2026-03-08 12:10"),
        ("2 d", "2026-03-06"),
        ("1 day ago", "2026-03-07"),
    ] {
        let read = so_long_ago(told, at, &zone);
        assert_eq!(read.as_deref(), Some(kept), "{told}");
        let raw = RawValue::Text(kept.to_owned());
        assert_eq!(Value::parse(asked, &raw).unwrap().raw(asked), raw, "{told}");
    }
    for other in [
        "",
        "5",
        "h",
        "soon",
        "-5 h",
        "2026-03-01",
        "5 weeks",
        "99999 h",
    ] {
        assert_eq!(so_long_ago(other, at, &zone), None, "{other}");
    }
}
