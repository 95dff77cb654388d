//! What went wrong, as a page.

use super::frame::frame;
use super::{Answer, Ask, token};
use crate::ui::{ErrorPage, Face, button, error_body, form, link, page};
use axum::http::StatusCode;
use clinic::Refusal;
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use record::RecordError;

/// Fields whose text is never shown or sent back.
const SECRET_FIELDS: [&str; 3] = ["password", "code", "_token"];

/// Why a request was not answered as asked.
#[derive(Debug)]
pub(crate) enum Fault {
    /// A use case refused.
    Refused(Refusal),
    /// The form is of another session or too old.
    StaleForm,
    /// The form has a field that it should not have.
    UnknownField(String),
    /// The body cannot be read.
    Unreadable(&'static str),
    /// The body is too large.
    TooLarge,
    /// The body is of a kind that is not taken here.
    WrongKind,
    /// The request came from another site.
    ElsewhereForm,
    /// Nothing has this address.
    NoSuchPage,
    /// The address has no such method.
    WrongMethod,
}

impl<T: Into<Refusal>> From<T> for Fault {
    fn from(refusal: T) -> Self {
        Self::Refused(refusal.into())
    }
}

impl Fault {
    /// The status that tells a machine.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NoSuchPage | Self::Refused(Refusal::NotFound) => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::ElsewhereForm | Self::Refused(Refusal::Denied | Refusal::StepUp) => {
                StatusCode::FORBIDDEN
            }
            Self::StaleForm
            | Self::Refused(Refusal::KeyReused | Refusal::Changed | Refusal::Conflict(_)) => {
                StatusCode::CONFLICT
            }
            Self::UnknownField(_) | Self::Refused(Refusal::Fields(_)) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::Refused(Refusal::SignedOut | Refusal::SignIn(_)) => StatusCode::UNAUTHORIZED,
            Self::Refused(Refusal::Record(RecordError::DiskFull)) => {
                StatusCode::INSUFFICIENT_STORAGE
            }
            Self::Refused(Refusal::Record(RecordError::Forgotten)) => StatusCode::GONE,
            Self::Refused(Refusal::Record(_)) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The sentence that tells a script of ours.
    pub fn sentence(&self) -> String {
        self.words().happened
    }

    fn words(&self) -> ErrorPage {
        let (title, happened, safe) = match self {
            Self::NoSuchPage | Self::Refused(Refusal::NotFound) => (
                "Nothing here",
                Refusal::NotFound.to_string(),
                "Nothing was changed.",
            ),
            Self::WrongMethod => (
                "Not like this",
                "This address does not take what was sent to it. Open the page and use its buttons.".to_owned(),
                "Nothing was changed.",
            ),
            Self::TooLarge => (
                "Too long",
                "What was sent is larger than this page takes. Shorten it and send it again.".to_owned(),
                "Nothing was saved.",
            ),
            Self::WrongKind => (
                "Not a form",
                "This address takes what a form on its page sends, and nothing else.".to_owned(),
                "Nothing was saved.",
            ),
            Self::Unreadable(what) => (
                "Not readable",
                format!("What was sent cannot be read ({what}). Open the page again and send it from there."),
                "Nothing was saved.",
            ),
            Self::UnknownField(field) => (
                "Not a field of this form",
                format!("The form came with “{field}”, which it does not have. Open the page again and send it from there."),
                "Nothing was saved.",
            ),
            Self::ElsewhereForm => (
                "Sent from somewhere else",
                "This was sent from another site. Open the page here and send it from there.".to_owned(),
                "Nothing was changed.",
            ),
            Self::StaleForm => (
                "This page is too old",
                "The form was opened in an earlier session or more than twelve hours ago, so it was not taken.".to_owned(),
                "Nothing was saved, and nothing you typed is lost: it is below.",
            ),
            Self::Refused(Refusal::SignedOut) => (
                "You are signed out",
                "Sign in again; after 15 quiet minutes a session ends by itself.".to_owned(),
                "Nothing was saved, and nothing you typed is lost: it is below.",
            ),
            Self::Refused(Refusal::StepUp) => (
                "Confirm that it is you",
                "This needs a fresh confirmation of who you are. It holds for five minutes.".to_owned(),
                "Nothing was saved, and nothing you typed is lost: it is below.",
            ),
            Self::Refused(refusal @ Refusal::Denied) => ("Not part of your role", refusal.to_string(), "Nothing was changed."),
            Self::Refused(Refusal::Record(error)) => ("This did not work", error.to_string(), "What was saved before is safe."),
            Self::Refused(refusal) => ("This did not work", refusal.to_string(), "Nothing was saved."),
        };
        ErrorPage {
            title: title.to_owned(),
            happened,
            safe: safe.to_owned(),
            to_do: Vec::new(),
            reference: None,
        }
    }

    /// The page that tells a person.
    pub fn into_answer(self, ask: &Ask<'_>) -> Answer {
        let get = ask.method == axum::http::Method::GET;
        match &self {
            Self::Refused(Refusal::SignedOut) if get => {
                return Answer::see_other(&format!("/sign-in?next={}", encoded(&ask.address)));
            }
            Self::Refused(Refusal::StepUp) if get => {
                return Answer::see_other(&format!(
                    "/account/confirm?next={}",
                    encoded(&ask.address)
                ));
            }
            _ => {}
        }
        if ask.route.json {
            return Answer::json(&serde_json::json!({ "error": self.sentence() }))
                .status(self.status());
        }
        let mut words = self.words();
        words.to_do = self.to_do(ask);
        let mut frame = frame(ask, ask.route.face, words.title.clone());
        if matches!(self, Self::Refused(Refusal::SignedOut)) {
            frame.person = None;
        }
        let body = html! { (error_body(&words)) (self.kept(ask)) };
        Answer::page(page(&frame, body)).status(self.status())
    }

    fn to_do(&self, ask: &Ask<'_>) -> Vec<Markup> {
        match self {
            Self::Refused(Refusal::SignedOut) => {
                vec![
                    html! { a href="/sign-in" target="_blank" { "Sign in in another tab" } ", then come back here and send it again." },
                ]
            }
            Self::Refused(Refusal::StepUp) => {
                vec![
                    html! { a href="/account/confirm" target="_blank" { "Confirm in another tab" } ", then come back here and send it again." },
                ]
            }
            _ => {
                let home = match ask.route.face {
                    Face::Public => "/",
                    Face::Me => "/me",
                    Face::Staff => "/staff",
                };
                vec![link(home, "Go to the first page")]
            }
        }
    }

    /// What was typed, with a button that sends it again.
    fn kept(&self, ask: &Ask<'_>) -> Markup {
        let resend = matches!(
            self,
            Self::StaleForm | Self::Refused(Refusal::SignedOut | Refusal::StepUp)
        );
        let fields: Vec<_> = ask
            .form
            .0
            .iter()
            .filter(|(name, _)| !SECRET_FIELDS.contains(&name.as_str()))
            .collect();
        if !resend || fields.is_empty() {
            return html! {};
        }
        let hidden = html! {
            dl.facts {
                @for (name, value) in &fields {
                    div { dt { (name.replace('_', " ")) } dd { (value) } }
                }
            }
            @for (name, value) in &fields { input type="hidden" name=(name) value=(value); }
            div.buttons { (button("Send it again")) }
        };
        html! {
            section { h2 { "What you typed" }
            (form(ask.address.clone(), token::make(ask.clinic.fresh_key().0, ask.secret()), hidden)) }
        }
    }
}

/// A path as part of a query.
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, NON_ALPHANUMERIC).to_string()
}
