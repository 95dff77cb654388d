//! Making the week: one person's, a site's, and its repair.

use super::Access::May;
use super::Route;
use crate::pages::planning::week::{make, person, proposal, repair};
use crate::ui::Face::Staff;
use policy::Action::{MakeWeek, PlaceInWeek, PublishWeek, ViewLife};

pub(super) const ROUTES: &[Route] = &[
    Route::get(
        Staff,
        "/staff/people/{id}/week",
        May(ViewLife),
        person::show,
    )
    .journal("week.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/week",
        May(PlaceInWeek),
        &["monday", "plan"],
        person::accept,
    )
    .journal("week.placed"),
    Route::get(
        Staff,
        "/staff/sites/{id}/week/make",
        May(MakeWeek),
        make::show,
    )
    .journal("patient.listed"),
    Route::post(
        Staff,
        "/staff/sites/{id}/week/make",
        May(MakeWeek),
        &["monday", "purpose", "seconds"],
        make::start,
    )
    .journal("week.make_started"),
    Route::post(
        Staff,
        "/staff/sites/{id}/week/stop",
        May(MakeWeek),
        &[],
        make::stop,
    )
    .journal("week.make_stopped"),
    Route::get(
        Staff,
        "/staff/sites/{id}/repair",
        May(MakeWeek),
        repair::show,
    )
    .journal("patient.listed"),
    Route::post(
        Staff,
        "/staff/sites/{id}/repair",
        May(MakeWeek),
        &[
            "what", "staff", "session", "room", "person", "from", "through",
        ],
        repair::ask,
    )
    .journal("week.proposed"),
    Route::get(
        Staff,
        "/staff/proposals/{id}",
        May(MakeWeek),
        proposal::show,
    )
    .journal("week.proposal_viewed"),
    Route::post(
        Staff,
        "/staff/proposals/{id}/publish",
        May(PublishWeek),
        &["tell", "way-*", "offer"],
        proposal::publish,
    )
    .journal("week.published"),
    Route::post(
        Staff,
        "/staff/proposals/{id}/withdraw",
        May(PublishWeek),
        &[],
        proposal::withdraw,
    )
    .journal("week.withdrawn"),
    Route::post(
        Staff,
        "/staff/proposals/{id}/undo",
        May(PublishWeek),
        &["tell"],
        proposal::undo,
    )
    .journal("week.undone"),
];
