//! A placement in sentences.

use care::assessment::asking::AskedPlace;
use care::assessment::finding::{Assessment, Contradiction, catalogue};
use care::assessment::placement::{Evaluated, Place, Placement, Verdict, said};
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

/// What was said to a question about a substance or about none, each with its source and day.
pub fn behind(
    assessment: &Assessment,
    placement: &Placement<'_>,
    place: AskedPlace,
) -> Vec<String> {
    said(&assessment.findings, placement.facts(), place)
        .iter()
        .map(|said| {
            let about = said
                .about
                .as_ref()
                .map(|about| format!(" ({})", about.to_lowercase()))
                .unwrap_or_default();
            let day = said.at.strftime("%Y-%m-%d");
            format!(
                "{}{about}: {}, {}, {day}",
                said.question, said.words, said.source
            )
        })
        .collect()
}

/// Every fact that a condition can name, with its answers.
pub fn facts() -> String {
    let mut text = String::new();
    for (_, asked) in catalogue::all().filter(|(_, asked)| asked.comparable()) {
        let each = if asked.per_substance {
            "@substance"
        } else {
            ""
        };
        let kind = if asked.derived { "worked out" } else { "asked" };
        put(
            &mut text,
            &format!("{}{each}  ({kind}) {}", asked.id, asked.label),
        );
    }
    text
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
        placement,
        assessment,
    );
    if let Place::Level(level) = placement.verdict().floor() {
        let title = "What speaks for it, or does not";
        section(
            &mut text,
            title,
            placement.supporting(level),
            protocol,
            placement,
            assessment,
        );
    }
    open(&mut text, placement);
    let beside: Vec<&str> = placement
        .today()
        .iter()
        .map(|said| said.beside.text.as_str())
        .collect();
    list(
        &mut text,
        "Do today, whatever the level is",
        &owned(&beside),
    );
    list(&mut text, "Watch out", &owned(&placement.watch()));
    let raised: Vec<String> = placement
        .alarms()
        .iter()
        .map(|alarm| {
            format!(
                "{}, {}: {}",
                alarm.matter.label(),
                alarm.urgency.label(),
                alarm.words
            )
        })
        .collect();
    list(&mut text, "Raised", &raised);
    let disagreements: Vec<String> = placement
        .contradictions(&assessment.findings)
        .iter()
        .map(Contradiction::sentence)
        .collect();
    list(
        &mut text,
        "Does not go together; a clinician settles it",
        &disagreements,
    );
    let up: Vec<String> = placement
        .ways_up()
        .iter()
        .map(|way| format!("{}: {}", way.place.label(), way.words()))
        .collect();
    list(&mut text, "One answer away from more", &up);
    put(&mut text, &format!("\n{}", placement.used()));
    text.push_str("\nThis supports a clinician, who chooses; a different choice needs a reason.\n");
    text
}

fn headline(
    text: &mut String,
    protocol: &Protocol,
    placement: &Placement<'_>,
    assessment: &Assessment,
) {
    let line = placement.headline();
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
    placement: &Placement<'_>,
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
                "{}: {} ({}, {}{disputed})",
                criterion.label,
                outcome(evaluated.outcome),
                criterion.weight.code(),
                criterion.sure.label()
            );
            for place in protocol.places(criterion) {
                for said in behind(assessment, placement, place) {
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
        return;
    };
    let asked = ask.question.question();
    put(
        text,
        &format!("\nAsk first: {} ({})", asked.label, asked.id),
    );
    put(text, &format!("  Why: {}", asked.why));
    for tried in &ask.tried {
        let then = match tried.verdict {
            Verdict::Open => "still not enough to place".to_owned(),
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
        put(text, &format!("  Also needed: {}.", others.join(", ")));
    }
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
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
