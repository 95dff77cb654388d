//! Handing mail to a mail server.

use crate::config::{Mail as Settings, Tls};
use anyhow::{Context as _, Result, anyhow, bail};
use care::{Email, Private};
use clinic::mail::{Mail, Mailer, Unsent};
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Message, SmtpTransport, Transport as _};
use std::error::Error as _;
use std::path::Path;
use std::time::Duration;

/// How long a mail server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The longest password file, in bytes.
const PASSWORD_BYTES_MAX: u64 = 4 * 1024;

/// A mail server.
pub struct Smtp {
    from: Mailbox,
    transport: SmtpTransport,
}

impl Smtp {
    /// Prepares sending; connects only when there is something to send.
    pub fn new(settings: &Settings) -> Result<Self> {
        let from = settings.from.parse().with_context(|| {
            format!(
                "mail.from is “{}”; it should look like: Clinic <clinic@example.org>",
                settings.from
            )
        })?;
        let mut builder = match settings.tls {
            Tls::Always => SmtpTransport::relay(&settings.host)?,
            Tls::Starttls => SmtpTransport::starttls_relay(&settings.host)?,
            Tls::Off => SmtpTransport::builder_dangerous(&settings.host),
        };
        builder = builder.timeout(Some(TIMEOUT));
        if let Some(port) = settings.port {
            builder = builder.port(port);
        }
        match (&settings.user, &settings.password_file) {
            (Some(user), Some(file)) => {
                builder = builder.credentials(Credentials::new(user.clone(), password(file)?));
            }
            (None, None) => {}
            _ => bail!("mail.user and mail.password_file belong together; set both or neither"),
        }
        Ok(Self {
            from,
            transport: builder.build(),
        })
    }

    /// Connects, signs in where that is configured, and hangs up. Whether the server would take a message, and whether a
    /// message would arrive, only a message shows.
    pub fn greet(&self) -> Result<()> {
        let greeted = self.transport.test_connection();
        if greeted.context("the mail server does not answer")? {
            Ok(())
        } else {
            bail!("the mail server answers, and does not take part")
        }
    }

    /// Hands over a test message; what the server said where it did not take it.
    pub fn try_message(&self, to: &Email) -> Result<()> {
        self.send(&Mail::trial(to)).map_err(|unsent| {
            let said = unsent.answer.map(|said| format!(": {}", said.open()));
            anyhow!("{}{}", unsent.reason, said.unwrap_or_default())
        })
    }
}

/// Reads a password that only its owner can read.
fn password(file: &Path) -> Result<String> {
    use std::os::unix::fs::PermissionsExt as _;
    let unreadable = || format!("The mail password file {} cannot be read", file.display());
    let mode = std::fs::metadata(file)
        .with_context(unreadable)?
        .permissions()
        .mode()
        & 0o777;
    if mode & 0o077 != 0 {
        bail!(
            "The mail password file {0} can be read by others (mode {mode:o}). Run: chmod 600 {0}",
            file.display()
        );
    }
    Ok(reading::file::text(file, PASSWORD_BYTES_MAX)
        .with_context(unreadable)?
        .trim_end()
        .to_owned())
}

impl Mailer for Smtp {
    fn send(&self, mail: &Mail) -> Result<(), Unsent> {
        let to: Mailbox = mail
            .to()
            .as_str()
            .parse()
            .map_err(|_| "the address cannot be used")?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject())
            .body(mail.text().to_owned())
            .map_err(|_| "the message cannot be written")?;
        self.transport.send(&message).map(drop).map_err(unsent)
    }
}

/// Why a message was not taken: the reason for the log, and the server's own words apart from it.
fn unsent(error: lettre::transport::smtp::Error) -> Unsent {
    let reason = if error.is_permanent() {
        "the mail server refused it"
    } else if error.is_transient() {
        "the mail server asks to try again later"
    } else {
        "the mail server cannot be reached"
    };
    // With its number where the server gave one; otherwise what kept it from being asked.
    let answer = match (error.status(), error.source()) {
        (Some(code), Some(said)) => format!("{code} {said}"),
        (Some(code), None) => code.to_string(),
        (None, _) => error.to_string(),
    };
    Unsent {
        reason,
        answer: Some(Private::new(answer)),
    }
}

/// The demonstration's mail server: whatever is written stays on the outbox page.
pub struct Outbox;

impl Mailer for Outbox {
    fn send(&self, _: &Mail) -> Result<(), Unsent> {
        Ok(())
    }
}
