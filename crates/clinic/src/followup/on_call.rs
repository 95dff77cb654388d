//! Who is on call at each site: a rota that staff see, and that the director and the administrator keep.

use crate::{Act, Clinic, Key, Look, Refusal, Version};
use care::followup::on_call::{Held, RotaPart, RotaPlace, Shift, on_duty, parts};
use care::people::site::Site;
use care::people::staff::Staff;
use care::{Invalid, PersonId, Phone, Role, ShiftId, SiteId};
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor, Resource, reach_of};
use record::Read;
use record::followup::{alert, on_call};
use record::people::person as people;
use record::people::{site, staff};
use serde::Serialize;

/// How far ahead the page of the rota looks, in days.
pub const SHOWN_DAYS: i64 = 14;
/// Shifts of one organization, at most.
pub const SHIFTS_MAX: usize = 400;

/// A shift as the form describes it.
#[derive(Clone, Debug, Serialize)]
pub struct ShiftDraft {
    /// Where.
    pub site: SiteId,
    /// Whose.
    pub person: PersonId,
    /// When, and at which number.
    pub shift: Shift,
}

/// A shift as the page shows it.
#[derive(Clone, Debug)]
pub struct ListedShift {
    /// The shift.
    pub held: Held,
    /// Who has it.
    pub called: String,
    /// Whether they can still sign in; a shift of whoever cannot counts as a gap.
    pub works_here: bool,
}

/// The rota of one site.
#[derive(Clone, Debug)]
pub struct Rota {
    /// The site.
    pub site: Site,
    /// Every shift, the first place first.
    pub shifts: Vec<ListedShift>,
    /// Who is on call over the next two weeks, place by place.
    pub ahead: Vec<(RotaPlace, Vec<RotaPart>)>,
}

impl Rota {
    /// Where nobody is first on call.
    pub fn gaps(&self) -> impl Iterator<Item = &RotaPart> {
        let first = self
            .ahead
            .iter()
            .filter(|(place, _)| *place == RotaPlace::First);
        first
            .flat_map(|(_, parts)| parts)
            .filter(|part| part.shift.is_none())
    }
}

/// What the page of the rota shows.
#[derive(Clone, Debug)]
pub struct Rotas {
    /// Site by site.
    pub sites: Vec<Rota>,
    /// Whether the actor may change them.
    pub may_edit: bool,
    /// Whether somebody is clinical director, to whom signals go where nobody is on call.
    pub has_director: bool,
}

/// When nobody will be first on call.
pub struct OnCallGap {
    /// Where.
    pub site: Site,
    /// From when.
    pub from: Timestamp,
    /// Whether somebody is clinical director, to whom signals go then.
    pub has_director: bool,
}

/// The shifts of a site that count: those of whoever still works here.
pub(super) fn rota_of(read: &mut impl Read, site: SiteId) -> Result<Vec<Held>, Refusal> {
    Ok(counting(&on_call::all(read)?, site))
}

fn counting(kept: &[(Held, bool)], site: SiteId) -> Vec<Held> {
    let own = kept
        .iter()
        .filter(|(held, works)| held.site == site && *works);
    own.map(|(held, _)| held.clone()).collect()
}

/// The rotas of every site.
pub fn rotas(clinic: &Clinic, actor: &Actor) -> Result<Rotas, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewOnCall)?;
        let kept = on_call::all(look.read)?;
        look.meet(kept.iter().map(|(held, _)| held.person))?;
        let mut listed = Vec::with_capacity(kept.len());
        for (held, works_here) in kept {
            let called = door::display_name(look, held.person)?.unwrap_or_default();
            listed.push(ListedShift {
                held,
                called,
                works_here,
            });
        }
        listed.sort_by_key(|one| (one.held.shift.place, one.held.shift.on, one.held.id));
        let sites = site::all(look.read)?;
        let now = look.now;
        let has_director = match sites.first() {
            Some(site) => has_director(look.read, site.id)?,
            None => false,
        };
        Ok(Rotas {
            has_director,
            sites: sites
                .into_iter()
                .map(|site| rota(site, &listed, now))
                .collect(),
            may_edit: may_edit(look),
        })
    })
}

