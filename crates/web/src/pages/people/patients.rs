//! People in care: the list, the search, the palette, the record.

use crate::pages::access::mailed::sign_in_words;
use crate::pages::attendance::hours;
use crate::pages::followup::signals::frame_about;
use crate::pages::people::{coverage, details, guardian};
use crate::shell::ask::moment;
use crate::shell::form::{finish, problems};
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Banner, Column, Face, Meaning, Problems, button, card, empty, error_summary, facts, field,
    filter_bar, heading, link, opening, page, row, status, table, tel_text,
};
use care::PersonId;
use care::people::patient::Patient;
use care::people::site::Site;
use clinic::Refusal;
use clinic::people::patient;
use clinic::people::patient::{Chart, ListedPatient, Which};
use clinic::people::reach::DESPITE;
use clinic::people::{program, site};
use clinic::stays::admission;
use jiff::Timestamp;
use maud::{Markup, html};
use policy::{Action, Reach, reach};

pub(crate) mod add;
mod course;
pub(crate) mod edit;
pub(crate) mod glass;
pub(crate) mod palette;

/// Whose names are shown: the word in the address, what it is called, which people. The first stands where nobody says.
const SHOWN: [(&str, &str, Which); 3] = [
    ("current", "In care now", Which::InCare),
    ("ended", "Care has ended", Which::Ended),
    ("all", "Everybody", Which::Everybody),
];
const NO_SUCH_NAME: &str = "Try the beginning of the name. People at other sites do not show here; in an emergency, open the record by name and date of birth.";
/// How many lines stand open: what fits on two screens. The others are one press away.
const LINES_MAX: usize = 36;
/// What finds somebody on the list.
const FINDS: &str =
    "The beginning of a name or how it sounds, a whole telephone number, a date of birth.";
/// What the search finds.
const FINDS_ALL: &str = "A person, somebody who asked for help, a page, something to do. People by name, telephone number or its last four digits, or date of birth.";
/// What else than a name finds somebody, said where nothing was found.
const WHOLE: &str = "A telephone number is found by all of it or its last four digits, an e-mail address by all of it, a date of birth however it is written, such as 3/5/1990, 1990-03-05 or 030590.";

/// Everybody within reach, or those whose name fits.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let query = ask.query.text("q").trim().to_owned();
    let wanted = (!query.is_empty()).then_some(query.as_str());
    let (show, which) = SHOWN
        .iter()
        .find(|(code, ..)| *code == ask.query.text("show"))
        .map_or((SHOWN[0].0, SHOWN[0].2), |(code, _, which)| (*code, *which));
    let people = patient::listed(ask.clinic, ask.actor()?, which, wanted)?;
    let programs = program::programs(ask.clinic, ask.actor()?)?;
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    let rows = people.iter().map(|ListedPatient { patient, in_care }| {
        let program = programs
            .iter()
            .find(|program| program.id == patient.program);
        let place = sites.iter().find(|(site, _)| site.id == patient.site);
        row([
            named(patient),
            html! {
                (program.map(|program| program.name.to_string()).unwrap_or_default())
                @if !in_care { " " (status(Meaning::Plain, "not in care now")) }
            },
            html! { (place.map(|(site, _)| site.name.to_string()).unwrap_or_default()) },
            html! { span.nowrap { (joined(patient, ask.now, place.map(|(site, _)| site))) } },
        ])
        .href(format!("/staff/people/{}", patient.id))
    });
    let fields = html! {
        (field("q", "Name").search().value(query.clone()).hinted_below())
        (field("show", "Show").select(SHOWN.iter().map(|(code, label, _)| ((*code).to_owned(), (*label).to_owned())).collect::<Vec<_>>()).value(show))
    };
    let count = care::counted(people.len(), "person", "people");
    let none = nobody(&query, which);
    let columns = [
        Column::new("Name").share(6),
        Column::new("Program"),
        Column::new("Site").share(5),
        Column::new("Joined").share(4),
    ];
    let actions = html! {
        (button("Emergency").quiet().href("/staff/emergency"))
        @if may_add(ask) {
            (button("Bring in a table").quiet().href("/staff/people/import"))
            (button("Add a person").quiet().href("/staff/people/new").shortcut("n"))
        }
    };
    let body = html! {
        (heading("People").actions(actions))
        (filter_bar("/staff/people", fields).hint(FINDS).clear((!query.is_empty() || show != SHOWN[0].0).then(|| "/staff/people".to_owned())).result(count))
        (table("people", "People", columns).rows(rows).empty(none).aligned().fold(LINES_MAX).caption_unseen())
        (among_all(&query, which))
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "People"), body)))
}

/// The day somebody joined, as it is read today at their site.
fn joined(patient: &Patient, now: Timestamp, site: Option<&Site>) -> String {
    site.map_or_else(
        || care::day::day_text(patient.joined_on),
        |site| care::day::near_text(patient.joined_on, site.zone.local(now).date()),
    )
}

