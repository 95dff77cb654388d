//! Whoever asks for help: what they asked, the calls about it, the wait for a place, and the appointment.

use crate::people::{born, contact, full_rules, line, paragraph, private};
use crate::{Shape, shape};
use care::intake::appointment::{
    Answered, AppointmentAnswer, CallAsked, Notice, NoticeMail, Reminded, ReminderLead,
    ReminderWish,
};
use care::intake::inquiry::{
    AgeBand, Asker, BeforeCall, CallOutcome, Language, Loss, LossReason, ReferralSource,
    Relationship, Request, SafeContact, SafeNow, Stage, Urgency,
};
use care::intake::waiting::{
    InterimGiven, InterimService, OffReason, OfferEnd, PlaceOffer, PriorityFact, TakenOff, Waiting,
};
use care::people::contact_rules::Forbidden;
use care::{Contact, JobId, LevelOfCare, PersonId};
use jiff::Timestamp;
use jiff::civil::date;
use record::intake::inquiry::log::SealedCall;
use uuid::Uuid;

pub fn shapes() -> Vec<Shape> {
    vec![
        shape(requests()),
        shape(losses()),
        shape(calls()),
        shape(waitings()),
        shape(notices()),
    ]
}

fn bare_request() -> Request {
    Request {
        asker: Asker::Themselves,
        born: None,
        age: None,
        language: Language::English,
        safe_said: SafeContact::default(),
        source: None,
        urgency: Urgency::CanWait,
        words: None,
        safe_now: None,
    }
}

fn requests() -> Vec<Request> {
    let bare = bare_request;
    let referrer = |role| Asker::Referrer {
        name: private("Dr. Mia Lind"),
        organization: private("Harbor Clinic"),
        role,
        contact: contact("207 555 0164"),
        person_knows: true,
    };
    let full = Request {
        asker: referrer(Some(private("Physician"))),
        born: Some(born()),
        age: Some(AgeBand::Adult),
        language: Language::Spanish,
        safe_said: full_rules(),
        source: Some(ReferralSource::Courts),
        urgency: Urgency::Today,
        words: Some(paragraph("It got worse.\nSince March.")),
        safe_now: Some(SafeNow::Yes),
    };
    let mut requests = vec![full, bare()];
    requests.push(Request {
        asker: referrer(None),
        ..bare()
    });
    requests.extend(Relationship::ALL.iter().map(|&relationship| Request {
        asker: Asker::Other {
            name: private("Mia"),
            relationship,
            contact: Contact::default(),
            person_knows: false,
        },
        ..bare()
    }));
    requests.extend(
        Language::ALL
            .iter()
            .map(|&language| Request { language, ..bare() }),
    );
    requests.extend(ReferralSource::ALL.iter().map(|&source| Request {
        source: Some(source),
        ..bare()
    }));
    requests.extend(
        Urgency::ALL
            .iter()
            .map(|&urgency| Request { urgency, ..bare() }),
    );
    requests.extend(AgeBand::ALL.iter().map(|&age| Request {
        age: Some(age),
        ..bare()
    }));
    requests.extend(SafeNow::ALL.iter().map(|&safe| Request {
        safe_now: Some(safe),
        ..bare()
    }));
    requests
}

fn losses() -> Vec<Loss> {
    let reasons = LossReason::ALL.iter().map(|&reason| Loss {
        reason,
        words: None,
        from: Stage::New,
    });
    let stages = Stage::ALL.iter().map(|&from| Loss {
        reason: LossReason::Other,
        words: Some(paragraph("Moved in with her sister.")),
        from,
    });
    reasons.chain(stages).collect()
}

fn calls() -> Vec<SealedCall> {
    let outcomes = CallOutcome::ALL.iter().map(|&outcome| SealedCall {
        outcome,
        words: None,
        before: None,
    });
    let worded = SealedCall {
        outcome: CallOutcome::Reached,
        words: Some(paragraph("Call again on Friday.")),
        before: Some(BeforeCall {
            stage: Stage::New,
            next_call_at: None,
            owner: None,
        }),
    };
    let later = Stage::ALL.iter().map(|&stage| SealedCall {
        outcome: CallOutcome::NoAnswer,
        words: None,
        before: Some(BeforeCall {
            stage,
            next_call_at: "2026-03-02T17:00:00Z".parse().ok(),
            owner: Some(Uuid::from_u128(7).into()),
        }),
    });
    outcomes.chain([worded]).chain(later).collect()
}

/// Of every level, with every answer, everything that is given, and every end.
fn waitings() -> Vec<Waiting> {
    let at: Timestamp = "2026-03-02T15:00:00Z".parse().unwrap();
    let by = PersonId::from(Uuid::from_u128(7));
    let words = || Some(line("By telephone."));
    let levels = LevelOfCare::ALL.map(|level| Waiting {
        level: Some(level),
        ..Waiting::default()
    });
    let facts = PriorityFact::ALL.iter().map(|fact| Waiting {
        pregnant: *fact,
        injects: *fact,
        ..Waiting::default()
    });
    let given = InterimService::ALL.iter().flat_map(|service| {
        [words(), None].map(|note| InterimGiven {
            service: *service,
            on: date(2026, 3, 3),
            note,
            by,
        })
    });
    let ends = OfferEnd::ALL.iter().map(|end| Some((*end, at)));
    let offers = ends.chain([None]).flat_map(|ended| {
        [words(), None].map(|words| PlaceOffer {
            at,
            until: at,
            words,
            ended,
        })
    });
    let off = OffReason::ALL.iter().flat_map(|reason| {
        [words(), None].map(|words| TakenOff {
            at,
            by,
            reason: *reason,
            words,
        })
    });
    let full = Waiting {
        interim: given.collect(),
        offers: offers.collect(),
        off: off.collect(),
        ..Waiting::default()
    };
    levels.into_iter().chain(facts).chain([full]).collect()
}

/// Every wish, every answer, and everything that can become of a message.
fn notices() -> Vec<Notice> {
    let since: Timestamp = "2026-03-02T15:00:00Z".parse().unwrap();
    let mails = [
        NoticeMail::Queued(JobId::from(Uuid::from_u128(7))),
        NoticeMail::Held(Forbidden::NoMail),
        NoticeMail::NoAddress,
        NoticeMail::TooLate,
    ];
    let bare = ReminderWish::ALL
        .iter()
        .map(|wish| Notice::new(*wish, since));
    let answered = AppointmentAnswer::ALL.iter().map(|answer| Notice {
        answered: Some(Answered {
            answer: *answer,
            at: since,
        }),
        answers: 2,
        ..Notice::new(ReminderWish::Both, since)
    });
    let called = [None, Some(since)].map(|instead_of| Notice {
        call: Some(CallAsked {
            by: since,
            instead_of,
        }),
        ..Notice::new(ReminderWish::Both, since)
    });
    let mailed = mails.into_iter().flat_map(|mail| {
        ReminderLead::ALL.iter().map(move |lead| Notice {
            confirmed: Some(mail),
            reminded: vec![Reminded {
                lead: *lead,
                at: since,
                mail,
            }],
            ..Notice::new(ReminderWish::Both, since)
        })
    });
    let ruled = Forbidden::ALL.iter().map(|rule| Notice {
        confirmed: Some(NoticeMail::Held(*rule)),
        ..Notice::new(ReminderWish::Both, since)
    });
    bare.chain(answered)
        .chain(called)
        .chain(mailed)
        .chain(ruled)
        .collect()
}
