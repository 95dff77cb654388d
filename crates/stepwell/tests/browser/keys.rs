//! Getting around without a mouse.

use crate::driver::{Browser, Scripts};
use thirtyfour::Key;

/// Fields before the one that is wanted; more, and a person would have given up.
const TABS_MAX: usize = 60;

impl Browser {
    /// Tabs on until the focus is on a field of this name.
    #[track_caller]
    pub fn tab_to(&self, name: &str) {
        for _ in 0..TABS_MAX {
            self.keys(Key::Tab);
            if self.focused().attribute("name") == name {
                return;
            }
        }
        panic!("no way to {name} by keyboard on {}", self.path());
    }
}

#[test]
fn the_palette_jumps_to_a_person_and_to_a_page() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    browser.go("/staff/people");
    let person = &browser.all("main a.row-link[href^='/staff/people/']")[3];
    let (path, name) = (person.attribute("href"), person.text());
    browser.go("/staff");
    browser.control('k');
    browser.one("dialog#palette[open]");
    browser.keys(name.split('\n').next().unwrap());
    browser.one(&format!("#palette-list li[data-href='{path}']"));
    browser.keys(Key::Enter);
    browser.arrives(&path);
    browser.control('k');
    browser.keys("sites");
    browser.one("#palette-list li[data-href='/staff/sites']");
    browser.keys(Key::Enter);
    browser.arrives("/staff/sites");
}

#[test]
fn a_question_mark_shows_what_the_page_is_for_and_its_keys_and_they_work() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    browser.keys("?");
    browser.one("dialog#keyboard-help[open]");
    // What the page is for comes from its own page of help, once somebody asks.
    browser.until("the help of the page", || {
        let help = browser.one("dialog#keyboard-help").text();
        help.contains("What needs you now.") && help.contains("Keys")
    });
    browser.keys(Key::Escape);
    browser.one("dialog#keyboard-help:not([open])");
    browser.keys("gp");
    browser.arrives("/staff/people");
    browser.keys("n");
    browser.arrives("/staff/people/new");
}

#[test]
fn a_form_is_filled_mended_and_sent_with_the_keyboard_alone() {
    let browser = Browser::open(Scripts::On);
    browser.enter("program_administrator");
    browser.go("/staff/sites/new");
    browser.tab_to("name");
    browser.keys("Keyboard House");
    browser.tab_to("zone");
    browser.keys("Mars/Base");
    browser.keys(Key::Enter);
    // The summary has the focus and leads to the field.
    browser.one(".error-summary");
    let summary = browser.focused();
    assert!(
        summary.attribute("class").contains("error-summary"),
        "{}",
        summary.text()
    );
    browser.keys(Key::Tab);
    browser.keys(Key::Enter);
    assert_eq!(browser.focused().attribute("name"), "zone");
    browser.control('a');
    browser.keys("America/Chicago");
    browser.keys(Key::Enter);
    browser.reads("Keyboard House");
    browser.reads("Added.");
}
