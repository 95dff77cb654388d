//! Safety plans over real HTTP: where they are led to, what is wrong with a line, and in which language that is said.

use crate::served::Served;
use care::Role;
use clinic::followup::safety_plan;
use clinic::followup::signal;
use clinic::followup::signal::Which;

#[test]
fn who_is_in_danger_and_has_no_plan_gets_one_first() {
    let served = Served::start();
    let person = served.house().patients[0];
    let director = served.enter(Role::ClinicalDirector);
    let safety = format!("/staff/people/{person}/safety");
    let plan = format!("/staff/people/{person}/safety-plan");
    let page = |path: &str| {
        served
            .get(path, &director.cookie)
            .status_is(200)
            .body
            .clone()
    };
    assert!(!page(&safety).contains("There is no safety plan yet."));
    served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    let missing = page(&safety);
    let at = |words: &str| missing.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(at("There is no safety plan yet.") < at("A signal is raised"));
    assert!(missing.contains(&format!("href=\"{plan}/edit\"")));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let signal = page(&format!("/staff/signals/{}", open[0].signal.id));
    assert!(signal.contains(&format!("href=\"{plan}\"")));

    let written = [("w.signs.1", "I stop answering"), ("together", "yes")];
    let saved = served.post(&format!("{plan}/edit"), &director.cookie, &written);
    saved.status_is(303);
    let there = page(&safety);
    assert!(!there.contains("There is no safety plan yet."));
    assert!(there.contains("Open the safety plan"));
    let shown = page(&plan);
    assert!(shown.contains("I stop answering"));
    assert!(shown.contains("together with the person"));
    // Printed it has its title and its date; what is said to staff stays on the screen.
    assert!(shown.contains("– Safety plan</span></h1>") && shown.contains("class=\"on-paper\""));
    for words in ["The person sees and changes", "Last changed"] {
        let begins = format!("<p class=\"muted no-print\">{words}");
        assert!(shown.contains(&begins), "{words}: {shown}");
    }
    let journal = served.journal();
    assert!(
        journal
            .iter()
            .any(|entry| entry.contains("safety_plan.saved"))
    );
}

#[test]
fn a_person_reads_what_is_wrong_in_their_language_and_keeps_what_they_typed() {
    let served = Served::start();
    let person = served.house().patients[0];
    let herself = served.world.enter(served.house(), person);
    let typed = [
        ("w.people.1", "María"),
        ("t.people.1", "en casa"),
        ("t.lines.2", "211"),
    ];
    for (path, number, nameless) in [
        (
            "/me/safety-plan/edit",
            "Enter a telephone number",
            "Say whose number this is.",
        ),
        (
            "/es/me/safety-plan/edit",
            "Escriba un número de teléfono",
            "Diga de quién es este número.",
        ),
    ] {
        let refused = served.post(path, &herself.cookie, &typed);
        refused.status_is(422);
        assert!(refused.body.contains(number), "{path}");
        assert!(refused.body.contains(nameless), "{path}");
        let again = refused.form_to(path);
        for (field, words) in typed {
            assert_eq!(again.value(field), words, "{path}");
        }
        let empty = served.post(path, &herself.cookie, &[]);
        empty.status_is(422);
    }
    let mended = [
        ("w.people.1", "María"),
        ("t.people.1", "207 555 0164"),
        ("w.lines.2", "Vecinos"),
        ("t.lines.2", "211"),
    ];
    let saved = served.post("/es/me/safety-plan/edit", &herself.cookie, &mended);
    let on = saved.status_is(303).header("location").to_owned();
    assert!(on.starts_with("/es/me/safety-plan?"), "{on}");
    let page = served.get("/es/me/safety-plan", &herself.cookie);
    for words in [
        " lang=\"es\"",
        "href=\"tel:+12075550164\"",
        "href=\"tel:211\"",
        "href=\"tel:988\"",
        "href=\"tel:911\"",
        "Personas a quienes puedo pedir ayuda",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
}

#[test]
fn whoever_sees_a_plan_behind_broken_glass_writes_none() {
    let served = Served::start();
    // The medical provider sees this record behind broken glass.
    let person = served.house().patients[5];
    let medical = served.enter(Role::MedicalProvider);
    let plan = format!("/staff/people/{person}/safety-plan");
    let shown = served.get(&plan, &medical.cookie);
    assert!(!shown.status_is(200).body.contains("Make the plan"));
    served
        .get(&format!("{plan}/edit"), &medical.cookie)
        .status_is(404);
    let written = [("w.signs.1", "I stop answering")];
    served
        .post(&format!("{plan}/edit"), &medical.cookie, &written)
        .status_is(404);
    let director = served.enter(Role::ClinicalDirector);
    let shown = safety_plan::show(&served.world.clinic, &director.actor, person).unwrap();
    assert!(shown.latest.is_none());
}
