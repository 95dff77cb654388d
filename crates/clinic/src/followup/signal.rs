//! Signals: raised inside the act that caused them, answered by whoever looks after the person.

mod answer;
mod closing;
mod pages;
mod raise;
mod safety;
mod shown;

pub(crate) use answer::answered;
pub use answer::{ResponseDraft, close, respond, respond_after_call, take};
pub use closing::is_handed;
pub use pages::Pages;
pub use raise::raise_alarm;
pub(crate) use raise::{Raise, raise};
pub use record::followup::signal::Waiting;
pub(crate) use safety::pressing;
pub use safety::{Safety, Warning, safety, warning};
pub use shown::{RaisedBy, ShownSignal, ToldPerson, show};

use crate::intake::inquiry::anybody;
use crate::{Clinic, Look, Refusal};
use care::followup::signal::{Response, Signal, Urgency};
use care::{PersonId, TimeZoneName};
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor};
use record::Read;
use record::followup::signal;
use record::people::patient::Within;
use record::stays::episode;
use std::collections::HashSet;

/// How many open signals stand on one page.
pub const PAGE_MAX: u32 = 40;
/// Within how many minutes requests that tell of danger are a burst, where there are many.
pub const BURST_MINUTES: i64 = 10;
/// How many are.
/// House numbers, for a sentence above a list; nothing is held back by them.
const BURST_MIN: usize = 4;

/// A signal as a list shows it.
#[derive(Clone, Debug)]
pub struct ListedSignal {
    /// The signal.
    pub signal: Signal,
    /// What the person is called.
    pub called: String,
    /// The responses so far, the oldest first.
    pub responses: Vec<Response>,
    /// The zone of their site, by whose clocks all of it is told.
    pub zone: Option<TimeZoneName>,
    /// Whether the person was in care and is not any more.
    pub has_left: bool,
}

impl ListedSignal {
    /// Whether it waits for an answer.
    pub fn is_unanswered(&self) -> bool {
        let last = self.responses.last();
        self.signal.is_unanswered(last.map(|response| response.at))
    }
}

/// Which signals to list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// Those still open, the most urgent and oldest first.
    Open,
    /// Those closed, the latest first.
    Closed,
}

/// The signals the actor may answer.
pub fn list(clinic: &Clinic, actor: &Actor, which: Which) -> Result<Vec<ListedSignal>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListSignals)?;
        let within = reach_to_answer(actor, look.now);
        let signals = match which {
            Which::Open => signal::open(look.read, &within)?,
            Which::Closed => signal::closed(look.read, &within)?,
        };
        listed(look, signals)
    })
}

/// A page of the open signals.
pub struct OpenPage {
    /// Those on it.
    pub shown: Vec<ListedSignal>,
    /// How many stand before it.
    pub before: usize,
    /// How many are open.
    pub open: usize,
    /// How many people asked for help through the public page and told of danger within [`BURST_MINUTES`], of those whose
    /// cards wait unanswered; nothing where that is no burst. Cards do not join across people, since nobody can tell a
    /// prank from twenty people in danger but by looking; this says that there is something to look at as a whole.
    pub burst: Option<usize>,
}

/// The open signals that the actor may answer, from a place in their order on: the most urgent first, of these whoever
/// has a record here. As many as [`PAGE_MAX`], or whoever sends hundreds would make the page heavy for everybody; what
/// is beyond it is counted.
pub fn open_page(clinic: &Clinic, actor: &Actor, before: u32) -> Result<OpenPage, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListSignals)?;
        let within = reach_to_answer(actor, look.now);
        let every = (Urgency::Now, Urgency::Week);
        let signals = signal::open_between(look.read, &within, every, (before, PAGE_MAX))?;
        let shown = listed(look, signals)?;
        let counts = signal::count_open(look.read, &within, look.now)?;
        let raised = signal::raised_by(look.read, &within, anybody())?;
        Ok(OpenPage {
            shown,
            before: before as usize,
            open: counts.iter().map(|count| count.all).sum(),
            burst: at_once(raised),
        })
    })
}

/// The most who asked within [`BURST_MINUTES`], by when each did and who it is about; nothing where that is no burst.
fn at_once(mut asked: Vec<(Timestamp, PersonId)>) -> Option<usize> {
    asked.sort_unstable();
    // One request may tell of several dangers.
    asked.dedup();
    let within = SignedDuration::from_mins(BURST_MINUTES);
    let mut first = 0;
    let until = asked.iter().enumerate().map(|(last, (until, _))| {
        let early = asked.iter().skip(first);
        first += early
            .take_while(|(at, _)| until.duration_since(*at) > within)
            .count();
        last + 1 - first
    });
    until.max().filter(|most| *most >= BURST_MIN)
}

/// The open signals of an actor's first page.
pub(crate) struct OpenToday {
    /// The first [`PAGE_MAX`] of what is for today, and what is for later in the week.
    pub listed: Vec<ListedSignal>,
    /// How much more there is for today.
    pub more: usize,
    /// How many are unanswered after their time, also of those that are not listed.
    pub late: usize,
    /// How many people wait for somebody within the hour whom nobody has answered, likewise.
    pub people_waiting: usize,
}

