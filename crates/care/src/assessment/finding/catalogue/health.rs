//! Dangers of today, the body, medicines, and mental health.

use super::ask;
use crate::assessment::finding::question::{Feeds, Kind, Question, Section};
use Section::{CoOccurring, Medical, Medications, WithdrawalNow};

const SAFETY: &[Feeds] = &[Feeds::Safety, Feeds::Placement];
const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
/// How much looking after a condition needs, in our words.
const NEED: Kind = Kind::Choice(&[
    "none",
    "visits now and then",
    "daily attention",
    "acute danger",
]);

pub const QUESTIONS: &[Question] = &[
    ask(
        "now.alertness",
        WithdrawalNow,
        "Alertness at this moment",
        Kind::Choice(&["awake and clear", "drowsy or confused", "hard to wake"]),
    )
    .rising()
    .takes(5)
    .feeds(SAFETY)
    .why("Somebody hard to wake may be having an overdose."),
    ask(
        "withdrawal.severity",
        WithdrawalNow,
        "Withdrawal now",
        Kind::Choice(&["none", "mild", "moderate", "severe"]),
    )
    .rising()
    .takes(120)
    .feeds(SAFETY)
    .why(
        "Severe withdrawal needs medical care first. Rate it with COWS or CIWA-Ar where they fit.",
    ),
    ask(
        "withdrawal.seizures",
        WithdrawalNow,
        "Withdrawal seizure ever",
        Kind::YesNo,
    )
    .rising()
    .feeds(SAFETY)
    .why("Makes the next withdrawal from alcohol or sedatives dangerous."),
    ask(
        "withdrawal.delirium",
        WithdrawalNow,
        "Withdrawal delirium ever",
        Kind::YesNo,
    )
    .rising()
    .feeds(SAFETY)
    .why("Makes the next withdrawal from alcohol or sedatives dangerous."),
    ask(
        "withdrawal.daily_depressant",
        WithdrawalNow,
        "Alcohol or sedatives daily or nearly so",
        Kind::YesNo,
    )
    .rising()
    .feeds(SAFETY)
    .why("Stopping suddenly can be dangerous."),
    ask("medical.need", Medical, "Bodily health needs", NEED)
        .rising()
        .takes(60)
        .feeds(SAFETY)
        .why("Acute illness is treated first; daily needs ask for a place with medical care."),
    ask(
        "medical.conditions",
        Medical,
        "Conditions and allergies",
        Kind::Text,
    )
    .takes(90)
    .why("For whoever prescribes and whoever plans."),
    ask("medical.pregnant", Medical, "Pregnant", Kind::YesNo)
        .rising()
        .feeds(SAFETY)
        .why("Withdrawal in pregnancy is managed medically; pregnant people are seen first."),
    ask(
        "medications.list",
        Medications,
        "Medicines taken",
        Kind::Text,
    )
    .takes(90)
    .why("Interactions, and what must not be stopped."),
    ask(
        "medications.for_use_disorder",
        Medications,
        "Medicines for a substance use disorder",
        Kind::Multi(&[
            "buprenorphine",
            "methadone",
            "naltrexone",
            "acamprosate",
            "disulfiram",
            "other",
        ]),
    )
    .feeds(&[Feeds::Plan, Feeds::Reporting])
    .why("They go on through every level of care."),
    ask(
        "medications.naloxone",
        Medications,
        "Naloxone at hand",
        Kind::YesNo,
    )
    .feeds(&[Feeds::Safety])
    .why("Given to whoever might need it."),
    ask(
        "risk.suicide",
        CoOccurring,
        "Suicide risk by the screener",
        Kind::Choice(&["none", "low", "moderate", "high"]),
    )
    .rising()
    .takes(90)
    .feeds(SAFETY)
    .why("High risk is answered the same hour, before any placement."),
    ask(
        "risk.harm_others",
        CoOccurring,
        "Danger to others",
        Kind::Choice(&["none", "concern", "immediate"]),
    )
    .rising()
    .feeds(SAFETY)
    .why("Immediate danger is answered before any placement."),
    ask("mental.need", CoOccurring, "Mental health needs", NEED)
        .rising()
        .takes(60)
        .feeds(SAFETY)
        .why("Both are treated together; acute danger is treated first."),
    ask(
        "mental.conditions",
        CoOccurring,
        "Known conditions",
        Kind::Text,
    )
    .takes(60)
    .why("So that both are treated together."),
    ask(
        "mental.can_take_part",
        CoOccurring,
        "Able to follow a group and talk",
        Kind::YesNo,
    )
    .falling()
    .feeds(PLACEMENT)
    .why("A program of groups helps only somebody who can take part."),
];
