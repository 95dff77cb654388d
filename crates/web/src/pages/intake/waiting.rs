//! The waiting list: who comes next, and why.

use super::inquiries::words::waits;
use crate::shell::ask::near;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, Row, button, empty, field, filter_bar, heading, page, row, status, table,
};
use care::intake::waiting::{Precedence, Waiting};
use care::people::site::Site;
use care::{LevelOfCare, SiteId, TimeZoneName};
use clinic::intake::waiting;
use clinic::intake::waiting::{WaitingList, WaitingRow};
use jiff::Timestamp;
use maud::{Markup, html};

pub(crate) mod one;

/// Everybody who waits, whoever comes first at the top, each level by itself.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let at = SiteId::parse(ask.query.text("site"));
    let list = waiting::list(ask.clinic, ask.actor()?, at)?;
    let none = empty(
        "Nobody waits",
        "Whoever is put on the list on the page of their request stands here.",
        Some(button("See inquiries").quiet().href("/staff/inquiries")),
    );
    let body = html! {
        (heading("Waiting list").back("/staff/inquiries", "Inquiries").lead(
            "Danger first, then pregnant people who inject drugs, pregnant people, people who inject drugs, those nobody asked, and the others; within each, whoever asked first."
        ))
        (filters(ask, &list))
        @if list.rows.is_empty() { (none) }
        @for level in levels(&list) { (part(&list, level)) }
        @if list.more > 0 { p { (care::counted(list.more, "more person waits", "more people wait")) ", who asked later. They stand here as soon as there is room." } }
    };
    let frame = frame(ask, Face::Staff, "Waiting list");
    Ok(Answer::page(page(&frame, body)))
}

fn filters(ask: &Ask<'_>, list: &WaitingList) -> impl maud::Render {
    let mut sites = vec![(String::new(), "All sites".to_owned())];
    let named = |site: &Site| (site.id.to_string(), site.name.to_string());
    sites.extend(list.sites.iter().map(named));
    let chosen = ask.query.text("site");
    let fields = html! { (field("site", "Site").select(sites).value(chosen)) };
    let clear = (!chosen.is_empty()).then(|| "/staff/waiting".to_owned());
    let count = care::counted(list.rows.len(), "person waits", "people wait");
    filter_bar("/staff/waiting", fields)
        .clear(clear)
        .result(count)
}

/// The levels for which somebody waits, and those for whom none was chosen.
fn levels(list: &WaitingList) -> Vec<Option<LevelOfCare>> {
    let mut levels: Vec<_> = list.rows.iter().map(|row| row.waiting.level).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// What is waited for.
fn level_text(level: Option<LevelOfCare>) -> &'static str {
    level.map_or("No level chosen yet", LevelOfCare::label)
}

fn part(list: &WaitingList, level: Option<LevelOfCare>) -> Markup {
    let of_level = list.rows.iter().filter(|row| row.waiting.level == level);
    let of_level: Vec<&WaitingRow> = of_level.collect();
    let columns = [
        Column::new("Place").number(),
        Column::new("Name"),
        Column::new("Why here"),
        Column::new("Waits"),
        Column::new("Meanwhile"),
        Column::new("Offer"),
        Column::new("Site").brief(),
    ];
    let id = format!("level-{}", level.map_or("none", LevelOfCare::code));
    let title = level_text(level);
    let rows = of_level.iter().enumerate();
    let rows = rows.map(|(before, row)| line(list, before + 1, row));
    html! {
        section {
            h2 { (title) " " span.muted { "(" (of_level.len()) ")" } }
            (table(&id, format!("Waiting: {title}"), columns).rows(rows).caption_unseen())
        }
    }
}

fn line(list: &WaitingList, place: usize, waiting: &WaitingRow) -> Row {
    let inquiry = &waiting.inquiry;
    let site = list.sites.iter().find(|site| site.id == inquiry.site);
    let zone = site.map(|site| &site.zone);
    row([
        html! { (place) },
        html! { (inquiry.name.full()) },
        why(waiting.precedence),
        html! { (waits(waiting.days)) },
        html! { @if let Some(zone) = zone { (meanwhile(&waiting.waiting, inquiry.requested_at, list.now, zone)) } },
        html! { @if let Some(zone) = zone { (offered(&waiting.waiting, list.now, zone)) } },
        html! { (site.map(|site| site.name.to_string()).unwrap_or_default()) },
    ])
    .href(format!("/staff/waiting/{}", inquiry.id))
}

/// Why somebody stands where they stand.
fn why(precedence: Precedence) -> Markup {
    let meaning = match precedence {
        Precedence::Danger => Meaning::Danger,
        Precedence::NotAsked => Meaning::Attention,
        _ => Meaning::Plain,
    };
    status(meaning, precedence.label())
}

/// What is owed while they wait, and by when.
fn meanwhile(
    waiting: &Waiting,
    requested_at: Timestamp,
    now: Timestamp,
    zone: &TimeZoneName,
) -> Markup {
    let missing = waiting.missing().len();
    let Some(by) = waiting.interim_by(requested_at) else {
        return html! {};
    };
    let owed = care::counted(missing, "service owed", "services owed");
    let admit = waiting.admit_by(requested_at, zone);
    html! {
        @if missing == 0 { (status(Meaning::Good, "All given")) }
        @else if by < now { (status(Meaning::Attention, &format!("{owed}, over since {}", near(by, now, zone)))) }
        @else { (status(Meaning::Attention, &format!("{owed} by {}", near(by, now, zone)))) }
        @if let Some(admit) = admit { " " span.muted { "admit by " (near(admit, now, zone)) } }
    }
}

/// The offer that is open, or how the last one ended.
fn offered(waiting: &Waiting, now: Timestamp, zone: &TimeZoneName) -> Markup {
    html! {
        @match waiting.offers.last() {
            None => {},
            Some(offer) => {
                @match offer.ended {
                    None => (status(Meaning::Information, &format!("Held until {}", near(offer.until, now, zone)))),
                    Some((how, _)) => (how.label()),
                }
            },
        }
    }
}
