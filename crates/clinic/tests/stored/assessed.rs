//! What was found, what followed from it, and what somebody should look at.

use crate::people::line;
use crate::{Shape, shape};
use care::assessment::finding::{
    Diagnosis, Finding, NotKnown, Question, QuestionKind, RawDiagnosis, RawFinding, RawValue,
    Remission, Section, Severity, Source, Substance, catalogue,
};
use care::assessment::placement::below::PlanBelow;
use care::assessment::placement::{Edition, External, KeptCriterion, Snapshot, SnapshotFinding};
use care::followup::on_call::{RotaPlace, Shift};
use care::followup::signal::{About, FurtherReason, Gone, Matter, SignalKind, Urgency};
use care::{Credential, PersonId, Phone, ResultId, Stored};
use clinic::assessment::measure::KeptAnswers;
use jiff::Timestamp;
use jiff::civil::date;
use measures::{Absence, Answers, ItemAnswer};
use record::assessment::interview::diagnosis::Sealed;
use record::assessment::placement::Body as Placed;
use record::followup::signal::Body as Signal;
use serde_json::Value;

pub fn shapes() -> Vec<Shape> {
    vec![
        Shape {
            again: finding_again,
            ..shape(findings())
        },
        Shape {
            again: diagnosis_again,
            ..shape(diagnoses())
        },
        shape(externals()),
        shape(placements()),
        shape(signals()),
        shape(shifts()),
        shape(results()),
    ]
}

fn at() -> Timestamp {
    "2026-03-02T15:04:05.123456Z".parse().unwrap()
}

fn read<T: Stored>(document: &Value) -> Result<T, String> {
    let text = serde_json::to_vec(document).unwrap();
    serde_json::from_slice(&text).map_err(|error| error.to_string())
}

/// A question and an option that the catalogue no longer has would be as unreadable as another form.
fn finding_again(document: &Value) -> Result<Value, String> {
    let raw: RawFinding = read(document)?;
    let finding =
        Finding::shaped(&raw).map_err(|invalid| format!("{}: {invalid}", raw.question))?;
    Ok(serde_json::to_value(finding.raw()).unwrap())
}

fn diagnosis_again(document: &Value) -> Result<Value, String> {
    let mut sealed: Sealed = read(document)?;
    if let Some(raw) = &sealed.entered {
        let diagnosis = Diagnosis::parse(raw).map_err(|invalid| invalid.to_string())?;
        sealed.entered = Some(diagnosis.raw());
    }
    Ok(serde_json::to_value(sealed).unwrap())
}

/// Every answer that has a word or an end of its own.
fn values(question: &Question) -> Vec<RawValue> {
    let text = |text: &str| RawValue::Text(text.to_owned());
    match question.kind {
        QuestionKind::YesNo => vec![RawValue::YesNo(true), RawValue::YesNo(false)],
        // Options called yes and no are kept as they were when there were only these two.
        QuestionKind::Choice(options) => options
            .iter()
            .map(|option| match *option {
                "yes" => RawValue::YesNo(true),
                "no" => RawValue::YesNo(false),
                other => text(other),
            })
            .collect(),
        QuestionKind::Multi(options) => {
            let all = options.iter().map(|option| (*option).to_owned()).collect();
            vec![RawValue::Several(all), RawValue::Several(Vec::new())]
        }
        QuestionKind::Number { from, to, .. } => {
            [from, to].map(|n| RawValue::Number(n.into())).into()
        }
        QuestionKind::Tenths { .. } => vec![text("38.6")],
        QuestionKind::Date => vec![text("2026-02-28")],
        QuestionKind::DateTime => vec![text("2026-02-28"), text("2026-02-28 21:30")],
        QuestionKind::Text => vec![text("As she put it.\nTwice.")],
    }
}

fn findings() -> Vec<RawFinding> {
    let said = |question: &Question| RawFinding {
        question: question.id.to_owned(),
        about: question
            .per_substance
            .then(|| question.only.first().copied().unwrap_or(Substance::Alcohol)),
        value: None,
        not_known: None,
        source: Source::Person,
        at: at(),
        settles: false,
    };
    let asked = || {
        catalogue::all()
            .map(|(_, question)| question)
            .filter(|question| !question.derived)
    };
    let mut findings = Vec::new();
    for question in asked() {
        findings.extend(values(question).into_iter().map(|value| RawFinding {
            value: Some(value),
            ..said(question)
        }));
    }
    let unknown = |question: &Question| RawFinding {
        not_known: Some(NotKnown::Unknown),
        ..said(question)
    };
    if let Some(question) = asked().find(|question| question.per_substance) {
        findings.extend(Substance::ALL.map(|substance| RawFinding {
            about: Some(substance),
            ..unknown(question)
        }));
        findings.extend(Source::ALL.map(|source| RawFinding {
            source,
            ..unknown(question)
        }));
        findings.push(RawFinding {
            not_known: Some(NotKnown::Declined),
            source: Source::Clinician,
            settles: true,
            ..said(question)
        });
    }
    findings
}

