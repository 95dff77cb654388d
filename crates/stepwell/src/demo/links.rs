//! The way in: one sign-in link for each role.

use super::place::ORGANIZATION;
use super::sign_in::PASSWORD;
use super::stage::Told;
use anyhow::Result;
use clinic::Clinic;
use clinic::access::sign_in;
use clinic::access::sign_in::LinkPurpose;
use serde::Serialize;
use std::path::Path;

/// One way in.
#[derive(Serialize)]
pub struct WayIn {
    role: &'static str,
    label: &'static str,
    name: String,
    login: String,
    password: &'static str,
    totp: Option<String>,
    link: String,
}

/// Makes the links.
pub fn issue(clinic: &Clinic, told: &Told) -> Result<Vec<WayIn>> {
    told.accounts
        .iter()
        .map(|account| {
            let link =
                sign_in::issue(clinic, told.organization, account.person, LinkPurpose::Demo)?;
            let token = link
                .rsplit_once('/')
                .map_or(link.as_str(), |(_, token)| token);
            Ok(WayIn {
                role: account.role.code(),
                label: account.role.label(),
                name: sign_in::demo_name(clinic, token)?,
                login: account.login.clone(),
                password: PASSWORD,
                totp: account.totp.as_ref().map(|text| text.replace(' ', "")),
                link,
            })
        })
        .collect()
}

/// Prints them for people.
pub fn print(clinic: &Clinic, folder: &Path, links: &[WayIn]) {
    console::say!(
        "\n{ORGANIZATION}, a clinic that does not exist: {}",
        clinic.settings().base_url
    );
    console::say!(
        "Nobody in it is real, and everything is gone when you stop it with Ctrl-C. Enter nothing real.\n"
    );
    console::say!("Sign in as");
    let width = |text: fn(&WayIn) -> &str| {
        links
            .iter()
            .map(|link| text(link).chars().count())
            .max()
            .unwrap_or(0)
    };
    let (label, name, login) = (
        width(|link| link.label),
        width(|link| &link.name),
        width(|link| &link.login),
    );
    for link in links {
        console::say!(
            "  {:label$}  {:name$}  {}",
            link.label,
            link.name,
            link.link
        );
    }
    console::say!(
        "\nOr with a password, which is “{PASSWORD}” for everybody, and the code of an authenticator app"
    );
    console::say!(
        "with this secret; people in care and supporters get a code by mail, which the outbox page shows."
    );
    for link in links {
        console::say!(
            "  {:login$}  {}",
            link.login,
            link.totp.as_deref().unwrap_or("code by mail")
        );
    }
    console::say!("\nEverything is kept in {} meanwhile.", folder.display());
}

/// All of it on one line, for tests.
pub fn json(clinic: &Clinic, folder: &Path, links: &[WayIn]) -> serde_json::Value {
    serde_json::json!({ "address": clinic.settings().base_url, "folder": folder, "accounts": links })
}
