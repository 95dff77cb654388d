//! Whoever asks for help, is reached, is in care, and what is written to them.

use crate::{Shape, shape};
use care::assessment::finding::Source;
use care::attendance::calendar::{CalendarChoice, Title};
use care::followup::push::Subscription;
use care::followup::safety_plan::{Item, PlanStep, SafetyPlan, Steps};
use care::followup::signal::{PersonReached, ResponseOutcome};
use care::intake::appointment::{
    Answered, AppointmentAnswer, CallAsked, Notice, NoticeMail, Reminded, ReminderLead,
    ReminderWish,
};
use care::intake::inquiry::{
    AgeBand, Asker, BeforeCall, CallBack, CallOutcome, Channel, DayPart, Language, Loss,
    LossReason, ReferralSource, Relationship, Request, SafeContact, SafeNow, Stage, Urgency,
};
use care::intake::waiting::{
    InterimGiven, InterimService, OffReason, OfferEnd, PlaceOffer, PriorityFact, TakenOff, Waiting,
};
use care::people::contact_rules::{ContactRules, Forbidden};
use care::people::leaflet::{
    Ages, Both, Ease, Leaflet, OfferedMedicine, Payment, Point, Remote, Spoken,
};
use care::people::minor::{Consent, Guardian};
use care::people::patient::BirthDate;
use care::planning::commitment::{
    Commitment, CommitmentKind, Firmness, Journey, Rhythm, Telehealth, Travel, Way,
};
use care::stays::episode::{Closing, DischargeReason};
use care::stays::handover::{Handover, Naloxone};
use care::stays::planned::{Elsewhere, PlannedAdmission, Prepared};
use care::stays::referral::Receiver;
use care::text::LINE_CHARS_MAX;
use care::treatment::allergy::{Allergies, Allergy, AllergySeverity};
use care::treatment::medicine::{Medicine, NoMedicines, TakenToday};
use care::treatment::naloxone::NaloxoneGiven;
use care::treatment::pharmacy::Pharmacy;
use care::treatment::screen::{
    Gambling, Infection, InfectionScreen, ScreenAsked, Screens, TestResult,
};
use care::{
    AlertId, Contact, Email, JobId, LevelOfCare, Line, Paragraph, PersonId, PersonName, Phone,
    Private, Track, Weekday,
};
use clinic::followup::bell;
use clinic::followup::bell::Call;
use clinic::mail::Mail;
use jiff::Timestamp;
use jiff::civil::date;
use record::intake::inquiry::log::SealedCall;
use record::stays::episode::KeptClosing;
use uuid::Uuid;

pub fn shapes() -> Vec<Shape> {
    vec![
        shape(names()),
        shape(contacts()),
        shape(contact_rules()),
        shape(vec![born()]),
        shape(guardians()),
        shape(leaflets()),
        shape(handovers()),
        shape(outcomes()),
        shape(vec![
            line("Called in sick."),
            line(&"x".repeat(LINE_CHARS_MAX)),
        ]),
        shape(requests()),
        shape(losses()),
        shape(calls()),
        shape(commitments()),
        shape(journeys()),
        shape(safety_plans()),
        shape(calendars()),
        shape(closings()),
        shape(receivers()),
        shape(mails()),
        shape(notices()),
        shape(waitings()),
        shape(summonses()),
        shape(subscriptions()),
        shape(allergies()),
        shape(medicines()),
        shape(no_medicines()),
        shape(given()),
        shape(pharmacies()),
        shape(screens()),
        shape(planned()),
    ]
}

pub fn line(text: &str) -> Line {
    Line::parse(text, "a text").unwrap()
}

fn private(text: &str) -> Private<Line> {
    Private::new(line(text))
}

fn paragraph(text: &str) -> Paragraph {
    Paragraph::parse(text, "a text").unwrap()
}

fn born() -> BirthDate {
    BirthDate::parse("1987-04-14", date(2026, 3, 2)).unwrap()
}

