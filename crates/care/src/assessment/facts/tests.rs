//! Facts that are worked out, each with its edges.

use super::*;
use crate::assessment::finding::{Finding, Interval, RawFinding, RawValue, Source};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

fn now() -> Timestamp {
    "2026-11-29T15:00:00Z".parse().unwrap()
}

fn said(key: &str, value: RawValue) -> Finding {
    let (question, about) = match key.split_once('@') {
        Some((question, code)) => (question, Substance::from_code(code)),
        None => (key, None),
    };
    Finding::shaped(&RawFinding {
        question: question.to_owned(),
        about,
        value: Some(value),
        not_known: None,
        source: Source::Clinician,
        at: now(),
        settles: false,
    })
    .unwrap_or_else(|invalid| panic!("{key}: {invalid}"))
}

fn text(key: &str, value: &str) -> Finding {
    said(key, RawValue::Text(value.to_owned()))
}

fn number(key: &str, value: i64) -> Finding {
    said(key, RawValue::Number(value))
}

fn yes(key: &str) -> Finding {
    said(key, RawValue::YesNo(true))
}

fn no(key: &str) -> Finding {
    said(key, RawValue::YesNo(false))
}

fn facts_of(findings: Vec<Finding>, born: Option<Date>) -> Facts {
    let basis = Basis {
        at: now(),
        local: date(2026, 11, 29).at(15, 0, 0, 0),
        zone: TimeZone::UTC,
        born,
    };
    Facts::of(&Findings::new(findings), &basis)
}

/// What is worked out from these answers.
fn worked(key: &str, findings: Vec<Finding>) -> Interval {
    let (question, about) = match key.split_once('@') {
        Some((question, code)) => (question, Substance::from_code(code)),
        None => (key, None),
    };
    let question = QuestionId::find(question).unwrap();
    facts_of(findings, Some(date(1988, 5, 1)))
        .reading(question, about)
        .feared
}

const YES: Interval = Interval::exactly(1);
const NO: Interval = Interval::exactly(0);

#[test]
fn hours_since_the_last_use_come_from_a_moment_a_day_or_the_days() {
    let last = |value: &str| {
        worked(
            "use.hours_ago@alcohol",
            vec![text("use.last@alcohol", value)],
        )
    };
    assert_eq!(last("2026-11-27 19:00"), Interval::exactly(44));
    assert_eq!(last("2026-11-29"), Interval::between(0, 15));
    assert_eq!(last("2026-11-27"), Interval::between(39, 63));
    let daily = worked(
        "use.hours_ago@alcohol",
        vec![number("use.days@alcohol", 30)],
    );
    assert_eq!(daily, Interval::between(0, 48));
    let none = worked("use.hours_ago@alcohol", vec![number("use.days@alcohol", 0)]);
    assert!(none.low > 720);
}

/// What lies within a day, or within the days in which withdrawal comes, is counted in hours that passed.
#[test]
fn hours_are_those_that_passed_also_where_the_clocks_were_changed() {
    let zone = crate::TimeZoneName::parse("America/New_York").unwrap();
    for (at, last, hours) in [
        ("2026-03-07T20:00:00Z", "2026-03-06 15:30", 23),
        ("2026-03-08T19:00:00Z", "2026-03-07 15:30", 22),
        ("2026-11-01T20:00:00Z", "2026-10-31 15:30", 24),
    ] {
        let at: Timestamp = at.parse().unwrap();
        let basis = Basis {
            at,
            local: zone.local(at).datetime(),
            zone: zone.zone(),
            born: None,
        };
        assert_eq!(basis.local.hour(), 15, "{at}");
        let mut said = text("use.last@alcohol", last);
        said.at = at;
        let facts = Facts::of(&Findings::new(vec![said]), &basis);
        let question = QuestionId::find("use.last").unwrap();
        let read = facts.reading(question, Some(Substance::Alcohol));
        assert_eq!(read.plain, Interval::exactly(hours), "{at}");
    }
}

/// Days of the last 30 were said at a moment, and what follows from them moves with the time that passes since.
#[test]
fn as_time_passes_the_latest_possible_last_use_moves() {
    let window = |days: i64, hours: i64, last: Option<&str>| {
        let mut said = vec![number("use.days@alcohol", days)];
        said.extend(last.map(|last| text("use.last@alcohol", last)));
        for finding in &mut said {
            finding.at = now() - jiff::SignedDuration::from_hours(hours);
        }
        let findings = Findings::new(said);
        let basis = Basis {
            at: now(),
            local: date(2026, 11, 29).at(15, 0, 0, 0),
            zone: TimeZone::UTC,
            born: None,
        };
        let question = QuestionId::find("use.in_window").unwrap();
        let of = |facts: Facts| facts.reading(question, Some(Substance::Alcohol));
        let [feared, sure] = [Facts::of, Facts::surely].map(|facts| of(facts(&findings, &basis)));
        assert!(!feared.is_disputed() && !sure.is_disputed());
        (feared.plain, sure.plain)
    };
    let perhaps = Interval::between(0, 1);
    assert_eq!(window(28, 0, None), (YES, YES));
    assert_eq!(window(28, 24, None), (YES, YES), "120 hours at most");
    assert_eq!(window(28, 25, None), (YES, perhaps));
    assert_eq!(window(30, 72, None), (YES, YES));
    assert_eq!(window(30, 24 * 29, None), (YES, perhaps));
    assert_eq!(window(27, 1, None), (YES, perhaps));
    assert_eq!(window(26, 0, None), (perhaps, perhaps));
    // Who says when it was is taken at their word.
    assert_eq!(window(28, 60, Some("2026-11-26 20:00")), (YES, YES));
}

