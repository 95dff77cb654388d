//! The rapid assessment.

use maud::{Markup, html};

use super::specimen;
use crate::ui::{
    CellInput, NUMBER_KEYS, Problems, QuickChoice, QuickInput, QuickRow, RapidCell, RapidSubstance,
    quick, quick_block, rapid_finder, rapid_substance,
};

pub fn section() -> Markup {
    let mut problems = Problems::none();
    problems.add(
        "a.guide.days",
        "“Days” is a number from 0 to 30; 31 is outside.",
    );
    problems.add("a.guide.day", "“Last attempt” is a date.");
    html! {
        (specimen("Rapid assessment", html! {
            (quick_block("Body", &[row("guide.open", false), row("guide.known", true)], &problems))
            (quick(&typed_row(), &problems))
            (rapid_finder([("guide", "Alcohol")]))
            (rapid_substance(&substance(), &problems))
        }))
    }
}

fn row(name: &str, known: bool) -> QuickRow {
    let words = ["None", "Some", "Much"];
    let choice = |(word, key): (&str, &'static str)| QuickChoice {
        value: word.to_lowercase(),
        label: word.to_owned(),
        key,
        chosen: false,
        none: key == "1",
    };
    let offered = words.into_iter().zip(NUMBER_KEYS).map(choice);
    QuickRow {
        name: name.to_owned(),
        label: "Danger at this moment".to_owned(),
        hint: None,
        state: if known {
            "none (the person)"
        } else {
            "not asked"
        }
        .to_owned(),
        known,
        asked: true,
        input: QuickInput::One(offered.collect()),
    }
}

fn typed_row() -> QuickRow {
    QuickRow {
        label: "Last attempt".to_owned(),
        input: QuickInput::Typed {
            value: "long ago".to_owned(),
            unit: String::new(),
            number: false,
        },
        ..row("guide.day", false)
    }
}

fn substance() -> RapidSubstance {
    let days = RapidCell {
        name: "guide.days".to_owned(),
        label: "Days of 30".to_owned(),
        key: None,
        state: String::new(),
        known: None,
        optional: false,
        input: CellInput::Typed {
            value: "31".to_owned(),
            number: true,
        },
    };
    let [first, ..] = NUMBER_KEYS;
    let offered = [("", "–"), ("yes", "Yes"), ("no", "No")];
    let own = |(value, label): (&str, &str)| (value.to_owned(), label.to_owned());
    let craving = RapidCell {
        name: "guide.craving".to_owned(),
        label: "Craving".to_owned(),
        key: Some(first),
        state: "yes (the person)".to_owned(),
        known: Some("yes".to_owned()),
        optional: false,
        input: CellInput::List {
            value: String::new(),
            offered: offered.map(own).into(),
        },
    };
    RapidSubstance {
        code: "guide",
        label: "Alcohol",
        letters: "alcohol",
        named: true,
        cells: vec![days],
        criteria: vec![craving],
    }
}
