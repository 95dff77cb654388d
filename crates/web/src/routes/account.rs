//! One's own account, for everybody who signs in.

use super::Access::{May, SignedIn};
use super::Route;
use crate::pages::access::{account, confirm, language, sign_in};
use crate::ui::Face::Me;
use policy::Action::ManageOwnAccount;

pub(super) const ROUTES: &[Route] = &[
    Route::post(Me, "/sign-out", SignedIn, &[], sign_in::sign_out).journal("session.closed"),
    Route::get(Me, "/account", May(ManageOwnAccount), account::overview),
    Route::post(
        Me,
        "/account/language",
        May(ManageOwnAccount),
        language::FIELDS,
        language::choose,
    )
    .journal("account.language_chosen"),
    Route::post(
        Me,
        "/account/devices/{id}/end",
        May(ManageOwnAccount),
        &[],
        account::end_device,
    )
    .journal("session.closed"),
    Route::post(
        Me,
        "/account/devices/end",
        May(ManageOwnAccount),
        &[],
        account::end_all,
    )
    .journal("session.all_closed"),
    Route::get(
        Me,
        "/account/password",
        May(ManageOwnAccount),
        account::password_page,
    ),
    Route::post(
        Me,
        "/account/password",
        May(ManageOwnAccount),
        &["password"],
        account::password,
    )
    .journal("password.changed")
    .hashes(),
    Route::get(
        Me,
        "/account/passkeys/new",
        May(ManageOwnAccount),
        account::passkey_page,
    ),
    Route::post(
        Me,
        "/account/passkeys/begin",
        May(ManageOwnAccount),
        &[],
        account::passkey_begin,
    )
    .json(),
    Route::post(
        Me,
        "/account/passkeys/finish",
        May(ManageOwnAccount),
        &[],
        account::passkey_finish,
    )
    .json()
    .journal("passkey.added"),
    Route::post(
        Me,
        "/account/passkeys/{id}/remove",
        May(ManageOwnAccount),
        &[],
        account::passkey_remove,
    )
    .journal("passkey.removed"),
    Route::get(
        Me,
        "/account/confirm",
        May(ManageOwnAccount),
        confirm::page_for,
    ),
    Route::post(
        Me,
        "/account/confirm",
        May(ManageOwnAccount),
        &["password", "code", "next"],
        confirm::password,
    )
    .journal("session.confirmed")
    .hashes(),
    Route::post(
        Me,
        "/account/confirm/begin",
        May(ManageOwnAccount),
        &[],
        confirm::passkey_begin,
    )
    .json(),
    Route::post(
        Me,
        "/account/confirm/finish",
        May(ManageOwnAccount),
        &[],
        confirm::passkey_finish,
    )
    .json()
    .journal("session.confirmed"),
];
