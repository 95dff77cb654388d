//! Sites, their rooms and programs.

use crate::pages::attendance::arrival::kiosk_part;
use crate::pages::intake::public::hours;
use crate::shell::form::{Form, finish};
use crate::shell::frame::{could, could_at, frame};
use crate::shell::sheet::Sheet;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Field, Meaning, Problems, Width, button, empty, error_summary, facts, field,
    form, heading, link, page, row, status, table, tick,
};
use care::invalid::Issues;
use care::people::site::{Room, Seats, Site, hours_text, parse_hours};
use care::{LevelOfCare, SiteId, Span, TimeZoneName, UsState};
use clinic::Refusal;
use clinic::people::program;
use clinic::people::program::ProgramDraft;
use clinic::people::site;
use clinic::people::site::{RoomDraft, SiteDraft};
use maud::{Markup, html};
use policy::Action;

/// Every site.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    let programs = program::programs(ask.clinic, ask.actor()?)?;
    let rows = sites.iter().map(|(site, rooms)| {
        let seats: u32 = rooms.iter().map(|room| u32::from(room.seats.get())).sum();
        row([
            html! { (site.name) },
            html! { (site.zone.as_str()) },
            html! { (programs.iter().filter(|program| program.site == site.id).count()) },
            html! { (rooms.len()) },
            html! { (seats) },
        ])
        .href(format!("/staff/sites/{}", site.id))
    });
    let columns = [
        Column::new("Site"),
        Column::new("Time zone"),
        Column::new("Programs").number(),
        Column::new("Rooms").number(),
        Column::new("Seats").number(),
    ];
    let actions = html! {
        @if could(ask, Action::ManageOrganization) { (button("Add a site").quiet().href("/staff/sites/new").shortcut("n")) }
    };
    let body = html! {
        (heading("Sites").actions(actions))
        (table("sites", "Sites", columns).rows(rows).caption_unseen())
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Sites"), body)))
}

/// The page for a new site.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(site_form(ask, None, &Problems::none())))
}

/// Adds a site.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let result = draft(ask).and_then(|draft| {
        site::add_site(ask.clinic, ask.actor()?, ask.key()?, &draft).map_err(Fault::from)
    });
    let on = |id| format!("/staff/sites/{id}?said=added");
    finish(result, on, |problems| Ok(site_form(ask, None, problems)))
}

/// The page for changing a site.
pub(crate) fn edit_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(again(ask, &Problems::none())?))
}

