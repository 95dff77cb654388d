//! A roster by keyboard only, and the short list to a booked make-up in two clicks.

use crate::driver::{Browser, Scripts};
use crate::shared::alone;
use thirtyfour::Key;

/// How many days back a roster is looked for; a week has some.
const DAYS_BACK_MAX: usize = 8;
/// Fewer rows would not show that one key leads to the next person.
const ROWS_MIN: usize = 5;

/// The address of a roster of the last days with enough people on it.
pub fn past_roster(browser: &Browser) -> String {
    browser.go("/staff/sessions");
    for _ in 0..DAYS_BACK_MAX {
        let before = browser
            .one("main a.button[href*='date=']")
            .attribute("href");
        browser.go(&before);
        let links = browser.all("main a.row-link[href^='/staff/sessions/']");
        let hrefs: Vec<String> = links.iter().map(|link| link.attribute("href")).collect();
        for href in hrefs {
            browser.go(&href);
            if browser.all("[data-roster-row]").len() >= ROWS_MIN {
                return href;
            }
        }
        browser.go(&before);
    }
    panic!("no roster with {ROWS_MIN} people in {DAYS_BACK_MAX} days");
}

#[test]
fn a_roster_is_taken_with_one_key_a_person_and_no_mouse() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    let roster = past_roster(&browser);
    let minutes = |row: usize| browser.all("[data-roster-minutes]")[row].text();
    // The first person has the focus; each key says it and goes on to the next.
    browser.keys("n");
    assert_eq!(minutes(0), "0 min");
    browser.keys("l");
    assert!(browser.focused().attribute("name").starts_with("late-"));
    browser.control('a');
    browser.keys("7");
    let late = minutes(1);
    browser.keys(Key::Enter);
    browser.keys("p");
    assert_ne!(minutes(2), late, "seven minutes are missing from {late}");
    // The day is over, so the correction needs a reason; without one nothing is lost.
    browser.tab_to("because");
    browser.keys(Key::Enter);
    browser.reads("Say why the roster is corrected");
    assert_eq!(
        browser.all("[data-roster-minutes]").len(),
        browser.all("[data-roster-row]").len()
    );
    browser.tab_to("because");
    browser.keys("The paper list was copied wrong");
    browser.keys(Key::Enter);
    browser.reads("Saved.");
    assert_eq!(minutes(1), late);
    assert_eq!(minutes(0), "0 min");
    // What stood there before stays readable, with the reason.
    let second = &browser.all("[data-roster-row]")[1];
    assert!(second.text().contains("Corrected"), "{}", second.text());
    // Somebody who comes back later sees the same.
    browser.go(&roster);
    assert_eq!(minutes(1), late);
}

#[test]
fn a_roster_works_without_scripts() {
    let browser = Browser::open(Scripts::Off);
    browser.enter("clinical_director");
    past_roster(&browser);
    let radio = &browser.all("[data-roster-row] input[value='excused']")[0];
    radio.click();
    browser.press("Save roster");
    // Nothing was said about why, so the words to mend stand beside the person.
    browser.reads("to mend");
    browser.reads("why they are excused");
}

#[test]
fn from_the_first_page_a_make_up_is_booked_in_two_clicks_and_undone_in_one() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.enter("clinical_director");
    // The places stand beside the work where there is the room of a desk.
    browser.resize(1280, 900);
    browser.one(".main-nav a[href='/staff/hours']").click();
    browser.arrives("/staff/hours");
    if browser.all(".makeup button").is_empty() {
        // Late in the week nothing is left to book in it; the next one has everything ahead.
        let after = browser.all("main .actions a.button")[1].attribute("href");
        browser.go(&after);
    }
    let offered = browser.one(".makeup .muted").text();
    browser.one(".makeup button").click();
    browser.reads("The make-up is booked.");
    browser.one("#toasts form button").click();
    browser.reads("The make-up is taken back.");
    assert!(
        offered.contains("% with it") || offered.contains("not enough alone"),
        "{offered}"
    );
}
