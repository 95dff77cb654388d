//! What each page is for, for whoever is signed in. Nothing about anybody is on these pages.

use super::Access::{May, SignedIn};
use super::Route;
use crate::help::STAFF_HELP;
use crate::help::own::OWN_HELP;
use crate::pages::help;
use crate::ui::Face::{Me, Staff};
use policy::Action::OpenStaffHome;

pub(super) const ROUTES: &[Route] = &[
    Route::get(Staff, STAFF_HELP, May(OpenStaffHome), help::staff),
    Route::get(
        Staff,
        "/staff/help/{topic}",
        May(OpenStaffHome),
        help::topic,
    ),
    Route::get(Me, OWN_HELP, SignedIn, help::own),
    Route::get(Me, "/es/me/help", SignedIn, help::own),
];
