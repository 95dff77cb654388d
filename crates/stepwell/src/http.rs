//! The one place where the pages are started.

use anyhow::{Context as _, Result};
use clinic::Clinic;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};

/// Threads for use cases, which wait for the disk; each holds a stack and at most one password check.
const BLOCKING_THREADS_MAX: usize = 64;

/// Takes the port, or says who may have it.
pub fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => anyhow::anyhow!(
            "Port {} on {} is in use by another program. Stop that one, or choose another port (0 picks a free one).",
            address.port(),
            address.ip()
        ),
        std::io::ErrorKind::PermissionDenied => anyhow::anyhow!(
            "This account may not listen on port {}. Choose a port from 1024 up and let the web server in front forward to it.",
            address.port()
        ),
        _ => anyhow::anyhow!("Listening on {address} is not possible: {error}. Choose an address of this computer."),
    })
}

/// Serves pages until somebody asks the program to stop; answers once the last request is answered.
/// `announce` runs when asking to stop works, so that whoever reads what it prints may rely on it.
pub fn serve_until_told(
    listener: TcpListener,
    clinic: Arc<Clinic>,
    options: web::Options,
    announce: impl FnOnce(),
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING_THREADS_MAX)
        .build()?;
    runtime.block_on(async {
        let mut terminated = signal(SignalKind::terminate())?;
        let mut interrupted = signal(SignalKind::interrupt())?;
        announce();
        let stop = async move {
            tokio::select! {
                _ = terminated.recv() => {}
                _ = interrupted.recv() => {}
            }
            tracing::info!("asked to stop; finishing what is under way");
        };
        web::serve(listener, clinic, options, stop)
            .await
            .context("Serving pages ended")
    })
}
