//! Appointments: where there still is a time, making one, and what became of it.

use crate::groups::schedule;
use crate::intake::inquiry::{keep, moved_to, worked};
use crate::intake::reminder;
use crate::{Act, Clinic, Key, Refusal};
use care::groups::group::Schedule;
use care::intake::appointment::{
    ASSESSMENT_MINUTES, Appointment, AppointmentKind, AppointmentState, Busy, DAYS_AHEAD_MAX,
    LEAD_MINUTES, LENGTHS_MINUTES, Slot, Window, ends_at, free, offers,
};
use care::intake::inquiry::{Inquiry, Language, Move, Stage, StepKind};
use care::people::site::Site;
use care::people::staff::Staff;
use care::{AppointmentId, Credential, InquiryId, PersonId, Role, SiteId, Span};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use policy::{Action, Actor};
use record::Read;
use record::intake::{appointment, inquiry};
use record::people::{site, staff};
use serde::Serialize;
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

/// Every free time of one day for an inquiry, for choosing by date; `minutes` is one of [`LENGTHS_MINUTES`].
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

/// A time somebody chose.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Booking {
    /// With whom.
    pub clinician: PersonId,
    /// From when.
    pub starts_at: Timestamp,
    /// For how long, one of [`LENGTHS_MINUTES`].
    pub minutes: u16,
}

/// The field beside which it is said that a time is not free any more.
pub(crate) const TIME: &str = "appointment";

/// Makes the assessment appointment of an inquiry, or moves the one that stands. The time is checked again here: within
/// the clinician's duty, and nobody else's.
pub fn book(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    booking: Booking,
) -> Result<AppointmentId, Refusal> {
    clinic.act(actor, key, ("book_assessment", &(id, booking)), |act| {
        book_in(act, id, booking)
    })
}

/// The same within a larger act. A time that is not free changes nothing: that is said beside [`TIME`].
pub(crate) fn book_in(
    act: &mut Act<'_, '_>,
    id: InquiryId,
    booking: Booking,
) -> Result<AppointmentId, Refusal> {
    let mut inquiry = worked(act, id)?;
    let site = site::find(act.tx, inquiry.site)?.ok_or(Refusal::NotFound)?;
    let standing = standing_of(act.tx, inquiry.person)?;
    if standing.as_ref().is_some_and(|it| it.starts_at <= act.now) {
        let sentence = "Say first whether they came to the appointment that was.";
        return Err(Refusal::Conflict(sentence.to_owned()));
    }
    let stage = moved_to(inquiry.stage, Move::Forward(Stage::Booked))?;
    check_free(act, &site, booking, standing.as_ref())?;
    check_person(act, inquiry.person, booking, standing.as_ref())?;
    let appointment = Appointment {
        id: standing.as_ref().map_or_else(|| act.id(), |it| it.id),
        kind: AppointmentKind::Assessment,
        person: inquiry.person,
        inquiry: Some(id),
        clinician: booking.clinician,
        site: site.id,
        starts_at: booking.starts_at,
        minutes: booking.minutes,
        state: AppointmentState::Booked,
    };
    let kind = if standing.is_some() {
        appointment::update(act.tx, &appointment)?;
        StepKind::Moved
    } else {
        appointment::insert(act.tx, &appointment)?;
        StepKind::Booked
    };
    let before = std::mem::replace(&mut inquiry.stage, stage);
    inquiry.clinician = Some(booking.clinician);
    // Who asked for a call or another time was not answered by another clinician at the same one.
    let stays = standing
        .as_ref()
        .is_some_and(|it| it.starts_at == appointment.starts_at);
    if !stays {
        inquiry.next_call_at = None;
    }
    inquiry.owner = inquiry.owner.or(Some(act.actor.person()));
    keep(act, &inquiry, before, kind)?;
    reminder::begin(act, &appointment, &site, stays)?;
    let detail = serde_json::json!({ "before": standing, "after": appointment });
    let subject = ("appointment", appointment.id.uuid());
    act.journal(
        "appointment.booked",
        subject,
        Some(inquiry.person),
        Some(detail),
    )?;
    Ok(appointment.id)
}

fn check_free(
    act: &mut Act<'_, '_>,
    site: &Site,
    booking: Booking,
    standing: Option<&Appointment>,
) -> Result<(), Refusal> {
    if !LENGTHS_MINUTES.contains(&booking.minutes) {
        return Err(Refusal::field("minutes", "Choose one of the lengths."));
    }
    let team = Team::load(act.tx)?;
    let assessors = assessors(&team, site);
    let window = Window {
        zone: &site.zone,
        earliest: act.now,
        from: site.zone.local(booking.starts_at).date(),
        days: 1,
        minutes: booking.minutes,
    };
    let except = standing.map(|it| it.id);
    let (slots, _) = free_in(act.tx, &team, &assessors, &window, except)?;
    let wanted = Slot {
        starts_at: booking.starts_at,
        clinician: booking.clinician,
        minutes: booking.minutes,
    };
    if slots.contains(&wanted) {
        return Ok(());
    }
    Err(Refusal::field(
        TIME,
        "This time is not free any more. Choose another; the page shows what is free now.",
    ))
}

