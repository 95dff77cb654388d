//! What is mailed about an appointment: that it was made or moved, and some time before it that it comes. In their own
//! times, as they wish, within their rules for being in touch; and never about a time that does not hold any more.

use super::appointment::standing_of;
use super::inquiry::worked;
use crate::access::setup::operator;
use crate::access::sign_in::Ticket;
use crate::mail::{AboutTime, Booked, Mail, MailStanding};
use crate::{Act, Clinic, Key, Refusal, mail};
use care::daytime::minute_of;
use care::intake::appointment::{
    Answered, Appointment, AppointmentState, Notice, NoticeMail, Reminded, ReminderLead,
    ReminderPlan, ReminderWish, may_remind,
};
use care::people::contact_rules::{ContactRules, Forbidden};
use care::people::site::Site;
use care::{AppointmentId, InquiryId, OrganizationId, PersonId, TimeZoneName};
use jiff::{SignedDuration, Timestamp};
use language::Language;
use policy::{Action, Actor};
use record::Read;
use record::intake::appointment;
use record::intake::appointment::notice;
use record::people::{person, site};

/// How long after its time an appointment is still known to the link in a message, in days: whoever opens it late is told
/// so, and whom to call. House rule.
const LINK_DAYS: i64 = 30;
/// When an appointment is looked at again whose reminder could not be made, in minutes.
const AGAIN_MINUTES: i64 = 1;

/// A time as somebody reads it: in their language, by the clocks of the site.
pub fn when_in(language: Language, zone: &TimeZoneName, at: Timestamp) -> String {
    let local = zone.local(at);
    let day = language.long_day(local.date());
    let time = language.time(minute_of(local.time()));
    format!("{day}, {time} {}", zone.abbreviation(at))
}

