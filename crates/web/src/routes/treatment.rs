//! The medical part of a record, one topic a page.

use super::Access::May;
use super::Route;
use crate::pages::treatment::{
    allergies, medicines, naloxone, overview, pharmacy, screens, vitals,
};
use crate::ui::Face::Staff;
use policy::Action::{Assess, KeepScreens, ViewPatient};

const ALLERGIES: &[&str] = &["none", "source", "substance.*", "reaction.*", "severity.*"];
const MEDICINE: &[&str] = &[
    "name",
    "dose",
    "often",
    "prescriber",
    "since",
    "taken",
    "stopped_on",
    "stopped_why",
    "despite",
    "source",
];
const PHARMACY: &[&str] = &["name", "phone", "place"];
const NALOXONE: &[&str] = &["kits", "on", "by"];
const NALOXONE_MENDED: &[&str] = &["kits", "on", "by", "what", "why"];
const VITALS: &[&str] = &[
    "temperature",
    "pulse",
    "systolic",
    "diastolic",
    "breaths",
    "spo2",
    "weight",
    "height",
];
const SCREENS: &[&str] = &["asked.*", "tested.*", "result.*", "gambling"];

pub(super) const ROUTES: &[Route] = &[
    Route::get(
        Staff,
        "/staff/people/{id}/medical",
        May(ViewPatient),
        overview::show,
    )
    .journal("medical.viewed"),
    Route::get(
        Staff,
        "/staff/people/{id}/allergies",
        May(ViewPatient),
        allergies::show,
    )
    .journal("allergies.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/allergies",
        May(Assess),
        ALLERGIES,
        allergies::save,
    )
    .edits()
    .journal("allergies.changed"),
    Route::get(
        Staff,
        "/staff/people/{id}/medicines",
        May(ViewPatient),
        medicines::list,
    )
    .journal("medicines.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/medicines/none",
        May(Assess),
        &["source"],
        medicines::say_none,
    )
    .journal("medicines.none"),
    Route::get(
        Staff,
        "/staff/people/{id}/medicines/new",
        May(Assess),
        medicines::new,
    )
    .journal("medicines.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/medicines/new",
        May(Assess),
        MEDICINE,
        medicines::begin,
    )
    .journal("medicine.added"),
    Route::get(
        Staff,
        "/staff/people/{id}/medicines/{number}",
        May(Assess),
        medicines::show,
    )
    .journal("medicines.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/medicines/{number}",
        May(Assess),
        MEDICINE,
        medicines::alter,
    )
    .edits()
    .journal("medicine.changed"),
    Route::get(
        Staff,
        "/staff/people/{id}/pharmacy",
        May(ViewPatient),
        pharmacy::show,
    )
    .journal("pharmacy.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/pharmacy",
        May(Assess),
        PHARMACY,
        pharmacy::save,
    )
    .edits()
    .journal("pharmacy.changed"),
    Route::get(
        Staff,
        "/staff/people/{id}/vitals",
        May(ViewPatient),
        vitals::show,
    )
    .journal("vitals.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/vitals",
        May(Assess),
        VITALS,
        vitals::measure,
    )
    .journal("vitals.measured"),
    Route::get(
        Staff,
        "/staff/people/{id}/naloxone",
        May(ViewPatient),
        naloxone::show,
    )
    .journal("naloxone.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/naloxone",
        May(Assess),
        NALOXONE,
        naloxone::give,
    )
    .journal("naloxone.given"),
    Route::get(
        Staff,
        "/staff/people/{id}/naloxone/{number}",
        May(Assess),
        naloxone::show_one,
    )
    .journal("naloxone.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/naloxone/{number}",
        May(Assess),
        NALOXONE_MENDED,
        naloxone::mend,
    )
    .edits()
    .journal("naloxone.mended"),
    Route::get(
        Staff,
        "/staff/people/{id}/screens",
        May(KeepScreens),
        screens::show,
    )
    .journal("screens.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/screens",
        May(KeepScreens),
        SCREENS,
        screens::save,
    )
    .edits()
    .journal("screens.changed"),
];
