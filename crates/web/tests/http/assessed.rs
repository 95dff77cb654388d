//! An assessment over real HTTP: what cannot be is refused beside its field, and what does not agree stands side by side.

use crate::client::Request;
use crate::common::minutes;
use crate::routes::table::rows;
use crate::routes::{ROLES, person as routes_person};
use crate::served::Served;
use care::assessment::facts::Standing;
use care::assessment::finding::QuestionId;
use care::assessment::placement::Place;
use care::people::answered::Answered;
use care::people::details::{Circumstances, Living};
use care::{LevelOfCare, Line, Role};
use clinic::assessment::placement;
use clinic::assessment::placement::ChoiceDraft;
use clinic::people::details;
use jiff::civil::date;

#[test]
fn impossible_dates_and_numbers_are_said_beside_their_field_and_what_was_typed_stays() {
    let served = Served::start();
    let cookie = served.enter(Role::Counselor).cookie;
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/assessment/substances");
    for (field, typed, sentence) in [
        (
            "a.use.last.alcohol",
            "2026-02-30",
            "is not a day with a time",
        ),
        ("a.use.last.alcohol", "2026-03-03", "in the future"),
        ("a.use.days.alcohol", "31", "from 0 to 30"),
        ("a.use.first_age.alcohol", "soon", "whole number"),
    ] {
        let fields = [("source", "person"), ("also", "alcohol"), (field, typed)];
        let reply = served.post(&path, &cookie, &fields);
        let body = &reply.status_is(422).body;
        let (_, summary) = body.split_once("class=\"error-summary\"").unwrap();
        let (summary, _) = summary.split_once("</ul>").unwrap();
        assert!(summary.contains(&format!("href=\"#{field}\"")), "{summary}");
        assert!(summary.contains(sentence), "{field}={typed}: {summary}");
        assert!(
            body.contains(&format!("value=\"{typed}\"")),
            "{field}={typed} is gone"
        );
    }
    // Nothing of it was kept.
    let page = served.get(
        &format!("/staff/people/{person}/assessment/substances"),
        &cookie,
    );
    assert!(!page.body.contains("class=\"statements\""), "{}", page.body);
}

#[test]
fn what_was_said_elsewhere_stands_beside_the_questions_with_its_day_until_it_is_confirmed() {
    let served = Served::start();
    let (house, clinic) = (served.house(), &served.world.clinic);
    let person = house.patients[0];
    let intake = served.enter(Role::IntakeCoordinator);
    let homeless = Circumstances {
        living: Answered::Said(Living::Homeless),
        ..Circumstances::default()
    };
    let key = clinic.fresh_key();
    details::set(clinic, &intake.actor, key, person, &homeless).unwrap();
    let cookie = served.enter(Role::Counselor).cookie;
    let home = format!("/staff/people/{person}/assessment/home");
    let rapid = format!("/staff/people/{person}/rapid");
    for path in [&home, &rapid] {
        let page = served.get(path, &cookie).body;
        let (_, offered) = page.split_once("id=\"offered\"").unwrap();
        let (offered, _) = offered.split_once("</section>").unwrap();
        for words in [
            "no home",
            "from details, said on Mar 2, 2026",
            "Counts until somebody asks",
        ] {
            assert!(offered.contains(words), "{path}: {words}: {offered}");
        }
    }
    let kept = details::summary(clinic, &intake.actor, person).unwrap();
    let said = kept.details.since[0].at.as_microsecond().to_string();
    let confirm = format!("/staff/people/{person}/confirm");
    let other = [("question", "home.stability"), ("said", "17")];
    served.post(&confirm, &cookie, &other).status_is(409);
    let fields = [("question", "home.stability"), ("said", said.as_str())];
    served.post(&confirm, &cookie, &fields).status_is(303);
    let page = served.get(&home, &cookie).body;
    assert!(!page.contains("id=\"offered\""), "{page}");
    assert!(page.contains("<strong>no home</strong>"), "{page}");
}

#[test]
fn a_section_is_folded_once_each_of_its_questions_was_asked_and_open_where_one_is_to_be_mended() {
    let served = Served::start();
    let cookie = served.enter(Role::Counselor).cookie;
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/assessment/support");
    let page = served.get(&path, &cookie);
    let body = &page.status_is(200).body;
    assert!(!body.contains("answers-done"), "{body}");
    assert!(body.contains("0 of "), "how far it is stands above: {body}");
    // What was asked in vain was asked; an answer may lead to another question.
    let mut folded = None;
    for _ in 0..4 {
        let page = served.get(&path, &cookie);
        if page.status_is(200).body.contains("answers-done") {
            folded = Some(page.body);
            break;
        }
        let mut form = page.form_to(&path);
        let boxes = form.controls.iter_mut();
        for one in boxes.filter(|one| one.value == "~unknown") {
            one.sent = true;
        }
        let post = Request::post(&path, &form.fields()).session(&cookie);
        served.send(&post).status_is(303);
    }
    let folded = folded.expect("each question was asked");
    assert!(folded.contains("each asked"), "{folded}");
    assert!(folded.contains("Everything here was asked."), "{folded}");
    // It is folded, and all of it is there.
    let (_, done) = folded.split_once("answers-done\"").unwrap();
    let (tag, rows) = done.split_once('>').unwrap();
    assert!(!tag.contains("open"), "{tag}");
    assert!(rows.contains("id=\"q-support-people\""), "{rows}");
    let many = [("source", "person"), ("a.support.people", "many")];
    let mend = served.post(&path, &cookie, &many);
    let body = &mend.status_is(422).body;
    let (_, done) = body.split_once("answers-done\"").unwrap();
    assert!(done.split_once('>').unwrap().0.contains("open"), "{body}");
}

