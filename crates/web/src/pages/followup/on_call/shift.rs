//! The form of one shift.

use crate::shell::form::{Form, finish};
use crate::shell::frame::frame;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Problems, Width, branch, button, choice, error_summary, field, form, heading, page,
    radios,
};
use care::day::{day_text, parse_day};
use care::daytime::{minute_text, parse_minute};
use care::followup::on_call::{EVERY_WEEKS_MAX, Held, RotaPlace, Shift};
use care::invalid::Issues;
use care::people::site::Site;
use care::{PersonId, Phone, ShiftId, SiteId, in_a_row};
use clinic::Refusal;
use clinic::followup::on_call;
use clinic::followup::on_call::{OfferedStaff, OnCallChoices, ShiftDraft};
use maud::{Markup, html};

const LIST: &str = "/staff/on-call";

/// The form for a new shift.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, None, &Problems::none())?))
}

/// Adds a shift.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let result = draft(ask).and_then(|draft| {
        on_call::add(ask.clinic, ask.actor()?, ask.key()?, &draft).map_err(Fault::from)
    });
    let on = |_| format!("{LIST}?said=added");
    finish(result, on, |problems| view(ask, None, problems))
}

/// The form of a shift that is there.
pub(crate) fn change_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", ShiftId::parse)?;
    Ok(Answer::page(view(ask, Some(id), &Problems::none())?))
}

