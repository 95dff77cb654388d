use super::{EXAMPLES, plans, refused};
use crate::LevelOfCare;
use crate::groups::program_file::ProgramPlan;
use crate::people::pathway::PhaseLength;

fn example(name: &str) -> ProgramPlan {
    let mut plans = plans(EXAMPLES);
    plans.retain(|plan| plan.name.as_str() == name);
    plans.pop().unwrap()
}

/// The sums of every form with phases or choices, done by hand.
#[test]
fn the_weeks_of_each_phase_come_to_what_was_worked_out_by_hand() {
    let by_hand: [(&str, &[(&str, u32)]); 5] = [
        (
            "Day hospital, evenings, aftercare",
            &[
                // 5 days of 2 + 2 hours; 3 evenings of 3 hours; 90 minutes.
                ("Day hospital", 1200),
                ("Evenings", 540),
                ("Aftercare", 90),
            ],
        ),
        (
            "Evenings that taper",
            &[
                // 4 evenings of 3 hours, then 3.
                ("Evenings, weeks 1 to 4", 720),
                ("Evenings, weeks 5 to 8", 540),
                ("One evening", 90),
            ],
        ),
        // 2 × 3 hours, one of two of 3 hours, and an hour.
        ("Two evenings and a choice", &[("Week 1", 600)]),
        (
            "Sessions in the house, then from home",
            &[("In the house, track evening", 540), ("From home", 180)],
        ),
        (
            "Mornings, evenings, aftercare",
            &[
                ("Mornings", 900),
                ("More mornings", 900),
                ("Evenings", 540),
                ("Aftercare", 90),
            ],
        ),
    ];
    for (name, weeks) in by_hand {
        let plan = example(name);
        let weeks: Vec<_> = weeks
            .iter()
            .map(|(of, sum)| ((*of).to_owned(), *sum))
            .collect();
        assert_eq!(plan.weeks, weeks, "{name}");
        assert!(plan.findings.is_empty(), "{name}: {:?}", plan.findings);
    }
}

#[test]
fn phases_say_their_level_their_length_and_what_is_asked() {
    let plan = example("Day hospital, evenings, aftercare");
    assert_eq!(plan.level, LevelOfCare::PartialHospitalization);
    let pathway = plan.pathway.unwrap();
    let lengths: Vec<PhaseLength> = pathway.phases.iter().map(|one| one.length).collect();
    let weeks = |least, most| PhaseLength::Weeks { least, most };
    assert_eq!(
        lengths,
        [PhaseLength::Sessions(15), weeks(4, 6), weeks(12, 12)]
    );
    let entry = pathway.phases[1].entry.as_ref().unwrap();
    assert_eq!(entry.text(), "5 sessions of partial hospitalization first");
    assert_eq!((entry.missing(3), entry.missing(7)), (2, 0));
    let outside = pathway.phases[2].outside.as_ref().unwrap();
    assert_eq!(outside.text(), "2 a week: mutual-help meetings");
    let phases: Vec<_> = plan.groups.iter().map(|group| &group.phases[..]).collect();
    assert_eq!(phases, [&[1][..], &[1], &[2], &[3]]);
    // What most pass over is passed over, and its group is shared.
    let plan = example("Mornings, evenings, aftercare");
    assert_eq!(plan.groups[0].phases, [1, 2]);
    assert_eq!(plan.pathway.unwrap().next(1), Some(3));
}

