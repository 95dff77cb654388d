//! Somebody who leads calls in sick: the least disruptive answer, its messages, and the board afterwards.

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
    browser.reads("The least disruption that was found");
    browser.run("for (const part of document.querySelectorAll('main details')) part.open = true");
    let groups = browser.one("main").text();
    assert!(
        groups.contains("not held") || groups.contains("led by"),
        "{groups}"
    );
    let message = browser.one("main td details[open] p").text();
    assert!(
        message.contains("Your times this week have changed"),
        "{message}"
    );
    publish(&browser);
    browser.go(&board);
    browser.reads("Whoever leads it is away");
    assert_eq!(led(&browser), 0, "{}", browser.text());
}
