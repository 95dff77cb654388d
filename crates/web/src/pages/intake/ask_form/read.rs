//! How what was typed becomes a request.

use super::{FIELDS, Reader, channels, times};
use crate::shell::form::Form;
use care::intake::inquiry::{
    AgeBand, Asker, CallBack, InquiryDraft, Language, ReferralSource, Relationship, SafeContact,
    SafeNow, Urgency, answerable,
};
use care::invalid::Issues;
use care::people::patient::BirthDate;
use care::{Contact, Email, Issue, Line, Paragraph, PersonName, Phone, Private, SiteId};
use jiff::civil::Date;

/// What the form describes, or every field that has to be mended, in words of its language for whoever reads it.
pub(crate) fn draft(reader: Reader, form: &Form, today: Date) -> Result<InquiryDraft, Vec<Issue>> {
    let mut reading = Reading {
        form,
        wrong: Vec::new(),
    };
    let draft = reading.draft(today);
    let wrong = reading.wrong;
    match draft {
        Some(draft) if wrong.is_empty() => Ok(draft),
        _ => {
            let mut issues = Issues::default();
            for field in FIELDS.iter().filter(|field| wrong.contains(field)) {
                issues.add(field, reader.say(&format!("mend-{field}")));
            }
            Err(issues.0)
        }
    }
}

/// A form being read, and the fields that could not be.
struct Reading<'a> {
    form: &'a Form,
    wrong: Vec<&'static str>,
}

impl Reading<'_> {
    fn take<T, E>(&mut self, field: &'static str, parsed: Result<T, E>) -> Option<T> {
        if parsed.is_err() {
            self.wrong.push(field);
        }
        parsed.ok()
    }

    fn need<T>(&mut self, field: &'static str, found: Option<T>) -> Option<T> {
        self.take(field, found.ok_or(()))
    }

    fn line(&mut self, field: &'static str) -> Option<Line> {
        let line = self.form.line(field, "this");
        self.take(field, line)
    }

    fn line_or_none(&mut self, field: &'static str) -> Option<Line> {
        let line = self.form.optional_line(field, "this");
        self.take(field, line).flatten()
    }

    fn contact(&mut self, phone: &'static str, email: &'static str) -> Contact {
        let form = self.form;
        Contact {
            phone: self
                .take(phone, form.optional(phone, Phone::parse))
                .flatten(),
            email: self
                .take(email, form.optional(email, Email::parse))
                .flatten(),
        }
    }

    /// Who asks, by a contact read before. What belongs to another kind of asker is left where it is.
    fn asker(&mut self, contact: Contact, person_knows: bool) -> Option<Asker> {
        match self.form.text("who") {
            "other" => {
                let name = self.line("asker_name").map(Private::new);
                let relationship = Relationship::from_code(self.form.text("relationship"));
                let relationship = self.need("relationship", relationship);
                Some(Asker::Other {
                    name: name?,
                    relationship: relationship?,
                    contact,
                    person_knows,
                })
            }
            "referrer" => {
                let name = self.line("asker_name").map(Private::new);
                let organization = self.line("organization").map(Private::new);
                let role = self.line_or_none("role").map(Private::new);
                Some(Asker::Referrer {
                    name: name?,
                    organization: organization?,
                    role,
                    contact,
                    person_knows,
                })
            }
            _ => self.need("who", None),
        }
    }

    fn safe(&mut self, with: CallBack) -> SafeContact {
        let form = self.form;
        SafeContact {
            with,
            channels: channels(form),
            times: times(form),
            voicemail: form.text("voicemail") == "yes",
            discreet: form.ticked("discreet"),
            ask_for: self.line_or_none("ask_for").map(Private::new),
            note: self.line_or_none("note").map(Private::new),
            // Who else may be spoken to is asked once somebody speaks with them.
            others: None,
        }
    }

    fn name(&mut self) -> Option<PersonName> {
        let (given, family) = (self.line("given"), self.line("family"));
        let preferred = self.line_or_none("preferred");
        Some(PersonName {
            given: given?,
            family: family?,
            preferred,
            pronouns: None,
        })
    }

    /// Reads every field, also behind one that is wrong, so that all of them are named at once.
    fn draft(&mut self, today: Date) -> Option<InquiryDraft> {
        let form = self.form;
        let for_themselves = form.text("who") == "themselves";
        let knows = form.text("person_knows") == "yes";
        let name = self.name();
        let contact = self.contact("phone", "email");
        let (asker, asked_by, with) = if for_themselves {
            (Some(Asker::Themselves), None, CallBack::Person)
        } else {
            let asker = self.contact("asker_phone", "asker_email");
            let with = CallBack::from_code(form.text("with")).unwrap_or(CallBack::Asker);
            (self.asker(asker.clone(), knows), Some(asker), with)
        };
        let safe = self.safe(with);
        let asked_by = asked_by.as_ref().map(|contact| (contact, knows));
        if let Err(issues) = answerable(&safe, &contact, asked_by) {
            self.wrong.extend(issues.iter().map(|issue| issue.field));
        }
        let born = form.optional("born", |text| BirthDate::parse(text, today));
        let born = self.take("born", born).flatten();
        let language = self.need("language", Language::from_code(form.text("language")));
        let site = self.need("site", SiteId::parse(form.text("site")));
        let urgency = self.need("urgency", Urgency::from_code(form.text("urgency")));
        let words = self.take("words", Paragraph::optional(form.text("words")));
        Some(InquiryDraft {
            asker: asker?,
            name: name?,
            contact,
            born,
            age: AgeBand::from_code(form.text("age")),
            language: language?,
            safe,
            site: site?,
            source: ReferralSource::from_code(form.text("source")),
            urgency: urgency?,
            words: words?,
            safe_now: SafeNow::from_code(form.text("safe_now")),
        })
    }
}
