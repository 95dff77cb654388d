//! What an installation is told about itself: a file, the environment, flags; each overrules the one before.

use anyhow::{Context as _, Result, anyhow};
use care::followup::push::Services;
use care::intake::inquiry::{CALL_BACK_MINUTES, CALL_BACK_MINUTES_MAX};
use care::{HelpLines, HelpNumber};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

mod flags;
mod refusal;

pub use flags::{PlaceFlags, ServeFlags};

/// Where the file is looked for when nobody names one.
pub const FILE: &str = "stepwell.toml";
/// The largest configuration file there is reason to read, in bytes.
const FILE_BYTES_MAX: u64 = 1 << 20;
/// The database when nobody names one.
const DATABASE: &str = "stepwell.db";
/// The address when nobody names one: only this computer can reach it.
const LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

/// The configuration, complete.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
    /// Where the record is.
    pub database: String,
    /// The file of the master key, when it is named.
    pub master_key_file: Option<PathBuf>,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people type, when it is named.
    pub base_url: Option<String>,
    /// Where checkpoints of the journal go besides the database.
    pub checkpoints_file: Option<PathBuf>,
    /// The file of the clinic's own protocol, when it has one.
    pub protocol: Option<PathBuf>,
    /// The number on the public pages.
    pub public_phone: Option<String>,
    /// Where somebody writes who found a weakness.
    pub security_contact: Option<String>,
    /// Whom to call in danger.
    pub help: HelpLines,
    /// Within how many minutes of opening time a request for help is called back.
    pub call_back_minutes: u32,
    /// How mail leaves.
    pub mail: Option<Mail>,
    /// Through which push services browsers without an open page are called.
    pub push: Services,
    /// Whether a proxy in front says who is calling.
    pub trusted_proxy: bool,
}

/// How mail leaves.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The mail server.
    pub host: String,
    /// Its port; the usual one of `tls` when absent.
    pub port: Option<u16>,
    /// Who signs in there.
    pub user: Option<String>,
    /// A file with the password, readable by its owner only.
    pub password_file: Option<PathBuf>,
    /// The sender on every message.
    pub from: String,
    /// How the connection is protected.
    #[serde(default)]
    pub tls: Tls,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tls {
    /// Encrypted from the first byte.
    #[default]
    Always,
    /// Begins in the clear and refuses to go on unencrypted.
    Starttls,
    /// Not at all; for a relay on this computer.
    Off,
}

/// The file as it is written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    database: Option<String>,
    master_key_file: Option<PathBuf>,
    listen: Option<SocketAddr>,
    base_url: Option<String>,
    checkpoints_file: Option<PathBuf>,
    protocol: Option<PathBuf>,
    public_phone: Option<String>,
    security_contact: Option<String>,
    emergency_number: Option<String>,
    crisis_number: Option<String>,
    call_back_minutes: Option<u32>,
    trusted_proxy: Option<bool>,
    mail: Option<Mail>,
    push: Option<Push>,
}

/// How browsers without an open page are called.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Push {
    /// The services that are believed, in the place of those of the makers of browsers; none where it is empty.
    services: Vec<String>,
}

impl Config {
    /// Reads the file and lets flags and environment overrule it.
    pub fn load(place: &PlaceFlags, serve: &ServeFlags) -> Result<Self> {
        let (path, file) = read(place.config.as_deref())?;
        // Paths in the file are meant from where the file is, wherever the program is started.
        let folder = path
            .as_deref()
            .and_then(Path::parent)
            .unwrap_or(Path::new(""));
        let beside = |path: PathBuf| folder.join(path);
        let database = match (&place.database, file.database) {
            (Some(flag), _) => flag.clone(),
            (None, Some(named)) => from(folder, named),
            (None, None) => DATABASE.to_owned(),
        };
        let help = HelpLines::default();
        let base_url = serve.base_url.clone().or(file.base_url);
        Ok(Self {
            database,
            master_key_file: place
                .master_key_file
                .clone()
                .or(file.master_key_file.map(beside)),
            listen: serve.listen.or(file.listen).unwrap_or(LISTEN),
            base_url: base_url.map(|url| checked_url(&url)).transpose()?,
            checkpoints_file: place
                .checkpoints_file
                .clone()
                .or(file.checkpoints_file.map(beside)),
            protocol: serve.protocol.clone().or(file.protocol.map(beside)),
            public_phone: serve.public_phone.clone().or(file.public_phone),
            security_contact: security_contact(
                serve.security_contact.clone().or(file.security_contact),
            )?,
            help: HelpLines {
                emergency: help_number(
                    "emergency_number",
                    serve.emergency_number.clone().or(file.emergency_number),
                    help.emergency,
                )?,
                crisis: help_number(
                    "crisis_number",
                    serve.crisis_number.clone().or(file.crisis_number),
                    help.crisis,
                )?,
            },
            call_back_minutes: checked_promise(serve.call_back_minutes.or(file.call_back_minutes))?,
            mail: file.mail.map(|mail| Mail {
                password_file: mail.password_file.map(beside),
                ..mail
            }),
            push: file
                .push
                .map_or_else(|| Ok(Services::default()), push_services)?,
            trusted_proxy: serve.trusted_proxy || file.trusted_proxy.unwrap_or(false),
            file: path,
        })
    }

