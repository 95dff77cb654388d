//! Placement, admission, stays, beds, referrals.

use super::Access::May;
use super::Route;
use crate::pages::assessment::placement;
use crate::pages::people::guardian;
use crate::pages::stays::{beds, handover, moves, referrals};
use crate::ui::Face::Staff;
use policy::Action::{
    AdmitPerson, Assess, DischargePerson, ManageOrganization, MoveStay, PlacePerson,
    RespondToSignal, SearchPatients, TrackReferral, ViewBeds, ViewOrganization, ViewPatient,
};

const STAY: &[&str] = &[
    "program",
    "bed",
    "counselor",
    "over",
    "from",
    "planned",
    "emergency",
    "answers-*",
    "despite",
];
const ADMISSION: &[&str] = &[
    "program",
    "bed",
    "counselor",
    "over",
    "from",
    "planned",
    "emergency",
    "answers-*",
    "despite",
    "born",
    "elsewhere",
    "level",
    "provider",
    "contact",
    "words",
    "expected",
];
const GUARDIAN: &[&str] = &[
    "name",
    "relation",
    "phone",
    "consent",
    "document",
    "looked_up",
];
const HANDOVER: &[&str] = &[
    "happened",
    "when",
    "naloxone",
    "naloxone_words",
    "to",
    "contact",
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
        &["level", "reason", "plan", "plan_by", "seen"],
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
        "/staff/people/{id}/guardian",
        May(ViewPatient),
        guardian::show,
    )
    .journal("guardian.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/guardian",
        May(Assess),
        GUARDIAN,
        guardian::change,
    )
    .edits()
    .journal("guardian.changed"),
    Route::get(
        Staff,
        "/staff/people/{id}/handover",
        May(ViewPatient),
        handover::show,
    )
    .journal("handover.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/handover",
        May(RespondToSignal),
        HANDOVER,
        handover::write,
    )
    .journal("handover.written"),
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
        &[
            "level",
            "provider",
            "contact",
            "words",
            "expected",
            "emergency",
            "answers-*",
        ],
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
