//! What went wrong, as a page.

use super::ask::{is_own_path, wants_json};
use super::frame::{bare_frame, door, frame_of_nobody};
use super::notices::unsaid;
use super::{Answer, Ask};
use crate::language::Language;
use crate::ui::{ErrorPage, Face, button, error_body, form, link, page};
use axum::http::StatusCode;
use axum::http::header::{REFERER, RETRY_AFTER};
use clinic::Refusal;
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use record::RecordError;
use signin::SignInError;

pub(crate) mod signing;
mod trouble;

/// When to come again after there was no turn, in seconds.
const RETRY_SECONDS: &str = "5";
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
    /// The turn of the request did not come.
    Busy,
    /// Nothing has this address.
    NoSuchPage,
    /// The address has no such method.
    WrongMethod,
}

impl<T: Into<Refusal>> From<T> for Fault {
    fn from(refusal: T) -> Self {
        match refusal.into() {
            Refusal::Record(RecordError::Busy) | Refusal::SignIn(SignInError::Busy) => Self::Busy,
            refusal => Self::Refused(refusal),
        }
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
            Self::Busy | Self::Refused(Refusal::SignIn(SignInError::Busy)) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Refused(Refusal::SignedOut | Refusal::SignIn(_)) => StatusCode::UNAUTHORIZED,
            Self::Refused(Refusal::Record(RecordError::Nested)) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Self::Refused(Refusal::Record(RecordError::DiskFull)) => {
                StatusCode::INSUFFICIENT_STORAGE
            }
            Self::Refused(Refusal::Record(RecordError::Forgotten)) => StatusCode::GONE,
            Self::Refused(Refusal::Record(_)) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The sentence that tells what happened, in English.
    pub fn sentence(&self) -> String {
        self.words(Language::English).happened
    }

    /// What whoever runs the server reads in the log.
    pub fn for_the_log(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.to_string(),
            fault => fault.sentence(),
        }
    }

    fn words(&self, language: Language) -> ErrorPage {
        let (title, happened, safe) = match self.on_any_page(language) {
            Some(words) => words,
            None => self.behind_the_door(language),
        };
        ErrorPage {
            language,
            title,
            happened,
            safe,
            to_do: Vec::new(),
            reference: None,
        }
    }

    /// What also somebody who is not signed in can meet, in the language of the page.
    fn on_any_page(&self, language: Language) -> Option<(String, String, String)> {
        let (key, safe) = match self {
            Self::NoSuchPage | Self::Refused(Refusal::NotFound) => {
                ("fault-not-here", "fault-nothing-changed")
            }
            Self::WrongMethod => ("fault-method", "fault-nothing-changed"),
            Self::TooLarge => ("fault-too-large", "fault-nothing-saved"),
            Self::WrongKind => ("fault-kind", "fault-nothing-saved"),
            Self::Unreadable(_) => ("fault-unreadable", "fault-nothing-saved"),
            Self::UnknownField(_) => ("fault-field", "fault-nothing-saved"),
            Self::ElsewhereForm => ("fault-elsewhere", "fault-nothing-changed"),
            Self::StaleForm => ("fault-stale", "fault-typed-below"),
            Self::Busy => ("fault-busy", "fault-nothing-changed"),
            Self::Refused(Refusal::Record(error)) => trouble::words(error),
            Self::Refused(_) => return None,
        };
        let put_in = match self {
            Self::UnknownField(field) => ("field", field.as_str()),
            Self::Unreadable(what) => ("what", *what),
            _ => ("none", ""),
        };
        Some((
            language.say(key),
            language.say_with(&format!("{key}-more"), &[put_in]),
            language.say(safe),
        ))
    }

    /// What only somebody who is signed in can meet, or nearly so. What a rule says for itself it says in English.
    fn behind_the_door(&self, language: Language) -> (String, String, String) {
        let (key, safe) = match self {
            Self::Refused(Refusal::SignedOut) => ("fault-signed-out", "fault-typed-below"),
            Self::Refused(Refusal::StepUp) => ("fault-confirm", "fault-typed-below"),
            Self::Refused(Refusal::Denied) => ("fault-denied", "fault-nothing-changed"),
            Self::Refused(Refusal::KeyReused) => ("fault-sent-before", "fault-first-done"),
            _ => ("fault-refused", "fault-nothing-saved"),
        };
        let happened = match self {
            Self::Refused(Refusal::SignIn(error)) => signing::words(language, error),
            Self::Refused(refusal) if key == "fault-refused" && language == Language::English => {
                refusal.to_string()
            }
            _ => language.say(&format!("{key}-more")),
        };
        (language.say(key), happened, language.say(safe))
    }

