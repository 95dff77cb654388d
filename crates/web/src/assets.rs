//! The stylesheets, the scripts and the mark, embedded in the binary.
//!
//! Each is served under a name that carries the SHA-256 of its content, so a browser may keep it for ever and a new
//! release never meets an old stylesheet.

use std::io::Write as _;
use std::sync::LazyLock;

use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// What the server says about every embedded asset: the name changes when the content does.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// The folder all assets are served under, with its slashes.
pub const PREFIX: &str = "/assets/";

/// Bytes of the hash that go into a name: 64 bits are plenty to tell releases apart.
const HASH_BYTES: usize = 8;

/// One of our embedded files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asset {
    /// The stylesheet of every page.
    Style,
    /// What stands on pages behind the sign-in besides.
    Inside,
    /// The script that makes working pages better.
    Enhance,
    /// Showing help while somebody writes of danger.
    Help,
    /// Hearing at once who needs somebody.
    Alerts,
    /// Sign-in and registration with a passkey.
    Passkey,
    /// Drawing on a week.
    Draw,
    /// Moving sessions on the board.
    Board,
    /// The rapid assessment by keyboard.
    Rapid,
    /// One question at a time on a phone.
    Steps,
    /// The mark, as a page icon.
    Mark,
}

/// A file ready to be sent.
#[derive(Debug)]
pub struct Served {
    /// The value for `Content-Type`.
    pub content_type: &'static str,
    /// The content.
    pub bytes: &'static [u8],
    /// The same, compressed with gzip as far as it goes.
    pub gzip: Vec<u8>,
    /// The path it lives at, with its hash.
    pub path: String,
}

impl Asset {
    /// Every asset, in the order of the table.
    pub const ALL: [Asset; 11] = [
        Asset::Style,
        Asset::Inside,
        Asset::Enhance,
        Asset::Help,
        Asset::Alerts,
        Asset::Passkey,
        Asset::Draw,
        Asset::Board,
        Asset::Rapid,
        Asset::Steps,
        Asset::Mark,
    ];

    fn source(self) -> (&'static str, &'static str, &'static str, &'static [u8]) {
        match self {
            Asset::Style => (
                "stepwell",
                "css",
                "text/css; charset=utf-8",
                include_bytes!("../assets/stepwell.css"),
            ),
            Asset::Inside => (
                "inside",
                "css",
                "text/css; charset=utf-8",
                include_bytes!("../assets/inside.css"),
            ),
            Asset::Enhance => (
                "enhance",
                "js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/enhance.js"),
            ),
            Asset::Help => (
                "help",
                "js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/help.js"),
            ),
            Asset::Alerts => (
                "alerts",
                "js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/alerts.js"),
            ),
            Asset::Passkey => (
                "passkey",
                "js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/passkey.js"),
            ),
            Asset::Draw => (
                "draw",
                "js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/draw.js"),
            ),
            Asset::Board => (
                "board",
                "js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/board.js"),
            ),
            Asset::Rapid => (
                "rapid",
                "js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/rapid.js"),
            ),
            Asset::Steps => (
                "steps",
                "js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/steps.js"),
            ),
            Asset::Mark => (
                "mark",
                "svg",
                "image/svg+xml",
                include_bytes!("../assets/mark.svg"),
            ),
        }
    }
}

static TABLE: LazyLock<[Served; 11]> = LazyLock::new(|| Asset::ALL.map(serve));

fn serve(asset: Asset) -> Served {
    let (stem, extension, content_type, bytes) = asset.source();
    let bytes = match (extension, std::str::from_utf8(bytes)) {
        ("css", Ok(style)) => bare(style).leak().as_bytes(),
        _ => bytes,
    };
    let hash = HEXLOWER.encode(&Sha256::digest(bytes)[..HASH_BYTES]);
    let path = format!("{PREFIX}{stem}.{hash}.{extension}");
    Served {
        content_type,
        bytes,
        gzip: compressed(bytes),
        path,
    }
}

/// A stylesheet without what is there for its readers: no comment, no line, no space that means nothing. What stands in
/// quotes stays as it is.
fn bare(style: &str) -> String {
    const BINDS: [char; 4] = ['{', '}', ';', ','];
    let mut bare = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(next) = rest.chars().next() {
        let (taken, after) = if rest.starts_with("/*") {
            (" ", rest.split_once("*/").map_or("", |(_, after)| after))
        } else if next == '"' {
            let end = rest.get(1..).and_then(|inside| inside.find('"'));
            rest.split_at(end.map_or(rest.len(), |end| end + 2))
        } else {
            rest.split_at(next.len_utf8())
        };
        rest = after;
        if !taken.trim().is_empty() {
            if taken.starts_with(BINDS) && bare.ends_with(' ') {
                bare.pop();
            }
            bare.push_str(taken);
        } else if !bare.is_empty() && !bare.ends_with([' ', ':']) && !bare.ends_with(BINDS) {
            bare.push(' ');
        }
    }
    bare
}

/// Done once, when the first asset is asked for: worth every effort.
fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to a vector cannot fail; where it did, the empty answer is never preferred to the plain bytes.
    let written = gzip.write_all(bytes).and_then(|()| gzip.finish());
    written.unwrap_or_default()
}

/// The address of an asset, as pages write it.
pub fn url(asset: Asset) -> &'static str {
    &TABLE[asset as usize].path
}

/// The asset at this exact path, if the path is one of ours. An old hash is not found.
pub fn find(path: &str) -> Option<&'static Served> {
    TABLE.iter().find(|served| served.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use std::io::Read as _;

    #[test]
    fn every_asset_is_found_at_its_own_address() {
        for asset in Asset::ALL {
            let served = find(url(asset)).expect("an asset lives at its address");
            if !matches!(asset, Asset::Style | Asset::Inside) {
                assert_eq!(served.bytes, asset.source().3, "{asset:?}");
            }
            assert_eq!(served.content_type, asset.source().2, "{asset:?}");
            let mut plain = Vec::new();
            GzDecoder::new(&served.gzip[..])
                .read_to_end(&mut plain)
                .expect("what was compressed is gzip");
            assert_eq!(plain, served.bytes, "{asset:?}");
        }
    }

    #[test]
    fn a_style_loses_only_what_says_nothing() {
        let style = "/* one */\n.a :has(.b, i) > p {\n  margin: 0 auto; /* two */\n  content: \"a ; /* b */ c\";\n}\n";
        let expected = ".a :has(.b,i) > p{margin:0 auto;content:\"a ; /* b */ c\";}";
        assert_eq!(bare(style), expected);
        assert_eq!(bare("/* never closed"), "");
        assert_eq!(bare("a { content: \"open"), "a{content:\"open");
        let whole = concat!(
            include_str!("../assets/stepwell.css"),
            include_str!("../assets/inside.css")
        );
        for mark in ['{', '}', ';', '"'] {
            let counted = |text: &str| text.matches(mark).count();
            assert!(counted(&bare(whole)) <= counted(whole), "{mark}");
        }
        // Again, and nothing more is found to take away.
        assert_eq!(bare(&bare(whole)), bare(whole));
    }

    #[test]
    fn an_unknown_or_outdated_address_is_not_found() {
        for path in [
            "/assets/stepwell.css",
            "/assets/stepwell.0000000000000000.css",
            "/assets/../Cargo.toml",
            "",
        ] {
            assert!(find(path).is_none(), "{path}");
        }
    }
}