#[test]
fn what_is_not_understood_is_refused_with_its_line_and_the_nearest_word() {
    let with = |rest: &str| refused(&format!("[[program]]\nname = \"A\"\n{rest}\n"));
    let cases = [
        ("weaks = 4", 3, "“weaks”", "Write “weeks”"),
        ("phase = \"B\"", 3, "“phase”", "Write “phases”"),
        (
            "[[program.phases]]\nname = \"B\"\nlenght = 4",
            5,
            "“lenght”",
            "Compare the entry",
        ),
        (
            "[[program.phases]]\nname = \"B\"\nsession = 4",
            5,
            "“session”",
            "Write “sessions”",
        ),
        (
            "[[program.phases]]\nname = \"B\"\nlevel = \"intensive_outpatien\"",
            5,
            "“intensive_outpatien”",
            "Write “intensive_outpatient”",
        ),
        (
            "individual = { per_weak = 1, minutes = 50 }",
            3,
            "“per_weak”",
            "Write “per_week”",
        ),
        (
            "[[program.groups]]\nname = \"C\"\nminutes = 60\noneof = \"x\"",
            6,
            "“oneof”",
            "Write “one_of”",
        ),
    ];
    for (rest, line, what, remedy) in cases {
        let said = with(rest);
        assert!(said.contains(&format!("program.toml:{line}: ")), "{said}");
        assert!(said.contains(what) && said.contains(remedy), "{said}");
    }
}

#[test]
fn phases_that_cannot_be_are_refused_where_they_stand() {
    let group = "groups = [{ name = \"C\", days = [\"mon\"], minutes = 60, phase = \"Evening\" }]";
    let with = |phases: &str| {
        refused(&format!(
            "[[program]]\nname = \"A\"\n{group}\nphases = [{phases}]\n"
        ))
    };
    let said = with("{ name = \"Evenings\", weeks = 4 }");
    assert!(
        said.contains("program.toml:3: There is no phase called “Evening”. Write “Evenings”"),
        "{said}"
    );
    for (phase, says) in [
        ("weeks = [6, 4]", "A phase of 6 to 4 weeks cannot be."),
        ("weeks = 0", "A phase of 0 to 0 weeks cannot be."),
        ("weeks = 4, sessions = 9", "not both"),
        ("sessions = 0", "sessions = 0 cannot be."),
        ("hours_week = [9.0, 200.0]", "These hours of a week"),
        (
            "outside = { per_week = 0, what = \"walks\" }",
            "outside.per_week = 0 cannot be.",
        ),
        ("then = \"Nowhere\"", "There is no phase called “Nowhere”."),
        ("then = \"Evening\"", "does not come after this phase"),
    ] {
        let said = with(&format!("{{ name = \"Evening\", {phase} }}"));
        assert!(
            said.contains("program.toml:4: ") && said.contains(says),
            "{phase}: {said}"
        );
    }
    let said = with("{ name = \"Evening\" }, { name = \"evening\" }");
    assert!(said.contains("two phases called “evening”"), "{said}");
    let many = "{ name = \"Evening\" }, ".repeat(13);
    assert!(with(&many).contains("There are 13 phases."));
}

#[test]
fn what_a_program_leaves_open_about_phases_is_said() {
    let text = "[[program]]\nname = \"A\"\nweeks = 8\nretained = { d30 = 0.5 }\nphases = [{ name = \"B\" }, { name = \"C\", level = \"outpatient\" }]\ngroups = [{ name = \"Skills\", days = [\"mon\"], start = \"9:00\", minutes = 60 }]\n";
    let plan = plans(text).remove(0);
    let said = plan.settled.join("\n");
    for part in [
        "nothing is made of it",
        "“weeks” of the program is not used",
        "The phase “B” names no level of care",
        "The phase “B” has no length",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("The phase “C” has no length"), "{said}");
    // An hour a week is short of the intensive level, and nothing is asked of an outpatient phase.
    let short: Vec<_> = plan.findings.iter().collect();
    assert_eq!(short.len(), 1, "{short:?}");
    assert!(short[0].starts_with("B: a week comes to 1 h"), "{short:?}");
}

#[test]
fn a_track_that_nobody_can_wish_for_is_said() {
    let text = "[[program]]\nname = \"Late IOP\"\ndays = [\"mon\"]\n[[program.tracks]]\nname = \"Late\"\nstart = \"9:00 pm\"\nend = \"12:00 am\"\n";
    let plan = plans(text).remove(0);
    assert!(
        plan.settled[0].contains("“Late” is the name of a track"),
        "{:?}",
        plan.settled
    );
}
