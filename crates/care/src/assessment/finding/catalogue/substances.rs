//! Use of each substance, amounts, overdoses, and the criteria of a disorder.

use super::ask;
use crate::assessment::finding::Substance;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind, lasts};
use crate::assessment::finding::section::Section;
use Section::{Disorder, Substances};

const DIAGNOSIS: &[Feeds] = &[Feeds::Diagnosis, Feeds::Placement];
const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const REPORT: &[Feeds] = &[Feeds::Plan, Feeds::Reporting];
const SAFETY: &[Feeds] = &[Feeds::Safety, Feeds::Placement];
const DAYS: QuestionKind = QuestionKind::Number {
    from: 0,
    to: 30,
    unit: "days",
};

pub const QUESTIONS: &[Question] = &[
ask("use.type", Substances, "What exactly", QuestionKind::Text).each().why("Strength, cutting agents and brand change the risk."),
ask("use.route", Substances, "Main way of taking it", QuestionKind::Choice(&["swallowed", "smoked", "inhaled", "injected", "other"])).each().feeds(&[Feeds::Placement, Feeds::Reporting]).why("Injecting brings its own medical risks; reports ask for it."),
ask("use.injected_30d", Substances, "Injected anything in the last 30 days", QuestionKind::YesNo).rising().feeds(&[Feeds::Placement, Feeds::Safety, Feeds::Reporting]).why("People who inject are admitted first in programs with block-grant money."),
ask("use.days", Substances, "Days used in the last 30", DAYS).each().rising().needed("always").feeds(&[Feeds::Placement, Feeds::Reporting]).why("The base line that later weeks are held against."),
ask("use.last", Substances, "Last use", QuestionKind::DateTime).each().falling().lasts(lasts::DAYS_3).needed("use.is_depressant@it is yes").feeds(SAFETY).why("Opens and closes the window in which withdrawal is dangerous; with the hour where it is known."),
ask("use.days_before_stop", Substances, "Days used in the 30 before the last use", DAYS).each().rising().when("use.stopped@it is yes").feeds(SAFETY).why("The honest form of “daily” for somebody who has just stopped."),
ask("use.regular_weeks", Substances, "Weeks of use on most days", QuestionKind::Number { from: 0, to: 3000, unit: "weeks" }).of(&[Substance::Alcohol, Substance::Opioid, Substance::Sedative, Substance::Other]).rising().when("use.near_daily@it is yes").feeds(PLACEMENT).why("Dependence on sedatives can begin within weeks."),
ask("use.drinks_per_day", Substances, "Drinks on a drinking day", QuestionKind::Number { from: 0, to: 60, unit: "US standard drinks (14 g)" }).of(&[Substance::Alcohol]).rising().needed("use.used_30d@alcohol is yes").feeds(PLACEMENT).why("Amount and duration predict how severe withdrawal becomes."),
ask("use.diazepam_mg_per_day", Substances, "Sedatives a day, as diazepam", QuestionKind::Number { from: 0, to: 1000, unit: "mg diazepam equivalent" }).of(&[Substance::Sedative]).rising().when("use.used_30d@sedative is yes").needed("always").feeds(PLACEMENT).why("Decides how a taper begins."),
ask("use.sedative_said", Substances, "Product and dose, as said", QuestionKind::Text).of(&[Substance::Sedative]).when("use.used_30d@sedative is yes").why("What the equivalent was worked out from."),
ask("use.long_acting", Substances, "Long-acting (diazepam, clonazepam, chlordiazepoxide)", QuestionKind::YesNo).of(&[Substance::Sedative]).rising().when("use.used_30d@sedative is yes").feeds(PLACEMENT).why("Withdrawal begins later and lasts longer."),
ask("use.opioid_product", Substances, "Which opioid", QuestionKind::Choice(&["heroin", "fentanyl", "pills", "methadone", "buprenorphine", "other"])).of(&[Substance::Opioid]).when("use.used_30d@opioid is yes").why("Decides how buprenorphine is begun."),
ask("use.opioid_amount", Substances, "Opioids a day, as said", QuestionKind::Text).of(&[Substance::Opioid]).when("use.used_30d@opioid is yes").why("Tolerance, and the first dose."),
ask("use.amount", Substances, "Amount a day, as said", QuestionKind::Text).of(&[Substance::Cannabis, Substance::Cocaine, Substance::Stimulant, Substance::Hallucinogen, Substance::Nicotine, Substance::Inhalant, Substance::Other]).when("use.used_30d@it is yes").why("With the days, what later weeks are held against."),
ask("use.adulterants", Substances, "What else the supply holds", QuestionKind::Multi(&["fentanyl", "xylazine", "medetomidine", "nitazenes", "not known"])).rising().when("use.supply_used is yes").feeds(SAFETY).why("Withdrawal from medetomidine needs a hospital."),
ask("use.regular_depressants", Substances, "Depressants used or prescribed together on most days", QuestionKind::Multi(&["opioids", "alcohol", "sedatives", "gabapentinoids", "GHB or the like"])).rising().feeds(SAFETY).why("Together they stop breathing."),
ask("use.first_age", Substances, "Age of first use", QuestionKind::Number { from: 0, to: 120, unit: "years" }).each().feeds(REPORT).why("Early first use goes with a longer course; reports ask for it."),
ask("use.overdoses", Substances, "Overdoses ever", QuestionKind::Number { from: 0, to: 99, unit: "times" }).each().rising().feeds(&[Feeds::Safety, Feeds::Plan]).why("An earlier overdose is a reason for naloxone and a safety plan."),
ask("use.overdose_recent", Substances, "Overdose in the last 30 days", QuestionKind::YesNo).each().rising().needed("use.is_overdose_risk@it is yes").feeds(SAFETY).why("The weeks after an overdose are dangerous."),
ask("use.overdose_last", Substances, "Day of the last overdose", QuestionKind::Date).falling().lasting().when("use.overdose_recent is yes or use.overdoses at least 1").feeds(SAFETY).why("The first two days and the first month are the most dangerous."),
ask("use.overdose_intent", Substances, "Whether the last overdose was meant", QuestionKind::Choice(&["accidental", "not sure", "meant"])).rising().when("use.overdose_year is yes").needed("always").feeds(SAFETY).why("One that may have been meant is suicidal behavior until shown otherwise."),
ask("use.overdose_naloxone", Substances, "Naloxone was given", QuestionKind::YesNo).feeds(&[Feeds::Plan]).when("use.overdose_year is yes").why("Says how near it was."),
ask("use.uses_alone", Substances, "Uses alone", QuestionKind::YesNo).rising().feeds(SAFETY).when("use.used_30d@opioid is yes or use.supply_used is yes").why("Nobody is there to give naloxone."),
ask("dsm.more", Disorder, "More, or for longer, than meant", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.cut_down", Disorder, "Could not cut down, though wanting to", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.time", Disorder, "Takes up much time", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.craving", Disorder, "Craving", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.roles", Disorder, "Falls short at work, school or home", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.relationships", Disorder, "Goes on despite trouble with people", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.given_up", Disorder, "Gave up things that mattered", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.hazard", Disorder, "Uses where it is physically dangerous", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.harm_known", Disorder, "Goes on despite known harm to health", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.tolerance", Disorder, "Tolerance", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.withdrawal", Disorder, "Withdrawal, or use to prevent it", QuestionKind::YesNo).each().rising().takes(30).feeds(DIAGNOSIS).why("Counts toward the severity of the disorder, over the last twelve months."),
ask("dsm.as_prescribed", Disorder, "Taken only as prescribed", QuestionKind::YesNo).each().falling().feeds(DIAGNOSIS).why("Tolerance and withdrawal do not count for a medicine taken as prescribed."),
ask("disorder.remission", Disorder, "Remission", QuestionKind::Choice(&["none", "early", "sustained"])).falling().feeds(PLACEMENT).why("A count over twelve months does not fall when somebody does well."),
ask("disorder.controlled_environment", Disorder, "In a controlled environment", QuestionKind::YesNo).feeds(DIAGNOSIS).when("disorder.remission at least 'early'").why("Where the substance is hard to come by, remission says less."),
];
