//! Adding a person who is here: the first step of the way into care, and nothing more. They become an inquiry that has
//! been reached; assessment, placement and admission follow, as for everybody.

use crate::pages::intake::inquiries::alike;
use crate::pages::people::name;
use crate::shell::form::finish;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, error_summary, field, form, heading, page};
use care::intake::inquiry::InquiryDraft;
use care::invalid::Issues;
use care::people::patient::BirthDate;
use care::people::site::Site;
use care::{Contact, Email, Phone, SiteId};
use clinic::Refusal;
use clinic::intake::inquiry;
use clinic::intake::inquiry::Lookalikes;
use maud::{Markup, html};

/// The page for somebody new.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(
        ask,
        &Problems::none(),
        &Lookalikes::default(),
    )?))
}

/// Adds somebody; whoever may be known already is shown before anything is saved.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let sites = inquiry::sites_to_add_at(ask.clinic, ask.actor()?)?;
    let draft = draft(ask, &sites);
    let alike = alike::found(ask, &draft)?;
    if !alike.is_nobody() {
        return Ok(Answer::mend(view(ask, &Problems::none(), &alike)?));
    }
    if draft.is_ok() && alike::only_looks(ask) {
        let page = view(ask, &Problems::none(), &Lookalikes::default())?;
        return Ok(Answer::page(page));
    }
    let result = draft.and_then(|draft| {
        inquiry::add_person(ask.clinic, ask.actor()?, ask.key()?, &draft).map_err(Fault::from)
    });
    let on = |person| format!("/staff/people/{person}/assessment?said=added");
    finish(result, on, |problems| {
        view(ask, problems, &Lookalikes::default())
    })
}

/// What the form describes, or every field that has to be mended.
fn draft(ask: &Ask<'_>, sites: &[Site]) -> Result<InquiryDraft, Fault> {
    let (mut issues, form) = (Issues::default(), &ask.form);
    let site = SiteId::parse(form.text("site"));
    let site = sites.iter().find(|offered| Some(offered.id) == site);
    if site.is_none() {
        issues.add("site", "Choose one of the sites.");
    }
    let today = match site {
        Some(site) => site.zone.local(ask.now).date(),
        None => ask.today()?,
    };
    let name = name::read(form, &mut issues);
    let phone = issues.take("phone", form.optional("phone", Phone::parse));
    let email = issues.take("email", form.optional("email", Email::parse));
    let born = issues.take(
        "born",
        form.optional("born", |text| BirthDate::parse(text, today)),
    );
    let (Some(name), Some(phone), Some(email), Some(born), Some(site)) =
        (name, phone, email, born, site)
    else {
        return Err(Refusal::Fields(issues.0).into());
    };
    let contact = Contact { email, phone };
    Ok(InquiryDraft::of_somebody_here(name, contact, born, site.id))
}

fn view(ask: &Ask<'_>, problems: &Problems, alike: &Lookalikes) -> Result<Markup, Fault> {
    let sites = inquiry::sites_to_add_at(ask.clinic, ask.actor()?)?;
    let offered: Vec<_> = sites
        .iter()
        .map(|site| (site.id.to_string(), site.name.to_string()))
        .collect();
    let value = |name: &str| ask.form.text(name).to_owned();
    let fields = html! {
        (name::fields(&ask.form, problems))
        (field("born", "Date of birth").optional().date().value(value("born")).check(problems)
            .hint("Needed for admission. For whoever is under 18, a parent or guardian is asked first."))
        (field("phone", "Telephone").optional().tel().value(value("phone")).check(problems)
            .hint("A telephone number or an e-mail address is needed, so that they can be reached."))
        (field("email", "E-mail address").optional().email().value(value("email")).check(problems))
        (field("site", "Site").select(offered).value(value("site")).check(problems))
        (alike::may_be(alike))
        div.buttons {
            @if alike.is_nobody() { (button("Save")) } @else { (alike::go_on()) }
            (button("Cancel").quiet().href("/staff/people"))
        }
    };
    let body = html! {
        (error_summary(problems))
        (heading("Add a person").back("/staff/people", "People")
            .lead("For somebody who is here. The assessment comes next; a level of care and the admission follow."))
        (alike::look_first(alike))
        (form(ask.address.clone(), ask.token(), fields))
    };
    Ok(page(&frame(ask, Face::Staff, "Add a person"), body))
}
