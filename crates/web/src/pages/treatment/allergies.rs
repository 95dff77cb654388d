//! Allergies: one line for each, or that none is known.

use super::{head, not_asked, who_said};
use crate::pages::followup::signals::frame_about;
use crate::shell::ask::moment;
use crate::shell::form::finish;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Problems, button, error_summary, field, page, tick_checked};
use care::PersonId;
use care::assessment::finding::Source;
use care::invalid::Issues;
use care::treatment::allergy::{ALLERGIES_MAX, Allergies, Allergy, AllergySeverity};
use clinic::Refusal;
use clinic::people::chapter::OpenChapter;
use clinic::treatment::allergy;
use maud::{Markup, html};

/// How many empty lines stand below those that are filled in.
const EMPTY_LINES: usize = 2;

/// The names of the fields of each line, one after the other.
macro_rules! lines {
    ($of:literal) => {
        [
            concat!($of, ".1"),
            concat!($of, ".2"),
            concat!($of, ".3"),
            concat!($of, ".4"),
            concat!($of, ".5"),
            concat!($of, ".6"),
            concat!($of, ".7"),
            concat!($of, ".8"),
            concat!($of, ".9"),
            concat!($of, ".10"),
            concat!($of, ".11"),
            concat!($of, ".12"),
        ]
    };
}

const SUBSTANCES: [&str; ALLERGIES_MAX] = lines!("substance");
const REACTIONS: [&str; ALLERGIES_MAX] = lines!("reaction");
const SEVERITIES: [&str; ALLERGIES_MAX] = lines!("severity");

/// The fields of each line: to what, what happens, how bad.
fn names() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let names = SUBSTANCES.into_iter().zip(REACTIONS).zip(SEVERITIES);
    names.map(|((substance, reaction), severity)| (substance, reaction, severity))
}

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Saves what was typed.
pub(crate) fn save(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(ask).and_then(|draft| {
        allergy::set(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/allergies?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

fn draft(ask: &Ask<'_>) -> Result<Allergies, Fault> {
    let (form, mut issues) = (&ask.form, Issues::default());
    let source = Source::from_code(form.text("source"));
    if source.is_none() {
        issues.add("source", "Say who says so.");
    }
    let (mut list, mut typed) = (Vec::new(), false);
    for (substance, reaction, severity) in names() {
        let says = |name: &str| !form.text(name).trim().is_empty();
        if ![substance, reaction, severity].into_iter().any(says) {
            continue;
        }
        typed = true;
        let what = issues.take(substance, form.line(substance, "what they are allergic to"));
        let happens = form.optional_line(reaction, "what happens");
        let happens = issues.take(reaction, happens);
        let bad = AllergySeverity::from_code(form.text(severity));
        if let (Some(substance), Some(reaction)) = (what, happens) {
            list.push(Allergy {
                substance,
                reaction,
                severity: bad.unwrap_or(AllergySeverity::Unknown),
            });
        }
    }
    let none = form.ticked("none");
    if none && typed {
        issues.add(
            "none",
            "There are allergies below. Take the tick away, or the lines.",
        );
    } else if !none && !typed {
        let [first, ..] = SUBSTANCES;
        issues.add(first, "Enter an allergy, or tick that none is known.");
    }
    match source {
        Some(source) if issues.0.is_empty() => Ok(Allergies { source, list }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// What is stored, as the form's fields show it.
fn stored(kept: Option<&Allergies>) -> Stored {
    let mut stored = vec![
        (
            "none",
            if kept.is_some_and(Allergies::none_known) {
                "yes".to_owned()
            } else {
                String::new()
            },
        ),
        (
            "source",
            kept.map_or(Source::Person, |kept| kept.source)
                .code()
                .to_owned(),
        ),
    ];
    for (at, (substance, reaction, severity)) in names().enumerate() {
        let one = kept.and_then(|kept| kept.list.get(at));
        let happens = one.and_then(|one| one.reaction.as_ref());
        stored.push((
            substance,
            one.map(|one| one.substance.to_string()).unwrap_or_default(),
        ));
        stored.push((
            reaction,
            happens.map(ToString::to_string).unwrap_or_default(),
        ));
        stored.push((
            severity,
            one.map_or("", |one| one.severity.code()).to_owned(),
        ));
    }
    stored
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = allergy::show(ask.clinic, ask.actor()?, id)?;
    let kept = shown.only().map(|entry| &entry.body);
    let sheet = Sheet::of(ask, shown.only_version()?, stored(kept), problems);
    // The fields first: the summary calls them as they call themselves.
    let form = html! { @if shown.may_write { (sheet.form(ask, fields(&sheet))) } };
    let body = html! {
        (error_summary(&sheet.problems))
        (head(id))
        (stands(&shown))
        (form)
    };
    Ok(page(&frame_about(ask, "Allergies", id)?, body))
}

/// What is known, since when, and what was known before.
fn stands(shown: &OpenChapter<Allergies>) -> Markup {
    let Some(last) = shown.only() else {
        return not_asked();
    };
    html! {
        ul { @for line in last.body.lines() { li { (line) } } }
        p.muted { "Said by " (last.body.source.label()) ". Written " (moment(last.at, &shown.zone)) ", " (shown.writer(last)) "." }
        @let before = shown.before(last.item);
        @if !before.is_empty() {
            details {
                summary { "Before" }
                @for entry in before {
                    p { (entry.body.lines().join("; ")) " " span.muted { (moment(entry.at, &shown.zone)) ", " (shown.writer(entry)) } }
                }
            }
        }
    }
}

fn fields(sheet: &Sheet) -> Markup {
    let (typed, problems) = (&sheet.shown, &sheet.problems);
    let mut severities = vec![("", "Not said")];
    severities.extend(
        AllergySeverity::ALL
            .iter()
            .map(|one| (one.code(), one.label())),
    );
    html! {
        (tick_checked("none", "No allergies known", typed.ticked("none"), problems))
        (who_said().value(typed.text("source")).check(problems))
        @for (at, (substance, reaction, severity)) in names().enumerate().take(lines_shown(sheet)) {
            @let number = at + 1;
            div.pair {
                (field(substance, format!("Allergy {number}")).value(typed.text(substance)).autocomplete("off").check(problems))
                (field(reaction, format!("What happens, {number}")).optional().value(typed.text(reaction)).autocomplete("off").check(problems))
                (field(severity, format!("How bad, {number}")).select(severities.clone()).value(typed.text(severity)).check(problems))
            }
        }
        div.buttons { (button("Save")) }
    }
}

/// As many lines as reach to the last one in which something stands or of which something is said, and some empty ones.
fn lines_shown(sheet: &Sheet) -> usize {
    let lines = names().map(|(substance, reaction, severity)| [substance, reaction, severity]);
    (sheet.lines_used(lines) + EMPTY_LINES).min(ALLERGIES_MAX)
}
