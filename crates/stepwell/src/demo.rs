//! `stepwell demo`: a throwaway clinic with made-up people.
//!
//! It is made through the use cases of `clinic` and nothing else, from a seed, on a clock that is moved by hand
//! through the last weeks. Then it is opened again on a clock that goes as the real one does, and shows the morning of a
//! weekday, and served like any clinic.

use crate::background::{Background, Work};
use crate::chance::SystemClock;
use crate::{http, mail, opening, push};
use anyhow::{Context as _, Result};
use care::zone::local_in;
use care::{Clock, Dice, SeededDice, ShiftedClock, TimeZoneName};
use clap::{Args, ValueEnum};
use clinic::Clinic;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::{Timestamp, ToSpan as _};
use place::{HARBOR, MESA};
use record::seal::{MasterKey, Masters};
use record::{Location, Record, Settings};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

mod assessed;
mod cast;
mod ended;
mod groups;
mod inquiries;
mod known;
mod leaflets;
mod links;
mod lives;
mod medical;
mod names;
mod on_call;
mod place;
mod plans;
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
  stepwell demo --at 2026-12-24T09:00           opens on the morning of Christmas Eve
  stepwell demo --port 0 --print-links json     for tests: a free port, one line of JSON

The demonstration has a time of its own. It opens on the Wednesday nearest to today, in the morning: some of the week
was held, some can still be rescued. Above every page it says what time it is, with buttons to go on by an hour, to
tomorrow and to next Monday. Codes of an authenticator app are those of the real time.";

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
    /// When it opens, by the clocks of the first site, for example 2026-12-24T09:00; the nearest Wednesday morning where
    /// nothing is said
    #[arg(long, value_name = "DATE AND TIME")]
    at: Option<DateTime>,
    /// The time zones of its two sites
    #[arg(long, value_name = "ZONE", num_args = 2, value_parser = zone, default_values = [HARBOR.zone, MESA.zone])]
    zones: Vec<TimeZoneName>,
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
    // Before there is a folder that could stay behind.
    ended::listen()?;
    let folder = tempfile::Builder::new()
        .prefix("stepwell-demo-")
        .tempdir()?;
    let checkpoints = folder.path().join(CHECKPOINTS);
    let base_url = format!("http://localhost:{port}");
    let (clinic, told) = match make(folder.path(), &base_url, flags.seed, &Opening::of(flags)?) {
        Err(error) if error.is::<ended::Ended>() => return Ok(folder.close()?),
        made => made?,
    };
    let clinic = Arc::new(clinic);
    let shown = links::issue(&clinic, &told)?;
    let background = Background::start(Work {
        clinic: Arc::clone(&clinic),
        mailer: Some(Box::new(mail::Outbox)),
        pusher: Box::new(push::Nobody),
        checkpoints: Some(checkpoints.clone()),
    })?;
    let options = web::Options {
        checkpoints: Some(checkpoints.clone()),
        trusted_proxy: false,
    };
    let announce = || {
        ended::pass_on();
        match flags.print_links {
            Form::Text => links::print(&clinic, folder.path(), &shown),
            Form::Json => console::say!("{}", links::json(&clinic, folder.path(), &shown)),
        }
    };
    let served = http::serve_until_told(listener, Arc::clone(&clinic), options, announce);
    drop(background);
    drop(clinic);
    folder
        .close()
        .context("The folder of the demonstration could not be removed")?;
    served
}

fn zone(text: &str) -> Result<TimeZoneName, String> {
    TimeZoneName::parse(text).map_err(|invalid| invalid.to_string())
}

/// When and where it opens.
pub struct Opening {
    /// The instant.
    at: Timestamp,
    /// The zones of the two sites.
    zones: [TimeZoneName; 2],
}

impl Opening {
    /// As the flags say.
    fn of(flags: &Flags) -> Result<Self> {
        let zones = flags.zones.clone().try_into();
        let zones = zones.map_err(|_| anyhow::anyhow!("Give two zones, one for each site."))?;
        Self::new(flags.at, zones)
    }

    /// When and where nobody says anything else.
    pub fn usual() -> Result<Self> {
        let [first, second] = [HARBOR.zone, MESA.zone].map(TimeZoneName::parse);
        Self::new(None, [first?, second?])
    }

    /// At this very moment, for a server that goes by the computer's clock over what was made.
    pub fn present() -> Result<Self> {
        Ok(Self {
            at: SystemClock.now(),
            ..Self::usual()?
        })
    }

    fn new(at: Option<DateTime>, zones: [TimeZoneName; 2]) -> Result<Self> {
        let zone = zones[0].zone();
        let today = local_in(SystemClock.now(), &zone).date();
        let at = at
            .unwrap_or_else(|| weekday_morning(today))
            .to_zoned_datetime(zone)
            .context("There is no such moment. Choose another one, or another zone.")?
            .timestamp();
        Ok(Self { at, zones })
    }
}

/// The middle of a living week: behind it some sessions that were held and some that were missed, before it others that
/// can still be attended. It is never more than three days from today.
fn weekday_morning(today: Date) -> DateTime {
    let ahead = i32::from(Weekday::Wednesday.since(today.weekday()));
    let days = if ahead > 3 { ahead - 7 } else { ahead };
    today.saturating_add(days.days()).at(9, 40, 0, 0)
}

/// Makes the clinic in a folder and opens it on a clock that goes as the real one does.
pub fn make(
    folder: &Path,
    base_url: &str,
    seed: u64,
    opening: &Opening,
) -> Result<(Clinic, stage::Told)> {
    let settings = clinic::Settings {
        base_url: base_url.to_owned(),
        demo: true,
        public_phone: Some(place::PHONE.to_owned()),
        security_contact: None,
        help: care::HelpLines::default(),
        call_back_minutes: care::intake::inquiry::CALL_BACK_MINUTES,
        mail_host: None,
        mail_from: None,
        push_services: care::followup::push::Services::default(),
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
    let told = stage::build(&files, &dice, &settings, seed, opening)
        .context("The demonstration could not be made")?;
    let clock = ShiftedClock::new(SystemClock, opening.at, opening.zones[0].zone());
    Ok((files.open(Arc::new(clock), dice, settings, true)?, told))
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
