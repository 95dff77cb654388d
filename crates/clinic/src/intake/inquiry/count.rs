//! How many come how far.

use crate::{Clinic, Refusal};
use care::intake::inquiry::{Funnel, LossReason, Passage, came_to, funnel};
use care::people::site::Site;
use care::{InquiryId, SiteId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use policy::{Action, Actor};
use record::intake::{appointment, inquiry};
use record::people::site;
use std::collections::{BTreeMap, HashMap};

/// The numbers of a stretch of days.
pub struct Counted {
    /// The numbers.
    pub funnel: Funnel,
    /// Why those who were lost were, the most frequent first.
    pub reasons: Vec<(LossReason, u32)>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Every site, for choosing one.
    pub sites: Vec<Site>,
    /// When this was true.
    pub now: Timestamp,
}

/// Counts what came in from `from` to `until`, both included, in the zone of the site, or of the first site for all of
/// them. What was no request and whoever was in care already does not count. Numbers about nobody in particular.
pub fn counted(
    clinic: &Clinic,
    actor: &Actor,
    (from, until): (Date, Date),
    at: Option<SiteId>,
) -> Result<Counted, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::SeeFunnel)?;
        let sites = site::all(look.read)?;
        let site = match at {
            Some(id) => sites.iter().find(|site| site.id == id),
            None => sites.first(),
        };
        let zone = &site.ok_or(Refusal::NotFound)?.zone;
        let after = until.saturating_add(1.day());
        let window = (zone.instant(from, 0), zone.instant(after, 0));
        let steps = inquiry::log::steps_between(look.read, window)?;
        let firsts = appointment::first_for_inquiries(look.read, window)?;
        let firsts: HashMap<InquiryId, Timestamp> = firsts.into_iter().collect();
        let mut reasons: BTreeMap<LossReason, u32> = BTreeMap::new();
        let mut passages = Vec::new();
        for it in inquiry::came_in(look.read, window)? {
            let reason = it.loss.as_ref().map(|loss| loss.reason);
            let none = matches!(reason, Some(LossReason::NoRequest | LossReason::InCare));
            if none || at.is_some_and(|at| at != it.site) {
                continue;
            }
            if let Some(reason) = reason {
                *reasons.entry(reason).or_default() += 1;
            }
            passages.push(Passage {
                requested_at: it.requested_at,
                stage: it.stage,
                came_to: steps
                    .get(&it.id)
                    .map(|steps| came_to(steps))
                    .unwrap_or_default(),
                first_appointment_at: firsts.get(&it.id).copied(),
            });
        }
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(Counted {
            funnel: funnel(&passages),
            reasons,
            from,
            until,
            sites,
            now: look.now,
        })
    })
}
