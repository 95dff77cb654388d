//! The medical part of some records: what is known after an assessment, and somebody whom nobody asked yet.

use super::assessed::Seen;
use super::cast::line;
use super::sign_in;
use super::stage::Stage;
use anyhow::Result;
use care::Phone;
use care::assessment::finding::{RawValue, Source};
use care::treatment::allergy::{Allergies, Allergy, AllergySeverity};
use care::treatment::medicine::{Medicine, NoMedicines, TakenToday};
use care::treatment::naloxone::NaloxoneGiven;
use care::treatment::pharmacy::Pharmacy;
use care::treatment::screen::{Gambling, Infection, InfectionScreen, ScreenAsked, Screens};
use clinic::treatment::vitals::MeasuredDraft;
use clinic::treatment::{allergy, medicine, naloxone, pharmacy, screen, vitals};
use policy::Actor;

/// Every so many assessments nobody has asked yet.
const UNASKED_EVERY: usize = 4;

/// Writes down what somebody said; `turn` counts those who were seen.
pub fn ask(stage: &Stage<'_>, seen: Seen, turn: usize) -> Result<()> {
    if turn % UNASKED_EVERY == UNASKED_EVERY - 1 {
        return Ok(());
    }
    let actor = sign_in::enter(stage, seen.counselor)?;
    allergies(stage, &actor, seen, turn)?;
    medicines(stage, &actor, seen, turn)?;
    measured(stage, &actor, seen, turn)?;
    screens(stage, &actor, seen, turn)?;
    stage.pass_minutes(4);
    Ok(())
}

fn allergies(stage: &Stage<'_>, actor: &Actor, seen: Seen, turn: usize) -> Result<()> {
    let list = if turn % 3 == 1 {
        vec![Allergy {
            substance: line("Penicillin")?,
            reaction: Some(line("rash")?),
            severity: AllergySeverity::Moderate,
        }]
    } else {
        Vec::new()
    };
    let draft = Allergies {
        source: Source::Person,
        list,
    };
    let clinic = &stage.clinic;
    Ok(allergy::set(
        clinic,
        actor,
        clinic.fresh_key(),
        seen.id,
        &draft,
    )?)
}

fn medicines(stage: &Stage<'_>, actor: &Actor, seen: Seen, turn: usize) -> Result<()> {
    let clinic = &stage.clinic;
    if turn % 3 == 2 {
        let none = NoMedicines {
            source: Source::Person,
        };
        return Ok(medicine::say_none(
            clinic,
            actor,
            clinic.fresh_key(),
            seen.id,
            &none,
        )?);
    }
    let lisinopril = Medicine {
        name: line("Lisinopril")?,
        dose: Some(line("10 mg")?),
        often: Some(line("every morning")?),
        prescriber: Some(line("Dr. Amari")?),
        since: Some(line("2019")?),
        taken: TakenToday::Yes,
        stopped_on: None,
        stopped_why: None,
        despite: None,
        source: Source::Person,
    };
    medicine::begin(clinic, actor, clinic.fresh_key(), seen.id, &lisinopril)?;
    let drug = Pharmacy {
        name: line("Tidewater Pharmacy")?,
        phone: Phone::parse("207 555 0177").ok(),
        place: Some(line("Commercial Street")?),
    };
    Ok(pharmacy::set(
        clinic,
        actor,
        clinic.fresh_key(),
        seen.id,
        &drug,
    )?)
}

/// Nothing dangerous: what calls somebody is told elsewhere in the story.
fn measured(stage: &Stage<'_>, actor: &Actor, seen: Seen, turn: usize) -> Result<()> {
    let clinic = &stage.clinic;
    let turn = i64::try_from(turn)?;
    let one = |field: &str, value: i64| MeasuredDraft {
        field: field.to_owned(),
        value: RawValue::Number(value),
    };
    let drafts = [
        one("pulse", 66 + turn % 20),
        one("systolic", 118 + turn % 16),
        one("diastolic", 74 + turn % 10),
        one("breaths", 14 + turn % 4),
        one("spo2", 97),
        one("weight", 150 + turn % 60),
    ];
    vitals::measure(clinic, actor, clinic.fresh_key(), seen.id, &drafts)?;
    Ok(())
}

fn screens(stage: &Stage<'_>, actor: &Actor, seen: Seen, turn: usize) -> Result<()> {
    let clinic = &stage.clinic;
    let asked = if turn.is_multiple_of(3) {
        ScreenAsked::Declined
    } else {
        ScreenAsked::Yes
    };
    let of = |infection: &Infection| InfectionScreen {
        infection: *infection,
        asked,
        tested_on: None,
        result: None,
    };
    let draft = Screens {
        infections: Infection::ALL.iter().map(of).collect(),
        gambling: Gambling::Nothing,
    };
    screen::set(clinic, actor, clinic.fresh_key(), seen.id, &draft)?;
    if turn % 3 != 1 {
        return Ok(());
    }
    let kit = NaloxoneGiven {
        on: naloxone::show(clinic, actor, seen.id)?.today,
        kits: 1,
        by: None,
        mended: None,
    };
    naloxone::give(clinic, actor, clinic.fresh_key(), seen.id, &kit)?;
    Ok(())
}
