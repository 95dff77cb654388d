//! Who knows of which change, for whoever has to see to it; and for the person whose sessions changed, what changed.

use super::since;
use crate::{Clinic, Look, Refusal};
use care::daytime::minute_of;
use care::groups::notice::{ChangeAct, Difference, Held};
use care::people::contact_rules::{CallBack, ContactRules, Forbidden, WayOut};
use care::people::site::Site;
use care::{ChangeId, Contact, NoticeId, PersonId, PersonName, Phone, RoomId, SiteId};
use jiff::Timestamp;
use policy::{Action, Actor, Resource};
use record::groups::notice;
use record::groups::notice::KeptNotice;
use record::people::{person, site};
use std::collections::HashMap;

/// What changed of late at the sites whose groups the actor sees, for those who tell somebody of it.
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
    /// What was done.
    pub act: ChangeAct,
    /// When.
    pub made_at: Timestamp,
    /// Where.
    pub site: Site,
    /// By whom it was done, unless they were forgotten.
    pub by: Option<String>,
    /// Whom it touched, of those whose groups are the actor's to see to: who knows of it from nobody first.
    pub people: Vec<Told>,
    /// How many it touched beside them.
    pub hidden: usize,
    /// How many can be written to and were told by nobody; none for whoever does not write for the whole site.
    pub to_write: usize,
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

/// At which sites the actor may do something with groups.
fn at_which(look: &Look<'_, '_>, action: Action, sites: &[Site]) -> Vec<SiteId> {
    let organization = look.organization();
    let may = |site: &SiteId| look.could_on(action, &Resource::Site(organization, *site));
    sites.iter().map(|site| site.id).filter(may).collect()
}

/// How many people have to be told of a change by somebody, for whoever runs the groups.
pub(crate) fn untold(look: &mut Look<'_, '_>, sites: &[Site]) -> Result<Option<usize>, Refusal> {
    let runs = at_which(look, Action::ManageGroups, sites);
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
        let sees = at_which(look, Action::ViewGroups, &sites);
        let runs = at_which(look, Action::ManageGroups, &sites);
        if sees.is_empty() {
            return Err(Refusal::Denied);
        }
        for site in &sees {
            let resource = Resource::Site(look.organization(), *site);
            look.permit_on(Action::ViewGroups, &resource)?;
        }
        let since = since(look.now);
        let notices = notice::at_sites(look.read, &sees, since)?;
        let people: Vec<PersonId> = notices.iter().map(|one| one.person).collect();
        look.introduce(people.iter().copied())?;
        look.meet(people.iter().copied())?;
        look.meet(notices.iter().map(|one| one.made_by))?;
        let told = notices.iter().flat_map(|one| &one.notice.differences);
        let leaders = leaders(look, told)?;
        let ways = Ways {
            contacts: person::load_all(look.read, &people)?,
            rules: person::rules_of(look.read, &people)?,
        };

        let mut changes: Vec<Change> = Vec::new();
        for notice in notices {
            let Some(site) = sites.iter().find(|site| site.id == notice.site) else {
                continue;
            };
            if changes.last().is_none_or(|last| last.id != notice.change) {
                let by = door::display_name(look, notice.made_by)?;
                changes.push(begun(&notice, site, by));
            }
            let Some(change) = changes.last_mut() else {
                continue;
            };
            let may_tell = look.could_still(Action::PlaceInGroup, notice.person)?;
            let called = door::display_name(look, notice.person)?;
            let Some(told) = ways.told(notice, site, called.unwrap_or_default(), look.now) else {
                continue;
            };
            let writes = runs.contains(&site.id) && told.may_write && told.notice.is_untold();
            change.to_write += usize::from(writes);
            if may_tell {
                change.people.push(told);
            } else {
                change.hidden += 1;
            }
        }
        changes.retain(|one| !one.people.is_empty() || runs.contains(&one.site.id));
        for change in &mut changes {
            change.people.sort_by_key(|told| !told.notice.is_untold());
        }
        let shown = changes.iter().flat_map(|change| &change.people);
        let shown: Vec<PersonId> = shown.map(|told| told.notice.person).collect();
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

/// A change of which nobody is listed yet.
fn begun(notice: &KeptNotice, site: &Site, by: Option<String>) -> Change {
    Change {
        id: notice.change,
        act: notice.notice.act,
        made_at: notice.made_at,
        site: site.clone(),
        by,
        people: Vec::new(),
        hidden: 0,
        to_write: 0,
    }
}

/// How many people are reached, and under which rules.
struct Ways {
    contacts: HashMap<PersonId, (PersonName, Contact)>,
    rules: HashMap<PersonId, ContactRules>,
}

impl Ways {
    /// Somebody whom a change touched, with the ways that are open to them now; nothing of whoever was forgotten.
    fn told(
        &self,
        notice: KeptNotice,
        site: &Site,
        called: String,
        now: Timestamp,
    ) -> Option<Told> {
        let (_, contact) = self.contacts.get(&notice.person)?;
        let rules = self.rules.get(&notice.person)?;
        let minute = minute_of(site.zone.local(now).time());
        let no_call = rules.refuses(WayOut::Call, CallBack::Person, minute);
        let no_mail = rules.refuses(WayOut::Times, CallBack::Person, minute);
        Some(Told {
            notice,
            called,
            may_write: contact.email.is_some() && no_mail.is_none(),
            phone: contact.phone.clone().filter(|_| no_call.is_none()),
            no_call,
        })
    }
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
