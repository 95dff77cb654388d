//! What a person's life holds is changed on their phone, and what that does to their week here.

use crate::driver::{Browser, Part, Scripts};
use crate::shared::alone;

const KNOWN: &str = "Josie Marchetti";

impl Browser {
    /// Ticks or chooses one answer of a question.
    #[track_caller]
    fn tick(&self, field: &str, value: &str) {
        self.one(&format!(
            "main input[name='{field}'][value='{value}'] + label"
        ))
        .click();
    }

    /// Presses a button in the line of the list that holds these words.
    #[track_caller]
    fn press_beside(&self, words: &str, button: &str) {
        let lines = self.all("main ul.held > li");
        let mut fitting = lines.iter().filter(|line| line.text().contains(words));
        let line = fitting.next();
        let line = line.unwrap_or_else(|| panic!("no {words}: {}", self.text()));
        line.press(button);
    }

    /// How many lines of the list hold these words.
    fn lines(&self, words: &str) -> u64 {
        // Asked at once, while the page may be on its way to the next.
        let script = format!(
            "return [...document.querySelectorAll('main ul.held > li')].filter((line) => line.textContent.includes({words:?})).length"
        );
        self.run(&script).as_u64().unwrap()
    }

    /// Draws on the week with a finger, from one minute of a day to another.
    fn draw(&self, day: &str, from_min: u16, until_min: u16) {
        let script = format!(
            "const list = document.querySelector('.draw ol[data-day={day}]'), week = list.closest('.draw');
             list.scrollIntoView({{ block: 'center', behavior: 'instant' }});
             const box = list.getBoundingClientRect(), each = box.height / (week.dataset.lines * 30);
             return [{from_min}, {until_min}].map((minute) => box.top + (minute - week.dataset.first) * each).concat(box.left + box.width / 2);"
        );
        let at = self.run(&script);
        let at: Vec<f64> = serde_json::from_value(at).unwrap();
        self.finger((at[2], at[0] + 6.0), (at[2], at[1] - 6.0));
    }
}

#[test]
fn work_is_added_mended_changed_and_removed_by_the_list_with_and_without_scripts() {
    for scripts in [Scripts::On, Scripts::Off] {
        let browser = Browser::open(scripts);
        let _week = alone();
        browser.phone();
        browser.enter("patient");
        browser.go("/me/life");
        browser.press("Add something");
        browser.arrives("/me/life/new");
        browser.fill("label", "Night desk");
        browser.tick("days", "sun");
        browser.fill("start", "22:00");
        browser.fill("end", "2.0");
        browser.press("Save");
        browser.reads("is not a time of day");
        // Everything typed is still there, and an end that lies before the start is shown as what it means.
        // With scripts it is told along, and saved with the next tap; without, it is asked first.
        browser.fill("end", "6:00");
        let asks = scripts == Scripts::Off;
        if asks {
            browser.press("Save");
        }
        browser.reads("10:00 pm to 6:00 am the next day");
        let value = |field: &str| {
            browser.words(&format!(
                "return document.querySelector(\"main [name='{field}']\").value"
            ))
        };
        assert_eq!(value("label"), "Night desk");
        assert_eq!(
            (value("start"), value("end")),
            ("22:00".into(), "6:00".into())
        );
        let sunday = browser.one("main input[name='days'][value='sun']");
        assert_eq!(sunday.attribute("checked"), "true");
        browser.press("Save");
        browser.arrives("/me/life");
        browser.reads("Sunday, 10:00 pm to 6:00 am the next day");
        browser.press_beside("10:00 pm to 6:00 am", "Change");
        browser.reads("Change Night desk");
        browser.fill("end", "5:30 am");
        if asks {
            browser.press("Save");
            browser.reads("Is this right?");
        } else {
            browser.reads("10:00 pm to 5:30 am the next day");
        }
        browser.press("Save");
        browser.arrives("/me/life");
        browser.reads("Sunday, 10:00 pm to 5:30 am the next day");
        browser.press_beside("10:00 pm to 5:30 am", "Remove");
        browser.reads("Removed.");
        assert_eq!(browser.lines("Night desk"), 0);
        browser.one("#toasts form button").click();
        browser.reads("Sunday, 10:00 pm to 5:30 am the next day");
        browser.press_beside("Night desk", "Remove");
        browser.until("none left", || browser.lines("Night desk") == 0);
    }
}

#[test]
fn a_time_is_drawn_on_the_week_with_a_finger() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.phone();
    browser.enter("patient");
    browser.go("/me/life");
    browser.draw("sun", 10 * 60, 11 * 60 + 30);
    browser.arrives("/me/life/new");
    let start = browser.one("main [name='start']").attribute("value");
    let end = browser.one("main [name='end']").attribute("value");
    assert_eq!((start.as_str(), end.as_str()), ("10:00 am", "11:30 am"));
    browser.fill("label", "Swimming");
    browser.tick("firmness", "rather_not");
    browser.press("Save");
    browser.arrives("/me/life");
    let line = browser
        .part("main ul.held > li", "Swimming")
        .unwrap()
        .text();
    assert!(line.contains("Sunday, 10:00 am to 11:30 am"), "{line}");
    assert!(line.contains("Rather not"), "{line}");
    browser.press_beside("Swimming", "Remove");
    browser.until("its removal", || browser.lines("Swimming") == 0);
}

