//! The front door as staff use it: typing along with a call, finding somebody, admitting somebody to a full caseload.

use crate::client::Reply;
use crate::common::Seat;
use crate::served::Served;
use care::intake::inquiry::{
    Asker, CallBack, Channel, DayPart, Inquiry, Language, ReferralSource, Relationship,
};
use care::stays::episode::{Closing, DischargeReason};
use care::{LevelOfCare, PersonId, Role};
use clinic::assessment::placement;
use clinic::assessment::placement::ChoiceDraft;
use clinic::intake::inquiry;
use clinic::intake::inquiry::BoardFilter;
use clinic::people::patient;
use clinic::stays::stay;
use std::collections::BTreeSet;

/// The names of the fields on a page.
fn fields(page: &Reply) -> BTreeSet<String> {
    let names = page.main().split(" name=\"").skip(1);
    let names = names.map(|rest| rest.split_once('"').unwrap().0.to_owned());
    names.filter(|name| !name.starts_with('_')).collect()
}

/// Types Teo's request in while talking; answers the reply and whatever is on the board afterwards.
pub fn asked(served: &Served, intake: &Seat, typed: &[(&str, &str)]) -> (Reply, Vec<Inquiry>) {
    let site = served.house().sites[0].to_string();
    let fixed = [
        ("site", site.as_str()),
        ("urgency", "today"),
        ("given", "Teo"),
        ("family", "Quintanilla"),
    ];
    let reply = served.post(
        "/staff/inquiries/new",
        &intake.cookie,
        &[&fixed, typed].concat(),
    );
    let board = inquiry::board(&served.world.clinic, &intake.actor, &BoardFilter::default());
    let cards = board.unwrap().open.into_iter();
    (reply, cards.map(|card| card.inquiry).collect())
}

/// The same with everything that is known about Teo.
fn type_along(served: &Served, intake: &Seat, typed: &[(&str, &str)]) -> (Reply, Vec<Inquiry>) {
    let fixed = [
        ("language", "es"),
        ("preferred", "Teddy"),
        ("born", "3 Feb 1990"),
        ("phone", "207 555 0165"),
        ("email", "teo@home.example"),
        ("words", "Came home from the hospital on Sunday."),
    ];
    asked(served, intake, &[&fixed, typed].concat())
}

#[test]
fn a_call_is_typed_along_in_every_field_of_the_public_form() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let public = served.get("/ask", "");
    let typed = served.get("/staff/inquiries/new", &intake.cookie);
    // But for the name, which is typed in one, and the times, which are buttons.
    let mut asked = fields(&public);
    assert!(asked.remove("given") && asked.remove("family"));
    asked.insert("name".to_owned());
    let mut shown = fields(&typed);
    shown.remove("slot");
    assert_eq!(asked, shown);
    let mother = [
        ("who", "other"),
        ("asker_name", "Mia Quintanilla"),
        ("relationship", "parent"),
        ("asker_phone", "207 555 0164"),
        ("person_knows", "no"),
        ("with", "asker"),
        ("channels", "phone"),
        ("channels", "text"),
        ("times", "evening"),
        ("voicemail", "no"),
        ("discreet", "yes"),
        ("ask_for", "Mia"),
        ("note", "Her husband must not know."),
        ("source", "individual"),
    ];
    let (reply, board) = type_along(&served, &intake, &mother);
    reply.status_is(303);
    let [kept] = &board[..] else {
        panic!("one request is on the board")
    };
    let (request, safe) = (&kept.request, &kept.request.safe_said);
    assert!(matches!(
        &request.asker,
        Asker::Other {
            relationship: Relationship::Parent,
            person_knows: false,
            ..
        }
    ));
    assert_eq!(safe.with, CallBack::Asker);
    assert_eq!(safe.channels, [Channel::Phone, Channel::Text]);
    assert_eq!(safe.times, [DayPart::Evening]);
    assert!(safe.discreet && !safe.voicemail);
    assert_eq!(safe.ask_for.as_ref().unwrap().open().as_str(), "Mia");
    assert_eq!(request.source, Some(ReferralSource::Individual));
    assert!(request.born.is_some() && request.words.is_some());
    assert_eq!(kept.name.called(), "Teddy");
    assert_eq!(
        kept.reach().1.phone.as_ref().unwrap().digits(),
        "2075550164"
    );
    // The rules stand before the number on its page.
    let page = served.get(&format!("/staff/inquiries/{}", kept.id), &intake.cookie);
    let body = &page.body;
    let phone = kept.reach().1.phone.clone().unwrap();
    let number = body.find(phone.as_str()).unwrap();
    // Evenings only: in the morning nobody calls by a slip of the finger.
    assert!(!body.contains("tel:+12075550164"), "{body}");
    for rule in [
        "Do not say where you are calling from.",
        "Do not leave a voicemail.",
        "Only in the evening.",
        "Ask for “Mia”.",
        "Her husband must not know.",
    ] {
        assert!(body.find(rule).is_some_and(|at| at < number), "{rule}");
    }
}

