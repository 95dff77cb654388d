//! The first page of a coordinator who leaves it open.

use crate::demo::Demo;
use crate::driver::{Browser, Scripts};

#[test]
fn a_request_comes_onto_an_open_first_page_by_itself_and_not_under_a_hand() {
    let demo = Demo::own();
    let desk = Browser::open_on(demo.clone(), Scripts::On);
    desk.enter("intake_coordinator");
    desk.go("/staff");
    let phone = Browser::open_on(demo, Scripts::Off);
    phone.asks_for_help("Juniper", "207 555 6701");
    desk.until("the request", || desk.text().contains("Tilda Juniper"));
    assert!(!desk.path().contains("said"), "{}", desk.path());
    // Whoever has a button of the list in hand presses what they saw.
    desk.run("document.querySelector('#today table button').focus()");
    phone.asks_for_help("Larch", "207 555 6702");
    desk.until("the word that it is old", || {
        desk.text()
            .contains("This page has changed since it was opened.")
    });
    assert!(!desk.text().contains("Tilda Larch"), "{}", desk.text());
    desk.run("document.activeElement.blur()");
    desk.until("the request", || desk.text().contains("Tilda Larch"));
    let old = "This page has changed since it was opened.";
    desk.until("nothing older", || !desk.text().contains(old));
    // One click, and it says what came of it, once.
    let row = desk.part("#overdue tbody tr", "Larch").unwrap();
    row.press("No answer");
    desk.reads("The call is logged.");
    desk.until("one request less", || {
        desk.part("#overdue tbody tr", "Larch").is_none()
    });
}
