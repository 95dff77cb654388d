//! `repair`: from flags and from a file; the result is for the instance as it is after the changes.

use crate::room::Room;
use serde_json::{Value, json};

fn repair(room: &Room, changes: &str) -> Value {
    let line = format!(
        "repair instance.json solution.json {changes} --iterations 10 --json --out repaired.json --instance-out after.json"
    );
    let said = room.run(&line).ok().result();
    let (broken, cost) = room.judged("after.json", "repaired.json");
    assert_eq!(broken, 0, "after {changes}");
    assert_eq!(said["cost"], cost);
    room.run("check after.json repaired.json").ok();
    said
}

#[test]
fn a_leader_is_out_for_an_evening() {
    let room = Room::solved();
    for staff in 0..4 {
        repair(&room, &format!("--leader-out {staff}@tue,17:00-21:00"));
        let row = &room.json("after.json")["staff"][staff]["avail"][1];
        let evening = row.as_array().expect("hours")[18..].iter();
        assert!(evening.clone().all(|u| *u == 0) && evening.count() == 8);
    }
}

#[test]
fn a_person_a_room_and_a_whole_day() {
    let room = Room::solved();
    repair(&room, "--person-busy 5@wed");
    repair(&room, "--room-gone 0");
    repair(&room, "--site-closed 0@thu");
    let after = room.json("repaired.json");
    let before = room.json("solution.json");
    assert_ne!(before["series"], after["series"]);
}

#[test]
fn a_new_person_from_a_file() {
    let room = Room::solved();
    let mut person = room.json("instance.json")["participants"][2].clone();
    person["name"] = "New Comer".into();
    room.write("person.json", &person.to_string());
    room.write(
        "changes.json",
        &json!([{ "new-person": person }]).to_string(),
    );
    let said = repair(&room, "--new-person person.json");
    assert_eq!(said["people"], 31);
    let said = repair(&room, "--change changes.json --new-person person.json");
    assert_eq!(said["people"], 32);
    let life = &room.json("after.json")["participants"][31]["life"];
    assert!(
        life.is_string(),
        "what the file says beyond the problem is kept"
    );
}

#[test]
fn changes_from_a_file_are_those_of_the_flags() {
    let room = Room::solved();
    room.write(
        "changes.json",
        r#"[{"staff-out":{"staff":1,"day":1,"from":18,"to":26}},{"room-gone":{"room":1}}]"#,
    );
    let from_file = repair(&room, "--change changes.json");
    let from_flags = repair(&room, "--leader-out 1@tuesday,17:00-21:00 --room-gone 1");
    assert_eq!(from_file, from_flags);
}

#[test]
fn nothing_changes_when_nothing_happened_to_anybody() {
    let room = Room::solved();
    let said = repair(&room, "--person-busy 0@sat,20:00-20:30");
    assert_eq!(said["touched"], json!([]));
}

#[test]
fn the_words_name_who_is_touched() {
    let room = Room::solved();
    let said = room
        .run("repair instance.json solution.json --site-closed 0@mon --iterations 10 --out repaired.json")
        .ok();
    assert!(said.out.contains("touched; cost"), "{}", said.out);
    assert!(said.out.contains(" -> "), "{}", said.out);
}
