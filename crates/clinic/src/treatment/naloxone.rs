//! Naloxone that was given to somebody. That it is at hand is also an answer of the assessment, and is written there in
//! the same act, so that nobody is asked once more; where it turns out that none was given, that answer goes with it.

use crate::assessment::interview;
use crate::assessment::interview::Statement;
use crate::people::chapter::{OpenChapter, add, change, opened, page, saw, today};
use crate::{Act, Clinic, Key, Refusal};
use care::PersonId;
use care::assessment::finding::{QuestionId, RawValue, Source};
use care::treatment::naloxone::NaloxoneGiven;
use policy::{Action, Actor};
use record::assessment::interview as interview_record;
use record::people::chapter;
use record::people::chapter::ChapterEntry;

/// The question that it answers.
const AT_HAND: &str = "medications.naloxone";

/// Opens what was given.
pub fn show(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
) -> Result<OpenChapter<NaloxoneGiven>, Refusal> {
    page(clinic, actor, id, "naloxone.viewed")
}

/// Opens one giving, to mend it.
pub fn show_one(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
    item: i64,
) -> Result<OpenChapter<NaloxoneGiven>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::Assess, id)?;
        saw(look, "naloxone.viewed", id);
        let opened: OpenChapter<NaloxoneGiven> = opened(look, id, Action::Assess)?;
        if opened.latest(item).is_none() {
            return Err(Refusal::NotFound);
        }
        Ok(opened)
    })
}

/// Writes down that it was given; answers which entry that is.
pub fn give(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &NaloxoneGiven,
) -> Result<i64, Refusal> {
    clinic.act(actor, key, ("give_naloxone", &(id, draft)), |act| {
        act.permit_patient(Action::Assess, id)?;
        let today = today(act, id)?;
        draft.check(today).map_err(Refusal::Fields)?;
        let item = add(act, id, "naloxone.given", draft)?;
        // What was given weeks ago says nothing of what is at hand now.
        if draft.on == today {
            say_at_hand(act, id, true)?;
        }
        Ok(item)
    })
}

/// Corrects or withdraws a giving, with the reason: another version of its entry.
pub fn mend(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    item: i64,
    draft: &NaloxoneGiven,
) -> Result<(), Refusal> {
    let command = &(id, item, draft);
    clinic.act(actor, key, ("mend_naloxone", command), |act| {
        act.permit_patient(Action::Assess, id)?;
        let entries = chapter::entries::<NaloxoneGiven>(act.tx, id)?;
        if !entries.iter().any(|entry| entry.item == item) {
            return Err(Refusal::NotFound);
        }
        draft
            .check_mended(today(act, id)?)
            .map_err(Refusal::Fields)?;
        change(act, id, "naloxone.mended", item, &entries, draft)?;
        if !draft.stands() && rests_on(act, id, item, &entries)? {
            say_at_hand(act, id, false)?;
        }
        Ok(())
    })
}

/// Whether that naloxone is at hand is known from givings alone, of which none stands any more: somebody wrote it down with
/// one of them, nobody said anything since, and beside this one no giving of that day or later stands.
fn rests_on(
    act: &mut Act<'_, '_>,
    id: PersonId,
    item: i64,
    entries: &[ChapterEntry<NaloxoneGiven>],
) -> Result<bool, Refusal> {
    let Some(question) = QuestionId::find(AT_HAND) else {
        return Ok(false);
    };
    let own = entries.iter().filter(|entry| entry.item == item);
    let given_on = own.map(|entry| entry.body.on).min();
    let others = chapter::standing(entries);
    let mut others = others.iter().filter(|entry| entry.item != item);
    if others.any(|other| other.body.stands() && Some(other.body.on) >= given_on) {
        return Ok(false);
    }
    let findings = interview_record::findings(act.tx, id)?;
    let written_with = |at| entries.iter().any(|entry| entry.at == at);
    let mut counting = findings.counting(question, None);
    Ok(counting.any(|(said, _)| said.source == Source::Staff && written_with(said.at)))
}

/// Writes into the assessment whether it is at hand, as staff saw it. That it is not, where none was given after all, is
/// the more careful answer: whoever has some at home says so when they are asked.
fn say_at_hand(act: &mut Act<'_, '_>, id: PersonId, is_at_hand: bool) -> Result<(), Refusal> {
    let said = Statement {
        question: AT_HAND.to_owned(),
        about: None,
        value: Some(RawValue::YesNo(is_at_hand)),
        not_known: None,
        source: Source::Staff,
        settles: false,
    };
    interview::add(act, id, &[said], None).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::assessment::finding::QuestionKind;

    #[test]
    fn what_giving_answers_is_asked_for() {
        let asked = QuestionId::find(AT_HAND).expect("it is asked").question();
        assert_eq!(asked.kind, QuestionKind::YesNo);
    }
}
