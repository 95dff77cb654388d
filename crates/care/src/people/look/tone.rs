//! A color by how light, how colorful and of which hue it is (OKLCH), so that one of the three can be changed alone.

use super::Color;

/// Lightness from 0 to 1, chroma, and hue in radians.
#[derive(Clone, Copy, Debug)]
pub struct Tone {
    pub lightness: f64,
    pub chroma: f64,
    hue: f64,
}

/// How much light a part of a color gives, from 0 to 1, as the standard of screens (sRGB) defines it.
pub fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.040_45 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

/// The part that gives nearest so much light; what no screen shows is cut off.
fn part(light: f64) -> u8 {
    let off = |part: &u8| (linear(*part) - light).abs();
    let all = 0..=u8::MAX;
    all.min_by(|one, other| off(one).total_cmp(&off(other)))
        .unwrap_or_default()
}

impl Tone {
    /// Of a color. The matrices are those of Ottosson's `OKLab`.
    pub fn of(color: Color) -> Self {
        let [red, green, blue] = color.0.map(linear);
        let long = 0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue;
        let middle = 0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue;
        let short = 0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue;
        let [long, middle, short] = [long, middle, short].map(f64::cbrt);
        let lightness = 0.210_454_255_3 * long + 0.793_617_785 * middle - 0.004_072_046_8 * short;
        let green_red = 1.977_998_495_1 * long - 2.428_592_205 * middle + 0.450_593_709_9 * short;
        let blue_yellow = 0.025_904_037_1 * long + 0.782_771_766_2 * middle - 0.808_675_766 * short;
        Self {
            lightness,
            chroma: green_red.hypot(blue_yellow),
            hue: blue_yellow.atan2(green_red),
        }
    }

    /// As light as that, and at most so colorful.
    pub fn with(self, lightness: f64, chroma_max: f64) -> Self {
        Self {
            lightness: lightness.clamp(0.0, 1.0),
            chroma: self.chroma.min(chroma_max),
            ..self
        }
    }

    /// The color that a screen shows for it.
    pub fn color(self) -> Color {
        let (sin, cos) = self.hue.sin_cos();
        let (green_red, blue_yellow) = (self.chroma * cos, self.chroma * sin);
        let long = self.lightness + 0.396_337_777_4 * green_red + 0.215_803_757_3 * blue_yellow;
        let middle = self.lightness - 0.105_561_345_8 * green_red - 0.063_854_172_8 * blue_yellow;
        let short = self.lightness - 0.089_484_177_5 * green_red - 1.291_485_548 * blue_yellow;
        let [long, middle, short] = [long, middle, short].map(|cone| cone.powi(3));
        let red = 4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short;
        let green = -1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short;
        let blue = -0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701_0 * short;
        Color([red, green, blue].map(part))
    }
}
