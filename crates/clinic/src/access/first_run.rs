//! What a place still needs before it can open its doors. Nothing of it is stored: it follows from what is there, so a
//! site that is added later asks for its hours again.

use crate::mail::{MailStanding, latest_to};
use crate::{Clinic, Refusal};
use care::followup::on_call::RotaPlace;
use care::people::site::Site;
use care::people::staff::Staff;
use care::{PersonId, Role, SiteId};
use policy::{Action, Actor};
use record::access::account;
use record::followup::on_call;
use record::people::{program, site, staff};

/// How many administrators there should be: the last one's way back in leads over the server's console alone.
const ADMINISTRATORS_MIN: usize = 2;

/// One thing to do, in the order in which each is of use to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpeningStep {
    /// When each site is open, by its own clock.
    Hours,
    /// What each site offers.
    Programs,
    /// Those who work here besides the administrators.
    Staff,
    /// When somebody is on duty at each site: without that no appointment can be offered.
    Duty,
    /// Somebody first on call at each site.
    OnCall,
    /// That messages leave.
    Mail,
    /// Somebody who can let the others in when one is away.
    Administrators,
}

impl OpeningStep {
    /// Each of them.
    pub const ALL: [Self; 7] = [
        Self::Hours,
        Self::Programs,
        Self::Staff,
        Self::Duty,
        Self::OnCall,
        Self::Mail,
        Self::Administrators,
    ];
}

/// What is there of what a place needs.
pub struct FirstRun {
    /// Every site.
    pub sites: Vec<Site>,
    /// Sites that offer nothing yet.
    pub without_program: Vec<SiteId>,
    /// Sites at which nobody has duty hours.
    pub without_duty: Vec<SiteId>,
    /// Sites at which nobody is first on call at any time.
    pub without_call: Vec<SiteId>,
    /// Open accounts of those who work here and are not administrators alone.
    pub colleagues: usize,
    /// Administrators who can sign in: whoever was only invited lets nobody in.
    pub administrators: usize,
    /// What became of the latest message to whoever asks; nothing when none was written.
    pub mailed: Option<MailStanding>,
    /// Whether this is a demonstration, which sends no mail.
    pub demo: bool,
}

impl FirstRun {
    /// The first site whose opening hours nobody has said.
    pub fn without_hours(&self) -> Option<&Site> {
        self.sites.iter().find(|site| site.hours.is_empty())
    }

    /// Whether something is there.
    pub fn is_done(&self, step: OpeningStep) -> bool {
        match step {
            OpeningStep::Hours => self.without_hours().is_none(),
            OpeningStep::Programs => self.without_program.is_empty(),
            OpeningStep::Staff => self.colleagues > 0,
            OpeningStep::Duty => self.without_duty.is_empty(),
            OpeningStep::OnCall => self.without_call.is_empty(),
            OpeningStep::Mail => self.demo || matches!(self.mailed, Some(MailStanding::Sent(_))),
            OpeningStep::Administrators => self.administrators >= ADMINISTRATORS_MIN,
        }
    }

    /// Whether everything is there.
    pub fn is_complete(&self) -> bool {
        OpeningStep::ALL.into_iter().all(|step| self.is_done(step))
    }
}

/// What is there of what a place needs, for whoever runs it.
pub fn first_run(clinic: &Clinic, actor: &Actor) -> Result<FirstRun, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ManageOrganization)?;
        let sites = site::all(look.read)?;
        let programs = program::all(look.read)?;
        let team = staff::all(look.read)?;
        let shifts = on_call::all(look.read)?;
        let bare = |site: &&Site| !programs.iter().any(|program| program.site == site.id);
        let without_program = sites.iter().filter(bare).map(|site| site.id).collect();
        let first_at = |site: &Site| {
            let mut counting = shifts.iter().filter(|(_, works)| *works);
            counting.any(|(held, _)| held.site == site.id && held.shift.place == RotaPlace::First)
        };
        let without_call = sites.iter().filter(|site| !first_at(site));
        let without_call = without_call.map(|site| site.id).collect();
        let administrator = Role::ProgramAdministrator;
        let open = || team.iter().filter(|staff| staff.disabled_at.is_none());
        let on_duty_at = |site: &Site| {
            open().any(|staff| staff.availability.iter().any(|(at, _)| *at == site.id))
        };
        let without_duty = sites.iter().filter(|site| !on_duty_at(site));
        let without_duty = without_duty.map(|site| site.id).collect();
        let more = |staff: &&Staff| staff.roles != [administrator];
        let me = actor.person();
        let others: Vec<PersonId> = open()
            .filter(|staff| staff.id != me && staff.roles.contains(&administrator))
            .map(|staff| staff.id)
            .collect();
        let others = account::set_up_among(look.read, &others)?.len();
        Ok(FirstRun {
            without_program,
            without_duty,
            without_call,
            colleagues: open().filter(more).count(),
            administrators: usize::from(actor.is(administrator)) + others,
            mailed: latest_to(look.read, me)?,
            demo: clinic.settings().demo,
            sites,
        })
    })
}
