//! `explain`: every question has an answer in words and as data, and the answer is true.

use crate::room::Room;
use serde_json::Value;

fn someone(room: &Room, placed: bool) -> Option<usize> {
    let weeks = room.json("solution.json")["part"].clone();
    (0..30).find(|p| weeks.get(p.to_string()).is_some() == placed)
}

#[test]
fn a_person_hears_their_life_their_week_and_the_next_choice() {
    let room = Room::solved();
    let p = someone(&room, true).expect("somebody is placed");
    let said = room
        .run(&format!("explain instance.json solution.json --person {p}"))
        .ok();
    let life = room.json("instance.json")["participants"][p]["life"].clone();
    assert!(
        said.out.contains(life.as_str().expect("a life")),
        "{}",
        said.out
    );
    assert!(said.out.contains("The week of"), "{}", said.out);
}

#[test]
fn a_wish_that_is_granted_costs_what_the_answer_says() {
    let room = Room::solved();
    let before = room.judged("instance.json", "solution.json").1;
    let mut granted = 0;
    let wishes = [
        "free mon",
        "day tue",
        "hour wed,18:00",
        "day sat",
        "free thu",
    ];
    for (p, wish) in (0..30).zip(wishes.iter().cycle()) {
        let line = format!(
            "explain instance.json solution.json --person {p} --why-not-{wish} --json --out wish.json"
        );
        let said = room.run(&line).ok().result();
        assert!(said["sentence"].is_string());
        if said["possible"] == true {
            granted += 1;
            let (broken, after) = room.judged("instance.json", "wish.json");
            assert_eq!(broken, 0);
            assert_eq!(after - before, said["difference"], "{wish} for {p}");
        }
    }
    assert!(granted > 0);
}

#[test]
fn whoever_has_no_week_hears_what_it_would_take() {
    let room = Room::solved();
    let said = room
        .run("explain instance.json solution.json --unplaced --json")
        .ok()
        .result();
    let without = said.as_array().expect("a list");
    let placed = room.json("solution.json")["part"]
        .as_object()
        .expect("weeks")
        .len();
    assert_eq!(without.len(), 30 - placed);
    assert!(
        without
            .iter()
            .all(|w| w["sentence"].is_string() && w["placed"] == false)
    );
    if let Some(p) = someone(&room, false) {
        let one = room
            .run(&format!(
                "explain instance.json solution.json --person {p} --json"
            ))
            .ok()
            .result();
        let listed = without.iter().find(|w| w["person"] == p);
        assert_eq!(listed, Some(&one));
    }
}

#[test]
fn a_site_hears_at_most_three_things() {
    let room = Room::solved();
    let said = room
        .run("explain instance.json solution.json --site 0 --json")
        .ok()
        .result();
    let things = said["holding_back"].as_array().expect("a list");
    assert!(things.len() <= 3);
    assert!(
        things
            .iter()
            .all(|t| t["sentence"].as_str().is_some_and(|s| !s.is_empty()))
    );
    let words = room
        .run("explain instance.json solution.json --site 0")
        .ok();
    let first: Option<&Value> = things.first();
    assert!(first.is_none_or(|t| words.out.contains(t["sentence"].as_str().expect("words"))));
}
