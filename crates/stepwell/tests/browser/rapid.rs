//! The rapid assessment, by keyboard alone and without scripts.

use crate::driver::{Browser, Scripts};
use crate::gates::add_person;
use std::time::Duration;
use thirtyfour::Key;

/// About how many keys a decision takes a practised person.
const KEYS_AIM: usize = 20;
/// More than this, and the page has lost what it is for. Every figure and letter counts, those of an amount as well.
const KEYS_MAX: usize = 26;
/// What the level that follows says once it is decided.
pub const DECIDED: &str = "the least level that is safe by these rules";
/// The key of the one answer that is not the first of its row.
const LIKELY: (&str, &str) = ("relapse.risk", "3");
/// What somebody says of cannabis: eight days of thirty, a gram, yesterday; smoked.
pub const CELLS: [&str; 3] = ["8", "1g", "1d"];
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

    /// Fills in the cell that has the focus, and goes to the next one; answers how many keys that took.
    fn fill_cell(&self, words: &str) -> usize {
        let typed = self.count_keys(words);
        self.keys(Key::Enter);
        typed + 1
    }

    /// Names a substance by these letters and Enter, typed without a pause; answers how many keys that took.
    fn name_substance(&self, letters: &str) -> usize {
        self.keys(format!("{letters}{}", char::from(Key::Enter)));
        letters.chars().count() + 1
    }

    /// What has the focus, by this property of it.
    pub fn held(&self, property: &str) -> String {
        self.words(&format!("return document.activeElement?.{property} ?? ''"))
    }

    /// The question that has the focus; empty where it is on something else.
    pub fn question(&self) -> String {
        let name = self.held("name");
        name.strip_prefix("a.").unwrap_or_default().to_owned()
    }

    /// Waits until everything that was answered is kept.
    fn saved(&self) {
        let state = "const { unsaved, saving } = document.querySelector('#rapid-form').dataset; \
                     return unsaved === undefined && saving === undefined \
                     ? document.querySelector('[data-save-state]').className : ''";
        self.until("the saving", || self.words(state).contains("saved"));
    }

    /// The level that follows, as it says at this moment.
    pub fn level(&self) -> String {
        self.words("return document.querySelector('#live .verdict').textContent")
    }

    /// The key of an answer in the row that has the focus; none where no row has it.
    pub fn next_key(&self) -> Option<&'static str> {
        let question = self.question();
        let (likely, key) = LIKELY;
        (!question.is_empty()).then_some(if question == likely { key } else { "1" })
    }

    /// Answers what the level needs besides, as far as it is asked once all before it is saved; `press` presses a key.
    #[track_caller]
    pub fn answer_the_rest(&self, mut press: impl FnMut(&str)) {
        for _ in 0..LOOKS_MAX {
            // What is asked follows from what was saved: whoever is faster answers rows that go away.
            self.saved();
            match self.next_key() {
                Some(key) => press(key),
                None if self.held("id") == "decide" && self.level().contains(DECIDED) => return,
                None => std::thread::sleep(BETWEEN),
            }
        }
        panic!("no decision: {}", self.text());
    }
}

/// The rapid assessment of somebody new, with the focus on its first row; answers where the person is.
pub fn opened(browser: &Browser, given: &str, family: &str) -> String {
    let person = add_person(browser, given, family);
    browser.go(&format!("{person}/rapid"));
    browser.until("the first row", || browser.question() == "now.alertness");
    person
}

