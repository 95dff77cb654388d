//! Who is told of a signal, and what happens when nobody answers: it goes up, step by step.
//!
//! Every step is an act of the server like any other: permitted, journaled, done once however often it is tried.

use super::signal::is_unanswered;
use super::{bell, on_call};
use crate::access::setup::operator;
use crate::task::open;
use crate::{Act, Clinic, Key, Refusal};
use care::followup::clock::{self, Chain, Medical, Rung};
use care::followup::on_call::RotaPlace;
use care::followup::signal::{Matter, Signal, Urgency};
use care::people::site::Site;
use care::{OrganizationId, PersonId, Role, SignalId, SiteId, TimeZoneName};
use jiff::{SignedDuration, Timestamp};
use policy::Action;
use record::Read;
use record::followup::alert::{self, Alert};
use record::followup::signal;
use record::intake::inquiry;
use record::people::{site, staff};
use std::collections::HashMap;
use std::sync::Mutex;
use uuid::Uuid;

/// When a signal that did not go up is tried again, in seconds.
pub const AGAIN_SECONDS: i64 = 30;
/// How often the next signals that are due are asked for in one go, so that what else is done every second comes to its
/// turn; the rest goes on a second later.
const ROUNDS_MAX: usize = 20;

/// Where somebody is seen and who looks after them; of whoever is not in care yet, what their request says.
pub(crate) fn whereabouts(
    read: &mut impl Read,
    person: PersonId,
) -> Result<Option<(Site, Option<PersonId>)>, Refusal> {
    let Some(facts) = inquiry::ties(read, &[person], person)?.remove(&person) else {
        return Ok(None);
    };
    let site = site::find(read, facts.site)?;
    Ok(site.map(|site| (site, facts.counselor)))
}

/// The site by whose clocks it is read what is known of somebody: where they are seen, or asked to be; of whoever is
/// not in care and asked for nothing by themselves, where others asked for them, or else the organization's first.
/// Whoever tells of a danger is never nowhere: hours that are some off raise it all the same, and none would not.
pub(crate) fn known_at(read: &mut impl Read, person: PersonId) -> Result<Site, Refusal> {
    if let Some((site, _)) = whereabouts(read, person)? {
        return Ok(site);
    }
    let asked = inquiry::of_person(read, person)?;
    let asked_at = asked.first().map(|inquiry| inquiry.site);
    let mut sites = site::all(read)?;
    sites.sort_by_key(|site| Some(site.id) != asked_at);
    sites.into_iter().next().ok_or(Refusal::NotFound)
}

/// Who can be told about a signal now, and the zone in which its clocks run.
fn chain(
    read: &mut impl Read,
    signal: &Signal,
    now: Timestamp,
) -> Result<(Chain, Option<TimeZoneName>), Refusal> {
    let Some((site, counselor)) = whereabouts(read, signal.person)? else {
        // Whoever is neither in care nor asked for it is at no site. Still somebody has to hear of them: the directors
        // of the whole organization.
        let everywhere = SiteId::from(Uuid::nil());
        let directors = in_charge(read, everywhere)?;
        return Ok((
            Chain {
                directors,
                ..Chain::default()
            },
            None,
        ));
    };
    let rota = on_call::rota_of(read, site.id)?;
    let on = |place| {
        let duty = care::followup::on_call::on_duty(&rota, place, now, &site.zone);
        duty.map(|(held, _)| held.person)
    };
    let (first, second) = (on(RotaPlace::First), on(RotaPlace::Second));
    let medical = if signal.matter.is_some_and(Matter::is_medical) {
        medical(read, site.id, first, second)?
    } else {
        Medical::NotAsked
    };
    let chain = Chain {
        team: counselor.into_iter().collect(),
        first,
        second,
        directors: in_charge(read, site.id)?,
        medical,
    };
    Ok((chain, Some(site.zone)))
}

/// Which of those on call is a medical provider; where none is, those of the site.
fn medical(
    read: &mut impl Read,
    site: SiteId,
    first: Option<PersonId>,
    second: Option<PersonId>,
) -> Result<Medical, Refusal> {
    for (on_call, place) in [(first, Medical::First), (second, Medical::Second)] {
        let Some(on_call) = on_call else {
            continue;
        };
        let (roles, _) = staff::roles_and_sites(read, on_call)?;
        if roles.contains(&Role::MedicalProvider) {
            return Ok(place);
        }
    }
    Ok(Medical::OfSite(alert::providers(read, site)?))
}