#[test]
fn a_day_and_an_hour_of_that_day_agree() {
    let question = QuestionId::find("use.last").unwrap();
    let both = vec![
        text("use.last@opioid", "2026-11-29"),
        text("use.last@opioid", "2026-11-29 11:00"),
    ];
    let reading = facts_of(both, None).reading(question, Some(Substance::Opioid));
    assert_eq!(reading, Reading::exactly(4));
    let apart = vec![
        text("use.last@opioid", "2026-11-20"),
        text("use.last@opioid", "2026-11-29 11:00"),
    ];
    let reading = facts_of(apart, None).reading(question, Some(Substance::Opioid));
    assert!(reading.is_disputed());
    assert_eq!(reading.feared, Interval::exactly(4));
}

#[test]
fn nearly_daily_is_twenty_of_the_thirty_days_before_the_last_use() {
    let daily = |more: Vec<Finding>| worked("use.near_daily@alcohol", more);
    assert_eq!(
        daily(vec![
            number("use.days@alcohol", 20),
            text("use.last@alcohol", "2026-11-29")
        ]),
        YES
    );
    assert_eq!(
        daily(vec![
            number("use.days@alcohol", 14),
            text("use.last@alcohol", "2026-11-27")
        ]),
        NO
    );
    // Nineteen days and three days since: it may have been.
    let close = daily(vec![
        number("use.days@alcohol", 19),
        text("use.last@alcohol", "2026-11-26"),
    ]);
    assert_eq!(close, Interval::between(0, 1));
    let before = vec![
        number("use.days@alcohol", 4),
        text("use.last@alcohol", "2026-11-25"),
        number("use.days_before_stop@alcohol", 28),
    ];
    assert_eq!(daily(before), YES);
    let told = vec![
        yes("withdrawal.daily_depressant"),
        number("use.days@alcohol", 5),
        text("use.last@alcohol", "2026-11-28"),
    ];
    assert_eq!(
        daily(told),
        YES,
        "an old answer counts where it is the more dangerous one"
    );
}

#[test]
fn windows_of_withdrawal_close_after_their_time() {
    let window = |substance: &str, last: &str| {
        worked(
            &format!("use.in_window@{substance}"),
            vec![text(&format!("use.last@{substance}"), last)],
        )
    };
    assert_eq!(window("alcohol", "2026-11-24 15:00"), YES);
    assert_eq!(window("alcohol", "2026-11-24 14:00"), NO);
    assert_eq!(window("opioid", "2026-11-22 15:00"), YES);
    assert_eq!(window("opioid", "2026-11-21"), NO);
    assert_eq!(window("cannabis", "2026-11-29"), NO);
    let long = |answer| {
        worked(
            "use.in_window@sedative",
            vec![text("use.last@sedative", "2026-11-10"), answer],
        )
    };
    assert_eq!(long(yes("use.long_acting@sedative")), YES);
    assert_eq!(long(no("use.long_acting@sedative")), NO);
}

#[test]
fn a_product_shows_what_an_unnamed_substance_is() {
    let used = |product: &str| {
        vec![
            text("use.type@other", product),
            number("use.days@other", 26),
            text("use.last@other", "2026-11-29 09:00"),
        ]
    };
    assert_eq!(worked("use.gaba_in_window", used("GHB, a capful")), YES);
    assert_eq!(worked("use.gaba_in_window", used("kratom")), NO);
    assert_eq!(
        worked("use.gabapentinoid_days", used("gabapentin 3600 mg")),
        Interval::exactly(26)
    );
    assert_eq!(worked("use.depressant_24h", used("gabapentin")), YES);
}

#[test]
fn depressants_together_are_counted_with_medicines() {
    let both = vec![
        number("use.days@opioid", 18),
        text("use.last@opioid", "2026-11-29"),
        text("medications.gabapentinoid", "as prescribed"),
    ];
    assert_eq!(
        worked("use.depressants_regular", both),
        Interval::exactly(2)
    );
    let said = vec![
        number("use.days@opioid", 1),
        text("use.last@opioid", "2026-11-29"),
        text("medications.gabapentinoid", "none"),
        said(
            "use.regular_depressants",
            RawValue::Several(vec!["opioids".to_owned(), "sedatives".to_owned()]),
        ),
    ];
    assert_eq!(
        worked("use.depressants_regular", said),
        Interval::exactly(2)
    );
}

