//! The way through care in the demonstration: who stepped up or down, who was sent elsewhere, who is in which bed.

mod choosing;
mod events;

pub use choosing::place;

use super::place::{HARBOR, MESA};
use super::sign_in;
use super::stage::Stage;
use LevelOfCare::{Detox, IntensiveOutpatient, Outpatient, Residential};
use anyhow::{Context as _, Result};
use care::stays::episode::{Closing, DischargeReason};
use care::stays::referral::{Receiver, ReferralState};
use care::{BedId, LevelOfCare, Line, PersonId, ProgramId, ReferralId};
use choosing::{choose, stand};
use clinic::people::program::ProgramDraft;
use clinic::stays::bed::BedDraft;
use clinic::stays::referral;
use clinic::stays::referral::{ReferralDraft, StepDraft};
use clinic::stays::stay;
use clinic::stays::stay::StayDraft;
use events::When::{Ago, Day};
use events::{EVENTS, Event, What};
use jiff::Span;
use jiff::civil::Date;
use policy::Actor;

/// The beds of the residence at the first site.
const RESIDENCE_BEDS: [&str; 8] = [
    "Room 1, door",
    "Room 1, window",
    "Room 2, door",
    "Room 2, window",
    "Room 3, door",
    "Room 3, window",
    "Room 4, door",
    "Room 4, window",
];
/// The beds of the withdrawal unit at the second site.
const DETOX_BEDS: [&str; 4] = ["Bed A", "Bed B", "Bed C", "Bed D"];

/// Somebody of the story who can have a part in it.
pub struct Known {
    /// Who.
    pub id: PersonId,
    /// At which site.
    pub site: usize,
    /// Their counselor.
    pub counselor: PersonId,
}

/// Somebody with a part.
struct Part {
    site: usize,
    number: usize,
    id: PersonId,
    counselor: PersonId,
    referral: Option<ReferralId>,
}

/// What is needed to tell it.
pub struct Stays {
    residence: ProgramId,
    unit: ProgramId,
    beds: Vec<BedId>,
    unit_beds: Vec<BedId>,
    /// What is still to come, the next one last.
    to_come: Vec<(i32, &'static Event)>,
    parts: Vec<Part>,
}

impl Stays {
    /// Adds the programs around the clock with their beds.
    pub fn furnish(stage: &Stage<'_>) -> Result<Self> {
        let days = stage.days()?;
        let mut to_come: Vec<(i32, &Event)> = EVENTS
            .iter()
            .map(|event| match event.0 {
                Day(day) => (day, event),
                Ago(ago) => (days - ago, event),
            })
            .collect();
        to_come.sort_by_key(|(day, _)| -day);
        let founder = stage.enter(super::team::FOUNDER.login)?;
        let (residence, beds) = overnight(
            stage,
            &founder,
            0,
            ("Residence", "Residencia"),
            Residential,
            &RESIDENCE_BEDS,
        )?;
        let (unit, unit_beds) = overnight(
            stage,
            &founder,
            1,
            ("Withdrawal Unit", "Unidad de desintoxicación"),
            Detox,
            &DETOX_BEDS,
        )?;
        Ok(Self {
            residence,
            unit,
            beds,
            unit_beds,
            to_come,
            parts: Vec::new(),
        })
    }

    /// What happens on a day, as far as there are people for it.
    pub fn day(&mut self, stage: &Stage<'_>, day: i32, people: &[Known]) -> Result<()> {
        stage.at(day, 15, 0)?;
        while let Some((_, event)) = self.to_come.pop_if(|(when, _)| *when <= day) {
            let Event(_, site, number, what) = event;
            if let Some(part) = self.part(*site, *number, people) {
                stage.pass_minutes(5);
                self.happen(stage, part, *what)?;
            }
        }
        Ok(())
    }

    /// Who has this part, or gets it now.
    fn part(&mut self, site: usize, number: usize, people: &[Known]) -> Option<usize> {
        let known = |part: &Part| (part.site, part.number) == (site, number);
        if let Some(at) = self.parts.iter().position(known) {
            return Some(at);
        }
        let free = people.iter().find(|person| {
            person.site == site && self.parts.iter().all(|part| part.id != person.id)
        })?;
        self.parts.push(Part {
            site,
            number,
            id: free.id,
            counselor: free.counselor,
            referral: None,
        });
        Some(self.parts.len() - 1)
    }

