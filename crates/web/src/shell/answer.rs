//! What a handler answers.

use super::file::FileBody;
use super::listen::{Feed, News};
use crate::assets;
use crate::ui::Problems;
use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, SET_COOKIE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use maud::Markup;
use serde::Serialize;

/// An answer, before the headers that every answer carries.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// What is sent instead, where it is too long to be held.
    file: Option<FileBody>,
    /// What is said first where the answer goes on for as long as its reader listens.
    pub news: Option<News>,
}

impl Answer {
    fn new(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        Self {
            status,
            headers,
            body,
            file: None,
            news: None,
        }
    }

    /// A page.
    pub fn page(markup: Markup) -> Self {
        Self::new(
            StatusCode::OK,
            "text/html; charset=utf-8",
            markup.into_string().into_bytes(),
        )
    }

    /// A form: shown for the first time, or again when there are problems to mend.
    pub fn form(markup: Markup, problems: &Problems) -> Self {
        if problems.is_empty() {
            Self::page(markup)
        } else {
            Self::mend(markup)
        }
    }

    /// A form shown again because something in it has to be mended.
    pub fn mend(markup: Markup) -> Self {
        Self::page(markup).status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// "Go there", after something was done.
    pub fn see_other(path: &str) -> Self {
        Self::new(StatusCode::SEE_OTHER, "text/plain", Vec::new()).header(LOCATION, path)
    }

    /// Data for a script of ours.
    pub fn json(value: &impl Serialize) -> Self {
        Self::new(
            StatusCode::OK,
            "application/json",
            serde_json::to_vec(value).unwrap_or_default(),
        )
    }

    /// Data for a script of ours that is JSON already.
    pub fn json_text(text: String) -> Self {
        Self::new(StatusCode::OK, "application/json", text.into_bytes())
    }

    /// What is news to whoever listens, now and until they go.
    pub fn news(news: News) -> Self {
        Self {
            news: Some(news),
            ..Self::new(
                StatusCode::OK,
                "text/event-stream; charset=utf-8",
                Vec::new(),
            )
        }
    }

    /// A file to keep, read as it is taken.
    pub fn download(name: &str, content_type: &'static str, file: FileBody) -> Self {
        let answer = Self {
            file: Some(file),
            ..Self::new(StatusCode::OK, content_type, Vec::new())
        };
        answer.header(
            CONTENT_DISPOSITION,
            &format!("attachment; filename=\"{name}\""),
        )
    }

    /// A calendar for a calendar program.
    pub fn calendar(text: String) -> Self {
        Self::new(
            StatusCode::OK,
            "text/calendar; charset=utf-8",
            text.into_bytes(),
        )
    }

    /// "What you have is still so."
    pub fn unchanged() -> Self {
        Self {
            status: StatusCode::NOT_MODIFIED,
            headers: HeaderMap::new(),
            body: Vec::new(),
            file: None,
            news: None,
        }
    }

    /// A script that stands at an address of its own.
    pub fn script(text: &str) -> Self {
        Self::new(
            StatusCode::OK,
            "text/javascript; charset=utf-8",
            text.as_bytes().to_vec(),
        )
    }

    /// A stylesheet whose address says all that is in it.
    pub fn style(text: String) -> Self {
        Self::new(StatusCode::OK, "text/css; charset=utf-8", text.into_bytes())
            .header(CACHE_CONTROL, assets::CACHE_CONTROL)
    }

    /// A picture whose address follows from what is in it. Whoever opens it by itself gets a picture and no page: nothing
    /// in it may run or load anything.
    pub fn picture(media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self::new(StatusCode::OK, media_type, bytes)
            .header(CACHE_CONTROL, assets::CACHE_CONTROL)
            .header(CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
    }

    /// Plain text for machines.
    pub fn text(text: String) -> Self {
        Self::new(
            StatusCode::OK,
            "text/plain; charset=utf-8",
            text.into_bytes(),
        )
    }

    /// With another status.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// With a header; a value that cannot be one is left out.
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.append(name, value);
        }
        self
    }

    /// With a cookie.
    pub fn cookie(self, cookie: &str) -> Self {
        self.header(SET_COOKIE, cookie)
    }

    /// As the server sends it, with a body that goes on.
    pub fn into_response_with(self, feed: Feed) -> Response<Body> {
        let mut response = Response::new(Body::new(feed));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }

    /// As the server sends it.
    pub fn into_response(self) -> Response<Body> {
        let body = self.file.map_or_else(|| Body::from(self.body), Body::new);
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}
