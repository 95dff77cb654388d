//! A mother asks for her son, who must not learn of it by a call; then he calls himself.

use crate::driver::{Browser, Scripts};

/// The mother's request, by the public page.
fn ask(browser: &Browser) {
    browser.go("/ask");
    browser.answer("who", "other");
    browser.fill("asker_name", "Perpetua Lindqvist");
    browser.one("#relationship option[value='parent']").click();
    browser.fill("asker_phone", "207 555 7741");
    browser.fill("given", "Anselm");
    browser.fill("family", "Lindqvist");
    browser.fill("born", "4/14/1994");
    browser.answer("voicemail", "no");
    browser.answer("discreet", "yes");
    browser.one("label[for='site']").click();
    browser.press("Send");
    browser.arrives("/ask/sent");
}

/// The same person, typed by the coordinator while he talks. Whoever may be the same is shown before anything is saved.
fn he_calls(browser: &Browser, first: &str) {
    browser.go("/staff/inquiries/new");
    browser.fill("name", "Anselm Lindquist");
    browser.fill("born", "4/14/1994");
    browser.fill("phone", "207 555 7742");
    browser.press("Save");
    browser.reads("Nothing is saved yet");
    let known = browser.one("#alike a");
    assert_eq!(known.attribute("href"), first);
    assert_eq!(
        browser.one("main [name='name']").attribute("value"),
        "Anselm Lindquist",
        "what was typed is kept"
    );
    browser.press("Save as a new person");
    browser.reads("This may be the same person");
}

#[test]
fn a_mother_asks_in_confidence_then_he_calls_himself_and_it_ends_with_a_reason() {
    let browser = Browser::open(Scripts::Off);
    browser.resize(390, 844);
    ask(&browser);
    browser.resize(1280, 900);
    browser.enter("intake_coordinator");
    let first = browser.inquiry_of("Lindqvist");
    // The rules come before every number, and the number is the mother's.
    browser.reads_in_order(&[
        "Do not say where you are calling from.",
        "Do not leave a voicemail.",
        "207 555 7741",
    ]);
    browser.reads("Perpetua Lindqvist (parent)");
    browser.reads("The person does not know of it yet.");
    browser.reads("Voicemail left, against their wish");
    he_calls(&browser, &first);
    let second = browser.path();
    let second = second.split('?').next().unwrap();
    assert_ne!(second, first);
    browser.press("Join this request to theirs");
    browser.reads("This request turned out to be somebody’s who asked before.");
    browser.press("Open the request it was joined to");
    browser.arrives(&first);
    browser.reads("was joined to this one");
    browser.reads("Do not leave a voicemail.");
    // Ended only with a reason; what was typed is kept.
    browser.fill("loss_words", "Prefers a program near his work.");
    browser.press("End this inquiry");
    browser.reads("Choose why it ends.");
    assert_eq!(
        browser.one("main [name='loss_words']").text(),
        "Prefers a program near his work."
    );
    browser
        .one("main select[name='reason'] option[value='elsewhere']")
        .click();
    browser.press("End this inquiry");
    browser.reads("How it ended");
    browser.reads("Prefers a program near his work.");
    browser.go("/staff/inquiries?stage=lost");
    browser.reads("Anselm Lindqvist");
}
