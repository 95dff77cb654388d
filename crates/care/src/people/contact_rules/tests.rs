//! What was said, and what follows from it for everything that leaves.

use super::*;
use proptest::prelude::*;

const NOON: u16 = 12 * 60;
const EIGHT_PM: u16 = 20 * 60;

fn line(text: &str) -> Private<Line> {
    Private::new(Line::parse(text, "a line").unwrap())
}

#[test]
fn no_voicemail_unless_they_said_yes() {
    let mut safe = SafeContact::default();
    assert_eq!(safe.rules(), ["Do not leave a voicemail."]);
    safe.voicemail = true;
    assert!(safe.rules().is_empty());
    safe.times = vec![DayPart::Evening, DayPart::Morning];
    safe.discreet = true;
    assert_eq!(
        safe.rules(),
        [
            "Do not say where you are calling from.",
            "Only in the evening or morning."
        ]
    );
    let rules = ContactRules::from(safe);
    assert!(rules.suits(EIGHT_PM) && rules.suits(9 * 60));
    assert!(!rules.suits(NOON) && !rules.suits(16 * 60));
    assert!(
        !rules.suits(0) && !rules.suits(23 * 60),
        "no part is at night"
    );
    assert!(!ContactRules::default().voicemail());
}

#[test]
fn whoever_was_never_asked_is_reached_by_day_without_a_voicemail() {
    let rules = ContactRules::default();
    let at = |way, minute| rules.refuses(way, CallBack::Person, minute);
    for way in [WayOut::Call, WayOut::Invitation, WayOut::Times] {
        assert_eq!(at(way, NOON), None, "{way:?}");
    }
    assert_eq!(at(WayOut::Voicemail, NOON), Some(Forbidden::NoVoicemail));
    assert!(rules.is_good_time(NOON) && !rules.is_good_time(3 * 60));
    assert!(!rules.is_said() && rules.rules()[0].contains("Nobody has asked"));
}

#[test]
fn each_rule_stands_against_what_it_is_about() {
    let plain = SafeContact {
        channels: Channel::ALL.to_vec(),
        voicemail: true,
        ..SafeContact::default()
    };
    let without = |gone: Channel| {
        let channels = Channel::ALL.iter().copied();
        SafeContact {
            channels: channels.filter(|channel| *channel != gone).collect(),
            ..plain.clone()
        }
    };
    let evenings = SafeContact {
        times: vec![DayPart::Evening],
        ..plain.clone()
    };
    let elsewhere = SafeContact {
        with: CallBack::Asker,
        ..plain.clone()
    };
    let quiet = SafeContact {
        voicemail: false,
        ..plain.clone()
    };
    let means = |of: &[Means]| -> Vec<WayOut> {
        let ways = WayOut::ALL.iter().copied();
        ways.filter(|way| of.contains(&way.means())).collect()
    };
    let phone = means(&[Means::Call, Means::Voicemail, Means::Paper]);
    let rings = means(&[Means::Call, Means::Voicemail, Means::Text, Means::Browser]);
    let all_but_free: Vec<WayOut> = WayOut::ALL
        .iter()
        .copied()
        .filter(|way| way.means() != Means::Free)
        .collect();
    for (safe, rule, ways) in [
        (without(Channel::Phone), Forbidden::NoCall, phone),
        (
            without(Channel::Text),
            Forbidden::NoText,
            means(&[Means::Text]),
        ),
        (
            without(Channel::Email),
            Forbidden::NoMail,
            means(&[Means::Mail]),
        ),
        (quiet, Forbidden::NoVoicemail, means(&[Means::Voicemail])),
        (evenings, Forbidden::NotNow, rings),
        (elsewhere, Forbidden::ThroughAsker, all_but_free),
    ] {
        let rules = ContactRules::from(safe);
        for way in WayOut::ALL {
            let expected = ways.contains(way).then_some(rule);
            assert_eq!(
                rules.refuses(*way, CallBack::Person, NOON),
                expected,
                "{way:?} {rule:?}"
            );
        }
    }
    let person = ContactRules::from(plain);
    assert_eq!(
        person.refuses(WayOut::Call, CallBack::Asker, NOON),
        Some(Forbidden::PersonOnly)
    );
}

