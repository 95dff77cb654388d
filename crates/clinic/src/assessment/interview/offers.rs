//! What stands elsewhere in the record and answers a question of the assessment: offered there, and confirmed by whoever
//! asks. What a result of an instrument answers is taken over where it is saved, and vital signs are kept nowhere else.

use super::{Saved, Statement, add, basis, born};
use crate::people::chapter::last_entry;
use crate::{Clinic, Key, Refusal};
use care::PersonId;
use care::assessment::facts::Basis;
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
        counting.any(|(said, value)| *value == one.value && lasts(said, basis))
    };
    let news = offered.into_iter();
    news.filter(|one| findings.is_news(one) && !is_known(one))
        .collect()
}

/// Whether an answer is still true without being asked again.
fn lasts(said: &Finding, basis: &Basis) -> bool {
    let hours = i64::from(said.question.question().valid_hours);
    basis.at.as_second() - said.at.as_second() <= hours * 3_600
}

/// Keeps an offered answer as what the person says today, once they were asked: the one to this question that was said at
/// this moment.
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
