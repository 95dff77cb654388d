//! A call comes in: typed, noticed as known, called, booked, ended, taken up again.

use crate::driver::{Browser, Scripts};

/// Types a request as the coordinator does while talking.
fn type_along(browser: &Browser, family: &str, phone: &str) {
    browser.go("/staff/inquiries/new");
    browser.fill("name", &format!("Perpetua {family}"));
    browser.fill("phone", phone);
    // The coordinator works at one site, which is the only choice there is.
    let sites = browser.all("main [name='site']");
    if sites.iter().all(|site| site.attribute("type") == "radio") {
        browser.one("main label[for='site']").click();
    }
    browser.press("Save");
}

/// Opens the page anew, without the word about what was just done, which would lie over the buttons.
fn anew(browser: &Browser) -> String {
    let path = browser.path();
    let path = path.split('?').next().unwrap().to_owned();
    browser.go(&path);
    path
}

/// `family` and `end` of the number are nobody else's: the browsers of these tests share one demonstration.
fn walk(scripts: Scripts, family: &str, end: u8) {
    let browser = Browser::open(scripts);
    browser.enter("intake_coordinator");
    let number = format!("406-555-01{end}");
    type_along(&browser, family, &number);
    browser.reads("Added.");
    // The rules come before the number.
    let card = browser.one("main .cards").text();
    let rule = card.find("Do not leave a voicemail").unwrap();
    assert!(rule < card.find(&number).unwrap(), "{card}");
    let first = anew(&browser);

    // The same number again: somebody is noticed before anything is saved.
    type_along(
        &browser,
        &format!("{family}e"),
        &format!("(406) 555-01{end}"),
    );
    browser.reads("This may be the same person");
    browser.reads("same telephone number");
    browser.press("Save as a new person");
    browser.reads("Added.");
    anew(&browser);
    browser.press("Join this request to theirs");
    browser.reads("The two requests are joined.");
    anew(&browser);
    browser.press("Take the joining back");
    browser.reads("Put back.");

    // A call, the earliest time, an end with its reason, and taking it up again.
    browser.go(&first);
    browser.one("main label[for='outcome']").click();
    browser.fill("words", "Would like to come soon.");
    browser.press("Log the call");
    browser.reads("Would like to come soon.");
    anew(&browser);
    let earliest = browser.one("main form[action$='/book'] button").text();
    browser.one("main form[action$='/book'] button").click();
    browser.reads("The appointment is made.");
    browser.reads(&earliest);
    anew(&browser);
    browser.press("End this inquiry");
    browser.reads("Choose why it ends.");
    let reason = browser.one("main select[name='reason'] option[value='cost']");
    reason.click();
    browser.press("End this inquiry");
    browser.reads("The inquiry has ended.");
    browser.reads("Cost or insurance");
    anew(&browser);
    browser.press("Take it up again");
    browser.reads("Put back.");
    browser.reads("The earliest times");
    browser.go("/staff/inquiries?stage=reached");
    browser.reads(&format!("Perpetua {family}"));
}

/// One after the other, because both take the earliest time.
#[test]
fn a_call_is_typed_booked_ended_and_taken_up_again() {
    walk(Scripts::On, "Longfellow", 81);
    walk(Scripts::Off, "Brightwater", 82);
}
