//! Verifying the journal and taking it out: asked for on a page, done beside it, shown and handed to whom it belongs.

use crate::client::Reply;
use crate::common::{minutes, wait_for};
use crate::served::Served;
use care::Role;

const VERIFY: &str = "/staff/journal/verify";
const EXPORT: &str = "/staff/journal/export";
const DOWNLOAD: &str = "/staff/journal/export/download";

/// The page once nothing on it is under way.
fn over(served: &Served, path: &str, cookie: &str) -> Reply {
    wait_for(|| {
        let page = served.get(path, cookie);
        page.status_is(200);
        (!page.body.contains("data-poll")).then_some(page)
    })
}

#[test]
fn a_verification_is_asked_for_and_its_outcome_is_shown_to_those_of_the_house() {
    let served = Served::start();
    let officer = served.enter(Role::PrivacyOfficer).cookie;
    let page = served.get(VERIFY, &officer);
    assert!(page.body.contains("Not verified yet"), "{}", page.body);
    let before = served.journal();
    assert!(!before.iter().any(|said| said == "journal.verified"));
    let asked = served.post(VERIFY, &officer, &[]);
    asked.status_is(303);
    assert_eq!(asked.header("location"), VERIFY);
    let page = over(&served, VERIFY, &officer);
    for said in [
        "What was found",
        "Whole",
        "Last hash",
        "Asked for by",
        "Verify now",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let said = served.journal();
    for entry in ["journal.verify_asked", "journal.verified"] {
        assert_eq!(said.iter().filter(|said| *said == entry).count(), 1);
    }
    // Somebody else of the house reads it too, and nobody of another one.
    let auditor = served.enter(Role::Auditor).cookie;
    let page = served.get(VERIFY, &auditor);
    assert!(page.body.contains("What was found"));
    let away = &served.world.houses[1];
    let stranger = served.world.enter(away, away.who(Role::Auditor, 0)).cookie;
    let page = served.get(VERIFY, &stranger);
    assert!(page.body.contains("Not verified yet"), "{}", page.body);
}

#[test]
fn asking_often_costs_no_more_than_asking_once() {
    let served = Served::start();
    let officer = served.enter(Role::PrivacyOfficer).cookie;
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| served.post(VERIFY, &officer, &[]).status_is(303).status);
        }
    });
    let page = over(&served, VERIFY, &officer);
    assert!(page.body.contains("Whole"));
}

#[test]
fn a_file_is_made_beside_the_page_and_downloaded_once_by_its_asker() {
    let served = Served::start();
    let officer = served.enter(Role::PrivacyOfficer).cookie;
    let auditor = served.enter(Role::Auditor).cookie;
    served.get(EXPORT, &officer).status_is(200).form_to(EXPORT);
    served.post(EXPORT, &officer, &[]).status_is(303);
    let page = over(&served, EXPORT, &officer);
    assert!(page.body.contains("Ready"), "{}", page.body);
    page.form_to(DOWNLOAD);
    // Whoever did not ask for it sees nothing of it, and gets a sentence that helps.
    let other = served.get(EXPORT, &auditor);
    assert!(other.body.contains("No file yet") && !other.body.contains(DOWNLOAD));
    let missed = served.post(DOWNLOAD, &auditor, &[]);
    missed.status_is(404);
    assert!(missed.body.contains("for whoever asked for it"));
    missed.form_to(EXPORT);
    let file = served.post(DOWNLOAD, &officer, &[]);
    file.status_is(200);
    assert_eq!(file.header("content-type"), "application/jsonl");
    assert!(file.header("content-disposition").contains("journal.jsonl"));
    assert_eq!(file.header("content-length"), file.body.len().to_string());
    let first: serde_json::Value = serde_json::from_str(file.body.lines().next().unwrap()).unwrap();
    assert_eq!(first["seq"], 1);
    assert!(!file.body.contains("OfAlder"));
    served.post(DOWNLOAD, &officer, &[]).status_is(404);
    let said = served.journal();
    let count = |what: &str| said.iter().filter(|said| *said == what).count();
    assert_eq!(
        (count("journal.export_asked"), count("journal.exported")),
        (1, 1)
    );
}

#[test]
fn a_file_that_waited_too_long_is_not_there_any_more() {
    let served = Served::start();
    let officer = served.enter(Role::PrivacyOfficer).cookie;
    served.post(EXPORT, &officer, &[]).status_is(303);
    over(&served, EXPORT, &officer);
    served.world.wait(minutes(16));
    let officer = served.enter(Role::PrivacyOfficer).cookie;
    let missed = served.post(DOWNLOAD, &officer, &[]);
    missed.status_is(404);
    assert!(missed.body.contains("waits 15 minutes"), "{}", missed.body);
    let said = served.journal();
    assert!(!said.iter().any(|said| said == "journal.exported"));
}

#[test]
fn days_that_make_no_range_are_said_beside_their_fields() {
    let served = Served::start();
    let officer = served.enter(Role::PrivacyOfficer).cookie;
    let days = [("from", "Mar 9, 2026"), ("through", "Mar 2, 2026")];
    let reply = served.post(EXPORT, &officer, &days);
    reply.status_is(422);
    assert!(reply.body.contains("The last day is before the first one."));
    assert_eq!(reply.form_to(EXPORT).value("from"), "Mar 9, 2026");
    let days = [("from", "soon")];
    served.post(EXPORT, &officer, &days).status_is(422);
    let days = [("from", "Mar 2, 2026"), ("through", "Mar 2, 2026")];
    served.post(EXPORT, &officer, &days).status_is(303);
    let page = over(&served, EXPORT, &officer);
    assert!(page.body.contains("Ready"), "{}", page.body);
}

#[test]
fn a_file_of_days_that_are_still_ahead_is_not_made() {
    let served = Served::start();
    let officer = served.enter(Role::PrivacyOfficer).cookie;
    let refused = served.post(EXPORT, &officer, &[("from", "Jan 2, 2199")]);
    refused.status_is(422);
    assert!(refused.body.contains("still ahead"), "{}", refused.body);
    assert!(refused.body.contains("Jan 2, 2199"), "{}", refused.body);
    let asked = served.journal();
    assert!(!asked.iter().any(|said| said == "journal.export_asked"));
}
