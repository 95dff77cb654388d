//! From the door to care: the one way in, with everything that stands before it.

use crate::driver::{Browser, Scripts};

/// Adds somebody at the desk; answers the address of their pages.
pub fn add_person(browser: &Browser, given: &str, family: &str) -> String {
    browser.go("/staff/people/new");
    browser.fill("given", given);
    browser.fill("family", family);
    browser.fill("born", "Apr 14, 1987");
    browser.fill("phone", "207 555 0177");
    browser.pick("site", "Harbor House");
    browser.press("Save");
    // Somebody with this number may be here already from another test.
    if browser.text().contains("Save as a new person") {
        browser.press("Save as a new person");
    }
    browser.until("the assessment", || browser.path().contains("/assessment"));
    let path = browser.path();
    path.split("/assessment").next().unwrap().to_owned()
}

/// Chooses a level with a reason, where nothing is known yet.
pub fn place(browser: &Browser, person: &str, level: &str) {
    browser.go(&format!("{person}/placement"));
    browser
        .one(&format!(
            "main input[name='level'][value='{level}'] + label"
        ))
        .click();
    browser.fill("reason", "What is known is enough to begin here");
    browser.press("Choose this level");
    browser.reads("The level is chosen.");
}

#[test]
fn nobody_is_admitted_past_a_danger_or_to_less_than_is_safe() {
    let browser = Browser::open(Scripts::Off);
    browser.enter("clinical_director");
    let person = add_person(&browser, "Wren", "Halvorsen");
    place(&browser, &person, "intensive_outpatient");
    // Severe withdrawal: somebody looks now, and less than medical care is a prescriber's to choose.
    browser.go(&format!("{person}/assessment/withdrawal"));
    browser
        .one("main input[name='a.withdrawal.severity'][value='severe'] + label")
        .click();
    browser.press("Save");
    browser.go(&format!("{person}/placement"));
    browser.reads("Where you choose less than");
    browser
        .one("main input[name='level'][value='intensive_outpatient'] + label")
        .click();
    browser.fill("reason", "Her sister takes her in");
    browser.fill("plan", "Her counselor calls every evening");
    browser.press("Choose this level");
    browser.reads("a prescriber chooses less");
    browser.reads("Say by which day somebody looks again.");
    let kept = browser.one("main [name='plan']").attribute("value");
    assert_eq!(kept, "Her counselor calls every evening");
    browser.go(&format!("{person}/admit"));
    browser.reads("Answer this first");
    browser.pick("program", "Intensive Outpatient Program, Harbor House");
    browser.press("Admit");
    browser.reads("asks for somebody now, and nobody has answered it");
    browser.press("Say what was done");
    browser.answer("reached", "reached");
    browser.fill(
        "words",
        "Seen by the nurse; the hospital takes her tonight.",
    );
    browser.press("Save and close");
    browser.reads("Closed");
    browser.go(&format!("{person}/handover"));
    browser.reads("Not known here");
}
