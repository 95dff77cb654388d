//! The proposals of a site side by side: what each gives each person.

use super::answer::headline;
use super::load::load;
use super::proposal_view::{found, lives_open};
use crate::{Clinic, Refusal};
use care::planning::week::{Headline, Part, Proposal, Purpose, Sum};
use care::text::compare;
use care::{PersonId, ProposalId};
use policy::Actor;
use record::planning::proposal;
use std::collections::BTreeMap;

/// Most proposals side by side; more columns are not compared by anybody.
const BESIDE_MAX: usize = 3;

/// What a proposal gives somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// Whether they have a week.
    pub week: bool,
    /// Whether it has all the hours that are prescribed.
    pub hours: bool,
    /// What it comes to.
    pub sum: Sum,
    /// How many things change for them.
    pub changes: usize,
}

impl From<&Part> for Given {
    fn from(part: &Part) -> Self {
        Self {
            week: part.after.is_some(),
            hours: part.has_hours(),
            sum: part.after_sum,
            changes: part.differences() + part.dropped.len(),
        }
    }
}

/// One person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BesideRow {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// What they attended when the first proposal that knows them was made.
    pub now: Sum,
    /// By proposal; nothing where it does not know them.
    pub given: Vec<Option<Given>>,
}

/// Proposals side by side.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The one that was asked about, and then the others, the latest first.
    pub proposals: Vec<Proposal>,
    /// How many have their hours by each.
    pub headlines: Vec<Headline>,
    /// Everybody whose life is open to whoever asks: those whom some proposal leaves without their hours first.
    pub rows: Vec<BesideRow>,
    /// How many more there are.
    pub unnamed: usize,
}

/// A proposal beside the latest others of its kind. Names are open as on the page of one, and the journal knows who
/// looked.
pub fn side_by_side(clinic: &Clinic, actor: &Actor, id: ProposalId) -> Result<Beside, Refusal> {
    clinic.look(actor, |look| {
        let first = found(look, id)?;
        let week = load(clinic.protocol(), look.read, first.site, first.monday)?;
        let repair = |one: &Proposal| one.purpose == Purpose::Repair;
        let alike = |one: &Proposal| {
            one.id != first.id
                && repair(one) == repair(&first)
                && (!repair(one) || one.monday == first.monday)
        };
        let mut others = proposal::of_site(look.read, first.site)?;
        others.retain(alike);
        others.truncate(BESIDE_MAX - 1);
        let mut proposals = vec![first];
        proposals.append(&mut others);
        // As many statements as there are columns, however many people there are.
        let mut columns = Vec::new();
        for one in &proposals {
            columns.push(proposal::parts(look.read, one.id)?);
        }
        let headlines = proposals.iter().zip(&columns);
        let headlines = headlines.map(|(one, parts)| headline(one, parts)).collect();
        let everybody: Vec<Part> = distinct(&columns);
        let open = lives_open(look, &everybody)?;
        let mut rows: Vec<BesideRow> = everybody
            .iter()
            .filter(|part| open.contains(&part.person))
            .filter_map(|part| {
                Some(BesideRow {
                    person: part.person,
                    name: week.person(part.person)?.name.full(),
                    now: part.before_sum,
                    given: columns.iter().map(|all| given(all, part.person)).collect(),
                })
            })
            .collect();
        rows.sort_by(|one, other| {
            let served = |row: &BesideRow| row.given.iter().flatten().all(|given| given.hours);
            served(one)
                .cmp(&served(other))
                .then_with(|| compare(&one.name, &other.name))
        });
        let named: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        let detail = serde_json::json!({ "shown": named });
        let subject = ("proposal", id.uuid());
        look.saw("week.proposal_viewed", subject, None, Some(detail));
        Ok(Beside {
            unnamed: everybody.len() - rows.len(),
            proposals,
            headlines,
            rows,
        })
    })
}

fn given(parts: &[Part], person: PersonId) -> Option<Given> {
    let part = parts.iter().find(|part| part.person == person);
    part.map(Given::from)
}

/// Everybody's first part.
fn distinct(columns: &[Vec<Part>]) -> Vec<Part> {
    let mut all: BTreeMap<PersonId, &Part> = BTreeMap::new();
    for part in columns.iter().flatten() {
        all.entry(part.person).or_insert(part);
    }
    all.into_values().cloned().collect()
}
