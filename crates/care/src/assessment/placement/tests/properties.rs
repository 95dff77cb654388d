//! What must hold whatever anybody answers.

use super::*;
use crate::assessment::finding::question::QuestionKind;
use crate::assessment::finding::{Danger, Value};
use crate::assessment::offered::{OfferedAnswer, one_each};
use jiff::{SignedDuration, ToSpan as _};
use proptest::prelude::*;

/// The substances that random assessments are about.
const ABOUT: [Substance; 4] = [
    Substance::Alcohol,
    Substance::Opioid,
    Substance::Sedative,
    Substance::Stimulant,
];

/// A random value, near the safe end more often than not.
fn value(question: QuestionId, throw: u32, near: bool) -> Option<Value> {
    let asked = question.question();
    let pick = |count: u32| i32::try_from(throw % count.max(1)).unwrap_or(0);
    match asked.kind {
        QuestionKind::Multi(options) => {
            let set = if near { 0 } else { throw };
            let places = (0..options.len()).filter(|at| set >> at & 1 == 1);
            Some(Value::Several(places.collect()))
        }
        QuestionKind::Date => Some(Value::On(adult().today().saturating_sub(pick(400).days()))),
        QuestionKind::DateTime => Some(Value::Moment(
            adult().local.saturating_sub(i64::from(pick(1_000)).hours()),
        )),
        QuestionKind::Text => None,
        _ => {
            let (low, high) = asked.bounds()?;
            let safest = asked.safest()?;
            let any = low + pick(u32::try_from(high - low + 1).ok()?);
            Some(Value::At(if near { safest } else { any }))
        }
    }
}

fn any_finding() -> impl Strategy<Value = Finding> {
    let asked: Vec<QuestionId> = catalogue::all()
        .filter(|(_, asked)| !asked.derived && !matches!(asked.kind, QuestionKind::Text))
        .map(|(id, _)| id)
        .collect();
    (
        prop::sample::select(asked),
        prop::sample::select(ABOUT.to_vec()),
        any::<u32>(),
        any::<bool>(),
    )
        .prop_filter_map(
            "asked about the substance",
            |(question, about, throw, near)| {
                let asked = question.question();
                let about = asked.per_substance.then_some(about);
                let finding = Finding {
                    question,
                    about,
                    at: now(),
                    source: asked.source(Source::Person),
                    settles: false,
                    answer: FindingAnswer::Value(value(question, throw, near)?),
                };
                asked.suits(about).then_some(finding)
            },
        )
}

/// A safe base with some random answers in it, one for each place.
fn any_findings() -> impl Strategy<Value = Vec<Finding>> {
    let several = prop::collection::vec(any_finding(), 0..12);
    let about = prop::sample::subsequence(ABOUT.to_vec(), 1..=3);
    (several, about, any::<u64>()).prop_map(|(extra, about, mask)| {
        let mut findings: Vec<Finding> = Vec::new();
        let base = safe(&about).into_iter().enumerate();
        // One in eight of the safe answers is missing.
        let kept = base
            .filter(|(at, _)| mask >> (at % 61) & 7 != 0)
            .map(|(_, one)| one);
        for finding in extra.into_iter().chain(kept) {
            let named = finding.about.is_none_or(|of| about.contains(&of));
            let known = findings
                .iter()
                .any(|one| one.question == finding.question && one.about == finding.about);
            if named && !known {
                findings.push(finding);
            }
        }
        findings
    })
}

/// The same finding with a more dangerous answer, where there is one.
fn worse(finding: &Finding, throw: u32) -> Option<Finding> {
    let asked = finding.question.question();
    let rising = match asked.danger {
        Danger::Rising => true,
        Danger::Falling => false,
        Danger::None => return None,
    };
    let value = match value_of(finding)? {
        Value::At(position) => {
            let (low, high) = asked.bounds()?;
            let room = if rising {
                high - position
            } else {
                position - low
            };
            let step =
                1 + i32::try_from(throw % u32::try_from(room).ok().filter(|room| *room > 0)?)
                    .ok()?;
            Value::At(if rising {
                position + step
            } else {
                position - step
            })
        }
        Value::Several(places) => {
            let QuestionKind::Multi(options) = asked.kind else {
                return None;
            };
            let at = usize::try_from(throw).ok()? % options.len();
            let mut places: Vec<usize> = places
                .iter()
                .copied()
                .filter(|place| *place != at)
                .collect();
            if rising {
                places.push(at);
                places.sort_unstable();
            }
            Value::Several(places)
        }
        Value::On(day) if !rising && asked.kind == QuestionKind::Date => Value::On(
            day.saturating_add(i64::from(throw % 60).days())
                .min(adult().today()),
        ),
        Value::Moment(moment) if !rising => Value::Moment(
            moment
                .saturating_add(i64::from(throw % 500).hours())
                .min(adult().local),
        ),
        _ => return None,
    };
    Some(Finding {
        answer: FindingAnswer::Value(value),
        ..finding.clone()
    })
}

/// Answers that relieve: without them a need stands, so telling them may only lower it.
const RELIEVING: [&str; 9] = [
    "home.recovery_residence",
    "history.completed_level",
    "history.abstinent_days",
    "disorder.remission",
    "use.regular_weeks",
    "dsm.as_prescribed",
    "withdrawal.now",
    "use.days",
    "use.last",
];

