//! Signals: something a person on staff should look at, why, and what was done about it.

mod closing;
mod danger;
mod matter;

pub use closing::{Grounds, closing_lacks};
pub use danger::{occasion, of_finding};
pub use matter::{Alarm, Matter};

use super::clock::{next_by, respond_by};
use crate::assessment::finding::Section;
use crate::text::{clean, says_something};
use crate::{Invalid, PersonId, ResponseId, ResultId, SignalId};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The longest reason or response, in characters.
pub const WORDS_CHARS_MAX: usize = 2_000;
/// How far ahead a response can be planned, in days; what lies further is a plan of care, not a response.
pub const PLANNED_DAYS_MAX: i32 = 30;

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

/// From how many further reasons on a card makes room for the next. The latest is always on it, and a milder one takes no
/// room from a graver, so there may be one more of each urgency.
pub const REASONS_MAX: usize = 60;
/// Of how many reasons that made room it is still known what they were raised on.
pub const GONE_MAX: usize = 240;

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

/// When what a response describes happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// It is done.
    AtOnce,
    /// It is planned for a day.
    Planned(Date),
}

impl Done {
    /// Checks a planned day against the local date.
    pub fn planned(on: Date, today: Date) -> Result<Self, Invalid> {
        if on < today {
            return Err(Invalid::new(
                "This day has passed. Choose today or a later day, or say that it is done.",
            ));
        }
        let days = (on - today).get_days();
        if days > PLANNED_DAYS_MAX {
            return Err(Invalid::new(format!(
                "A response lies at most {PLANNED_DAYS_MAX} days ahead; this is {days}. Put what comes later into the plan."
            )));
        }
        Ok(Self::Planned(on))
    }
}

codes! {
    /// Whether whoever a signal is about was reached.
    PersonReached {
        /// Somebody spoke to them.
        Reached = "reached", "Reached";
        /// Nobody did.
        NotReached = "not_reached", "Not reached";
        /// Somebody who can answer for them is there.
        WithSomebody = "with_somebody", "Somebody else is with them";
    }
}

/// What a response says beside its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseOutcome {
    /// Whether they were reached, where that was asked.
    #[serde(default)]
    pub reached: Option<PersonReached>,
    /// Why it is closed without what belongs to a risk of suicide, where something of that is missing.
    #[serde(default)]
    pub without: Option<String>,
}

impl ResponseOutcome {
    /// Whether they were reached, and nothing else.
    pub const fn of(reached: PersonReached) -> Self {
        Self {
            reached: Some(reached),
            without: None,
        }
    }
}

/// What was done about a signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// Its id.
    pub id: ResponseId,
    /// About which signal.
    pub signal: SignalId,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// Whether it is done or planned.
    pub done: Done,
    /// What, in words; sealed in the record.
    pub words: String,
    /// What it says beside them; sealed in the record.
    pub outcome: ResponseOutcome,
}

