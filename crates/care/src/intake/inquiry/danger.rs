//! What in a request for help tells of danger: the answer to "are you safe right now?", and words of a small list.
//!
//! The list is read by clinicians and by the public form's script as well; how it is read stands at its top.

mod list;
mod reading;

pub use list::{perils, word_list};

use super::{Request, Urgency};
use crate::followup::signal::{Alarm, Matter, Urgency as Due};
use crate::{Line, Paragraph, Phone, Private};

/// How much of what was written is shown with an alarm, in characters; the whole is on the page of the request.
const QUOTE_CHARS_MAX: usize = 400;

codes! {
    /// Whether the person is safe right now, as whoever asks says.
    SafeNow {
        /// Safe.
        Yes = "yes", "Safe right now";
        /// Not safe.
        No = "no", "Not safe right now";
        /// Not sure; as dangerous as no.
        Unsure = "unsure", "Not sure of being safe";
    }
}

impl SafeNow {
    /// Whether somebody has to look at once. Who is not sure counts as in danger.
    pub const fn is_danger(self) -> bool {
        !matches!(self, Self::Yes)
    }
}

codes! {
    /// What words of danger tell of, the gravest first.
    Peril {
        /// Suicide or self-harm.
        Suicide = "suicide", "suicide or self-harm";
        /// An overdose, or somebody who is hard to wake.
        Overdose = "overdose", "an overdose";
        /// Being hurt, or hurting others.
        Violence = "violence", "violence";
        /// Withdrawal that can kill.
        Withdrawal = "withdrawal", "severe withdrawal";
    }
}

impl Peril {
    /// Which matter it is.
    pub const fn matter(self) -> Matter {
        match self {
            Self::Suicide => Matter::Suicide,
            Self::Overdose => Matter::Overdose,
            Self::Violence => Matter::Home,
            Self::Withdrawal => Matter::Withdrawal,
        }
    }
}

codes! {
    /// How soon somebody has to look at a request, the most pressing first.
    Pressing {
        /// Within [`NOW_MINUTES`](crate::followup::clock::NOW_MINUTES), whatever the opening hours.
        Now = "now", "Danger now";
        /// Before the day ends.
        Today = "today", "Today";
        /// In its turn.
        Normal = "normal", "In turn";
    }
}

/// What a request asks to be raised: one thing, and how soon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Told {
    /// What it tells of; nothing where only the question was answered with no or not sure.
    pub peril: Option<Peril>,
    /// How soon somebody has to look.
    pub pressing: Pressing,
}

impl Request {
    /// What was written freely. Names and places of work are left out: an office for the prevention of suicide is none.
    fn written(&self) -> impl Iterator<Item = &str> {
        let lines = [&self.safe_said.ask_for, &self.safe_said.note];
        let lines = lines.into_iter().flatten().map(Private::open);
        let words = self.words.iter().map(Paragraph::as_str);
        words.chain(lines.map(Line::as_str))
    }

    /// What it tells of, the most pressing first; nothing where nothing in it is dangerous.
    pub fn dangers(&self) -> Vec<Told> {
        let mut dangers: Vec<Told> = perils(self.written())
            .into_iter()
            .map(|(peril, pressing)| Told {
                peril: Some(peril),
                pressing,
            })
            .collect();
        dangers.sort_by_key(|told| told.pressing);
        if self.safe_now.is_some_and(SafeNow::is_danger) {
            match dangers.first_mut() {
                // Words and answer are one event: what they wrote of is what they are not safe from.
                Some(first) => first.pressing = Pressing::Now,
                None => dangers.push(Told {
                    peril: None,
                    pressing: Pressing::Now,
                }),
            }
        }
        dangers
    }

    /// How soon somebody has to look at it, by its answers and words.
    pub fn pressing(&self) -> Pressing {
        let told = self.dangers().first().map(|told| told.pressing);
        let asked = match self.urgency {
            Urgency::Today => Pressing::Today,
            Urgency::Soon | Urgency::CanWait => Pressing::Normal,
        };
        told.map_or(asked, |told| told.min(asked))
    }

    /// The alarm that is raised about it.
    pub fn alarm(&self, told: Told) -> Alarm {
        Alarm {
            // What kind of danger was not said, and none is made up: it is called what they said.
            matter: told.peril.map_or(Matter::Unsafe, Peril::matter),
            urgency: match told.pressing {
                Pressing::Now => Due::Now,
                Pressing::Today | Pressing::Normal => Due::Today,
            },
            words: self.alarm_words(told),
        }
    }

    /// Why, in sentences for whoever is on call: they may not be able to open the request.
    fn alarm_words(&self, told: Told) -> String {
        let mut sentences = vec!["Asked for help.".to_owned()];
        match self.safe_now {
            Some(SafeNow::No) => sentences.push("Not safe right now, they say.".to_owned()),
            Some(SafeNow::Unsure) => {
                sentences.push("Not sure of being safe right now, they say.".to_owned());
            }
            Some(SafeNow::Yes) | None => {}
        }
        if let Some(peril) = told.peril {
            sentences.push(format!("The request has words of {}.", peril.label()));
        }
        if let Some(words) = &self.words {
            let words = words.as_str();
            let quote: String = words.chars().take(QUOTE_CHARS_MAX).collect();
            let more = if quote.len() < words.len() {
                " …"
            } else {
                ""
            };
            sentences.push(format!("“{quote}{more}”"));
        }
        sentences.push(self.who_to_reach());
        sentences.extend(self.safe_said.rules());
        sentences.join(" ")
    }

    /// Whom to call, and in which language.
    fn who_to_reach(&self) -> String {
        let language = self.language.label();
        let asked_by = self.asker.name().zip(self.asker.contact());
        let Some((name, contact)) = asked_by else {
            return format!("They ask for themselves. Language: {language}.");
        };
        let phone = contact.phone.as_ref().map(Phone::as_str);
        let knows = if self.asker.person_knows() {
            ""
        } else {
            " The person does not know of it."
        };
        format!(
            "{name} asks for them, telephone {}.{knows} Language: {language}.",
            phone.unwrap_or("not known")
        )
    }
}

#[cfg(test)]
#[path = "danger_tests.rs"]
mod tests;
