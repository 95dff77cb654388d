//! Fields that hang on an answer: there while it is given, never cleared, and all of them there without scripts.

use crate::driver::{Browser, Scripts};

const ADDRESS: &str = "Street and apartment";
const FOUND: &str = "Where they are found";

/// Where somebody lives, for whoever may change it.
fn whereabouts(scripts: Scripts) -> Browser {
    let browser = Browser::open(scripts);
    browser.enter("clinical_director");
    browser.go("/staff/people");
    let person = browser.one("main a.row-link[href^='/staff/people/']");
    browser.go(&format!("{}/details/whereabouts", person.attribute("href")));
    browser.reads("Where they live");
    browser
}

fn lives(browser: &Browser, code: &str) {
    let option = format!("main select[name='home'] option[value='{code}']");
    browser.one(&option).click();
}

#[test]
fn what_hangs_on_an_answer_comes_and_goes_with_it_and_keeps_what_was_typed() {
    let browser = whereabouts(Scripts::On);
    lives(&browser, "at");
    let shown = browser.text();
    assert!(shown.contains(ADDRESS) && !shown.contains(FOUND), "{shown}");
    browser.fill("street", "12 Harbor Street");
    lives(&browser, "no_fixed");
    let shown = browser.text();
    assert!(!shown.contains(ADDRESS) && shown.contains(FOUND), "{shown}");
    // Out of sight is not cleared: it is sent, refused, and stands there with what is to be mended.
    browser.press("Save");
    browser.reads("An address stands below.");
    let shown = browser.text();
    assert!(shown.contains(ADDRESS) && shown.contains(FOUND), "{shown}");
    let kept = browser.one("main [name='street']").attribute("value");
    assert_eq!(kept, "12 Harbor Street");
}

#[test]
fn without_scripts_all_of_it_is_there() {
    let browser = whereabouts(Scripts::Off);
    let shown = browser.text();
    assert!(shown.contains(ADDRESS) && shown.contains(FOUND), "{shown}");
}
