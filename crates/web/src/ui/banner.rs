//! What stands above a whole page as long as it is so: the demo, broken glass.

use maud::{Markup, html};

use super::{Icon, Meaning};
use crate::language::Language;

/// A banner.
#[derive(Clone, Debug)]
pub struct Banner {
    /// What it means.
    pub meaning: Meaning,
    /// The first words, set apart: `Demo`.
    pub title: String,
    /// The sentence.
    pub text: String,
    /// What else is so, where there is room to say it.
    pub aside: Option<String>,
    /// Where to act on it: an address and a word.
    pub link: Option<(String, String)>,
    /// A button, for example to end the access, already inside its form.
    pub action: Option<Markup>,
}

impl Banner {
    /// This is a demo; nothing in it is real.
    pub fn demo() -> Self {
        Self::demo_in(Language::English)
    }

    /// The same on a page in a language.
    pub fn demo_in(language: Language) -> Self {
        Self {
            meaning: Meaning::Information,
            title: language.say("frame-demo"),
            text: String::new(),
            aside: Some(language.say("frame-demo-more")),
            link: None,
            action: None,
        }
    }

    /// What time it is in the demonstration, in words, and the buttons to go on.
    #[must_use]
    pub fn at(mut self, language: Language, time: &str, on: Markup) -> Self {
        self.text = language.say_with("frame-demo-time", &[("time", time)]);
        self.action = Some(on);
        self
    }

    /// Access outside the caseload runs until this time.
    pub fn broken_glass(until: &str, end: Option<Markup>) -> Self {
        Self {
            meaning: Meaning::Attention,
            title: "Emergency access".into(),
            text: format!(
                "You see this record outside your caseload until {until}. It is on the privacy officer’s list."
            ),
            aside: None,
            link: None,
            action: end,
        }
    }
}

/// A banner above the page. [`super::Frame::banners`] shows them; pages seldom call this.
pub fn banner(banner: &Banner) -> Markup {
    html! {
        div.banner.(banner.meaning.class()) {
            (banner.meaning.icon().unwrap_or(Icon::Information))
            p {
                strong { (banner.title) } " " (banner.text)
                @if let Some(aside) = &banner.aside { span.aside { " " (aside) } }
                @if let Some((href, word)) = &banner.link { " " a href=(href) { (word) } }
            }
            @if let Some(action) = &banner.action { (action) }
        }
    }
}
