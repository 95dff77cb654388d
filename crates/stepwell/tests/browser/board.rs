//! A session is moved on the board: with the keyboard, by dragging, and back.

use crate::driver::{Browser, Scripts};
use crate::shared::alone;

/// Next week at the first site, where no day is past.
fn next_week(browser: &Browser) -> String {
    // Wide enough that the days stand beside each other.
    browser.resize(1280, 900);
    browser.enter("clinical_director");
    browser.board_of_next_week("Harbor House")
}

/// A block of the board that can be moved, and the session it names.
fn first_block(browser: &Browser) -> String {
    browser.one("main .board li[data-move]").attribute("id")
}

#[test]
fn a_session_is_moved_by_key_and_back() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    let week = next_week(&browser);
    let id = first_block(&browser);
    let before = browser.one(&format!("#{id} .board-time")).text();
    browser.run(&format!(
        "document.querySelector('#{id} .board-time').focus()"
    ));
    browser.keys("m");
    browser.arrives("/staff/week/move");
    // So late nothing else is held, and nobody's life holds anything that cannot move.
    browser.fill("start", "9:00 pm");
    browser.press("Move");
    browser.arrives("/staff/week");
    browser.reads("Moved.");
    let moved = browser.one(&format!("#{id} .board-time")).text();
    assert!(moved.starts_with("9:00 pm"), "{moved}");
    browser.one("#toasts form button").click();
    browser.reads("Moved back.");
    browser.go(&week);
    assert_eq!(browser.one(&format!("#{id} .board-time")).text(), before);
}

#[test]
fn a_session_is_dragged_to_another_day_and_meets_the_same_refusals() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    let week = next_week(&browser);
    let id = first_block(&browser);
    let block = browser.one(&format!("#{id} .board-line"));
    let empty = browser.one(&format!("tr:has(#{id}) td[data-to]:not(:has(ul))"));
    let to = empty.attribute("data-to");
    browser.drag(&block, &empty);
    browser.arrives("/staff/week/move");
    assert!(
        browser.path().contains(&format!("to={to}")),
        "{}",
        browser.path()
    );
    let chosen = browser.one("main [name='to']").attribute("value");
    // Past midnight is refused, and what was chosen stays.
    browser.fill("start", "23:45");
    browser.press("Move");
    browser.reads("midnight");
    assert_eq!(browser.one("main [name='to']").attribute("value"), chosen);
    assert_eq!(
        browser.one("main [name='start']").attribute("value"),
        "23:45"
    );
    // Nothing has moved.
    browser.go(&week);
    let home = browser.one(&format!("td:has(#{id})")).attribute("data-to");
    assert_ne!(home, to);
}
