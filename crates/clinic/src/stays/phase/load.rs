//! Which groups are for which phases, and where everybody at a site stands: what planning has to know.

use crate::Refusal;
use care::groups::group::Group;
use care::people::pathway::PhaseStanding;
use care::people::program::Program;
use care::{GroupId, SiteId, StayId};
use jiff::civil::Date;
use record::Read;
use record::attendance::hours::Attending;
use record::groups::group;
use record::stays::phase;
use serde::Serialize;
use std::collections::BTreeMap;

/// What planning has to know of phases.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Pathways {
    phases: BTreeMap<GroupId, Vec<u16>>,
    entered: BTreeMap<StayId, Vec<PhaseStanding>>,
}

impl Pathways {
    /// The phases that a group is for; none is all of them.
    pub fn phases_of(&self, group: GroupId) -> &[u16] {
        self.phases.get(&group).map_or(&[], Vec::as_slice)
    }

    /// Where somebody stands on a day.
    pub fn standing(&self, one: &Attending, on: Date) -> PhaseStanding {
        let entered = self.entered.get(&one.stay);
        PhaseStanding::on(entered.map_or(&[], Vec::as_slice), one.joined_on, on)
    }
}

/// Loads it in two questions, or in none: without phases, and without groups for some weeks of a stay, nothing of it is
/// ever asked.
pub(crate) fn pathways<'g>(
    read: &mut impl Read,
    site: SiteId,
    programs: &[Program],
    groups: impl IntoIterator<Item = &'g Group>,
) -> Result<Pathways, Refusal> {
    let has_phases = programs.iter().any(|program| program.pathway.is_some());
    let has_weeks = groups.into_iter().any(|group| group.stay_weeks.is_some());
    Ok(Pathways {
        phases: if has_phases {
            group::phases(read)?
        } else {
            BTreeMap::new()
        },
        entered: if has_phases || has_weeks {
            phase::at_site(read, site)?
        } else {
            BTreeMap::new()
        },
    })
}
