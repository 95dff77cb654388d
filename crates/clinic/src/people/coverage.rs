//! Who pays for somebody's care: looked at, written down, and asked on which day whose rule about hours holds.

use crate::people::chapter::today;
use crate::{Clinic, Key, Look, Refusal, Version};
use care::PersonId;
use care::attendance::hours::HoursRule;
use care::people::coverage::{CheckResult, Coverages, CoveragesDraft};
use jiff::civil::Date;
use policy::{Action, Actor};
use record::people::{coverage, person};

/// Who pays for somebody's care, as its page shows it.
pub struct CoverageSheet {
    /// What the person is called.
    pub name: String,
    /// Who pays.
    pub coverages: Coverages,
    /// The version of that, for the form.
    pub version: Version,
    /// The rules about hours that the protocol has: the id of each, and how it reads.
    pub rules: Vec<(String, String)>,
    /// Whether the actor may write it down.
    pub may_write: bool,
}

/// Who pays for somebody's care.
pub fn sheet(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<CoverageSheet, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewCoverage, id)?;
        let (name, _) = person::load(look.read, id)?;
        let coverages = coverage::of_person(look.read, id)?;
        look.saw("coverage.viewed", ("person", id.uuid()), Some(id), None);
        let rules = clinic.protocol().rules.iter();
        let read = |rule: &HoursRule| (rule.id.clone(), format!("{} ({})", rule.title, rule.whose));
        Ok(CoverageSheet {
            name: name.full(),
            version: Version::of(&coverages)?,
            coverages,
            rules: rules.map(read).collect(),
            may_write: look.could(Action::EditCoverage, id)?,
        })
    })
}

/// Writes down who pays.
pub fn set(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &CoveragesDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_coverage", &(id, draft)), |act| {
        act.permit_patient(Action::EditCoverage, id)?;
        let before = coverage::of_person(act.tx, id)?;
        act.unchanged(Version::of(&before)?)?;
        let today = today(act, id)?;
        let rules = act.clinic.protocol().rules.iter();
        let rules: Vec<&str> = rules.map(|rule| rule.id.as_str()).collect();
        let settled = draft.clone().settle(today, &rules, &before);
        let after = settled.map_err(Refusal::Fields)?;
        coverage::set(act.tx, act.clinic.dice(), id, &after, act.now)?;
        let detail = serde_json::json!({ "before": before, "after": after });
        let subject = ("person", id.uuid());
        act.journal("coverage.changed", subject, Some(id), Some(detail))
    })
}

/// Who pays, for a page that is about something else and tells the journal; nothing for whoever may not see it.
pub(crate) fn shown_to(
    look: &mut Look<'_, '_>,
    id: PersonId,
) -> Result<Option<Coverages>, Refusal> {
    if !look.could(Action::ViewCoverage, id)? {
        return Ok(None);
    }
    Ok(Some(coverage::of_person(look.read, id)?))
}

/// Whose rule about hours holds for somebody on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Governing {
    /// The day.
    pub day: Date,
    /// The payer that comes first on it.
    pub payer: Option<FirstPayer>,
}

/// The payer that comes first on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstPayer {
    /// What it is called.
    pub name: String,
    /// Its place among somebody's payers; the first is 0.
    pub place: usize,
    /// What came of asking it last, where somebody did.
    pub checked: Option<CheckResult>,
    /// Its rule.
    pub rule: PayersRule,
}

/// What is known of a payer's rule about hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayersRule {
    /// Nobody wrote down which it has.
    Unsaid,
    /// One that the protocol has no more.
    Gone(String),
    /// One that is not for this level of care.
    OtherLevel(String),
    /// The rule at this place of those that are shown.
    Shown(usize),
}

/// Whose rule holds on a day. `all` are the rules of the protocol, and `shown` the ids of those for somebody's level of
/// care.
pub(crate) fn governing(
    coverages: &Coverages,
    day: Date,
    all: &[HoursRule],
    shown: &[&str],
) -> Governing {
    let payer = coverages.first_on(day).map(|(place, first)| FirstPayer {
        name: first.payer.to_string(),
        place,
        checked: first.checked.as_ref().map(|check| check.result),
        rule: match &first.rule {
            None => PayersRule::Unsaid,
            Some(id) => {
                let at = shown.iter().position(|shown| *shown == id.as_str());
                let known = all.iter().find(|rule| rule.id == id.as_str());
                match (at, known) {
                    (Some(at), _) => PayersRule::Shown(at),
                    (None, Some(rule)) => PayersRule::OtherLevel(rule.title.clone()),
                    (None, None) => PayersRule::Gone(id.to_string()),
                }
            }
        },
    });
    Governing { day, payer }
}