#[test]
fn a_referrer_on_the_telephone_is_typed_along_and_who_is_known_is_shown_before_anything_is_saved() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let nurse = [
        ("who", "referrer"),
        ("asker_name", "Iris Holm"),
        ("organization", "Bay Clinic"),
        ("role", "Nurse"),
        ("asker_phone", "207 555 0164"),
        ("person_knows", "yes"),
        ("with", "person"),
        ("channels", "phone"),
        ("voicemail", "yes"),
        ("source", "health_care"),
    ];
    let (reply, board) = type_along(&served, &intake, &nurse);
    reply.status_is(303);
    let Asker::Referrer {
        organization, role, ..
    } = &board[0].request.asker
    else {
        panic!("a referrer asked")
    };
    assert_eq!(organization.open().as_str(), "Bay Clinic");
    assert_eq!(role.as_ref().unwrap().open().as_str(), "Nurse");
    assert_eq!(board[0].request.source, Some(ReferralSource::HealthCare));
    let (again, board) = type_along(&served, &intake, &nurse);
    again.status_is(422);
    assert!(again.body.contains("This may be the same person"));
    assert!(again.body.contains("value=\"Bay Clinic\"") && board.len() == 1);
    let anyhow = [&nurse[..], &[("distinct", "yes")]].concat();
    assert_eq!(type_along(&served, &intake, &anyhow).1.len(), 2);
}

#[test]
fn the_time_that_was_agreed_is_booked_though_somebody_alike_was_shown_first() {
    let served = Served::start();
    let (clinic, house) = (&served.world.clinic, served.house());
    served.on_duty();
    let intake = served.enter(Role::IntakeCoordinator);
    let himself = [("who", "themselves"), ("channels", "phone")];
    type_along(&served, &intake, &himself).0.status_is(303);
    let english = Language::English;
    let times = inquiry::times(clinic, &intake.actor, house.sites[0], english).unwrap();
    let first = times.slots[0];
    let slot = format!("{} {} {}", first.clinician, first.starts_at, first.minutes);
    let booked = [&himself[..], &[("slot", slot.as_str())]].concat();
    let (shown, board) = type_along(&served, &intake, &booked);
    let body = &shown.status_is(422).body;
    assert!(body.contains("This may be the same person") && board.len() == 1);
    assert!(
        body.contains(&format!("type=\"hidden\" name=\"slot\" value=\"{slot}\"")),
        "{body}"
    );
    assert!(body.contains("id=\"agreed\""), "{body}");
    // Its button sends what the form keeps, and that they are new.
    let anyway = [&booked[..], &[("distinct", "yes")]].concat();
    let (saved, board) = type_along(&served, &intake, &anyway);
    let to = saved.status_is(303).header("location").to_owned();
    assert!(to.contains("?said=booked"), "{to}");
    let theirs = board
        .iter()
        .map(|kept| inquiry::open(clinic, &intake.actor, kept.id).unwrap())
        .filter_map(|page| page.standing().map(|it| it.starts_at));
    assert_eq!(theirs.collect::<Vec<_>>(), [first.starts_at]);
}

#[test]
fn the_palette_finds_who_asked_for_those_who_may_see_them() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let himself = [("who", "themselves"), ("channels", "phone")];
    let (_, board) = type_along(&served, &intake, &himself);
    let href = format!("/staff/inquiries/{}", board[0].id);
    let sees = |cookie: &str, query: &str| {
        let path = format!("/staff/palette?q={query}");
        let reply = served.get(&path, cookie);
        reply.status_is(200);
        let answer: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
        let found = answer["results"].as_array().unwrap();
        found
            .iter()
            .any(|one| one["href"] == href.as_str() && one["kind"] == "Inquiry")
    };
    assert!(sees(&intake.cookie, "quintan") && sees(&intake.cookie, "2075550165"));
    assert!(!sees(&intake.cookie, "nobody"));
    for role in Role::STAFF {
        let may = matches!(role, Role::IntakeCoordinator | Role::ClinicalDirector);
        assert_eq!(sees(&served.enter(role).cookie, "quintan"), may, "{role:?}");
    }
    let house = served.house();
    let far = served
        .world
        .enter(house, house.who(Role::IntakeCoordinator, 1));
    assert!(!sees(&far.cookie, "quintan"));
    let search = served.get("/staff/search?q=quintan", &intake.cookie);
    assert!(search.body.contains(&href));
}

