//! Phone intake: what a coordinator types while somebody is on the telephone. Name, number and date of birth come first,
//! and Enter books the earliest time; whoever may be known already is shown while it is typed.

use super::{alike, book};
use crate::pages::intake::ask_form;
use crate::pages::intake::ask_form::{AskForm, NAME, Reader};
use crate::shell::ask::near;
use crate::shell::form::{Form, finish};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, error_summary, form, heading, page};
use care::intake::appointment::Slot;
use care::intake::inquiry::{InquiryDraft, Language, Likeness};
use care::invalid::Issues;
use care::people::patient::BirthDate;
use care::people::site::Site;
use care::{Contact, Email, Issue, PersonId, PersonName, Phone};
use clinic::Refusal;
use clinic::intake::appointment::{Booking, Offers};
use clinic::intake::inquiry;
use clinic::intake::inquiry::{CallTaken, Lookalikes, TimeTaken};
use maud::{Markup, html};

/// The parts of the page that are looked up while somebody types.
const ALIKE: &str = "known";
const TIMES: &str = "times";
/// The field that says which of them are wanted.
const WANTED: &str = "live";
/// The time that was agreed.
const SLOT: &str = "slot";

/// The page; the number is there already where somebody looked for it and went on from there.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let number = ask.query.text("phone").trim();
    let typed = match number {
        "" => Form::default(),
        number => Form(vec![("phone".to_owned(), number.to_owned())]),
    };
    Ok(Answer::page(view(
        ask,
        &typed,
        &Problems::none(),
        &Lookalikes::default(),
    )?))
}

