//! The face of the person in care, and of whoever supports one.

use super::Access::May;
use super::Route;
use crate::pages::groups::changes::own;
use crate::pages::home::me;
use crate::ui::Face::Me;
use policy::Action::OpenOwnHome;

pub(super) const ROUTES: &[Route] = &[
    Route::get(Me, "/me", May(OpenOwnHome), me::home).journal("me.viewed"),
    Route::post(
        Me,
        "/me/notices/{id}/seen",
        May(OpenOwnHome),
        &[],
        own::seen,
    )
    .journal("change.seen"),
];
