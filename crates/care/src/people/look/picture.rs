//! A picture that somebody brings along. What it is follows from its first bytes and not from its name, and only what
//! browsers show as a picture and never as a page is taken: no drawing (SVG) may carry a script in here.

use crate::Invalid;

/// The largest picture, in bytes: it goes along with every first visit, on any telephone.
pub const PICTURE_BYTES_MAX: usize = 64 * 1024;
/// The most dots of a side. Few bytes can say that they are a picture of many thousand dots, which a browser then makes
/// room for.
pub const SIDE_DOTS_MAX: u32 = 1200;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

/// What a picture is stored as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

impl PictureKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Png, Self::Jpeg];

    /// How the name of such a file ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }

    /// What a browser is told.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The kind of a file by how its name ends.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|kind| kind.ending() == ending)
    }
}

/// A picture that may be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    kind: PictureKind,
    bytes: Vec<u8>,
}

impl Picture {
    /// Takes one, or says why not.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, Invalid> {
        if bytes.len() > PICTURE_BYTES_MAX {
            let most = PICTURE_BYTES_MAX / 1024;
            return Err(Invalid::new(format!(
                "This picture is larger than {most} kB. Save it smaller, about 200 dots high."
            )));
        }
        let (kind, sides) = if bytes.starts_with(PNG) {
            (PictureKind::Png, png_sides(&bytes))
        } else if bytes.starts_with(JPEG) {
            (PictureKind::Jpeg, jpeg_sides(&bytes))
        } else {
            return Err(Invalid::new(
                "This is no picture that can be taken. Save it as PNG or JPEG, and choose that file.",
            ));
        };
        let Some((width, height)) = sides else {
            return Err(Invalid::new(
                "This picture is damaged: it does not say how large it is. Save it anew.",
            ));
        };
        let fits = |side: u32| (1..=SIDE_DOTS_MAX).contains(&side);
        if !fits(width) || !fits(height) {
            return Err(Invalid::new(format!(
                "This picture is {width} by {height} dots; each side may have {SIDE_DOTS_MAX}. Save it smaller, about 200 dots high."
            )));
        }
        Ok(Self { kind, bytes })
    }

    /// What it is stored as.
    pub const fn kind(&self) -> PictureKind {
        self.kind
    }

    /// What is in it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// So many bytes from a place on, as one number, the highest first.
fn number(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(count)?)?;
    Some(
        part.iter()
            .fold(0, |sum, byte| (sum << 8) | u32::from(*byte)),
    )
}

/// Width and height stand in the first chunk.
fn png_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((number(bytes, 16, 4)?, number(bytes, 20, 4)?))
}

/// Height and width stand in the segment that begins the picture, after others that each say how long they are.
fn jpeg_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // Filling before a marker.
            0xff => at += 1,
            // The frames of all ways of coding; of those numbers three are tables.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((number(bytes, at + 7, 2)?, number(bytes, at + 5, 2)?));
            }
            _ => {
                let length = usize::try_from(number(bytes, at + 2, 2)?).ok()?;
                if length < 2 {
                    return None;
                }
                at += 2 + length;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let head = [PNG, b"\0\0\0\rIHDR"].concat();
        [
            head,
            width.to_be_bytes().to_vec(),
            height.to_be_bytes().to_vec(),
        ]
        .concat()
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let segment = b"\xff\xe0\0\x04ab\xff\xff\xc2\0\x0b\x08";
        let sides = [height.to_be_bytes(), width.to_be_bytes()].concat();
        [&b"\xff\xd8"[..], segment, &sides[..]].concat()
    }

    #[test]
    fn a_picture_is_what_its_first_bytes_say_and_no_larger_than_may_be() {
        let kind = |bytes: Vec<u8>| Picture::parse(bytes).map(|picture| picture.kind());
        assert_eq!(kind(png(200, 60)), Ok(PictureKind::Png));
        assert_eq!(kind(jpeg(200, 60)), Ok(PictureKind::Jpeg));
        let told = |bytes: Vec<u8>| Picture::parse(bytes).unwrap_err().0;
        assert!(told(png(30_000, 60)).contains("30000 by 60 dots"));
        assert!(told(jpeg(60, 1_201)).contains("60 by 1201 dots"));
        assert!(told(png(0, 60)).contains("0 by 60 dots"));
        let large = [png(200, 60), vec![0; PICTURE_BYTES_MAX]].concat();
        assert!(told(large).contains("64 kB"));
    }

    #[test]
    fn no_page_no_drawing_and_nothing_broken_is_a_picture() {
        for bytes in [
            &b""[..],
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>",
            b"<!doctype html>",
            b"GIF89a",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xe0\0\0",
            b"\xff\xd8\xff\xe0\xff\xff",
        ] {
            assert!(Picture::parse(bytes.to_vec()).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn a_name_says_what_is_in_it() {
        for kind in PictureKind::ALL {
            let name = format!("0123.{}", kind.ending());
            assert_eq!(PictureKind::of_name(&name), Some(kind));
        }
        for name in ["0123.svg", "png", "0123.png.html", ""] {
            assert_eq!(PictureKind::of_name(name), None, "{name}");
        }
    }
}
