//! What is known of a person beside their name, and who pays for their care.

use crate::people::line;
use crate::{Shape, shape};
use care::people::answered::{Answered, OnList, YesNo};
use care::people::coverage::{
    CheckResult, CheckedBy, Coverage, Coverages, EligibilityCheck, Insured, PayerKind, SelfPay,
};
use care::people::details::{
    Address, Arrests, AwayPlace, Circumstances, Court, Details, Dwelling, EmergencyContact,
    EmergencyContacts, Ethnicity, Gender, Hears, Identity, Income, Interpreter, Living, Mandate,
    MandateKind, Marital, MayBeTold, NotWorking, Pregnant, Race, SaidSince, Schooling, SelfHelp,
    SexOnFile, SpokenLanguage, Whereabouts, Working, Zip,
};
use care::people::patient::BirthDate;
use care::{Paragraph, Phone, UsState};
use jiff::Timestamp;
use jiff::civil::date;

pub fn shapes() -> Vec<Shape> {
    vec![shape(details()), shape(coverages())]
}

/// The answer at a place of everything that a list can be answered with: the three that are none first.
fn at<T: OnList>(place: usize) -> Answered<T> {
    match place {
        0 => Answered::NotAsked,
        1 => Answered::Declined,
        2 => Answered::Unknown,
        place => Answered::Said(T::EVERY[(place - 3) % T::EVERY.len()]),
    }
}

/// The place behind the last of the longest list.
const PLACES: usize = 3 + 9;

fn details() -> Vec<Details> {
    (0..PLACES)
        .map(|place| Details {
            whereabouts: whereabouts(place),
            emergency: EmergencyContacts {
                people: emergency(place),
            },
            identity: identity(place),
            circumstances: circumstances(place),
            court: Court {
                mandates: mandates(place),
            },
            since: (place > 2)
                .then(|| SaidSince {
                    question: "medical.pregnant".to_owned(),
                    at: Timestamp::UNIX_EPOCH,
                })
                .into_iter()
                .collect(),
        })
        .collect()
}

fn whereabouts(place: usize) -> Whereabouts {
    let state = UsState::parse("ME").unwrap();
    let address = |zip: &str| {
        Answered::Said(Dwelling::At(Address {
            street: line("12 Wharf Street, Apt 3"),
            city: line("Portland"),
            state,
            zip: Zip::parse(zip).ok(),
        }))
    };
    let elsewhere = AwayPlace::Elsewhere {
        place: line("Her sister’s, 4 Elm Street, Bangor"),
        state,
    };
    let (home, away) = match place {
        0 => (Answered::NotAsked, Answered::NotAsked),
        1 => (Answered::Declined, Answered::Declined),
        2 => (Answered::Unknown, Answered::Unknown),
        3 => (address("04101"), Answered::Said(AwayPlace::Home)),
        4 => (address(""), Answered::Said(elsewhere)),
        5 => {
            let found = Some(line("The shelter on Oxford Street"));
            let home = Answered::Said(Dwelling::NoFixed { found });
            (home, Answered::Said(AwayPlace::Never))
        }
        _ => {
            let home = Answered::Said(Dwelling::NoFixed { found: None });
            (home, Answered::NotAsked)
        }
    };
    Whereabouts { home, away }
}

fn emergency(place: usize) -> Answered<Vec<EmergencyContact>> {
    let contact = || EmergencyContact {
        name: line("Mia Reyes"),
        relation: line("Sister"),
        phone: Phone::parse("207 555 0164").unwrap(),
        may: at::<MayBeTold>(place - 4),
        words: (place > 5).then(|| line("Works at night")),
    };
    match place {
        0 => Answered::NotAsked,
        1 => Answered::Declined,
        2 => Answered::Unknown,
        3 => Answered::Said(Vec::new()),
        _ => Answered::Said(vec![contact()]),
    }
}

