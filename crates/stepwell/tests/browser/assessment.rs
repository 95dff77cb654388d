//! An assessment on a tablet beside a person: kept answer by answer, with and without a connection; and what a dangerous
//! answer leads to.

use crate::driver::{Browser, Scripts};
use serde_json::json;

impl Browser {
    /// A tablet held upright.
    fn tablet(&self) {
        let screen =
            json!({ "width": 820, "height": 1180, "deviceScaleFactor": 1, "mobile": true });
        self.tools("Emulation.setDeviceMetricsOverride", screen);
    }

    /// Cuts the connection, or gives it back.
    fn connected(&self, connected: bool) {
        self.tools("Network.enable", json!({}));
        let conditions = json!({ "offline": !connected, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.tools("Network.emulateNetworkConditions", conditions);
    }

    /// Somebody of whom nothing was asked yet.
    fn newcomer(&self) -> String {
        self.enter("counselor");
        self.go("/staff");
        self.one("#without-counselor a[href^='/staff/people/']")
            .attribute("href")
    }

    /// Presses the card of an answer.
    fn press_card(&self, id: &str) {
        self.one(&format!("label[for='{id}']")).click();
    }
}

#[test]
fn answers_survive_a_reload_and_a_lost_connection() {
    let browser = Browser::open(Scripts::On);
    browser.tablet();
    let person = browser.newcomer();
    let path = format!("{person}/assessment/home");
    browser.go(&path);
    browser.press_card("a.home.stability");
    browser.one("[data-save-state].saved");
    browser.go(&path);
    // What is known is shown and not asked again.
    browser.one("#q-home-stability .statements strong");
    browser.one("#q-home-stability details:not([open])");
    browser.connected(false);
    browser.press_card("a.home.safety");
    browser.reads("Not saved: no connection");
    browser.press_card("a.home.use_around-2");
    browser.connected(true);
    browser.one("[data-save-state].saved");
    browser.one("#q-home-use_around [data-answer-state]:not(:empty)");
    browser.reads("Saved ");
    std::thread::sleep(std::time::Duration::from_secs(1));
    browser.go(&path);
    browser.one("#q-home-safety .statements strong");
    browser.one("#q-home-use_around .statements strong");
}

#[test]
fn a_dangerous_answer_opens_the_safety_protocol_and_its_signal_closes_with_a_response() {
    let browser = Browser::open(Scripts::On);
    browser.tablet();
    let person = browser.newcomer();
    browser.go(&format!("{person}/assessment/mental-health"));
    browser.press_card("a.risk.suicide-4");
    browser.arrives(&format!("{person}/safety"));
    browser.reads("Ask about means");
    let respond = browser.one("form[action$='/respond']").attribute("action");
    let signal = respond.strip_suffix("/respond").unwrap();
    browser.go(signal);
    browser.press("Close without another response");
    browser.reads("A signal without a response stays open");
    browser.answer("reached", "reached");
    browser.fill(
        "words",
        "Talked for half an hour; no plan. Safety plan made.",
    );
    // Asked of a risk of suicide; the same person may have another card, from another walk, that comes first.
    if !browser.all("main [name='without']").is_empty() {
        browser.fill("without", "The screener is scored on paper today.");
    }
    browser.press("Save and close");
    browser.reads("Closed");
    browser.reads("Safety plan made.");
}

#[test]
fn without_scripts_a_section_is_saved_with_its_button() {
    let browser = Browser::open(Scripts::Off);
    let person = browser.newcomer();
    browser.go(&format!("{person}/assessment/support"));
    browser.fill("a.support.people", "many");
    browser.press("Save");
    browser.reads("whole number from 0 to 50");
    assert_eq!(
        browser
            .one("main [name='a.support.people']")
            .attribute("value"),
        "many"
    );
    browser.fill("a.support.people", "4");
    browser.press("Save");
    browser.reads("4 people");
}
