//! The journal: reading, verifying, taking it out.

use crate::shell::ask::moment_with_zone;
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, Pager, button, empty, facts, form, heading, page, pager, row, status,
    table,
};
use care::{PersonId, TimeZoneName};
use clinic::Refusal;
use clinic::journal::{self, Shown, Wrong};
use data_encoding::HEXLOWER;
use maud::{Markup, html};
use policy::Action;
use record::journal::{Detail, PAGE_ENTRIES};

/// The latest entries, about anything or about one record.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let wanted = ask.query.text("about");
    let about = PersonId::parse(wanted);
    if about.is_none() && !wanted.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let before: Option<i64> = ask.query.text("before").parse().ok();
    let entries = journal::page(ask.clinic, ask.actor()?, about.map(PersonId::uuid), before)?;
    let zone = ask.zone()?;
    let suffix = about.map(|id| format!("&about={id}")).unwrap_or_default();
    let older = entries
        .last()
        .filter(|last| last.entry.seq > 1 && entries.len() == PAGE_ENTRIES as usize)
        .map(|last| format!("/staff/journal?before={}{suffix}", last.entry.seq));
    let newer = before
        .is_some()
        .then(|| format!("/staff/journal?{}", suffix.trim_start_matches('&')));
    let place = match (entries.first(), entries.last()) {
        (Some(first), Some(last)) => format!("Entries {} to {}", first.entry.seq, last.entry.seq),
        _ => "No entries".to_owned(),
    };
    let columns = [
        Column::new("Entry").number(),
        Column::new("When"),
        Column::new("Who"),
        Column::new("What"),
        Column::new("About"),
        Column::new("Rule"),
    ];
    let rows = entries.iter().map(|shown| entry(shown, &zone));
    let actions = html! {
        @if could(ask, Action::VerifyJournal) { (button("Verify").quiet().href("/staff/journal/verify")) }
        @if could(ask, Action::ExportJournal) { (button("Export").quiet().href("/staff/journal/export")) }
    };
    let lead = if about.is_some() {
        "Every look at one record, and every change to it."
    } else {
        "Every look at a record and every change, in a chain that shows when it was touched."
    };
    let body = html! {
        (heading("Journal").lead(lead).actions(actions))
        @if let Some(about) = about {
            p { a href="/staff/journal" { "Show everything" } }
            @if journal::may_forget(ask.clinic, ask.actor()?, about)? {
                p { a href={ "/staff/people/" (about) "/forget" } { "Forget this person" } }
            }
        }
        (table("journal", "Journal entries, newest first", columns).rows(rows)
            .empty(empty("No entries", "Nothing was looked at or changed here yet.", None)).caption_unseen())
        (pager(&Pager { before: newer, after: older, place }))
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, "Journal"),
        body,
    )))
}

fn entry(shown: &Shown, zone: &TimeZoneName) -> crate::ui::Row {
    let entry = &shown.entry;
    let at = moment_with_zone(entry.at, zone);
    let who = match &shown.actor {
        Some(name) => name.clone(),
        None if entry.actor.uuid().is_nil() => "The server’s console".to_owned(),
        None => format!("Person\u{a0}{}", short(&entry.actor.to_string())),
    };
    row([
        html! { (entry.seq) },
        html! { span.nowrap { (at) } },
        html! { (who) },
        html! { code { (entry.action) } (detail(&shown.detail)) },
        html! { (entry.subject_kind) " " @if entry.subject_kind == "person" {
            a href={ "/staff/journal?about=" (entry.subject) } { (short(&entry.subject.to_string())) }
        } @else { (short(&entry.subject.to_string())) } },
        html! { (entry.rule) },
    ])
}

/// The end of an id, which differs between things made in the same moment.
fn short(id: &str) -> String {
    let from = id.len().saturating_sub(8);
    format!("…\u{2060}{}", id.get(from..).unwrap_or(id))
}

fn detail(detail: &Detail) -> Markup {
    html! {
        @if let Detail::Open(text) = detail { details { summary { "Details" } code { (text) } } }
    }
}

/// Verifies the chain while the page waits.
pub(crate) fn verify(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let file = ask.web.options.checkpoints.as_deref();
    let result = journal::verify(ask.clinic, ask.actor()?, file)?;
    let body = html! {
        (heading("Verify the journal").back("/staff/journal", "Journal"))
        @match &result {
            Ok(verified) => {
                p { (status(Meaning::Good, "Whole")) " Every entry follows from the one before it, and the signed checkpoints agree." }
                (facts(&[
                    ("Entries", html! { (verified.entries) }),
                    ("Checkpoints", html! { (verified.checkpoints) }),
                    ("Last hash", html! { code { (HEXLOWER.encode(&verified.head)) } }),
                ]))
            }
            Err(wrong) => {
                p { (status(Meaning::Urgent, "Changed")) " " (said(wrong)) }
                p { "Keep the server’s files as they are, stop writing to them, and compare with a backup from before." }
            }
        }
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, "Verify the journal"),
        body,
    )))
}

/// What is wrong, without where on the server the file lies.
fn said(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Entry(fault) => format!("Entry {} {}.", fault.seq, fault.what),
        Wrong::Outside(_) => "The checkpoints that are kept outside the database are not those that were written there. Whoever runs the server sees more with: stepwell journal verify".to_owned(),
    }
}

/// The page before the file.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn export_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let fields = html! { div.buttons { (button("Download")) } };
    let body = html! {
        (heading("Export the journal").back("/staff/journal", "Journal").lead("One line per entry, with its hash, in a file that any program can verify. Names and details stay here."))
        (form("/staff/journal/export", ask.token(), fields))
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, "Export the journal"),
        body,
    )))
}

/// The file.
pub(crate) fn export(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.key()?;
    let lines = journal::export(ask.clinic, ask.actor()?)?;
    Ok(Answer::download(
        "journal.jsonl",
        "application/jsonl",
        lines.into_bytes(),
    ))
}
