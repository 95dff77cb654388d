//! What people type, and that whatever is written is read back.

use super::*;

#[test]
fn times_are_read_as_people_type_them() {
    for (text, minute) in [
        ("9", 540),
        ("9:05", 545),
        ("09:05", 545),
        ("17:30", 1050),
        ("1730", 1050),
        ("930", 570),
        ("0000", 0),
        ("5:30 pm", 1050),
        ("5.30pm", 1050),
        ("5:30\u{202F}PM", 1050),
        ("530 p.m.", 1050),
        ("5p", 1050 - 30),
        ("17:30:00", 1050),
        ("12 am", 0),
        ("12 pm", 720),
        ("12 noon", 720),
        ("Noon", 720),
        ("midnight", 0),
        ("0:00", 0),
        ("9 a.m.", 540),
        ("2.30", 150),
        ("\u{200E}9:00\u{200F}", 540),
    ] {
        assert_eq!(parse_minute(text).unwrap(), minute, "{text}");
    }
}

#[test]
fn what_could_be_two_times_is_none() {
    for bad in [
        "", "25", "24:00", "24:01", "9:60", "13 pm", "0 am", "-1", "9:5x", "99999999", "2.0",
        "1.5", "9:5", "2400", "1.5 pm", "65535:59", "9999", "9::00", ":30", "pm", "+9:00", "９９",
    ] {
        let refusal = parse_minute(bad).unwrap_err().0;
        assert!(refusal.contains("5:30 pm"), "{bad:?}: {refusal}");
    }
    for bad in ["24:01", "2.0", "25", ""] {
        assert!(parse_end(bad).is_err(), "{bad}");
    }
}

#[test]
fn where_nothing_was_typed_nothing_is_quoted() {
    for nothing in ["", "  "] {
        let said = [parse_minute(nothing), parse_end(nothing)].map(|read| read.unwrap_err().0);
        assert!(
            said.iter()
                .all(|said| said.starts_with("Enter a time of day")),
            "{said:?}"
        );
    }
}

#[test]
fn the_midnight_that_ends_a_day_is_read_however_it_is_typed() {
    for text in ["12 am", "24:00", "0:00", "midnight", "12 midnight", "2400"] {
        assert_eq!(parse_end(text).unwrap(), DAY_MINUTES, "{text}");
    }
    assert_eq!(minute_text(DAY_MINUTES), "midnight");
    assert_eq!(minute_text(0), "12:00 am");
}

#[test]
fn stretches_are_read_in_one_line() {
    for (text, stretch) in [
        ("17:30-21:00", (1050, 1260)),
        ("17:30 – 21:00", (1050, 1260)),
        ("1730-2100", (1050, 1260)),
        ("5.30pm to 9pm", (1050, 1260)),
        ("5:30 to 8:30 pm", (1050, 1230)),
        ("9 to 5 pm", (540, 1020)),
        ("9:00 until 12 noon", (540, 720)),
        ("11 to 2 pm", (660, 840)),
        ("11 to noon", (660, 720)),
        ("9 to 11:30 am", (540, 690)),
        ("12 to 2 pm", (720, 840)),
        ("6 pm to 12 am", (1080, 1440)),
        ("0:00-24:00", (0, 1440)),
        ("12:00 am to midnight", (0, 1440)),
        ("9 to 17", (540, 1020)),
        ("09:00 to 9:30 pm", (540, 1290)),
    ] {
        assert_eq!(parse_stretch(text).unwrap(), stretch, "{text}");
    }
    for bad in ["", "9", "9 to", "to 5", "9 to 5 to 6", "2.0 to 3"] {
        assert!(parse_stretch(bad).is_err(), "{bad}");
    }
}

#[test]
fn whatever_is_written_is_read_back() {
    for minute in 0..DAY_MINUTES {
        assert_eq!(parse_minute(&minute_text(minute)).unwrap(), minute);
        assert_eq!(parse_end(&minute_text(minute + 1)).unwrap(), minute + 1);
    }
    for start in (0..DAY_MINUTES).step_by(7) {
        for end in (start + 1..=DAY_MINUTES).step_by(11) {
            let text = stretch_text(start, end);
            assert_eq!(parse_stretch(&text).unwrap(), (start, end), "{text}");
        }
    }
}

#[test]
fn the_days_before_a_time_are_read() {
    let read = |text: &str| {
        let plain = worded(text);
        let words: Vec<&str> = plain.split_whitespace().collect();
        read_days(&words).map(|(days, rest)| (days.len(), rest.join(" ")))
    };
    assert_eq!(read("Mon-Fri 9-5pm"), Some((5, "9 to 5pm".to_owned())));
    assert_eq!(
        read("Mon, Wed and Thurs. 9 am"),
        Some((3, "9 am".to_owned()))
    );
    assert_eq!(read("tuesdays"), Some((1, String::new())));
    for (text, days) in [
        ("Mon,Wed 5:30 pm", 2),
        ("Mon&Wed 5:30 pm", 2),
        ("Mon+Wed + Thu 5:30 pm", 3),
        ("Mon, 5:30 pm", 1),
        ("Mon,Wed,and Fri 5:30 pm", 3),
    ] {
        assert_eq!(read(text), Some((days, "5:30 pm".to_owned())), "{text}");
    }
    assert_eq!(read("Mon,9-5pm"), Some((1, "9 to 5pm".to_owned())));
    for bad in ["9 am", "Fri to Mon 9", "Mon to 9", ""] {
        assert_eq!(read(bad), None, "{bad}");
    }
}

#[test]
fn a_length_is_said_without_what_is_nothing() {
    for (minutes, said) in [
        (0, "0 min"),
        (45, "45 min"),
        (60, "1 h"),
        (450, "7 h 30 min"),
        (1440, "24 h"),
    ] {
        assert_eq!(length_text(minutes), said);
    }
}

#[test]
fn an_age_is_told_in_days_from_the_second_on() {
    for (minutes, said) in [
        (0, "less than 1 min"),
        (4, "4 min"),
        (188, "3 h 8 min"),
        (2879, "47 h 59 min"),
        (2880, "2 days"),
        (4319, "2 days"),
        (4320, "3 days"),
    ] {
        assert_eq!(age_text(minutes), said);
    }
}
