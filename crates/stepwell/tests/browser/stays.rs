//! The way through care: a level chosen with a reason, a step down, discharge and coming back.

use crate::driver::{Browser, Scripts};

/// Chooses the option of a list whose words hold these.
fn choose(browser: &Browser, field: &str, words: &str) {
    let options = browser.all(&format!("main select[name='{field}'] option"));
    let found = options.iter().find(|option| option.text().contains(words));
    found
        .unwrap_or_else(|| panic!("no {words} to choose in {field}: {}", browser.text()))
        .click();
}

/// Signs the choice of less with a reason, and with what is done instead where the criteria hold that for less than is
/// safe.
fn sign(browser: &Browser) {
    browser.fill("reason", "Her sister takes her in");
    if !browser.all("main [name='plan']").is_empty() {
        browser.fill("plan", "Her counselor calls every evening");
        let soon = crate::date::local().date() + jiff::Span::new().days(1);
        browser.fill("plan_by", &soon.to_string());
    }
    browser.press("Choose this level");
    browser.reads("The level is chosen.");
    browser.reads("Her sister takes her in");
}

#[test]
fn a_level_against_the_criteria_needs_a_reason_and_a_step_down_is_a_new_stay() {
    let browser = Browser::open(Scripts::Off);
    browser.enter("clinical_director");
    browser.go("/staff/beds");
    browser.reads("Room 1, window");
    let person = browser
        .one("main td a[href^='/staff/people/']")
        .attribute("href");
    browser.go(&format!("{person}/placement"));
    browser.reads("Protocol:");
    browser
        .one("main input[name='level'][value='outpatient'] + label")
        .click();
    browser.press("Choose this level");
    // Refused with a sentence beside the field, and the choice is still there.
    browser.reads("Say in a ");
    let kept = browser.one("main input[name='level'][value='outpatient']");
    assert_eq!(kept.attribute("checked"), "true");
    sign(&browser);
    // A try is marked as one, and leaves no trace.
    browser.go(&format!("{person}/placement?withdrawal.severity=3"));
    browser.reads("A try, stored nowhere");
    browser.reads("At least medical detox");
    browser.go(&format!("{person}/move"));
    choose(&browser, "program", "Intensive Outpatient Program");
    browser.press("Move");
    browser.arrives(&person);
    browser.reads("stepped down");
    browser.reads("What is due");
    // Out, and back in with a counselor whose load is shown.
    browser.go(&format!("{person}/discharge"));
    browser.press("Discharge");
    browser.reads("Choose why it ends.");
    browser
        .one("main input[name='reason'][value='completed'] + label")
        .click();
    browser.press("Discharge");
    browser.arrives(&person);
    browser.reads("Not in care now");
    // What was chosen before they left counts no more: the page leads to the choice, and has no button to be refused.
    browser.go(&format!("{person}/admit"));
    browser.press("Choose again");
    browser
        .one("main input[name='level'][value='outpatient'] + label")
        .click();
    sign(&browser);
    browser.go(&format!("{person}/admit"));
    browser.reads("Her sister takes her in");
    choose(&browser, "program", "Harbor House (Outpatient care)");
    choose(&browser, "counselor", "of 35");
    browser.press("Admit");
    browser.arrives(&person);
    browser.reads("Earlier episodes");
}

#[test]
fn an_overdue_referral_is_first_and_followed_up() {
    let browser = Browser::open(Scripts::Off);
    browser.enter("intake_coordinator");
    browser.go("/staff/referrals");
    browser.reads("overdue");
    let first = browser.one("main a[href^='/staff/referrals/']");
    let path = first.attribute("href");
    browser.go(&path);
    browser.press("Save");
    browser.reads("Choose what happened.");
    browser
        .one("main input[name='state'][value='did_not_arrive'] + label")
        .click();
    browser.fill("words", "They have not seen them");
    browser.press("Save");
    browser.reads("They have not seen them");
    browser.go("/staff/referrals");
    assert!(browser.all(&format!("main a[href='{path}']")).is_empty());
}

#[test]
fn a_program_with_phases_is_read_and_somebody_is_entered_in_another_week_and_taken_back() {
    let browser = Browser::open(Scripts::Off);
    browser.enter("clinical_director");
    browser.go("/staff/sites");
    let site = browser
        .one("main a.row-link[href^='/staff/sites/']")
        .attribute("href");
    browser.go(&format!("{site}/programs/load?example=5"));
    browser.press("Look at it");
    browser.reads("Phase 1, Day hospital: partial hospitalization, 15 sessions");
    browser.reads("5 sessions of partial hospitalization first");
    browser.reads("2 a week: mutual-help meetings");
    browser.press("Add these groups");
    browser.reads("Aftercare circle");
    // Whoever came from elsewhere is in the middle of their program.
    browser.go("/staff/hours");
    let person = browser
        .one("main a[href^='/staff/people/']")
        .attribute("href");
    let id = person.trim_start_matches("/staff/people/");
    let id = id.split(['/', '?']).next().unwrap_or_default();
    let phase = format!("/staff/people/{id}/phase");
    browser.go(&phase);
    let week = || {
        let text = browser.text();
        let (_, rest) = text.split_once("Week of the program").unwrap();
        let digits = rest.trim_start().chars().take_while(char::is_ascii_digit);
        digits.collect::<String>()
    };
    let before = week();
    let other = if before == "7" { "8" } else { "7" };
    browser.fill("from", &crate::date::local().date().to_string());
    browser.fill("week", other);
    browser.press("Save");
    // Refused with a sentence, and what was typed is still there.
    browser.reads("Say why in a few words.");
    let typed = browser.one("main input[name='week']").attribute("value");
    assert_eq!(typed, other);
    browser.fill("reason", "They began elsewhere");
    browser.press("Save");
    browser.arrives(&phase);
    browser.reads("Saved.");
    assert_eq!(week(), other);
    browser
        .one(&format!("form[action^='{phase}/back'] button"))
        .click();
    browser.go(&phase);
    assert_eq!(week(), before);
}