#[test]
fn in_danger_no_hour_stands_against_a_call_and_every_other_rule_does() {
    let evenings = ContactRules::from(SafeContact {
        times: vec![DayPart::Evening],
        ..SafeContact::default()
    });
    assert!(!evenings.suits(NOON) && evenings.may_call_in_danger(CallBack::Person));
    assert!(!evenings.may_call_in_danger(CallBack::Asker));
    let mut written = evenings;
    written.join(&ContactRules::from(SafeContact {
        channels: vec![Channel::Text],
        ..SafeContact::default()
    }));
    assert!(!written.may_call_in_danger(CallBack::Person));
    assert!(ContactRules::default().may_call_in_danger(CallBack::Person));
}

#[test]
fn the_stricter_holds_of_two_until_somebody_edits_it() {
    let morning = SafeContact {
        channels: vec![Channel::Phone, Channel::Email],
        times: vec![DayPart::Morning, DayPart::Evening],
        voicemail: true,
        others: Some(line("her sister")),
        ..SafeContact::default()
    };
    let evening = SafeContact {
        channels: vec![Channel::Phone],
        times: vec![DayPart::Evening],
        discreet: true,
        note: Some(line("not on Sundays")),
        ..SafeContact::default()
    };
    let mut rules = ContactRules::from(morning.clone());
    rules.join(&ContactRules::from(evening.clone()));
    rules.join(&ContactRules::from(evening));
    assert!(rules.is_joined());
    assert_eq!(rules.channels(), [Channel::Phone]);
    assert_eq!(rules.windows(), Some(vec![DayPart::Evening.minutes()]));
    assert!(!rules.voicemail());
    let one = rules.together();
    assert_eq!(one.times, [DayPart::Evening]);
    assert!(one.discreet && one.others.is_none() && one.note.is_some());
    // What leaves no time to each other leaves none, and never any.
    let mut none = ContactRules::from(SafeContact {
        times: vec![DayPart::Morning],
        ..SafeContact::default()
    });
    none.join(&ContactRules::from(SafeContact {
        times: vec![DayPart::Evening],
        ..SafeContact::default()
    }));
    assert_eq!(none.windows(), Some(Vec::new()));
    assert!((0..24 * 60).all(|minute| !none.suits(minute)));
}

fn safe() -> impl Strategy<Value = SafeContact> {
    let some = |all: Vec<Channel>| proptest::sample::subsequence(all, 0..=3);
    let times = proptest::sample::subsequence(DayPart::ALL.to_vec(), 0..=3);
    let with = proptest::sample::select(CallBack::ALL.to_vec());
    (some(Channel::ALL.to_vec()), times, with, any::<[bool; 2]>()).prop_map(
        |(channels, times, with, [voicemail, discreet])| SafeContact {
            with,
            channels,
            times,
            voicemail,
            discreet,
            ..SafeContact::default()
        },
    )
}

proptest! {
    /// Whatever one of two forbids is forbidden of both together, in whichever order they were joined.
    #[test]
    fn joining_never_allows_more(one in safe(), other in safe(), minute in 0u16..1440) {
        let (one, other) = (ContactRules::from(one), ContactRules::from(other));
        let (mut both, mut turned) = (one.clone(), other.clone());
        both.join(&other);
        turned.join(&one);
        for way in WayOut::ALL {
            let refused = |rules: &ContactRules| rules.refuses(*way, CallBack::Person, minute).is_some();
            prop_assert_eq!(refused(&both), refused(&one) || refused(&other));
            prop_assert_eq!(refused(&both), refused(&turned));
        }
    }
}
