//! Danger to somebody over real HTTP: it stands above every page on which something is decided about them.

mod answered;
mod touch;

use crate::served::Served;
use care::{PersonId, Role};
use clinic::followup::signal;
use clinic::followup::signal::Which;

/// The banners above a page.
fn above(page: &str) -> &str {
    let banners = page.split_once("<aside class=\"banners\"");
    banners.map_or("", |(_, rest)| rest.split_once("</aside>").unwrap().0)
}

#[test]
fn an_open_danger_stands_above_every_page_on_which_something_is_decided() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[0];
    let pages = [
        "",
        "/placement",
        "/admit",
        "/move",
        "/discharge",
        "/assessment",
    ];
    let page = |part: &str, cookie: &str| {
        let path = format!("/staff/people/{person}{part}");
        served.get(&path, cookie).status_is(200).body.clone()
    };
    for part in pages {
        let calm = page(part, &director.cookie);
        assert!(!above(&calm).contains("open signal"), "{part}");
    }
    served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let signal = format!("/staff/signals/{}", open[0].signal.id);
    let shown = served.get(&signal, &director.cookie);
    let raised = format!("href=\"/staff/people/{person}/assessment/mental-health\"");
    assert!(shown.status_is(200).body.contains(&raised));
    for part in pages {
        let warned = page(part, &director.cookie);
        let banner = above(&warned);
        assert!(banner.contains("Suicide risk, open signal."), "{part}");
        assert!(banner.contains("nobody has answered yet"), "{part}");
        assert!(banner.contains(&signal), "{part}");
    }
    let other = format!("/staff/people/{}", served.house().patients[1]);
    let beside = served.get(&other, &director.cookie);
    assert!(!above(&beside.status_is(200).body).contains("open signal"));
    let said = [
        ("words", "Seen at once; her sister stays tonight."),
        ("reached", "reached"),
        ("done", "now"),
        ("without", "The hospital does both with her today."),
    ];
    let path = format!("{signal}/respond");
    served.post(&path, &director.cookie, &said).status_is(303);
    assert!(above(&page("", &director.cookie)).contains("answered, still open"));
    let path = format!("{signal}/close");
    served.post(&path, &director.cookie, &[]).status_is(303);
    assert!(!above(&page("", &director.cookie)).contains("open signal"));
}

#[test]
fn one_tap_sends_somebody_to_emergency_care_and_their_record_says_so() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[0];
    let here = format!("/staff/people/{person}");
    let page = |part: &str| {
        let reply = served.get(&format!("{here}{part}"), &director.cookie);
        reply.status_is(200).body.clone()
    };
    assert!(!page("/placement").contains("Send to emergency care"));
    served.raise(person, "medical", ("a.medical.need", "acute danger"));
    let emergency = page("/placement");
    // What to do stands above everything that is folded.
    let at = |words: &str| emergency.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at("Do this now") < at("Send to emergency care"));
    assert!(at("Send to emergency care") < at("What it was made from"));
    let path = format!("{here}/placement");
    let sent = [("level", "emergency"), ("plan_by", "no day at all")];
    served.post(&path, &director.cookie, &sent).status_is(303);
    for part in ["", "/handover"] {
        let said = page(part);
        assert!(said.contains("Sent to emergency care"), "{part}");
        assert!(
            said.contains("A sign that needs a doctor now, or acute illness"),
            "{part}"
        );
    }
    assert!(page("/placement").contains("Choose a level once they are back."));
}

#[test]
fn whoever_may_see_a_record_and_answer_no_signal_is_told_of_none() {
    let served = Served::start();
    // The medical provider sees this record behind broken glass.
    let person = served.house().patients[5];
    served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    let path = format!("/staff/people/{person}");
    for (role, warned) in [
        (Role::ClinicalDirector, true),
        (Role::MedicalProvider, false),
    ] {
        let reply = served.get(&path, &served.enter(role).cookie);
        let banners = above(&reply.status_is(200).body);
        assert_eq!(banners.contains("open signal"), warned, "{role:?}");
    }
}

#[test]
fn the_first_steps_are_those_of_the_danger_that_was_raised() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    for (at, section, answer, has, lacks) in [
        (
            0,
            "substances",
            ("a.use.overdose_recent.opioid", "yes"),
            &[
                "<strong>Overdose</strong>",
                "Overdose in the last 30 days, opioids: yes",
                "Is the person awake, and breathing as usual?",
                "Offer naloxone",
                "tolerance",
                "not to use alone",
                "Tell the medical provider today",
            ][..],
            &["Ask directly", "Safety plan", "Do not stop all at once"][..],
        ),
        (
            1,
            "withdrawal",
            ("a.withdrawal.severity", "severe"),
            &[
                "Withdrawal now: severe",
                "Medical evaluation now",
                "Alcohol and benzodiazepines: not all at once",
                "Offer methadone or buprenorphine today",
            ][..],
            &["Ask directly", "Check now"][..],
        ),
        (
            2,
            "mental-health",
            ("a.risk.suicide", "high"),
            &["Suicide risk", "Ask directly", "Safety plan"][..],
            &["Check now", "Medical evaluation now"][..],
        ),
    ] {
        let person = served.house().patients[at];
        let leads = served.raise(person, section, answer);
        assert!(leads.contains("/safety?from="), "{leads}");
        let page = served.get(&leads, &director.cookie);
        let main = page.status_is(200).main();
        assert!(main.contains("A signal is raised: "), "{main}");
        // The tabs above lead to every page about somebody, whatever the danger is.
        let (tabs, main) = main.split_once("</nav>").unwrap();
        assert!(tabs.contains("about-tabs"), "{tabs}");
        for words in has {
            assert!(main.contains(words), "{section}, {words}: {main}");
        }
        for words in lacks {
            assert!(!main.contains(words), "{section}, {words}: {main}");
        }
    }
}

