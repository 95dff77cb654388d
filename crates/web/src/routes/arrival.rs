//! The screen by the door, and its address.

use super::Access::{Anyone, May};
use super::Route;
use crate::pages::attendance::arrival;
use crate::ui::Face::{Public, Staff};
use policy::Action::ManageOrganization;

pub(super) const ROUTES: &[Route] = &[
    Route::get(Public, "/kiosk/{token}", Anyone, arrival::show).own_language(),
    Route::post(Public, "/kiosk/{token}", Anyone, &["code"], arrival::arrive)
        .own_language()
        .journal("arrival.noted"),
    Route::post(
        Staff,
        "/staff/sites/{id}/kiosk",
        May(ManageOrganization),
        &[],
        arrival::make,
    )
    .journal("kiosk.made"),
    Route::post(
        Staff,
        "/staff/sites/{id}/kiosk/revoke",
        May(ManageOrganization),
        &[],
        arrival::revoke,
    )
    .journal("kiosk.revoked"),
];
