//! Correcting a request: the form of the public page, in English and in words for staff.

use crate::pages::intake::ask_form;
use crate::pages::intake::ask_form::{AskForm, Reader};
use crate::shell::form::finish;
use crate::shell::frame::frame_of;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Problems, button, error_summary, page};
use care::InquiryId;
use care::intake::inquiry::{
    AgeBand, Asker, Inquiry, InquiryDraft, ReferralSource, SafeContact, SafeNow,
};
use care::people::site::Site;
use clinic::Refusal;
use clinic::intake::inquiry;
use maud::{Markup, html};

/// What was typed.
fn draft(ask: &Ask<'_>, sites: &[Site]) -> Result<InquiryDraft, Fault> {
    let today = ask_form::today(ask, sites)?;
    ask_form::draft(Reader::Staff, &ask.form, today)
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
    let sheet = Sheet::of(ask, it.version, as_typed(&it.inquiry), problems);
    let asked = AskForm {
        reader: Reader::Staff,
        sites: &it.sites,
        calls: None,
        typed: &sheet.shown,
        problems: &sheet.problems,
    };
    let back = format!("/staff/inquiries/{id}");
    let fields = html! {
        (asked.fields())
        div.buttons { (button("Save")) (button("Cancel").quiet().href(back)) }
    };
    let body = html! {
        (error_summary(&sheet.problems))
        (sheet.form(ask, fields))
    };
    let person = it.inquiry.person;
    Ok(page(&frame_of(ask, "Change what is known", person), body))
}

/// Corrects a request.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let sites = inquiry::sites_to_work_at(ask.clinic, ask.actor()?, id)?;
    let result = draft(ask, &sites).and_then(|draft| {
        inquiry::change(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/inquiries/{id}?said=saved");
    finish(result, on, |problems| edit_form(ask, problems))
}

/// What a form holds, being written.
struct Typed(Stored);

impl Typed {
    fn say(&mut self, name: &'static str, value: impl ToString) {
        self.0.push((name, value.to_string()));
    }

    fn maybe(&mut self, name: &'static str, value: Option<impl ToString>) {
        self.say(
            name,
            value.map(|value| value.to_string()).unwrap_or_default(),
        );
    }

    fn yes_no(&mut self, name: &'static str, yes: bool) {
        self.say(name, if yes { "yes" } else { "no" });
    }

    fn contact(&mut self, phone: &'static str, email: &'static str, contact: &care::Contact) {
        self.maybe(phone, contact.phone.as_ref().map(care::Phone::as_str));
        self.maybe(email, contact.email.as_ref().map(care::Email::as_str));
    }

    fn asker(&mut self, asker: &Asker) {
        self.say("who", asker.code());
        self.maybe("asker_name", asker.name());
        if let Some(contact) = asker.contact() {
            self.contact("asker_phone", "asker_email", contact);
        }
        self.yes_no("person_knows", asker.person_knows());
        match asker {
            Asker::Themselves => {}
            Asker::Other { relationship, .. } => self.say("relationship", relationship.code()),
            Asker::Referrer {
                organization, role, ..
            } => {
                self.say("organization", organization.open());
                self.maybe("role", role.as_ref().map(care::Private::open));
            }
        }
    }

    fn safe(&mut self, safe: &SafeContact) {
        self.say("with", safe.with.code());
        for channel in &safe.channels {
            self.say("channels", channel.code());
        }
        for time in &safe.times {
            self.say("times", time.code());
        }
        self.yes_no("voicemail", safe.voicemail);
        self.maybe("discreet", safe.discreet.then_some("yes"));
        self.maybe("ask_for", safe.ask_for.as_ref().map(care::Private::open));
        self.maybe("note", safe.note.as_ref().map(care::Private::open));
    }
}

/// A stored request as if it had been typed just now.
fn as_typed(inquiry: &Inquiry) -> Stored {
    let (request, name) = (&inquiry.request, &inquiry.name);
    let mut typed = Typed(Vec::new());
    typed.asker(&request.asker);
    typed.safe(&inquiry.rules.together());
    typed.say("given", &name.given);
    typed.say("family", &name.family);
    typed.maybe("preferred", name.preferred.as_ref());
    typed.contact("phone", "email", &inquiry.contact);
    let born = request.born.map(|born| care::day::day_text(born.date()));
    typed.maybe("born", born);
    typed.maybe("age", request.age.map(AgeBand::code));
    typed.maybe("safe_now", request.safe_now.map(SafeNow::code));
    typed.say("language", request.language.code());
    typed.say("site", inquiry.site);
    typed.say("urgency", request.urgency.code());
    typed.maybe("source", request.source.map(ReferralSource::code));
    typed.maybe("words", request.words.as_ref().map(care::Paragraph::as_str));
    typed.0
}
