//! From an empty folder to the first person in care, in one sitting: whoever begins alone follows the setup link and
//! the guided list, and everything that is pressed and typed is counted.

use crate::common::{Home, Server, token};
use crate::demo::Demo;
use crate::driver::{Browser, Scripts};
use crate::hands::Hands;
use crate::sign_in::with_code;
use std::time::Instant;

/// Within how many minutes a practised person is through.
const MINUTES_AIM: f64 = 15.0;
const PASSWORD: &str = "four unrelated quiet words";
const DUTY: &str = "Mon to Fri 8:00 to 18:00";

/// What is on the first form, and how it is filled in.
const FOUNDING: [(&str, &str); 7] = [
    ("organization", "Riverbend Recovery"),
    ("site", "Main Street"),
    ("zone", "America/New_York"),
    ("hours", "Mon to Fri 8:00 to 20:30\nSat 9:00 to 12:00"),
    ("given", "Ana"),
    ("family", "Ruiz"),
    ("email", "ana@clinic.example"),
];

/// Opens a link as its owner does: on a computer of their own, into which they type or copy it.
fn opens(hands: &Hands, link: &str) {
    hands.browser.forget_everything();
    let path = link.strip_prefix(&hands.browser.demo.said.address).unwrap();
    // It is copied, and not typed.
    hands.types("");
    hands.browser.go(path);
}

/// Chooses a password, and sets up the app; leads to the first page of staff.
fn sets_up(hands: &Hands, called: &str) {
    let browser = &hands.browser;
    browser.reads(&format!("Welcome, {called}"));
    hands.fill("password", PASSWORD);
    let secret = browser.one("main .secret-key code").text();
    let secret: String = secret.split_whitespace().collect();
    with_code(&secret, |code| {
        hands.fill("code", code);
        hands.press("Set up and sign in");
        browser.arrives("/staff");
    });
    browser.reads("Your sign-in is set up.");
}

/// Adds a colleague to the team, which is open; their page is open afterwards.
fn adds(hands: &Hands, given: &str, role: &str, duty: &str) {
    let browser = &hands.browser;
    hands.press("Add a member of staff");
    browser.arrives("/staff/team/new");
    hands.fill("given", given);
    hands.fill("family", "Ruiz");
    let email = format!("{}@clinic.example", given.to_lowercase());
    hands.fill("email", &email);
    hands.answer("roles", role);
    hands.click("main input[name='sites'] + label");
    if !duty.is_empty() {
        hands.fill("duty", duty);
    }
    hands.press("Save");
    browser.until("their page", || {
        let path = browser.path();
        path.starts_with("/staff/team/") && !path.starts_with("/staff/team/new")
    });
}

/// Takes the link of the colleague whose page is open, and goes back to the team: with a field in hand by its link.
fn copies_link(hands: &Hands) -> String {
    hands.press("Make a link to hand over");
    hands.browser.reads("This link is shown once.");
    let link = hands.browser.one("#handed-link").attribute("value");
    hands.click("main button[data-copy='handed-link']");
    hands.press("Team");
    hands.browser.arrives("/staff/team");
    link
}

/// The setup link, and the server that printed it.
fn begun(home: &Home) -> (Server, String) {
    let mut server = home.serve(&["--listen", "127.0.0.1:0"]);
    assert!(server.line().contains("Open this link"));
    let link = server.line();
    (server, link)
}

/// The organization, its site with zone and hours, and whoever founds it.
fn founds(hands: &Hands, link: &str) {
    opens(hands, link);
    hands.browser.reads("Set up Stepwell");
    for (field, words) in FOUNDING {
        hands.fill(field, words);
    }
    hands.press("Set up");
    sets_up(hands, "Ana");
}

/// The first page of staff lists what is missing; what was said at the founding is not.
fn is_guided(browser: &Browser) {
    for step in [
        "What you offer",
        "Those who work here",
        "Duty hours",
        "Mail",
        "A second administrator",
    ] {
        browser.reads(step);
    }
    assert!(!browser.text().contains("Time zone and opening hours"));
}

/// A program with its groups, from an example that comes along.
fn loads_a_program(hands: &Hands) {
    let browser = &hands.browser;
    hands.press("Load a program");
    browser.reads("Begin with an example");
    hands.press("Three mornings or three evenings");
    hands.press("Look at it");
    hands.press("Add these groups");
    browser.reads("The groups are added.");
}

