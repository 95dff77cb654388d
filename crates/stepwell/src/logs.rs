//! What the program says while it runs: to people on a terminal, to machines as JSON. Never personal data.

use clap::ValueEnum;
use std::io::IsTerminal as _;
use tracing_subscriber::EnvFilter;

/// What is said when nobody asks for more.
const FILTER: &str = "info";
/// What nobody can ask for: the passkey library writes credentials below `warn`.
const NEVER: [&str; 2] = ["webauthn_rs=warn", "webauthn_rs_core=warn"];
/// What its modules are called by. A longer name would count before a shorter one, so what is asked of them is left out.
const PASSKEYS: &str = "webauthn_rs";
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
    let directives = asked.split(',').map(str::trim);
    let others: Vec<&str> = directives.filter(|one| !one.contains(PASSKEYS)).collect();
    let asked = if others.is_empty() {
        FILTER.to_owned()
    } else {
        others.join(",")
    };
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
            "info,webauthn_rs_core::interface=trace",
            "webauthn_rs_core[registration]=trace, web::shell=debug",
            "not a filter==",
        ] {
            let said = filter(asked).to_string();
            for directive in NEVER {
                assert!(said.contains(directive), "{asked:?}: {said}");
            }
            // And nothing else is said of it.
            assert_eq!(said.matches(PASSKEYS).count(), NEVER.len(), "{said}");
        }
        assert!(
            filter("info,web::shell=debug")
                .to_string()
                .contains("web::shell=debug")
        );
    }
}
