//! Every instrument against the scoring keys that the US Department of Veterans Affairs publishes.
//!
//! The file is not part of the project. Name it with `STEPWELL_VA_INSTRUMENTS`, or put it where `place` looks.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use measures::{AnswerKind, Answers, Context, Instrument, Library, Points, score, wording};
use serde_json::Value;
use std::path::PathBuf;

#[path = "../../record/tests/common/absent.rs"]
mod absent;

/// A small fixed generator, so that a failure repeats.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn place() -> Option<PathBuf> {
    let named = std::env::var_os("STEPWELL_VA_INSTRUMENTS").map(PathBuf::from);
    let beside = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/va_mha_instruments.json"
    );
    let beside = Some(PathBuf::from(beside)).filter(|path| path.exists());
    let place = named.or(beside);
    let absent = "there is no VA instrument file; set STEPWELL_VA_INSTRUMENTS to its path";
    absent::needed(place, absent, false)
}

fn file() -> Option<(String, Value)> {
    let text = std::fs::read_to_string(place()?).unwrap();
    let json = serde_json::from_str(&text).unwrap();
    Some((text, json))
}

/// The key of one scale: item id, and each counted answer's points.
fn key(instrument: &Instrument, entry: &Value, scale: &str) -> Vec<(String, Vec<i32>)> {
    let key = entry["scoring_keys"][scale].as_object().unwrap();
    let rows = key.iter().map(|(seq, answers)| {
        let item = instrument
            .items
            .iter()
            .find(|i| i.va.as_deref() == Some(seq));
        let item = item.unwrap_or_else(|| panic!("{}: {seq}", instrument.short));
        let points = answers.as_array().unwrap().iter();
        let points = points
            .map(|a| a[1].as_str().unwrap().parse().unwrap())
            .collect();
        (item.id.0.clone(), points)
    });
    rows.collect()
}

/// The raw value that earns `points`.
fn value(instrument: &Instrument, id: &str, points: i32) -> i32 {
    let item = instrument.item(id).unwrap();
    let mut values = item.kind.values().into_iter();
    let found = values.find(|v| item.points(*v) == Some(Points(points)));
    found.unwrap_or_else(|| panic!("{}, item {id}: no answer is {points}", instrument.short))
}

#[test]
fn every_scale_sums_as_the_va_key_does() {
    let Some((_, json)) = file() else { return };
    let library = Library::built_in().unwrap();
    let (mut scales, mut answers, mut sets) = (0, 0, 0);
    for instrument in library.iter() {
        let Some(va) = &instrument.va else { continue };
        for scale in &instrument.scales {
            let Some(name) = &scale.va else { continue };
            let key = key(instrument, &json[&va.code], name);
            let mut theirs: Vec<_> = key.iter().map(|(id, _)| id.clone()).collect();
            let mut ours: Vec<_> = scale.items.iter().map(|id| id.0.clone()).collect();
            theirs.sort();
            ours.sort();
            assert_eq!(theirs, ours, "{}, {name}", instrument.short);
            for (id, points) in &key {
                let item = instrument.item(id).unwrap();
                // Whatever the key leaves out is the answer for nothing.
                let mut all: Vec<_> = points.iter().copied().chain([0]).collect();
                all.sort_unstable();
                all.dedup();
                let mut ours: Vec<_> = item
                    .kind
                    .values()
                    .iter()
                    .map(|v| item.points(*v).unwrap().0)
                    .collect();
                ours.sort_unstable();
                assert_eq!(ours, all, "{}, item {id}", instrument.short);
                answers += points.len();
            }
            let mut dice = Dice(7);
            for _ in 0..500 {
                let (mut given, mut sum) = (Answers::new(), 0);
                for (id, points) in &key {
                    // One more side than answers in the key: none of them, which is no points.
                    let points = points
                        .get(dice.below(points.len() + 1))
                        .copied()
                        .unwrap_or(0);
                    given = given.with(id, value(instrument, id, points));
                    sum += points;
                }
                if instrument.code == "pc-ptsd-5" {
                    given = given.with("event", 1);
                }
                let scored = score(instrument, &given, &Context::default()).unwrap();
                assert_eq!(
                    scored.points(&scale.id),
                    Some(Points(sum)),
                    "{}",
                    instrument.short
                );
                sets += 1;
            }
            scales += 1;
        }
    }
    println!(
        "{scales} scales, {answers} keyed answers, {sets} answer sets agree with the VA's keys"
    );
    assert_eq!(scales, 18);
}

#[test]
fn the_va_screener_codes_yes_as_we_read_it() {
    let Some((_, json)) = file() else { return };
    for (scale, seq) in (1..=8).map(|n| (format!("Ques{n}"), n.to_string())) {
        let key = &json["C-SSRS"]["scoring_keys"][scale][seq];
        assert_eq!(key[0][0], "Yes");
        assert_eq!(key[1][0], "No");
    }
}

#[test]
fn its_wording_fits_eleven_instruments_and_its_gaps_are_said() {
    let Some((text, _)) = file() else { return };
    let library = Library::built_in().unwrap();
    let all = wording::import(&library, text.as_bytes(), None).unwrap();
    assert_eq!(all.len(), 11);
    let mut alone = Vec::new();
    for (code, wording) in &all {
        let instrument = library.get(code).unwrap();
        let wording = wording.as_ref().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(wording.items.len(), instrument.items.len(), "{code}");
        let stored = serde_json::to_string(wording).unwrap();
        assert_eq!(
            &measures::Wording::stored(instrument, &stored).unwrap(),
            wording
        );
        match measures::Answerable::of(instrument, Some(wording)) {
            measures::Answerable::ByPerson => alone.push(code.as_str()),
            measures::Answerable::ByClinicianOnly { because } => assert!(!because.is_empty()),
        }
        let numbers = instrument
            .items
            .iter()
            .filter(|i| matches!(i.kind, AnswerKind::Days { .. }));
        assert!(numbers.count() == 0 || code == "bam-r");
    }
    assert_eq!(alone, ["phq-9", "pc-ptsd-5", "pcl-5"]);
    let refused = wording::import(&library, text.as_bytes(), Some("c-ssrs-screener")).unwrap_err();
    assert!(
        refused.to_string().contains("no form that fits"),
        "{refused}"
    );
}

#[test]
fn a_va_file_with_an_item_moved_or_a_key_changed_is_refused() {
    let Some((_, json)) = file() else { return };
    let library = Library::built_in().unwrap();
    let import = |json: &Value| {
        wording::import(&library, json.to_string().as_bytes(), Some("gad-7"))
            .unwrap_err()
            .to_string()
    };
    let mut moved = json.clone();
    moved["GAD-7"]["items"].as_array_mut().unwrap().swap(0, 1);
    assert!(
        import(&moved).contains("in its place is item 2"),
        "{}",
        import(&moved)
    );
    let mut keyed = json.clone();
    keyed["GAD-7"]["scoring_keys"]["Anxiety"]["20"][0][1] = "5".into();
    assert!(import(&keyed).contains("is 5 in the file; the instrument has 0, 1, 2, 3"));
    let mut short = json.clone();
    short["GAD-7"]["items"].as_array_mut().unwrap().pop();
    assert!(import(&short).contains("has 7 items, the file 6; item 7 (Dread) is not there"));
}
