//! Safety plans: the person's own pages in either language, and the same for staff.

use super::Access::May;
use super::Route;
use crate::pages::followup::safety_plan;
use crate::ui::Face::{Me, Staff};
use policy::Action::{EditSafetyPlan, ViewSafetyPlan};

/// The lines of each step: `w.` with their words, `t.` with their telephone numbers.
const OWN: &[&str] = &["w.*", "t.*"];
/// The same, with what only staff say.
const OF_STAFF: &[&str] = &["w.*", "t.*", "together", "review"];
const VERSION: &[&str] = &["version"];

pub(super) const ROUTES: &[Route] = &[
    Route::get(
        Me,
        "/me/safety-plan",
        May(ViewSafetyPlan),
        safety_plan::show,
    )
    .journal("safety_plan.viewed"),
    Route::get(
        Me,
        "/me/safety-plan/edit",
        May(EditSafetyPlan),
        safety_plan::form_page,
    )
    .journal("safety_plan.viewed"),
    Route::post(
        Me,
        "/me/safety-plan/edit",
        May(EditSafetyPlan),
        OWN,
        safety_plan::save,
    )
    .edits()
    .journal("safety_plan.saved"),
    Route::get(
        Me,
        "/me/safety-plan/versions",
        May(ViewSafetyPlan),
        safety_plan::versions,
    )
    .journal("safety_plan.viewed"),
    Route::post(
        Me,
        "/me/safety-plan/restore",
        May(EditSafetyPlan),
        VERSION,
        safety_plan::restore,
    )
    .journal("safety_plan.saved"),
    Route::get(
        Me,
        "/es/me/safety-plan",
        May(ViewSafetyPlan),
        safety_plan::show,
    )
    .journal("safety_plan.viewed"),
    Route::get(
        Me,
        "/es/me/safety-plan/edit",
        May(EditSafetyPlan),
        safety_plan::form_page,
    )
    .journal("safety_plan.viewed"),
    Route::post(
        Me,
        "/es/me/safety-plan/edit",
        May(EditSafetyPlan),
        OWN,
        safety_plan::save,
    )
    .edits()
    .journal("safety_plan.saved"),
    Route::get(
        Me,
        "/es/me/safety-plan/versions",
        May(ViewSafetyPlan),
        safety_plan::versions,
    )
    .journal("safety_plan.viewed"),
    Route::post(
        Me,
        "/es/me/safety-plan/restore",
        May(EditSafetyPlan),
        VERSION,
        safety_plan::restore,
    )
    .journal("safety_plan.saved"),
    Route::get(
        Staff,
        "/staff/people/{id}/safety-plan",
        May(ViewSafetyPlan),
        safety_plan::show,
    )
    .journal("safety_plan.viewed"),
    Route::get(
        Staff,
        "/staff/people/{id}/safety-plan/edit",
        May(EditSafetyPlan),
        safety_plan::form_page,
    )
    .journal("safety_plan.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/safety-plan/edit",
        May(EditSafetyPlan),
        OF_STAFF,
        safety_plan::save,
    )
    .edits()
    .journal("safety_plan.saved"),
    Route::get(
        Staff,
        "/staff/people/{id}/safety-plan/versions",
        May(ViewSafetyPlan),
        safety_plan::versions,
    )
    .journal("safety_plan.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/safety-plan/restore",
        May(EditSafetyPlan),
        VERSION,
        safety_plan::restore,
    )
    .journal("safety_plan.saved"),
];
