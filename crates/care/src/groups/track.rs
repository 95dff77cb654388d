//! Tracks: for whom, or for which part of the day, a group is meant.

use crate::Credential;
use crate::intake::inquiry::Language;
use serde::{Deserialize, Serialize};

/// A property of groups, and a wish or need of a person.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// For everybody.
    #[default]
    General,
    /// In the morning.
    Morning,
    /// By day.
    Day,
    /// In the afternoon.
    Afternoon,
    /// In the evening.
    Evening,
    /// For women.
    Women,
    /// For men.
    Men,
    /// For young adults.
    YoungAdult,
    /// For people who also live with a mental-health condition.
    CoOccurring,
    /// For LGBTQ+ people.
    Lgbtq,
    /// For veterans.
    Veterans,
    /// In Spanish.
    Spanish,
}

impl Track {
    /// Every track.
    pub const ALL: [Self; 12] = [
        Self::General,
        Self::Morning,
        Self::Day,
        Self::Afternoon,
        Self::Evening,
        Self::Women,
        Self::Men,
        Self::YoungAdult,
        Self::CoOccurring,
        Self::Lgbtq,
        Self::Veterans,
        Self::Spanish,
    ];

    /// The code kept in the record and written in program files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Morning => "morning",
            Self::Day => "day",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Women => "women",
            Self::Men => "men",
            Self::YoungAdult => "young_adult",
            Self::CoOccurring => "co_occurring",
            Self::Lgbtq => "lgbtq",
            Self::Veterans => "veterans",
            Self::Spanish => "spanish",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::General => "Everybody",
            Self::Morning => "Morning",
            Self::Day => "Day",
            Self::Afternoon => "Afternoon",
            Self::Evening => "Evening",
            Self::Women => "Women",
            Self::Men => "Men",
            Self::YoungAdult => "Young adults",
            Self::CoOccurring => "Co-occurring conditions",
            Self::Lgbtq => "LGBTQ+",
            Self::Veterans => "Veterans",
            Self::Spanish => "Spanish",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|track| track.code() == code)
    }

    /// What somebody who leads this track has to be qualified for, beyond the kind of the group.
    pub const fn credential(self) -> Option<Credential> {
        match self {
            Self::CoOccurring => Some(Credential::CoOccurring),
            Self::Spanish => Some(Credential::Spanish),
            _ => None,
        }
    }

    /// The language its groups are held in; none is the language of the organization, which nothing is said about.
    pub const fn language(self) -> Option<Language> {
        match self {
            Self::Spanish => Some(Language::Spanish),
            _ => None,
        }
    }

    /// Whether somebody understands what is said in a group of this track: everybody does in the organization's own
    /// language; another one they have to have chosen, or attend a group in already.
    pub fn understood_by(self, chosen: Self, attends: impl IntoIterator<Item = Self>) -> bool {
        let mut own = std::iter::once(chosen).chain(attends);
        match self.language() {
            None => true,
            Some(language) => own.any(|track| track.language() == Some(language)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Track;

    #[test]
    fn a_language_is_chosen_or_attended_already() {
        for track in Track::ALL {
            assert!(track.understood_by(track, []), "{track:?}");
            let everybody = track.understood_by(Track::General, [Track::Evening]);
            assert_eq!(everybody, track != Track::Spanish, "{track:?}");
            assert!(track.understood_by(Track::Women, [Track::Evening, Track::Spanish]));
        }
        assert!(!Track::Spanish.understood_by(Track::Women, []));
    }
}
