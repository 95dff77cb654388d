//! The week of a site.

use super::Access::May;
use super::Route;
use crate::pages::planning::board;
use crate::ui::Face::Staff;
use policy::Action::{ManageGroups, ViewGroups};

const MOVE: &[&str] = &[
    "group", "date", "view", "scope", "to", "start", "place", "leader", "cause", "seen",
];

pub(super) const ROUTES: &[Route] = &[
    Route::get(Staff, "/staff/week", May(ViewGroups), board::show).journal("patient.listed"),
    Route::get(
        Staff,
        "/staff/week/move",
        May(ManageGroups),
        board::move_page,
    )
    .journal("patient.listed"),
    Route::post(
        Staff,
        "/staff/week/move",
        May(ManageGroups),
        MOVE,
        board::shift,
    )
    .edits()
    .journal("group.exception_added"),
    Route::post(
        Staff,
        "/staff/week/undo",
        May(ManageGroups),
        &[],
        board::undo,
    )
    .journal("group.exception_removed"),
];