#[test]
fn before_anything_is_typed_the_palette_shows_what_to_do_and_whom_somebody_opened() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let leads = |kind: &str, href: &str| {
        let reply = served.get("/staff/palette", &intake.cookie);
        reply.status_is(200);
        let answer: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
        let shown = answer["results"].as_array().unwrap();
        shown
            .iter()
            .any(|one| one["href"] == href && one["kind"] == kind)
    };
    assert!(leads("Action", "/staff/inquiries/new"));
    assert!(!leads("Action", "/staff/team/new"));
    let person = format!("/staff/people/{}", served.house().patients[0]);
    assert!(!leads("Opened before", &person));
    served.get(&person, &intake.cookie).status_is(200);
    assert!(leads("Opened before", &person));
}

/// Ends somebody's episode today.
fn discharge(served: &Served, person: PersonId) {
    let director = served.enter(Role::ClinicalDirector).actor;
    let clinic = &served.world.clinic;
    let closing = Closing {
        on: jiff::civil::date(2026, 3, 2),
        reason: DischargeReason::Completed,
        words: None,
    };
    stay::discharge(clinic, &director, clinic.fresh_key(), person, &closing).unwrap();
}

#[test]
fn the_list_of_people_shows_who_is_in_care_unless_somebody_asks_for_others() {
    let served = Served::start();
    let person = served.house().patients[1];
    discharge(&served, person);
    let intake = served.enter(Role::IntakeCoordinator);
    let list = |query: &str| {
        let reply = served.get(&format!("/staff/people{query}"), &intake.cookie);
        let body = &reply.status_is(200).body;
        (
            body.contains(&format!("/staff/people/{person}")),
            body.clone(),
        )
    };
    let (shown, page) = list("");
    assert!(!shown && page.contains("2 people"), "{page}");
    assert!(list("?show=ended").0 && list("?show=all").0);
    assert!(list("?show=all").1.contains("not in care now"));
    let (shown, page) = list("?q=Person01");
    assert!(!shown && page.contains("/staff/people?q=Person01&amp;show=all"));
    assert!(list("?q=Person01&show=all").0);
}

/// Lets a counselor of the first site carry as many as the protocol allows.
fn fill_up(served: &Served, counselor: PersonId) {
    let (house, clinic) = (served.house(), &served.world.clinic);
    let director = served.enter(Role::ClinicalDirector).actor;
    let level = clinic.protocol().level(LevelOfCare::IntensiveOutpatient);
    let most = level.caseload.as_ref().unwrap().most;
    // Two of the house's people are theirs already.
    for number in 2..most {
        let draft = house.patient_draft(&format!("More{number}"), 0, Some(counselor));
        patient::seed_patient(clinic, &director, clinic.fresh_key(), &draft).unwrap();
    }
}

#[test]
fn a_full_caseload_is_said_beside_the_counselor_and_nothing_typed_is_lost() {
    let served = Served::start();
    let house = served.house();
    let counselor = house.who(Role::Counselor, 0);
    fill_up(&served, counselor);
    let (person, program) = (house.patients[2], house.programs[0].to_string());
    let counselor = counselor.to_string();
    let full = "carries 24 people in intensive outpatient program; the protocol allows 24";
    let chosen = format!("value=\"{counselor}\" selected");
    let refused = |reply: &Reply, kept: &[&str]| {
        let body = &reply.status_is(422).body;
        let (_, summary) = body.split_once("class=\"error-summary\"").unwrap();
        assert!(
            summary.contains("href=\"#counselor\"") && body.contains(full),
            "{body}"
        );
        assert!(body.contains(&chosen), "the choice is gone: {body}");
        for kept in kept {
            assert!(body.contains(kept), "{kept} is gone");
        }
    };
    let intake = served.enter(Role::IntakeCoordinator);
    // Somebody who has nobody yet is to be theirs.
    let given = [
        ("given", "Person02"),
        ("family", "OfAlder"),
        ("preferred", "Pip"),
        ("program", program.as_str()),
        ("counselor", counselor.as_str()),
    ];
    let assigned = served.post(
        &format!("/staff/people/{person}/edit"),
        &intake.cookie,
        &given,
    );
    refused(&assigned, &["value=\"Pip\""]);
    // Somebody is to be admitted to them.
    discharge(&served, person);
    let level = LevelOfCare::IntensiveOutpatient;
    house.place(&served.world.clinic, person, level);
    let admission = [
        ("program", program.as_str()),
        ("counselor", counselor.as_str()),
        ("from", "2 Mar 2026"),
        ("planned", "15 May 2026"),
        ("born", "3 Feb 1990"),
    ];
    let path = format!("/staff/people/{person}/admit");
    let page = served.get(&path, &intake.cookie);
    assert!(page.body.contains("(24 of 24, full)") || page.body.contains("24 of 24"));
    let reply = served.post(&path, &intake.cookie, &admission);
    refused(
        &reply,
        &[
            "value=\"2 Mar 2026\"",
            "value=\"15 May 2026\"",
            "value=\"3 Feb 1990\"",
        ],
    );
    // A director may go over it, with a reason.
    let director = served.enter(Role::ClinicalDirector);
    let over = [&admission[..], &[("over", "She knows him from before")]].concat();
    served.post(&path, &director.cookie, &over).status_is(303);
}