fn diagnoses() -> Vec<Sealed> {
    let entered = |substance, severity, remission| RawDiagnosis {
        substance,
        severity,
        remission,
        controlled_environment: false,
        maintenance_medication: false,
    };
    let mut raw: Vec<RawDiagnosis> = Substance::ALL
        .map(|substance| entered(substance, Severity::Moderate, None))
        .into();
    raw.push(RawDiagnosis {
        controlled_environment: true,
        ..entered(Substance::Alcohol, Severity::Mild, Some(Remission::Early))
    });
    raw.push(RawDiagnosis {
        maintenance_medication: true,
        ..entered(
            Substance::Opioid,
            Severity::Severe,
            Some(Remission::Sustained),
        )
    });
    let taken_back = Sealed {
        substance: Substance::Cannabis,
        entered: None,
        code: None,
    };
    let kept = raw.into_iter().map(|raw| Sealed {
        substance: raw.substance,
        entered: Some(raw),
        code: Some("F10.20".to_owned()),
    });
    kept.chain([taken_back]).collect()
}

fn externals() -> Vec<External> {
    [Edition::Third, Edition::Fourth]
        .map(|edition| External {
            edition,
            on: date(2026, 3, 1),
            ratings: vec![(1, line("0")), (6, line("2"))],
            level: line("2.1"),
        })
        .into()
}

fn placements() -> Vec<Placed> {
    let said = |about: Option<&str>| SnapshotFinding {
        question: "use.days".to_owned(),
        label: "Days of use".to_owned(),
        about: about.map(str::to_owned),
        words: "12 days".to_owned(),
        source: "the person".to_owned(),
        at: at(),
    };
    let criterion = KeptCriterion {
        id: "withdrawal".to_owned(),
        label: "Withdrawal can be managed at home".to_owned(),
        weight: "excluding".to_owned(),
        outcome: "met".to_owned(),
        decided: true,
        disputed: false,
        findings: vec![said(Some("alcohol")), said(None)],
    };
    let snapshot = |criteria| Snapshot {
        protocol: "iop-standard".to_owned(),
        version: 3,
        title: "Standard protocol".to_owned(),
        verdict: "recommended".to_owned(),
        place: "intensive_outpatient".to_owned(),
        words: "Intensive outpatient is recommended.".to_owned(),
        criteria,
    };
    vec![
        Placed {
            reason: Some(line("She cannot come by day.")),
            plan: Some(PlanBelow {
                words: line("Her counselor calls every evening."),
                by: date(2026, 3, 9),
            }),
            credentials: Some(Credential::ALL.to_vec()),
            snapshot: snapshot(vec![criterion]),
        },
        Placed {
            reason: None,
            plan: None,
            credentials: None,
            snapshot: snapshot(Vec::new()),
        },
    ]
}

fn shifts() -> Vec<Shift> {
    RotaPlace::ALL
        .into_iter()
        .flat_map(|place| {
            let once = Shift {
                place,
                on: date(2026, 3, 2),
                start_minute: 480,
                until_on: date(2026, 3, 9),
                end_minute: 470,
                every_weeks: 0,
                last: None,
                phone: Phone::parse("207 555 0142").unwrap(),
            };
            let again = Shift {
                every_weeks: 2,
                last: Some(date(2026, 12, 28)),
                ..once.clone()
            };
            [once, again]
        })
        .collect()
}

fn reason(urgency: Urgency) -> FurtherReason {
    FurtherReason {
        key: "risk.suicide=high".to_owned(),
        words: "The screener says so too.".to_owned(),
        urgency,
        about: About::Record,
        at: at(),
        by: PersonId::parse("0195b0aa-0000-7000-8000-000000000002").unwrap(),
    }
}

fn gone() -> Gone {
    Gone {
        key: "time.W6.withdrawal.today".to_owned(),
        at: at(),
    }
}

fn signals() -> Vec<Signal> {
    let bare = |about| Signal {
        kind: SignalKind::Other,
        about,
        occasion: None,
        words: "Somebody should look.".to_owned(),
        matter: None,
        further: Vec::new(),
        gone: Vec::new(),
    };
    let result = ResultId::parse("0195b0aa-0000-7000-8000-000000000001").unwrap();
    let mut signals = vec![
        bare(About::Record),
        bare(About::Hours),
        bare(About::Week),
        bare(About::Result(result)),
    ];
    signals.extend(Section::ALL.map(|section| bare(About::Assessment(section))));
    signals.extend(SignalKind::ALL.map(|kind| Signal {
        kind,
        occasion: Some("risk.suicide=high".to_owned()),
        ..bare(About::Record)
    }));
    signals.extend(Matter::ALL.map(|matter| Signal {
        kind: matter.kind(),
        matter: Some(matter),
        further: Urgency::ALL.map(reason).to_vec(),
        gone: vec![gone()],
        ..bare(About::Record)
    }));
    signals
}

fn results() -> Vec<KeptAnswers> {
    let mut answers = Answers::new().with("1", 3).with("6a", -1);
    for (item, absence) in [
        ("2", Absence::Skipped),
        ("3", Absence::Declined),
        ("4", Absence::Missing),
    ] {
        answers.set(item, ItemAnswer::Absent(absence));
    }
    let full = KeptAnswers {
        version: "1".to_owned(),
        answers,
        alone: true,
    };
    let bare = KeptAnswers {
        version: "2".to_owned(),
        answers: Answers::new(),
        alone: false,
    };
    vec![full, bare]
}
