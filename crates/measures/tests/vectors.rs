//! Hand-made vectors: each band's edges, each flag, each trap. They run everywhere, and no instrument is without them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use measures::{
    Absence, Answers, Context, Direction, FlagState, Instrument, ItemAnswer, Library, Outcome,
    Points, ScaleChange, Scored, Sex, Urgency, score,
};

/// A band: from, to, code.
type Edge = (i32, i32, &'static str);

fn instrument(code: &str) -> Instrument {
    Library::built_in().unwrap().get(code).unwrap().clone()
}

/// Answers that reach exactly `target` points on the total, filling items from the first.
fn reaching(instrument: &Instrument, target: i32) -> Answers {
    let total = instrument.total().unwrap();
    let low: i32 = total.range[0];
    let mut left = target - low;
    let mut answers = Answers::new();
    for id in &total.items {
        let item = instrument.item(id.as_str()).unwrap();
        let least = item.range().0.0;
        let best = item
            .kind
            .values()
            .into_iter()
            .filter(|v| item.points(*v).unwrap().0 - least <= left);
        let value = best.max_by_key(|v| item.points(*v).unwrap()).unwrap();
        left -= item.points(value).unwrap().0 - least;
        answers.set(id.clone(), ItemAnswer::Value(value));
    }
    assert_eq!(left, 0, "{} cannot reach {target}", instrument.short);
    answers
}

fn scored(instrument: &Instrument, answers: &Answers) -> Scored {
    score(instrument, answers, &Context::default()).unwrap()
}

fn band(code: &str, points: i32) -> String {
    let instrument = instrument(code);
    let scored = scored(&instrument, &reaching(&instrument, points));
    let total = scored.total().unwrap();
    assert_eq!(
        total.outcome,
        Outcome::Complete {
            points: Points(points)
        }
    );
    total.band.clone().unwrap().code
}

#[test]
fn bands_change_exactly_at_the_published_cuts() {
    let tables: [(&str, &[Edge]); 7] = [
        (
            "phq-9",
            &[
                (0, 4, "minimal"),
                (5, 9, "mild"),
                (10, 14, "moderate"),
                (15, 19, "moderately-severe"),
                (20, 27, "severe"),
            ],
        ),
        (
            "gad-7",
            &[
                (0, 4, "minimal"),
                (5, 9, "mild"),
                (10, 14, "moderate"),
                (15, 21, "severe"),
            ],
        ),
        (
            "dast-10",
            &[
                (0, 0, "none"),
                (1, 2, "low"),
                (3, 5, "moderate"),
                (6, 8, "substantial"),
                (9, 10, "severe"),
            ],
        ),
        (
            "pcl-5",
            &[(0, 30, "below"), (31, 33, "between"), (34, 80, "above")],
        ),
        ("pawss", &[(0, 3, "below"), (4, 10, "high")]),
        ("barc-10", &[(10, 46, "below"), (47, 60, "sustained")]),
        (
            "ciwa-ar",
            &[(0, 7, "minimal"), (8, 15, "moderate"), (16, 67, "severe")],
        ),
    ];
    for (code, bands) in tables {
        for (from, to, name) in bands {
            assert_eq!(band(code, *from), *name, "{code} {from}");
            assert_eq!(band(code, *to), *name, "{code} {to}");
        }
    }
}

#[test]
fn audit_and_cows_bands_hold_at_their_edges() {
    for (code, edges) in [
        (
            "audit",
            [
                (0, "low"),
                (7, "low"),
                (8, "hazardous"),
                (15, "hazardous"),
                (16, "harmful"),
                (19, "harmful"),
                (20, "dependence"),
                (40, "dependence"),
            ]
            .as_slice(),
        ),
        (
            "cows",
            &[
                (0, "below-mild"),
                (4, "below-mild"),
                (5, "mild"),
                (12, "mild"),
                (13, "moderate"),
                (24, "moderate"),
                (25, "moderately-severe"),
                (36, "moderately-severe"),
                (37, "severe"),
                (48, "severe"),
            ],
        ),
    ] {
        let instrument = instrument(code);
        let bands = instrument.total().unwrap().bands(None).unwrap().clone();
        for (points, name) in edges {
            assert_eq!(
                bands.of(Points(*points)).unwrap().code,
                *name,
                "{code} {points}"
            );
        }
        assert!(
            bands
                .of(Points(instrument.total().unwrap().range[1] + 1))
                .is_none()
        );
    }
}

#[test]
fn a_clinic_chooses_the_withdrawal_bands_and_the_flag_stays_at_the_lowest_cut() {
    let instrument = instrument("ciwa-ar");
    let answers = reaching(&instrument, 9);
    for (name, label) in [
        ("classic", "moderate"),
        ("cut-11", "minimal"),
        ("cut-10-19", "mild"),
    ] {
        let bands = [("total".to_owned(), name.to_owned())].into();
        let scored = score(&instrument, &answers, &Context { sex: None, bands }).unwrap();
        assert_eq!(scored.total().unwrap().band.as_ref().unwrap().label, label);
        assert!(scored.flag("withdrawal").is_some());
    }
    let bands = [("total".to_owned(), "mine".to_owned())].into();
    let refused = score(&instrument, &answers, &Context { sex: None, bands }).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "CIWA-Ar, Total: there are no bands “mine”; choose one of: classic, cut-11, cut-10-19."
    );
}

