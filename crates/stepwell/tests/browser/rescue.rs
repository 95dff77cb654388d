//! From the short list to a booked make-up in one press, which is then in the person's week.

use crate::driver::{Browser, Part, Scripts};
use crate::shared::alone;
use std::collections::BTreeSet;

#[test]
fn a_make_up_is_booked_from_the_short_list_with_one_press_and_is_in_the_week() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.enter("clinical_director");
    browser.go("/staff/hours");
    if browser.all(".makeup button").is_empty() {
        // Late in the week nothing is left to book in it; the next one has everything ahead.
        browser.press("Week after");
    }
    // Everybody stands once on the page.
    let names = browser.all("main a.row-link[href^='/staff/people/']");
    let names: Vec<String> = names.iter().map(|link| link.attribute("href")).collect();
    let once: BTreeSet<&String> = names.iter().collect();
    assert_eq!(names.len(), once.len(), "{names:?}");
    let row = "main #hours tr:has(.makeup button)";
    let hours = browser.one(&format!("{row} a.row-link")).attribute("href");
    let (person, _) = hours.split_once("/hours").unwrap();
    let offer = |field: &str| {
        let input = browser.one(&format!("{row} input[name='{field}']"));
        input.attribute("value")
    };
    let (date, group) = (offer("date"), offer("group"));
    let day = care::day::short_text(date.parse().unwrap());
    browser.one(&format!("{row} .makeup button")).click();
    browser.reads("The make-up is booked.");
    browser.go(&format!("/staff/groups/{group}"));
    let name = &browser.one("h1").text();
    browser.go(&format!("{person}/week-print?from={date}"));
    let planned = browser.part("main .week-day", &day).unwrap().text();
    assert!(
        planned.contains(name.as_str()),
        "{name} on {day}: {planned}"
    );
    // It counts among the hours of that week, where it can be taken back.
    browser.go(&format!("{person}/hours?week={date}"));
    let rows = browser.all("main tbody tr");
    let own = |row: &&Part| row.text().contains(name.as_str()) && row.text().contains(&day);
    rows.iter().find(own).unwrap().press("Take make-up back");
    browser.reads("The make-up is taken back.");
    browser.go(&format!("{person}/week-print?from={date}"));
    let planned = browser.part("main .week-day", &day).unwrap().text();
    assert!(
        !planned.contains(name.as_str()),
        "{name} on {day}: {planned}"
    );
}
