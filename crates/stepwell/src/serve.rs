//! `stepwell serve`.

use crate::background::{Background, Work};
use crate::config::Config;
use crate::hatch::Hatch;
use crate::{http, mail, opening, place, push};
use anyhow::Result;
use clinic::mail::Mailer;
use std::path::Path;
use std::sync::Arc;

/// Opens the record and serves pages until asked to stop; with `accept_clock` also under a clock that is behind it.
pub fn run(config: &Config, accept_clock: bool) -> Result<()> {
    // A protocol that cannot be read is said before anything is opened.
    let protocol = place::load(config.protocol.as_deref())?;
    let opened = opening::for_serving(config, accept_clock)?;
    let mailer = match &config.mail {
        Some(settings) => Some(Box::new(mail::Smtp::new(settings)?) as Box<dyn Mailer>),
        None => None,
    };
    let listener = http::listen(config.listen)?;
    let address = listener.local_addr()?;
    let settings = opening::settings(config, address.port());
    let base_url = settings.base_url.clone();
    tracing::info!(
        database = kind(config),
        is_new = opened.is_new,
        "the record is open"
    );
    let clinic = opening::clinic(opened.record, settings)?.with_protocol(protocol);
    let clinic = Arc::new(clinic);
    if let Some(written) = opened.clock_accepted {
        // Before anything else is written under that clock.
        clinic::upkeep::accept_clock(&clinic, written)?;
    }
    if mailer.is_none() {
        tracing::warn!(
            "no mail server is configured, so messages wait; see [mail] in the configuration"
        );
    }
    let background = Background::start(Work {
        clinic: Arc::clone(&clinic),
        mailer,
        pusher: Box::new(push::Https::new(config.push.clone())?),
        checkpoints: config.checkpoints_file.clone(),
    })?;
    let hatch = Hatch::open(config, &clinic);
    let options = web::Options {
        checkpoints: config.checkpoints_file.clone(),
        trusted_proxy: config.trusted_proxy,
    };
    let setup_link = clinic::access::setup::setup_link(&clinic)?;
    let announce = || {
        if let Some(file) = &opened.key_made {
            warn_about_key(file);
        }
        console::say!("Stepwell listens on {address}; people open {base_url}");
        if let Some(link) = setup_link {
            console::say!(
                "Nothing is set up yet. Open this link to begin; it works once, until the next start:\n  {link}"
            );
        }
    };
    let served = http::serve_until_told(listener, clinic, options, announce);
    // What a command changes last is vouched for by the last checkpoint as well.
    drop(hatch);
    drop(background);
    tracing::info!("stopped");
    served
}

/// Which kind of database, without the address, which may hold a password.
fn kind(config: &Config) -> &'static str {
    match config.location() {
        record::Location::Sqlite(_) => "SQLite",
        record::Location::Postgres(_) => "PostgreSQL",
    }
}

fn warn_about_key(file: &Path) {
    console::say!(
        "A master key was made: {}\n\
         Copy it now to a place apart from the database and its backups, such as a password safe.\n\
         Without it nothing about anybody can ever be read again; with it and a backup, everything can.",
        file.display()
    );
}
