use super::*;
use crate::group::meetings_text;

#[path = "../../../record/tests/common/absent.rs"]
mod absent;

const EXAMPLES: &str = include_str!("../../../../programs/examples.toml");

fn plans(text: &str) -> Vec<Plan> {
    load("program.toml", text, &Settle::default()).unwrap()
}

fn refused(text: &str) -> String {
    load("program.toml", text, &Settle::default())
        .unwrap_err()
        .to_string()
}

/// A plan as lines.
fn lines(plan: &Plan) -> String {
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
    let sums = weeks.map(|(of, sum)| format!("  = {of}: {}", hours_text(*sum)));
    let findings = plan.findings.iter().map(|finding| format!("  ! {finding}"));
    let settled = plan.settled.iter().map(|settled| format!("  ? {settled}"));
    let all = groups.chain(sums).chain(findings).chain(settled);
    let lines: Vec<String> = std::iter::once(plan.name.to_string()).chain(all).collect();
    format!("{}\n", lines.join("\n"))
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

#[test]
fn numbers_as_large_as_a_file_can_hold_them_end_in_a_sentence() {
    let largest = format!(
        "{}session_minutes = 60\nbreak_minutes = 65535\nindividual = {{ per_week = 65535, minutes = 65535 }}\n[[program.tracks]]\nname = \"Day\"\nstart = \"9:00\"\nend = \"12:00\"\n[[program.groups]]\nname = \"Skills\"\ndays = [\"mon\", \"tue\"]\nminutes = 60\n",
        "[[program]]\nname = \"Large\"\ndays = [\"mon\"]\n"
    );
    let plan = &plans(&largest)[0];
    assert!(plan.groups.len() >= 2, "{plan:?}");
}
