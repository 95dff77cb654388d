//! Somebody asks for themselves and comes into care: every step follows from the page before it.

use crate::driver::{Browser, Part, Scripts};

/// What is answered in each section: somebody for whom help once a week would hardly do.
const ANSWERS: &[(&str, &[(&str, &str)])] = &[
    (
        "withdrawal",
        &[
            ("now.alertness", "awake and clear"),
            ("withdrawal.severity", "none"),
            ("withdrawal.seizures", "no"),
            ("withdrawal.delirium", "no"),
        ],
    ),
    (
        "medical",
        &[("medical.need", "none"), ("medical.pregnant", "no")],
    ),
    (
        "mental-health",
        &[
            ("risk.suicide", "none"),
            ("risk.harm_others", "none"),
            ("mental.need", "none"),
            ("mental.can_take_part", "yes"),
        ],
    ),
    (
        "history",
        &[
            ("history.leaving_24h", "no"),
            ("history.outpatient_not_enough", "no"),
            ("history.iop_not_enough", "no"),
        ],
    ),
    ("readiness", &[("readiness.commitment", "committed")]),
    (
        "return-to-use",
        &[("relapse.risk", "possible"), ("relapse.needs_24h", "no")],
    ),
    (
        "home",
        &[
            ("home.stability", "mostly stable"),
            ("home.safety", "safe"),
            ("home.use_around", "no"),
            ("home.somebody_overnight", "yes"),
        ],
    ),
];

/// The number beside the last stage of the funnel.
fn admitted(browser: &Browser) -> u32 {
    browser.go("/staff/inquiries/numbers");
    let rows = browser.all("main .funnel li");
    let row = rows.iter().map(Part::text);
    let row = row.into_iter().find(|text| text.starts_with("Admitted"));
    let row = row.unwrap_or_else(|| panic!("no funnel: {}", browser.text()));
    let number = row
        .split_whitespace()
        .nth(1)
        .and_then(|word| word.parse().ok());
    number.unwrap_or_else(|| panic!("{row}"))
}

/// On a phone: the self-check, and from its result the request.
fn ask(browser: &Browser, family: &str, phone: &str) {
    browser.resize(390, 844);
    browser.go("/");
    browser.press("Is this a good fit for me?");
    for (question, answer) in [("awake", "no"), ("home", "yes"), ("weekly", "no")] {
        browser.answer(question, answer);
    }
    browser.press("See what my answers say");
    browser.press("Ask for a first appointment");
    browser.arrives("/ask");
    browser.fill("given", "Imogen");
    browser.fill("family", family);
    browser.fill("phone", phone);
    browser.one("label[for='site']").click();
    browser.fill("words", "I want to stop before it costs me my work.");
    browser.press("Send");
    browser.arrives("/ask/sent");
    browser.reads("We will be in touch by");
}

/// The call back, and the first time that is offered. Says where the person's pages are.
fn call_back_and_book(browser: &Browser, family: &str) -> (String, String) {
    let inquiry = browser.inquiry_of(family);
    browser.reads("Call by");
    browser.reads("I want to stop before it costs me my work.");
    browser.answer("outcome", "reached");
    browser.fill("words", "Can come any day.");
    browser.press("Log the call");
    browser.reads("Can come any day.");
    browser.reads("Book the assessment");
    let first = browser.one("main form[action$='/book'] button");
    let time = first.text();
    first.click();
    browser.reads("The appointment is made");
    browser.reads(time.trim());
    // The next step is the one that stands out.
    let assess = browser.one("main a.button:not(.quiet)[href$='/assessment']");
    let person = assess.attribute("href").replace("/assessment", "");
    (inquiry, person)
}

fn assess(browser: &Browser, person: &str) {
    for (section, answers) in ANSWERS {
        browser.go(&format!("{person}/assessment/{section}"));
        for (question, answer) in *answers {
            browser.answer(&format!("a.{question}"), answer);
        }
        browser.press("Save");
        browser.reads("the person,");
    }
    browser.go(&format!("{person}/assessment/substances?also=alcohol"));
    browser.fill("a.use.days.alcohol", "14");
    browser.press("Save");
    browser.reads("14 days");
    browser.go(&format!("{person}/assessment"));
    browser.reads("for a decision");
    browser.press("Complete the assessment");
    browser.reads("Completed");
}

/// The level is explained; another one is chosen, with a reason after all.
fn place(browser: &Browser) {
    browser.press("Placement");
    browser.reads("At least outpatient care");
    browser.reads("One answer away from more");
    browser.answer("level", "outpatient");
    browser.press("Choose this level");
    browser.reads("Say in a line why you choose");
    let kept = browser.one("main input[name='level'][value='outpatient']");
    assert_eq!(kept.attribute("checked"), "true", "the choice is kept");
    browser.fill("reason", "Works away three weeks of four");
    browser.press("Choose this level");
    browser.reads("Chosen: Outpatient care");
    browser.reads("Reason: Works away three weeks of four");
}

/// Somebody from their first question to the level that was chosen for them. Says where the request and the person are;
/// the coordinator is signed in at the end.
pub(super) fn placed(browser: &Browser, family: &str, phone: &str) -> (String, String) {
    browser.forget_everything();
    ask(browser, family, phone);
    browser.resize(1280, 900);
    browser.enter("intake_coordinator");
    let (inquiry, person) = call_back_and_book(browser, family);
    browser.resize(820, 1180);
    browser.enter("clinical_director");
    browser.go(&format!("{person}/assessment"));
    browser.reads("Not begun");
    assess(browser, &person);
    place(browser);
    browser.resize(1280, 900);
    browser.enter("intake_coordinator");
    (inquiry, person)
}

#[test]
fn from_a_question_on_a_phone_to_a_stay_in_care() {
    let browser = Browser::open(Scripts::Off);
    browser.enter("intake_coordinator");
    let before = admitted(&browser);
    let (inquiry, person) = placed(&browser, "Castellanos", "207 555 7731");
    browser.go(&inquiry);
    browser.reads("Placed");
    browser
        .one("main a.button:not(.quiet)[href$='/admit']")
        .click();
    browser.reads("Works away three weeks of four");
    let counselors = browser.all("main select[name='counselor'] option");
    let free = counselors
        .iter()
        .find(|option| option.text().contains(" of 35)"));
    free.unwrap_or_else(|| panic!("no load is shown: {}", browser.text()))
        .click();
    // Nobody is admitted whose age is not known; the request did not say it.
    browser.fill("born", "5/17/1991");
    browser.press("Admit");
    browser.arrives(&person);
    browser.reads_in_order(&["Imogen Castellanos", "Episode of care", "Plan review"]);
    browser.reads("Outpatient care");
    browser.reads("What is due");
    // The week is one press away, and the inquiry is where it belongs.
    browser.press("Week");
    browser.arrives(&format!("{person}/week"));
    browser.go(&inquiry);
    browser.reads_in_order(&["Admitted", "Asked for help"]);
    browser
        .one("main a.button:not(.quiet)[href^='/staff/people/']")
        .click();
    browser.arrives(&person);
    browser.go("/staff/inquiries?stage=admitted");
    browser.reads("Imogen Castellanos");
    assert_eq!(admitted(&browser), before + 1);
}