/// What stands in the place of an empty list.
fn nobody(query: &str, which: Which) -> Markup {
    let (title, text) = match (query.is_empty(), which) {
        (true, Which::Ended) => ("Nobody yet", "People whose care has ended will be here."),
        (true, _) => (
            "Nobody yet",
            "People in care whom you may see will be here.",
        ),
        (false, _) => return unfound("Nobody found", NO_SUCH_NAME),
    };
    empty(title, text, None)
}

/// Nothing was found: what to try, and what is found only as a whole.
fn unfound(title: &str, text: &str) -> Markup {
    empty(title, &format!("{text} {WHOLE}"), None)
}

/// Whoever looks for a name among some may look among all: the person may have left, or come back.
fn among_all(query: &str, which: Which) -> Markup {
    if query.is_empty() || which == Which::Everybody {
        return html! {};
    }
    let pairs = [("q", query), ("show", SHOWN[2].0)];
    let all = serde_urlencoded::to_string(pairs).unwrap_or_default();
    html! { p { (link(&format!("/staff/people?{all}"), "Look for this name among everybody")) } }
}

fn may_add(ask: &Ask<'_>) -> bool {
    ask.actor
        .as_ref()
        .is_some_and(|actor| reach(actor, Action::AddInquiry) != Reach::default())
}

fn named(patient: &Patient) -> Markup {
    html! { (patient.name.full()) @if let Some(pronouns) = &patient.name.pronouns { " " span.muted { (pronouns) } } }
}

/// Somebody's record. Whoever may not see it but could in an emergency is told how; nobody else learns that it exists.
pub(crate) fn record(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    match record_view(ask, id, &Problems::none()) {
        Err(Fault::Refused(Refusal::NotFound)) => inquiry_instead(ask, id),
        page => Ok(Answer::page(page?)),
    }
}

fn record_view(ask: &Ask<'_>, id: PersonId, problems: &Problems) -> Result<Markup, Fault> {
    let chart = patient::chart(ask.clinic, ask.actor()?, id)?;
    let hours = clinic::attendance::hours::person_hours(ask.clinic, ask.actor()?, id, None)?;
    let held = clinic::people::details::summary(ask.clinic, ask.actor()?, id)?;
    let door = if chart.course.present().is_none() && chart.course.may_admit {
        Some(admission::door(ask.clinic, ask.actor()?, id)?)
    } else {
        None
    };
    let today = chart.site.zone.local(ask.now).date();
    let mut frame = frame_about(ask, "Overview", id)?;
    if let Some(until) = chart.glass_until {
        frame
            .banners
            .push(Banner::broken_glass(&moment(until, &chart.site.zone), None));
    }
    let actions = html! {
        @if chart.may_edit { (button("Change").quiet().href(format!("/staff/people/{id}/edit")).shortcut("e")) }
    };
    let body = html! {
        (error_summary(problems))
        (opening().actions(actions))
        p.places.no-print {
            (link(&format!("/staff/people/{id}/rapid"), "Rapid assessment"))
            @if let Some(inquiry) = chart.inquiry { " " (link(&format!("/staff/inquiries/{inquiry}"), "Request for help")) }
        }
        div.cards { (who(ask, &chart)) (care_card(&chart)) @if let Some(hours) = &hours { (hours::record_card(hours)) } }
        div.cards {
            (details::section(id, &held.details))
            @if let Some(coverages) = &held.coverages { (coverage::section(id, coverages, today)) }
        }
        (course::section(ask, id, &chart.course, door.as_ref()))
        (sign_in(ask, &chart, problems))
        @if could(ask, Action::ReadJournal) {
            p { (link(&format!("/staff/journal?about={id}"), "Who looked at this record")) }
        }
    };
    Ok(page(&frame, body))
}

/// Whoever asked for help and is not in care yet has an inquiry instead of a record.
fn inquiry_instead(ask: &Ask<'_>, id: PersonId) -> Result<Answer, Fault> {
    let inquiry = clinic::intake::inquiry::of_person(ask.clinic, ask.actor()?, id)?;
    Ok(Answer::see_other(&format!("/staff/inquiries/{inquiry}")))
}

fn who(ask: &Ask<'_>, chart: &Chart) -> impl maud::Render {
    let patient = &chart.patient;
    let today = chart.site.zone.local(ask.now).date();
    let born = patient.born.map(|born| {
        let day = care::day::day_text(born.date());
        format!("{day} ({} years)", born.age_years(today))
    });
    let unknown = || "Not known".to_owned();
    let document = format!("{} {}", patient.name.given, patient.name.family);
    card(
        "Person",
        html! { (facts(&[
            ("Name in documents", html! { (document) }),
            ("Date of birth", html! { (born.unwrap_or_else(unknown)) }),
            (
                "Telephone",
                html! { @match &patient.contact.phone { Some(phone) => (tel_text(phone.as_str())), None => "Not known" } },
            ),
            (
                "E-mail",
                html! { (patient.contact.email.as_ref().map_or_else(unknown, |email| email.as_str().to_owned())) },
            ),
        ])) (guardian::ward(patient.id, &chart.ward)) },
    )
}

