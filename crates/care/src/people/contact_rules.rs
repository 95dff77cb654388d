//! How and when it is safe to be in touch with somebody. Shown before every number and asked before everything that
//! leaves, because a wrong call can do harm at home or at work.

mod way;

pub use way::{Forbidden, Means, WayOut};

use crate::{Line, Private};
use serde::{Deserialize, Serialize};

/// Nobody is called before this minute of their day, or from [`LAST_MINUTE`] on, unless it is urgent. Published: the
/// hours outside of which a home may not be called for selling something, 47 CFR 64.1200(c)(1). That care keeps to them
/// as well is a house rule.
const FIRST_MINUTE: u16 = 8 * 60;
/// See [`FIRST_MINUTE`].
const LAST_MINUTE: u16 = 21 * 60;

codes! {
    /// Whom the answer goes to.
    CallBack {
        /// The person it is about.
        Person = "person", "The person";
        /// Whoever asks.
        Asker = "asker", "Whoever asks";
    }
}

codes! {
    /// A way to be in touch.
    Channel {
        /// A call.
        Phone = "phone", "Phone call";
        /// A text message.
        Text = "text", "Text message";
        /// Mail.
        Email = "email", "E-mail";
    }
}

codes! {
    /// A part of the day at the site.
    DayPart {
        /// Before noon.
        Morning = "morning", "Morning";
        /// Noon to five.
        Afternoon = "afternoon", "Afternoon";
        /// After five.
        Evening = "evening", "Evening";
    }
}

impl DayPart {
    /// Its first minute of the day, and the minute after its last. Noon and five are how the words are meant in the
    /// form (house); where the day begins and ends is `FIRST_MINUTE`.
    pub const fn minutes(self) -> (u16, u16) {
        match self {
            Self::Morning => (FIRST_MINUTE, 12 * 60),
            Self::Afternoon => (12 * 60, 17 * 60),
            Self::Evening => (17 * 60, LAST_MINUTE),
        }
    }
}

/// What was said at one time about being in touch with somebody. What was not asked is not allowed: no voicemail unless
/// they said yes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeContact {
    /// Whom the answer goes to.
    pub with: CallBack,
    /// The ways that are safe.
    pub channels: Vec<Channel>,
    /// The times that are safe; all when empty.
    pub times: Vec<DayPart>,
    /// Whether a voicemail may be left.
    pub voicemail: bool,
    /// Whether the caller must not say where they call from.
    pub discreet: bool,
    /// The name to ask for.
    pub ask_for: Option<Private<Line>>,
    /// Anything else.
    pub note: Option<Private<Line>>,
    /// Who else may be spoken to, and what they may hear.
    #[serde(default)]
    pub others: Option<Private<Line>>,
}

impl Default for SafeContact {
    fn default() -> Self {
        Self {
            with: CallBack::Person,
            channels: vec![Channel::Phone],
            times: Vec::new(),
            voicemail: false,
            discreet: false,
            ask_for: None,
            note: None,
            others: None,
        }
    }
}

impl SafeContact {
    /// The stretches of a day in which they may be called; nothing where any time is fine.
    fn windows(&self) -> Option<Vec<(u16, u16)>> {
        let parts = DayPart::ALL.iter().filter(|part| self.times.contains(part));
        let parts: Vec<_> = parts.map(|part| part.minutes()).collect();
        (!parts.is_empty()).then_some(parts)
    }

    /// The rules as sentences, the most dangerous to break first.
    pub fn rules(&self) -> Vec<String> {
        let mut rules = Vec::new();
        if self.discreet {
            rules.push("Do not say where you are calling from.".to_owned());
        }
        if !self.voicemail {
            rules.push("Do not leave a voicemail.".to_owned());
        }
        if !self.channels.contains(&Channel::Phone) {
            rules.push("Do not call.".to_owned());
        }
        if !self.times.is_empty() {
            let times: Vec<_> = self
                .times
                .iter()
                .map(|time| time.label().to_lowercase())
                .collect();
            rules.push(format!("Only in the {}.", times.join(" or ")));
        }
        if let Some(name) = &self.ask_for {
            rules.push(format!("Ask for “{}”.", name.open()));
        }
        if let Some(others) = &self.others {
            rules.push(format!("May also be spoken to: {}.", others.open()));
        }
        if let Some(note) = &self.note {
            rules.push(note.open().to_string());
        }
        rules
    }
}

/// The rules of one person, as they hold on every way out. They belong to the person and not to a request, and go with
/// them into care.
///
/// Two requests that turned out to be one person's may have said different things. All of it holds then, which is the
/// stricter of both, until somebody edits it. Nothing is worked out of the two when they are joined: what was said
/// stays readable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRules {
    said: Vec<SafeContact>,
}

impl From<SafeContact> for ContactRules {
    fn from(safe: SafeContact) -> Self {
        Self { said: vec![safe] }
    }
}

impl ContactRules {
    /// Whether anybody ever said how it is safe.
    pub fn is_said(&self) -> bool {
        !self.said.is_empty()
    }

    /// Whether more was said than one set of rules, so that the stricter holds.
    pub fn is_joined(&self) -> bool {
        self.said.len() > 1
    }

    /// Lets what was said of the same person elsewhere hold as well.
    pub fn join(&mut self, other: &Self) {
        for safe in &other.said {
            if !self.said.contains(safe) {
                self.said.push(safe.clone());
            }
        }
    }

