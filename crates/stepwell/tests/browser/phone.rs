//! Somebody rings: who it is, and a call that becomes an appointment, with the keyboard alone. The keys are counted.

use crate::driver::{Browser, Scripts};
use crate::hands::Hands;
use serde_json::json;
use thirtyfour::Key;

/// Says what it took, and begins to count anew.
#[track_caller]
fn took(hands: &Hands, what: &str, keys_max: u32) {
    let counted = hands.counted();
    let (typed, keys) = (counted.characters, counted.keys);
    println!("{what}: {keys} keys beside {typed} characters (aim: {keys_max} keys)");
    assert!(keys <= keys_max, "{what} took {keys} keys");
}

fn inquiry_at(browser: &Browser) -> String {
    let path = browser.path();
    path.split('?').next().unwrap().to_owned()
}

/// Nobody else in the demonstration that these tests share has these numbers.
const NUMBER: &str = "406 555 7390";

/// One after the other, because both take the earliest time.
#[test]
fn a_call_is_answered_typed_and_booked_by_keyboard_alone() {
    from_ring_to_time();
    saved_first();
}

fn from_ring_to_time() {
    let browser = Browser::open(Scripts::On);
    browser.enter("intake_coordinator");
    browser.go("/staff");
    let hands = Hands::of(browser);
    let browser = &hands.browser;

    // Who is it? Nobody: Enter begins the form, with the number in it and the keys in the first field.
    hands.palette();
    hands.write(NUMBER);
    browser.one("#palette-list li[data-href^='/staff/inquiries/new?phone=']");
    hands.enter();
    browser.arrives("/staff/inquiries/new");
    took(&hands, "who just rang, not known", 2);
    // What is offered first stands there before anything is typed.
    browser.one("#times button");
    browser.until("the first field", || browser.held("name") == "name");
    assert_eq!(
        browser.one("main [name='phone']").attribute("value"),
        NUMBER
    );

    // Three fields and Enter.
    hands.write("Juniper Halloway");
    hands.tab();
    hands.tab();
    assert_eq!(browser.focused().attribute("name"), "born");
    hands.write("3/4/1990");
    hands.enter();
    browser.reads("Juniper Halloway");
    browser.one("#appointment");
    let path = inquiry_at(browser);
    assert!(path.starts_with("/staff/inquiries/") && !path.ends_with("/new"));
    // Another test may have been quicker by a moment. Then Enter books the next: the keys are there already.
    if browser.text().contains("The time was taken meanwhile") {
        browser.keys(Key::Enter);
    } else {
        took(&hands, "phone request to booked, the number being there", 3);
    }
    browser.reads("The appointment is made.");
    browser.one("#appointment form[action$='/cancel']");

    // They ring again: by the end of the number, by the date of birth as somebody types it in a hurry.
    for typed in ["7390", NUMBER, "030490 "] {
        browser.go("/staff");
        hands.counted();
        hands.palette();
        hands.write(typed.trim());
        browser.one(&format!("#palette-list li[data-href='{path}']"));
        if typed == "030490 " {
            continue;
        }
        browser.one(&format!(
            "#palette-list li[data-href='{path}'][aria-selected='true']"
        ));
        hands.enter();
        browser.arrives(&path);
        took(&hands, "who just rang, known", 2);
    }

    // Whoever is known already is shown while they are typed, and nothing is saved.
    browser.go("/staff/inquiries/new");
    browser.keys("June Halloway");
    browser.keys(Key::Tab);
    browser.keys(NUMBER);
    browser.one(&format!("#known a[href='{path}']"));
    browser.reads("same telephone number");
    assert_eq!(
        browser.focused().attribute("name"),
        "phone",
        "nobody who types loses the place"
    );
}

/// Saved without a time, the earliest is one key away.
fn saved_first() {
    let browser = Browser::open(Scripts::On);
    browser.enter("intake_coordinator");
    browser.go("/staff/inquiries/new");
    browser.keys("Halloway, Linden");
    browser.keys(Key::Tab);
    browser.keys("406 555 7391");
    browser.press("Save without a time");
    browser.reads("Added.");
    let first = browser
        .one("#appointment form[action$='/book'] button")
        .text();
    assert_eq!(browser.focused().text(), first);
    browser.keys(Key::Enter);
    browser.one("#appointment form[action$='/cancel']");
}

/// Holds the first answer to what is typed until it is let go.
const HOLD: &str = "
const real = window.fetch;
let held = false;
window.fetch = (...asked) => {
  const answer = real(...asked);
  if (held || !String(asked[0]).endsWith('/live')) return answer;
  held = true;
  return answer.then((response) => new Promise((done) => {
    document.body.dataset.holds = '';
    window.letGo = () => done(response);
  }));
};
document.getElementById('times').dataset.old = '';
";
/// The language changes while that answer is still under way.
const CHANGE_AND_LET_GO: &str = "
const spanish = document.querySelector(\"main [name='language'][value='es']\");
spanish.checked = true;
spanish.dispatchEvent(new Event('input', { bubbles: true }));
window.letGo();
";

#[test]
fn what_changes_while_an_answer_is_under_way_is_looked_up_as_well() {
    let browser = Browser::open(Scripts::On);
    browser.enter("intake_coordinator");
    browser.go("/staff/inquiries/new");
    browser.one("#times button");
    let run = |script: &str| browser.tools("Runtime.evaluate", json!({ "expression": script }));
    run(HOLD);
    browser.keys("Linden Halloway");
    browser.one("body[data-holds]");
    run(CHANGE_AND_LET_GO);
    browser.one("#times:not([data-old])");
}
