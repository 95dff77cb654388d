//! Telephone numbers: pressed to call, and never broken in their middle. Every number on a page is one of these, and every
//! address of a call is made here.

use maud::{Markup, html};

/// Where a press on a number or a button leads: the phone, with the number dialed.
pub fn dial(dialed: &str) -> String {
    format!("tel:{dialed}")
}

/// A number that can be pressed.
pub fn tel(number: &str, dialed: &str) -> Markup {
    html! { a.tel href=(dial(dialed)) dir="ltr" { (number) } }
}

/// A number to read: within something that is pressed as a whole, or where it is not for everybody to call.
pub fn tel_text(number: &str) -> Markup {
    html! { span.tel dir="ltr" { (number) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_number_is_one_piece_that_is_pressed_or_read() {
        let pressed = tel("207-555-0164", "+12075550164").into_string();
        assert_eq!(
            pressed,
            r#"<a class="tel" href="tel:+12075550164" dir="ltr">207-555-0164</a>"#
        );
        let read = tel_text("207-555-0164").into_string();
        assert_eq!(read, r#"<span class="tel" dir="ltr">207-555-0164</span>"#);
        let style = include_str!("../../assets/stepwell.css");
        assert!(style.contains(".tel { white-space: nowrap; }"));
    }

    /// Lines that make the address of a call without this module, in every file below a folder.
    fn others(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                // Tests read what pages say.
                if !path.ends_with("tests") {
                    others(&path, found);
                }
                continue;
            }
            let here = path.ends_with("ui/tel.rs");
            if here || path.extension().is_none_or(|end| end != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let (code, _) = text
                .split_once("#[cfg(test)]")
                .unwrap_or((text.as_str(), ""));
            let lines = code.lines().filter(|line| line.contains("\"tel:"));
            found.extend(lines.map(|line| format!("{}: {}", path.display(), line.trim())));
        }
    }

    #[test]
    fn every_number_that_is_pressed_is_made_here() {
        let mut found = Vec::new();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        others(&source, &mut found);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
