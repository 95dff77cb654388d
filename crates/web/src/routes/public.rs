//! The public face: anybody may come here.

use super::Access::Anyone;
use super::Route;
use crate::pages::access::{language, setup, sign_in, welcome};
use crate::pages::intake::{answer, ask, ask_form, iop, place, privacy, public, self_check, visit};
use crate::pages::{demo, well_known};
use crate::ui::Face::Public;

const SIGN_IN: &[&str] = &["login", "password", "next"];
const SETUP: &[&str] = &[
    "organization",
    "site",
    "zone",
    "hours",
    "given",
    "family",
    "email",
];

pub(super) const ROUTES: &[Route] = &[
    Route::get(Public, "/", Anyone, public::home),
    Route::get(Public, "/es", Anyone, public::home),
    Route::get(Public, "/what-is-an-iop", Anyone, iop::show),
    Route::get(Public, "/es/what-is-an-iop", Anyone, iop::show),
    Route::get(Public, "/sites", Anyone, place::list),
    Route::get(Public, "/es/sites", Anyone, place::list),
    Route::get(Public, "/sites/{id}", Anyone, place::show),
    Route::get(Public, "/es/sites/{id}", Anyone, place::show),
    Route::get(Public, "/first-visit", Anyone, visit::show),
    Route::get(Public, "/es/first-visit", Anyone, visit::show),
    Route::get(Public, "/privacy", Anyone, privacy::show),
    Route::get(Public, "/es/privacy", Anyone, privacy::show),
    Route::get(Public, "/check", Anyone, self_check::show),
    Route::get(Public, "/es/check", Anyone, self_check::show),
    Route::post(
        Public,
        "/check",
        Anyone,
        self_check::FIELDS,
        self_check::read,
    ),
    Route::post(
        Public,
        "/es/check",
        Anyone,
        self_check::FIELDS,
        self_check::read,
    ),
    Route::get(Public, "/ask", Anyone, ask::show),
    Route::get(Public, "/es/ask", Anyone, ask::show),
    Route::post(Public, "/ask", Anyone, ask_form::FIELDS, ask::send)
        .journal("inquiry.requested")
        .hears(ask::HEARING),
    Route::post(Public, "/es/ask", Anyone, ask_form::FIELDS, ask::send)
        .journal("inquiry.requested")
        .hears(ask::HEARING),
    Route::get(Public, "/ask/sent", Anyone, ask::sent),
    Route::get(Public, "/es/ask/sent", Anyone, ask::sent),
    Route::get(Public, "/answer/{link}", Anyone, answer::show).journal("appointment.asked"),
    Route::get(Public, "/es/answer/{link}", Anyone, answer::show).journal("appointment.asked"),
    Route::post(
        Public,
        "/answer/{link}",
        Anyone,
        answer::FIELDS,
        answer::send,
    )
    .journal("appointment.answered"),
    Route::post(
        Public,
        "/es/answer/{link}",
        Anyone,
        answer::FIELDS,
        answer::send,
    )
    .journal("appointment.answered"),
    Route::get(Public, "/health", Anyone, public::health).json(),
    Route::get(Public, "/robots.txt", Anyone, well_known::robots),
    Route::get(Public, "/sw.js", Anyone, well_known::worker),
    Route::get(
        Public,
        "/.well-known/security.txt",
        Anyone,
        well_known::security,
    ),
    Route::get(
        Public,
        "/.well-known/change-password",
        Anyone,
        well_known::change_password,
    ),
    Route::get(Public, "/setup/{token}", Anyone, setup::show),
    Route::post(Public, "/setup/{token}", Anyone, SETUP, setup::set_up)
        .journal("organization.founded"),
    Route::get(Public, "/welcome/{link}", Anyone, welcome::show).own_language(),
    Route::post(
        Public,
        "/welcome/{link}",
        Anyone,
        &["password", "code"],
        welcome::accept,
    )
    .journal("account.set_up")
    .own_language()
    .hashes(),
    Route::get(Public, "/demo/{link}", Anyone, demo::page_for).own_language(),
    Route::post(Public, "/demo/{link}", Anyone, &[], demo::enter)
        .journal("session.opened")
        .own_language(),
    Route::post(
        Public,
        "/demo-clock",
        Anyone,
        &["step", "next"],
        demo::go_on,
    ),
    Route::post(
        Public,
        "/language",
        Anyone,
        language::FIELDS,
        language::choose_here,
    )
    .own_language(),
    Route::get(Public, "/sign-in", Anyone, sign_in::show_page).own_language(),
    Route::post(Public, "/sign-in", Anyone, SIGN_IN, sign_in::password)
        .journal("session.refused")
        .own_language()
        .hashes(),
    Route::post(
        Public,
        "/sign-in/code",
        Anyone,
        &["ticket", "code", "next", "mailed"],
        sign_in::code,
    )
    .own_language()
    .journal("session.opened"),
    Route::post(
        Public,
        "/sign-in/passkey/begin",
        Anyone,
        &[],
        sign_in::passkey_begin,
    )
    .own_language()
    .json(),
    Route::post(
        Public,
        "/sign-in/passkey/finish",
        Anyone,
        &[],
        sign_in::passkey_finish,
    )
    .own_language()
    .json()
    .journal("session.opened"),
];
