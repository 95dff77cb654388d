//! Whoever is reached and in care, and what is written to them.

use crate::{Shape, shape};
use care::attendance::calendar::{CalendarChoice, Title};
use care::followup::push::Subscription;
use care::followup::safety_plan::{Item, PlanStep, SafetyPlan, Steps};
use care::followup::signal::{PersonReached, ResponseOutcome};
use care::intake::inquiry::{CallBack, Channel, DayPart, SafeContact};
use care::intake::paper_consent::{PaperConsent, PaperConsents, SignedPaper};
use care::people::contact_rules::ContactRules;
use care::people::leaflet::{Ages, Both, Ease, Leaflet, OfferedMedicine, Payment, Point, Remote};
use care::people::minor::{Consent, Guardian};
use care::people::pathway::{AskedOutside, EntryCondition, Pathway, Phase, PhaseLength};
use care::people::patient::BirthDate;
use care::people::spoken::SpokenLanguage;
use care::planning::commitment::{
    Commitment, CommitmentKind, Firmness, Journey, Rhythm, Telehealth, Travel, Turn, Way,
};
use care::stays::episode::{Closing, DischargeReason};
use care::stays::handover::{Handover, Naloxone};
use care::stays::planned::{Elsewhere, PlannedAdmission, Prepared};
use care::stays::referral::Receiver;
use care::text::LINE_CHARS_MAX;
use care::{
    AlertId, Contact, Email, LevelOfCare, Line, Paragraph, PersonName, Phone, Private, Track,
    Weekday,
};
use clinic::followup::bell;
use clinic::followup::bell::Call;
use clinic::mail::Mail;
use jiff::civil::date;
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
        shape(commitments()),
        shape(journeys()),
        shape(safety_plans()),
        shape(calendars()),
        shape(closings()),
        shape(receivers()),
        shape(mails()),
        shape(summonses()),
        shape(subscriptions()),
        shape(planned()),
        shape(paper_consents()),
        shape(pathways()),
    ]
}

pub fn line(text: &str) -> Line {
    Line::parse(text, "a text").unwrap()
}

pub fn private(text: &str) -> Private<Line> {
    Private::new(line(text))
}

pub fn paragraph(text: &str) -> Paragraph {
    Paragraph::parse(text, "a text").unwrap()
}

pub fn born() -> BirthDate {
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
        speaks: SpokenLanguage::all().collect(),
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

pub fn contact(phone: &str) -> Contact {
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

pub fn full_rules() -> SafeContact {
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

#[expect(clippy::too_many_lines, reason = "one of each kind")]
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
    let turn = |days: &[Weekday], start_minute, end_minute| Turn {
        days: days.to_vec(),
        start_minute,
        end_minute,
    };
    let shifts = Commitment {
        rhythm: Rhythm::Shifts {
            weeks: vec![
                vec![
                    turn(&[Weekday::Mon, Weekday::Tue], 360, 840),
                    turn(&[Weekday::Fri], 1320, 1800),
                ],
                Vec::new(),
            ],
            anchor: date(2026, 3, 2),
        },
        start_minute: 360,
        end_minute: 840,
        ..bare()
    };
    let vacation = Commitment {
        kind: CommitmentKind::Vacation,
        rhythm: Rhythm::WholeDays,
        start_minute: 0,
        end_minute: 1440,
        firmness: Firmness::Fixed,
        until: Some(date(2026, 3, 8)),
        ..bare()
    };
    let kinds = CommitmentKind::ALL.map(|kind| Commitment { kind, ..bare() });
    [full, weekly, shifts, vacation]
        .into_iter()
        .chain(kinds)
        .collect()
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

fn paper_consents() -> Vec<PaperConsents> {
    let paper = |which: &PaperConsent, seen_by| SignedPaper {
        which: *which,
        on: date(2026, 3, 2),
        seen_by,
    };
    let all = PaperConsent::ALL.iter();
    let seen = all.map(|which| paper(which, Some(line("Nurse Vale"))));
    let bare = PaperConsent::ALL.iter().map(|which| paper(which, None));
    vec![
        PaperConsents::default(),
        PaperConsents {
            papers: seen.collect(),
        },
        PaperConsents {
            papers: bare.collect(),
        },
    ]
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

/// Every length of a phase, and each part with and without what may be absent.
fn pathways() -> Vec<Pathway> {
    let line = |text: &str| Line::parse(text, "a text").unwrap();
    let phase = |length| Phase {
        name: line("Evenings"),
        level: LevelOfCare::IntensiveOutpatient,
        length,
        week_minutes: Vec::new(),
        entry: None,
        outside: None,
        then: None,
    };
    let full = Phase {
        week_minutes: vec![720, 540],
        entry: Some(EntryCondition {
            sessions: Some((5, LevelOfCare::PartialHospitalization)),
            words: Some(line("two negative tests")),
        }),
        outside: Some(AskedOutside {
            per_week: 3,
            what: line("mutual-help meetings"),
        }),
        then: Some(3),
        ..phase(PhaseLength::Weeks { least: 4, most: 6 })
    };
    let asked = EntryCondition {
        sessions: None,
        words: None,
    };
    let bare = Phase {
        entry: Some(asked),
        ..phase(PhaseLength::Sessions(20))
    };
    vec![Pathway {
        phases: vec![full, bare, phase(PhaseLength::Open)],
    }]
}
