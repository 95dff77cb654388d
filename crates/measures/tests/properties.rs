//! What holds for every instrument and any answers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use measures::{
    Absence, AnswerKind, Answers, Context, Instrument, ItemAnswer, Library, Outcome, Points, score,
};
use proptest::prelude::*;

fn all() -> Vec<Instrument> {
    Library::built_in().unwrap().iter().cloned().collect()
}

/// An instrument, and for each of its items a choice of an answer or of none.
fn answered() -> impl Strategy<Value = (Instrument, Vec<Option<usize>>)> {
    prop::sample::select(all()).prop_flat_map(|instrument| {
        let count = instrument.items.len();
        let picks = prop::collection::vec(prop::option::weighted(0.9, 0_usize..64), count);
        (Just(instrument), picks)
    })
}

fn answers(instrument: &Instrument, picks: &[Option<usize>], backwards: bool) -> Answers {
    let mut pairs: Vec<_> = instrument.items.iter().zip(picks).collect();
    if backwards {
        pairs.reverse();
    }
    let mut answers = Answers::new();
    for (item, pick) in pairs {
        let values = item.kind.values();
        let answer = match pick {
            Some(pick) => ItemAnswer::Value(values[pick % values.len()]),
            None => ItemAnswer::Absent(Absence::Skipped),
        };
        answers.set(item.id.clone(), answer);
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_never_matters_and_scores_stay_in_range((instrument, picks) in answered()) {
        let context = Context::default();
        let forwards = score(&instrument, &answers(&instrument, &picks, false), &context);
        let backwards = score(&instrument, &answers(&instrument, &picks, true), &context);
        prop_assert_eq!(&forwards, &backwards);
        let Ok(scored) = forwards else { return Ok(()) };
        prop_assert_eq!(scored.total().is_some(), instrument.total().is_some());
        for scale in &scored.scales {
            let [low, high] = scale.range;
            match &scale.outcome {
                Outcome::NotScored { at_least, at_most, .. } => {
                    prop_assert!(low <= *at_least && at_least < at_most && *at_most <= high);
                    prop_assert!(scale.band.is_none());
                }
                Outcome::Complete { points } | Outcome::Prorated { points, .. } => {
                    prop_assert!((low.min(Points(0))..=high).contains(points));
                }
            }
        }
    }

    #[test]
    fn prorating_stays_between_the_best_and_the_worst_case(
        values in prop::collection::vec(0_i32..4, 9), gone in prop::collection::btree_set(0_usize..9, 1..3)
    ) {
        let library = Library::built_in().unwrap();
        let phq = library.get("phq-9").unwrap();
        let mut given = Answers::new();
        for (index, value) in values.iter().enumerate().filter(|(index, _)| !gone.contains(index)) {
            given = given.with(&(index + 1).to_string(), *value);
        }
        let scored = score(phq, &given, &Context::default()).unwrap();
        let sum: i32 = values.iter().enumerate().filter(|(i, _)| !gone.contains(i)).map(|(_, v)| *v).sum();
        let missing = i32::try_from(gone.len()).unwrap();
        let points = scored.points("total").unwrap().0;
        prop_assert!((sum..=sum + 3 * missing).contains(&points));
    }

    #[test]
    fn one_answer_higher_never_lowers_a_scale((instrument, picks) in answered(), which in 0_usize..64) {
        // Reversed items and items that open or shut a branch go their own way by design.
        let which = which % instrument.items.len();
        let item = &instrument.items[which];
        let gate = instrument.skips.iter().flat_map(|s| &s.when.0).flatten();
        let is_gate = gate.filter_map(|c| c.item.as_ref()).any(|id| *id == item.id);
        let shut = instrument.skips.iter().any(|skip| skip.skip.contains(&item.id));
        if item.reversed || is_gate || shut || matches!(item.kind, AnswerKind::Days { .. }) {
            return Ok(());
        }
        let before = answers(&instrument, &picks, false);
        let ItemAnswer::Value(value) = before.get(item.id.as_str()) else { return Ok(()) };
        let Some(higher) = item.kind.values().into_iter().find(|v| *v > value) else { return Ok(()) };
        let after = before.clone().with(item.id.as_str(), higher);
        let context = Context::default();
        let (Ok(before), Ok(after)) = (score(&instrument, &before, &context), score(&instrument, &after, &context)) else {
            return Ok(());
        };
        for scale in &instrument.scales {
            prop_assert!(before.points(&scale.id) <= after.points(&scale.id));
        }
    }
}
