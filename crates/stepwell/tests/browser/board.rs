//! A session is moved on the board: with the keyboard, by dragging, and back.

use crate::driver::{Browser, Scripts};
use crate::shared::alone;
use thirtyfour::Key;

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
    // Whoever is off duty then, or has something else, is named first; it is done all the same.
    let read = "Read what this would break";
    browser.until("an answer", || {
        let said = browser.text();
        said.contains("Moved.") || said.contains(read)
    });
    if browser.text().contains(read) {
        browser.press("Move");
    }
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

/// Next week as a picture by room, in which no day is past.
fn picture(browser: &Browser) -> String {
    let week = next_week(browser).replace("view=groups", "view=rooms");
    browser.go(&week);
    browser.one("main .axis li[data-move]");
    week
}

/// Somebody who comes to a session of the picture: their page of this week, and what they are called.
fn a_member(browser: &Browser, id: &str) -> (String, String) {
    let link = browser.one(&format!("#{id} > a")).attribute("href");
    browser.go(&link);
    let member = browser.one("#axis-panel .axis-members a");
    let name = member.text();
    let page = member.attribute("href");
    let (_, person) = page.split_once("person=").unwrap();
    (format!("/staff/people/{person}/life"), name)
}

/// Somebody has to be in court for the whole of a day.
fn in_court(browser: &Browser, life: &str, date: &str) {
    browser.go(&format!("{life}/new"));
    browser.pick("kind", "Court or supervision");
    browser.fill("label", "Hearing");
    browser.pick("often", "Once");
    browser.fill("start", "0:15");
    browser.fill("end", "23:45");
    browser.fill("from", date);
    browser.press("Save");
    // Whoever saves before the page could say what it lies on is told first.
    let asked = "Is this right? Then save it";
    browser.until("an answer", || {
        browser.path() == life || browser.text().contains(asked)
    });
    if browser.path() != life {
        browser.press("Save");
    }
    browser.arrives(life);
    browser.reads("Hearing");
}

fn out_of_court(browser: &Browser, life: &str) {
    browser.go(life);
    let lines = browser.all("main ul.held > li");
    let hearing = lines.iter().find(|line| line.text().contains("Hearing"));
    hearing.unwrap().press("Remove");
    browser.reads("Removed");
}

#[test]
fn board_drag_over_a_members_court_date_shows_who_and_what_before_it_is_dropped_by_mouse_and_by_keyboard()
 {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    let week = picture(&browser);
    // A session of another day than Wednesday, to which somebody comes.
    let block =
        browser.one("main .axis ol:not([data-day^='Wed']) > li.filled[data-move]:not(.fill-0)");
    let id = block.attribute("id");
    let day = browser.one("main .axis ol[data-day^='Wed']");
    let date = day.attribute("data-date");
    let (life, name) = a_member(&browser, &id);
    in_court(&browser, &life, &date);
    browser.go(&week);
    let told = |browser: &Browser| {
        let now = browser.one("[data-axis-now]").text();
        now.contains(&name) && now.contains("Hearing")
    };

    // By mouse: held over Wednesday, and not let go.
    let block = browser.one(&format!("#{id} .block-words"));
    let wednesday = browser.one(&format!("main .axis ol[data-date='{date}']"));
    browser.run("document.querySelector('main .axis').scrollIntoView({ block: 'center', behavior: 'instant' })");
    browser.drag_over(&block, &wednesday);
    browser.until("what would break", || told(&browser));
    browser.one(".axis .ghost.breaking");
    assert!(
        browser.path().starts_with("/staff/week?"),
        "{}",
        browser.path()
    );
    browser.let_go();
    // Where it is let go it is asked to confirm, with the same list.
    browser.one("#axis-panel #move-part form");
    let asked = browser.one("#axis-panel #breaks").text();
    assert!(
        asked.contains(&name) && asked.contains("Hearing"),
        "{asked}"
    );

    // By keyboard: picked up with Enter, carried by the arrows, put back with Escape.
    browser.go(&week);
    let home = browser
        .one(&format!("ol:has(> #{id})"))
        .attribute("data-date");
    let steps = format!(
        "const days = [...document.querySelectorAll('.axis ol[data-date]')].map((day) => day.dataset.date); \
         document.querySelector('#{id} > a').focus(); \
         return days.indexOf('{date}') - days.indexOf('{home}')"
    );
    let steps = browser.run(&steps).as_i64().unwrap();
    browser.keys(Key::Enter);
    let arrow = || {
        if steps < 0 { Key::Left } else { Key::Right }
    };
    for _ in 0..steps.abs() {
        browser.keys(arrow());
    }
    browser.until("what would break", || told(&browser));
    browser.keys(Key::Escape);
    browser.until("it is put back", || {
        let now = browser.one("[data-axis-now]").text();
        now.contains("Nothing has moved") && browser.all(".axis .ghost").is_empty()
    });
    // Nothing has moved.
    browser.go(&week);
    let there = browser
        .one(&format!("ol:has(> #{id})"))
        .attribute("data-date");
    assert_eq!(there, home);
    out_of_court(&browser, &life);
}

#[test]
fn a_phone_shows_one_day_of_the_picture_as_a_list_and_leads_to_the_others() {
    let browser = Browser::open(Scripts::Off);
    let _week = alone();
    let week = picture(&browser);
    browser.phone();
    browser.go(&week);
    let shown = |browser: &Browser| {
        let days = browser.all("main .axis .week-day");
        let shown = days.iter().filter(|day| !day.text().is_empty());
        shown.count()
    };
    assert_eq!(shown(&browser), 1, "{}", browser.text());
    let days = browser.all("main .axis-choose a");
    assert!(days.len() >= 5, "{}", browser.text());
    let friday = days[4].text();
    days[4].click();
    browser.until("Friday", || {
        let day = browser.all("main .axis .week-day.chosen h3");
        day.first().is_some_and(|day| day.text().contains(&friday))
    });
    assert_eq!(shown(&browser), 1, "{}", browser.text());
}

/// The picture has no barriers, with a session opened and without, and is no longer than two screens.
#[test]
fn the_picture_has_no_barriers_and_fits_on_two_screens() {
    let axe = crate::axe::source();
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    let week = picture(&browser);
    let open = browser.one("main .axis li.filled:not(.fill-0) > a");
    let open = open.attribute("href");
    browser.go(&open);
    let person = browser.one("#axis-panel .axis-members a").attribute("href");
    let leaders = week.replace("view=rooms", "view=leaders");
    let discreet = format!("{week}&print=discreet");
    for page in [week, open, person, leaders, discreet] {
        browser.go(&page);
        let barriers = browser.barriers(&axe, crate::axe::Rules::All);
        assert_eq!(barriers, Vec::<String>::new(), "{page}");
        let height = browser.run("return document.documentElement.scrollHeight");
        assert!(height.as_u64().unwrap() <= 1_800, "{page}: {height}");
        // No block says more than it has room for.
        let cut = "return [...document.querySelectorAll('.axis li .block-fit, .axis li .block-whole')] \
            .filter((one) => { const box = one.getBoundingClientRect(), own = one.closest('li').getBoundingClientRect(); \
            return getComputedStyle(one).clipPath === 'none' && box.width > 1 && box.bottom > own.bottom + 1 && !one.closest('li').matches(':hover, :focus-within') }) \
            .map((one) => one.textContent)";
        let cut = browser.run(cut);
        assert_eq!(cut.as_array().map(Vec::len), Some(0), "{page}: {cut}");
    }
}
