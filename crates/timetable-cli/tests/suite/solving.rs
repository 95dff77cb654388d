//! `solve`, `place` and `compare`.

use crate::room::Room;
use serde_json::Value;

#[test]
fn a_design_breaks_nothing_and_costs_what_it_says() {
    let room = Room::solved();
    let meta = &room.json("solution.json")["meta"];
    let (broken, cost) = room.judged("instance.json", "solution.json");
    assert_eq!(broken, 0);
    assert_eq!(meta["cost"], cost);
}

#[test]
fn the_same_seed_and_iterations_give_the_same_answer() {
    let room = Room::solved();
    room.run("solve instance.json --iterations 40 --seed 1 --out again.json")
        .ok();
    assert_eq!(room.read("solution.json"), room.read("again.json"));
}

#[test]
fn events_come_before_the_result_and_only_get_better() {
    let room = Room::new();
    let said = room
        .run("solve instance.json --iterations 60 --json")
        .ok()
        .objects();
    let (result, events) = said.split_last().expect("events");
    assert_eq!(result["event"], "result");
    assert_eq!(result["broken"], 0);
    assert!(result["solution"]["series"].is_object());
    let best: Vec<_> = events.iter().map(|e| e["best"].as_i64()).collect();
    assert!(!best.is_empty() && best.is_sorted_by(|a, b| a >= b));
    assert_eq!(result["people"], 30);
}

#[test]
fn assigning_keeps_the_groups() {
    let room = Room::solved();
    room.run("solve instance.json --fixed solution.json --iterations 20 --out assigned.json")
        .ok();
    let (design, assigned) = (room.json("solution.json"), room.json("assigned.json"));
    assert_eq!(design["series"], assigned["series"]);
    let (broken, cost) = room.judged("instance.json", "assigned.json");
    assert_eq!(broken, 0);
    let bound = assigned["meta"]["bound"].as_i64().expect("a bound");
    assert!(bound <= cost && bound > 0);
}

#[test]
fn it_is_quiet_when_standard_error_is_not_a_terminal() {
    let room = Room::new();
    let said = room
        .run("solve instance.json --iterations 5 --out solution.json")
        .ok();
    assert_eq!(said.err, "");
    assert!(said.out.starts_with("placed "), "{}", said.out);
}

#[test]
fn a_timetable_on_standard_output_comes_alone() {
    let room = Room::new();
    let said = room.run("solve instance.json --iterations 5 --out -").ok();
    let solution: Value = serde_json::from_str(&said.out).expect("only the timetable");
    assert!(solution["part"].is_object());
}

#[cfg(unix)]
#[test]
fn an_interrupted_search_writes_the_best_so_far() {
    let room = Room::new();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_stepwell-timetable"))
        .args(["solve", "instance.json", "--seconds", "600", "--json"])
        .args(["--out", "kept.json"])
        .current_dir(room.path(""))
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the binary runs");
    // The first event says that the handler is in place and something has been found.
    let mut first = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().expect("piped"));
    std::io::BufRead::read_line(&mut out, &mut first).expect("an event");
    let sent = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(sent.expect("kill runs").success());
    std::io::copy(&mut out, &mut std::io::sink()).expect("the rest");
    assert!(child.wait().expect("it ends").success());
    assert_eq!(room.judged("instance.json", "kept.json").0, 0);
}

#[test]
fn placing_offers_the_best_week_first_and_writes_it() {
    let room = Room::solved();
    let placed = room.json("solution.json");
    let someone = placed["part"].as_object().expect("weeks").keys().next();
    let someone = someone.expect("a person").clone();
    room.edit("solution.json", |s| {
        s["part"].as_object_mut().expect("weeks").remove(&someone);
    });
    let line =
        format!("place instance.json solution.json --person {someone} --json --out with.json");
    let said = room.run(&line).ok().result();
    assert_eq!(said["exact"], true);
    let weeks = said["weeks"].as_array().expect("weeks");
    assert_eq!(weeks[0]["differs"], "best");
    assert!(
        weeks
            .iter()
            .all(|w| w["cost"].as_i64() >= weeks[0]["cost"].as_i64())
    );
    let before = room.judged("instance.json", "solution.json").1;
    let (broken, after) = room.judged("instance.json", "with.json");
    assert_eq!(broken, 0);
    let acuity = room.json("instance.json")["participants"]
        [someone.parse::<usize>().expect("a number")]["acuity"]
        .as_i64()
        .expect("acuity");
    let cost = weeks[0]["cost"].as_i64().expect("cost");
    assert_eq!(after, before - 4000 * acuity + cost);
}

#[test]
fn comparing_names_who_changes() {
    let room = Room::solved();
    let same = room
        .run("compare instance.json solution.json solution.json --json")
        .ok()
        .result();
    assert_eq!(same["people"], serde_json::json!([]));
    room.edit("solution.json", |s| {
        s["part"] = serde_json::json!({});
    });
    room.run("solve instance.json --fixed solution.json --iterations 5 --out after.json")
        .ok();
    let said = room
        .run("compare instance.json solution.json after.json")
        .ok();
    let placed = room.json("after.json")["part"]
        .as_object()
        .expect("weeks")
        .len();
    assert_eq!(said.out.matches("gets a week").count(), placed);
    assert!(said.out.contains("unplaced"), "{}", said.out);
}
