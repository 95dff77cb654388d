//! Things to take along: a link to copy, a secret to type into an authenticator.

use maud::{Markup, html};

use super::Icon;

/// Characters of a secret that are read in one breath.
const GROUP_CHARS: usize = 4;

/// A link or a code that is selected and copied at a press; without scripts it can be selected by hand.
pub fn copy_block(id: &str, label: &str, text: &str) -> Markup {
    html! {
        div.field.copy {
            label for=(id) { (label) }
            span.copy-row {
                input id=(id) type="text" value=(text) readonly dir="ltr" data-select;
                button.button.quiet type="button" data-copy=(id) { (Icon::Copy) span { "Copy" } }
            }
        }
    }
}

/// The secret of a second factor, in groups to be typed, and as a link that opens an authenticator on this device.
pub fn totp_secret(secret: &str, otpauth_url: &str) -> Markup {
    let characters: Vec<char> = secret
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    html! {
        div.secret {
            p { "Add this key to your authenticator app, and keep it to yourself." }
            p.secret-key {
                code dir="ltr" { @for group in characters.chunks(GROUP_CHARS) { span { (group.iter().collect::<String>()) } " " } }
            }
            p { a href=(otpauth_url) { "Open the authenticator on this device" } }
        }
    }
}
