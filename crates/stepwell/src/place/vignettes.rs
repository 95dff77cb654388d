//! `stepwell place --vignettes`: every case of a file, one JSON object a line, to check the rules against cases whose
//! acceptable answers somebody else wrote down.

use anyhow::{Context as _, Result, anyhow};
use care::assessment::facts::Basis;
use care::assessment::finding::{Findings, Side};
use care::assessment::placement::{Placement, Verdict};
use care::assessment::protocol::Protocol;
use care::zone::greenwich;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use names::Names;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use statement::{Statements, origin};

mod answer;
mod names;
mod statement;

/// The hour of a case that names none.
const HOUR: i8 = 15;

/// The file.
#[derive(Deserialize)]
struct File {
    vignettes: Vec<Case>,
}

/// One case; what is there to be compared is not read.
#[derive(Deserialize)]
struct Case {
    id: String,
    assessed_on: Date,
    #[serde(default)]
    assessed_at: Option<Timestamp>,
    #[serde(default)]
    born: Option<Date>,
    #[serde(default)]
    findings: Map<String, Value>,
    /// Facts under names that a catalogue may not have.
    #[serde(default)]
    proposed: Map<String, Value>,
}

/// The answer to every case, one a line.
pub fn lines(protocol: &Protocol, file: &str, text: &str) -> Result<Vec<String>> {
    let names = Names::standard()?;
    let cases: File = reading::json(text).map_err(|wrong| anyhow!("{file}, {wrong}"))?;
    cases
        .vignettes
        .iter()
        .map(|case| {
            let line = answer(protocol, &names, case)
                .with_context(|| format!("{file}, case {}", case.id))?;
            Ok(line.to_string())
        })
        .collect()
}

fn answer(protocol: &Protocol, names: &Names, case: &Case) -> Result<Value> {
    let at = match case.assessed_at {
        Some(at) => at,
        None => case
            .assessed_on
            .at(HOUR, 0, 0, 0)
            .to_zoned_datetime(TimeZone::UTC)?
            .timestamp(),
    };
    let told = Statements::read(names, case.findings.iter().chain(&case.proposed), at)?;
    let basis = Basis {
        at,
        local: greenwich(at).datetime(),
        zone: TimeZone::UTC,
        born: case.born.or(told.born),
    };
    let findings = Findings::new(told.findings);
    let placement = Placement::of(protocol, &findings, &basis);
    let contradictions = placement.contradictions(&findings);
    let name = |side: &Side| origin(&told.origins, side, case.assessed_on);
    let mut said = placement.told();
    for one in &contradictions {
        said.push_str(" Does not go together: ");
        said.push_str(&one.sentence());
    }
    let level = match placement.verdict() {
        Verdict::Open => Value::Null,
        verdict => verdict.floor().code().into(),
    };
    Ok(json!({
        "id": case.id,
        "verdict": placement.verdict().code(),
        "level": level,
        "beside": placement.beside().iter().map(|said| said.beside.code.as_str()).collect::<Vec<_>>(),
        "signals": placement.alarms().iter().map(|alarm| json!({
            "kind": alarm.matter.kind().code(),
            "about": alarm.matter.code(),
            "urgency": alarm.urgency.code(),
        })).collect::<Vec<_>>(),
        "reasons": names.reasons(&placement.reasons()),
        "contradictions": contradictions.iter().map(|one| {
            one.sides().iter().map(name).collect::<Vec<_>>()
        }).collect::<Vec<_>>(),
        "unknown": placement.missing().map(|(question, about)| match about {
            Some(about) => format!("{}@{}", question.question().id, about.code()),
            None => question.question().id.to_owned(),
        }).collect::<Vec<_>>(),
        "rules": placement.met().map(|one| one.criterion.id.as_str()).collect::<Vec<_>>(),
        "said": said,
    }))
}
