//! Things to take along: a link to copy, a secret to type into an authenticator.

use maud::{Markup, html};

use super::{Icon, qr};
use crate::language::Language;

/// Characters of a secret that are read in one breath.
const GROUP_CHARS: usize = 4;

/// A link or a code that is selected and copied at a press; without scripts it can be selected by hand. Printed, it is
/// there whole, on as many lines as it takes.
pub fn copy_block(id: &str, label: &str, text: &str) -> Markup {
    copy_block_in(Language::English, id, label, text)
}

/// The same on a page in a language.
pub fn copy_block_in(language: Language, id: &str, label: &str, text: &str) -> Markup {
    html! {
        div.field.copy {
            label for=(id) { (label) }
            span.copy-row.no-print {
                input id=(id) type="text" value=(text) readonly dir="ltr" data-select;
                button.button.quiet type="button" data-copy=(id) data-copied=(language.say("frame-copied")) { (Icon::Copy) span { (language.say("frame-copy")) } }
            }
            // On paper a field would cut it off where it ends, and somebody types it from there.
            span.on-paper.copied dir="ltr" { (text) }
        }
    }
}

/// The secret of a second factor: as a code for the camera of a telephone, in groups to be typed, and as a link that opens
/// an authenticator on this device.
pub fn totp_secret(language: Language, secret: &str, otpauth_url: &str) -> Markup {
    let characters: Vec<char> = secret
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    html! {
        div.secret {
            p { (language.say("door-app-key")) }
            (qr(otpauth_url, &language.say("door-app-picture")))
            p.secret-key {
                code dir="ltr" { @for group in characters.chunks(GROUP_CHARS) { span { (group.iter().collect::<String>()) } " " } }
            }
            p { a href=(otpauth_url) { (language.say("door-app-open")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::copy_block;

    #[test]
    fn on_paper_a_link_is_text_that_wraps_and_no_field_that_cuts_it_off() {
        let link =
            "https://clinic.example.org/setup/0123456789abcdef0123456789abcdef0123456789abcdef";
        let block = copy_block("link", "Link", link).into_string();
        let paper = format!(r#"<span class="on-paper copied" dir="ltr">{link}</span>"#);
        assert!(block.contains(&paper), "{block}");
        assert!(
            block.contains(r#"<span class="copy-row no-print">"#),
            "{block}"
        );
        let css = include_str!("../../assets/stepwell.css");
        assert!(css.contains(".copied { overflow-wrap: anywhere;"));
    }
}
