//! A full disk: nothing is saved, everything is still read, and nothing that was read goes untold.

use super::person;
use super::plausible::plausible;
use super::table::rows;
use crate::client::Request;
use crate::served::{Served, with_token};
use care::Role;
use std::collections::BTreeSet;

/// What a browser says that wants to be called.
const DEVICE: &str = r#"{"endpoint":"https://fcm.googleapis.com/fcm/send/abc","p256dh":"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4","auth":"BTBZMqHH6r4Tts7J_aSIgg"}"#;

/// Leaves no room for one page more, and uses up what is free inside the file.
fn fill(served: &Served) {
    let officer = served.enter(Role::PrivacyOfficer).cookie;
    served.world.clinic.record().limit_pages(1).unwrap();
    let full = (0..4_000).any(|_| {
        served.get("/staff/journal", &officer);
        served.world.clinic.health().refuses_to_write
    });
    assert!(full, "the disk was never full");
}

/// Makes room again.
fn clear(served: &Served) {
    let record = served.world.clinic.record();
    record.limit_pages(u32::MAX - 1).unwrap();
}

#[test]
fn on_a_full_disk_every_page_that_only_reads_is_served_and_told_later() {
    let served = Served::start();
    let (mut asked, mut all) = (Vec::new(), BTreeSet::new());
    for row in rows().into_iter().filter(|row| !row.changes) {
        if let Some(role) = row.first(200) {
            let who = person(&served, 0, role);
            let cookie = served.world.enter(served.house(), who).cookie;
            all.insert(row.path.clone());
            asked.push((row.path.clone(), plausible(&served, &row, role).0, cookie));
        }
    }
    // What was made for one address may have been used up by the next.
    asked.retain(|(_, path, cookie)| served.get(path, cookie).status == 200);
    let routes: BTreeSet<_> = asked.iter().map(|(route, ..)| route.as_str()).collect();
    assert!(routes.len() + 3 > all.len(), "{routes:?}");
    fill(&served);
    let before = served.journal().len();
    let mut wrong = Vec::new();
    for (route, path, cookie) in &asked {
        let status = served.get(path, cookie).status;
        if status != 200 {
            wrong.push(format!("{route}: {status}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let health = served.get("/health", "");
    assert!(
        health
            .status_is(200)
            .body
            .contains("\"writing\":\"refused: the disk is full\"")
    );
    assert_eq!(served.journal().len(), before);
    // With room again, what was looked at meanwhile is in the journal with the next try.
    clear(&served);
    served.world.clinic.write_waiting(true).unwrap();
    let health = served.get("/health", "");
    assert!(
        health.body.contains("\"writing\":\"ok\""),
        "{}",
        health.body
    );
    assert!(
        health.body.contains("\"looks_waiting\":0"),
        "{}",
        health.body
    );
    let told = served.journal().split_off(before);
    for action in [
        "patient.viewed",
        "assessment.viewed",
        "life.viewed",
        "signal.viewed",
    ] {
        assert!(told.iter().any(|said| said == action), "{action}: {told:?}");
    }
}

#[test]
fn what_is_typed_while_the_disk_is_full_is_kept_and_saved_once_there_is_room() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let rooms = format!("/staff/sites/{}/rooms", served.house().sites[0]);
    let room = [("name", "Willow"), ("seats", "9")];
    let token = served.token(&boss);
    fill(&served);
    let refused =
        served.send(&Request::post(rooms.clone(), &with_token(&token, &room)).session(&boss));
    refused.status_is(507);
    assert!(refused.body.contains("Nothing can be saved just now"));
    assert!(
        refused
            .body
            .contains("If you call about this, say this number")
    );
    assert!(refused.body.contains("Willow") && refused.body.contains("Send it again"));
    clear(&served);
    let form = refused.form_to(&rooms);
    let sent = Request::post(rooms, &form.fields()).session(&boss);
    served.send(&sent).status_is(303);
}

/// A script reads the number as a page shows it: the one is said on the telephone like the other.
#[test]
fn what_failed_for_a_script_has_a_number_too() {
    let served = Served::start();
    let cookie = served.enter(Role::Counselor).cookie;
    let token = served.token(&cookie);
    let person = served.house().patients[0];
    let answer = [("source", "person"), ("a.home.stability", "stable")];
    let saves = Request::post(
        format!("/staff/people/{person}/assessment/home"),
        &with_token(&token, &answer),
    );
    let saves = saves.session(&cookie).with("Accept", "application/json");
    let adds = Request::json("/staff/alerts/devices", DEVICE).session(&cookie);
    fill(&served);
    for request in [saves, adds] {
        let reply = served.send(&request);
        reply.status_is(507);
        let told: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
        let (error, number) = (told["error"].as_str(), told["reference"].as_str());
        let (error, number) = (error.unwrap(), number.unwrap());
        let (first, last) = number.split_once('-').unwrap();
        for part in [first, last] {
            assert!(
                part.len() == 4 && u16::from_str_radix(part, 16).is_ok(),
                "{number}"
            );
        }
        assert!(
            error.ends_with(&format!("say this number: {number}")),
            "{error}"
        );
    }
}

/// Nothing can be kept: then whom to call stands above everything.
#[test]
fn words_of_danger_on_a_full_disk_are_answered_with_whom_to_call() {
    let served = Served::start();
    let token = served.token("");
    let said = [
        ("words", "I want to kill myself"),
        ("phone", "207 555 0177"),
    ];
    fill(&served);
    let reply = served.send(&Request::post("/ask", &with_token(&token, &said)));
    let body = reply.status_is(507).body.as_str();
    let (_, main) = body.split_once("<main").unwrap();
    let (help, fault) = (main.find("tel:988"), main.find("Nothing can be saved"));
    assert!(help.is_some() && help < fault, "{main}");
    assert!(main.contains("I want to kill myself"));
}
