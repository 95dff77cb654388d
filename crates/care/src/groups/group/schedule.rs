//! What is held when: weekly series, what differs on single dates, and the clocks of their sites, in one hand.
//!
//! Every dated session comes from here. Whoever shows sessions, counts hours or looks for a free room asks a schedule,
//! and none of them puts series, exceptions and clocks together in a way of its own.

use super::expand::{differing, expand, session};
use super::{Exception, Group, Session};
use crate::people::site::Site;
use crate::{GroupId, SiteId, TimeZoneName};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Series of one site or of several, with what differs. A span of days runs from its first date to before its second,
/// each by the clock of the site where a group belongs.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// In order of their id.
    groups: Vec<Group>,
    /// In order of group and date, so that those of one group lie together.
    exceptions: Vec<Exception>,
    zones: BTreeMap<SiteId, TimeZoneName>,
}

impl Schedule {
    /// A schedule of these sites. Without a clock no time can be told, so groups of other sites are left out.
    pub fn new<'a>(
        mut groups: Vec<Group>,
        mut exceptions: Vec<Exception>,
        sites: impl IntoIterator<Item = &'a Site>,
    ) -> Self {
        let zones: BTreeMap<SiteId, TimeZoneName> = sites
            .into_iter()
            .map(|site| (site.id, site.zone.clone()))
            .collect();
        groups.retain(|group| zones.contains_key(&group.site));
        groups.sort_by_key(|group| group.id);
        exceptions.sort_by_key(|exception| (exception.group, exception.date));
        Self {
            groups,
            exceptions,
            zones,
        }
    }

    /// The same for some of its groups alone.
    #[must_use]
    pub fn narrowed(mut self, keep: impl Fn(&Group) -> bool) -> Self {
        self.groups.retain(|group| keep(group));
        let kept: BTreeSet<GroupId> = self.groups.iter().map(|group| group.id).collect();
        self.exceptions
            .retain(|exception| kept.contains(&exception.group));
        self
    }

    /// Its groups, drafts and ended ones too, in order of their id.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// One of its groups.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        let at = self.groups.binary_search_by_key(&id, |group| group.id);
        at.ok().and_then(|at| self.groups.get(at))
    }

    /// Everything known to differ, in order of group and date.
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// What is known to differ for a group, in order of the dates.
    pub fn exceptions_of(&self, id: GroupId) -> &[Exception] {
        let first = self.exceptions.partition_point(|one| one.group < id);
        let from_it = self.exceptions.get(first..).unwrap_or_default();
        let count = from_it.partition_point(|one| one.group == id);
        from_it.get(..count).unwrap_or_default()
    }

    /// What is known to differ for the session of a group with this original date.
    pub fn exception(&self, id: GroupId, date: Date) -> Option<&Exception> {
        self.exceptions_of(id).iter().find(|one| one.date == date)
    }

    /// The clocks of its sites.
    pub const fn zones(&self) -> &BTreeMap<SiteId, TimeZoneName> {
        &self.zones
    }

    /// The sessions of a group in these days, in order; cancelled ones too, as such. The group may have another shape
    /// than it has here, or be none of these: what is known to differ under its id differs all the same.
    pub fn of(&self, group: &Group, (from, to): (Date, Date)) -> Vec<Session> {
        let Some(zone) = self.zones.get(&group.site) else {
            return Vec::new();
        };
        let differs = self.exceptions_of(group.id);
        expand(group, differs, from, to, &zone.zone())
    }

    /// The sessions of one site in these days, in order; cancelled ones too, as such.
    pub fn sessions_at(&self, site: SiteId, (from, to): (Date, Date)) -> Vec<Session> {
        let Some(zone) = self.zones.get(&site).map(TimeZoneName::zone) else {
            return Vec::new();
        };
        let here = self.groups.iter().filter(|group| group.site == site);
        in_order(here.flat_map(|group| {
            let differs = self.exceptions_of(group.id);
            expand(group, differs, from, to, &zone)
        }))
    }

    /// All sessions in these days, in order; cancelled ones too, as such.
    pub fn sessions(&self, span: (Date, Date)) -> Vec<Session> {
        let sites = self.zones.keys();
        in_order(sites.flat_map(|site| self.sessions_at(*site, span)))
    }

    /// The sessions in these days that are held otherwise than their series says, in order; those of series that have
    /// ended since, too.
    pub fn differing(&self, (from, to): (Date, Date)) -> Vec<Session> {
        let mut all = Vec::new();
        for group in &self.groups {
            if let Some(zone) = self.zones.get(&group.site) {
                let differs = self.exceptions_of(group.id);
                all.extend(differing(group, differs, from, to, &zone.zone()));
            }
        }
        in_order(all)
    }

    /// The session of a group with this original date, wherever it was moved; nothing where the series has none then.
    pub fn session(&self, group: &Group, date: Date) -> Option<Session> {
        self.session_as(group, date, self.exception(group.id, date))
    }

    /// The same as it would be with this exception, or with none, in place of what is known to differ.
    pub fn session_as(
        &self,
        group: &Group,
        date: Date,
        exception: Option<&Exception>,
    ) -> Option<Session> {
        let zone = self.zones.get(&group.site)?;
        session(group, date, exception, &zone.zone())
    }
}

/// By their start; of those that start together, by the name of a session, so that the order is always the same.
fn in_order(sessions: impl IntoIterator<Item = Session>) -> Vec<Session> {
    let mut sessions: Vec<Session> = sessions.into_iter().collect();
    sessions.sort_by_key(|session| (session.starts_at, session.group, session.date));
    sessions
}
