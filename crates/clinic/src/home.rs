//! What each face opens on.

pub use crate::access::setup::organizations;
pub use crate::access::sign_in::Myself;

use crate::attendance::session::{RosterDay, roster_day};
use crate::followup::on_call::OnCallGap;
use crate::followup::signal::{ListedSignal, open_to};
use crate::groups::told;
use crate::people::patient::saw_listed;
use crate::stays::phase::count_moving;
use crate::{Clinic, Look, Refusal};
use care::followup::signal::SignalKind;
use care::intake::appointment::AppointmentState;
use care::people::leaflet::Leaflet;
use care::people::look::HouseLook;
use care::people::patient::Patient;
use care::people::program::Program;
use care::people::site::Site;
use care::{OrganizationId, PersonId, Role, SiteId, TimeZoneName};
use door::reach_to_open;
use jiff::{Timestamp, ToSpan as _};
use policy::{Action, Actor, Resource};
use record::Read;
use record::access::glass;
use record::intake::appointment;
use record::job;
use record::people::{leaflet, patient, person, program, site};

/// The zone in which somebody's own times are shown: where they work or are seen, or the first site there is.
pub fn own_zone(clinic: &Clinic, actor: &Actor) -> Result<TimeZoneName, Refusal> {
    clinic
        .record()
        .read(actor.organization(), |read| zone_of(read, actor))
}

/// The same, for whoever reads already.
pub(crate) fn zone_of(read: &mut impl Read, actor: &Actor) -> Result<TimeZoneName, Refusal> {
    let seen_at = patient::facts(read, actor.person(), actor.person())?;
    let own = actor
        .sites()
        .first()
        .copied()
        .or(seen_at.map(|facts| facts.site));
    let sites = site::all(read)?;
    let found = sites
        .iter()
        .find(|site| Some(site.id) == own)
        .or(sites.first());
    found.map(|site| site.zone.clone()).ok_or(Refusal::NotFound)
}

/// How many people without a counselor are shown; the latest of them.
const WITHOUT_COUNSELOR_MAX: u32 = 10;

/// What a counselor, a coordinator, a director or an officer opens on.
pub struct StaffHome {
    /// Every site, with how many people it has.
    pub sites: Vec<(Site, i64)>,
    /// The programs.
    pub programs: Vec<Program>,
    /// The people on the actor's caseload.
    pub caseload: Vec<Patient>,
    /// Emergency openings that wait for a review, for whoever reviews them.
    pub unreviewed: Option<i64>,
    /// Roles that wait for a yes, for whoever may say it.
    pub roles_waiting: Option<usize>,
    /// Messages that could not be sent, for whoever runs the place.
    pub stuck_mail: Option<i64>,
    /// The latest people in care within reach who have no counselor yet.
    pub without_counselor: Vec<Patient>,
    /// How many of these there are.
    pub without_counselor_count: usize,
    /// When nobody will be first on call, and where, for whoever keeps the rota.
    pub gap: Option<OnCallGap>,
    /// Signals that wait for the actor, the most urgent first; of two as urgent, for whoever prescribes, what asks for
    /// medicine. Hours at risk are not among them.
    pub signals: Vec<ListedSignal>,
    /// How many more there are that are not for later in the week.
    pub more_signals: usize,
    /// How many of everything that is open to the actor nobody answered in its time, whether it is shown or not.
    pub late_signals: usize,
    /// How many people wait for somebody within the hour, and nobody has answered, likewise.
    pub people_waiting: usize,
    /// How many people nobody has told of a change to their sessions, for whoever runs groups.
    pub untold: Option<usize>,
    /// How many people may miss the hours of this week: a number, because nobody talks with all of them today.
    pub hours_at_risk: usize,
    /// The assessments that are the actor's today and still stand, by time.
    pub visits: Vec<OwnVisit>,
    /// The rosters on which somebody is missing, and who will not come today: of what the actor leads, or of everything
    /// for whoever answers for it.
    pub rosters: RosterDay,
    /// How many people it is time for the next phase for, and a site where that or a missing seat is seen, for whoever
    /// answers for all of it.
    pub moving_on: Option<(usize, SiteId)>,
}

/// An appointment of one's own.
pub struct OwnVisit {
    /// With whom.
    pub person: PersonId,
    /// What they are called.
    pub called: String,
    /// From when.
    pub starts_at: Timestamp,
    /// Where.
    pub site: Site,
}

