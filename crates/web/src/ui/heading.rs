//! The head of a page: where it came from, what it is, one line about it, and its actions.

use maud::{Markup, Render, html};

use super::Icon;

/// The one `h1` of a page; see [`heading`]. Of a page about somebody it is what comes below that: see [`opening`].
#[derive(Clone, Debug)]
pub struct Heading {
    title: Option<String>,
    below: bool,
    lead: Option<Markup>,
    back: Option<(String, String)>,
    actions: Option<Markup>,
}

/// The head of a page with this title.
pub fn heading(title: impl Into<String>) -> Heading {
    Heading {
        title: Some(title.into()),
        below: false,
        lead: None,
        back: None,
        actions: None,
    }
}

/// The head of a page about somebody that is no more than its name, which the frame has said with theirs: what else
/// there is to say about it.
pub fn opening() -> Heading {
    Heading {
        title: None,
        below: true,
        lead: None,
        back: None,
        actions: None,
    }
}

/// The head of a page about somebody that is about one thing of theirs, which is the title here.
pub fn heading_below(title: impl Into<String>) -> Heading {
    Heading {
        below: true,
        ..heading(title)
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

impl Heading {
    fn titled(&self) -> Markup {
        html! {
            @if let Some(title) = &self.title {
                @if self.below { h2 { (title) } } @else { h1 { (title) } }
            }
        }
    }
}

impl Render for Heading {
    fn render(&self) -> Markup {
        html! {
            div.heading {
                @if let Some((href, label)) = &self.back {
                    p.back { a href=(href) { (Icon::Back) span { (label) } } }
                }
                @if self.title.is_some() {
                    div.heading-row {
                        (self.titled())
                        @if let Some(actions) = &self.actions { div.actions { (actions) } }
                    }
                    @if let Some(lead) = &self.lead { p.lead { (lead) } }
                } @else {
                    div.heading-row {
                        @if let Some(lead) = &self.lead { p.lead { (lead) } }
                        @if let Some(actions) = &self.actions { div.actions { (actions) } }
                    }
                }
            }
        }
    }
}
