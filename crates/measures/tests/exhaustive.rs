//! Short instruments, every answer set there is, against arithmetic written here by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use measures::{Answers, Context, Instrument, Library, Points, Sex, score};

fn instrument(code: &str) -> Instrument {
    Library::built_in().unwrap().get(code).unwrap().clone()
}

/// Every way to answer `items` with 0 to `answers - 1`.
fn every(items: u32, answers: usize) -> impl Iterator<Item = Vec<i32>> {
    (0..answers.pow(items)).map(move |mut n| {
        (0..items)
            .map(|_| {
                let value = n % answers;
                n /= answers;
                i32::try_from(value).unwrap()
            })
            .collect()
    })
}

fn answers(ids: &[&str], values: &[i32]) -> Answers {
    let pairs = ids.iter().zip(values);
    pairs.fold(Answers::new(), |answers, (id, value)| {
        answers.with(id, *value)
    })
}

const NUMBERS: [&str; 10] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

#[test]
fn phq_9_all_262_144() {
    let phq = instrument("phq-9");
    let context = Context::default();
    let mut count = 0;
    for values in every(9, 4) {
        let scored = score(&phq, &answers(&NUMBERS, &values), &context).unwrap();
        let sum: i32 = values.iter().sum();
        let band = match sum {
            0..5 => "minimal",
            5..10 => "mild",
            10..15 => "moderate",
            15..20 => "moderately-severe",
            _ => "severe",
        };
        let total = scored.total().unwrap();
        assert_eq!(total.outcome.points(), Some(Points(sum)));
        assert_eq!(total.band.as_ref().unwrap().code, band);
        assert_eq!(scored.safety().count(), usize::from(values[8] > 0));
        assert_eq!(scored.flag("positive").is_some(), sum >= 10);
        count += 1;
    }
    assert_eq!(count, 262_144);
}

#[test]
fn dast_10_all_1024() {
    let dast = instrument("dast-10");
    for values in every(10, 2) {
        let scored = score(&dast, &answers(&NUMBERS, &values), &Context::default()).unwrap();
        // Item 3 asks about control: a no is the point.
        let sum: i32 = values.iter().sum::<i32>() - values[2] + (1 - values[2]);
        assert_eq!(scored.points("total"), Some(Points(sum)));
    }
}

#[test]
fn pawss_all_1024() {
    let pawss = instrument("pawss");
    for values in every(10, 2) {
        let answers = answers(&NUMBERS, &values);
        let sum: i32 = values.iter().sum();
        let scored = score(&pawss, &answers, &Context::default()).unwrap();
        assert_eq!(scored.points("total"), Some(Points(sum)));
        assert_eq!(scored.flag("complicated").is_some(), sum >= 4);
        let raised = measures::alarms(&pawss, &answers, &Context::default(), None).unwrap();
        assert_eq!(raised.len(), usize::from(sum >= 4));
    }
}

#[test]
fn audit_c_all_375() {
    let audit = instrument("audit-c");
    for values in every(3, 5) {
        let answers = answers(&NUMBERS, &values);
        let sum: i32 = values.iter().sum();
        for (sex, cut) in [(Some(Sex::Male), 4), (Some(Sex::Female), 3), (None, 3)] {
            let context = Context {
                sex,
                ..Context::default()
            };
            let scored = score(&audit, &answers, &context).unwrap();
            assert_eq!(scored.points("total"), Some(Points(sum)));
            assert_eq!(scored.flag("positive").is_some(), sum >= cut);
            let disagrees = values[0] == 0 && sum > 0;
            assert_eq!(!scored.disagreements.is_empty(), disagrees);
        }
    }
}

#[test]
fn pc_ptsd_5_all_64() {
    let screen = instrument("pc-ptsd-5");
    for values in every(6, 2) {
        let ids = ["event", "1", "2", "3", "4", "5"];
        let result = score(&screen, &answers(&ids, &values), &Context::default());
        let sum: i32 = values[1..].iter().sum();
        if values[0] == 0 && sum > 0 {
            assert!(result.is_err());
            continue;
        }
        let scored = result.unwrap();
        assert_eq!(scored.points("total"), Some(Points(sum)));
        assert_eq!(scored.flag("positive").is_some(), sum >= 4);
    }
}

/// Yes, no or not answered, for all seven items: 2,187 ways through the screener.
#[test]
fn c_ssrs_all_branches() {
    let screener = instrument("c-ssrs-screener");
    let ids = ["1", "2", "3", "4", "5", "6", "6a"];
    for values in every(7, 3) {
        let given = ids.iter().zip(&values).filter(|(_, value)| **value < 2);
        let answers = given.fold(Answers::new(), |a, (id, value)| a.with(id, *value));
        let scored = score(&screener, &answers, &Context::default()).unwrap();
        let triage = scored.triage.as_ref().unwrap();
        let yes = |i: usize| values[i] == 1;
        let expected = if yes(3) || yes(4) || yes(6) {
            "HIGH"
        } else if yes(2) || yes(5) {
            "MODERATE"
        } else if yes(0) || yes(1) {
            "LOW"
        } else {
            "no item positive"
        };
        assert_eq!(triage.label, expected, "{values:?}");
        // An item is open when it is not answered and no earlier no leaves it out.
        let open = |i: usize, gate: Option<usize>| {
            values[i] == 2 && gate.is_none_or(|gate| values[gate] != 0)
        };
        let open_high = open(3, Some(1)) || open(4, Some(1)) || open(6, Some(5));
        let open_moderate = open(2, Some(1)) || open(5, None);
        let open_low = open(0, None) || open(1, None);
        let could_be = match expected {
            "HIGH" => None,
            _ if open_high => Some("HIGH"),
            "MODERATE" => None,
            _ if open_moderate => Some("MODERATE"),
            "LOW" => None,
            _ => open_low.then_some("LOW"),
        };
        assert_eq!(triage.could_be.as_deref(), could_be, "{values:?}");
        assert!(scored.total().is_none() && scored.scales.is_empty());
        let positive = expected != "no item positive";
        assert_eq!(
            scored
                .safety()
                .any(|f| f.state == measures::FlagState::Raised),
            positive
        );
    }
}
