//! Assessment, the safety protocol, signals.

use super::Access::May;
use super::Route;
use crate::pages::assessment::interview;
use crate::pages::assessment::interview::{judge, offers, rapid, section};
use crate::pages::assessment::safety;
use crate::pages::followup::{alerts, signals};
use crate::ui::Face::Staff;
use policy::Action::{Assess, JudgeAssessment, ListSignals, RespondToSignal, ViewPatient};

/// Answers are named after the catalogue: `a.` with the question and the substance, `n.` where there is no value.
const ANSWERS: &[&str] = &["seen", "source", "also", "a.*", "n.*"];

pub(super) const ROUTES: &[Route] = &[
    Route::get(
        Staff,
        "/staff/people/{id}/assessment",
        May(ViewPatient),
        interview::overview,
    )
    .journal("assessment.viewed"),
    Route::get(
        Staff,
        "/staff/people/{id}/assessment/{section}",
        May(ViewPatient),
        section::show,
    )
    .journal("assessment.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/assessment/{section}",
        May(Assess),
        ANSWERS,
        section::save,
    )
    .journal("assessment.answered"),
    Route::get(
        Staff,
        "/staff/people/{id}/rapid",
        May(ViewPatient),
        rapid::show,
    )
    .journal("assessment.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/rapid",
        May(Assess),
        ANSWERS,
        rapid::save,
    )
    .journal("assessment.answered"),
    Route::post(
        Staff,
        "/staff/people/{id}/confirm",
        May(Assess),
        &["question", "said", "from"],
        offers::confirm,
    )
    .journal("assessment.answered"),
    Route::post(
        Staff,
        "/staff/people/{id}/settle",
        May(JudgeAssessment),
        &["question", "about", "value"],
        judge::settle,
    )
    .journal("assessment.answered"),
    Route::post(
        Staff,
        "/staff/people/{id}/diagnosis",
        May(JudgeAssessment),
        &[
            "substance",
            "severity",
            "remission",
            "controlled",
            "maintenance",
        ],
        judge::diagnose,
    )
    .journal("diagnosis.entered"),
    Route::post(
        Staff,
        "/staff/people/{id}/diagnosis/back",
        May(JudgeAssessment),
        &["substance"],
        judge::take_back,
    )
    .journal("diagnosis.entered"),
    Route::post(
        Staff,
        "/staff/people/{id}/assessment-done",
        May(JudgeAssessment),
        &[],
        judge::complete,
    )
    .journal("assessment.completed"),
    Route::get(
        Staff,
        "/staff/people/{id}/safety",
        May(ViewPatient),
        safety::protocol,
    )
    .journal("patient.viewed"),
    Route::get(Staff, "/staff/signals", May(ListSignals), signals::list).journal("signal.listed"),
    Route::get(
        Staff,
        "/staff/signals/{id}",
        May(RespondToSignal),
        signals::show,
    )
    .journal("signal.viewed"),
    Route::post(
        Staff,
        "/staff/signals/{id}/take",
        May(RespondToSignal),
        &[],
        signals::take,
    )
    .journal("signal.taken"),
    Route::post(
        Staff,
        "/staff/signals/{id}/respond",
        May(RespondToSignal),
        &["words", "reached", "call", "done", "on", "without", "close"],
        signals::respond,
    )
    .journal("signal.answered"),
    Route::post(
        Staff,
        "/staff/signals/{id}/close",
        May(RespondToSignal),
        &[],
        signals::close,
    )
    .journal("signal.closed"),
    Route::get(Staff, "/staff/alerts", May(ListSignals), alerts::show),
    // Asked by every open page of staff, for as long as it is open.
    Route::get(
        Staff,
        "/staff/alerts/stream",
        May(ListSignals),
        alerts::stream,
    )
    .json()
    .quiet(),
    Route::post(
        Staff,
        "/staff/alerts/devices",
        May(ListSignals),
        &[],
        alerts::add,
    )
    .json()
    .journal("alert.device_added"),
    Route::post(
        Staff,
        "/staff/alerts/devices/{id}/remove",
        May(ListSignals),
        &[],
        alerts::remove,
    )
    .journal("alert.device_removed"),
    Route::post(
        Staff,
        "/staff/alerts/test",
        May(ListSignals),
        &[],
        alerts::test,
    )
    .journal("alert.tested"),
];