    /// Whom the answer goes to.
    pub fn with(&self) -> CallBack {
        let elsewhere = self.said.iter().any(|safe| safe.with == CallBack::Asker);
        if elsewhere {
            CallBack::Asker
        } else {
            CallBack::Person
        }
    }

    /// Whether a way to be in touch is safe. Whoever was never asked gave their number and their address to be used.
    pub fn allows(&self, channel: Channel) -> bool {
        self.said
            .iter()
            .all(|safe| safe.channels.contains(&channel))
    }

    /// The ways that are safe.
    pub fn channels(&self) -> Vec<Channel> {
        let channels = Channel::ALL.iter().copied();
        channels.filter(|channel| self.allows(*channel)).collect()
    }

    /// Whether a voicemail may be left: only where they said so.
    pub fn voicemail(&self) -> bool {
        self.is_said() && self.said.iter().all(|safe| safe.voicemail)
    }

    /// Whether there is anything that a call, what is left after one, or the time of the next one could go against.
    pub fn may_forbid(&self) -> bool {
        !self.voicemail() || self.windows().is_some() || self.channels() != Channel::ALL
    }

    /// The stretches of a day in which they may be called, in minutes; nothing where any time is fine. None at all
    /// remains where two sets of rules leave no time to each other.
    pub fn windows(&self) -> Option<Vec<(u16, u16)>> {
        let mut windows = self.said.iter().filter_map(SafeContact::windows);
        let first = windows.next()?;
        Some(windows.fold(first, |held, more| overlap(&held, &more)))
    }

    /// The parts of a day that are theirs; nothing where any time is fine, and none where two sets of rules leave no time
    /// to each other.
    pub fn parts(&self) -> Option<Vec<DayPart>> {
        let windows = self.windows()?;
        let parts = DayPart::ALL.iter().copied();
        Some(
            parts
                .filter(|part| windows.contains(&part.minutes()))
                .collect(),
        )
    }

    /// Whether they may be called at a minute of their day.
    pub fn suits(&self, minute: u16) -> bool {
        self.windows()
            .is_none_or(|windows| within(&windows, minute))
    }

    /// Whether that is a good time as well: by day, where nobody said otherwise.
    pub fn is_good_time(&self, minute: u16) -> bool {
        within(&[(FIRST_MINUTE, LAST_MINUTE)], minute) && self.suits(minute)
    }

    /// The rules as sentences, the most dangerous to break first, each once.
    pub fn rules(&self) -> Vec<String> {
        let mut rules = Vec::new();
        if !self.is_said() {
            rules.push(
                "Nobody has asked yet how it is safe to be in touch. Leave no voicemail."
                    .to_owned(),
            );
        }
        for rule in self.said.iter().flat_map(SafeContact::rules) {
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        rules
    }

    /// The rule that forbids a way out at a minute of their day, where one does. `to` is who would be reached by it.
    pub fn refuses(&self, way: WayOut, to: CallBack, minute: u16) -> Option<Forbidden> {
        let means = way.means();
        if means == Means::Free {
            return None;
        }
        if self.with() != to {
            return Some(match to {
                CallBack::Person => Forbidden::ThroughAsker,
                CallBack::Asker => Forbidden::PersonOnly,
            });
        }
        if let Some((channel, rule)) = means.needs()
            && !self.allows(channel)
        {
            return Some(rule);
        }
        if means == Means::Voicemail && !self.voicemail() {
            return Some(Forbidden::NoVoicemail);
        }
        (means.rings() && !self.suits(minute)).then_some(Forbidden::NotNow)
    }

    /// Whether they may be called while they are in danger, which no time of day stands against: whom the answer goes to,
    /// and by what they are reached, holds all the same.
    pub fn may_call_in_danger(&self, to: CallBack) -> bool {
        self.refuses(WayOut::Call, to, FIRST_MINUTE)
            .is_none_or(|rule| rule == Forbidden::NotNow)
    }

    /// One set of rules that allows nothing which any of them forbids, for a form to begin with. Where they leave no
    /// time or no way to each other it has none, and whoever edits it has to choose.
    pub fn together(&self) -> SafeContact {
        let mut said = self.said.iter();
        let Some(first) = said.next() else {
            return SafeContact {
                channels: Channel::ALL.to_vec(),
                ..SafeContact::default()
            };
        };
        let mut one = first.clone();
        one.with = self.with();
        one.channels = self.channels();
        one.voicemail = self.voicemail();
        for safe in said {
            one.times = match (one.times.is_empty(), safe.times.is_empty()) {
                (true, _) => safe.times.clone(),
                (_, true) => one.times,
                _ => one
                    .times
                    .into_iter()
                    .filter(|time| safe.times.contains(time))
                    .collect(),
            };
            one.discreet |= safe.discreet;
            one.ask_for = one.ask_for.or_else(|| safe.ask_for.clone());
            one.note = one.note.or_else(|| safe.note.clone());
            // Whom one of the two did not name was not allowed by it.
            one.others = one.others.filter(|_| safe.others.is_some());
        }
        one.times.sort_unstable();
        one
    }
}

/// What lies in both lists of stretches.
pub(crate) fn overlap(one: &[(u16, u16)], other: &[(u16, u16)]) -> Vec<(u16, u16)> {
    one.iter()
        .flat_map(|a| other.iter().map(|b| (a.0.max(b.0), a.1.min(b.1))))
        .filter(|(from, until)| from < until)
        .collect()
}

fn within(windows: &[(u16, u16)], minute: u16) -> bool {
    windows
        .iter()
        .any(|(from, until)| (*from..*until).contains(&minute))
}

#[cfg(test)]
mod tests;