#[test]
fn withdrawal_is_the_higher_of_rating_and_scale() {
    let grade = |score: i64, rating: &str| {
        worked(
            "withdrawal.grade@alcohol",
            vec![
                number("scale.ciwa_ar", score),
                text("withdrawal.severity", rating),
                text("use.last@alcohol", "2026-11-29"),
            ],
        )
    };
    for (score, grade_of) in [(7, 0), (8, 1), (9, 1), (10, 2), (18, 2), (19, 3)] {
        assert_eq!(grade(score, "none"), Interval::exactly(grade_of), "{score}");
    }
    assert_eq!(grade(2, "moderate"), Interval::exactly(2));
    let cows = |score| {
        worked(
            "withdrawal.grade@opioid",
            vec![
                number("scale.cows", score),
                text("withdrawal.severity", "none"),
                text("use.last@opioid", "2026-11-29"),
            ],
        )
    };
    for (score, grade_of) in [(4, 0), (5, 1), (12, 1), (13, 2), (36, 2), (37, 3)] {
        assert_eq!(cows(score), Interval::exactly(grade_of), "{score}");
    }
}

#[test]
fn ages_and_pregnancy() {
    let facts = |born, sex: &str| facts_of(vec![text("person.sex", sex)], born);
    let of = |facts: &Facts, id: &str| facts.reading(QuestionId::find(id).unwrap(), None).feared;
    let child = facts(Some(date(2014, 11, 30)), "female");
    assert_eq!(of(&child, "person.age"), Interval::exactly(11));
    assert_eq!(of(&child, "person.child"), YES);
    let twelve = facts(Some(date(2014, 11, 29)), "female");
    assert_eq!(
        (of(&twelve, "person.child"), of(&twelve, "person.minor")),
        (NO, YES)
    );
    assert_eq!(
        of(&facts(Some(date(1961, 11, 29)), "male"), "person.older"),
        YES
    );
    assert_eq!(
        of(
            &facts(Some(date(1990, 1, 1)), "female"),
            "person.pregnancy_possible"
        ),
        YES
    );
    assert_eq!(
        of(
            &facts(Some(date(1990, 1, 1)), "male"),
            "person.pregnancy_possible"
        ),
        NO
    );
    assert_eq!(
        of(
            &facts(Some(date(1960, 1, 1)), "female"),
            "person.pregnancy_possible"
        ),
        NO
    );
    assert_eq!(
        of(&facts(None, "not said"), "person.pregnancy_possible"),
        Interval::between(0, 1)
    );
    let told = facts_of(
        vec![text("person.sex", "male"), yes("medical.pregnant")],
        None,
    );
    assert_eq!(of(&told, "person.pregnancy_possible"), YES);
}

#[test]
fn an_overdose_is_recent_by_its_day_or_by_the_answer() {
    let recent = |more: Vec<Finding>| worked("use.overdose_30d", more);
    assert_eq!(recent(vec![no("use.overdose_recent@opioid")]), NO);
    assert_eq!(
        recent(vec![
            no("use.overdose_recent@opioid"),
            text("use.overdose_last", "2026-11-20")
        ]),
        YES
    );
    assert_eq!(recent(vec![yes("use.overdose_recent@opioid")]), YES);
    let hours = |day: &str| worked("use.overdose_48h", vec![text("use.overdose_last", day)]);
    assert_eq!(hours("2026-11-28"), YES);
    assert_eq!(hours("2026-11-27"), Interval::between(0, 1));
    assert_eq!(hours("2026-11-26"), NO);
    let meant = |more: Vec<Finding>| worked("use.overdose_maybe_meant_90d", more);
    assert_eq!(meant(vec![text("use.overdose_intent", "not sure")]), YES);
    assert_eq!(
        meant(vec![
            text("use.overdose_intent", "meant"),
            text("use.overdose_last", "2026-02-01")
        ]),
        NO
    );
}

#[test]
fn a_severe_disorder_is_behind_somebody_only_by_evidence() {
    let behind = |more: Vec<Finding>| worked("disorder.stepped_down", more);
    let base = || {
        vec![
            number("use.days@alcohol", 0),
            text("use.last@alcohol", "2026-08-01"),
            text("history.completed_level", "intensive_outpatient"),
            number("history.abstinent_days", 120),
        ]
    };
    assert_eq!(behind(base()), YES);
    assert_eq!(behind(base()[..3].to_vec()), NO);
    let mut used = base();
    used.push(number("use.days@cocaine", 2));
    assert_eq!(behind(used), NO);
}

#[test]
fn what_stands_behind_a_fact_are_answers() {
    let facts = facts_of(vec![number("use.days@alcohol", 3)], None);
    let slot = FactSlot::of(
        QuestionId::find("use.near_daily_in_window").unwrap(),
        Some(Substance::Alcohol),
    );
    let behind = facts.behind(slot);
    assert!(behind.iter().all(|slot| !slot.place().0.question().derived));
    let days = FactSlot::of(
        QuestionId::find("use.days").unwrap(),
        Some(Substance::Alcohol),
    );
    assert!(behind.contains(&days));
}
