//! What is mailed. The words stand beside those of the pages, in `mail.ftl` of the crate `language`; here is what is
//! put into them. Nobody outside of this file can make a message of anything else.

use care::people::contact_rules::WayOut;
use care::{AppointmentId, Email};
use jiff::Timestamp;
use language::Language;
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// In which those who work here are written to, as all of their pages are.
const STAFF: Language = Language::English;

/// One message.
#[derive(Clone, Serialize, Deserialize)]
pub struct Mail {
    to: Email,
    subject: String,
    text: String,
    /// Which way out it is: the rules of whoever it goes to are asked by that, when it is queued and once more when it
    /// leaves. Nothing where somebody gave a reason to send it all the same, and in what was queued before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    way: Option<WayOut>,
    /// Of which time of which appointment it is, for a message that is not to leave once that was moved or called off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<AboutTime>,
}

/// A time of an appointment that a message is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct AboutTime {
    /// Which appointment.
    pub id: AppointmentId,
    /// At which time it was when this was written.
    pub starts_at: Timestamp,
    /// Whether it reminds: then it leaves at one of their times or not at all.
    pub reminds: bool,
}

/// What a message about an appointment says, with nothing about what for.
pub(crate) struct Booked<'a> {
    /// When, in the language and the zone of whoever reads it.
    pub when: &'a str,
    /// Where they answer.
    pub link: &'a str,
    /// The number to call, where there is one.
    pub phone: Option<&'a str>,
}

impl Mail {
    /// The message of this name, with what is put into its text.
    fn new(
        to: &Email,
        language: Language,
        way: WayOut,
        name: &str,
        put_in: &[(&'static str, &str)],
    ) -> Self {
        let text = language.say_with(&format!("mail-{name}-text"), put_in);
        Self {
            to: to.clone(),
            subject: language.say(&format!("mail-{name}-subject")),
            text: format!("{text}\n"),
            way: Some(way),
            about: None,
        }
    }

    /// Of which time of which appointment it is, if of one.
    pub(crate) const fn about(&self) -> Option<AboutTime> {
        self.about
    }

    /// Which way out it is; nothing where no rule is to be asked about it.
    pub(crate) const fn way(&self) -> Option<WayOut> {
        self.way
    }

    /// The same message, about which no rule is asked any more.
    pub(crate) fn despite_rules(&self) -> Self {
        Self {
            way: None,
            ..self.clone()
        }
    }

    /// To whom.
    pub const fn to(&self) -> &Email {
        &self.to
    }

    /// What it says on the envelope.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A link to set up one's sign-in.
    pub(crate) fn welcome(to: &Email, language: Language, link: &str, hours: i64) -> Self {
        let hours = hours.to_string();
        let put_in = [("link", link), ("hours", hours.as_str())];
        Self::new(to, language, WayOut::Invitation, "welcome", &put_in)
    }

    /// To an address with which somebody signed in until now. It says no more about where than the link did.
    pub(crate) fn redirected(to: &Email, language: Language) -> Self {
        Self::new(to, language, WayOut::Redirected, "redirected", &[])
    }

    /// A one-time code.
    pub(crate) fn code(to: &Email, language: Language, code: &str, minutes: i64) -> Self {
        let minutes = minutes.to_string();
        let put_in = [("code", code), ("minutes", minutes.as_str())];
        Self::new(to, language, WayOut::Code, "code", &put_in)
    }

    /// An appointment that was made or moved; or, where it reminds, one that comes soon.
    pub(crate) fn appointment(
        to: &Email,
        language: Language,
        booked: &Booked<'_>,
        about: AboutTime,
    ) -> Self {
        let (way, name) = if about.reminds {
            (WayOut::Reminder, "reminder")
        } else {
            (WayOut::Confirmation, "appointment")
        };
        let mut mail = Self::new(to, language, way, name, &[("when", booked.when)]);
        let answer = language.say_with("mail-appointment-answer", &[("link", booked.link)]);
        mail.text = format!("{}\n{answer}\n", mail.text);
        if let Some(phone) = booked.phone {
            let change = language.say_with("mail-appointment-change", &[("phone", phone)]);
            mail.text = format!("{}\n{change}\n", mail.text);
        }
        mail.about = Some(about);
        mail
    }

    /// Somebody's times have changed. `times` is what was drafted, in the same language.
    pub(crate) fn times(to: &Email, language: Language, times: &str) -> Self {
        Self::new(to, language, WayOut::Times, "times", &[("times", times)])
    }

    /// To an administrator who wants to see whether mail leaves.
    pub fn trial(to: &Email) -> Self {
        Self::new(to, STAFF, WayOut::Work, "trial", &[])
    }

    /// A role waits for a second person's yes.
    pub(crate) fn yes_waits(to: &Email, link: &str) -> Self {
        Self::new(to, STAFF, WayOut::Work, "yes", &[("link", link)])
    }

    /// Somebody needs staff at once. It says nothing about anybody, nor that anybody is in care.
    pub(crate) fn open_now(to: &Email, link: &str) -> Self {
        Self::new(to, STAFF, WayOut::Work, "open", &[("link", link)])
    }

    /// Something waits for the privacy officer.
    pub(crate) fn review_waits(to: &Email, link: &str) -> Self {
        Self::new(to, STAFF, WayOut::Work, "review", &[("link", link)])
    }
}

/// All that a call to a browser says. It is about nobody, and does not say what the program is for.
pub fn call_text() -> String {
    STAFF.say("mail-call")
}