#[test]
fn statements_that_do_not_agree_stand_side_by_side_until_a_clinician_settles_them() {
    let served = Served::start();
    let cookie = served.enter(Role::Counselor).cookie;
    let person = served.house().patients[0];
    let home = format!("/staff/people/{person}/assessment/home");
    for (source, value) in [("person", "stable"), ("family", "unstable")] {
        let fields = [("source", source), ("a.home.stability", value)];
        served.post(&home, &cookie, &fields).status_is(303);
    }
    let open = served
        .get(&format!("/staff/people/{person}/assessment"), &cookie)
        .body;
    let to_settle = |page: &str| {
        let (_, rest) = page.split_once("<section class=\"contradictions\">")?;
        Some(rest.split_once("</section>")?.0.to_owned())
    };
    let both = to_settle(&open).unwrap();
    assert!(
        both.contains("<strong>stable</strong>") && both.contains("<strong>unstable</strong>"),
        "{both}"
    );
    // Neither of them alone counts: what is read from it is unknown, and the placement says so.
    let days = [
        ("source", "person"),
        ("a.use.days.cocaine", "12"),
        ("a.use.last.cocaine", "2025-12-01"),
    ];
    let path = format!("/staff/people/{person}/assessment/substances");
    served.post(&path, &cookie, &days).status_is(303);
    let pair = to_settle(&served.get(&path, &cookie).body).unwrap();
    assert!(pair.contains("One of the two cannot be right"), "{pair}");
    let settle = [("question", "home.stability"), ("value", "unstable")];
    let path = format!("/staff/people/{person}/settle");
    served.post(&path, &cookie, &settle).status_is(303);
    let page = served.get(&home, &cookie).body;
    assert!(to_settle(&page).is_none());
    // What the person said is still there.
    assert!(page.contains("stable"), "{page}");
}

#[test]
fn intake_writes_as_staff_whatever_the_form_says_and_overrules_nobody() {
    let served = Served::start();
    let judge = served.enter(Role::Counselor);
    let intake = served.enter(Role::IntakeCoordinator);
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/assessment/withdrawal");
    let fields = [("source", "clinician"), ("a.withdrawal.severity", "severe")];
    served.post(&path, &judge.cookie, &fields).status_is(303);
    let offers = |cookie: &str, source: &str| {
        let page = served.get(&path, cookie).body;
        page.contains(&format!("<option value=\"{source}\""))
    };
    assert!(offers(&judge.cookie, "clinician") && !offers(&judge.cookie, "staff"));
    assert!(offers(&intake.cookie, "staff") && !offers(&intake.cookie, "clinician"));
    served.world.wait(minutes(1));
    let fields = [("source", "clinician"), ("a.withdrawal.severity", "none")];
    served.post(&path, &intake.cookie, &fields).status_is(303);
    let clinic = &served.world.clinic;
    let shown = placement::show(clinic, &judge.actor, person, &[]).unwrap();
    let said = shown.placement.contradictions(&shown.assessment.findings);
    assert!(shown.placement.is_held());
    assert!(
        said.iter()
            .any(|one| one.sentence().contains("staff says none")),
        "{said:?}"
    );
    assert!(shown.placement.least() >= LevelOfCare::Detox.into());
}

/// Ways down teach how to fill in the form: no page shows them before the choice, and the page of the choice does.
#[test]
fn what_would_lead_to_less_is_shown_once_the_choice_is_signed() {
    let served = Served::start();
    let counselor = served.enter(Role::Counselor);
    let (clinic, person) = (&served.world.clinic, served.house().patients[0]);
    for (section, answer) in [
        ("withdrawal", ("a.withdrawal.severity", "mild")),
        ("home", ("a.home.stability", "unstable")),
    ] {
        served.raise(person, section, answer);
    }
    let path = format!("/staff/people/{person}/placement");
    let page = || {
        let reply = served.get(&path, &counselor.cookie);
        reply.status_is(200).body.clone()
    };
    assert!(!page().contains("id=\"ways-down\""));
    // What the criteria say is the main sentence of the page.
    assert!(page().contains("<h2 class=\"verdict\">"));
    served.world.wait(minutes(1));
    let shown = placement::show(clinic, &counselor.actor, person, &[]).unwrap();
    let choice = ChoiceDraft {
        place: LevelOfCare::IntensiveOutpatient.into(),
        reason: "A room is promised from Monday".to_owned(),
        plan: Line::parse("Ruth calls every second day", "a plan").ok(),
        plan_by: Some(date(2026, 3, 3)),
        seen: Some(placement::verdict_mark(&shown.placement)),
    };
    let key = clinic.fresh_key();
    placement::choose(clinic, &counselor.actor, key, person, &choice).unwrap();
    let shown = placement::show(clinic, &counselor.actor, person, &[]).unwrap();
    let ways = shown.placement.ways_down();
    assert_eq!(page().contains("id=\"ways-down\""), !ways.is_empty());
}

