//! A request as a coordinator types it while talking, and correcting one: the form of the public page, in English.

use super::show::likeness;
use crate::language::Language;
use crate::pages::ask_form::{self, AskForm};
use crate::shell::form::{Form, finish};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, error_summary, form, heading, page};
use care::InquiryId;
use care::inquiry::{Asker, Inquiry, InquiryDraft};
use care::site::Site;
use clinic::Refusal;
use clinic::inquiry::{self, Alike};
use maud::{Markup, html};

/// The page for a new request.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(new_form(ask, &Problems::none(), &[])?))
}

fn new_form(ask: &Ask<'_>, problems: &Problems, alike: &[Alike]) -> Result<Markup, Fault> {
    let sites = inquiry::sites_to_add_at(ask.clinic, ask.actor()?)?;
    let asked = AskForm {
        language: Language::English,
        sites: &sites,
        typed: &ask.form,
        problems,
    };
    let save = if alike.is_empty() {
        html! { (button("Save")) }
    } else {
        html! { (button("Save as a new person").sends("distinct", "yes")) }
    };
    let fields = html! {
        (asked.fields())
        (may_be(alike))
        div.buttons { (save) (button("Cancel").quiet().href("/staff/inquiries")) }
    };
    let body = html! {
        (error_summary(problems))
        (heading("Add an inquiry").back("/staff/inquiries", "Inquiries")
            .lead("Type along while you talk. The same questions are on the public page."))
        @if !alike.is_empty() { p { a href="#alike" { "Look first: somebody here may be the same person." } } }
        (form("/staff/inquiries/new", ask.token(), fields))
    };
    Ok(page(&frame(ask, Face::Staff, "Add an inquiry"), body))
}

fn may_be(alike: &[Alike]) -> Markup {
    html! {
        @if !alike.is_empty() {
            section #alike {
                h2 { "This may be the same person" }
                ul.plain { @for alike in alike { li { (likeness(alike)) } } }
                p { "If it is, open theirs and log the call there. Nothing is saved yet." }
            }
        }
    }
}

/// Adds a request; whoever may be known already is shown before anything is saved.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let sites = inquiry::sites_to_add_at(ask.clinic, ask.actor()?)?;
    let draft = draft(ask, &sites).and_then(|draft| {
        let offered = sites.iter().any(|site| site.id == draft.site);
        let sentence = "Choose one of the sites.";
        offered
            .then_some(draft)
            .ok_or_else(|| Refusal::field("site", sentence).into())
    });
    if let Ok(draft) = &draft
        && ask.form.text("distinct").is_empty()
    {
        let alike = inquiry::alike(ask.clinic, ask.actor()?, draft)?;
        if !alike.is_empty() {
            return Ok(Answer::mend(new_form(ask, &Problems::none(), &alike)?));
        }
    }
    let result = draft.and_then(|draft| {
        inquiry::add(ask.clinic, ask.actor()?, ask.key()?, &draft).map_err(Fault::from)
    });
    let on = |id| format!("/staff/inquiries/{id}?said=added");
    finish(result, on, |problems| new_form(ask, problems, &[]))
}

fn draft(ask: &Ask<'_>, sites: &[Site]) -> Result<InquiryDraft, Fault> {
    let zone = sites.first().map(|site| &site.zone);
    let today = zone
        .map_or(ask.zone()?.local(ask.now), |zone| zone.local(ask.now))
        .date();
    ask_form::draft(Language::English, &ask.form, today)
        .map_err(|issues| Refusal::Fields(issues).into())
}

/// The page for correcting a request.
pub(crate) fn edit_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(edit_form(ask, &Problems::none())?))
}