/// Whether there is still something to say about it: it was not called off, and has not begun.
pub(super) fn stands(appointment: &Appointment, now: Timestamp) -> bool {
    appointment.state == AppointmentState::Booked && appointment.starts_at > now
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

/// Confirms an appointment that was made or moved just now, and says when they are reminded of it. Nobody else is told
/// of an appointment: that would need a consent. One that stays at its time says the same as before: what they answered
/// to it stands, and what was mailed is not mailed again.
pub(super) fn begin(
    act: &mut Act<'_, '_>,
    appointment: &Appointment,
    site: &Site,
    stays: bool,
) -> Result<(), Refusal> {
    let before = notice::of(act.tx, appointment.id)?.and_then(|kept| kept.notice);
    let mut notice = match before {
        Some(notice) if stays => notice,
        Some(notice) => Notice::new(notice.wish, act.now),
        None => Notice::new(wish_of(act.tx, appointment)?, act.now),
    };
    if matches!(notice.confirmed, Some(NoticeMail::Queued(_))) {
        return Ok(());
    }
    notice.confirmed = Some(send(act, appointment, site, false)?);
    keep(act, appointment, site, &notice)
}

/// How whoever it is for wished to be reminded of their last appointment.
fn wish_of(read: &mut impl Read, appointment: &Appointment) -> Result<ReminderWish, Refusal> {
    let theirs = appointment::of_person(read, appointment.person)?;
    let last = theirs.iter().rfind(|it| it.id != appointment.id);
    let kept = match last {
        Some(last) => notice::of(read, last.id)?,
        None => None,
    };
    let notice = kept.and_then(|kept| kept.notice);
    Ok(notice.map_or(ReminderWish::Both, |notice| notice.wish))
}

/// Queues a message about it, with a link of its own by which it is answered; answers what became of that.
fn send(
    act: &mut Act<'_, '_>,
    appointment: &Appointment,
    site: &Site,
    reminds: bool,
) -> Result<NoticeMail, Refusal> {
    let (clinic, person) = (act.clinic, appointment.person);
    let (_, contact) = person::load(act.tx, person)?;
    let Some(to) = contact.email else {
        return Ok(NoticeMail::NoAddress);
    };
    let language = mail::language_of(act.tx, person)?;
    let (secret, ticket) = Ticket::fresh(clinic, act.organization());
    let path = language.path(&format!("/answer/{}", secret.as_str()));
    let link = format!("{}{path}", clinic.settings().base_url);
    let when = when_in(language, &site.zone, appointment.starts_at);
    let phone = clinic.settings().public_phone.clone();
    let booked = Booked {
        when: &when,
        link: &link,
        phone: phone.as_deref(),
    };
    let about = AboutTime {
        id: appointment.id,
        starts_at: appointment.starts_at,
        reminds,
    };
    let written = Mail::appointment(&to, language, &booked, about);
    match mail::enqueue_known(act, person, &written)? {
        Err(rule) => Ok(NoticeMail::Held(rule)),
        Ok(job) => {
            let until = later(
                appointment.starts_at,
                SignedDuration::from_hours(24 * LINK_DAYS),
            );
            notice::add_link(act.tx, appointment, ticket.hash, until)?;
            Ok(NoticeMail::Queued(job))
        }
    }
}

/// Keeps what was mailed and said, and when the next reminder is due by the rules of today.
pub(super) fn keep(
    act: &mut Act<'_, '_>,
    appointment: &Appointment,
    site: &Site,
    notice: &Notice,
) -> Result<(), Refusal> {
    let rules = person::rules(act.tx, appointment.person)?;
    let next = notice.next_at(appointment.starts_at, &rules, &site.zone);
    let dice = act.clinic.dice();
    Ok(notice::set(act.tx, dice, appointment, notice, next)?)
}

/// What was mailed about an appointment; nothing yet about one from before there were reminders.
pub(super) fn known(
    read: &mut impl Read,
    id: AppointmentId,
    now: Timestamp,
) -> Result<Notice, Refusal> {
    let kept = notice::of(read, id)?.and_then(|kept| kept.notice);
    Ok(kept.unwrap_or_else(|| Notice::new(ReminderWish::Both, now)))
}

/// Says anew when somebody is reminded, after their rules for being in touch were changed.
pub(crate) fn replan(act: &mut Act<'_, '_>, person: PersonId) -> Result<(), Refusal> {
    // One stands at a time; the others are over.
    for it in appointment::of_person(act.tx, person)? {
        if stands(&it, act.now) {
            let site = site::find(act.tx, it.site)?.ok_or(Refusal::NotFound)?;
            let notice = known(act.tx, it.id, act.now)?;
            keep(act, &it, &site, &notice)?;
        }
    }
    Ok(())
}

/// Says how somebody wishes to be reminded of the appointment that stands. `was` is what the form showed.
pub fn wish(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    was: ReminderWish,
    wish: ReminderWish,
) -> Result<(), Refusal> {
    let command = ("wish_reminders", &(id, was, wish));
    clinic.act(actor, key, command, |act| {
        let inquiry = worked(act, id)?;
        let standing = standing_of(act.tx, inquiry.person)?.ok_or_else(|| {
            Refusal::Conflict("There is no appointment to be reminded of.".to_owned())
        })?;
        let mut notice = known(act.tx, standing.id, act.now)?;
        if notice.wish != was {
            let sentence =
                "Somebody changed this since. The page of the request shows how they are reminded now.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        notice.wish = wish;
        let site = site::find(act.tx, standing.site)?.ok_or(Refusal::NotFound)?;
        keep(act, &standing, &site, &notice)?;
        let detail = serde_json::json!({ "before": was, "after": wish });
        let subject = ("appointment", standing.id.uuid());
        act.journal(
            "appointment.wished",
            subject,
            Some(inquiry.person),
            Some(detail),
        )
    })
}

/// Reminds of every appointment for which it is time; answers how many were looked at. Called every second or so, and
/// mostly there is none. One that fails keeps none of the others from it, and is tried again a little later.
pub fn remind_due(clinic: &Clinic, organization: OrganizationId) -> Result<usize, Refusal> {
    let now = clinic.now();
    let due = clinic.record().read(organization, |read| {
        notice::due(read, now).map_err(Refusal::from)
    })?;
    let mut reminded = 0;
    for id in due {
        match remind(clinic, organization, id) {
            Ok(()) => reminded += 1,
            // It is over, or somebody was here in between.
            Err(Refusal::Changed) => {}
            Err(error) => {
                tracing::error!(%error, appointment = %id, "nobody was reminded of an appointment");
                let again = later(now, SignedDuration::from_mins(AGAIN_MINUTES));
                look_at(clinic, organization, id, Some(again))?;
            }
        }
    }
    Ok(reminded)
}

fn look_at(
    clinic: &Clinic,
    organization: OrganizationId,
    id: AppointmentId,
    at: Option<Timestamp>,
) -> Result<(), Refusal> {
    clinic.record().transact(organization, |tx| {
        Ok::<_, Refusal>(notice::look_at(tx, id, at)?)
    })
}

fn remind(clinic: &Clinic, organization: OrganizationId, id: AppointmentId) -> Result<(), Refusal> {
    let now = clinic.now();
    let found = clinic.record().read(organization, |read| {
        appointment::find(read, id).map_err(Refusal::from)
    })?;
    if found.is_none_or(|it| !stands(&it, now)) {
        look_at(clinic, organization, id, None)?;
        return Err(Refusal::Changed);
    }
    let key = clinic.record().read(organization, |read| {
        let kept = notice::of(read, id)?.ok_or(Refusal::Changed)?;
        // Two servers that find the same one due have the same key, and one of them an effect.
        let since = kept.notice.map(|notice| notice.since);
        let name = format!("{id} {since:?} {:?}", kept.remind_at);
        Key::once(read, "appointment.reminded", name.as_bytes())
    })?;
    clinic.act(&operator(organization), key, ("remind", &id), |act| {
        act.permit(Action::RemindPeople)?;
        go_on(act, id)
    })
}

fn go_on(act: &mut Act<'_, '_>, id: AppointmentId) -> Result<(), Refusal> {
    // Asked again in the transaction: it may have been moved since the list was read.
    let now = act.now;
    let found = appointment::find(act.tx, id)?.filter(|it| stands(it, now));
    let it = found.ok_or(Refusal::Changed)?;
    let kept = notice::of(act.tx, id)?.ok_or(Refusal::Changed)?;
    if kept.remind_at.is_none_or(|at| at > now) {
        return Err(Refusal::Changed);
    }
    let site = site::find(act.tx, it.site)?.ok_or(Refusal::NotFound)?;
    let rules = person::rules(act.tx, it.person)?;
    let fresh = || Notice::new(ReminderWish::Both, now);
    let mut notice = kept.notice.unwrap_or_else(fresh);
    let due = notice.due(it.starts_at, &rules, &site.zone, now);
    let mut may = may_remind(it.starts_at, &rules, &site.zone, now);
    for lead in &due {
        // After an outage several are due: one message is enough.
        let mail = if std::mem::take(&mut may) {
            send(act, &it, &site, true)?
        } else {
            NoticeMail::TooLate
        };
        let at = now;
        notice.reminded.push(Reminded {
            lead: *lead,
            at,
            mail,
        });
    }
    keep(act, &it, &site, &notice)?;
    let said = if due.is_empty() {
        "appointment.reminders_planned"
    } else {
        "appointment.reminded"
    };
    let detail = serde_json::json!({ "reminded": notice.reminded });
    let subject = ("appointment", id.uuid());
    act.journal(said, subject, Some(it.person), Some(detail))
}

/// Whether what a message about a time says still holds: that time does, and, for a reminder, now is one of theirs.
pub(crate) fn still_holds(
    read: &mut impl Read,
    about: AboutTime,
    now: Timestamp,
) -> Result<bool, Refusal> {
    let found = appointment::find(read, about.id)?;
    let holds = |it: &Appointment| it.starts_at == about.starts_at && stands(it, now);
    let Some(it) = found.filter(holds) else {
        return Ok(false);
    };
    if !about.reminds {
        return Ok(true);
    }
    let site = site::find(read, it.site)?.ok_or(Refusal::NotFound)?;
    let rules = person::rules(read, it.person)?;
    Ok(may_remind(it.starts_at, &rules, &site.zone, now))
}

/// What became of a message about an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageStand {
    /// It was queued, and came so far.
    Mail(MailStanding),
    /// It was queued and could not leave before a rule stood against it or its time was over, so it was taken back.
    TakenBack,
    /// One of their rules stands against it.
    Held(Forbidden),
    /// There is no address.
    NoAddress,
    /// It was too late for it.
    TooLate,
}

/// How a reminder stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReminderStand {
    /// It is to go out then.
    Planned(Timestamp),
    /// The time was set too shortly before.
    TooShort,
    /// None of their times lies before it.
    NotTheirTime,
    /// It was its time.
    Done(Timestamp, MessageStand),
}

