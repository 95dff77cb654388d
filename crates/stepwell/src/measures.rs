//! `stepwell measures`: instruments from the command line.

use crate::config::{Config, PlaceFlags, ServeFlags};
use crate::opening;
use anyhow::{Context as _, Result, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use measures::{
    Answerable, Answers, Context, Instrument, Library, Outcome, Scored, Sex, Wording, wording,
};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The folder of official wording when nobody names one; beside the configuration.
const WORDING_FOLDER: &str = "wording";

/// The `measures` commands.
#[derive(Subcommand)]
pub enum Command {
    /// List the instruments, and who may answer each here
    List(Place),
    /// Show one instrument: items, scores, cuts and their sources
    Show {
        /// Its code, such as phq-9
        code: String,
        #[command(flatten)]
        place: Place,
    },
    /// Score answers
    Score(ScoreFlags),
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
        place: Place,
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
pub struct Place {
    /// The folder of official wording [default: wording/ beside the configuration]
    #[arg(long, env = "STEPWELL_WORDING_DIR", value_name = "FOLDER")]
    wording_dir: Option<PathBuf>,
    /// The configuration file [default: ./stepwell.toml, if it exists]
    #[arg(long, env = "STEPWELL_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

/// What `score` takes.
#[derive(Args)]
pub struct ScoreFlags {
    /// The instrument's code, such as phq-9
    code: String,
    /// Answers by item in JSON, such as {"1": 2, "2": "declined"}
    file: PathBuf,
    /// The recorded sex, where a published cut depends on it
    #[arg(long, value_enum)]
    sex: Option<SexFlag>,
    /// A set of bands other than the default, such as total=cut-11; may be repeated
    #[arg(long, value_name = "SCALE=NAME", value_parser = pair)]
    bands: Vec<(String, String)>,
    /// Print the whole result as JSON
    #[arg(long)]
    json: bool,
}

/// A recorded sex.
#[derive(Clone, Copy, ValueEnum)]
enum SexFlag {
    Female,
    Male,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=');
    let owned = pair.map(|(scale, name)| (scale.to_owned(), name.to_owned()));
    owned.ok_or_else(|| "write the scale and the name, such as total=cut-11".to_owned())
}

/// Does what was asked.
pub fn run(command: Command) -> Result<ExitCode> {
    let library = Library::built_in()?;
    match command {
        Command::List(place) => list(&library, &place),
        Command::Show { code, place } => show(find(&library, &code)?, &place),
        Command::Score(flags) => score(find(&library, &flags.code)?, &flags)?,
        Command::Import {
            file,
            wanted,
            place,
            record,
        } => return import(&library, &file, wanted.as_deref(), (&place, &record)),
    }
    Ok(ExitCode::SUCCESS)
}

impl Place {
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
        let Ok(text) = std::fs::read_to_string(self.file(instrument)) else {
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

fn list(library: &Library, place: &Place) {
    for instrument in library.iter() {
        let who = match place.answerable(instrument) {
            Answerable::ByPerson => "the person alone",
            Answerable::ByClinicianOnly { .. } => "a clinician only",
        };
        println!(
            "{:16} {:3} items  answered by {who:17} {}",
            instrument.code,
            instrument.items.len(),
            instrument.title
        );
    }
}

fn show(instrument: &Instrument, place: &Place) {
    println!("{} — {}", instrument.short, instrument.title);
    println!(
        "Measures {}; about {}.",
        instrument.measures, instrument.recall
    );
    println!(
        "Licence: {} ({})",
        instrument.licence.terms, instrument.licence.source
    );
    match place.answerable(instrument) {
        Answerable::ByPerson => println!("The person may answer it alone."),
        Answerable::ByClinicianOnly { because } => println!("A clinician only: {because}"),
    }
    println!("\nItems (our own short words, not the official wording):");
    for item in &instrument.items {
        println!(
            "  {:12} {} [{}]",
            item.id.as_str(),
            item.label,
            item.kind.allowed()
        );
    }
    for scale in &instrument.scales {
        let [low, high] = scale.range;
        println!("\n{}: {low} to {high}", scale.title);
        for bands in &scale.bands {
            println!("  Bands “{}” ({})", bands.name, bands.source);
            for band in &bands.steps {
                println!("    {:2} to {:2}  {}", band.from, band.to, band.label);
            }
        }
    }
    for flag in &instrument.flags {
        println!("\nFlag: {} ({})", flag.says, flag.source);
    }
}

fn score(instrument: &Instrument, flags: &ScoreFlags) -> Result<()> {
    let text = read(&flags.file)?;
    // What the reader says is about its own types, which helps nobody who wrote answers.
    let answers: Answers = serde_json::from_str(&text).map_err(|_| {
        anyhow!(
            "{} does not hold answers by item: write JSON such as {{\"1\": 2, \"2\": \"declined\"}}, each answer a whole number, true, false, \"skipped\", \"declined\" or \"missing\".",
            flags.file.display()
        )
    })?;
    let context = Context {
        sex: flags.sex.map(|sex| match sex {
            SexFlag::Female => Sex::Female,
            SexFlag::Male => Sex::Male,
        }),
        bands: flags.bands.iter().cloned().collect(),
    };
    let scored = measures::score(instrument, &answers, &context)?;
    if flags.json {
        println!("{}", serde_json::to_string_pretty(&scored)?);
    } else {
        print(&scored);
    }
    Ok(())
}

fn print(scored: &Scored) {
    for flag in &scored.flags {
        println!("{:?}: {}", flag.urgency, flag.says);
    }
    if let Some(triage) = &scored.triage {
        let open = triage.could_be.as_ref();
        let open = open.map(|level| format!("; could be {level}, since answers are absent"));
        println!(
            "{}: {}{}",
            triage.title,
            triage.label,
            open.unwrap_or_default()
        );
    }
    for scale in &scored.scales {
        let band = scale.band.as_ref().map(|band| format!(", {}", band.label));
        let band = band.unwrap_or_default();
        match &scale.outcome {
            Outcome::Complete { points } => println!("{}: {points}{band}", scale.title),
            Outcome::Prorated {
                points,
                answered,
                of,
            } => {
                println!(
                    "{}: {points}{band} (prorated from {answered} of {of} answers)",
                    scale.title
                );
            }
            Outcome::NotScored { reason, .. } => println!("{}: not scored. {reason}", scale.title),
        }
    }
    for item in &scored.absent {
        println!(
            "Item {} ({}) is {}.",
            item.item,
            item.label,
            item.why.word()
        );
    }
    for sentence in &scored.disagreements {
        println!("{sentence}");
    }
}

fn import(
    library: &Library,
    file: &Path,
    wanted: Option<&str>,
    (place, record): (&Place, &InRecord),
) -> Result<ExitCode> {
    let bytes =
        std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let all = wording::import(library, &bytes, wanted)?;
    let folder = place.folder();
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("The folder {} cannot be made", folder.display()))?;
    let mut code = ExitCode::SUCCESS;
    let mut loaded = Vec::new();
    for (name, wording) in &all {
        let instrument = find(library, name)?;
        let wording = match wording {
            Ok(wording) => wording,
            Err(error) => {
                println!("{name}: refused. {error}");
                code = ExitCode::FAILURE;
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
            Answerable::ByPerson => println!("{name}: loaded; the person may answer it alone."),
            Answerable::ByClinicianOnly { because } => println!("{name}: loaded. {because}"),
        }
        for note in &wording.notes {
            println!("  {note}");
        }
        loaded.push(wording);
    }
    keep(&loaded, place, record)?;
    Ok(code)
}

/// Keeps wording in the record, so that pages can show it. Without a record there is nothing to keep it in yet.
fn keep(loaded: &[&Wording], place: &Place, record: &InRecord) -> Result<()> {
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
        println!(
            "There is no database here yet, so no page shows the wording; import it again once there is one."
        );
        return Ok(());
    }
    let clinic = opening::console(&config)?;
    let organization = opening::organization(&clinic, record.organization.as_deref())?;
    let actor = clinic::setup::operator(organization);
    let mut waiting = Vec::new();
    for wording in loaded {
        let key = clinic.fresh_key();
        if !clinic::measure::keep_wording(&clinic, &actor, key, wording)? {
            waiting.push(wording.instrument.as_str());
        }
    }
    if waiting.len() < loaded.len() {
        println!("Kept in the record: staff can ask people to answer alone.");
    }
    if !waiting.is_empty() {
        println!(
            "Waits for somebody to complete or confirm it, under Measures on the staff pages: {}. What was in use before stays.",
            waiting.join(", ")
        );
    }
    Ok(())
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read as text", file.display()))
}

/// Writes beside and renames, so that a crash leaves the older wording or the newer one, never half of it.
fn write(file: &Path, text: &str) -> Result<()> {
    let beside = file.with_extension("json.new");
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file));
    written.with_context(|| format!("{} cannot be written", file.display()))
}
