//! The cookies: the session, the browser somebody signed in from before, a passkey ceremony under way.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The session.
pub(crate) const SESSION: &str = "__Host-session";
/// A browser that somebody signed in from before.
pub(crate) const KNOWN: &str = "__Host-known";
/// A passkey ceremony under way.
pub(crate) const CEREMONY: &str = "__Host-ceremony";

/// The language in which whoever uses a browser reads, before anybody is known to have chosen one.
pub(crate) const LANGUAGE: &str = "__Host-language";

const KNOWN_SECONDS: u32 = 400 * 24 * 60 * 60;
const CEREMONY_SECONDS: u32 = 5 * 60;

/// The value of a cookie.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split("; "))
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(found, value)| (found == name && !value.is_empty()).then_some(value))
}

/// Keeps a session until the browser closes; the server ends it sooner.
pub(crate) fn session(value: &str) -> String {
    format!("{SESSION}={value}; Path=/; Secure; HttpOnly; SameSite=Strict")
}

/// Remembers the browser.
pub(crate) fn known(value: &str) -> String {
    format!("{KNOWN}={value}; Path=/; Max-Age={KNOWN_SECONDS}; Secure; HttpOnly; SameSite=Strict")
}

/// Remembers the language that was chosen in a browser, by its code.
pub(crate) fn language(code: &str) -> String {
    format!("{LANGUAGE}={code}; Path=/; Max-Age={KNOWN_SECONDS}; Secure; HttpOnly; SameSite=Lax")
}

/// Remembers a ceremony.
pub(crate) fn ceremony(value: &str) -> String {
    format!(
        "{CEREMONY}={value}; Path=/; Max-Age={CEREMONY_SECONDS}; Secure; HttpOnly; SameSite=Strict"
    )
}

/// Takes a cookie back.
pub(crate) fn end(name: &str) -> String {
    format!("{name}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict")
}
