//! Somebody who leads calls in sick, for days or for one session; snow; the answers, and the board afterwards.

use crate::driver::{Browser, Scripts};
use crate::shared::alone;
use crate::week::publish;

#[test]
fn a_leader_who_calls_in_sick_is_answered_for_the_week_with_messages_and_the_board_shows_it() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.resize(1280, 900);
    browser.enter("clinical_director");
    // Next week, with its days on the board.
    let board = browser.board_of_next_week("Mesa Center");
    let days = browser.all("main .board td[data-to]");
    let (first, last) = (days[0].attribute("data-to"), days[4].attribute("data-to"));
    let led = |browser: &Browser| {
        let held = browser.all("main .board li:not(.called-off)");
        let held = held.iter();
        held.filter(|block| block.text().contains("Hannah Goldberg"))
            .count()
    };
    assert!(led(&browser) > 0, "{}", browser.text());
    let site = browser.site("Mesa Center");
    browser.go(&format!("{site}/repair"));
    // Nobody was named, so there is nothing to answer; the days stay as they were typed.
    browser.fill("from", &first);
    browser.fill("through", &last);
    browser.press("Propose an answer");
    browser.reads("Choose who is away.");
    assert_eq!(
        browser.one("main [name='through']").attribute("value"),
        last
    );
    browser.pick("staff", "Hannah Goldberg");
    browser.press("Propose an answer");
    browser.reads("One week repaired");
    browser.reads("If nobody does anything");
    browser.reads("Whatever is not hit stays as it is");
    browser.run("for (const part of document.querySelectorAll('main details')) part.open = true");
    let groups = browser.one("main").text();
    assert!(
        groups.contains("not held") || groups.contains("led by"),
        "{groups}"
    );
    // Where a colleague leads every session nobody has to hear of it.
    for message in browser.all("main td details[open] p.pre") {
        let message = message.text();
        assert!(
            message.contains("Your times this week have changed"),
            "{message}"
        );
    }
    publish(&browser);
    browser.go(&board);
    browser.reads("Whoever leads it is away");
    assert_eq!(led(&browser), 0, "{}", browser.text());
}

/// How many sessions are tried until one is found that a colleague can lead.
const TRIED_MAX: usize = 12;

#[test]
fn one_session_without_its_leader_is_led_by_a_free_colleague_and_that_is_taken_back() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.enter("clinical_director");
    let site = browser.site("Mesa Center");
    let form = format!("{site}/repair");
    browser.go(&form);
    let offered = browser.all("main select[name='session'] option");
    let sessions: Vec<String> = offered.iter().map(|one| one.attribute("value")).collect();
    let found = sessions
        .iter()
        .filter(|one| !one.is_empty())
        .take(TRIED_MAX)
        .any(|session| {
            browser.go(&form);
            browser
                .one("main input[name='what'][value='session'] + label")
                .click();
            browser.run(&format!(
                "document.querySelector(\"main select[name='session']\").value = '{session}'"
            ));
            browser.press("Propose an answer");
            browser.reads("If nobody does anything");
            browser.all("main label[for='way-0']")[0]
                .text()
                .starts_with("Led by")
        });
    assert!(
        found,
        "nobody is free at any of {} times: {}",
        sessions.len(),
        browser.text()
    );
    let text = browser.text();
    assert!(text.contains("At least 0 people are touched"), "{text}");
    assert!(text.contains("this touches 0"), "{text}");
    // The first answer is ticked, and the others can be.
    assert_eq!(
        browser
            .all("main input[name='way-0'][value='0']:checked")
            .len(),
        1
    );
    publish(&browser);
    browser.press("Take it back");
    browser.reads("Taken back");
}

#[test]
fn snow_closes_the_house_and_what_would_be_held_in_it_is_by_video() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.resize(1280, 900);
    browser.enter("clinical_director");
    browser.board_of_next_week("Mesa Center");
    let days = browser.all("main .board td[data-to]");
    let day = days[1].attribute("data-to");
    let site = browser.site("Mesa Center");
    browser.go(&format!("{site}/repair"));
    browser
        .one("main input[name='what'][value='site'] + label")
        .click();
    browser.fill("from", &day);
    browser.press("Propose an answer");
    browser.reads("If nobody does anything");
    browser.reads("By video");
    publish(&browser);
    browser.run("for (const part of document.querySelectorAll('main details')) part.open = true");
    browser.reads("by video");
    browser.press("Take it back");
    browser.reads("Taken back");
}
