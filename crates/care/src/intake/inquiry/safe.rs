//! How and when it is safe to be in touch. Shown before every number, because a wrong call can do harm at home or at work.

use crate::{Line, Private};
use serde::{Deserialize, Serialize};

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
    /// The part of the day that an hour (0 to 23) belongs to.
    pub const fn of_hour(hour: i8) -> Self {
        match hour {
            ..12 => Self::Morning,
            12..17 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// The rules of one person for being in touch. What was not asked is not allowed: no voicemail unless they said yes.
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
        }
    }
}

impl SafeContact {
    /// Whether a local hour (0 to 23) is one at which they may be called.
    pub fn suits(&self, hour: i8) -> bool {
        self.times.is_empty() || self.times.contains(&DayPart::of_hour(hour))
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
        if let Some(note) = &self.note {
            rules.push(note.open().to_string());
        }
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_voicemail_unless_they_said_yes() {
        let mut safe = SafeContact::default();
        assert_eq!(safe.rules(), ["Do not leave a voicemail."]);
        safe.voicemail = true;
        assert!(safe.rules().is_empty());
        safe.times = vec![DayPart::Evening, DayPart::Morning];
        safe.discreet = true;
        assert_eq!(
            safe.rules(),
            [
                "Do not say where you are calling from.",
                "Only in the evening or morning."
            ]
        );
        assert!(safe.suits(18) && safe.suits(0) && !safe.suits(12) && !safe.suits(16));
    }
}
