//! Everything that can be set: what it is now, and where it is changed. Nothing secret stands here.

use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Column, Face, heading, link, page, row, table};
use care::counted;
use care::followup::push::Services;
use care::intake::appointment::ReminderWish;
use care::people::look::HouseLook;
use care::people::site::{Site, hours_text};
use clinic::access::first_run::{FirstRun, first_run};
use clinic::access::sign_in::{ABSOLUTE_HOURS, IDLE_MINUTES, INVITATION_HOURS};
use clinic::people::look;
use maud::{Markup, html};

/// A setting: what it is called, what it is now, and where it is changed.
type Setting = (&'static str, Markup, Markup);

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let run = first_run(ask.clinic, ask.actor()?)?;
    let look = look::look(ask.clinic, ask.actor()?)?.look;
    let title = "Settings";
    let body = html! {
        (heading(title).back("/staff/setup", "Set up").lead("What each is now, and where it is changed."))
        section {
            h2 { "Changed on a page, while the clinic runs" }
            (list("here", "Settings that are changed on a page", "Where", on_pages(&run, &look)))
        }
        section {
            h2 { "Changed on the server" }
            p { "Whoever runs the server changes these in its settings file, " code { "stepwell.toml" }
                ", or where it is started, and starts it again. Where the record and its key lie, the passwords, and how the server "
                "is reached behind its proxy are told on the server alone; " code { "stepwell check" } " looks at all of it." }
            (list("server", "Settings that are changed on the server", "Key", on_server(ask)))
        }
        section {
            h2 { "Part of the program" }
            (list("fixed", "What cannot be set", "Why", fixed()))
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, title), body)))
}

fn list(id: &str, caption: &str, last: &str, settings: Vec<Setting>) -> Markup {
    let columns = ["Setting", "Now", last].map(Column::new);
    let rows = settings
        .into_iter()
        .map(|(called, now, place)| row([html! { (called) }, now, place]));
    html! { (table(id, caption, columns).rows(rows).caption_unseen()) }
}

fn on_pages(run: &FirstRun, look: &HouseLook) -> Vec<Setting> {
    let mut settings = vec![(
        "Logo and color",
        html! { (look_words(look)) },
        link("/staff/settings/look", "Logo and color"),
    )];
    for site in &run.sites {
        settings.push(("Time zone and opening hours", site_words(site), {
            let page = format!("/staff/sites/{}/edit", site.id);
            link(&page, site.name.as_str())
        }));
    }
    for site in &run.sites {
        let page = format!("/staff/sites/{}/public", site.id);
        settings.push((
            "Public page: address, cost, privacy contact",
            html! { "As that page shows it" },
            link(&page, site.name.as_str()),
        ));
    }
    let without = |sites: usize| match sites {
        0 => "At every site".to_owned(),
        some => format!("Missing at {}", counted(some, "site", "sites")),
    };
    settings.extend([
        (
            "Programs, rooms, beds and kiosk screens",
            html! { "Programs: " (without(run.without_program.len())) },
            link("/staff/sites", "Sites"),
        ),
        (
            "Groups of the week",
            html! { "By program" },
            link("/staff/groups", "Groups"),
        ),
        (
            "Who works here, with roles and duty hours",
            html! {
                (counted(run.colleagues, "colleague", "colleagues")) ", "
                (counted(run.administrators, "administrator", "administrators")) " who can sign in"
            },
            link("/staff/team", "Team"),
        ),
        (
            "Who is on call",
            html! { "First on call: " (without(run.without_call.len())) },
            link("/staff/on-call", "On call"),
        ),
        (
            "Official wording of the measures",
            html! { "By measure" },
            link("/staff/measures", "Measures"),
        ),
        (
            "Reminders of appointments",
            html! { (ReminderWish::Both.label()) ", unless the person wishes otherwise" },
            html! { "With each appointment" },
        ),
    ]);
    settings
}

fn look_words(look: &HouseLook) -> String {
    let color = match look.accent {
        Some(accent) => format!("Color {}", accent.light),
        None => "The color of Stepwell".to_owned(),
    };
    let logo = if look.logo.is_some() {
        "a logo of your own"
    } else {
        "no logo"
    };
    format!("{color}, {logo}")
}

fn site_words(site: &Site) -> Markup {
    html! {
        (site.zone.as_str())
        @if site.hours.is_empty() { ", no opening hours yet" }
        @else { @for line in hours_text(&site.hours).lines() { div.muted { (line) } } }
    }
}

fn on_server(ask: &Ask<'_>) -> Vec<Setting> {
    let settings = ask.clinic.settings();
    let or_none = |text: Option<&String>| text.map_or("Not set", String::as_str).to_owned();
    let services = if settings.push_services == Services::default() {
        "Those of the makers of browsers"
    } else {
        "A list of your own"
    };
    let protocol = ask.clinic.protocol();
    let rows = [
        (
            "Address that people type",
            settings.base_url.clone(),
            "base_url",
        ),
        (
            "Number on the public pages",
            or_none(settings.public_phone.as_ref()),
            "public_phone",
        ),
        (
            "Number in an emergency",
            settings.help.emergency.as_str().to_owned(),
            "emergency_number",
        ),
        (
            "Crisis line",
            settings.help.crisis.as_str().to_owned(),
            "crisis_number",
        ),
        (
            "A request for help is called back within",
            format!("{} minutes of opening time", settings.call_back_minutes),
            "call_back_minutes",
        ),
        (
            "Mail server",
            or_none(settings.mail_host.as_ref()),
            "[mail] host",
        ),
        (
            "Sender of mail",
            or_none(settings.mail_from.as_ref()),
            "[mail] from",
        ),
        (
            "Services that call browsers without an open page",
            services.to_owned(),
            "[push] services",
        ),
        (
            "Protocol: levels of care, criteria, cadences",
            format!("{}, version {}", protocol.title, protocol.version),
            "protocol",
        ),
        (
            "Where a weakness is reported",
            or_none(settings.security_contact.as_ref()),
            "security_contact",
        ),
    ];
    rows.into_iter()
        .map(|(called, now, key)| (called, html! { (now) }, html! { code { (key) } }))
        .collect()
}

fn fixed() -> Vec<Setting> {
    let why = "The same for every clinic, because a longer one is a risk for people in care.";
    let rows = [
        (
            "A sign-in ends after",
            format!("{IDLE_MINUTES} minutes without a page, {ABSOLUTE_HOURS} hours at most"),
        ),
        (
            "A link to set up a sign-in works",
            format!("{INVITATION_HOURS} hours, once"),
        ),
    ];
    rows.into_iter()
        .map(|(called, now)| (called, html! { (now) }, html! { (why) }))
        .collect()
}
