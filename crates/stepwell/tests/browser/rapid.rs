//! The rapid assessment, by keyboard alone and without scripts.

use crate::driver::{Browser, Scripts};
use crate::gates::add_person;
use std::time::Duration;
use thirtyfour::Key;

/// About how many keys a decision takes a practised person.
const KEYS_AIM: usize = 20;
/// More than this, and the page has lost what it is for.
const KEYS_MAX: usize = 30;
/// What the level that follows says once it is decided.
const DECIDED: &str = "the least level that is safe by these rules";
/// The keys of answers other than the first one.
const ANSWERS: [(&str, &str); 2] = [("medical.red_flags", "-"), ("relapse.risk", "3")];
/// How often the page is looked at while it has something to save, and how long between.
const LOOKS_MAX: usize = 200;
const BETWEEN: Duration = Duration::from_millis(50);

impl Browser {
    /// Presses keys one by one; answers how many.
    fn count_keys(&self, keys: &str) -> usize {
        for key in keys.chars() {
            self.keys(key.to_string());
        }
        keys.chars().count()
    }

    /// Names a substance by these letters and Enter, typed without a pause; answers how many keys that took.
    fn name_substance(&self, letters: &str) -> usize {
        self.keys(format!("{letters}{}", char::from(Key::Enter)));
        letters.chars().count() + 1
    }

    /// What has the focus, by this property of it.
    fn held(&self, property: &str) -> String {
        self.words(&format!("return document.activeElement?.{property} ?? ''"))
    }

    /// The question that has the focus; empty where it is on something else.
    fn question(&self) -> String {
        let name = self.held("name");
        name.strip_prefix("a.").unwrap_or_default().to_owned()
    }

    /// The level that follows, as it says at this moment.
    fn level(&self) -> String {
        self.words("return document.querySelector('#live .verdict').textContent")
    }

    /// Answers the row that has the focus; answers how many keys that took, which is none where no row has it.
    #[track_caller]
    fn answer_row(&self) -> usize {
        let question = self.question();
        if question.is_empty() {
            return 0;
        }
        let other = ANSWERS.iter().find(|(asked, _)| *asked == question);
        let pressed = self.count_keys(other.map_or("1", |(_, key)| key));
        assert_ne!(self.question(), question, "no key answers {question}");
        pressed
    }
}

#[test]
fn a_decision_is_reached_by_keyboard_alone() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    let person = add_person(&browser, "Odalys", "Brennan");
    browser.go(&format!("{person}/rapid"));
    browser.until("the first row", || !browser.question().is_empty());
    assert!(
        browser.level().contains("Not enough to place"),
        "{}",
        browser.level()
    );
    let mut pressed = 0;
    let mut count = |keys: usize| {
        pressed += keys;
        assert!(pressed <= KEYS_MAX, "{pressed} keys: {}", browser.text());
        keys
    };
    // Each danger by itself, until the page asks for a substance.
    while count(browser.answer_row()) > 0 {}
    assert_eq!(browser.held("id"), "rapid-find");
    // Cannabis, on 8 days of 30; four criteria, and none of the others.
    count(browser.name_substance("ca"));
    assert_eq!(browser.question(), "use.days.cannabis");
    count(browser.count_keys("8c1234n"));
    // What the level needs besides, as far as it is asked once all of that is saved.
    let mut decided = false;
    for _ in 0..LOOKS_MAX {
        let answered = count(browser.answer_row());
        decided = answered == 0 && browser.level().contains(DECIDED);
        if decided {
            break;
        }
        if answered == 0 {
            std::thread::sleep(BETWEEN);
        }
    }
    assert!(decided, "{}", browser.text());
    browser.until("the saving", || {
        let state = "return document.querySelector('#rapid-form').dataset.unsaved === undefined \
                     ? document.querySelector('[data-save-state]').className : ''";
        browser.words(state).contains("saved")
    });
    let level = browser.level();
    println!(
        "keys to a decision: {pressed} (aim {KEYS_AIM}): {}",
        level.trim()
    );
    assert_eq!(browser.held("id"), "decide");
    browser.keys(Key::Enter);
    browser.arrives(&format!("{person}/placement"));
    browser.reads(DECIDED);
}

#[test]
fn whoever_types_a_substance_further_than_needed_answers_nothing_by_it() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    let person = add_person(&browser, "Leocadia", "Thorne");
    browser.go(&format!("{person}/rapid"));
    browser.until("the first row", || !browser.question().is_empty());
    // "a" names alcohol already; "l" and "c" are letters all the same.
    browser.keys("s");
    assert_eq!(browser.held("id"), "rapid-find");
    browser.keys("alc");
    browser.until("alcohol, after a pause", || {
        browser.question() == "use.days.alcohol"
    });
    assert_eq!(browser.held("value"), "");
    // The same with a key, without waiting; what has no such substance stays typed.
    browser.keys("s");
    browser.name_substance("nico");
    assert_eq!(browser.question(), "use.days.nicotine");
    assert_eq!(browser.held("value"), "");
    browser.keys("s");
    browser.keys("zz");
    assert_eq!(browser.held("value"), "zz");
}

#[test]
fn a_question_mark_shows_the_keys_of_the_page_while_a_row_has_the_focus() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    let person = add_person(&browser, "Tobiah", "Quillfeather");
    browser.go(&format!("{person}/rapid"));
    browser.until("the first row", || !browser.question().is_empty());
    browser.keys("?");
    browser.one("dialog#keyboard-help[open]");
    let help = browser.one("dialog#keyboard-help").text();
    assert!(help.contains("Among criteria"), "{help}");
    browser.keys(Key::Escape);
    browser.one("dialog#keyboard-help:not([open])");
}

#[test]
fn without_scripts_the_page_is_a_form_with_every_substance() {
    let browser = Browser::open(Scripts::Off);
    browser.phone();
    browser.enter("clinical_director");
    let person = add_person(&browser, "Ingeborg", "Vasquez");
    browser.go(&format!("{person}/rapid"));
    browser.fill("a.use.days.opioid", "many");
    browser
        .one("main label:has(> input[name='a.home.stability'][value='unstable'])")
        .click();
    browser.press("Save");
    browser.reads("whole number from 0 to 30");
    let typed = browser.one("main [name='a.use.days.opioid']");
    assert_eq!(typed.attribute("value"), "many");
    browser.reads("unstable (the person)");
    browser.fill("a.use.days.opioid", "4");
    browser.fill("a.use.last.opioid", "2 d");
    browser.press("Save");
    browser.reads("4 days (the person)");
    browser.reads("Not enough to place");
}
