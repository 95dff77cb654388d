//! The accept loop: every connection has a timer, and stopping waits for what was begun.

use super::ask::Web;
use super::dispatch;
use axum::extract::ConnectInfo;
use clinic::Clinic;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// Whoever has not sent a whole head by then is let go, in seconds. An idle connection too.
const HEAD_SECONDS_MAX: u64 = 5;
/// Connections open at the same time; the rest wait in the listener's queue.
const CONNECTIONS_MAX: usize = 4_096;
/// How long stopping waits for requests under way, in seconds.
const DRAIN_SECONDS_MAX: u64 = 20;
/// How long to wait after the machine refused a connection, in milliseconds.
const ACCEPT_PAUSE_MS: u64 = 50;

/// How the pages are served.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The file outside the database that holds signed checkpoints of the journal.
    pub checkpoints: Option<PathBuf>,
    /// Whether a proxy of ours stands in front and says whom it speaks for in `X-Forwarded-For`.
    pub trusted_proxy: bool,
}

/// Serves until `stop` is done, then finishes what was begun.
pub async fn serve(
    listener: std::net::TcpListener,
    clinic: Arc<Clinic>,
    options: Options,
    stop: impl Future<Output = ()> + Send,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let router = dispatch::router(Web { clinic, options });
    let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &room) => accepted,
        };
        let Some((stream, peer, place)) = accepted else {
            tokio::time::sleep(Duration::from_millis(ACCEPT_PAUSE_MS)).await;
            continue;
        };
        let router = router.clone();
        let service =
            hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
                let mut request = request.map(axum::body::Body::new);
                request.extensions_mut().insert(ConnectInfo(peer));
                let router = router.clone();
                async move {
                    Ok::<_, Infallible>(
                        router
                            .oneshot(request)
                            .await
                            .unwrap_or_else(|never| match never {}),
                    )
                }
            });
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(HEAD_SECONDS_MAX))
            .serve_connection(TokioIo::new(stream), service);
        let watched = graceful.watch(connection);
        connections.spawn(async move {
            // A connection that ends badly is the other side's affair.
            let _ = watched.await;
            drop(place);
        });
    }
    drop(listener);
    let drained =
        tokio::time::timeout(Duration::from_secs(DRAIN_SECONDS_MAX), graceful.shutdown()).await;
    if drained.is_err() {
        tracing::warn!("some requests were still running when the time to finish was over");
    }
    connections.shutdown().await;
    Ok(())
}

async fn accept(
    listener: &tokio::net::TcpListener,
    room: &Arc<Semaphore>,
) -> Option<(
    tokio::net::TcpStream,
    std::net::SocketAddr,
    tokio::sync::OwnedSemaphorePermit,
)> {
    let place = Arc::clone(room).acquire_owned().await.ok()?;
    let (stream, peer) = listener.accept().await.ok()?;
    let _ = stream.set_nodelay(true);
    Some((stream, peer, place))
}