fn view(
    ask: &Ask<'_>,
    typed: &Form,
    problems: &Problems,
    alike: &Lookalikes,
) -> Result<Markup, Fault> {
    let sites = inquiry::sites_to_add_at(ask.clinic, ask.actor()?)?;
    let typed = &begun(ask, typed, &sites)?;
    let asked = AskForm {
        reader: Reader::Staff,
        sites: &sites,
        calls: None,
        typed,
        problems,
    };
    // Somebody who may be known is looked at first: no key books past that.
    let offers = match site_of(typed, &sites) {
        Some(site) if alike.is_nobody() => Some(offers(ask, typed, site)?),
        _ => None,
    };
    let agreed = if alike.is_nobody() {
        None
    } else {
        agreed(ask, typed, &sites)
    };
    let has_times = offers.as_ref().is_some_and(|it| !it.slots.is_empty());
    let shown = html! {
        (known(alike))
        @if alike.is_nobody() { (times(ask, offers.as_ref(), sites.len() > 1)) }
    };
    let fields = html! {
        (asked.call_fields(&shown))
        @if let Some((_, at)) = &agreed { p #agreed { "Saving as a new person books " (at) ", if it is still free." } }
        div.buttons { (save(alike, has_times)) (button("Cancel").quiet().href("/staff/inquiries")) }
    };
    let mut entered =
        form("/staff/inquiries/new", ask.token(), fields).live("/staff/inquiries/new/live");
    if let Some((slot, _)) = agreed {
        entered = entered.hidden(SLOT, slot);
    }
    let body = html! {
        (error_summary(problems))
        (heading("Phone intake").back("/staff/inquiries", "Inquiries")
            .lead("Type along while they talk. Whoever may be known already is shown before anything is saved."))
        (alike::look_first(alike))
        (entered)
    };
    Ok(page(&frame(ask, Face::Staff, "Phone intake"), body))
}

fn save(alike: &Lookalikes, has_times: bool) -> Markup {
    let without = button("Save without a time");
    match (alike.is_nobody(), has_times) {
        (true, true) => html! { (without.quiet()) },
        (true, false) => html! { (without) },
        _ => alike::go_on(),
    }
}

/// A form that nobody filled in yet, at the site where they work; what was sent stays as it is.
fn begun(ask: &Ask<'_>, typed: &Form, sites: &[Site]) -> Result<Form, Fault> {
    let mut fields = typed.0.clone();
    let is_sent = fields
        .iter()
        .any(|(field, _)| field == NAME || field == "site" || is_part(field));
    let own = ask.actor()?.sites().iter();
    let usual = own
        .copied()
        .find(|own| sites.iter().any(|site| site.id == *own));
    if let Some(usual) = usual.filter(|_| !is_sent) {
        fields.push(("site".to_owned(), usual.to_string()));
    }
    Ok(Form(fields))
}

/// Who may be the same person, by what was typed.
fn known(alike: &Lookalikes) -> Markup {
    html! {
        div id=(ALIKE) role="status" data-live-by="name phone born site who asker_phone asker_email" {
            (alike::may_be(alike))
        }
    }
}

/// The earliest times, the first of which Enter books.
fn times(ask: &Ask<'_>, offers: Option<&Offers>, has_choice: bool) -> Markup {
    html! {
        div id=(TIMES) data-live-by="site language" {
            @match offers {
                Some(offers) if offers.slots.is_empty() => p.muted {
                    "No free time in the next four weeks. Save without one; the waiting list is on the next page."
                },
                Some(offers) => section {
                    h2 { "Earliest times" }
                    p.muted { "Enter saves, and books the first." }
                    ul.plain {
                        @for (place, slot) in offers.slots.iter().enumerate() { li { (time(ask, offers, slot, place == 0)) } }
                    }
                },
                None if has_choice => p.muted { "Choose the site to see its earliest times." },
                None => {},
            }
        }
    }
}

/// A time as the button that saves and books it.
fn time(ask: &Ask<'_>, offers: &Offers, slot: &Slot, is_first: bool) -> Markup {
    let at = near(slot.starts_at, ask.now, &offers.site.zone);
    let books = button(format!("Book {at}")).sends(SLOT, slot_text(slot));
    html! {
        @if is_first { (books) } @else { (books.quiet()) }
        " at " (offers.site.name) " with " (book::with(offers, slot))
    }
}

fn slot_text(slot: &Slot) -> String {
    format!("{} {} {}", slot.clinician, slot.starts_at, slot.minutes)
}

/// The time that a button sent; nothing where none was agreed.
fn booking(text: &str) -> Option<Booking> {
    let mut parts = text.split(' ');
    Some(Booking {
        clinician: PersonId::parse(parts.next()?)?,
        starts_at: parts.next()?.parse().ok()?,
        minutes: parts.next()?.parse().ok()?,
    })
}

/// The time that was agreed before somebody alike was shown, as the form keeps it and as it is read.
fn agreed(ask: &Ask<'_>, typed: &Form, sites: &[Site]) -> Option<(String, String)> {
    let slot = typed.text(SLOT);
    let starts_at = booking(slot)?.starts_at;
    let site = site_of(typed, sites)?;
    let at = near(starts_at, ask.now, &site.zone);
    Some((slot.to_owned(), at))
}

/// The site that was chosen, or the only one there is.
fn site_of<'a>(typed: &Form, sites: &'a [Site]) -> Option<&'a Site> {
    match sites {
        [only] => Some(only),
        _ => ask_form::site(typed, sites),
    }
}

fn offers(ask: &Ask<'_>, typed: &Form, site: &Site) -> Result<Offers, Fault> {
    let language = Language::from_code(typed.text("language")).unwrap_or(Language::English);
    Ok(inquiry::times(ask.clinic, ask.actor()?, site.id, language)?)
}

/// What is known of somebody by what was typed so far, and the times of the site that was chosen. Nothing is saved.
pub(crate) fn live(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let sites = inquiry::sites_to_add_at(ask.clinic, ask.actor()?)?;
    let wanted = ask.form.text(WANTED);
    let wants = |part: &str| wanted.is_empty() || wanted.split(' ').any(|one| one == part);
    let site = site_of(&ask.form, &sites);
    let alike = match site.or(sites.first()) {
        Some(site) if wants(ALIKE) => so_far(ask, site)?,
        _ => Lookalikes::default(),
    };
    let offers = match site {
        Some(site) if wants(TIMES) => Some(offers(ask, &ask.form, site)?),
        _ => None,
    };
    Ok(Answer::page(html! {
        @if wants(ALIKE) { (known(&alike)) }
        @if wants(TIMES) { (times(ask, offers.as_ref(), sites.len() > 1)) }
    }))
}

