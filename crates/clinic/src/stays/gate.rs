//! What stands before somebody gets a level of care, by whichever door: nobody is admitted, moved, discharged or sent on
//! while a danger to them waits for somebody to look now, nor to less than is safe by what is known now, unless a choice
//! that looked at the same answers for it.
//!
//! A move that is itself what is done about a danger is never held up by it: what it says becomes the answer to each
//! signal that it names. Only more care than now that reaches the least level is such a move.

use crate::assessment::interview::current;
use crate::assessment::placement::placed;
use crate::followup::signal::{answered, open_now};
use crate::{Act, Look, Refusal};
use care::assessment::finding::Assessment;
use care::assessment::placement::stands::{LevelDoor, LevelLack, StandingChoice, lacks};
use care::assessment::placement::{Place, Placement};
use care::assessment::protocol::Protocol;
use care::followup::signal::{Done, Signal, words};
use care::stays::episode::{Episode, is_of_this_course};
use care::stays::stay::Stay;
use care::text::is_sentence;
use care::{Credential, LevelOfCare, Paragraph, PersonId, SignalId, TimeZoneName};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::Action;
use record::Read;
use record::assessment::placement;
use record::assessment::placement::Placed;
use record::people::staff;
use record::stays::episode;
use serde::Serialize;

/// The field of a form that is not mended in the form: the signal has to be answered.
pub const FIELD: &str = "signal";
/// The field that is not mended in the form either: a level has to be chosen.
const CHOICE: &str = "placement";

/// What is done about a danger by an act itself.
#[derive(Clone, Debug, Serialize)]
pub struct DangerAnswer {
    /// What is done.
    pub words: Paragraph,
    /// The signals that it answers.
    pub signals: Vec<SignalId>,
}

/// A level that somebody is to get, and by which door.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LevelWish {
    pub door: LevelDoor,
    pub to: LevelOfCare,
    /// Since when they are where they are now.
    pub since: Option<Date>,
}

impl LevelWish {
    /// Into care.
    pub const fn admission(to: LevelOfCare) -> Self {
        Self {
            door: LevelDoor::Admission,
            to,
            since: None,
        }
    }

    /// From the stay they are in.
    pub const fn from_stay(now: &Stay, to: LevelOfCare) -> Self {
        Self {
            door: LevelDoor::Move(now.level),
            to,
            since: Some(now.from),
        }
    }

    /// Out of care.
    pub const fn discharge() -> Self {
        Self {
            door: LevelDoor::Discharge,
            to: LevelOfCare::Outpatient,
            since: None,
        }
    }

    /// Whether it is more care than now.
    fn is_more(self) -> bool {
        match self.door {
            LevelDoor::Admission => true,
            LevelDoor::Move(now) => self.to > now,
            LevelDoor::Discharge => false,
        }
    }
}

/// The signals that nothing passes, for a page on which something is decided: as far as the actor may answer them, and
/// noted as seen.
pub(crate) fn shown(look: &mut Look<'_, '_>, person: PersonId) -> Result<Vec<Signal>, Refusal> {
    if !look.could(Action::RespondToSignal, person)? {
        return Ok(Vec::new());
    }
    let waiting = open_now(look.read, person)?;
    if !waiting.is_empty() {
        look.saw(
            "signal.listed",
            ("person", person.uuid()),
            Some(person),
            None,
        );
    }
    Ok(waiting)
}

/// Lets an act pass that was permitted as `action`, unless a signal asks for somebody now.
pub(crate) fn pass(act: &mut Act<'_, '_>, person: PersonId) -> Result<(), Refusal> {
    let waiting = open_now(act.tx, person)?;
    if waiting.is_empty() {
        Ok(())
    } else {
        Err(held(&waiting))
    }
}