fn care_card(chart: &Chart) -> impl maud::Render {
    let name = |found: Option<String>| found.unwrap_or_else(|| "Nobody yet".to_owned());
    card(
        "Care",
        facts(&[
            ("Site", html! { (chart.site.name) }),
            (
                "Program",
                html! { (chart.program.as_ref().map(|program| program.name.to_string()).unwrap_or_default()) },
            ),
            ("Counselor", html! { (name(chart.counselor.clone())) }),
            (
                "Joined",
                html! { (care::day::day_text(chart.patient.joined_on)) },
            ),
        ]),
    )
}

fn sign_in(ask: &Ask<'_>, chart: &Chart, problems: &Problems) -> Markup {
    let id = chart.patient.id;
    let label = if chart.sign_in.invited {
        "Send a new link"
    } else {
        "Invite to sign in"
    };
    html! {
        section {
            h2 { "Own sign-in" }
            (sign_in_words(&chart.sign_in, &chart.site.zone))
            @if chart.may_invite {
                @if chart.patient.contact.email.is_some() {
                    (crate::ui::form(format!("/staff/people/{id}/invite"), ask.token(), html! {
                        @if let Some(rule) = chart.no_invitation {
                            p { (status(Meaning::Attention, rule.label())) }
                            (field(DESPITE, "Why the link has to be mailed all the same").value(ask.form.text(DESPITE)).check(problems).required())
                        }
                        div.buttons { (button(label).quiet()) }
                    }))
                } @else { p.muted { "Add an e-mail address to send an invitation." } }
            }
        }
    }
}

/// Sends an invitation.
pub(crate) fn invite(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = match ask.form.optional_line(DESPITE, "the reason") {
        Ok(despite) => {
            let actor = ask.actor()?;
            patient::invite_despite(ask.clinic, actor, ask.key()?, id, despite.as_ref())
                .map_err(Fault::from)
        }
        Err(invalid) => Err(Refusal::field(DESPITE, invalid.0).into()),
    };
    let on = |()| format!("/staff/people/{id}?said=invited");
    finish(result, on, |problems| record_view(ask, id, problems))
}

/// The page that asks before somebody is forgotten.
pub(crate) fn forget_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    Ok(Answer::page(forget_view(ask, id, &Problems::none())?))
}

fn forget_view(ask: &Ask<'_>, id: PersonId, problems: &Problems) -> Result<Markup, Fault> {
    let (name, born) = patient::about_to_forget(ask.clinic, ask.actor()?, id)?;
    let born = born.map_or_else(
        || "Not known".to_owned(),
        |born| care::day::day_text(born.date()),
    );
    let fields = html! {
        (field("reason", "Why?").value(ask.form.text("reason")).check(problems).required()
            .hint("The journal keeps this. Leave out whatever tells who the person is."))
        (field("word", "Type the word FORGET").check(problems).autocomplete("off").required())
        div.buttons { (button("Forget this person").danger()) (button("Cancel").quiet().href("/staff/journal")) }
    };
    let body = html! {
        (crate::ui::error_summary(problems))
        (opening().lead("Their key is destroyed. Nothing about them can be read again by anybody, and this cannot be undone. The journal keeps that somebody was here, and no more. Backups made before still hold their key until they age out."))
        (facts(&[("Person in care", html! { strong { (name) } }), ("Date of birth", html! { (born) })]))
        (crate::ui::form(format!("/staff/people/{id}/forget"), ask.token(), fields))
    };
    Ok(page(&frame(ask, Face::Staff, "Forget this person"), body))
}

/// Forgets somebody.
pub(crate) fn forget(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut issues = care::invalid::Issues::default();
    let reason = issues.take("reason", ask.form.line("reason", "the reason"));
    if ask.form.text("word").trim() != "FORGET" {
        issues.add("word", "Type FORGET in capital letters, or cancel.");
    }
    let (Some(reason), true) = (reason, issues.0.is_empty()) else {
        return Ok(Answer::mend(forget_view(ask, id, &problems(&issues.0))?));
    };
    patient::forget_person(ask.clinic, ask.actor()?, ask.key()?, id, &reason)?;
    Ok(Answer::see_other("/staff/journal?said=forgotten"))
}

/// The search page, where the palette leads without JavaScript.
pub(crate) fn search(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let query = ask.query.text("q");
    let results = palette::results(ask, query)?;
    let rows = results.iter().map(|found| {
        row([
            html! { (found.title) },
            html! { (found.kind) },
            html! { (found.detail) },
        ])
        .href(found.href.clone())
    });
    let fields = html! { (field("q", "Search").search().value(query).hinted_below()) };
    let columns = [
        Column::new("Found"),
        Column::new("Kind"),
        Column::new("Detail"),
    ];
    let body = html! {
        (heading("Search"))
        (filter_bar("/staff/search", fields).hint(FINDS_ALL))
        (table("results", "Results", columns).rows(rows)
            .empty(unfound("Nothing found", "Try the beginning of a name, or the name of a page.")).caption_unseen())
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Search"), body)))
}
