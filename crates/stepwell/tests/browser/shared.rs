//! Steps that several ways through the week share.

use crate::driver::{Browser, Part};
use jiff::civil::DateTime;
use serde_json::{Value, json};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The demonstration is shared, and so are the weeks in it: whoever changes one does it alone.
static WEEK: Mutex<()> = Mutex::new(());

/// How often something that comes by itself is looked for, and how long between.
const LOOKS_MAX: usize = 400;
const BETWEEN: Duration = Duration::from_millis(50);

/// Holds the weeks of the demonstration until it is dropped.
pub fn alone() -> MutexGuard<'static, ()> {
    WEEK.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Browser {
    /// The screen of a phone.
    pub fn phone(&self) {
        self.resize(390, 844);
    }

    /// What time it is in the demonstration, by the clocks of its first site, as the banner above every page says.
    #[track_caller]
    pub fn time(&self) -> DateTime {
        let said = self.one(".banner p").text();
        let (_, rest) = said.split_once("It is ").unwrap();
        let (time, _) = rest.split_once(" here.").unwrap();
        DateTime::strptime("%a, %b %d, %Y, %I:%M %p", time).unwrap()
    }

    /// Chooses the option of a list whose words hold these.
    #[track_caller]
    pub fn pick(&self, field: &str, words: &str) {
        let options = self.all(&format!("main select[name='{field}'] option"));
        let found = options.iter().find(|option| option.text().contains(words));
        found
            .unwrap_or_else(|| panic!("no {words} to choose in {field}: {}", self.text()))
            .click();
    }

    /// Waits until something is so.
    #[track_caller]
    pub fn until(&self, what: &str, so: impl Fn() -> bool) {
        for _ in 0..LOOKS_MAX {
            if so() {
                return;
            }
            std::thread::sleep(BETWEEN);
        }
        panic!("{what} did not come: {}", self.text());
    }

    /// The part of a list or table that holds these words.
    pub fn part(&self, css: &str, words: &str) -> Option<Part> {
        self.all(css)
            .into_iter()
            .find(|part| part.text().contains(words))
    }

    /// The address of a site by its name.
    pub fn site(&self, name: &str) -> String {
        self.go("/staff/sites");
        let link = self.part("main a[href^='/staff/sites/']", name);
        let link = link.unwrap_or_else(|| panic!("no {name}: {}", self.text()));
        link.attribute("href")
    }

    /// Opens the board of a site's next week, in which nothing is past, as the list of its groups; answers its address.
    #[track_caller]
    pub fn board_of_next_week(&self, site: &str) -> String {
        self.go("/staff/week?view=groups");
        let link = self.part("main nav[aria-label='Site'] a", site).unwrap();
        self.go(&link.attribute("href"));
        let next = self.part("main .pager a", "Next").unwrap();
        self.go(&next.attribute("href"));
        self.one("main .board li");
        self.path()
    }

    /// What a script of the test's own says, as words.
    #[track_caller]
    pub fn words(&self, script: &str) -> String {
        match self.run(script) {
            Value::String(words) => words,
            other => panic!("{script} says {other} on {}", self.path()),
        }
    }

    /// A finger rests at one place, moves to another and is lifted.
    pub fn finger(&self, (from_x, from_y): (f64, f64), (to_x, to_y): (f64, f64)) {
        let touch = |kind: &str, points: Value| {
            let event = json!({ "type": kind, "touchPoints": points });
            self.tools("Input.dispatchTouchEvent", event);
        };
        touch("touchStart", json!([{ "x": from_x, "y": from_y }]));
        std::thread::sleep(Duration::from_millis(600));
        for step in 1..=4_u8 {
            let part = f64::from(step) / 4.0;
            let (x, y) = (
                from_x + (to_x - from_x) * part,
                from_y + (to_y - from_y) * part,
            );
            touch("touchMove", json!([{ "x": x, "y": y }]));
        }
        touch("touchEnd", json!([]));
    }
}