fn may_edit(look: &Look<'_, '_>) -> bool {
    look.could_on(
        Action::EditOnCall,
        &Resource::Organization(look.organization()),
    )
}

fn rota(site: Site, listed: &[ListedShift], now: Timestamp) -> Rota {
    let own = listed.iter().filter(|one| one.held.site == site.id);
    let shifts: Vec<ListedShift> = own.cloned().collect();
    let count = shifts.iter().filter(|one| one.works_here);
    let held: Vec<Held> = count.map(|one| one.held.clone()).collect();
    let ahead = RotaPlace::ALL.map(|place| (place, ahead(&held, place, &site, now)));
    Rota {
        site,
        shifts,
        ahead: ahead.to_vec(),
    }
}

/// Who has a place at a site over the next two weeks.
fn ahead(held: &[Held], place: RotaPlace, site: &Site, now: Timestamp) -> Vec<RotaPart> {
    let until = now
        .saturating_add(SignedDuration::from_hours(24 * SHOWN_DAYS))
        .unwrap_or(now);
    parts(held, place, (now, until), &site.zone)
}

/// When the first gap of the next two weeks begins, at which site, for whoever may fill it.
pub(crate) fn next_gap(look: &mut Look<'_, '_>) -> Result<Option<OnCallGap>, Refusal> {
    if !may_edit(look) {
        return Ok(None);
    }
    let kept = on_call::all(look.read)?;
    let (sites, now) = (site::all(look.read)?, look.now);
    let gaps = sites.into_iter().filter_map(|site| {
        let first = ahead(&counting(&kept, site.id), RotaPlace::First, &site, now);
        let from = first.iter().find(|part| part.shift.is_none())?.from;
        Some((site, from))
    });
    let Some((site, from)) = gaps.min_by_key(|(_, from)| *from) else {
        return Ok(None);
    };
    let has_director = has_director(look.read, site.id)?;
    Ok(Some(OnCallGap {
        site,
        from,
        has_director,
    }))
}

/// Whether the organization has a clinical director, seen from any of its sites.
fn has_director(read: &mut impl Read, site: SiteId) -> Result<bool, Refusal> {
    Ok(!alert::directors(read, site)?.is_empty())
}

/// Somebody who can be called now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Who.
    pub called: String,
    /// At which number; nothing where none is known.
    pub phone: Option<Phone>,
    /// Until when.
    pub until: Option<Timestamp>,
}

/// Who is to be called about somebody now.
#[derive(Clone, Debug)]
pub struct Duty {
    /// The site, by whose clocks it is said.
    pub site: Site,
    /// First on call; nobody where there is a gap, which falls to the directors.
    pub first: Option<Reached>,
    /// Second.
    pub second: Option<Reached>,
    /// The clinical directors.
    pub directors: Vec<Reached>,
}

/// Whether somebody on staff is on call now, first or second, at the site where a person is seen.
pub(crate) fn is_on_call(
    read: &mut impl Read,
    person: PersonId,
    staff: PersonId,
    now: Timestamp,
) -> Result<bool, Refusal> {
    let Some((site, _)) = super::alert::whereabouts(read, person)? else {
        return Ok(false);
    };
    let rota = rota_of(read, site.id)?;
    Ok(RotaPlace::ALL.iter().any(|place| {
        on_duty(&rota, *place, now, &site.zone).is_some_and(|(held, _)| held.person == staff)
    }))
}

/// Who is on call for somebody now; nothing where it is not known at which site they are.
pub(crate) fn duty(look: &mut Look<'_, '_>, person: PersonId) -> Result<Option<Duty>, Refusal> {
    let Some((site, _)) = super::alert::whereabouts(look.read, person)? else {
        return Ok(None);
    };
    let rota = rota_of(look.read, site.id)?;
    let first = reached(look, &rota, &site, RotaPlace::First)?;
    let second = reached(look, &rota, &site, RotaPlace::Second)?;
    let mut directors = Vec::new();
    for director in alert::directors(look.read, site.id)? {
        let (name, contact) = people::load(look.read, director)?;
        directors.push(Reached {
            called: name.full(),
            phone: contact.phone,
            until: None,
        });
    }
    Ok(Some(Duty {
        site,
        first,
        second,
        directors,
    }))
}

