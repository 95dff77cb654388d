//! What the program says while it runs: to people on a terminal, to machines as JSON. Never personal data.

use clap::ValueEnum;
use std::io::IsTerminal as _;
use tracing_subscriber::EnvFilter;

/// What is said when nobody asks for more. The passkey library writes credentials below `warn`.
const FILTER: &str = "info,webauthn_rs=warn,webauthn_rs_core=warn";
/// The variable that asks for more or less.
const FILTER_VARIABLE: &str = "STEPWELL_LOG";

/// The form of the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Form {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Starts logging to standard error.
pub fn start(form: Form) {
    let filter = std::env::var(FILTER_VARIABLE).unwrap_or_else(|_| FILTER.to_owned());
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new(FILTER));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match form {
        Form::Text => builder
            .with_ansi(std::io::stderr().is_terminal())
            .with_target(false)
            .init(),
        Form::Json => builder.json().init(),
    }
}
