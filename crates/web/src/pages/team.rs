//! The people who work here.

use crate::shell::form::finish;
use crate::shell::frame::{could, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Choice, Column, Face, Meaning, Problems, button, checkboxes, choice, empty, error_summary,
    facts, field, form, heading, page, row, status, table,
};
use care::invalid::Issues;
use care::site::{Site, hours_text, parse_hours};
use care::staff::Staff;
use care::{Credential, Email, Line, PersonId, PersonName, Phone, Role, SiteId, Span};
use clinic::staff::{self, StaffDraft};
use clinic::{Refusal, site};
use maud::{Markup, html};
use policy::{Action, wants_second};

pub(crate) mod roles;

/// Everybody.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let team = staff::team(ask.clinic, ask.actor()?)?;
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    let waiting = staff::waiting(ask.clinic, ask.actor()?)?;
    let rows = team.iter().map(|staff| {
        let open = staff.disabled_at.is_none();
        row([
            html! { (staff.name.full()) },
            held(staff, &waiting),
            html! { (places(staff, &sites)) },
            html! { @if open { (status(Meaning::Plain, "Active")) } @else { (status(Meaning::Attention, "Closed")) } },
        ])
        .href(format!("/staff/team/{}", staff.id))
    });
    let columns = [
        Column::new("Name"),
        Column::new("Roles"),
        Column::new("Sites"),
        Column::new("Account"),
    ];
    let actions = html! {
        @if could(ask, Action::ReviewRoles) { (button("Roles and sign-ins").quiet().href("/staff/roles")) }
        @if could(ask, Action::ManageStaff) { (button("Add a member of staff").quiet().href("/staff/team/new").shortcut("n")) }
    };
    let body = html! {
        (heading("Team").actions(actions))
        (table("team", "People who work here", columns).rows(rows).caption_unseen())
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Team"), body)))
}

/// The roles somebody has, then those that wait for a yes.
fn held(staff: &Staff, waiting: &[(PersonId, Role)]) -> Markup {
    let has: Vec<&str> = staff.roles.iter().map(|role| role.label()).collect();
    html! {
        (has.join(", "))
        @for (_, role) in waiting.iter().filter(|(person, _)| *person == staff.id) {
            " " (status(Meaning::Attention, &format!("{} waits for a yes", role.label())))
        }
    }
}

type Places = [(Site, Vec<care::site::Room>)];

fn places(staff: &Staff, sites: &Places) -> String {
    let names: Vec<&str> = sites
        .iter()
        .filter(|(site, _)| staff.sites.contains(&site.id))
        .map(|(site, _)| site.name.as_str())
        .collect();
    names.join(", ")
}

fn find(ask: &Ask<'_>) -> Result<Staff, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let team = staff::team(ask.clinic, ask.actor()?)?;
    team.into_iter()
        .find(|staff| staff.id == id)
        .ok_or(Fault::Refused(Refusal::NotFound))
}

/// One member of staff.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let staff = find(ask)?;
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    let manage = could(ask, Action::ManageStaff);
    let join = |items: Vec<&str>| {
        if items.is_empty() {
            "None".to_owned()
        } else {
            items.join(", ")
        }
    };
    let credentials = join(
        staff
            .credentials
            .iter()
            .map(|credential| credential.label())
            .collect(),
    );
    let waiting = staff::waiting(ask.clinic, ask.actor()?)?;
    let actions = html! { @if manage { (button("Change").quiet().href(format!("/staff/team/{}/edit", staff.id)).shortcut("e")) } };
    let mut availability = staff.availability.clone();
    availability.sort_by_key(|(_, span)| *span);
    let duty = availability.iter().map(|(at, span)| {
        let place = sites
            .iter()
            .find(|(site, _)| site.id == *at)
            .map(|(site, _)| site.name.to_string());
        row([
            html! { (span.text()) },
            html! { (place.unwrap_or_default()) },
        ])
    });
    let body = html! {
        (heading(staff.name.full()).back("/staff/team", "Team").actions(actions))
        (facts(&[
            ("Roles", held(&staff, &waiting)),
            ("Sites", html! { (places(&staff, &sites)) }),
            ("Qualified for", html! { (credentials) }),
            ("E-mail", html! { (staff.contact.email.as_ref().map_or("", Email::as_str)) }),
            ("Telephone", html! { (staff.contact.phone.as_ref().map_or("Not known", Phone::as_str)) }),
        ]))
        section {
            h2 { "On duty" }
            (table("duty", "Hours on duty", [Column::new("When"), Column::new("Where")]).rows(duty)
                .empty(empty("No hours yet", "Nobody can be planned outside their hours.", None)).caption_unseen())
        }
        @if manage { (account(ask, &staff)) }
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, staff.name.full()),
        body,
    )))
}

