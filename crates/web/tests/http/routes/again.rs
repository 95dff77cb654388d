//! Every form, sent twice: a finger that slipped, or a telephone that lost its answer.

use super::{Who, request, rows, settle};
use crate::client::Reply;
use crate::served::Served;

/// What ends the session that it is sent in: whoever sends it again is nobody any more. Nothing else may answer twice.
const ENDING: [&str; 3] = ["/welcome/{link}", "/sign-out", "/account/devices/end"];

/// Where an answer leads; the proof that it was just given is its own each time.
fn leads(reply: &Reply) -> (u16, String) {
    let to = reply.header("location");
    let to = to
        .split(['?', '&'])
        .filter(|part| !part.starts_with("proof="));
    (reply.status, to.collect::<Vec<_>>().join("&"))
}

/// Forms that do something and answer with a page, and what that page says, or with what status, when it is done and when
/// it is asked for once more.
const SHOWN: [(&str, Told, Told); 3] = [
    (
        "/staff/people/import",
        (200, "1 person brought in, 0 here already"),
        (200, "0 people brought in, 1 here already"),
    ),
    (
        "/staff/setup/staff",
        (200, "1 person brought in, 0 here already"),
        (200, "0 people brought in, 1 here already"),
    ),
    (
        "/staff/team/{id}/link",
        (200, "This link is shown once."),
        (409, "shown on the first page"),
    ),
];
type Told = (u16, &'static str);

#[test]
fn a_form_that_answers_with_a_page_does_once_what_it_is_sent_for_twice() {
    let served = Served::start();
    for (path, first, second) in SHOWN {
        let row = rows()
            .into_iter()
            .find(|row| row.changes && row.path == path);
        let row = row.unwrap();
        let role = row.first(200).unwrap();
        let request = request(&served, &row, Who::Home, role);
        for (status, says) in [first, second] {
            let reply = served.send(&request);
            assert_eq!(reply.status, status, "{path}: {}", reply.body);
            assert!(reply.body.contains(says), "{path}: {}", reply.body);
        }
    }
}

#[test]
fn a_form_that_is_sent_twice_has_one_answer() {
    let served = Served::start();
    let (mut tried, mut wrong) = (0, Vec::new());
    for row in rows().into_iter().filter(|row| row.changes && !row.json) {
        let Some(role) = row.first(303) else {
            continue;
        };
        if ENDING.contains(&row.path.as_str()) {
            continue;
        }
        let request = request(&served, &row, Who::Home, role);
        let (first, second) = (served.send(&request), served.send(&request));
        if row.path == "/staff/journal/verify" {
            settle(&served);
        }
        tried += 1;
        if leads(&first) != leads(&second) {
            let (first, second) = (leads(&first), leads(&second));
            wrong.push(format!(
                "{} {}: {first:?}, then {second:?}",
                row.path, row.which
            ));
        }
    }
    assert!(tried > 100, "only {tried} forms were sent");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