    /// The page that tells a person; with a number, where there is one by which whoever runs the server finds it in the
    /// log.
    pub fn into_answer(self, ask: &Ask<'_>, reference: Option<String>) -> Answer {
        let asks_record = !matches!(self, Self::Busy);
        self.told(ask, asks_record, reference)
    }

    /// The same without asking the record, for where nobody may wait for it.
    pub fn into_bare_answer(self, ask: &Ask<'_>) -> Answer {
        self.told(ask, false, None)
    }

    fn told(self, ask: &Ask<'_>, asks_record: bool, reference: Option<String>) -> Answer {
        match &self {
            Self::Refused(Refusal::SignedOut) if get(ask) => {
                let (door, next) = (door(ask), encoded(&ask.address));
                let joint = if door.contains('?') { '&' } else { '?' };
                return Answer::see_other(&format!("{door}{joint}next={next}"));
            }
            Self::Refused(Refusal::StepUp) if get(ask) => {
                return Answer::see_other(&format!(
                    "/account/confirm?next={}",
                    encoded(&ask.address)
                ));
            }
            _ => {}
        }
        if is_told_as_json(ask) {
            let sentence = self.words(ask.language()).happened;
            return self.marked(Answer::json(&json(&sentence, reference.as_deref())));
        }
        let mut words = self.words(ask.language());
        words.to_do = self.to_do(ask);
        words.reference = reference;
        let mut frame = if asks_record {
            frame_of_nobody(ask, ask.route.face, words.title.clone())
        } else {
            bare_frame(ask, ask.route.face, words.title.clone())
        };
        if matches!(self, Self::Refused(Refusal::SignedOut)) {
            frame.person = None;
        }
        // Whatever went wrong: whoever told of danger reads first whom to call.
        let help = ask.route.hears.and_then(|hearing| (hearing.help)(ask));
        let body =
            html! { @if let Some(help) = help { (help) } (error_body(&words)) (self.kept(ask)) };
        self.marked(Answer::page(page(&frame, body)))
    }

    /// With the status, and with when to come again where that is known.
    fn marked(&self, answer: Answer) -> Answer {
        let answer = answer.status(self.status());
        match self.status() {
            StatusCode::SERVICE_UNAVAILABLE => answer.header(RETRY_AFTER, RETRY_SECONDS),
            _ => answer,
        }
    }

    fn to_do(&self, ask: &Ask<'_>) -> Vec<Markup> {
        let language = ask.language();
        let elsewhere = |href: &str, key: &str| {
            html! { a href=(href) target="_blank" { (language.say(key)) } ", " (language.say("fault-then-send")) }
        };
        match self {
            Self::Refused(Refusal::SignedOut) => vec![elsewhere("/sign-in", "fault-sign-in-tab")],
            Self::Refused(Refusal::StepUp) => {
                // That tab goes on to the page of the form, not to the first page.
                let next = came_from(ask).map(|page| format!("?next={}", encoded(&page)));
                let confirm = format!("/account/confirm{}", next.unwrap_or_default());
                vec![elsewhere(&confirm, "fault-confirm-tab")]
            }
            Self::Busy if get(ask) || has_page(ask) => {
                vec![link(&ask.address, &language.say("fault-try-again"))]
            }
            _ => {
                let home = match ask.route.face {
                    Face::Public => &language.path("/"),
                    Face::Me => "/me",
                    Face::Staff => "/staff",
                };
                let back = came_from(ask).map(|page| link(&page, &language.say("fault-back")));
                let home = link(home, &language.say("fault-home"));
                back.into_iter().chain([home]).collect()
            }
        }
    }

