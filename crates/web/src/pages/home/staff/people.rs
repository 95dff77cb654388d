//! One's people: who is new, and who has nobody yet.

use super::and_more;
use crate::shell::frame::could;
use crate::shell::{Ask, Fault};
use crate::ui::{Column, Meaning, Row, button, empty, row, status, table};
use care::Role;
use care::day::near_text;
use care::people::patient::Patient;
use clinic::home::StaffHome;
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;

/// How many of a caseload are shown, those who are new first.
const SHOWN_MAX: usize = 20;
/// For so many days somebody is new. House number: the first week of an intensive program, and the next.
const NEW_DAYS: i32 = 14;

pub(super) fn part(ask: &Ask<'_>, home: &StaffHome) -> Result<Markup, Fault> {
    if !could(ask, Action::SearchPatients) {
        return Ok(html! {});
    }
    let today = |patient: &Patient| {
        let at = home.sites.iter().find(|(site, _)| site.id == patient.site);
        at.map_or(patient.joined_on, |(site, _)| {
            site.zone.local(ask.now).date()
        })
    };
    // Only counselors carry a caseload by their work; of others it is shown where they have one.
    let carries = ask.actor()?.is(Role::Counselor) || !home.caseload.is_empty();
    let mut caseload: Vec<&Patient> = home.caseload.iter().collect();
    caseload.sort_by_key(|patient| !is_new(patient, today(patient)));
    let more = caseload.len().saturating_sub(SHOWN_MAX);
    let rows = caseload.iter().take(SHOWN_MAX);
    let none = empty(
        "Nobody on your caseload",
        "People whose primary counselor you are will be here.",
        Some(button("See people").quiet().href("/staff/people")),
    );
    let without = &home.without_counselor;
    let more_without = home.without_counselor_count.saturating_sub(without.len());
    Ok(html! {
        @if carries {
            section {
                h2 { "Your caseload " span.muted { "(" (caseload.len()) ")" } }
                (table("caseload", "People on your caseload", columns())
                    .rows(rows.map(|one| person(one, home, today(one)))).empty(none).caption_unseen())
                (and_more(more, "/staff/people"))
            }
        }
        @if !without.is_empty() {
            section {
                h2 { "Without a counselor " span.muted { "(" (home.without_counselor_count) ")" } }
                (table("without-counselor", "People in care without a counselor", columns())
                    .rows(without.iter().map(|one| person(one, home, today(one)))).caption_unseen())
                (and_more(more_without, "/staff/people"))
            }
        }
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
        Column::new("Joined"),
    ]
}

fn person(patient: &Patient, home: &StaffHome, today: Date) -> Row {
    let program = home
        .programs
        .iter()
        .find(|program| program.id == patient.program);
    row([
        html! { (patient.name.full()) @if let Some(pronouns) = &patient.name.pronouns { " " span.muted { (pronouns) } } },
        html! { (program.map(|program| program.name.to_string()).unwrap_or_default()) },
        html! { (near_text(patient.joined_on, today)) @if is_new(patient, today) { " " (status(Meaning::Information, "New")) } },
    ])
    .href(format!("/staff/people/{}", patient.id))
}