/// What was said of violence at home is for whoever treats somebody. Everybody else finds no more of it on any page
/// about the person than before it was said.
#[test]
fn what_was_said_of_violence_at_home_is_on_no_page_of_whoever_does_not_treat_them() {
    const SAID: &str = "choked or weapon";
    let served = Served::start();
    let clinic = &served.world.clinic;
    let person = served.house().patients[0];
    let treating = policy::holders(&[policy::Action::KeepScreens]);
    let others = ROLES.iter().filter(|role| !treating.contains(role));
    let mut pages: Vec<(Role, String)> = Vec::new();
    for role in others {
        for row in rows() {
            let about = row.path.strip_prefix("/staff/people/{id}");
            let Some(rest) = about.filter(|rest| !rest.contains('{')) else {
                continue;
            };
            if !row.changes && !row.json && row.which != "far" && row.answers(*role) == 200 {
                pages.push((*role, format!("/staff/people/{person}{rest}")));
            }
        }
    }
    let told = |(role, path): &(Role, String)| {
        let who = routes_person(&served, 0, *role);
        let cookie = served.world.enter(served.house(), who).cookie;
        let reply = served.get(path, &cookie);
        // The answers that can be given stand on the form, whoever opens it.
        let said = reply.body.matches(SAID).count();
        (said, reply.body.matches("asked alone: ").count())
    };
    let before: Vec<_> = pages.iter().map(told).collect();
    assert!(pages.iter().any(|(_, path)| path.ends_with("/placement")));
    assert!(pages.iter().any(|(_, path)| path.ends_with("/rapid")));
    let director = served.enter(Role::ClinicalDirector);
    let home = format!("/staff/people/{person}/assessment/home");
    let fields = [("source", "person"), ("a.home.violence", SAID)];
    served.post(&home, &director.cookie, &fields).status_is(303);
    served.world.wait(minutes(1));
    let shown = placement::show(clinic, &director.actor, person, &[]).unwrap();
    let choice = ChoiceDraft {
        place: LevelOfCare::Residential.into(),
        reason: "A house that knows them has a bed.".to_owned(),
        plan: None,
        plan_by: None,
        seen: Some(placement::verdict_mark(&shown.placement)),
    };
    let key = clinic.fresh_key();
    placement::choose(clinic, &director.actor, key, person, &choice).unwrap();
    let of_director = served.get(
        &format!("/staff/people/{person}/placement"),
        &director.cookie,
    );
    assert!(
        of_director.status_is(200).body.contains(SAID),
        "whoever treats reads it"
    );
    for (page, before) in pages.iter().zip(before) {
        let after = told(page);
        assert!(
            after.0 <= before.0 && after.1 <= before.1,
            "{page:?}: {before:?} {after:?}"
        );
    }
}

#[test]
fn the_level_is_the_same_to_everybody_and_its_unseen_reason_is_none_of_the_answers() {
    let served = Served::start();
    let (clinic, person) = (&served.world.clinic, served.house().patients[0]);
    let director = served.enter(Role::ClinicalDirector);
    let intake = served.enter(Role::IntakeCoordinator);
    let home = format!("/staff/people/{person}/assessment/home");
    for (field, said) in [
        ("a.home.violence", "hit or threatened"),
        ("a.home.safe_place_tonight", "no"),
    ] {
        let fields = [("source", "person"), (field, said)];
        served.post(&home, &director.cookie, &fields).status_is(303);
        served.world.wait(minutes(1));
    }
    let all = placement::show(clinic, &director.actor, person, &[]).unwrap();
    let seen = placement::show(clinic, &intake.actor, person, &[]).unwrap();
    let levels = |shown: &placement::ShownPlacement<'_>| {
        (shown.placement.verdict(), shown.placement.least())
    };
    assert_eq!(levels(&seen), levels(&all));
    assert_eq!(
        seen.placement.least(),
        Place::Level(LevelOfCare::Residential)
    );
    assert!(seen.placement.withholds());
    assert!(!all.placement.withholds());
    let met = |shown: &placement::ShownPlacement<'_>| {
        let met = shown.placement.met();
        met.filter(|one| one.criterion.label.starts_with("Violence"))
            .count()
    };
    assert_eq!((met(&seen), met(&all)), (0, 2));
    let question = QuestionId::find("home.violence").unwrap();
    let facts =
        |shown: &placement::ShownPlacement<'_>| shown.placement.facts().standing(question, None);
    assert_eq!(
        (facts(&seen), facts(&all)),
        (Standing::NotAsked, Standing::Known)
    );
    assert!(seen.assessment.findings.to(question).is_empty());
    assert!(
        seen.placement
            .missing()
            .all(|(missing, _)| missing != question)
    );
}