    /// Whether sending the same again may do what was wanted: later, signed in, or over what is stored now.
    fn may_be_sent_again(&self, ask: &Ask<'_>) -> bool {
        match self {
            Self::StaleForm => true,
            // Without the password, which is not shown, sending a sign-in again would be a wrong guess.
            Self::Busy => !ask.form.0.iter().any(|(name, _)| is_typed_secret(name)),
            Self::Refused(refusal) => !matches!(
                refusal,
                Refusal::NotFound | Refusal::Denied | Refusal::SignIn(_) | Refusal::Fields(_)
            ),
            _ => false,
        }
    }

    /// What was typed, with a button that sends it again.
    fn kept(&self, ask: &Ask<'_>) -> Markup {
        let fields: Vec<_> = ask
            .form
            .0
            .iter()
            .filter(|(name, _)| !SECRET_FIELDS.contains(&name.as_str()))
            .collect();
        if !self.may_be_sent_again(ask) || ask.method == axum::http::Method::GET {
            return html! {};
        }
        // A button alone types nothing, and is pressed again all the same.
        let shown: Vec<_> = fields
            .iter()
            .filter(|(name, value)| !name.starts_with('_') && !value.trim().is_empty())
            .collect();
        let as_it_was = matches!(
            self,
            Self::StaleForm | Self::Busy | Self::Refused(Refusal::SignedOut | Refusal::StepUp)
        );
        if shown.is_empty() && !as_it_was {
            return html! {};
        }
        let shown: Vec<_> = shown
            .into_iter()
            .filter(|(_, value)| !is_carried(value))
            .collect();
        let hidden = html! {
            @if !shown.is_empty() {
                dl.facts {
                    @for (name, value) in &shown {
                        div { dt { (name.replace('_', " ")) } dd { (value) } }
                    }
                }
            }
            @for (name, value) in &fields { input type="hidden" name=(name) value=(value); }
            div.buttons { (button(ask.language().say("fault-send-again"))) }
        };
        html! {
            section { @if !shown.is_empty() { h2 { (ask.language().say("fault-you-typed")) } }
            (form(ask.address.clone(), self.token_again(ask), hidden)) }
        }
    }

    /// The token with which the same is sent again. What may have been done already, or nearly, is sent under the key
    /// it had, so that it is done once; what was surely not done, or is to be done over something else, gets a new one.
    fn token_again(&self, ask: &Ask<'_>) -> String {
        let sent = ask.form.text("_token");
        match self {
            Self::Busy | Self::Refused(Refusal::Record(_)) if !sent.is_empty() => sent.to_owned(),
            _ => ask.token(),
        }
    }
}

/// Whether a script of ours reads what went wrong.
fn is_told_as_json(ask: &Ask<'_>) -> bool {
    ask.route.json || wants_json(ask)
}

/// What a script of ours reads. The sentence ends with the number, so that whoever shows the one shows the other.
pub(crate) fn json(sentence: &str, reference: Option<&str>) -> serde_json::Value {
    match reference {
        Some(reference) => {
            let number = Language::English.say("fault-reference");
            let error = format!("{sentence} {number} {reference}");
            serde_json::json!({ "error": error, "reference": reference })
        }
        None => serde_json::json!({ "error": sentence }),
    }
}

/// What a form carries along and nobody reads: the id of a record, the address to go back to.
fn is_carried(value: &str) -> bool {
    care::PersonId::parse(value).is_some()
        || value.starts_with("/staff/")
        || value.starts_with("/me/")
}

fn is_typed_secret(field: &str) -> bool {
    field != "_token" && SECRET_FIELDS.contains(&field)
}

/// Whether the address that a form was sent to is also the page it is on.
fn has_page(ask: &Ask<'_>) -> bool {
    ask.web.routes.page(ask.route.path).is_some()
}

/// The page of ours that the form was on, as far as the browser says: there is seen how it stands by now. A form that
/// came with the answer to another one was on an address that only takes what is sent to it: that leads nowhere.
fn came_from(ask: &Ask<'_>) -> Option<String> {
    let sent = ask.headers.get(REFERER)?.to_str().ok()?;
    let page = sent.strip_prefix(ask.clinic.settings().base_url.as_str())?;
    let leads = !get(ask) && is_own_path(page) && ask.web.routes.leads(page);
    leads.then(|| unsaid(page))
}

fn get(ask: &Ask<'_>) -> bool {
    ask.method == axum::http::Method::GET
}

/// A path as part of a query.
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, NON_ALPHANUMERIC).to_string()
}
