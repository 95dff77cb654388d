//! Placement, admission, stays, beds, referrals.

use super::Access::May;
use super::Route;
use crate::pages::assessment::placement;
use crate::pages::stays::{beds, moves, referrals};
use crate::ui::Face::Staff;
use policy::Action::{
    AdmitPerson, DischargePerson, ManageOrganization, MoveStay, PlacePerson, SearchPatients,
    TrackReferral, ViewBeds, ViewOrganization, ViewPatient,
};

const STAY: &[&str] = &["program", "bed", "counselor", "over", "from", "planned"];
const ADMISSION: &[&str] = &[
    "program",
    "bed",
    "counselor",
    "over",
    "from",
    "planned",
    "born",
    "elsewhere",
    "level",
    "provider",
    "contact",
    "words",
    "expected",
];
const EXTERNAL: &[&str] = &[
    "edition",
    "made_on",
    "rating1",
    "rating2",
    "rating3",
    "rating4",
    "rating5",
    "rating6",
    "external_level",
];

pub(super) const ROUTES: &[Route] = &[
    Route::get(
        Staff,
        "/staff/people/{id}/placement",
        May(ViewPatient),
        placement::show,
    )
    .journal("placement.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/placement",
        May(PlacePerson),
        &["level", "reason", "seen"],
        placement::choose,
    )
    .journal("placement.chosen"),
    Route::post(
        Staff,
        "/staff/people/{id}/placement/external",
        May(PlacePerson),
        EXTERNAL,
        placement::external::record,
    )
    .journal("placement.external"),
    Route::get(
        Staff,
        "/staff/people/{id}/admit",
        May(AdmitPerson),
        moves::admit_page,
    )
    .journal("patient.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/admit",
        May(AdmitPerson),
        ADMISSION,
        moves::admit,
    )
    .journal("episode.opened"),
    Route::get(
        Staff,
        "/staff/people/{id}/move",
        May(MoveStay),
        moves::move_page,
    )
    .journal("patient.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/move",
        May(MoveStay),
        STAY,
        moves::step,
    )
    .journal("stay.moved"),
    Route::get(
        Staff,
        "/staff/people/{id}/refer",
        May(MoveStay),
        referrals::refer_page,
    )
    .journal("patient.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/refer",
        May(MoveStay),
        &["level", "provider", "contact", "words", "expected"],
        referrals::refer,
    )
    .journal("referral.sent"),
    Route::get(
        Staff,
        "/staff/people/{id}/discharge",
        May(DischargePerson),
        moves::discharge_page,
    )
    .journal("patient.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/discharge",
        May(DischargePerson),
        &["on", "reason", "words"],
        moves::discharge,
    )
    .journal("episode.discharged"),
    Route::get(
        Staff,
        "/staff/referrals",
        May(SearchPatients),
        referrals::list,
    )
    .journal("patient.listed"),
    Route::get(
        Staff,
        "/staff/referrals/{id}",
        May(ViewPatient),
        referrals::show,
    )
    .journal("referral.viewed"),
    Route::post(
        Staff,
        "/staff/referrals/{id}",
        May(TrackReferral),
        &["state", "on", "words"],
        referrals::track,
    )
    .journal("referral.tracked"),
    Route::get(Staff, "/staff/beds", May(ViewBeds), beds::board).journal("patient.listed"),
    Route::get(
        Staff,
        "/staff/sites/{id}/beds",
        May(ViewOrganization),
        beds::at_site,
    ),
    Route::post(
        Staff,
        "/staff/sites/{id}/beds",
        May(ManageOrganization),
        &["name", "level"],
        beds::add,
    )
    .journal("bed.added"),
];