/// The open signals that the actor may answer, as part of their first page. What is about somebody who is not in care
/// any more stands in the list of signals alone, but for a danger that nobody has answered: it ends no sooner because
/// they left. All that is counted is counted over everything that is open, however little of it is shown.
pub(crate) fn open_to(look: &mut Look<'_, '_>) -> Result<OpenToday, Refusal> {
    let within = reach_to_answer(look.actor, look.now);
    let (most, today) = (signal::OPEN_MAX, (Urgency::Now, Urgency::Today));
    let pressing = signal::open_between(look.read, &within, today, (0, most))?;
    let counts = signal::count_open(look.read, &within, look.now)?;
    let open = counts.iter().filter(|count| count.urgency != Urgency::Week);
    let unread = open.map(|count| count.all).sum::<usize>();
    let unread = unread.saturating_sub(pressing.len());
    let later = (Urgency::Week, Urgency::Week);
    let later = signal::open_between(look.read, &within, later, (0, most))?;

    let people: Vec<PersonId> = pressing.iter().chain(&later).map(|it| it.person).collect();
    let left = episode::left_among(look.read, &people)?;
    let is_here = |signal: &Signal| {
        let waits = signal.kind.is_safety() && signal.answer_by.is_some();
        waits || !left.contains(&signal.person)
    };
    let mut shown: Vec<Signal> = pressing.into_iter().filter(is_here).collect();
    let waiting = shown
        .iter()
        .filter(|it| it.urgency <= Urgency::Hour && it.answer_by.is_some());
    let people_waiting = waiting.map(|it| it.person).collect::<HashSet<_>>().len();
    let more = shown.len().saturating_sub(PAGE_MAX as usize);
    shown.truncate(PAGE_MAX as usize);
    shown.extend(later.into_iter().filter(is_here));
    Ok(OpenToday {
        listed: listed_among(look, shown, &left)?,
        more: more.saturating_add(unread),
        late: counts.iter().map(|count| count.late).sum(),
        people_waiting,
    })
}

/// The policy's reach with answering as the switches of a query; a test holds them against the policy itself.
fn reach_to_answer(actor: &Actor, now: Timestamp) -> Within {
    door::reach_for(actor, Action::RespondToSignal, now)
}

/// Signals with the person's name and what was done; the journal knows whose they were.
fn listed(look: &mut Look<'_, '_>, signals: Vec<Signal>) -> Result<Vec<ListedSignal>, Refusal> {
    let shown: Vec<PersonId> = signals.iter().map(|signal| signal.person).collect();
    let left = episode::left_among(look.read, &shown)?;
    listed_among(look, signals, &left)
}

/// The same where it is known who left.
fn listed_among(
    look: &mut Look<'_, '_>,
    signals: Vec<Signal>,
    left: &HashSet<PersonId>,
) -> Result<Vec<ListedSignal>, Refusal> {
    if signals.is_empty() {
        return Ok(Vec::new());
    }
    let organization = look.organization();
    let shown: Vec<PersonId> = signals.iter().map(|signal| signal.person).collect();
    look.meet(shown.iter().copied())?;
    let mut responses = signal::responses_to(look.read, &signals)?;
    let zones = door::zones(look, shown.iter().copied())?;
    let mut listed = Vec::with_capacity(signals.len());
    for signal in signals {
        listed.push(ListedSignal {
            called: door::display_name(look, signal.person)?.unwrap_or_default(),
            responses: responses.remove(&signal.id).unwrap_or_default(),
            zone: zones.get(&signal.person).cloned(),
            has_left: left.contains(&signal.person),
            signal,
        });
    }
    let detail = serde_json::json!({ "shown": shown });
    let subject = ("organization", organization.uuid());
    look.saw("signal.listed", subject, None, Some(detail));
    Ok(listed)
}

/// Somebody forgotten, or gone from the lists that give a right to see them, is nobody's to answer.
fn may_answer(look: &mut Look<'_, '_>, person: PersonId) -> Result<bool, Refusal> {
    look.could_still(Action::RespondToSignal, person)
}

/// What waits for the actor, for the frame of every page: numbers and ids, nothing about anybody in particular.
pub fn waiting(clinic: &Clinic, actor: &Actor) -> Result<Waiting, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListSignals)?;
        let within = reach_to_answer(actor, look.now);
        Ok(signal::waiting(look.read, &within)?)
    })
}

/// The open *now* signals about somebody that nobody has answered: what is decided about them waits for those. One that
/// was answered and became pressing again counts as unanswered.
pub fn open_now(read: &mut impl Read, person: PersonId) -> Result<Vec<Signal>, Refusal> {
    let mut open = signal::open_of(read, person)?;
    open.retain(|signal| signal.urgency == Urgency::Now);
    let answered = signal::all_answered_at(read, &open)?;
    open.retain(|signal| signal.is_unanswered(answered.get(&signal.id).copied()));
    Ok(open)
}

/// Whether a signal waits for an answer.
pub(crate) fn is_unanswered(read: &mut impl Read, signal: &Signal) -> Result<bool, Refusal> {
    Ok(signal.is_unanswered(signal::answered_at(read, signal.id)?))
}
