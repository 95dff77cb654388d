//! The face of those who work here.

use super::Access::May;
use super::Route;
use crate::pages::{sites, staff};
use crate::ui::Face::Staff;
use policy::Action::{ManageOrganization, OpenStaffHome, ViewOrganization, ViewStyleguide};

const SITE: &[&str] = &[
    "name", "zone", "mon_start", "mon_end", "tue_start", "tue_end", "wed_start", "wed_end", "thu_start", "thu_end",
    "fri_start", "fri_end", "sat_start", "sat_end", "sun_start", "sun_end",
];

pub(super) const ROUTES: &[Route] = &[
    Route::get(Staff, "/staff", May(OpenStaffHome), staff::home).journal("patient.listed"),
    Route::get(Staff, "/staff/styleguide", May(ViewStyleguide), staff::styleguide),
    // Sites, rooms, programs.
    Route::get(Staff, "/staff/sites", May(ViewOrganization), sites::list),
    Route::get(Staff, "/staff/sites/new", May(ManageOrganization), sites::new_page),
    Route::post(Staff, "/staff/sites/new", May(ManageOrganization), SITE, sites::add).journal("site.added"),
    Route::get(Staff, "/staff/sites/{id}", May(ViewOrganization), sites::show),
    Route::get(Staff, "/staff/sites/{id}/edit", May(ManageOrganization), sites::edit_page),
    Route::post(Staff, "/staff/sites/{id}/edit", May(ManageOrganization), SITE, sites::change).journal("site.changed"),
    Route::post(Staff, "/staff/sites/{id}/rooms", May(ManageOrganization), &["name", "seats"], sites::add_room)
        .journal("room.added"),
    Route::post(Staff, "/staff/sites/{id}/programs", May(ManageOrganization), &["name", "level"], sites::add_program)
        .journal("program.added"),
];
