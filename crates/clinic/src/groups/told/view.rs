//! Who knows of which change, for whoever has to see to it; and for the person whose sessions changed, what changed.

use super::since;
use crate::{Clinic, Look, Refusal};
use care::daytime::minute_of;
use care::groups::notice::{Difference, Held};
use care::people::contact_rules::{CallBack, Forbidden, WayOut};
use care::people::site::Site;
use care::{ChangeId, NoticeId, PersonId, Phone, RoomId, SiteId};
use jiff::Timestamp;
use policy::{Action, Actor, Resource};
use record::groups::notice;
use record::groups::notice::KeptNotice;
use record::people::{person, site};
use std::collections::HashMap;

/// What changed of late at the sites whose groups the actor runs.
pub struct Changes {
    /// The latest first.
    pub changes: Vec<Change>,
    /// What rooms are called.
    pub rooms: HashMap<RoomId, String>,
    /// What whoever leads a session is called, unless they were forgotten.
    pub leaders: HashMap<PersonId, String>,
}

/// An act that changed somebody's sessions.
pub struct Change {
    /// Which.
    pub id: ChangeId,
    /// Where.
    pub site: Site,
    /// By whom it was done, unless they were forgotten.
    pub by: Option<String>,
    /// Whom it touched, of those whom the actor may see: who knows of it from nobody first. Never empty, or `hidden` is
    /// not 0.
    pub people: Vec<Told>,
    /// How many it touched beside them.
    pub hidden: usize,
}

impl Change {
    /// How many can be written to and were told by nobody.
    pub fn to_write(&self) -> usize {
        let untold = self.people.iter().filter(|told| told.notice.is_untold());
        untold.filter(|told| told.may_write).count()
    }
}

/// Somebody whom a change touched.
pub struct Told {
    /// What it did to their sessions, and whether they know.
    pub notice: KeptNotice,
    /// What they are called.
    pub called: String,
    /// Whether mail may go to them.
    pub may_write: bool,
    /// Their number, where it may be called now.
    pub phone: Option<Phone>,
    /// The rule that stands against a call now.
    pub no_call: Option<Forbidden>,
}

/// Which sites' groups the actor runs.
fn run_by(look: &Look<'_, '_>, sites: &[Site]) -> Vec<SiteId> {
    let organization = look.organization();
    let runs =
        |site: &SiteId| look.could_on(Action::ManageGroups, &Resource::Site(organization, *site));
    sites.iter().map(|site| site.id).filter(runs).collect()
}

/// How many people have to be told of a change by somebody, for whoever sees to it.
pub(crate) fn untold(look: &mut Look<'_, '_>, sites: &[Site]) -> Result<Option<usize>, Refusal> {
    let runs = run_by(look, sites);
    if runs.is_empty() {
        return Ok(None);
    }
    let since = since(look.now);
    Ok(Some(notice::count_untold(look.read, &runs, since)?))
}

/// What changed in the last weeks, and who knows.
pub fn changes(clinic: &Clinic, actor: &Actor) -> Result<Changes, Refusal> {
    clinic.look(actor, |look| {
        let sites = site::all(look.read)?;
        let runs = run_by(look, &sites);
        if runs.is_empty() {
            return Err(Refusal::Denied);
        }
        for site in &runs {
            let resource = Resource::Site(look.organization(), *site);
            look.permit_on(Action::ManageGroups, &resource)?;
        }
        let since = since(look.now);
        let notices = notice::at_sites(look.read, &runs, since)?;
        let people: Vec<PersonId> = notices.iter().map(|one| one.person).collect();
        look.introduce(people.iter().copied())?;
        look.meet(people.iter().copied())?;
        look.meet(notices.iter().map(|one| one.made_by))?;
        let leaders = leaders(look, notices.iter().flat_map(|one| &one.notice.differences))?;
        let contacts = person::load_all(look.read, &people)?;
        let rules = person::rules_of(look.read, &people)?;

        let mut changes: Vec<Change> = Vec::new();
        let mut shown = Vec::new();
        for notice in notices {
            let Some(site) = sites.iter().find(|site| site.id == notice.site) else {
                continue;
            };
            if changes.last().is_none_or(|last| last.id != notice.change) {
                changes.push(Change {
                    id: notice.change,
                    site: site.clone(),
                    by: door::display_name(look, notice.made_by)?,
                    people: Vec::new(),
                    hidden: 0,
                });
            }
            let Some(change) = changes.last_mut() else {
                continue;
            };
            let person = notice.person;
            let sees = look.could_still(Action::ViewPatient, person)?;
            let called = door::display_name(look, person)?.filter(|_| sees);
            let (Some(called), Some((_, contact))) = (called, contacts.get(&person)) else {
                change.hidden += 1;
                continue;
            };
            let minute = minute_of(site.zone.local(look.now).time());
            let refuses = |way: WayOut| {
                let rules = rules.get(&person)?;
                rules.refuses(way, CallBack::Person, minute)
            };
            let no_call = refuses(WayOut::Call);
            let may_write = contact.email.is_some() && refuses(WayOut::Times).is_none();
            let phone = contact.phone.clone().filter(|_| no_call.is_none());
            shown.push(person);
            change.people.push(Told {
                notice,
                called,
                may_write,
                phone,
                no_call,
            });
        }
        for change in &mut changes {
            change.people.sort_by_key(|told| !told.notice.is_untold());
        }
        let detail = serde_json::json!({ "shown": shown });
        let subject = ("organization", look.organization().uuid());
        look.saw("change.listed", subject, None, Some(detail));
        Ok(Changes {
            changes,
            rooms: crate::groups::schedule::room_names(look.read)?,
            leaders,
        })
    })
}

