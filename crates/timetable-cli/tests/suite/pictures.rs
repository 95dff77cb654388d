//! `svg`: well-formed XML without scripts, with everything in it that happens.

use crate::room::Room;
use roxmltree::Document;

fn blocks(svg: &str) -> Vec<String> {
    let picture = Document::parse(svg).expect("well-formed XML");
    let root = picture.root_element();
    assert_eq!(root.tag_name().name(), "svg");
    assert!(!svg.contains("<script") && !svg.contains("href"));
    assert!(svg.contains("prefers-color-scheme:dark"));
    let titles = root
        .descendants()
        .filter(|n| n.tag_name().name() == "title");
    titles.filter_map(|t| Some(t.text()?.to_owned())).collect()
}

#[test]
fn a_site_shows_every_meeting_with_leader_room_and_seats() {
    let room = Room::solved();
    room.run("svg instance.json solution.json --site 0 --out site.svg")
        .ok();
    let shown = blocks(&room.read("site.svg"));
    let (instance, solution) = (room.json("instance.json"), room.json("solution.json"));
    let groups = solution["series"].as_object().expect("groups");
    let meetings = groups.iter().map(|(g, r)| {
        let kind = &instance["series"][g.parse::<usize>().expect("a number")]["type"];
        let options = &instance["options"][kind.as_str().expect("a kind")];
        let option = usize::try_from(r["o"].as_u64().expect("an option")).expect("small");
        options[option].as_array().expect("meetings").len()
    });
    assert_eq!(shown.len(), meetings.sum::<usize>());
    assert!(
        shown
            .iter()
            .all(|t| t.contains("Room") || t.contains("Changes rooms"))
    );
    assert!(shown.iter().all(|t| t.contains('/')));
}

#[test]
fn a_person_sees_their_week_and_their_life() {
    let room = Room::solved();
    let weeks = room.json("solution.json")["part"].clone();
    for p in 0..30 {
        let said = room
            .run(&format!("svg instance.json solution.json --person {p}"))
            .ok();
        let sessions = blocks(&said.out);
        assert_eq!(sessions.is_empty(), weeks.get(p.to_string()).is_none());
        assert!(said.out.contains("class=\"free\"") || said.out.contains("class=\"dear\""));
    }
}

#[test]
fn names_cannot_break_out_of_the_picture() {
    let room = Room::solved();
    room.edit("instance.json", |i| {
        i["participants"][0]["name"] = "<script>&\"'\u{1}".into();
        for group in i["series"].as_array_mut().expect("groups") {
            group["name"] = "a < b & \"c\"".into();
        }
    });
    room.edit("solution.json", |s| {
        s.as_object_mut().expect("a timetable").remove("meta");
    });
    room.run("svg instance.json solution.json --person 0 --out p.svg")
        .ok();
    room.run("svg instance.json solution.json --site 0 --out s.svg")
        .ok();
    blocks(&room.read("p.svg"));
    assert!(blocks(&room.read("s.svg"))[0].starts_with("a < b & \"c\""));
}
