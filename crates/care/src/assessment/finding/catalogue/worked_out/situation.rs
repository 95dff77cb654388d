//! How it stands with withdrawal and the body, the disorder, its treatment, and the home.

use crate::assessment::finding::Substance;
use crate::assessment::finding::catalogue::ask;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind};
use crate::assessment::finding::section::Section;
use Section::{
    CoOccurring, Disorder, LivingSituation, Medications, TreatmentHistory, WithdrawalNow,
};

const DIAGNOSIS: &[Feeds] = &[Feeds::Diagnosis, Feeds::Placement];
const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const SAFETY: &[Feeds] = &[Feeds::Safety, Feeds::Placement];
const GRADE: QuestionKind = QuestionKind::Choice(&["none", "mild", "moderate", "severe"]);

pub const QUESTIONS: &[Question] = &[
    ask(
        "withdrawal.grade",
        WithdrawalNow,
        "Withdrawal, by rating or scale",
        GRADE,
    )
    .of(&[Substance::Alcohol, Substance::Opioid, Substance::Sedative])
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("The higher of the rating and the scale."),
    ask(
        "withdrawal.gaba_grade",
        WithdrawalNow,
        "Withdrawal from alcohol, sedatives or the like",
        GRADE,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("The highest of them."),
    ask(
        "withdrawal.any_sign",
        WithdrawalNow,
        "Any sign of withdrawal",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("By rating or scale."),
    ask(
        "withdrawal.vitals_wanted",
        WithdrawalNow,
        "Vital signs should be taken",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Any sign of withdrawal or intoxication."),
    ask(
        "vitals.breathing",
        WithdrawalNow,
        "Slow breathing or low oxygen",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Breaths under 12 or oxygen under 92 (house rule)."),
    ask(
        "vitals.circulation",
        WithdrawalNow,
        "Pulse, pressure or temperature in danger",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Pulse from 130, upper pressure from 180 or under 90, 39 °C and more (house rule)."),
    ask(
        "vitals.storm",
        WithdrawalNow,
        "Pulse from 130, pressure from 180, or vomiting without end",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Thresholds are house rules."),
    ask(
        "disorder.severity",
        Disorder,
        "Severity of the most severe disorder",
        GRADE,
    )
    .rising()
    .worked_out()
    .takes(240)
    .feeds(DIAGNOSIS)
    .why("Worked out from the eleven criteria of every substance named."),
    ask("disorder.of", Disorder, "Severity of this disorder", GRADE)
        .each()
        .rising()
        .worked_out()
        .feeds(DIAGNOSIS)
        .why("Worked out from the eleven criteria."),
    ask(
        "disorder.active",
        Disorder,
        "Severity that counts for a level",
        GRADE,
    )
    .rising()
    .worked_out()
    .feeds(DIAGNOSIS)
    .why("Without tobacco, and without what is behind somebody."),
    ask(
        "disorder.stepped_down",
        Disorder,
        "A level completed, and 90 days without use and criteria",
        QuestionKind::YesNo,
    )
    .falling()
    .worked_out()
    .feeds(PLACEMENT)
    .why("House rule: 90 days."),
    ask(
        "medications.on_moud",
        Medications,
        "On medicine for opioid use disorder",
        QuestionKind::YesNo,
    )
    .falling()
    .worked_out()
    .feeds(PLACEMENT)
    .why("Methadone, buprenorphine or naltrexone."),
    ask(
        "history.leaving_24h_now",
        TreatmentHistory,
        "Leaving care around the clock, within 30 days",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(PLACEMENT)
    .why("From the answer or the day."),
    ask(
        "history.released_now",
        TreatmentHistory,
        "Released within 30 days, or within the next 14",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("From the answer or the day."),
    ask(
        "history.released_14d",
        TreatmentHistory,
        "Released within 14 days, or within the next 14",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("From the day, or from the answer when the day is not known."),
    ask(
        "home.unhoused",
        LivingSituation,
        "Home unstable or none",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(PLACEMENT)
    .why("Who lives in a recovery residence counts as housed."),
    ask(
        "home.no_home",
        LivingSituation,
        "No home",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(PLACEMENT)
    .why("Who lives in a recovery residence counts as housed."),
    ask(
        "home.alone",
        LivingSituation,
        "Nobody stands by, or nobody is there at night",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(PLACEMENT)
    .why("From people and nights."),
    ask(
        "risk.suicide_not_said",
        CoOccurring,
        "Asked about suicide, and not answered",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Declined or not known is not none."),
];