/// The clinical directors; where there is none, whoever stands in, so that nothing is told to nobody.
fn in_charge(read: &mut impl Read, site: SiteId) -> Result<Vec<PersonId>, Refusal> {
    let directors = alert::directors(read, site)?;
    if directors.is_empty() {
        return Ok(alert::stand_ins(read, site)?);
    }
    Ok(directors)
}

/// Begins the clock of a signal that was just raised, or became pressing again, and says whom it is told to first. The
/// clock is that of the signal, whatever raised it now; where one runs already, the earlier end holds.
pub(super) fn begin(act: &mut Act<'_, '_>, signal: &mut Signal) -> Result<(), Refusal> {
    let urgency = signal.urgency;
    if signal.matter.is_none() || urgency == Urgency::Week {
        return Ok(());
    }
    let (chain, zone) = chain(act.tx, signal, act.now)?;
    let first = clock::step(urgency, 0, &chain, &[]);
    tell(act, signal, 0, &first.tell)?;
    let by = match &zone {
        Some(zone) => clock::answer_by(urgency, act.now, zone),
        None => clock::next_by(urgency, act.now),
    };
    signal.answer_by = [signal.answer_by, by].into_iter().flatten().min();
    signal.first_by = [signal.first_by, by].into_iter().flatten().min();
    signal.waits_since = signal.waits_since.or(Some(act.now));
    signal.step = Some(stepped(first.next));
    signal.taken = None;
    signal::set_clock(act.tx, signal)?;
    said(act, signal, 0, &first.tell, "signal.told")
}

/// Writes down who is to be told, and has them called where it is pressing.
fn tell(
    act: &mut Act<'_, '_>,
    signal: &Signal,
    step: u16,
    people: &[(PersonId, Rung)],
) -> Result<(), Refusal> {
    for (staff, rung) in people {
        let alert = Alert {
            id: act.id(),
            signal: signal.id,
            staff: *staff,
            step,
            rung: *rung,
            raised_at: act.now,
            told: None,
            opened_at: None,
        };
        alert::insert(act.tx, &alert)?;
        // What can wait for the day is found on the lists, until nobody answered in time.
        if signal.urgency <= Urgency::Hour || step > 0 {
            bell::call(act, alert.id, *staff)?;
        }
    }
    Ok(())
}

fn said(
    act: &mut Act<'_, '_>,
    signal: &Signal,
    step: u16,
    people: &[(PersonId, Rung)],
    action: &'static str,
) -> Result<(), Refusal> {
    let told: Vec<_> = people
        .iter()
        .map(|(staff, rung)| serde_json::json!({ "staff": staff, "as": rung.code() }))
        .collect();
    let detail = serde_json::json!({
        "step": step,
        "told": told,
        "answer_by": signal.answer_by,
    });
    let subject = ("signal", signal.id.uuid());
    act.journal(action, subject, Some(signal.person), Some(detail))
}

fn stepped(step: usize) -> u16 {
    u16::try_from(step).unwrap_or(u16::MAX)
}

/// Signals that did not go up when it was their time, with when each is tried again.
#[derive(Default)]
struct Aside(Mutex<HashMap<SignalId, Timestamp>>);

impl Aside {
    /// Those that are not tried yet.
    fn waiting(&self, now: Timestamp) -> Vec<SignalId> {
        let mut aside = open(&self.0);
        aside.retain(|_, again| *again > now);
        aside.keys().copied().collect()
    }

    fn put(&self, id: SignalId, now: Timestamp) {
        let again = now.saturating_add(SignedDuration::from_secs(AGAIN_SECONDS));
        open(&self.0).insert(id, again.unwrap_or(now));
    }
}

