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
    desk.run("window.kept = true");
    row.press("No answer");
    desk.reads("Tilda Larch: no answer. The call is logged.");
    // The list is made anew in place: the page stays where it was.
    desk.run("if (!window.kept) document.body.prepend('It jumped')");
    assert!(!desk.text().contains("It jumped"));
    desk.until("one request less", || {
        desk.part("#overdue tbody tr", "Larch").is_none()
    });
}

#[test]
fn the_second_half_of_a_double_click_is_about_nobody_else() {
    let demo = Demo::own();
    let desk = Browser::open_on(demo.clone(), Scripts::On);
    let phone = Browser::open_on(demo, Scripts::Off);
    phone.asks_for_help("Sumac", "207 555 6711");
    phone.asks_for_help("Tupelo", "207 555 6712");
    desk.enter("intake_coordinator");
    desk.go("/staff");
    // What a pointer does counts its clicks; what a key does has none. The second press comes as soon as the next row
    // is there, on whatever lies where the first was.
    desk.run(
        "const list = () => document.querySelector('#overdue'); \
         const buttons = () => [...list().querySelectorAll('tbody tr button')] \
           .filter((one) => one.textContent.startsWith('No answer')); \
         const press = () => buttons()[0] \
           .dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 })); \
         window.next = buttons()[1].closest('tr').querySelector('th').textContent; \
         const before = list(); \
         new MutationObserver((_, watch) => { \
           if (list() !== before) { watch.disconnect(); window.twice = true; press(); } \
         }).observe(document.body, { childList: true, subtree: true }); \
         press();",
    );
    desk.reads("The call is logged.");
    std::thread::sleep(std::time::Duration::from_millis(900));
    desk.run(
        "if (!window.twice || !document.querySelector('#overdue').textContent.includes(window.next)) \
         document.body.prepend('Somebody else was called')",
    );
    let text = desk.text();
    assert!(!text.contains("Somebody else was called"), "{text}");
    let logged = desk.all("[data-toast]").len();
    assert_eq!(logged, 1, "{text}");
}
