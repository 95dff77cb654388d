//! Passkeys: hidden until the browser says that it has them.

use maud::{Markup, html};

use super::Icon;
use crate::language::Language;

/// What the passkey is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passkey {
    /// Signs in.
    SignIn,
    /// Adds a passkey to the account.
    Register,
}

/// What the script says while a passkey is made or asked for, by the word that it knows it under.
const SAID: [&str; 9] = [
    "make",
    "follow",
    "refused",
    "cancelled",
    "known",
    "unfit",
    "elsewhere",
    "unreached",
    "failed",
];

/// Those words in a language.
fn words(language: Language) -> String {
    let said = SAID.map(|word| (word, language.say(&format!("passkey-{word}"))));
    let said: std::collections::BTreeMap<_, _> = said.into_iter().collect();
    serde_json::json!(said).to_string()
}

/// A button that signs in with a passkey or adds one. It posts JSON to `begin`, asks the device, posts the answer to
/// `finish` and goes where that says. Inside a form, the fields of the form go along to `begin`.
/// The page needs [`crate::assets::Asset::Passkey`].
pub fn passkey_button(
    language: Language,
    what: Passkey,
    label: &str,
    begin: &str,
    finish: &str,
    token: &str,
) -> Markup {
    let what = match what {
        Passkey::SignIn => "sign-in",
        Passkey::Register => "register",
    };
    html! {
        div.passkey {
            button.button.primary type="button" hidden data-passkey=(what) data-begin=(begin) data-finish=(finish)
                data-token=(token) data-words=(words(language)) { (Icon::Key) span { (label) } }
            p.passkey-status role="status" data-passkey-status {}
        }
    }
}
