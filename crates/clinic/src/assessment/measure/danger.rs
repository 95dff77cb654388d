//! What a result raises: its alarms become signals in the act that saves it.

use super::KeptAnswers;
use crate::assessment::interview;
use crate::followup::signal::{Raise, raise, raise_alarm};
use crate::{Act, Refusal};
use care::assessment::facts::Hint;
use care::assessment::finding::QuestionId;
use care::followup::signal::{About, Alarm, Matter, Once, SignalKind, Urgency};
use care::{PersonId, ResultId, TimeZoneName};
use jiff::Timestamp;
use jiff::civil::Date;
use measures::{Absence, Clock, Context, Earlier, FlagState, Instrument, RaisedAlarm, Scored};
use record::assessment::interview as interview_record;
use record::assessment::measure::Taken;

/// Whether a position of an answer is the dangerous one.
type Holds = fn(i32) -> bool;

/// Age from which moderate withdrawal from alcohol is more dangerous (2020 guideline on alcohol withdrawal: over 65).
const GRAVER_YEARS: i16 = 65;
/// What else in a record makes a withdrawal more dangerous than its score says, by question: earlier seizures and
/// delirium, a PAWSS of 4 (published), nobody sober overnight, no steady home (consensus).
const GRAVER: &[(&str, Holds)] = &[
    ("withdrawal.seizures", |at| at == 1),
    ("withdrawal.seizure_this_episode", |at| at == 1),
    ("withdrawal.delirium", |at| at == 1),
    ("withdrawal.pawss", |points| points >= 4),
    ("home.somebody_overnight", |at| at == 0),
    ("home.stability", |at| at >= 2),
];

/// A result that is being kept.
pub(super) struct New<'a> {
    pub id: ResultId,
    pub person: PersonId,
    pub instrument: &'a Instrument,
    pub scored: &'a Scored,
    pub alone: bool,
    /// The zone where the person is known.
    pub zone: &'a TimeZoneName,
    /// The date there.
    pub today: Date,
}

/// The alarms of a result, beside the one before it.
pub(super) fn alarms_of(
    instrument: &Instrument,
    taken: &Taken<KeptAnswers>,
    before: Option<&Taken<KeptAnswers>>,
) -> Result<Vec<RaisedAlarm>, Refusal> {
    let earlier = before.map(|before| Earlier {
        answers: &before.sealed.answers,
        hours: taken.at.duration_since(before.at).as_hours(),
    });
    let context = Context::default();
    measures::alarms(instrument, &taken.sealed.answers, &context, earlier)
        .map_err(|error| Refusal::field("answers", error.to_string()))
}

/// The dangers that a result tells of, each once, for whoever reads an answer that denies it. What instruments say of
/// overdoses is that one may come: that there was none denies nothing of it.
pub(super) fn hints(instrument: &Instrument, at: Timestamp, alarms: &[RaisedAlarm]) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    for alarm in alarms {
        let Some(matter) = matter(alarm.matter).filter(|matter| *matter != Matter::Overdose) else {
            continue;
        };
        // The soonest of a matter stands first.
        let is_told = hints.iter().any(|known| known.matter == matter);
        if alarm.state == FlagState::Raised && !is_told {
            hints.push(Hint {
                matter,
                place: instrument.short.clone(),
                words: alarm.says.clone(),
                at,
            });
        }
    }
    hints
}

/// The dangers that a result says nothing of, because answers are absent.
pub(super) fn open(alarms: &[RaisedAlarm]) -> Vec<Matter> {
    let open = alarms
        .iter()
        .filter(|alarm| alarm.state == FlagState::CannotRuleOut);
    open.filter_map(|alarm| matter(alarm.matter)).collect()
}

/// Whether a result tells of a danger, or leaves one open.
pub(super) fn is_dangerous(alarms: &[RaisedAlarm]) -> bool {
    alarms.iter().any(|alarm| matter(alarm.matter).is_some())
}

