//! One's own week, and the calendar of it.

use super::Access::{Anyone, May};
use super::Route;
use crate::pages::attendance::{calendar, own_week};
use crate::ui::Face::{Me, Public, Staff};
use policy::Action::{KeepCalendar, OpenOwnHome, ViewPatient};

const CHOICE: &[&str] = &["title", "word", "place", "group_names"];

pub(super) const ROUTES: &[Route] = &[
    Route::get(Me, "/me/week", May(OpenOwnHome), own_week::own).journal("week.viewed"),
    Route::get(
        Staff,
        "/staff/people/{id}/week-print",
        May(ViewPatient),
        own_week::of_person,
    )
    .journal("week.viewed"),
    Route::get(Public, "/calendar/{file}", Anyone, calendar::feed).journal("calendar.read"),
    Route::get(Me, "/me/calendar", May(OpenOwnHome), calendar::show),
    Route::post(
        Me,
        "/me/calendar",
        May(OpenOwnHome),
        CHOICE,
        calendar::choose,
    )
    .edits()
    .journal("calendar.chosen"),
    Route::post(
        Me,
        "/me/calendar/address",
        May(OpenOwnHome),
        &[],
        calendar::make,
    )
    .journal("calendar.made"),
    Route::post(
        Me,
        "/me/calendar/revoke",
        May(OpenOwnHome),
        &[],
        calendar::revoke,
    )
    .journal("calendar.revoked"),
    Route::get(Staff, "/staff/calendar", May(KeepCalendar), calendar::show),
    Route::post(
        Staff,
        "/staff/calendar",
        May(KeepCalendar),
        CHOICE,
        calendar::choose,
    )
    .edits()
    .journal("calendar.chosen"),
    Route::post(
        Staff,
        "/staff/calendar/address",
        May(KeepCalendar),
        &[],
        calendar::make,
    )
    .journal("calendar.made"),
    Route::post(
        Staff,
        "/staff/calendar/revoke",
        May(KeepCalendar),
        &[],
        calendar::revoke,
    )
    .journal("calendar.revoked"),
];
