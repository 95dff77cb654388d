use super::*;
use crate::groups::group::meetings_text;

#[path = "../../../../record/tests/common/absent.rs"]
mod absent;
mod pathways;

const EXAMPLES: &str = EXAMPLES_TEXT;

fn plans(text: &str) -> Vec<ProgramPlan> {
    load("program.toml", text, &Settle::default()).unwrap()
}

fn refused(text: &str) -> String {
    load("program.toml", text, &Settle::default())
        .unwrap_err()
        .to_string()
}

/// A plan as lines.
fn lines(plan: &ProgramPlan) -> String {
    let groups = plan.groups.iter().map(|group| {
        let weeks = group
            .stay_weeks
            .map(|weeks| format!(" weeks {} to {}", weeks.first, weeks.last));
        format!(
            "  {} [{} {}{}] {}, {} min{}",
            group.name,
            group.kind.code(),
            group.track.code(),
            if group.telehealth { " telehealth" } else { "" },
            meetings_text(&group.meetings),
            group.minutes,
            weeks.unwrap_or_default()
        )
    });
    let weeks = plan.weeks.iter();
    let sums = weeks.map(|(of, sum)| format!("  = {of}: {}", crate::daytime::length_text(*sum)));
    let findings = plan.findings.iter().map(|finding| format!("  ! {finding}"));
    let settled = plan.settled.iter().map(|settled| format!("  ? {settled}"));
    let all = groups.chain(sums).chain(findings).chain(settled);
    let lines: Vec<String> = std::iter::once(plan.name.to_string()).chain(all).collect();
    format!("{}\n", lines.join("\n"))
}

#[test]
fn a_program_may_say_what_it_is_called_in_spanish() {
    let plans = plans(EXAMPLES);
    let spanish: Vec<&str> = plans
        .iter()
        .filter_map(|plan| plan.name_es.as_ref().map(crate::Line::as_str))
        .collect();
    assert_eq!(spanish, ["Dieciséis semanas"]);
}

#[test]
fn every_form_becomes_groups() {
    let text: Vec<String> = plans(EXAMPLES).iter().map(lines).collect();
    insta::assert_snapshot!(text.join("\n"));
}

/// The file of real programs is not part of the project; the test looks where it lies beside it.
#[test]
fn the_programs_of_five_providers_load_and_say_what_does_not_add_up() {
    let place = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/programs.toml"
    );
    let absent = format!("the programs of five providers are not read: there is no {place}");
    let text = std::fs::read_to_string(place).ok();
    let Some(text) = absent::needed(text, &absent, false) else {
        return;
    };
    let five = plans(&text);
    assert_eq!(five.len(), 5);
    let sums: Vec<Vec<u32>> = five
        .iter()
        .map(|plan| plan.weeks.iter().map(|(_, sum)| *sum).collect())
        .collect();
    assert_eq!(
        sums,
        [
            vec![540, 540],
            vec![810, 720],
            vec![540, 540],
            vec![590],
            vec![370, 270]
        ]
    );
    let said = five[4].findings.join("\n");
    assert!(
        said.contains(
            "Weeks 1 to 4: a week comes to 6 h 10 min, which is 2 h 50 min less than the 9 h"
        ),
        "{said}"
    );
    assert!(
        said.contains("Weeks 5 to 16: a week comes to 4 h 30 min, which is 4 h 30 min less"),
        "{said}"
    );
    // The day track as its provider publishes it.
    let published = text.replace("day = 13.5", "day = 15.0");
    let said = plans(&published)[1].findings.join("\n");
    assert!(
        said.contains(
            "Track day: 15 h a week are published, and the published times add up to 13 h 30 min."
        ),
        "{said}"
    );
}