    /// Where the record is.
    pub fn location(&self) -> record::Location {
        record::Location::parse(&self.database)
    }
}

/// A database as the file names it: a connection string as it is, a path from the file's folder.
fn from(folder: &Path, database: String) -> String {
    match record::Location::parse(&database) {
        record::Location::Postgres(url) => url,
        record::Location::Sqlite(path) => folder.join(path).to_string_lossy().into_owned(),
    }
}

fn read(named: Option<&Path>) -> Result<(Option<PathBuf>, Written)> {
    let path = match named {
        Some(path) => path,
        None if Path::new(FILE).exists() => Path::new(FILE),
        None => return Ok((None, Written::default())),
    };
    let text = reading::file::text(path, FILE_BYTES_MAX)
        .with_context(|| format!("{}: cannot be read", path.display()))
        .context("The configuration cannot be read")?;
    let file = reading::toml(&text).map_err(|wrong| refusal::of(path, &wrong))?;
    Ok((Some(path.to_owned()), file))
}

/// A number to call in danger, as it was set or as it usually is.
fn help_number(setting: &str, text: Option<String>, usual: HelpNumber) -> Result<HelpNumber> {
    let Some(text) = text else {
        return Ok(usual);
    };
    HelpNumber::parse(&text).map_err(|invalid| anyhow!("{setting} is “{text}”. {invalid}"))
}

/// The services that a clinic names.
fn push_services(push: Push) -> Result<Services> {
    Services::parse(&push.services).map_err(|invalid| anyhow!("push.services: {invalid}"))
}

/// Where a weakness is told: something that a link can lead to.
fn security_contact(text: Option<String>) -> Result<Option<String>> {
    let fits = |text: &String| {
        let leads = ["mailto:", "https://", "tel:"].iter().any(|scheme| {
            let rest = text.strip_prefix(scheme);
            rest.is_some_and(|rest| !rest.is_empty())
        });
        leads && !text.chars().any(|it| it.is_whitespace() || it.is_control())
    };
    match text {
        Some(text) if !fits(&text) => Err(anyhow!(
            "security_contact is “{text}”; it should be an address with its scheme, such as mailto:security@clinic.example.org"
        )),
        text => Ok(text),
    }
}

/// A promise that can be kept and is one.
fn checked_promise(minutes: Option<u32>) -> Result<u32> {
    let minutes = minutes.unwrap_or(CALL_BACK_MINUTES);
    if (1..=CALL_BACK_MINUTES_MAX).contains(&minutes) {
        Ok(minutes)
    } else {
        Err(anyhow!(
            "call_back_minutes is {minutes}; it should be from 1 to {CALL_BACK_MINUTES_MAX} minutes of opening time"
        ))
    }
}

/// An address without a slash at the end.
fn checked_url(url: &str) -> Result<String> {
    let trimmed = url.trim().trim_end_matches('/');
    let host = trimmed
        .strip_prefix("https://")
        .or_else(|| trimmed.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains('/') => Ok(trimmed.to_owned()),
        _ => Err(anyhow!(
            "base_url is “{url}”; it should be the address people type, such as https://clinic.example.org"
        )),
    }
}

#[cfg(test)]
mod tests;
