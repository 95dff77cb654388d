//! Standard instruments: scored by staff, answered by the person alone.

use super::Access::May;
use super::Route;
use crate::pages::measures::{self, alone};
use crate::ui::Face::{Me, Staff};
use policy::Action::{AnswerOwnMeasures, Assess, ScoreMeasure, ViewPatient};

/// Answers are named after the items of the instrument.
const ITEMS: &[&str] = &["i.*"];

pub(super) const ROUTES: &[Route] = &[
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
        May(Assess),
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
