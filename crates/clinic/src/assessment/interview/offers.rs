//! What stands elsewhere in the record and answers a question of the assessment: offered there, and confirmed by whoever
//! asks. What a result of an instrument answers is taken over where it is saved, and vital signs are kept nowhere else.

use super::{Saved, Statement, add, basis, born};
use crate::people::chapter::last_entry;
use crate::{Clinic, Key, Refusal};
use care::PersonId;
use care::assessment::facts::{Basis, is_fresh};
use care::assessment::finding::{Finding, Findings, QuestionId, Source};
use care::assessment::offered::{OfferedAnswer, one_each};
use care::people::chapter::Chapter;
use care::treatment::medicine::{Medicine, NoMedicines};
use care::treatment::naloxone::NaloxoneGiven;
use care::treatment::{medicine, naloxone};
use door::zone;
use jiff::Timestamp;
use policy::{Action, Actor};
use record::Read;
use record::assessment::interview;
use record::people::{chapter, coverage, details};

/// What lasts of it now, but for who pays, which not everybody may see.
pub(crate) fn offers(
    read: &mut impl Read,
    person: PersonId,
    basis: &Basis,
) -> Result<Vec<OfferedAnswer>, Refusal> {
    let mut offered = details::of_person(read, person)?.offered(basis);
    let begun = chapter::begun(read, person)?;
    let is_begun = |chapter: Chapter| begun.contains(&chapter);
    if is_begun(Chapter::Medicines) || is_begun(Chapter::NoMedicines) {
        let entries = chapter::entries::<Medicine>(read, person)?;
        let standing = chapter::standing(&entries);
        let taken = standing.iter().filter(|entry| entry.body.is_current());
        let taken: Vec<_> = taken.map(|entry| (&entry.body, entry.at)).collect();
        // It holds as long as nothing was ever put on the list.
        let none = last_entry::<NoMedicines>(read, person)?.filter(|_| entries.is_empty());
        offered.extend(medicine::offered(&taken, none.map(|entry| entry.at)));
    }
    if is_begun(Chapter::Naloxone) {
        let entries = chapter::entries::<NaloxoneGiven>(read, person)?;
        let standing = chapter::standing(&entries);
        let given: Vec<_> = standing.iter().map(|entry| &entry.body).collect();
        offered.extend(naloxone::offered(&given, basis));
    }
    Ok(one_each(offered, basis))
}

/// The same with who pays, for whoever may see that.
pub(super) fn all(
    read: &mut impl Read,
    person: PersonId,
    basis: &Basis,
    sees_payers: bool,
) -> Result<Vec<OfferedAnswer>, Refusal> {
    let mut offered = offers(read, person, basis)?;
    if sees_payers && let Some((payers, at)) = coverage::kept(read, person)? {
        let day = basis.local.date();
        offered.extend(payers.offered(at, day).filter(|one| one.lasts(basis)));
    }
    Ok(offered)
}

/// Those that say something which the answers do not: nobody answered since, and what was answered before is not the same
/// and still true.
pub(super) fn news(
    offered: Vec<OfferedAnswer>,
    findings: &Findings,
    basis: &Basis,
) -> Vec<OfferedAnswer> {
    let is_known = |one: &OfferedAnswer| {
        let mut counting = findings.counting(one.question, None);
        counting.any(|(said, value)| *value == one.value && is_fresh(said, basis))
    };
    let news = offered.into_iter();
    news.filter(|one| findings.is_news(one) && !is_known(one))
        .collect()
}

/// What somebody answered to a question last, where that is no news any more.
fn answered(findings: &Findings, question: QuestionId) -> Option<&Finding> {
    let mut said = findings.said(question, None).iter().rev();
    said.find(|one| one.value().is_some())
}

/// Keeps an offered answer as what the person says today, once they were asked: the one to this question that was said at
/// this moment, as long as nobody answered it since.
pub fn confirm(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    question: QuestionId,
    at: Timestamp,
) -> Result<Saved, Refusal> {
    let asked = question.question();
    let command = &(person, asked.id, at);
    clinic.act(actor, key, ("confirm_offered", command), |act| {
        act.permit_patient(Action::Assess, person)?;
        let zone = zone(act.tx, act.actor, person)?;
        let born = born(act.tx, person)?;
        let basis = basis(act.now, &zone, born);
        let sees_payers = act.could(Action::ViewCoverage, person)?;
        let mut offered = all(act.tx, person, &basis, sees_payers)?.into_iter();
        // A form carries microseconds.
        let micros = Timestamp::as_microsecond;
        let found = offered.find(|one| one.question == question && micros(one.at) == micros(at));
        let Some(found) = found else {
            let sentence =
                "What was said there is another by now, or too old. Open the page again, and ask.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        };
        let findings = interview::findings(act.tx, person)?;
        if news(vec![found.clone()], &findings, &basis).is_empty() {
            let now = answered(&findings, question).map(Finding::words);
            return Err(Refusal::Conflict(format!(
                "“{}” was answered since: {}. Nothing was changed. Open the page again, and ask where it is another.",
                asked.label,
                now.unwrap_or_else(|| "unknown".to_owned())
            )));
        }
        let statement = Statement {
            question: asked.id.to_owned(),
            about: None,
            value: Some(found.value.raw(asked)),
            not_known: None,
            source: asked.source(Source::Person),
            settles: false,
        };
        add(act, person, &[statement], None)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::assessment::finding::{FindingAnswer, RawValue};
    use jiff::SignedDuration;
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    /// By the one rule of what is still true: a dangerous answer that lasts is, however long ago it was given.
    #[test]
    fn what_lasts_is_known_however_old_and_its_opposite_is_not() {
        let now: Timestamp = "2026-11-29T15:00:00Z".parse().unwrap();
        let basis = Basis {
            at: now,
            local: date(2026, 11, 29).at(15, 0, 0, 0),
            zone: TimeZone::UTC,
            born: None,
        };
        let seizures = QuestionId::find("withdrawal.seizures").unwrap();
        let offered = |yes| {
            let told = (now - SignedDuration::from_hours(1), "details");
            OfferedAnswer::new(seizures, &RawValue::YesNo(yes), told, "Said so.".to_owned())
                .unwrap()
        };
        let long_ago = |yes| {
            Findings::new(vec![Finding {
                at: now - SignedDuration::from_hours(24 * 900),
                source: Source::Person,
                answer: FindingAnswer::Value(offered(yes).value),
                ..offered(yes).finding()
            }])
        };
        for (yes, left) in [(true, 0), (false, 1)] {
            let found = news(vec![offered(yes)], &long_ago(yes), &basis);
            assert_eq!(found.len(), left, "{yes}");
        }
    }
}