/// The staff's first page.
pub fn staff_home(clinic: &Clinic, actor: &Actor) -> Result<StaffHome, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::OpenStaffHome)?;
        let counts = record::stays::stay::count_at_sites(look.read)?;
        let sites = site::all(look.read)?;
        let within = reach_to_open(actor, look.now);
        let caseload = patient::on_caseload(look.read, &within)?;
        let most = WITHOUT_COUNSELOR_MAX;
        let (without_counselor, without_counselor_count) =
            patient::without_counselor(look.read, &within, most)?;
        let visits = visits(look, &sites)?;
        let answers_for_all = actor.is(Role::ClinicalDirector);
        let rosters = roster_day(look, &sites, answers_for_all)?;
        let people = caseload.iter().chain(&without_counselor);
        let mut shown: Vec<PersonId> = people.map(|patient| patient.id).collect();
        shown.extend(visits.iter().map(|visit| visit.person));
        shown.extend(rosters.called_in.iter().map(|one| one.person));
        if !shown.is_empty() {
            saw_listed(look, &shown, false);
        }
        let open = open_to(look)?;
        let (hours, mut signals): (Vec<_>, Vec<_>) = open
            .listed
            .into_iter()
            .partition(|listed| listed.signal.kind == SignalKind::Hours);
        if actor.is(Role::MedicalProvider) {
            signals.sort_by_key(|listed| listed.signal.place_for_prescriber());
        }
        let untold = told::untold(look, &sites)?;
        let programs = program::all(look.read)?;
        let moving_on = if answers_for_all {
            count_moving(look.read, &sites, &programs, look.now)?
        } else {
            None
        };
        let officer = actor.is(Role::PrivacyOfficer);
        let administrator = actor.is(Role::ProgramAdministrator);
        Ok(StaffHome {
            programs,
            moving_on,
            unreviewed: officer.then(|| glass::unreviewed(look.read)).transpose()?,
            roles_waiting: roles_waiting(look)?,
            stuck_mail: administrator.then(|| job::stuck(look.read)).transpose()?,
            sites: sites
                .into_iter()
                .map(|site| {
                    let people = counts.get(&site.id).copied().unwrap_or(0);
                    (site, people)
                })
                .collect(),
            untold,
            gap: crate::followup::on_call::next_gap(look)?,
            caseload,
            without_counselor,
            without_counselor_count,
            hours_at_risk: hours.len(),
            signals,
            more_signals: open.more,
            late_signals: open.late,
            people_waiting: open.people_waiting,
            visits,
            rosters,
        })
    })
}

/// The appointments of the actor that still stand today, by the clocks of where they work.
fn visits(look: &mut Look<'_, '_>, sites: &[Site]) -> Result<Vec<OwnVisit>, Refusal> {
    let own = sites
        .iter()
        .find(|site| look.actor.sites().contains(&site.id));
    let Some(clock) = own.or(sites.first()) else {
        return Ok(Vec::new());
    };
    let today = clock.zone.local(look.now).date();
    let [from, until] =
        [today, today.saturating_add(1.day())].map(|date| clock.zone.instant(date, 0));
    let mut taken = appointment::between(look.read, (from, until))?;
    let me = look.actor.person();
    taken.retain(|it| it.clinician == me && it.state == AppointmentState::Booked);
    look.introduce(taken.iter().map(|it| it.person))?;
    look.meet(taken.iter().map(|it| it.person))?;
    let mut visits = Vec::new();
    for it in taken {
        let may_open = look.could_still(Action::Assess, it.person)?;
        let called = door::display_name(look, it.person)?.filter(|_| may_open);
        let site = sites.iter().find(|site| site.id == it.site);
        if let (Some(called), Some(site)) = (called, site) {
            visits.push(OwnVisit {
                person: it.person,
                called,
                starts_at: it.starts_at,
                site: site.clone(),
            });
        }
    }
    Ok(visits)
}

/// How many roles wait for a yes, for whoever may say it.
fn roles_waiting(look: &mut Look<'_, '_>) -> Result<Option<usize>, Refusal> {
    let organization = look.organization();
    if !look.could_on(Action::ReviewRoles, &Resource::Organization(organization)) {
        return Ok(None);
    }
    let waiting = record::access::grant::waiting(look.read)?;
    Ok(Some(waiting.len()))
}

