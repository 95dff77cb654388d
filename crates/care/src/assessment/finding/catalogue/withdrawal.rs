//! Withdrawal and intoxication: what could be dangerous today.

use super::ask;
use crate::assessment::finding::Substance;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind, lasts};
use crate::assessment::finding::section::Section;
use Section::WithdrawalNow;

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const SAFETY: &[Feeds] = &[Feeds::Safety, Feeds::Placement];

pub const QUESTIONS: &[Question] = &[
ask("now.alertness", WithdrawalNow, "Alertness at this moment", QuestionKind::Choice(&["awake and clear", "drowsy or confused", "hard to wake"])).rising().takes(5).lasts(lasts::HOURS_4).needed("always").feeds(SAFETY).why("Somebody hard to wake may be having an overdose."),
ask("withdrawal.severity", WithdrawalNow, "Withdrawal now", QuestionKind::Choice(&["none", "mild", "moderate", "severe"])).rising().takes(120).lasts(lasts::HOURS_4).needed("always").feeds(SAFETY).why("Severe withdrawal needs medical care first. Rate it with COWS or CIWA-Ar where they fit."),
ask("withdrawal.now", WithdrawalNow, "Withdrawal from this substance now", QuestionKind::Choice(&["none", "mild", "moderate", "severe"])).of(&[Substance::Alcohol, Substance::Opioid, Substance::Sedative]).rising().lasts(lasts::HOURS_4).when("use.several_windows is yes and use.in_window@it is yes").feeds(SAFETY).why("Withdrawal from opioids and from alcohol lead to different places."),
ask("scale.ciwa_ar", WithdrawalNow, "CIWA-Ar", QuestionKind::Number { from: 0, to: 67, unit: "points" }).rising().measured().lasts(lasts::HOURS_4).when("use.in_window@alcohol is yes").feeds(SAFETY).why("Taken over from the measure, or entered here."),
ask("scale.cows", WithdrawalNow, "COWS", QuestionKind::Number { from: 0, to: 48, unit: "points" }).rising().measured().lasts(lasts::HOURS_4).when("use.in_window@opioid is yes").feeds(SAFETY).why("Taken over from the measure, or entered here."),
ask("withdrawal.pawss", WithdrawalNow, "PAWSS", QuestionKind::Number { from: 0, to: 10, unit: "points" }).rising().measured().lasts(lasts::DAY).when("use.in_window@alcohol is yes").needed("always").feeds(SAFETY).why("Predicts complicated withdrawal in adults in hospital. A low score clears nobody."),
ask("withdrawal.seizures", WithdrawalNow, "Withdrawal seizure ever", QuestionKind::YesNo).rising().lasting().when("use.gaba_used is yes").needed("always").feeds(SAFETY).why("The strongest predictor that the next withdrawal becomes dangerous."),
ask("withdrawal.seizure_on", WithdrawalNow, "Day of the last withdrawal seizure", QuestionKind::Date).falling().lasting().when("withdrawal.seizures is yes").why("With the substance, in the notes."),
ask("withdrawal.delirium", WithdrawalNow, "Withdrawal delirium ever", QuestionKind::YesNo).rising().lasting().when("use.gaba_used is yes").needed("always").feeds(SAFETY).why("Makes the next withdrawal from alcohol or sedatives dangerous."),
ask("withdrawal.seizure_this_episode", WithdrawalNow, "Seizure since stopping or cutting down", QuestionKind::YesNo).rising().lasts(lasts::DAY).when("use.gaba_used is yes").needed("always").feeds(SAFETY).why("Withdrawal is complicated already."),
ask("withdrawal.hallucinations_now", WithdrawalNow, "Sees, hears or feels what is not there", QuestionKind::YesNo).rising().lasts(lasts::HOURS_4).feeds(SAFETY).why("A sign of delirium, or of a psychosis."),
ask("withdrawal.orientation", WithdrawalNow, "Knows person, place and time", QuestionKind::Choice(&["knows all three", "one is missing", "two or more are missing"])).rising().lasts(lasts::HOURS_4).feeds(SAFETY).when("withdrawal.any_sign is yes or use.gaba_in_window is yes").why("A sign of delirium."),
ask("withdrawal.episodes", WithdrawalNow, "Withdrawals treated before", QuestionKind::Number { from: 0, to: 99, unit: "times" }).rising().when("use.gaba_used is yes").feeds(PLACEMENT).why("Each makes the next one harder."),
ask("withdrawal.can_attend_daily", WithdrawalNow, "Can come every day", QuestionKind::YesNo).falling().when("withdrawal.any_sign is yes").feeds(PLACEMENT).why("Withdrawal at home needs daily contact."),
ask("withdrawal.keeps_fluids", WithdrawalNow, "Keeps water and tablets down", QuestionKind::YesNo).falling().lasts(lasts::HOURS_4).when("withdrawal.any_sign is yes").feeds(SAFETY).why("Otherwise nothing can be treated at home."),
ask("vitals.pulse", WithdrawalNow, "Pulse", QuestionKind::Number { from: 20, to: 260, unit: "a minute" }).measured().lasts(lasts::HOURS_4).when("withdrawal.vitals_wanted is yes").feeds(SAFETY).why("Autonomic danger."),
ask("vitals.systolic", WithdrawalNow, "Upper blood pressure", QuestionKind::Number { from: 40, to: 300, unit: "mmHg" }).measured().lasts(lasts::HOURS_4).when("withdrawal.vitals_wanted is yes").feeds(SAFETY).why("Autonomic danger."),
ask("vitals.diastolic", WithdrawalNow, "Lower blood pressure", QuestionKind::Number { from: 20, to: 200, unit: "mmHg" }).measured().lasts(lasts::HOURS_4).when("withdrawal.vitals_wanted is yes").feeds(&[Feeds::Plan]).why("Read with the upper one."),
ask("vitals.temperature", WithdrawalNow, "Temperature", QuestionKind::Tenths { from: 300, to: 450, unit: "°C" }).rising().measured().lasts(lasts::HOURS_4).when("withdrawal.vitals_wanted is yes").feeds(SAFETY).why("Fever is never only withdrawal."),
ask("vitals.breaths", WithdrawalNow, "Breaths", QuestionKind::Number { from: 0, to: 80, unit: "a minute" }).falling().measured().lasts(lasts::HOURS_4).when("withdrawal.vitals_wanted is yes").feeds(SAFETY).why("Slow breathing is the danger of an overdose."),
ask("vitals.spo2", WithdrawalNow, "Oxygen saturation", QuestionKind::Number { from: 30, to: 100, unit: "%" }).falling().measured().lasts(lasts::HOURS_4).when("withdrawal.vitals_wanted is yes").feeds(SAFETY).why("Slow breathing is the danger of an overdose."),
ask("vitals.weight", WithdrawalNow, "Weight", QuestionKind::Tenths { from: 200, to: 9_990, unit: "lb" }).measured().when("withdrawal.vitals_wanted is yes").feeds(&[Feeds::Plan]).why("Doses go by it, and losing it is a sign."),
ask("vitals.height", WithdrawalNow, "Height", QuestionKind::Tenths { from: 200, to: 1_000, unit: "inches" }).measured().when("withdrawal.vitals_wanted is yes").feeds(&[Feeds::Plan]).why("Says what a weight means."),
ask("withdrawal.daily_depressant", WithdrawalNow, "Alcohol or sedatives daily or nearly so", QuestionKind::YesNo).rising().retired().feeds(SAFETY).why("No longer asked: the days say it. Old answers count where they are the more dangerous ones."),
];
