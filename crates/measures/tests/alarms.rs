//! Alarms by hand: each cut with the point below it, each combination, each rise, and what absent answers leave open.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use measures::{
    Absence, Answers, Clock, Context, Earlier, FlagState, Instrument, ItemAnswer, Library, Matter,
    RaisedAlarm, alarms,
};

fn instrument(code: &str) -> Instrument {
    Library::built_in().unwrap().get(code).unwrap().clone()
}

/// Every item at its fewest points.
fn least(instrument: &Instrument) -> Answers {
    let mut answers = Answers::new();
    for item in &instrument.items {
        let values = item.kind.values();
        let least = values
            .into_iter()
            .min_by_key(|value| item.points(*value).unwrap());
        answers.set(item.id.clone(), ItemAnswer::Value(least.unwrap()));
    }
    answers
}

/// Answers that reach exactly `target` points on the total, one step at a time and the named items last.
fn reaching(instrument: &Instrument, target: i32, last: &[&str]) -> Answers {
    let mut answers = least(instrument);
    let total = instrument.total().unwrap();
    let mut left = target - total.range[0];
    let (late, early): (Vec<_>, Vec<_>) = total
        .items
        .iter()
        .partition(|id| last.contains(&id.as_str()));
    for id in early.into_iter().chain(late) {
        let item = instrument.item(id.as_str()).unwrap();
        let low = item.range().0.0;
        let fits = |value: &i32| item.points(*value).unwrap().0 - low <= left;
        let values = item.kind.values().into_iter().filter(fits);
        let value = values
            .max_by_key(|value| item.points(*value).unwrap())
            .unwrap();
        left -= item.points(value).unwrap().0 - low;
        answers.set(id.clone(), ItemAnswer::Value(value));
    }
    assert_eq!(left, 0, "{} cannot reach {target}", instrument.short);
    answers
}

fn raised(instrument: &Instrument, answers: &Answers) -> Vec<RaisedAlarm> {
    alarms(instrument, answers, &Context::default(), None).unwrap()
}

fn codes(alarms: &[RaisedAlarm]) -> Vec<(&str, Clock)> {
    let pairs = alarms
        .iter()
        .map(|alarm| (alarm.code.as_str(), alarm.clock));
    pairs.collect()
}

#[test]
fn each_band_rings_at_its_cut_and_not_a_point_below() {
    let cows = instrument("cows");
    for (points, expected) in [
        (12, None),
        (13, Some(("moderate", Clock::Today))),
        (24, Some(("moderate", Clock::Today))),
        (25, Some(("moderately-severe", Clock::Hour))),
        (36, Some(("moderately-severe", Clock::Hour))),
        (37, Some(("severe", Clock::Now))),
        (48, Some(("severe", Clock::Now))),
    ] {
        let found = raised(&cows, &reaching(&cows, points, &["7", "1"]));
        let ladder: Vec<_> = codes(&found)
            .into_iter()
            .filter(|(code, _)| *code != "pulse-and-vomiting")
            .collect();
        assert_eq!(ladder, expected.into_iter().collect::<Vec<_>>(), "{points}");
        assert!(found.iter().all(|alarm| alarm.matter == Matter::Withdrawal));
    }
    let ciwa = instrument("ciwa-ar");
    for (points, expected) in [
        (7, None),
        (8, Some(("beginning", Clock::Today, None))),
        (9, Some(("beginning", Clock::Today, None))),
        (10, Some(("moderate", Clock::Today, Some(Clock::Hour)))),
        (15, Some(("moderate", Clock::Today, Some(Clock::Hour)))),
        (16, Some(("severe-classic", Clock::Hour, None))),
        (18, Some(("severe-classic", Clock::Hour, None))),
        (19, Some(("severe", Clock::Now, None))),
    ] {
        let found = raised(&ciwa, &reaching(&ciwa, points, &["2", "4", "6", "10"]));
        let found: Vec<_> = found
            .iter()
            .map(|alarm| (alarm.code.as_str(), alarm.clock, alarm.graver))
            .collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{points}");
    }
    for (code, cut, clock) in [
        ("pawss", 4, Clock::Today),
        ("audit", 20, Clock::Today),
        ("audit-c", 8, Clock::Today),
        ("dast-10", 6, Clock::Week),
        ("pcl-5", 31, Clock::Week),
        ("gad-7", 10, Clock::Week),
    ] {
        let instrument = instrument(code);
        let at = |points| {
            let found = raised(&instrument, &reaching(&instrument, points, &[]));
            found.iter().map(|alarm| alarm.clock).collect::<Vec<_>>()
        };
        assert_eq!(at(cut - 1), [], "{code} below {cut}");
        assert_eq!(at(cut), [clock], "{code} at {cut}");
    }
}

