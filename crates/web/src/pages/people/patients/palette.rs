//! The command palette: a person, somebody who asked for help, a page.

use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::Face;
use care::TimeZoneName;
use care::day::near_text;
use care::intake::inquiry::Inquiry;
use clinic::intake::inquiry;
use clinic::people::patient;
use clinic::people::patient::{ListedPatient, Which};
use jiff::civil::Date;
use policy::Action;
use serde::Serialize;

/// People shown at once.
const PEOPLE_MAX: usize = 8;

/// One thing found.
#[derive(Serialize)]
pub(crate) struct Found {
    pub title: String,
    pub detail: String,
    pub kind: &'static str,
    pub href: String,
}

/// What the palette shows for what was typed.
pub(crate) fn answer(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let results = results(ask, ask.query.text("q"))?;
    Ok(Answer::json(&serde_json::json!({ "results": results })))
}

/// Pages whose name holds what was typed, then people whose name fits, as far as whoever asks may see them.
pub(crate) fn results(ask: &Ask<'_>, query: &str) -> Result<Vec<Found>, Fault> {
    let query = query.trim();
    let lower = query.to_lowercase();
    let mut pages: Vec<(String, String)> = frame(ask, Face::Staff, "")
        .nav
        .into_iter()
        .map(|item| (item.label, item.href))
        .collect();
    pages.push(("Your account".to_owned(), "/account".to_owned()));
    if could(ask, Action::ManageOrganization) {
        pages.push(("Add a site".to_owned(), "/staff/sites/new".to_owned()));
    }
    if could(ask, Action::ManageStaff) {
        pages.push((
            "Add a member of staff".to_owned(),
            "/staff/team/new".to_owned(),
        ));
    }
    let mut found: Vec<Found> = pages
        .into_iter()
        .filter(|(label, _)| label.to_lowercase().contains(&lower))
        .map(|(title, href)| Found {
            title,
            detail: String::new(),
            kind: "Page",
            href,
        })
        .collect();
    if !query.is_empty() && could(ask, Action::SearchPatients) {
        let people = patient::listed(ask.clinic, ask.actor()?, Which::Everybody, Some(query))?;
        let today = ask.today()?;
        let people = people.into_iter().take(PEOPLE_MAX);
        found.extend(people.map(|listed| person(listed, today)));
    }
    if !query.is_empty() && could(ask, Action::ListInquiries) {
        let zone = ask.zone()?;
        let asked = inquiry::found(ask.clinic, ask.actor()?, query)?;
        let asked = asked.into_iter().take(PEOPLE_MAX);
        let today = zone.local(ask.now).date();
        found.extend(asked.map(|inquiry| applicant(&inquiry, &zone, today)));
    }
    Ok(found)
}

fn person(ListedPatient { patient, in_care }: ListedPatient, today: Date) -> Found {
    let joined = near_text(patient.joined_on, today);
    Found {
        title: patient.name.full(),
        detail: if in_care {
            format!("joined {joined}")
        } else {
            format!("joined {joined}, not in care now")
        },
        kind: "Person",
        href: format!("/staff/people/{}", patient.id),
    }
}

/// Somebody who asked for help and is not in care.
fn applicant(inquiry: &Inquiry, zone: &TimeZoneName, today: Date) -> Found {
    let asked = near_text(zone.local(inquiry.requested_at).date(), today);
    Found {
        title: inquiry.name.full(),
        detail: format!("asked {asked}, {}", inquiry.stage.label().to_lowercase()),
        kind: "Inquiry",
        href: format!("/staff/inquiries/{}", inquiry.id),
    }
}
