//! Every error names the file, the field and what to do; nothing panics.

use crate::room::Room;

/// The error of a command line, with exit code 2.
fn error(room: &Room, line: &str) -> String {
    let said = room.run(line);
    assert_eq!(said.code, 2, "{line}: {}{}", said.out, said.err);
    assert_eq!(said.out, "", "{line}");
    assert!(!said.err.contains("panicked"), "{}", said.err);
    format!("$ {line}\n{}", without_columns(&said.err))
}

/// Columns depend on every letter of the instance; that there is one does not.
fn without_columns(text: &str) -> String {
    let mut parts = text.split(" column ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(" column N");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    out
}

fn all(room: &Room, lines: &[&str]) -> String {
    let said: Vec<String> = lines.iter().map(|l| error(room, l)).collect();
    said.join("\n")
}

#[test]
fn wrong_files() {
    let room = Room::solved();
    room.write("empty.json", "");
    room.write("words.json", "not JSON at all");
    room.write("list.json", "[]");
    let text = room.read("instance.json");
    room.write("truncated.json", &text[..text.len() / 2]);
    let solution = room.read("solution.json");
    room.write("truncated-solution.json", &solution[..solution.len() - 9]);
    std::fs::write(room.path("binary.json"), [0xff, 0xfe, 0x00]).expect("writable");
    insta::assert_snapshot!(all(
        &room,
        &[
            "check absent.json solution.json",
            "check empty.json solution.json",
            "check words.json solution.json",
            "check list.json solution.json",
            "check binary.json solution.json",
            "check truncated.json solution.json",
            "check instance.json truncated-solution.json",
            "check instance.json instance.json",
            "check solution.json solution.json",
        ]
    ));
}

#[test]
fn wrong_fields() {
    let room = Room::solved();
    let sound = room.read("instance.json");
    let with = |path: &str, value: serde_json::Value| {
        room.write("instance.json", &sound);
        room.edit("instance.json", |i| {
            *i.pointer_mut(path).expect("the field") = value;
        });
        error(&room, "check instance.json solution.json")
    };
    let said = [
        with("/participants/3/avail/2", serde_json::json!([0])),
        with("/participants/3/therapist", 999.into()),
        with("/participants/3/dose", (-1).into()),
        with("/participants/4/prev", 999.into()),
        with("/series/2/type", "DANCE".into()),
        with("/w/unplaced", (-4).into()),
        with("/days", 99.into()),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn wrong_timetables() {
    let room = Room::solved();
    room.write(
        "group.json",
        r#"{"series":{"999":{"o":0,"f":0}},"part":{}}"#,
    );
    room.write(
        "option.json",
        r#"{"series":{"0":{"o":9999,"f":0}},"part":{}}"#,
    );
    room.write(
        "person.json",
        r#"{"series":{},"part":{"30":{"series":[],"ind":[]}}}"#,
    );
    room.write(
        "hour.json",
        r#"{"series":{},"part":{"0":{"series":[],"ind":[[9,99]]}}}"#,
    );
    room.write(
        "broken.json",
        r#"{"series":{},"part":{"0":{"series":[],"ind":[]}}}"#,
    );
    room.write(
        "led.json",
        r#"{"series":{"0":{"o":0,"f":9},"1":{"o":0,"f":9}},"part":{}}"#,
    );
    room.run("generate 30 --seed 4 --out other.json").ok();
    let lines = [
        "check instance.json group.json",
        "check instance.json option.json",
        "check instance.json person.json",
        "check instance.json hour.json",
        "check other.json solution.json",
        "place instance.json broken.json --person 0",
        "explain instance.json broken.json --unplaced",
        "solve instance.json --fixed led.json --out x.json",
    ];
    let said = all(&room, &lines);
    // Fingerprints change with the generator; that there are two of them does not.
    let words = said.split(' ').map(|w| {
        let hex = w.trim_end_matches([',', ';']);
        let is = hex.len() == 16 && hex.chars().all(|c| c.is_ascii_hexdigit());
        if is {
            w.replace(hex, "HEX")
        } else {
            w.to_owned()
        }
    });
    insta::assert_snapshot!(words.collect::<Vec<_>>().join(" "));
}

#[test]
fn wrong_arguments() {
    let room = Room::solved();
    insta::assert_snapshot!(all(
        &room,
        &[
            "place instance.json solution.json --person 30",
            "place instance.json solution.json --person nobody-of-this-name",
            "place instance.json solution.json --person a",
            "explain instance.json solution.json --site 7",
            "explain instance.json solution.json --person 0 --why-not-day someday",
            "explain instance.json solution.json --person 0 --why-not-hour mon",
            "explain instance.json solution.json --person 0 --why-not-hour mon,25:61",
            "explain instance.json solution.json --person 0 --why-not-group 999",
            "svg instance.json solution.json --site 1",
            "repair instance.json solution.json --leader-out 1 --out x.json",
            "repair instance.json solution.json --leader-out 1@noday --out x.json",
            "repair instance.json solution.json --leader-out 1@tue,20:00-19:00 --out x.json",
            "repair instance.json solution.json --leader-out 99@tue --out x.json",
            "repair instance.json solution.json --room-gone 99 --out x.json",
            "repair instance.json solution.json --change solution.json --out x.json",
            "generate 0",
            "generate 10 --tight 99",
            "solve instance.json --seconds -1 --out x.json",
            "solve instance.json",
            "bench --instances .partial",
        ]
    ));
    assert!(
        !room.path("x.json.partial").exists(),
        "nothing half done stays behind"
    );
}

#[test]
fn outputs_that_cannot_be_written_are_found_before_the_search() {
    let room = Room::solved();
    insta::assert_snapshot!(all(
        &room,
        &[
            "solve instance.json --seconds 3600 --out absent/x.json",
            "solve instance.json --seconds 3600 --out .",
            "generate 10 --out absent/x.json",
            "svg instance.json solution.json --site 0 --out absent/x.svg",
        ]
    ));
}