/// What whoever leads any of these sessions is called.
fn leaders<'d>(
    look: &mut Look<'_, '_>,
    differences: impl Iterator<Item = &'d Difference>,
) -> Result<HashMap<PersonId, String>, Refusal> {
    let held = differences.filter_map(|one| one.is.as_ref());
    let mut leading: Vec<PersonId> = held.flat_map(|held| held.leaders.iter().copied()).collect();
    leading.sort_unstable();
    leading.dedup();
    look.meet(leading.iter().copied())?;
    let mut called = HashMap::new();
    for leader in leading {
        if let Some(name) = door::display_name(look, leader)? {
            called.insert(leader, name);
        }
    }
    Ok(called)
}

/// What changed of one's own sessions and was not seen.
pub struct OwnChanges {
    /// The latest first.
    pub changes: Vec<OwnChange>,
    /// What rooms are called.
    pub rooms: HashMap<RoomId, String>,
    /// What whoever leads a session is called, unless they were forgotten.
    pub leaders: HashMap<PersonId, String>,
}

/// One change of one's own sessions.
pub struct OwnChange {
    /// Which notice: by it they say that they know.
    pub id: NoticeId,
    /// Where.
    pub site: Site,
    /// What became of which session; what is past already is left out.
    pub differences: Vec<Difference>,
    /// Whether there are more than these.
    pub more: bool,
}

/// What changed of one's own sessions and is still ahead, until they say that they know. The page that shows it is in
/// the journal.
pub fn own_changes(clinic: &Clinic, actor: &Actor) -> Result<OwnChanges, Refusal> {
    clinic.look(actor, |look| {
        let own = Resource::Account(look.organization(), actor.person());
        look.permit_on(Action::OpenOwnHome, &own)?;
        let since = since(look.now);
        let notices = notice::unseen(look.read, actor.person(), since)?;
        let mut changes = Vec::new();
        if notices.is_empty() {
            return Ok(OwnChanges {
                changes,
                rooms: HashMap::new(),
                leaders: HashMap::new(),
            });
        }
        let sites = site::all(look.read)?;
        for kept in notices {
            let site = sites.iter().find(|site| site.id == kept.site);
            let Some(site) = site else { continue };
            let mut differences = kept.notice.differences;
            differences.retain(|one| is_ahead(one, site, look.now));
            let more = kept.notice.more > 0;
            if !differences.is_empty() || more {
                changes.push(OwnChange {
                    id: kept.id,
                    site: site.clone(),
                    differences,
                    more,
                });
            }
        }
        let told = changes.iter().flat_map(|one| &one.differences);
        Ok(OwnChanges {
            leaders: leaders(look, told)?,
            rooms: crate::groups::schedule::room_names(look.read)?,
            changes,
        })
    })
}

/// Whether it is still of use to know: what was or what is has not begun.
fn is_ahead(difference: &Difference, site: &Site, now: Timestamp) -> bool {
    let here = site.zone.local(now).datetime();
    let ahead = |held: &Option<Held>| held.as_ref().is_some_and(|held| held.at > here);
    ahead(&difference.was) || ahead(&difference.is)
}