#[test]
fn item_nine_above_zero_opens_safety_whatever_the_total() {
    let phq = instrument("phq-9");
    for value in 0..=3 {
        let answers = (1..=8)
            .fold(Answers::new(), |a, i| a.with(&i.to_string(), 0))
            .with("9", value);
        let result = scored(&phq, &answers);
        assert_eq!(result.safety().count(), usize::from(value > 0));
    }
    let mut declined = reaching(&phq, 0);
    declined.set("9", ItemAnswer::Absent(Absence::Declined));
    let result = scored(&phq, &declined);
    let flag = result.safety().next().unwrap();
    assert_eq!(
        (flag.state, flag.urgency),
        (FlagState::CannotRuleOut, Urgency::Safety)
    );
    assert!(flag.says.contains("cannot be ruled out; ask"));
    assert_eq!(
        result.flags[0].code, "suicide-item",
        "the most urgent comes first"
    );
}

#[test]
fn two_absent_answers_take_the_mean_and_three_leave_no_score() {
    let phq = instrument("phq-9");
    let seven = ["1", "2", "3", "4", "5", "6", "9"]
        .into_iter()
        .zip([3, 3, 2, 2, 1, 1, 0]);
    let answers = seven.fold(Answers::new(), |a, (i, v)| a.with(i, v));
    let result = scored(&phq, &answers);
    // 12 points over 7 items: 15.43 over 9.
    let total = &result.total().unwrap().outcome;
    assert_eq!(
        *total,
        Outcome::Prorated {
            points: Points(15),
            answered: 7,
            of: 9
        }
    );
    assert_eq!(
        result.absent.len(),
        2,
        "the optional difficulty item is not missed"
    );
    let mut fewer = answers;
    fewer.set("6", ItemAnswer::Absent(Absence::Skipped));
    let Outcome::NotScored {
        reason,
        at_least,
        at_most,
    } = &scored(&phq, &fewer).total().unwrap().outcome.clone()
    else {
        panic!("three are absent")
    };
    assert_eq!((at_least.0, at_most.0), (11, 20));
    assert_eq!(
        reason,
        "3 of 9 answers are absent (item 6, 7, 8); at most 2 may be. The score lies between 11 and 20."
    );
    assert!(
        scored(&phq, &fewer)
            .flag("positive")
            .is_some_and(|f| f.state == FlagState::Raised),
        "11 is enough"
    );
}

#[test]
fn no_published_rule_means_no_prorating() {
    for code in [
        "gad-7",
        "audit",
        "dast-10",
        "bam",
        "bam-iop",
        "bam-r",
        "pcl-5",
        "cows",
        "ciwa-ar",
        "barc-10",
        "pacs",
        "pc-ptsd-5",
        "audit-c",
        "taps",
    ] {
        let instrument = instrument(code);
        for scale in &instrument.scales {
            assert!(scale.missing.is_none(), "{code}");
            let result = scored(&instrument, &Answers::new());
            assert!(matches!(
                result.scale(&scale.id).unwrap().outcome,
                Outcome::NotScored { .. }
            ));
        }
    }
}

#[test]
fn bam_has_three_scales_and_no_total() {
    for (code, use_max, other_max) in [("bam", 12, 24), ("bam-iop", 12, 24), ("bam-r", 90, 180)] {
        let bam = instrument(code);
        assert!(bam.total().is_none());
        let names: Vec<_> = bam
            .scales
            .iter()
            .map(|s| (s.id.as_str(), s.range[1]))
            .collect();
        assert_eq!(
            names,
            [
                ("use", use_max),
                ("risk", other_max),
                ("protective", other_max)
            ]
        );
        let highest = bam.items.iter().fold(Answers::new(), |a, item| {
            let most = item
                .kind
                .values()
                .into_iter()
                .max_by_key(|v| item.points(*v).unwrap());
            a.with(item.id.as_str(), most.unwrap())
        });
        let result = scored(&bam, &highest);
        assert_eq!(result.points("use"), Some(Points(use_max)));
        assert_eq!(result.points("risk"), Some(Points(other_max)));
        assert_eq!(result.points("protective"), Some(Points(other_max)));
        assert!(result.total().is_none());
    }
}

