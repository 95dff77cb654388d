//! Signing in, in every way there is.

use crate::driver::{Browser, Scripts};
use serde_json::json;
use signin::totp::{TOTP_SKEW_STEPS, TOTP_STEP_SECONDS};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

#[path = "../../../clinic/tests/usecases/totp.rs"]
mod totp;

/// The half minute whose code was typed last, for each authenticator app.
static TYPED: Mutex<Option<HashMap<String, u64>>> = Mutex::new(None);

/// Has a code of an app typed and accepted by `enter`. A code counts once, and after it only later ones: two tests that
/// sign in as the same person within half a minute take the codes of two half minutes, one after the other. The next
/// one is as good as the present one, for telephones whose clock is ahead.
pub fn with_code(secret: &str, enter: impl FnOnce(&str)) {
    let mut typed = TYPED.lock().unwrap_or_else(PoisonError::into_inner);
    let typed = typed.get_or_insert_default();
    let present = || std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() / TOTP_STEP_SECONDS;
    let next = typed.get(secret).map_or(0, |last| last + 1);
    let step = next.max(present());
    while step > present() + TOTP_SKEW_STEPS {
        std::thread::sleep(Duration::from_millis(200));
    }
    typed.insert(secret.to_owned(), step);
    let unix = i64::try_from(step * TOTP_STEP_SECONDS).unwrap();
    enter(&totp::code_at(secret, unix));
}

impl Browser {
    /// Signs in by password, up to the form for the code.
    pub fn type_password(&self, role: &str) {
        let account = self.demo.account(role);
        self.go("/sign-in");
        self.fill("login", &account.login);
        self.fill("password", &account.password);
        self.press("Continue");
        self.reads("Your code");
    }

    /// Signs a member of staff in by password and app.
    pub fn sign_in(&self, role: &str) {
        self.type_password(role);
        self.type_code(role);
    }

    /// Types what the app of a role's account shows.
    fn type_code(&self, role: &str) {
        let secret = self.demo.account(role).totp.as_ref().unwrap();
        with_code(secret, |code| {
            self.fill("code", code);
            self.press("Sign in");
            self.arrives("/staff");
        });
    }

    /// Signs out by the menu.
    pub fn sign_out(&self) {
        self.one("details.person summary").click();
        self.one("form[action='/sign-out'] button").click();
        self.arrives("/sign-in");
    }

    /// Forgets every cookie.
    pub fn forget_everything(&self) {
        thirtyfour::support::block_on(self.driver.delete_all_cookies()).unwrap();
    }
}

#[test]
fn a_passkey_is_added_and_signs_in_and_confirms() {
    let browser = Browser::open(Scripts::On);
    let authenticator = json!({
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": true,
        "hasUserVerification": true,
        "isUserVerified": true,
    });
    browser.extend("/webauthn/authenticator", authenticator);
    browser.enter("counselor");
    browser.go("/account");
    browser.press("Add a passkey");
    browser.arrives("/account/passkeys/new");
    browser.one("main button[data-passkey='register']").click();
    browser.arrives("/account");
    browser.reads("The passkey is added");
    browser.sign_out();
    browser.reads("You are signed out");
    browser.one("main button[data-passkey='sign-in']").click();
    browser.arrives("/staff");
    browser.go("/account/confirm?next=%2Faccount%2Fpassword");
    browser.one("main button[data-passkey='sign-in']").click();
    browser.arrives("/account/password");
    browser.go("/account");
    browser
        .one("form[action^='/account/passkeys/'] button")
        .click();
    browser.reads("No passkeys yet");
}

#[test]
fn staff_sign_in_by_password_and_app() {
    let browser = Browser::open(Scripts::On);
    browser.type_password("medical_provider");
    browser.fill("code", "000000");
    browser.press("Sign in");
    browser.reads("did not match");
    browser.type_code("medical_provider");
    browser.sign_out();
    browser.go("/staff");
    browser.arrives("/sign-in");
}

#[test]
fn the_same_person_signs_in_twice_within_half_a_minute() {
    let browser = Browser::open(Scripts::Off);
    for _ in 0..2 {
        browser.sign_in("auditor");
        browser.sign_out();
    }
}

#[test]
fn a_person_in_care_signs_in_with_a_mailed_code() {
    let (browser, office) = (Browser::open(Scripts::On), Browser::open(Scripts::On));
    browser.type_password("patient");
    office.enter("program_administrator");
    office.go("/staff/outbox");
    let (_, rest) = office
        .text()
        .split_once("Your code is ")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let code = rest.split_once('.').unwrap().0.to_owned();
    browser.fill("code", &code);
    browser.press("Sign in");
    browser.arrives("/me");
    browser.reads("Your counselor");
}

#[test]
fn everybody_can_walk_into_the_demonstration() {
    let browser = Browser::open(Scripts::On);
    let demo = browser.demo.clone();
    assert_eq!(demo.said.accounts.len(), 9);
    for account in &demo.said.accounts {
        browser.enter(&account.role);
        let own = matches!(account.role.as_str(), "patient" | "support_person");
        browser.arrives(if own { "/me" } else { "/staff" });
        let called = account.name.split(' ').next().unwrap();
        assert!(
            browser
                .one("details.person summary")
                .text()
                .contains(called),
            "{}",
            account.name
        );
    }
}
