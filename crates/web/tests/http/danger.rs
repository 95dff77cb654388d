//! Danger to somebody over real HTTP: it stands above every page on which something is decided about them.

use crate::front::asked;
use crate::links::attributes;
use crate::served::Served;
use care::followup::on_call::RotaPlace;
use care::intake::inquiry::Inquiry;
use care::{PersonId, Role};
use clinic::access::journal;
use clinic::followup::on_call;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use jiff::civil::date;

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

/// What a page says, without its frame.
fn main_of(page: &str) -> &str {
    let (_, main) = page.split_once("<main").unwrap();
    main.split_once("</main>").unwrap().0
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
        let main = main_of(&page.status_is(200).body);
        assert!(main.contains("A signal is raised: "), "{main}");
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
    let main = main_of(&page.status_is(200).body);
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

/// A mother asked for her son, who must not be called at home.
fn asked_by_the_mother(served: &Served) -> Inquiry {
    asked_by_the_mother_who_says(served, "yes")
}

/// The same, with what she says of whether he is safe.
fn asked_by_the_mother_who_says(served: &Served, safe_now: &str) -> Inquiry {
    let intake = served.enter(Role::IntakeCoordinator);
    let typed = [
        ("safe_now", safe_now),
        ("language", "en"),
        ("who", "other"),
        ("asker_name", "Mia Quintanilla"),
        ("relationship", "parent"),
        ("asker_phone", "207 555 0164"),
        ("person_knows", "no"),
        ("with", "asker"),
        ("channels", "phone"),
        ("voicemail", "no"),
        ("discreet", "yes"),
        ("note", "Her husband must not know."),
    ];
    let (reply, mut open) = asked(served, &intake, &typed);
    reply.status_is(303);
    open.remove(0)
}

#[test]
fn the_rules_and_the_number_of_who_asked_stand_where_a_danger_is_answered() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let asked = asked_by_the_mother(&served);
    let answer = ("a.risk.suicide", "high");
    served.raise(asked.person, "mental-health", answer);
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let paths = [
        format!("/staff/signals/{}", open[0].signal.id),
        format!("/staff/people/{}/safety", asked.person),
    ];
    for path in &paths {
        let seen = || {
            let officer = served.enter(Role::PrivacyOfficer).actor;
            let about = Some(asked.id.uuid());
            let entries = journal::page(&served.world.clinic, &officer, about, None).unwrap();
            let viewed = entries
                .iter()
                .filter(|it| it.entry.action == "inquiry.viewed");
            viewed.count()
        };
        let before = seen();
        let page = served.get(path, &director.cookie);
        let main = main_of(&page.status_is(200).body);
        assert_eq!(seen(), before + 1, "{path}");
        let number = main.find("tel:+12075550164").unwrap();
        for rule in [
            "Do not say where you are calling from.",
            "Do not leave a voicemail.",
            "Her husband must not know.",
        ] {
            assert!(main.find(rule).is_some_and(|at| at < number), "{rule}");
        }
        assert!(main.contains("Mia Quintanilla (parent)"), "{main}");
        assert!(main.contains("The person does not know of it yet."));
        // A counselor of the site answers the signal, and may not open somebody else's request.
        let counselor = served.enter(Role::Counselor);
        let page = served.get(path, &counselor.cookie);
        let main = main_of(&page.status_is(200).body);
        assert!(main.contains("you may not open it"), "{main}");
        assert!(!main.contains("555 0164"), "{main}");
        assert!(!main.contains("Quintanilla (parent)"), "{main}");
    }
}

/// Puts somebody at the first site first on call.
fn first_on_call(served: &Served, role: Role) {
    let (house, clinic) = (served.house(), &served.world.clinic);
    let director = served.enter(Role::ClinicalDirector).actor;
    let days = [date(2026, 3, 1), date(2026, 3, 8)];
    let draft = house.shift_draft(RotaPlace::First, role, days);
    on_call::add(clinic, &director, clinic.fresh_key(), &draft).unwrap();
}

