//! What can be seen without opening the database: the configuration, mail, permissions, disk space.

use super::{CheckLine, Finding};
use crate::config::Config;
use crate::{mail, opening, place};
use care::Email;
use record::Location;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// Less than this leaves no room for a busy week, in MiB.
const FREE_MIB_MIN: u64 = 1_024;

/// The lines; with a message to `mail_to`, where somebody gave an address.
pub fn lines(config: &Config, mail_to: Option<&Email>) -> Vec<CheckLine> {
    vec![
        ("configuration", configuration(config)),
        ("address", address(config)),
        ("protocol", protocol(config)),
        ("mail", mail(config, mail_to)),
        ("permissions", permissions(config)),
        ("disk space", disk(config)),
    ]
}

fn configuration(config: &Config) -> Finding {
    Finding::Fine(match &config.file {
        Some(file) => format!("{} was read", file.display()),
        None => "no file; defaults, environment and flags".to_owned(),
    })
}

fn address(config: &Config) -> Finding {
    let settings = opening::settings(config, config.listen.port());
    let fine = format!(
        "people open {}; listens on {}",
        settings.base_url, config.listen
    );
    match opening::passkeys(&settings.base_url) {
        Err(error) => Finding::Problem(format!("{error:#}")),
        Ok(_) if config.listen.ip().is_loopback() || config.base_url.is_some() => {
            Finding::Fine(fine)
        }
        Ok(_) => Finding::Problem(format!(
            "it listens on {} for other computers, but base_url is not set, so links would say localhost. Set base_url to the address people type.",
            config.listen
        )),
    }
}

/// The protocol, from the clinic's own file or ours; a file with errors is told with lines and remedies.
fn protocol(config: &Config) -> Finding {
    Finding::of(place::load(config.protocol.as_deref()), |protocol| {
        let from = config
            .protocol
            .as_ref()
            .map_or("comes along".to_owned(), |file| file.display().to_string());
        format!("{}, version {} ({from})", protocol.id, protocol.version)
    })
}

fn mail(config: &Config, to: Option<&Email>) -> Finding {
    match (&config.mail, to) {
        (None, None) => Finding::Note(
            "no mail server is configured, so links and codes are queued and not sent; set [mail]"
                .to_owned(),
        ),
        (None, Some(_)) => Finding::Problem(
            "no mail server is configured, so no message was sent; set [mail]".to_owned(),
        ),
        (Some(settings), None) => {
            let greeted = mail::Smtp::new(settings).and_then(|server| server.greet());
            Finding::of(greeted, |()| {
                format!(
                    "{} answers; whether a message arrives, only a message shows",
                    settings.host
                )
            })
        }
        (Some(settings), Some(to)) => {
            let sent = mail::Smtp::new(settings).and_then(|server| server.try_message(to));
            Finding::of(sent, |()| {
                format!(
                    "{} took a message to {}; look whether it arrived",
                    settings.host,
                    to.as_str()
                )
            })
        }
    }
}

/// The files that only the clinic's own account should read.
fn permissions(config: &Config) -> Finding {
    let mut files: Vec<PathBuf> = config.checkpoints_file.iter().cloned().collect();
    if let Location::Sqlite(path) = config.location() {
        for suffix in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            files.push(name.into());
        }
    }
    let open: Vec<_> = files
        .iter()
        .filter(|file| mode(file).is_some_and(|mode| mode & 0o077 != 0))
        .collect();
    match open.first() {
        None => Finding::Fine("only this account reads the files of the record".to_owned()),
        Some(file) => Finding::Problem(format!(
            "{0} can be read by others. Run: chmod 600 {0}",
            file.display()
        )),
    }
}

fn mode(file: &Path) -> Option<u32> {
    Some(std::fs::metadata(file).ok()?.permissions().mode() & 0o777)
}

fn disk(config: &Config) -> Finding {
    let Location::Sqlite(path) = config.location() else {
        return Finding::Note("the database is on a server; look there".to_owned());
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    match rustix::fs::statvfs(folder) {
        Err(error) => Finding::Unseen(format!(
            "the folder {} cannot be looked at: {error}",
            folder.display()
        )),
        Ok(found) => {
            let mib = found.f_bavail.saturating_mul(found.f_frsize) / (1_024 * 1_024);
            if mib < FREE_MIB_MIN {
                Finding::Problem(format!(
                    "{mib} MiB are free in {}. Free some space; nothing can be saved on a full disk.",
                    folder.display()
                ))
            } else {
                Finding::Fine(format!("{mib} MiB are free in {}", folder.display()))
            }
        }
    }
}
