//! What is wrong with a configuration file: which file, which line, which key, and what to do.

use anyhow::anyhow;
use std::path::Path;

/// A refusal of `text`, which was read from `path`.
pub fn of(path: &Path, text: &str, error: &toml::de::Error) -> anyhow::Error {
    let place = match error.span() {
        Some(span) => {
            let before = text.get(..span.start).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            format!("{}, line {line}", path.display())
        }
        None => path.display().to_string(),
    };
    let message = error.message().trim().trim_end_matches('.');
    match message
        .strip_prefix("unknown field `")
        .and_then(|rest| rest.split_once('`'))
    {
        Some((key, rest)) => {
            let known = rest
                .trim_start_matches(", expected one of ")
                .replace('`', "");
            anyhow!(
                "{place}: there is no setting named “{key}”. Correct its spelling or remove the line; the settings are {known}."
            )
        }
        None => anyhow!("{place}: {message}. Correct this line and start again."),
    }
}
