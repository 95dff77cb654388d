//! A safety plan, on the person's phone and on the screen of their team.

use crate::driver::{Browser, Scripts};
use crate::shared::alone;

const KNOWN: &str = "Marchetti";

impl Browser {
    /// The address of the record of the person whose sign-in is shown.
    fn known_record(&self) -> String {
        self.go(&format!("/staff/people?q={KNOWN}&show=all"));
        self.one("main a.row-link[href^='/staff/people/']")
            .attribute("href")
    }
}

#[test]
fn a_plan_is_changed_on_the_phone_read_by_the_team_and_brought_back() {
    for scripts in [Scripts::On, Scripts::Off] {
        let browser = Browser::open(scripts);
        let _plan = alone();
        browser.phone();
        browser.enter("patient");
        browser.press("My safety plan");
        browser.arrives("/me/safety-plan");
        browser.reads("Signs that a crisis is coming");
        // Whom to call is one touch away.
        browser.one("main ol.safety-plan a[href='tel:988']");
        browser.one("main ol.safety-plan a[href^='tel:+1']");
        browser.press("Change my plan");
        browser.arrives("/me/safety-plan/edit");
        browser.fill("w.signs.4", "I leave the radio on all night");
        browser.fill("t.people.3", "at home");
        browser.press("Save my plan");
        browser.reads("Say whose number this is.");
        let value = |field: &str| {
            let field = browser.one(&format!("main [name='{field}']"));
            field.attribute("value")
        };
        assert_eq!(value("w.signs.4"), "I leave the radio on all night");
        assert_eq!(value("t.people.3"), "at home");
        browser.fill("w.people.3", "Neighbor upstairs");
        browser.fill("t.people.3", "207 555 0177");
        browser.press("Save my plan");
        browser.reads("Your plan is saved.");
        browser.reads("I leave the radio on all night");
        browser.one("main a[href='tel:+12075550177']");
        browser.go("/es/me/safety-plan");
        browser.reads("Personas a quienes puedo pedir ayuda");

        browser.resize(1280, 900);
        browser.enter("clinical_director");
        let plan = format!("{}/safety-plan", browser.known_record());
        browser.go(&plan);
        browser.reads("I leave the radio on all night");
        browser.reads("by themselves");
        browser.go(&format!("{plan}/versions"));
        browser.reads("New: I leave the radio on all night");
        browser.press("Use this version again");
        browser.arrives(&plan);
        browser.until("the earlier version", || {
            !browser.text().contains("I leave the radio on all night")
        });

        browser.phone();
        browser.enter("patient");
        browser.go("/me/safety-plan/versions");
        browser.reads("was used again");
        browser.reads("Taken out: I leave the radio on all night");
        browser.go("/me/safety-plan");
        assert!(!browser.text().contains("I leave the radio on all night"));
    }
}

/// Whether leaving the page is asked about.
fn warns(browser: &Browser) -> bool {
    let leave = "return String(!dispatchEvent(new Event('beforeunload', { cancelable: true })))";
    browser.words(leave) == "true"
}

#[test]
fn what_was_typed_and_not_saved_is_not_lost_without_a_word() {
    let browser = Browser::open(Scripts::On);
    browser.enter("clinical_director");
    let record = browser.known_record();
    // Whatever form it is that changes something: one of fields in a row, one of a sheet, one of a single box.
    for (page, field) in [
        ("safety-plan/edit", "w.signs.4"),
        ("handover", "when"),
        ("edit", "given"),
    ] {
        browser.go(&format!("{record}/{page}"));
        assert!(!warns(&browser), "{page}: nothing was typed");
        browser.fill(field, "half written");
        assert!(warns(&browser), "{page}");
        // What calls them elsewhere leaves it where it is.
        let target =
            "const link = document.createElement('a'), bar = document.getElementById('alerts');
            link.href = '#main';
            bar.append(link);
            link.addEventListener('click', (event) => event.preventDefault());
            link.click();
            return link.target";
        assert_eq!(browser.words(target), "_blank", "{page}");
        browser.run("document.querySelectorAll('form').forEach((form) => delete form.dataset.unsaved); return ''");
    }
    // A search has nothing to lose.
    browser.go("/staff/people");
    browser.fill("q", "half");
    assert!(!warns(&browser));
}