#[test]
fn single_signs_ring_whatever_the_total() {
    let ciwa = instrument("ciwa-ar");
    for (item, value, expected) in [
        ("10", 1, None),
        ("10", 2, Some("disoriented")),
        ("2", 3, None),
        ("2", 4, Some("hallucinating")),
        ("4", 4, Some("hallucinating")),
        ("6", 4, Some("hallucinating")),
    ] {
        let found = raised(&ciwa, &least(&ciwa).with(item, value));
        let expected: Vec<_> = expected
            .map(|code| (code, Clock::Now))
            .into_iter()
            .collect();
        assert_eq!(codes(&found), expected, "item {item} at {value}");
    }
    let cows = instrument("cows");
    for (pulse, stomach, rings) in [(4, 3, true), (4, 2, false), (2, 5, false)] {
        let found = raised(&cows, &least(&cows).with("1", pulse).with("7", stomach));
        assert_eq!(!found.is_empty(), rings, "pulse {pulse}, stomach {stomach}");
    }
}

#[test]
fn only_what_is_answered_at_once_says_now_about_suicide() {
    let screener = instrument("c-ssrs-screener");
    let yes = |items: &[&str]| {
        items
            .iter()
            .fold(least(&screener), |a, item| a.with(item, 1))
    };
    for (items, expected) in [
        (&[][..], &[][..]),
        (&["1"], &[("low", Clock::Today)]),
        (&["1", "2"], &[("low", Clock::Today)]),
        (&["2", "3"], &[("moderate", Clock::Today)]),
        (&["6"], &[("moderate", Clock::Today)]),
        (&["2", "4"], &[("high", Clock::Now)]),
        (&["2", "5"], &[("high", Clock::Now)]),
        (&["6", "6a"], &[("high", Clock::Now)]),
    ] {
        assert_eq!(
            codes(&raised(&screener, &yes(items))),
            expected,
            "{items:?}"
        );
    }
    let phq = instrument("phq-9");
    for (value, expected) in [
        (0, &[][..]),
        (1, &[("suicide-some", Clock::Today)]),
        (2, &[("suicide-often", Clock::Hour)]),
        (3, &[("suicide-often", Clock::Hour)]),
    ] {
        let found = raised(&phq, &least(&phq).with("9", value));
        assert_eq!(codes(&found), expected, "item 9 at {value}");
    }
}

#[test]
fn what_absent_answers_leave_open_is_one_step_softer_and_a_danger_never_waits_a_week() {
    let open = |code: &str, item: &str, why: Absence| {
        let instrument = instrument(code);
        let mut answers = least(&instrument);
        answers.set(item, ItemAnswer::Absent(why));
        raised(&instrument, &answers)
    };
    let declined = open("phq-9", "9", Absence::Declined);
    assert_eq!(codes(&declined), [("suicide-often", Clock::Today)]);
    assert_eq!(declined[0].state, FlagState::CannotRuleOut);
    assert!(declined[0].says.contains("cannot be ruled out; ask"));
    let behavior = open("c-ssrs-screener", "6", Absence::Missing);
    assert_eq!(codes(&behavior), [("moderate", Clock::Today)]);
    let disoriented = open("ciwa-ar", "10", Absence::Missing);
    assert_eq!(codes(&disoriented), [("disoriented", Clock::Hour)]);
    // Nothing but a pulse: everything could still be, and the worst of it is said once.
    let cows = instrument("cows");
    let pulse = raised(&cows, &Answers::new().with("1", 0));
    assert_eq!(codes(&pulse), [("severe", Clock::Hour)]);
    // What surely stands is said beside what could be worse.
    let mut most = reaching(&cows, 36, &["7", "1", "11"]);
    most.set("11", ItemAnswer::Absent(Absence::Skipped));
    let found = raised(&cows, &most);
    let states: Vec<_> = found
        .iter()
        .filter(|alarm| alarm.code != "pulse-and-vomiting")
        .map(|alarm| (alarm.code.as_str(), alarm.state, alarm.clock))
        .collect();
    assert_eq!(
        states,
        [
            ("moderately-severe", FlagState::Raised, Clock::Hour),
            ("severe", FlagState::CannotRuleOut, Clock::Hour),
        ]
    );
}

