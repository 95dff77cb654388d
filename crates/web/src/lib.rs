#![doc = include_str!("../README.md")]

pub mod assets;
mod help;
pub mod language;
mod pages;
pub mod routes;
mod shell;
pub mod ui;

pub use shell::lanes::HANDLER_THREADS_MAX;
pub use shell::server::Options;

use clinic::Clinic;
use std::future::Future;
use std::sync::Arc;

/// Serves every page until `stop` is done, then finishes what was begun.
pub async fn serve(
    listener: std::net::TcpListener,
    clinic: Arc<Clinic>,
    options: Options,
    stop: impl Future<Output = ()> + Send,
) -> std::io::Result<()> {
    shell::server::serve(listener, clinic, routes::TABLES, options, stop).await
}
