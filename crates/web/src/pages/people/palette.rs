//! The command palette: a person, a page.

use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::Face;
use clinic::patient;
use policy::Action;
use serde::Serialize;

/// People shown at once.
const PEOPLE_MAX: usize = 8;
/// The fewest characters that search for people.
const QUERY_CHARS_MIN: usize = 2;

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

/// Pages whose name holds what was typed, then people whose name fits.
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
    if query.chars().count() >= QUERY_CHARS_MIN && could(ask, Action::SearchPatients) {
        let people = patient::people(ask.clinic, ask.actor()?, Some(query))?;
        found.extend(people.into_iter().take(PEOPLE_MAX).map(|patient| Found {
            title: patient.name.full(),
            detail: format!("joined {}", patient.joined_on.strftime("%-d %b %Y")),
            kind: "Person",
            href: format!("/staff/people/{}", patient.id),
        }));
    }
    Ok(found)
}
