//! What is kept of a form that tells of danger and is not whole. Nothing in it is refused: what is missing or cannot be
//! read has a name of its own, and the one thing that somebody has to say is how anybody is reached.

use super::{channels, times};
use crate::shell::form::Form;
use care::intake::inquiry::{
    AgeBand, Asker, CallBack, Channel, InquiryDraft, Language, ReferralSource, Relationship,
    SafeContact, SafeNow, Urgency,
};
use care::people::patient::BirthDate;
use care::people::person::NAMELESS;
use care::{Contact, Email, Line, Paragraph, PersonName, Phone, Private, SiteId};
use jiff::civil::Date;

/// Where somebody is reached who asks for another.
const OF_ASKER: (&str, &str) = ("asker_phone", "asker_email");
/// Where the person is.
const OF_PERSON: (&str, &str) = ("phone", "email");

/// The site that was chosen, where it is one of these.
pub(crate) fn chosen(form: &Form, sites: &[SiteId]) -> Option<SiteId> {
    SiteId::parse(form.text("site")).filter(|site| sites.contains(site))
}

/// The request that a form in danger makes, at the site that was chosen or else the first; nothing where nobody is
/// reached by it, or where there is no site.
pub(crate) fn draft(
    form: &Form,
    sites: &[SiteId],
    speaks: Language,
    today: Date,
) -> Option<InquiryDraft> {
    let asker = asker(form);
    let contact = own_contact(form, &asker);
    let draft = InquiryDraft {
        name: PersonName::as_far_as_said(
            Line::cut(form.text("given")),
            Line::cut(form.text("family")),
            Line::cut(form.text("preferred")),
        ),
        born: BirthDate::parse(form.text("born"), today).ok(),
        age: AgeBand::from_code(form.text("age")),
        language: Language::from_code(form.text("language")).unwrap_or(speaks),
        safe: safe(form, &asker, &contact),
        site: chosen(form, sites).or_else(|| sites.first().copied())?,
        source: ReferralSource::from_code(form.text("source")),
        urgency: Urgency::from_code(form.text("urgency")).unwrap_or(Urgency::Today),
        words: Paragraph::cut(form.text("words")),
        safe_now: SafeNow::from_code(form.text("safe_now")),
        asker,
        contact,
    };
    draft.reaches_anybody().then_some(draft)
}

/// The field into which whoever sent the form puts the number that is missing.
pub(crate) fn number_field(form: &Form) -> &'static str {
    match asker(form) {
        Asker::Themselves => OF_PERSON.0,
        Asker::Other { .. } | Asker::Referrer { .. } => OF_ASKER.0,
    }
}

fn contact(form: &Form, (phone, email): (&str, &str)) -> Contact {
    Contact {
        phone: Phone::parse(form.text(phone)).ok(),
        email: Email::parse(form.text(email)).ok(),
    }
}

/// The person's own. Whoever asks for themselves and typed a number as if for another is reached there.
fn own_contact(form: &Form, asker: &Asker) -> Contact {
    let (own, other) = (contact(form, OF_PERSON), contact(form, OF_ASKER));
    match asker {
        Asker::Themselves => Contact {
            phone: own.phone.or(other.phone),
            email: own.email.or(other.email),
        },
        Asker::Other { .. } | Asker::Referrer { .. } => own,
    }
}

fn asker(form: &Form) -> Asker {
    let (contact, person_knows) = (contact(form, OF_ASKER), form.text("person_knows") == "yes");
    let nameless = || Line::cut(NAMELESS).unwrap_or_else(Line::unsaid);
    let name = Private::new(Line::cut(form.text("asker_name")).unwrap_or_else(nameless));
    match form.text("who") {
        "other" => Asker::Other {
            name,
            relationship: Relationship::from_code(form.text("relationship"))
                .unwrap_or(Relationship::Other),
            contact,
            person_knows,
        },
        "referrer" => Asker::Referrer {
            name,
            organization: Private::new(
                Line::cut(form.text("organization")).unwrap_or_else(Line::unsaid),
            ),
            role: Line::cut(form.text("role")).map(Private::new),
            contact,
            person_knows,
        },
        _ => Asker::Themselves,
    }
}

