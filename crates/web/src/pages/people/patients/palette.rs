//! The command palette: what there is to do, a person, somebody who asked for help, a page.

use crate::pages::intake::inquiries::ever;
use crate::shell::ask::time_of_day;
use crate::shell::fault::encoded;
use crate::shell::frame::{could, could_at, frame};
use crate::shell::gate::opens;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::Face;
use care::day::{days_meant, near_text};
use care::groups::group::Session;
use care::intake::inquiry::Inquiry;
use care::people::contact::PhoneSought;
use care::{Contact, Phone, TimeZoneName};
use clinic::intake::inquiry;
use clinic::people::emergency;
use clinic::people::emergency::NamedBy;
use clinic::people::patient;
use clinic::people::patient::{ListedPatient, Which};
use clinic::people::site;
use clinic::planning::board::led_today;
use jiff::civil::Date;
use policy::Action;
use serde::Serialize;

/// People shown at once.
const PEOPLE_MAX: usize = 8;
/// Actions shown before anything is typed.
const ACTIONS_MAX: usize = 8;
/// From how long before a session its roster is offered, and for how long after it, in minutes.
const SOON_MINUTES: i64 = 20;
const AFTER_MINUTES: i64 = 60;
const SESSIONS: &str = "/staff/sessions";

/// What can be done from anywhere: where, in a word, and what for. Whoever may not open the page is not offered it.
const ACTIONS: &[(&str, &str, &str)] = &[
    (
        "/staff/inquiries/new",
        "Phone intake: add a request",
        "while somebody calls",
    ),
    (SESSIONS, "Mark attendance", "the sessions of today"),
    (
        "/staff/on-call/new",
        "Put somebody on call",
        "or change a shift",
    ),
    (
        "/staff/emergency",
        "Open a record in an emergency",
        "of somebody whom you do not see",
    ),
    (
        "/staff/people/new",
        "Add a person",
        "who comes without having asked before",
    ),
    ("/staff/groups/new", "Add a group", "a weekly series"),
    ("/staff/team/new", "Add a member of staff", ""),
    ("/staff/sites/new", "Add a site", ""),
];

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

/// Before anything is typed: what there is to do and whom the reader opened last. Then pages whose name fits what was
/// typed, people whom it finds, as far as whoever asks may see them, and actions: those in care and what is still worked
/// before everybody else. Below whoever is found by a whole number, it leads to the form for whoever calls.
pub(crate) fn results(ask: &Ask<'_>, query: &str) -> Result<Vec<Found>, Fault> {
    let query = query.trim();
    if query.is_empty() {
        return begin(ask);
    }
    let lower = query.to_lowercase();
    let mut found = pages(ask);
    found.retain(|page| fits(&page.title, &lower));
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
        let own = ask.zone()?;
        let asked = inquiry::found(ask.clinic, ask.actor()?, query)?;
        let asked = asked.iter().take(PEOPLE_MAX);
        people.extend(asked.map(|(one, zone)| {
            let zone = zone.as_ref().unwrap_or(&own);
            let today = zone.local(ask.now).date();
            let shown = applicant(one, sought.as_ref(), zone, today);
            (one.is_open(), shown)
        }));
    }
    people.sort_by_key(|(is_worked, _)| !is_worked);
    found.extend(people.into_iter().map(|(_, found)| found));
    found.extend(actions(ask).filter(|action| fits(&action.title, &lower)));
    if let Some(PhoneSought::Whole(phone)) = sought
        && ever(ask, Action::AddInquiry)
    {
        found.push(intake_of(&phone));
    }
    Ok(found)
}

/// Whether a word of a title begins with what was typed: what holds it in the middle is seldom meant.
fn fits(title: &str, lower: &str) -> bool {
    let title = title.to_lowercase();
    title.starts_with(lower) || title.contains(&format!(" {lower}"))
}

/// What stands there before anything is typed: the session that is on, whom the reader opened last, what they may do.
fn begin(ask: &Ask<'_>) -> Result<Vec<Found>, Fault> {
    let mut found = running(ask)?;
    found.extend(recent(ask)?);
    let mut to_do: Vec<Found> = actions(ask).collect();
    to_do.extend(covers(ask)?);
    to_do.truncate(ACTIONS_MAX);
    found.extend(to_do);
    Ok(found)
}

