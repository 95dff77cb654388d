//! Use of each substance, the criteria of a disorder, and earlier treatment.

use super::ask;
use crate::assessment::finding::question::{Feeds, Kind, Question, Section};
use Section::{Disorder, Substances, TreatmentHistory};

const DAYS: Kind = Kind::Number {
    from: 0,
    to: 30,
    unit: "days",
};
const DIAGNOSIS: &[Feeds] = &[Feeds::Diagnosis, Feeds::Placement];
const REPORT: &[Feeds] = &[Feeds::Plan, Feeds::Reporting];
const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];

const fn criterion(id: &'static str, label: &'static str) -> Question {
    ask(id, Disorder, label, Kind::YesNo)
        .each()
        .rising()
        .takes(30)
        .feeds(DIAGNOSIS)
        .why("Counts toward the severity of the disorder, over the last twelve months.")
}

pub const QUESTIONS: &[Question] = &[
    ask("use.type", Substances, "What exactly", Kind::Text)
        .each()
        .why("Strength, cutting agents and brand change the risk."),
    ask(
        "use.route",
        Substances,
        "Main way of taking it",
        Kind::Choice(&["swallowed", "smoked", "inhaled", "injected", "other"]),
    )
    .each()
    .feeds(REPORT)
    .why("Injecting brings its own medical risks; reports ask for it."),
    ask("use.days", Substances, "Days used in the last 30", DAYS)
        .each()
        .rising()
        .feeds(&[Feeds::Placement, Feeds::Reporting])
        .why("The base line that later weeks are held against."),
    ask("use.last", Substances, "Last use", Kind::Date)
        .each()
        .feeds(&[Feeds::Safety, Feeds::Plan])
        .why("Says when withdrawal would begin and how low tolerance has become."),
    ask(
        "use.first_age",
        Substances,
        "Age of first use",
        Kind::Number {
            from: 0,
            to: 120,
            unit: "years",
        },
    )
    .each()
    .feeds(REPORT)
    .why("Early first use goes with a longer course; reports ask for it."),
    ask(
        "use.overdoses",
        Substances,
        "Overdoses ever",
        Kind::Number {
            from: 0,
            to: 99,
            unit: "times",
        },
    )
    .each()
    .rising()
    .feeds(&[Feeds::Safety, Feeds::Plan])
    .why("An earlier overdose is a reason for naloxone and a safety plan."),
    ask(
        "use.overdose_recent",
        Substances,
        "Overdose in the last 30 days",
        Kind::YesNo,
    )
    .each()
    .rising()
    .feeds(&[Feeds::Safety, Feeds::Placement])
    .why("The weeks after an overdose are dangerous."),
    criterion("dsm.more", "More, or for longer, than meant"),
    criterion("dsm.cut_down", "Could not cut down, though wanting to"),
    criterion("dsm.time", "Takes up much time"),
    criterion("dsm.craving", "Craving"),
    criterion("dsm.roles", "Falls short at work, school or home"),
    criterion("dsm.relationships", "Goes on despite trouble with people"),
    criterion("dsm.given_up", "Gave up things that mattered"),
    criterion("dsm.hazard", "Uses where it is physically dangerous"),
    criterion("dsm.harm_known", "Goes on despite known harm to health"),
    criterion("dsm.tolerance", "Tolerance"),
    criterion("dsm.withdrawal", "Withdrawal, or use to prevent it"),
    ask(
        "dsm.as_prescribed",
        Disorder,
        "Taken only as prescribed",
        Kind::YesNo,
    )
    .each()
    .falling()
    .feeds(DIAGNOSIS)
    .why("Tolerance and withdrawal do not count for a medicine taken as prescribed."),
    ask(
        "disorder.severity",
        Disorder,
        "Severity of the most severe disorder",
        Kind::Choice(&["none", "mild", "moderate", "severe"]),
    )
    .rising()
    .worked_out()
    .takes(240)
    .feeds(DIAGNOSIS)
    .why("Worked out from the eleven criteria of every substance named."),
    ask(
        "history.episodes",
        TreatmentHistory,
        "Earlier treatments",
        Kind::Number {
            from: 0,
            to: 99,
            unit: "episodes",
        },
    )
    .feeds(REPORT)
    .why("What was tried, and what to build on."),
    ask(
        "history.what_helped",
        TreatmentHistory,
        "What helped and what did not",
        Kind::Text,
    )
    .takes(60)
    .why("The best source for a plan is the last one."),
    ask(
        "history.leaving_24h",
        TreatmentHistory,
        "Leaving care around the clock within the last 30 days",
        Kind::YesNo,
    )
    .rising()
    .feeds(PLACEMENT)
    .why("The step down from residential care is a usual way into an IOP, and a risky time."),
    ask(
        "history.outpatient_not_enough",
        TreatmentHistory,
        "Use went on, or returned, in ordinary outpatient care",
        Kind::YesNo,
    )
    .rising()
    .feeds(PLACEMENT)
    .why("The step up from outpatient care is a usual way into an IOP."),
    ask(
        "history.iop_not_enough",
        TreatmentHistory,
        "Use went on through a full dose of an IOP",
        Kind::YesNo,
    )
    .rising()
    .feeds(PLACEMENT)
    .why("Repeating the same dose seldom helps."),
];