fn identity(place: usize) -> Identity {
    let own = at::<Gender>(place) == Answered::Said(Gender::Own);
    Identity {
        sex: at::<SexOnFile>(place),
        gender: at(place),
        gender_words: own.then(|| line("Two-spirit")),
        race: at::<Race>(place).map(|one| vec![one, Race::ALL[place % 2]]),
        ethnicity: at::<Ethnicity>(place),
        language: match place {
            0 => Answered::NotAsked,
            1 => Answered::Declined,
            2 => Answered::Unknown,
            place => Answered::Said(SpokenLanguage::all().nth(place * 7).unwrap()),
        },
        interpreter: at::<Interpreter>(place),
    }
}

fn circumstances(place: usize) -> Circumstances {
    Circumstances {
        veteran: at::<YesNo>(place),
        schooling: at::<Schooling>(place),
        working: at::<Working>(place),
        not_working: at::<NotWorking>(place),
        living: at::<Living>(place),
        marital: at::<Marital>(place),
        pregnant: at::<Pregnant>(place),
        income: at::<Income>(place),
        arrests: at::<Arrests>(place),
        self_help: at::<SelfHelp>(place),
    }
}

fn mandates(place: usize) -> Answered<Vec<Mandate>> {
    let full = place > 5;
    let mandate = |kind: MandateKind| Mandate {
        kind,
        by: line("County probation office"),
        officer: full.then(|| line("J. Ortiz")),
        phone: Phone::parse("207 555 0171").ok().filter(|_| full),
        number: full.then(|| line("CR-26-118")),
        terms: Paragraph::parse("Nine hours a week.\nTests twice a week.", "terms")
            .ok()
            .filter(|_| full),
        from: full.then(|| date(2026, 3, 1)),
        until: full.then(|| date(2026, 9, 1)),
        hears: at::<Hears>(place - 4),
        consent: full.then(|| line("Signed on March 2, in the file")),
    };
    match place {
        0 => Answered::NotAsked,
        1 => Answered::Declined,
        2 => Answered::Unknown,
        3 => Answered::Said(Vec::new()),
        4 => Answered::Said(MandateKind::ALL.iter().copied().map(mandate).collect()),
        _ => Answered::Said(vec![mandate(MandateKind::Court)]),
    }
}

fn coverages() -> Vec<Coverages> {
    (0..PLACES)
        .map(|place| Coverages {
            payers: match place {
                0 => Answered::NotAsked,
                1 => Answered::Declined,
                2 => Answered::Unknown,
                3 => Answered::Said(Vec::new()),
                place => Answered::Said(vec![bare(place), full(place)]),
            },
            self_pay: at::<SelfPay>(place),
        })
        .collect()
}

fn bare(place: usize) -> Coverage {
    Coverage {
        kind: PayerKind::ALL[place % PayerKind::ALL.len()],
        payer: line("Harbor Health"),
        plan: None,
        member: None,
        insured: Insured::Themselves,
        from: None,
        until: None,
        checked: None,
        rule: None,
    }
}

fn full(place: usize) -> Coverage {
    let born = BirthDate::parse("1987-04-14", date(2026, 3, 2)).ok();
    Coverage {
        plan: Some(line("Silver")),
        member: Some(line("HH-1201")),
        insured: Insured::Other {
            name: line("Leo Reyes"),
            relation: line("Husband"),
            born: born.filter(|_| place.is_multiple_of(2)),
        },
        from: Some(date(2026, 1, 1)),
        until: Some(date(2026, 12, 31)),
        checked: Some(EligibilityCheck {
            on: date(2026, 3, 1),
            by: CheckedBy::ALL[place % CheckedBy::ALL.len()],
            result: CheckResult::ALL[place % CheckResult::ALL.len()],
            words: (place.is_multiple_of(2)).then(|| line("Reference 7731")),
        }),
        rule: Some(line("hcpcs-h0015")),
        ..bare(place)
    }
}
