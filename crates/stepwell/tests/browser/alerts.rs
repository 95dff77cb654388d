//! What a counselor writes down in one browser stands at the top of the page of whoever else may answer it, at once.

use crate::driver::{Browser, Scripts};
use crate::shared::alone;
use serde_json::json;
use std::time::{Duration, Instant};

/// What is promised.
const WITHIN: Duration = Duration::from_secs(2);
/// Sends the form that signs out, without leaving the page.
const SIGN_OUT: &str = "const form = document.querySelector('form[action=\"/sign-out\"]');
    fetch(form.action, { method: 'POST', redirect: 'manual', body: new URLSearchParams(new FormData(form)) });";

/// What another page of the same browser tells when it hears something.
const HEARD_ELSEWHERE: &str =
    "new BroadcastChannel('stepwell-alerts').postMessage({ state: { now: [] } });";

#[test]
fn a_danger_in_one_browser_stands_within_two_seconds_on_an_open_page_in_another() {
    let _week = alone();
    let director = Browser::open(Scripts::On);
    director.enter("clinical_director");
    director.go("/staff/groups");
    let bar = |browser: &Browser| browser.one("#alerts").attribute("data-now");
    let counselor = Browser::open(Scripts::On);
    counselor.enter("counselor");
    counselor.go("/staff");
    let person = counselor
        .one("#without-counselor a[href^='/staff/people/']")
        .attribute("href");
    counselor.go(&format!("{person}/assessment/mental-health"));
    let before = director.one("#alerts").text();
    counselor.one("label[for='a.risk.harm_others-3']").click();
    counselor.arrives(&format!("{person}/safety"));
    // It has been stored and answered by now.
    let began = Instant::now();
    director.until("the bar", || director.one("#alerts").text() != before);
    assert!(began.elapsed() < WITHIN, "{:?}", began.elapsed());
    assert!(
        director
            .one("#alerts")
            .text()
            .contains("Somebody needs you now.")
    );
    // Without having been opened again, the page leads there; and the bar is on every other page.
    director.one("#alerts a").click();
    director.one("form[action$='/respond']");
    director.go("/staff/groups");
    assert!(!bar(&director).is_empty());
}

/// Waits until the page says why it hears no more. The server hears of it at the next beat of the stream, and the page
/// at its first try to come back.
fn says(browser: &Browser, words: &str) {
    let by = Instant::now() + Duration::from_mins(1);
    let said = || browser.words("return document.getElementById('alerts-lost').textContent");
    while !said().contains(words) {
        assert!(Instant::now() < by, "{}", said());
        std::thread::sleep(Duration::from_secs(1));
    }
}

/// Whose right to see signals was taken is signed in all the same, and is not told anything else.
#[test]
fn a_page_whose_reader_may_not_see_alerts_any_more_says_that_and_not_that_they_are_signed_out() {
    let browser = Browser::open(Scripts::On);
    browser.enter("counselor");
    browser.go("/staff/groups");
    browser.until("the stream", || {
        let asked = browser.asked_for();
        asked
            .iter()
            .any(|url| url.ends_with("/staff/alerts/stream"))
    });
    // Ends the stream; what the page asks then is answered as whoever lost the right is answered.
    browser.run(SIGN_OUT);
    browser.run("window.fetch = async () => new Response('', { status: 403 });");
    says(&browser, "may not see alerts any more");
}

/// Whoever signed out in another window of the same browser: the page says so, and asks no more.
#[test]
fn a_page_left_open_after_signing_out_stops_asking() {
    let browser = Browser::open(Scripts::On);
    browser.enter("counselor");
    browser.go("/staff/groups");
    browser.until("the stream", || {
        browser
            .asked_for()
            .iter()
            .any(|url| url.ends_with("/staff/alerts/stream"))
    });
    // What the button of another window sends.
    browser.run(SIGN_OUT);
    says(&browser, "signed out here");
    assert_eq!(
        browser.words("return String(document.getElementById('alerts-lost').hidden)"),
        "false"
    );
    browser.asked_for();
    std::thread::sleep(Duration::from_secs(12));
    let asked = browser.asked_for();
    let again: Vec<_> = asked
        .iter()
        .filter(|url| url.contains("/alerts/stream"))
        .collect();
    assert!(again.is_empty(), "{again:?}");
    // A page that was opened after signing in again tells what it hears: from then on this one waits for its turn, and
    // listens when that one is closed.
    browser.run(HEARD_ELSEWHERE);
    browser.until("another try", || {
        let asked = browser.asked_for();
        asked.iter().any(|url| url.contains("/alerts/stream"))
    });
}

#[test]
fn the_sound_is_turned_off_for_this_browser() {
    let browser = Browser::open(Scripts::On);
    browser.enter("counselor");
    browser.go("/staff/alerts");
    assert_eq!(
        browser.words("return String(document.querySelector('[data-alert-sound]').checked)"),
        "true"
    );
    browser.one("label[for='alert-sound']").click();
    browser.go("/staff/alerts");
    assert_eq!(
        browser.words("return String(document.querySelector('[data-alert-sound]').checked)"),
        "false"
    );
}

/// A browser without locks, in which time is short, streams are counted and break when they are told to, and what the
/// page asks is answered when it is told to.
const NO_LOCKS: &str = "
    Object.defineProperty(navigator, 'locks', { value: undefined });
    Object.defineProperty(document, 'visibilityState', { get: () => window.away ? 'hidden' : 'visible' });
    const late = window.setTimeout;
    window.setTimeout = (work, ms, ...rest) => late(work, Math.min(ms, 50), ...rest);
    window.streams = [];
    window.EventSource = class {
        constructor() { this.readyState = 1; window.streams.push(this); }
        close() { this.readyState = 2; }
    };
    window.EventSource.CLOSED = 2;
    window.asked = 0;
    window.fetch = () => { window.asked++; return new Promise((done) => { window.answer = (status) => done(new Response('', { status })); }); };
    window.look = (away) => { window.away = away; document.dispatchEvent(new Event('visibilitychange')); };
    window.breaks = () => window.streams.at(-1).onerror();";

#[test]
fn without_locks_a_page_that_nobody_looks_at_asks_nothing_and_one_that_is_answered_is_not_cut_off()
{
    let browser = Browser::open(Scripts::On);
    browser.enter("counselor");
    browser.tools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": NO_LOCKS }),
    );
    browser.go("/staff/groups");
    let count = |what: &str| browser.words(&format!("return String({what})"));
    let lost = || count("document.getElementById('alerts-lost').hidden") == "false";
    let asked = |times: &str| browser.until("what is asked", || count("asked") == times);
    let settle = || std::thread::sleep(Duration::from_millis(500));
    assert_eq!(count("streams.length"), "1");
    // Hidden before it asks, and hidden while it asks: it goes no further.
    browser.run("breaks(); look(true);");
    settle();
    assert_eq!(count("asked"), "0");
    browser.run("look(false); breaks();");
    asked("1");
    browser.run("look(true); answer(500);");
    settle();
    assert_eq!((count("asked").as_str(), lost()), ("1", false));
    // Looked at again it listens. That one answer came is no reason to say that none does; that the stream broke again
    // is one.
    browser.run("look(false); breaks();");
    asked("2");
    let before = count("streams.length");
    browser.run("answer(200);");
    browser.until("a new stream", || count("streams.length") != before);
    assert!(!lost());
    browser.run("breaks();");
    asked("3");
    browser.run("answer(200);");
    browser.until("the words", lost);
}
