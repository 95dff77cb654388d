//! What is prescribed and taken.

use super::ask;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind, lasts};
use crate::assessment::finding::section::Section;
use Section::Medications;

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const SAFETY: &[Feeds] = &[Feeds::Safety, Feeds::Placement];
/// Where a medicine comes from, and how it is taken.
const SUPPLY: QuestionKind = QuestionKind::Choice(&[
    "none",
    "as prescribed",
    "prescribed, taper",
    "more than prescribed",
    "not prescribed",
    "supply ended",
]);

pub const QUESTIONS: &[Question] = &[
    ask(
        "medications.list",
        Medications,
        "Medicines taken",
        QuestionKind::Text,
    )
    .takes(90)
    .why("Interactions, and what must not be stopped."),
    ask(
        "medications.for_use_disorder",
        Medications,
        "Medicines for a substance use disorder",
        QuestionKind::Multi(&[
            "buprenorphine",
            "methadone",
            "naltrexone",
            "acamprosate",
            "disulfiram",
            "other",
        ]),
    )
    .falling()
    .lasts(lasts::DAYS_3)
    .feeds(&[Feeds::Placement, Feeds::Plan, Feeds::Reporting])
    .why("They go on through every level of care."),
    ask(
        "medications.moud_last_dose",
        Medications,
        "Last dose of methadone or buprenorphine",
        QuestionKind::DateTime,
    )
    .lasts(lasts::DAYS_3)
    .when("medications.on_moud is yes")
    .feeds(PLACEMENT)
    .why("After missed doses tolerance may be lost."),
    ask(
        "medications.moud_wanted",
        Medications,
        "Wants medicine for opioids",
        QuestionKind::Choice(&["yes", "not yet", "no"]),
    )
    .when("use.opioids_before is yes")
    .feeds(PLACEMENT)
    .why("Offered the same day, at any level."),
    ask(
        "medications.benzodiazepine",
        Medications,
        "Benzodiazepines or sleeping medicines",
        SUPPLY,
    )
    .lasts(lasts::DAYS_3)
    .needed("use.used_30d@sedative is yes")
    .feeds(SAFETY)
    .why("Never stopped at once; a prescriber tapers."),
    ask(
        "medications.opioid_pain",
        Medications,
        "Opioids for pain",
        SUPPLY,
    )
    .lasts(lasts::DAYS_3)
    .feeds(PLACEMENT)
    .why("Together with other depressants they slow breathing."),
    ask(
        "medications.gabapentinoid",
        Medications,
        "Gabapentin or pregabalin",
        SUPPLY,
    )
    .lasts(lasts::DAYS_3)
    .feeds(PLACEMENT)
    .why("With opioids they slow breathing."),
    ask(
        "medications.prescribers",
        Medications,
        "Who prescribes them",
        QuestionKind::Text,
    )
    .why("Prescribers talk to each other."),
    ask(
        "medications.naloxone",
        Medications,
        "Naloxone at hand",
        QuestionKind::YesNo,
    )
    .falling()
    .when("use.naloxone_wanted is yes")
    .feeds(SAFETY)
    .why("Given to whoever might need it."),
];
