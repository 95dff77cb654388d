//! axe-core looks for barriers in a page. It runs as the driver's script, which the page's policy does not bind.

use crate::driver::{Browser, Scripts, variable};
use serde_json::json;
use thirtyfour::support::block_on;

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'], ...arguments[0] }).then(
        (result) => done(result.violations.map((found) =>
            `${found.id}: ${found.help} (${found.nodes.map((node) => node.target.join(' ')).join(', ')})`)),
        (error) => done([String(error)]),
    );
";

/// What to look for.
#[derive(Clone, Copy)]
pub enum Rules {
    /// Everything axe knows.
    All,
    /// Contrast alone.
    Colors,
}

/// The text of axe-core.
pub fn source() -> String {
    std::fs::read_to_string(variable("STEPWELL_TEST_AXE")).unwrap()
}

impl Browser {
    /// The barriers that axe sees in the page.
    pub fn barriers(&self, axe: &str, rules: Rules) -> Vec<String> {
        // Half a megabyte, which goes to a page once.
        if self.run("return !window.axe") == json!(true) {
            self.run(axe);
        }
        let options = match rules {
            Rules::All => json!({}),
            Rules::Colors => json!({ "runOnly": ["color-contrast"] }),
        };
        let answer = block_on(self.driver.execute_async(RUN, vec![options])).unwrap();
        serde_json::from_value(answer.json().clone()).unwrap()
    }

    /// Runs a script of the test's own in the page.
    pub fn run(&self, script: &str) -> serde_json::Value {
        block_on(self.driver.execute(script, Vec::new()))
            .unwrap()
            .json()
            .clone()
    }
}

/// So that a page without barriers is known to mean something.
#[test]
fn a_barrier_is_seen() {
    let (axe, browser) = (source(), Browser::open(Scripts::On));
    browser.go("/sign-in");
    assert_eq!(browser.barriers(&axe, Rules::All), Vec::<String>::new());
    browser.run("document.querySelector('label').remove()");
    let found = browser.barriers(&axe, Rules::All);
    assert!(
        found.iter().any(|barrier| barrier.starts_with("label:")),
        "{found:?}"
    );
}
