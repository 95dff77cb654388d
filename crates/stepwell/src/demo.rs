//! `stepwell demo`: a throwaway clinic with made-up people.
//!
//! It is made through the use cases of `clinic` and nothing else, from a seed, on a clock that is moved by hand
//! through the last weeks. Then it is opened again on the real clock and served like any clinic.

use crate::background::{Background, Work};
use crate::chance::SystemClock;
use crate::{http, mail, opening};
use anyhow::{Context as _, Result};
use care::{Clock, Dice, SeededDice};
use clap::{Args, ValueEnum};
use clinic::Clinic;
use record::seal::{MasterKey, Masters};
use record::{Location, Record, Settings};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

mod assessed;
mod cast;
mod groups;
mod inquiries;
mod links;
mod lives;
mod names;
mod place;
mod sessions;
mod sign_in;
mod stage;
mod stays;
mod story;
mod team;
mod weeks;

/// What is said below the flags.
pub const AFTER: &str = "\
Everybody in the demonstration is made up. All of it lives in a temporary folder that is removed when you stop it
with Ctrl-C. Keys and links come from the seed, so whoever knows the seed knows them: never enter anything real.

Examples:
  stepwell demo
  stepwell demo --port 0 --print-links json     for tests: a free port, one line of JSON";

/// The checkpoint file in the folder of the demonstration.
const CHECKPOINTS: &str = "checkpoints";

/// How the demonstration is made.
#[derive(Args)]
pub struct Flags {
    /// The port on this computer; 0 picks a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// What everything is made from; the same seed makes the same people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How the address and the sign-in links are printed
    #[arg(long, value_enum, default_value = "text")]
    print_links: Form,
}

/// How links are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people.
    Text,
    /// One line of JSON.
    Json,
}

/// Makes the clinic, prints the links, and serves until asked to stop.
pub fn run(flags: &Flags) -> Result<()> {
    let listener = http::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, flags.port)))?;
    let port = listener.local_addr()?.port();
    let folder = tempfile::Builder::new()
        .prefix("stepwell-demo-")
        .tempdir()?;
    let checkpoints = folder.path().join(CHECKPOINTS);
    let (clinic, told) = make(
        folder.path(),
        &format!("http://localhost:{port}"),
        flags.seed,
    )?;
    let clinic = Arc::new(clinic);
    let shown = links::issue(&clinic, &told)?;
    let background = Background::start(Work {
        clinic: Arc::clone(&clinic),
        mailer: Some(Box::new(mail::Outbox)),
        checkpoints: Some(checkpoints.clone()),
    })?;
    let options = web::Options {
        checkpoints: Some(checkpoints.clone()),
        trusted_proxy: false,
    };
    let announce = || match flags.print_links {
        Form::Text => links::print(&clinic, folder.path(), &shown),
        Form::Json => println!("{}", links::json(&clinic, folder.path(), &shown)),
    };
    let served = http::serve_until_told(listener, Arc::clone(&clinic), options, announce);
    drop(background);
    drop(clinic);
    folder
        .close()
        .context("The folder of the demonstration could not be removed")?;
    served
}

/// Makes the clinic in a folder and opens it on the real clock.
pub fn make(folder: &Path, base_url: &str, seed: u64) -> Result<(Clinic, stage::Told)> {
    let settings = clinic::Settings {
        base_url: base_url.to_owned(),
        demo: true,
        public_phone: Some(place::PHONE.to_owned()),
        help: care::HelpLines::default(),
        call_back_minutes: care::inquiry::CALL_BACK_MINUTES,
    };
    let dice: Arc<dyn Dice> = Arc::new(SeededDice::new(seed));
    let masters = Masters::single(MasterKey::random(&*dice));
    masters.store(&folder.join("stepwell.key"))?;
    let checkpoints = folder.join(CHECKPOINTS);
    let files = Files {
        folder,
        checkpoints: &checkpoints,
        masters,
    };
    let told = stage::build(&files, &dice, &settings, seed)
        .context("The demonstration could not be made")?;
    Ok((
        files.open(Arc::new(SystemClock), dice, settings, true)?,
        told,
    ))
}

/// Where the demonstration is kept while it lasts.
struct Files<'a> {
    folder: &'a Path,
    checkpoints: &'a Path,
    masters: Masters,
}

impl Files<'_> {
    /// Opens the clinic on some clock. While it is being made nobody relies on it, so it need not wait for the disk.
    fn open(
        &self,
        clock: Arc<dyn Clock>,
        dice: Arc<dyn Dice>,
        settings: clinic::Settings,
        durable: bool,
    ) -> Result<Clinic> {
        let location = Location::Sqlite(self.folder.join("stepwell.db"));
        let kept = Settings {
            durable,
            ..Settings::new(location)
        };
        let (record, _) = Record::open_migrated(&kept, self.masters.clone(), clock.now())?;
        let passkeys = opening::passkeys(&settings.base_url)?;
        Ok(Clinic::new(record, clock, dice, passkeys, settings))
    }
}
