//! From an HTTP request to a handler and back.

use super::address::Visitor;
use super::ask::{Ask, Web};
use super::fault::json;
use super::form::Form;
use super::guests::Guest;
use super::lanes::Lanes;
use super::listen::Feed;
use super::route::{BODY_BYTES_MAX, NO_SUCH_PAGE, Route, WRONG_METHOD};
use super::{Answer, Fault, gate, headers, notices, travel};
use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::{ConnectInfo, RawPathParams, Request};
use axum::http::header::{CONTENT_TYPE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{Method, Response, StatusCode};
use axum::routing::{MethodFilter, on};
use clinic::access::sign_in::Browser;
use http_body_util::BodyExt as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A body has to arrive within this, in seconds.
const BODY_SECONDS_MAX: u64 = 10;
/// How much of a body that is too large is let go by, in bytes, where what came before it is heard all the same: whoever
/// is still sending reads no answer.
const SPILL_BYTES_MAX: usize = 1024 * 1024;

/// What stands for a browser that does not say what it is.
pub(crate) const UNNAMED: &str = "A browser that does not say what it is";

/// A body as far as it arrived, and what is wrong with it.
struct Arrived {
    bytes: Vec<u8>,
    wrong: Option<Fault>,
}

impl Arrived {
    const fn nothing(fault: Fault) -> Self {
        Self {
            bytes: Vec::new(),
            wrong: Some(fault),
        }
    }
}

/// The router over every table.
pub(crate) fn router(web: Web) -> Router {
    let web = Arc::new(web);
    let lanes = Lanes::new();
    let mut router = Router::new().route("/assets/{name}", axum::routing::get(travel::asset));
    for route in web.routes.all() {
        let (web, lanes) = (Arc::clone(&web), Arc::clone(&lanes));
        let filter = if route.changes {
            MethodFilter::POST
        } else {
            MethodFilter::GET
        };
        router = router.route(
            route.path,
            on(filter, move |params: RawPathParams, request: Request| {
                answer(Arc::clone(&web), Arc::clone(&lanes), route, params, request)
            }),
        );
    }
    let lost = |route: &'static Route| {
        let (web, lanes) = (Arc::clone(&web), Arc::clone(&lanes));
        move |request: Request| async move { reply(web, lanes, route, Vec::new(), request).await }
    };
    router
        .fallback(lost(&NO_SUCH_PAGE))
        .method_not_allowed_fallback(lost(&WRONG_METHOD))
        .layer(travel::compression())
}

async fn answer(
    web: Arc<Web>,
    lanes: Arc<Lanes>,
    route: &'static Route,
    params: RawPathParams,
    request: Request,
) -> Response<Body> {
    let params = params
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    reply(web, lanes, route, params, request).await
}

async fn reply(
    web: Arc<Web>,
    lanes: Arc<Lanes>,
    route: &'static Route,
    params: Vec<(String, String)>,
    request: Request,
) -> Response<Body> {
    let began = Instant::now();
    let method = request.method().clone();
    let (parts, body) = request.into_parts();
    let visitor = visitor(&web, &parts);
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let session = super::cookie::read(&parts.headers, super::cookie::SESSION).map(str::to_owned);
    let cookie = session.clone();
    // The whole body before the turn: who sends slowly waits for themselves, and holds nobody's handler.
    let body = match room_for(&web, &lanes, visitor, route, announced, session).await {
        Ok(bytes_max) => read_body(body, bytes_max, route).await,
        Err(fault) => Arrived::nothing(fault),
    };
    let _working = parts.extensions.get::<Arc<Guest>>().map(Guest::work);
    let (listened, turns) = (Arc::clone(&web), Arc::clone(&lanes));
    let mut response = match lanes.turn(visitor, route).await {
        Some(turn) => {
            let ran = tokio::task::spawn_blocking(move || {
                // It goes along. When the browser hangs up, all that waits out here is dropped; but the handler runs
                // to its end, and until then its thread is taken.
                let _turn = turn;
                run(ask(&web, route, params, &parts, visitor), body)
            });
            match ran.await {
                Ok(mut answer) => match answer.news.take() {
                    Some(news) => {
                        let feed = Feed::new(listened, turns, visitor, route, cookie, news);
                        answer.into_response_with(feed)
                    }
                    None => answer.into_response(),
                },
                Err(error) => panicked(&listened, route, &error).into_response(),
            }
        }
        None => refuse(ask(&web, route, params, &parts, visitor), body).into_response(),
    };
    headers::add(response.headers_mut());
    let (status, millis) = (response.status().as_u16(), began.elapsed().as_millis());
    tracing::debug!(%method, path = route.path, status, millis, "answered");
    response
}