#[test]
fn two_dangers_have_the_steps_of_both_and_the_answer_is_about_the_one_just_raised() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[0];
    served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    let answer = ("a.use.overdose_recent.opioid", "yes");
    let leads = served.raise(person, "substances", answer);
    let page = served.get(&leads, &director.cookie);
    let main = page.status_is(200).main();
    assert!(main.contains("Ask directly") && main.contains("Check now"));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let own = |listed: &&signal::ListedSignal| listed.signal.words.starts_with("Overdose");
    let overdose = open.iter().find(own).unwrap().signal.id;
    let respond = format!("action=\"/staff/signals/{overdose}/respond\"");
    assert!(main.contains(&respond), "{main}");
    // The banner is one, and tells of the gravest.
    let record = served.get(&format!("/staff/people/{person}"), &director.cookie);
    let banners = above(&record.body);
    assert!(banners.contains("Suicide risk, open signal."), "{banners}");
    assert!(banners.contains("One more is open."), "{banners}");
}

#[test]
fn the_first_steps_for_whoever_is_not_there_begin_with_calling_and_six_steps_are_six() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[0];
    let leads = served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    let page = served.get(&leads, &director.cookie);
    let main = page.status_is(200).main();
    let at = |words: &str| {
        main.find(words)
            .unwrap_or_else(|| panic!("{words}: {main}"))
    };
    assert!(at("Call them") < at("Ask directly"));
    let (_, plan) = main.split_once("Six steps, in").unwrap();
    let (plan, _) = plan.split_once("</ol>").unwrap();
    assert_eq!(plan.matches("<li>").count(), 6);
}

#[test]
fn a_page_that_leads_to_a_danger_by_itself_has_one_red_bar() {
    let served = Served::start();
    let house = served.house();
    let director = served.enter(Role::ClinicalDirector);
    let answer = ("a.risk.suicide", "high");
    served.raise(house.patients[0], "mental-health", answer);
    let bars = |person: PersonId| {
        let path = format!("/staff/people/{person}");
        let reply = served.get(&path, &director.cookie);
        let body = &reply.status_is(200).body;
        let bar = body.split_once("id=\"alerts\"").unwrap().1;
        let bar = bar.split_once("<template").unwrap().0;
        let banner = above(body).contains("open signal");
        (banner, bar.contains("Somebody needs you now"))
    };
    assert_eq!(bars(house.patients[0]), (true, false));
    assert_eq!(bars(house.patients[1]), (false, true));
}

#[test]
fn a_high_cows_typed_by_a_counselor_stands_on_the_list_of_the_provider() {
    let served = Served::start();
    let person = served.house().patients[0];
    let counselor = served.enter(Role::Counselor);
    // Points 5, 4, 4, 4, 5, 4, 4 from the last item back: 30 in all.
    let points = ["0", "0", "0", "0", "4", "4", "5", "4", "4", "4", "5"];
    let names: Vec<String> = (1..=11).map(|item| format!("i.{item}")).collect();
    let fields: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(points).collect();
    let path = format!("/staff/people/{person}/measures/cows/new");
    let saved = served.post(&path, &counselor.cookie, &fields);
    let leads = saved.status_is(303).header("location");
    assert!(
        leads.contains(&format!("/staff/people/{person}/safety")),
        "{leads}"
    );
    let provider = served.enter(Role::MedicalProvider);
    let list = served.get("/staff/signals", &provider.cookie);
    let main = list.status_is(200).main();
    assert!(main.contains("Within the hour"), "{main}");
    assert!(main.contains("Withdrawal"), "{main}");
    assert!(!main.contains("Suicide risk"), "{main}");
    let signal = main
        .split("row-link\" href=\"/staff/signals/")
        .nth(1)
        .unwrap();
    let signal = signal.split('"').next().unwrap();
    let card = served.get(&format!("/staff/signals/{signal}"), &provider.cookie);
    let main = card.status_is(200).main();
    assert!(main.contains("COWS 30: Moderately severe"), "{main}");
    let page = served.get(
        &format!("/staff/people/{person}/measures"),
        &provider.cookie,
    );
    let result = page.status_is(200).body.split("/measures/results/").nth(1);
    let id = result.unwrap().split(['"', '?', '/']).next().unwrap();
    let path = format!("/staff/people/{person}/measures/results/{id}");
    let shown = served.get(&path, &provider.cookie);
    let main = shown.status_is(200).main();
    assert!(
        main.contains("Moderately severe opioid withdrawal"),
        "{main}"
    );
    assert!(main.contains("Safety protocol"), "{main}");
}
