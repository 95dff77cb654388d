use super::*;
use jiff::civil::date;

fn item(words: &str, number: &str) -> Item {
    Item::read(words, number).unwrap().unwrap()
}

#[test]
fn a_line_is_read_with_its_number_or_says_what_is_wrong() {
    assert_eq!(Item::read(" ", "\u{200B}"), Ok(None));
    let sister = item(" Maria,  my sister ", "207 555 0164 ext. 12");
    assert_eq!(sister.words.as_str(), "Maria, my sister");
    assert!(matches!(sister.number, Some(Number::Phone(_))));
    assert_eq!(item("Walk by the water", "").number, None);
    let long = "a".repeat(LINE_CHARS_MAX + 1);
    for (words, number, trouble) in [
        ("", "207 555 0164", Trouble::Nameless),
        ("Maria", "at home", Trouble::Number),
        ("Maria", "5550164", Trouble::Number),
        ("a\u{7}b", "", Trouble::Unseen),
        (long.as_str(), "", Trouble::Long(LINE_CHARS_MAX + 1)),
    ] {
        assert_eq!(Item::read(words, number), Err(trouble), "{words} {number}");
    }
    assert!(Trouble::Number.is_of_number() && !Trouble::Nameless.is_of_number());
}

#[test]
fn a_service_may_have_a_short_number_and_both_kinds_open_as_they_were_kept() {
    for (typed, dialed, is_short) in [
        ("211", "211", true),
        ("741741", "741741", true),
        ("(207) 555-0164", "+12075550164", false),
    ] {
        let number = Number::parse(typed).unwrap();
        assert_eq!(number.dialed(), dialed);
        assert_eq!(matches!(number, Number::Short(_)), is_short, "{typed}");
        let kept = serde_json::to_string(&number).unwrap();
        assert!(serde_json::from_str::<Number>(&kept).unwrap() == number);
    }
}

#[test]
fn a_plan_is_empty_or_fits_step_by_step() {
    for step in PlanStep::ALL {
        let mut steps = Steps::default();
        assert!(steps.is_empty() && steps.fits());
        for _ in 0..LINES_MAX {
            steps.add(step, item("Breathe", ""));
        }
        assert!(!steps.is_empty() && steps.fits(), "{step:?}");
        assert_eq!(steps.of(step).len(), LINES_MAX);
        steps.add(step, item("Breathe", ""));
        assert!(!steps.fits(), "{step:?}");
    }
}

#[test]
fn what_differs_between_two_versions_is_told_by_step() {
    let mut before = Steps::default();
    before.add(PlanStep::Signs, item("I stop answering", ""));
    before.add(PlanStep::Signs, item("I do not sleep", ""));
    before.add(PlanStep::People, item("Maria", "207 555 0164"));
    let mut after = before.clone();
    after.signs.reverse();
    assert_eq!(after.since(&before), []);
    after.signs.remove(0);
    after.people = vec![item("Maria", "207 555 0165")];
    after.add(PlanStep::Worth, item("Leo", ""));
    let told: Vec<(PlanStep, usize, usize)> = after
        .since(&before)
        .iter()
        .map(|change| (change.step, change.added.len(), change.gone.len()))
        .collect();
    assert_eq!(
        told,
        [
            (PlanStep::Signs, 0, 1),
            (PlanStep::People, 1, 1),
            (PlanStep::Worth, 1, 0)
        ]
    );
    // Of two lines that are the same one may go.
    let twice = vec![item("Walk", ""), item("Walk", "")];
    assert_eq!(missing(&twice, &twice[..1]).len(), 1);
}

#[test]
fn a_plan_is_looked_at_again_today_or_within_a_year() {
    let today = date(2026, 3, 2);
    assert_eq!(review(today, today), Ok(today));
    let past = review(date(2026, 3, 1), today).unwrap_err();
    assert!(past.0.contains("has passed"));
    assert!(review(date(2027, 3, 3), today).is_ok());
    assert!(review(date(2027, 3, 4), today).is_err());
}

#[test]
fn nothing_of_a_plan_reaches_a_log() {
    let mut steps = Steps::default();
    steps.add(PlanStep::People, item("Maria", "207 555 0164"));
    let printed = format!("{steps:?}");
    assert!(!printed.contains("Maria") && !printed.contains("0164"));
}