fn edit_form(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let it = inquiry::open(ask.clinic, ask.actor()?, id)?;
    if !it.may_work {
        return Err(Refusal::NotFound.into());
    }
    let stored = as_typed(&it.inquiry);
    let sent = !ask.form.0.is_empty();
    // What was seen when the form was opened is kept through a second try.
    let seen = match ask.form.text("seen") {
        "" => it.mark.clone(),
        seen => seen.to_owned(),
    };
    let asked = AskForm {
        language: Language::English,
        sites: &it.sites,
        typed: if sent { &ask.form } else { &stored },
        problems,
    };
    let back = format!("/staff/inquiries/{id}");
    let fields = html! {
        (asked.fields())
        div.buttons { (button("Save")) (button("Cancel").quiet().href(back.clone())) }
    };
    let body = html! {
        (error_summary(problems))
        (heading("Change what is known").back(back, it.inquiry.name.full()))
        (form(format!("/staff/inquiries/{id}/edit"), ask.token(), fields).hidden("seen", seen))
    };
    Ok(page(&frame(ask, Face::Staff, "Change an inquiry"), body))
}

/// Corrects a request.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let seen = ask.form.text("seen");
    let seen = (!seen.is_empty()).then_some(seen);
    let result = draft(ask, &[]).and_then(|draft| {
        inquiry::change(ask.clinic, ask.actor()?, ask.key()?, id, &draft, seen).map_err(Fault::from)
    });
    let on = |()| format!("/staff/inquiries/{id}?said=saved");
    finish(result, on, |problems| edit_form(ask, problems))
}

/// A stored request as if it had been typed just now.
fn as_typed(inquiry: &Inquiry) -> Form {
    let request = &inquiry.request;
    let mut typed: Vec<(String, String)> = Vec::new();
    let mut say = |name: &str, value: Option<String>| {
        typed.push((name.to_owned(), value.unwrap_or_default()));
    };
    let yes_no = |yes: bool| Some(if yes { "yes" } else { "no" }.to_owned());
    let text = |value: &str| Some(value.to_owned());
    let phone = |contact: &care::Contact| contact.phone.as_ref().map(|it| it.as_str().to_owned());
    let email = |contact: &care::Contact| contact.email.as_ref().map(|it| it.as_str().to_owned());
    let asker = &request.asker;
    say("who", text(asker.code()));
    say("asker_name", asker.name().map(ToString::to_string));
    say("asker_phone", asker.contact().and_then(phone));
    say("asker_email", asker.contact().and_then(email));
    say("person_knows", yes_no(asker.person_knows()));
    match asker {
        Asker::Themselves => {}
        Asker::Other { relationship, .. } => say("relationship", text(relationship.code())),
        Asker::Referrer {
            organization, role, ..
        } => {
            say("organization", text(organization.open().as_str()));
            say("role", role.as_ref().map(|role| role.open().to_string()));
        }
    }
    say("with", text(request.safe.with.code()));
    say("given", text(inquiry.name.given.as_str()));
    say("family", text(inquiry.name.family.as_str()));
    say(
        "preferred",
        inquiry.name.preferred.as_ref().map(ToString::to_string),
    );
    say(
        "born",
        request
            .born
            .map(|born| born.date().strftime("%-d %b %Y").to_string()),
    );
    say("phone", phone(&inquiry.contact));
    say("email", email(&inquiry.contact));
    say("language", text(request.language.code()));
    say("voicemail", yes_no(request.safe.voicemail));
    if request.safe.discreet {
        say("discreet", text("yes"));
    }
    say(
        "ask_for",
        request
            .safe
            .ask_for
            .as_ref()
            .map(|it| it.open().to_string()),
    );
    say(
        "note",
        request.safe.note.as_ref().map(|it| it.open().to_string()),
    );
    say("site", text(&inquiry.site.to_string()));
    say("urgency", text(request.urgency.code()));
    say(
        "source",
        request.source.map(|source| source.code().to_owned()),
    );
    say(
        "words",
        request
            .words
            .as_ref()
            .map(|words| words.as_str().to_owned()),
    );
    for channel in &request.safe.channels {
        say("channels", text(channel.code()));
    }
    for time in &request.safe.times {
        say("times", text(time.code()));
    }
    Form(typed)
}