/// Lets every signal whose clock has run out go a step up; answers of how many. Called every second or so; the same
/// clock has one effect, whichever server looks at it. One that cannot go up keeps none of the others from it, however
/// many such there are: it is said in the log, and tried again after [`AGAIN_SECONDS`].
pub fn escalate_due(clinic: &Clinic, organization: OrganizationId) -> Result<usize, Refusal> {
    let now = clinic.now();
    let aside = clinic.memory::<Aside>();
    let (mut seen, mut gone) = (aside.waiting(now), 0);
    for _ in 0..ROUNDS_MAX {
        let due = clinic.record().read(organization, |read| {
            signal::due(read, now, &seen).map_err(Refusal::from)
        })?;
        if due.is_empty() {
            break;
        }
        for id in due {
            match escalate(clinic, organization, id) {
                Ok(()) => gone += 1,
                // Somebody answered in between.
                Err(Refusal::Changed) => {}
                Err(error) => {
                    tracing::error!(%error, signal = %id, "a signal did not go up when nobody answered it");
                    aside.put(id, now);
                }
            }
            seen.push(id);
        }
    }
    Ok(gone)
}

fn escalate(clinic: &Clinic, organization: OrganizationId, id: SignalId) -> Result<(), Refusal> {
    let key = clinic.record().read(organization, |read| {
        let signal = signal::find(read, id)?.ok_or(Refusal::Changed)?;
        // The step and the end of the time that ran out make the key. Two servers that see the same clock run out
        // have the same key, and one of them an effect; the next time that it runs out it is another key.
        let name = format!("{id} {:?} {:?}", signal.step, signal.answer_by);
        Key::once(read, "signal.escalated", name.as_bytes())
    })?;
    clinic.act(
        &operator(organization),
        key,
        ("escalate_signal", &id),
        |act| {
            act.permit(Action::FollowSignals)?;
            let signal = signal::find(act.tx, id)?.ok_or(Refusal::Changed)?;
            go_up(act, signal)
        },
    )
}

fn go_up(act: &mut Act<'_, '_>, mut signal: Signal) -> Result<(), Refusal> {
    let Some(step) = signal.step else {
        return begin_late(act, signal);
    };
    // Asked again in the transaction: somebody may have answered since the list was read.
    let by = signal.answer_by.filter(|by| *by <= act.now);
    let by = by.filter(|_| signal.closed.is_none());
    let by = by.ok_or(Refusal::Changed)?;
    let (chain, _) = chain(act.tx, &signal, act.now)?;
    let told = told_since_it_began(&alert::of_signal(act.tx, signal.id)?);
    let at = usize::from(step);
    let due = clock::due(signal.urgency, at, by, &chain, &told, act.now);
    let next = due.step;
    tell(act, &signal, step, &next.tell)?;
    signal.answer_by = due.answer_by;
    signal.step = Some(stepped(next.next));
    // Whoever said "I have it" and did not say in time what was done has it no longer: else nobody would be called.
    signal.taken = None;
    signal::set_clock(act.tx, &signal)?;
    said(act, &signal, step, &next.tell, "signal.escalated")
}

/// A signal from before there were clocks: its own begins when it is first seen.
fn begin_late(act: &mut Act<'_, '_>, mut signal: Signal) -> Result<(), Refusal> {
    signal.step = Some(0);
    signal::set_clock(act.tx, &signal)?;
    let answered = !is_unanswered(act.tx, &signal)?;
    if answered || signal.matter.is_none() || signal.urgency == Urgency::Week {
        return said(act, &signal, 0, &[], "signal.told");
    }
    begin(act, &mut signal)
}

/// Whom a signal goes to when its clock runs out as things stand, and whether that tells them again; nobody where no
/// clock runs.
pub(super) fn next(
    read: &mut impl Read,
    signal: &Signal,
    now: Timestamp,
) -> Result<(Vec<(PersonId, Rung)>, bool), Refusal> {
    let (Some(step), Some(_), None) = (signal.step, signal.answer_by, signal.closed) else {
        return Ok((Vec::new(), false));
    };
    let (chain, _) = chain(read, signal, now)?;
    let told = told_since_it_began(&alert::of_signal(read, signal.id)?);
    let tell = clock::step(signal.urgency, usize::from(step), &chain, &told).tell;
    let again = tell.iter().all(|(person, _)| told.contains(person));
    Ok((tell, again))
}

/// Whom a signal was told to since its clock last began.
fn told_since_it_began(alerts: &[Alert]) -> Vec<PersonId> {
    let began = alerts.iter().rev().find(|alert| alert.step == 0);
    let began = began.map(|alert| alert.raised_at);
    alerts
        .iter()
        .filter(|alert| began.is_none_or(|began| alert.raised_at >= began))
        .map(|alert| alert.staff)
        .collect()
}
