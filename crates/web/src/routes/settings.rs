//! What can be set while the clinic runs, and how it looks.

use super::Access::{Anyone, May};
use super::Route;
use crate::pages::home::settings;
use crate::pages::people::look;
use crate::pages::people::look::LOGO_FORM_BYTES_MAX;
use crate::ui::Face::{Public, Staff};
use policy::Action::ManageOrganization;

pub(super) const ROUTES: &[Route] = &[
    Route::get(
        Staff,
        "/staff/settings",
        May(ManageOrganization),
        settings::show,
    ),
    Route::get(
        Staff,
        "/staff/settings/look",
        May(ManageOrganization),
        look::edit_page,
    ),
    Route::post(
        Staff,
        "/staff/settings/look",
        May(ManageOrganization),
        &["accent", "dark"],
        look::change,
    )
    .edits()
    .journal("look.changed"),
    Route::post(
        Staff,
        "/staff/settings/look/logo",
        May(ManageOrganization),
        &["logo", "revision"],
        look::change_logo,
    )
    .takes_a_file(LOGO_FORM_BYTES_MAX)
    .journal("look.changed"),
    Route::post(
        Staff,
        "/staff/settings/look/logo/remove",
        May(ManageOrganization),
        &["revision"],
        look::remove_logo,
    )
    .journal("look.changed"),
    Route::post(
        Staff,
        "/staff/settings/look/back",
        May(ManageOrganization),
        &["revision"],
        look::take_back,
    )
    .journal("look.taken_back"),
    // What pages ask for by themselves: each address says what it holds, and never holds anything else.
    Route::get(Public, "/look/{file}", Anyone, look::style),
    Route::get(Public, "/look/{organization}/{file}", Anyone, look::picture),
];
