//! `check` agrees with a judge that shares no code with it.

use crate::room::Room;
use serde_json::json;

fn agree(room: &Room) -> (usize, i64) {
    let said = room.run("check instance.json solution.json --json");
    let verdict = said.result();
    let broken = verdict["broken"].as_array().expect("a list").len();
    assert_eq!(said.code, i32::from(broken > 0));
    let (judged_broken, judged_cost) = room.judged("instance.json", "solution.json");
    assert_eq!(broken > 0, judged_broken > 0);
    assert_eq!(verdict["cost"], judged_cost);
    let parts = verdict["parts"].as_object().expect("parts");
    let sum: i64 = parts.values().filter_map(serde_json::Value::as_i64).sum();
    assert_eq!(sum, judged_cost, "the parts add up");
    (broken, judged_cost)
}

#[test]
fn on_a_sound_timetable() {
    assert_eq!(agree(&Room::solved()).0, 0);
}

#[test]
fn on_an_empty_timetable() {
    let room = Room::new();
    room.write("solution.json", r#"{"series":{},"part":{}}"#);
    assert_eq!(agree(&room).0, 0);
}

#[test]
fn on_timetables_that_break_rules() {
    let room = Room::solved();
    let sound = room.read("solution.json");
    let groups = room.json("instance.json")["series"]
        .as_array()
        .expect("groups")
        .len();
    for person in 0..30 {
        room.write("solution.json", &sound);
        room.edit("solution.json", |s| {
            let all: Vec<usize> = (0..groups).filter(|g| (g + person) % 3 == 0).collect();
            s["part"][person.to_string()] =
                json!({ "series": all, "ind": [[person % 6, person % 25]] });
        });
        assert!(agree(&room).0 > 0);
    }
}

#[test]
fn broken_rules_are_said_in_words_with_exit_code_1() {
    let room = Room::solved();
    room.edit("solution.json", |s| {
        let first = s["series"]
            .as_object_mut()
            .expect("groups")
            .values_mut()
            .next();
        first.expect("a group")["f"] = 9999.into();
    });
    assert_eq!(
        room.run("check instance.json solution.json").code,
        2,
        "not a staff member"
    );
    room.write(
        "solution.json",
        r#"{"series":{},"part":{"0":{"series":[],"ind":[[0,0],[1,0]]}}}"#,
    );
    let said = room.run("check instance.json solution.json");
    assert_eq!(said.code, 1);
    assert!(said.out.starts_with("broken: "), "{}", said.out);
    assert!(
        said.out.contains("more than one individual session"),
        "{}",
        said.out
    );
}
