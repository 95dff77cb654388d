//! What somebody answered, or why there is no answer.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An answer. That nobody asked, that somebody did not want to say, and that nobody knows are three things: whoever
/// reads it asks again after the first alone, and none of them is a no.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answered<T> {
    /// Nobody asked yet.
    #[default]
    NotAsked,
    /// They were asked, and did not want to say.
    Declined,
    /// They were asked, and nobody knows.
    Unknown,
    /// They said.
    Said(T),
}

impl<T> fmt::Debug for Answered<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// What a form sends where there is no answer, and how that reads. The first stands where nothing was sent.
pub const UNANSWERED: [(&str, &str); 3] = [
    ("not_asked", "Not asked yet"),
    ("declined", "Asked; did not want to say"),
    ("unknown", "Asked; not known"),
];

impl<T> Answered<T> {
    /// What was said, where something was.
    pub const fn said(&self) -> Option<&T> {
        match self {
            Self::Said(value) => Some(value),
            Self::NotAsked | Self::Declined | Self::Unknown => None,
        }
    }

    /// The same with something else in place of what was said.
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Answered<U> {
        match self {
            Self::NotAsked => Answered::NotAsked,
            Self::Declined => Answered::Declined,
            Self::Unknown => Answered::Unknown,
            Self::Said(value) => Answered::Said(of(value)),
        }
    }

    /// Whether nothing more is to be asked: they said, or did not want to. What nobody knows is asked again.
    pub const fn is_settled(&self) -> bool {
        matches!(self, Self::Said(_) | Self::Declined)
    }

    /// Reads what a form sends where there is no answer; nothing where it sends one.
    pub fn unanswered(code: &str) -> Option<Self> {
        match code.trim() {
            "" | "not_asked" => Some(Self::NotAsked),
            "declined" => Some(Self::Declined),
            "unknown" => Some(Self::Unknown),
            _ => None,
        }
    }

    /// What a form sends; `of` says it of an answer.
    pub fn code_by(&self, of: impl FnOnce(&T) -> &'static str) -> &'static str {
        match self {
            Self::NotAsked => UNANSWERED[0].0,
            Self::Declined => UNANSWERED[1].0,
            Self::Unknown => UNANSWERED[2].0,
            Self::Said(value) => of(value),
        }
    }

    /// How it reads; `of` says it of an answer.
    pub fn words_by(&self, of: impl FnOnce(&T) -> String) -> String {
        match self {
            Self::NotAsked => UNANSWERED[0].1.to_owned(),
            Self::Declined => UNANSWERED[1].1.to_owned(),
            Self::Unknown => UNANSWERED[2].1.to_owned(),
            Self::Said(value) => of(value),
        }
    }
}

impl<T> Answered<Vec<T>> {
    /// Everything that was said; nothing where nothing was.
    pub fn all(&self) -> &[T] {
        self.said().map_or(&[][..], Vec::as_slice)
    }
}

/// A word of a fixed list that people are asked for. The number beside it is the one of the Treatment Episode Data Set,
/// as its public files of 2019 and 2020 print it; a state may want another when it is submitted. Where that data set
/// does not tell a value apart it has none, and is reported as missing.
pub trait OnList: Copy + 'static {
    /// Every value, in the order in which people are shown them.
    const EVERY: &'static [Self];

    /// The code kept in the record and sent by forms.
    fn code(self) -> &'static str;

    /// The words people read.
    fn label(self) -> &'static str;

    /// The number in the data set.
    fn teds(self) -> Option<u8>;

    /// The words with the number beside them.
    fn listed(self) -> String {
        match self.teds() {
            Some(number) => format!("{} ({number})", self.label()),
            None => self.label().to_owned(),
        }
    }
}

impl<T: OnList> Answered<T> {
    /// Reads what a form sends; nothing where it is none of the list.
    pub fn from_code(code: &str) -> Option<Self> {
        let listed = || T::EVERY.iter().find(|one| one.code() == code.trim());
        Self::unanswered(code).or_else(|| listed().copied().map(Self::Said))
    }

    /// What a form sends.
    pub fn code(&self) -> &'static str {
        self.code_by(|one| one.code())
    }

    /// How it reads.
    pub fn words(&self) -> String {
        self.words_by(|one| one.label().to_owned())
    }
}

/// Declares a fixed list as `codes!` does, with the number of the Treatment Episode Data Set behind each label.
macro_rules! asked {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $code:tt, $label:tt, $teds:expr;)* }) => {
        codes! {
            $(#[$doc])*
            $name { $($(#[$case_doc])* $case = $code, $label;)* }
        }

        impl $crate::people::answered::OnList for $name {
            const EVERY: &'static [Self] = Self::ALL;

            fn code(self) -> &'static str {
                Self::code(self)
            }

            fn label(self) -> &'static str {
                Self::label(self)
            }

            fn teds(self) -> Option<u8> {
                const TEDS: &[Option<u8>] = &[$($teds),*];
                TEDS.get(self as usize).copied().flatten()
            }
        }
    };
}

asked! {
    /// Yes or no.
    YesNo {
        /// Yes.
        Yes = "yes", "Yes", Some(1);
        /// No.
        No = "no", "No", Some(2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_sends_reads_back_and_no_answer_is_never_a_no() {
        let all = [
            Answered::NotAsked,
            Answered::Declined,
            Answered::Unknown,
            Answered::Said(YesNo::Yes),
            Answered::Said(YesNo::No),
        ];
        for one in all {
            assert!(Answered::from_code(one.code()) == Some(one));
            let kept = serde_json::to_string(&one).unwrap();
            assert!(serde_json::from_str::<Answered<YesNo>>(&kept).unwrap() == one);
            assert_eq!(format!("{one:?}"), "…");
        }
        let words: Vec<String> = all.iter().map(Answered::words).collect();
        assert_eq!(crate::each_once(words.clone()), words);
        assert!(Answered::<YesNo>::from_code("") == Some(Answered::NotAsked));
        assert!(Answered::<YesNo>::from_code("maybe").is_none());
        assert!(all[..3].iter().all(|one| one.said().is_none()));
        let settled: Vec<bool> = all.iter().map(Answered::is_settled).collect();
        assert_eq!(settled, [false, true, false, true, true]);
    }
}
