//! Every form, sent twice: a finger that slipped, or a telephone that lost its answer.

use super::{ROLES, Who, request, rows, settle};
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

#[test]
fn a_form_that_is_sent_twice_has_one_answer() {
    let served = Served::start();
    let (mut tried, mut wrong) = (0, Vec::new());
    for row in rows().into_iter().filter(|row| row.changes && !row.json) {
        let saved = |(_, status): &(_, u16)| *status == 303;
        let Some((role, _)) = ROLES.into_iter().zip(row.roles).find(saved) else {
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