proptest! {
    /// What is raised is worked out without placing anybody, and is what a placement raises.
    #[test]
    fn what_is_raised_is_what_a_placement_raises(findings in any_findings(), hours in 0..200_i64) {
        let passed = SignedDuration::from_hours(hours);
        let basis = Basis {
            at: now() + passed,
            local: adult().local + passed,
            ..adult()
        };
        let findings = Findings::new(findings);
        let [feared, sure] = raised_by(&STANDARD, &findings, &basis);
        prop_assert_eq!(feared, Placement::of(&STANDARD, &findings, &basis).raised());
        let facts = Facts::surely(&findings, &basis);
        let held = PlacementHold::of(&findings, &facts);
        prop_assert_eq!(&sure, &Placement::from_facts(&STANDARD, facts, held).raised());
        prop_assert_eq!(sure, surely_raised(&STANDARD, &findings, &basis));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn more_danger_is_never_less_care(
        findings in any_findings().prop_filter("needs one", |findings| !findings.is_empty()),
        which in prop::collection::vec((any::<prop::sample::Index>(), any::<u32>()), 1..=3),
    ) {
        let mut changed = findings.clone();
        let mut what = Vec::new();
        for (index, throw) in which {
            let at = index.index(changed.len());
            if let Some(more) = worse(&changed[at], throw) {
                what.push(format!("{} {} to {}", more.question.question().id, changed[at].words(), more.words()));
                changed[at] = more;
            }
        }
        let before = placed(&Findings::new(findings)).verdict().floor();
        let after = placed(&Findings::new(changed)).verdict().floor();
        prop_assert!(after >= before, "{what:?} lowers {before:?} to {after:?}");
    }

    #[test]
    fn unknown_never_counts_as_met(findings in any_findings(), extra in any_finding()) {
        let before = placed(&Findings::new(findings.clone()));
        let known = findings.iter().any(|one| one.question == extra.question && one.about == extra.about);
        let named = extra.about.is_none_or(|about| before.facts().named().contains(&about));
        if known || !named || RELIEVING.contains(&extra.question.question().id) {
            return Ok(());
        }
        // Whatever the answer is, what was met stays met: no level rested on its being unknown.
        let mut more = findings;
        more.push(extra.clone());
        let after = placed(&Findings::new(more));
        for (one, other) in before.criteria().zip(after.criteria()) {
            let raises = one.criterion.least.is_some_and(|least| least > Place::Level(LevelOfCare::Outpatient));
            let stays = one.outcome != Outcome::Met || other.outcome == Outcome::Met;
            prop_assert!(!raises || stays, "{} fell by {}: {}", one.criterion.id, extra.question.question().id, extra.words());
        }
    }

    /// What stands elsewhere in the record never makes a level lower, whatever it says, and what is milder than the worst
    /// changes nothing until somebody confirms it.
    #[test]
    fn what_was_said_elsewhere_never_lowers_a_level(
        findings in any_findings(),
        hours_back in 0..400_i64,
        elsewhere in prop::collection::vec((any_finding(), 0..800_i64), 0..8),
    ) {
        let ago = |hours: i64| now() - SignedDuration::from_hours(hours);
        let offered = elsewhere.into_iter().filter(|(finding, _)| finding.about.is_none());
        let offered = offered.filter_map(|(finding, hours)| Some(OfferedAnswer {
            question: finding.question,
            value: finding.value()?.clone(),
            at: ago(hours),
            place: "details",
            words: String::new(),
        }));
        let offered = one_each(offered.collect(), &adult());
        let said = findings.into_iter().map(|finding| Finding { at: ago(hours_back), ..finding });
        let before = Findings::new(said.collect());
        let after = before.clone().fearing(&offered);
        let is_worst = |said: &Finding| offered.iter().any(|one| one.is_worst() && one.finding() == *said);
        for said in after.iter().filter(|said| before.iter().all(|one| one != *said)) {
            prop_assert!(is_worst(said), "{} is no worst answer", said.words());
        }
        let (one, other) = (placed(&before), placed(&after));
        prop_assert!(other.least() >= one.least(), "{:?} lowers {:?}", other.least(), one.least());
        if let Verdict::Recommended(place) = other.verdict() {
            prop_assert!(place >= one.least());
        }
    }

    #[test]
    fn the_order_of_findings_never_matters((findings, shuffled) in any_findings().prop_flat_map(|f| (Just(f.clone()), Just(f).prop_shuffle()))) {
        let (one, other) = (Findings::new(findings), Findings::new(shuffled));
        prop_assert_eq!(&one, &other);
        let (one, other) = (placed(&one), placed(&other));
        prop_assert_eq!(one.told(), other.told());
        prop_assert_eq!(one.alarms(), other.alarms());
    }

    #[test]
    fn every_recommendation_names_a_rule(findings in any_findings()) {
        let placement = placed(&Findings::new(findings));
        match placement.verdict() {
            Verdict::Open => prop_assert!(placement.nothing().is_some()),
            Verdict::AtLeast(place) => prop_assert!(
                place == Place::Level(LevelOfCare::Outpatient) || placement.deciding().count() > 0
            ),
            Verdict::Recommended(place) => {
                prop_assert!(placement.deciding().count() > 0);
                let settled = place == Place::Emergency
                    || placement.missing().count() == 0 && placement.until().count() == 0 && !placement.is_held();
                prop_assert!(settled);
            }
        }
        for one in placement.deciding() {
            prop_assert_eq!(one.outcome, Outcome::Met);
        }
        prop_assert!(placement.ceiling() >= placement.verdict().floor() || placement.verdict() == Verdict::Open);
        prop_assert!(!placement.told().contains("could change"));
    }
}
