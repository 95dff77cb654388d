//! What the same form says once more. What was said before stays, but for what something is said in the place of:
//! saying nothing takes nothing back.

use super::{Asker, InquiryDraft, Relationship, Request, SafeContact};
use crate::people::person::NAMELESS;
use crate::{Line, Private};

impl Request {
    /// The request with what the same form says now.
    #[must_use]
    pub fn said_anew(&self, draft: &InquiryDraft) -> Self {
        let now = Self::from(draft);
        Self {
            asker: asker(now.asker, &self.asker),
            born: now.born.or(self.born),
            age: now.age.or(self.age),
            language: now.language,
            safe_said: safe(now.safe_said, &self.safe_said),
            source: now.source.or(self.source),
            urgency: now.urgency,
            words: now.words.or_else(|| self.words.clone()),
            safe_now: now.safe_now.or(self.safe_now),
        }
    }
}

fn asker(now: Asker, before: &Asker) -> Asker {
    match (now, before) {
        (
            Asker::Other {
                name,
                relationship,
                contact,
                person_knows,
            },
            Asker::Other {
                name: named,
                relationship: related,
                contact: reached,
                ..
            },
        ) => Asker::Other {
            name: line(name, named),
            // What stands there where nothing was chosen, too.
            relationship: match relationship {
                Relationship::Other => *related,
                chosen => chosen,
            },
            contact: contact.or(reached),
            person_knows,
        },
        (
            Asker::Referrer {
                name,
                organization,
                role,
                contact,
                person_knows,
            },
            Asker::Referrer {
                name: named,
                organization: place,
                role: post,
                contact: reached,
                ..
            },
        ) => Asker::Referrer {
            name: line(name, named),
            organization: line(organization, place),
            role: role.or_else(|| post.clone()),
            contact: contact.or(reached),
            person_knows,
        },
        // Another kind of asker is something said.
        (now, _) => now,
    }
}

fn line(now: Private<Line>, before: &Private<Line>) -> Private<Line> {
    if now.open().is_said() && now.open().as_str() != NAMELESS {
        now
    } else {
        before.clone()
    }
}

fn safe(now: SafeContact, before: &SafeContact) -> SafeContact {
    SafeContact {
        with: now.with,
        channels: now.channels,
        times: if now.times.is_empty() {
            before.times.clone()
        } else {
            now.times
        },
        voicemail: now.voicemail,
        // A box that is not ticked says nothing: who had to be careful still has to be.
        discreet: now.discreet || before.discreet,
        ask_for: now.ask_for.or_else(|| before.ask_for.clone()),
        note: now.note.or_else(|| before.note.clone()),
        others: now.others.or_else(|| before.others.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AgeBand, DayPart, Language, ReferralSource, SafeNow, Urgency};
    use super::*;
    use crate::people::patient::BirthDate;
    use crate::{Contact, Paragraph, PersonName, Phone, SiteId};
    use jiff::civil::date;

    fn private(text: &str) -> Private<Line> {
        Private::new(Line::cut(text).unwrap())
    }

    /// A mother who says all there is to say.
    fn whole() -> InquiryDraft {
        InquiryDraft {
            asker: Asker::Other {
                name: private("Mia"),
                relationship: Relationship::Parent,
                contact: Contact {
                    phone: Phone::parse("555 010 0198").ok(),
                    email: None,
                },
                person_knows: true,
            },
            name: PersonName::parse("Dana", "Reyes").unwrap(),
            contact: Contact::default(),
            born: BirthDate::parse("1990-02-03", date(2026, 3, 2)).ok(),
            age: Some(AgeBand::Adult),
            language: Language::Spanish,
            safe: SafeContact {
                times: vec![DayPart::Evening],
                discreet: true,
                ask_for: Some(private("Mia at home")),
                note: Some(private("Not on Sundays")),
                ..SafeContact::default()
            },
            site: SiteId::from(uuid::Uuid::nil()),
            source: Some(ReferralSource::Individual),
            urgency: Urgency::Today,
            words: Paragraph::cut("I want to kill myself"),
            safe_now: Some(SafeNow::No),
        }
    }

    #[test]
    fn saying_nothing_takes_nothing_back() {
        let before = Request::from(&whole());
        let silent = InquiryDraft {
            asker: Asker::Other {
                name: private(NAMELESS),
                relationship: Relationship::Other,
                contact: Contact::default(),
                person_knows: true,
            },
            born: None,
            age: None,
            safe: SafeContact::default(),
            source: None,
            words: None,
            safe_now: None,
            ..whole()
        };
        assert_eq!(before.said_anew(&silent), before);
    }

    #[test]
    fn what_is_said_in_its_place_stands() {
        let before = Request::from(&whole());
        let other = InquiryDraft {
            asker: Asker::Themselves,
            born: BirthDate::parse("1991-02-03", date(2026, 3, 2)).ok(),
            age: Some(AgeBand::Young),
            language: Language::English,
            safe: SafeContact {
                times: vec![DayPart::Morning],
                discreet: true,
                ask_for: Some(private("Dana")),
                note: Some(private("Never on Mondays")),
                ..SafeContact::default()
            },
            source: Some(ReferralSource::School),
            urgency: Urgency::Soon,
            words: Paragraph::cut("Please call me"),
            safe_now: Some(SafeNow::Yes),
            ..whole()
        };
        assert_eq!(before.said_anew(&other), Request::from(&other));
    }
}