/// One whole week, counted by hand.
fn bam_week() -> Answers {
    let rows = [
        ("1", 3),
        ("2", 2),
        ("3", 4),
        ("4", 1),
        ("5", 0),
        ("6", 0),
        ("8", 2),
        ("9", 3),
        ("10", 4),
        ("11", 1),
        ("12", 2),
        ("13", 0),
        ("14", 1),
        ("15", 0),
        ("16", 2),
        ("17", 4),
    ];
    rows.into_iter()
        .fold(Answers::new(), |a, (i, v)| a.with(i, v))
}

#[test]
fn bam_scales_count_their_own_items_only() {
    let result = scored(&instrument("bam-iop"), &bam_week());
    assert_eq!(result.points("use"), Some(Points(1)));
    assert_eq!(result.points("risk"), Some(Points(3 + 2 + 4 + 2 + 1)));
    assert_eq!(result.points("protective"), Some(Points(3 + 4 + 2 + 4 + 2)));
    assert_eq!(
        result.left_out.len(),
        7,
        "no drug use: 7A to 7G are not asked"
    );
    assert!(result.absent.is_empty());
    let codes: Vec<_> = result.flags.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(
        codes,
        ["use", "risk"],
        "12 is at the line, 15 is above the other"
    );
}

#[test]
fn bam_r_maps_five_point_items_to_days_as_the_va_routine_does() {
    let bam = instrument("bam-r");
    for (value, days) in [(0, 0), (1, 8), (2, 15), (3, 22), (4, 30)] {
        for id in ["1", "8", "9", "12", "15"] {
            assert_eq!(bam.item(id).unwrap().points(value), Some(Points(days)));
        }
    }
    let result = scored(&bam, &bam_week());
    assert_eq!(result.points("risk"), Some(Points(22 + 2 + 4 + 15 + 1)));
    assert_eq!(
        result.points("protective"),
        Some(Points(22 + 4 + 15 + 30 + 2))
    );
    assert!(
        result.flag("risk").is_none(),
        "cuts of the 0 to 24 scale are not carried over"
    );
    let heavy = bam_week().with("5", 2);
    assert!(
        scored(&bam, &heavy).disagreements[0]
            .contains("item 5 (Days of heavy drinking) is more than item 4")
    );
}

#[test]
fn audit_c_cut_depends_on_sex_and_says_when_amounts_are_low() {
    let audit = instrument("audit-c");
    let with = |sex, answers: Answers| {
        score(
            &audit,
            &answers,
            &Context {
                sex,
                ..Context::default()
            },
        )
        .unwrap()
    };
    let three = || Answers::new().with("1", 1).with("2", 1).with("3", 1);
    assert!(with(Some(Sex::Male), three()).flag("positive").is_none());
    assert!(with(Some(Sex::Female), three()).flag("positive").is_some());
    assert!(with(None, three()).flag("sex-decides").is_some());
    let often = Answers::new().with("1", 4).with("2", 0).with("3", 0);
    assert!(
        with(Some(Sex::Male), often)
            .flag("all-from-item-1")
            .is_some()
    );
    let never = with(None, Answers::new().with("1", 0));
    assert_eq!(never.points("total"), Some(Points(0)));
    assert_eq!(never.left_out.len(), 2);
}

#[test]
fn never_drinking_leaves_out_seven_items_and_a_contradiction_is_said() {
    let audit = instrument("audit");
    let never = Answers::new().with("1", 0).with("9", 2).with("10", 4);
    let result = scored(&audit, &never);
    assert_eq!(
        (result.points("total"), result.left_out.len()),
        (Some(Points(6)), 7)
    );
    let both = scored(&audit, &never.with("4", 3));
    assert_eq!(both.points("total"), Some(Points(9)), "counted, never lost");
    assert!(
        both.disagreements[0]
            .starts_with("item 1 (Drinking: how often) was answered so that item 4")
    );
    let odd = score(&audit, &Answers::new().with("9", 1), &Context::default()).unwrap_err();
    assert_eq!(
        odd.to_string(),
        "AUDIT, item 9 (Injury): 1 is not an answer; enter 0, 2 or 4."
    );
}

#[test]
fn without_an_event_the_ptsd_screen_is_zero_and_a_yes_behind_the_gate_is_refused() {
    let screen = instrument("pc-ptsd-5");
    let none = Answers::new().with("event", 0);
    assert_eq!(scored(&screen, &none).points("total"), Some(Points(0)));
    let refused = score(&screen, &none.with("3", 1), &Context::default()).unwrap_err();
    assert!(
        refused.to_string().ends_with("Correct one of the two."),
        "{refused}"
    );
}

