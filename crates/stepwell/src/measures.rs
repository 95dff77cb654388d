//! `stepwell measures`: instruments from the command line.

use crate::config::{Config, PlaceFlags, ServeFlags};
use crate::opening;
use anyhow::{Context as _, Result, anyhow, bail};
use clap::{Args, Subcommand};
use console::{Exit, Found};
use measures::{Answerable, Instrument, Library, Wording, WordingError, wording};
use std::path::{Path, PathBuf};

mod list;
mod score;

/// The folder of official wording when nobody names one; beside the configuration.
const WORDING_FOLDER: &str = "wording";

/// The `measures` commands.
#[derive(Subcommand)]
pub enum Command {
    /// List the instruments, and who may answer each here
    List {
        #[command(flatten)]
        place: WordingPlace,
        /// Print JSON instead of lines
        #[arg(long)]
        json: bool,
    },
    /// Show one instrument: items, scores, cuts and their sources
    Show {
        /// Its code, such as phq-9
        code: String,
        #[command(flatten)]
        place: WordingPlace,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
    /// Score answers
    #[command(after_help = score::AFTER)]
    Score(score::Flags),
    /// Load official wording from a FHIR Questionnaire or the VA's instrument file
    ///
    /// The file is held against the structure item by item; only an instrument whose wording fits may be answered by a
    /// person alone. Exit code 1 when anything was refused.
    Import {
        /// The file
        file: PathBuf,
        /// The instrument, when the file does not say or holds several
        #[arg(long = "as", value_name = "CODE")]
        wanted: Option<String>,
        #[command(flatten)]
        place: WordingPlace,
        #[command(flatten)]
        record: InRecord,
    },
}

/// The record that keeps the wording for the pages.
#[derive(Args)]
pub struct InRecord {
    // What is a bare address in a help text would be a link in documentation.
    #[arg(
        long,
        env = "STEPWELL_DATABASE",
        value_name = "FILE|URL",
        hide_env_values = true,
        help = "The database whose pages show the wording: a file, or postgresql://user@host/name [default: ./stepwell.db]"
    )]
    database: Option<String>,
    /// The file with the master key, mode 0600 [default: stepwell.key beside the database]
    #[arg(long, env = "STEPWELL_MASTER_KEY_FILE", value_name = "FILE")]
    master_key_file: Option<PathBuf>,
    /// Which organization, where there are several
    #[arg(long)]
    organization: Option<String>,
}

/// Where the wording is.
#[derive(Args)]
pub struct WordingPlace {
    /// The folder of official wording [default: wording/ beside the configuration]
    #[arg(long, env = "STEPWELL_WORDING_DIR", value_name = "FOLDER")]
    wording_dir: Option<PathBuf>,
    /// The configuration file [default: ./stepwell.toml, if it exists]
    #[arg(long, env = "STEPWELL_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Does what was asked.
pub fn run(command: Command) -> Result<Exit> {
    let library = Library::built_in()?;
    match command {
        Command::List { place, json } => {
            place.refuse_missing()?;
            list::all(&library, &place, json)?;
        }
        Command::Show { code, place, json } => {
            place.refuse_missing()?;
            list::one(find(&library, &code)?, &place, json)?;
        }
        Command::Score(flags) => return score::run(find(&library, flags.code())?, &flags),
        Command::Import {
            file,
            wanted,
            place,
            record,
        } => return import(&library, &file, wanted.as_deref(), &place, &record),
    }
    Ok(Exit::Well)
}

impl WordingPlace {
    /// Refuses a configuration file that is not there: its wording would silently be that of another folder.
    fn refuse_missing(&self) -> Result<()> {
        match &self.config {
            Some(file) if !console::is_standard(file) && !file.exists() => {
                bail!(
                    "The configuration cannot be read: {} is not there",
                    file.display()
                )
            }
            _ => Ok(()),
        }
    }

    fn folder(&self) -> PathBuf {
        let beside = self.config.as_deref().and_then(Path::parent);
        let usual = || beside.unwrap_or(Path::new("")).join(WORDING_FOLDER);
        self.wording_dir.clone().unwrap_or_else(usual)
    }

    fn file(&self, instrument: &Instrument) -> PathBuf {
        self.folder().join(format!("{}.json", instrument.code))
    }