#[test]
fn what_is_wrong_is_named_with_line_and_remedy() {
    let with = |track: &str| {
        refused(&format!(
            "[[program]]\nname = \"A\"\ndays = [\"mon\"]\n\ntracks = [{{ name = \"day\", {track} }}]\n"
        ))
    };
    let said = with("start = \"25:00\", end = \"26:00\"");
    assert!(
        said.starts_with("program.toml:5: “25:00” is not a time of day. Write a time"),
        "{said}"
    );
    let said = with("start = \"13:00\", end = \"9:00\"");
    assert!(
        said.contains(
            "program.toml:5: This ends at 9:00 am, which is not after 1:00 pm. Let it end"
        ),
        "{said}"
    );
    let said = with("start = \"9:00\", end = \"9:05\"");
    assert!(said.contains("This lasts 5 min"), "{said}");
    assert!(with("start = \"9:00\"").contains("“end” is missing"));
    assert!(
        with("start = \"9:00\", end = \"10:00\", days = [\"moon\"]").contains("program.toml:5")
    );
    let said = refused("[[program]]\nname = \" \"\n");
    assert!(
        said.contains("program.toml:2: This name cannot be taken."),
        "{said}"
    );
    let said = refused("[[program]]\nname = \"A\"\n");
    assert!(said.contains("has no groups"), "{said}");
    let said = refused(
        "[[program]]\nname = \"A\"\ntracks = [{ name = \"x\", start = \"9\", end = \"10\" }]",
    );
    assert!(said.contains("The track “x” has no days"), "{said}");
    let said = refused("[[program]]\nname = \"A\"\ngroup_sessions_week = 9\ngroup_hours = 3.0\n");
    assert!(
        said.contains("program.toml:3: 9 group sessions a week cannot be one group"),
        "{said}"
    );
    let said = refused("[[program]]\nname = \"A\"\ngroup_sessions_week = 3\n");
    assert!(said.contains("Give both"), "{said}");
    let group = |rest: &str| {
        refused(&format!(
            "[[program]]\nname = \"A\"\ngroups = [{{ name = \"B\", days = [\"mon\"], {rest} }}]"
        ))
    };
    assert!(group("minutes = 5").contains("A group of 5 minutes cannot be"));
    assert!(group("minutes = 90, weeks = [4, 1]").contains("Weeks 4 to 1"));
    assert!(group("minutes = 90, start = \"23:30\"").contains("past midnight"));
    assert!(refused("program = []").contains("has 0 programs"));
    assert!(refused(&"#".repeat(FILE_BYTES_MAX + 1)).contains("longer than"));
    assert!(refused("nonsense").contains("program.toml:1: This cannot be read"));
}

#[test]
fn what_a_file_leaves_open_is_settled_as_asked() {
    let settle = Settle {
        days: vec![Weekday::Sat],
        start_minute: 600,
    };
    let text = "[[program]]\nname = \"A\"\ngroup_sessions_week = 2\ngroup_hours = 1.5\n";
    let plans = load("program.toml", text, &settle).unwrap();
    // A second session takes the next free day of the week.
    assert_eq!(
        meetings_text(&plans[0].groups[0].meetings),
        "Mon and Sat 10:00 am"
    );
    assert!(
        plans[0].settled[0].contains("Mon and Sat 10:00 am"),
        "{:?}",
        plans[0].settled
    );
}

#[test]
fn times_are_read_as_programs_write_them_and_a_group_may_end_at_midnight() {
    let file = |start: &str, end: &str| {
        format!(
            "\u{feff}[[program]]\nname = \"Late\u{200b} IOP\"\ndays = [\"mon\"]\n[[program.tracks]]\nname = \"Evening\"\nstart = \"{start}\"\nend = \"{end}\"\n"
        )
    };
    for (start, end, minute, minutes) in [
        ("9:00 pm", "12:00 am", 1260, 180),
        ("21:00", "24:00", 1260, 180),
        ("1730", "2030", 1050, 180),
        ("5.30pm", "8:30\u{202f}p.m.", 1050, 180),
        ("9 am", "12 noon", 540, 180),
    ] {
        let plan = &plans(&file(start, end))[0];
        assert_eq!(plan.name.as_str(), "Late IOP");
        let group = &plan.groups[0];
        assert_eq!(
            (group.meetings[0].start_minute, group.minutes),
            (minute, minutes),
            "{start}"
        );
    }
    for (start, end) in [("2.0", "5 pm"), ("24:00", "24:00"), ("6 pm", "5 pm")] {
        let said = refused(&file(start, end));
        assert!(
            said.contains("toml:6: ") || said.contains("toml:7: "),
            "{said}"
        );
    }
}

