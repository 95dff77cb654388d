//! A text as a square of dots that a telephone reads. Always dark on white with a quiet zone around it: a camera reads
//! neither a light code on a dark page nor one without an edge.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// How wide the white around a code is, in dots: as wide as readers need it.
const QUIET_DOTS: usize = 4;

/// The code, or nothing where the text is longer than any code holds. `label` says what it holds, for whoever does not
/// see it; the same text stands on the page to be typed.
pub fn qr(text: &str, label: &str) -> Markup {
    // A seventh of it may be hidden, by a scratch or a reflection.
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return html! {};
    };
    let width = code.width();
    let side = width + 2 * QUIET_DOTS;
    html! {
        svg.qr role="img" aria-label=(label) viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" focusable="false" {
            rect width=(side) height=(side) fill="#fff" {}
            path fill="#000" d=(dots(&code.to_colors(), width)) {}
        }
    }
}

/// The dark dots, each run of them in a row as one bar.
fn dots(colors: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (row, line) in colors.chunks(width).enumerate() {
        let mut column = 0;
        for run in line.chunk_by(|one, next| one == next) {
            let length = run.len();
            if run.first() == Some(&Color::Dark) {
                let (left, top) = (column + QUIET_DOTS, row + QUIET_DOTS);
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            column += length;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "otpauth://totp/Stepwell:dana?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    /// Whether each dot is dark, read back from the bars.
    fn drawn(path: &str, width: usize) -> Vec<bool> {
        let mut dark = vec![false; width * width];
        for bar in path.split('M').skip(1) {
            let (place, bar) = bar.split_once('h').unwrap();
            let (left, top) = place.split_once(' ').unwrap();
            let (length, rest) = bar.split_once('v').unwrap();
            assert_eq!(rest, format!("1h-{length}z"));
            let number = |text: &str| text.parse::<usize>().unwrap();
            let (left, top) = (number(left) - QUIET_DOTS, number(top) - QUIET_DOTS);
            for column in left..left + number(length) {
                assert!(!std::mem::replace(&mut dark[top * width + column], true));
            }
        }
        dark
    }

    #[test]
    fn each_dark_dot_is_drawn_once_and_no_light_one() {
        let code = QrCode::with_error_correction_level(LINK, EcLevel::M).unwrap();
        let width = code.width();
        let dark: Vec<bool> = code
            .to_colors()
            .iter()
            .map(|color| *color == Color::Dark)
            .collect();
        assert_eq!(drawn(&dots(&code.to_colors(), width), width), dark);
        // The corners by which a reader finds it.
        assert!(dark[0] && dark[width - 1] && dark[width * (width - 1)]);
    }

    #[test]
    fn it_is_dark_on_white_with_room_around_and_has_words() {
        let code = QrCode::with_error_correction_level(LINK, EcLevel::M).unwrap();
        let side = code.width() + 8;
        let svg = qr(LINK, "The key as a code").into_string();
        assert!(
            svg.contains(&format!(r#"viewBox="0 0 {side} {side}""#)),
            "{svg}"
        );
        let ground = format!(r##"<rect width="{side}" height="{side}" fill="#fff">"##);
        assert!(svg.contains(&ground), "{svg}");
        assert!(svg.contains(r##"<path fill="#000""##), "{svg}");
        assert!(svg.contains(r#"role="img" aria-label="The key as a code""#));
        assert!(!svg.contains("JBSWY3DP"), "the key is no text in it");
    }

    #[test]
    fn what_no_code_holds_is_left_out() {
        assert_eq!(qr(&"x".repeat(5_000), "Too much").into_string(), "");
    }
}
