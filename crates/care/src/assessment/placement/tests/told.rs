//! What is said, raised and asked.

use super::*;
use crate::followup::signal::{Matter, Urgency};

#[test]
fn nothing_known_is_nothing_met_and_nothing_is_placed() {
    let findings = Findings::default();
    let placement = Placement::of(&STANDARD, &findings, &basis(None));
    assert_eq!(placement.verdict(), Verdict::Open);
    assert_eq!(placement.met().count(), 0);
    assert_eq!(placement.nothing(), Some(Nothing::Substance));
    assert_eq!(placement.ask().unwrap().question.question().id, "use.days");
    assert!(
        placement
            .told()
            .starts_with("Not enough to place: no substance")
    );
}

#[test]
fn with_everything_needed_it_is_recommended_and_says_so_in_a_line() {
    let placement = placed(&with(&[Substance::Cannabis], &[]));
    let outpatient = Verdict::Recommended(Place::Level(LevelOfCare::Outpatient));
    assert_eq!(
        placement.verdict(),
        outpatient,
        "{:?}",
        placement
            .missing()
            .map(|(q, _)| q.question().id)
            .collect::<Vec<_>>()
    );
    assert!(
        placement
            .headline()
            .contains("the least level that is safe by these rules")
    );
    assert!(placement.used().contains("no examination"));
    assert!(!placement.told().contains("could change"));
}

#[test]
fn a_missing_fact_is_named_and_makes_it_at_least() {
    let changes = [("relapse.risk", "likely"), ("risk.harm_others", "?")];
    let placement = placed(&with(&[Substance::Cannabis], &changes));
    assert_eq!(
        placement.verdict(),
        Verdict::AtLeast(Place::Level(LevelOfCare::IntensiveOutpatient))
    );
    assert!(
        placement
            .headline()
            .contains("until “Danger to others” is known"),
        "{}",
        placement.headline()
    );
}

#[test]
fn in_an_emergency_it_says_what_to_do_and_nothing_else() {
    let changes = [
        ("now.alertness", "hard to wake"),
        ("use.last@opioid", "2026-11-29 13:00"),
    ];
    let placement = placed(&with(&[Substance::Opioid], &changes));
    let told = placement.told();
    assert!(
        told.contains("Call 911") && told.contains("Naloxone"),
        "{told}"
    );
    assert!(
        !told.contains("methadone") || placement.beside().iter().any(|one| one.beside.emergency)
    );
    assert!(
        !told.contains("From ") && !told.contains("Recommended"),
        "{told}"
    );
    let alarm = &placement.alarms()[0];
    assert_eq!(
        (alarm.matter, alarm.urgency),
        (Matter::Overdose, Urgency::Now)
    );
}

#[test]
fn a_danger_is_raised_although_nobody_can_say_what_it_comes_from() {
    let raised = |changes: &[(&str, &str)]| {
        let findings = changes.iter().map(|(key, value)| said(key, value));
        let placement = Placement::of(&STANDARD, &Findings::new(findings.collect()), &adult());
        assert_eq!(placement.verdict(), Verdict::Recommended(Place::Emergency));
        let alarms = placement.alarms();
        let now = alarms.iter().filter(|alarm| alarm.urgency == Urgency::Now);
        now.map(|alarm| alarm.matter).collect::<Vec<_>>()
    };
    assert_eq!(
        raised(&[("now.alertness", "drowsy or confused")]),
        [Matter::Overdose]
    );
    assert_eq!(raised(&[("vitals.breaths", "8")]), [Matter::Overdose]);
    assert_eq!(raised(&[("vitals.temperature", "39.5")]), [Matter::Medical]);
    assert_eq!(
        raised(&[("medical.red_flags", "head injury")]),
        [Matter::Medical]
    );
}

#[test]
fn one_matter_is_one_alarm_with_the_highest_urgency() {
    let changes = [
        ("use.days@alcohol", "28"),
        ("use.last@alcohol", "2026-11-29 08:00"),
        ("withdrawal.severity", "moderate"),
        ("withdrawal.pawss", "6"),
        ("scale.ciwa_ar", "14"),
    ];
    let placement = placed(&with(&[Substance::Alcohol], &changes));
    let alarms = placement.alarms();
    let withdrawal: Vec<_> = alarms
        .iter()
        .filter(|alarm| alarm.matter == Matter::Withdrawal)
        .collect();
    assert_eq!(withdrawal.len(), 1);
    assert_eq!(withdrawal[0].urgency, Urgency::Now);
}

