//! Earlier treatment, and where somebody comes from.

use super::ask;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind};
use crate::assessment::finding::section::Section;
use Section::TreatmentHistory;

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const REPORT: &[Feeds] = &[Feeds::Plan, Feeds::Reporting];
const SAFETY: &[Feeds] = &[Feeds::Safety, Feeds::Placement];
/// A level of care, by its code.
const LEVEL: QuestionKind = QuestionKind::Choice(&[
    "none",
    "outpatient",
    "intensive_outpatient",
    "partial_hospitalization",
    "residential",
    "detox",
]);

pub const QUESTIONS: &[Question] = &[
    ask(
        "history.episodes",
        TreatmentHistory,
        "Earlier treatments",
        QuestionKind::Number {
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
        QuestionKind::Text,
    )
    .takes(60)
    .why("The best source for a plan is the last one."),
    ask(
        "history.leaving_24h",
        TreatmentHistory,
        "Leaving care around the clock within the last 30 days",
        QuestionKind::YesNo,
    )
    .rising()
    .feeds(PLACEMENT)
    .why("The step down from residential care is a usual way into an IOP, and a risky time."),
    ask(
        "history.left_24h_on",
        TreatmentHistory,
        "Day of leaving it",
        QuestionKind::Date,
    )
    .falling()
    .lasting()
    .ahead(30)
    .when("history.leaving_24h is yes")
    .feeds(PLACEMENT)
    .why("The first days are the most dangerous."),
    ask(
        "history.against_advice",
        TreatmentHistory,
        "Left against advice",
        QuestionKind::YesNo,
    )
    .rising()
    .when("history.leaving_24h is yes")
    .feeds(PLACEMENT)
    .why("Withdrawal may not be over."),
    ask(
        "history.now_in",
        TreatmentHistory,
        "Level of care now",
        LEVEL,
    )
    .feeds(PLACEMENT)
    .why("Says whether this is a step up or down."),
    ask(
        "history.completed_level",
        TreatmentHistory,
        "Highest level completed within a year",
        LEVEL,
    )
    .falling()
    .feeds(PLACEMENT)
    .why("A step down follows goals that were met."),
    ask(
        "history.abstinent_days",
        TreatmentHistory,
        "Days without use and without criteria",
        QuestionKind::Number {
            from: 0,
            to: 9999,
            unit: "days",
        },
    )
    .falling()
    .feeds(PLACEMENT)
    .when("history.completed_level at least 'outpatient' or disorder.remission at least 'early'")
    .why("Counted over a year, a disorder does not fall when somebody does well."),
    ask(
        "history.outpatient_not_enough",
        TreatmentHistory,
        "Use went on, or returned, in ordinary outpatient care",
        QuestionKind::YesNo,
    )
    .rising()
    .feeds(PLACEMENT)
    .why("The step up from outpatient care is a usual way into an IOP."),
    ask(
        "history.iop_not_enough",
        TreatmentHistory,
        "Use went on through a full dose of an IOP",
        QuestionKind::YesNo,
    )
    .rising()
    .feeds(PLACEMENT)
    .why("Repeating the same dose seldom helps."),
    ask(
        "history.php_not_enough",
        TreatmentHistory,
        "Use went on through partial hospitalization",
        QuestionKind::YesNo,
    )
    .rising()
    .feeds(PLACEMENT)
    .why("Repeating the same dose seldom helps."),
    ask(
        "history.released_from_custody",
        TreatmentHistory,
        "Released from custody within 30 days, or about to be",
        QuestionKind::YesNo,
    )
    .rising()
    .feeds(SAFETY)
    .why("The first two weeks after release are the most dangerous."),
    ask(
        "history.released_on",
        TreatmentHistory,
        "Day of release",
        QuestionKind::Date,
    )
    .falling()
    .lasting()
    .ahead(60)
    .when("history.released_from_custody is yes")
    .feeds(SAFETY)
    .why("Care begins on that day."),
];
