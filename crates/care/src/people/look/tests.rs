use super::*;

fn color(text: &str) -> Color {
    Color::parse(text).unwrap()
}

fn accent(light: &str, dark: Option<&str>) -> Accent {
    Accent {
        light: color(light),
        dark: dark.map(color),
    }
}

#[test]
fn a_color_is_read_as_people_write_it() {
    for text in ["#0b5d5d", "0B5D5D", " #0b5d5d "] {
        assert_eq!(color(text).to_string(), "#0b5d5d");
    }
    assert_eq!(color("#1af").to_string(), "#11aaff");
    for text in [
        "", "#", "teal", "#12", "#12345", "#1234567", "#12345g", "#é2345",
    ] {
        assert!(Color::parse(text).is_err(), "{text}");
    }
}

/// The ratios that the definition in WCAG 2 gives for well-known pairs.
#[test]
fn contrast_is_what_the_standard_computes() {
    for (one, other, ratio) in [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ] {
        let found = color(one).ratio(color(other));
        assert!((found - ratio).abs() < 0.01, "{one} on {other}: {found}");
        assert!((found - color(other).ratio(color(one))).abs() < 1e-9);
    }
}

#[test]
fn a_tone_is_the_color_that_it_was_made_of() {
    for text in [
        "#000000", "#ffffff", "#0b5d5d", "#b3261e", "#7c4dff", "#fff176",
    ] {
        assert_eq!(Tone::of(color(text)).color(), color(text), "{text}");
    }
}

/// Every 51st of each part: gray, pale and garish ones.
fn many() -> impl Iterator<Item = Color> {
    let parts = || (0..=u8::MAX).step_by(51);
    parts().flat_map(move |red| {
        parts().flat_map(move |green| parts().map(move |blue| Color([red, green, blue])))
    })
}

#[test]
fn what_is_named_as_the_nearest_color_is_taken_itself() {
    for ground in [Ground::Light, Ground::Dark] {
        for one in many() {
            let near = ground.nearest(one);
            assert!(ground.check(near).is_ok(), "{one} becomes {near}");
            assert_eq!(near == one, ground.check(one).is_ok(), "{one}");
        }
    }
}

#[test]
fn what_follows_for_dark_grounds_can_be_read() {
    for one in many() {
        let accent = Accent {
            light: one,
            dark: None,
        };
        assert!(Ground::Dark.check(accent.on_dark()).is_ok(), "{one}");
    }
}

/// Why there are two colors and not one.
#[test]
fn no_color_can_be_read_on_both_grounds() {
    let mut both = many().filter(|one| Ground::Light.check(*one).is_ok());
    assert!(both.all(|one| Ground::Dark.check(one).is_err()));
}

#[test]
fn a_refusal_says_the_ratio_and_a_color_that_would_do() {
    let [light, dark] = accent("#8fd3cf", Some("#0b5d5d")).check();
    let told = light.unwrap_err().0;
    assert!(
        told.contains("Text in #8fd3cf has a contrast of 1."),
        "{told}"
    );
    assert!(told.contains("it takes 4.5 to 1"), "{told}");
    let named = told.rsplit_once('#').unwrap().1.trim_end_matches('.');
    assert!(accent(named, None).check()[0].is_ok(), "{told}");
    let told = dark.unwrap_err().0;
    assert!(told.contains("on dark grounds"), "{told}");
    assert!(
        accent("#0b5d5d", Some("#8fd3cf"))
            .check()
            .iter()
            .all(Result::is_ok)
    );
}

#[test]
fn a_code_is_read_back_and_nothing_else_is_one() {
    for one in [accent("#0b5d5d", None), accent("#0b5d5d", Some("#8fd3cf"))] {
        assert_eq!(Accent::from_code(&one.code()), Some(one));
    }
    for code in [
        "",
        "0b5",
        "#0b5d5d",
        "0B5D5D",
        "0b5d5d-",
        "-0b5d5d",
        "0b5d5d-8fd3cf-1",
        "0b5d5d}",
        "#0b5d5",
        "#1af  ",
        "   1af",
    ] {
        assert_eq!(Accent::from_code(code), None, "{code}");
    }
}

#[test]
fn a_style_says_the_colors_for_both_grounds_and_nothing_else() {
    let style = accent("#0b5d5d", Some("#8fd3cf")).style();
    assert!(style.starts_with(":root {\n  --accent: light-dark(#0b5d5d, #8fd3cf);\n"));
    assert_eq!(style.matches("light-dark(#").count(), 3);
    assert_eq!(style.lines().count(), 5);
}
