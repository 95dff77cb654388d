//! The journal: reading, verifying, taking it out.

pub(crate) mod export;
pub(crate) mod verify;

use crate::shell::ask::moment;
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Pager, button, empty, facts, heading, link, page, pager, progress, row, table,
};
use care::{PersonId, TimeZoneName};
use clinic::Refusal;
use clinic::access::journal;
use clinic::access::journal::{Progress, ShownEntry};
use maud::{Markup, html};
use policy::Action;
use record::journal::{Detail, PAGE_ENTRIES};

/// How many entries of a page stand open; the older ones are one press away.
const LINES_MAX: usize = 25;

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
        Column::new("Entry").number().share(2),
        Column::new("When").share(6),
        Column::new("Who").share(4),
        Column::new("What"),
        Column::new("About").share(5),
        Column::new("Rule").share(3),
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
        (table("journal", "Journal entries, newest first", columns).rows(rows).aligned().fold(LINES_MAX)
            .empty(empty("No entries", "Nothing was looked at or changed here yet.", None)).caption_unseen())
        (pager(&Pager { before: newer, after: older, place }))
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, "Journal"),
        body,
    )))
}

fn entry(shown: &ShownEntry, zone: &TimeZoneName) -> crate::ui::Row {
    let entry = &shown.entry;
    let at = moment(entry.at, zone);
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
pub(in crate::pages) fn short(id: &str) -> String {
    let from = id.len().saturating_sub(8);
    format!("…\u{2060}{}", id.get(from..).unwrap_or(id))
}

fn detail(detail: &Detail) -> Markup {
    html! {
        @if let Detail::Open(text) = detail { details.inline { summary { "Details" } code { (text) } } }
    }
}

/// How far it is, for somebody who waits; a script asks again by itself, without one the link does.
fn way(address: &str, now: &Progress, zone: &TimeZoneName) -> Markup {
    html! {
        @match (now.before, now.total) {
            (0, 0) => p { "It begins." },
            (0, total) => (progress("Entries read", now.done, total, "entries")),
            (1, _) => p { "It waits: one is done at a time, and 1 other is before this one." },
            (more, _) => p { "It waits: one is done at a time, and " (more) " others are before this one." },
        }
        (facts(&[("Asked for", html! { (moment(now.asked_at, zone)) })]))
        p { (link(address, "Refresh")) }
    }
}
