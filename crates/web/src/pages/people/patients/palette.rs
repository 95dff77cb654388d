//! The command palette: a person, somebody who asked for help, a page.

use crate::pages::intake::inquiries::ever;
use crate::shell::fault::encoded;
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::Face;
use care::day::{days_meant, near_text};
use care::intake::inquiry::Inquiry;
use care::people::contact::PhoneSought;
use care::{Contact, Phone, TimeZoneName};
use clinic::intake::inquiry;
use clinic::people::emergency;
use clinic::people::emergency::NamedBy;
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

/// Pages whose name holds what was typed, then people whom it finds, as far as whoever asks may see them: those in care
/// and what is still worked before everybody else. Below whoever is found by a whole number, it leads to the form for
/// whoever calls.
pub(crate) fn results(ask: &Ask<'_>, query: &str) -> Result<Vec<Found>, Fault> {
    let query = query.trim();
    let mut found = pages(ask, &query.to_lowercase());
    if query.is_empty() {
        return Ok(found);
    }
    // What is a date as well is one: of whoever is found by it, no number is told.
    let sought = Phone::sought(query).filter(|_| days_meant(query).is_empty());
    let mut people = Vec::new();
    if could(ask, Action::SearchPatients) {
        let listed = patient::listed(ask.clinic, ask.actor()?, Which::Everybody, Some(query))?;
        let today = ask.today()?;
        let listed = listed.into_iter().take(PEOPLE_MAX);
        people.extend(listed.map(|one| (one.in_care, person(one, sought.as_ref(), today))));
        if sought.is_some() {
            let named = emergency::named_at(ask.clinic, ask.actor()?, query)?;
            let named = named.into_iter().take(PEOPLE_MAX);
            people.extend(named.map(|one| (one.inquiry.is_none(), caller(&one))));
        }
    }
    if could(ask, Action::ListInquiries) {
        let zone = ask.zone()?;
        let asked = inquiry::found(ask.clinic, ask.actor()?, query)?;
        let asked = asked.iter().take(PEOPLE_MAX);
        let today = zone.local(ask.now).date();
        people.extend(asked.map(|one| {
            let shown = applicant(one, sought.as_ref(), &zone, today);
            (one.is_open(), shown)
        }));
    }
    people.sort_by_key(|(is_worked, _)| !is_worked);
    found.extend(people.into_iter().map(|(_, found)| found));
    if let Some(PhoneSought::Whole(phone)) = sought
        && ever(ask, Action::AddInquiry)
    {
        found.push(intake_of(&phone));
    }
    Ok(found)
}

fn pages(ask: &Ask<'_>, lower: &str) -> Vec<Found> {
    let mut pages: Vec<(String, String)> = frame(ask, Face::Staff, "")
        .nav
        .into_iter()
        .map(|item| (item.label, item.href))
        .collect();
    pages.push(("Your account".to_owned(), "/account".to_owned()));
    let further = [
        (
            ever(ask, Action::AddInquiry),
            ("Phone intake", "/staff/inquiries/new"),
        ),
        (
            could(ask, Action::ManageOrganization),
            ("Add a site", "/staff/sites/new"),
        ),
        (
            could(ask, Action::ManageStaff),
            ("Add a member of staff", "/staff/team/new"),
        ),
    ];
    let may = further.into_iter().filter(|(may, _)| *may);
    pages.extend(may.map(|(_, (label, href))| (label.to_owned(), href.to_owned())));
    pages
        .into_iter()
        .filter(|(label, _)| label.to_lowercase().contains(lower))
        .map(|(title, href)| Found {
            title,
            detail: String::new(),
            kind: "Page",
            href,
        })
        .collect()
}

/// Whether somebody is reached at the number that was looked for.
fn is_reached_at(contact: &Contact, sought: &PhoneSought) -> bool {
    let phone = contact.phone.as_ref();
    phone.is_some_and(|phone| phone.is_found_by(sought))
}

fn person(
    ListedPatient { patient, in_care }: ListedPatient,
    sought: Option<&PhoneSought>,
    today: Date,
) -> Found {
    let mut detail = vec![format!("joined {}", near_text(patient.joined_on, today))];
    if !in_care {
        detail.push("not in care now".to_owned());
    }
    if sought.is_some_and(|sought| !is_reached_at(&patient.contact, sought)) {
        detail.push("by the number of a request for them".to_owned());
    }
    Found {
        title: patient.name.full(),
        detail: detail.join(", "),
        kind: "Person",
        href: format!("/staff/people/{}", patient.id),
    }
}

/// Somebody who asked for help and is not in care.
fn applicant(
    inquiry: &Inquiry,
    sought: Option<&PhoneSought>,
    zone: &TimeZoneName,
    today: Date,
) -> Found {
    let since = near_text(zone.local(inquiry.requested_at).date(), today);
    let mut detail = vec![
        format!("asked {since}"),
        inquiry.stage.label().to_lowercase(),
    ];
    let asker = &inquiry.request.asker;
    if let (Some(sought), Some(contact), Some(name)) = (sought, asker.contact(), asker.name())
        && is_reached_at(contact, sought)
    {
        detail.push(format!("by the number of {name}, who asked"));
    }
    Found {
        title: inquiry.name.full(),
        detail: detail.join(", "),
        kind: "Inquiry",
        href: format!("/staff/inquiries/{}", inquiry.id),
    }
}

/// Whom somebody named for an emergency. Whoever answers the telephone sees at once how little they may be told.
fn caller(one: &NamedBy) -> Found {
    let contact = &one.contact;
    let may = contact.limit().label().to_lowercase();
    Found {
        title: contact.name.to_string(),
        detail: format!(
            "emergency contact of {} ({}); may be told: {may}",
            one.called, contact.relation
        ),
        kind: "Emergency contact",
        href: match one.inquiry {
            Some(inquiry) => format!("/staff/inquiries/{inquiry}"),
            None => format!("/staff/people/{}", one.person),
        },
    }
}

/// The form for somebody who calls from a number. It stands below whoever is found by it.
fn intake_of(phone: &Phone) -> Found {
    Found {
        title: format!("Phone intake: {}", phone.as_str()),
        detail: "a new request, with this number filled in".to_owned(),
        kind: "Page",
        href: format!("/staff/inquiries/new?phone={}", encoded(phone.as_str())),
    }
}
