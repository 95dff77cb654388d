//! What is news to whoever has a page open, said as it happens (server-sent events).
//!
//! Between two pieces of news a listener holds a connection and nothing else: no thread, no turn, no connection to the
//! store. When the bell rings, or after [`BEAT`], they take a turn like any request, and it is asked again who they are
//! and what waits for them; whose session is over, or who may not know any more, hears nothing further. A listener goes
//! after [`LISTEN_SECONDS_MAX`], before their connection would be too old, and comes back by themselves.

use super::address::Visitor;
use super::ask::Web;
use super::lanes::Lanes;
use super::route::Route;
use axum::body::Bytes;
use axum::body::HttpBody;
use clinic::Refusal;
use clinic::access::sign_in;
use clinic::followup::bell::{Bell, Listening};
use clinic::followup::signal;
use clinic::intake::inquiry;
use hyper::body::Frame;
use policy::Actor;
use serde::Serialize;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// How long somebody listens at a time, in seconds: less than a connection becomes old.
const LISTEN_SECONDS_MAX: u64 = 240;
/// How often it is asked again who listens, without anything having happened: as late as this a page hears that its
/// session is over. Something is sent each time, which finds out whether anybody is still there.
const BEAT: Duration = Duration::from_secs(15);
/// What the browser is told first: how long to wait before it comes back, in milliseconds.
const COME_BACK: &str = "retry: 1000\n\n";

/// What everybody who listens shares.
pub(crate) struct Listeners {
    rung: watch::Receiver<u64>,
    ending: watch::Receiver<bool>,
}

impl Listeners {
    /// Listens to the bell for all of them.
    pub fn new(bell: &Bell, ending: watch::Receiver<bool>) -> Self {
        let (ringing, rung) = watch::channel(0);
        bell.listen(move || ringing.send_modify(|times| *times += 1));
        Self { rung, ending }
    }
}

/// What waits for somebody: ids of signals and how many, whether requests came or went, and nothing about whom.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub(crate) struct WaitingSignals {
    /// Those that want somebody now and that nobody has answered, the oldest first.
    pub now: Vec<String>,
    /// How many are open, for a page that lists them to know that it is old.
    pub open: usize,
    /// The same for a page that lists requests, of whoever works them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<String>,
}

impl WaitingSignals {
    /// What waits for the actor.
    pub fn of(clinic: &clinic::Clinic, actor: &Actor) -> Result<Self, Refusal> {
        let waiting = signal::waiting(clinic, actor)?;
        let now = waiting.now.iter().map(ToString::to_string).collect();
        Ok(Self {
            now,
            open: waiting.open,
            requests: inquiry::mark(clinic, actor)?,
        })
    }

    fn event(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("data: {json}\n\n")
    }
}

/// What is said first, and that somebody listens.
pub(crate) struct News {
    /// What waits for them.
    pub state: WaitingSignals,
    /// That they listen.
    pub listening: Listening,
}

impl std::fmt::Debug for News {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("News")
    }
}

/// One listener.
struct Ear {
    web: Arc<Web>,
    lanes: Arc<Lanes>,
    visitor: Visitor,
    route: &'static Route,
    cookie: String,
    rung: watch::Receiver<u64>,
    ending: watch::Receiver<bool>,
    over: Instant,
    last: WaitingSignals,
    // Whoever has this open is told here and called a minute later at most, so it ends with the connection however
    // that ends.
    _listening: Listening,
}

type Next = Pin<Box<dyn Future<Output = Option<(Bytes, Ear)>> + Send>>;

/// The body of an answer that goes on.
pub(crate) struct Feed {
    /// What is said first.
    first: Option<Bytes>,
    next: Option<Next>,
}

impl Feed {
    pub fn new(
        web: Arc<Web>,
        lanes: Arc<Lanes>,
        visitor: Visitor,
        route: &'static Route,
        cookie: Option<String>,
        news: News,
    ) -> Self {
        let first = format!("{COME_BACK}{}", news.state.event());
        let (rung, ending) = (web.listeners.rung.clone(), web.listeners.ending.clone());
        let ear = Ear {
            web,
            lanes,
            visitor,
            route,
            cookie: cookie.unwrap_or_default(),
            rung,
            ending,
            over: Instant::now() + Duration::from_secs(LISTEN_SECONDS_MAX),
            last: news.state,
            _listening: news.listening,
        };
        Self {
            first: Some(first.into()),
            next: Some(Box::pin(ear.next())),
        }
    }
}

impl Ear {
    /// Waits for the next thing to say; nothing when it is over.
    async fn next(mut self) -> Option<(Bytes, Self)> {
        loop {
            // A ring that came before this read is not missed: it is asked once more than necessary.
            let beat = Instant::now() + BEAT;
            let is_beat = tokio::select! {
                () = ended(&mut self.ending) => return None,
                () = sleep_until(self.over) => return None,
                rung = self.rung.changed() => {
                    rung.ok()?;
                    false
                }
                () = sleep_until(beat) => true,
            };
            match self.ask().await {
                Some(Ok(state)) if state != self.last => {
                    let event = state.event();
                    self.last = state;
                    return Some((event.into(), self));
                }
                // Signed out, or not to know any more.
                Some(Err(())) => return None,
                Some(Ok(_)) | None if is_beat => return Some((Bytes::from_static(b":\n\n"), self)),
                // There was no turn: asked again at the next ring or beat.
                Some(Ok(_)) | None => {}
            }
        }
    }

    /// What waits for them now; an error where it is over, nothing where that could not be found out.
    async fn ask(&self) -> Option<Result<WaitingSignals, ()>> {
        let turn = self.lanes.turn(self.visitor, self.route).await?;
        let (web, cookie) = (Arc::clone(&self.web), self.cookie.clone());
        let asked = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let (actor, _) = sign_in::overhear(&web.clinic, &cookie)?;
            WaitingSignals::of(&web.clinic, &actor)
        });
        match asked.await {
            Ok(Ok(state)) => Some(Ok(state)),
            Ok(Err(Refusal::SignedOut | Refusal::Denied | Refusal::NotFound)) | Err(_) => {
                Some(Err(()))
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "a listener could not be told");
                None
            }
        }
    }
}

async fn ended(ending: &mut watch::Receiver<bool>) {
    let _ = ending.wait_for(|ending| *ending).await;
}

impl HttpBody for Feed {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        let Some(next) = &mut self.next else {
            return Poll::Ready(None);
        };
        let said = ready!(next.as_mut().poll(cx));
        self.next = None;
        Poll::Ready(said.map(|(bytes, ear)| {
            self.next = Some(Box::pin(ear.next()));
            Ok(Frame::data(bytes))
        }))
    }
}
