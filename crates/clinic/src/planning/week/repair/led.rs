//! The sessions of which somebody can say that their leader is out.

use crate::groups::schedule;
use crate::{Clinic, Refusal};
use care::groups::group::Session;
use care::{GroupId, SiteId};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use policy::{Action, Actor, Resource};

/// How many days ahead a single session can be named whose leader is out.
const AHEAD_DAYS: i32 = 14;

/// A session whose leader can be out.
#[derive(Clone, Debug)]
pub struct LedSession {
    /// The group.
    pub group: GroupId,
    /// Its original date.
    pub date: Date,
    /// What it is called.
    pub name: String,
    /// When it is held by the clocks of the site.
    pub local: DateTime,
}

/// The sessions of a site that somebody leads in the next days, in order.
pub fn led_sessions(
    clinic: &Clinic,
    actor: &Actor,
    site: SiteId,
) -> Result<Vec<LedSession>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_on(Action::MakeWeek, &Resource::Site(look.organization(), site))?;
        let found = record::people::site::find(look.read, site)?.ok_or(Refusal::NotFound)?;
        let today = found.zone.local(look.now).date();
        let all = schedule::at(look.read, [&found])?;
        let sessions = all.sessions((today, today.saturating_add(AHEAD_DAYS.days())));
        let ahead =
            |one: &Session| one.held() && one.starts_at > look.now && !one.facilitators.is_empty();
        let named = |one: Session| LedSession {
            name: all
                .group(one.group)
                .map(|group| group.name.to_string())
                .unwrap_or_default(),
            group: one.group,
            date: one.date,
            local: one.local,
        };
        Ok(sessions.into_iter().filter(ahead).map(named).collect())
    })
}