/// Whoever was called about a danger has minutes: they see how to call back, and nothing more of the request.
#[test]
fn whoever_is_on_call_sees_how_to_be_in_touch_and_logs_the_call_with_the_answer() {
    let served = Served::start();
    first_on_call(&served, Role::Counselor);
    let asked = asked_by_the_mother(&served);
    let answer = ("a.risk.suicide", "high");
    served.raise(asked.person, "mental-health", answer);
    let director = served.enter(Role::ClinicalDirector);
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let path = format!("/staff/signals/{}", open[0].signal.id);
    let counselor = served.enter(Role::Counselor);
    for page in [
        path.clone(),
        format!("/staff/people/{}/safety", asked.person),
    ] {
        let page = served.get(&page, &counselor.cookie);
        let main = main_of(&page.status_is(200).body);
        let number = main.find("tel:+12075550164").unwrap();
        assert!(main.find("Do not leave a voicemail.").unwrap() < number);
        assert!(main.contains("I have it"), "{main}");
        assert!(!main.contains("Open the request for help"), "{main}");
    }
    let request = format!("/staff/inquiries/{}", asked.id);
    let closed = served.get(&request, &counselor.cookie);
    assert!(matches!(closed.status, 403 | 404), "{}", closed.status);
    let officer = served.enter(Role::PrivacyOfficer).actor;
    let about = Some(asked.id.uuid());
    let seen = journal::page(&served.world.clinic, &officer, about, None).unwrap();
    let rule = "whoever-answers-a-danger-sees-how-to-be-in-touch";
    let by_rule = seen.iter().filter(|it| it.entry.rule == rule);
    assert_eq!(by_rule.count(), 2);
    let said = [
        ("words", "He is safe."),
        ("done", "now"),
        ("call", "reached"),
    ];
    let respond = format!("{path}/respond");
    served
        .post(&respond, &counselor.cookie, &said)
        .status_is(303);
    let request = served.get(&request, &director.cookie);
    let main = main_of(&request.status_is(200).body);
    assert!(main.contains("He is safe."), "{main}");
    assert!(
        served
            .journal()
            .iter()
            .any(|entry| entry == "inquiry.called")
    );
}

/// Every link of the page of a signal and of the safety page is one that its reader may follow: about somebody who only
/// asked for help and about somebody in care, for every role that is told of it.
#[test]
fn no_link_about_a_danger_leads_where_its_reader_may_not_go() {
    let served = Served::start();
    first_on_call(&served, Role::Counselor);
    // What a request tells of is raised on nothing but the person.
    let son = asked_by_the_mother_who_says(&served, "no").person;
    for person in [son, served.house().patients[0]] {
        served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    }
    served.raise(son, "substances", ("a.use.overdose_recent.opioid", "yes"));
    let mut followed = 0;
    for role in [
        Role::IntakeCoordinator,
        Role::Counselor,
        Role::MedicalProvider,
        Role::ClinicalDirector,
    ] {
        let seat = served.enter(role);
        let open = signal::list(&served.world.clinic, &seat.actor, Which::Open).unwrap();
        assert!(open.len() > 2, "{role:?}");
        for listed in open {
            let (id, person) = (listed.signal.id, listed.signal.person);
            for page in [
                format!("/staff/signals/{id}"),
                format!("/staff/people/{person}/safety"),
                format!("/staff/people/{person}/safety?signal={id}"),
            ] {
                let shown = served.get(&page, &seat.cookie);
                if shown.status == 404 && page.contains("/safety") {
                    continue;
                }
                let main = main_of(&shown.status_is(200).body);
                for link in attributes(main, "href=\"") {
                    let status = served.get(&link, &seat.cookie).status;
                    assert!(
                        matches!(status, 200 | 303),
                        "{role:?}: {page} shows {link}, {status}"
                    );
                    followed += 1;
                }
            }
        }
    }
    assert!(followed > 60, "only {followed} links were followed");
}

