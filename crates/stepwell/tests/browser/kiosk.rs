//! Arriving: the code of one's own phone, typed at the screen by the door.

use crate::driver::{Browser, Scripts};
use crate::shared::alone;
use jiff::ToSpan as _;
use jiff::civil::DateTime;

const KNOWN: &str = "Josie Marchetti";
/// How long the session is that is made for this, and in how many minutes it begins.
const MINUTES: i32 = 30;
const AHEAD_MINUTES: i32 = 12;

/// When a short session can begin at the first site, within the hour and within one day. Where today is nearly over, an
/// hour passes first: a session of tomorrow would be another test's next week.
fn soon(browser: &Browser) -> DateTime {
    let fits = |now: DateTime| {
        let start = now.checked_add(AHEAD_MINUTES.minutes()).unwrap();
        let end = start.checked_add(MINUTES.minutes()).unwrap();
        (end.date() == now.date()).then_some(start)
    };
    let now = browser.time();
    fits(now).unwrap_or_else(|| {
        browser.one(".banner button[value='hour']").click();
        let tomorrow = now.date().tomorrow().unwrap();
        browser.reads(&tomorrow.strftime("It is %a, %b %-d, %Y").to_string());
        fits(browser.time()).unwrap()
    })
}

/// The secret address of a new screen at the first site, as a path.
fn screen(browser: &Browser, site: &str) -> String {
    browser.go(site);
    browser.press("address for the screen");
    let address = browser.one("#kiosk-address").attribute("value");
    let path = address.strip_prefix(&browser.demo.said.address);
    path.unwrap_or_else(|| panic!("{address} is elsewhere"))
        .to_owned()
}

/// A session that begins soon, with the person in it, in a room of its own.
fn session_soon(browser: &Browser, site: &str) {
    browser.go(site);
    let at = soon(browser);
    browser.fill_in("#room-name", "Porch");
    browser.fill("seats", "12");
    browser.press("Add room");
    browser.reads("Porch");
    browser.enter("clinical_director");
    let id = site.trim_start_matches("/staff/sites/");
    browser.go(&format!("/staff/groups/new?site={id}"));
    browser.fill("name", "Around the corner");
    browser.fill("meetings", &at.strftime("%a %H:%M").to_string());
    browser.fill("minutes", &MINUTES.to_string());
    let day = at.strftime("%-d %b %Y").to_string();
    browser.fill("starts_on", &day);
    browser.fill("ends_on", &day);
    browser.pick("facilitators", "Ruth Adeyemi");
    browser.pick("place", "Porch");
    browser.press("Save");
    browser.reads("Porch");
    let group = browser.path();
    let group = group.split('?').next().unwrap();
    browser.go(&format!("{group}/members?q=Marchetti"));
    browser.one("label[for=person]").click();
    browser.press("Let them join");
    browser.reads("They are a member");
}

/// The code on the person's page for today; nothing when they are not expected within the hour.
fn own_code(browser: &Browser) -> Option<String> {
    browser.enter("patient");
    browser.go("/me");
    let card = browser.part("main .card", "When you arrive")?;
    Some(card.one("p.lead").text())
}

/// The six digits after these: the code of nobody, but for one chance in a hundred thousand.
fn another(code: &str) -> String {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let number: u32 = digits.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

#[test]
fn somebody_arrives_with_the_code_of_their_phone_and_a_wrong_one_is_told() {
    let browser = Browser::open(Scripts::Off);
    let _week = alone();
    browser.enter("program_administrator");
    let site = browser.site("Harbor House");
    let screen = screen(&browser, &site);
    let code = own_code(&browser).unwrap_or_else(|| {
        browser.enter("program_administrator");
        session_soon(&browser, &site);
        own_code(&browser).unwrap_or_else(|| panic!("no code: {}", browser.text()))
    });
    // The screen belongs to nobody: no session, no name.
    browser.forget_everything();
    browser.go(&screen);
    browser.fill("code", "12");
    browser.press("Check in");
    browser.reads("Type the 6 digits");
    browser.fill("code", &another(&code));
    browser.press("Check in");
    browser.reads("That code did not work.");
    assert_eq!(browser.one("main [name='code']").attribute("value"), "");
    browser.fill("code", &code);
    browser.press("Check in");
    browser.reads("You are checked in.");
    assert!(!browser.text().contains("Josie"), "{}", browser.text());
    // Their phone knows, and so does the roster.
    browser.enter("patient");
    browser.go("/me");
    browser.reads("You are checked in.");
    browser.enter("clinical_director");
    let row = checked_in(&browser).unwrap_or_else(|| panic!("on no roster: {}", browser.text()));
    assert!(row.contains(KNOWN), "{row}");
}

/// The line of whoever checked in on a roster of today or, around midnight, of tomorrow or yesterday.
fn checked_in(browser: &Browser) -> Option<String> {
    browser.go("/staff/sessions");
    let days = browser.all("main a.button[href*='date=']");
    let days: Vec<String> = days.iter().map(|day| day.attribute("href")).collect();
    for day in std::iter::once("/staff/sessions".to_owned()).chain(days) {
        browser.go(&day);
        let links = browser.all("main a.row-link[href^='/staff/sessions/']");
        let rosters: Vec<String> = links.iter().map(|link| link.attribute("href")).collect();
        for roster in rosters {
            browser.go(&roster);
            if let Some(row) = browser.part("[data-roster-row]", "Checked in") {
                return Some(row.text());
            }
        }
    }
    None
}