/// How it is safe to be in touch, as was said; with whoever can be reached where the other cannot, and by what there is
/// where nothing that was chosen is.
fn safe(form: &Form, asker: &Asker, own: &Contact) -> SafeContact {
    let reached = |contact: &Contact| contact.phone.is_some() || contact.email.is_some();
    let by_asker = asker.contact().filter(|contact| reached(contact));
    let said = CallBack::from_code(form.text("with"));
    let person_first = said == Some(CallBack::Person) && asker.person_knows() && reached(own);
    let (with, contact) = match by_asker {
        Some(contact) if !person_first => (CallBack::Asker, contact),
        _ => (CallBack::Person, own),
    };
    let can = |channel: Channel| match channel {
        Channel::Phone | Channel::Text => contact.phone.is_some(),
        Channel::Email => contact.email.is_some(),
    };
    let channels = channels(form);
    let channels = if channels.iter().any(|channel| can(*channel)) {
        channels
    } else {
        Channel::ALL
            .iter()
            .copied()
            .filter(|channel| can(*channel))
            .collect()
    };
    SafeContact {
        with,
        channels,
        times: times(form),
        voicemail: form.text("voicemail") == "yes",
        discreet: form.ticked("discreet"),
        ask_for: Line::cut(form.text("ask_for")).map(Private::new),
        note: Line::cut(form.text("note")).map(Private::new),
        // Who else may be spoken to is asked once somebody speaks with them.
        others: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::FIELDS;
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    const WORDS: &str = "I want to kill myself, please call";

    fn sites() -> [SiteId; 2] {
        [1, 2].map(|n| SiteId::from(Uuid::from_u128(n)))
    }

    fn read(fields: &[(&str, &str)]) -> Option<InquiryDraft> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let form = Form(fields.iter().map(owned).collect());
        draft(&form, &sites(), Language::English, date(2026, 3, 4))
    }

    /// Whatever stands in any field, of a kind that the form knows or not: words of danger with a number are kept.
    #[test]
    fn nothing_that_stands_in_a_field_keeps_danger_out() {
        let long = "x".repeat(20_000);
        for who in ["", "themselves", "other", "referrer"] {
            let number = if who == "other" || who == "referrer" {
                "asker_phone"
            } else {
                "phone"
            };
            for field in FIELDS
                .iter()
                .filter(|field| !["who", "words", number].contains(*field))
            {
                for wrong in ["", "nonsense", "\u{7}", &long] {
                    let sent = [
                        ("who", who),
                        (number, "207 555 0177"),
                        ("words", WORDS),
                        (*field, wrong),
                    ];
                    let kept = read(&sent).unwrap_or_else(|| panic!("{who} {field}"));
                    assert_eq!(kept.check(), Ok(()), "{who} {field}");
                    assert_eq!(kept.words.as_ref().map(Paragraph::as_str), Some(WORDS));
                }
            }
        }
    }

    #[test]
    fn what_was_said_counts_and_what_was_not_has_a_name() {
        let second = sites()[1].to_string();
        let kept = read(&[
            ("phone", "207 555 0177"),
            ("site", &second),
            ("given", "Ana"),
        ])
        .unwrap();
        assert_eq!((kept.site, kept.name.full().as_str()), (sites()[1], "Ana"));
        let kept = read(&[("email", "a@example.org"), ("channels", "phone")]).unwrap();
        assert_eq!(
            (kept.site, kept.name.full().as_str()),
            (sites()[0], NAMELESS)
        );
        assert_eq!(kept.safe.channels, [Channel::Email], "by what there is");
        assert_eq!(read(&[("phone", "12"), ("words", WORDS)]), None);
    }

    /// Whoever does not know of it is not called where the one who asks can be.
    #[test]
    fn who_asks_for_another_is_called_first_where_the_other_does_not_know() {
        let both = [
            ("who", "other"),
            ("with", "person"),
            ("phone", "207 555 0177"),
            ("asker_phone", "207 555 0178"),
        ];
        assert_eq!(read(&both).unwrap().safe.with, CallBack::Asker);
        let known = [&both[..], &[("person_knows", "yes")]].concat();
        assert_eq!(read(&known).unwrap().safe.with, CallBack::Person);
        let only = read(&both[..3]).unwrap();
        assert_eq!(only.safe.with, CallBack::Person);
        assert!(!only.asker.person_knows());
    }
}
