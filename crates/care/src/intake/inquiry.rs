//! The way in: somebody asks for help, is called back, comes to an assessment, and is placed; or is lost on the way.

mod alike;
mod anew;
mod call;
mod clock;
mod danger;
mod draft;
mod funnel;
mod stage;
mod step;

pub use alike::{Likeness, Sign, signs};
pub use call::{BeforeCall, CallOutcome, CallRecord};
pub use clock::{
    ASSESSMENT_WITHIN_HOURS, CALL_BACK_MINUTES, CALL_BACK_MINUTES_MAX, Due, InquiryStanding, Next,
    answer_now_by, assessment_by, call_back_by, days_waiting, due,
};
pub use danger::{Peril, Pressing, SafeNow, Told, perils, word_list};
pub use draft::{
    AgeBand, Asker, InquiryDraft, Language, ReferralSource, Relationship, Urgency, answerable,
};
pub use funnel::{
    Funnel, LOST_BEFORE_ASSESSMENT_PERCENT, LOST_BEFORE_ENROLMENT_PERCENT, PUBLISHED_REQUESTS,
    Passage, funnel, percent,
};
pub use stage::{Loss, LossReason, Move, Stage, moved};
pub use step::{InquiryStep, StepKind, came_to};

pub use crate::people::contact_rules::{CallBack, Channel, DayPart, SafeContact};

use crate::people::contact_rules::ContactRules;
use crate::people::patient::BirthDate;
use crate::{Contact, InquiryId, Paragraph, PersonId, PersonName, SiteId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is known of a request beside the person's name and contact: all of it tells about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Who asks.
    pub asker: Asker,
    /// Date of birth, when known.
    pub born: Option<BirthDate>,
    /// About how old they are, where the date of birth is not known.
    #[serde(default)]
    pub age: Option<AgeBand>,
    /// The language to speak.
    pub language: Language,
    /// What was said about being in touch when help was asked for. What holds is the person's own: [`Inquiry::rules`].
    #[serde(rename = "safe")]
    pub safe_said: SafeContact,
    /// Who sent them.
    pub source: Option<ReferralSource>,
    /// How soon it has to be.
    pub urgency: Urgency,
    /// What is going on, in the asker's words.
    pub words: Option<Paragraph>,
    /// Whether they are safe right now, as whoever asks says; nothing where it was left out.
    #[serde(default)]
    pub safe_now: Option<SafeNow>,
}

impl From<&InquiryDraft> for Request {
    fn from(draft: &InquiryDraft) -> Self {
        let draft = draft.clone();
        Self {
            asker: draft.asker,
            born: draft.born,
            age: draft.age,
            language: draft.language,
            safe_said: draft.safe,
            source: draft.source,
            urgency: draft.urgency,
            words: draft.words,
            safe_now: draft.safe_now,
        }
    }
}

/// One request for help, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// Its id.
    pub id: InquiryId,
    /// Whom it is about.
    pub person: PersonId,
    /// What they are called.
    pub name: PersonName,
    /// How they are reached; look at the rules first.
    pub contact: Contact,
    /// How it is safe to be in touch with them, as for name and contact the person's own.
    pub rules: ContactRules,
    /// What was asked.
    pub request: Request,
    /// At which site.
    pub site: SiteId,
    /// How far it came.
    pub stage: Stage,
    /// When it came in.
    pub requested_at: Timestamp,
    /// By when a call back was promised.
    pub promised_at: Timestamp,
    /// When to call next, when somebody said so.
    pub next_call_at: Option<Timestamp>,
    /// Since when they wait for a place, if they do.
    pub waiting_since: Option<Date>,
    /// The clinician who assesses, once an appointment was made.
    pub clinician: Option<PersonId>,
    /// The coordinator who looks after it.
    pub owner: Option<PersonId>,
    /// Why it ended without admission.
    pub loss: Option<Loss>,
    /// The person it turned out to be about, where two requests were one person's.
    pub joined_to: Option<PersonId>,
}

impl Inquiry {
    /// Whom to call, by the person's rules, as far as this request knows them: whoever asked, where the answer goes to
    /// them, or else the person.
    pub fn reach(&self) -> (CallBack, &Contact) {
        match (self.request.asker.contact(), self.rules.with()) {
            (Some(contact), CallBack::Asker) => (CallBack::Asker, contact),
            _ => (CallBack::Person, &self.contact),
        }
    }

    /// By when somebody has to look, where it tells of danger.
    pub fn answer_by(&self) -> Option<Timestamp> {
        self.answer_by_when(self.request.pressing())
    }

    /// The same where it is known already how pressing it is.
    pub fn answer_by_when(&self, pressing: Pressing) -> Option<Timestamp> {
        (pressing == Pressing::Now).then(|| answer_now_by(self.requested_at))
    }

    /// Has them called by an instant. A call that is due sooner stays, and so does the clock of a danger that nobody
    /// has answered: nobody who asks for a call waits longer for it.
    pub fn call_by(&mut self, by: Timestamp) {
        let in_danger = || self.answer_by().filter(|_| self.stage == Stage::New);
        let due = self.next_call_at.or_else(in_danger);
        self.next_call_at = Some(due.map_or(by, |due| due.min(by)));
    }

    /// Whether somebody still has to do something about it.
    pub fn is_open(&self) -> bool {
        !matches!(self.stage, Stage::Lost | Stage::Admitted) && self.joined_to.is_none()
    }
}