fn leaflets() -> Vec<Leaflet> {
    let both = |en: bool, es: bool| Both {
        en: en.then(|| paragraph("Behind the mill.")),
        es: es.then(|| paragraph("Detrás del molino.")),
    };
    let full = |telehealth: Remote| Leaflet {
        address: vec![line("12 Mill Street"), line("Rockland, ME 04841")],
        point: Some(Point::parse("44.1037, -69.1089").unwrap()),
        way: both(true, true),
        phone: Some(Phone::parse("207-555-0170").unwrap()),
        ages: Some(Ages {
            from: 12,
            to: Some(17),
        }),
        speaks: Spoken::ALL.to_vec(),
        gives: OfferedMedicine::ALL.to_vec(),
        welcomes: vec![OfferedMedicine::Methadone],
        pays: Payment::ALL.to_vec(),
        payers: vec![line("Northern Health Plan")],
        cost: both(true, false),
        telehealth: Some(telehealth),
        eases: Ease::ALL.to_vec(),
        first: both(false, true),
        privacy: Some(line("Mia Reyes, 207-555-0171")),
    };
    let mut all: Vec<Leaflet> = Remote::ALL.iter().copied().map(full).collect();
    all.push(Leaflet {
        ages: Some(Ages { from: 18, to: None }),
        ..Leaflet::default()
    });
    all.push(Leaflet::default());
    all
}

fn guardians() -> Vec<Guardian> {
    Consent::ALL
        .iter()
        .map(|consent| {
            let full = *consent == Consent::Given;
            Guardian {
                name: full.then(|| line("Mia Reyes")),
                relation: full.then(|| line("Mother")),
                phone: Phone::parse("207 555 0164").ok().filter(|_| full),
                consent: *consent,
                document: full.then(|| line("Letter of March 2, in the file")),
                law_looked_up: full.then(|| date(2026, 3, 1)),
            }
        })
        .collect()
}

fn outcomes() -> Vec<ResponseOutcome> {
    let without = || Some("She is in the hospital, which does both.".to_owned());
    let said = PersonReached::ALL.iter().map(|reached| ResponseOutcome {
        reached: Some(*reached),
        without: without(),
    });
    std::iter::once(ResponseOutcome::default())
        .chain(said)
        .collect()
}

fn handovers() -> Vec<Handover> {
    Naloxone::ALL
        .iter()
        .map(|naloxone| Handover {
            happened: paragraph("Found hard to wake.\nIn the hallway."),
            when: line("2:15 pm, last seen well at noon"),
            naloxone: *naloxone,
            naloxone_words: (*naloxone == Naloxone::Given).then(|| line("4 mg at 2:17 pm")),
            to: line("The ambulance"),
            contact: line("The front desk"),
        })
        .collect()
}

fn names() -> Vec<PersonName> {
    vec![
        PersonName {
            preferred: Some(line("Nita")),
            pronouns: Some(line("she/her")),
            ..PersonName::parse("Ana", "Núñez-O’Brien").unwrap()
        },
        PersonName::parse("Bo", "Li").unwrap(),
    ]
}

fn contact(phone: &str) -> Contact {
    Contact {
        email: Some(Email::parse("ana@example.org").unwrap()),
        phone: Some(Phone::parse(phone).unwrap()),
    }
}