/// The same for an act that may itself be what is done about the danger; `answer` is kept as the answer to each signal
/// that it names, and has to name all that ask for somebody now.
pub(crate) fn pass_answering(
    act: &mut Act<'_, '_>,
    action: Action,
    person: PersonId,
    wish: LevelWish,
    answer: Option<&DangerAnswer>,
) -> Result<(), Refusal> {
    let Some(answer) = answer else {
        return pass(act, person);
    };
    let refuse = |sentence: String| Err(Refusal::field("emergency", sentence));
    let waiting = open_now(act.tx, person)?;
    if waiting.is_empty() {
        return refuse("No signal asks for somebody now. Leave this empty.".to_owned());
    }
    let least = now(act, person)?.2.least();
    if !wish.is_more() {
        let sentence =
            "Less care is no answer to a danger. Leave this empty, and answer the signal first.";
        return refuse(sentence.to_owned());
    }
    if Place::Level(wish.to) < least {
        return refuse(format!(
            "What is known asks for “{}”, and this is less, so it is no answer to the danger. Leave this empty, and answer the signal first.",
            least.label()
        ));
    }
    if !is_sentence(answer.words.as_str()) {
        return refuse("Say in a sentence what is done about the danger by this.".to_owned());
    }
    let unnamed = waiting
        .iter()
        .filter(|signal| !answer.signals.contains(&signal.id));
    let unnamed: Vec<String> = unnamed
        .map(|signal| format!("“{}”", signal.title()))
        .collect();
    if !unnamed.is_empty() {
        return refuse(format!(
            "Tick each signal that this answers, or answer it first: {}.",
            unnamed.join(", ")
        ));
    }
    answer_all(act, action, person, answer.words.as_str())
}

/// Keeps what an act that was permitted as `action` does about every signal that asks for somebody now.
pub(crate) fn answer_all(
    act: &mut Act<'_, '_>,
    action: Action,
    person: PersonId,
    answer: &str,
) -> Result<(), Refusal> {
    let mut waiting = open_now(act.tx, person)?;
    if waiting.is_empty() {
        return Ok(());
    }
    act.permit_patient(Action::RespondToSignal, person)?;
    let words = words(answer).map_err(|invalid| Refusal::invalid("emergency", invalid))?;
    for signal in &mut waiting {
        answered(act, signal, Done::AtOnce, words.clone())?;
    }
    // What follows is journaled under the rule of the act, not of the answer.
    act.permit_patient(action, person)
}

/// The refusal names every signal; the page about it leads to each.
fn held(waiting: &[Signal]) -> Refusal {
    let sentences = waiting.iter().map(|signal| {
        format!(
            "The signal “{}” asks for somebody now, and nobody has answered it. Answer it first.",
            signal.title()
        )
    });
    Refusal::field(FIELD, sentences.collect::<Vec<_>>().join(" "))
}

/// Where somebody is seen, what is known of them now, and what the criteria say of it.
fn now<'a>(
    act: &mut Act<'a, '_>,
    person: PersonId,
) -> Result<(TimeZoneName, Assessment, Placement<'a>), Refusal> {
    let zone = door::zone(act.tx, act.actor, person)?;
    let assessment = current(act.tx, person, act.now, &zone)?;
    let placement = placed(act.clinic.protocol(), &assessment);
    Ok((zone, assessment, placement))
}

/// Refuses a level while something has to stand first. `field` is where the form says which level.
pub(crate) fn stand(
    act: &mut Act<'_, '_>,
    person: PersonId,
    wish: LevelWish,
    field: &'static str,
) -> Result<(), Refusal> {
    let (zone, assessment, placement) = now(act, person)?;
    let chosen = last_choice(act.tx, person, &zone)?;
    let choice = chosen
        .as_ref()
        .map(|placed| kept_choice(act.tx, placed, &zone, &assessment));
    let choice = choice.transpose()?;
    match lack(&placement, choice.as_ref(), assessment.assessed_on, wish) {
        None => Ok(()),
        Some(lack @ LevelLack::Chosen(_)) => Err(Refusal::field(field, lack.sentence())),
        Some(lack) => Err(Refusal::field(CHOICE, lack.sentence())),
    }
}

/// What is known of somebody now and the choice that counts: read once, for all that weighs them.
pub(crate) struct Weighed {
    pub assessment: Assessment,
    pub chosen: Option<Placed>,
}