/// Changes a shift.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", ShiftId::parse)?;
    let result = draft(ask).and_then(|draft| {
        on_call::change(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("{LIST}?said=saved");
    finish(result, on, |problems| view(ask, Some(id), problems))
}

/// What the form says, or every field that has to be mended.
fn draft(ask: &Ask<'_>) -> Result<ShiftDraft, Fault> {
    let (form, mut issues) = (&ask.form, Issues::default());
    let site = SiteId::parse(form.text("site"));
    if site.is_none() {
        issues.add("site", "Choose a site.");
    }
    let person = PersonId::parse(form.text("person"));
    if person.is_none() {
        issues.add("person", "Choose who is on call.");
    }
    let place = RotaPlace::from_code(form.text("place"));
    if place.is_none() {
        issues.add("place", "Choose first or second.");
    }
    let every = form.text("every").parse::<u8>().ok();
    if every.is_none() {
        issues.add("every", "Choose how often it comes.");
    }
    let phone = issues.take("phone", Phone::parse(form.text("phone")));
    let on = issues.take("on", parse_day(form.text("on")));
    let start = issues.take("start", parse_minute(form.text("start")));
    let until = issues.take("until", parse_day(form.text("until")));
    let end = issues.take("end", parse_minute(form.text("end")));
    let last = issues.take("last", form.optional("last", parse_day));
    let who = site.zip(person);
    let begins = on.zip(start);
    let ends = until.zip(end);
    let how = place.zip(every).zip(phone).zip(last);
    match (who, begins, ends, how) {
        (
            Some((site, person)),
            Some((on, start_minute)),
            Some((until_on, end_minute)),
            Some((((place, every_weeks), phone), last)),
        ) if issues.0.is_empty() => Ok(ShiftDraft {
            site,
            person,
            shift: Shift {
                place,
                on,
                start_minute,
                until_on,
                end_minute,
                every_weeks,
                last,
                phone,
            },
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// A shift as the form's fields show it.
fn as_typed(held: &Held) -> Stored {
    let shift = &held.shift;
    vec![
        ("site", held.site.to_string()),
        ("person", held.person.to_string()),
        ("phone", shift.phone.as_str().to_owned()),
        ("place", shift.place.code().to_owned()),
        ("on", day_text(shift.on)),
        ("start", minute_text(shift.start_minute)),
        ("until", day_text(shift.until_on)),
        ("end", minute_text(shift.end_minute)),
        ("every", shift.every_weeks.to_string()),
        ("last", shift.last.map(day_text).unwrap_or_default()),
    ]
}

fn view(ask: &Ask<'_>, id: Option<ShiftId>, problems: &Problems) -> Result<Markup, Fault> {
    let (held, choices) = on_call::form(ask.clinic, ask.actor()?, id)?;
    let sheet = match &held {
        Some(held) => {
            let version = on_call::version(held)?;
            Some(Sheet::of(ask, version, as_typed(held), problems))
        }
        None => None,
    };
    let problems = sheet.as_ref().map_or(problems, |sheet| &sheet.problems);
    let shown = sheet.as_ref().map_or(&ask.form, |sheet| &sheet.shown);
    let fields = html! {
        (who(ask, shown, &choices, problems))
        (when(shown, problems))
        div.buttons { (button("Save")) (button("Cancel").quiet().href(LIST)) }
    };
    let title = if held.is_some() {
        "Change a shift"
    } else {
        "Add a shift"
    };
    let form = match &sheet {
        Some(sheet) => sheet.form(ask, fields),
        None => form(format!("{LIST}/new"), ask.token(), fields),
    };
    let body = html! {
        (error_summary(problems))
        (heading(title).back(LIST, "On call"))
        (form)
    };
    Ok(page(&frame(ask, Face::Staff, title), body))
}

/// What stands in a field: what was typed or is stored, and in a new form what is offered.
fn filled(shown: &Form, name: &str, new: &str) -> String {
    match shown.text(name) {
        "" if shown.0.is_empty() => new.to_owned(),
        text => text.to_owned(),
    }
}

fn who(ask: &Ask<'_>, shown: &Form, choices: &OnCallChoices, problems: &Problems) -> Markup {
    let sites = choices.sites.iter();
    let sites = sites.map(|site| (site.id.to_string(), site.name.to_string()));
    let staff = choices.staff.iter();
    let staff = staff.map(|one| (one.person.to_string(), offered(one, &choices.sites)));
    let nobody = (String::new(), "Choose".to_owned());
    let places = RotaPlace::ALL.map(|place| choice(place.code(), place.label()));
    html! {
        (field("site", "Site").select(sites).value(filled(shown, "site", ask.query.text("site"))).check(problems))
        (field("person", "Who").select(std::iter::once(nobody).chain(staff)).value(filled(shown, "person", "")).check(problems).required())
        (field("phone", "Telephone on call").value(filled(shown, "phone", "")).check(problems).required()
            .hint("The number that is answered day and night during the shift. Staff see it."))
        (radios("place", "Place", places).value(&filled(shown, "place", RotaPlace::First.code())).check(problems).side_by_side())
    }
}

/// Who somebody is and, where there are several sites, at which of them they may be on call.
fn offered(one: &OfferedStaff, sites: &[Site]) -> String {
    let roles = one.roles.iter().map(|role| role.label().to_lowercase());
    let roles: Vec<String> = roles.collect();
    let at = sites.iter().filter(|site| one.sites.contains(&site.id));
    let at: Vec<String> = at.map(|site| site.name.to_string()).collect();
    let mut words = vec![one.called.clone(), in_a_row(&roles)];
    if sites.len() > 1 {
        words.push(in_a_row(&at));
    }
    words.extend(one.phone.clone());
    words.join(", ")
}

fn when(shown: &Form, problems: &Problems) -> Markup {
    let every = [
        ("0".to_owned(), "Once".to_owned()),
        ("1".to_owned(), "Every week".to_owned()),
    ]
    .into_iter()
    .chain((2..=EVERY_WEEKS_MAX).map(|weeks| (weeks.to_string(), format!("Every {weeks} weeks"))));
    let again: Vec<String> = (1..=EVERY_WEEKS_MAX)
        .map(|weeks| weeks.to_string())
        .collect();
    html! {
        div.pair {
            (field("on", "First day").hint("For example Apr 14, 2026").date().value(filled(shown, "on", "")).check(problems).required())
            (field("start", "From").time().value(filled(shown, "start", "8:00 am")).check(problems).required())
        }
        div.pair {
            (field("until", "Until the day").hint("Up to two weeks later").date().value(filled(shown, "until", "")).check(problems).required())
            (field("end", "To").time().value(filled(shown, "end", "8:00 am")).check(problems).required())
        }
        (field("every", "How often?").select(every).value(filled(shown, "every", "0")).width(Width::Medium).check(problems)
            .hint("A shift that comes once takes the place of one that comes again: enter a swap or a holiday so."))
        (branch("every", &again, html! {
            (field("last", "Last day on which it begins").optional().date().value(filled(shown, "last", "")).check(problems).hint("Empty: it goes on."))
        }))
    }
}
