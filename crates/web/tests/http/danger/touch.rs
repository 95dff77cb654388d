//! How whoever answers a danger gets in touch: by the rules of who asked, as far as their reader may see them.

use crate::front::asked;
use crate::links::attributes;
use crate::served::Served;
use care::Role;
use care::followup::on_call::RotaPlace;
use care::intake::inquiry::Inquiry;
use clinic::access::journal;
use clinic::followup::on_call;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use jiff::civil::date;

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
        let main = page.status_is(200).main();
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
        let main = page.status_is(200).main();
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
        let main = page.status_is(200).main();
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
    let main = request.status_is(200).main();
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
                let main = shown.status_is(200).main();
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