/// The rosters of what the reader leads and is on, begins soon or has just ended.
fn running(ask: &Ask<'_>) -> Result<Vec<Found>, Fault> {
    let led = led_today(ask.clinic, ask.actor()?)?;
    let is_on = |session: &Session| {
        let to_come = ask.now.duration_until(session.starts_at);
        let over = session.ends_at.duration_until(ask.now);
        session.held() && to_come.as_mins() < SOON_MINUTES && over.as_mins() < AFTER_MINUTES
    };
    let on = led.into_iter().filter(|(mine, _)| {
        is_on(&mine.session) && could_at(ask, Action::TakeAttendance, mine.site.id)
    });
    let found = on.map(|(mine, place)| {
        let session = &mine.session;
        let at = time_of_day(session.starts_at, &mine.site.zone);
        let href = format!("/staff/sessions/{}/{}", session.group, session.date);
        action(
            format!("Mark attendance: {}", mine.group.name),
            format!("{at}, {place}"),
            href,
        )
    });
    Ok(found.collect())
}

/// Whom the reader opened last.
fn recent(ask: &Ask<'_>) -> Result<Vec<Found>, Fault> {
    if !could(ask, Action::SearchPatients) {
        return Ok(Vec::new());
    }
    let people = patient::recent(ask.clinic, ask.actor()?)?;
    let found = people.into_iter().map(|patient| Found {
        title: patient.name.full(),
        detail: String::new(),
        kind: "Opened before",
        href: format!("/staff/people/{}", patient.id),
    });
    Ok(found.collect())
}

/// What the reader may do from anywhere.
fn actions(ask: &Ask<'_>) -> impl Iterator<Item = Found> {
    let may = ACTIONS.iter().filter(move |(path, ..)| {
        // The page of the day's sessions is open to more than those who mark them.
        opens(ask, path) && (*path != SESSIONS || ever(ask, Action::TakeAttendance))
    });
    may.map(|(path, title, detail)| action(*title, *detail, *path))
}

/// Where the reader may have a week mended, at each of those sites.
fn covers(ask: &Ask<'_>) -> Result<Vec<Found>, Fault> {
    if !ever(ask, Action::MakeWeek) || !could(ask, Action::ViewOrganization) {
        return Ok(Vec::new());
    }
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    let own = sites
        .into_iter()
        .filter(|(site, _)| could_at(ask, Action::MakeWeek, site.id));
    let found = own.map(|(site, _)| {
        action(
            format!("Cover somebody who is away at {}", site.name),
            "or a room that cannot be used",
            format!("/staff/sites/{}/repair", site.id),
        )
    });
    Ok(found.collect())
}

fn action(title: impl Into<String>, detail: impl Into<String>, href: impl Into<String>) -> Found {
    Found {
        title: title.into(),
        detail: detail.into(),
        kind: "Action",
        href: href.into(),
    }
}

/// The places that the reader may go to.
fn pages(ask: &Ask<'_>) -> Vec<Found> {
    let places = frame(ask, Face::Staff, "").nav.into_iter();
    let places = places.map(|item| (item.label, item.href));
    let own = ("Your account".to_owned(), "/account".to_owned());
    let all = places.chain([own]);
    all.map(|(title, href)| Found {
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

#[cfg(test)]
mod tests {
    use super::{ACTIONS, fits};

    #[test]
    fn every_action_leads_to_a_page() {
        for (path, title, _) in ACTIONS {
            let mut pages = crate::routes::all().filter(|route| !route.changes);
            assert!(pages.any(|route| route.path == *path), "{title}");
        }
    }

    #[test]
    fn what_was_typed_begins_a_word() {
        assert!(fits("Waiting list", "li") && fits("Waiting list", "waiting l"));
        assert!(fits("Add a member of staff", "staff"));
        assert!(!fits("Waiting list", "ist"));
    }
}
