//! What a thing means, and how many of its hours a week has kept.

use super::Icon;
use crate::language::Language;
pub use care::daytime::length_text;
use maud::{Markup, html};

/// What a thing means, or nothing. Color never carries it alone. Filled red is for a person in danger and for nothing else;
/// what is late is amber, and what only stands in the way is outlined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// As it should be.
    Good,
    /// Look at it today.
    Attention,
    /// Nothing goes on before it is looked at.
    Urgent,
    /// A person is in danger.
    Danger,
    /// Worth knowing.
    Information,
    /// Neither good nor bad.
    Plain,
}

impl Meaning {
    /// The class that colors it.
    pub const fn class(self) -> &'static str {
        match self {
            Meaning::Good => "good",
            Meaning::Attention => "attention",
            Meaning::Urgent => "urgent",
            Meaning::Danger => "in-danger",
            Meaning::Information => "information",
            Meaning::Plain => "plain",
        }
    }

    /// The icon that stands for it.
    pub const fn icon(self) -> Option<Icon> {
        match self {
            Meaning::Good => Some(Icon::Good),
            Meaning::Attention => Some(Icon::Attention),
            Meaning::Urgent | Meaning::Danger => Some(Icon::Urgent),
            Meaning::Information => Some(Icon::Information),
            Meaning::Plain => None,
        }
    }
}

/// A word with its meaning: "9 of 9 hours kept", "Review due tomorrow".
pub fn status(meaning: Meaning, word: &str) -> Markup {
    status_of(meaning, html! { (word) })
}

/// The same with words that go on, such as an age.
pub fn status_of(meaning: Meaning, words: Markup) -> Markup {
    html! {
        span.status.(meaning.class()) {
            @if let Some(icon) = meaning.icon() { (icon) }
            span { (words) }
        }
    }
}

/// A word with a shape of its own and no color: neither good nor bad.
pub fn shaped(icon: Icon, word: &str) -> Markup {
    html! { span.status.(Meaning::Plain.class()) { (icon) span { (word) } } }
}

/// The hours of one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Minutes that were kept.
    pub kept_minutes: u32,
    /// Minutes that can still be kept this week.
    pub possible_minutes: u32,
    /// Minutes that the plan prescribes.
    pub prescribed_minutes: u32,
}

impl Hours {
    /// Good once the dose is kept, attention once it cannot be or when all that is left is needed. Hours are no danger.
    pub const fn meaning(self) -> Meaning {
        let reachable = self.kept_minutes + self.possible_minutes;
        if self.kept_minutes >= self.prescribed_minutes {
            Meaning::Good
        } else if reachable <= self.prescribed_minutes {
            Meaning::Attention
        } else {
            Meaning::Plain
        }
    }

    fn words(self, language: Language) -> String {
        let (kept, of) = (
            length_text(self.kept_minutes),
            length_text(self.prescribed_minutes),
        );
        let kept = language.say_with("hours-kept", &[("kept", &kept), ("of", &of)]);
        match self.possible_minutes {
            0 => kept,
            left => {
                let left = length_text(left);
                language.say_with("hours-possible", &[("kept", &kept), ("left", &left)])
            }
        }
    }
}

/// The hours of a week as a bar with the same in words beside it.
pub fn hours_meter(language: Language, hours: Hours) -> Markup {
    // More than prescribed fills the bar; what overshoots is in the words.
    let whole = hours.prescribed_minutes.max(1);
    let kept = hours.kept_minutes.min(whole);
    let possible = hours.possible_minutes.min(whole - kept);
    html! {
        div.meter.(hours.meaning().class()) {
            svg viewBox={ "0 0 " (whole) " 8" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                rect.rest width=(whole) height="8" {}
                rect.possible x=(kept) width=(possible) height="8" {}
                rect.kept width=(kept) height="8" {}
            }
            span.meter-words { @if let Some(icon) = hours.meaning().icon() { (icon) } span { (hours.words(language)) } }
        }
    }
}

/// The hours of one week as one line of a table shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekBar {
    /// Minutes that were kept.
    pub kept_minutes: u32,
    /// Minutes that are booked, or over and not marked yet.
    pub booked_minutes: u32,
    /// Minutes that sessions with a free seat could add.
    pub more_minutes: u32,
    /// Minutes that are needed.
    pub needed_minutes: u32,
}

/// A week on one line: kept, booked, what could be added, and what is missing even then. The words of the colors stand
/// once above the table; see [`week_bar_key`].
pub fn week_bar(bar: WeekBar) -> Markup {
    let (kept, booked, needed) = (bar.kept_minutes, bar.booked_minutes, bar.needed_minutes);
    let reached = kept.saturating_add(booked);
    let whole = needed.max(reached).max(1);
    let more = bar.more_minutes.min(whole - reached);
    let missing = needed.saturating_sub(reached + more);
    // Where more is booked than is needed, a line says how far it is.
    let line = (whole / 100).max(1);
    html! {
        div.week-bar {
            svg viewBox={ "0 0 " (whole) " 8" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                rect.rest width=(whole) height="8" {}
                rect.kept width=(kept) height="8" {}
                rect.possible x=(kept) width=(booked) height="8" {}
                rect.more x=(reached) width=(more) height="8" {}
                rect.missing x=(reached + more) width=(missing) height="8" {}
                @if needed > 0 && needed < whole { rect.needed x=(needed) width=(line) height="8" {} }
            }
            span { (length_text(kept)) " of " (length_text(needed)) }
            span.unseen {
                " kept, " (length_text(booked)) " booked"
                @if bar.more_minutes > 0 { ", " (length_text(bar.more_minutes)) " could be added" }
            }
        }
    }
}

/// What the colors of [`week_bar`] are.
pub fn week_bar_key() -> Markup {
    html! {
        p.week-bar-key {
            @for (class, word) in [("kept", "Kept"), ("possible", "Booked"), ("more", "Could be added"), ("missing", "Missing")] {
                span { svg viewBox="0 0 12 8" aria-hidden="true" focusable="false" { rect.(class) width="12" height="8" {} } (word) } " "
            }
        }
    }
}
