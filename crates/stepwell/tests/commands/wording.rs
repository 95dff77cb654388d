//! Files of official wording that are not what they should be.

use crate::{done, prepared, refused};

#[test]
fn a_file_that_was_cut_off_or_is_another_one_is_refused_and_nothing_is_stored() {
    let (home, _prepared) = prepared();
    for (name, text, sentence) in [
        (
            "cut.json",
            "{\"resourceType\": \"Questionnaire\", \"item\": [{\"linkId\": \"1\",",
            "The file ends in the middle",
        ),
        (
            "bundle.json",
            "{\"resourceType\": \"Bundle\"}",
            "This is a FHIR Bundle, not a Questionnaire",
        ),
        (
            "page.json",
            "<html><body>Sign in</body></html>",
            "Line 1, column 1 is not as it should be",
        ),
    ] {
        std::fs::write(home.path(name), text).unwrap();
        let ran = home.run(&["measures", "import", name, "--as", "phq-9"]);
        refused(&ran, &[sentence]);
    }
    let listed = home.run(&["measures", "list"]);
    assert!(!done(&listed).contains("the person may"), "{listed:?}");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (home, _prepared) = prepared();
    refused(
        &home.run(&["measures", "import", "nowhere.json"]),
        &["nowhere.json"],
    );
}