#[test]
fn a_change_that_breaks_the_week_says_so_at_once_and_offers_what_could_be_done() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.phone();
    browser.enter("patient");
    browser.go("/me/week");
    browser.press("Next");
    // The first session that is held next week: its day, and when.
    let session = "document.querySelector('.week-day li.session .block-time')";
    let day = browser.words(&format!(
        "return {session}.closest('.week-day').querySelector('time').dateTime"
    ));
    let time = browser.words(&format!("return {session}.textContent"));
    let day: jiff::civil::Date = day.parse().unwrap();
    let (start, end) = time.split_once(" to ").unwrap();
    browser.go("/me/life");
    assert!(
        !browser.text().contains("no longer fits"),
        "{}",
        browser.text()
    );
    browser.press("Add something");
    browser.fill("label", "Early shift");
    browser.tick("days", &day.strftime("%a").to_string().to_lowercase());
    browser.fill("start", start);
    browser.fill("end", end);
    browser.reads("It lies on these sessions:");
    browser.press("Save");
    browser.arrives("/me/life");
    browser.reads("Your week here no longer fits");
    let said = browser.one("main section.notice").text();
    let weekday = day.strftime("%A").to_string();
    assert!(said.contains(&weekday), "{weekday}: {said}");
    let offered = said.contains("This would fit, from") || said.contains("No week that fits");
    assert!(offered, "{said}");
    // Those who can do something about it know as well.
    browser.enter("clinical_director");
    browser.go("/staff/signals");
    let rows = browser.all("main tbody tr");
    let hers = rows.iter().filter(|row| row.text().contains(KNOWN));
    let hers: Vec<String> = hers
        .map(|row| row.one("a.row-link").attribute("href"))
        .collect();
    // The list shows somebody once; what else is open about them stands on the page of the first.
    let mut open = hers.clone();
    for signal in &hers {
        browser.go(signal);
        let more = browser.all("main a[href^='/staff/signals/']");
        open.extend(more.iter().map(|link| link.attribute("href")));
    }
    let told = open.iter().any(|signal| {
        browser.go(signal);
        browser.text().contains("their week no longer fits")
    });
    assert!(told, "{hers:?}: {}", browser.text());
    browser.enter("patient");
    browser.go("/me/life");
    browser.press_beside("Early shift", "Remove");
    browser.until("the end of the warning", || {
        browser.all("main section.notice").is_empty() && browser.lines("Early shift") == 0
    });
}

#[test]
fn a_vacation_takes_two_taps() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.phone();
    browser.enter("patient");
    // A session far enough ahead that nothing else of these tests is about it.
    browser.go("/me/week");
    browser.press("Next");
    let session = "document.querySelector('.week-day li.session .block-time')";
    let day = browser.words(&format!(
        "return {session}.closest('.week-day').querySelector('time').dateTime"
    ));
    let day: jiff::civil::Date = day.parse().unwrap();
    let typed = day.strftime("%b %-d, %Y").to_string();
    browser.go("/me/life");
    // The first tap.
    browser.press("Vacation");
    browser.arrives("/me/life/vacation");
    browser.fill("from", &typed);
    browser.fill("until", &typed);
    // What it touches is told on the same form, before anything is saved.
    browser.reads("These sessions will be excused:");
    // The second.
    browser.press("Save");
    browser.arrives("/me/life");
    browser.until("the vacation", || browser.lines("Vacation") == 1);
    browser.go(&format!("/me/life?week={day}"));
    let list = browser.one(&format!("ol.life-days > li[data-date='{day}']"));
    assert!(list.text().contains("Vacation"), "{}", list.text());
    browser.go("/me/life");
    browser.press_beside("Vacation", "Remove");
    browser.until("its removal", || browser.lines("Vacation") == 0);
}

#[test]
fn an_alternating_shift_worker_enters_both_weeks() {
    for scripts in [Scripts::On, Scripts::Off] {
        let browser = Browser::open(scripts);
        let _week = alone();
        browser.phone();
        browser.enter("patient");
        browser.go("/me/life");
        browser.press("Shifts that change by week");
        browser.arrives("/me/life/shifts");
        browser.press("Early and late weeks");
        browser.until("the template", || {
            browser
                .all("main [name='turn_start.2a']")
                .first()
                .is_some_and(|field| field.attribute("value") == "2:00 pm")
        });
        browser.fill("label", "Paper mill");
        // Both weeks may give way, so that nobody is told that their week does not fit.
        browser.tick("firmness", "rather_not");
        let first = browser
            .one("main [name='turn_start.1a']")
            .attribute("value");
        assert_eq!(first, "6:00 am");
        // What it means is told along, or asked once.
        if scripts == Scripts::Off {
            browser.press("Save");
            browser.reads("Is this right?");
        } else {
            browser.fill("turn_start.1a", "5:30");
            browser.reads("5:30 am to 2:00 pm");
        }
        browser.press("Save");
        browser.arrives("/me/life");
        let line = browser.part("main ul.held > li", "Paper mill").unwrap();
        let told = line.text();
        assert!(told.contains("2 weeks"), "{told}");
        assert!(
            told.contains("Monday to Friday, 2:00 pm to 10:00 pm"),
            "{told}"
        );
        // Week 1 is the present one: the next is late, and the one after is early again.
        for late in [true, false] {
            let before = browser.path();
            browser.press("Next");
            browser.until("the next week", || browser.path() != before);
            let lists = browser.all("ol.life-days > li");
            let told: Vec<String> = lists.iter().map(Part::text).collect();
            let mill = || told.iter().filter(|day| day.contains("Paper mill"));
            assert_eq!(mill().count(), 5, "{told:?}");
            let is_late = |day: &String| day.contains("2:00 pm to 10:00 pm");
            assert!(mill().all(|day| is_late(day) == late), "{late}: {told:?}");
        }
        browser.go("/me/life");
        browser.press_beside("Paper mill", "Remove");
        browser.until("its removal", || browser.lines("Paper mill") == 0);
    }
}