#[test]
fn an_age_can_be_tried_while_the_date_of_birth_is_not_known() {
    let findings = with(&[Substance::Cannabis], &[]);
    let unknown = Placement::of(&STANDARD, &findings, &basis(None));
    // Who answers for a minor is asked once it is known that they are one.
    let ask = unknown.ask().unwrap();
    assert_eq!(ask.question.question().id, "person.age");
    assert!(matches!(unknown.verdict(), Verdict::AtLeast(_)));
    let tried = |to| {
        let change = AnswerChange {
            question: ask.question,
            about: None,
            to,
        };
        unknown.with(&[change])
    };
    assert!(matches!(tried(40).verdict(), Verdict::Recommended(_)));
    assert_eq!(tried(40).facts().basis().age_years(), Some(40));
    assert_eq!(tried(11).nothing(), Some(Nothing::Child));
    assert!(tried(17).met().any(|one| one.criterion.id == "A1"));
}

#[test]
fn ways_up_are_of_safety_and_ways_down_are_asked_for_apart() {
    let changes = [
        ("use.days@alcohol", "25"),
        ("use.last@alcohol", "2026-11-29 08:00"),
        ("relapse.risk", "likely"),
    ];
    let placement = placed(&with(&[Substance::Alcohol], &changes));
    let up = placement.ways_up();
    assert!(!up.is_empty());
    for way in &up {
        assert!(way.place > placement.verdict().floor());
        assert_eq!(placement.with(&way.changes).verdict().floor(), way.place);
    }
    let down = placement.ways_down();
    assert!(
        down.iter()
            .any(|way| way.changes[0].question.question().id == "relapse.risk"),
        "{down:?}"
    );
}

#[test]
fn ways_up_name_the_number_from_which_on_they_lead_there() {
    use crate::assessment::finding::{Danger, QuestionKind};

    let changes = [("withdrawal.severity", "mild")];
    let placement = placed(&with(&[Substance::Alcohol, Substance::Opioid], &changes));
    let floor = placement.verdict().floor();
    let mut numbers = 0;
    for (_, way) in placement.every_way_up() {
        let change = way.changes[0];
        let asked = change.question.question();
        if !matches!(
            asked.kind,
            QuestionKind::Number { .. } | QuestionKind::Tenths { .. }
        ) {
            continue;
        }
        numbers += 1;
        let step = if asked.danger == Danger::Falling {
            1
        } else {
            -1
        };
        let milder = AnswerChange {
            to: change.to + step,
            ..change
        };
        assert!(
            placement.with(&[milder]).verdict().floor() <= floor,
            "{}",
            way.words()
        );
    }
    assert!(numbers > 2, "several numbers are looked at");
    let words: Vec<String> = placement
        .every_way_up()
        .iter()
        .map(|(_, way)| way.words())
        .collect();
    for wanted in [
        "Breaths: 11 a minute or less",
        "Oxygen saturation: 91 % or less",
        "Temperature: 39.0 °C (about 102.2 °F) or more",
    ] {
        assert!(words.iter().any(|one| one == wanted), "{wanted}: {words:?}");
    }
}

#[test]
fn what_stands_behind_a_criterion_is_about_its_own_substance() {
    let changes = [
        ("use.days@alcohol", "28"),
        ("use.last@alcohol", "2026-11-29 08:00"),
        ("use.days@opioid", "3"),
    ];
    let findings = with(&[Substance::Alcohol, Substance::Opioid], &changes);
    let placement = placed(&findings);
    let watched = placement
        .met()
        .find(|one| one.criterion.id == "W0")
        .unwrap();
    let abouts: Vec<Option<String>> = STANDARD
        .places(watched.criterion)
        .flat_map(|place| snapshot::said(&findings, placement.facts(), place))
        .map(|said| said.about)
        .collect();
    assert!(abouts.contains(&Some("Alcohol".to_owned())), "{abouts:?}");
    assert!(!abouts.contains(&Some("Opioids".to_owned())), "{abouts:?}");
}

#[test]
fn an_offer_of_today_stands_in_place_of_the_same_offer() {
    let changes = [
        ("use.days@opioid", "28"),
        ("use.last@opioid", "2026-11-29 08:00"),
    ];
    let placement = placed(&with(&[Substance::Opioid], &changes));
    let codes = |said: Vec<AskedBeside<'_>>| -> Vec<String> {
        said.iter().map(|one| one.beside.code.clone()).collect()
    };
    let asked = codes(placement.beside());
    let read = codes(placement.today());
    for code in ["moud_same_day", "offer_moud"] {
        assert!(asked.iter().any(|one| one == code), "{asked:?}");
    }
    assert!(read.iter().any(|one| one == "moud_same_day"), "{read:?}");
    assert!(!read.iter().any(|one| one == "offer_moud"), "{read:?}");
    assert_eq!(placement.told().matches("buprenorphine offered").count(), 1);
}

