//! A request, as a handler sees it.

use super::cookie;
use super::fault::Fault;
use super::form::Form;
use super::route::{Route, Routes};
use super::{notices, token};
use crate::language::Language;
use axum::http::header::{ACCEPT_LANGUAGE, IF_NONE_MATCH};
use axum::http::{HeaderMap, Method};
use care::TimeZoneName;
use clinic::access::sign_in::Browser;
use clinic::home::Myself;
use clinic::{Clinic, Key, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::Actor;
use std::sync::Arc;

/// The name by which the frame of pages about people knows it.
pub(crate) use super::clock::{Clocks, moment, moment_in, near, time_of_day};

/// What every request shares.
pub(crate) struct Web {
    pub clinic: Arc<Clinic>,
    pub options: super::server::Options,
    pub notices: super::notices::Notices,
    pub routes: Routes,
    pub listeners: super::listen::Listeners,
}

/// One request.
pub(crate) struct Ask<'a> {
    pub web: &'a Web,
    pub clinic: &'a Clinic,
    pub route: &'static Route,
    pub method: Method,
    /// The path and query, for coming back to.
    pub address: String,
    pub params: Vec<(String, String)>,
    pub query: Form,
    pub form: Form,
    /// The body, where it is not a form.
    pub body: String,
    pub headers: HeaderMap,
    pub browser: Browser,
    pub actor: Option<Actor>,
    pub myself: Option<Myself>,
    pub key: Option<Key>,
    pub now: Timestamp,
}

impl Ask<'_> {
    /// Who is signed in.
    pub fn actor(&self) -> Result<&Actor, Fault> {
        self.actor
            .as_ref()
            .ok_or(Fault::Refused(Refusal::SignedOut))
    }

    /// The language of the page: that of its address, or of whoever asks where it is theirs.
    pub fn language(&self) -> Language {
        match Language::of(&self.address) {
            Language::English if self.route.own_language => self.own_language(),
            language => language,
        }
    }

    /// The language of whoever asks: the one that they chose, here or on another of their browsers, or else the one that
    /// the browser would rather have. Those who work here read English, as all of their pages are.
    pub fn own_language(&self) -> Language {
        if self.actor.as_ref().is_some_and(Actor::is_staff) {
            return Language::English;
        }
        let asked = || Language::from_code(self.query.text("language"));
        let chosen = || self.myself.as_ref().and_then(|myself| myself.language);
        let here = || cookie::read(&self.headers, cookie::LANGUAGE).and_then(Language::from_code);
        let accepted = || {
            let accepted = self.headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
            Language::wanted(accepted)
        };
        let signed_in = self.actor.is_some();
        let found = if signed_in { chosen() } else { asked() };
        found.or_else(here).or_else(accepted).unwrap_or_default()
    }

    /// The session's secret; empty for whoever has none.
    pub fn secret(&self) -> &str {
        cookie::read(&self.headers, cookie::SESSION).unwrap_or_default()
    }

    /// Whether the asker has what carries this tag (`W/"…"`) already.
    pub fn has_tag(&self, tag: &str) -> bool {
        let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let wanted = strong(tag);
        self.headers
            .get_all(IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|list| list.split(','))
            .any(|one| strong(one) == wanted)
    }

    /// A token for a form on the page being made.
    pub fn token(&self) -> String {
        token::make(self.clinic.fresh_key().uuid(), self.secret())
    }

    /// The token of a form with this key, for showing a form that was sent again as the same one.
    pub fn token_of(&self, key: Key) -> String {
        token::make(key.uuid(), self.secret())
    }

    /// The key of a form that was turned away for something else, where it has one that is good.
    pub fn key_turned_away(&self) -> Option<Key> {
        token::check(self.form.text("_token"), self.secret(), self.now).ok()
    }

    /// The idempotency key of the form that was sent.
    pub fn key(&self) -> Result<Key, Fault> {
        self.key.ok_or(Fault::StaleForm)
    }

    /// The zone in which the asker's own times are shown.
    pub fn zone(&self) -> Result<TimeZoneName, Fault> {
        Ok(clinic::home::own_zone(self.clinic, self.actor()?)?)
    }

    /// The date where the asker is.
    pub fn today(&self) -> Result<Date, Fault> {
        Ok(self.zone()?.local(self.now).date())
    }

    /// An id in the path; what is not an id names nothing.
    pub fn id<T>(&self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Fault> {
        parse(self.param(name)).ok_or(Fault::Refused(Refusal::NotFound))
    }

    /// A part of the path.
    pub fn param(&self, name: &str) -> &str {
        self.params
            .iter()
            .find(|(found, _)| found == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Whether a dangerous act would be allowed now without confirming again.
    pub fn stepped_up(&self) -> bool {
        self.actor
            .as_ref()
            .is_some_and(|actor| actor.stepped_up(self.now))
    }

    /// Where to go after signing in or confirming: a path of ours without what it last said, or the fallback.
    pub fn next(&self, fallback: &str) -> String {
        let from_form = self.form.text("next");
        let wanted = if from_form.is_empty() {
            self.query.text("next")
        } else {
            from_form
        };
        if is_own_path(wanted) {
            notices::unsaid(wanted)
        } else {
            fallback.to_owned()
        }
    }
}

/// Whether a path leads nowhere but here.
pub(crate) fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '#'])
        && !path.chars().any(char::is_control)
}

/// Whether a script of ours asks, which reads JSON; the same address answers a form without scripts.
pub(crate) fn wants_json(ask: &Ask<'_>) -> bool {
    wants(ask, "application/json")
}

/// Whether what is asked for first is of this kind.
pub(crate) fn wants(ask: &Ask<'_>, kind: &str) -> bool {
    ask.headers
        .get(axum::http::header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.starts_with(kind))
}
