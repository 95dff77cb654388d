use super::*;
use jiff::civil::date;

#[test]
fn the_rhythm_begins_with_the_stay_and_follows_what_was_done() {
    let protocol = Protocol::standard().unwrap();
    let level = LevelOfCare::IntensiveOutpatient;
    let since = date(2026, 3, 2);
    let measured = |last: Option<Date>| move |what: &str| (what == "measures").then_some(last);
    let on = |today, last, what: &str| {
        due(&protocol, level, since, today, measured(last))
            .into_iter()
            .find(|due| due.what == what)
            .unwrap()
            .on
    };
    // Nothing was measured: it was due after a week, and still is.
    assert_eq!(on(date(2026, 3, 20), None, "measures"), date(2026, 3, 9));
    assert_eq!(
        on(date(2026, 3, 20), Some(date(2026, 3, 18)), "measures"),
        date(2026, 3, 25)
    );
    // What nothing keeps is due on the next day of its rhythm.
    assert_eq!(on(since, None, "drug_test"), date(2026, 3, 9));
    assert_eq!(on(date(2026, 3, 9), None, "drug_test"), date(2026, 3, 9));
    assert_eq!(on(date(2026, 3, 10), None, "drug_test"), date(2026, 3, 16));
    assert_eq!(on(since, None, "recertification"), date(2026, 5, 1));
}

#[test]
fn a_measure_from_before_the_stay_does_not_count() {
    let protocol = Protocol::standard().unwrap();
    let since = date(2026, 3, 2);
    let list = due(
        &protocol,
        LevelOfCare::IntensiveOutpatient,
        since,
        since,
        |_| Some(Some(date(2026, 2, 27))),
    );
    assert!(list.iter().all(|due| due.last.is_none() && due.on > since));
    assert!(list.windows(2).all(|pair| pair[0].on <= pair[1].on));
    assert_eq!(list[0].label(), "Drug test");
}