    fn happen(&mut self, stage: &Stage<'_>, at: usize, what: What) -> Result<()> {
        let part = &self.parts[at];
        let (id, site) = (part.id, part.site);
        let counselor = sign_in::enter(stage, part.counselor)?;
        let clinic = &stage.clinic;
        let course = clinic::people::patient::chart(clinic, &counselor, id)?.course;
        let today = course.today;
        let go = |program, level, bed, planned: Option<i64>| -> Result<()> {
            // Who comes when is up to the seed, so somebody may be there already.
            if course.now().and_then(|now| now.place.program()) == Some(program) {
                return Ok(());
            }
            stand(stage, &counselor, id, level, false)?;
            let draft = StayDraft {
                program,
                bed,
                counselor: Some(counselor.person()),
                over: None,
                from: today,
                planned: planned.map(|days| later(today, days)).transpose()?,
                emergency: None,
                despite: None,
            };
            stay::step(clinic, &counselor, clinic.fresh_key(), id, &draft)?;
            Ok(())
        };
        match what {
            What::Residence(bed, days) => {
                let bed = self.beds.get(bed).copied();
                go(self.residence, Residential, bed, Some(days))
            }
            What::Detox(bed) => go(self.unit, Detox, self.unit_beds.get(bed).copied(), None),
            What::Iop => go(stage.programs[site][0], IntensiveOutpatient, None, None),
            What::Outpatient => go(stage.programs[site][1], Outpatient, None, None),
            What::Refer(level, provider, days) => {
                stand(stage, &counselor, id, level, false)?;
                let draft = ReferralDraft {
                    level,
                    to: receiver(site, provider)?,
                    expected: later(today, days)?,
                    emergency: None,
                };
                let sent = referral::refer(clinic, &counselor, clinic.fresh_key(), id, &draft)?;
                self.parts[at].referral = Some(sent);
                Ok(())
            }
            What::Now(outcome) => {
                let referral = part.referral.context("nobody was referred")?;
                follow_up(stage, &counselor, referral, outcome, today)
            }
            What::End(reason, words) => {
                if reason.is_ours() {
                    stand(stage, &counselor, id, Outpatient, true)?;
                }
                end(stage, &counselor, id, today, reason, words)
            }
            What::Choose(answers, level, reason) => {
                choose(stage, &counselor, id, answers, level, reason)
            }
        }
    }
}

/// A program around the clock at a site, with its beds.
fn overnight(
    stage: &Stage<'_>,
    founder: &Actor,
    site: usize,
    (name, spanish): (&str, &str),
    level: LevelOfCare,
    beds: &[&str],
) -> Result<(ProgramId, Vec<BedId>)> {
    let clinic = &stage.clinic;
    let site = stage.sites[site];
    let draft = ProgramDraft {
        site,
        name: Line::parse(name, "a name")?,
        name_es: Some(Line::parse(spanish, "a name")?),
        level,
        adolescents: false,
    };
    let program =
        clinic::people::program::add_program(clinic, founder, clinic.fresh_key(), &draft)?;
    let beds = beds.iter().map(|name| {
        let draft = BedDraft {
            site,
            name: Line::parse(name, "a name")?,
            level,
        };
        Ok(clinic::stays::bed::add_bed(
            clinic,
            founder,
            clinic.fresh_key(),
            &draft,
        )?)
    });
    Ok((program, beds.collect::<Result<_>>()?))
}

/// Says how a referral went on.
fn follow_up(
    stage: &Stage<'_>,
    counselor: &Actor,
    referral: ReferralId,
    outcome: ReferralState,
    on: Date,
) -> Result<()> {
    let draft = StepDraft {
        state: outcome,
        on,
        words: None,
    };
    let clinic = &stage.clinic;
    referral::track(clinic, counselor, clinic.fresh_key(), referral, &draft)?;
    Ok(())
}

/// Ends somebody's episode.
fn end(
    stage: &Stage<'_>,
    counselor: &Actor,
    id: PersonId,
    on: Date,
    reason: DischargeReason,
    words: &str,
) -> Result<()> {
    let closing = Closing {
        on,
        reason,
        words: Some(Line::parse(words, "a line")?),
    };
    let clinic = &stage.clinic;
    let key = clinic.fresh_key();
    Ok(stay::discharge(clinic, counselor, key, id, &closing)?)
}

fn later(day: Date, days: i64) -> Result<Date> {
    Ok(day.checked_add(Span::new().days(days))?)
}

/// Another provider; 555-01xx belongs to nobody.
fn receiver(site: usize, provider: &str) -> Result<Receiver> {
    let area = [HARBOR.area, MESA.area][site];
    Ok(Receiver {
        provider: Line::parse(provider, "a name")?,
        contact: Line::parse(&format!("Admissions desk, {area}-555-0142"), "a contact")?,
        words: Some(Line::parse(
            "Has the medication list; please call back once they are there",
            "a line",
        )?),
    })
}
