//! The accept loop: whatever we wait for from the other side has a limit, and stopping waits for what was begun.
//!
//! A head has to arrive within [`HEAD_SECONDS_MAX`], a body within ten seconds, and an answer has to be taken
//! ([`Limited`]); requests sent ahead of the answers are not served. A connection ends after [`CONNECTION_SECONDS_MAX`]
//! in any case. Nobody has more than a share of the connections ([`Guests`]).

use super::address::Visitor;
use super::ask::Web;
use super::dispatch;
use super::guests::{GuestPlace, Guests};
use super::listen::Listeners;
use super::notices::Notices;
use super::route::Routes;
use super::stream::Limited;
use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::HeaderValue;
use axum::http::header::CONNECTION;
use clinic::Clinic;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// Whoever has not sent a whole head by then is let go, in seconds. An idle connection too.
const HEAD_SECONDS_MAX: u64 = 5;
/// The oldest that a connection becomes, in seconds; what was begun on it is finished.
const CONNECTION_SECONDS_MAX: u64 = 300;
/// What is read ahead of a connection, in bytes: the longest head, and requests sent before the last was answered.
const AHEAD_BYTES_MAX: usize = 32 * 1024;
/// What the system keeps of an answer that is not taken yet, in bytes.
const UNTAKEN_BYTES_MAX: usize = 256 * 1024;
/// How long the other side may take for the next part of an answer, in seconds.
const TAKE_SECONDS_MAX: u64 = 10;
/// How long stopping waits for requests under way, in seconds.
const DRAIN_SECONDS_MAX: u64 = 7;
/// How long to wait after the machine refused a connection, in milliseconds.
const ACCEPT_PAUSE_MS: u64 = 50;
/// What is said to a connection for which there is no place.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 87\r\n\r\nToo many connections are open from your network. Wait a few seconds and open this again";

/// How the pages are served.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The file outside the database that holds signed checkpoints of the journal.
    pub checkpoints: Option<PathBuf>,
    /// Whether a proxy of ours stands in front and says whom it speaks for in `X-Forwarded-For`. Shares of connections
    /// are then the proxy's to give; shares of requests are counted for whom it speaks.
    pub trusted_proxy: bool,
}

/// Serves until `stop` is done, then finishes what was begun.
pub async fn serve(
    listener: std::net::TcpListener,
    clinic: Arc<Clinic>,
    routes: Routes,
    options: Options,
    stop: impl Future<Output = ()> + Send,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let guests = Guests::new(options.trusted_proxy);
    let notices = Notices::new(clinic.dice());
    let (ending, _) = watch::channel(false);
    let listeners = Listeners::new(clinic.bell(), ending.subscribe());
    let pages = dispatch::router(Web {
        clinic,
        options,
        notices,
        routes,
        listeners,
    });
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(Duration::from_millis(ACCEPT_PAUSE_MS)).await;
            continue;
        };
        match guests.admit(Visitor::of(peer.ip())) {
            Some(place) => {
                prepare(&stream);
                let ending = ending.subscribe();
                connections.spawn(attend(stream, peer, pages.clone(), place, ending));
            }
            // Said in passing: whether it is heard is not waited for.
            None => drop(stream.try_write(FULL)),
        }
    }
    drop(listener);
    ending.send_replace(true);
    let finished = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(Duration::from_secs(DRAIN_SECONDS_MAX), finished)
        .await
        .is_err()
    {
        tracing::warn!("some requests were still running when the time to finish was over");
    }
    connections.shutdown().await;
    Ok(())
}

/// Sets what the system keeps of a connection. One on which this fails is served all the same.
fn prepare(stream: &TcpStream) {
    let _ = stream.set_nodelay(true);
    let socket = socket2::SockRef::from(stream);
    let _ = socket.set_send_buffer_size(UNTAKEN_BYTES_MAX);
    // What nobody took is thrown away soon after the connection, instead of staying with the system for minutes.
    #[cfg(target_os = "linux")]
    let _ = socket.set_tcp_user_timeout(Some(Duration::from_secs(TAKE_SECONDS_MAX)));
}

/// Serves one connection to its end.
async fn attend(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    place: GuestPlace,
    mut ending: watch::Receiver<bool>,
) {
    let stream = Limited::new(stream, Duration::from_secs(TAKE_SECONDS_MAX));
    let guest = Arc::clone(&place.guest);
    let (reads, answered) = (stream.reads(), Arc::new(AtomicU64::new(u64::MAX)));
    let service =
        hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            request.extensions_mut().insert(Arc::clone(&guest));
            let router = router.clone();
            let (reads, answered) = (Arc::clone(&reads), Arc::clone(&answered));
            // Nothing was read since the last answer was made, so this was sent before it: no browser does that. It is
            // answered, and what else was sent ahead is not.
            let ahead = reads.load(Ordering::Relaxed) == answered.load(Ordering::Relaxed);
            async move {
                let mut response = router
                    .oneshot(request)
                    .await
                    .unwrap_or_else(|never| match never {});
                if ahead {
                    let close = HeaderValue::from_static("close");
                    response.headers_mut().insert(CONNECTION, close);
                }
                answered.store(reads.load(Ordering::Relaxed), Ordering::Relaxed);
                Ok::<_, Infallible>(response)
            }
        });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(HEAD_SECONDS_MAX))
        .max_buf_size(AHEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let mut old = std::pin::pin!(tokio::time::sleep(Duration::from_secs(
        CONNECTION_SECONDS_MAX
    )));
    let mut last = false;
    loop {
        tokio::select! {
            // A connection that ends badly is the other side's affair.
            _ = connection.as_mut() => break,
            () = place.guest.told_to_leave() => break,
            _ = ending.wait_for(|ending| *ending), if !last => {}
            () = &mut old, if !last => {}
        }
        last = true;
        connection.as_mut().graceful_shutdown();
    }
}
