//! Whether a request may reach its handler.

use super::route::{Access, Route};
use super::{Ask, Fault, cookie, sheet, token};
use crate::ui::Face;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use clinic::Refusal;
use clinic::access::sign_in;
use policy::action::Target;
use policy::{Action, Actor, Reach, Resource, decide, reach};

/// Finds out who asks. Expiry is checked here, on every route.
pub(crate) fn identify(ask: &mut Ask<'_>) -> Result<(), Fault> {
    if let Some(cookie) = cookie::read(&ask.headers, cookie::SESSION) {
        let arrived = if ask.route.quiet {
            sign_in::overhear(ask.clinic, cookie)
        } else {
            sign_in::arrive(ask.clinic, cookie)
        };
        match arrived {
            Ok((actor, myself)) => {
                ask.myself = Some(myself);
                ask.actor = Some(actor);
            }
            Err(Refusal::SignedOut) => {}
            Err(refusal) => return Err(refusal.into()),
        }
    }
    Ok(())
}

/// Finds out who asks, then lets the request through or says why not.
pub(crate) fn pass(ask: &mut Ask<'_>) -> Result<(), Fault> {
    identify(ask)?;
    if ask.method != Method::GET {
        same_origin(&ask.headers, &ask.clinic.settings().base_url)?;
    }
    let allowed = judge(ask);
    // What is sent as JSON carries no token: no form of another site can send that type, and a script that could has
    // to ask first, which is never granted.
    if ask.method != Method::GET && !ask.route.json {
        if let Some((field, _)) = ask.form.0.iter().find(|(name, _)| !known(ask.route, name)) {
            return Err(Fault::UnknownField(field.clone()));
        }
        allowed?;
        let key = token::check(ask.form.text("_token"), ask.secret(), ask.now)
            .map_err(|_| Fault::StaleForm)?;
        ask.key = Some(sheet::key(ask, key));
        return Ok(());
    }
    allowed
}

fn known(route: &Route, name: &str) -> bool {
    let fits = |field: &&str| match field.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => *field == name,
    };
    name == "_token" || route.edits && name == sheet::VERSION || route.fields.iter().any(fits)
}

fn judge(ask: &Ask<'_>) -> Result<(), Fault> {
    admit(ask, ask.route)
}

/// Whether whoever asks passes the gate of a page, perhaps after confirming; for showing the way to it or not. Where it
/// also depends on a person or a site, the page that shows the way asks about those.
pub(crate) fn opens(ask: &Ask<'_>, path: &str) -> bool {
    let page = ask.web.routes.page(path);
    page.is_some_and(|page| {
        matches!(
            admit(ask, page),
            Ok(()) | Err(Fault::Refused(Refusal::StepUp))
        )
    })
}

fn admit(ask: &Ask<'_>, route: &Route) -> Result<(), Fault> {
    match (route.access, &ask.actor) {
        (Access::Anyone, _) | (Access::SignedIn, Some(_)) => Ok(()),
        (_, None) => Err(Refusal::SignedOut.into()),
        // What everybody does with an account of their own, staff do on pages of staff.
        (Access::May(action), Some(actor))
            if action.target() == Target::Account
                && route.face == Face::Staff
                && !actor.is_staff() =>
        {
            Err(Refusal::Denied.into())
        }
        (Access::May(action), Some(actor)) => may(actor, action, ask),
    }
}

/// What the policy can decide before anything was read. What depends on a person or a site is decided by the use case,
/// in the transaction that reads them.
fn may(actor: &Actor, action: Action, ask: &Ask<'_>) -> Result<(), Fault> {
    let resource = match action.target() {
        Target::Organization => Resource::Organization(actor.organization()),
        Target::Account => Resource::Account(actor.organization(), actor.person()),
        // Which one is meant is not known yet; but whoever may do this nowhere is turned away here.
        Target::Site | Target::Patient if reach(actor, action) != Reach::default() => return Ok(()),
        Target::Site => return Err(Refusal::Denied.into()),
        Target::Patient => return Err(Refusal::NotFound.into()),
    };
    let decision = decide(actor, action, &resource, ask.now);
    if decision.allow {
        Ok(())
    } else if decision.wants_step_up() {
        Err(Refusal::StepUp.into())
    } else {
        Err(Refusal::Denied.into())
    }
}

/// Whether a browser says that a request was made by a page of another site; one that says nothing does not.
pub(crate) fn is_sent_elsewhere(ask: &Ask<'_>) -> bool {
    let text = |name: &str| ask.headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(from) => !matches!(from, "same-origin" | "none"),
        None => text(ORIGIN.as_str()).is_some_and(|origin| origin != "null"),
    }
}

/// A request that changes something must come from a page of ours.
fn same_origin(headers: &HeaderMap, base_url: &str) -> Result<(), Fault> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let fetched_here = matches!(text("sec-fetch-site"), Some("same-origin" | "none"));
    let origin = headers.get(ORIGIN).and_then(|value| value.to_str().ok());
    let host = headers
        .get(HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let ours = origin.is_some_and(|origin| {
        origin == base_url
            || origin
                .split_once("://")
                .is_some_and(|(_, from)| !host.is_empty() && from == host)
    });
    let says_elsewhere = text("sec-fetch-site").is_some() && !fetched_here;
    if fetched_here || ours && !says_elsewhere {
        Ok(())
    } else {
        Err(Fault::ElsewhereForm)
    }
}
