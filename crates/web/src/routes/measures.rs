//! Standard instruments: scored by staff, answered by the person alone.

use super::Access::May;
use super::Route;
use crate::pages::assessment::measures;
use crate::pages::assessment::measures::{alone, wording};
use crate::ui::Face::{Me, Staff};
use policy::Action::{AnswerOwnMeasures, JudgeAssessment, KeepWording, ScoreMeasure, ViewPatient};

/// Answers are named after the items of the instrument.
const ITEMS: &[&str] = &["i.*"];
/// What completes a reading: the words of each gap, and whether an item is the same.
const COMPLETION: &[&str] = &["gap.*", "same.*"];

pub(super) const ROUTES: &[Route] = &[
    // The official wording, for all people.
    Route::get(Staff, "/staff/measures", May(KeepWording), wording::list),
    Route::post(
        Staff,
        "/staff/measures",
        May(KeepWording),
        &["text", "wanted"],
        wording::read,
    )
    .takes_a_file(wording::FILE_BYTES_MAX)
    .journal("wording.read"),
    Route::get(
        Staff,
        "/staff/measures/{code}",
        May(KeepWording),
        wording::one,
    ),
    Route::post(
        Staff,
        "/staff/measures/{code}/{revision}",
        May(KeepWording),
        COMPLETION,
        wording::use_reading,
    )
    .journal("wording.used"),
    Route::post(
        Staff,
        "/staff/measures/{code}/{revision}/aside",
        May(KeepWording),
        &[],
        wording::aside,
    )
    .journal("wording.put_aside"),
    // The measures of one person.
    Route::get(
        Staff,
        "/staff/people/{id}/measures",
        May(ViewPatient),
        measures::list,
    )
    .journal("measure.viewed"),
    Route::get(
        Staff,
        "/staff/people/{id}/measures/{code}/new",
        May(ScoreMeasure),
        measures::new_page,
    )
    .journal("measure.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/measures/{code}/new",
        May(ScoreMeasure),
        ITEMS,
        measures::record,
    )
    .journal("measure.recorded"),
    Route::post(
        Staff,
        "/staff/people/{id}/measures/{code}/assign",
        May(ScoreMeasure),
        &[],
        measures::assign,
    )
    .journal("measure.assigned"),
    Route::get(
        Staff,
        "/staff/people/{id}/measures/results/{result}",
        May(ViewPatient),
        measures::result,
    )
    .journal("measure.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/measures/results/{result}/finding",
        May(JudgeAssessment),
        &[],
        measures::take_over,
    )
    .journal("assessment.answered"),
    Route::get(Me, "/me/measures", May(AnswerOwnMeasures), alone::list).journal("me.viewed"),
    Route::get(
        Me,
        "/me/measures/{code}",
        May(AnswerOwnMeasures),
        alone::questions,
    )
    .journal("me.viewed"),
    Route::post(
        Me,
        "/me/measures/{code}",
        May(AnswerOwnMeasures),
        ITEMS,
        alone::answer,
    )
    .journal("measure.recorded"),
    Route::get(Me, "/me/measures/done", May(AnswerOwnMeasures), alone::done),
    Route::get(Me, "/me/safety", May(AnswerOwnMeasures), alone::safety),
];
