//! A browser that a test holds in its hand. Every method waits until the page is ready for it.

use crate::demo::Demo;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use thirtyfour::ChromeCapabilities;
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::extensions::query::ElementPollerWithTimeout;
use thirtyfour::prelude::*;
use thirtyfour::support::block_on;

/// How often a button is looked for that the page replaces meanwhile.
const PRESSES_MAX: usize = 5;

/// How long something is waited for, and how long between two looks. Nearly every step waits for the page before it, so
/// the second is what a step takes.
const WAIT_MAX: Duration = Duration::from_secs(20);
const BETWEEN: Duration = Duration::from_millis(100);

/// Whether pages may run scripts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

/// A browser with a fresh profile, on the demonstration.
pub struct Browser {
    pub demo: Arc<Demo>,
    pub driver: WebDriver,
    _profile: tempfile::TempDir,
}

/// What a browser as root in a machine without a screen needs, and what keeps it from calling home.
const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Where a variable says that something is. A test in a browser without one is no test, so it fails.
#[track_caller]
pub fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set. Run `cargo xtask test --only browser`, which sets it and starts what is needed.")
    })
}

impl Browser {
    /// Opens a browser.
    #[track_caller]
    pub fn open(scripts: Scripts) -> Self {
        Self::open_on(Demo::get(), scripts)
    }

    /// Opens a browser on one demonstration.
    #[track_caller]
    pub fn open_on(demo: Arc<Demo>, scripts: Scripts) -> Self {
        let server = variable("STEPWELL_TEST_WEBDRIVER");
        let profile = tempfile::tempdir().unwrap();
        let mut wanted = ChromeCapabilities::new();
        for argument in ARGUMENTS {
            wanted.add_arg(argument).unwrap();
        }
        wanted
            .add_arg(&format!("--user-data-dir={}", profile.path().display()))
            .unwrap();
        if scripts == Scripts::Off {
            let off = json!({ "profile.managed_default_content_settings.javascript": 2 });
            wanted.add_experimental_option("prefs", off).unwrap();
        }
        wanted
            .as_mut()
            .set("goog:loggingPrefs", json!({ "performance": "ALL" }))
            .unwrap();
        let poller = Arc::new(ElementPollerWithTimeout::new(WAIT_MAX, BETWEEN));
        let session = WebDriver::builder(server, wanted).poller(poller);
        let driver = block_on(session.connect()).unwrap();
        Self {
            demo,
            driver,
            _profile: profile,
        }
    }

    /// Walks in by the demonstration's link for a role.
    pub fn enter(&self, role: &str) {
        let link = self.demo.account(role).link.clone();
        block_on(self.driver.delete_all_cookies()).unwrap();
        block_on(self.driver.goto(link)).unwrap();
        self.one("main form button").click();
        self.one("form[action='/sign-out']");
    }

    pub fn go(&self, path: &str) {
        block_on(
            self.driver
                .goto(format!("{}{path}", self.demo.said.address)),
        )
        .unwrap();
    }

    /// The path and query of the page.
    pub fn path(&self) -> String {
        let url = block_on(self.driver.current_url()).unwrap();
        let query = url
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        format!("{}{query}", url.path())
    }