/// Says that the turn did not come, or what is wrong with the body. The page is made without asking the record, where
/// others stand in line, and for which no thread that serves connections may wait.
fn refuse(mut ask: Ask<'_>, body: Arrived) -> Answer {
    let taken = take_body(&mut ask, body);
    taken.err().unwrap_or(Fault::Busy).into_bare_answer(&ask)
}

/// How large a body may be. A file is taken only from somebody who is signed in, which is looked up before it is read:
/// strangers cannot fill the memory with them.
async fn room_for(
    web: &Arc<Web>,
    lanes: &Arc<Lanes>,
    visitor: Visitor,
    route: &'static Route,
    announced: usize,
    session: Option<String>,
) -> Result<usize, Fault> {
    let bytes_max = route.body_bytes_max.unwrap_or(BODY_BYTES_MAX);
    if announced <= BODY_BYTES_MAX || bytes_max == BODY_BYTES_MAX {
        return Ok(BODY_BYTES_MAX);
    }
    let Some(session) = session else {
        return Err(Fault::TooLarge);
    };
    let turn = lanes.turn(visitor, route).await.ok_or(Fault::Busy)?;
    let web = Arc::clone(web);
    let known = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        clinic::access::sign_in::authenticate(&web.clinic, &session).is_ok()
    });
    match known.await {
        Ok(true) => Ok(bytes_max),
        _ => Err(Fault::TooLarge),
    }
}

async fn read_body(body: Body, bytes_max: usize, route: &Route) -> Arrived {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let spill_max = match route.hears {
        Some(_) => SPILL_BYTES_MAX,
        // Whoever announces too much need not send it first.
        None if announced > bytes_max => return Arrived::nothing(Fault::TooLarge),
        None => 0,
    };
    let mut bytes = Vec::new();
    let gathered = gather(body, &mut bytes, bytes_max, spill_max);
    let wrong = match tokio::time::timeout(Duration::from_secs(BODY_SECONDS_MAX), gathered).await {
        Err(_) => Some(Fault::Unreadable("it took too long to arrive")),
        Ok(gathered) => gathered.err(),
    };
    Arrived { bytes, wrong }
}

/// Adds what arrives to `bytes`, as much as may be, and lets a little of what is too much go by.
async fn gather(
    mut body: Body,
    bytes: &mut Vec<u8>,
    bytes_max: usize,
    spill_max: usize,
) -> Result<(), Fault> {
    let mut spilled: usize = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Fault::Unreadable("it broke off"))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let room = bytes_max.saturating_sub(bytes.len()).min(data.len());
        bytes.extend_from_slice(data.get(..room).unwrap_or_default());
        spilled = spilled.saturating_add(data.len() - room);
        if spilled > spill_max {
            return Err(Fault::TooLarge);
        }
    }
    if spilled > 0 {
        Err(Fault::TooLarge)
    } else {
        Ok(())
    }
}

/// The request as a handler sees it, before anybody looked at who asks.
fn ask<'a>(
    web: &'a Web,
    route: &'static Route,
    params: Vec<(String, String)>,
    parts: &Parts,
    visitor: Visitor,
) -> Ask<'a> {
    let address = parts
        .uri
        .path_and_query()
        .map_or("/", |address| address.as_str())
        .to_owned();
    Ask {
        web,
        clinic: &web.clinic,
        route,
        // HEAD asks for what GET would answer; the server leaves the body out.
        method: if parts.method == Method::HEAD {
            Method::GET
        } else {
            parts.method.clone()
        },
        address,
        params,
        query: Form::parse(parts.uri.query().unwrap_or_default().as_bytes()).unwrap_or_default(),
        form: Form::default(),
        body: String::new(),
        headers: parts.headers.clone(),
        browser: browser(parts, visitor),
        actor: None,
        myself: None,
        key: None,
        now: web.clinic.now(),
    }
}

fn run(mut ask: Ask<'_>, body: Arrived) -> Answer {
    let clinic = ask.clinic;
    // A page is one look, however many use cases it takes. A change is not: it would hold its snapshot while it waits.
    let answered = if ask.method == Method::GET {
        clinic.visit(|| handle(&mut ask, body))
    } else {
        clinic.errand(|| handle(&mut ask, body))
    };
    match answered {
        Ok(answer) => answer,
        Err(refusal) => failed(&ask, refusal.into()),
    }
}