fn reached(
    look: &mut Look<'_, '_>,
    rota: &[Held],
    site: &Site,
    place: RotaPlace,
) -> Result<Option<Reached>, Refusal> {
    let Some((held, until)) = on_duty(rota, place, look.now, &site.zone) else {
        return Ok(None);
    };
    Ok(Some(Reached {
        called: door::display_name(look, held.person)?.unwrap_or_default(),
        phone: Some(held.shift.phone.clone()),
        until: Some(until),
    }))
}

/// What the form of a shift offers.
#[derive(Clone, Debug)]
pub struct OnCallChoices {
    /// The sites.
    pub sites: Vec<Site>,
    /// Who may be on call at one of them, by name.
    pub staff: Vec<OfferedStaff>,
}

/// Somebody who may be on call.
#[derive(Clone, Debug)]
pub struct OfferedStaff {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub called: String,
    /// As what they work here.
    pub roles: Vec<Role>,
    /// At which sites they may be on call.
    pub sites: Vec<SiteId>,
    /// The number that is known of them.
    pub phone: Option<String>,
}

/// Somebody as the form offers them; nothing of whoever could answer at no site.
fn offered(one: Staff, sites: &[Site]) -> Option<OfferedStaff> {
    let at = sites.iter().map(|site| site.id);
    let at: Vec<SiteId> = at.filter(|site| answers(&one, *site)).collect();
    let may = one.disabled_at.is_none() && !at.is_empty();
    may.then(|| OfferedStaff {
        person: one.id,
        called: one.name.full(),
        roles: one.roles,
        sites: at,
        phone: one.contact.phone.map(String::from),
    })
}

/// The shift to change, if there is one, and what its form offers.
pub fn form(
    clinic: &Clinic,
    actor: &Actor,
    id: Option<ShiftId>,
) -> Result<(Option<Held>, OnCallChoices), Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::EditOnCall)?;
        let held = id
            .map(|id| find(look.read, id)?.ok_or(Refusal::NotFound))
            .transpose()?;
        let sites = site::all(look.read)?;
        let staff = staff::all(look.read)?.into_iter();
        let staff = staff.filter_map(|one| offered(one, &sites)).collect();
        Ok((held, OnCallChoices { sites, staff }))
    })
}

fn find(read: &mut impl Read, id: ShiftId) -> Result<Option<Held>, Refusal> {
    let mut all = on_call::all(read)?.into_iter();
    Ok(all.find(|(held, _)| held.id == id).map(|(held, _)| held))
}

/// The version of what the form of a shift shows.
pub fn version(held: &Held) -> Result<Version, Refusal> {
    Version::of(&(held.site, held.person, &held.shift))
}

/// Adds a shift.
pub fn add(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &ShiftDraft,
) -> Result<ShiftId, Refusal> {
    clinic.act(actor, key, ("add_shift", draft), |act| {
        act.permit(Action::EditOnCall)?;
        let held = checked(act, act.id(), draft)?;
        on_call::insert(act.tx, act.clinic.dice(), &held, act.now)?;
        say(act, "on_call.added", &held, None)?;
        Ok(held.id)
    })
}

/// Changes a shift.
pub fn change(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: ShiftId,
    draft: &ShiftDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("change_shift", &(id, draft)), |act| {
        act.permit(Action::EditOnCall)?;
        let before = find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        act.unchanged(version(&before)?)?;
        let held = checked(act, id, draft)?;
        if !on_call::update(act.tx, act.clinic.dice(), &held, act.now)? {
            return Err(Refusal::NotFound);
        }
        say(act, "on_call.changed", &held, Some(&before))
    })
}

/// Takes a shift out.
pub fn remove(clinic: &Clinic, actor: &Actor, key: Key, id: ShiftId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("remove_shift", &id), |act| {
        act.permit(Action::EditOnCall)?;
        let held = find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        on_call::remove(act.tx, id, act.now)?;
        say(act, "on_call.removed", &held, None)
    })
}