#[test]
fn what_was_typed_for_a_planned_admission_begins_the_form_of_the_day() {
    let served = Served::start();
    let house = served.house();
    let intake = served.enter(Role::IntakeCoordinator);
    let person = house.patients[2];
    discharge(&served, person);
    let level = LevelOfCare::IntensiveOutpatient;
    house.place(&served.world.clinic, person, level);
    let program = house.programs[0].to_string();
    let path = format!("/staff/people/{person}/admit");
    let typed = [
        ("program", program.as_str()),
        ("from", "16 Mar 2026"),
        ("planned", "15 May 2026"),
        ("born", "3 Feb 1990"),
        ("late", "On paper until then"),
        ("elsewhere", "yes"),
        ("level", "residential"),
        ("provider", "Harbor House"),
        ("contact", "Intake, 207 555 0164"),
        ("expected", "17 Mar 2026"),
    ];
    served.post(&path, &intake.cookie, &typed).status_is(303);
    let page = served.get(&path, &intake.cookie);
    let body = &page.status_is(200).body;
    for kept in [
        format!("value=\"{program}\" selected"),
        "value=\"residential\" selected".to_owned(),
        "name=\"elsewhere\" value=\"yes\" checked".to_owned(),
        "value=\"Mar 16, 2026\"".to_owned(),
        "value=\"May 15, 2026\"".to_owned(),
        "value=\"Feb 3, 1990\"".to_owned(),
        "value=\"On paper until then\"".to_owned(),
        "value=\"Harbor House\"".to_owned(),
        "value=\"Intake, 207 555 0164\"".to_owned(),
        "value=\"Mar 17, 2026\"".to_owned(),
    ] {
        assert!(body.contains(&kept), "{kept} is gone: {body}");
    }
}

#[test]
fn what_was_said_at_the_request_is_not_asked_again_at_admission() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let himself = [("who", "themselves"), ("channels", "phone")];
    let (_, board) = type_along(&served, &intake, &himself);
    let (asked, person) = (board[0].id, board[0].person);
    let path = format!("/staff/people/{person}/admit");
    let page = served.get(&path, &intake.cookie);
    assert!(!fields(page.status_is(200)).contains("born"));
    let level = LevelOfCare::IntensiveOutpatient;
    let house = served.house();
    house.place(&served.world.clinic, person, level);
    let program = house.programs[0].to_string();
    let admission = [("program", program.as_str()), ("from", "2 Mar 2026")];
    served
        .post(&path, &intake.cookie, &admission)
        .status_is(303);
    let record = served.get(&format!("/staff/people/{person}"), &intake.cookie);
    let body = &record.status_is(200).body;
    assert!(body.contains("Feb 3, 1990 (36 years)"), "{body}");
    assert!(body.contains(&format!("href=\"/staff/inquiries/{asked}\"")));
}

#[test]
fn whoever_waits_with_a_level_chosen_is_admitted_from_the_waiting_list() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let himself = [("who", "themselves"), ("channels", "phone")];
    let (_, board) = type_along(&served, &intake, &himself);
    let (id, person) = (board[0].id, board[0].person);
    let page = |part: &str| {
        let reply = served.get(&format!("/staff/inquiries/{id}"), &intake.cookie);
        reply
            .status_is(200)
            .body
            .contains(&format!("href=\"/staff/people/{person}/{part}\""))
    };
    assert!(page("placement") && !page("admit"));
    let clinic = &served.world.clinic;
    let director = served.enter(Role::ClinicalDirector).actor;
    let shown = placement::show(clinic, &director, person, &[]).unwrap();
    let choice = ChoiceDraft {
        place: LevelOfCare::IntensiveOutpatient.into(),
        reason: "What is known is enough to begin".to_owned(),
        plan: None,
        plan_by: None,
        seen: Some(placement::verdict_mark(&shown.placement)),
    };
    placement::choose(clinic, &director, clinic.fresh_key(), person, &choice).unwrap();
    inquiry::wait(clinic, &intake.actor, clinic.fresh_key(), id).unwrap();
    assert!(page("admit"));
}