    /// Waits until the path is this one.
    #[track_caller]
    pub fn arrives(&self, path: &str) {
        for _ in 0..200 {
            if self.path().split('?').next() == Some(path) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("at {}, not {path}: {}", self.path(), self.text());
    }

    /// The element that a selector names.
    #[track_caller]
    pub fn one(&self, css: &str) -> Part {
        self.find(By::Css(css), css)
    }

    /// All of them at this moment; none is an answer too.
    pub fn all(&self, css: &str) -> Vec<Part> {
        let found = block_on(self.driver.find_all(By::Css(css))).unwrap();
        found.into_iter().map(Part).collect()
    }

    #[track_caller]
    fn find(&self, by: By, what: &str) -> Part {
        match block_on(self.driver.query(by).first()) {
            Ok(found) => Part(found),
            Err(error) => panic!("no {what} on {} ({error}): {}", self.path(), self.text()),
        }
    }

    /// What the page says.
    pub fn text(&self) -> String {
        block_on(async { self.driver.find(By::Css("body")).await?.text().await })
            .unwrap_or_default()
    }

    /// Waits until the page says something.
    #[track_caller]
    pub fn reads(&self, words: &str) {
        self.find(By::XPath(format!("//body[contains(., {words:?})]")), words);
    }

    /// The same of what takes a machine's whole attention for as long as it was given, and something after that.
    #[track_caller]
    pub fn reads_late(&self, words: &str) {
        let by = Instant::now() + Duration::from_mins(1);
        while !self.text().contains(words) && Instant::now() < by {
            std::thread::sleep(BETWEEN);
        }
        self.reads(words);
    }

    /// Types into the field of this name, in place of what was there.
    #[track_caller]
    pub fn fill(&self, field: &str, words: &str) {
        self.fill_in(
            &format!("main [name='{field}']:not([type='hidden'])"),
            words,
        );
    }

    /// The same for a field by its selector, where a name is there twice.
    #[track_caller]
    pub fn fill_in(&self, css: &str, words: &str) {
        // A page that has just come may move the focus to what is to be mended while keys are on their way.
        for _ in 0..PRESSES_MAX {
            let field = self.one(css);
            let typed = block_on(async {
                field.0.clear().await?;
                field.0.send_keys(words).await?;
                let kind = field.0.attr("type").await?;
                let reads_back =
                    matches!(kind.as_deref(), Some("text" | "tel" | "email" | "password"));
                let typed = field.0.value().await?;
                Ok::<_, WebDriverError>(typed.filter(|_| reads_back))
            });
            if typed
                .unwrap()
                .is_none_or(|typed| typed.len() >= words.len())
            {
                return;
            }
        }
    }

    /// Presses the button or follows the link with these words.
    #[track_caller]
    pub fn press(&self, words: &str) {
        let path = format!(
            "//main//*[self::button or self::a][contains(normalize-space(.), {words:?})][not(ancestor::details[not(@open)])]"
        );
        // A page that follows by itself may replace the button between finding it and pressing it.
        for _ in 0..PRESSES_MAX {
            match self.find(By::XPath(path.clone()), words).try_click() {
                Err(error) if error.to_string().contains("stale element") => {}
                pressed => return pressed.unwrap(),
            }
        }
        panic!("{words} was replaced again and again: {}", self.text());
    }

    /// Presses keys, wherever the focus is. Enter may lead to another page before the driver has looked whether the keys
    /// arrived, and then it says so.
    #[track_caller]
    pub fn keys(&self, keys: impl Into<TypingData>) {
        let pressed = block_on(self.driver.action_chain().send_keys(keys).perform());
        if let Err(error) = pressed {
            let text = error.to_string();
            let led_away = ["aborted by navigation", "no such execution context"];
            assert!(led_away.iter().any(|said| text.contains(said)), "{text}");
        }
    }

    /// Drags one element onto another with the mouse.
    pub fn drag(&self, from: &Part, to: &Part) {
        let chain = self.driver.action_chain();
        let chain = chain.click_and_hold_element(&from.0);
        let chain = chain.move_by_offset(8, 8).move_to_element_center(&to.0);
        block_on(chain.release().perform()).unwrap();
    }

    /// Drags one element onto another with the mouse, and holds it there.
    pub fn drag_over(&self, from: &Part, to: &Part) {
        let chain = self.driver.action_chain();
        let chain = chain.click_and_hold_element(&from.0);
        let chain = chain.move_by_offset(8, 8).move_to_element_center(&to.0);
        block_on(chain.perform()).unwrap();
    }

    /// Lets go of what the mouse holds.
    pub fn let_go(&self) {
        block_on(self.driver.action_chain().release().perform()).unwrap();
    }

    /// Presses a letter while holding Ctrl.
    pub fn control(&self, letter: char) {
        let chain = self
            .driver
            .action_chain()
            .key_down(Key::Control)
            .send_keys(letter.to_string());
        block_on(chain.key_up(Key::Control).perform()).unwrap();
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Part {
        Part(block_on(self.driver.active_element()).unwrap())
    }

    /// A command of the developer tools.
    pub fn tools(&self, command: &'static str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.extend("/goog/cdp/execute", body)
    }

    /// A command that is not part of the client.
    pub fn extend(&self, path: &'static str, body: Value) -> Value {
        let command: Box<dyn ExtensionCommand + Send + Sync> = Box::new(Extension(path, body));
        let command = Command::ExtensionCommand(command);
        let answer = block_on(self.driver.handle().cmd(command)).unwrap();
        answer.value_json().unwrap()
    }

    /// Every address that the browser asked for since the last time.
    pub fn asked_for(&self) -> Vec<String> {
        let entries = block_on(self.driver.get_log("performance")).unwrap();
        let messages = entries
            .iter()
            .map(|entry| serde_json::from_str::<Value>(&entry.message).unwrap());
        let requests =
            messages.filter(|message| message["message"]["method"] == "Network.requestWillBeSent");
        requests
            .map(|message| {
                message["message"]["params"]["request"]["url"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    }
}

/// Something on a page.
pub struct Part(WebElement);

impl Part {
    /// Clicks it where it can be seen: on a phone the bar at the bottom lies over what is just within the screen.
    #[track_caller]
    pub fn click(&self) {
        // What was saved just now may move what is below it, between scrolling to it and pressing it.
        for _ in 1..PRESSES_MAX {
            match self.try_click() {
                Err(error) if error.to_string().contains("click intercepted") => {}
                pressed => return pressed.unwrap(),
            }
        }
        self.try_click().unwrap();
    }

    fn try_click(&self) -> WebDriverResult<()> {
        block_on(async {
            self.0.scroll_into_view().await?;
            self.0.click().await
        })
    }

    pub fn text(&self) -> String {
        block_on(self.0.text()).unwrap()
    }

    /// The first part of it that a selector names.
    #[track_caller]
    pub fn one(&self, css: &str) -> Self {
        Self(block_on(self.0.find(By::Css(css))).unwrap())
    }

    /// Presses the button or follows the link in it with these words.
    #[track_caller]
    pub fn press(&self, words: &str) {
        let path =
            format!(".//*[self::button or self::a][contains(normalize-space(.), {words:?})]");
        Self(block_on(self.0.find(By::XPath(path))).unwrap()).click();
    }

    /// An attribute, empty when it is not there.
    pub fn attribute(&self, name: &str) -> String {
        block_on(self.0.attr(name)).unwrap().unwrap_or_default()
    }
}

#[derive(Debug)]
struct Extension(&'static str, Value);

impl ExtensionCommand for Extension {
    fn parameters_json(&self) -> Option<Value> {
        Some(self.1.clone())
    }

    fn method(&self) -> http::Method {
        http::Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        self.0.into()
    }
}
