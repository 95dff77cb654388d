//! Files that do not hold together are refused with file, line, key and remedy.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use measures::{Instrument, Library, library::FILES};

const PACS: &str = include_str!("../../../measures/pacs.toml");

fn refusal(change: impl Fn(&str) -> String) -> String {
    let text = change(PACS);
    assert_ne!(text, PACS, "the change found its place");
    Instrument::from_toml("measures/pacs.toml", &text)
        .unwrap_err()
        .to_string()
}

#[test]
fn all_files_are_sound() {
    assert_eq!(Library::built_in().unwrap().iter().count(), FILES.len());
    for (file, text) in FILES {
        let instrument = Instrument::from_toml(file, text).unwrap();
        assert_eq!(file, format!("measures/{}.toml", instrument.code));
        for set in instrument.scales.iter().flat_map(|scale| &scale.bands) {
            assert!(!set.source.text.is_empty());
        }
    }
}

#[test]
fn every_refusal_says_where_and_what_to_do() {
    let cases: [(&str, &str, &[&str]); 9] = [
        (
            "range = [0, 30]",
            "range = [0, 31]",
            &[
                "scales[0].range",
                "the items sum to 0 to 30",
                "published scoring",
            ],
        ),
        (
            "code = \"pacs\"",
            "kode = \"pacs\"",
            &["line 2", "“kode”", "unknown field"],
        ),
        (
            "id = \"2\"",
            "id = \"1\"",
            &["items[1].id", "item 1 is there twice"],
        ),
        (
            "answers = \"degree\"",
            "answers = \"degrees\"",
            &[
                "items[0].answers",
                "there is no [answers.degrees]",
                "use one of: degree",
            ],
        ),
        (
            "items = [\"1\", \"2\"",
            "items = [\"1\", \"9\"",
            &["scales[0].items", "there is no item 9"],
        ),
        (
            "{ scale = \"total\", at_least = 15 }",
            "{ scale = \"sum\", at_least = 15 }",
            &["flags[0]", "there is no scale sum"],
        ),
        (
            "{ scale = \"total\", at_least = 15 }",
            "{ scale = \"total\" }",
            &["flags[0]", "at_least or at_most"],
        ),
        (
            "value = 1,",
            "value = 0,",
            &["items[0].answers", "two options have the same value"],
        ),
        (
            "[loinc]",
            "[loinc]\npanel = \"44249-2\"",
            &[
                "loinc[0].loinc",
                "check digit of “44249-2” is wrong",
                "loinc.org",
            ],
        ),
    ];
    for (from, to, parts) in cases {
        let said = refusal(|text| text.replacen(from, to, 1));
        assert!(said.starts_with("measures/pacs.toml, line "), "{said}");
        for part in parts {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
}

#[test]
fn a_gap_between_bands_is_refused() {
    let text = include_str!("../../../measures/phq-9.toml").replace("from = 10", "from = 11");
    let said = Instrument::from_toml("phq-9.toml", &text).unwrap_err();
    assert!(said.line > 1);
    assert!(
        said.to_string()
            .contains("“moderate” begins at 11 instead of 10"),
        "{said}"
    );
}