/// Changes a site.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = find(ask)?.0.id;
    let result = draft(ask).and_then(|draft| {
        site::change_site(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/sites/{id}?said=saved");
    finish(result, on, |problems| again(ask, problems))
}

/// The form over the site as it is stored now.
fn again(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let (site, _) = find(ask)?;
    let stored = vec![
        ("name", site.name.to_string()),
        ("zone", site.zone.as_str().to_owned()),
        (
            "state",
            site.state.map(UsState::code).unwrap_or_default().to_owned(),
        ),
        ("hours", hours_text(&site.hours)),
    ];
    let sheet = Sheet::of(ask, site::version(&site)?, stored, problems);
    Ok(site_form(ask, Some((&site, &sheet)), &sheet.problems))
}

fn find(ask: &Ask<'_>) -> Result<(Site, Vec<Room>), Fault> {
    let id = ask.id("id", SiteId::parse)?;
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    sites
        .into_iter()
        .find(|(site, _)| site.id == id)
        .ok_or(Fault::Refused(Refusal::NotFound))
}

/// The opening hours of a form, a line for each stretch of days.
pub(in crate::pages) fn hours_of(form: &Form, issues: &mut Issues) -> Vec<Span> {
    let lines = form.text("hours").lines();
    let mut hours = Vec::new();
    for line in lines.filter(|line| !line.trim().is_empty()) {
        hours.extend(issues.take("hours", parse_hours(line)).unwrap_or_default());
    }
    hours
}

/// The field for them.
pub(in crate::pages) fn hours_field(typed: &str, problems: &Problems) -> Field {
    field("hours", "Opening hours")
        .optional()
        .textarea(6)
        .value(typed)
        .check(problems)
        .hint("One line each, such as: Mon to Fri 8:00 to 20:30. Days without a line are closed.")
}

/// What the form describes, or every field that has to be mended.
fn draft(ask: &Ask<'_>) -> Result<SiteDraft, Fault> {
    let mut issues = Issues::default();
    let name = issues.take("name", ask.form.line("name", "the site’s name"));
    let zone = issues.take("zone", TimeZoneName::parse(ask.form.text("zone")));
    let state = issues.take("state", ask.form.optional("state", UsState::parse));
    let hours = hours_of(&ask.form, &mut issues);
    match (name, zone, state) {
        (Some(name), Some(zone), Some(state)) if issues.0.is_empty() => Ok(SiteDraft {
            name,
            zone,
            state,
            hours,
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

fn site_form(ask: &Ask<'_>, known: Option<(&Site, &Sheet)>, problems: &Problems) -> Markup {
    let site = known.map(|(site, _)| site);
    let shown = known.map_or(&ask.form, |(_, sheet)| &sheet.shown);
    let title = site.map_or_else(
        || "Add a site".to_owned(),
        |site| format!("Change {}", site.name),
    );
    let back = site.map_or_else(
        || "/staff/sites".to_owned(),
        |site| format!("/staff/sites/{}", site.id),
    );
    let fields = html! {
        (field("name", "Name").value(shown.text("name")).check(problems).required())
        (field("zone", "Time zone").value(shown.text("zone")).offers(care::zone::offered())
            .hint("Pick one, or type a region and a city, such as America/New_York.").check(problems).required())
        (field("state", "State").optional().select(states()).value(shown.text("state")).check(problems)
            .hint("Its law says from which age a minor agrees to care alone."))
        (hours_field(shown.text("hours"), problems))
        div.buttons { (button("Save")) (button("Cancel").quiet().href(back.clone())) }
    };
    let form = match known {
        Some((_, sheet)) => sheet.form(ask, fields),
        None => form(ask.address.clone(), ask.token(), fields),
    };
    let body = html! {
        (error_summary(problems))
        (heading(title.clone()).back(back, "Back"))
        (form)
    };
    page(&frame(ask, Face::Staff, title), body)
}

/// The states to choose from.
fn states() -> Vec<(String, String)> {
    let none = (String::new(), "Not said".to_owned());
    let all = UsState::all().map(|state| (state.code().to_owned(), state.name().to_owned()));
    std::iter::once(none).chain(all).collect()
}

/// One site.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(
        ask,
        &Problems::none(),
        &Problems::none(),
        None,
    )?))
}

/// One site, with the address of its screen for arrivals that was just made.
pub(in crate::pages) fn with_kiosk(ask: &Ask<'_>, address: &str) -> Result<Markup, Fault> {
    view(ask, &Problems::none(), &Problems::none(), Some(address))
}

fn view(
    ask: &Ask<'_>,
    room_problems: &Problems,
    program_problems: &Problems,
    kiosk: Option<&str>,
) -> Result<Markup, Fault> {
    let (site, rooms) = find(ask)?;
    let programs = program::programs(ask.clinic, ask.actor()?)?;
    let manage = could(ask, Action::ManageOrganization);
    let room_rows = rooms
        .iter()
        .map(|room| row([html! { (room.name) }, html! { (room.seats.get()) }]));
    let program_rows = programs
        .iter()
        .filter(|program| program.site == site.id)
        .map(|program| {
            let level = html! { (program.level.label()) @if program.adolescents { " " (status(Meaning::Plain, "for adolescents")) } };
            let row = row([html! { (program.name) }, level]);
            if manage { row.href(format!("/staff/programs/{}/edit", program.id)) } else { row }
        });
    let actions = html! {
        @if could_at(ask, Action::ViewGroups, site.id) { (button("Groups").quiet().href(format!("/staff/sites/{}/groups", site.id))) }
        @if manage { (button("Public page").quiet().href(format!("/staff/sites/{}/public", site.id))) }
        @if manage { (button("Change").quiet().href(format!("/staff/sites/{}/edit", site.id)).shortcut("e")) }
        @if could_make(ask) { (button("Make the week").quiet().href(format!("/staff/sites/{}/week/make", site.id)).shortcut("m")) }
    };
    let hours = hours(&site);
    let body = html! {
        (error_summary(&room_problems.at("name", "room-name")))
        (error_summary(&program_problems.at("name", "program-name")))
        (heading(site.name.to_string()).back("/staff/sites", "Sites").actions(actions))
        section {
            h2 { "Opening hours" }
            (facts(&hours.iter().map(|(day, text)| (day.as_str(), html! { (text) })).collect::<Vec<_>>()))
            p.muted { "Times are local (" (site.zone.as_str()) ")." }
        }
        section {
            h2 { "Programs" }
            (table("programs", "Programs", [Column::new("Program"), Column::new("Level of care")]).rows(program_rows)
                .empty(empty("No programs yet", "A program is a level of care offered here.", None)).caption_unseen())
            @if manage { (program_form(ask, &site, program_problems)) }
        }
        section {
            h2 { "Rooms" }
            (table("rooms", "Rooms", [Column::new("Room"), Column::new("Seats").number()]).rows(room_rows)
                .empty(empty("No rooms yet", "Groups meet in rooms; add the first one.", None)).caption_unseen())
            @if manage { (room_form(ask, &site, room_problems)) }
        }
        @if manage { (kiosk_part(ask, &site, kiosk)?) }
        p { (link(&format!("/staff/sites/{}/beds", site.id), "Beds of this site")) }
    };
    Ok(page(&frame(ask, Face::Staff, site.name.to_string()), body))
}

fn room_form(ask: &Ask<'_>, site: &Site, problems: &Problems) -> impl maud::Render {
    let typed = |name: &str| {
        if problems.is_empty() {
            ""
        } else {
            ask.form.text(name)
        }
    };
    form(format!("/staff/sites/{}/rooms", site.id), ask.token(), html! {
        (field("name", "Room").id("room-name").value(typed("name")).error(problems.of("name")))
        (field("seats", "Seats").number().width(Width::Short).value(typed("seats")).check(problems))
        (button("Add room").quiet())
    })
    .inline()
}

fn program_form(ask: &Ask<'_>, site: &Site, problems: &Problems) -> impl maud::Render {
    let typed = |name: &str| {
        if problems.is_empty() {
            ""
        } else {
            ask.form.text(name)
        }
    };
    form(format!("/staff/sites/{}/programs", site.id), ask.token(), html! {
        (field("name", "Program").id("program-name").value(typed("name")).error(problems.of("name")))
        (field("level", "Level of care").select(LevelOfCare::ALL.map(|level| (level.code(), level.label()))).value(typed("level")).check(problems))
        (tick("adolescents", "For adolescents, 12 to 17", !typed("adolescents").is_empty()))
        (button("Add program").quiet())
    })
    .inline()
}

/// Adds a room.
pub(crate) fn add_room(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = ask.id("id", SiteId::parse)?;
    let mut issues = Issues::default();
    let name = issues.take("name", ask.form.line("name", "the room’s name"));
    let seats = issues.take("seats", Seats::parse(ask.form.text("seats")));
    let result = match (name, seats) {
        (Some(name), Some(seats)) => site::add_room(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            &RoomDraft { site, name, seats },
        )
        .map(drop),
        _ => Err(Refusal::Fields(issues.0)),
    };
    let on = |()| format!("/staff/sites/{site}?said=added");
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems, &Problems::none(), None)
    })
}

/// Adds a program.
pub(crate) fn add_program(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = ask.id("id", SiteId::parse)?;
    let mut issues = Issues::default();
    let name = issues.take("name", ask.form.line("name", "the program’s name"));
    let level = LevelOfCare::from_code(ask.form.text("level"));
    if level.is_none() {
        issues.add("level", "Choose a level of care.");
    }
    let result = match (name, level) {
        (Some(name), Some(level)) => program::add_program(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            &ProgramDraft {
                site,
                name,
                name_es: None,
                level,
                adolescents: ask.form.ticked("adolescents"),
            },
        )
        .map(drop),
        _ => Err(Refusal::Fields(issues.0)),
    };
    let on = |()| format!("/staff/sites/{site}?said=added");
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, &Problems::none(), problems, None)
    })
}

/// Whether the asker may have a week made anywhere; the page asks for the site.
fn could_make(ask: &Ask<'_>) -> bool {
    let nowhere = policy::Reach::default();
    ask.actor
        .as_ref()
        .is_some_and(|actor| policy::reach(actor, Action::MakeWeek) != nowhere)
}