/// Nobody is in two places at once.
fn check_person(
    act: &mut Act<'_, '_>,
    person: PersonId,
    booking: Booking,
    standing: Option<&Appointment>,
) -> Result<(), Refusal> {
    let until = ends_at(booking.starts_at, booking.minutes);
    let theirs = appointment::of_person(act.tx, person)?;
    let clash = theirs.iter().any(|it| {
        it.state == AppointmentState::Booked
            && Some(it.id) != standing.map(|it| it.id)
            && it.starts_at < until
            && booking.starts_at < it.ends_at()
    });
    if clash {
        let sentence = "The person has another appointment at that time.";
        return Err(Refusal::Conflict(sentence.to_owned()));
    }
    Ok(())
}

/// The assessment appointment that stands.
pub(crate) fn standing_of(
    read: &mut impl Read,
    person: PersonId,
) -> Result<Option<Appointment>, Refusal> {
    let theirs = appointment::of_person(read, person)?;
    Ok(theirs
        .into_iter()
        .find(|it| it.state == AppointmentState::Booked && it.kind == AppointmentKind::Assessment))
}

/// Calls an appointment off and takes the inquiry back to where it was.
pub(crate) fn call_off(
    act: &mut Act<'_, '_>,
    inquiry: &mut Inquiry,
    mut standing: Appointment,
) -> Result<(), Refusal> {
    standing.state = AppointmentState::Cancelled;
    appointment::update(act.tx, &standing)?;
    let before = inquiry.stage;
    inquiry.stage = moved_to(inquiry.stage, Move::Unbooked)?;
    inquiry.clinician = None;
    keep(act, inquiry, before, StepKind::Cancelled)
}

/// Calls an appointment of an inquiry off, while it stands at the time that was shown: what was moved since, or made
/// anew, is another.
pub fn cancel(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    shown: AppointmentId,
    starts_at: Timestamp,
) -> Result<(), Refusal> {
    let command = ("cancel_appointment", &(id, shown, starts_at));
    clinic.act(actor, key, command, |act| {
        let mut inquiry = worked(act, id)?;
        let standing = standing_of(act.tx, inquiry.person)?;
        let Some(standing) = standing.filter(|it| it.id == shown && it.starts_at == starts_at)
        else {
            let sentence = "That appointment does not stand any more: it was moved, called off, or marked. The page shows how it stands.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        };
        let subject = ("appointment", standing.id.uuid());
        call_off(act, &mut inquiry, standing)?;
        act.journal("appointment.cancelled", subject, Some(inquiry.person), None)
    })
}

/// Says whether somebody came to their assessment appointment, or takes that back.
pub fn mark(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: AppointmentId,
    state: AppointmentState,
) -> Result<InquiryId, Refusal> {
    clinic.act(actor, key, ("mark_appointment", &(id, state)), |act| {
        let mut visit = appointment::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        act.permit_patient(Action::KeepAppointment, visit.person)?;
        let inquiry = visit.inquiry.ok_or(Refusal::NotFound)?;
        let mut inquiry = inquiry::find(act.tx, inquiry)?.ok_or(Refusal::NotFound)?;
        let (after, kind) = marking(act, &inquiry, &visit, state)?;
        let taken_back = after < inquiry.stage && visit.state == AppointmentState::Kept;
        if taken_back {
            inquiry::log::step(
                act.tx,
                inquiry.id,
                inquiry.person,
                StepKind::TakenBack,
                inquiry.stage,
                act.now,
                Some(actor.person()),
            )?;
        }
        visit.state = state;
        appointment::update(act.tx, &visit)?;
        let before = std::mem::replace(&mut inquiry.stage, after);
        if state == AppointmentState::Missed {
            inquiry.next_call_at = Some(act.now);
        }
        if state == AppointmentState::Kept {
            inquiry.next_call_at = None;
        }
        keep(act, &inquiry, before, kind)?;
        let detail = serde_json::json!({ "state": state });
        let subject = ("appointment", id.uuid());
        act.journal(
            "appointment.marked",
            subject,
            Some(visit.person),
            Some(detail),
        )?;
        Ok(inquiry.id)
    })
}

/// What marking an appointment does to its inquiry, or a sentence why it cannot be marked so.
fn marking(
    act: &mut Act<'_, '_>,
    inquiry: &Inquiry,
    marked: &Appointment,
    state: AppointmentState,
) -> Result<(Stage, StepKind), Refusal> {
    use AppointmentState::{Booked, Cancelled, Kept, Missed};
    let refuse = |sentence: &str| Err(Refusal::Conflict(sentence.to_owned()));
    let to = match (marked.state, state) {
        (Booked, Kept | Missed) if marked.starts_at > act.now => {
            return refuse("This appointment has not begun. Say afterwards whether they came.");
        }
        (Booked, Kept) => (Move::Forward(Stage::Assessed), StepKind::Kept),
        (Booked, Missed) => (Move::Unbooked, StepKind::Missed),
        (Kept, Booked) => (Move::Unassessed, StepKind::Changed),
        (Missed, Booked) => {
            if standing_of(act.tx, marked.person)?.is_some() {
                return refuse("There is another appointment by now. Call that one off first.");
            }
            (Move::Forward(Stage::Booked), StepKind::Changed)
        }
        (Cancelled, _) => return refuse("This appointment was called off. Make a new one."),
        (Kept, _) => return refuse("They were marked as having come. Take that back first."),
        (Missed, _) => return refuse("They were marked as not having come. Take that back first."),
        (Booked, _) => return refuse("There is nothing to take back."),
    };
    Ok((moved_to(inquiry.stage, to.0)?, to.1))
}