#[test]
fn a_rise_is_held_against_the_result_before() {
    let ciwa = instrument("ciwa-ar");
    let last = ["2", "4", "6", "10"];
    let at = |points: i32| reaching(&ciwa, points, &last);
    let since = |before: &Answers, hours: i64, now: &Answers| {
        let earlier = Some(Earlier {
            answers: before,
            hours,
        });
        let found = alarms(&ciwa, now, &Context::default(), earlier).unwrap();
        found.iter().any(|alarm| alarm.code == "rising")
    };
    assert!(since(&at(1), 4, &at(6)));
    assert!(since(&at(1), 120, &at(6)));
    assert!(!since(&at(1), 121, &at(6)), "another withdrawal");
    assert!(!since(&at(2), 4, &at(6)));
    assert!(!since(&at(9), 4, &at(3)));
    let mut unclear = at(1);
    unclear.set("3", ItemAnswer::Absent(Absence::Missing));
    assert!(
        !since(&unclear, 4, &at(6)),
        "nobody knows what it was before"
    );
    for code in ["bam", "bam-iop", "bam-r"] {
        let bam = instrument(code);
        let before = |opioids: i32| least(&bam).with("6", 3).with("7E", opioids);
        let again = |from: i32, to: i32| {
            let earlier = before(from);
            let earlier = Some(Earlier {
                answers: &earlier,
                hours: 168,
            });
            let found = alarms(&bam, &before(to), &Context::default(), earlier).unwrap();
            found.iter().any(|alarm| alarm.code == "opioids-again")
        };
        assert!(again(0, 1), "{code}");
        assert!(!again(1, 3), "{code}");
        assert!(!again(0, 0), "{code}");
        let both = before(1).with("7B", 1);
        let found = raised(&bam, &both);
        let mixed = found
            .iter()
            .find(|alarm| alarm.code == "sedatives-with-opioids");
        let mixed = mixed.map(|alarm| (alarm.matter, alarm.clock));
        assert_eq!(mixed, Some((Matter::Overdose, Clock::Today)), "{code}");
    }
}

#[test]
fn every_alarm_says_what_to_do_and_how_sure_it_is() {
    for instrument in Library::built_in().unwrap().iter() {
        for alarm in &instrument.alarms {
            assert!(
                !alarm.source.text.is_empty(),
                "{} {}",
                instrument.code,
                alarm.code
            );
            assert!(
                alarm.does.ends_with('.') && alarm.says.ends_with('.'),
                "{}",
                alarm.code
            );
        }
    }
    assert!(instrument("pacs").alarms.is_empty(), "no cut, no alarm");
}

#[test]
fn an_alarm_that_could_not_ring_is_refused_with_its_line() {
    let cows = include_str!("../../../measures/cows.toml");
    for (from, to, part) in [
        (
            "at_least = 37 }]]",
            "at_least = 49 }]]",
            "no answer gives total such points",
        ),
        (
            "at_least = 37 }]]",
            "at_least = 0 }]]",
            "every answer gives total such points",
        ),
        (
            "[[{ item = \"1\", at_least = 4 }",
            "[[{ item = \"1\", at_least = 5 }",
            "no answer gives 1 such points",
        ),
        (
            "[[{ item = \"1\", at_least = 4 }",
            "[[{ item = \"12\", at_least = 4 }",
            "there is no item 12",
        ),
        (
            "code = \"moderate\"\nmatter",
            "code = \"severe\"\nmatter",
            "is there twice",
        ),
        (
            "matter = \"withdrawal\"",
            "matter = \"trouble\"",
            "unknown variant",
        ),
        (
            "clock = \"now\"",
            "clock = \"now\"\ngraver = \"today\"",
            "no sooner",
        ),
    ] {
        let text = cows.replacen(from, to, 1);
        assert_ne!(text, cows, "{from}");
        let said = Instrument::from_toml("cows.toml", &text).unwrap_err();
        assert!(said.line > 1, "{said}");
        assert!(said.to_string().contains(part), "{part}: {said}");
    }
    let rise = include_str!("../../../measures/ciwa-ar.toml").replace("up = 5,", "up = 68,");
    let said = Instrument::from_toml("ciwa-ar.toml", &rise).unwrap_err();
    assert!(
        said.to_string().contains("a rise of 68 cannot be"),
        "{said}"
    );
    let phq = include_str!("../../../measures/phq-9.toml");
    let from = phq.find("[[alarms]]").unwrap();
    let upto = phq.find("[[changes]]").unwrap();
    let silent = format!("{}{}", &phq[..from], &phq[upto..]);
    let said = Instrument::from_toml("phq-9.toml", &silent).unwrap_err();
    assert!(
        said.to_string().contains("item 9 is behind a safety flag"),
        "{said}"
    );
}
