//! One's people: who is new, and who has nobody yet.

use super::and_more;
use crate::shell::{Ask, Fault};
use crate::ui::{Column, Meaning, Row, button, empty, row, status, table};
use care::Role;
use care::day::near_text;
use care::people::patient::Patient;
use clinic::home::StaffHome;
use jiff::civil::Date;
use maud::{Markup, html};

/// How many of a caseload are shown, those who are new first.
const SHOWN_MAX: usize = 20;
/// How many of these stand open.
const FOLDED_AFTER: usize = 12;
/// For so many days somebody is new. House number: the first week of an intensive program, and the next.
const NEW_DAYS: i32 = 14;

/// Those whose counselor one is.
pub(super) fn caseload(ask: &Ask<'_>, home: &StaffHome) -> Result<Markup, Fault> {
    // Only counselors carry a caseload by their work; of others it is shown where they have one.
    let carries = ask.actor()?.is(Role::Counselor) || !home.caseload.is_empty();
    if !carries {
        return Ok(html! {});
    }
    let today = |patient: &Patient| today_of(ask, home, patient);
    let mut caseload: Vec<&Patient> = home.caseload.iter().collect();
    caseload.sort_by_key(|patient| !is_new(patient, today(patient)));
    let more = caseload.len().saturating_sub(SHOWN_MAX);
    let rows = caseload.iter().take(SHOWN_MAX);
    let none = empty(
        "Nobody on your caseload",
        "People whose primary counselor you are will be here.",
        Some(button("See people").quiet().href("/staff/people")),
    );
    Ok(html! {
        section {
            h2 { "Your caseload " span.muted { "(" (caseload.len()) ")" } }
            (table("caseload", "People on your caseload", columns())
                .rows(rows.map(|one| person(one, home, today(one)))).empty(none).aligned().fold(FOLDED_AFTER).caption_unseen())
            (and_more(more, "/staff/people"))
        }
    })
}

/// Those whose counselor nobody is.
pub(super) fn without(ask: &Ask<'_>, home: &StaffHome) -> Markup {
    let without = &home.without_counselor;
    if without.is_empty() {
        return html! {};
    }
    let more = home.without_counselor_count.saturating_sub(without.len());
    html! {
        section {
            h2 { "Without a counselor " span.muted { "(" (home.without_counselor_count) ")" } }
            (table("without-counselor", "People in care without a counselor", [Column::new("Name"), Column::new("Joined").brief()])
                .rows(without.iter().map(|one| newcomer(one, today_of(ask, home, one)))).caption_unseen())
            (and_more(more, "/staff/people"))
        }
    }
}

/// The day it is where somebody is seen.
fn today_of(ask: &Ask<'_>, home: &StaffHome, patient: &Patient) -> Date {
    let at = home.sites.iter().find(|(site, _)| site.id == patient.site);
    at.map_or(patient.joined_on, |(site, _)| {
        site.zone.local(ask.now).date()
    })
}

fn is_new(patient: &Patient, today: Date) -> bool {
    let since = patient.joined_on.until(today);
    since.is_ok_and(|since| since.get_days() < NEW_DAYS)
}

fn columns() -> [Column; 3] {
    [
        Column::new("Name"),
        Column::new("Program"),
        Column::new("Joined").share(6),
    ]
}

fn person(patient: &Patient, home: &StaffHome, today: Date) -> Row {
    let program = home
        .programs
        .iter()
        .find(|program| program.id == patient.program);
    row([
        named(patient),
        html! { (program.map(|program| program.name.to_string()).unwrap_or_default()) },
        joined(patient, today),
    ])
    .href(format!("/staff/people/{}", patient.id))
}

fn newcomer(patient: &Patient, today: Date) -> Row {
    row([named(patient), joined(patient, today)]).href(format!("/staff/people/{}", patient.id))
}

fn named(patient: &Patient) -> Markup {
    html! { (patient.name.full()) @if let Some(pronouns) = &patient.name.pronouns { " " span.muted { (pronouns) } } }
}

fn joined(patient: &Patient, today: Date) -> Markup {
    html! { (near_text(patient.joined_on, today)) @if is_new(patient, today) { " " (status(Meaning::Information, "New")) } }
}
