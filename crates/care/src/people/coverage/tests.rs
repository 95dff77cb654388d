//! Which payer comes first on a day, and what does not fit together.

use super::*;
use jiff::civil::date;

const TODAY: Date = date(2026, 3, 4);

fn line(text: &str) -> Line {
    Line::parse(text, "a text").unwrap()
}

fn payer(name: &str) -> Coverage {
    Coverage {
        kind: PayerKind::Private,
        payer: line(name),
        plan: None,
        member: None,
        insured: Insured::Themselves,
        from: None,
        until: None,
        checked: None,
        rule: None,
    }
}

fn checked(on: Date, result: CheckResult) -> EligibilityCheck {
    EligibilityCheck {
        on,
        by: CheckedBy::Portal,
        result,
        words: None,
    }
}

fn draft(payers: Vec<(usize, u8, Coverage)>) -> CoveragesDraft {
    CoveragesDraft {
        payers: Answered::Said(payers),
        self_pay: Answered::NotAsked,
    }
}

fn fields(refused: Result<Coverages, Vec<Issue>>) -> Vec<&'static str> {
    refused
        .unwrap_err()
        .iter()
        .map(|issue| issue.field)
        .collect()
}

#[test]
fn the_first_payer_is_the_first_whose_coverage_holds_on_the_day() {
    let ended = Coverage {
        until: Some(date(2026, 3, 3)),
        ..payer("Ended")
    };
    let refused = Coverage {
        checked: Some(checked(date(2026, 3, 2), CheckResult::NotCovered)),
        ..payer("Refused")
    };
    let begins = Coverage {
        from: Some(date(2026, 3, 4)),
        ..payer("Begins")
    };
    let all = Coverages {
        payers: Answered::Said(vec![ended, refused, begins]),
        self_pay: Answered::NotAsked,
    };
    let first = |day| {
        all.first_on(day)
            .map(|(place, one)| (place, one.payer.as_str()))
    };
    assert_eq!(first(date(2026, 3, 1)), Some((0, "Ended")));
    assert_eq!(first(date(2026, 3, 3)), Some((0, "Ended")));
    assert_eq!(first(TODAY), Some((2, "Begins")));
    assert!(Coverages::default().first_on(TODAY).is_none());
}

#[test]
fn only_a_clear_no_of_the_payer_ends_a_coverage() {
    for result in CheckResult::ALL.iter().copied() {
        let one = Coverage {
            checked: Some(checked(TODAY, result)),
            ..payer("Harbor Health")
        };
        assert_eq!(one.holds_on(TODAY), result != CheckResult::NotCovered);
        assert!(one.holds_on(TODAY.yesterday().unwrap()));
    }
    assert!(
        payer("Harbor Health")
            .checked_words()
            .contains("not checked")
    );
}

#[test]
fn payers_are_kept_in_the_order_in_which_they_pay() {
    let typed = draft(vec![(0, 2, payer("Second")), (2, 1, payer("First"))]);
    let kept = typed.settle(TODAY, &[], &Coverages::default()).unwrap();
    let names: Vec<&str> = kept.named().iter().map(|one| one.payer.as_str()).collect();
    assert_eq!(names, ["First", "Second"]);
}

#[test]
fn what_does_not_fit_is_said_at_the_place_where_it_was_typed() {
    let none = Coverages::default();
    let twice = draft(vec![(0, 1, payer("One")), (1, 1, payer("Other"))]);
    assert_eq!(fields(twice.settle(TODAY, &[], &none)), ["rank2"]);
    let wrong = Coverage {
        from: Some(TODAY),
        until: TODAY.yesterday().ok(),
        checked: Some(checked(TODAY.tomorrow().unwrap(), CheckResult::Covered)),
        rule: Some(line("hcpcs-h0015")),
        ..payer("One")
    };
    let typed = draft(vec![(2, 1, wrong.clone())]);
    let found = fields(typed.clone().settle(TODAY, &["other"], &none));
    assert_eq!(found, ["until3", "checked_on3", "rule3"]);
    // A rule that the protocol has no more may stay where it was stored.
    let before = Coverages {
        payers: Answered::Said(vec![wrong]),
        self_pay: Answered::NotAsked,
    };
    let found = fields(typed.settle(TODAY, &[], &before));
    assert_eq!(found, ["until3", "checked_on3"]);
    let fourth = draft(vec![(PAYERS_MAX, 4, payer("Fourth"))]);
    assert_eq!(fields(fourth.settle(TODAY, &[], &none)), ["payers"]);
}

#[test]
fn nothing_of_it_reaches_a_log() {
    let all = Coverages {
        payers: Answered::Said(vec![payer("Harbor Health")]),
        self_pay: Answered::Said(SelfPay::Full),
    };
    assert_eq!(format!("{all:?} {:?}", all.named()[0]), "… …");
}
