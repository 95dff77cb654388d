//! No block shows more lines than it has room for, and none shows a part of a word.

use super::*;

const STYLE: &str = include_str!("../../../../assets/stepwell.css");
const LONG_WORD: &str = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenverbandsta";

fn told(title: &str, detail: &str, kind: Option<&str>) -> Told {
    Told {
        start: "6:30".to_owned(),
        title: title.to_owned(),
        time: "6:30 pm to 7:00 pm".to_owned(),
        kind: kind.map(str::to_owned),
        detail: detail.to_owned(),
    }
}

fn share(days: u32, beside: u32, half_hours: u32) -> Share {
    Share {
        of_week: days - 1 + beside,
        of_day: beside,
        beside,
        alone: beside == 1,
        half_hours,
    }
}

#[test]
fn what_is_shown_fits_its_height_and_no_word_is_cut() {
    let titles = [
        "Choir",
        "Evening relapse prevention",
        "Medication management and psychoeducation for families in recovery",
        "Prevención de recaídas y orientación familiar",
        LONG_WORD,
        "",
    ];
    let mut shown_in_part = 0;
    for (title, detail, kind) in titles.iter().flat_map(|title| {
        [
            (*title, "", None),
            (*title, "Room 2, Harbor House, with Priya Nair", None),
            (*title, "with Priya Nair and Tom Okafor", Some("Called off")),
        ]
    }) {
        let told = told(title, detail, kind);
        for (days, beside, half_hours) in (1..=7).flat_map(|days| {
            (1..=6)
                .flat_map(move |beside| (1..=12).map(move |half_hours| (days, beside, half_hours)))
        }) {
            for width in WIDTHS_EM {
                let room = share(days, beside, half_hours).room(width);
                let shown = fit(&told, room);
                let lines = lines_of(&told, &shown, room.width);
                let place = format!(
                    "{title}: {days} days, {beside} beside, {half_hours} half hours, {width} em"
                );
                assert!(
                    lines <= room.lines,
                    "{place}: {shown:?} in {lines} of {}",
                    room.lines
                );
                if let Shown::Words(name) = &shown {
                    shown_in_part += 1;
                    for word in name.split_whitespace() {
                        let whole = title.split_whitespace().any(|own| own == word);
                        assert!(
                            whole || word.ends_with('.') || word == "…" || word == "intro",
                            "{place}: {word}"
                        );
                    }
                }
            }
        }
    }
    assert!(
        shown_in_part > 100,
        "the small rooms were tried: {shown_in_part}"
    );
}

#[test]
fn half_an_hour_says_when_and_what_in_one_line() {
    let told = told("Evening relapse prevention", "Room 2", None);
    let line = |width| fit(&told, Room { width, lines: 1 });
    assert_eq!(
        line(2_400),
        Shown::Words("Evening relapse prevention".to_owned())
    );
    assert_eq!(
        line(1_800),
        Shown::Words("Evening relapse prev.".to_owned())
    );
    assert_eq!(line(1_400), Shown::Words("Eve. rel. prev.".to_owned()));
    assert_eq!(line(1_050), Shown::Words("Eve. rel. …".to_owned()));
    assert_eq!(line(300), Shown::Words(String::new()));
    assert_eq!(line(200), Shown::Nothing);
}

#[test]
fn where_there_is_room_all_of_it_is_shown() {
    let told = told("Evening group", "Room 2", None);
    let room = |lines| Room {
        width: 1_800,
        lines,
    };
    assert_eq!(fit(&told, room(3)), Shown::Whole);
    assert_eq!(fit(&told, room(2)), Shown::Plain);
    assert_eq!(
        fit(&told, room(1)),
        Shown::Words("Evening group".to_owned())
    );
    assert_eq!(
        told.everything(),
        "Evening group, 6:30 pm to 7:00 pm, Room 2"
    );
}

#[test]
fn the_smallest_block_of_a_usual_week_has_its_time() {
    for width in WIDTHS_EM.into_iter().skip(1) {
        let shown = fit(
            &told("Choir practice", "", None),
            share(7, 2, 1).room(width),
        );
        assert!(matches!(shown, Shown::Words(_)), "{width} em: {shown:?}");
    }
}

/// The stylesheet draws what is counted here: a change of one without the other would cut blocks again.
#[test]
fn the_stylesheet_has_the_same_measures() {
    let em = |hundredths: u32| {
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        format!("{}em", text.trim_end_matches('0').trim_end_matches('.'))
    };
    let [line, words] = [em(LINE), em(WORDS)];
    assert!(
        STYLE.contains(&format!(".week {{ --line-height: {line};")),
        "{line}"
    );
    assert!(STYLE.contains(&format!("line-height: {words};")), "{words}");
    for (at, from) in WIDTHS_EM.iter().enumerate() {
        let after = WIDTHS_EM.get(at + 1);
        let query = match (at, after) {
            (0, Some(until)) => format!("@container week (width < {until}em)"),
            (_, Some(until)) => format!("@container week ({from}em <= width < {until}em)"),
            (_, None) => format!("@container week (width >= {from}em)"),
        };
        let (_, rules) = STYLE.split_once(&query).expect(&query);
        let (rules, _) = rules.split_once("\n  }").unwrap();
        assert_eq!(rules.matches(&format!(".at-{at}")).count(), 2, "{query}");
    }
}
