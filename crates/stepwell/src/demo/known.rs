//! What intake writes down of the people of the demonstration beside their names, and who pays for their care.

use super::cast::line;
use super::place::DemoSite;
use super::stage::Stage;
use anyhow::{Context as _, Result};
use care::people::answered::{Answered, OnList};
use care::people::coverage::{
    CheckResult, CheckedBy, Coverage, CoveragesDraft, EligibilityCheck, Insured, PayerKind, SelfPay,
};
use care::people::details::{
    Address, AwayPlace, Circumstances, Court, Dwelling, EmergencyContact, EmergencyContacts,
    Gender, Hears, Identity, Interpreter, Living, Mandate, MandateKind, MayBeTold, NotWorking,
    Pregnant, Race, SexOnFile, SpokenLanguage, Topic, Whereabouts, Working, Zip,
};
use care::{Paragraph, PersonId, Phone, SeededDice, UsState};
use clinic::people::{coverage, details};
use jiff::civil::Date;
use policy::Actor;

/// Tells these choices from those of somebody's life, which are made from the same number.
const APART: u64 = 0x6b6e_6f77_6e00_0000;
const STREETS: [&str; 6] = [
    "Wharf Street",
    "Elm Street",
    "Orchard Road",
    "Mill Lane",
    "Juniper Avenue",
    "Station Road",
];
/// Towns around the two sites, by state.
const TOWNS: [(&str, &str, &str); 6] = [
    ("ME", "Portland", "04101"),
    ("ME", "Bath", "04530"),
    ("ME", "Saco", "04072"),
    ("NM", "Santa Fe", "87501"),
    ("NM", "Los Alamos", "87544"),
    ("NM", "Española", "87532"),
];
/// Who is called.
const CONTACTS: [(&str, &str); 6] = [
    ("Mia Castellan", "Sister"),
    ("Theo Lindqvist", "Brother"),
    ("Rosa Amarillo", "Mother"),
    ("June Okafor", "Partner"),
    ("Omar Haddad", "Friend"),
    ("Carl Whitcomb", "Father"),
];
/// Payers: kind, name, plan, and the rule about hours.
const PAYERS: [(PayerKind, &str, &str, &str); 5] = [
    (
        PayerKind::Private,
        "Beacon Bay Health",
        "Silver",
        "hcpcs-h0015",
    ),
    (
        PayerKind::Medicaid,
        "State Medicaid",
        "Managed care",
        "weekly-hours",
    ),
    (
        PayerKind::Medicaid,
        "State Medicaid",
        "Managed care",
        "hcpcs-h0015",
    ),
    (PayerKind::Medicare, "Medicare", "Part B", "medicare-days"),
    (PayerKind::Private, "Juniper Mutual", "Open access", ""),
];

/// What intake writes down on somebody's first day. Of some it asks little, because somebody waits.
pub fn ask(
    stage: &Stage<'_>,
    actor: &Actor,
    person: PersonId,
    place: &DemoSite,
    day: Date,
) -> Result<()> {
    let number = u64::try_from(person.uuid().as_u128() & 0xffff_ffff)?;
    let dice = SeededDice::new(number ^ APART);
    let writer = Writer {
        stage,
        actor,
        person,
    };
    writer.set(&whereabouts(place, &dice)?)?;
    writer.set(&emergency(place, &dice)?)?;
    if dice.below(5) > 0 {
        writer.set(&identity(&dice)?)?;
        writer.set(&circumstances(&dice)?)?;
    }
    if let Some(court) = court(place, day, &dice)? {
        writer.set(&court)?;
    }
    if dice.below(8) > 0 {
        let draft = coverages(day, &dice)?;
        let clinic = &stage.clinic;
        coverage::set(clinic, actor, clinic.fresh_key(), person, &draft)?;
    }
    Ok(())
}

struct Writer<'a> {
    stage: &'a Stage<'a>,
    actor: &'a Actor,
    person: PersonId,
}

impl Writer<'_> {
    fn set<T: Topic>(&self, topic: &T) -> Result<()> {
        let clinic = &self.stage.clinic;
        Ok(details::set(
            clinic,
            self.actor,
            clinic.fresh_key(),
            self.person,
            topic,
        )?)
    }
}

fn pick<T: Copy>(list: &[T], dice: &SeededDice) -> Result<T> {
    let at = usize::try_from(dice.below(list.len() as u64))?;
    list.get(at).copied().context("the list is empty")
}

/// One of a list; one in eight does not want to say, and of one in eight it is not known.
fn said<T: OnList>(dice: &SeededDice) -> Result<Answered<T>> {
    Ok(match dice.below(8) {
        0 => Answered::Declined,
        1 => Answered::Unknown,
        _ => Answered::Said(pick(T::EVERY, dice)?),
    })
}

/// A number from the range that belongs to nobody.
fn phone(place: &DemoSite, dice: &SeededDice) -> Result<Phone> {
    let text = format!("{}-555-01{:02}", place.area, dice.below(100));
    Ok(Phone::parse(&text)?)
}

fn whereabouts(place: &DemoSite, dice: &SeededDice) -> Result<Whereabouts> {
    if dice.below(9) == 0 {
        let found = Some(line("The shelter beside the bus station")?);
        return Ok(Whereabouts {
            home: Answered::Said(Dwelling::NoFixed { found }),
            away: Answered::Said(AwayPlace::Never),
        });
    }
    let towns: Vec<_> = TOWNS
        .iter()
        .copied()
        .filter(|(state, ..)| *state == place.state)
        .collect();
    let (state, town, zip) = pick(&towns, dice)?;
    let street = format!("{} {}", 1 + dice.below(180), pick(&STREETS, dice)?);
    let address = Address {
        street: line(&street)?,
        city: line(town)?,
        state: UsState::parse(state)?,
        zip: Some(Zip::parse(zip)?),
    };
    let away = match dice.below(4) {
        0 => Answered::NotAsked,
        1 => Answered::Said(AwayPlace::Never),
        _ => Answered::Said(AwayPlace::Home),
    };
    Ok(Whereabouts {
        home: Answered::Said(Dwelling::At(address)),
        away,
    })
}

