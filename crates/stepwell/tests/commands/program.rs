//! `stepwell program check` and `stepwell program examples`.

use crate::common::Home;
use crate::{done, found, refused};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../programs/examples.toml");
const WRONG: &str = r#"[[program]]
name = "A"
days = ["mon"]
tracks = [{ name = "day", start = "25:00", end = "26:00" }]
"#;

#[test]
fn a_program_file_is_explained_with_what_does_not_add_up() {
    let ran = Home::new().run(&["program", "check", EXAMPLES]);
    found(&ran, &[]);
    let said = &ran.out;
    assert!(said.contains("Weeks 1 to 4: 6 h 10 min a week"), "{said}");
    let day =
        "Track day: 15 h a week are published, and the published times add up to 13 h 30 min.";
    assert!(said.contains(&format!("Does not add up: {day}")), "{said}");
}

#[test]
fn a_wrong_file_is_named_with_its_line_and_what_to_do() {
    let home = Home::new();
    std::fs::write(home.path("wrong.toml"), WRONG).unwrap();
    let path = home.path("wrong.toml");
    let said = home.run(&["program", "check", path.to_str().unwrap()]);
    found(
        &said,
        &["wrong.toml:4: “25:00” is not a time of day.", "\"17:30\""],
    );
    refused(
        &home.run(&["program", "check", "absent.toml"]),
        &["absent.toml: cannot be read"],
    );
}

#[test]
fn an_example_that_comes_along_is_a_file_that_can_be_checked() {
    let home = Home::new();
    let ran = home.run(&["program", "examples"]);
    let listed = done(&ran);
    assert!(listed.contains("3  Morning or evening"), "{listed}");
    let ran = home.run(&["program", "examples", "3"]);
    std::fs::write(home.path("ours.toml"), done(&ran)).unwrap();
    let ran = home.run(&["program", "check", "ours.toml"]);
    let said = done(&ran);
    assert!(
        said.starts_with("Morning or evening (Intensive outpatient program)\n"),
        "{said}"
    );
}
