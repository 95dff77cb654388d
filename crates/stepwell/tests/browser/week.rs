//! A site's week is made, looked at, questioned and published; and one newcomer's alone.

use crate::driver::{Browser, Scripts};
use crate::gates::{add_person, place};
use crate::shared::alone;

/// How often a proposal is made again because something else changed meanwhile.
const RENEWALS_MAX: usize = 4;
const KNOWN: &str = "Josie Marchetti";

/// Publishes the proposal on the page. What became stale is made again and looked at again, as somebody would.
pub fn publish(browser: &Browser) {
    for _ in 0..RENEWALS_MAX {
        let before = browser.path();
        browser.press("Publish");
        browser.until("an answer", || browser.path() != before);
        if browser.path().contains("?said=published") {
            browser.reads("Published");
            return;
        }
        browser.reads("Made again");
    }
    panic!("never published: {}", browser.text());
}

/// The names of the groups of the proposal, now or then, which are not a muted day and time.
fn names(browser: &Browser, when: &str) -> Vec<String> {
    let script = format!(
        "const row = [...document.querySelectorAll('#people tbody tr')].find((row) => row.textContent.includes('{KNOWN}'));
         return [...row.querySelectorAll('.{when} span.muted')].map((time) => time.previousSibling?.textContent.trim() ?? '');"
    );
    serde_json::from_value(browser.run(&script)).unwrap()
}

#[test]
fn a_sites_week_is_made_stopped_questioned_and_published_and_the_person_sees_it() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.enter("clinical_director");
    let site = browser.site("Harbor House");
    browser.go(&format!("{site}/week/make"));
    browser.fill("monday", "yesterday");
    browser.press("Make a proposal");
    browser.one("main [name='monday'][aria-invalid='true']");
    assert_eq!(
        browser.one("main [name='monday']").attribute("value"),
        "yesterday"
    );
    browser.go(&format!("{site}/week/make"));
    // Where groups may move as well there is more to look for than anybody waits for: it is stopped.
    browser
        .one("main input[name='purpose'][value='design'] + label")
        .click();
    browser.pick("seconds", "10 minutes");
    browser.press("Make a proposal");
    browser.reads("Being made");
    // The page follows by itself: the best so far. What it stops with is said in people.
    browser.reads("people have a week");
    browser.press("Stop and keep the best");
    browser.reads("Look at the proposal");
    browser.reads("kept the best week that was found");
    browser.press("Look at the proposal");
    browser.press("Decide against it");
    browser.reads("Withdrawn");
    // With the groups as they are the search ends by itself; after it, whoever has no week is answered.
    browser.go(&format!("{site}/week/make"));
    browser.press("Make a proposal");
    browser.reads("Being made");
    browser.reads_late("Ready");
    browser.press("Look at the proposal");
    browser.reads("Waits for a yes");
    beside(&browser);
    let row = browser.part("#people tbody tr", KNOWN).unwrap().text();
    assert!(row.contains("change") || row.contains("None"), "{row}");
    browser
        .one("details:has([name='person']) > summary")
        .click();
    browser.pick("person", KNOWN);
    browser.pick("day", "Why not Tuesday?");
    browser.press("Ask");
    let answer = browser.one("#answer").text();
    assert!(answer.len() > "Answer ".len() + 10, "{answer}");
    publish(&browser);
    let then = names(&browser, "then");
    let then = if then.is_empty() {
        names(&browser, "now")
    } else {
        then
    };
    assert!(!then.is_empty(), "{}", browser.text());
    // The person's own phone has the same.
    browser.phone();
    browser.enter("patient");
    browser.go("/me/week");
    browser.press("Next");
    let week = browser.one("main").text();
    for name in then.iter().filter(|name| !name.starts_with("Individual")) {
        assert!(week.contains(name.as_str()), "{name} in {then:?}: {week}");
    }
}

/// The proposal beside the one that was decided against, each with its headline; up to fifty people are one page.
fn beside(browser: &Browser) {
    browser.one("#headline");
    browser.press("Side by side with the other proposals");
    let row = browser.part("#beside tbody tr", KNOWN).unwrap().text();
    assert!(row.contains("Yes") || row.contains("No"), "{row}");
    let heads = browser.one("#headlines").text();
    assert!(heads.contains("Withdrawn"), "{heads}");
    let script = "return [document.querySelectorAll('#beside tbody tr').length, document.documentElement.scrollHeight]";
    let (rows, height): (u32, u32) = serde_json::from_value(browser.run(script)).unwrap();
    assert!(rows > 50 || height <= 1_800, "{rows} people in {height} px");
    browser.press("Proposal");
    browser.reads("Waits for a yes");
}

