use super::*;

fn block(lane: usize, minutes: (u16, u16), title: &str) -> AxisBlock {
    AxisBlock {
        id: format!("b-{lane}-{}", minutes.0),
        lane,
        from_min: minutes.0,
        until_min: minutes.1,
        time: "9:00 am to 10:30 am".to_owned(),
        title: title.to_owned(),
        detail: "8/12 seats, Room 2, Priya Nair".to_owned(),
        kind: BlockKind::Session,
        fill_tenths: Some(6),
        marks: Vec::new(),
        href: Some("/staff/week?open=1".to_owned()),
        move_href: None,
    }
}

fn drawn(blocks: Vec<AxisBlock>) -> String {
    let lane = |label: &str| AxisLane {
        label: label.to_owned(),
        drop: Some(("place", label.to_owned())),
    };
    let day = |date: &str, blocks| AxisDay {
        label: "Tue, Apr 14".to_owned(),
        date: date.to_owned(),
        today: false,
        chosen: date == "2026-04-14",
        choose: format!("/staff/week?day={date}"),
        blocks,
        lives: vec![(600, 660, true)],
    };
    let mut days = vec![day("2026-04-14", blocks)];
    days.extend((15..19).map(|date| day(&format!("2026-04-{date}"), Vec::new())));
    let week = Axis {
        caption: "Week of April 13".to_owned(),
        first_hour: 8,
        last_hour: 20,
        lanes: vec![lane("Willow"), lane("The large room beside the garden")],
        days,
    };
    axis(&week).into_string()
}

#[test]
fn a_block_stands_in_the_lane_of_its_room_from_its_quarter_on() {
    let page = drawn(vec![
        block(0, (555, 645), "Evening process"),
        block(1, (555, 645), "Relapse prevention"),
    ]);
    let first = "class=\"session from-6 for-6 column-1 filled fill-6\"";
    let second = "class=\"session from-6 for-6 column-2 filled fill-6\"";
    assert!(page.contains(first) && page.contains(second), "{page}");
    assert!(
        page.contains("data-field=\"place\" data-value=\"Willow\""),
        "{page}"
    );
    assert!(page.contains("class=\"lines-24 lanes-2\""), "{page}");
    // Behind the blocks of each day, what lives hold there.
    assert_eq!(
        page.matches("axis-life from-9 for-4 fixed").count(),
        5,
        "{page}"
    );
}

#[test]
fn what_does_not_fit_has_an_icon_and_is_told_in_full_whatever_the_width() {
    let mut narrow = block(0, (540, 570), "Evening relapse prevention for parents");
    let sentence = "Lea Lind also leads Family evening";
    narrow.marks = ["Leader", "Seats"]
        .map(|word| AxisMark {
            meaning: Meaning::Urgent,
            word: word.to_owned(),
            sentence: sentence.to_owned(),
        })
        .to_vec();
    let page = drawn(vec![narrow]);
    let (_, mark) = page.split_once("class=\"axis-mark urgent").unwrap();
    let mark = mark.split_once("axis-said").unwrap().0;
    assert!(
        mark.contains("<svg") && mark.contains("Leader +1"),
        "{mark}"
    );
    assert!(
        page.contains(&format!(". {sentence}. {sentence}\"")),
        "the hint says it: {page}"
    );
    assert_eq!(
        page.matches(&format!("<span>{sentence}</span>")).count(),
        2,
        "{page}"
    );
}

#[test]
fn a_word_stands_beside_its_icon_only_in_one_line() {
    let mark = AxisMark {
        meaning: Meaning::Attention,
        word: "Leader".to_owned(),
        sentence: String::new(),
    };
    let room = |width| Room { width, lines: 3 };
    assert!(has_word(&mark, room(1_200)));
    assert!(!has_word(&mark, room(400)));
    assert!(!has_word(&mark, room(ICON)));
}
