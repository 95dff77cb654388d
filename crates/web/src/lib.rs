#![doc = include_str!("../README.md")]

pub mod assets;
pub mod language;
mod pages;
pub mod routes;
mod shell;
pub mod ui;

pub use shell::lanes::HANDLER_THREADS_MAX;
pub use shell::server::{Options, serve};
