//! From the short list to a booked make-up in one press, which is then in the person's week.

use crate::driver::{Browser, Part, Scripts};
use crate::shared::alone;

#[test]
fn a_make_up_is_booked_from_the_short_list_with_one_press_and_is_in_the_week() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.enter("clinical_director");
    browser.go("/staff/hours");
    if browser.all(".offers button").is_empty() {
        // Late in the week nothing is left to book in it; the next one has everything ahead.
        browser.press("Week after");
    }
    let card = "main .card:has(.offers button)";
    let hours = browser.one(&format!("{card} a[href^='/staff/people/']"));
    let person = hours.attribute("href");
    let person = person.strip_suffix("/hours").unwrap();
    let offer = browser.one(&format!("{card} .offers li"));
    // "Wed, Nov 25, 3:00 to 4:30 pm", and below it "Family night, 1 h 30 min, …".
    let when = offer.one("strong").text();
    let name = offer.one(".muted").text();
    let (day, _) = when.rsplit_once(", ").unwrap();
    let (name, _) = name.split_once(", ").unwrap();
    let date = offer.one("input[name='date']").attribute("value");
    browser.one(&format!("{card} .offers button")).click();
    browser.reads("The make-up is booked.");
    browser.go(&format!("{person}/week-print?from={date}"));
    let planned = browser.part("main .week-day", day).unwrap().text();
    assert!(planned.contains(name), "{name} on {day}: {planned}");
    // It counts among the hours of that week, where it can be taken back.
    browser.go(&format!("{person}/hours?week={date}"));
    let rows = browser.all("main tbody tr");
    let own = |row: &&Part| row.text().contains(name) && row.text().contains(day);
    rows.iter().find(own).unwrap().press("Take make-up back");
    browser.reads("The make-up is taken back.");
    browser.go(&format!("{person}/week-print?from={date}"));
    let planned = browser.part("main .week-day", day).unwrap().text();
    assert!(!planned.contains(name), "{name} on {day}: {planned}");
}
