//! Opening the record and the clinic over it.

use crate::chance::{SystemClock, SystemDice};
use crate::config::Config;
use crate::key;
use anyhow::{Context as _, Result, anyhow, bail};
use care::{Clock as _, OrganizationId};
use clinic::Clinic;
use jiff::Timestamp;
use record::{Location, Record, Settings};
use signin::passkey::Passkeys;
use std::path::PathBuf;
use std::sync::Arc;

pub mod fit;

/// A record that was opened for serving.
pub struct Opened {
    /// The record.
    pub record: Record,
    /// Whether it was empty a moment ago.
    pub is_new: bool,
    /// The key file that was made for it.
    pub key_made: Option<PathBuf>,
    /// The time of the record, where a clock behind it was accepted.
    pub clock_accepted: Option<Timestamp>,
}

/// Opens the record for serving. An empty database is set up at once; an older one has to be migrated by a command,
/// because somebody should make a backup first.
pub fn for_serving(config: &Config, accept_clock: bool) -> Result<Opened> {
    let settings = Settings::new(config.location());
    make_folder(&settings.location)?;
    if Record::version_at(&settings.location)? != 0 {
        fit::sound(&settings.location)?;
        let record = Record::open(&settings, key::load(config)?)?;
        let clock_accepted = fit::to_serve(&record, accept_clock)?;
        return Ok(Opened {
            record,
            is_new: false,
            key_made: None,
            clock_accepted,
        });
    }
    let (masters, key_made) = key::load_or_make(config)?;
    let (record, _) = Record::open_migrated(&settings, masters, SystemClock.now())?;
    fit::to_write(&record)?;
    Ok(Opened {
        record,
        is_new: true,
        key_made,
        clock_accepted: None,
    })
}

fn make_folder(location: &Location) -> Result<()> {
    let Location::Sqlite(path) = location else {
        return Ok(());
    };
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("The folder {} cannot be made", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Opens an existing record for a command that changes something.
pub fn for_changing(config: &Config) -> Result<Record> {
    refuse_missing(config)?;
    let record = Record::open(&Settings::new(config.location()), key::load(config)?)?;
    fit::to_write(&record)?;
    Ok(record)
}

/// Refuses a command about a database that is not there, rather than making an empty one.
pub fn refuse_missing(config: &Config) -> Result<()> {
    match config.location() {
        Location::Sqlite(path) if !path.exists() => bail!(
            "There is no database at {}. Name the right one with --database, or start the first with: stepwell serve",
            path.display()
        ),
        _ => Ok(()),
    }
}

/// The clinic over a record, on the real clock and with real dice.
pub fn clinic(record: Record, settings: clinic::Settings) -> Result<Clinic> {
    let passkeys = passkeys(&settings.base_url)?;
    Ok(Clinic::new(
        record,
        Arc::new(SystemClock),
        Arc::new(SystemDice),
        passkeys,
        settings,
    ))
}

/// The clinic for a command at the console.
pub fn console(config: &Config) -> Result<Clinic> {
    let record = for_changing(config)?;
    clinic(record, settings(config, config.listen.port()))
}

/// What the installation says about itself when it listens on `port`.
pub fn settings(config: &Config, port: u16) -> clinic::Settings {
    clinic::Settings {
        base_url: config
            .base_url
            .clone()
            .unwrap_or_else(|| format!("http://localhost:{port}")),
        demo: false,
        public_phone: config.public_phone.clone(),
        security_contact: config.security_contact.clone(),
        help: config.help.clone(),
        call_back_minutes: config.call_back_minutes,
        mail_host: config.mail.as_ref().map(|mail| mail.host.clone()),
        mail_from: config.mail.as_ref().map(|mail| mail.from.clone()),
        push_services: config.push.clone(),
    }
}

/// Passkeys for the host of the address people type.
pub fn passkeys(base_url: &str) -> Result<Passkeys> {
    let host = base_url
        .split_once("://")
        .map_or(base_url, |(_, rest)| rest);
    let host = host.split([':', '/']).next().unwrap_or(host);
    Passkeys::new(host, base_url, "Stepwell").with_context(|| {
        format!(
            "Nobody could sign in at {base_url}. Set base_url to the https:// address that people type, or to http://localhost:PORT to try things out"
        )
    })
}

/// The organization that a command is about: the only one, or the one with that name.
pub fn organization(clinic: &Clinic, named: Option<&str>) -> Result<OrganizationId> {
    let organizations = clinic::home::organizations(clinic)?;
    let known = || {
        organizations
            .iter()
            .map(|(_, name)| name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (named, organizations.as_slice()) {
        (_, []) => Err(anyhow!(
            "No organization is set up yet. Start `stepwell serve` and open the setup link that it prints."
        )),
        (None, [(id, _)]) => Ok(*id),
        (None, _) => Err(anyhow!(
            "Say which organization with --organization: {}.",
            known()
        )),
        (Some(named), all) => all
            .iter()
            .find(|(_, name)| name == named)
            .map(|(id, _)| *id)
            .ok_or_else(|| {
                anyhow!(
                    "There is no organization named “{named}”. There is: {}.",
                    known()
                )
            }),
    }
}
