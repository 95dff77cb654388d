//! The rapid assessment over real HTTP: the same findings as in the sections, and never a level that is called safe while
//! something is unknown.

use crate::client::Request;
use crate::common::minutes;
use crate::served::{Served, with_token};
use care::assessment::finding::{FindingAnswer, Source, Substance, Value};
use care::{PersonId, Role};
use clinic::assessment::{interview, placement};
use serde_json::Value as Json;

type Said = (&'static str, Option<Substance>, Source, FindingAnswer);

/// What somebody's assessment holds, without when it was said.
fn findings(served: &Served, person: PersonId) -> Vec<Said> {
    let director = served.enter(Role::ClinicalDirector).actor;
    let view = interview::view(&served.world.clinic, &director, person).unwrap();
    let said = view.findings.iter().map(|finding| {
        let question = finding.question.question().id;
        (
            question,
            finding.about,
            finding.source,
            finding.answer.clone(),
        )
    });
    said.collect()
}

/// What a script is told that saves these answers.
fn autosaved(served: &Served, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Json {
    let request = Request::post(path, &with_token(&served.token(cookie), fields));
    let request = request.session(cookie).with("Accept", "application/json");
    let reply = served.send(&request);
    serde_json::from_str(&reply.status_is(200).body).unwrap()
}

#[test]
fn what_is_answered_on_one_page_is_what_is_answered_in_the_sections() {
    let served = Served::start();
    let cookie = served.enter(Role::ClinicalDirector).cookie;
    let [here, there] = [served.house().patients[0], served.house().patients[1]];
    let answers = [
        ("substances", "a.use.days.alcohol", "12"),
        ("substances", "a.use.last.alcohol", "5 h"),
        ("substances", "a.use.drinks_per_day.alcohol", "6"),
        ("substances", "a.use.route.alcohol", "swallowed"),
        ("substances", "a.use.amount.cocaine", "Half a gram"),
        ("substances", "a.use.last.cocaine", "?"),
        ("criteria", "a.dsm.craving.alcohol", "yes"),
        ("criteria", "a.dsm.more.alcohol", "no"),
        ("home", "a.home.stability", "mostly stable"),
        ("medical", "a.medical.red_flags", "none"),
        ("mental-health", "a.risk.suicide", "none"),
        ("withdrawal", "a.now.alertness", "~declined"),
    ];
    let mut fields = vec![("source", "family")];
    fields.extend(answers.map(|(_, field, value)| (field, value)));
    let path = format!("/staff/people/{here}/rapid");
    served.post(&path, &cookie, &fields).status_is(303);
    for (section, field, value) in answers {
        let path = format!("/staff/people/{there}/assessment/{section}");
        let fields = [("source", "family"), (field, value)];
        served.post(&path, &cookie, &fields).status_is(303);
    }
    let kept = findings(&served, here);
    assert_eq!(kept.len(), answers.len());
    assert_eq!(kept, findings(&served, there));
    let moment = |(question, .., answer): &Said| {
        *question == "use.last" && matches!(answer, FindingAnswer::Value(Value::Moment(_)))
    };
    assert!(kept.iter().any(moment), "{kept:?}");
}

#[test]
fn what_cannot_be_is_said_beside_its_field_and_the_rest_is_kept() {
    let served = Served::start();
    let cookie = served.enter(Role::Counselor).cookie;
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/rapid");
    let fields = [
        ("source", "person"),
        ("a.use.days.alcohol", "31"),
        ("a.use.last.opioid", "soon"),
        ("a.home.stability", "stable"),
    ];
    let reply = served.post(&path, &cookie, &fields);
    let body = &reply.status_is(422).body;
    for (field, typed) in &fields[1..3] {
        assert!(body.contains(&format!("href=\"#{field}\"")), "{field}");
        assert!(
            body.contains(&format!("value=\"{typed}\"")),
            "{typed} is gone"
        );
    }
    let kept = findings(&served, person);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(kept[0].0, "home.stability");
}

#[test]
fn two_who_write_at_once_are_both_kept_and_told() {
    let served = Served::start();
    let cookie = served.enter(Role::Counselor).cookie;
    let other = served.enter(Role::ClinicalDirector).cookie;
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/rapid");
    let page = served.get(&path, &cookie);
    let seen = page.form_to(&path).value("seen").to_owned();
    served.world.wait(minutes(1));
    let home = format!("/staff/people/{person}/assessment/home");
    let theirs = [("source", "person"), ("a.home.stability", "unstable")];
    served.post(&home, &other, &theirs).status_is(303);
    served.world.wait(minutes(1));
    let ours = [
        ("source", "person"),
        ("seen", seen.as_str()),
        ("a.home.stability", "stable"),
    ];
    let told = autosaved(&served, &path, &cookie, &ours);
    let said = told["said"].to_string();
    assert!(said.contains("Somebody else wrote “unstable”"), "{told}");
    assert_eq!(findings(&served, person).len(), 2);
}

#[test]
fn the_level_beside_it_says_what_placement_says_and_is_never_settled_while_a_danger_is_unknown() {
    let served = Served::start();
    let counselor = served.enter(Role::Counselor);
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/rapid");
    let open = served
        .get(&path, &counselor.cookie)
        .status_is(200)
        .body
        .clone();
    assert!(
        open.contains("Not enough to place") && open.contains("not asked"),
        "{open}"
    );
    let answers = [
        ("a.now.alertness", "awake and clear"),
        ("a.withdrawal.severity", "none"),
        ("a.use.days.cannabis", "3"),
        ("a.dsm.craving.cannabis", "yes"),
        ("a.dsm.more.cannabis", "yes"),
        ("a.medical.red_flags", "none"),
        ("a.medical.need", "none"),
        ("a.home.stability", "stable"),
    ];
    for answer in answers {
        let told = autosaved(
            &served,
            &path,
            &counselor.cookie,
            &[("source", "person"), answer],
        );
        let live = told["html"].as_str().unwrap();
        let shown = placement::show(&served.world.clinic, &counselor.actor, person, &[]).unwrap();
        assert!(
            live.contains(&shown.placement.headline()),
            "{answer:?}: {live}"
        );
        // Suicide was not asked yet: the page says so, and calls nothing safe.
        assert!(
            !live.contains("least level that is safe"),
            "{answer:?}: {live}"
        );
        assert!(
            live.contains("Suicide risk by the screener"),
            "{answer:?}: {live}"
        );
        assert!(told["go"].is_null(), "{answer:?}: {told}");
    }
}

#[test]
fn a_dangerous_answer_leads_to_the_safety_protocol_and_back() {
    let served = Served::start();
    let cookie = served.enter(Role::Counselor).cookie;
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/rapid");
    let fields = [("source", "person"), ("a.risk.suicide", "high")];
    let reply = served.post(&path, &cookie, &fields);
    let safety = reply.status_is(303).header("location").to_owned();
    assert_eq!(safety, format!("/staff/people/{person}/safety?from=rapid"));
    let page = served.get(&safety, &cookie);
    assert!(
        page.status_is(200)
            .body
            .contains(&format!("href=\"{path}\""))
    );
}

#[test]
fn so_long_ago_is_read_anew_when_it_is_said_anew_and_not_when_a_form_is_sent_once_more() {
    let served = Served::start();
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/rapid");
    let fields = [("source", "person"), ("a.use.last.cannabis", "5 h")];
    for (wait, kept) in [(0, 1), (3, 1), (180, 2)] {
        served.world.wait(minutes(wait));
        // Nobody stays signed in for three hours without a word.
        let cookie = served.enter(Role::Counselor).cookie;
        served.post(&path, &cookie, &fields).status_is(303);
        assert_eq!(
            findings(&served, person).len(),
            kept,
            "after {wait} minutes"
        );
    }
}
