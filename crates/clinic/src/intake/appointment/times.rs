//! Where there still is a time for an assessment, and with whom.

use super::standing_of;
use crate::groups::schedule;
use crate::{Clinic, Refusal};
use care::groups::group::Schedule;
use care::intake::appointment::{
    ASSESSMENT_MINUTES, Busy, DAYS_AHEAD_MAX, LEAD_MINUTES, Slot, Window, free, offers,
};
use care::intake::inquiry::{Inquiry, Language};
use care::people::site::Site;
use care::people::staff::Staff;
use care::{AppointmentId, Credential, InquiryId, PersonId, Role, SiteId, Span};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use policy::{Action, Actor};
use record::Read;
use record::intake::{appointment, inquiry};
use record::people::{site, staff};
use std::collections::HashMap;

/// The roles that assess.
const ASSESSORS: [Role; 3] = [
    Role::Counselor,
    Role::MedicalProvider,
    Role::ClinicalDirector,
];

/// Free times to offer.
pub struct Offers {
    /// Where, and so in which zone.
    pub site: Site,
    /// The times.
    pub slots: Vec<Slot>,
    /// What the clinicians are called.
    pub names: HashMap<PersonId, String>,
    /// The clinicians who work in the language that was asked for, where it is not English.
    pub in_language: Vec<PersonId>,
    /// When this was true.
    pub now: Timestamp,
}

/// Who assesses at a site, and when they are on duty.
struct Assessors {
    duty: Vec<(PersonId, Span)>,
    names: HashMap<PersonId, String>,
    spanish: Vec<PersonId>,
}

/// What free times follow from at whichever site, read once for all of them.
struct Team {
    staff: Vec<Staff>,
    schedule: Schedule,
}

impl Team {
    fn load(read: &mut impl Read) -> Result<Self, Refusal> {
        Ok(Self {
            staff: staff::all(read)?,
            schedule: schedule::everywhere(read)?,
        })
    }
}

fn assessors(team: &Team, site: &Site) -> Assessors {
    let assesses = |staff: &&Staff| {
        staff.disabled_at.is_none()
            && staff.sites.contains(&site.id)
            && staff.roles.iter().any(|role| ASSESSORS.contains(role))
    };
    let mut found = Assessors {
        duty: Vec::new(),
        names: HashMap::new(),
        spanish: Vec::new(),
    };
    for staff in team.staff.iter().filter(assesses) {
        let here = staff.availability.iter().filter(|(at, _)| *at == site.id);
        found.duty.extend(here.map(|(_, span)| (staff.id, *span)));
        found.names.insert(staff.id, staff.name.full());
        if staff.credentials.contains(&Credential::Spanish) {
            found.spanish.push(staff.id);
        }
    }
    found
}

fn shifted(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}

/// The free times of a window with whatever is taken in it: by appointments, and by the groups somebody leads. `except`
/// is an appointment that would be moved away.
fn free_in(
    read: &mut impl Read,
    team: &Team,
    assessors: &Assessors,
    window: &Window<'_>,
    except: Option<AppointmentId>,
) -> Result<(Vec<Slot>, Vec<Busy>), Refusal> {
    let last = window
        .from
        .checked_add(window.days.days())
        .unwrap_or(window.from);
    let reach = (
        window.zone.instant(window.from, 0),
        window.zone.instant(last, 0),
    );
    let taken = appointment::between(read, reach)?;
    let mut busy: Vec<_> = taken
        .iter()
        .filter(|it| Some(it.id) != except)
        .map(|it| Busy {
            clinician: it.clinician,
            from: it.starts_at,
            until: it.ends_at(),
        })
        .collect();
    busy.extend(leading(&team.schedule, (window.from, last)));
    Ok((free(&assessors.duty, &busy, window), busy))
}

/// When somebody leads a session of a group between two dates, at any site, with whatever differs for that session.
fn leading(schedule: &Schedule, (from, last): (Date, Date)) -> Vec<Busy> {
    // The dates of another site begin and end some hours apart.
    let from = from.saturating_sub(1.day());
    let held = schedule.sessions((from, last));
    let busy = held
        .iter()
        .filter(|session| session.held())
        .flat_map(|session| {
            session.facilitators.iter().map(|leader| Busy {
                clinician: *leader,
                from: session.starts_at,
                until: session.ends_at,
            })
        });
    busy.collect()
}