fn contacts() -> Vec<Contact> {
    vec![
        contact("(207) 555-0164 ext. 12"),
        contact("+44 20 7946 0958"),
        Contact::default(),
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

fn full_rules() -> SafeContact {
    SafeContact {
        with: CallBack::Asker,
        channels: Channel::ALL.to_vec(),
        times: DayPart::ALL.to_vec(),
        voicemail: true,
        discreet: true,
        ask_for: Some(private("Ana")),
        note: Some(private("Not before ten.")),
        others: Some(private("Her sister Mia")),
    }
}

/// What one person's rules say: nothing, one set, two sets of joined requests.
fn contact_rules() -> Vec<ContactRules> {
    let full = ContactRules::from(full_rules());
    let mut joined = ContactRules::from(SafeContact::default());
    joined.join(&full);
    vec![ContactRules::default(), full, joined]
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

fn commitments() -> Vec<Commitment> {
    let bare = || Commitment {
        kind: CommitmentKind::Work,
        label: None,
        rhythm: Rhythm::Once {
            on: date(2026, 3, 12),
        },
        start_minute: 540,
        end_minute: 1020,
        travel: Travel::default(),
        firmness: Firmness::RatherNot,
        from: date(2026, 3, 2),
        until: None,
    };
    let full = Commitment {
        label: Some(line("Night shift")),
        rhythm: Rhythm::Rotating {
            days: vec![Weekday::Tue, Weekday::Thu],
            every_weeks: 2,
            anchor: date(2026, 3, 2),
        },
        start_minute: 1320,
        end_minute: 1800,
        travel: Travel {
            by: Way::Bus,
            before_minutes: 40,
            after_minutes: 35,
        },
        firmness: Firmness::Fixed,
        until: Some(date(2026, 12, 31)),
        ..bare()
    };
    let weekly = Commitment {
        rhythm: Rhythm::Weekly {
            days: Weekday::ALL.to_vec(),
        },
        ..bare()
    };
    let kinds = CommitmentKind::ALL.map(|kind| Commitment { kind, ..bare() });
    [full, weekly].into_iter().chain(kinds).collect()
}

fn safety_plans() -> Vec<SafetyPlan> {
    let item = |words: &str, number: &str| Item::read(words, number).unwrap().unwrap();
    let mut steps = Steps::default();
    for step in PlanStep::ALL {
        steps.add(step, item("One thing", ""));
    }
    steps.add(PlanStep::People, item("Maria", "(207) 555-0164 ext. 12"));
    steps.add(PlanStep::Lines, item("Two one one", "211"));
    vec![
        SafetyPlan {
            steps,
            together: true,
            review_on: Some(date(2026, 4, 14)),
            brings_back: Some(1),
        },
        SafetyPlan {
            steps: Steps::default(),
            together: false,
            review_on: None,
            brings_back: None,
        },
    ]
}

fn journeys() -> Vec<Journey> {
    let ways = Way::ALL.map(|by| Journey {
        by,
        minutes: 25,
        ..Journey::default()
    });
    let telehealth = Telehealth::ALL.map(|telehealth| Journey {
        telehealth,
        ..Journey::default()
    });
    let tracks = Track::ALL.map(|track| Journey {
        track,
        ..Journey::default()
    });
    ways.into_iter().chain(telehealth).chain(tracks).collect()
}

fn calendars() -> Vec<CalendarChoice> {
    let full = CalendarChoice {
        title: Title::parse("Study group").unwrap(),
        place: true,
        group_names: true,
    };
    vec![full, CalendarChoice::default()]
}

fn closings() -> Vec<KeptClosing> {
    let on = date(2026, 6, 30);
    let reasons = DischargeReason::ALL.map(|reason| Closing {
        on,
        reason,
        words: None,
    });
    let worded = Closing {
        on,
        reason: DischargeReason::Other,
        words: Some(line("Went home to her family.")),
    };
    let bare = reasons
        .into_iter()
        .map(|closing| KeptClosing { closing, at: None });
    let dated = KeptClosing {
        closing: worded,
        at: Some("2026-06-30T20:04:05.123456Z".parse().unwrap()),
    };
    bare.chain([dated]).collect()
}

fn receivers() -> Vec<Receiver> {
    [Some(line("Bed from Monday on.")), None]
        .map(|words| Receiver {
            provider: line("Harbor Detox"),
            contact: line("Intake, 207 555 0164"),
            words,
        })
        .into()
}

/// Only the house's own words make a message, so these are read as they lie there.
fn mails() -> Vec<Mail> {
    let times = serde_json::json!({
        "to": "ana@example.org",
        "subject": "Your times have changed",
        "text": "Hello,\n\nMonday at ten.\n",
    });
    let booked = serde_json::json!({
        "to": "ana@example.org",
        "subject": "Appointment",
        "text": "Hello,\n\nMonday at ten.\n",
        "way": "reminder",
        "about": {
            "id": "00000000-0000-0000-0000-000000000007",
            "starts_at": "2026-03-05T15:00:00Z",
            "reminds": true,
        },
    });
    [times, booked]
        .map(|body| serde_json::from_value(body).unwrap())
        .into()
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

fn summonses() -> Vec<Call> {
    let alert = Some(AlertId::from(Uuid::from_u128(7)));
    vec![
        Call {
            alert,
            stage: bell::Stage::First,
        },
        Call {
            alert,
            stage: bell::Stage::Second,
        },
        Call {
            alert: None,
            stage: bell::Stage::Second,
        },
    ]
}

fn subscriptions() -> Vec<Subscription> {
    vec![Subscription {
        endpoint: "https://fcm.googleapis.com/fcm/send/abc".to_owned(),
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6".to_owned(),
        auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
    }]
}

fn allergies() -> Vec<Allergies> {
    let list = AllergySeverity::ALL.iter().map(|severity| Allergy {
        substance: line("Penicillin"),
        reaction: (*severity == AllergySeverity::Mild).then(|| line("Rash")),
        severity: *severity,
    });
    let list: Vec<Allergy> = list.collect();
    let mut all = Vec::new();
    for source in Source::ALL {
        for list in [Vec::new(), list.clone()] {
            all.push(Allergies { source, list });
        }
    }
    all
}

fn medicines() -> Vec<Medicine> {
    TakenToday::ALL
        .iter()
        .map(|taken| {
            let full = *taken == TakenToday::No;
            Medicine {
                name: line("Lisinopril"),
                dose: full.then(|| line("10 mg")),
                often: full.then(|| line("Every morning")),
                prescriber: full.then(|| line("Dr. Amari")),
                since: full.then(|| line("2019")),
                taken: *taken,
                stopped_on: full.then(|| date(2026, 3, 1)),
                stopped_why: full.then(|| line("Cough")),
                despite: full.then(|| line("Another maker")),
                source: Source::Person,
            }
        })
        .collect()
}

fn no_medicines() -> Vec<NoMedicines> {
    vec![NoMedicines {
        source: Source::Family,
    }]
}

fn given() -> Vec<NaloxoneGiven> {
    let one = |by| NaloxoneGiven {
        on: date(2026, 3, 1),
        kits: 2,
        by,
    };
    vec![one(None), one(Some(line("Nurse Vale")))]
}

fn pharmacies() -> Vec<Pharmacy> {
    let full = Pharmacy {
        name: line("Harbor Drug"),
        phone: Phone::parse("207 555 0164").ok(),
        place: Some(line("Main Street")),
    };
    let bare = Pharmacy {
        phone: None,
        place: None,
        ..full.clone()
    };
    vec![full, bare]
}

fn screens() -> Vec<Screens> {
    let mut infections = Vec::new();
    for infection in Infection::ALL {
        for asked in ScreenAsked::ALL {
            for result in TestResult::ALL {
                let tested = *asked == ScreenAsked::Yes;
                infections.push(InfectionScreen {
                    infection: *infection,
                    asked: *asked,
                    tested_on: tested.then(|| date(2026, 3, 1)),
                    result: tested.then_some(*result),
                });
            }
        }
    }
    let of = |gambling: &Gambling| Screens {
        infections: infections.clone(),
        gambling: *gambling,
    };
    Gambling::ALL.iter().map(of).collect()
}

fn planned() -> Vec<PlannedAdmission> {
    let full = PlannedAdmission {
        from: date(2026, 3, 9),
        program: Uuid::from_u128(3).into(),
        counselor: Some(Uuid::from_u128(4).into()),
        ended: Some(line("Called off")),
        prepared: Prepared {
            bed: Some(Uuid::from_u128(5).into()),
            over: Some(line("She knows him from before.")),
            until: Some(date(2026, 4, 6)),
            despite: Some(line("His aunt is on her way.")),
            born: Some(born()),
            late: Some(line("On paper until today.")),
            incomplete: Some(line("The pharmacy is asked tomorrow.")),
            elsewhere: None,
        },
    };
    let bare = PlannedAdmission {
        counselor: None,
        ended: None,
        prepared: Prepared::default(),
        ..full.clone()
    };
    let away = |to| {
        let mut away = bare.clone();
        away.prepared.elsewhere = Some(Elsewhere {
            level: LevelOfCare::Detox,
            to,
            expected: date(2026, 3, 10),
        });
        away
    };
    let mut all: Vec<PlannedAdmission> = receivers().into_iter().map(away).collect();
    all.extend([full, bare]);
    all
}
