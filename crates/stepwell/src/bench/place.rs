//! Placements a second on one core: findings in, the explained placement out.

use super::Row;
use anyhow::{Context as _, Result};
use care::SeededDice;
use care::assessment::facts::Basis;
use care::assessment::finding::Substance;
use care::assessment::finding::{
    Finding, FindingAnswer, Findings, QuestionKind, Source, Value, catalogue,
};
use care::assessment::placement::Placement;
use care::assessment::protocol::Protocol;
use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::hint::black_box;
use std::time::Instant;

/// What we aim for, in placements a second on one core.
const AIM: f64 = 100_000.0;
/// How many different assessments are evaluated in turn.
const ASSESSMENTS: usize = 1_000;
/// How many questions of a hundred are answered in each.
const ANSWERED_PERCENT: u64 = 80;

/// What `bench place` takes.
#[derive(Args)]
pub struct Flags {
    /// Print a JSON array instead of a table
    #[arg(long)]
    pub json: bool,
    /// How many placements to make
    #[arg(long, default_value_t = 1_000_000)]
    placements: u32,
}

/// The row.
pub fn measure(flags: &Flags) -> Result<Vec<Row>> {
    let protocol = Protocol::standard()?;
    let dice = SeededDice::new(1);
    let assessments: Vec<Findings> = (0..ASSESSMENTS).map(|_| assessment(&dice)).collect();
    let at = Timestamp::UNIX_EPOCH;
    let basis = Basis {
        at,
        local: care::zone::greenwich(at).datetime(),
        zone: TimeZone::UTC,
        born: Some(jiff::civil::date(1930, 1, 1)),
    };
    let began = Instant::now();
    for findings in assessments
        .iter()
        .cycle()
        .take(flags.placements.try_into()?)
    {
        black_box(Placement::of(&protocol, black_box(findings), &basis));
    }
    let seconds = began.elapsed().as_secs_f64();
    anyhow::ensure!(seconds > 0.0, "Ask for at least one placement");
    let rate = f64::from(flags.placements) / seconds;
    let findings: usize = assessments
        .iter()
        .map(|findings| findings.iter().count())
        .sum();
    let each = u32::try_from(findings / ASSESSMENTS).context("too many findings")?;
    Ok(vec![
        Row::new("placements_per_core", rate, "1/s").aim(AIM),
        Row::new("findings_per_placement", f64::from(each), "1"),
    ])
}

/// Random answers to most questions, for one substance.
fn assessment(dice: &SeededDice) -> Findings {
    let findings = catalogue::all()
        .filter(|(_, asked)| asked.suits(asked.per_substance.then_some(Substance::Alcohol)))
        .filter(|(_, asked)| !asked.derived && !matches!(asked.kind, QuestionKind::Text))
        .filter(|_| dice.below(100) < ANSWERED_PERCENT)
        .filter_map(|(question, asked)| {
            let (low, high) = asked.bounds()?;
            let answers = u64::try_from(high - low + 1).ok()?;
            // The safer of two throws: most people answer most questions on the safe side.
            let throw = dice.below(answers).min(dice.below(answers));
            Some(Finding {
                question,
                about: asked.per_substance.then_some(Substance::Alcohol),
                at: Timestamp::UNIX_EPOCH,
                source: Source::Person,
                settles: false,
                answer: FindingAnswer::Value(Value::At(low + i32::try_from(throw).ok()?)),
            })
        })
        .collect();
    Findings::new(findings)
}