#[test]
fn taps_scores_each_substance_alone() {
    let taps = instrument("taps");
    let answers = [
        ("1", 0),
        ("2", 4),
        ("3", 1),
        ("4", 0),
        ("alcohol-1", 1),
        ("alcohol-2", 1),
        ("alcohol-3", 0),
        ("alcohol-4", 1),
        ("cannabis-1", 0),
        ("stimulants-1", 0),
        ("heroin-1", 1),
        ("heroin-2", 0),
        ("heroin-3", 0),
    ];
    let answers = answers
        .into_iter()
        .fold(Answers::new(), |a, (i, v)| a.with(i, v));
    let result = scored(&taps, &answers);
    let band = |id| result.scale(id).unwrap().band.clone().unwrap().code;
    assert_eq!(band("tobacco"), "none");
    assert_eq!(band("alcohol"), "higher-risk");
    assert_eq!(band("heroin"), "problem-use");
    assert!(
        result
            .flag("heroin")
            .unwrap()
            .says
            .contains("confirm clinically")
    );
    assert!(result.total().is_none() && result.absent.is_empty());
}

#[test]
fn change_says_only_what_a_source_supports() {
    let words = |code: &str, earlier, later| {
        let instrument = instrument(code);
        let at = |points| scored(&instrument, &reaching(&instrument, points));
        let changes = ScaleChange::between(&instrument, &at(earlier), &at(later)).unwrap();
        (changes[0].words(), changes[0].direction)
    };
    assert_eq!(
        words("phq-9", 20, 14),
        ("down 6, a meaningful change".to_owned(), Direction::Better)
    );
    assert_eq!(words("phq-9", 20, 16).0, "down 4");
    assert_eq!(
        words("phq-9", 12, 4).0,
        "down 8, a meaningful change, half or less of before (response), now below 5 (remission)"
    );
    assert_eq!(
        words("phq-9", 9, 14),
        ("up 5, a meaningful change".to_owned(), Direction::Worse)
    );
    assert_eq!(
        words("pcl-5", 40, 35).0,
        "down 5, a reliable change (the least that counts as response)"
    );
    assert_eq!(
        words("pcl-5", 40, 30).0,
        "down 10, a clinically meaningful change"
    );
    assert_eq!(
        words("gad-7", 21, 0).0,
        "down 21",
        "no sourced rule, no word"
    );
    assert_eq!(words("barc-10", 40, 50).1, Direction::Better);
    assert_eq!(
        words("pacs", 7, 7),
        ("no change".to_owned(), Direction::Same)
    );
    let (phq, gad) = (instrument("phq-9"), instrument("gad-7"));
    let refused = ScaleChange::between(
        &phq,
        &scored(&phq, &reaching(&phq, 1)),
        &scored(&gad, &reaching(&gad, 1)),
    );
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("phq-9 (version 1) and gad-7 (version 1)")
    );
}

#[test]
fn answers_read_numbers_truths_and_absences() {
    let answers: Answers =
        serde_json::from_str(r#"{"1": 2, "2": true, "3": "declined", "4": null}"#).unwrap();
    assert_eq!(answers.get("2"), ItemAnswer::Value(1));
    assert_eq!(answers.get("3"), ItemAnswer::Absent(Absence::Declined));
    assert_eq!(answers.get("4"), ItemAnswer::Absent(Absence::Missing));
    assert_eq!(answers.get("5"), ItemAnswer::Absent(Absence::Missing));
    assert!(serde_json::from_str::<Answers>(r#"{"1": 2.5}"#).is_err());
    let twice = serde_json::from_str::<Answers>(r#"{"1": 0, "1": 3}"#).unwrap_err();
    assert!(twice.to_string().contains("item 1 is answered twice"));
    let unknown = score(
        &instrument("pacs"),
        &Answers::new().with("6", 1),
        &Context::default(),
    );
    assert_eq!(
        unknown.unwrap_err().to_string(),
        "PACS has no item 6; its items are 1, 2, 3, 4, 5."
    );
}

/// Here, or beside the flags of an instrument that scores nothing.
#[test]
fn every_instrument_has_its_vectors() {
    let files = [include_str!("vectors.rs"), include_str!("alarms.rs")];
    let library = Library::built_in().unwrap();
    for instrument in library.iter() {
        let named = format!("\"{}\"", instrument.code);
        let found = files.iter().any(|file| file.contains(&named));
        assert!(found, "no vectors for {named}");
    }
}
