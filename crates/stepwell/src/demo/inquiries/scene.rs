//! What is done about one request on one day, by the coordinator and by the clinician who assesses.

use super::asked::Act;
use crate::demo::assessed::{self, Seen};
use crate::demo::groups::Groups;
use crate::demo::stage::Stage;
use crate::demo::{lives, sign_in, stays};
use anyhow::{Context as _, Result};
use care::intake::inquiry::Stage as Came;
use care::intake::waiting::{InterimService, PriorityFact};
use care::people::patient::BirthDate;
use care::{InquiryId, LevelOfCare, Paragraph, PersonId};
use clinic::assessment::placement;
use clinic::intake::appointment;
use clinic::intake::appointment::Booking;
use clinic::intake::inquiry;
use clinic::intake::inquiry::CallDraft;
use clinic::intake::waiting;
use clinic::intake::waiting::WaitingDraft;
use clinic::stays::admission;
use clinic::stays::admission::{AdmissionDraft, Exceptions};
use clinic::stays::stay::StayDraft;
use policy::Actor;
use record::assessment::placement::Placed;

/// Why a level is chosen again that what is known no longer bears.
const AGAIN: &str =
    "Looked at again with them on the day of admission; the plan of then still holds";

/// One request on one day.
pub struct Scene<'a> {
    pub stage: &'a Stage<'a>,
    pub groups: &'a Groups,
    pub intake: &'a Actor,
    pub id: InquiryId,
    pub site: usize,
}

impl Scene<'_> {
    /// Does it.
    pub fn play(&self, act: Act) -> Result<()> {
        let (clinic, intake, id) = (&self.stage.clinic, self.intake, self.id);
        let key = clinic.fresh_key();
        let words = |text: &str| Paragraph::optional(text);
        match act {
            Act::Call(outcome, said) => {
                let call = CallDraft {
                    outcome,
                    words: words(said)?,
                    next_call_at: None,
                    despite: None,
                };
                inquiry::log_call(clinic, intake, key, id, &call)?;
            }
            Act::Book => self.book()?,
            Act::Mark(outcome) => {
                let file = inquiry::open(clinic, intake, id)?;
                // Whoever got a later time is marked when it is over; here it stays open then.
                if let Some(standing) = file.standing().filter(|it| it.starts_at <= file.now) {
                    appointment::mark(clinic, intake, key, standing.id, outcome)?;
                }
            }
            Act::Assess(turn) => self.assess(turn)?,
            Act::Place(level, reason) => self.place(level, reason)?,
            Act::Admit => self.admit()?,
            Act::Wait => {
                inquiry::wait(clinic, intake, key, id)?;
                self.meanwhile()?;
            }
            Act::Lose(reason, said) => {
                inquiry::lose(clinic, intake, key, id, reason, words(said)?.as_ref())?;
            }
        }
        Ok(())
    }

    /// Who they are for the order of the list, and part of what they are owed while they wait.
    fn meanwhile(&self) -> Result<()> {
        let (clinic, intake, id) = (&self.stage.clinic, self.intake, self.id);
        let draft = WaitingDraft {
            level: Some(LevelOfCare::IntensiveOutpatient),
            pregnant: PriorityFact::No,
            injects: PriorityFact::Yes,
        };
        waiting::set(clinic, intake, clinic.fresh_key(), id, draft)?;
        let (key, service) = (clinic.fresh_key(), InterimService::Infections);
        waiting::give(clinic, intake, key, id, service, None, None)?;
        Ok(())
    }

    /// The person, and the clinician who assesses them, if it came as far as this.
    fn at(&self, stage: Came) -> Result<Option<(PersonId, PersonId)>> {
        let found = inquiry::open(&self.stage.clinic, self.intake, self.id)?.inquiry;
        let clinician = found.clinician.filter(|_| found.stage == stage);
        Ok(clinician.map(|clinician| (found.person, clinician)))
    }

    fn book(&self) -> Result<()> {
        let clinic = &self.stage.clinic;
        let page = inquiry::open(clinic, self.intake, self.id)?;
        let offers = page.offers.context("there is an appointment already")?;
        let slot = offers.slots.first().context("no clinician is on duty")?;
        let booking = Booking {
            clinician: slot.clinician,
            starts_at: slot.starts_at,
            minutes: slot.minutes,
        };
        appointment::book(clinic, self.intake, clinic.fresh_key(), self.id, booking)?;
        Ok(())
    }

    fn assess(&self, turn: usize) -> Result<()> {
        let Some((id, counselor)) = self.at(Came::Assessed)? else {
            return Ok(());
        };
        assessed::assess(self.stage, Seen { id, counselor }, turn)
    }

    fn place(&self, level: LevelOfCare, reason: &str) -> Result<()> {
        let Some((person, clinician)) = self.at(Came::Assessed)? else {
            return Ok(());
        };
        let clinician = sign_in::enter(self.stage, clinician)?;
        self.stage.pass_minutes(12);
        stays::place(self.stage, &clinician, person, level, reason)
    }

    /// Into the program of the level that was chosen, with the counselor who carries the fewest there.
    fn admit(&self) -> Result<()> {
        let Some((person, clinician)) = self.at(Came::Placed)? else {
            return Ok(());
        };
        let (stage, clinic) = (self.stage, &self.stage.clinic);
        let shown = placement::show(clinic, self.intake, person, &[])?;
        let chosen = shown.chosen.as_ref().and_then(Placed::level);
        if let (Some(level), Some(_)) = (chosen, &shown.admits_not) {
            let clinician = sign_in::enter(stage, clinician)?;
            stays::place(stage, &clinician, person, level, AGAIN)?;
            stage.pass_minutes(1);
        }
        let site = stage.sites[self.site];
        let door = admission::door(clinic, self.intake, person)?;
        let placed = door.placed.context("nobody chose a level")?;
        let level = placed.level().context("sent to an emergency department")?;
        let fits = |program: &&care::people::program::Program| {
            program.site == site && program.level == level
        };
        let program = door.offer.programs.iter().find(fits);
        let counselors = door.offer.counselors.iter();
        let counselor = counselors
            .filter(|load| load.sites.contains(&site))
            .min_by_key(|load| load.carried.get(&level).copied());
        // By the clock of the story, which stops before the present.
        let today = door.offer.today;
        let draft = AdmissionDraft {
            stay: StayDraft {
                program: program.context("there is no such program here")?.id,
                bed: None,
                counselor: counselor.map(|load| load.counselor),
                over: None,
                from: today,
                planned: None,
                emergency: None,
                despite: None,
            },
            elsewhere: None,
            // Asked at the front desk, as for everybody: nobody is admitted whose age is not known.
            born: Some(BirthDate::parse("1991-05-17", today)?),
            exceptions: Exceptions::default(),
        };
        admission::admit(clinic, self.intake, clinic.fresh_key(), person, &draft)?;
        lives::ask(stage, self.intake, person, false, today)?;
        self.groups.welcome(stage, self.site, person, today)
    }
}