/// The same, read.
pub(crate) fn weighed(
    read: &mut impl Read,
    person: PersonId,
    now: Timestamp,
    zone: &TimeZoneName,
) -> Result<Weighed, Refusal> {
    Ok(Weighed {
        assessment: current(read, person, now, zone)?,
        chosen: last_choice(read, person, zone)?,
    })
}

/// The levels that would be refused now by a door, each with what has to stand first, for a page on which one is chosen.
pub(crate) fn refused(
    read: &mut impl Read,
    protocol: &Protocol,
    weighed: &Weighed,
    zone: &TimeZoneName,
    wish: impl Fn(LevelOfCare) -> LevelWish,
) -> Result<Vec<(LevelOfCare, String)>, Refusal> {
    let Weighed { assessment, chosen } = weighed;
    let choice = chosen
        .as_ref()
        .map(|placed| kept_choice(read, placed, zone, assessment));
    let choice = choice.transpose()?;
    let placement = placed(protocol, assessment);
    let refused = LevelOfCare::ALL.into_iter().filter_map(|to| {
        let today = assessment.assessed_on;
        let lack = lack(&placement, choice.as_ref(), today, wish(to))?;
        Some((to, lack.sentence()))
    });
    Ok(refused.collect())
}

/// What has to stand before somebody gets a level, by what is known of them.
pub(crate) fn lack(
    placement: &Placement<'_>,
    choice: Option<&KeptChoice<'_>>,
    today: Date,
    wish: LevelWish,
) -> Option<LevelLack> {
    let standing = choice.map(|choice| StandingChoice {
        place: choice.placed.place,
        snapshot: &choice.placed.snapshot,
        unchanged: choice.unchanged,
        plan_by: choice.placed.plan.as_ref().map(|plan| plan.by),
        credentials: &choice.credentials,
        since: wish.since.is_none_or(|since| choice.on >= since),
    });
    lacks(placement, wish.door, wish.to, standing.as_ref(), today)
}

/// The choice that somebody is in care by, or is to be: the last of all, where it is one for this course of care. Every
/// page and every door asks here: a choice from before somebody left, with its plan, counts nowhere any more.
pub(crate) fn last_choice(
    read: &mut impl Read,
    person: PersonId,
    zone: &TimeZoneName,
) -> Result<Option<Placed>, Refusal> {
    let history = placement::of_person(read, person)?;
    Ok(first_that_counts(read, &history, zone)?.cloned())
}

/// The same, where every choice was read already, the latest first.
pub(crate) fn first_that_counts<'h>(
    read: &mut impl Read,
    history: &'h [Placed],
    zone: &TimeZoneName,
) -> Result<Option<&'h Placed>, Refusal> {
    let Some(placed) = history.first() else {
        return Ok(None);
    };
    let episodes = episode::of_person(read, placed.person)?;
    Ok(counts(placed, &episodes, zone).then_some(placed))
}

/// Whether a choice is one for this course of care.
pub(crate) fn counts(placed: &Placed, episodes: &[Episode], zone: &TimeZoneName) -> bool {
    is_of_this_course(episodes, placed.at, zone.local(placed.at).date())
}

/// A choice of a level that counts, with what it is weighed by.
pub(crate) struct KeptChoice<'h> {
    placed: &'h Placed,
    /// What whoever chose was qualified for.
    credentials: Vec<Credential>,
    /// The day of it.
    on: Date,
    /// Whether nothing was said since.
    unchanged: bool,
}

/// What a choice that counts is weighed by.
pub(crate) fn kept_choice<'h>(
    read: &mut impl Read,
    placed: &'h Placed,
    zone: &TimeZoneName,
    assessment: &Assessment,
) -> Result<KeptChoice<'h>, Refusal> {
    let credentials = match &placed.credentials {
        Some(credentials) => credentials.clone(),
        // Of a choice from before they were kept with it, what is known is what they hold now.
        None => staff::find(read, placed.by)?
            .map(|staff| staff.credentials)
            .unwrap_or_default(),
    };
    Ok(KeptChoice {
        unchanged: assessment.is_unchanged_since(placed.at),
        on: zone.local(placed.at).date(),
        placed,
        credentials,
    })
}