/// Puts one back that was taken out by mistake.
pub fn restore(clinic: &Clinic, actor: &Actor, key: Key, id: ShiftId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("restore_shift", &id), |act| {
        act.permit(Action::EditOnCall)?;
        let removed = on_call::removed(act.tx, id)?;
        let (held, _) = removed.ok_or(Refusal::NotFound)?;
        let site = site::find(act.tx, held.site)?.ok_or(Refusal::NotFound)?;
        refuse_clash(act, &held, &site)?;
        on_call::restore(act.tx, id, act.now)?;
        say(act, "on_call.restored", &held, None)
    })
}

/// What was typed as a shift, or why it cannot be.
fn checked(act: &mut Act<'_, '_>, id: ShiftId, draft: &ShiftDraft) -> Result<Held, Refusal> {
    let no = |(field, invalid): (&'static str, Invalid)| Refusal::invalid(field, invalid);
    draft.shift.check().map_err(no)?;
    let Some(site) = site::find(act.tx, draft.site)? else {
        return Err(Refusal::field("site", "Choose a site."));
    };
    let works = staff::find(act.tx, draft.person)?;
    let Some(works) = works.filter(|staff| staff.disabled_at.is_none()) else {
        let sentence = "Choose somebody who works here and can sign in.";
        return Err(Refusal::field("person", sentence));
    };
    if !answers(&works, draft.site) {
        let sentence = "They could not open a signal of this site: choose a clinician or an intake coordinator who works \
            there, or a clinical director.";
        return Err(Refusal::field("person", sentence));
    }
    let held = Held {
        id,
        site: draft.site,
        person: draft.person,
        shift: draft.shift.clone(),
    };
    refuse_clash(act, &held, &site)?;
    Ok(held)
}

/// Whether somebody may answer for everybody at a site, as the policy has it: being called and not being let in costs
/// the minutes that matter.
fn answers(staff: &Staff, site: SiteId) -> bool {
    let reach = reach_of(&staff.roles, Action::RespondToSignal);
    reach.organization || (reach.own_sites && staff.sites.contains(&site))
}

/// Two people first on call at once is nobody first on call.
fn refuse_clash(act: &mut Act<'_, '_>, held: &Held, site: &Site) -> Result<(), Refusal> {
    let all = on_call::all(act.tx)?;
    if all.len() >= SHIFTS_MAX && all.iter().all(|(other, _)| other.id != held.id) {
        return Err(Refusal::Conflict(format!(
            "There are {} shifts already, and {SHIFTS_MAX} is the most. Remove some that are over first.",
            all.len()
        )));
    }
    let others = all.iter().map(|(other, _)| other);
    let others = others.filter(|other| other.site == held.site && other.id != held.id);
    for other in others {
        let Some(at) = held.shift.clash(&other.shift, &site.zone) else {
            continue;
        };
        let called = door::display_name_in(act.tx, other.person)?.unwrap_or_default();
        let day = care::day::dated_text(site.zone.local(at).date());
        return Err(Refusal::field(
            "on",
            clash_words(&called, &day, &held.shift),
        ));
    }
    Ok(())
}

/// What stands in the way, and what to do. Two that come once are both swaps: a swap is no way out of that.
fn clash_words(called: &str, day: &str, shift: &Shift) -> String {
    let others = format!("{called} is on call in the same place from {day}");
    if shift.comes_again() {
        format!("{others}. Change one of the two, or enter this one as a swap that comes once.")
    } else {
        format!("{others}, in a shift that comes once as well. Change or remove one of the two.")
    }
}

fn say(
    act: &mut Act<'_, '_>,
    action: &'static str,
    held: &Held,
    before: Option<&Held>,
) -> Result<(), Refusal> {
    let shape = |held: &Held| serde_json::json!({ "site": held.site, "staff": held.person, "shift": held.shift });
    let detail = serde_json::json!({ "after": shape(held), "before": before.map(shape) });
    // Sealed under the key of whoever has the shift: it says where they are reached.
    let subject = ("on_call", held.id.uuid());
    act.journal(action, subject, Some(held.person), Some(detail))
}