fn account(ask: &Ask<'_>, staff: &Staff) -> Markup {
    let closed = staff.disabled_at.is_some();
    let path = |verb: &str| format!("/staff/team/{}/{verb}", staff.id);
    html! {
        section {
            h2 { "Account" }
            @if closed {
                p { "This account is closed: nobody can sign in with it." }
                (form(path("reopen"), ask.token(), html! { (button("Open the account again").quiet()) }).inline())
            } @else {
                @if staff.roles.is_empty() { p { "The link to set up the sign-in goes out when somebody says yes to the role." } }
                @else {
                p { "A new link lets this person set a new password and a new authenticator app." }
                (form(path("invite"), ask.token(), html! { (button("Send a new link").quiet()) }).inline())
                }
                @if ask.actor.as_ref().is_some_and(|actor| actor.person() != staff.id) {
                    (form(path("close"), ask.token(), html! { (button("Close the account").danger()) }).inline())
                }
            }
        }
    }
}

/// The page for somebody new.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, None, &Problems::none())?))
}

/// Adds somebody.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let result = draft(ask).and_then(|draft| {
        Ok(staff::add_staff(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            &draft,
        )?)
    });
    let result = result.and_then(|id| after(ask, id, "invited"));
    finish(result, |on| on, |problems| view(ask, None, problems))
}

/// Where saving somebody leads; it says so where a role of theirs waits for a yes.
fn after(ask: &Ask<'_>, id: PersonId, said: &str) -> Result<String, Fault> {
    let waiting = staff::waiting(ask.clinic, ask.actor()?)?;
    let waits = waiting.iter().any(|(person, _)| *person == id);
    let said = if waits { "role-waits" } else { said };
    Ok(format!("/staff/team/{id}?said={said}"))
}

/// The page for changing somebody.
pub(crate) fn edit_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let staff = find(ask)?;
    Ok(Answer::page(view(ask, Some(&staff), &Problems::none())?))
}

/// Changes somebody.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let staff = find(ask)?;
    let result = draft(ask).and_then(|draft| {
        Ok(staff::change_staff(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            staff.id,
            &draft,
        )?)
    });
    let result = result.and_then(|()| after(ask, staff.id, "saved"));
    finish(
        result,
        |on| on,
        |problems| view(ask, Some(&staff), problems),
    )
}

/// Sends a new link.
pub(crate) fn invite(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    staff::invite_again(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other(&format!("/staff/team/{id}?said=invited")))
}

/// Closes an account.
pub(crate) fn close(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    staff::set_disabled(ask.clinic, ask.actor()?, ask.key()?, id, true)?;
    Ok(Answer::see_other(&format!("/staff/team/{id}?said=closed")))
}

/// Opens it again.
pub(crate) fn reopen(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    staff::set_disabled(ask.clinic, ask.actor()?, ask.key()?, id, false)?;
    Ok(Answer::see_other(&format!(
        "/staff/team/{id}?said=reopened"
    )))
}

