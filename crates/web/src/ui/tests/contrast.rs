//! Reads the tokens out of the stylesheet and computes how well they can be read.

use std::collections::HashMap;

const STYLE: &str = include_str!("../../../assets/stepwell.css");
/// WCAG 2.2 AA for text.
const TEXT_RATIO_MIN: f64 = 4.5;
/// WCAG 2.2 AA for the edges of controls and the marks of charts.
const EDGE_RATIO_MIN: f64 = 3.0;

const MEANINGS: [&str; 4] = ["good", "attention", "urgent", "information"];

/// Lightness, chroma, hue in degrees.
type Oklch = [f64; 3];

/// The tokens that have a color in light and in dark.
fn tokens() -> HashMap<&'static str, [Oklch; 2]> {
    let block = STYLE.split_once(":root {").expect("a token block").1;
    let block = block.split_once("\n}").expect("it ends").0;
    let line = |line: &'static str| {
        let (name, value) = line
            .trim()
            .strip_prefix("--")?
            .split_once(": light-dark(")?;
        let mut colors = value.split("oklch(").skip(1).map(oklch);
        Some((name, [colors.next()?, colors.next()?]))
    };
    block.lines().filter_map(line).collect()
}

fn oklch(text: &str) -> Oklch {
    let inside = text.split_once(')').expect("a closed color").0;
    let parts: Vec<f64> = inside
        .split_whitespace()
        .map(|part| part.parse().expect("a number"))
        .collect();
    parts.try_into().expect("lightness, chroma, hue")
}

/// Relative luminance of the color as a screen shows it: OKLCH to linear sRGB, clipped to what sRGB has.
fn luminance([lightness, chroma, hue]: Oklch) -> f64 {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (green_red, blue_yellow) = (chroma * cos, chroma * sin);
    let long = (lightness + 0.396_337_777_4 * green_red + 0.215_803_757_3 * blue_yellow).powi(3);
    let middle = (lightness - 0.105_561_345_8 * green_red - 0.063_854_172_8 * blue_yellow).powi(3);
    let short = (lightness - 0.089_484_177_5 * green_red - 1.291_485_548_0 * blue_yellow).powi(3);
    let red = 4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short;
    let green = -1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short;
    let blue = -0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701_0 * short;
    let [red, green, blue] = [red, green, blue].map(|part| part.clamp(0.0, 1.0));
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn ratio(one: Oklch, other: Oklch) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

fn check(pairs: &[(String, String)], least: f64) {
    let tokens = tokens();
    let color = |name: &str| {
        *tokens
            .get(name)
            .unwrap_or_else(|| panic!("no token {name}"))
    };
    for (ink, ground) in pairs {
        for (index, scheme) in ["light", "dark"].into_iter().enumerate() {
            let found = ratio(color(ink)[index], color(ground)[index]);
            assert!(
                found >= least,
                "{ink} on {ground} in {scheme}: {found:.2}, needs {least}"
            );
        }
    }
}

fn all(inks: &[&str], grounds: &[&str]) -> Vec<(String, String)> {
    let pairs = |ink: &&str| {
        grounds
            .iter()
            .map(|ground| (ink.to_string(), ground.to_string()))
            .collect::<Vec<_>>()
    };
    inks.iter().flat_map(pairs).collect()
}

#[test]
fn the_sum_is_right_for_known_colors() {
    let [black, white, grey] = [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.599_9, 0.0, 0.0]];
    assert!((ratio(black, white) - 21.0).abs() < 0.01);
    // Mid grey #808080, which is 3.95 on white.
    assert!((ratio(grey, white) - 3.95).abs() < 0.02);
    // Pure red #ff0000, which is 4.00 on white.
    assert!((ratio([0.627_96, 0.257_68, 29.234], white) - 4.0).abs() < 0.02);
}

#[test]
fn every_meaning_is_readable_on_its_tint_and_on_paper() {
    for meaning in MEANINGS {
        let ink = format!("{meaning}-ink");
        let tint = format!("{meaning}-tint");
        check(&all(&[&ink, "ink"], &[&tint]), TEXT_RATIO_MIN);
        check(&all(&[&ink], &["paper", "raised"]), TEXT_RATIO_MIN);
    }
}

#[test]
fn words_are_readable_on_every_ground() {
    let grounds = ["paper", "raised", "sunken", "accent-tint"];
    check(
        &all(&["ink", "muted", "accent", "accent-strong"], &grounds),
        TEXT_RATIO_MIN,
    );
}

#[test]
fn words_on_filled_buttons_are_readable() {
    check(
        &all(&["on-accent"], &["accent", "accent-strong"]),
        TEXT_RATIO_MIN,
    );
    check(&all(&["on-urgent"], &["urgent-fill"]), TEXT_RATIO_MIN);
}

#[test]
fn edges_and_lines_of_charts_can_be_seen() {
    check(
        &all(&["edge", "series-2", "series-3"], &["paper", "raised"]),
        EDGE_RATIO_MIN,
    );
}

/// The grounds on which a color of the organization's own was tried before it was taken.
#[test]
fn no_ground_is_harder_to_read_on_than_those_that_colors_are_tried_on() {
    use care::people::look::{TINT_DARK, TINT_LIGHT};
    let tokens = tokens();
    let tints = MEANINGS.iter().map(|meaning| format!("{meaning}-tint"));
    let grounds = ["paper", "raised", "sunken", "accent-tint"].map(str::to_owned);
    for name in grounds.into_iter().chain(tints) {
        let [light, dark] = tokens[name.as_str()];
        assert!(light[0] >= TINT_LIGHT.0, "{name} in light");
        assert!(dark[0] <= TINT_DARK.0, "{name} in dark");
    }
}
