//! The one place where the pages are started.

use anyhow::{Context as _, Result};
use clinic::Clinic;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// Threads for use cases, which wait for the disk; a few more than there are handlers at once.
const BLOCKING_THREADS_MAX: usize = web::HANDLER_THREADS_MAX + 8;
/// From being asked to stop, the program ends within this, in seconds, whatever hangs: a disk, a mail server, a handler.
/// What was answered is stored by then; what was not may be sent again.
const END_SECONDS_MAX: u64 = 10;
/// How long a handler that is still running is waited for when the connections are closed, in seconds.
const HANDLER_SECONDS_MAX: u64 = 1;

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
    let serving = Arc::clone(&clinic);
    let served = runtime.block_on(async {
        let mut terminated = signal(SignalKind::terminate())?;
        let mut interrupted = signal(SignalKind::interrupt())?;
        let mut hung_up = signal(SignalKind::hangup())?;
        announce();
        let stopping = Arc::clone(&clinic);
        let stop = async move {
            tokio::select! {
                _ = terminated.recv() => {}
                _ = interrupted.recv() => {}
                // Whoever closes the terminal means to end what runs in it.
                _ = hung_up.recv() => {}
            }
            tracing::info!("asked to stop; finishing what is under way");
            end_in_any_case();
            // Its steps are short, so it is over while the last requests are finished.
            stopping.stop_long_work();
        };
        web::serve(listener, serving, options, stop)
            .await
            .context("Serving pages ended")
    });
    // A handler cannot be interrupted; one that hangs keeps nobody from ending.
    runtime.shutdown_timeout(Duration::from_secs(HANDLER_SECONDS_MAX));
    clinic.end_long_work();
    served
}

/// Ends the program when its time to end is over and it has not. The record is as safe then as after a power cut.
fn end_in_any_case() {
    let limit = std::thread::Builder::new()
        .name("ending".to_owned())
        .spawn(|| {
            std::thread::sleep(Duration::from_secs(END_SECONDS_MAX));
            tracing::error!("something hangs; ending without it after {END_SECONDS_MAX} s");
            std::process::exit(1);
        });
    if let Err(error) = limit {
        tracing::warn!(%error, "the time to end is not limited");
    }
}