/// What was mailed about an appointment and what came back, as staff see it.
#[derive(Clone, Debug)]
pub struct NoticeShown {
    /// How they wish to be reminded.
    pub wish: ReminderWish,
    /// What became of the confirmation; nothing where none was tried.
    pub confirmed: Option<MessageStand>,
    /// Each reminder that is wished for or was made.
    pub reminders: Vec<(ReminderLead, ReminderStand)>,
    /// What they said.
    pub answered: Option<Answered>,
}

/// What was mailed about an appointment, for its page.
pub(super) fn shown(
    read: &mut impl Read,
    it: &Appointment,
    rules: &ContactRules,
    zone: &TimeZoneName,
    now: Timestamp,
) -> Result<NoticeShown, Refusal> {
    let notice = known(read, it.id, now)?;
    let confirmed = match notice.confirmed {
        Some(mail) => Some(message(read, it.person, mail)?),
        None => None,
    };
    let mut reminders = Vec::new();
    for lead in ReminderLead::ALL {
        let stand = match notice.reminder(*lead) {
            Some(done) => ReminderStand::Done(done.at, message(read, it.person, done.mail)?),
            None if !notice.wish.leads().contains(lead) => continue,
            None => match notice.plan(*lead, it.starts_at, rules, zone) {
                ReminderPlan::At(at) => ReminderStand::Planned(at),
                ReminderPlan::TooShort => ReminderStand::TooShort,
                ReminderPlan::NotTheirTime => ReminderStand::NotTheirTime,
            },
        };
        reminders.push((*lead, stand));
    }
    Ok(NoticeShown {
        wish: notice.wish,
        confirmed,
        reminders,
        answered: notice.answered,
    })
}

fn message(
    read: &mut impl Read,
    person: PersonId,
    mail: NoticeMail,
) -> Result<MessageStand, Refusal> {
    Ok(match mail {
        NoticeMail::Held(rule) => MessageStand::Held(rule),
        NoticeMail::NoAddress => MessageStand::NoAddress,
        NoticeMail::TooLate => MessageStand::TooLate,
        NoticeMail::Queued(job) => mail::standing_of(read, job, person)?
            .map_or(MessageStand::TakenBack, MessageStand::Mail),
    })
}
