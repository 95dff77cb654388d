//! `stepwell place`: one assessment from a file, its placement explained. Reads nothing else and stores nothing.

use anyhow::{Result, anyhow, bail};
use care::assessment::finding::{Assessment, Contradiction, Findings, RawAssessment};
use care::assessment::placement::{Placement, Verdict};
use care::assessment::protocol::Protocol;
use clap::Args;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

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
pub struct Flags {
    /// The assessment, a JSON file; “-” is standard input
    file: PathBuf,
    /// The protocol [default: the standard one that Stepwell brings along]
    #[arg(long, value_name = "FILE.toml")]
    protocol: Option<PathBuf>,
    /// Print JSON instead of sentences
    #[arg(long)]
    json: bool,
}

/// Evaluates and prints.
pub fn run(flags: &Flags) -> Result<()> {
    let protocol = load(flags.protocol.as_deref())?;
    let name = console::name(&flags.file);
    let raw: RawAssessment = reading::json(&read(&flags.file)?)
        .map_err(|wrong| anyhow!("{name}, {wrong}. `stepwell place --help` shows an assessment"))?;
    let assessment = match Assessment::parse(&raw) {
        Ok(assessment) => assessment,
        Err(wrong) => {
            let lines: Vec<String> = wrong.iter().map(|invalid| format!("  {invalid}")).collect();
            bail!("{name} holds what cannot be:\n{}", lines.join("\n"));
        }
    };
    let placement = Placement::of(&protocol, &assessment.findings);
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
    json!({
        "protocol": {"id": protocol.id, "version": protocol.version},
        "verdict": verdict(placement.verdict()),
        "could_be_up_to": placement.ceiling().code(),
        "deciding": placement.deciding().map(|e| e.criterion.id.as_str()).collect::<Vec<_>>(),
        "criteria": placement.criteria().map(|e| json!({
            "id": e.criterion.id,
            "weight": e.criterion.weight.code(),
            "outcome": words::outcome(e.outcome),
            "disputed": e.disputed,
            "findings": protocol.questions(e.criterion)
                .flat_map(|question| words::behind(&assessment.findings, question))
                .collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "open_questions": placement.open_questions().map(|id| id.question().id).collect::<Vec<_>>(),
        "ask": placement.ask().map(|ask| json!({
            "question": ask.question.question().id,
            "open_now": ask.open_now,
            "open_after": ask.open_after,
            "answers": ask.tried.iter().map(|tried| json!({
                "answer": ask.question.question().words(tried.answer),
                "verdict": verdict(tried.verdict),
            })).collect::<Vec<_>>(),
        })),
        "otherwise": placement.others().iter().map(|other| json!({
            "level": other.level.code(),
            "ways": other.ways.iter().map(|way| way.iter().map(|change| json!({
                "question": change.question.question().id,
                "to": change.question.question().words(change.to),
            })).collect::<Vec<_>>()).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "contradictions": contradictions(&assessment.findings, assessment),
    })
}

fn verdict(verdict: Verdict) -> Value {
    match verdict {
        Verdict::Open => json!({"kind": "open"}),
        Verdict::AtLeast(place) => json!({"kind": "at_least", "place": place.code()}),
        Verdict::Recommended(place) => json!({"kind": "recommended", "place": place.code()}),
    }
}

/// Each contradiction as a sentence.
fn contradictions(findings: &Findings, assessment: &Assessment) -> Vec<String> {
    findings
        .contradictions(assessment.assessed_on)
        .iter()
        .map(|contradiction| match contradiction {
            Contradiction::Pair { sentence, .. } => sentence.clone(),
            Contradiction::Sources {
                question,
                about,
                statements,
            } => {
                let about = about
                    .map(|about| format!(" ({})", about.label()))
                    .unwrap_or_default();
                let said: Vec<String> = statements
                    .iter()
                    .map(|finding| format!("{} says {}", finding.source.label(), finding.words()))
                    .collect();
                format!("{}{about}: {}.", question.question().label, said.join("; "))
            }
        })
        .collect()
}
