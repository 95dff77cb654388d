//! What joins a card, when it waits, and what a response says.

use super::*;
use crate::assessment::finding::{Finding, RawFinding, RawValue, Source};
use jiff::civil::date;

#[test]
fn codes_and_ranks_read_back() {
    for kind in SignalKind::ALL {
        assert_eq!(SignalKind::from_code(kind.code()), Some(kind));
    }
    for urgency in Urgency::ALL {
        assert_eq!(Urgency::from_rank(urgency.rank()), Some(urgency));
        assert_eq!(Urgency::from_code(urgency.code()), Some(urgency));
    }
    assert!(Urgency::ALL.is_sorted_by_key(|urgency| urgency.rank()));
    assert_eq!(Urgency::from_rank(3), None);
    assert_eq!(Urgency::from_rank(-1), None);
}

#[test]
fn a_response_is_planned_for_today_or_soon() {
    let today = date(2026, 3, 2);
    assert_eq!(Done::planned(today, today), Ok(Done::Planned(today)));
    let yesterday = Done::planned(date(2026, 3, 1), today).unwrap_err();
    assert!(yesterday.0.contains("has passed"));
    assert!(Done::planned(date(2026, 4, 1), today).is_ok());
    let far = Done::planned(date(2026, 4, 2), today).unwrap_err();
    assert!(far.0.contains("this is 31"));
}

#[test]
fn the_first_sign_of_danger_raises_and_its_absence_does_not() {
    let said = |question: &str, value: RawValue| {
        let raw = RawFinding {
            question: question.to_owned(),
            about: None,
            value: Some(value),
            not_known: None,
            source: Source::Family,
            at: Timestamp::UNIX_EPOCH,
            settles: false,
        };
        of_finding(&Finding::shaped(&raw).unwrap())
    };
    let text = |text: &str| RawValue::Text(text.to_owned());
    assert_eq!(
        said("risk.suicide", text("high")),
        Some((Matter::Suicide, Urgency::Now))
    );
    assert_eq!(said("risk.suicide", text("low")), None);
    assert_eq!(said("home.stability", text("no home")), None);
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(minute * 60).unwrap()
}

fn card(urgency: Urgency) -> Signal {
    Signal {
        id: SignalId::from(uuid::Uuid::from_u128(1)),
        person: PersonId::from(uuid::Uuid::from_u128(2)),
        kind: SignalKind::Suicide,
        matter: Some(Matter::Suicide),
        urgency,
        words: "The first.".to_owned(),
        further: Vec::new(),
        gone: Vec::new(),
        about: About::Record,
        occasion: Some("first".to_owned()),
        raised_at: at(0),
        raised_by: PersonId::from(uuid::Uuid::from_u128(3)),
        closed: None,
        answer_by: None,
        waits_since: None,
        first_by: None,
        step: Some(1),
        taken: None,
    }
}

fn reason(key: &str, urgency: Urgency, minute: i64) -> FurtherReason {
    FurtherReason {
        key: key.to_owned(),
        words: format!("{key}."),
        urgency,
        about: About::Record,
        at: at(minute),
        by: PersonId::from(uuid::Uuid::from_u128(3)),
    }
}

#[test]
fn a_card_waits_while_a_clock_runs_and_until_an_answer_that_is_later_than_its_latest_reason() {
    let mut card = card(Urgency::Week);
    assert!(card.is_unanswered(None));
    assert!(!card.is_unanswered(Some(at(1))));
    card.join(reason("second", Urgency::Week, 5), Some(at(1)));
    assert!(
        card.is_unanswered(Some(at(1))),
        "no clock, and yet it waits"
    );
    assert!(!card.is_unanswered(Some(at(6))));
    card.answer_by = Some(at(30));
    assert!(card.is_unanswered(Some(at(6))));
    card.closed = Some((at(7), card.raised_by));
    assert!(!card.is_unanswered(None));
}

#[test]
fn a_clock_begins_anew_after_an_answer_and_where_the_card_becomes_more_urgent_and_never_else() {
    for was in Urgency::ALL {
        for urgency in Urgency::ALL {
            for key in ["first", "second"] {
                let case = format!("{was:?} {urgency:?} {key}");
                let gravest = was.min(urgency);
                // Nobody answered yet.
                let mut waiting = card(was);
                waiting.answer_by = Some(at(15));
                let known = key == "first" && was <= urgency;
                let joined = waiting.join(reason(key, urgency, 5), None);
                assert_eq!(joined, (!known).then_some(urgency < was), "{case}");
                assert_eq!(waiting.urgency, gravest, "{case}");
                // Somebody did: also the same reason once more is news then.
                let mut answered = card(was);
                let joined = answered.join(reason(key, urgency, 5), Some(at(1)));
                assert_eq!(joined, Some(true), "{case}");
                assert_eq!(answered.urgency, gravest, "{case}");
                assert!(answered.is_unanswered(Some(at(1))), "{case}");
            }
        }
    }
}

#[test]
fn a_card_that_is_full_shows_the_latest_reason_all_the_same() {
    let mut card = card(Urgency::Now);
    for minute in 0..100 {
        card.join(reason(&format!("{minute}"), Urgency::Today, minute), None);
    }
    assert_eq!(card.further.len(), REASONS_MAX);
    assert_eq!(card.further.last().map(|last| last.at), Some(at(99)));
    assert_eq!(card.further.first().map(|first| first.at), Some(at(40)));
}

