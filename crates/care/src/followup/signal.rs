//! Signals: something a person on staff should look at, why, and what was done about it.

mod closing;
mod danger;
mod matter;
mod response;

pub use closing::{Grounds, closing_lacks};
pub use danger::{occasion, of_finding};
pub use matter::{Alarm, Matter};
pub use response::{
    Done, PLANNED_DAYS_MAX, PersonReached, Response, ResponseOutcome, WORDS_CHARS_MAX, words,
};

use super::clock::{next_by, respond_by};
use crate::assessment::finding::Section;
use crate::{PersonId, ResultId, SignalId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// From how many further reasons on a card makes room for the next. The latest is always on it, and a milder one takes no
/// room from a graver, so there may be one more of each urgency.
pub const REASONS_MAX: usize = 60;
/// Of how many reasons that made room it is still known what they were raised on.
pub const GONE_MAX: usize = 240;

/// What a signal is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// Thoughts of suicide or self-harm, or a risk of either.
    Suicide,
    /// Acute danger of another kind: hard to wake, severe withdrawal, danger to others or at home.
    Danger,
    /// Sessions missed in a row.
    Missed,
    /// The week's hours will probably not be reached.
    Hours,
    /// A result that somebody should look at.
    Result,
    /// Anything else, said in words.
    Other,
}

impl SignalKind {
    /// Every kind, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::Suicide,
        Self::Danger,
        Self::Missed,
        Self::Hours,
        Self::Result,
        Self::Other,
    ];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Suicide => "suicide",
            Self::Danger => "danger",
            Self::Missed => "missed",
            Self::Hours => "hours",
            Self::Result => "result",
            Self::Other => "other",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Suicide => "Suicide risk",
            Self::Danger => "Acute danger",
            Self::Missed => "Missed sessions",
            Self::Hours => "Hours at risk",
            Self::Result => "Result to look at",
            Self::Other => "Other",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether the safety protocol belongs to it.
    pub const fn is_safety(self) -> bool {
        matches!(self, Self::Suicide | Self::Danger)
    }
}

/// How soon somebody has to look. Ordered: the most urgent first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// At once: answered within a quarter of an hour.
    Now,
    /// Within the hour.
    Hour,
    /// Before the day ends.
    Today,
    /// Within the week.
    Week,
}

impl Urgency {
    /// Every urgency, the most urgent first.
    pub const ALL: [Self; 4] = [Self::Now, Self::Hour, Self::Today, Self::Week];

    /// The code that files and journals name it by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Hour => "hour",
            Self::Today => "today",
            Self::Week => "week",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|urgency| urgency.code() == code)
    }

    /// The place among them, as the record keeps it: lists are ordered by it. The gaps are for what may come between.
    pub const fn rank(self) -> i64 {
        match self {
            Self::Now => 0,
            Self::Hour => 50,
            Self::Today => 100,
            Self::Week => 200,
        }
    }

    /// Reads a place back.
    pub fn from_rank(rank: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|urgency| urgency.rank() == rank)
    }

    /// Whether it stands in the bar of every open page of whoever may answer. Nothing else does: whoever reads a page is
    /// interrupted by what cannot wait a minute, and is told of everything else in another way.
    pub const fn is_on_every_page(self) -> bool {
        matches!(self, Self::Now)
    }

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Now => "Now",
            Self::Hour => "Within the hour",
            Self::Today => "Today",
            Self::Week => "This week",
        }
    }
}

/// What a signal was raised on, beside the person. Where that is shown is not kept: addresses of pages change.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Nothing in particular: the person's record.
    Record,
    /// The hours of their week.
    Hours,
    /// Their week.
    Week,
    /// A part of their assessment.
    Assessment(Section),
    /// A result of an instrument.
    Result(ResultId),
}

