//! The people who work here.

use crate::pages::access::mailed::sign_in_words;
use crate::pages::people::name;
use crate::shell::form::{Form, finish};
use crate::shell::frame::{could, frame};
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    ChoiceItem, Column, Face, Meaning, Problems, button, checkboxes, choice, empty, error_summary,
    facts, field, form, heading, page, row, status, table, tel,
};
use care::invalid::Issues;
use care::people::site::{Site, hours_text, parse_hours};
use care::people::staff::Staff;
use care::{Credential, Email, Line, PersonId, Phone, Role, SiteId, Span};
use clinic::Refusal;
use clinic::people::site;
use clinic::people::staff;
use clinic::people::staff::StaffDraft;
use maud::{Markup, html};
use policy::{Action, wants_second};

mod by_hand;
pub(crate) mod roles;

/// Everybody.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let team = staff::team(ask.clinic, ask.actor()?)?;
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    let waiting = staff::waiting(ask.clinic, ask.actor()?)?;
    let ids: Vec<PersonId> = team.iter().map(|staff| staff.id).collect();
    let set_up = staff::set_up_among(ask.clinic, ask.actor()?, &ids)?;
    let rows = team.iter().map(|staff| {
        row([
            html! { (staff.name.full()) },
            held(staff, &waiting),
            html! { (places(staff, &sites)) },
            account_status(staff.disabled_at.is_none(), set_up.contains(&staff.id)),
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

/// How an account stands. Whoever was added and never came counts as nobody who works here yet.
fn account_status(open: bool, set_up: bool) -> Markup {
    match (open, set_up) {
        (true, true) => status(Meaning::Plain, "Active"),
        (true, false) => status(Meaning::Attention, "Sign-in not set up yet"),
        (false, _) => status(Meaning::Attention, "Closed"),
    }
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

type Places = [(Site, Vec<care::people::site::Room>)];

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
    one(ask, None).map(Answer::page)
}

/// The same, with a link that was just made to be handed over.
pub(crate) fn hand_out(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let link = staff::hand_out(ask.clinic, ask.actor()?, ask.key()?, id)?;
    one(ask, Some(&link)).map(Answer::page)
}

fn one(ask: &Ask<'_>, handed: Option<&str>) -> Result<Markup, Fault> {
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
    let sign_in = if manage {
        let found = staff::sign_in(ask.clinic, ask.actor()?, staff.id)?;
        let at = sites
            .iter()
            .find(|(site, _)| staff.sites.contains(&site.id));
        let zone = at.map_or_else(|| ask.zone(), |(site, _)| Ok(site.zone.clone()))?;
        sign_in_words(&found, &zone)
    } else {
        html! {}
    };
    let body = html! {
        (heading(staff.name.full()).back("/staff/team", "Team").actions(actions))
        (facts(&[
            ("Roles", held(&staff, &waiting)),
            ("Sites", html! { (places(&staff, &sites)) }),
            ("Qualified for", html! { (credentials) }),
            ("E-mail", html! { (staff.contact.email.as_ref().map_or("", Email::as_str)) }),
            ("Telephone", html! { @match &staff.contact.phone { Some(phone) => (tel(phone.as_str(), &phone.dialed())), None => "Not known" } }),
        ]))
        section {
            h2 { "On duty" }
            (table("duty", "Hours on duty", [Column::new("When"), Column::new("Where")]).rows(duty)
                .empty(empty("No hours yet", "Nobody can be planned outside their hours.", None)).caption_unseen())
        }
        @if manage { (account(ask, &staff)) (sign_in) }
        (by_hand::part(ask, &staff, handed)?)
    };
    Ok(page(&frame(ask, Face::Staff, staff.name.full()), body))
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
    Ok(Answer::page(again(ask, &Problems::none())?))
}

/// Changes somebody.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = find(ask)?.id;
    let result = draft(ask).and_then(|draft| {
        Ok(staff::change_staff(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            id,
            &draft,
        )?)
    });
    let result = result.and_then(|()| after(ask, id, "saved"));
    finish(result, |on| on, |problems| again(ask, problems))
}

/// The form over what is stored now.
fn again(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let staff = find(ask)?;
    let sites = site::sites(ask.clinic, ask.actor()?)?;
    let waiting = staff::waiting(ask.clinic, ask.actor()?)?;
    let version = staff::version(&staff, &waiting)?;
    let sheet = Sheet::of(ask, version, stored(&staff, &sites, &waiting), problems);
    view(ask, Some((&staff, &sheet)), &sheet.problems)
}

/// What is stored, as the form's fields show it.
fn stored(staff: &Staff, sites: &Places, waiting: &[(PersonId, Role)]) -> Stored {
    let line = |line: &Option<Line>| line.as_ref().map(ToString::to_string).unwrap_or_default();
    let (name, contact) = (&staff.name, &staff.contact);
    let email = contact.email.as_ref().map(Email::as_str);
    let phone = contact.phone.as_ref().map(Phone::as_str);
    let mut stored = vec![
        ("given", name.given.to_string()),
        ("family", name.family.to_string()),
        ("preferred", line(&name.preferred)),
        ("pronouns", line(&name.pronouns)),
        ("email", email.unwrap_or_default().to_owned()),
        ("phone", phone.unwrap_or_default().to_owned()),
        ("duty", duty_lines(staff, sites)),
        ("credentials", String::new()),
    ];
    // In the order of the boxes, which is the order in which a form sends them.
    let stands = |role: &Role| staff.roles.contains(role) || waiting.contains(&(staff.id, *role));
    let roles = Role::STAFF.into_iter().filter(stands);
    stored.extend(roles.map(|role| ("roles", role.code().to_owned())));
    let sites = sites.iter().map(|(site, _)| site.id);
    let sites = sites.filter(|id| staff.sites.contains(id));
    stored.extend(sites.map(|id| ("sites", id.to_string())));
    let credentials = Credential::ALL.into_iter();
    let credentials = credentials.filter(|one| staff.credentials.contains(one));
    stored.extend(credentials.map(|one| ("credentials", one.code().to_owned())));
    stored
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
    let name = name::read(form, &mut issues);
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
    match (name, email, phone) {
        (Some(name), Some(email), Some(phone)) if issues.0.is_empty() => Ok(StaffDraft {
            name,
            email,
            phone,
            roles,
            sites,
            credentials: form
                .all("credentials")
                .filter_map(Credential::from_code)
                .collect(),
            availability,
        }),
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

fn view(
    ask: &Ask<'_>,
    known: Option<(&Staff, &Sheet)>,
    problems: &Problems,
) -> Result<Markup, Fault> {
    if !ask.stepped_up() {
        return Err(Refusal::StepUp.into());
    }
    let staff = known.map(|(staff, _)| staff);
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
    let shown = known.map_or(&ask.form, |(_, sheet)| &sheet.shown);
    let fields = html! {
        (who_fields(shown, problems))
        (work_fields(shown, staff, &sites, &waiting, problems))
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
    Ok(page(&frame(ask, Face::Staff, title), body))
}

fn who_fields(shown: &Form, problems: &Problems) -> Markup {
    let value = |name: &str| shown.text(name).to_owned();
    html! {
        (field("given", "Given name").value(value("given")).check(problems).required())
        (field("family", "Family name").value(value("family")).check(problems).required())
        (field("preferred", "Goes by").optional().hint("When it is not the given name.").value(value("preferred")).check(problems))
        (field("pronouns", "Pronouns").optional().value(value("pronouns")).check(problems))
        (field("email", "E-mail address").email().hint("What they sign in with. They get a link to set up their sign-in.")
            .value(value("email")).check(problems).required())
        (field("phone", "Telephone").optional().tel().value(value("phone")).check(problems))
    }
}

fn work_fields(
    shown: &Form,
    staff: Option<&Staff>,
    sites: &Places,
    waiting: &[(PersonId, Role)],
    problems: &Problems,
) -> Markup {
    let offer = |name: &str, code: String, label: &str| {
        let chosen = shown.all(name).any(|chosen| chosen == code);
        choice(code, label).chosen(chosen)
    };
    let roles: Vec<ChoiceItem> = Role::STAFF
        .into_iter()
        .map(|role| {
            let held = staff.is_some_and(|staff| staff.roles.contains(&role));
            let waits = staff.is_some_and(|staff| waiting.contains(&(staff.id, role)));
            let hint = match (waits, held, wants_second(role)) {
                (true, ..) => "Waits for somebody else’s yes.",
                (_, false, true) => "Takes somebody else’s yes.",
                _ => "",
            };
            offer("roles", role.code().to_owned(), role.label()).hint(hint)
        })
        .collect();
    let places: Vec<ChoiceItem> = sites
        .iter()
        .map(|(site, _)| offer("sites", site.id.to_string(), site.name.as_str()))
        .collect();
    let credentials: Vec<ChoiceItem> = Credential::ALL
        .into_iter()
        .map(|one| {
            let held = staff.is_some_and(|staff| staff.credentials.contains(&one));
            let hint = if one.wants_second() && !held {
                "Takes somebody else’s yes; what was asked for waits under Roles and sign-ins."
            } else {
                ""
            };
            offer("credentials", one.code().to_owned(), one.label()).hint(hint)
        })
        .collect();
    html! {
        (checkboxes("roles", "Roles", roles).check(problems))
        (checkboxes("sites", "Sites", places).check(problems))
        (checkboxes("credentials", "Qualified for", credentials).check(problems))
        (field("duty", "Hours on duty").optional().textarea(5).value(shown.text("duty"))
            .hint("One line each, such as: Mon to Thu 9:00 to 17:00. With more than one site, say which: Fri 9:00 to 12:00 at Harbor House.").check(problems))
    }
}
