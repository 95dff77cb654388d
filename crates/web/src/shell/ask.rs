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
use care::people::site::{minute_of, minute_text};
use clinic::access::sign_in::Browser;
use clinic::home::Myself;
use clinic::{Clinic, Key, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::Actor;
use std::sync::Arc;

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

    /// The clocks of the asker's own times.
    pub fn clocks(&self) -> Result<Clocks, Fault> {
        self.clocks_of(&self.zone()?)
    }

    /// The clocks of a zone, as the asker reads them: its name stands beside every time where they have others.
    pub fn clocks_of(&self, zone: &TimeZoneName) -> Result<Clocks, Fault> {
        Ok(Clocks {
            zone: zone.clone(),
            named: clinic::home::in_several_zones(self.clinic, self.actor()?)?,
            now: self.now,
        })
    }

    /// The clocks of the place where somebody is seen. They are always named: what is said of a person in danger is
    /// read by whoever is on call, from anywhere, beside a clock that counts there. Where the place is not known, the
    /// asker's.
    pub fn clocks_at(&self, zone: Option<&TimeZoneName>) -> Result<Clocks, Fault> {
        match zone {
            Some(zone) => Ok(Clocks {
                zone: zone.clone(),
                named: true,
                now: self.now,
            }),
            None => self.clocks(),
        }
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

/// How instants are told to somebody: by the clocks of one zone, which is named where it could be mistaken.
pub(crate) struct Clocks {
    zone: TimeZoneName,
    named: bool,
    now: Timestamp,
}

impl Clocks {
    /// "today, 5:30 pm", "Tue, Apr 14, 5:30 pm MDT": the fewest words that are clear.
    pub fn near(&self, at: Timestamp) -> String {
        if self.named {
            near_with_zone(at, self.now, &self.zone)
        } else {
            near(at, self.now, &self.zone)
        }
    }

    /// "Tue, Apr 14, 2026, 5:30 pm", or "Tue, Apr 14, 2026, 5:30 pm MDT" to whoever has clocks in several zones.
    pub fn moment(&self, at: Timestamp) -> String {
        if self.named {
            moment_with_zone(at, &self.zone)
        } else {
            moment(at, &self.zone)
        }
    }
}

/// The time of day of an instant: "5:30 pm".
pub(crate) fn time_of_day(at: Timestamp, zone: &TimeZoneName) -> String {
    minute_text(minute_of(zone.local(at).time()))
}

/// An instant as people read it in a zone: "Tue, Apr 14, 2026, 5:30 pm".
pub(crate) fn moment(at: Timestamp, zone: &TimeZoneName) -> String {
    let local = zone.local(at);
    format!(
        "{}, {}",
        care::day::dated_text(local.date()),
        minute_text(minute_of(local.time()))
    )
}

/// The same with the zone's abbreviation, where it could be mistaken.
pub(crate) fn moment_with_zone(at: Timestamp, zone: &TimeZoneName) -> String {
    format!("{} {}", moment(at, zone), zone.abbreviation(at))
}

/// An instant near `now`, in the fewest words: "today, 3:30 pm", "Wed, Nov 25, 9:00 am"; with the year where it is far.
pub(crate) fn near(at: Timestamp, now: Timestamp, zone: &TimeZoneName) -> String {
    let (local, today) = (zone.local(at), zone.local(now).date());
    let day = if local.date() == today {
        "today".to_owned()
    } else {
        care::day::near_text(local.date(), today)
    };
    format!("{day}, {}", time_of_day(at, zone))
}

/// The same with the zone's abbreviation, where it could be mistaken.
pub(crate) fn near_with_zone(at: Timestamp, now: Timestamp, zone: &TimeZoneName) -> String {
    format!("{} {}", near(at, now, zone), zone.abbreviation(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_said_in_as_few_words_as_are_clear() {
        let zone = TimeZoneName::parse("America/New_York").unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-03-02T17:00:00Z");
        for (then, words) in [
            ("2026-03-02T20:30:00Z", "today, 3:30 pm"),
            ("2026-03-04T14:00:00Z", "Wed, Mar 4, 9:00 am"),
            ("2025-07-30T13:00:00Z", "Wed, Jul 30, 2025, 9:00 am"),
        ] {
            assert_eq!(near(at(then), now, &zone), words);
        }
        let then = at("2026-03-04T14:00:00Z");
        assert_eq!(near_with_zone(then, now, &zone), "Wed, Mar 4, 9:00 am EST");
    }

    #[test]
    fn a_zone_is_named_where_it_could_be_mistaken() {
        let at = "2026-03-10T00:30:00Z".parse().unwrap();
        let clocks = |named| Clocks {
            zone: TimeZoneName::parse("America/Denver").unwrap(),
            named,
            now: at,
        };
        assert_eq!(clocks(false).moment(at), "Mon, Mar 9, 2026, 6:30 pm");
        assert_eq!(clocks(true).moment(at), "Mon, Mar 9, 2026, 6:30 pm MDT");
    }
}
