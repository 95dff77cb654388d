//! What the program says while it runs: to people on a terminal, to machines as JSON. Never personal data.

use clap::ValueEnum;
use std::io::IsTerminal as _;
use tracing_subscriber::EnvFilter;

/// What is said when nobody asks for more.
const FILTER: &str = "info";
/// What nobody can ask for by a general word: the passkey library writes credentials below `warn`.
const NEVER: [&str; 2] = ["webauthn_rs=warn", "webauthn_rs_core=warn"];
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
    let asked = std::env::var(FILTER_VARIABLE).unwrap_or_else(|_| FILTER.to_owned());
    let filter = filter(&asked);
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

/// What is let through when `asked` is asked for: never a credential, whatever is asked.
fn filter(asked: &str) -> EnvFilter {
    let filter = EnvFilter::try_new(asked).unwrap_or_else(|_| EnvFilter::new(FILTER));
    let never = NEVER.iter().filter_map(|directive| directive.parse().ok());
    never.fold(filter, EnvFilter::add_directive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_kept_out_whatever_is_asked_for() {
        for asked in [
            "",
            "debug",
            "trace",
            "webauthn_rs_core=trace",
            "not a filter==",
        ] {
            let said = filter(asked).to_string();
            for directive in NEVER {
                assert!(said.contains(directive), "{asked:?}: {said}");
            }
            assert!(!said.contains("webauthn_rs_core=trace"), "{said}");
        }
    }
}