    /// Who may answer an instrument with the wording that is here.
    fn answerable(&self, instrument: &Instrument) -> Answerable {
        let Ok(text) = reading::file::text(&self.file(instrument), BYTES_MAX) else {
            return Answerable::of(instrument, None);
        };
        match Wording::stored(instrument, &text) {
            Ok(wording) => Answerable::of(instrument, Some(&wording)),
            Err(error) => Answerable::ByClinicianOnly {
                because: error.to_string(),
            },
        }
    }
}

fn find<'a>(library: &'a Library, code: &str) -> Result<&'a Instrument> {
    let codes = || library.iter().map(|i| i.code.as_str()).collect::<Vec<_>>();
    let found = library.get(code);
    found.ok_or_else(|| {
        anyhow!(
            "There is no instrument “{code}”; it is one of {}.",
            codes().join(", ")
        )
    })
}

fn import(
    library: &Library,
    file: &Path,
    wanted: Option<&str>,
    place: &WordingPlace,
    record: &InRecord,
) -> Result<Exit> {
    let bytes = console::read_bytes(file, BYTES_MAX)?;
    let all = wording::import(library, &bytes, wanted).map_err(|error| Found(advised(&error)))?;
    let folder = place.folder();
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("The folder {} cannot be made", folder.display()))?;
    let mut code = Exit::Well;
    let mut loaded = Vec::new();
    for (name, wording) in &all {
        let instrument = find(library, name)?;
        let wording = match wording {
            Ok(wording) => wording,
            Err(error) => {
                console::say!("{name}: refused. {}", advised(error));
                code = Exit::Found;
                continue;
            }
        };
        let alone = Answerable::of(instrument, Some(wording)) == Answerable::ByPerson;
        // What is not whole does not take the place of what is.
        if alone || place.answerable(instrument) != Answerable::ByPerson {
            let text = serde_json::to_string_pretty(wording)?;
            write(&place.file(instrument), &text)?;
        }
        match Answerable::of(instrument, Some(wording)) {
            Answerable::ByPerson => {
                console::say!("{name}: loaded; the person may answer it alone.");
            }
            Answerable::ByClinicianOnly { because } => console::say!("{name}: loaded. {because}"),
        }
        for note in &wording.notes {
            console::say!("  {note}");
        }
        loaded.push(wording);
    }
    keep(&loaded, place, record)?;
    Ok(code)
}

/// Why wording was refused, and what to type at the console.
fn advised(error: &WordingError) -> String {
    match error {
        WordingError::Unnamed(_) => format!("{error} Name it with --as, such as --as phq-9."),
        WordingError::NoInstrument(_) => {
            format!("{error} `stepwell measures list` shows those there are.")
        }
        error => error.to_string(),
    }
}

/// Keeps wording in the record, so that pages can show it. Without a record there is nothing to keep it in yet.
fn keep(loaded: &[&Wording], place: &WordingPlace, record: &InRecord) -> Result<()> {
    let flags = PlaceFlags {
        config: place.config.clone(),
        database: record.database.clone(),
        master_key_file: record.master_key_file.clone(),
        ..PlaceFlags::default()
    };
    let config = Config::load(&flags, &ServeFlags::default())?;
    if loaded.is_empty() {
        return Ok(());
    }
    if record.database.is_none() && opening::refuse_missing(&config).is_err() {
        console::say!(
            "There is no database here yet, so no page shows the wording; import it again once there is one."
        );
        return Ok(());
    }
    let clinic = opening::console(&config)?;
    let organization = opening::organization(&clinic, record.organization.as_deref())?;
    let actor = clinic::access::setup::operator(organization);
    let mut waiting = Vec::new();
    for wording in loaded {
        let key = clinic.fresh_key();
        if !clinic::assessment::measure::keep_wording(&clinic, &actor, key, wording)? {
            waiting.push(wording.instrument.as_str());
        }
    }
    if waiting.len() < loaded.len() {
        console::say!("Kept in the record: staff can ask people to answer alone.");
    }
    if !waiting.is_empty() {
        console::say!(
            "Waits for somebody to complete or confirm it, under Measures on the staff pages: {}. What was in use before stays.",
            waiting.join(", ")
        );
    }
    Ok(())
}

/// The largest file that is read, in bytes; answers are shorter than any wording.
const BYTES_MAX: u64 = wording::FILE_BYTES_MAX as u64;

fn read(file: &Path) -> Result<String> {
    console::read_text(file, BYTES_MAX)
}

/// Writes beside and renames, so that a crash leaves the older wording or the newer one, never half of it.
fn write(file: &Path, text: &str) -> Result<()> {
    let beside = file.with_extension("json.new");
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file));
    written.with_context(|| format!("{} cannot be written", file.display()))
}
