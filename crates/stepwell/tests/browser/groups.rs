//! A group from the first field to the last member.

use crate::driver::{Browser, Scripts};
use thirtyfour::Key;

impl Browser {
    /// Chooses an option of a select by the beginning of its words, as somebody at a keyboard does.
    fn choose(&self, field: &str, words: &str) {
        self.run(&format!("document.getElementById('{field}').focus()"));
        self.keys(words);
        self.keys(Key::Tab);
    }
}

#[test]
fn a_group_is_set_up_one_session_moved_and_a_membership_added_and_ended() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    browser.go("/staff/groups");
    let site = browser.all("nav.tabs a")[0].attribute("href");
    let id = site
        .trim_start_matches("/staff/sites/")
        .trim_end_matches("/groups")
        .to_owned();
    browser.go(&format!("/staff/groups/new?site={id}"));
    // Without a leader it is refused, and nothing typed is lost.
    browser.fill("name", "Sunday circle");
    browser.fill("meetings", "Sun 9:00");
    browser.fill("minutes", "90");
    browser.press("Save");
    browser.reads("Nobody leads this group yet");
    browser.choose("facilitators", "Marcus");
    browser.choose("place", "Telehealth");
    browser.press("Save");
    browser.reads("Sun 9:00 am, 90 minutes");
    let group = browser.path();
    let group = group.split('?').next().unwrap().to_owned();
    // The next session begins two hours later.
    browser.all("#sessions a[href*='exceptions?date=']")[0].click();
    browser.reads("Change one session");
    browser.fill("to_time", "10:00");
    browser.press("Save");
    browser.reads("10:00 to 11:30 am");
    browser.reads("Moved from");
    // Somebody joins.
    browser.go("/staff/people");
    let name = browser.all("main a.row-link[href^='/staff/people/']")[0].text();
    let family = name
        .split('\n')
        .next()
        .unwrap()
        .split(' ')
        .next_back()
        .unwrap()
        .to_owned();
    browser.go(&format!("{group}/members?q={family}"));
    browser.reads("Who joins");
    browser.one("label[for=person]").click();
    browser.press("Let them join");
    browser.reads("They are a member from that day on.");
    browser.reads("No end yet");
    // And leaves after today.
    browser.press("End");
    browser.reads("The membership ends with that day.");
    assert!(!browser.text().contains("No end yet"));
}
