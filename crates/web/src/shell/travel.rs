//! How answers travel: pages compressed on their way, assets compressed beforehand.

use super::headers;
use crate::assets;
use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse as _;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

/// Below this, in bytes, compressing costs more than it saves.
const COMPRESSED_BYTES_MIN: u16 = 1024;

/// Pages are compressed on their way. That a guessed secret could be read from the length of an answer (BREACH) needs
/// a stranger's page that asks here in somebody's name, which a cookie of ours never does: it is `SameSite=Strict`; and
/// the token in every form is another one each time.
pub(crate) fn compression() -> CompressionLayer<impl Predicate> {
    let worth = SizeAbove::new(COMPRESSED_BYTES_MIN)
        .and(NotForContentType::const_new("image/"))
        // What is said bit by bit would wait in the compressor for more.
        .and(NotForContentType::SSE);
    CompressionLayer::new()
        .gzip(true)
        .quality(CompressionLevel::Fastest)
        .compress_when(worth)
}

/// A style, a script or the mark, compressed for whoever reads that.
pub(crate) async fn asset(
    axum::extract::Path(name): axum::extract::Path<String>,
    asked: HeaderMap,
) -> Response<Body> {
    let mut response = match assets::find(&format!("{}{name}", assets::PREFIX)) {
        Some(found) => {
            let always = [
                (CONTENT_TYPE, found.content_type),
                (CACHE_CONTROL, assets::CACHE_CONTROL),
                (VARY, ACCEPT_ENCODING.as_str()),
            ];
            if takes_gzip(&asked) {
                (always, [(CONTENT_ENCODING, "gzip")], &found.gzip[..]).into_response()
            } else {
                (always, found.bytes).into_response()
            }
        }
        None => StatusCode::NOT_FOUND.into_response(),
    };
    headers::add(response.headers_mut());
    response
}

/// Whether a browser says that it reads gzip, and not with a quality of nothing.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let said = asked
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    said.is_some_and(|list| {
        list.split(',').any(|one| {
            let (coding, quality) = one.split_once(';').unwrap_or((one, ""));
            let refused = quality
                .trim()
                .to_ascii_lowercase()
                .strip_prefix("q=")
                .and_then(|number| number.parse::<f32>().ok())
                .is_some_and(|number| number <= 0.0);
            coding.trim().eq_ignore_ascii_case("gzip") && !refused
        })
    })
}