/// When the same thing is not worth a second signal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Once<'k> {
    /// While an earlier signal with this key is still open.
    WhileOpen(&'k str),
    /// While an earlier signal with this key waits for an answer: what comes after the answer is looked at anew.
    WhileUnanswered(&'k str),
    /// Ever again; the key then names the occasion, such as a week.
    Ever(&'k str),
}

impl Once<'_> {
    /// The key: what the signal is raised on.
    pub const fn key(&self) -> &str {
        match self {
            Self::WhileOpen(key) | Self::WhileUnanswered(key) | Self::Ever(key) => key,
        }
    }
}

/// Something somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Its id.
    pub id: SignalId,
    /// Whom it is about.
    pub person: PersonId,
    /// What about.
    pub kind: SignalKind,
    /// Which matter it is, where it is one that joins: further reasons of the same matter stand on the same card.
    pub matter: Option<Matter>,
    /// How soon: the highest of everything that was raised on it.
    pub urgency: Urgency,
    /// Why, in sentences; sealed in the record.
    pub words: String,
    /// What else was raised on it since, the oldest first.
    pub further: Vec<FurtherReason>,
    /// What stood among them and made room, in the order in which it did: the same is known to have been raised.
    pub gone: Vec<Gone>,
    /// What raised it.
    pub about: About,
    /// What it was raised on, where the same is not worth a second signal: a question with its answer, a week.
    pub occasion: Option<String>,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// During whose act it was raised.
    pub raised_by: PersonId,
    /// When it was closed, and by whom.
    pub closed: Option<(Timestamp, PersonId)>,
    /// When the running clock ends; nothing where none runs.
    pub answer_by: Option<Timestamp>,
    /// Since when it waits for an answer; nothing where it does not, or where that was not kept yet.
    pub waits_since: Option<Timestamp>,
    /// By when the first who were told had to answer: it is overdue from then on, however far up it goes.
    pub first_by: Option<Timestamp>,
    /// How many steps it was told up; nothing where it was raised before there were clocks.
    pub step: Option<u16>,
    /// When somebody said "I have it", and who.
    pub taken: Option<(Timestamp, PersonId)>,
}