#[test]
fn a_decision_is_reached_by_keyboard_alone() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    let person = opened(&browser, "Odalys", "Brennan");
    assert!(
        browser.level().contains("Not enough to place"),
        "{}",
        browser.level()
    );
    // Awake, and none of what else is asked about the body; suicide and others by themselves, none of the mind's; safe
    // at home.
    let mut pressed = browser.count_keys("1x");
    assert_eq!(browser.question(), "risk.suicide");
    pressed += browser.count_keys("11x11");
    assert_eq!(browser.held("id"), "rapid-find");
    pressed += browser.count_keys("3");
    assert_eq!(browser.question(), "use.days.cannabis");
    for words in CELLS {
        pressed += browser.fill_cell(words);
    }
    assert_eq!(browser.question(), "use.route.cannabis");
    // Smoked; four criteria, and none of the others.
    pressed += browser.count_keys("2");
    assert_eq!(browser.question(), "dsm.more.cannabis");
    pressed += browser.count_keys("1234x");
    browser.answer_the_rest(|key| pressed += browser.count_keys(key));
    browser.saved();
    let level = browser.level();
    println!(
        "keys to a decision: {pressed} (aim {KEYS_AIM}): {}",
        level.trim()
    );
    assert!(pressed <= KEYS_MAX, "{pressed} keys: {}", browser.text());
    browser.keys(Key::Enter);
    browser.arrives(&format!("{person}/placement"));
    browser.reads(DECIDED);
    // What is recommended has the focus; nothing is chosen until it is pressed.
    browser.until("the level", || browser.held("type") == "submit");
    assert!(
        browser.focused().text().starts_with("Choose "),
        "{}",
        browser.focused().text()
    );
    assert!(!browser.text().contains("Chosen: "), "{}", browser.text());
    browser.keys(Key::Enter);
    browser.reads("Chosen: ");
}

#[test]
fn none_of_these_answers_nothing_that_is_asked_by_itself() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    opened(&browser, "Hedda", "Kirkbride");
    let answered = || {
        browser.words(
            "return [...document.querySelectorAll('[data-quick] input:checked')] \
             .map((one) => one.name.slice(2)).join(' ')",
        )
    };
    assert_eq!(answered(), "");
    // What is seen is no denial, so the first row stays open, and has the focus.
    browser.keys("x");
    let body = answered();
    assert_eq!(browser.question(), "now.alertness");
    for denied in ["withdrawal.severity", "medical.red_flags", "medical.need"] {
        assert!(body.contains(denied), "{denied}: {body}");
    }
    assert!(
        !body.contains("now.alertness") && !body.contains("mental."),
        "{body}"
    );
    browser.keys("1");
    assert_eq!(browser.question(), "risk.suicide");
    browser.keys("x");
    let mind = answered();
    assert_eq!(browser.question(), "risk.suicide");
    assert!(mind.contains("mental.psychosis"), "{mind}");
    for alone in ["risk.suicide", "risk.harm_others", "home."] {
        assert!(!mind.contains(alone), "{alone}: {mind}");
    }
    // At home everything is asked by itself: the key only leads on.
    browser.keys("11");
    assert_eq!(browser.question(), "home.safety");
    browser.keys("x");
    assert_eq!(browser.question(), "home.safety");
    assert!(!answered().contains("home."), "{}", answered());
}

#[test]
fn a_mouse_or_a_finger_names_a_substance_and_says_none_of_these() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    opened(&browser, "Marit", "Halvorsen");
    browser.one("[data-names='alcohol']").click();
    browser.until("the days", || browser.question() == "use.days.alcohol");
    browser
        .one("[data-substance='alcohol'] [data-criteria] summary")
        .click();
    browser
        .one("[data-substance='alcohol'] [data-none-of]")
        .click();
    let no = browser.words(
        "const no = '[data-substance=\"alcohol\"] [data-criteria] [value=\"no\"]:checked'; \
             return String(document.querySelectorAll(no).length)",
    );
    assert_eq!(no, "11");
    browser
        .one("[data-block][aria-label='Body'] [data-none-of]")
        .click();
    let signs = browser.one("[data-quick='medical.red_flags'] input:checked");
    assert_eq!(signs.attribute("value"), "none");
}

#[test]
fn whoever_types_a_substance_further_than_needed_answers_nothing_by_it() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    opened(&browser, "Leocadia", "Thorne");
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
    opened(&browser, "Tobiah", "Quillfeather");
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
