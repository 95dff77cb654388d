//! `stepwell place`: one assessment from a file, its placement explained. Reads nothing else and stores nothing.

use anyhow::{Result, anyhow, bail};
use care::assessment::finding::{Assessment, Contradiction, RawAssessment};
use care::assessment::placement::{Placement, Verdict};
use care::assessment::protocol::{Protocol, STANDARD_TEXT};
use clap::Args;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

mod vignettes;
mod words;

/// The largest assessment file that is read, in bytes.
const FILE_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// What the help says at its end.
pub const AFTER: &str = "\
The file holds the local date, the date of birth when known, and findings:
  {\"assessed_on\": \"2026-03-02\", \"born\": \"1991-06-14\", \"findings\": [
    {\"question\": \"use.days\", \"about\": \"alcohol\", \"value\": 24, \"source\": \"person\", \"at\": \"2026-03-02T15:00:00Z\"},
    {\"question\": \"home.stability\", \"value\": \"stable\", \"source\": \"family\", \"at\": \"2026-03-02T15:05:00Z\"},
    {\"question\": \"risk.suicide\", \"not_known\": \"declined\", \"source\": \"person\", \"at\": \"2026-03-02T15:06:00Z\"}]}

It supports a clinician and decides nothing.";

/// What `place` takes.
#[derive(Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command"
)]
pub struct Flags {
    /// The assessment, a JSON file; “-” is standard input
    #[arg(required_unless_present_any = ["vignettes", "sheet", "facts", "standard"])]
    file: Option<PathBuf>,
    /// The protocol [default: the standard one that Stepwell brings along]
    #[arg(long, value_name = "FILE.toml")]
    protocol: Option<PathBuf>,
    /// Print JSON instead of sentences
    #[arg(long)]
    json: bool,
    /// Evaluate every case of a file of cases, one JSON object a line
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "sheet", "facts"])]
    vignettes: Option<PathBuf>,
    /// One line for each case, which is the only form there is
    #[arg(long, requires = "vignettes")]
    lines: bool,
    /// Print the rules of the protocol as a sheet to read and sign
    #[arg(long, conflicts_with = "file")]
    sheet: bool,
    /// Print every fact that a condition can name
    #[arg(long, conflicts_with_all = ["file", "sheet"])]
    facts: bool,
    /// Print the standard protocol, to be changed and named with --protocol
    #[arg(long, conflicts_with_all = ["file", "protocol", "json", "vignettes", "sheet", "facts"])]
    standard: bool,
}

/// Evaluates and prints.
pub fn run(flags: &Flags) -> Result<()> {
    if flags.standard {
        console::put!("{STANDARD_TEXT}");
        return Ok(());
    }
    let protocol = load(flags.protocol.as_deref())?;
    if flags.sheet {
        console::put!("{}", protocol.sheet());
        return Ok(());
    }
    if flags.facts {
        console::put!("{}", words::facts());
        return Ok(());
    }
    if let Some(file) = &flags.vignettes {
        for line in vignettes::lines(&protocol, &console::name(file), &read(file)?)? {
            console::say!("{line}");
        }
        return Ok(());
    }
    let Some(file) = &flags.file else {
        bail!("Name the file of an assessment. `stepwell place --help` shows one")
    };
    let name = console::name(file);
    let raw: RawAssessment = reading::json(&read(file)?)
        .map_err(|wrong| anyhow!("{name}, {wrong}. `stepwell place --help` shows an assessment"))?;
    let assessment = match Assessment::parse(&raw) {
        Ok(assessment) => assessment,
        Err(wrong) => {
            let lines: Vec<String> = wrong.iter().map(|invalid| format!("  {invalid}")).collect();
            bail!("{name} holds what cannot be:\n{}", lines.join("\n"));
        }
    };
    let placement = Placement::of(&protocol, &assessment.findings, &assessment.basis);
    if flags.json {
        let answer = answer(&protocol, &placement, &assessment);
        console::say!("{}", serde_json::to_string_pretty(&answer)?);
    } else {
        console::put!("{}", words::explain(&protocol, &placement, &assessment));
    }
    Ok(())
}

/// The protocol in `file`, or the standard one.
pub fn load(file: Option<&Path>) -> Result<Protocol> {
    Ok(match file {
        None => Protocol::standard()?,
        Some(file) => Protocol::load(&console::name(file), &read(file)?)?,
    })
}

fn read(file: &Path) -> Result<String> {
    console::read_text(file, FILE_BYTES_MAX)
}

fn answer(protocol: &Protocol, placement: &Placement<'_>, assessment: &Assessment) -> Value {
    let findings = &assessment.findings;
    json!({
        "protocol": {"id": protocol.id, "version": protocol.version},
        "verdict": verdict(placement.verdict()),
        "said": placement.told(),
        "could_be_up_to": placement.ceiling().code(),
        "deciding": placement.deciding().map(|e| e.criterion.id.as_str()).collect::<Vec<_>>(),
        "reasons": placement.reasons().iter().map(|reason| reason.words.as_str()).collect::<Vec<_>>(),
        "beside": placement.beside().iter().map(|said| said.beside.code.as_str()).collect::<Vec<_>>(),
        "watch": placement.watch(),
        "signals": placement.alarms().iter().map(|alarm| json!({
            "about": alarm.matter.code(),
            "urgency": alarm.urgency.code(),
            "words": alarm.words,
        })).collect::<Vec<_>>(),
        "criteria": placement.criteria().map(|e| json!({
            "id": e.criterion.id,
            "weight": e.criterion.weight.code(),
            "sure": e.criterion.sure.label(),
            "outcome": words::outcome(e.outcome),
            "disputed": e.disputed,
            "findings": protocol.places(e.criterion)
                .flat_map(|place| words::behind(assessment, placement, place))
                .collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "open_questions": placement.open_questions().map(|id| id.question().id).collect::<Vec<_>>(),
        "ask": placement.ask().map(|ask| json!({
            "question": ask.question.question().id,
            "about": ask.about.map(care::assessment::finding::Substance::code),
            "answers": ask.tried.iter().map(|tried| json!({
                "answer": ask.question.question().words(tried.answer),
                "verdict": verdict(tried.verdict),
            })).collect::<Vec<_>>(),
        })),
        "ways_up": placement.ways_up().iter().map(|way| json!({
            "if": [way.words()],
            "place": way.place.code(),
        })).collect::<Vec<_>>(),
        "contradictions": placement.contradictions(findings).iter()
            .map(Contradiction::sentence).collect::<Vec<_>>(),
    })
}

fn verdict(verdict: Verdict) -> Value {
    match verdict {
        Verdict::Open => json!({"kind": "open"}),
        Verdict::AtLeast(place) => json!({"kind": "at_least", "place": place.code()}),
        Verdict::Recommended(place) => json!({"kind": "recommended", "place": place.code()}),
    }
}
