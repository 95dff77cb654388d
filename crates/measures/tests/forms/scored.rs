//! What was read, answered and scored.

use super::made::{answerable, library, questionnaire, read};
use measures::{Answers, Context, FlagState, ItemId, Points, score};

#[test]
fn gaps_are_typed_once_for_all_items_with_the_same_answers() {
    let library = library();
    let gad = library.get("gad-7").unwrap();
    let mut wording = read(&questionnaire("gad-7"), None).unwrap();
    for item in &mut wording.items {
        item.answers.remove(&0);
    }
    assert!(!answerable(gad, Some(&wording)));
    let gaps = wording.gap_list(gad);
    assert_eq!((gaps.len(), gaps[0].items.len(), gaps[0].value), (1, 7, 0));
    assert_eq!(gaps[0].beside.as_deref(), Some("Answer 1"));
    for (typed, sentence) in [
        (" ", "Type the words"),
        ("0", "A bare number says nothing"),
        ("answer 1", "has an answer “answer 1” already"),
    ] {
        let said = wording.clone().fill(gad, &gaps[0], typed).unwrap_err();
        assert!(said.contains(sentence), "{said}");
    }
    wording.fill(gad, &gaps[0], "Not once").unwrap();
    assert!(answerable(gad, Some(&wording)));
    assert_eq!(wording.item("7").unwrap().answers[&0], "Not once");
}

#[test]
fn the_audit_goes_on_to_items_9_and_10_after_no_points_at_2_and_3() {
    let library = library();
    let audit = library.get("audit").unwrap();
    let little = Answers::new()
        .with("1", 1)
        .with("2", 0)
        .with("3", 0)
        .with("9", 0)
        .with("10", 2);
    let scored = score(audit, &little, &Context::default()).unwrap();
    assert_eq!(scored.points("total"), Some(Points(3)));
    assert_eq!(scored.left_out.len(), 5);
    let more = little.with("3", 1);
    assert_eq!(
        score(audit, &more, &Context::default())
            .unwrap()
            .points("total"),
        None
    );
}

#[test]
fn the_provisional_clusters_of_the_pcl_5_are_counted_by_items_rated_2_or_more() {
    let library = library();
    let pcl = library.get("pcl-5").unwrap();
    let with = |twos: &[u8]| {
        (1..=20_u8).fold(Answers::new(), |answers, item| {
            answers.with(&item.to_string(), if twos.contains(&item) { 2 } else { 1 })
        })
    };
    let state = |answers: &Answers| {
        let scored = score(pcl, answers, &Context::default()).unwrap();
        scored.flag("provisional-clusters").map(|flag| flag.state)
    };
    let enough = [5, 6, 8, 14, 15, 20];
    assert_eq!(state(&with(&enough)), Some(FlagState::Raised));
    for left_out in enough {
        let fewer: Vec<_> = enough
            .into_iter()
            .filter(|item| *item != left_out)
            .collect();
        assert_eq!(state(&with(&fewer)), None, "without item {left_out}");
    }
    let mut open = with(&enough);
    open.set(
        ItemId::from("15"),
        measures::ItemAnswer::Absent(measures::Absence::Declined),
    );
    assert_eq!(state(&open), Some(FlagState::CannotRuleOut));
    let flag = pcl
        .flags
        .iter()
        .find(|flag| flag.code == "provisional-clusters")
        .unwrap();
    assert!(!flag.source.verified, "its certainty stands beside it");
}
