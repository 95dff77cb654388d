//! The rows that others rely on are there.

use crate::common::Home;
use crate::done;
use serde_json::Value;

#[test]
fn every_row_that_is_promised_is_printed() {
    let ran = Home::new().run(&["bench", "record", "--quick", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(done(&ran)).unwrap();
    for name in [
        "commit_single",
        "commit_group_1",
        "commit_group_8",
        "commit_group_64",
        "journaled_read",
        "journal_verify",
        "http_mixed",
        "http_mixed_p50",
        "http_mixed_p95",
        "http_mixed_p99",
        "rss_idle",
        "rss_load",
        "start_empty",
        "sealed_write",
        "page_staff_50",
        "page_staff_20000",
        "page_person_50",
        "page_person_20000",
        "page_hours_50",
        "page_hours_20000",
    ] {
        let row = rows.iter().find(|row| row["name"] == name);
        let row = row.unwrap_or_else(|| panic!("there is no row {name}"));
        assert!(row["value"].as_f64().unwrap() > 0.0, "{row}");
        assert!(
            row["unit"].is_string() && row.get("versus").is_some() && row.get("ratio").is_some(),
            "{row}"
        );
    }
}

#[test]
fn a_table_that_was_kept_stands_beside_the_next_one() {
    let home = Home::new();
    let kept = r#"[{ "name": "commit_single", "value": 2.0, "unit": "1/s" }]"#;
    let file = home.path("last.json");
    std::fs::write(&file, kept).unwrap();
    let args = ["bench", "record", "--quick", "--people", "10"];
    let last = ["--save", "--last", file.to_str().unwrap()];
    let ran = home.run(&[&args[..], &last].concat());
    let said = done(&ran);
    let (_, beside) = said.split_once("last").unwrap();
    let row = beside
        .lines()
        .find(|line| line.starts_with("commit_single "));
    assert!(row.unwrap().contains(" 2.0 "), "{said}");
    let text = std::fs::read_to_string(&file).unwrap();
    let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(
        rows.iter().any(|row| row["name"] == "page_hours_20000"),
        "{text}"
    );
}

#[test]
fn the_week_is_measured_at_a_small_and_at_a_large_site() {
    let ran = Home::new().run(&["bench", "week", "--quick", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(done(&ran)).unwrap();
    for name in [
        "week_page_60_p95",
        "board_time_axis_60_p95",
        "week_page_1500_p95",
        "meters_1500",
        "place_one_60",
        "repair_60",
        "plan_four_weeks_60",
        "repair_300",
    ] {
        let row = rows.iter().find(|row| row["name"] == name);
        let row = row.unwrap_or_else(|| panic!("there is no row {name}"));
        assert!(row["value"].as_f64().unwrap() > 0.0, "{row}");
    }
}

#[test]
fn what_the_hours_meter_says_comes_true_about_as_often() {
    let ran = Home::new().run(&["bench", "hours", "--json", "--people", "150"]);
    let tenths: Vec<Value> = serde_json::from_str(done(&ran)).unwrap();
    assert_eq!(tenths.len(), 10);
    let mut weeks = 0.0;
    let mut apart = 0.0;
    for tenth in &tenths {
        let count = tenth["weeks"].as_f64().unwrap();
        let (Some(predicted), Some(kept)) = (tenth["predicted"].as_f64(), tenth["kept"].as_f64())
        else {
            assert!(count < 1.0, "{tenth}");
            continue;
        };
        weeks += count;
        apart += count * (predicted - kept).abs();
        assert!(count < 200.0 || (predicted - kept).abs() < 0.15, "{tenth}");
    }
    assert!(
        weeks > 1_000.0 && apart / weeks < 0.08,
        "{apart} of {weeks}"
    );
}

#[test]
fn the_first_page_is_measured_beside_an_empty_one() {
    let ran = Home::new().run(&["bench", "today", "--quick", "--json", "--people", "50"]);
    let rows: Vec<Value> = serde_json::from_str(done(&ran)).unwrap();
    for name in [
        "today_empty_page_p50",
        "today_empty_page_p95",
        "today_p50",
        "today_p95_beside_empty",
        "today_p95",
    ] {
        let row = rows.iter().find(|row| row["name"] == name);
        let row = row.unwrap_or_else(|| panic!("there is no row {name}"));
        assert!(row["value"].as_f64().unwrap() > 0.0, "{row}");
    }
}