fn emergency(place: &DemoSite, dice: &SeededDice) -> Result<EmergencyContacts> {
    let people = match dice.below(10) {
        0 => Answered::Declined,
        1 => Answered::Said(Vec::new()),
        _ => {
            let (name, relation) = pick(&CONTACTS, dice)?;
            Answered::Said(vec![EmergencyContact {
                name: line(name)?,
                relation: line(relation)?,
                phone: phone(place, dice)?,
                may: said::<MayBeTold>(dice)?,
                words: None,
            }])
        }
    };
    Ok(EmergencyContacts { people })
}

fn identity(dice: &SeededDice) -> Result<Identity> {
    let language = match dice.below(8) {
        0 => "es",
        1 => "pt",
        _ => "en",
    };
    let interpreter = if language == "en" {
        Interpreter::Nobody
    } else {
        pick(&[Interpreter::Spoken, Interpreter::Nobody], dice)?
    };
    Ok(Identity {
        sex: said::<SexOnFile>(dice)?,
        gender: match said::<Gender>(dice)? {
            // Their own word is nobody's to make up.
            Answered::Said(Gender::Own) => Answered::Declined,
            gender => gender,
        },
        gender_words: None,
        race: said::<Race>(dice)?.map(|race| vec![race]),
        ethnicity: said(dice)?,
        language: Answered::Said(SpokenLanguage::parse(language)?),
        interpreter: Answered::Said(interpreter),
    })
}

fn circumstances(dice: &SeededDice) -> Result<Circumstances> {
    let working = said::<Working>(dice)?;
    let neither = working == Answered::Said(Working::Neither);
    Ok(Circumstances {
        veteran: said(dice)?,
        schooling: said(dice)?,
        working,
        not_working: if neither {
            said::<NotWorking>(dice)?
        } else {
            Answered::NotAsked
        },
        living: match said::<Living>(dice)? {
            // Who has no home is told in the assessments of the story, and both are not to disagree.
            Answered::Said(Living::Homeless) => Answered::Said(Living::Dependent),
            living => living,
        },
        marital: said(dice)?,
        pregnant: Answered::Said(pick(&[Pregnant::No, Pregnant::CannotBe], dice)?),
        income: said(dice)?,
        arrests: said(dice)?,
        self_help: said(dice)?,
    })
}

/// Somebody else than the person wanted it of about one in four.
fn court(place: &DemoSite, day: Date, dice: &SeededDice) -> Result<Option<Court>> {
    let kinds = [
        (MandateKind::Probation, "County probation office"),
        (MandateKind::Driving, "District court, traffic division"),
        (MandateKind::Children, "Office of child and family services"),
    ];
    let mandates = match dice.below(8) {
        0 | 1 => {
            let (kind, by) = pick(&kinds, dice)?;
            let hears = pick(&[Hears::Nothing, Hears::Attendance, Hears::Progress], dice)?;
            let consent = (hears != Hears::Nothing)
                .then(|| line("Signed at intake; the paper is in the file"));
            Answered::Said(vec![Mandate {
                kind,
                by: line(by)?,
                officer: None,
                phone: Some(phone(place, dice)?),
                number: None,
                terms: Some(Paragraph::parse(
                    "Complete an intensive outpatient program.\nProof of attendance each month.",
                    "the terms",
                )?),
                from: Some(day),
                until: None,
                hears: Answered::Said(hears),
                consent: consent.transpose()?,
            }])
        }
        2..=5 => Answered::Said(Vec::new()),
        _ => return Ok(None),
    };
    Ok(Some(Court { mandates }))
}

fn coverages(day: Date, dice: &SeededDice) -> Result<CoveragesDraft> {
    if dice.below(10) == 0 {
        return Ok(CoveragesDraft {
            payers: Answered::Said(Vec::new()),
            self_pay: Answered::Said(SelfPay::Scale),
        });
    }
    let first = pick(&PAYERS, dice)?;
    let mut payers = vec![(0, 1, payer(first, day, dice)?)];
    // Whoever is old enough for Medicare often has Medicaid behind it.
    if first.0 == PayerKind::Medicare {
        payers.push((1, 2, payer(PAYERS[1], day, dice)?));
    }
    Ok(CoveragesDraft {
        payers: Answered::Said(payers),
        self_pay: Answered::Said(SelfPay::Share),
    })
}

fn payer(
    (kind, name, plan, rule): (PayerKind, &str, &str, &str),
    day: Date,
    dice: &SeededDice,
) -> Result<Coverage> {
    let result = pick(
        &[
            CheckResult::Covered,
            CheckResult::Covered,
            CheckResult::Limited,
            CheckResult::Unclear,
        ],
        dice,
    )?;
    let checked = EligibilityCheck {
        on: day,
        by: pick(CheckedBy::EVERY, dice)?,
        result,
        words: None,
    };
    let number = format!("MB{:07}", dice.below(10_000_000));
    Ok(Coverage {
        kind,
        payer: line(name)?,
        plan: Some(line(plan)?),
        member: Some(line(&number)?),
        insured: Insured::Themselves,
        from: Some(day.first_of_year()),
        until: None,
        checked: (dice.below(6) > 0).then_some(checked),
        rule: (!rule.is_empty()).then(|| line(rule)).transpose()?,
    })
}