/// The weeks ahead at a site, for an assessment.
fn ahead(site: &Site, now: Timestamp) -> Window<'_> {
    Window {
        zone: &site.zone,
        earliest: shifted(now, SignedDuration::from_mins(LEAD_MINUTES)),
        from: site.zone.local(now).date(),
        days: DAYS_AHEAD_MAX,
        minutes: ASSESSMENT_MINUTES,
    }
}

/// The earliest times for an assessment at a site, for somebody to whom a language is spoken.
pub(crate) fn offers_at(
    read: &mut impl Read,
    site: Site,
    language: Language,
    now: Timestamp,
) -> Result<Offers, Refusal> {
    let team = Team::load(read)?;
    offers_of(read, &team, site, language, now)
}

fn offers_of(
    read: &mut impl Read,
    team: &Team,
    site: Site,
    language: Language,
    now: Timestamp,
) -> Result<Offers, Refusal> {
    let assessors = assessors(team, &site);
    let (slots, busy) = free_in(read, team, &assessors, &ahead(&site, now), None)?;
    let in_language = match language {
        Language::Spanish => assessors.spanish,
        _ => Vec::new(),
    };
    Ok(Offers {
        slots: offers(&slots, &busy, &in_language),
        names: assessors.names,
        in_language,
        site,
        now,
    })
}

/// The very next time for an assessment at each of some sites where there is one, and with whom; for the board.
pub(crate) fn earliest<'a>(
    read: &mut impl Read,
    sites: impl Iterator<Item = &'a Site>,
    now: Timestamp,
) -> Result<HashMap<SiteId, (Slot, String)>, Refusal> {
    let mut sites = sites.peekable();
    let mut earliest = HashMap::new();
    if sites.peek().is_none() {
        return Ok(earliest);
    }
    let team = Team::load(read)?;
    for site in sites {
        let Offers { slots, names, .. } =
            offers_of(read, &team, site.clone(), Language::English, now)?;
        if let Some(slot) = slots.first() {
            let name = names.get(&slot.clinician).cloned().unwrap_or_default();
            earliest.insert(site.id, (*slot, name));
        }
    }
    Ok(earliest)
}

/// Every free time of one day for an inquiry, for choosing by date; `minutes` is one of
/// [`care::intake::appointment::LENGTHS_MINUTES`].
pub fn day(
    clinic: &Clinic,
    actor: &Actor,
    id: InquiryId,
    date: Option<Date>,
    minutes: u16,
) -> Result<(Inquiry, Date, Offers), Refusal> {
    clinic.look(actor, |look| {
        let inquiry = inquiry::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        look.permit_patient(Action::WorkInquiry, inquiry.person)?;
        let site = site::find(look.read, inquiry.site)?.ok_or(Refusal::NotFound)?;
        let team = Team::load(look.read)?;
        let assessors = assessors(&team, &site);
        let date = date.unwrap_or_else(|| site.zone.local(look.now).date());
        let standing = standing_of(look.read, inquiry.person)?;
        let window = Window {
            zone: &site.zone,
            earliest: look.now,
            from: date,
            days: 1,
            minutes,
        };
        let except = standing.map(|it| it.id);
        let (slots, _) = free_in(look.read, &team, &assessors, &window, except)?;
        look.saw(
            "inquiry.viewed",
            ("inquiry", id.uuid()),
            Some(inquiry.person),
            None,
        );
        let in_language = match inquiry.request.language {
            Language::Spanish => assessors.spanish,
            _ => Vec::new(),
        };
        let offers = Offers {
            slots,
            names: assessors.names,
            in_language,
            site,
            now: look.now,
        };
        Ok((inquiry, date, offers))
    })
}

/// Whether a time is free by now, but for an appointment that would be moved away.
pub(super) fn is_free(
    read: &mut impl Read,
    site: &Site,
    wanted: Slot,
    now: Timestamp,
    except: Option<AppointmentId>,
) -> Result<bool, Refusal> {
    let team = Team::load(read)?;
    let assessors = assessors(&team, site);
    let window = Window {
        zone: &site.zone,
        earliest: now,
        from: site.zone.local(wanted.starts_at).date(),
        days: 1,
        minutes: wanted.minutes,
    };
    let (slots, _) = free_in(read, &team, &assessors, &window, except)?;
    Ok(slots.contains(&wanted))
}