/// Words of a response: more than a word like "done", at most [`WORDS_CHARS_MAX`] characters.
pub fn words(text: &str) -> Result<String, Invalid> {
    let text = clean(text);
    let text = text.trim();
    if !says_something(text) {
        return Err(Invalid::new(
            "Say what was done: whom you spoke to, what was agreed, what comes next.",
        ));
    }
    let chars = text.chars().count();
    if chars > WORDS_CHARS_MAX {
        return Err(Invalid::new(format!(
            "Shorten this to {WORDS_CHARS_MAX} characters; it has {chars}."
        )));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::finding::{Finding, RawFinding, RawValue, Source};
    use jiff::civil::date;

    #[test]
    fn codes_and_ranks_read_back() {
        for kind in SignalKind::ALL {
            assert_eq!(SignalKind::from_code(kind.code()), Some(kind));
        }
        for urgency in Urgency::ALL {
            assert_eq!(Urgency::from_rank(urgency.rank()), Some(urgency));
            assert_eq!(Urgency::from_code(urgency.code()), Some(urgency));
        }
        assert!(Urgency::ALL.is_sorted_by_key(|urgency| urgency.rank()));
        assert_eq!(Urgency::from_rank(3), None);
        assert_eq!(Urgency::from_rank(-1), None);
    }

    #[test]
    fn a_response_is_planned_for_today_or_soon() {
        let today = date(2026, 3, 2);
        assert_eq!(Done::planned(today, today), Ok(Done::Planned(today)));
        let yesterday = Done::planned(date(2026, 3, 1), today).unwrap_err();
        assert!(yesterday.0.contains("has passed"));
        assert!(Done::planned(date(2026, 4, 1), today).is_ok());
        let far = Done::planned(date(2026, 4, 2), today).unwrap_err();
        assert!(far.0.contains("this is 31"));
    }

    #[test]
    fn the_first_sign_of_danger_raises_and_its_absence_does_not() {
        let said = |question: &str, value: RawValue| {
            let raw = RawFinding {
                question: question.to_owned(),
                about: None,
                value: Some(value),
                not_known: None,
                source: Source::Family,
                at: Timestamp::UNIX_EPOCH,
                settles: false,
            };
            of_finding(&Finding::shaped(&raw).unwrap())
        };
        let text = |text: &str| RawValue::Text(text.to_owned());
        assert_eq!(
            said("risk.suicide", text("high")),
            Some((Matter::Suicide, Urgency::Now))
        );
        assert_eq!(said("risk.suicide", text("low")), None);
        assert_eq!(said("home.stability", text("no home")), None);
    }

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(minute * 60).unwrap()
    }

    fn card(urgency: Urgency) -> Signal {
        Signal {
            id: SignalId::from(uuid::Uuid::from_u128(1)),
            person: PersonId::from(uuid::Uuid::from_u128(2)),
            kind: SignalKind::Suicide,
            matter: Some(Matter::Suicide),
            urgency,
            words: "The first.".to_owned(),
            further: Vec::new(),
            gone: Vec::new(),
            about: About::Record,
            occasion: Some("first".to_owned()),
            raised_at: at(0),
            raised_by: PersonId::from(uuid::Uuid::from_u128(3)),
            closed: None,
            answer_by: None,
            waits_since: None,
            first_by: None,
            step: Some(1),
            taken: None,
        }
    }

    fn reason(key: &str, urgency: Urgency, minute: i64) -> FurtherReason {
        FurtherReason {
            key: key.to_owned(),
            words: format!("{key}."),
            urgency,
            about: About::Record,
            at: at(minute),
            by: PersonId::from(uuid::Uuid::from_u128(3)),
        }
    }

    #[test]
    fn a_card_waits_while_a_clock_runs_and_until_an_answer_that_is_later_than_its_latest_reason() {
        let mut card = card(Urgency::Week);
        assert!(card.is_unanswered(None));
        assert!(!card.is_unanswered(Some(at(1))));
        card.join(reason("second", Urgency::Week, 5), Some(at(1)));
        assert!(
            card.is_unanswered(Some(at(1))),
            "no clock, and yet it waits"
        );
        assert!(!card.is_unanswered(Some(at(6))));
        card.answer_by = Some(at(30));
        assert!(card.is_unanswered(Some(at(6))));
        card.closed = Some((at(7), card.raised_by));
        assert!(!card.is_unanswered(None));
    }

    #[test]
    fn a_clock_begins_anew_after_an_answer_and_where_the_card_becomes_more_urgent_and_never_else() {
        for was in Urgency::ALL {
            for urgency in Urgency::ALL {
                for key in ["first", "second"] {
                    let case = format!("{was:?} {urgency:?} {key}");
                    let gravest = was.min(urgency);
                    // Nobody answered yet.
                    let mut waiting = card(was);
                    waiting.answer_by = Some(at(15));
                    let known = key == "first" && was <= urgency;
                    let joined = waiting.join(reason(key, urgency, 5), None);
                    assert_eq!(joined, (!known).then_some(urgency < was), "{case}");
                    assert_eq!(waiting.urgency, gravest, "{case}");
                    // Somebody did: also the same reason once more is news then.
                    let mut answered = card(was);
                    let joined = answered.join(reason(key, urgency, 5), Some(at(1)));
                    assert_eq!(joined, Some(true), "{case}");
                    assert_eq!(answered.urgency, gravest, "{case}");
                    assert!(answered.is_unanswered(Some(at(1))), "{case}");
                }
            }
        }
    }

    #[test]
    fn a_card_that_is_full_shows_the_latest_reason_all_the_same() {
        let mut card = card(Urgency::Now);
        for minute in 0..100 {
            card.join(reason(&format!("{minute}"), Urgency::Today, minute), None);
        }
        assert_eq!(card.further.len(), REASONS_MAX);
        assert_eq!(card.further.last().map(|last| last.at), Some(at(99)));
        assert_eq!(card.further.first().map(|first| first.at), Some(at(40)));
    }

    #[test]
    fn a_card_that_is_full_loses_no_graver_reason_to_a_milder_one_and_stays_small() {
        let mut card = card(Urgency::Now);
        for at in 0..REASONS_MAX {
            card.join(reason(&format!("grave {at}"), Urgency::Now, 1), None);
        }
        let grave = |card: &Signal| {
            let further = card.further.iter();
            further.filter(|one| one.urgency == Urgency::Now).count()
        };
        for (at, urgency) in Urgency::ALL.iter().cycle().skip(1).take(300).enumerate() {
            if *urgency == Urgency::Now {
                continue;
            }
            card.join(reason(&format!("mild {at}"), *urgency, 2), None);
            assert_eq!(grave(&card), REASONS_MAX, "{urgency:?}");
            assert!(card.further.len() < REASONS_MAX + Urgency::ALL.len());
        }
        // A grave one takes the room of all milder ones before that of another grave one.
        card.join(reason("grave again", Urgency::Now, 3), None);
        assert_eq!(card.further.len(), REASONS_MAX);
        assert_eq!(grave(&card), REASONS_MAX);
        assert_eq!(card.further[0].key, "grave 1");
    }

    #[test]
    fn what_made_room_is_not_raised_again_until_it_was_answered() {
        let mut card = card(Urgency::Now);
        let keys: Vec<String> = (0..100).map(|number| format!("time.{number}")).collect();
        for (minute, key) in (0..).zip(&keys) {
            let joined = card.join(reason(key, Urgency::Today, minute), None);
            assert_eq!(joined, Some(false));
        }
        for (minute, key) in (0..).zip(&keys) {
            let again = card.join(reason(key, Urgency::Today, 200), None);
            assert_eq!(again, None, "{key}");
            assert!(card.raised_on().any(|on| on == (key.as_str(), at(minute))));
        }
        let answered = Some(at(300));
        let again = card.join(reason(&keys[0], Urgency::Today, 301), answered);
        assert_eq!(again, Some(true));
    }

    #[test]
    fn an_earlier_one_of_the_same_makes_room_first_and_what_is_known_of_others_stays_small() {
        let mut card = card(Urgency::Now);
        for minute in 0..60 {
            card.join(reason(&format!("{minute}"), Urgency::Today, minute), None);
        }
        card.join(reason("30", Urgency::Today, 61), Some(at(60)));
        let keys = card.further.iter().map(|one| one.key.as_str());
        let mut keys: Vec<&str> = keys.collect();
        assert_eq!((keys[0], keys[59]), ("0", "30"));
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), REASONS_MAX, "nobody else made room");
        for minute in 100..1_000 {
            card.join(reason(&format!("{minute}"), Urgency::Today, minute), None);
        }
        assert_eq!(card.gone.len(), GONE_MAX);
        assert!(card.has("939", Urgency::Today) && !card.has("100", Urgency::Today));
    }

    /// An act knows its moment before it has its turn to write.
    #[test]
    fn a_reason_that_is_written_after_an_answer_came_after_it_whatever_its_clock_said() {
        for minute in [3, 5] {
            let mut card = card(Urgency::Week);
            let answered = Some(at(5));
            let joined = card.join(reason("second", Urgency::Week, minute), answered);
            assert_eq!(joined, Some(true));
            assert!(card.is_unanswered(answered), "{minute}");
            assert!(!card.is_unanswered(Some(card.latest_reason())));
        }
    }

    #[test]
    fn a_response_says_something() {
        assert!(words(" \n").unwrap_err().0.contains("Say what was done"));
        for thin in ["x", "ok", "Done.", "Called.", "........"] {
            assert!(words(thin).is_err(), "{thin}");
        }
        assert_eq!(words(" Called her. ").unwrap(), "Called her.");
        assert_eq!(words("Hospitalized").unwrap(), "Hospitalized");
        assert!(words(&"a".repeat(2_001)).unwrap_err().0.contains("2001"));
    }
}