#[test]
fn the_first_steps_for_whoever_is_not_there_begin_with_calling_and_six_steps_are_six() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[0];
    let leads = served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    let page = served.get(&leads, &director.cookie);
    let main = main_of(&page.status_is(200).body);
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
fn a_card_says_by_when_who_was_told_and_who_has_it_and_goes_up_when_nobody_has() {
    let served = Served::start();
    let (house, clinic) = (served.house(), &served.world.clinic);
    let director = served.enter(Role::ClinicalDirector);
    served.raise(
        house.patients[0],
        "mental-health",
        ("a.risk.suicide", "high"),
    );
    let open = signal::list(clinic, &director.actor, Which::Open).unwrap();
    let path = format!("/staff/signals/{}", open[0].signal.id);
    // Whoever waits so long has to sign in again.
    let page = || {
        let director = served.enter(Role::ClinicalDirector);
        let reply = served.get(&path, &director.cookie);
        main_of(&reply.status_is(200).body).to_owned()
    };
    let first = page();
    for words in [
        "answer by ",
        "Nobody has said “I have it” yet.",
        "Nobody is first on call",
        "Who was told",
        "clinical director",
        "Not reached yet.",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(!first.contains("unanswered for"), "{first}");
    served.world.wait(crate::common::minutes(16));
    assert!(page().contains("unanswered for 16 min"));
    let gone = clinic::followup::alert::escalate_due(clinic, house.organization);
    assert_eq!(gone.unwrap(), 1);
    let told = |page: &str| page.matches(", clinical director").count();
    assert!(
        told(&page()) > told(&first),
        "told again, because nobody answered"
    );
    // However far up it went it stays overdue, wherever it is shown, with what comes next beside it.
    assert!(page().contains("is told again, and again until somebody answers"));
    let everywhere = [
        path.clone(),
        "/staff/signals".to_owned(),
        format!("/staff/people/{}", house.patients[0]),
        format!("/staff/people/{}/safety", house.patients[0]),
    ];
    for place in everywhere {
        let director = served.enter(Role::ClinicalDirector);
        let shown = served.get(&place, &director.cookie);
        let body = &shown.status_is(200).body;
        assert!(body.contains("unanswered for 16 min"), "{place}");
        assert!(body.contains("the next are told"), "{place}");
    }
    let take = format!("{path}/take");
    let director = served.enter(Role::ClinicalDirector);
    served.post(&take, &director.cookie, &[]).status_is(303);
    let taken = page();
    assert!(taken.contains("said “I have it”"), "{taken}");
    assert!(taken.contains("say what was done by "), "{taken}");
    served.post(&take, &director.cookie, &[]).status_is(409);
}

#[test]
fn a_word_closes_no_danger_and_whoever_was_not_reached_is_tried_again() {
    let served = Served::start();
    let person = served.house().patients[0];
    let director = served.enter(Role::ClinicalDirector);
    served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let card = format!("/staff/signals/{}", open[0].signal.id);
    let page = || {
        let reply = served.get(&card, &director.cookie);
        main_of(&reply.status_is(200).body).to_owned()
    };
    // What is there is shown with the way to it, and nothing of it is forced.
    for words in [
        "Score the C-SSRS screener",
        "Open the safety plan",
        "there is no C-SSRS for this signal and no safety plan",
    ] {
        assert!(page().contains(words), "{words}: {}", page());
    }
    let path = format!("{card}/respond");
    let thin = [("words", "ok, done"), ("done", "now"), ("close", "yes")];
    let refused = served.post(&path, &director.cookie, &thin);
    let main = main_of(&refused.status_is(422).body);
    for words in [
        "Say whether they were reached.",
        "Say in a sentence what was done",
        "Say in a sentence why the signal is closed without",
    ] {
        assert!(main.contains(words), "{words}: {main}");
    }
    let missed = [
        ("words", "Rang three times, nobody answered."),
        ("reached", "not_reached"),
        ("done", "now"),
        ("close", "yes"),
    ];
    let kept = served.post(&path, &director.cookie, &missed);
    let leads = kept.status_is(303).header("location");
    assert!(leads.contains("said=not-reached"), "{leads}");
    assert!(page().contains("say what was done by "), "{}", page());
    assert!(page().contains("Not reached."), "{}", page());
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
fn after_a_hand_over_the_card_offers_it_as_its_answer() {
    let served = Served::start();
    let person = served.house().patients[0];
    let director = served.enter(Role::ClinicalDirector);
    served.raise(person, "medical", ("a.medical.need", "acute danger"));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let path = format!("/staff/signals/{}", open[0].signal.id);
    let page = || {
        let reply = served.get(&path, &director.cookie);
        main_of(&reply.status_is(200).body).to_owned()
    };
    assert!(!page().contains("Answered by the hand-over"));
    served.world.wait(crate::common::minutes(1));
    let sheet = [
        ("happened", "Found hard to wake, and breathing slowly."),
        ("when", "2:15 pm"),
        ("naloxone", "not_given"),
        ("to", "the ambulance"),
        ("contact", "the front desk"),
    ];
    let written = format!("/staff/people/{person}/handover");
    let reply = served.post(&written, &director.cookie, &sheet);
    reply.status_is(303);
    let offered = page();
    let words = "Answered by the hand-over to the ambulance, written";
    assert!(offered.contains(words), "{offered}");
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
    let main = main_of(&list.status_is(200).body);
    assert!(main.contains("Within the hour"), "{main}");
    assert!(main.contains("Withdrawal"), "{main}");
    assert!(!main.contains("Suicide risk"), "{main}");
    let signal = main
        .split("row-link\" href=\"/staff/signals/")
        .nth(1)
        .unwrap();
    let signal = signal.split('"').next().unwrap();
    let card = served.get(&format!("/staff/signals/{signal}"), &provider.cookie);
    let main = main_of(&card.status_is(200).body);
    assert!(main.contains("COWS 30: Moderately severe"), "{main}");
    let page = served.get(
        &format!("/staff/people/{person}/measures"),
        &provider.cookie,
    );
    let result = page.status_is(200).body.split("/measures/results/").nth(1);
    let id = result.unwrap().split(['"', '?', '/']).next().unwrap();
    let path = format!("/staff/people/{person}/measures/results/{id}");
    let shown = served.get(&path, &provider.cookie);
    let main = main_of(&shown.status_is(200).body);
    assert!(
        main.contains("Moderately severe opioid withdrawal"),
        "{main}"
    );
    assert!(main.contains("Safety protocol"), "{main}");
}