/// Whether mail leaves: here no server is configured, and that is what is said.
fn tries_mail(hands: &Hands) {
    let browser = &hands.browser;
    hands.keys("gx");
    browser.arrives("/staff/setup");
    hands.press("Test mail");
    browser.reads("No mail server is configured, so messages wait.");
    hands.press("Send a test message to me");
    browser.reads("It waits for a mail server to be configured.");
}

/// Says the second yes to the role of a colleague.
fn says_yes(hands: &Hands) {
    hands.keys("gm");
    hands.browser.arrives("/staff/team");
    hands.press("Roles and sign-ins");
    hands.browser.arrives("/staff/roles");
    hands.press("Yes");
    hands.browser.reads("Your yes is saved.");
}

/// Somebody who is here: added, assessed and placed. Says where they are; the form of the admission is open afterwards.
fn takes_in(hands: &Hands) -> String {
    let browser = &hands.browser;
    hands.keys("gp");
    browser.arrives("/staff/people");
    hands.press("Add a person");
    browser.arrives("/staff/people/new");
    for (field, words) in [
        ("given", "Imogen"),
        ("family", "Castellanos"),
        ("born", "Apr 14, 1987"),
        ("phone", "207 555 0177"),
    ] {
        hands.fill(field, words);
    }
    hands.press("Save");
    browser.until("the assessment", || browser.path().contains("/assessment"));
    let path = browser.path();
    let person = path.split("/assessment").next().unwrap().to_owned();
    hands.press("Rapid assessment");
    browser.arrives(&format!("{person}/rapid"));
    browser.until("the first row", || browser.question() == "now.alertness");
    hands.assess();
    browser.arrives(&format!("{person}/placement"));
    // What is recommended has the focus.
    browser.until("the level", || browser.held("type") == "submit");
    hands.enter();
    browser.reads("Chosen: Intensive outpatient");
    hands.press("Admit");
    browser.arrives(&format!("{person}/admit"));
    person
}

#[test]
fn an_empty_folder_becomes_a_clinic_with_its_first_person_in_care_in_one_sitting() {
    let started = Instant::now();
    let home = Home::new();
    let (server, link) = begun(&home);
    let address = format!("http://localhost:{}", server.address.port());
    let browser = Browser::open_on(Demo::at(address), Scripts::On);
    let hands = Hands::of(browser);
    // At the terminal.
    hands.types("stepwell serve");
    founds(&hands, &link);
    is_guided(&hands.browser);
    loads_a_program(&hands);
    hands.keys("gm");
    hands.browser.arrives("/staff/team");
    // The first who says the second yes to roles has hers at once.
    adds(&hands, "Dee", "clinical_director", DUTY);
    let director = copies_link(&hands);
    adds(&hands, "Bea", "program_administrator", "");
    let administrator = copies_link(&hands);
    adds(&hands, "Cole", "counselor", DUTY);
    hands
        .browser
        .reads("The role waits for somebody else’s yes");
    tries_mail(&hands);
    opens(&hands, &administrator);
    sets_up(&hands, "Bea");
    hands.keys("gx");
    hands.browser.reads("2 administrators can sign in.");
    opens(&hands, &director);
    sets_up(&hands, "Dee");
    says_yes(&hands);
    // Who asked and who said yes hold no link of his; whoever holds the server makes it, while it runs.
    let invited = ["user", "link", "--email", "cole@clinic.example"];
    hands.types(&format!("stepwell {}", invited.join(" ")));
    let made = home.run(&invited);
    assert_eq!(made.code, Some(0), "{made:?}");
    let person = takes_in(&hands);
    hands.admit(&person, "(0 of 24)");
    hands.browser.reads("Intensive outpatient program");
    // He comes in by his link, and finds her among his own.
    let welcome = format!("/welcome/{}", token(made.out.trim()));
    let address = &hands.browser.demo.said.address;
    opens(&hands, &format!("{address}{welcome}"));
    sets_up(&hands, "Cole");
    hands.keys("gp");
    hands.browser.reads("Imogen Castellanos");
    let steps = hands.counted();
    let minutes = steps.minutes();
    println!(
        "from an empty folder to the first person in care: {} fields of {} characters, {} keys, {} clicks; \
         {minutes:.1} minutes of a practised person (aim {MINUTES_AIM}), {:.1} of this test",
        steps.fields,
        steps.characters,
        steps.keys,
        steps.clicks,
        started.elapsed().as_secs_f64() / 60.0
    );
    assert!(
        steps.all() > 0 && minutes <= MINUTES_AIM,
        "{minutes} minutes"
    );
}
