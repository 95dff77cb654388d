//! Danger, said in the self-check or found by a measure, meets help before anything else.

use crate::driver::{Browser, Scripts};
use thirtyfour::support::block_on;

/// Sentences and what they tell of; the server's reading is held against them where the list is.
const SENTENCES: &str = include_str!("../../../../care/src/intake/inquiry/danger/sentences.txt");
/// Types each sentence, without the pause that the page makes until somebody has stopped typing, and says for each
/// whether help was shown.
const TYPE_EACH: &str = r#"
    const help = document.querySelector("[data-help-words]");
    const field = help.closest("form").elements.words;
    const pause = window.setTimeout;
    window.setTimeout = (work) => { work(); return 0; };
    const shown = arguments[0].map((sentence) => {
        field.value = sentence;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        return help.classList.contains("shown");
    });
    window.setTimeout = pause;
    return shown;
"#;

#[test]
fn the_page_shows_help_for_what_the_server_takes_for_danger_and_for_nothing_else() {
    let browser = Browser::open(Scripts::On);
    browser.go("/ask");
    let sentences: Vec<(bool, String)> = SENTENCES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (told, text) = line.split_once(": ").unwrap();
            let text = text
                .replace("<ZWSP>", "\u{200B}")
                .replace("<SHY>", "\u{AD}");
            (told != "-", text)
        })
        .collect();
    let typed: Vec<&str> = sentences.iter().map(|(_, text)| text.as_str()).collect();
    let typed = serde_json::to_value(&typed).unwrap();
    let shown = block_on(browser.driver.execute(TYPE_EACH, vec![typed])).unwrap();
    let shown: Vec<bool> = shown.convert().unwrap();
    assert_eq!(shown.len(), sentences.len());
    for ((danger, text), shown) in sentences.iter().zip(shown) {
        assert_eq!(*danger, shown, "{text:?}");
    }
}

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

/// The person's own words, from a phone at any hour to the screens of those who answer at the site.
fn asks_in_danger(
    scripts: Scripts,
    (path, words, send, title): (&str, &str, &str, &str),
    family: &str,
) {
    let browser = Browser::open(scripts);
    browser.resize(390, 844);
    browser.go(path);
    browser.answer("who", "themselves");
    browser.fill("given", "Odile");
    browser.fill("family", family);
    browser.fill("phone", "207 555 7781");
    browser.one("label[for='site']").click();
    browser.fill("words", words);
    if scripts == Scripts::On {
        // Whom to call is shown before anything is sent.
        let help = browser.one("[data-help-words].shown");
        assert!(help.text().contains("988"), "{}", help.text());
    }
    browser.answer("safe_now", "unsure");
    browser.press(send);
    browser.reads(title);
    assert_eq!(browser.one("h1").text(), title);
    let first = browser.one(".help-first a.button").attribute("href");
    assert_eq!(first, "tel:911");
    assert!(
        !browser.path().contains('?'),
        "nothing of it is in the address"
    );
    browser.resize(1280, 900);
    browser.enter("intake_coordinator");
    browser.go("/staff");
    browser.reads("in danger");
    browser.go("/staff/inquiries");
    let danger = browser.one("table#danger, #danger table").text();
    assert!(
        danger.contains(family) && danger.contains("Danger now"),
        "{danger}"
    );
    // The counselor on duty does not work requests, and has it on the first page as a signal.
    browser.enter("counselor");
    browser.go("/staff/signals");
    let rows = browser.all("main a.row-link[href^='/staff/signals/']");
    let signals: Vec<_> = rows.iter().map(|row| row.attribute("href")).collect();
    let theirs = signals.iter().any(|signal| {
        browser.go(signal);
        browser.one("main").text().contains(family)
    });
    assert!(theirs, "{signals:?}");
    browser.reads(words);
    browser.reads("Not sure of being safe right now, they say.");
}

#[test]
fn danger_on_the_public_form_reaches_the_counselor_in_both_languages() {
    let english = (
        "/ask",
        "I want to kill myself, please call",
        "Send my request",
        "Get help now",
    );
    asks_in_danger(Scripts::On, english, "Marchetti");
    let spanish = (
        "/es/ask",
        "Ya no quiero vivir, por favor llamen",
        "Enviar mi solicitud",
        "Busque ayuda ahora",
    );
    asks_in_danger(Scripts::Off, spanish, "Villaverde");
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
    browser.answer("reached", "reached");
    browser.fill("without", "The screener is scored on paper today.");
    browser.press("Save and close");
    browser.reads("Closed");
    browser.reads("no means at home");
    browser.go("/staff/signals?show=closed");
    browser.one(&format!("main a[href='{signal}']"));
}