/// What the form describes, or every field that has to be mended.
fn draft(ask: &Ask<'_>) -> Result<StaffDraft, Fault> {
    let mut issues = Issues::default();
    let form = &ask.form;
    let given = issues.take("given", form.line("given", "the given name"));
    let family = issues.take("family", form.line("family", "the family name"));
    let preferred = issues.take(
        "preferred",
        form.optional("preferred", |text| Line::parse(text, "a name")),
    );
    let pronouns = issues.take(
        "pronouns",
        form.optional("pronouns", |text| Line::parse(text, "pronouns")),
    );
    let email = issues.take("email", Email::parse(form.text("email")));
    let phone = issues.take("phone", form.optional("phone", Phone::parse));
    let roles: Vec<Role> = form
        .all("roles")
        .filter_map(Role::from_code)
        .filter(|role| role.is_staff())
        .collect();
    let sites: Vec<SiteId> = form.all("sites").filter_map(SiteId::parse).collect();
    let places = site::sites(ask.clinic, ask.actor()?)?;
    let availability = duty(ask, &places, &sites, &mut issues);
    if roles.is_empty() {
        issues.add("roles", "Choose at least one role.");
    }
    if sites.is_empty() {
        issues.add("sites", "Choose at least one site.");
    }
    match (given, family, preferred, pronouns, email, phone) {
        (Some(given), Some(family), Some(preferred), Some(pronouns), Some(email), Some(phone))
            if issues.0.is_empty() =>
        {
            Ok(StaffDraft {
                name: PersonName {
                    given,
                    family,
                    preferred,
                    pronouns,
                },
                email,
                phone,
                roles,
                sites,
                credentials: form
                    .all("credentials")
                    .filter_map(Credential::from_code)
                    .collect(),
                availability,
            })
        }
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// Hours on duty, one line each: a day, from, until, and where; without a place they are at the first site ticked.
fn duty(
    ask: &Ask<'_>,
    places: &Places,
    ticked: &[SiteId],
    issues: &mut Issues,
) -> Vec<(SiteId, Span)> {
    let mut duty = Vec::new();
    let lines = ask.form.text("duty").lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty()) {
        let (hours, at) = match line.rsplit_once(" at ") {
            Some((hours, name)) => (hours, ticked_site(places, ticked, name.trim())),
            None => (line, ticked.first().copied()),
        };
        let spans = issues.take("duty", parse_hours(hours)).unwrap_or_default();
        match at {
            Some(at) => duty.extend(spans.into_iter().map(|span| (at, span))),
            None if ticked.is_empty() => {}
            None => issues.add(
                "duty",
                format!("“{line}” is at a site that is not ticked above, or that is not there."),
            ),
        }
    }
    duty
}

fn ticked_site(places: &Places, ticked: &[SiteId], name: &str) -> Option<SiteId> {
    let same = |site: &&Site| site.name.as_str().eq_ignore_ascii_case(name);
    let mut sites = places.iter().map(|(site, _)| site);
    let found = sites.find(same)?.id;
    ticked.contains(&found).then_some(found)
}

/// Hours on duty as lines; with the place for whoever works at more than one.
fn duty_lines(staff: &Staff, places: &Places) -> String {
    let mut duty = staff.availability.clone();
    duty.sort_by_key(|(_, span)| *span);
    let line = |(at, span): &(SiteId, Span)| {
        let place = places.iter().find(|(site, _)| site.id == *at);
        match place {
            Some((site, _)) if staff.sites.len() > 1 => {
                format!("{} at {}", hours_text(&[*span]), site.name)
            }
            _ => hours_text(&[*span]),
        }
    };
    duty.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn view(ask: &Ask<'_>, staff: Option<&Staff>, problems: &Problems) -> Result<Markup, Fault> {
    if !ask.stepped_up() {
        return Err(Refusal::StepUp.into());
    }
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    let waiting = staff::waiting(ask.clinic, ask.actor()?)?;
    let title = staff.map_or_else(
        || "Add a member of staff".to_owned(),
        |staff| format!("Change {}", staff.name.full()),
    );
    let back = staff.map_or_else(
        || "/staff/team".to_owned(),
        |staff| format!("/staff/team/{}", staff.id),
    );
    let body = html! {
        (error_summary(problems))
        (heading(title.clone()).back(back.clone(), "Back"))
        (form(ask.address.clone(), ask.token(), html! {
            (who_fields(ask, staff, problems))
            (work_fields(ask, staff, (&sites, &waiting), problems))
            div.buttons { (button("Save")) (button("Cancel").quiet().href(back)) }
        }))
    };
    Ok(page(&frame(ask, Face::Staff, title), body))
}

/// Whether the form was sent; then what was typed wins over what is stored.
fn typed(ask: &Ask<'_>) -> bool {
    ask.form.0.iter().any(|(name, _)| name == "given")
}

fn who_fields(ask: &Ask<'_>, staff: Option<&Staff>, problems: &Problems) -> Markup {
    let value = |name: &str, stored: Option<String>| {
        if typed(ask) {
            ask.form.text(name).to_owned()
        } else {
            stored.unwrap_or_default()
        }
    };
    html! {
        (field("given", "Given name").value(value("given", staff.map(|staff| staff.name.given.to_string()))).check(problems).required())
        (field("family", "Family name").value(value("family", staff.map(|staff| staff.name.family.to_string()))).check(problems).required())
        (field("preferred", "Goes by").optional().hint("When it is not the given name.")
            .value(value("preferred", staff.and_then(|staff| staff.name.preferred.clone()).map(String::from))).check(problems))
        (field("pronouns", "Pronouns").optional()
            .value(value("pronouns", staff.and_then(|staff| staff.name.pronouns.clone()).map(String::from))).check(problems))
        (field("email", "E-mail address").email().hint("What they sign in with. They get a link to set up their sign-in.")
            .value(value("email", staff.and_then(|staff| staff.contact.email.clone()).map(String::from))).check(problems).required())
        (field("phone", "Telephone").optional().tel()
            .value(value("phone", staff.and_then(|staff| staff.contact.phone.clone()).map(String::from))).check(problems))
    }
}

fn work_fields(
    ask: &Ask<'_>,
    staff: Option<&Staff>,
    (sites, waiting): (&Places, &[(PersonId, Role)]),
    problems: &Problems,
) -> Markup {
    let chosen = |name: &str, code: &str, stored: bool| {
        if typed(ask) {
            ask.form.all(name).any(|sent| sent == code)
        } else {
            stored
        }
    };
    let roles: Vec<Choice> = Role::STAFF
        .into_iter()
        .map(|role| {
            let held = staff.is_some_and(|staff| staff.roles.contains(&role));
            let waits = staff.is_some_and(|staff| waiting.contains(&(staff.id, role)));
            let hint = match (waits, held, wants_second(role)) {
                (true, ..) => "Waits for somebody else’s yes.",
                (_, false, true) => "Takes somebody else’s yes.",
                _ => "",
            };
            choice(role.code(), role.label()).hint(hint).chosen(chosen(
                "roles",
                role.code(),
                held || waits,
            ))
        })
        .collect();
    let places: Vec<Choice> = sites
        .iter()
        .map(|(site, _)| {
            let id = site.id.to_string();
            let stored = staff.is_some_and(|staff| staff.sites.contains(&site.id));
            choice(id.clone(), site.name.to_string()).chosen(chosen("sites", &id, stored))
        })
        .collect();
    let credentials: Vec<Choice> = Credential::ALL
        .into_iter()
        .map(|credential| {
            let stored = staff.is_some_and(|staff| staff.credentials.contains(&credential));
            choice(credential.code(), credential.label()).chosen(chosen(
                "credentials",
                credential.code(),
                stored,
            ))
        })
        .collect();
    let duty = if typed(ask) {
        ask.form.text("duty").to_owned()
    } else {
        staff
            .map(|staff| duty_lines(staff, sites))
            .unwrap_or_default()
    };
    html! {
        (checkboxes("roles", "Roles", roles).check(problems))
        (checkboxes("sites", "Sites", places).check(problems))
        (checkboxes("credentials", "Qualified for", credentials).check(problems))
        (field("duty", "Hours on duty").optional().textarea(5).value(duty)
            .hint("One line each, such as: Mon to Thu 9:00 to 17:00. With more than one site, say which: Fri 9:00 to 12:00 at Harbor House.").check(problems))
    }
}
