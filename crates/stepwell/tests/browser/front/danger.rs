//! Danger, said in the self-check or found by a measure, meets help before anything else.

use crate::driver::{Browser, Scripts};

#[test]
fn a_dangerous_answer_leads_to_help_in_both_languages_and_to_no_request() {
    let browser = Browser::open(Scripts::On);
    browser.resize(390, 844);
    for (path, send, help, first, number) in [
        (
            "/check",
            "See what my answers say",
            "Call or text 988 now",
            "Get help now",
            "tel:988",
        ),
        (
            "/es/check",
            "Ver qué dicen mis respuestas",
            "Llame o escriba al 988 ahora",
            "Busque ayuda ahora",
            "tel:988",
        ),
    ] {
        browser.go(path);
        browser.answer("harm", "yes");
        let beside = browser.one(".help-now.shown");
        assert!(beside.text().contains(help), "{}", beside.text());
        browser.press(send);
        browser.reads(first);
        let call = browser.one(".help-first a.button").attribute("href");
        assert_eq!(call, number, "{path}");
        browser.reads_in_order(&[first, "988"]);
    }
}

#[test]
fn a_positive_item_of_a_measure_opens_the_protocol_and_its_signal_needs_a_response() {
    let browser = Browser::open(Scripts::Off);
    browser.enter("counselor");
    browser.go("/staff");
    let person = browser
        .one("#caseload a[href^='/staff/people/']")
        .attribute("href");
    browser.go(&format!("{person}/measures/phq-9/new"));
    for item in 1..=8 {
        browser.answer(&format!("i.{item}"), "1");
    }
    browser.answer("i.9", "2");
    browser.press("Save");
    browser.arrives(&format!("{person}/safety"));
    browser.reads_in_order(&[
        "A signal is raised",
        "911",
        "988",
        "Ask directly",
        "Safety plan",
    ]);
    let respond = browser.one("form[action$='/respond']").attribute("action");
    let signal = respond.strip_suffix("/respond").unwrap().to_owned();
    browser.go("/staff/signals");
    browser.one(&format!("main a[href='{signal}']"));
    browser.go(&signal);
    browser.press("Close without another response");
    browser.reads("A signal without a response stays open");
    browser.press("Save and close");
    browser.reads("Say what was done");
    browser.fill("words", "Talked at once; no plan, no means at home.");
    browser.press("Save and close");
    browser.reads("Closed");
    browser.reads("no means at home");
    browser.go("/staff/signals?show=closed");
    browser.one(&format!("main a[href='{signal}']"));
}
