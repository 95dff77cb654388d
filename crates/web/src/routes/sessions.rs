//! Sessions, their rosters, hours and make-ups.

use super::Access::May;
use super::Route;
use crate::pages::attendance::{hours, sessions};
use crate::ui::Face::Staff;
use policy::Action::{BookMakeup, TakeAttendance, ViewPatient, ViewSessions};

/// Each person on the roster has one of each.
const ROSTER: &[&str] = &[
    "mark-*", "seen-*", "late-*", "early-*", "reason-*", "because", "rest",
];

pub(super) const ROUTES: &[Route] = &[
    Route::get(Staff, "/staff/sessions", May(ViewSessions), sessions::day),
    Route::get(
        Staff,
        "/staff/sessions/{group}/{date}",
        May(ViewSessions),
        sessions::roster_page,
    )
    .journal("roster.viewed"),
    Route::post(
        Staff,
        "/staff/sessions/{group}/{date}",
        May(TakeAttendance),
        ROSTER,
        sessions::save,
    )
    .journal("roster.saved"),
    Route::post(
        Staff,
        "/staff/sessions/{group}/{date}/unmark",
        May(TakeAttendance),
        &[],
        sessions::unmark,
    )
    .journal("roster.unmarked"),
    Route::post(
        Staff,
        "/staff/sessions/{group}/{date}/close",
        May(TakeAttendance),
        &[],
        sessions::close,
    )
    .journal("roster.closed"),
    Route::get(Staff, "/staff/hours", May(ViewSessions), hours::site).journal("hours.listed"),
    Route::get(
        Staff,
        "/staff/people/{id}/hours",
        May(ViewPatient),
        hours::person,
    )
    .journal("hours.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/makeups",
        May(BookMakeup),
        &["group", "date", "back"],
        hours::book,
    )
    .journal("makeup.booked"),
    Route::post(
        Staff,
        "/staff/makeups/{id}/cancel",
        May(BookMakeup),
        &["back"],
        hours::cancel,
    )
    .journal("makeup.cancelled"),
];
