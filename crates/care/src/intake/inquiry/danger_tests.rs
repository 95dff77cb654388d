use super::*;
use crate::intake::inquiry::{Asker, Language, SafeContact};
use crate::{Line, Paragraph, Private};

fn request(words: &str) -> Request {
    Request {
        asker: Asker::Themselves,
        born: None,
        age: None,
        language: Language::English,
        safe_said: SafeContact::default(),
        source: None,
        urgency: Urgency::CanWait,
        words: Paragraph::optional(words).unwrap(),
        safe_now: None,
    }
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
        assert_eq!(asks.alarm(only).matter, Matter::Unsafe, "none is made up");
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
    asks.safe_said.note = Some(Private::new(
        Line::parse("He will kill me", "a note").unwrap(),
    ));
    asks.safe_said.discreet = true;
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