#[test]
fn a_card_that_is_full_loses_no_graver_reason_to_a_milder_one_and_stays_small() {
    let mut card = card(Urgency::Now);
    for at in 0..REASONS_MAX {
        card.join(reason(&format!("grave {at}"), Urgency::Now, 1), None);
    }
    let grave = |card: &Signal| {
        let further = card.further.iter();
        further.filter(|one| one.urgency == Urgency::Now).count()
    };
    for (at, urgency) in Urgency::ALL.iter().cycle().skip(1).take(300).enumerate() {
        if *urgency == Urgency::Now {
            continue;
        }
        card.join(reason(&format!("mild {at}"), *urgency, 2), None);
        assert_eq!(grave(&card), REASONS_MAX, "{urgency:?}");
        assert!(card.further.len() < REASONS_MAX + Urgency::ALL.len());
    }
    // A grave one takes the room of all milder ones before that of another grave one.
    card.join(reason("grave again", Urgency::Now, 3), None);
    assert_eq!(card.further.len(), REASONS_MAX);
    assert_eq!(grave(&card), REASONS_MAX);
    assert_eq!(card.further[0].key, "grave 1");
}

#[test]
fn what_made_room_is_not_raised_again_until_it_was_answered() {
    let mut card = card(Urgency::Now);
    let keys: Vec<String> = (0..100).map(|number| format!("time.{number}")).collect();
    for (minute, key) in (0..).zip(&keys) {
        let joined = card.join(reason(key, Urgency::Today, minute), None);
        assert_eq!(joined, Some(false));
    }
    for (minute, key) in (0..).zip(&keys) {
        let again = card.join(reason(key, Urgency::Today, 200), None);
        assert_eq!(again, None, "{key}");
        assert!(card.raised_on().any(|on| on == (key.as_str(), at(minute))));
    }
    let answered = Some(at(300));
    let again = card.join(reason(&keys[0], Urgency::Today, 301), answered);
    assert_eq!(again, Some(true));
}

#[test]
fn an_earlier_one_of_the_same_makes_room_first_and_what_is_known_of_others_stays_small() {
    let mut card = card(Urgency::Now);
    for minute in 0..60 {
        card.join(reason(&format!("{minute}"), Urgency::Today, minute), None);
    }
    card.join(reason("30", Urgency::Today, 61), Some(at(60)));
    let keys = card.further.iter().map(|one| one.key.as_str());
    let mut keys: Vec<&str> = keys.collect();
    assert_eq!((keys[0], keys[59]), ("0", "30"));
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), REASONS_MAX, "nobody else made room");
    for minute in 100..1_000 {
        card.join(reason(&format!("{minute}"), Urgency::Today, minute), None);
    }
    assert_eq!(card.gone.len(), GONE_MAX);
    assert!(card.has("939", Urgency::Today) && !card.has("100", Urgency::Today));
}

/// An act knows its moment before it has its turn to write.
#[test]
fn a_reason_that_is_written_after_an_answer_came_after_it_whatever_its_clock_said() {
    for minute in [3, 5] {
        let mut card = card(Urgency::Week);
        let answered = Some(at(5));
        let joined = card.join(reason("second", Urgency::Week, minute), answered);
        assert_eq!(joined, Some(true));
        assert!(card.is_unanswered(answered), "{minute}");
        assert!(!card.is_unanswered(Some(card.latest_reason())));
    }
}

#[test]
fn a_response_says_something() {
    assert!(words(" \n").unwrap_err().0.contains("Say what was done"));
    for thin in ["x", "ok", "Done.", "Called.", "........"] {
        assert!(words(thin).is_err(), "{thin}");
    }
    assert_eq!(words(" Called her. ").unwrap(), "Called her.");
    assert_eq!(words("Hospitalized").unwrap(), "Hospitalized");
    assert!(words(&"a".repeat(2_001)).unwrap_err().0.contains("2001"));
}

#[test]
fn of_as_urgent_ones_a_risk_of_suicide_stands_first_and_the_older_of_a_kind_before_the_later() {
    let of = |kind: SignalKind, urgency: Urgency, minute: i64| Signal {
        kind,
        matter: None,
        raised_at: at(minute),
        ..card(urgency)
    };
    let mut listed = vec![
        of(SignalKind::Missed, Urgency::Today, 1),
        of(SignalKind::Suicide, Urgency::Week, 2),
        of(SignalKind::Suicide, Urgency::Today, 3),
        of(SignalKind::Danger, Urgency::Today, 4),
        of(SignalKind::Suicide, Urgency::Today, 5),
        of(SignalKind::Missed, Urgency::Now, 6),
    ];
    listed.sort_by_key(Signal::place);
    let order: Vec<_> = listed.iter().map(|one| one.raised_at).collect();
    assert_eq!(order, [6, 3, 5, 4, 1, 2].map(at));

    // Whoever prescribes has withdrawal before another danger, and never before a risk of suicide.
    let mut withdrawal = of(SignalKind::Danger, Urgency::Today, 7);
    withdrawal.matter = Some(Matter::Withdrawal);
    listed.push(withdrawal);
    listed.sort_by_key(Signal::place_for_prescriber);
    let order: Vec<_> = listed.iter().map(|one| one.raised_at).collect();
    assert_eq!(order, [6, 3, 5, 7, 4, 1, 2].map(at));
    // No two kinds share a place: nothing is left to chance.
    let places: std::collections::BTreeSet<_> = SignalKind::ALL
        .map(|kind| of(kind, Urgency::Today, 0).place())
        .into();
    assert_eq!(places.len(), SignalKind::ALL.len());
}
