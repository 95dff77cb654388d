//! What else people's lives hold: the person's own pages, and the same for staff.

use super::Access::May;
use super::Route;
use crate::pages::planning::life;
use crate::ui::Face::{Me, Staff};
use policy::Action::{EditLife, ViewLife};

const ENTRY: &[&str] = &[
    "kind",
    "label",
    "firmness",
    "often",
    "days",
    "start",
    "end",
    "shown",
    "from",
    "until",
    "by",
    "travel_before",
    "travel_after",
    "form",
    "ends",
    "weeks",
    "anchor",
    "turn_days.*",
    "turn_start.*",
    "turn_end.*",
];
/// What is looked at while it is typed: the same, with what the script says of which part it wants, and what the form of
/// something stored was made from.
const LOOK: &[&str] = &[
    "kind",
    "label",
    "firmness",
    "often",
    "days",
    "start",
    "end",
    "shown",
    "from",
    "until",
    "by",
    "travel_before",
    "travel_after",
    "form",
    "ends",
    "weeks",
    "anchor",
    "turn_days.*",
    "turn_start.*",
    "turn_end.*",
    "live",
    "_version",
];
const WAY: &[&str] = &["by", "minutes", "telehealth", "track"];

pub(super) const ROUTES: &[Route] = &[
    Route::get(Me, "/me/life", May(ViewLife), life::show).journal("life.viewed"),
    Route::get(Me, "/me/life/new", May(EditLife), life::new_page).journal("life.viewed"),
    Route::post(Me, "/me/life/new", May(EditLife), ENTRY, life::add).journal("commitment.added"),
    Route::get(Me, "/me/life/shifts", May(EditLife), life::new_page).journal("life.viewed"),
    Route::post(Me, "/me/life/shifts", May(EditLife), ENTRY, life::add).journal("commitment.added"),
    Route::get(Me, "/me/life/vacation", May(EditLife), life::new_page).journal("life.viewed"),
    Route::post(Me, "/me/life/vacation", May(EditLife), ENTRY, life::add)
        .journal("commitment.added"),
    Route::post(Me, "/me/life/look", May(EditLife), LOOK, life::look).journal("life.viewed"),
    Route::get(Me, "/me/life/way", May(EditLife), life::way_page).journal("life.viewed"),
    Route::post(Me, "/me/life/way", May(EditLife), WAY, life::keep_way)
        .edits()
        .journal("journey.changed"),
    Route::get(
        Me,
        "/me/life/{commitment}",
        May(EditLife),
        life::change_page,
    )
    .journal("life.viewed"),
    Route::post(
        Me,
        "/me/life/{commitment}",
        May(EditLife),
        ENTRY,
        life::change,
    )
    .edits()
    .journal("commitment.changed"),
    Route::post(
        Me,
        "/me/life/{commitment}/remove",
        May(EditLife),
        &[],
        life::remove,
    )
    .journal("commitment.removed"),
    Route::post(
        Me,
        "/me/life/{commitment}/restore",
        May(EditLife),
        &[],
        life::restore,
    )
    .journal("commitment.restored"),
    Route::get(Staff, "/staff/people/{id}/life", May(ViewLife), life::show).journal("life.viewed"),
    Route::get(
        Staff,
        "/staff/people/{id}/life/new",
        May(EditLife),
        life::new_page,
    )
    .journal("life.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/life/new",
        May(EditLife),
        ENTRY,
        life::add,
    )
    .journal("commitment.added"),
    Route::get(
        Staff,
        "/staff/people/{id}/life/shifts",
        May(EditLife),
        life::new_page,
    )
    .journal("life.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/life/shifts",
        May(EditLife),
        ENTRY,
        life::add,
    )
    .journal("commitment.added"),
    Route::get(
        Staff,
        "/staff/people/{id}/life/vacation",
        May(EditLife),
        life::new_page,
    )
    .journal("life.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/life/vacation",
        May(EditLife),
        ENTRY,
        life::add,
    )
    .journal("commitment.added"),
    Route::post(
        Staff,
        "/staff/people/{id}/life/look",
        May(EditLife),
        LOOK,
        life::look,
    )
    .journal("life.viewed"),
    Route::get(
        Staff,
        "/staff/people/{id}/life/way",
        May(EditLife),
        life::way_page,
    )
    .journal("life.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/life/way",
        May(EditLife),
        WAY,
        life::keep_way,
    )
    .edits()
    .journal("journey.changed"),
    Route::get(
        Staff,
        "/staff/people/{id}/life/{commitment}",
        May(EditLife),
        life::change_page,
    )
    .journal("life.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/life/{commitment}",
        May(EditLife),
        ENTRY,
        life::change,
    )
    .edits()
    .journal("commitment.changed"),
    Route::post(
        Staff,
        "/staff/people/{id}/life/{commitment}/remove",
        May(EditLife),
        &[],
        life::remove,
    )
    .journal("commitment.removed"),
    Route::post(
        Staff,
        "/staff/people/{id}/life/{commitment}/restore",
        May(EditLife),
        &[],
        life::restore,
    )
    .journal("commitment.restored"),
];
