//! The way through care in the demonstration: who stepped up or down, who was sent elsewhere, who is in which bed.

use super::place::{HARBOR, MESA};
use super::sign_in;
use super::stage::Stage;
use anyhow::{Context as _, Result, bail};
use care::assessment::finding::{RawValue, Source};
use care::assessment::placement::Place;
use care::assessment::placement::below::{Recheck, is_below};
use care::stays::episode::{Closing, DischargeReason};
use care::stays::referral::{Receiver, ReferralState};
use care::{BedId, LevelOfCare, Line, PersonId, ProgramId, ReferralId};
use clinic::assessment::interview;
use clinic::assessment::interview::Statement;
use clinic::assessment::placement;
use clinic::assessment::placement::ChoiceDraft;
use clinic::people::program::ProgramDraft;
use clinic::stays::bed::BedDraft;
use clinic::stays::referral;
use clinic::stays::referral::{ReferralDraft, StepDraft};
use clinic::stays::stay;
use clinic::stays::stay::StayDraft;
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

/// When something happens: so many days after the beginning, or before the present.
#[derive(Clone, Copy)]
enum When {
    Day(i32),
    Ago(i32),
}

/// What happens.
#[derive(Clone, Copy)]
enum What {
    /// Into the residence, for so many days.
    Residence(usize, i64),
    /// Into the withdrawal unit.
    Detox(usize),
    /// To the intensive program, or the ordinary one.
    Iop,
    Outpatient,
    /// To another provider, expected there after so many days.
    Refer(LevelOfCare, &'static str, i64),
    /// The provider or the person did this.
    Now(ReferralState),
    /// The episode ends.
    End(DischargeReason, &'static str),
    /// A level is chosen from these answers, with this reason.
    Choose(
        &'static [(&'static str, &'static str)],
        LevelOfCare,
        &'static str,
    ),
}

/// Whose day it is: the n-th person of the story at a site who has a counselor and no part in it yet.
struct Event(When, usize, usize, What);

use LevelOfCare::{Detox, IntensiveOutpatient, Outpatient, Residential};
use When::{Ago, Day};

/// Everything that happens; the second number tells the people apart, the first is the site.
const EVENTS: &[Event] = &[
    Event(
        Day(7),
        0,
        1,
        What::Choose(
            &[
                ("withdrawal.severity", "none"),
                ("home.stability", "no home"),
                ("relapse.risk", "likely"),
            ],
            Residential,
            "",
        ),
    ),
    Event(Day(8), 0, 1, What::Residence(0, 30)),
    Event(Day(9), 0, 2, What::Residence(1, 30)),
    Event(Day(13), 0, 3, What::Residence(3, 60)),
    Event(Day(14), 1, 1, What::Detox(0)),
    Event(Day(20), 1, 1, What::Iop),
    Event(
        Day(16),
        1,
        2,
        What::Choose(
            &[
                ("withdrawal.severity", "none"),
                ("home.stability", "unstable"),
                ("relapse.risk", "likely"),
                ("relapse.needs_24h", "no"),
            ],
            IntensiveOutpatient,
            "A room in a sober house is promised for Monday; the brother puts them up until then",
        ),
    ),
    Event(Day(21), 0, 4, What::Outpatient),
    Event(
        Day(22),
        1,
        3,
        What::Refer(Residential, "Juniper Ridge Residence", 4),
    ),
    Event(Day(23), 1, 3, What::Now(ReferralState::Accepted)),
    Event(Day(26), 1, 3, What::Now(ReferralState::Arrived)),
    Event(
        Day(28),
        0,
        5,
        What::Choose(
            &[
                ("relapse.risk", "likely"),
                ("home.stability", "stable"),
                ("withdrawal.severity", "none"),
            ],
            Outpatient,
            "Works nights; comes twice a week and by phone, and we look again in two weeks",
        ),
    ),
    Event(
        Day(30),
        0,
        6,
        What::End(
            DischargeReason::LeftAgainstAdvice,
            "Did not answer for two weeks; the door stays open",
        ),
    ),
    Event(
        Day(33),
        1,
        4,
        What::End(
            DischargeReason::Completed,
            "Goes on with a weekly group near home",
        ),
    ),
    Event(Day(38), 0, 1, What::Iop),
    Event(Ago(12), 0, 7, What::Residence(4, 90)),
    Event(
        Ago(8),
        0,
        8,
        What::Refer(Residential, "Pine Hill Residence", 3),
    ),
    Event(Ago(7), 0, 8, What::Now(ReferralState::Accepted)),
    Event(Ago(4), 1, 5, What::Detox(1)),
    Event(
        Ago(2),
        1,
        6,
        What::Refer(Detox, "Valley Hospital, withdrawal unit", 5),
    ),
];

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
            "Residence",
            Residential,
            &RESIDENCE_BEDS,
        )?;
        let (unit, unit_beds) =
            overnight(stage, &founder, 1, "Withdrawal Unit", Detox, &DETOX_BEDS)?;
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
    name: &str,
    level: LevelOfCare,
    beds: &[&str],
) -> Result<(ProgramId, Vec<BedId>)> {
    let clinic = &stage.clinic;
    let site = stage.sites[site];
    let draft = ProgramDraft {
        site,
        name: Line::parse(name, "a name")?,
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

/// A counselor asks a few questions, and chooses.
fn choose(
    stage: &Stage<'_>,
    counselor: &Actor,
    id: PersonId,
    answers: &[(&str, &str)],
    level: LevelOfCare,
    reason: &str,
) -> Result<()> {
    let clinic = &stage.clinic;
    let statements: Vec<Statement> = answers
        .iter()
        .map(|(question, value)| Statement {
            question: (*question).to_owned(),
            about: None,
            value: Some(match *value {
                "yes" => RawValue::YesNo(true),
                "no" => RawValue::YesNo(false),
                text => RawValue::Text(text.to_owned()),
            }),
            not_known: None,
            source: Source::Person,
            settles: false,
        })
        .collect();
    let key = clinic.fresh_key();
    interview::answer(clinic, counselor, key, id, &statements, None)?;
    stage.pass_minutes(20);
    let reason = if reason.is_empty() {
        "What is known is enough to begin; the rest is asked there"
    } else {
        reason
    };
    place(stage, counselor, id, level, reason)
}

/// What is done where less is chosen than the criteria hold for safe.
const PLAN: &str = "Their counselor calls every second day and looks at the level again";

/// Why somebody goes on to less, or stays below what the criteria ask for.
const GOES_ON: &str =
    "Has held on for weeks, sleeps, and has people at home; the team agreed on it";

/// Has the level chosen where one is asked for before somebody gets it, or before care `ends`: for less than now, and for
/// less than is safe by what is known.
fn stand(
    stage: &Stage<'_>,
    counselor: &Actor,
    id: PersonId,
    to: LevelOfCare,
    ends: bool,
) -> Result<()> {
    let shown = placement::show(&stage.clinic, counselor, id, &[])?;
    let less = !ends && shown.now.is_some_and(|now| to < now);
    if less || is_below(to, shown.placement.least()) {
        place(stage, counselor, id, to, GOES_ON)?;
        stage.pass_minutes(1);
    }
    Ok(())
}

/// Whoever prescribes where somebody is seen.
fn prescriber(stage: &Stage<'_>, id: PersonId) -> Result<Actor> {
    for login in ["samuel", "nadia"] {
        let actor = stage.enter(login)?;
        let shown = placement::show(&stage.clinic, &actor, id, &[]);
        if shown.is_ok_and(|shown| shown.may_place) {
            return Ok(actor);
        }
    }
    bail!("nobody who prescribes works where they are seen")
}

/// A clinician reads what the criteria say, and chooses.
pub fn place(
    stage: &Stage<'_>,
    clinician: &Actor,
    id: PersonId,
    level: LevelOfCare,
    reason: &str,
) -> Result<()> {
    let clinic = &stage.clinic;
    let placed = placement::show(clinic, clinician, id, &[])?;
    let least = placed.placement.least();
    // Less than is safe by the criteria is chosen by whoever is licensed for it.
    let licensed = if !is_below(level, least) {
        None
    } else if placed.placement.asks_for_prescriber(Place::Level(level))
        || matches!(least, Place::Emergency | Place::Level(LevelOfCare::Detox))
    {
        Some(prescriber(stage, id)?)
    } else {
        Some(stage.enter("ruth")?)
    };
    let clinician = licensed.as_ref().unwrap_or(clinician);
    let today = placed.zone.local(clinic.now()).date();
    let draft = ChoiceDraft {
        place: Place::Level(level),
        reason: reason.to_owned(),
        // Asked for only where it is less than is safe by the criteria.
        plan: Some(Line::parse(PLAN, "a plan")?),
        plan_by: Some(Recheck::of(&placed.placement, today).latest()),
        seen: Some(placement::verdict_mark(&placed.placement)),
    };
    placement::choose(clinic, clinician, clinic.fresh_key(), id, &draft)?;
    Ok(())
}
