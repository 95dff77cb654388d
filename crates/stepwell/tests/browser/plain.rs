//! Everything works with JavaScript off.

use crate::driver::{Browser, Scripts};
use std::collections::BTreeSet;

#[test]
fn scripts_are_really_off() {
    let browser = Browser::open(Scripts::Off);
    browser.go("/sign-in");
    assert!(!browser.one("html").attribute("class").contains("scripted"));
    assert!(
        browser
            .all("main button[data-passkey]:not([hidden])")
            .is_empty()
    );
}

#[test]
fn an_administrator_signs_in_and_adds_a_site_and_a_room() {
    let browser = Browser::open(Scripts::Off);
    browser.sign_in("program_administrator");
    browser.go("/staff/sites/new");
    browser.fill("name", "Plain House");
    browser.fill("zone", "Mars/Base");
    browser.press("Save");
    // What was typed is still there, and the summary leads to what has to be mended.
    browser.reads("is not a time zone this computer knows");
    assert_eq!(
        browser.one("main [name='name']").attribute("value"),
        "Plain House"
    );
    browser.fill("zone", "America/Chicago");
    browser.fill("hours", "Mon to Fri 8:00 to 17:00");
    browser.press("Save");
    browser.reads("Plain House");
    browser.reads("Added.");
    browser.fill_in("#room-name", "Willow");
    browser.fill("seats", "9");
    browser.press("Add room");
    browser.reads("Willow");
    browser.sign_out();
    browser.reads("You are signed out");
}

#[test]
fn what_the_public_page_of_a_site_says_is_written_and_read() {
    let browser = Browser::open(Scripts::Off);
    browser.sign_in("program_administrator");
    browser.go("/staff/sites");
    let site = browser.one("main a.row-link[href^='/staff/sites/']");
    let path = site.attribute("href");
    let public = path.strip_prefix("/staff").unwrap();
    browser.go(&format!("{path}/public"));
    browser.fill("point", "somewhere");
    browser.fill("payers", "Northern Health Plan");
    browser.press("Save");
    // What was typed is still there.
    browser.reads("Enter the place as a map shows it");
    browser.fill("point", "44.1037, -69.1089");
    browser.press("Save");
    browser.reads("Saved.");
    browser.go(public);
    browser.reads("Northern Health Plan");
    browser.one("main a[href='geo:44.10370,-69.10890']");
    browser.go(&format!("/es{public}"));
    browser.reads("Northern Health Plan");
    browser.one("main a[href^='https://www.openstreetmap.org/']");
}

#[test]
fn people_are_found_and_a_record_is_opened_in_an_emergency_and_reviewed() {
    let browser = Browser::open(Scripts::Off);
    let listed = || {
        browser.go("/staff/people");
        let links = browser.all("main a.row-link[href^='/staff/people/']");
        links
            .iter()
            .map(|link| (link.attribute("href"), link.text()))
            .collect::<BTreeSet<_>>()
    };
    browser.enter("clinical_director");
    let everybody = listed();
    browser.enter("counselor");
    let own = listed();
    let (path, name) = own.iter().next().unwrap();
    let family = name.rsplit(' ').next().unwrap();
    browser.fill("q", family);
    browser.one("main form[method='get'] button").click();
    browser.one(&format!("main a.row-link[href='{path}']"));
    let (hidden, _) = everybody
        .iter()
        .find(|(path, _)| own.iter().all(|(own, _)| own != path))
        .unwrap();
    browser.go(hidden);
    browser.reads("Nothing here");
    browser.go(&format!("{hidden}/emergency"));
    browser.fill("reason", "Short");
    browser.press("Open the record");
    browser.reads("Say in a sentence");
    browser.fill("reason", "The emergency room called about this person.");
    browser.press("Open the record");
    browser.arrives(hidden);
    browser.reads("It is on the privacy officer’s list");
    browser.enter("privacy_officer");
    browser.go("/staff/emergencies");
    browser.reads("The emergency room called about this person.");
    browser.fill("words", "The call was real, and the chart was read once.");
    browser.press("Close the review");
    browser.reads("The review is closed");
}

#[test]
fn a_search_is_an_ordinary_page() {
    let browser = Browser::open(Scripts::Off);
    browser.enter("counselor");
    browser.go("/staff/search?q=team");
    browser.one("main a.row-link[href='/staff/team']").click();
    browser.arrives("/staff/team");
}
