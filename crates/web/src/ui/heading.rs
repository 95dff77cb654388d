//! The head of a page: where it came from, what it is, one line about it, and its actions.

use maud::{Markup, Render, html};

use super::Icon;

/// The one `h1` of a page; see [`heading`].
#[derive(Clone, Debug)]
pub struct Heading {
    title: String,
    lead: Option<Markup>,
    back: Option<(String, String)>,
    actions: Option<Markup>,
}

/// The head of a page with this title.
pub fn heading(title: impl Into<String>) -> Heading {
    Heading {
        title: title.into(),
        lead: None,
        back: None,
        actions: None,
    }
}

impl Heading {
    /// One or two sentences below the title.
    #[must_use]
    pub fn lead(mut self, lead: impl Render) -> Self {
        self.lead = Some(lead.render());
        self
    }

    /// A link above the title to the page that this one belongs to.
    #[must_use]
    pub fn back(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.back = Some((href.into(), label.into()));
        self
    }

    /// Buttons beside the title.
    #[must_use]
    pub fn actions(mut self, actions: Markup) -> Self {
        self.actions = Some(actions);
        self
    }
}

impl Render for Heading {
    fn render(&self) -> Markup {
        html! {
            div.heading {
                @if let Some((href, label)) = &self.back {
                    p.back { a href=(href) { (Icon::Back) span { (label) } } }
                }
                div.heading-row {
                    h1 { (self.title) }
                    @if let Some(actions) = &self.actions { div.actions { (actions) } }
                }
                @if let Some(lead) = &self.lead { p.lead { (lead) } }
            }
        }
    }
}