/// Raises what a result asks for: a danger joins the open card of its matter, and what only has to be looked at is one
/// card for the instrument. Answers whether the first steps belong on the screen, and what was raised.
pub(super) fn raise_all(
    act: &mut Act<'_, '_>,
    new: &New<'_>,
    alarms: &[RaisedAlarm],
) -> Result<(bool, Vec<(Matter, Urgency)>), Refusal> {
    let mut graver = None;
    let mut danger = false;
    let mut told = Vec::new();
    let mut results: Vec<&RaisedAlarm> = Vec::new();
    for alarm in alarms {
        let Some(matter) = matter(alarm.matter) else {
            results.push(alarm);
            continue;
        };
        let mut clock = alarm.clock;
        if let Some(sooner) = alarm.graver {
            let known = match graver {
                Some(known) => known,
                None => *graver.insert(is_graver(act, new)?),
            };
            clock = if known { sooner } else { clock };
        }
        let said = Alarm {
            matter,
            urgency: urgency(clock),
            words: words(new, &[alarm]),
        };
        let key = format!("result:{}:{}", new.id, alarm.code);
        raise_alarm(act, new.person, &said, About::Result(new.id), &key)?;
        danger |= shown(new, alarm);
        told.push((said.matter, said.urgency));
    }
    raise_result(act, new, &results)?;
    Ok((danger, told))
}

/// Staff see the first steps after every danger that stands. Somebody alone is led to help by thoughts of suicide, and
/// also when they would rather not say: not sure counts as danger.
fn shown(new: &New<'_>, alarm: &RaisedAlarm) -> bool {
    let stands = alarm.state == FlagState::Raised;
    if !new.alone {
        return stands;
    }
    let guards = new.instrument.safety_items();
    let declined = || {
        new.scored.absent.iter().any(|absent| {
            absent.why == Absence::Declined && guards.iter().any(|item| item.id == absent.item)
        })
    };
    alarm.matter == measures::Matter::Suicide && (stands || declined())
}

/// One card for everything in a result that is no danger by itself, until somebody has said what was done about it.
fn raise_result(
    act: &mut Act<'_, '_>,
    new: &New<'_>,
    alarms: &[&RaisedAlarm],
) -> Result<(), Refusal> {
    let Some(clock) = alarms.iter().map(|alarm| alarm.clock).min() else {
        return Ok(());
    };
    let urgency = urgency(clock);
    let key = format!("measure:{}:{}", new.instrument.code, urgency.code());
    let raised = Raise {
        person: new.person,
        kind: SignalKind::Result,
        urgency,
        words: words(new, alarms),
        about: About::Result(new.id),
        once: Some(Once::WhileUnanswered(&key)),
    };
    raise(act, raised).map(drop)
}

/// Whether the record holds what makes a withdrawal more dangerous, whoever said it.
fn is_graver(act: &mut Act<'_, '_>, new: &New<'_>) -> Result<bool, Refusal> {
    let born = interview::born(act.tx, new.person)?;
    if born.is_some_and(|born| born.age_years(new.today) >= GRAVER_YEARS) {
        return Ok(true);
    }
    let said = interview_record::findings(act.tx, new.person)?;
    Ok(GRAVER.iter().any(|(question, holds)| {
        QuestionId::find(question).is_some_and(|question| {
            let counting = said.counting(question, None);
            counting
                .filter_map(|(_, value)| value.position())
                .any(holds)
        })
    }))
}

const fn matter(matter: measures::Matter) -> Option<Matter> {
    match matter {
        measures::Matter::Suicide => Some(Matter::Suicide),
        measures::Matter::Overdose => Some(Matter::Overdose),
        measures::Matter::Withdrawal => Some(Matter::Withdrawal),
        measures::Matter::Result => None,
    }
}

const fn urgency(clock: Clock) -> Urgency {
    match clock {
        Clock::Now => Urgency::Now,
        Clock::Hour => Urgency::Hour,
        Clock::Today => Urgency::Today,
        Clock::Week => Urgency::Week,
    }
}

/// What staff read: the instrument with its points, what was found, and what to do.
fn words(new: &New<'_>, alarms: &[&RaisedAlarm]) -> String {
    let points = new.scored.total().and_then(|total| total.outcome.points());
    let points = points.map_or_else(String::new, |points| format!(" {points}"));
    let alone = if new.alone { ", answered alone" } else { "" };
    let said: Vec<_> = alarms
        .iter()
        .map(|alarm| format!("{} {}", alarm.says, alarm.does))
        .collect();
    format!(
        "{}{points}{alone}: {}",
        new.instrument.short,
        said.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_a_withdrawal_graver_is_asked_for() {
        for (question, holds) in GRAVER {
            let asked = QuestionId::find(question).expect(question).question();
            let (low, high) = asked.bounds().expect(question);
            assert!((low..=high).any(holds), "{question} can say so");
            assert!(!(low..=high).all(holds), "{question} can say otherwise");
        }
    }
}
