//! Bodily health and pregnancy.

use super::ask;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind, lasts};
use crate::assessment::finding::section::Section;
use Section::Medical;

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const SAFETY: &[Feeds] = &[Feeds::Safety, Feeds::Placement];
/// How much looking after a condition needs, in our words.
const NEED: QuestionKind = QuestionKind::Choice(&[
    "none",
    "visits now and then",
    "daily attention",
    "acute danger",
]);

pub const QUESTIONS: &[Question] = &[
    ask(
        "medical.red_flags",
        Medical,
        "Signs that need a doctor now",
        QuestionKind::Multi(&[
            "chest pain",
            "short of breath",
            "temperature from 39 °C",
            "seizure",
            "head injury",
            "yellow skin or swollen belly",
            "vomiting blood or black stool",
            "fever with injecting",
            "new confusion",
            "bleeding or contractions in pregnancy",
            "none",
        ]),
    )
    .rising()
    .takes(30)
    .lasts(lasts::DAY)
    .needed("always")
    .feeds(SAFETY)
    .why("Anybody can tick a sign; rating it is for a clinician."),
    ask("medical.need", Medical, "Bodily health needs", NEED)
        .rising()
        .takes(60)
        .needed("always")
        .feeds(SAFETY)
        .why("Acute illness is treated first; daily needs ask for a place with medical care."),
    ask(
        "medical.conditions",
        Medical,
        "Conditions and allergies",
        QuestionKind::Text,
    )
    .takes(90)
    .why("For whoever prescribes and whoever plans."),
    ask(
        "medical.liver",
        Medical,
        "Liver disease",
        QuestionKind::Choice(&["none", "stable", "unstable"]),
    )
    .rising()
    .when("use.depressants_used is yes")
    .feeds(PLACEMENT)
    .why("Decides which medicine treats withdrawal, and where."),
    ask(
        "medical.lungs",
        Medical,
        "Lung disease",
        QuestionKind::Choice(&["none", "stable", "unstable"]),
    )
    .rising()
    .when("use.depressants_used is yes")
    .feeds(PLACEMENT)
    .why("Breathing is what depressants stop."),
    ask(
        "medical.seizure_disorder",
        Medical,
        "Seizure disorder",
        QuestionKind::Choice(&["none", "stable", "unstable"]),
    )
    .rising()
    .when("use.depressants_used is yes")
    .feeds(PLACEMENT)
    .why("Withdrawal lowers the threshold."),
    ask(
        "medical.heart",
        Medical,
        "Heart disease",
        QuestionKind::Choice(&["none", "stable", "unstable"]),
    )
    .rising()
    .when("use.depressants_used is yes")
    .feeds(PLACEMENT)
    .why("Withdrawal strains the heart."),
    ask(
        "medical.pregnant",
        Medical,
        "Pregnant",
        QuestionKind::Choice(&["no", "may be", "yes"]),
    )
    .rising()
    .when("person.pregnancy_possible is yes")
    .needed("always")
    .feeds(SAFETY)
    .why("Withdrawal in pregnancy is managed medically; pregnant people are seen first."),
    ask(
        "medical.pregnancy_weeks",
        Medical,
        "Week of pregnancy",
        QuestionKind::Number {
            from: 0,
            to: 42,
            unit: "weeks",
        },
    )
    .when("medical.pregnant at least 'may be'")
    .feeds(PLACEMENT)
    .why("For whoever cares for mother and child."),
    ask(
        "medical.prenatal_care",
        Medical,
        "In prenatal care",
        QuestionKind::YesNo,
    )
    .falling()
    .when("medical.pregnant at least 'may be'")
    .feeds(PLACEMENT)
    .why("Otherwise the first visit is arranged."),
    ask(
        "medical.postpartum_months",
        Medical,
        "Months since giving birth",
        QuestionKind::Number {
            from: 0,
            to: 12,
            unit: "months",
        },
    )
    .when("person.pregnancy_possible is yes")
    .why("Deaths by overdose come late in the first year."),
];