fn handle(ask: &mut Ask<'_>, body: Arrived) -> Answer {
    let passed = if ask.route.path.is_empty() {
        gate::identify(ask)
    } else {
        take_body(ask, body).and_then(|()| gate::pass(ask))
    };
    let result = match (passed, ask.route.hears) {
        (Ok(()), _) => (ask.route.run)(ask),
        (Err(fault), Some(hearing)) => (hearing.keep)(ask, fault),
        (Err(fault), None) => Err(fault),
    };
    match result {
        Ok(answer) => notices::proven(ask, answer),
        Err(fault) => failed(ask, fault),
    }
}

fn failed(ask: &Ask<'_>, fault: Fault) -> Answer {
    if !fault.status().is_server_error() {
        return fault.into_answer(ask, None);
    }
    // No request failed: this one was asked to come again. Anybody who is signed in can have as many of these as they
    // like, and the references that somebody reads out on the telephone are not to be looked for among them.
    if matches!(fault, Fault::Busy) {
        tracing::debug!(path = ask.route.path, "too much at once");
        return fault.into_answer(ask, None);
    }
    let reference = reference(ask.clinic.random());
    tracing::error!(
        path = ask.route.path,
        reason = fault.for_the_log(),
        reference,
        "a request failed"
    );
    fault.into_answer(ask, Some(reference))
}

/// What is answered in the place of a handler that panicked. Nothing is known any more of who asked.
fn panicked(web: &Web, route: &Route, error: &tokio::task::JoinError) -> Answer {
    let reference = reference(web.clinic.random());
    tracing::error!(%error, path = route.path, reference, "a handler panicked");
    let text = "Something went wrong on the server. What was saved before is safe. Try again.";
    let told = json(text, Some(reference.as_str()));
    let answer = if route.json {
        Answer::json(&told)
    } else {
        Answer::text(told["error"].as_str().unwrap_or(text).to_owned())
    };
    answer.status(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A number that is short enough to be said on the telephone: `7F3A-22C1`.
fn reference([a, b, c, d]: [u8; 4]) -> String {
    format!("{a:02X}{b:02X}-{c:02X}{d:02X}")
}

/// Takes the body. Where anybody may tell of danger, what can be read of one that is refused is there to be heard.
fn take_body(ask: &mut Ask<'_>, body: Arrived) -> Result<(), Fault> {
    let Arrived { bytes, wrong } = body;
    let heard = (ask.route.hears.is_some() && ask.method == Method::POST)
        .then(|| Form::heard(&bytes, ask.route.fields));
    let taken = match wrong {
        Some(fault) => Err(fault),
        None => read(ask, bytes),
    };
    if taken.is_err()
        && let Some(heard) = heard
    {
        ask.form = heard;
    }
    taken
}

/// Reads a body as the kind that the route wants, and no other.
fn read(ask: &mut Ask<'_>, body: Vec<u8>) -> Result<(), Fault> {
    if ask.method == Method::GET || ask.method == Method::HEAD {
        return Ok(());
    }
    let kind = ask
        .headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let wanted = if ask.route.json {
        "application/json"
    } else {
        "application/x-www-form-urlencoded"
    };
    if kind.split(';').next().map(str::trim) != Some(wanted) {
        return Err(Fault::WrongKind);
    }
    if ask.route.json {
        let body = String::from_utf8(body).map_err(|_| Fault::Unreadable("it is not text"))?;
        ask.body = care::text::clean(&body).into_owned();
    } else {
        ask.form = Form::parse(&body).map_err(Fault::Unreadable)?;
    }
    Ok(())
}

fn visitor(web: &Web, parts: &Parts) -> Visitor {
    let unknown = SocketAddr::from(([0, 0, 0, 0], 0));
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(unknown, |info| info.0);
    Visitor::behind(peer, &parts.headers, web.options.trusted_proxy)
}

fn browser(parts: &Parts, visitor: Visitor) -> Browser {
    let device = parts
        .headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or(UNNAMED);
    Browser {
        address: visitor.to_string(),
        device: device.to_owned(),
        known: super::cookie::read(&parts.headers, super::cookie::KNOWN).map(str::to_owned),
    }
}