impl Signal {
    /// What people read as its name: the matter, where it has one.
    pub const fn title(&self) -> &'static str {
        match self.matter {
            Some(matter) => matter.label(),
            None => self.kind.label(),
        }
    }

    /// Where it stands in a list of open signals, the first the smallest: how soon somebody has to look, then what kind
    /// of danger it is, so that a risk of suicide stands above missed sessions of the same urgency. What is equal here
    /// stays in the order in which the record answers it, by age. House order, as [`SignalKind::ALL`] is. Lists sort by
    /// this and by nothing else.
    pub fn place(&self) -> (Urgency, Option<usize>) {
        (self.urgency, self.kind_rank())
    }

    /// The same for whoever prescribes: below a risk of suicide, and before everything else as urgent, what asks for
    /// medicine.
    pub fn place_for_prescriber(&self) -> (Urgency, bool, bool, Option<usize>) {
        let medical = self.matter.is_some_and(Matter::is_medical);
        let suicide = self.kind == SignalKind::Suicide;
        (self.urgency, !suicide, !medical, self.kind_rank())
    }

    fn kind_rank(&self) -> Option<usize> {
        SignalKind::ALL.iter().position(|kind| *kind == self.kind)
    }

    /// What leads where several are open about somebody, the gravest the smallest: what endangers them comes before
    /// everything else however soon that is, then how soon, then what about. House order, as [`SignalKind::ALL`] is.
    pub fn gravity(&self) -> (bool, Urgency, Option<usize>, usize) {
        let matter = Matter::ALL.iter();
        let matter = matter.take_while(|matter| Some(**matter) != self.matter);
        let kind = self.kind_rank();
        (!self.kind.is_safety(), self.urgency, kind, matter.count())
    }

    /// Whether nobody has said what was done since it last became pressing, where somebody last did at `answered_at`.
    /// This is what every gate, list and call goes by.
    pub fn is_unanswered(&self, answered_at: Option<Timestamp>) -> bool {
        let waits = self.answer_by.is_some();
        self.closed.is_none() && (waits || answered_at.is_none_or(|at| at < self.latest_reason()))
    }

    /// Whether closing it asks for more than a word: whether they were reached, and what was done in a sentence.
    pub fn asks_outcome(&self) -> bool {
        self.urgency <= Urgency::Hour
    }

    /// Since when it waits, where the first time to answer it is over and nobody has.
    pub fn overdue_since(&self, now: Timestamp) -> Option<Timestamp> {
        let due = self.first_by.or(self.answer_by);
        let missed = self.closed.is_none() && self.answer_by.is_some();
        let missed = missed && due.is_some_and(|due| due <= now);
        missed.then(|| self.waits_since.unwrap_or(self.raised_at))
    }

    /// Whoever said "I have it" has it: another time to answer holds, unless the first is over already.
    pub fn take(&mut self, by: PersonId, now: Timestamp) {
        self.taken = Some((now, by));
        self.answer_by = self.answer_by.and_then(|_| respond_by(self.urgency, now));
        if self.first_by.is_some_and(|first| first > now) {
            self.first_by = self.answer_by;
        }
    }

    /// Somebody tried and did not reach them: it stays open, and they try again by the time of a further step.
    pub fn try_again(&mut self, by: PersonId, now: Timestamp) {
        self.answer_by = next_by(self.urgency, now);
        self.first_by = self.answer_by;
        self.waits_since = self.answer_by.map(|_| now);
        self.taken = Some((now, by));
    }

    /// Somebody said what was done: no clock runs.
    pub fn answer(&mut self) {
        self.answer_by = None;
        self.first_by = None;
        self.waits_since = None;
    }

    /// When the latest of its reasons came, as exactly as the record keeps when it was answered. What can wait for the
    /// week has no clock by which that would be seen.
    pub fn latest_reason(&self) -> Timestamp {
        let further = self.further.iter().map(|reason| reason.at);
        let latest = further.fold(self.raised_at, Ord::max);
        Timestamp::from_microsecond(latest.as_microsecond()).unwrap_or(latest)
    }

    /// Takes in a further reason: it makes the card more urgent, never less. Answers whether the clock of the card
    /// begins anew, or nothing where the same stands on it already and waits for an answer.
    ///
    /// It begins anew where the card was answered, since what comes after an answer has to be answered too, whoever
    /// wrote that answer and however urgent the reason is; and where the card becomes more urgent. It is then the clock
    /// of the card, which is that of the gravest reason on it. Otherwise a clock that runs goes on: a further reason
    /// gives nobody more time.
    ///
    /// It came after every answer that is there already, whatever the clocks say: an act knows its moment before it has
    /// its turn to write, and somebody may have answered in between.
    pub fn join(
        &mut self,
        mut reason: FurtherReason,
        answered_at: Option<Timestamp>,
    ) -> Option<bool> {
        let answered = !self.is_unanswered(answered_at);
        if !answered && self.has(&reason.key, reason.urgency) {
            return None;
        }
        let rises = reason.urgency < self.urgency;
        self.urgency = self.urgency.min(reason.urgency);
        if let Some(answered_at) = answered_at {
            reason.at = reason.at.max(just_after(answered_at));
        }
        self.make_room_for(&reason);
        self.further.push(reason);
        Some(answered || rises)
    }

    /// Whether this was raised on it before, as urgently or more.
    pub fn has(&self, key: &str, urgency: Urgency) -> bool {
        self.raised_on().any(|(on, _)| on == key) && self.urgency <= urgency
    }

    /// What it was raised on and when, also where that made room since.
    pub fn raised_on(&self) -> impl Iterator<Item = (&str, Timestamp)> {
        let first = self.occasion.as_deref().map(|key| (key, self.raised_at));
        let further = self.further.iter();
        let gone = self.gone.iter().map(|gone| (gone.key.as_str(), gone.at));
        first
            .into_iter()
            .chain(further.map(|reason| (reason.key.as_str(), reason.at)))
            .chain(gone)
    }

    /// Where it is full, reasons that are no graver than a new one go: first an earlier one of the same, then the mildest,
    /// and of those the oldest. That it was raised on them stays, so that nobody raises the same again and again.
    fn make_room_for(&mut self, reason: &FurtherReason) {
        while self.further.len() >= REASONS_MAX {
            let milder = self.further.iter().enumerate();
            let milder = milder.filter(|(_, one)| one.urgency >= reason.urgency);
            let going = milder
                .max_by_key(|(at, one)| (one.key == reason.key, one.urgency, Reverse(*at)))
                .map(|(at, _)| at);
            let Some(going) = going else {
                return;
            };
            let FurtherReason { key, at, .. } = self.further.remove(going);
            let before = self.gone.iter().position(|gone| gone.key == key);
            let before = before.map(|place| self.gone.remove(place));
            let at = before.map_or(at, |before| before.at.max(at));
            self.gone.push(Gone { key, at });
            if self.gone.len() > GONE_MAX {
                self.gone.remove(0);
            }
        }
    }
}

/// The next moment that the record can tell from this one.
fn just_after(at: Timestamp) -> Timestamp {
    at.saturating_add(SignedDuration::from_micros(1))
        .unwrap_or(Timestamp::MAX)
}

/// What a card was raised on, and when, where the reason itself made room for others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// What it was raised on.
    pub key: String,
    /// When, the last time.
    pub at: Timestamp,
}

/// A further reason that joined an open signal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FurtherReason {
    /// What it was raised on; the same does not join twice.
    pub key: String,
    /// Why, in sentences.
    pub words: String,
    /// How soon it asked for somebody.
    pub urgency: Urgency,
    /// Where it comes from.
    pub about: About,
    /// When.
    pub at: Timestamp,
    /// During whose act.
    pub by: PersonId,
}

#[cfg(test)]
mod tests;