/// What a person in care opens on, or somebody who supports one.
pub struct OwnHome {
    /// What to call them.
    pub called: String,
    /// Their own care, when they are in care.
    pub care: Option<OwnCare>,
    /// Whether somebody in care counts on them.
    pub supports: bool,
}

/// A person's own care, in their words.
pub struct OwnCare {
    /// Themselves.
    pub patient: Patient,
    /// Where they are seen.
    pub site: Site,
    /// The program.
    pub program: Option<Program>,
    /// Their counselor: name, telephone.
    pub counselor: Option<(String, Option<String>)>,
    /// How many questionnaires they are asked to answer.
    pub asked: usize,
}

/// The first page of a person in care. Looking at one's own page is in the journal like every look.
pub fn own_home(clinic: &Clinic, actor: &Actor) -> Result<OwnHome, Refusal> {
    clinic.look(actor, |look| {
        let organization = look.organization();
        look.permit_on(
            Action::OpenOwnHome,
            &Resource::Account(organization, actor.person()),
        )?;
        let (name, _) = person::load(look.read, actor.person())?;
        let care = match patient::find(look.read, actor.person())? {
            None => None,
            Some(patient) => {
                let site = site::find(look.read, patient.site)?.ok_or(Refusal::NotFound)?;
                let programs = program::all(look.read)?;
                let counselor = match patient.counselor {
                    None => None,
                    Some(id) => match person::load(look.read, id) {
                        Ok((name, contact)) => Some((name.full(), contact.phone.map(String::from))),
                        Err(record::RecordError::Forgotten) => None,
                        Err(error) => return Err(error.into()),
                    },
                };
                let program = programs
                    .into_iter()
                    .find(|program| program.id == patient.program);
                look.saw(
                    "me.viewed",
                    ("person", patient.id.uuid()),
                    Some(patient.id),
                    None,
                );
                let asked = record::assessment::measure::assigned(look.read, patient.id)?.len();
                Some(OwnCare {
                    patient,
                    site,
                    program,
                    counselor,
                    asked,
                })
            }
        };
        let supports = patient::is_supporter(look.read, actor.person())?;
        Ok(OwnHome {
            called: name.called().to_owned(),
            care,
            supports,
        })
    })
}

/// What anybody may know: the organization's name, its sites, what their pages say, its programs.
pub struct PublicHome {
    /// Whose page this is.
    pub organization: String,
    /// Where it is, and when open.
    pub sites: Vec<Site>,
    /// What the page of each site says, where anybody wrote something.
    pub leaflets: Vec<(SiteId, Leaflet)>,
    /// What it offers.
    pub programs: Vec<(SiteId, Program)>,
}

impl PublicHome {
    /// What the page of a site says.
    pub fn leaflet(&self, site: SiteId) -> Option<&Leaflet> {
        let mut all = self.leaflets.iter();
        all.find(|(at, _)| *at == site).map(|(_, found)| found)
    }
}

/// The organization whose the public pages are, with what it is called and how it looks; nothing before setup.
pub fn shown(clinic: &Clinic) -> Result<Option<(OrganizationId, String, HouseLook)>, Refusal> {
    clinic
        .record()
        .read_across(|across| Ok(record::people::organization::first(across)?))
}

/// Whether the public pages are those of whoever asks: an installation shows one organization, the first.
pub fn is_shown_to_all(clinic: &Clinic, actor: &Actor) -> Result<bool, Refusal> {
    clinic.record().read_across(|across| {
        let organizations = record::people::organization::all(across)?;
        let first = organizations.first();
        Ok(first.is_some_and(|(id, _)| *id == actor.organization()))
    })
}

/// The public page, for the first organization of the installation; nothing before setup.
pub fn public_home(clinic: &Clinic) -> Result<Option<PublicHome>, Refusal> {
    clinic.record().read_across(|across| {
        let organizations = record::people::organization::all(across)?;
        let Some((id, name)) = organizations.into_iter().next() else {
            return Ok(None);
        };
        let read = &mut across.within(id);
        let programs = program::all(read)?;
        Ok(Some(PublicHome {
            organization: name,
            sites: site::all(read)?,
            leaflets: leaflet::all(read)?,
            programs: programs
                .into_iter()
                .map(|program| (program.site, program))
                .collect(),
        }))
    })
}