/// A program in which each number stands on a line of its own, with one of them replaced.
fn with_number(entry: &str, number: &str) -> String {
    const TRACK: &str = "tracks = [{ name = \"day\", start = \"9:00\", end = \"12:00\" }]";
    const LINES: [(&str, &str, &str, &str); 15] = [
        ("session_minutes", "session_minutes = ", "50", "\n"),
        ("break_minutes", "break_minutes = ", "10", "\n"),
        ("group_sessions_week", "group_sessions_week = ", "3", "\n"),
        ("group_hours", "group_hours = ", "3.0", "\n"),
        (
            "individual.per_week",
            "individual = { minutes = 50, per_week = ",
            "1",
            " }\n",
        ),
        ("weeks", "weeks = ", "16", "\n"),
        ("hours_week.day", "hours_week = { day = ", "9.0", " }\n"),
        ("retained.d30", "retained = { d30 = ", "0.8", " }\n"),
        ("", TRACK, "", "\n"),
        (
            "groups.minutes",
            "[[program.groups]]\nname = \"A\"\ndays = [\"mon\"]\nminutes = ",
            "60",
            "\n",
        ),
        (
            "groups.weeks[0]",
            "[[program.groups]]\nname = \"B\"\ndays = [\"tue\"]\nminutes = 60\nweeks = [",
            "1",
            ", 4]\n",
        ),
        (
            "groups.weeks[1]",
            "[[program.groups]]\nname = \"C\"\ndays = [\"wed\"]\nminutes = 60\nweeks = [1, ",
            "4",
            "]\n",
        ),
        (
            "",
            "[[program]]\nname = \"Other\"\ndays = [\"mon\"]\n",
            "",
            "",
        ),
        ("", TRACK, "", "\n"),
        (
            "individual.minutes",
            "individual = { total = 3, minutes = ",
            "50",
            " }\n",
        ),
    ];
    assert!(LINES.iter().any(|(name, ..)| *name == entry) || entry.is_empty());
    let lines = LINES.map(|(name, before, usual, after)| {
        let number = if name == entry && !name.is_empty() {
            number
        } else {
            usual
        };
        format!("{before}{number}{after}")
    });
    format!(
        "[[program]]\nname = \"All\"\ndays = [\"mon\", \"wed\", \"fri\"]\n{}",
        lines.concat()
    )
}

/// Which numbers there are.
const NUMBERS: [(&str, bool); 12] = [
    ("session_minutes", false),
    ("break_minutes", false),
    ("group_sessions_week", false),
    ("group_hours", true),
    ("individual.per_week", false),
    ("weeks", false),
    ("hours_week.day", true),
    ("retained.d30", true),
    ("groups.minutes", false),
    ("groups.weeks[0]", false),
    ("groups.weeks[1]", false),
    ("individual.minutes", false),
];

#[test]
fn a_number_that_nobody_can_mean_is_refused_where_it_stands() {
    assert_eq!(plans(&with_number("", "")).len(), 2);
    for (entry, fractions) in NUMBERS {
        let whole = ["2000000000", "65535", "65536", "-1", "-9223372036854775808"];
        let broken = ["nan", "-nan", "inf", "-inf", "1e300", "-0.5"];
        let written = whole.iter().chain(broken.iter().filter(|_| fractions));
        for number in written {
            // A whole number stands for hours as well, and so many people may have stayed.
            if entry == "retained.d30" && (*number == "65535" || *number == "65536") {
                continue;
            }
            let text = with_number(entry, number);
            let said = refused(&text);
            let at = text.lines().position(|line| line.contains(number)).unwrap() + 1;
            assert!(
                said.contains(&format!("program.toml:{at}: ")),
                "{entry} = {number}: {said}"
            );
        }
    }
    let said = refused(&with_number("weeks", "2000000000"));
    assert!(
        said.contains("weeks: 2000000000 is too large a number here"),
        "{said}"
    );
    let said = refused(&with_number("weeks", "0"));
    assert!(
        said.contains("weeks = 0 cannot be. Write a number from 1 to 104."),
        "{said}"
    );
    let said = refused(&with_number("hours_week.day", "nan"));
    assert!(
        said.contains("hours_week.day = NaN cannot be. Write a number from 0 to 168."),
        "{said}"
    );
}

#[test]
fn each_example_is_a_file_of_its_own_and_none_is_left_out() {
    let examples = examples();
    let whole = plans(EXAMPLES);
    assert!(examples.len() > 3);
    assert_eq!(examples.len(), whole.len());
    for (example, plan) in examples.iter().zip(&whole) {
        assert_eq!(plans(example.text), std::slice::from_ref(plan));
        assert_eq!(example.name, plan.name.as_str());
        assert!(example.shows.ends_with('.'), "{example:?}");
        assert!(!example.shows.contains('\n'), "{example:?}");
    }
}
