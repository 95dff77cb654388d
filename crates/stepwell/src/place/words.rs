//! A placement in sentences.

use super::contradictions;
use care::assessment::finding::{Assessment, Findings, QuestionId};
use care::assessment::placement::{Change, Evaluated, Place, Placement, Verdict};
use care::assessment::protocol::{Outcome, Protocol};
use std::fmt::Write as _;

/// The word for an outcome.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::NotMet => "not met",
        Outcome::Unknown => "unknown",
    }
}

/// What was said to a question, each with its source and day.
pub fn behind(findings: &Findings, question: QuestionId) -> Vec<String> {
    let id = question.question().id;
    findings
        .to(question)
        .iter()
        .map(|finding| {
            let about = finding
                .about
                .map(|about| format!(" ({})", about.code()))
                .unwrap_or_default();
            let day = finding.at.strftime("%Y-%m-%d");
            format!(
                "{id}{about}: {}, {}, {day}",
                finding.words(),
                finding.source.label()
            )
        })
        .collect()
}

/// The whole explanation.
pub fn explain(protocol: &Protocol, placement: &Placement<'_>, assessment: &Assessment) -> String {
    let mut text = String::new();
    headline(&mut text, protocol, placement, assessment);
    section(
        &mut text,
        "What decided",
        placement.deciding(),
        protocol,
        assessment,
    );
    if let Place::Level(level) = placement.verdict().floor() {
        let title = "What speaks for it, or does not";
        section(
            &mut text,
            title,
            placement.supporting(level),
            protocol,
            assessment,
        );
    }
    open(&mut text, placement);
    let disagreements = contradictions(&assessment.findings, assessment);
    list(
        &mut text,
        "Does not go together; a clinician settles it",
        &disagreements,
    );
    let otherwise: Vec<String> = placement
        .others()
        .iter()
        .map(|other| {
            let ways: Vec<String> = other.ways.iter().map(|way| conditions(way)).collect();
            let ways = if ways.is_empty() {
                "no few changes lead there".to_owned()
            } else {
                ways.join("; or ")
            };
            format!("{}: {ways}", other.level.label())
        })
        .collect();
    // While hardly anything is known, every way is a list of everything unknown and helps nobody.
    if !matches!(placement.verdict(), Verdict::Open) {
        list(&mut text, "What would have to be different", &otherwise);
    }
    text.push_str("\nThis supports a clinician, who chooses; a different choice needs a reason.\n");
    text
}

fn headline(
    text: &mut String,
    protocol: &Protocol,
    placement: &Placement<'_>,
    assessment: &Assessment,
) {
    let line = match placement.verdict() {
        Verdict::Open => "Not enough is known to recommend a level.".to_owned(),
        Verdict::AtLeast(place) => format!(
            "At least: {}. What is still unknown could lead up to: {}.",
            place.label(),
            placement.ceiling().label()
        ),
        Verdict::Recommended(place) => format!("Recommended: {}.", place.label()),
    };
    put(text, &line);
    if !matches!(placement.verdict(), Verdict::Open)
        && let (Place::Level(level), Some(group)) =
            (placement.verdict().floor(), assessment.age_group)
        && let Some(hours) = protocol.level(level).hours(group)
    {
        let below = hours
            .below
            .map(|below| format!(", fewer than {below}"))
            .unwrap_or_default();
        put(
            text,
            &format!(
                "  {} hour{} a week or more{below}.",
                hours.from,
                if hours.from == 1 { "" } else { "s" }
            ),
        );
    }
    put(
        text,
        &format!(
            "  Protocol: {}, version {}.",
            protocol.title, protocol.version
        ),
    );
}

fn section<'p>(
    text: &mut String,
    title: &str,
    criteria: impl Iterator<Item = Evaluated<'p>>,
    protocol: &Protocol,
    assessment: &Assessment,
) {
    let lines: Vec<String> = criteria
        .map(|evaluated| {
            let criterion = evaluated.criterion;
            let disputed = if evaluated.disputed {
                ", sources disagree"
            } else {
                ""
            };
            let mut line = format!(
                "{}: {} ({}{disputed})",
                criterion.label,
                outcome(evaluated.outcome),
                criterion.weight.code()
            );
            for question in protocol.questions(criterion) {
                for said in behind(&assessment.findings, question) {
                    let _ = write!(line, "\n      {said}");
                }
            }
            line
        })
        .collect();
    list(text, title, &lines);
}

fn open(text: &mut String, placement: &Placement<'_>) {
    let Some(ask) = placement.ask() else {
        put(text, "\nNothing that is still unknown could change this.");
        return;
    };
    let asked = ask.question.question();
    put(
        text,
        &format!(
            "\nThe question that would help most: {} ({})",
            asked.label, asked.id
        ),
    );
    put(text, &format!("  Why: {}", asked.why));
    for tried in &ask.tried {
        let then = match tried.verdict {
            Verdict::Open => "still open".to_owned(),
            Verdict::AtLeast(place) => format!("at least {}", place.label()),
            Verdict::Recommended(place) => place.label().to_owned(),
        };
        put(text, &format!("  - {}: {then}", asked.words(tried.answer)));
    }
    let others: Vec<&str> = placement
        .open_questions()
        .filter(|id| *id != ask.question)
        .map(|id| id.question().id)
        .collect();
    if !others.is_empty() {
        put(text, &format!("  Also open: {}.", others.join(", ")));
    }
}

fn conditions(way: &[Change]) -> String {
    way.iter()
        .map(|change| {
            let asked = change.question.question();
            format!("“{}” were “{}”", asked.label, asked.words(change.to))
        })
        .collect::<Vec<_>>()
        .join(" and ")
}

fn list(text: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    put(text, &format!("\n{title}:"));
    for line in lines {
        put(text, &format!("  - {line}"));
    }
}

fn put(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