#[test]
fn a_newcomers_week_is_proposed_and_accepted() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.enter("clinical_director");
    room_for_newcomers(&browser);
    let person = add_person(&browser, "Noor", "Castellan");
    place(&browser, &person, "intensive_outpatient");
    browser.go(&format!("{person}/admit"));
    browser.pick("program", "Intensive Outpatient Program, Harbor House");
    browser.press("Admit");
    browser.reads("Episode of care");
    browser.go(&format!("{person}/week"));
    browser.reads("Best week");
    let first = browser.one("main section:has(form[method='post']) .week-day li strong");
    let first = first.text();
    browser.press("Accept from");
    browser.reads("This is the present week.");
    browser.go(&format!("{person}/week-print"));
    browser.press("Next");
    let week = browser.one("main").text();
    assert!(week.contains(&first), "{first}: {week}");
}

#[test]
fn somebody_whose_shifts_alternate_is_planned_over_four_weeks() {
    let browser = Browser::open(Scripts::On);
    let _week = alone();
    browser.enter("clinical_director");
    // Each is a whole week: one before a late shift, and one after an early one.
    whole_week(&browser, "Before work", "Fri, Sat and Sun 7:00 am");
    whole_week(&browser, "After work", "Fri, Sat and Sun 6:30 pm");
    let person = add_person(&browser, "Ines", "Quintero");
    place(&browser, &person, "intensive_outpatient");
    browser.go(&format!("{person}/admit"));
    browser.pick("program", "Intensive Outpatient Program, Harbor House");
    browser.press("Admit");
    browser.reads("Episode of care");
    browser.go(&format!("{person}/life/shifts"));
    browser.press("Early and late weeks");
    browser.until("the template", || {
        browser
            .all("main [name='turn_start.2a']")
            .first()
            .is_some_and(|field| field.attribute("value") == "2:00 pm")
    });
    browser.fill("turn_start.1a", "5:30");
    browser.reads("5:30 am to 2:00 pm");
    browser.press("Save");
    browser.until("the shifts", || !browser.path().contains("/shifts"));

    browser.go(&format!("{person}/week"));
    browser.reads("Taking turns with their shifts");
    let turns: Vec<String> = browser
        .all("main section:has(form[method='post']) .week-day li strong")
        .iter()
        .map(crate::driver::Part::text)
        .filter_map(|name| Some(name.split_once(" (1 of every 2 weeks")?.0.to_owned()))
        .collect();
    assert!(turns.len() >= 2, "{turns:?}: {}", browser.text());
    browser.press("Accept from");
    browser.reads("This is the present week.");
    // The calendar of the next four weeks: one half in the first and the third, the other in the second and the fourth.
    browser.go(&format!("{person}/week-print"));
    let mut weeks: Vec<Vec<bool>> = Vec::new();
    for _ in 0..4 {
        let before = browser.path();
        browser.press("Next");
        browser.until("the next week", || browser.path() != before);
        let week = browser.one("main").text();
        weeks.push(turns.iter().map(|name| week.contains(name)).collect());
    }
    assert_eq!((&weeks[0], &weeks[1]), (&weeks[2], &weeks[3]));
    assert_ne!(weeks[0], weeks[1], "{turns:?}");
    assert!(weeks.iter().all(|week| week.contains(&true)), "{weeks:?}");
}

/// A group that alone is a whole week, from the next Monday on.
fn whole_week(browser: &Browser, name: &str, meetings: &str) {
    let site = browser.site("Harbor House");
    let id = site.trim_start_matches("/staff/sites/");
    browser.go(&format!("{site}/week/make"));
    let monday = browser.one("main [name='monday']").attribute("value");
    browser.go(&format!("/staff/groups/new?site={id}"));
    browser.fill("name", name);
    browser.fill("meetings", meetings);
    browser.fill("minutes", "180");
    browser.fill("starts_on", &monday);
    browser.pick("facilitators", "Ruth Adeyemi");
    browser.pick("place", "Quiet room");
    browser.fill("seats", "4");
    browser.fill("smallest", "2");
    browser.press("Save");
    browser.reads("180 minutes");
}

/// A group that alone is a whole week, from the next Monday on: what it takes where the others are full.
fn room_for_newcomers(browser: &Browser) {
    let site = browser.site("Harbor House");
    let id = site.trim_start_matches("/staff/sites/");
    browser.go(&format!("{site}/week/make"));
    let monday = browser.one("main [name='monday']").attribute("value");
    browser.go(&format!("/staff/groups/new?site={id}"));
    browser.fill("name", "Newcomers");
    browser.fill("meetings", "Mon, Tue and Wed 9:00");
    browser.fill("minutes", "180");
    browser.fill("starts_on", &monday);
    browser.pick("facilitators", "Ruth Adeyemi");
    browser.pick("place", "Quiet room");
    browser.fill("seats", "4");
    browser.fill("smallest", "2");
    browser.press("Save");
    browser.reads("Mon, Tue and Wed 9:00 am, 180 minutes");
}
