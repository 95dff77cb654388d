//! Groups of a program.

use super::Access::May;
use super::Route;
use crate::pages::groups::series::{edit, exception, load, member};
use crate::pages::groups::{changes, series};
use crate::ui::Face::Staff;
use policy::Action::{ManageGroups, PlaceInGroup, ViewGroups};

const GROUP: &[&str] = &[
    "site",
    "from",
    "name",
    "kind",
    "track",
    "topic",
    "meetings",
    "minutes",
    "starts_on",
    "ends_on",
    "facilitators",
    "place",
    "link",
    "seats",
    "smallest",
    "open",
    "program",
    "first_week",
    "last_week",
    "save",
];
const EXCEPTION: &[&str] = &[
    "date",
    "cause",
    "change",
    "to",
    "to_time",
    "facilitators",
    "place",
    "link",
];

pub(super) const ROUTES: &[Route] = &[
    Route::get(Staff, "/staff/changes", May(ViewGroups), changes::list).journal("change.listed"),
    Route::post(
        Staff,
        "/staff/changes/{id}/tell",
        May(ManageGroups),
        &[],
        changes::tell,
    )
    .journal("change.told"),
    Route::post(
        Staff,
        "/staff/notices/{id}/reached",
        May(PlaceInGroup),
        &[],
        changes::reached,
    )
    .journal("change.reached"),
    Route::post(
        Staff,
        "/staff/notices/{id}/unreached",
        May(PlaceInGroup),
        &[],
        changes::unreached,
    )
    .journal("change.not_reached"),
    Route::get(Staff, "/staff/groups", May(ViewGroups), series::own),
    Route::get(
        Staff,
        "/staff/groups/new",
        May(ManageGroups),
        edit::new_page,
    ),
    Route::post(
        Staff,
        "/staff/groups/new",
        May(ManageGroups),
        GROUP,
        edit::add,
    )
    .journal("group.added"),
    Route::get(Staff, "/staff/groups/{id}", May(ViewGroups), series::show).journal("group.viewed"),
    Route::get(
        Staff,
        "/staff/groups/{id}/edit",
        May(ManageGroups),
        edit::edit_page,
    )
    .journal("group.viewed"),
    Route::post(
        Staff,
        "/staff/groups/{id}/edit",
        May(ManageGroups),
        GROUP,
        edit::change,
    )
    .edits()
    .journal("group.changed"),
    Route::get(
        Staff,
        "/staff/groups/{id}/exceptions",
        May(ManageGroups),
        exception::new_page,
    )
    .journal("group.viewed"),
    Route::post(
        Staff,
        "/staff/groups/{id}/exceptions",
        May(ManageGroups),
        EXCEPTION,
        exception::add,
    )
    .journal("group.exception_added"),
    Route::post(
        Staff,
        "/staff/groups/{id}/exceptions/remove",
        May(ManageGroups),
        &["date"],
        exception::remove,
    )
    .journal("group.exception_removed"),
    Route::get(
        Staff,
        "/staff/groups/{id}/members",
        May(PlaceInGroup),
        member::new_page,
    )
    .journal("patient.listed"),
    Route::post(
        Staff,
        "/staff/groups/{id}/members",
        May(PlaceInGroup),
        &["q", "person", "from", "last"],
        member::join,
    )
    .journal("group.joined"),
    Route::post(
        Staff,
        "/staff/memberships/{id}/leave",
        May(PlaceInGroup),
        &["last"],
        member::leave,
    )
    .edits()
    .journal("group.left"),
    Route::get(
        Staff,
        "/staff/sites/{id}/groups",
        May(ViewGroups),
        series::list,
    ),
    Route::post(
        Staff,
        "/staff/sites/{id}/groups/close",
        May(ManageGroups),
        &["date", "cause"],
        series::close_day,
    )
    .journal("group.exception_added"),
    Route::get(
        Staff,
        "/staff/sites/{id}/programs/load",
        May(ManageGroups),
        load::load_page,
    ),
    Route::post(
        Staff,
        "/staff/sites/{id}/programs/load",
        May(ManageGroups),
        &["text", "open", "starts_on", "chosen", "shown", "save"],
        load::load,
    )
    .journal("group.added"),
];
