//! Who is on call: the rota that staff see, and that the director and the administrator keep. It names colleagues and
//! nobody in care, so that looking at it is no entry of the journal, as with the team; changing it is one.

use super::Access::May;
use super::Route;
use crate::pages::followup::on_call;
use crate::ui::Face::Staff;
use policy::Action::{EditOnCall, ViewOnCall};

const SHIFT: &[&str] = &[
    "site", "person", "phone", "place", "on", "start", "until", "end", "every", "last",
];

pub(super) const ROUTES: &[Route] = &[
    Route::get(Staff, "/staff/on-call", May(ViewOnCall), on_call::list),
    Route::get(
        Staff,
        "/staff/on-call/new",
        May(EditOnCall),
        on_call::new_page,
    ),
    Route::post(
        Staff,
        "/staff/on-call/new",
        May(EditOnCall),
        SHIFT,
        on_call::add,
    )
    .journal("on_call.added"),
    Route::get(
        Staff,
        "/staff/on-call/{id}",
        May(EditOnCall),
        on_call::change_page,
    ),
    Route::post(
        Staff,
        "/staff/on-call/{id}",
        May(EditOnCall),
        SHIFT,
        on_call::change,
    )
    .edits()
    .journal("on_call.changed"),
    Route::post(
        Staff,
        "/staff/on-call/{id}/remove",
        May(EditOnCall),
        &[],
        on_call::remove,
    )
    .journal("on_call.removed"),
    Route::post(
        Staff,
        "/staff/on-call/{id}/restore",
        May(EditOnCall),
        &[],
        on_call::restore,
    )
    .journal("on_call.restored"),
];
