//! A person who answers alone, on their own phone.

use super::{KeptAnswers, Recorded, answerable, danger, instrument, keep};
use crate::{Act, Clinic, Key, Refusal};
use measures::{Answerable, Answers, Context, Instrument, Wording};
use policy::{Action, Actor, Resource};
use record::assessment::measure;
use record::assessment::measure::{Assigned, Taken};

/// What somebody is asked to answer.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The instrument.
    pub instrument: &'static Instrument,
    /// When it was asked for.
    pub assigned: Assigned,
}

/// What the person signed in is asked to answer.
pub fn asked(clinic: &Clinic, actor: &Actor) -> Result<Vec<Asked>, Refusal> {
    clinic.look(actor, |look| {
        let organization = look.organization();
        look.permit_on(
            Action::AnswerOwnMeasures,
            &Resource::Account(organization, actor.person()),
        )?;
        let open = measure::assigned(look.read, actor.person())?;
        look.saw(
            "me.viewed",
            ("person", actor.person().uuid()),
            Some(actor.person()),
            None,
        );
        let with = |assigned: Assigned| {
            let instrument = instrument(&assigned.instrument).ok()?;
            Some(Asked {
                instrument,
                assigned,
            })
        };
        Ok(open.into_iter().filter_map(with).collect())
    })
}

/// An instrument in its official words.
#[derive(Clone, Debug)]
pub struct Questions {
    /// The instrument.
    pub instrument: &'static Instrument,
    /// Its words.
    pub wording: Wording,
}

/// The questions of an instrument that the person signed in was asked to answer.
pub fn questions(clinic: &Clinic, actor: &Actor, code: &str) -> Result<Questions, Refusal> {
    clinic.look(actor, |look| {
        let organization = look.organization();
        look.permit_on(
            Action::AnswerOwnMeasures,
            &Resource::Account(organization, actor.person()),
        )?;
        let instrument = instrument(code)?;
        let open = measure::assigned(look.read, actor.person())?;
        if !open.iter().any(|one| one.instrument == instrument.code) {
            return Err(Refusal::NotFound);
        }
        look.saw(
            "me.viewed",
            ("person", actor.person().uuid()),
            Some(actor.person()),
            None,
        );
        match answerable(look.read, instrument)? {
            (Answerable::ByPerson, Some(wording)) => Ok(Questions {
                instrument,
                wording,
            }),
            _ => Err(Refusal::NotFound),
        }
    })
}

/// Keeps what the person signed in answered.
///
/// What was asked for is answered once, and a form that is sent again says nothing new and takes nothing back. But
/// whoever has had the questions before them and tells of a danger is never refused, though the form was sent already
/// or its wording is one of yesterday's program: that is a result of its own, and somebody hears of it.
pub fn answer_alone(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    code: &str,
    answers: &Answers,
) -> Result<Recorded, Refusal> {
    let command = &(code, answers);
    clinic.act(actor, key, ("answer_alone", command), |act| {
        let organization = act.organization();
        let person = act.actor.person();
        act.permit_on(
            Action::AnswerOwnMeasures,
            &Resource::Account(organization, person),
        )?;
        let instrument = instrument(code)?;
        let open = measure::assigned(act.tx, person)?;
        let own = open.iter().find(|one| one.instrument == instrument.code);
        let is_asked = own.is_some() && answerable(act.tx, instrument)?.0 == Answerable::ByPerson;
        if !is_asked && !is_late_danger(act, instrument, answers, own.is_some())? {
            return Err(Refusal::NotFound);
        }
        let recorded = keep(act, person, instrument, answers, true)?;
        if let Some(own) = own {
            measure::end(act.tx, person, own.id, Some(recorded.id), act.now)?;
        }
        Ok(recorded)
    })
}

/// Whether answers to which nobody waits any more tell of a danger, from somebody who was asked.
fn is_late_danger(
    act: &mut Act<'_, '_>,
    instrument: &Instrument,
    answers: &Answers,
    is_assigned: bool,
) -> Result<bool, Refusal> {
    let earlier = measure::results::<KeptAnswers>(act.tx, act.actor.person())?;
    let answered = |one: &Taken<KeptAnswers>| one.sealed.alone && one.instrument == instrument.code;
    if !is_assigned && !earlier.iter().any(answered) {
        return Ok(false);
    }
    let alarms = measures::alarms(instrument, answers, &Context::default(), None)
        .map_err(|error| Refusal::field("answers", error.to_string()))?;
    Ok(danger::is_dangerous(&alarms))
}