#[test]
fn what_to_watch_out_for_is_said_once() {
    let changes = [
        ("use.days@alcohol", "28"),
        ("use.last@alcohol", "2026-11-29 08:00"),
        ("withdrawal.severity", "moderate"),
        ("scale.ciwa_ar", "14"),
        ("relapse.risk", "likely"),
    ];
    let watch = placed(&with(&[Substance::Alcohol], &changes)).watch();
    for (at, one) in watch.iter().enumerate() {
        assert!(!watch[at + 1..].contains(one), "{watch:?}");
    }
    assert!(watch.len() > 2, "{watch:?}");
}

#[test]
fn danger_does_not_lapse_by_silence_and_safety_does() {
    let old = |value: &str| {
        let mut findings = safe(&[Substance::Cannabis]);
        findings.retain(|one| one.question.question().id != "risk.suicide");
        let mut finding = said("risk.suicide", value);
        finding.at = "2026-11-27T15:00:00Z".parse().unwrap();
        findings.push(finding);
        placed(&Findings::new(findings)).verdict()
    };
    assert_eq!(old("high"), Verdict::Recommended(Place::Emergency));
    assert_eq!(old("none"), Verdict::Open);
}

#[test]
fn a_card_about_opioid_withdrawal_says_the_score_and_its_band() {
    for (score, words, urgency) in [
        ("16", "(COWS 16, moderate)", Urgency::Today),
        ("30", "(COWS 30, moderately severe)", Urgency::Now),
    ] {
        let changes = [("withdrawal.severity", "moderate"), ("scale.cows", score)];
        let alarms = placed(&with(&[Substance::Opioid], &changes)).alarms();
        let own = alarms.iter().find(|one| one.matter == Matter::Withdrawal);
        let own = own.unwrap();
        assert!(own.words.contains(words), "{}", own.words);
        assert_eq!(own.urgency, urgency);
    }
}

#[test]
fn the_two_facts_that_are_told_are_those_that_drove_it_most() {
    let changes = [
        ("use.days@alcohol", "28"),
        ("use.last@alcohol", "2026-11-28"),
        ("withdrawal.seizures", "yes"),
    ];
    let placement = placed(&with(&[Substance::Alcohol], &changes));
    let detox = Place::Level(LevelOfCare::Detox);
    assert_eq!(placement.verdict().floor(), detox);
    let drivers: Vec<String> = placement
        .drivers()
        .into_iter()
        .map(|one| one.words)
        .collect();
    assert_eq!(
        drivers,
        [
            "Withdrawal seizure ever: yes",
            "Days used in the last 30 (alcohol): 28 days"
        ]
    );
}

#[test]
fn what_is_behind_several_criteria_is_weighed_by_the_one_it_does_most_for() {
    // Confusion, hallucinations and lost orientation are one emergency in withdrawal, which would hold without any one
    // of them. Confusion is another one by itself.
    let changes = [
        ("use.days@alcohol", "28"),
        ("use.last@alcohol", "2026-11-27"),
        ("withdrawal.hallucinations_now", "yes"),
        ("withdrawal.orientation", "one is missing"),
        ("now.alertness", "drowsy or confused"),
    ];
    let placement = placed(&with(&[Substance::Alcohol], &changes));
    let decided: Vec<&str> = placement
        .deciding()
        .map(|one| one.criterion.id.as_str())
        .collect();
    assert_eq!(decided[..2], ["E3", "E4"]);
    let first = placement.drivers().swap_remove(0);
    assert_eq!(first.question.question().id, "now.alertness");
}

#[test]
fn only_what_could_still_change_the_level_is_waited_for() {
    let changes = [
        ("use.days@alcohol", "28"),
        ("use.last@alcohol", "2026-11-28"),
        ("withdrawal.seizures", "yes"),
        ("withdrawal.pawss", "?"),
        ("use.drinks_per_day@alcohol", "10"),
    ];
    let placement = placed(&with(&[Substance::Alcohol], &changes));
    let detox = Place::Level(LevelOfCare::Detox);
    // The verdict goes by what is needed, and PAWSS is; whatever it is, it is detox.
    assert_eq!(placement.verdict(), Verdict::AtLeast(detox));
    let ask = placement.ask().unwrap();
    assert_eq!(ask.question.question().id, "withdrawal.pawss");
    assert!(ask.tried.iter().all(|tried| tried.verdict.floor() == detox));
    let line = placement.headline();
    // What has to be done today is waited for; the score, which changes nothing, is not.
    assert!(
        line.starts_with("At least medical detox, until this is done"),
        "{line}"
    );
    assert!(!line.contains("PAWSS"), "{line}");
    // Without the seizure the score decides, and is named.
    let open = [changes[0], changes[1], changes[3], changes[4]];
    let line = placed(&with(&[Substance::Alcohol], &open)).headline();
    assert!(line.contains("until “PAWSS” is known"), "{line}");
}