/// Who may be the one that is being described. What cannot be read yet is not there yet.
fn so_far(ask: &Ask<'_>, site: &Site) -> Result<Lookalikes, Fault> {
    let typed = spelled(&ask.form);
    let today = site.zone.local(ask.now).date();
    let name = PersonName::parse(typed.text("given"), typed.text("family")).ok();
    let contact = |phone: &str, email: &str| Contact {
        phone: Phone::parse(typed.text(phone)).ok(),
        email: Email::parse(typed.text(email)).ok(),
    };
    let own = contact("phone", "email");
    let asked_by = (typed.text("who") == "other").then(|| contact("asker_phone", "asker_email"));
    let one = Likeness {
        name: name.as_ref(),
        contact: &own,
        born: BirthDate::parse(typed.text("born"), today).ok(),
        asked_by: asked_by.as_ref(),
    };
    Ok(inquiry::alike_so_far(
        ask.clinic,
        ask.actor()?,
        ask.key()?,
        site.id,
        &one,
    )?)
}

/// Keeps what was typed, and books the time that was agreed. Whoever may be known already is shown before.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let sites = inquiry::sites_to_add_at(ask.clinic, ask.actor()?)?;
    let draft = draft(ask, &sites).and_then(|draft| {
        let offered = sites.iter().any(|site| site.id == draft.site);
        let sentence = "Choose one of the sites.";
        offered
            .then_some(draft)
            .ok_or_else(|| Refusal::field("site", sentence).into())
    });
    let alike = alike::found(ask, &draft)?;
    if !alike.is_nobody() {
        let page = view(ask, &ask.form, &Problems::none(), &alike)?;
        return Ok(Answer::mend(page));
    }
    if draft.is_ok() && alike::only_looks(ask) {
        let page = view(ask, &ask.form, &Problems::none(), &Lookalikes::default())?;
        return Ok(Answer::page(page));
    }
    let slot = ask.form.text(SLOT);
    let time = booking(slot);
    // What is no time cannot be booked, and whoever sent it agreed to one all the same.
    let is_gone = time.is_none() && !slot.is_empty();
    let result = draft.and_then(|draft| {
        let mut taken = inquiry::take_call(ask.clinic, ask.actor()?, ask.key()?, &draft, time)?;
        if is_gone {
            taken.time = TimeTaken::Gone;
        }
        Ok(taken)
    });
    let nobody = Lookalikes::default();
    finish(result, on, |problems| {
        view(ask, &ask.form, problems, &nobody)
    })
}

/// Where it goes on once it is saved.
fn on(taken: CallTaken) -> String {
    let said = match taken.time {
        TimeTaken::Unasked => "added",
        TimeTaken::Booked => "booked",
        TimeTaken::Gone => "time-gone",
    };
    format!("/staff/inquiries/{}?said={said}", taken.inquiry)
}

/// What was typed.
fn draft(ask: &Ask<'_>, sites: &[Site]) -> Result<InquiryDraft, Fault> {
    let today = ask_form::today(ask, sites)?;
    ask_form::draft(Reader::Staff, &spelled(&ask.form), today)
        .map_err(|issues| Refusal::Fields(beside_the_name(issues, &ask.form)).into())
}

/// The form with the parts of the name, where it was typed in one.
fn spelled(form: &Form) -> Form {
    let mut fields = form.0.clone();
    if let Ok(name) = PersonName::whole(form.text(NAME)) {
        fields.retain(|(field, _)| !is_part(field));
        fields.push(("given".to_owned(), name.given.to_string()));
        fields.push(("family".to_owned(), name.family.to_string()));
    }
    Form(fields)
}

fn is_part(field: &str) -> bool {
    matches!(field, "given" | "family")
}

/// What is wrong with a part of the name stands beside the one field that this form has for it.
fn beside_the_name(issues: Vec<Issue>, form: &Form) -> Vec<Issue> {
    let mut beside = Issues::default();
    if issues.iter().any(|issue| is_part(issue.field)) {
        beside.take(NAME, PersonName::whole(form.text(NAME)));
    }
    let others = issues.into_iter().filter(|issue| !is_part(issue.field));
    beside.0.extend(others);
    beside.0
}
