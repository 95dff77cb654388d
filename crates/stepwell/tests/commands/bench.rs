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
fn the_week_is_measured_at_a_small_and_at_a_large_site() {
    let ran = Home::new().run(&["bench", "week", "--quick", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(done(&ran)).unwrap();
    for name in [
        "week_page_60_p95",
        "week_page_1500_p95",
        "meters_1500",
        "place_one_60",
        "repair_60",
    ] {
        let row = rows.iter().find(|row| row["name"] == name);
        let row = row.unwrap_or_else(|| panic!("there is no row {name}"));
        assert!(row["value"].as_f64().unwrap() > 0.0, "{row}");
    }
}
